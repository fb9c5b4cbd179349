package main

import (
	"context"
	"slices"

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
	words := slices.DeleteFunc(splitCodes(string(b)), func(word string) bool { return len(word) > station.MaxCode }) // no code is that long
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
// anew. A scanner that is nobody's does nothing and says so: in its row of the
// devices, and to whoever works at its bench. It
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
		return f.badged(ctx, m, bearer, who)
	case ourBadge(s.Data):
		f.strange(ctx, m, who, "device.unknown_badge")
		return devices.Refused
	case who.IsZero():
		f.troubled(m, []station.Message{station.Say("device.nobodys")})
		f.nobodys(ctx, m)
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

// strange shows that a badge lets nobody in: in the row of the scanner by a code of
// the devices, and to whoever works with it or, when it is nobody's, at its bench.
func (f *floor) strange(ctx context.Context, m *machine, holder warehouse.PersonID, code string) {
	f.troubled(m, []station.Message{station.Say(code)})
	said := &station.RefuseRequest{Code: "station.unknown_badge"}
	if holder.IsZero() {
		f.tellBench(ctx, m, func(*place.Place) *station.RefuseRequest { return said })
	} else {
		f.shows(ctx, m, holder, said)
	}
}

// nobodys shows whoever works at the bench of a scanner why it did nothing: it is
// nobody's, and only a badge makes it somebody's, also where one person stands alone.
func (f *floor) nobodys(ctx context.Context, m *machine) {
	f.tellBench(ctx, m, func(bench *place.Place) *station.RefuseRequest {
		return &station.RefuseRequest{Code: "station.scanner_nobodys", Args: map[string]string{"place": bench.Name}}
	})
}

// tellBench tells whoever works at the bench of a scanner why it did nothing.
func (f *floor) tellBench(ctx context.Context, m *machine, why func(*place.Place) *station.RefuseRequest) {
	at := m.bench()
	if at.IsZero() {
		return
	}
	var bench *place.Place
	var here []*station.Session
	if err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		if bench, err = place.Get(tx, at); err != nil {
			return err
		}
		here, err = station.At(tx, at)
		return err
	}); err != nil {
		f.Log.Error("who is at a bench", "device", m.Name, "error", err)
		return
	}
	for _, s := range here {
		f.shows(ctx, m, s.Person, why(bench))
	}
}

// shows tells a person why a scanner did nothing.
func (f *floor) shows(ctx context.Context, m *machine, who warehouse.PersonID, why *station.RefuseRequest) {
	if _, err := station.Refuse.Do(ctx, f.Door, command.Command{Person: who, Device: m.Name}, why); err != nil {
		f.Log.Info("what a scanner refused is not shown", "device", m.Name, "person", who.String(), "error", err)
	}
}

// refused shows a person why their scan was dropped.
func (f *floor) refused(ctx context.Context, m *machine, who warehouse.PersonID, why error) {
	b := &bench{access: &access{Reader: f.reader(), door: f.Door, gate: f.Gate}}
	id := ident.ID[machine](newNonce()).String()
	if err := b.refuse(ctx, who, id, why); err != nil {
		f.Log.Info("scan refused", "device", m.Name, "person", who.String(), "error", why)
	}
}

// badged has a scanner that read the badge of somebody change hands, if it may, and
// shows of its device what that asks for.
func (f *floor) badged(ctx context.Context, m *machine, p *staff.Person, holder warehouse.PersonID) devices.Answer {
	c := command.Command{Person: p.ID, Device: m.Name}
	a, err := station.Badge.Do(ctx, f.Door, c, &station.BadgeRequest{Device: m.Name, Site: m.home(), Bench: m.bench()})
	switch {
	case err != nil && fault.KindOf(err) == fault.Denied:
		f.strange(ctx, m, holder, "station.unknown_badge")
		return devices.Refused
	case err != nil:
		f.Log.Error("badge", "device", m.Name, "error", err)
		return devices.Refused
	case a.PIN:
		f.troubled(m, []station.Message{station.Say("device.pin_first", "name", p.Name)})
	case a.Cue != station.CueWrong:
		f.troubled(m, nil)
	}
	return heardAs[a.Cue]
}
