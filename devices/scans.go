package devices

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"warehouse-node/devices/scan"
)

// Scanner is what a watch on scans needs of a driver.
type Scanner interface {
	Next(context.Context) (scan.Scan, error)
	io.Closer
}

// Scans is where the codes of one scanner go.
type Scans struct {
	Name string
	// Open gets the scanner.
	Open func(ctx context.Context) (Scanner, error)
	// Debounce joins equal codes: one that follows its equal within this time
	// is the same shot, also the third and the fourth. 0 joins nothing.
	Debounce time.Duration
	// Give takes a scan, stamped with the name and the time, and says what became
	// of it, once that is kept. While it works, the next codes wait in the line of
	// the device; the scanner is told after it, and nothing before.
	Give func(ctx context.Context, s scan.Scan) Answer
	// Told, when set, is told of everything that was read and what became of it, also
	// of what was joined and, without its data, of what was no code. It must not block.
	Told func(scan.Scan, Answer)
	// OnHealth is as in Watch.
	OnHealth func(Health)
}

// Watch makes the watch of a scanner; its Run does the work.
func (c Scans) Watch() *Watch[Scanner] {
	w := &Watch[Scanner]{Name: c.Name, Open: c.Open, OnHealth: c.OnHealth}
	w.Serve = func(ctx context.Context, s Scanner) error { return c.serve(ctx, s, w) }
	return w
}

func (c Scans) serve(ctx context.Context, s Scanner, w *Watch[Scanner]) error {
	var last scan.Scan // seen, given or not
	for {
		code, err := s.Next(ctx)
		switch {
		case errors.Is(err, ErrGarbled):
			w.Trouble(err)
			c.tell(s, w, scan.Scan{Device: c.Name, At: time.Now()}, Garbled)
			continue
		case err != nil:
			return err
		}
		code.Device = c.Name
		if code.At.IsZero() {
			code.At = time.Now()
		}
		w.Heard()
		again := code.Data == last.Data && code.Symbology == last.Symbology && code.At.Sub(last.At) < c.Debounce
		last = code
		answer := Again
		if !again {
			answer = c.Give(ctx, code)
		}
		c.tell(s, w, code, answer)
	}
}

// tell has a scanner that can say what became of a code. One that does not take
// it is no worse a scanner: the screen says the same.
func (c Scans) tell(s Scanner, w *Watch[Scanner], code scan.Scan, a Answer) {
	if c.Told != nil {
		c.Told(code, a)
	}
	b, can := s.(Beeper)
	if !can {
		return
	}
	if err := b.Beep(a); err != nil {
		w.Trouble(fmt.Errorf("beep: %w", err))
	}
}
