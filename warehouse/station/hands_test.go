package station_test

import (
	"context"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// bench is a house with a scanner at a bench, Olga and her colleague Boris.
type bench struct {
	*house
	now   time.Time
	boris warehouse.PersonID
	at    warehouse.StationID
}

const scanner = "scanner 1"

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{house: newHouse(t), now: time.Now()}
	b.door.DB.Clock = func() time.Time { return b.now }
	b.must(b.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Boris", Locale: "en", Roles: []staff.RoleAt{{Role: "counter"}}})
		if err != nil {
			return err
		}
		b.boris = p.Person
		at, err := place.Resolve(tx, b.bench)
		if err == nil {
			b.at = at[0].ID
		}
		return err
	}))
	return b
}

// badge has the scanner read somebody's badge.
func (b *bench) badge(who warehouse.PersonID) *station.BadgeAnswer {
	b.t.Helper()
	a, err := station.Badge.Do(context.Background(), b.door, command.Command{Person: who, Device: scanner}, &station.BadgeRequest{Device: scanner, Bench: b.at})
	b.must(err)
	return a
}

// scans has a person scan codes.
func (b *bench) scans(who warehouse.PersonID, codes ...string) {
	b.t.Helper()
	for _, code := range codes {
		_, err := station.Scan.Do(context.Background(), b.door, command.Command{Person: who, Device: scanner}, &station.ScanRequest{Data: code})
		b.must(err)
	}
}

// told is what somebody's screen says, with the name in it; "" for no session.
func (b *bench) told(who warehouse.PersonID) (said string) {
	b.t.Helper()
	b.must(b.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		all, err := station.All(tx)
		for _, s := range all {
			if s.Person == who {
				said = string(s.Reply.Cue) + " " + s.Reply.Message.Code + " " + s.Reply.Message.Args["name"]
			}
		}
		return err
	}))
	return said
}

func (b *bench) holder() (who warehouse.PersonID) {
	b.t.Helper()
	b.must(b.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
		who, err = station.Holder(tx, scanner)
		return err
	}))
	return who
}

// TestWhoseScanner: a scanner is of whose badge it read last, unless who has it is in
// the middle of something and did something of late; both are told of the other.
func TestWhoseScanner(t *testing.T) {
	b := newBench(t)
	count := ident.CommandCode("counting")
	see := func(at string, who warehouse.PersonID, olga, boris string) {
		t.Helper()
		if b.holder() != who || b.told(b.olga) != olga || b.told(b.boris) != boris {
			t.Errorf("%s: it is Olga's %v, Boris's %v; Olga is told %q, want %q; Boris %q, want %q", at,
				b.holder() == b.olga, b.holder() == b.boris, b.told(b.olga), olga, b.told(b.boris), boris)
		}
	}
	b.badge(b.olga)
	see("nobody's", b.olga, "ok station.scanner_yours ", "")
	b.badge(b.boris)
	see("nothing is in her hand", b.boris, "attention station.scanner_gone Boris", "attention station.scanner_from Olga")
	b.badge(b.olga)
	b.scans(b.olga, count, one)
	b.badge(b.boris)
	see("she holds a hat", b.olga, "wrong station.busy_hands Boris", "wrong station.scanner_busy Olga")
	b.badge(b.olga)
	see("her own badge over a hat", b.olga, "ok station.own_badge Olga", "wrong station.scanner_busy Olga")
	for range 3 { // refused badges are no deeds of hers
		b.now = b.now.Add(station.Rest / 3)
		b.badge(b.boris)
	}
	see("she has gone home", b.boris, "attention station.scanner_gone Boris", "attention station.scanner_from Olga")
	b.badge(b.olga)
	b.scans(b.olga, one)
	b.now = b.now.Add(station.Rest - time.Second)
	b.badge(b.boris)
	see("she has counted on", b.olga, "wrong station.busy_hands Boris", "wrong station.scanner_busy Olga")
}

// letsGo has Olga work here no more; there is an owner, without whom nobody goes.
func (b *bench) letsGo(ctx context.Context, tx *store.Tx) error {
	if _, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Dora", Locale: "en", Roles: []staff.RoleAt{{Role: "owner"}}}); err != nil {
		return err
	}
	p, err := staff.Get(tx, b.olga)
	if err != nil {
		return err
	}
	gone := true
	_, err = staff.Edit(ctx, tx, &staff.EditRequest{Person: p.ID, Version: p.Version, Left: &gone})
	return err
}

// TestLetGo: a scanner does not stay with somebody who works here no more, whatever
// they are in the middle of.
func TestLetGo(t *testing.T) {
	b := newBench(t)
	b.badge(b.olga)
	b.scans(b.olga, ident.CommandCode("counting"), one)
	b.must(b.door.DB.Write(context.Background(), b.letsGo))
	if a := b.badge(b.boris); a.Cue != station.CueAttention || b.holder() != b.boris || b.told(b.boris) != "attention station.scanner_from Olga" {
		t.Errorf("answered %s, it is Boris's %v; he is told %q", a.Cue, b.holder() == b.boris, b.told(b.boris))
	}
}

