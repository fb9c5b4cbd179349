package main

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
)

// repeats is a scanner that gives one code after each of some pauses.
type repeats struct{ pauses []time.Duration }

func (r *repeats) Next(ctx context.Context) (scan.Scan, error) {
	if len(r.pauses) == 0 {
		<-ctx.Done()
		return scan.Scan{}, ctx.Err()
	}
	time.Sleep(r.pauses[0]) // of the bubble: nobody waits
	r.pauses = r.pauses[1:]
	return scan.Scan{Data: cupCode}, nil
}

func (*repeats) Close() error { return nil }

// TestDebounce: a code that a scanner repeats within 300 ms is one shot, unless
// its config says otherwise, and one that comes later is a second piece.
func TestDebounce(t *testing.T) {
	const ms = time.Millisecond
	for name, row := range map[string]struct {
		config string
		pauses []time.Duration
		want   int
	}{
		"within":                  {"", []time.Duration{0, 299 * ms}, 1},
		"after":                   {"", []time.Duration{0, 300 * ms}, 2},
		"within, again and after": {"", []time.Duration{0, 299 * ms, 299 * ms, 300 * ms}, 2},
		"set, within":             {"1s", []time.Duration{0, 999 * ms}, 1},
		"set, after":              {"1s", []time.Duration{0, 1000 * ms}, 2},
		"nothing is joined":       {"0s", []time.Duration{0, 0, ms}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, err := new(floor).scans(&machine{DeviceConfig: DeviceConfig{Name: "bench 3", Debounce: row.config}}, nil)
				if err != nil {
					t.Fatal(err)
				}
				given, heard := 0, 0
				w.Open = func(context.Context) (devices.Scanner, error) { return &repeats{slices.Clone(row.pauses)}, nil }
				w.Give = func(context.Context, scan.Scan) devices.Answer { given++; return devices.Taken }
				w.Told = func(scan.Scan, devices.Answer) { heard++ }
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan struct{})
				go func() { defer close(done); w.Watch().Run(ctx) }()
				time.Sleep(time.Minute) // of the bubble
				stop()
				<-done
				if given != row.want || heard != len(row.pauses) {
					t.Errorf("%d codes heard, %d given, want %d of %d", heard, given, row.want, len(row.pauses))
				}
			})
		})
	}
}
