package station

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Refusal is a scan that was refused, as a flow remembers it until the right one:
// what was scanned, and the kind of what is wrong with it. What was needed
// instead follows from the step below.
type Refusal struct {
	Kind  string            `json:"kind"` // of a Wrong
	Code  string            `json:"code,omitempty"`
	Item  warehouse.ItemID  `json:"item,omitzero"`
	Place warehouse.PlaceID `json:"place,omitzero"` // a container when Kind is "tote", else a bin
	Held  string            `json:"held,omitempty"` // the lot or the piece in the hand
	Said  *Message          `json:"said,omitempty"` // why; nil where Kind says it all
}

// Show draws what was scanned; the flow adds what was needed.
func (r *Refusal) Show(tx *store.Tx) (*Wrong, error) {
	w := &Wrong{Kind: r.Kind, Held: WrongSide{Code: r.Code, Text: r.Held}, Said: r.Said}
	if !r.Item.IsZero() {
		i, err := catalog.Get(tx, r.Item)
		if err != nil {
			return nil, err
		}
		item := ShowItem(i)
		w.Held.Item = &item
	}
	if r.Place.IsZero() {
		return w, nil
	}
	p, err := place.Get(tx, r.Place)
	if err != nil {
		return nil, err
	}
	if r.Kind == "tote" {
		tote := ShowTote(p, 0)
		w.Held.Tote = &tote
	} else {
		bin := ShowBin(p)
		w.Held.Bin = &bin
	}
	return w, nil
}
