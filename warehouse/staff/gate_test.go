package staff_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// TestPassword: a wrong login, a wrong password, one who left and one without a
// password are refused in the same words.
func TestPassword(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	gone := w.add("gone")
	must(w, edit, boss, &staff.EditRequest{Person: gone, Version: w.person(gone).Version, Left: ptr(true)})
	must(w, edit, boss, &staff.EditRequest{Name: ptr("Card only"), Login: ptr("card")})
	for i, row := range [][2]string{
		{"owner", "wrong password"}, {"nobody", passwordOf("owner")}, {"gone", passwordOf("gone")}, {"card", ""}, {"", ""},
		{"owner", ""}, {"owner\x00", passwordOf("owner")}, {"owner", passwordOf("owner") + " "},
	} {
		_, err := w.gate.Password(t.Context(), row[0], row[1], fmt.Sprint("10.0.0.", i))
		if fault.Of(err) == nil || fault.Of(err).Code != "staff.refused" || len(fault.Of(err).Args) != 0 {
			t.Errorf("%q %q: %v", row[0], row[1], err)
		}
	}
	for _, login := range []string{"owner", " Owner ", "OWNER"} {
		p, err := w.login(login, passwordOf("owner"))
		if err != nil || p.Person.ID != boss || p.OneTime {
			t.Errorf("%q: %+v, %v", login, p, err)
		}
	}
}

func TestCheckSecrets(t *testing.T) {
	for _, row := range []struct{ login, password, code string }{
		{"olena", "short", "staff.password_short"},
		{"olena", "девятьзна", "staff.password_short"},
		{"olena", "aaaaaaaaaaaaaaa", "staff.password_weak"},
		{"olena", "1212121212121", "staff.password_weak"},
		{"olena", "my Olena 2026", "staff.password_weak"},
		{"olena", string(make([]byte, 201)), "staff.password_long"},
		{"olena", "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7\xf6\xf5", "staff.password_long"},
		{"olena", "правильная лошадь", ""},
		{"", "correct horse", ""},
	} {
		if err := staff.CheckPassword(row.login, row.password); (err == nil) != (row.code == "") || err != nil && fault.Of(err).Code != row.code {
			t.Errorf("%q: %v, want %q", row.password, err, row.code)
		}
	}
	for pin, code := range map[string]string{
		"123": "staff.pin_form", "1234567890123": "staff.pin_form", "12a4": "staff.pin_form", "": "staff.pin_form",
		"1234": "staff.pin_weak", "9876": "staff.pin_weak", "0000": "staff.pin_weak", "2580": "", "1357": "", "1212": "",
	} {
		if err := staff.CheckPIN(pin); (err == nil) != (code == "") || err != nil && fault.Of(err).Code != code {
			t.Errorf("%q: %v, want %q", pin, err, code)
		}
	}
}

