package dispatch

import (
	"time"

	"warehouse-node/warehouse/station"
)

// Flow is the name of this flow in a reply and on a command barcode.
const Flow = "dispatch"

// Step is the screen of the person at the dock.
type Step string

// The steps of handing over.
const (
	StepCouriers Step = "couriers" // choose the courier: scan a dock, or a parcel of it
	StepScan     Step = "scan"     // waits for the next parcel
	StepMissing  Step = "missing"  // asked to close, parcels are missing: they are listed
	StepDone     Step = "done"     // the goods have left the house, the list is at the printer
)

// Actions the person may be offered, in words under "act.<name>".
const (
	ActOpen  = "open"  // couriers: args courier
	ActClose = "close" // scan: hands over what was scanned; asks when some are missing
	ActLeave = "leave" // missing: hands over without them, they stay
	ActUndo  = "undo"  // takes the last parcel back
	ActList  = "list"  // done: prints the list once more
	ActBack  = "back"
)

// View is what the dock's handheld or screen draws.
type View struct {
	Step     Step      `json:"step" enum:"couriers,scan,missing,done"`
	Couriers []Courier `json:"couriers,omitempty"` // couriers
	Courier  *Courier  `json:"courier,omitempty"`
	// Last is the last parcel scanned, right or not.
	Last    *Last    `json:"last,omitempty"`
	Missing []Parcel `json:"missing,omitempty"` // missing; scan: the first few
	// List is the number of the closed hand-over list. Printing says that its
	// paper went to a printer; without one it can be opened at a desk.
	List     string `json:"list,omitempty"`
	Printing bool   `json:"printing,omitempty"`

	Actions []station.Action `json:"actions,omitempty"`
}

// Courier is one departure.
type Courier struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Dock   string    `json:"dock,omitempty"`
	Leaves time.Time `json:"leaves,omitzero"`
	// Ready counts closed parcels that wait for it, Scanned those out already.
	Ready   int   `json:"ready"`
	Scanned int   `json:"scanned"`
	Grams   int64 `json:"grams"` // of the scanned ones
}

// Last is what became of the last scan.
type Last struct {
	// Verdict is "right", "wrong" (it belongs to Belongs), "twice" (scanned at
	// Before already), "stopped" (its order was cancelled) or "unknown".
	Verdict string    `json:"verdict" enum:"right,wrong,twice,stopped,unknown"`
	Parcel  *Parcel   `json:"parcel,omitempty"`
	Code    string    `json:"code"` // as scanned
	Belongs *Courier  `json:"belongs,omitempty"`
	Before  time.Time `json:"before,omitzero"`
	// Wrong is the courier whose parcels are scanned beside the parcel of another,
	// of the verdict "wrong".
	Wrong *station.Wrong `json:"wrong,omitempty"`
}

// Parcel is a closed box.
type Parcel struct {
	Number string `json:"number"`
	Order  string `json:"order"`
	Index  int    `json:"index"`
	Of     int    `json:"of"`
	Grams  int64  `json:"grams"`
	Place  string `json:"place,omitempty"` // missing: where it was seen last
}
