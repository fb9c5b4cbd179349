package devices

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"warehouse-node/devices/wire"
)

// How a watch paces itself. The waits are such that a device which is back is
// open again within two seconds, and one that fails at once costs no processor.
const (
	FirstWait = 100 * time.Millisecond // before the second attempt; doubled after each
	LastWait  = time.Second            // the longest
	Steady    = 5 * time.Second        // a device that worked this long starts again at FirstWait
	HeardPace = time.Second            // OnHealth is told of mere hearing at most this often
)

// State is how a device fares.
type State string

// The states of a device.
const (
	Away    State = "away"    // cannot be opened; it is tried again and again
	Ready   State = "ready"   // open and served
	Stopped State = "stopped" // nobody watches it
)

// Health is a picture of one device at one moment.
type Health struct {
	Name      string
	State     State
	Since     time.Time // of State
	LastHeard time.Time // zero until it said something
	LastError string    // "" until something went wrong; stays when the device is well again
	Reason    Reason    // of LastError; "" where it has no word
	ErrorAt   time.Time // of LastError
	Opens     int       // how often it was opened
	Heard     int       // how often it said something
	Troubles  int       // how often it said what could not be understood
}

// ErrGarbled is in every error of a driver that concerns one message only: the
// device is well, and the next message may be.
var ErrGarbled = errors.New("garbled")

// errEnded is why a device is away when its driver gave no reason.
var errEnded = fmt.Errorf("the device ended: %w", io.EOF)

// Watch keeps one device open: open, serve, close, wait a little, again.
type Watch[D io.Closer] struct {
	Name string
	// Open gets the device; it obeys ctx.
	Open func(ctx context.Context) (D, error)
	// Serve works with the device until it is gone or ctx ends. The watch
	// closes the device afterwards.
	Serve func(ctx context.Context, device D) error
	// OnHealth, when set, is told of every change, in order. It must not block
	// and must not call the watch.
	OnHealth func(Health)

	mu     sync.Mutex // guards health and told, and keeps OnHealth in order
	health Health
	told   time.Time
}

// Run watches until ctx ends. When it returns the device is closed and nothing
// of the watch is left. A watch runs once.
func (w *Watch[D]) Run(ctx context.Context) {
	w.change(Away, nil)
	wait := FirstWait
	for ctx.Err() == nil {
		began := time.Now()
		err := w.once(ctx)
		if ctx.Err() != nil {
			break
		}
		w.change(Away, err)
		if time.Since(began) >= Steady {
			wait = FirstWait
		}
		_ = wire.Rest(ctx, wait) // the loop looks at ctx
		wait = min(2*wait, LastWait)
	}
	w.change(Stopped, nil)
}

// once opens the device and serves it; the error is why that ended.
func (w *Watch[D]) once(ctx context.Context) error {
	device, err := w.Open(ctx)
	if err != nil {
		return err
	}
	w.change(Ready, nil)
	err = w.Serve(ctx, device)
	if err == nil {
		err = errEnded
	}
	return errors.Join(err, device.Close())
}

// Health is how the device fares now. Safe for all.
func (w *Watch[D]) Health() Health {
	w.mu.Lock()
	defer w.mu.Unlock()
	h := w.health
	h.Name = w.Name
	if h.State == "" {
		h.State = Stopped
	}
	return h
}

// Heard is called by Serve when the device said something that made sense.
func (w *Watch[D]) Heard() {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	w.health.LastHeard = now
	w.health.Heard++
	if now.Sub(w.told) >= HeardPace {
		w.tell(now)
	}
}

// Trouble is called by Serve for an error that the device survived.
func (w *Watch[D]) Trouble(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.health.Troubles++
	w.fail(err)
	w.tell(time.Now())
}

// change moves to a state, for a reason or without one. The same state with
// the same reason is no news.
func (w *Watch[D]) change(s State, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now, before := time.Now(), w.health
	if s != before.State {
		w.health.State, w.health.Since = s, now
	}
	if s == Ready {
		w.health.Opens++
	}
	if err != nil {
		w.fail(err)
	}
	if s != before.State || w.health.LastError != before.LastError {
		w.tell(now)
	}
}

func (w *Watch[D]) fail(err error) {
	w.health.LastError, w.health.Reason, w.health.ErrorAt = err.Error(), ReasonOf(err), time.Now()
}

func (w *Watch[D]) tell(now time.Time) {
	w.told = now
	if w.OnHealth != nil {
		h := w.health
		h.Name = w.Name
		w.OnHealth(h)
	}
}
