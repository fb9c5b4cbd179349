package station

import (
	"context"
	"reflect"
	"slices"

	"warehouse-node/warehouse/store"
)

// Use is what a step can do with one meaning of a code.
type Use uint8

// The uses of a meaning.
const (
	Useless  Use = iota // the step would refuse it
	Harmless            // nothing comes of it, and the step says so best: the bin where one stands already
	Useful              // the step needs it, or has a question about it
)

// Chooser is a Flow that knows which meaning of a code its present step can use. A
// code with several meanings is taken for the only one that is of use; where
// several are, nobody guesses; where none is, its Scan gets them all to refuse.
type Chooser interface {
	Flow
	// Use judges a code of exactly one meaning as Scan would. It writes nothing.
	Use(ctx context.Context, tx *store.Tx, s *Session, in *Scanned) (Use, error)
}

// Judged is the use of a meaning by what a step decided of it: its cue, whether
// something is to be done, and the state before and after.
func Judged[S any](cue Cue, does bool, before, after S) Use {
	switch {
	case cue == CueWrong:
		return Useless
	case does || cue == CueAttention || !reflect.DeepEqual(before, after):
		return Useful
	}
	return Harmless
}

// Reader is a Chooser whose step may wait for what stands on the goods in hand and is
// by itself no code of anything.
type Reader interface {
	Chooser
	// Reads is the lot as which the present step reads a code, "" for none. It writes
	// nothing.
	Reads(ctx context.Context, tx *store.Tx, s *Session, in *Scanned) (lot string, err error)
}

// read adds to the meanings of a code what it is to the present step alone. A code
// that means nothing else is read by the step itself.
func (in *Scanned) read(ctx context.Context, tx *store.Tx, s *Session, f Flow) (*Scanned, error) {
	r, reads := f.(Reader)
	if !reads || len(in.Things) == 0 {
		return in, nil
	}
	lot, err := r.Reads(ctx, tx, s, in)
	if err != nil || lot == "" {
		return in, err
	}
	return &Scanned{Code: in.Code, Things: append(slices.Clone(in.Things), Thing{Lot: lot}), from: in.from}, nil
}

// as is the code with one of its meanings; as a lot it means nothing else.
func (in *Scanned) as(t Thing) *Scanned {
	one := &Scanned{Code: in.Code, from: in.from}
	if t.Lot == "" {
		one.Things = []Thing{t}
	}
	return one
}

// Narrow leaves of several meanings those that are useful, where none is the first
// that does no harm, and where a step refuses all of them, all. open says that
// several are useful: a person must say which.
func (in *Scanned) Narrow(use func(*Scanned) (Use, error)) (left *Scanned, open bool, err error) {
	if len(in.Things) < 2 {
		return in, false, nil
	}
	best := Useless
	var things []Thing
	for _, t := range in.Things {
		u, err := use(in.as(t))
		if err != nil {
			return nil, false, err
		}
		switch {
		case u > best:
			best, things = u, []Thing{t}
		case u == Useful:
			things = append(things, t)
		}
	}
	switch len(things) {
	case 0:
		return in, false, nil
	case 1:
		return in.as(things[0]), false, nil
	}
	return &Scanned{Code: in.Code, Things: things, from: in.from}, true, nil
}

// chosen has a flow judge a code by the one of its meanings that it can use. Where
// it can use several it is asked which, and where none, the code is refused.
func chosen(ctx context.Context, tx *store.Tx, s *Session, f Flow, in *Scanned) (Reply, error) {
	c, chooses := f.(Chooser)
	if !chooses {
		return f.Scan(ctx, tx, s, in)
	}
	all, err := in.read(ctx, tx, s, f)
	if err != nil {
		return Reply{}, err
	}
	left, open, err := all.Narrow(func(one *Scanned) (Use, error) { return c.Use(ctx, tx, s, one) })
	switch {
	case err != nil:
		return Reply{}, err
	case open:
		return ask(ctx, tx, s, left)
	case left == all: // one meaning, or none of use
		left = in
	}
	return f.Scan(ctx, tx, s, left)
}
