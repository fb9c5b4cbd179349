package command

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Keep is how long an id of a caller that is no handheld is known.
const Keep = 30 * 24 * time.Hour

// KeepAnswers is how many of its last answers are kept for a handheld, and
// MaxGaps how many holes in its counting are remembered.
const (
	KeepAnswers = 1000
	MaxGaps     = 100
)

// known is an answered command.
type known struct {
	ID     string
	Hash   [16]byte
	Answer []byte
	At     time.Time
	Device bool // pruned by its counter, not by its age
}

func knownRow(r *store.Row, k *known) {
	store.Text(r, 1, &k.ID)
	store.Fixed(r, 2, k.Hash[:])
	store.Bytes(r, 3, &k.Answer)
	store.Time(r, 4, &k.At)
	store.Bool(r, 5, &k.Device)
}

// device is how far a handheld has counted in one person's hands.
type device struct {
	Name string // as Command.speaker
	High uint64
	Gaps []gap // counters below High that never came, oldest first
	At   time.Time
}

type gap struct{ From, To uint64 } // both inside

func deviceRow(r *store.Row, d *device) {
	store.Text(r, 1, &d.Name)
	store.Uint(r, 2, &d.High)
	store.List(r, 3, &d.Gaps, func(r *store.Row, g *gap) {
		store.Uint(r, 1, &g.From)
		store.Uint(r, 2, &g.To)
	})
	store.Time(r, 4, &d.At)
}

var (
	knowns  = store.NewTable("command.known", func(k *known) store.Str { return store.Str(k.ID) }, knownRow)
	devices = store.NewTable("command.devices", func(d *device) store.Str { return store.Str(d.Name) }, deviceRow)
)

// said is how its caller calls a command; "" for one that cannot be repeated.
func (c *Command) said() string {
	if c.Counter > 0 {
		return counted(c.Device, c.Counter)
	}
	return c.ID
}

// name is what a repeat is known by. What a device calls itself is its caller's
// word, and so is an id: both are a person's own, so that nobody is given
// another's answer or uses up another's numbers.
func (c *Command) name() string {
	if said := c.said(); said != "" {
		return c.own(said)
	}
	return ""
}

// speaker is a device in the hands of a person.
func (c *Command) speaker() string { return c.own(c.Device) }

func (c *Command) own(name string) string {
	if c.Itself {
		return name
	}
	return c.Person.String() + "/" + name
}

func counted(device string, n uint64) string { return fmt.Sprintf("%s#%012d", device, n) }

// known returns the answer given before, or nil. Conflict when the id came
// with another body, or so long ago that its answer is gone.
func (c *Command) known(tx *store.Tx, hash [16]byte) (json.RawMessage, error) {
	name := c.name()
	if name == "" {
		return nil, nil
	}
	k, err := knowns.Find(tx, store.Str(name))
	if err != nil {
		return nil, err
	}
	if k != nil {
		if k.Hash != hash {
			return nil, fault.New(fault.Conflict, "command.other_body", "id", c.said())
		}
		return k.Answer, nil
	}
	if c.Counter == 0 {
		return nil, nil
	}
	d, err := devices.Find(tx, store.Str(c.speaker()))
	if err != nil || d == nil || c.Counter > d.High || d.missed(c.Counter) {
		return nil, err
	}
	return nil, fault.New(fault.Conflict, "command.too_old", "id", c.said())
}

func (d *device) missed(n uint64) bool {
	for _, g := range d.Gaps {
		if g.From <= n && n <= g.To {
			return true
		}
	}
	return false
}

// remember keeps the answer and counts the handheld on.
func (c *Command) remember(tx *store.Tx, hash [16]byte, answer []byte) error {
	name := c.name()
	if name == "" {
		return nil
	}
	if err := knowns.Insert(tx, &known{ID: name, Hash: hash, Answer: answer, At: tx.Now(), Device: c.Counter > 0}); err != nil {
		return err
	}
	if c.Counter == 0 {
		return nil
	}
	if c.Counter > KeepAnswers {
		if err := knowns.Delete(tx, store.Str(counted(c.speaker(), c.Counter-KeepAnswers))); err != nil {
			return err
		}
	}
	return devices.Edit(tx, store.Str(c.speaker()), func(d *device) (*device, error) {
		if d == nil {
			d = &device{Name: c.speaker()}
		}
		d.At = tx.Now()
		d.count(c.Counter)
		return d, nil
	})
}

// count notes that n came.
func (d *device) count(n uint64) {
	switch {
	case n == d.High+1:
		d.High = n
	case n > d.High:
		d.Gaps = append(d.Gaps, gap{d.High + 1, n - 1})
		if len(d.Gaps) > MaxGaps {
			d.Gaps = d.Gaps[1:]
		}
		d.High = n
	default:
		d.fill(n)
	}
}

// fill takes a counter that came late out of its gap.
func (d *device) fill(n uint64) {
	var left []gap
	for _, g := range d.Gaps {
		switch {
		case n < g.From || n > g.To:
			left = append(left, g)
		default:
			if g.From < n {
				left = append(left, gap{g.From, n - 1})
			}
			if n < g.To {
				left = append(left, gap{n + 1, g.To})
			}
		}
	}
	d.Gaps = left
}

// pruneSlice is how many rows Prune looks at in one transaction.
const pruneSlice = 500

// Prune forgets ids older than Keep, and of a handheld those that are also far
// behind: when it changes hands a person's numbers have holes, and the answer
// KeepAnswers behind the newest is then none of theirs. The turn of the day
// calls it.
func Prune(ctx context.Context, db *store.DB) error {
	for at := store.Str(""); ; {
		more := false
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			n := 0
			var old []store.Str
			for k, err := range knowns.From(tx, at) {
				if err != nil {
					return err
				}
				if done, err := k.done(tx); err != nil {
					return err
				} else if done {
					old = append(old, store.Str(k.ID))
				}
				at = store.Str(k.ID)
				if n++; n == pruneSlice {
					more = true
					break
				}
			}
			for _, id := range old {
				if err := knowns.Delete(tx, id); err != nil {
					return err
				}
			}
			return nil
		}); err != nil || !more {
			return err
		}
	}
}

// done says that nobody will ask for this answer again.
func (k *known) done(tx *store.Tx) (bool, error) {
	if tx.Now().Sub(k.At) <= Keep || !k.Device {
		return tx.Now().Sub(k.At) > Keep, nil
	}
	at := strings.LastIndexByte(k.ID, '#')
	n, err := strconv.ParseUint(k.ID[at+1:], 10, 64)
	if err != nil {
		return false, fmt.Errorf("command: known %q: %w", k.ID, err)
	}
	d, err := devices.Find(tx, store.Str(k.ID[:at]))
	return d != nil && d.High >= n+KeepAnswers, err
}
