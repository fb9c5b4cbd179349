package pick

import (
	"time"

	"warehouse-node/warehouse/station"
)

// Flow is the name of this flow in a reply and on a command barcode.
const Flow = "pick"

// Step is the screen a picker sees. Each waits for exactly one scan.
type Step string

// The steps of picking. From the walk on, Wrong and Short lie over the step that
// asked.
const (
	StepTasks    Step = "tasks"    // nothing taken yet: the list of what waits; scan an empty tote to take the first
	StepOffered  Step = "offered"  // one task is offered (a colleague's, after a badge on another device): scan a tote of it
	StepGo       Step = "go"       // walk; waits for the bin
	StepItem     Step = "item"     // at the bin; waits for the item
	StepQuantity Step = "quantity" // how many? typed, because the item's rule allows it
	StepTote     Step = "tote"     // units in hand; waits for the tote
	StepWrong    Step = "wrong"    // the scan was refused
	StepShort    Step = "short"    // how many are there, and why
	StepReturn   Step = "return"   // less is wanted than was taken: waits for the bin where the rest goes back
	StepTour     Step = "tour"     // the walk seen from above; any right scan goes on
	StepStop     Step = "stop"     // the order was cancelled or changed: bring the totes away
	StepDone     Step = "done"     // all lines behind: carry the totes to their bench
)

// Actions a picker may be offered, in words under "act.<name>".
const (
	ActTake     = "take"     // args task: take this task from the list
	ActLeave    = "leave"    // give the task back untouched
	ActBlocked  = "blocked"  // go: the way to the bin is closed
	ActSkip     = "skip"     // go, item: this stop later
	ActShort    = "short"    // item: opens StepShort
	ActFound    = "found"    // short: args found, reason: shows the consequences anew
	ActConfirm  = "confirm"  // short, quantity: args found and reason, or qty, or what the screen shows: posts
	ActLot      = "lot"      // item: the goods are of the lot that is asked for, which has no barcode
	ActReturned = "returned" // return: it lies in its bin again, whose label cannot be scanned
	ActEmpty    = "empty"    // short: the reason, by its barcode
	ActDamaged  = "damaged"  // short: the same
	ActSwapped  = "swapped"  // short: another item lies there
	ActBack     = "back"     // from wrong, short, quantity, tour to where it was asked
	ActUndo     = "undo"     // really reverses the last scan
	ActQuantity = "quantity" // item: opens StepQuantity
	ActFull     = "full"     // tote: this tote is full, the next empty one goes on
	ActMislabel = "mislabel" // wrong: the label on the goods is wrong, tell the office
	ActTour     = "tour"     // opens StepTour
	ActHere     = "here"     // wrong: the order needs these goods and they lie here, where nobody knew of them
)

// View is what the picker's handheld draws. Which fields hold is said beside
// them; the rest are empty.
type View struct {
	Step  Step           `json:"step" enum:"tasks,offered,go,item,quantity,tote,wrong,short,return,tour,stop,done"`
	Order string         `json:"order,omitempty"` // number, for all steps of one order
	Lines station.Ribbon `json:"lines"`
	// Bin is the stop in hand: go, item, quantity, tote, short, and wrong of them; of
	// return, and of stop where Done is in the hand, the bin to which that goes back.
	Bin  *station.Bin  `json:"bin,omitempty"`
	Item *station.Item `json:"item,omitempty"`
	// Alike lies in the same or the next bin and differs only in Differs; only
	// then the screen warns.
	Alike *station.Item `json:"alike,omitempty"`
	// Need and Done count base units of the line at this stop.
	Need int64 `json:"need"`
	Done int64 `json:"done"`
	// Lot is asked for when the bin holds more than one; Expiry is its day.
	Lot    string `json:"lot,omitempty"`
	Expiry string `json:"expiry,omitempty"` // 2026-11-21
	// Totes stand on the cart in this order; Into is the code of the one to fill.
	Totes []station.Tote `json:"totes,omitempty"`
	Into  string         `json:"into,omitempty"`

	Wrong  *station.Wrong `json:"wrong,omitempty"`  // wrong
	Short  *Short         `json:"short,omitempty"`  // short
	Asked  *Quantity      `json:"asked,omitempty"`  // quantity
	Stop   *station.Halt  `json:"stop,omitempty"`   // stop
	Tasks  []Task         `json:"tasks,omitempty"`  // tasks; offered holds one
	Finish *Finish        `json:"finish,omitempty"` // done, stop
	Tour   *Tour          `json:"tour,omitempty"`   // tour

	// Stops are the stops of the lease in walking order, the one in hand first.
	// A handheld without network walks on by them.
	Stops []Stop `json:"stops,omitempty"`
	Lease *Lease `json:"lease,omitempty"`

	Actions []station.Action `json:"actions,omitempty"`
}

