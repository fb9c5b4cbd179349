package move

import "warehouse-node/warehouse/station"

// Flow is the name of this flow in a reply and on a command barcode.
const Flow = "putback"

// Step is the screen of the person who puts back.
type Step string

// The steps of putting back. Each waits for exactly one scan.
const (
	StepTotes Step = "totes" // which totes wait; waits for one of them
	StepItem  Step = "item"  // waits for a unit out of the tote
	StepGo    Step = "go"    // walk; waits for the bin
	StepWrong Step = "wrong" // the scan was refused
	StepDone  Step = "done"  // the tote is empty
)

// Actions the person may be offered, in words under "act.<name>".
const (
	ActUndo    = "undo"    // really reverses the last scan
	ActDamaged = "damaged" // item, go: this unit is not for sale any more
	ActOther   = "other"   // go: the bin is full, another one
	ActBack    = "back"
)

// View is what the handheld draws.
type View struct {
	Step  Step          `json:"step" enum:"totes,item,go,wrong,done"`
	Totes []Waiting     `json:"totes,omitempty"` // totes, done: those that wait; carry: where the last were put
	Tote  *station.Tote `json:"tote,omitempty"`
	Order string        `json:"order,omitempty"` // the cancelled one
	Place string        `json:"place,omitempty"` // carry: where the container stands
	Item  *station.Item `json:"item,omitempty"`  // go
	Qty   int64         `json:"qty"`             // base units in hand
	Lot   string        `json:"lot,omitempty"`   // go: of what is in hand
	// Expiry is the last day of what is in hand, 2027-03-31.
	Expiry string         `json:"expiry,omitempty"`
	Bin    *station.Bin   `json:"bin,omitempty"`  // go
	Left   []Line         `json:"left,omitempty"` // item, carry: what is in it
	Lines  station.Ribbon `json:"lines"`
	Wrong  *station.Wrong `json:"wrong,omitempty"`
	Waits  Step           `json:"waits,omitempty" enum:"totes,item,go,done"` // wrong: the step that lies under it

	Actions []station.Action `json:"actions,omitempty"`
}

// Waiting is a tote with goods to put back, or one that was carried.
type Waiting struct {
	Tote  station.Tote `json:"tote"`
	Order string       `json:"order,omitempty"`
	Place string       `json:"place,omitempty"` // where it stands
}

// Line is goods of one item in the tote, in base units.
type Line struct {
	Item station.Item `json:"item"`
	Qty  int64        `json:"qty"`
}
