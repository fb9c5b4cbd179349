//go:build linux

package scanner_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/scanner"
	"warehouse-node/devices/sim"
	simscanner "warehouse-node/devices/sim/scanner"
	"warehouse-node/devices/wire"
	_ "warehouse-node/devices/wire/serial"
)

// patience is how long a test waits for what must happen at once.
const patience = 20 * time.Second

// floor is simulated scanners on pseudo terminals, read as the node reads them:
// serial port, line driver, watch.
type floor struct {
	t     *testing.T
	scans chan scan.Scan
	stop  []func()

	mu   sync.Mutex
	news *sync.Cond
	last map[string]devices.Health
}

func newFloor(t *testing.T) *floor {
	f := &floor{t: t, scans: make(chan scan.Scan, 10_000), last: map[string]devices.Health{}}
	f.news = sync.NewCond(&f.mu)
	t.Cleanup(f.close)
	return f
}

// close ends the watches, which must not take long or leave anything.
func (f *floor) close() {
	for _, stop := range f.stop {
		stop()
	}
	f.stop = nil
}

// scanner plugs one in and waits until it is read.
func (f *floor) scanner(name, config string, debounce time.Duration) *simscanner.Scanner {
	f.t.Helper()
	s, err := simscanner.New(simscanner.Options{Path: filepath.Join(f.t.TempDir(), "dev", name)})
	if err != nil {
		f.t.Fatal(err)
	}
	w := devices.Scans{Name: name, Debounce: debounce,
		Open: func(ctx context.Context) (devices.Scanner, error) {
			p, err := wire.Open(ctx, "serial://"+s.Path()+"?baud=115200&dtr=on")
			if err != nil {
				return nil, err
			}
			return scanner.Drivers.Open(ctx, "line", p, json.RawMessage(config))
		},
		Give: func(_ context.Context, c scan.Scan) devices.Answer { f.scans <- c; return devices.Taken },
		OnHealth: func(h devices.Health) {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.last[name] = h
			f.news.Broadcast()
		}}.Watch()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); w.Run(ctx) }()
	f.stop = append(f.stop, func() { cancel(); <-done; s.Close() })
	f.await(name, "open", func(h devices.Health) bool { return h.State == devices.Ready })
	return s
}

// await waits until a scanner's health is as it should be, and says how long.
func (f *floor) await(name, what string, ok func(devices.Health) bool) time.Duration {
	f.t.Helper()
	began := time.Now()
	timer := time.AfterFunc(patience, f.news.Broadcast)
	defer timer.Stop()
	f.mu.Lock()
	defer f.mu.Unlock()
	for !ok(f.last[name]) {
		if time.Since(began) >= patience {
			f.t.Fatalf("%s is not %s: %+v", name, what, f.last[name])
		}
		f.news.Wait()
	}
	return time.Since(began)
}

// next is the next scan of any scanner.
func (f *floor) next() scan.Scan {
	f.t.Helper()
	select {
	case c := <-f.scans:
		return c
	case <-time.After(patience):
		f.t.Fatal("no scan came")
		return scan.Scan{}
	}
}

