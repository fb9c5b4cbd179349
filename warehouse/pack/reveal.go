package pack

import (
	"encoding/json"
	"fmt"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/seal"
)

// kept is a View as the session's row keeps it: the buyer's word stands in it
// sealed, and Reveal opens it on the way to a screen.
type kept struct {
	View
	Sealed *sealedComment `json:"sealed,omitempty"`
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
// word is opened with open, and nothing sealed is left in it. What was
// forgotten is left out. Whoever hands a reply of this flow to a screen calls
// it; the result is never stored.
func Reveal(view []byte, open func(seal.Sealed) (string, error)) ([]byte, error) {
	var v kept
	if err := json.Unmarshal(view, &v); err != nil {
		return nil, fmt.Errorf("view of %s: %w", Flow, err)
	}
	if v.Sealed == nil {
		return view, nil
	}
	text, err := reveal(v.Sealed.Text, open)
	if err != nil {
		return nil, err
	}
	from, err := reveal(v.Sealed.From, open)
	if err != nil {
		return nil, err
	}
	if text != "" {
		v.Comment = &Comment{Text: text, From: from}
	}
	return json.Marshal(v.View)
}

// reveal opens one text; what was forgotten is empty.
func reveal(s seal.Sealed, open func(seal.Sealed) (string, error)) (string, error) {
	if s.IsZero() {
		return "", nil
	}
	text, err := open(s)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return text, err
}
