package pack

import (
	"encoding/json"
	"fmt"

	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/seal"
)

// kept is a View as the session's row keeps it: the buyer's word stands in it
// sealed, and so does why an order was stopped; Reveal opens them on the way to a
// screen.
type kept struct {
	View
	Sealed *sealedComment `json:"sealed,omitempty"`
	Halted *seal.Words    `json:"halted,omitempty"`
}

// sealedComment is a Comment before it is opened.
type sealedComment struct {
	Text seal.Sealed `json:"text"`
	From seal.Sealed `json:"from"`
}

func sealedOf(j *job.Job) *sealedComment {
	if j.Comment.IsZero() {
		return nil
	}
	return &sealedComment{j.Comment, j.From}
}

// Reveal makes of a view as it is kept the View that a screen draws: the buyer's
// word and the reason of a stop are opened with open, and nothing sealed is left in it. What was
// forgotten is left out. Whoever hands a reply of this flow to a screen calls
// it; the result is never stored.
func Reveal(view []byte, open func(seal.Sealed) (string, error)) ([]byte, error) {
	var v kept
	if err := json.Unmarshal(view, &v); err != nil {
		return nil, fmt.Errorf("view of %s: %w", Flow, err)
	}
	if v.Halted != nil && v.Stop != nil {
		said, err := v.Halted.Open(open)
		if err != nil {
			return nil, err
		}
		v.Stop.Said = said
		return json.Marshal(v.View)
	}
	if v.Sealed == nil {
		return view, nil
	}
	text, err := seal.Typed(v.Sealed.Text).Open(open)
	if err != nil {
		return nil, err
	}
	from, err := seal.Typed(v.Sealed.From).Open(open)
	if err != nil {
		return nil, err
	}
	if text != "" {
		v.Comment = &Comment{Text: text, From: from}
	}
	return json.Marshal(v.View)
}
