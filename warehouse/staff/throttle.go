package staff

import (
	"math"
	"sync"
	"time"

	"warehouse-node/warehouse/fault"
)

// limit is how often one may be wrong, and how long one then waits.
type limit struct {
	free    int           // wrong attempts without a delay
	longest time.Duration // the delay doubles from a second up to this
	forgive time.Duration // one wrong attempt is forgotten each
}

// Limits by what is counted. Whoever guesses knows neither the address nor the
// person that they are counted by.
var (
	perLogin   = limit{free: 5, longest: 5 * time.Minute, forgive: 15 * time.Minute}
	perPIN     = limit{free: 4, longest: 15 * time.Minute, forgive: 15 * time.Minute}
	perAddress = limit{free: 30, longest: 15 * time.Minute, forgive: 2 * time.Minute} // a whole floor may come from one
)

const (
	// forgetAfter is how long wrong attempts are remembered after the last.
	forgetAfter = 4 * time.Hour
	// maxTracked is how many logins and addresses are watched; beyond it those
	// that were quiet the longest are forgotten.
	maxTracked = 10_000
)

// throttle slows down those who guess. It lives in memory: a restart forgives,
// and nobody is locked out for good.
type throttle struct {
	clock func() time.Time

	mu  sync.Mutex // guards all
	all map[string]*tries
}

// tries are the attempts of one login or from one address.
type tries struct {
	wrong int
	last  time.Time
	until time.Time // no attempt before it
}

func newThrottle(clock func() time.Time) *throttle {
	return &throttle{clock: clock, all: map[string]*tries{}}
}

// counted is one of the things that an attempt is counted by.
type counted struct {
	key string
	limit
}

// begin counts an attempt as wrong until succeed says otherwise, so that many
// at once get no more chances than one after another. TooOften, with the seconds
// to wait, when it comes too early; then it is not counted.
func (t *throttle) begin(by ...counted) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock()
	for _, c := range by {
		if tr := t.all[c.key]; tr != nil && now.Before(tr.until) {
			seconds := int(math.Ceil(tr.until.Sub(now).Seconds()))
			return fault.New(fault.TooOften, "staff.wait", "seconds", seconds)
		}
	}
	for _, c := range by {
		t.count(c, now)
	}
	return nil
}

func (t *throttle) count(c counted, now time.Time) {
	tr := t.all[c.key]
	if tr == nil || now.Sub(tr.last) > forgetAfter {
		if tr == nil && len(t.all) >= maxTracked {
			t.forget(now)
		}
		tr = &tries{}
		t.all[c.key] = tr
	}
	if forgiven := int(now.Sub(tr.last) / c.forgive); forgiven > 0 {
		tr.wrong = max(0, tr.wrong-forgiven)
	}
	tr.wrong, tr.last = tr.wrong+1, now
	if over := tr.wrong - c.free; over > 0 {
		wait := c.longest
		if over < 30 {
			wait = min(wait, time.Second<<(over-1))
		}
		tr.until = now.Add(wait)
	}
}

// succeed takes an attempt back: its login starts afresh, its address is only
// given back the one attempt, or a guesser with an account of their own could
// go on for ever.
func (t *throttle) succeed(login string, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.all, login)
	if tr := t.all[address]; tr != nil {
		if tr.wrong--; tr.wrong == 0 {
			delete(t.all, address)
		} else if tr.wrong <= perAddress.free {
			tr.until = time.Time{}
		}
	}
}

// forget makes room: those who are past remembering, else the quietest.
func (t *throttle) forget(now time.Time) {
	var quietest string
	for key, tr := range t.all {
		if now.Sub(tr.last) > forgetAfter {
			delete(t.all, key)
		} else if quietest == "" || tr.last.Before(t.all[quietest].last) {
			quietest = key
		}
	}
	if len(t.all) >= maxTracked {
		delete(t.all, quietest)
	}
}
