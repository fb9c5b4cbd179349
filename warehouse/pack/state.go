package pack

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
)

// state is what a session remembers between two scans; what is true of the order
// is read anew each time.
type state struct {
	Step  Step              `json:"step,omitempty"` // "" is StepTote
	Order warehouse.OrderID `json:"order,omitzero"` // on the bench; of StepClosed the one just closed
	Tote  warehouse.PlaceID `json:"tote,omitzero"`  // scanned last: units come from it first
	Last  *Last             `json:"last,omitempty"`
	Scans int               `json:"scans,omitempty"` // of units of this order, in this session
	Undo  []taken           `json:"undo,omitempty"`  // what F2 reverses, the newest last
	Weigh bool              `json:"weigh,omitempty"` // the parcel that is filled waits for its weight, which closes it
	// Serial is an item of which a piece is in the hand; its own code is awaited.
	Serial warehouse.ItemID `json:"serial,omitzero"`

	Parcel warehouse.PlaceID `json:"parcel,omitzero"` // StepClosed: the one shown
	Into   warehouse.PlaceID `json:"into,omitzero"`   // StepStop: the tote that takes goods back
	Halt   *halt             `json:"halt,omitempty"`  // StepStop of a change that was no cancellation
	Back   []back            `json:"back,omitempty"`  // StepStop: what came out so far
}

// MaxUndo is how many scans back a packer may go.
const MaxUndo = 200

// taken is one scan of units that went into the parcel.
type taken struct {
	Item   warehouse.ItemID  `json:"item"`
	Parcel warehouse.PlaceID `json:"parcel"`
	Parts  []part            `json:"parts"`
}

// part is the share of a scan that came from one kind of stock for one line.
type part struct {
	Line warehouse.LineID `json:"line"`
	Qty  measure.Qty      `json:"qty"`
	Move ledger.MoveID    `json:"move,omitzero"` // once it was made

	from  warehouse.PlaceID
	stock warehouse.Stock
	units []warehouse.UnitID
}

// halt is who changed the order under the packer's hands.
type halt struct {
	Person warehouse.PersonID `json:"person,omitzero"`
	At     time.Time          `json:"at"`
}

// back is how much of an item came out of the box.
type back struct {
	Item warehouse.ItemID `json:"item"`
	Done measure.Qty      `json:"done"`
}

// cleared is the state of an empty bench; the last scan stays to be seen.
func (st state) cleared() state { return state{Last: st.Last} }

// step is Step with the empty bench by its name.
func (st *state) step() Step {
	if st.Step == "" {
		return StepTote
	}
	return st.Step
}