// TestGuessing: the delay grows, holds for the right password too, and is per
// login and per address.
func TestGuessing(t *testing.T) {
	w := newWorld(t)
	w.owner()
	w.add("other")
	try := func(login, password, address string) error {
		_, err := w.gate.Password(t.Context(), login, password, address)
		return err
	}
	waits := func(err error) string {
		if !errors.Is(err, fault.TooOften) {
			return ""
		}
		return fault.Of(err).Args["seconds"]
	}
	for i := range 6 {
		if err := try("owner", "wrong password", fmt.Sprint("a", i)); !errors.Is(err, fault.Denied) {
			t.Fatalf("%d: %v", i, err)
		}
	}
	var got []string
	for range 4 {
		err := try("owner", passwordOf("owner"), "b")
		wait := waits(err)
		if got = append(got, wait); wait == "" {
			t.Fatalf("the right password in time of waiting: %v", err)
		}
		d, err := time.ParseDuration(wait + "s")
		if err != nil {
			t.Fatal(err)
		}
		w.pass(d)
		if err := try("owner", "wrong password", "c"); !errors.Is(err, fault.Denied) {
			t.Fatalf("after waiting: %v", err)
		}
	}
	if fmt.Sprint(got) != "[1 2 4 8]" {
		t.Errorf("waits %v", got)
	}
	if err := try("other", passwordOf("other"), "b"); err != nil {
		t.Errorf("somebody else waits too: %v", err)
	}
	w.pass(16 * time.Second)
	if err := try("owner", passwordOf("owner"), "b"); err != nil {
		t.Errorf("after waiting: %v", err)
	}
	if err := try("owner", "wrong password", "b"); !errors.Is(err, fault.Denied) {
		t.Errorf("the right password does not start afresh: %v", err)
	}

	for i := range 31 {
		if err := try(fmt.Sprint("guess", i), "some password", "evil"); !errors.Is(err, fault.Denied) {
			t.Fatalf("%d: %v", i, err)
		}
	}
	if waits(try("owner", passwordOf("owner"), "evil")) == "" {
		t.Error("an address that guesses does not wait")
	}
	if err := try("owner", passwordOf("owner"), "good"); err != nil {
		t.Errorf("another address waits too: %v", err)
	}
	w.pass(2 * time.Hour)
	if err := try("owner", passwordOf("owner"), "evil"); err != nil {
		t.Errorf("nothing is ever forgiven: %v", err)
	}
}

// TestGuessingAtOnce: a hundred guesses at the same moment are no more chances
// than as many one after another.
func TestGuessingAtOnce(t *testing.T) {
	w := newWorld(t)
	w.owner()
	var wg sync.WaitGroup
	var mu sync.Mutex
	counts := map[string]int{}
	for i := range 40 {
		wg.Go(func() {
			_, err := w.gate.Password(t.Context(), "owner", "wrong password", fmt.Sprint(i))
			mu.Lock()
			defer mu.Unlock()
			counts[fault.Of(err).Code]++
		})
	}
	wg.Wait()
	if counts["staff.refused"] != 6 || counts["staff.wait"] != 34 {
		t.Errorf("%v, want 6 looked at", counts)
	}
}

func TestBadgeAndPIN(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	bind, err := w.gate.Bind(boss, "W00042")
	if err != nil {
		t.Fatal(err)
	}
	must(w, bindBadge, boss, bind)
	in := func(code, pin string) (*staff.Proof, error) { return w.gate.Badge(t.Context(), code, pin, "bench 1") }
	if p, err := in("W00042", ""); err != nil || p.Person.ID != boss {
		t.Fatal(p, err)
	}
	if _, err := in("W00043", ""); !errors.Is(err, fault.Denied) {
		t.Error(err)
	}
	if _, err := in("", ""); !errors.Is(err, fault.Denied) {
		t.Error(err)
	}
	hash, err := w.gate.HashPIN(t.Context(), "258036")
	if err != nil {
		t.Fatal(err)
	}
	must(w, resetPIN, boss, &staff.ResetRequest{Person: boss, Hash: hash})
	_, err = in("W00042", "")
	w.wantCode(err, "staff.pin_needed")
	for range 5 {
		_, err = in("W00042", "258037")
		w.wantCode(err, "staff.refused")
	}
	_, err = in("W00042", "258036")
	w.wantCode(err, "staff.wait")
	w.pass(time.Minute)
	if p, err := in("W00042", "258036"); err != nil || p.Voucher.How != staff.ByBadgeAndPIN {
		t.Error(p, err)
	}
	if _, err := w.gate.PIN(t.Context(), boss, "258036", "bench 1"); err != nil {
		t.Error(err)
	}
	_, err = w.gate.PIN(t.Context(), boss, "258037", "bench 1")
	w.wantCode(err, "staff.refused")
	_, err = w.gate.PIN(t.Context(), w.add("nopin"), "", "bench 1")
	w.wantCode(err, "staff.refused")
}

