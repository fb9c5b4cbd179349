package receive

import (
	"time"

	"warehouse-node/warehouse/station"
)

// The names of the two flows of this package in a reply and on a command
// barcode: goods in at the dock, and from the dock to their bins.
const (
	Flow    = "receive"
	FlowPut = "putaway"
)

// Step is the screen a receiver sees. Each waits for exactly one scan or answer.
type Step string

// The steps of receiving and of putting away.
const (
	StepArrivals Step = "arrivals" // choose an arrival or open one
	StepItem     Step = "item"     // waits for an item or its carton
	StepLot      Step = "lot"      // the item wants a lot: typed, or read from GS1
	StepExpiry   Step = "expiry"   // the item wants its expiry day
	StepSerial   Step = "serial"   // each piece is known by its serial number or marking code
	StepQuantity Step = "quantity" // how many lie here
	StepBin      Step = "bin"      // waits for the dock bin it stands in
	StepWrong    Step = "wrong"    // the scan was refused
	StepClosed   Step = "closed"   // the arrival is closed, its differences shown

	StepTake  Step = "take"  // put-away: waits for an item at the dock
	StepCount Step = "count" // put-away: how many are in the hands
	StepGo    Step = "go"    // put-away: walk; waits for the bin
	StepEmpty Step = "empty" // put-away: nothing is left at the dock
)

// Actions a receiver may be offered, in words under "act.<name>".
const (
	ActOpen    = "open"    // arrivals: args arrival; without it a new one, args from, paper; the digits 1 to 9 are scanned for one of the list
	ActConfirm = "confirm" // lot, expiry, serial, quantity, count: args lot, expiry, serial, qty; without qty as many as the screen shows
	ActUndo    = "undo"    // really reverses the last scan
	ActDamaged = "damaged" // quantity: what the last scan counted is damaged, or good again; go: the damaged ones of the same goods
	ActOther   = "other"   // go: the bin is full, another one
	ActPrint   = "print"   // quantity: labels of what was taken in; args copies, without it one
	ActClose   = "close"   // closes the arrival
	ActBack    = "back"
)

// View is what the receiver's handheld draws.
type View struct {
	Step     Step      `json:"step" enum:"arrivals,item,lot,expiry,serial,quantity,bin,wrong,closed,take,count,go,empty"`
	Arrivals []Arrival `json:"arrivals,omitempty"` // arrivals
	Arrival  *Arrival  `json:"arrival,omitempty"`  // all steps within one

	Item *station.Item `json:"item,omitempty"` // lot, expiry, serial, quantity, bin, count, go
	Qty  int64         `json:"qty"`            // base units so far of this item, in hand
	// Expected is how many the papers say remain; zero is not said.
	Expected int64 `json:"expected"`
	// Typed says that how many may be typed; else they are counted by scans.
	Typed bool `json:"typed,omitempty"` // quantity
	// Most is what may be put away at most: what lies at the dock.
	Most      int64  `json:"most,omitempty"`
	Lot       string `json:"lot,omitempty"`
	Expiry    string `json:"expiry,omitempty"`    // 2027-03-31
	Condition string `json:"condition,omitempty"` // count, go: words under "condition.<condition>"
	Damaged   int64  `json:"damaged,omitempty"`   // quantity: so many of qty

	Bin    *station.Bin   `json:"bin,omitempty"`    // bin: where it was put last; go: where to
	Totals []Total        `json:"totals,omitempty"` // item: the last few, newest first; closed: all
	Wrong  *station.Wrong `json:"wrong,omitempty"`
	Waits  Step           `json:"waits,omitempty" enum:"arrivals,item,lot,expiry,serial,quantity,bin,take,count,go,empty"` // wrong: the step that lies under it
	// Left is how many lines wait at the dock to be put away.
	Left int `json:"left"`

	Actions []station.Action `json:"actions,omitempty"`
}

// Arrival is goods that came, or are to come, from one sender.
type Arrival struct {
	ID     string    `json:"id"`
	Number string    `json:"number"`
	From   string    `json:"from,omitempty"`
	Due    time.Time `json:"due,omitzero"`
	Lines  int       `json:"lines"`
	Units  int64     `json:"units"` // base units taken in so far
}

// Total is how much of one item came.
type Total struct {
	Item     station.Item `json:"item"`
	Qty      int64        `json:"qty"`
	Expected int64        `json:"expected"` // zero is not said
	Lot      string       `json:"lot,omitempty"`
	Expiry   string       `json:"expiry,omitempty"`
	// Condition is empty for good ones; words under "condition.<condition>".
	Condition string `json:"condition,omitempty"`
}
