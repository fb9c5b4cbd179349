package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scale"
	"warehouse-node/devices/weight"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// leastGrams is the lightest load that is a parcel: less is dust, or a plate that was
// not zeroed.
const leastGrams = 10

// weighings is what lies on a scale, and whether that was somebody's parcel already.
type weighings struct {
	taken   int64             // the load that became a parcel's weight and still lies there; 0 for none
	given   int64             // the load that was given to a parcel and did not close it
	to      warehouse.PlaceID // that parcel
	several bool              // they wait for a weight: the load is nobody's until it is taken off
}

// reads works with a scale until it is gone or ctx ends.
func (f *floor) reads(ctx context.Context, m *machine, w *devices.Watch[scale.Scale], s scale.Scale) error {
	var on weighings
	for {
		r, err := s.Next(ctx)
		switch {
		case errors.Is(err, devices.ErrGarbled):
			w.Trouble(err)
			continue
		case err != nil:
			return err
		}
		w.Heard()
		m.shows(r)
		f.weighed(ctx, m, &on, r)
		f.troubled(m, on.trouble(r))
	}
}

// trouble is what a person should see to; nil while the scale can weigh.
func (on *weighings) trouble(r weight.Reading) []station.Message {
	switch {
	case r.Beyond != "":
		return []station.Message{station.Say("device.scale." + string(r.Beyond))}
	case on.several:
		return []station.Message{station.Say("device.scale.whose")}
	}
	return nil
}

// shows keeps what a scale says for the office and for the command line.
func (m *machine) shows(r weight.Reading) {
	line, _ := scale.Told(r, nil)
	says := api.Said{}
	if r.Beyond == "" {
		code := "device.state.moves"
		if r.Stable {
			code = "device.state.weighs"
		}
		says = api.Saying(code, map[string]api.Arg{"grams": {Kind: "count", Number: r.Grams}})
	}
	m.tells(says, nil)
	m.reports([]string{line})
	m.answered()
}

// weighed gives a load that lies still to the parcel that waits for its weight at the
// bench of the scale. A load is given once: the next parcel's weight is that of what
// was put on after the scale was unloaded.
func (f *floor) weighed(ctx context.Context, m *machine, on *weighings, r weight.Reading) {
	if r.Beyond == weight.Over {
		return
	}
	if r.Grams < max(leastGrams, on.taken/2) {
		*on = weighings{}
		return
	}
	bench := m.bench()
	if on.taken > 0 || on.several || bench.IsZero() || !r.Counts(time.Now()) {
		return
	}
	var waits []pack.Awaited
	if err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		waits, err = pack.Awaits(tx, bench)
		return err
	}); err != nil {
		f.Log.Error("who waits for a weight", "device", m.Name, "error", err)
		return
	}
	if on.several = len(waits) > 1; on.several || len(waits) == 0 { // they type it
		return
	}
	a := waits[0]
	if near(a.Grams, r.Grams) || on.was(r.Grams, a) {
		return
	}
	a.Action.Args = map[string]string{"grams": strconv.FormatInt(r.Grams, 10)}
	state, err := station.Touch.Do(ctx, f.Door, command.Command{Person: a.Person, Device: m.Name, Happened: r.At}, &a.Action)
	switch {
	case err != nil:
		f.Log.Info("a weight is not taken", "device", m.Name, "person", a.Person.String(), "error", err)
	case state.Reply.Message.Code == "station.look-again": // the packer was quicker: with the next reading
	case state.Reply.Cue == station.CueAttention:
		on.given, on.to = r.Grams, a.Parcel
	default:
		on.taken = r.Grams
	}
}

// was says that a load was given already, and to which parcel is no question: it is
// another's weight, or the weight that the parcel has. One whose weight was taken back,
// because something went in or came out, is given it anew.
func (on *weighings) was(grams int64, a pack.Awaited) bool {
	return near(on.given, grams) && (a.Grams > 0 || a.Parcel != on.to)
}

// near says that a load is the one that was looked at: people lean on benches.
func near(was, is int64) bool { return was > 0 && max(was-is, is-was) <= leastGrams }

// weighs shows what a scale says, as often as that changes, until ctx ends.
func (t *tried) weighs(ctx context.Context, out io.Writer) error {
	if _, err := fmt.Fprintln(out, "Put something on the scale; Ctrl-C ends it."); err != nil {
		return err
	}
	last := ""
	for {
		r, err := t.scale.Next(ctx)
		if ctx.Err() != nil {
			return nil
		}
		line, ok := scale.Told(r, err)
		if !ok {
			return err
		}
		if err := t.notes("", line); err != nil {
			return err
		}
		if line != last {
			if _, err := fmt.Fprintln(out, r.At.Format(time.TimeOnly), line); err != nil {
				return err
			}
		}
		last = line
	}
}
