package devices_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
)

// fake is a scanner whose codes come from a test.
type fake struct {
	next   func(ctx context.Context) (scan.Scan, error)
	closed *int
}

func (f fake) Next(ctx context.Context) (scan.Scan, error) { return f.next(ctx) }
func (f fake) Close() error                                { *f.closed++; return nil }

// start runs a watch in a bubble of fake time; stop ends it and waits.
func start[D io.Closer](w *devices.Watch[D]) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); w.Run(ctx) }()
	return func() { cancel(); <-done }
}

// TestReturn: a device that is away for any time is open again within 2 s of
// its return, and its absence is seen at once.
func TestReturn(t *testing.T) {
	for _, away := range []time.Duration{0, 50 * time.Millisecond, 700 * time.Millisecond, 3 * time.Second, 59 * time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			var closed int
			unplugged := make(chan struct{}, 1)
			backAt := time.Now()
			w := &devices.Watch[fake]{Name: "ring 1",
				Open: func(context.Context) (fake, error) {
					if time.Now().Before(backAt) {
						return fake{}, errors.New("no such device")
					}
					return fake{closed: &closed}, nil
				},
				Serve: func(ctx context.Context, _ fake) error {
					select {
					case <-unplugged:
						return io.ErrUnexpectedEOF
					case <-ctx.Done():
						return ctx.Err()
					}
				}}
			stop := start(w)
			time.Sleep(time.Minute)
			if h := w.Health(); h.State != devices.Ready || h.Opens != 1 || h.Name != "ring 1" {
				t.Fatalf("at first: %+v", h)
			}
			left := time.Now()
			backAt = left.Add(away)
			unplugged <- struct{}{}
			synctest.Wait()
			if h := w.Health(); h.State != devices.Away || !h.Since.Equal(left) || h.LastError != "unexpected EOF" || closed != 1 {
				t.Errorf("unplugged: %+v, closed %d times", h, closed)
			}
			time.Sleep(away + 2*time.Second)
			if h := w.Health(); h.State != devices.Ready || h.Opens != 2 || h.Since.Sub(backAt) > 2*time.Second {
				t.Errorf("away for %v: %+v", away, h)
			}
			stop()
			if h := w.Health(); h.State != devices.Stopped || closed != 2 {
				t.Errorf("stopped: %+v, closed %d times", h, closed)
			}
		})
	}
}

// A device that fails as soon as it is open is not opened in a hot loop.
func TestFailsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var closed int
		w := &devices.Watch[fake]{
			Open:  func(context.Context) (fake, error) { return fake{closed: &closed}, nil },
			Serve: func(context.Context, fake) error { return nil }}
		stop := start(w)
		time.Sleep(time.Minute)
		stop()
		if h := w.Health(); h.Opens < 30 || h.Opens > 65 || h.LastError == "" || closed != h.Opens {
			t.Errorf("in a minute: %+v, closed %d times", h, closed)
		}
	})
}

// TestNews says of what OnHealth hears: changes at once, nothing twice, mere
// hearing once a second.
func TestNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var news []string
		begin := time.Now()
		w := &devices.Watch[fake]{
			Open: func(context.Context) (fake, error) {
				if time.Since(begin) < 5*time.Second {
					return fake{}, errors.New("no such device")
				}
				return fake{closed: new(int)}, nil
			},
			OnHealth: func(h devices.Health) {
				news = append(news, fmt.Sprint(h.State, " ", h.LastError, " ", h.Heard))
			}}
		w.Serve = func(ctx context.Context, _ fake) error {
			for range 25 {
				time.Sleep(100 * time.Millisecond)
				w.Heard()
			}
			w.Trouble(errors.New("rubbish"))
			<-ctx.Done()
			return ctx.Err()
		}
		stop := start(w)
		time.Sleep(time.Minute)
		stop()
		want := []string{"away  0", "away no such device 0", "ready no such device 0", "ready no such device 10", "ready no such device 20",
			"ready rubbish 25", "stopped rubbish 25"}
		if d := cmp.Diff(want, news); d != "" {
			t.Error(d)
		}
	})
}

