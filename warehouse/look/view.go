package look

import (
	"time"

	"warehouse-node/warehouse/station"
)

// Flow is the name of the flow in a reply and on a command barcode.
const Flow = "look"

// Step is the screen that a person sees. Each waits for a scan of anything.
type Step string

// The steps of looking.
const (
	StepScan   Step = "scan"   // nothing was scanned yet
	StepPlace  Step = "place"  // what is here
	StepItem   Step = "item"   // where it is
	StepOrder  Step = "order"  // how far it is, and where its goods are
	StepChoose Step = "choose" // the code means several things
)

// Actions that a person may be offered, in words under "act.<name>".
const (
	ActBack   = "back"            // to what waits behind the look
	ActChoose = station.ActChoose // choose
)

// Limits of what one screen shows; More says how many are left out.
const (
	MaxLines  = 40 // kinds of stock
	MaxOrders = 4  // orders for which one kind of stock is set aside
	MaxMoves  = 20
	MaxInside = 12 // containers that stand in a place
)

// View is what the handheld draws.
type View struct {
	Step Step `json:"step" enum:"scan,place,item,order,choose"`
	// Waits is the flow that goes on when the look is left, in words under
	// "flow.<flow>".
	Waits   string           `json:"waits,omitempty"`
	Choices []station.Choice `json:"choices,omitempty"` // choose

	Place *Place `json:"place,omitempty"` // place
	Item  *Item  `json:"item,omitempty"`  // item
	Order *Order `json:"order,omitempty"` // order
	// Lines are what lies here, or where it lies, the best bin first.
	Lines []Line `json:"lines,omitempty"`
	More  int    `json:"more,omitempty"`  // lines that are not shown
	Moves []Move `json:"moves,omitempty"` // place: the last, newest first

	Actions []station.Action `json:"actions,omitempty"`
}

// Spot is a place where goods lie.
type Spot struct {
	Kind string        `json:"kind" enum:"bin,tote,cart,pallet,parcel,station,zone,aisle"`
	Name string        `json:"name"`
	Bin  *station.Bin  `json:"bin,omitempty"`  // of a bin
	Tote *station.Tote `json:"tote,omitempty"` // of what is carried
	In   string        `json:"in,omitempty"`   // where it stands, of what is carried
}

// Place is what was scanned and what stands in it.
type Place struct {
	Spot
	Use     string `json:"use,omitempty"`     // of a bin, words under "purpose.<use>"
	Blocked string `json:"blocked,omitempty"` // why nobody may work there, in a person's words
	Order   string `json:"order,omitempty"`   // whose goods it holds
	// State is that of the order; of a parcel: open, closed, left or apart. Words
	// under "look.state.<state>".
	State  string         `json:"state,omitempty"`
	Kinds  int            `json:"kinds"` // kinds of stock in it
	Inside []station.Tote `json:"inside,omitempty"`
	Others int            `json:"others,omitempty"` // containers that are not shown
}

// Item is goods and how much of them there is at this warehouse. Quantities are
// base units.
type Item struct {
	Item station.Item `json:"item"`
	// Can is what may still be sold.
	Can int64 `json:"can"`
	On  int64 `json:"on"` // lies here in all
	// Lot, where the scan told one: only that is listed then.
	Lot string `json:"lot,omitempty"`
	// Piece and At: the one piece that was scanned, and where it is; At is empty
	// when it is outside.
	Piece string `json:"piece,omitempty"`
	At    string `json:"at,omitempty"`
}

// Order is how far the floor is with an order.
type Order struct {
	Number  string   `json:"number"`
	State   string   `json:"state"` // words under "look.state.<state>"
	Parcels []string `json:"parcels,omitempty"`
}

// Line is one kind of stock in one place.
type Line struct {
	Item *station.Item `json:"item,omitempty"` // where several are listed
	At   *Spot         `json:"at,omitempty"`
	Qty  int64         `json:"qty"`  // base units that lie there
	Held int64         `json:"held"` // of them set aside
	// For are the orders for which they are set aside; Others how many more.
	For       []Share `json:"for,omitempty"`
	Others    int     `json:"others,omitempty"`
	Lot       string  `json:"lot,omitempty"`
	Expiry    string  `json:"expiry,omitempty"`    // 2027-03-31
	Condition string  `json:"condition,omitempty"` // none is good; words under "condition.<condition>"
	Owner     string  `json:"owner,omitempty"`     // where there are several
	// Best is the bin that an order would be picked from.
	Best bool `json:"best,omitempty"`
	// Stop is why it may not be sold where it lies, "" where it may. Words under
	// "look.stop.<stop>".
	Stop string `json:"stop,omitempty" enum:",taken,expired,tote,blocked,dock,aside"`
}

// Share is a part of a line that is set aside for an order.
type Share struct {
	Order string `json:"order"`
	Qty   int64  `json:"qty"`
}

// Move is goods that came to the place, or went.
type Move struct {
	At   time.Time      `json:"at"`
	Who  station.Person `json:"who"`
	Name string         `json:"name"` // of the item
	Note string         `json:"note,omitempty"`
	Unit station.Unit   `json:"unit" enum:"pcs,g"`
	Qty  int64          `json:"qty"`
	Came bool           `json:"came"` // to the place; else it went from there
	// Other is the other end; World names it when that is outside, in words under
	// "look.world.<world>".
	Other string `json:"other,omitempty"`
	World string `json:"world,omitempty" enum:",supplier,customer,loss,found,opening,transit"`
}
