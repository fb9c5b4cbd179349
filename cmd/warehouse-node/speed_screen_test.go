package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// BenchmarkSpeedScreens alternates scans through the node with scans through the
// floor program: from before the first byte enters the terminal until the last
// screen has the message that tells of it.
func BenchmarkSpeedScreens(b *testing.B) {
	scans := scaled(1000)
	ours, floor := nodeRig(b), floorRig(b)
	for _, r := range []*rig{ours, floor} { // neither is judged cold
		if _, err := r.run(rigScanners, 1000); err != nil {
			b.Fatal(err)
		}
	}
	for _, screens := range []int{20, 200} {
		runs := map[string][]sighting{}
		sides := []string{"floor", "ours", "again", "stalled", "ours again"}
		for round := range sightRounds() {
			for i := range sides {
				side := sides[(i+round)%len(sides)]
				g, err := sightAt(side, ours, floor, screens, scans)
				if err != nil {
					b.Fatalf("%s, %d screens: %v", side, screens, err)
				}
				runs[side] = append(runs[side], g)
			}
		}
		reportSightings(screens, runs)
	}
}

// sightRounds is how many rounds of scans there are.
func sightRounds() int {
	if testing.Short() {
		return 3
	}
	return 5
}

// sightAt is one run of a side; stalled is ours with a client beside the screens
// that takes nothing.
func sightAt(side string, ours, floor *rig, screens, scans int) (g sighting, err error) {
	switch side {
	case "ours", "ours again":
		return ours.run(screens, scans)
	case "stalled":
		s, err := ours.stall()
		if err != nil {
			return g, err
		}
		if g, err = ours.run(screens, scans); err != nil {
			return g, err
		}
		return g, s.wasDropped()
	}
	return floor.run(screens, scans)
}

func reportSightings(screens int, runs map[string][]sighting) {
	take := func(side string, of func(sighting) float64) (all []float64) {
		for _, g := range runs[side] {
			all = append(all, of(g))
		}
		return all
	}
	p50, p99 := func(g sighting) float64 { return g.p50 }, func(g sighting) float64 { return g.p99 }
	row := func(what, side, under, again string, of func(sighting) float64, bound float64) {
		a, f := take(side, of), take(under, of)
		reportFigure(figure{
			what: fmt.Sprintf("scan to %d screens, %s", screens, what), ours: fmt.Sprintf("%.1f ms", median(a)), floor: fmt.Sprintf("%.1f ms", median(f)),
			ratio: over(a, f), self: over(take(again, of), f), bound: bound,
		})
	}
	row("p50", "ours", "floor", "again", p50, 2)
	row("p99", "ours", "floor", "again", p99, 2)
	row("p99 beside a stalled client over without", "stalled", "ours", "ours again", p99, 1.2)
}

// BenchmarkSpeedMemory says what a screen costs a node that has been at work: both
// times what is thrown away has reached the most that the collector lets it.
func BenchmarkSpeedMemory(b *testing.B) {
	const warm, more = 100, 850
	r := nodeRig(b)
	var kib [2]int
	for i, n := range []int{warm, more} {
		open, err := r.open(n)
		if err != nil {
			b.Fatal(err)
		}
		defer func() {
			for _, s := range open {
				s.conn.Close()
				<-s.ended
			}
		}()
		if kib[i], err = r.atWork(); err != nil {
			b.Fatal(err)
		}
	}
	reportNote("%d screens beside %d cost the node %d KiB of memory each (RssAnon; the goal is 32).", more, warm, (kib[1]-kib[0])/more)
}

// floorRig starts the floor program.
func floorRig(b *testing.B) *rig {
	dir := b.TempDir()
	r := newRig(b, dir)
	args := []string{dir}
	for i, s := range r.scanners {
		args = append(args, s.Path())
		r.codes = append(r.codes, fmt.Sprintf("46070341704%02d", i))
	}
	r.start(b, floorEnv, args...)
	r.connect = func(int) (*websocket.Conn, error) {
		conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(r.base, "http"), nil)
		if err == nil {
			_, _, err = conn.ReadMessage() // the floor knows it now
		}
		return conn, err
	}
	r.due = func(_, scans int) int { return scans }
	r.seen = seenFlat
	return r
}

// seenFlat reads the messages of the floor, which count the scans of each
// scanner.
func seenFlat(scans int, screens []*viewer) ([]time.Time, error) {
	all := make([]time.Time, scans)
	for i, s := range screens {
		before := make([]int, rigScanners) // scans of each scanner before this run
		var met [rigScanners]int
		for _, h := range s.heard {
			var m flatMessage
			if err := json.Unmarshal(h.raw, &m); err != nil {
				return nil, err
			}
			if met[m.Scanner] == 0 {
				before[m.Scanner] = m.N - 1
			}
			if met[m.Scanner]++; m.N-before[m.Scanner] != met[m.Scanner] {
				return nil, fmt.Errorf("screen %d missed a scan of scanner %d", i, m.Scanner)
			}
			if n := m.Scanner + (met[m.Scanner]-1)*rigScanners; n < scans {
				all[n] = latest(all[n], h.at)
			}
		}
	}
	return all, nil
}

// asFloor is main of the floor's process.
func asFloor() {
	if err := flatMain(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
