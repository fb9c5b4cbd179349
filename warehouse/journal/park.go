package journal

import (
	"context"
	"fmt"
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// Parked is an entry that a follower could not digest, or that waits behind
// one of the same subject. Why it stands is kept as it was said: a follower
// opens no seal, so it can say nothing of a buyer.
type Parked struct {
	Follower string
	Node     uint16
	Seq      uint64
	Kind     string
	About    []Subject
	Since    time.Time
	Tries    int
	Why      string     // the fault's code, or "" for one that only waits its turn
	Args     fault.Args // of its sentence; nil in rows of before they were kept
	Detail   string     // for operators: the whole error
	Ready    bool       // a person asked for another try
}

func parkedRow(r *store.Row, p *Parked) {
	store.Text(r, 1, &p.Follower)
	store.Uint(r, 2, &p.Node)
	store.Uint(r, 3, &p.Seq)
	store.Text(r, 4, &p.Kind)
	store.List(r, 5, &p.About, subjectRow)
	store.Time(r, 6, &p.Since)
	store.Int(r, 7, &p.Tries)
	store.Text(r, 8, &p.Why)
	store.Text(r, 9, &p.Detail)
	store.Bool(r, 10, &p.Ready)
	store.Map(r, 11, (*map[string]string)(&p.Args), store.Text[string])
}

type parkedKey = store.Pair[store.Str, entryKey]

func (p *Parked) key() parkedKey {
	return parkedKey{A: store.Str(p.Follower), B: keyOf(p.Node, p.Seq)}
}

var (
	parkedRows      = store.NewTable("journal.parked", (*Parked).key, parkedRow)
	parkedBySubject = store.NewIndex(parkedRows, "subject", func(p *Parked) []store.Pair[store.Str, store.Str] {
		keys := make([]store.Pair[store.Str, store.Str], len(p.About))
		for i, s := range p.About {
			keys[i] = store.Pair[store.Str, store.Str]{A: store.Str(p.Follower), B: store.Str(s)}
		}
		return keys
	})
)

// Skipped is on the timeline when a person gave up on an entry.
type Skipped struct {
	Follower string     `json:"follower"`
	Seq      uint64     `json:"seq"`
	Kind     string     `json:"kind"`
	Reason   seal.Words `json:"reason,omitzero"`
}

// skipped1 is Skipped when the reason stood in the open.
type skipped1 struct {
	Follower string `json:"follower"`
	Seq      uint64 `json:"seq"`
	Kind     string `json:"kind"`
	Reason   string `json:"reason"`
}

// SkippedKind is the kind of Skipped.
var SkippedKind = Upcast(Register("journal.skipped/2", Skipped{
	"orders", 4711, "pick.picked/1", seal.Typed(seal.Sealed{Subject: warehouse.SubjectID{4}, Box: []byte("sealed")}),
}), "journal.skipped/1", skipped1{"orders", 4711, "pick.picked/1", "handled by hand"}, func(old skipped1) Skipped {
	return Skipped{old.Follower, old.Seq, old.Kind, seal.Words{Plain: old.Reason}}
})

// AllParked walks what stands, by follower and oldest first.
func AllParked(tx *store.Tx) iter.Seq2[*Parked, error] { return parkedRows.All(tx) }

func parkedOf(tx *store.Tx, follower string) iter.Seq2[*Parked, error] {
	return func(yield func(*Parked, error) bool) {
		for p, err := range parkedRows.From(tx, (&Parked{Follower: follower}).key()) {
			if err == nil && p.Follower != follower || !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// waits says whether an earlier entry of one of e's subjects is parked.
func (f *Follower) waits(tx *store.Tx, e *Entry) (bool, error) {
	for _, s := range e.About {
		k := store.Pair[store.Str, store.Str]{A: store.Str(f.Name), B: store.Str(s)}
		for p, err := range parkedBySubject.Each(tx, k) {
			if err != nil || p.Node == e.Node && p.Seq < e.Seq {
				return err == nil, err
			}
		}
	}
	return false, nil
}

func (f *Follower) parked(tx *store.Tx, e *Entry, why error) *Parked {
	p := &Parked{Follower: f.Name, Node: e.Node, Seq: e.Seq, Kind: e.Kind, About: e.About, Since: tx.Now()}
	p.failed(why)
	return p
}

func (p *Parked) failed(why error) {
	if p.Ready = false; why != nil {
		p.Tries++
		said := fault.Of(why)
		p.Why, p.Args, p.Detail = said.Code, said.Args, why.Error()
	}
}

// park sets an entry aside and moves the cursor past it.
func (f *Follower) park(ctx context.Context, db *store.DB, e *Entry, why error) error {
	return db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		if err := parkedRows.Insert(tx, f.parked(tx, e, why)); err != nil {
			return err
		}
		tx.Ring() // the list of what is stuck has a new row
		c, err := f.cursor(tx)
		if err != nil {
			return err
		}
		c.Seq = e.Seq
		return cursors.Put(tx, c)
	})
}

// Retry asks for another try of a parked entry; its follower does it, and then
// those that wait behind it. NotFound when it is not parked.
func Retry(tx *store.Tx, follower string, seq uint64) error {
	return parkedRows.Edit(tx, (&Parked{Follower: follower, Node: tx.Node(), Seq: seq}).key(), func(p *Parked) (*Parked, error) {
		if p == nil {
			return nil, notParked(follower, seq)
		}
		p.Ready = true
		tx.Ring()
		return p, nil
	})
}

// Skip gives up on a parked entry for a reason, which the timeline keeps; those that
// wait behind it go on. NotFound when it is not parked, Invalid without a reason.
func Skip(tx *store.Tx, follower string, seq uint64, reason seal.Words) error {
	if reason.IsZero() {
		return fault.New(fault.Invalid, "journal.skip_why")
	}
	k := (&Parked{Follower: follower, Node: tx.Node(), Seq: seq}).key()
	p, err := parkedRows.Find(tx, k)
	if err != nil {
		return err
	}
	if p == nil {
		return notParked(follower, seq)
	}
	if err := parkedRows.Delete(tx, k); err != nil {
		return err
	}
	return SkippedKind.Record(tx, Skipped{follower, seq, p.Kind, reason}, p.About...)
}

func notParked(follower string, seq uint64) error {
	return fault.New(fault.NotFound, "journal.not_parked", "follower", follower, "seq", seq)
}

// ready is the first parked entry that may be tried: one that a person asked for, or one
// that only waited and has nobody before it any more; nil for none.
func (f *Follower) ready(tx *store.Tx) (*Entry, error) {
	for p, err := range parkedOf(tx, f.Name) {
		if err != nil {
			return nil, err
		}
		if p.Why != "" && !p.Ready {
			continue
		}
		e, err := entries.Get(tx, keyOf(p.Node, p.Seq))
		if err != nil {
			return nil, err
		}
		if waits, err := f.waits(tx, e); err != nil {
			return nil, err
		} else if !waits {
			return e, nil
		}
	}
	return nil, nil
}

// retry tries a parked entry again; what fails once more stays, with its new reason.
func (f *Follower) retry(ctx context.Context, db *store.DB, e *Entry) error {
	why := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		if fn := f.handler(e); fn != nil {
			if err := f.handle(tx, e, fn); err != nil {
				return err
			}
		}
		tx.Ring()
		return parkedRows.Delete(tx, parkedKey{A: store.Str(f.Name), B: keyOf(e.Node, e.Seq)})
	})
	if why == nil || stops(ctx, db) {
		return why
	}
	return db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		k := parkedKey{A: store.Str(f.Name), B: keyOf(e.Node, e.Seq)}
		return parkedRows.Edit(tx, k, func(p *Parked) (*Parked, error) {
			if p == nil {
				return nil, fmt.Errorf("journal: entry %d of %s was parked and is not", e.Seq, f.Name)
			}
			p.failed(why)
			tx.Ring()
			return p, nil
		})
	})
}
