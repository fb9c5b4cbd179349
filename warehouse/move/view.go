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
	Step  Step           `json:"step" enum:"totes,item,go,wrong,done"`
	Totes []Waiting      `json:"totes,omitempty"` // totes
	Tote  *station.Tote  `json:"tote,omitempty"`
	Order string         `json:"order,omitempty"` // the cancelled one
	Item  *station.Item  `json:"item,omitempty"`  // go
	Qty   int64          `json:"qty"`             // base units in hand
	Bin   *station.Bin   `json:"bin,omitempty"`   // go
	Left  []Line         `json:"left,omitempty"`  // item: what is still in the tote
	Lines station.Ribbon `json:"lines"`
	Wrong *station.Wrong `json:"wrong,omitempty"`

	Actions []station.Action `json:"actions,omitempty"`
}

// Waiting is a tote with goods to put back.
type Waiting struct {
	Tote  station.Tote `json:"tote"`
	Order string       `json:"order"`
	Place string       `json:"place,omitempty"` // where it stands
}

// Line is goods of one item in the tote, in base units.
type Line struct {
	Item station.Item `json:"item"`
	Qty  int64        `json:"qty"`
}
