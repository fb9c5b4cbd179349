package station

import (
	"cmp"
	"encoding/json"
	"fmt"

	"warehouse-node/warehouse"
)

// Answered says what a reply answers.
type Answered string

// What a person does at a session.
const (
	ToScan  Answered = "scan"
	ToTouch Answered = "touch"
)

// Slip is a refused scan as the timeline tells it: what was scanned where something
// else was needed. The code itself is left out: it may be a badge.
type Slip struct {
	Kind  string           `json:"kind"`            // of a Wrong
	Order string           `json:"order,omitempty"` // the number of the one in work
	Item  warehouse.ItemID `json:"item,omitzero"`   // that was scanned
	Bin   string           `json:"bin,omitempty"`   // that was scanned, by its code
	Tote  string           `json:"tote,omitempty"`  // that was scanned, by its code
}

// slipOf reads what a flow's view says of a refused scan; nil where it does not say
// what was needed instead, as of work that is not begun or is a colleague's.
func slipOf(r Reply) (*Slip, error) {
	var view struct {
		Order json.RawMessage `json:"order"` // a number, or in some flows more
		Wrong *Wrong          `json:"wrong"`
		Last  struct {
			Wrong  *Wrong          `json:"wrong"`
			Parcel json.RawMessage `json:"parcel"` // which of the order's, or in some flows the box with its order
		} `json:"last"`
	}
	if len(r.View) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(r.View, &view); err != nil {
		return nil, fmt.Errorf("station: view of %s: %w", r.Flow, err)
	}
	wrong := cmp.Or(view.Wrong, view.Last.Wrong)
	if wrong == nil || wrong.Needed == (WrongSide{}) || wrong.Excused || wrong.same() {
		return nil, nil
	}
	slip := &Slip{Kind: wrong.Kind, Order: orderOf(view.Order, view.Last.Parcel)}
	if held := wrong.Held.Item; held != nil {
		if err := slip.Item.UnmarshalText([]byte(held.ID)); err != nil {
			return nil, fmt.Errorf("station: item of a refused scan: %w", err)
		}
	}
	if held := wrong.Held.Bin; held != nil {
		slip.Bin = held.Code
	}
	if held := wrong.Held.Tote; held != nil {
		slip.Tote = held.Code
	}
	return slip, nil
}

// same says whether the very goods or the very place that was needed was scanned, and
// refused for another reason: a carton that nobody counted, a bin that is blocked.
func (w *Wrong) same() bool {
	needed, held := w.Needed, w.Held
	return needed.Item != nil && held.Item != nil && needed.Item.ID == held.Item.ID || needed.Bin != nil && held.Bin != nil && needed.Bin.Code == held.Bin.Code
}

// orderOf is the number of the order in work, or where none is, of the parcel in the
// hand; "" for a flow that shows them otherwise.
func orderOf(order, parcel json.RawMessage) string {
	var number string
	if json.Unmarshal(order, &number) == nil && number != "" {
		return number
	}
	var box struct {
		Order string `json:"order"`
	}
	if json.Unmarshal(parcel, &box) != nil {
		return ""
	}
	return box.Order
}
