package main

import (
	"cmp"
	"context"
	"slices"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// ourBadge says whether a code has the form of the badges that we print, also
// after a keyboard had it.
func ourBadge(code string) bool {
	return slices.ContainsFunc(station.Readings(code), func(r station.Reading) bool {
		_, ours, _ := ident.ParseLabel(ident.PrefixBadge, r.Text)
		return ours
	})
}

// printed is a code as it stands on the label: one of our own that came in small
// letters, or through another keyboard layout, is taken back; any other is as it
// came.
func printed(code string) string {
	if label, _, ok := station.Ours(code); ok {
		return label
	}
	return code
}

// badgeIn says whether raw bytes of a scanner hold a badge: of our form, or a
// card of elsewhere that was bound to somebody. A store that does not answer
// hides them.
func (f *floor) badgeIn(b []byte) bool {
	words := splitCodes(string(b))
	if slices.ContainsFunc(words, ourBadge) {
		return true
	}
	known := false
	err := f.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for _, word := range words {
			if p, err := f.Gate.ByBadge(tx, printed(word)); err != nil || p != nil {
				known = p != nil
				return err
			}
		}
		return nil
	})
	return known || err != nil
}

// scanned gives a code to whom the scanner is bound: by a badge, which binds it
// anew. A scanner that is nobody's says so on its screen and does nothing. It
// returns when what the code did is committed, and only then does the scanner beep.
func (f *floor) scanned(ctx context.Context, m *machine, s scan.Scan) devices.Answer {
	m.overheard(s)
	began := f.DB.Clock()
	var bearer *staff.Person
	var who warehouse.PersonID
	if err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		if bearer, err = f.Gate.ByBadge(tx, printed(s.Data)); err != nil {
			return err
		}
		who, err = station.Holder(tx, m.Name)
		return err
	}); err != nil {
		f.Log.Error("whose scanner", "device", m.Name, "error", err)
		return devices.Refused
	}
	switch {
	case bearer != nil:
		return f.badged(ctx, m, bearer)
	case ourBadge(s.Data):
		f.troubled(m, []station.Message{station.Say("device.unknown_badge")})
		return devices.Refused
	case who.IsZero():
		f.troubled(m, []station.Message{station.Say("device.nobodys")})
		return devices.Refused
	}
	c := command.Command{Person: who, Device: m.Name, Happened: s.At}
	age := max(began.Sub(s.At).Milliseconds(), 0)
	state, err := station.Scan.Do(ctx, f.Door, c, &station.ScanRequest{Data: s.Data, Symbology: string(s.Symbology), AgeMS: age, At: s.At})
	if err != nil {
		f.refused(ctx, m, who, err)
		return devices.Refused
	}
	return heardAs[state.Reply.Cue]
}

// heardAs is how a scanner says what screens say by sound and colour.
var heardAs = map[station.Cue]devices.Answer{
	station.CueOK: devices.Taken, station.CueDone: devices.Taken, station.CueAttention: devices.Look, station.CueWrong: devices.Refused,
}

// refused shows a person why their scan was dropped.
func (f *floor) refused(ctx context.Context, m *machine, who warehouse.PersonID, why error) {
	b := &bench{access: &access{Reader: f.reader(), door: f.Door, gate: f.Gate}}
	id := ident.ID[machine](newNonce()).String()
	if err := b.refuse(ctx, who, id, why); err != nil {
		f.Log.Info("scan refused", "device", m.Name, "person", who.String(), "error", why)
	}
}

// restful is how long somebody may do nothing in the middle of something before a
// colleague's badge takes their scanner all the same: they have gone home.
const restful = 15 * time.Minute

// hands are a person at work.
type hands struct {
	at      bool // has a session
	station warehouse.StationID
	full    bool // in the middle of something, and of late
}

func handsOf(tx *store.Tx, person warehouse.PersonID) (h hands, err error) {
	s, err := station.Of(tx, person)
	if fault.KindOf(err) == fault.NotFound {
		return h, nil
	}
	if err != nil {
		return h, err
	}
	free, err := station.Free(s)
	return hands{true, s.Station, !free && tx.Now().Sub(s.At) < restful}, err
}

// badged binds a scanner to the bearer of a badge, takes the bench of the
// scanner for them, and frees it when it was theirs and they are at work there
// already: the power may have gone between the one and the other. Of somebody
// with a PIN, which a scanner cannot ask for, it wants that a screen asked. From who
// is in the middle of something it is not taken, as their screen is not.
func (f *floor) badged(ctx context.Context, m *machine, p *staff.Person) devices.Answer {
	var free, proved bool
	var holder warehouse.PersonID
	var hands hands
	if err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		if proved, err = staff.Proved(tx, p); err != nil {
			return err
		}
		if holder, err = station.Holder(tx, m.Name); err != nil || holder.IsZero() {
			return err
		}
		hands, err = handsOf(tx, holder)
		free = holder == p.ID && hands.at && hands.station == m.bench()
		return err
	}); err != nil {
		f.Log.Error("badge", "device", m.Name, "error", err)
		return devices.Refused
	}
	if hands.full {
		said := &station.RefuseRequest{Code: "station.busy_hands", Args: map[string]string{"name": p.Name}}
		if holder == p.ID {
			said = &station.RefuseRequest{Code: "station.own_badge", Args: said.Args, Cue: station.CueOK}
		}
		if _, err := station.Refuse.Do(ctx, f.Door, command.Command{Person: holder, Device: m.Name}, said); err != nil {
			f.Log.Info("badge at work", "device", m.Name, "error", err)
			return devices.Refused
		}
		return heardAs[cmp.Or(said.Cue, station.CueWrong)]
	}
	if !free && !proved {
		f.troubled(m, []station.Message{station.Say("device.pin_first", "name", p.Name)})
		return devices.Look
	}
	bind := &station.BindRequest{Device: m.Name, Person: p.ID}
	if free {
		bind.Person = warehouse.PersonID{}
	}
	if _, err := station.Bind.Do(ctx, f.Door, command.Command{Itself: true, Device: m.Name}, bind); err != nil {
		f.Log.Error("bind", "device", m.Name, "error", err)
		return devices.Refused
	}
	f.troubled(m, nil)
	if bind.Person.IsZero() {
		return devices.Taken
	}
	c := command.Command{Person: p.ID, Device: m.Name}
	if _, err := station.Open.Do(ctx, f.Door, c, &station.OpenRequest{Site: m.home()}); err != nil {
		f.Log.Info("begin work", "device", m.Name, "error", err)
		return devices.Refused
	}
	if m.bench().IsZero() {
		return devices.Taken
	}
	var bench *place.Place
	if err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		bench, err = place.Get(tx, m.bench())
		return err
	}); err != nil {
		f.Log.Error("bench", "device", m.Name, "error", err)
		return devices.Refused
	}
	state, err := station.Scan.Do(ctx, f.Door, c, &station.ScanRequest{Data: bench.Code})
	if err != nil {
		f.Log.Info("take a bench", "device", m.Name, "error", err)
		return devices.Refused
	}
	return heardAs[state.Reply.Cue]
}
