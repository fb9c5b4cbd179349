package station

import (
	"context"
	"reflect"

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

// Narrow leaves of several meanings those that are useful, where none is the first
// that does no harm, and where a step refuses all of them, all. open says that
// several are useful: a person must say which.
func (in *Scanned) Narrow(use func(*Scanned) (Use, error)) (left *Scanned, open bool, err error) {
	if len(in.Things) < 2 {
		return in, false, nil
	}
	best := Useless
	left = &Scanned{Code: in.Code}
	for _, t := range in.Things {
		u, err := use(&Scanned{Code: in.Code, Things: []Thing{t}})
		if err != nil {
			return nil, false, err
		}
		switch {
		case u > best:
			best, left.Things = u, []Thing{t}
		case u == Useful:
			left.Things = append(left.Things, t)
		}
	}
	if best == Useless {
		return in, false, nil
	}
	return left, len(left.Things) > 1, nil
}

// chosen has a flow judge a code by the one of its meanings that it can use. Where
// it can use several it is asked which, and where none, the code is refused.
func chosen(ctx context.Context, tx *store.Tx, s *Session, f Flow, in *Scanned) (Reply, error) {
	c, chooses := f.(Chooser)
	if !chooses {
		return f.Scan(ctx, tx, s, in)
	}
	in, open, err := in.Narrow(func(one *Scanned) (Use, error) { return c.Use(ctx, tx, s, one) })
	switch {
	case err != nil:
		return Reply{}, err
	case open:
		return Ambiguous(ctx, tx, s, in)
	}
	return f.Scan(ctx, tx, s, in)
}
