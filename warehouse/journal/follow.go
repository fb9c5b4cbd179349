package journal

import (
	"context"
	"fmt"
	"sync/atomic"

	"warehouse-node/warehouse/store"
)

// Follower digests the timeline in order, each entry exactly once. Declare its
// handlers with On before it runs.
type Follower struct {
	Name string
	// FromNow makes a follower that is new begin at the newest entry instead
	// of the first.
	FromNow bool
	// Live makes a follower that keeps nothing and only shows, as frames on a
	// socket do: its handlers read, and what they give tx.AfterCommit is done once
	// their entries are durable. It has no cursor, begins at the newest entry
	// whenever it starts, and waits for no commit of its own. An entry that it
	// cannot show is parked; later ones of its subject are shown all the same.
	Live bool

	handlers map[string]func(*store.Tx, *Entry) error
	every    func(*store.Tx, *Entry) error
	begun    bool          // a live follower knows its first entry
	seen     atomic.Uint64 // entries up to here need no write of the cursor
}

// NewFollower makes a follower without handlers.
func NewFollower(name string) *Follower {
	return &Follower{Name: name, handlers: map[string]func(*store.Tx, *Entry) error{}}
}

// On has f digest the events of a kind. fn runs in the transaction that moves
// the cursor; its error parks the entry. Two handlers for a kind is a panic.
func On[E any](f *Follower, k *Kind[E], fn func(tx *store.Tx, e *Entry, ev E) error) {
	for _, name := range k.names() {
		if f.handlers[name] != nil {
			panic("journal: follower " + f.Name + " has two handlers for " + name)
		}
		f.handlers[name] = func(tx *store.Tx, e *Entry) error {
			ev, err := k.Read(e)
			if err != nil {
				return err
			}
			return fn(tx, e, ev)
		}
	}
}

// OnEvery has f digest what no other handler takes.
func (f *Follower) OnEvery(fn func(*store.Tx, *Entry) error) { f.every = fn }

func (f *Follower) handler(e *Entry) func(*store.Tx, *Entry) error {
	if fn := f.handlers[e.Kind]; fn != nil {
		return fn
	}
	return f.every
}

// cursor is how far a follower has come on a node's timeline.
type cursor struct {
	Follower string
	Node     uint16
	Seq      uint64
}

func cursorRow(r *store.Row, c *cursor) {
	store.Text(r, 1, &c.Follower)
	store.Uint(r, 2, &c.Node)
	store.Uint(r, 3, &c.Seq)
}

type cursorKey = store.Pair[store.Str, store.U64]

var cursors = store.NewTable("journal.cursors", func(c *cursor) cursorKey {
	return cursorKey{A: store.Str(c.Follower), B: store.U64(c.Node)}
}, cursorRow)

// maxStep is how many entries a follower digests in one transaction.
const maxStep = 64

// Run digests until ctx ends or the store fails. It returns the reason.
func (f *Follower) Run(ctx context.Context, db *store.DB) error {
	if err := f.Begin(ctx, db); err != nil {
		return err
	}
	pause := store.Courtesy
	if f.Live {
		pause = 0
	}
	for {
		bell := db.Bell()
		n, err := f.Step(ctx, db)
		if err != nil {
			return fmt.Errorf("follower %s: %w", f.Name, err)
		}
		if n > 0 {
			continue
		}
		if err := store.Rung(ctx, bell, pause); err != nil {
			return err
		}
	}
}

// Begin says from where on a new follower digests. Run does it too; call it
// before where an entry between the two must not be missed.
func (f *Follower) Begin(ctx context.Context, db *store.DB) error {
	if f.Live {
		if f.begun {
			return nil
		}
		f.begun = true
		return db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
			newest, err := Head(tx)
			f.seen.Store(newest)
			return err
		})
	}
	return db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		c, err := f.cursor(tx)
		if err != nil || c.Seq > 0 || !f.FromNow {
			return err
		}
		if c.Seq, err = Head(tx); err != nil || c.Seq == 0 {
			return err
		}
		return cursors.Put(tx, c)
	})
}

func (f *Follower) cursor(tx *store.Tx) (*cursor, error) {
	c, err := cursors.Find(tx, cursorKey{A: store.Str(f.Name), B: store.U64(tx.Node())})
	if c == nil {
		c = &cursor{Follower: f.Name, Node: tx.Node()}
	}
	return c, err
}

// Step digests what there is, up to a limit, and says how many entries it
// passed; 0 means that f is up to date. What cannot be digested is parked. Its
// error is the store's or ctx's, never a handler's.
func (f *Follower) Step(ctx context.Context, db *store.DB) (int, error) {
	again, batch, failed, err := f.look(ctx, db)
	switch {
	case err != nil:
		return 0, err
	case again != nil:
		return 1, f.retry(ctx, db, again)
	case len(batch) == 0:
		return 0, nil
	case f.Live:
		f.seen.Store(batch[len(batch)-1].Seq)
		return len(batch), f.setAside(ctx, db, failed)
	}
	if !f.wants(batch) { // nothing in it for us: the cursor can wait
		f.seen.Store(batch[len(batch)-1].Seq)
		return len(batch), nil
	}
	for good := len(batch); ; {
		at, err := f.digest(ctx, db, batch[:good])
		switch {
		case err == nil:
			f.seen.Store(batch[good-1].Seq)
			return good, nil
		case stops(ctx, db):
			return 0, err
		case at > 0:
			good = at // those before it, without it
		default:
			f.seen.Store(batch[0].Seq)
			return 1, f.park(ctx, db, batch[0], err)
		}
	}
}

