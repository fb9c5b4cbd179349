package station

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/store"
)

// Lister is a Flow with screens that list what waits: they change with it, although
// nobody of the session did anything.
type Lister interface {
	Flow
	// Lists says whether the present screen of a session lists what waits; Show then
	// only reads.
	Lists(s *Session) (bool, error)
}

// Lists keep the lists of work on the screens of a floor true, those of the menu
// among them. The zero value knows of no screen yet. Not for several goroutines.
type Lists struct {
	// Undrawn hears of a list that cannot be drawn, which stays as it is; it may be nil.
	Undrawn func(error)

	had map[warehouse.PersonID]waits // what each list held at the last look
}

// waits is how much work waits on a list; flow is "" for the menu.
type waits struct {
	flow string
	n    int
}

// Freshen draws anew each list that is another by now. Cue, sentence and version stay
// as they are: a touch of what is still seen holds. Only whose list was empty is
// called. The error is the store's.
func (l *Lists) Freshen(ctx context.Context, db *store.DB) error {
	var stale []call
	if err := db.Read(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		stale, err = l.look(ctx, tx)
		return err
	}); err != nil || len(stale) == 0 {
		return err
	}
	return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		waiting := once()
		for _, c := range stale {
			if err := l.draw(ctx, tx, c, waiting); err != nil {
				return err
			}
		}
		return nil
	})
}

// call is a list to draw anew; loud where it was empty.
type call struct {
	person warehouse.PersonID
	loud   bool
}

// look finds the lists that are another by now, and notes what waits on each.
func (l *Lists) look(ctx context.Context, tx *store.Tx) (stale []call, err error) {
	all, err := All(tx)
	now := make(map[warehouse.PersonID]waits, len(all))
	waiting := once()
	for _, kept := range all {
		s := *kept
		r, w := l.listed(ctx, tx, &s, waiting)
		if r == nil {
			continue
		}
		now[s.Person] = w
		had, known := l.had[s.Person]
		if !r.same(s.Reply) {
			stale = append(stale, call{s.Person, known && had == waits{s.Flow, 0} && w.n > 0})
		}
	}
	l.had = now
	return stale, err
}

func (l *Lists) draw(ctx context.Context, tx *store.Tx, c call, waiting counter) error {
	s, err := sessions.Find(tx, c.person)
	if err != nil || s == nil {
		return err
	}
	r, w := l.listed(ctx, tx, s, waiting)
	if r == nil || r.same(s.Reply) {
		return nil
	}
	if c.loud && w.n > 0 {
		r.Cue, r.Message = CueAttention, Say("station.work")
		return save(tx, s, *r, "")
	}
	s.Reply.Screen, s.Reply.View = r.Screen, r.View
	return s.put(tx, "")
}

// listed is listOf, nil too where that fails.
func (l *Lists) listed(ctx context.Context, tx *store.Tx, s *Session, waiting counter) (*Reply, waits) {
	r, w, err := listOf(ctx, tx, s, waiting)
	if err != nil && l.Undrawn != nil {
		l.Undrawn(fmt.Errorf("station: list of session %s in flow %q: %w", s.ID, s.Flow, err))
	}
	return r, w
}

// listOf draws the list on which a session stands, nil where it stands on none or
// nobody has worked in it for a shift.
func listOf(ctx context.Context, tx *store.Tx, s *Session, waiting counter) (*Reply, waits, error) {
	seen := s.Did
	if s.Since.After(seen) {
		seen = s.Since
	}
	if s.Waits() != "" || tx.Now().Sub(seen) > shift {
		return nil, waits{}, nil
	}
	if s.Flow == "" {
		r, err := menuOf(tx, s, CueOK, Message{}, waiting)
		if err != nil {
			return nil, waits{}, err
		}
		return &r, waits{"", offered(r)}, nil
	}
	f, ok := flows[s.Flow].(Lister)
	if !ok {
		return nil, waits{}, nil
	}
	if lists, err := f.Lists(s); err != nil || !lists {
		return nil, waits{}, err
	}
	r, err := f.Show(ctx, tx, s)
	if err != nil {
		return nil, waits{}, err
	}
	n, err := waiting(f, tx, s.Site)
	if err != nil {
		return nil, waits{}, err
	}
	return &r, waits{s.Flow, n}, nil
}

// once counts what waits in a flow at a site once: many stand at the same menu.
func once() counter {
	type work struct {
		flow string
		site warehouse.SiteID
	}
	known := map[work]int{}
	return func(f Flow, tx *store.Tx, site warehouse.SiteID) (n int, err error) {
		at := work{f.Name(), site}
		n, ok := known[at]
		if !ok {
			if n, err = f.Waiting(tx, site); err == nil {
				known[at] = n
			}
		}
		return n, err
	}
}

// offered is how much work a menu offers to its person.
func offered(menu Reply) (n int) {
	var m Menu
	if json.Unmarshal(menu.View, &m) != nil {
		return 0 // drawn a moment ago, it is a Menu
	}
	for _, w := range m.Works {
		if w.Why == nil {
			n += w.Waiting
		}
	}
	return n
}

// same says whether two replies draw the same.
func (r *Reply) same(as Reply) bool {
	return r.Flow == as.Flow && r.Screen == as.Screen && bytes.Equal(r.View, as.View)
}