// TestChoosePassword: whoever shows a password chooses another, once or with the
// answer lost; what others opened with the old one ends, the floor works on.
func TestChoosePassword(t *testing.T) {
	w := newWorld(t)
	boss, petr := w.owner(), w.add("petr")
	const given, own = "abcde-fghjk-mnpq", "my own password"
	must(w, resetPass, boss, &staff.ResetRequest{Person: petr, Hash: w.hash(given)})
	choose := func(old, chosen string) (*staff.Proof, *staff.ChangeRequest, error) {
		return w.gate.Choose(t.Context(), "Petr", old, chosen, "desk 1")
	}
	for chosen, code := range map[string]string{given: "staff.password_same", "short": "staff.password_short", "petr and more": "staff.password_weak"} {
		_, _, err := choose(given, chosen)
		w.wantCode(err, code)
	}
	_, _, err := choose("wrong password", own)
	w.wantCode(err, "staff.refused")
	proof, change, err := choose(given, own)
	if err != nil || proof.Person.ID != petr {
		t.Fatal(proof, err)
	}
	must(w, changePass, petr, change)
	refuse(w, changePass, petr, change, "staff.voucher")
	_, err = w.login("petr", given)
	w.wantCode(err, "staff.refused")

	proof, change, err = choose(given, own) // the answer was lost
	if err != nil || change != nil || proof.OneTime {
		t.Fatal(proof, change, err)
	}
	desk, _ := w.open(proof)
	bind, err := w.gate.Bind(petr, "W00042")
	if err != nil {
		t.Fatal(err)
	}
	must(w, bindBadge, boss, bind)
	byBadge, err := w.gate.Badge(t.Context(), "W00042", "", "bench 1")
	if err != nil {
		t.Fatal(err)
	}
	floor, _ := w.open(byBadge)
	if _, change, err = choose(own, "another password"); err != nil {
		t.Fatal(err)
	}
	must(w, changePass, petr, change)
	if w.inside(desk) || !w.inside(floor) {
		t.Error("a desk that the old password opened stays, or a handheld does not")
	}

	pin, err := w.gate.ChoosePIN(t.Context(), petr, "another password", "258036", "desk 1")
	if err != nil {
		t.Fatal(err)
	}
	must(w, changePIN, petr, pin)
	if _, err := w.gate.PIN(t.Context(), petr, "258036", "desk 1"); err != nil {
		t.Error(err)
	}
	_, err = w.gate.ChoosePIN(t.Context(), petr, own, "258036", "desk 1")
	w.wantCode(err, "staff.refused")
	_, err = w.gate.ChoosePIN(t.Context(), petr, "another password", "1234", "desk 1")
	w.wantCode(err, "staff.pin_weak")
}

// TestOneTimePassword: what an admin reads out is good for a day and for one
// thing.
func TestOneTimePassword(t *testing.T) {
	w := newWorld(t)
	boss, p := w.owner(), w.add("petr")
	session, _ := w.open(w.mustLogin("petr"))
	const given = "abcde-fghjk-mnpq"
	must(w, resetPass, boss, &staff.ResetRequest{Person: p, Hash: w.hash(given)})
	if w.inside(session) {
		t.Error("a session outlives a reset")
	}
	proof, err := w.login("petr", given)
	if err != nil || !proof.OneTime {
		t.Fatal(proof, err)
	}
	refuse(w, openSession, p, &staff.OpenRequest{Voucher: proof.Voucher, Digest: staff.NewSecret().Digest()}, "staff.must_change")
	pin, err := w.gate.HashPIN(t.Context(), "258036")
	if err != nil {
		t.Fatal(err)
	}
	refuse(w, changePIN, p, &staff.ChangeRequest{Voucher: proof.Voucher, Hash: pin}, "staff.must_change")
	must(w, changePass, p, &staff.ChangeRequest{Voucher: proof.Voucher, Hash: w.hash("my own password")})
	_, err = w.login("petr", given)
	w.wantCode(err, "staff.refused")
	if proof, err = w.login("petr", "my own password"); err != nil || proof.OneTime {
		t.Fatal(proof, err)
	}
	w.open(proof)

	must(w, resetPass, boss, &staff.ResetRequest{Person: p, Hash: w.hash(given)})
	w.pass(24 * time.Hour)
	_, err = w.login("petr", given)
	w.wantCode(err, "staff.refused")
	refuse(w, resetPass, boss, &staff.ResetRequest{Person: p, Hash: "plain text"}, "staff.hash")
	card := must(w, edit, boss, &staff.EditRequest{Name: ptr("Card only")}).Person
	refuse(w, resetPass, boss, &staff.ResetRequest{Person: card, Hash: w.hash(given)}, "staff.no_login")
}