// look finds a parked entry that may be tried again; when there is none, the new
// entries, which a live follower shows in the same read: failed are those that it could
// not.
func (f *Follower) look(ctx context.Context, db *store.DB) (again *Entry, batch []*Entry, failed []*Parked, err error) {
	err = db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if again, err = f.ready(tx); err != nil || again != nil {
			return err
		}
		from := f.seen.Load()
		if !f.Live {
			c, err := f.cursor(tx)
			if err != nil {
				return err
			}
			from = max(from, c.Seq)
		}
		if batch, err = after(tx, from); err == nil && f.Live {
			failed = f.show(tx, batch)
		}
		return err
	})
	return again, batch, failed, err
}

// after are the entries behind a number, up to maxStep of them.
func after(tx *store.Tx, seq uint64) (batch []*Entry, err error) {
	for e, err := range From(tx, seq+1) {
		if err != nil {
			return nil, err
		}
		if batch = append(batch, e); len(batch) == maxStep {
			break
		}
	}
	return batch, nil
}

// show hands entries to a live follower's handlers, and returns those that it could not
// show.
func (f *Follower) show(tx *store.Tx, batch []*Entry) (failed []*Parked) {
	for _, e := range batch {
		if fn := f.handler(e); fn != nil {
			if err := f.handle(tx, e, fn); err != nil {
				failed = append(failed, f.parked(tx, e, err))
			}
		}
	}
	return failed
}

// setAside parks what a live follower could not show.
func (f *Follower) setAside(ctx context.Context, db *store.DB, failed []*Parked) error {
	if len(failed) == 0 {
		return nil
	}
	return db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		tx.Ring() // the list of what is stuck has a new row
		for _, p := range failed {
			if err := parkedRows.Insert(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *Follower) wants(batch []*Entry) bool {
	for _, e := range batch {
		if f.handler(e) != nil {
			return true
		}
	}
	return false
}

// digest handles a batch and moves the cursor in one transaction. When a
// handler fails nothing stays, and at is the entry's place in the batch.
func (f *Follower) digest(ctx context.Context, db *store.DB, batch []*Entry) (at int, err error) {
	err = db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		c, err := f.cursor(tx)
		if err != nil {
			return err
		}
		if c.Seq >= batch[0].Seq {
			return fmt.Errorf("journal: two followers named %s", f.Name)
		}
		for i, e := range batch {
			at = i
			if err := f.take(tx, e); err != nil {
				return err
			}
		}
		c.Seq = batch[len(batch)-1].Seq
		tx.Ring() // for those who wait until f has come so far
		return cursors.Put(tx, c)
	})
	return at, err
}

// take handles one entry, or parks it behind an earlier one of its subjects.
func (f *Follower) take(tx *store.Tx, e *Entry) error {
	fn := f.handler(e)
	if fn == nil {
		return nil
	}
	if waits, err := f.waits(tx, e); err != nil {
		return err
	} else if waits {
		return parkedRows.Insert(tx, f.parked(tx, e, nil))
	}
	return f.handle(tx, e, fn)
}

// handle runs a handler in the name of whoever caused the entry; a panic is an
// error like another.
func (f *Follower) handle(tx *store.Tx, e *Entry, fn func(*store.Tx, *Entry) error) (err error) {
	tx.SetOrigin(store.Origin{Person: e.Person, Station: e.Station, Device: "follower " + f.Name, Command: e.Command})
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("journal: panic in follower %s at entry %d: %v", f.Name, e.Seq, p)
		}
	}()
	return fn(tx, e)
}

// stops says whether an error is no handler's business: ctx or the store ended.
func stops(ctx context.Context, db *store.DB) bool {
	if ctx.Err() != nil {
		return true
	}
	failed := db.Read(context.WithoutCancel(ctx), func(context.Context, *store.Tx) error { return nil })
	return failed != nil
}

// Lag is how many entries f has not looked at yet, and how many are parked.
func (f *Follower) Lag(tx *store.Tx) (behind uint64, parked int, err error) {
	c, err := f.cursor(tx)
	if err != nil {
		return 0, 0, err
	}
	newest, err := Head(tx)
	if err != nil {
		return 0, 0, err
	}
	for _, err := range parkedOf(tx, f.Name) {
		if err != nil {
			return 0, 0, err
		}
		parked++
	}
	return newest - min(newest, max(c.Seq, f.seen.Load())), parked, nil
}
