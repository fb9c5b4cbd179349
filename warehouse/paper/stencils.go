package paper

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/stencil"
	"warehouse-node/warehouse/store"
)

// builtIn are the stencils that the program brings along: KIND.N.json.
//
//go:embed stencils/*.json
var builtIn embed.FS

// StencilKind is a kind of label that people may lay out as they like, from
// models of type M.
type StencilKind[M any] struct {
	*stencil.Kind
	values func(*desk, *M) stencil.Values
}

// cutter is a StencilKind without the type of its model.
type cutter interface {
	stencilled() *stencil.Kind
	fromJSON(d *desk, raw []byte) (stencil.Values, error)
}

var stencilKinds = map[string]cutter{}

func newStencil[M any](name string, fields []stencil.Field, values func(*desk, *M) stencil.Values) StencilKind[M] {
	if _, dup := models[name]; dup {
		panic("paper: second kind " + name)
	}
	var all [][]byte
	for n := 1; ; n++ {
		raw, err := builtIn.ReadFile("stencils/" + name + "." + strconv.Itoa(n) + ".json")
		if err != nil {
			break
		}
		all = append(all, raw)
	}
	k := StencilKind[M]{stencil.Declare(name, fields, all...), values}
	stencilKinds[name], models[name] = k, reflect.TypeFor[M]()
	return k
}

func (k StencilKind[M]) stencilled() *stencil.Kind { return k.Kind }

func (k StencilKind[M]) fromJSON(d *desk, raw []byte) (stencil.Values, error) {
	m := new(M)
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, fmt.Errorf("paper: %s: %w", k.Name, err)
	}
	v := k.values(d, m)
	d.words(k.Kind, v)
	return v, d.err
}

// wordFields are words of ours that a stencil may name: they are said in the
// language of the label.
var wordFields = map[string]phrase{
	"word.dock": wDock, "word.weight": wWeight, "word.copy": wCopy, "word.lot": wLot, "word.expires": wExpires, "word.parcels": wParcels,
}

func word(name string) stencil.Field { return stencil.Field{Name: name, Sample: wordFields[name].ru} }

func (d *desk) words(k *stencil.Kind, v stencil.Values) {
	for _, f := range k.Fields {
		if p, is := wordFields[f.Name]; is {
			v[f.Name] = d.say(p)
		}
	}
}

// Samples are sample values of a kind, with our words in a language.
func Samples(k *stencil.Kind, look Look) stencil.Values {
	v := k.Samples()
	(&desk{Look: look}).words(k, v)
	return v
}

// Draw draws a model by the newest stencil that the program brings along. An
// error is the Opener's.
func (k StencilKind[M]) Draw(ctx context.Context, look Look, open Opener, m *M) (*label.Label, error) {
	p, err := k.BuiltInPrint(look, m)
	if err != nil {
		return nil, err
	}
	return p.Label(ctx, nil, open)
}

// BuiltInPrint is m as it is spooled, by what the program brings along, whatever
// people made of it: a test label.
func (k StencilKind[M]) BuiltInPrint(look Look, m *M) (Print, error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return Print{}, fmt.Errorf("paper: %s: %w", k.Name, err)
	}
	return Print{Kind: k.Name, Version: k.BuiltIns(), Look: look, Model: raw}, nil
}

// Print is m as it is spooled, by the stencil that is current now.
func (k StencilKind[M]) Print(tx *store.Tx, look Look, m *M) (Print, error) {
	p, err := k.BuiltInPrint(look, m)
	if err == nil {
		p.Edition, err = k.Current(tx)
	}
	return p, err
}

// Copy is the same label as the n-th of several; the only one says nothing.
func (p Print) Copy(n, of int) Print {
	if of > 1 {
		p.Index, p.Of = n, of
	}
	return p
}

func (p Print) values(d *desk, k cutter) (stencil.Values, error) {
	if p.Model == nil {
		return Samples(k.stencilled(), p.Look), nil
	}
	v, err := k.fromJSON(d, p.Model)
	if err != nil {
		return nil, err
	}
	if p.Of > 1 {
		v["copy.index"], v["copy.of"] = strconv.Itoa(p.Index), strconv.Itoa(p.Of)
	}
	return v, nil
}

// Values is what the fields of a stencil hold for the label. NotFound when this
// program does not know the kind.
func (p Print) Values(ctx context.Context, open Opener) (stencil.Values, error) {
	k, ok := stencilKinds[p.Kind]
	if !ok {
		return nil, noKind(p.Kind)
	}
	return p.values(&desk{Look: p.Look, ctx: ctx, open: open}, k)
}

// cut draws the label by its stencil: a draft, or the version that was current
// when it was spooled.
func (p Print) cut(ctx context.Context, db *store.DB, open Opener, k cutter) (*label.Label, error) {
	s, err := p.stencil(ctx, db, k.stencilled())
	if err != nil {
		return nil, err
	}
	v, err := p.values(&desk{Look: p.Look, ctx: ctx, open: open}, k)
	if err != nil {
		return nil, err
	}
	return s.Draw(v), nil
}

func (p Print) stencil(ctx context.Context, db *store.DB, k *stencil.Kind) (s *stencil.Stencil, err error) {
	switch {
	case p.Draft != nil:
		return p.Draft, nil
	case p.Edition == 0:
		return k.BuiltIn(p.Version)
	}
	err = db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		s, err = k.AtOf(tx, p.Edition, p.Version)
		return err
	})
	return s, err
}