// TestScannerGivenBack: one's own badge gives the scanner away where one is at work,
// and only takes the bench where one is not; then it is said which.
func TestScannerGivenBack(t *testing.T) {
	b := newBench(t)
	b.badge(b.olga)
	a := b.badge(b.olga)
	if got := b.told(b.olga); a.Cue != station.CueAttention || got != "attention station.scanner_free " || !b.holder().IsZero() {
		t.Errorf("given back: %s, %q", a.Cue, got)
	}
	b.badge(b.olga)
	other, err := place.CreateStation.Do(context.Background(), b.door, command.Command{Itself: true}, &place.CreateStationRequest{Parent: b.siteOf(), Name: "Стол 2"})
	b.must(err)
	b.scans(b.olga, ident.CommandCode("counting"), one, other.Codes[0])
	b.badge(b.olga)
	if got := b.told(b.olga); got != "ok station.scanner_yours " || b.holder() != b.olga || b.stands(b.olga) != b.at {
		t.Errorf("back from another bench: %q", got)
	}
}

func (b *bench) siteOf() (site warehouse.SiteID) {
	b.t.Helper()
	b.must(b.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		at, err := place.Get(tx, b.at)
		if err == nil {
			site = at.Site
		}
		return err
	}))
	return site
}

func (b *bench) stands(who warehouse.PersonID) (at warehouse.StationID) {
	b.t.Helper()
	b.must(b.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		s, err := station.Of(tx, who)
		if err == nil {
			at = s.Station
		}
		return err
	}))
	return at
}

// TestTwoAtABench: whoever comes to a bench by its code is told who is there, and
// they are told who came, once; who did nothing for long is not there.
func TestTwoAtABench(t *testing.T) {
	b := newBench(t)
	for _, who := range []warehouse.PersonID{b.olga, b.boris} {
		_, err := station.Open.Do(context.Background(), b.door, command.Command{Person: who}, &station.OpenRequest{})
		b.must(err)
	}
	b.scans(b.olga, b.bench)
	b.scans(b.boris, b.bench)
	if o, m := b.told(b.olga), b.told(b.boris); o != "attention station.joined Boris" || m != "attention station.beside Olga" {
		t.Errorf("Olga is told %q, Boris %q", o, m)
	}
	b.scans(b.olga, ident.CommandCode("counting"))
	b.scans(b.boris, b.bench)
	if o := b.told(b.olga); o != "ok test.counted " {
		t.Errorf("the same once more: %q", o)
	}
	b.now = b.now.Add(station.Rest)
	b.scans(b.boris, b.bench)
	if m := b.told(b.boris); m != "ok station.taken Стол 1" {
		t.Errorf("she has gone home: %q", m)
	}
}

// TestRelieve: whoever takes a screen over has its bench and the scanner that went
// with it, and both are told who the other is; a scanner of a third stays theirs.
func TestRelieve(t *testing.T) {
	b := newBench(t)
	b.badge(b.olga)
	_, err := station.Relieve.Do(context.Background(), b.door, command.Command{Person: b.boris}, &station.RelieveRequest{From: b.olga, Bench: b.at, Scanners: []string{scanner}})
	b.must(err)
	if o, m := b.told(b.olga), b.told(b.boris); b.holder() != b.boris || b.stands(b.boris) != b.at || !b.stands(b.olga).IsZero() ||
		o != "attention station.relieved Boris" || m != "attention station.relieves Olga" {
		t.Errorf("Olga is told %q, Boris %q", o, m)
	}
	var carol warehouse.PersonID
	b.must(b.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Carol", Locale: "en", Roles: []staff.RoleAt{{Role: "counter"}}})
		carol = p.Person
		return err
	}))
	_, err = station.Relieve.Do(context.Background(), b.door, command.Command{Person: carol}, &station.RelieveRequest{From: b.olga, Bench: b.at, Scanners: []string{scanner}})
	b.must(err)
	if b.holder() != b.boris {
		t.Error("a third's scanner went along")
	}
}

// TestGone: who was let go has neither bench nor scanner any more, also once they are
// back; whoever works here keeps both.
func TestGone(t *testing.T) {
	b := newBench(t)
	b.badge(b.olga)
	for _, left := range []bool{false, true} {
		var held []string
		var at warehouse.StationID
		b.must(b.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			if left {
				if err := b.letsGo(ctx, tx); err != nil {
					return err
				}
			}
			if err := station.Gone(tx, b.olga); err != nil {
				return err
			}
			s, err := station.Of(tx, b.olga)
			if err != nil {
				return err
			}
			at = s.Station
			held, err = station.Scanners(tx, b.olga)
			return err
		}))
		if (len(held) == 0) != left || at.IsZero() != left {
			t.Errorf("left %v: her scanners are %v, her bench %v", left, held, at)
		}
	}
}
