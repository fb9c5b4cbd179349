package pick

import (
	"encoding/json"
	"fmt"

	"warehouse-node/warehouse/seal"
)

// kept is a View as the session's row keeps it: why an order was stopped stands in
// it sealed, since whoever typed it may have named the buyer; Reveal opens it on
// the way to a screen.
type kept struct {
	View
	Halted *seal.Words `json:"halted,omitempty"`
}

// Reveal makes of a view as it is kept the View that a screen draws: the reason of
// a stop is opened with open, and nothing sealed is left in it. What was forgotten
// is left out. Whoever hands a reply of this flow to a screen calls it; the result
// is never stored.
func Reveal(view []byte, open func(seal.Sealed) (string, error)) ([]byte, error) {
	var v kept
	if err := json.Unmarshal(view, &v); err != nil {
		return nil, fmt.Errorf("view of %s: %w", Flow, err)
	}
	if v.Halted == nil || v.Stop == nil {
		return view, nil
	}
	said, err := v.Halted.Open(open)
	if err != nil {
		return nil, err
	}
	v.Stop.Said = said
	return json.Marshal(v.View)
}
