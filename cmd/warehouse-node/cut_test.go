package main

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/warehouse/ident"
)

// cutter takes the power away while something is under way.
type cutter struct {
	*rand.Rand
	left    int            // cuts that may still come
	lucky   int            // things done since the last cut
	resting bool           // the node is being started
	readers map[int]string // who holds a scanner of the stage
}

// cutChance is how likely the power goes during one thing that is done, of 100;
// whoever only looks is cut seldom.
const (
	cutDoing   = 40
	cutLooking = 2
	cutWithin  = 15 * time.Millisecond // of the beginning of what is under way
)

// cutMost is how many cuts there are at most in a day. After cutLuck things done
// with the power on, the next is cut whatever was drawn, so that every seed reaches
// cutLeast.
const (
	cutMost  = 20
	cutLuck  = 6
	cutLeast = 3
)

// TestCutAnywhere plays the way of an order, and a whole day from the lorry to the
// buyer, while the node is killed at
// moments that nobody chose: in the middle of requests, scans, prints and
// exchanges. Who got no answer does the same again, by the same key; who sees
// that a scan did nothing scans again. Nothing happens twice.
func TestCutAnywhere(t *testing.T) {
	for _, name := range []string{"one-order", "arrival"} {
		t.Run(name, func(t *testing.T) { cutAnywhere(t, name) })
	}
}

func cutAnywhere(t *testing.T, name string) {
	t.Parallel()
	script, err := txtar.ParseFile("testdata/day/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	d := newDay(t, script)
	d.power = &cutter{Rand: rand.New(rand.NewPCG(seed, 0)), left: cutMost, readers: map[int]string{1: "darya"}}
	d.play(nil)
	if l, r := len(d.printer.Labels()), len(d.fiscal.Receipts()); l != 2 || r != 1 {
		t.Errorf("%d labels and %d receipts of one order: its parcel's and its courier's list make two", l, r)
	}
	if cuts := cutMost - d.power.left; cuts < cutLeast {
		t.Errorf("only %d cuts with seed %d: the day was hardly cut at all", cuts, seed)
	} else {
		t.Logf("%d cuts", cuts)
	}
}

// cut takes the power away within a moment or, mostly, does not; the node is
// back when restored has returned, which says whether it was away.
func (d *day) cut(chance int) (restored func() bool) {
	c := d.power
	if c == nil || c.resting || c.left == 0 {
		return func() bool { return false }
	}
	if drawn := c.IntN(100) < chance; !drawn && (chance != cutDoing || c.lucky < cutLuck) {
		if chance == cutDoing {
			c.lucky++
		}
		return func() bool { return false }
	}
	c.left--
	c.lucky = 0
	after := time.Duration(c.Int64N(int64(cutWithin)))
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		time.Sleep(after) // the moment is the point: it is drawn, not waited for
		_ = d.node.Process.Kill()
	}()
	return func() bool {
		<-gone
		d.kill()
		c.resting = true
		defer func() { c.resting = false }()
		d.start()
		return true
	}
}

// readUntilSeen has a scanner read a code with the power in danger: the person
// scans again when the node came back and shows that nothing was done.
func (d *day) readUntilSeen(n int, code string) error {
	p, err := d.who(d.power.readers[n])
	if err != nil {
		return err
	}
	_, badge, _ := ident.ParseLabel(ident.PrefixBadge, code)
	seen := func(before uint64) error {
		if err := d.look(p); err != nil {
			return err
		}
		if p.state.Version <= before || badge && p.state.Station == nil {
			return fmt.Errorf("%s sees nothing of %s", p.login, code)
		}
		return nil
	}
	// Whoever has no session yet sees nothing, which is no version at all.
	_ = d.look(p)
	before := p.state.Version
	for {
		left := d.power.left
		restored := d.cut(cutDoing)
		if err := d.scanners[n-1].Scan(code); err != nil {
			return err
		}
		restored()
		// The power may also go while somebody looks, before the node read the code.
		err := d.soon("reads", func() error {
			if err := seen(before); err == nil || d.power.left == left {
				return err
			}
			return nil
		})
		if err != nil || seen(before) == nil {
			return err
		}
	}
}
