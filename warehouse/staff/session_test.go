package staff_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

func (w *world) sessions(p warehouse.PersonID) (all []*staff.Session) {
	w.read(func(tx *store.Tx) error {
		for s, err := range staff.Sessions(tx, p) {
			if err != nil {
				return err
			}
			all = append(all, s)
		}
		return nil
	})
	return all
}

func TestSessions(t *testing.T) {
	w := newWorld(t)
	boss, p := w.owner(), w.add("petr")
	one, first := w.open(w.mustLogin("petr"))
	two, second := w.open(w.mustLogin("petr"))
	if !w.inside(one) || !w.inside(two) || w.inside(staff.NewSecret()) || w.inside("") {
		t.Fatal("who is in")
	}
	if all := w.sessions(p); len(all) != 2 || all[0].Where != "Firefox" || all[0].How != staff.ByPassword {
		t.Errorf("%+v", all)
	}
	refuse(w, endOwn, boss, &staff.SessionRequest{ID: first}, "staff.session") // not theirs
	refuse(w, endSession, p, &staff.SessionRequest{Person: p, ID: first}, "staff.denied")
	must(w, endOwn, p, &staff.SessionRequest{ID: first})
	must(w, endOwn, p, &staff.SessionRequest{ID: first}) // twice
	if w.inside(one) || !w.inside(two) {
		t.Error("log-out ended the wrong session")
	}
	must(w, endSession, boss, &staff.SessionRequest{Person: p, ID: second})
	if w.inside(two) || len(w.sessions(p)) != 0 {
		t.Error("an ended session lets in")
	}
	same := staff.NewSecret().Digest()
	v := w.mustLogin("petr").Voucher
	refuse(w, openSession, p, &staff.OpenRequest{Voucher: v}, "staff.digest")
	must(w, openSession, p, &staff.OpenRequest{Voucher: v, Digest: same, Where: strings.Repeat("x\x00", 400)})
	if where := w.sessions(p)[0].Where; len(where) > 120 || strings.Contains(where, "\x00") {
		t.Errorf("where: %q", where)
	}
	if _, err := do(w, openSession, p, &staff.OpenRequest{Voucher: v, Digest: same}); !errors.Is(err, store.ErrExists) {
		t.Errorf("one secret, two sessions: %v", err)
	}
}

// TestSessionsEnd: at a desk after an hour's idleness or twelve hours, on the
// floor after a shift whatever the pauses.
func TestSessionsEnd(t *testing.T) {
	w := newWorld(t)
	w.owner()
	p := w.add("petr")
	device := w.enrol("handheld 3", warehouse.SiteID{})
	desk, id := w.open(w.mustLogin("petr"))
	floor := staff.NewSecret()
	must(w, openSession, p, &staff.OpenRequest{Voucher: w.mustLogin("petr").Voucher, Digest: floor.Digest(), Device: device})
	began := w.clock()
	for range 11 {
		w.pass(59 * time.Minute)
		if !w.inside(desk) {
			t.Fatalf("ended after %s of work", w.clock().Sub(began))
		}
		must(w, touch, p, &staff.SessionRequest{ID: id})
	}
	w.pass(70 * time.Minute)
	if w.inside(desk) {
		t.Errorf("open after %s", w.clock().Sub(began))
	}
	if !w.inside(floor) {
		t.Error("the shift ended early")
	}
	idle, _ := w.open(w.mustLogin("petr"))
	w.pass(66 * time.Minute)
	if w.inside(idle) {
		t.Error("open after an hour's idleness")
	}
	w.pass(14*time.Hour - w.clock().Sub(began))
	if w.inside(floor) {
		t.Error("open after the shift")
	}
	refuse(w, openSession, p, &staff.OpenRequest{Voucher: w.mustLogin("petr").Voucher, Digest: staff.NewSecret().Digest(), Device: staff.DeviceID{1}}, "staff.device")

	if n := len(w.sessions(p)); n != 3 {
		t.Fatalf("%d sessions before the sweep", n)
	}
	fresh, _ := w.open(w.mustLogin("petr"))
	if err := staff.Prune(t.Context(), w.db); err != nil {
		t.Fatal(err)
	}
	if n := len(w.sessions(p)); n != 1 || !w.inside(fresh) {
		t.Errorf("%d sessions after the sweep", n)
	}
}