// TestVoucher: nobody opens a session or changes a password by a request of
// their own making.
func TestVoucher(t *testing.T) {
	w := newWorld(t)
	boss, p := w.owner(), w.add("petr")
	mine, theirs := w.mustLogin("petr").Voucher, w.mustLogin("owner").Voucher
	forged := mine
	forged.Mark[0] ^= 1
	promoted := mine
	promoted.How = staff.ByBadgeAndPIN
	hash := w.hash("another password")
	for name, v := range map[string]staff.Voucher{"none": {}, "forged": forged, "another's": theirs, "of another way": promoted,
		"made up": {How: staff.ByPassword, Version: w.person(p).Version}} {
		_, err := do(w, openSession, p, &staff.OpenRequest{Voucher: v, Digest: staff.NewSecret().Digest()})
		if fault.Of(err) == nil || fault.Of(err).Code != "staff.voucher" {
			t.Errorf("%s: a session opens: %v", name, err)
		}
		_, err = do(w, changePass, p, &staff.ChangeRequest{Voucher: v, Hash: hash})
		if fault.Of(err) == nil || fault.Of(err).Code != "staff.voucher" {
			t.Errorf("%s: the password changes: %v", name, err)
		}
	}
	bind, err := w.gate.Bind(p, "W00099")
	if err != nil {
		t.Fatal(err)
	}
	must(w, bindBadge, boss, bind)
	badge, err := w.gate.Badge(t.Context(), "W00099", "", "a")
	if err != nil {
		t.Fatal(err)
	}
	refuse(w, changePass, p, &staff.ChangeRequest{Voucher: badge.Voucher, Hash: hash}, "staff.voucher")               // a found badge is no password
	refuse(w, openSession, p, &staff.OpenRequest{Voucher: mine, Digest: staff.NewSecret().Digest()}, "staff.voucher") // the person changed since
	fresh := w.mustLogin("petr").Voucher
	must(w, changePass, p, &staff.ChangeRequest{Voucher: fresh, Hash: hash})
	refuse(w, changePass, p, &staff.ChangeRequest{Voucher: fresh, Hash: hash}, "staff.voucher") // once
}

// TestNotHashedInATransaction: a slow hash would hold up every writer.
func TestNotHashedInATransaction(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	for name, fn := range map[string]func(ctx context.Context){
		"password":      func(ctx context.Context) { _, _ = w.gate.Password(ctx, "owner", "some password", "a") },
		"badge":         func(ctx context.Context) { _, _ = w.gate.Badge(ctx, "W00042", "258036", "a") },
		"pin":           func(ctx context.Context) { _, _ = w.gate.PIN(ctx, boss, "258036", "a") },
		"hash password": func(ctx context.Context) { _, _ = w.gate.HashPassword(ctx, "", "some password") },
		"hash pin":      func(ctx context.Context) { _, _ = w.gate.HashPIN(ctx, "258036") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			_ = w.db.Write(t.Context(), func(ctx context.Context, _ *store.Tx) error { fn(ctx); return nil })
		}()
	}
	if w.mustLogin("owner").Person.ID != boss {
		t.Error("a turn was lost")
	}
}
