package station

import (
	"encoding/json"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
)

// Taken is goods that a person took into the hand scan by scan, of one kind.
// Nothing of it is posted before it lies where it is to lie: the ledger is never
// ahead of the floor. A flow keeps it in its state.
type Taken struct {
	Counts []measure.Qty      `json:"counts,omitempty"` // base units of each scan
	Units  []warehouse.UnitID `json:"units,omitempty"`  // of pieces that have names, one a scan
}

// Qty is how much it is together.
func (t Taken) Qty() (q measure.Qty) {
	for _, n := range t.Counts {
		q += n
	}
	return q
}

// With is what is in the hand after one more scan; unit is zero for a piece
// without a name. It leaves t as it was.
func (t Taken) With(n measure.Qty, unit warehouse.UnitID) Taken {
	t.Counts = append(slices.Clone(t.Counts), n)
	if !unit.IsZero() {
		t.Units = append(slices.Clone(t.Units), unit)
	}
	return t
}

// Less is what is in the hand without the last scan.
func (t Taken) Less() Taken {
	t.Counts = t.Counts[:max(0, len(t.Counts)-1)]
	t.Units = t.Units[:min(len(t.Units), len(t.Counts))]
	return t
}

// Kept is a part of a flow's state that is written again as it was read, and understood
// only when somebody wants it: most of what could be taken back never is. It is JSON as
// D is.
type Kept[D any] struct {
	raw json.RawMessage // as it was read
	now *D              // what nobody has written yet
}

// KeptOf is a part that says what d is now.
func KeptOf[D any](d D) Kept[D] { return Kept[D]{now: &d} }

// Get is what was kept.
func (k Kept[D]) Get() (D, error) {
	if k.now != nil {
		return *k.now, nil
	}
	var d D
	err := json.Unmarshal(k.raw, &d)
	return d, err
}

func (k Kept[D]) MarshalJSON() ([]byte, error) {
	if k.now != nil {
		return json.Marshal(k.now)
	}
	return k.raw, nil
}

func (k *Kept[D]) UnmarshalJSON(raw []byte) error {
	*k = Kept[D]{raw: slices.Clone(raw)}
	return nil
}

// Remember is a list of what can be taken back, with what was done now at its
// end; of more than most the oldest are forgotten. It leaves past as it was.
func Remember[D any](past []D, done D, most int) []D {
	all := append(slices.Clone(past), done)
	return all[max(0, len(all)-most):]
}