func (f *floor) want(codes ...string) {
	f.t.Helper()
	var got []string
	for range codes {
		got = append(got, f.next().Data)
	}
	if d := cmp.Diff(codes, got); d != "" {
		f.t.Error(d)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestCodes: every byte of a code arrives, with what symbol it was, whose scan
// and when.
func TestCodes(t *testing.T) {
	f := newFloor(t)
	s := f.scanner("bench 1", `{"AIM":"required"}`, 0)
	for code, want := range map[string]scan.Kind{
		"4006381333931": scan.GTIN, "96385074": scan.GTIN, "BIN-01-02-03": scan.Text, "]d2010460700177156221x<Y\x1d91EE05\x1d92a+/=": scan.Elements,
		"]C100106141411234567897": scan.SSCC, "]Q1Привет\nв две строки": scan.Text, "]Q1\x01\x02\x03\x7f\xff": scan.Text,
	} {
		before := time.Now()
		must(t, s.Scan(code))
		got := f.next()
		if code[0] == ']' {
			if got.AIM != code[:3] {
				t.Errorf("%q came as %s", code, got.AIM)
			}
			code = code[3:]
		}
		if got.Data != code || scan.Parse(got).Kind != want || got.Device != "bench 1" || got.At.Before(before) || got.At.After(time.Now()) {
			t.Errorf("%q came as %+v, %s", code, got, scan.Parse(got).Kind)
		}
	}
}

// TestTwoAtOnce: what two scanners send at the same time is neither mixed nor
// lost, and each code has its scanner's name.
func TestTwoAtOnce(t *testing.T) {
	f := newFloor(t)
	const each = 300
	var typing sync.WaitGroup
	for _, name := range []string{"ring 1", "ring 2"} {
		s := f.scanner(name, "", 0)
		typing.Go(func() {
			for i := range each {
				if err := s.Scan(fmt.Sprintf("%s code %d", name, i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	typing.Wait()
	next := map[string]int{}
	for range 2 * each {
		c := f.next()
		if want := fmt.Sprintf("%s code %d", c.Device, next[c.Device]); c.Data != want {
			t.Fatalf("%s gave %q, want %q", c.Device, c.Data, want)
		}
		next[c.Device]++
	}
	if len(f.scans) > 0 {
		t.Errorf("%d codes too many", len(f.scans))
	}
}

// TestRubbish: between noise, halves, glued codes and megabytes without an end
// every good code comes, nothing else does, and memory does not grow.
func TestRubbish(t *testing.T) {
	f := newFloor(t)
	s := f.scanner("ring 1", `{"AIM":"required","SilenceMS":60000}`, 0)
	rnd := rand.New(rand.NewPCG(1, 2))
	send := func(b string) { must(t, s.Send([]byte(b))) }
	noise := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			if b[i] = byte(rnd.UintN(256)); b[i] == '\r' || b[i] == ']' {
				b[i] = 'x'
			}
		}
		return string(b)
	}
	bad := 0
	trouble := func() { bad++ }
	for i := range 100 {
		code := fmt.Sprintf("CODE-%03d", i)
		switch i % 5 {
		case 0:
			send(noise(1+rnd.IntN(300)) + "\r")
			trouble()
		case 1:
			send("381333931\r") // the beginning was lost
			trouble()
		case 2:
			send("]E0400638]E04006381333931\r") // the end of the first was lost
			trouble()
		case 3:
			send("\r\n\r\r")
		case 4:
			send(noise(scanner.MaxFrame+rnd.IntN(9000)) + "\r")
			trouble()
		}
		must(t, s.Scan(code))
		f.want(code)
	}
	f.await("ring 1", "troubled", func(h devices.Health) bool { return h.Troubles == bad })

	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	chunk := strings.Repeat("endless ", 8<<10)
	for range 64 { // 4 MiB
		send(chunk)
	}
	send("\r")
	must(t, s.Scan("after the flood"))
	f.want("after the flood")
	f.await("ring 1", "told of one flood", func(h devices.Health) bool { return h.Troubles == bad+1 })
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 1<<20 {
		t.Errorf("4 MiB of rubbish left %d KiB", grown>>10)
	}
	if h := f.last["ring 1"]; h.Opens != 1 {
		t.Errorf("rubbish made us open the scanner %d times", h.Opens)
	}
}

// TestFaults: a line that dribbles gives the code; one that loses, repeats or
// turns a byte gives no other code in its place. A lost end costs the code
// behind it too, and no more.
func TestFaults(t *testing.T) {
	f := newFloor(t)
	s := f.scanner("ring 1", `{"AIM":"required"}`, 0)
	s.Faults().Arm(sim.MustParse("< 0 dribble 3ms 17")...)
	must(t, s.Scan("4006381333931"))
	f.want("4006381333931")
	for _, row := range []struct {
		script string
		want   []string
	}{
		{"< 5 drop 1", []string{"", "neighbour"}},
		{"< 5 duplicate 1", []string{"", "neighbour"}},
		{"< 7 corrupt 1", []string{"neighbour"}},
		{"< 0 drop 2", []string{"neighbour"}},
		{"< 0 corrupt 1", []string{"neighbour"}},
		{"< 16 drop 1", nil},
	} {
		s.Faults().Arm(sim.MustParse(row.script)...)
		for _, code := range []string{"4006381333931", "neighbour", "last"} {
			must(t, s.Scan(code))
		}
		var got []string
		for c := f.next(); c.Data != "last"; c = f.next() {
			if code := scan.Parse(c); code.Flaw != nil {
				c.Data = "" // refused by its check digit or its length
			}
			got = append(got, c.Data)
		}
		if d := cmp.Diff(row.want, got); d != "" || s.Faults().Armed() > 0 {
			t.Errorf("%s: %s, %d still armed", row.script, d, s.Faults().Armed())
		}
	}
}

// TestUnplug: the loss is seen within two seconds, and so is the return; the
// code that was cut is not given, those before and after are.
func TestUnplug(t *testing.T) {
	f := newFloor(t)
	s := f.scanner("ring 1", "", 0)
	for i := range 3 {
		before, after := fmt.Sprintf("before %d", i), fmt.Sprintf("after %d", i)
		must(t, s.Scan(before))
		f.want(before)
		must(t, s.Send([]byte("]E0460")))
		must(t, s.Unplug())
		if d := f.await("ring 1", "away", func(h devices.Health) bool { return h.State == devices.Away }); d > 2*time.Second {
			t.Errorf("seen to be away after %v", d)
		}
		f.await("ring 1", "looked for", func(h devices.Health) bool { return strings.Contains(h.LastError, "no such file") })
		must(t, s.Plug())
		must(t, s.Scan(after))
		if d := f.await("ring 1", "back", func(h devices.Health) bool { return h.State == devices.Ready && h.Opens == i+2 }); d > 2*time.Second {
			t.Errorf("back after %v", d)
		}
		f.want(after)
	}
}

// TestDebounce: a scanner that repeats itself gives one code, a second piece
// after a moment counts.
func TestDebounce(t *testing.T) {
	f := newFloor(t)
	s := f.scanner("ring 1", "", time.Hour)
	for range 5 {
		must(t, s.Scan("A"))
	}
	must(t, s.Scan("B"))
	must(t, s.Scan("A"))
	f.want("A", "B", "A")
}

// TestNothingIsLeft: stopped watches leave no goroutine, whether their scanner
// is there or not.
func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	f := newFloor(t)
	for i := range 4 {
		s := f.scanner(fmt.Sprint("ring ", i), "", 0)
		if i%2 == 0 {
			must(t, s.Scan("code"))
			f.want("code")
		} else {
			must(t, s.Unplug())
			f.await(fmt.Sprint("ring ", i), "away", func(h devices.Health) bool { return h.State == devices.Away })
		}
	}
	f.close()
	deadline := time.Now().Add(patience)
	for runtime.NumGoroutine() > before {
		if time.Now().After(deadline) {
			buf := make([]byte, 64<<10)
			t.Fatalf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
		runtime.Gosched()
	}
}