func TestScans(t *testing.T) {
	at := func(ms int) time.Time { return time.UnixMilli(int64(ms)) }
	type given struct {
		Data string
		At   time.Time
	}
	for _, row := range []struct {
		name     string
		debounce time.Duration
		codes    []given
		want     []given
	}{
		{"all", 0, []given{{"A", at(0)}, {"A", at(0)}, {"A", at(1)}}, []given{{"A", at(0)}, {"A", at(0)}, {"A", at(1)}}},
		{"one shot thrice", 300 * time.Millisecond, []given{{"A", at(0)}, {"A", at(200)}, {"A", at(450)}}, []given{{"A", at(0)}}},
		{"a second piece", 300 * time.Millisecond, []given{{"A", at(0)}, {"A", at(300)}}, []given{{"A", at(0)}, {"A", at(300)}}},
		{"another between", 300 * time.Millisecond, []given{{"A", at(0)}, {"B", at(10)}, {"A", at(20)}}, []given{{"A", at(0)}, {"B", at(10)}, {"A", at(20)}}},
	} {
		synctest.Test(t, func(t *testing.T) {
			codes := row.codes
			var got []given
			w := devices.Scans{Name: "bench 3", Debounce: row.debounce,
				Open: func(context.Context) (devices.Scanner, error) {
					return fake{closed: new(int), next: func(ctx context.Context) (scan.Scan, error) {
						if len(codes) == 0 {
							<-ctx.Done()
							return scan.Scan{}, ctx.Err()
						}
						c := codes[0]
						codes = codes[1:]
						return scan.Scan{Data: c.Data, At: c.At}, nil
					}}, nil
				},
				Give: func(_ context.Context, s scan.Scan) devices.Answer {
					if s.Device != "bench 3" {
						t.Errorf("%s: scan of %q", row.name, s.Device)
					}
					got = append(got, given{s.Data, s.At})
					return devices.Taken
				}}.Watch()
			stop := start(w)
			synctest.Wait()
			stop()
			if d := cmp.Diff(row.want, got); d != "" {
				t.Errorf("%s: %s", row.name, d)
			}
			if h := w.Health(); h.Heard != len(row.codes) {
				t.Errorf("%s: heard %d", row.name, h.Heard)
			}
		})
	}
}

// Rubbish is trouble, not the end: the codes around it are given.
func TestScansSurviveRubbish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		step := 0
		var got []string
		w := devices.Scans{Name: "x",
			Open: func(context.Context) (devices.Scanner, error) {
				return fake{closed: new(int), next: func(ctx context.Context) (scan.Scan, error) {
					switch step++; step {
					case 1, 3:
						return scan.Scan{Data: fmt.Sprint(step)}, nil
					case 2:
						return scan.Scan{}, fmt.Errorf("half a code: %w", devices.ErrGarbled)
					}
					<-ctx.Done()
					return scan.Scan{}, ctx.Err()
				}}, nil
			},
			Give: func(_ context.Context, s scan.Scan) devices.Answer {
				if s.At.IsZero() {
					t.Error("a scan without a time")
				}
				got = append(got, s.Data)
				return devices.Taken
			}}.Watch()
		stop := start(w)
		synctest.Wait()
		h := w.Health()
		stop()
		if d := cmp.Diff([]string{"1", "3"}, got); d != "" || h.Opens != 1 || h.Troubles != 1 || h.Heard != 2 {
			t.Errorf("%s%+v", d, h)
		}
	})
}

// loud is a scanner that can beep.
type loud struct {
	fake
	beep func(devices.Answer) error
}

func (l loud) Beep(a devices.Answer) error { return l.beep(a) }

// TestAnswers: a scanner hears what became of each of its codes, after it came
// about and never before; one that does not take the answer is read on.
func TestAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		read := []string{"yes", "yes", "", "no", "deaf", "yes"}
		kept := make(chan string)
		var heard, told []string
		w := devices.Scans{Name: "x", Debounce: time.Hour,
			Told: func(s scan.Scan, a devices.Answer) { told = append(told, s.Device+" "+s.Data+" "+string(a)) },
			Open: func(context.Context) (devices.Scanner, error) {
				next := func(ctx context.Context) (scan.Scan, error) {
					if len(read) == 0 {
						<-ctx.Done()
						return scan.Scan{}, ctx.Err()
					}
					data := read[0]
					if read = read[1:]; data == "" {
						return scan.Scan{}, fmt.Errorf("half a code: %w", devices.ErrGarbled)
					}
					return scan.Scan{Data: data}, nil
				}
				return loud{fake{closed: new(int), next: next}, func(a devices.Answer) error {
					if heard = append(heard, string(a)); a == devices.Look {
						return errors.New("the line is dead")
					}
					return nil
				}}, nil
			},
			Give: func(_ context.Context, s scan.Scan) devices.Answer {
				kept <- s.Data // as a commit, which takes its time
				heard = append(heard, "kept")
				return map[string]devices.Answer{"yes": devices.Taken, "no": devices.Refused, "deaf": devices.Look}[s.Data]
			}}.Watch()
		stop := start(w)
		for n, want := range []string{"yes", "no", "deaf", "yes"} {
			synctest.Wait()
			if says := []int{0, 4, 6, 8}[n]; len(heard) != says {
				t.Errorf("before %d was kept it heard %q", n+1, heard)
			}
			if got := <-kept; got != want {
				t.Fatalf("got %s, want %s", got, want)
			}
		}
		synctest.Wait()
		h := w.Health()
		stop()
		if d := cmp.Diff([]string{"x yes taken", "x yes again", "x  garbled", "x no refused", "x deaf look", "x yes taken"}, told); d != "" {
			t.Error(d)
		}
		want := []string{"kept", "taken", "again", "garbled", "kept", "refused", "kept", "look", "kept", "taken"}
		if d := cmp.Diff(want, heard); d != "" || h.Opens != 1 || h.Troubles != 2 || h.LastError != "beep: the line is dead" {
			t.Errorf("%s%+v", d, h)
		}
	})
}
