package shop

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// Parts are what a runner works with.
type Parts struct {
	DB     *store.DB
	Door   *command.Door
	Ring   *seal.Keyring
	Client *http.Client // NewClient when nil
	Log    *slog.Logger // nil for none
}

// Runner speaks with one shop. Run it and its Follower; two runners of a shop
// are a mistake that loses nothing.
type Runner struct {
	Parts
	c    Config
	zone *time.Location
	busy sync.Mutex // held through an exchange: one at a time

	mu   sync.Mutex // guards the two below
	next [len(Kinds)]time.Time
	said map[Kind]string
}

// NewRunner makes a runner of a shop and makes the shop known; Invalid when its
// configuration names no shop, NotFound when its warehouse is none.
func NewRunner(ctx context.Context, p Parts, c Config) (*Runner, error) {
	c, err := c.filled()
	if err != nil {
		return nil, err
	}
	if p.Client == nil {
		p.Client = NewClient()
	}
	r := &Runner{Parts: p, c: c}
	if err := r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, c.Site)
		if err == nil {
			r.zone = site.Location()
		}
		return err
	}); err != nil {
		return nil, err
	}
	return r, enrol(ctx, r.DB, &c)
}

// Name is the channel's name.
func (r *Runner) Name() string { return r.c.Name }

// day is today at the warehouse.
func (r *Runner) day(tx *store.Tx) measure.Day { return measure.DayOf(tx.Now(), r.zone) }

// Next is when orders are asked for next.
func (r *Runner) Next() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.next[0]
}

// Said is the site's own words about the newest exchange of a kind, when it failed.
// They may name a person: show them, keep them nowhere.
func (r *Runner) Said(k Kind) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.said[k]
}

func (r *Runner) attempt(k Kind) *attempt { return &attempt{r: r, kind: k, began: time.Now()} }

// Exchange exchanges everything with the shop now. It returns the first error;
// what does not depend on what failed is done all the same.
func (r *Runner) Exchange(ctx context.Context) error {
	r.busy.Lock()
	defer r.busy.Unlock()
	var all []error
	for _, k := range Kinds {
		all = append(all, r.exchange(ctx, k))
	}
	return errors.Join(all...)
}

// exchange makes one kind of exchange and puts it on record.
func (r *Runner) exchange(ctx context.Context, k Kind) error {
	a := r.attempt(k)
	var err error
	switch k {
	case Orders:
		err = a.takeOrders(ctx)
	case States:
		err = a.sendStates(ctx)
	case Rests:
		if err = r.markAll(ctx); err == nil {
			err = r.markChanged(ctx)
		}
		if err == nil {
			err = a.sendRests(ctx)
		}
	}
	if ctx.Err() != nil || r.DB.Err() != nil {
		return err // we ended, not the shop
	}
	r.note(k, err)
	if r.Log != nil {
		level := slog.LevelDebug
		if err != nil {
			level = slog.LevelWarn
		}
		r.Log.LogAttrs(ctx, level, "exchange", slog.String("shop", r.c.Name), slog.String("kind", string(k)), slog.Int("rows", a.rows),
			slog.Int("bad", a.bad), slog.Duration("took", time.Since(a.began)), slog.Any("error", err))
	}
	if k != Orders && err == nil && a.rows == 0 && a.bad == 0 {
		return nil // there was nothing to say
	}
	return errors.Join(err, a.end(ctx, err))
}

// note keeps the site's words of a failure for the screen.
func (r *Runner) note(k Kind, err error) {
	words, _ := errors.AsType[said](err)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.said == nil {
		r.said = map[Kind]string{}
	}
	r.said[k] = words.words
}

// pace is how long to wait after a commit before looking at what it changed: a
// busy floor commits a thousand times a second.
const pace = 100 * time.Millisecond