// TestOutstay: whoever works on a handheld past the end of the shift is not sent out
// in the middle of a walk; a pause or another half a day ends it.
func TestOutstay(t *testing.T) {
	w := newWorld(t)
	w.owner()
	p := w.add("petr")
	device := w.enrol("handheld 3", warehouse.SiteID{})
	open := func() (staff.Secret, *staff.OpenAnswer) {
		secret := staff.NewSecret()
		return secret, must(w, openSession, p, &staff.OpenRequest{Voucher: w.mustLogin("petr").Voucher, Digest: secret.Digest(), Device: device})
	}
	works := func(id staff.SessionID, long time.Duration) {
		for end := w.clock().Add(long); w.clock().Before(end); {
			w.pass(20 * time.Minute)
			must(w, touch, p, &staff.SessionRequest{ID: id})
		}
	}
	pauses, a := open()
	works(a.Session, 15*time.Hour)
	if !w.inside(pauses) {
		t.Error("sent out in the middle of a walk")
	}
	w.pass(staff.Pause + staff.SeenEvery + time.Second)
	if w.inside(pauses) {
		t.Error("open after a pause past the end of the shift")
	}
	goesOn, a := open()
	if want := w.clock().Add(14*time.Hour + staff.Outstay); !a.Until.Equal(want) {
		t.Errorf("its secret is good until %s, want %s", a.Until, want)
	}
	works(a.Session, 14*time.Hour+staff.Outstay)
	if w.inside(goesOn) {
		t.Error("open for ever")
	}
}

// TestTouch: being seen is written down once in a while.
func TestTouch(t *testing.T) {
	w := newWorld(t)
	w.owner()
	p := w.add("petr")
	_, id := w.open(w.mustLogin("petr"))
	seen := w.sessions(p)[0].Seen
	w.pass(staff.SeenEvery - time.Second)
	if w.sessions(p)[0].Stale(w.clock()) {
		t.Error("stale too early")
	}
	must(w, touch, p, &staff.SessionRequest{ID: id})
	if got := w.sessions(p)[0].Seen; got != seen {
		t.Error("written too early")
	}
	w.pass(time.Second)
	must(w, touch, p, &staff.SessionRequest{ID: id})
	if got := w.sessions(p)[0].Seen; got != w.clock() {
		t.Errorf("seen %s, now %s", got, w.clock())
	}
}

// enrol lets a device in.
func (w *world) enrol(name string, site warehouse.SiteID) staff.DeviceID {
	w.t.Helper()
	code := staff.NewEnrolCode()
	must(w, offerDevice, node, &staff.OfferRequest{Name: name, Site: site, Digest: code.Digest()})
	r, err := w.gate.Enrol(w.t.Context(), string(code), name, staff.NewSecret())
	if err != nil {
		w.t.Fatal(err)
	}
	return must(w, enrol, node, r).Device
}

func TestDevices(t *testing.T) {
	w := newWorld(t)
	w.owner()
	local := w.add("local", staff.RoleAt{Role: "manager", Site: kyiv})
	code, secret := staff.NewEnrolCode(), staff.NewSecret()
	refuse(w, offerDevice, local, &staff.OfferRequest{Name: "handheld 3", Digest: code.Digest()}, "staff.denied")
	a := must(w, offerDevice, local, &staff.OfferRequest{Name: "handheld 3", Site: kyiv, Digest: code.Digest()})
	if a.Ends != w.clock().Add(15*time.Minute) {
		t.Errorf("ends %s", a.Ends)
	}
	_, err := w.gate.Enrol(t.Context(), "AAAA-BBBB-CCCC", "a", secret)
	w.wantCode(err, "staff.enrol_code")
	r, err := w.gate.Enrol(t.Context(), string(code), "a", secret)
	if err != nil {
		t.Fatal(err)
	}
	d := must(w, enrol, node, r)
	refuse(w, enrol, node, r, "staff.enrol_code") // once
	w.read(func(tx *store.Tx) error {
		got, err := staff.EnterDevice(tx, secret)
		if err == nil && (got.ID != d.Device || got.Name != "handheld 3" || got.Site != kyiv) {
			t.Errorf("%+v", got)
		}
		if _, err := staff.EnterDevice(tx, staff.NewSecret()); !errors.Is(err, fault.Denied) {
			t.Error("any secret is a device's")
		}
		return err
	})
	w.pass(time.Hour)
	must(w, touchDevice, node, &staff.DeviceRequest{Device: d.Device})

	late := staff.NewEnrolCode()
	must(w, offerDevice, local, &staff.OfferRequest{Name: "handheld 4", Site: kyiv, Digest: late.Digest()})
	w.pass(15 * time.Minute)
	_, err = w.gate.Enrol(t.Context(), string(late), "a", staff.NewSecret())
	w.wantCode(err, "staff.enrol_code")

	p := w.add("petr")
	session := staff.NewSecret()
	must(w, openSession, p, &staff.OpenRequest{Voucher: w.mustLogin("petr").Voucher, Digest: session.Digest(), Device: d.Device})
	must(w, endDevice, local, &staff.DeviceRequest{Device: d.Device})
	if w.inside(session) {
		t.Error("a lost handheld is in")
	}
	for range 31 {
		_, err = w.gate.Enrol(t.Context(), "AAAA-BBBB-CCCC", "evil", secret)
		w.wantCode(err, "staff.enrol_code")
	}
	_, err = w.gate.Enrol(t.Context(), "AAAA-BBBB-CCCC", "evil", secret)
	w.wantCode(err, "staff.wait")
}
