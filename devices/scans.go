package devices

import (
	"context"
	"errors"
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
	// Give takes a scan, stamped with the name and the time. While it works,
	// the next codes wait in the line of the device.
	Give func(ctx context.Context, s scan.Scan)
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
		if !again {
			c.Give(ctx, code)
		}
	}
}
