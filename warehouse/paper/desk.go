package paper

import (
	"context"
	"fmt"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
)

// Opener reads what is sealed; a seal.Keyring is one.
type Opener interface {
	Open(context.Context, seal.Sealed) (string, error)
}

// desk is where a layout works: the language, the site's clock, and the keys.
type desk struct {
	Look
	ctx  context.Context
	open Opener
	err  error // the first of an Opener
}

func (d *desk) say(p phrase) string { return p.in(d.Lang) }

// read opens a sealed text. A person who was forgotten is a word that says so.
func (d *desk) read(s seal.Sealed) string {
	if s.IsZero() || d.err != nil {
		return ""
	}
	text, err := d.open.Open(d.ctx, s)
	if err == nil {
		return text
	}
	if fault.KindOf(err) == fault.NotFound {
		return "(" + d.say(wForgotten) + ")"
	}
	d.err = fmt.Errorf("paper: %w", err)
	return ""
}
