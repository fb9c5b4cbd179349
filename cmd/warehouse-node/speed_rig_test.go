package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"warehouse-node/devices/sim/scanner"
)

// rigScanners is how many people scan at once, and rigPace how long after one
// scan the next follows, whoever makes it.
const (
	rigScanners = 20
	rigPace     = 20 * time.Millisecond
)

// rig is a program in a process of its own between scanners and screens.
type rig struct {
	scanners []*scanner.Scanner
	process  *exec.Cmd
	base     string // of its pages
	log      bytes.Buffer

	codes []string // what each scanner reads, again and again
	// connect opens the i-th screen, which has seen everything until now.
	connect func(i int) (*websocket.Conn, error)
	// ask has the program answer a question and throw away what that took.
	ask func() error
	// stall opens a client that takes nothing.
	stall func() (*stalled, error)
	// due is how many messages the i-th screen gets of so many scans.
	due func(i, scans int) int
	// seen says for each scan when the last screen had it.
	seen func(scans int, screens []*viewer) ([]time.Time, error)
}

// newRig makes the scanners of a program in dir.
func newRig(tb testing.TB, dir string) *rig {
	tb.Helper()
	r := &rig{}
	for i := range rigScanners {
		s, err := scanner.New(scanner.Options{Path: filepath.Join(dir, fmt.Sprint("scanner-", i+1))})
		if err != nil {
			tb.Fatal(err)
		}
		tb.Cleanup(func() { s.Close() })
		r.scanners = append(r.scanners, s)
	}
	return r
}

// start runs the test binary as the program and waits for its address.
func (r *rig) start(tb testing.TB, env string, args ...string) {
	tb.Helper()
	r.process = exec.Command(os.Args[0], args...)
	r.process.Env = append(os.Environ(), env+"=1")
	r.process.Stderr = &r.log
	out, err := r.process.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := r.process.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = r.process.Process.Kill() // it may have ended by itself
		_ = r.process.Wait()         // that it was killed is no news
	})
	text := make([]byte, 4096)
	n, err := io.ReadAtLeast(out, text, 20)
	_, rest, found := strings.Cut(string(text[:n]), "http://")
	host, _, ends := strings.Cut(rest, "/")
	if !found || !ends {
		tb.Fatalf("no address in %q: %v\n%s", text[:n], err, r.log.String())
	}
	go io.Copy(io.Discard, out)
	r.base = "http://" + host
}

// anonymous is the memory of the program's own, in KiB.
func (r *rig) anonymous() (kib int, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), "RssAnon:")
	_, err = fmt.Sscan(rest, &kib)
	return kib, err
}

// atWork is that memory, once questions have made it grow no more.
func (r *rig) atWork() (most int, err error) {
	for calm := 0; calm < 5; calm++ {
		for range 500 {
			if err := r.ask(); err != nil {
				return 0, err
			}
		}
		kib, err := r.anonymous()
		if err != nil {
			return 0, err
		}
		if kib > most+most/200 {
			calm = 0
		}
		most = max(most, kib)
	}
	return most, nil
}

// viewer is a client that notes when it heard what.
type viewer struct {
	conn  *websocket.Conn
	heard []heard
	n     atomic.Int64 // of heard; which is read when all are there
	ended chan struct{}
}

type heard struct {
	at  time.Time
	raw []byte
}

func (s *viewer) listen() {
	defer close(s.ended)
	for {
		_, raw, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		s.heard = append(s.heard, heard{time.Now(), raw})
		s.n.Add(1)
	}
}

// open connects screens, a few at a time.
func (r *rig) open(n int) ([]*viewer, error) {
	screens, errs := make([]*viewer, n), make([]error, n)
	var all sync.WaitGroup
	room := make(chan struct{}, 8)
	for i := range n {
		all.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			conn, err := r.connect(i)
			if errs[i] = err; err == nil {
				screens[i] = &viewer{conn: conn, ended: make(chan struct{})}
				go screens[i].listen()
			}
		})
	}
	all.Wait()
	return screens, errors.Join(errs...)
}

// sighting is one run: how long scans took to the last screen.
type sighting struct{ p50, p99 float64 } // milliseconds

// run makes so many scans at rigPace and waits until so many screens have seen
// all of them. A scan that is slow does not keep the next one back.
func (r *rig) run(screens, scans int) (g sighting, err error) {
	open, err := r.open(screens)
	if err != nil {
		return g, err
	}
	defer func() {
		for _, s := range open {
			err = cmp.Or(err, s.conn.Close())
			<-s.ended
		}
	}()
	sent := make([]time.Time, scans)
	began := time.Now()
	for n := range scans {
		time.Sleep(time.Until(began.Add(time.Duration(n) * rigPace))) // the pace is what is asked for
		who := n % rigScanners
		sent[n] = time.Now()
		if err := r.scanners[who].Scan(r.codes[who]); err != nil {
			return g, err
		}
	}
	if err := r.wait(open, scans); err != nil {
		return g, err
	}
	seen, err := r.seen(scans, open)
	if err != nil {
		return g, err
	}
	took := make([]time.Duration, scans)
	for n := range took {
		took[n] = seen[n].Sub(sent[n])
	}
	return sighting{percentile(took, 50), percentile(took, 99)}, nil
}

// wait returns when every screen has heard all that is due to it.
func (r *rig) wait(open []*viewer, scans int) error {
	deadline := time.Now().Add(patience)
	for i, s := range open {
		for due := r.due(i, scans); int(s.n.Load()) < due; {
			if time.Now().After(deadline) {
				return fmt.Errorf("screen %d heard %d of %d messages\n%s", i, s.n.Load(), due, tail(r.log.String()))
			}
			time.Sleep(5 * time.Millisecond) // the condition is polled; nothing is timed by it
		}
	}
	return nil
}

func tail(s string) string { return s[max(0, len(s)-2000):] }

// latest is the later of two moments.
func latest(a, b time.Time) time.Time {
	return slices.MaxFunc([]time.Time{a, b}, time.Time.Compare)
}