// Stop is one item to take from one bin into one tote.
type Stop struct {
	Bin  station.Bin  `json:"bin"`
	Item station.Item `json:"item"`
	Need int64        `json:"need"`
	Done int64        `json:"done"`
	Into string       `json:"into,omitempty"` // code of a tote in View.Totes
}

// Lease is until when the lines are this person's. It does not run out while the
// handheld is away.
type Lease struct {
	Lines int       `json:"lines"`
	Until time.Time `json:"until"`
}

// Short is the question how many are there, with what follows from the answer.
type Short struct {
	Found   int64    `json:"found"`
	Most    int64    `json:"most"` // the answer may not be above
	Least   int64    `json:"least"`
	Reason  string   `json:"reason"`  // one of Reasons
	Reasons []string `json:"reasons"` // words under "short.<reason>": empty, damaged, other
	Then    []Then   `json:"consequences"`
}

// Then is one consequence of a short pick, told before it is confirmed.
type Then struct {
	Kind   ThenKind     `json:"kind" enum:"instead,missing,count,in-time,late"`
	Qty    int64        `json:"qty,omitempty"`    // instead, missing
	Bin    *station.Bin `json:"bin,omitempty"`    // instead
	Metres int64        `json:"metres,omitempty"` // instead: what it adds to the walk
	Person string       `json:"person,omitempty"` // count: who will; may be nobody yet
	At     time.Time    `json:"at,omitzero"`      // in-time, late: the cut-off
}

// ThenKind names a consequence, in words under "then.<kind>".
type ThenKind string

// What may follow from a short pick.
const (
	ThenInstead ThenKind = "instead" // the rest is taken from another bin
	ThenMissing ThenKind = "missing" // there is no more: the order waits for goods
	ThenCount   ThenKind = "count"   // somebody counts this bin
	ThenInTime  ThenKind = "in-time" // the order still makes its cut-off
	ThenLate    ThenKind = "late"    // it does not
)

// Quantity is a typed answer that the item's rule allows.
type Quantity struct {
	Least int64 `json:"least"`
	Most  int64 `json:"most"`
	Typed int64 `json:"typed,omitempty"` // by digits scanned so far; may be above Most
}

// Task is an order's walk that waits for somebody, or that is offered.
type Task struct {
	ID     string          `json:"id"`
	Order  string          `json:"order"`
	Lines  int             `json:"lines"`
	Units  int64           `json:"units"`
	Cutoff time.Time       `json:"cutoff,omitzero"`
	Dock   string          `json:"dock,omitempty"`
	Holder *station.Person `json:"holder,omitempty"` // whose it is now
	Since  time.Time       `json:"since,omitzero"`   // when the holder scanned last
}

// Finish is where the totes go.
type Finish struct {
	Bench string `json:"bench,omitempty"`
	Units int64  `json:"units"`
	// Missing is how many base units of the order were not found.
	Missing int64 `json:"missing,omitempty"`
}

// Tour is the walk in figures.
type Tour struct {
	Minutes int64  `json:"minutes"`
	Metres  int64  `json:"metres"`
	Orders  int    `json:"orders"`
	Bench   string `json:"bench,omitempty"`
	// Aisles are drawn from left to right as they are walked.
	Aisles []TourAisle `json:"aisles,omitempty"`
}

// TourAisle is one aisle from above; each stop lies along it, 0 at the near end
// and 1000 at the far one.
type TourAisle struct {
	Name   string `json:"name"`
	Walked []int  `json:"walked,omitempty"`
	Ahead  []int  `json:"ahead,omitempty"`
}