// Run exchanges until ctx ends or the store fails, and returns the reason:
// orders every so often, states and rests as soon as there are any, and what
// people ask for at once.
func (r *Runner) Run(ctx context.Context) error {
	var fails [len(Kinds)]int
	for {
		bell := r.DB.Bell()
		todo, err := r.todo(ctx)
		if err != nil {
			return err
		}
		if todo.any() {
			if err := r.step(ctx, todo, &fails); err != nil {
				return err
			}
			continue
		}
		wake := time.NewTimer(time.Until(r.soonest(todo)))
		select {
		case <-ctx.Done():
		case <-wake.C:
		case <-bell:
			select {
			case <-ctx.Done():
			case <-time.After(pace):
			}
		}
		wake.Stop()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// todo is what is to be done now.
type todo struct {
	wish    uint64 // exchange all: a person asked, for the so-manieth time
	replay  bool
	kinds   [len(Kinds)]bool // that are due
	waiting [len(Kinds)]bool // that have something to say, now or later
}

func (t *todo) any() bool {
	return t.wish > 0 || t.replay || t.kinds != [len(Kinds)]bool{}
}

func (r *Runner) todo(ctx context.Context) (t todo, err error) {
	now := time.Now()
	return t, r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		s, err := Get(tx, r.c.Name)
		if err != nil {
			return err
		}
		if s.Wish > s.Served {
			t.wish = s.Wish
		}
		k, err := wished.First(tx, store.Str(r.c.Name))
		if err != nil {
			return err
		}
		t.replay = k != nil
		t.waiting[0] = true
		if t.waiting[1], err = r.statesWait(tx); err != nil {
			return err
		}
		if t.waiting[2], err = r.restsWait(tx, s); err != nil {
			return err
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		for i := range Kinds {
			t.kinds[i] = t.waiting[i] && !now.Before(r.next[i])
		}
		return nil
	})
}

// soonest is when something is due that only time stands before.
func (r *Runner) soonest(t todo) time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := r.next[0]
	for i := range Kinds {
		if t.waiting[i] && r.next[i].Before(at) {
			at = r.next[i]
		}
	}
	return at
}

// step does what is due and says when each kind is due next.
func (r *Runner) step(ctx context.Context, t todo, fails *[len(Kinds)]int) error {
	r.busy.Lock()
	defer r.busy.Unlock()
	if t.replay {
		if _, err := r.replay(ctx); err != nil {
			return r.broken(ctx, err)
		}
	}
	for i, k := range Kinds {
		if t.wish == 0 && !t.kinds[i] {
			continue
		}
		err := r.exchange(ctx, k)
		if fatal := r.broken(ctx, err); fatal != nil {
			return fatal
		}
		r.schedule(i, err, fails)
	}
	if t.wish == 0 {
		return nil
	}
	return r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		tx.Ring()
		return edit(tx, r.c.Name, func(s *Shop) { s.Served = t.wish })
	})
}

// schedule says when a kind is due next.
func (r *Runner) schedule(i int, err error, fails *[len(Kinds)]int) {
	wait := r.c.Gap
	if i == 0 {
		wait = r.c.Every
	}
	fails[i]++
	if err == nil {
		fails[i] = 0
	} else {
		wait = rest(fails[i], r.c.MinBackoff, r.c.MaxBackoff)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next[i] = time.Now().Add(wait)
}

// broken is the error that ends Run: ours, not the shop's.
func (r *Runner) broken(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case r.DB.Err() != nil:
		return r.DB.Err()
	}
	return nil
}

// statesWait says whether a status is to be told now.
func (r *Runner) statesWait(tx *store.Tx) (bool, error) {
	for s, err := range pendingStates.Each(tx, store.Str(r.c.Name)) {
		if err != nil || !s.Next.After(tx.Now()) {
			return true, err
		}
	}
	return false, nil
}

// restsWait says whether a rest is to be told now, or another quantity can be
// promised than before.
func (r *Runner) restsWait(tx *store.Tx, s *Shop) (bool, error) {
	if !s.Listed {
		return true, nil
	}
	for _, err := range promise.Turned(tx, s.Site, s.Seen) {
		return true, err
	}
	for v, err := range pendingRests.Each(tx, store.Str(r.c.Name)) {
		if err != nil || !v.Next.After(tx.Now()) {
			return true, err
		}
	}
	return false, nil
}
