package staff_test

import (
	"errors"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// program says as whom a token lets in; the zero person for nobody.
func (w *world) program(s staff.Secret) (id warehouse.PersonID) {
	w.t.Helper()
	w.read(func(tx *store.Tx) error {
		_, p, err := staff.EnterToken(tx, s)
		if errors.Is(err, fault.Denied) {
			return nil
		}
		if err == nil {
			id = p.ID
		}
		return err
	})
	return id
}

func TestTokens(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	manager := w.add("manager", staff.RoleAt{Role: "manager"})
	secret := staff.NewToken()
	make := staff.TokenMake{Person: manager, Name: "1С", Rights: []staff.Pattern{"orders.*", "stock.read"}, Sites: []warehouse.SiteID{kyiv},
		Days: 30, Digest: secret.Digest(), Tail: secret.Tail()}
	a := must(w, makeToken, boss, &make)
	if w.program(secret) != a.Person || !w.program(staff.NewToken()).IsZero() || !w.program("").IsZero() {
		t.Fatal("whom the token lets in")
	}
	for _, row := range []struct {
		right staff.Right
		site  warehouse.SiteID
		want  bool
	}{
		{"orders.edit", kyiv, true}, {"stock.read", kyiv, true}, {"orders.edit", lviv, false}, {"orders.edit", warehouse.SiteID{}, false},
		{"stock.edit", kyiv, false}, {staff.RightSelf, staff.Anywhere, false}, {"staff.read", kyiv, false},
	} {
		if got := w.may(a.Person, row.right, row.site); got != row.want {
			t.Errorf("%s at %x: %v", row.right, row.site[0], got)
		}
	}
	must(w, revoke, boss, &staff.GrantRequest{Person: manager, Role: "manager"})
	if w.may(a.Person, "orders.edit", kyiv) {
		t.Error("a program may what its keeper may no more")
	}
	must(w, grant, boss, &staff.GrantRequest{Person: manager, Role: "manager"})
	_, err := w.login("1С", "")
	w.wantCode(err, "staff.refused")
	refuse(w, grant, boss, &staff.GrantRequest{Person: a.Person, Role: "picker"}, "staff.machine")

	next := staff.NewToken()
	must(w, rotateToken, boss, &staff.TokenRotate{ID: a.Token, Digest: next.Digest(), Tail: next.Tail(), OverlapSeconds: 3600})
	if w.program(secret) != a.Person || w.program(next) != a.Person {
		t.Error("both are good for an hour")
	}
	w.pass(time.Hour)
	if !w.program(secret).IsZero() || w.program(next) != a.Person {
		t.Error("the old one is good after an hour, or the new one is not")
	}
	if err := staff.Prune(t.Context(), w.db); err != nil {
		t.Fatal(err)
	}
	must(w, touchToken, node, &staff.TokenTouch{ID: a.Token, From: "10.0.0.7"})
	w.read(func(tx *store.Tx) error {
		for tok, err := range staff.Tokens(tx, manager) {
			if err != nil {
				return err
			}
			if tok.Used != w.clock() || tok.From != "10.0.0.7" || tok.By != boss || tok.Tail != next.Tail() || !tok.Before.IsZero() {
				t.Errorf("%+v", tok)
			}
		}
		return nil
	})
	w.pass(30 * 24 * time.Hour)
	if !w.program(next).IsZero() {
		t.Error("good after its days")
	}
	refuse(w, rotateToken, boss, &staff.TokenRotate{ID: a.Token, Digest: staff.NewToken().Digest()}, "staff.token_over")
}

// TestTokenUseIsCoarse: a use is written down now and then, from another address
// sooner, and never with each request.
func TestTokenUseIsCoarse(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	id := must(w, makeToken, boss, &staff.TokenMake{Person: boss, Name: "x", Rights: []staff.Pattern{"orders.read"}, Digest: staff.NewToken().Digest()}).Token
	for _, row := range []struct {
		after time.Duration
		from  string
		noted bool
	}{
		{0, "10.0.0.7", true}, {time.Second, "10.0.0.7", false}, {time.Second, "10.0.0.8", false}, {time.Minute, "10.0.0.7", false},
		{0, "10.0.0.8", true}, {59 * time.Second, "10.0.0.7", false}, {staff.SeenEvery, "10.0.0.8", true},
	} {
		w.pass(row.after)
		must(w, touchToken, node, &staff.TokenTouch{ID: id, From: row.from})
		w.read(func(tx *store.Tx) error {
			for tok, err := range staff.Tokens(tx, boss) {
				if err != nil {
					return err
				}
				if noted := tok.Used.Equal(w.clock()) && tok.From == row.from; noted != row.noted {
					t.Errorf("%+v: %s from %s", row, tok.Used, tok.From)
				}
			}
			return nil
		})
	}
}

// TestTokenRotatesAtOnce: without an overlap the secret before is dead with the
// rotation; with a second rotation so is the one before the first.
func TestTokenRotatesAtOnce(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	secrets := []staff.Secret{staff.NewToken(), staff.NewToken(), staff.NewToken(), staff.NewToken()}
	id := must(w, makeToken, boss, &staff.TokenMake{Person: boss, Name: "x", Rights: []staff.Pattern{"orders.read"}, Digest: secrets[0].Digest()}).Token
	good := func(want ...bool) {
		t.Helper()
		for i, s := range secrets {
			if got := !w.program(s).IsZero(); got != want[i] {
				t.Errorf("secret %d: %v", i, got)
			}
		}
	}
	good(true, false, false, false)
	must(w, rotateToken, boss, &staff.TokenRotate{ID: id, Digest: secrets[1].Digest()})
	good(false, true, false, false)
	must(w, rotateToken, boss, &staff.TokenRotate{ID: id, Digest: secrets[2].Digest(), OverlapSeconds: 7 * 24 * 3600})
	good(false, true, true, false)
	must(w, rotateToken, boss, &staff.TokenRotate{ID: id, Digest: secrets[3].Digest(), OverlapSeconds: 3600})
	good(false, false, true, true)
	w.pass(time.Hour)
	good(false, false, false, true)
	refuse(w, rotateToken, boss, &staff.TokenRotate{ID: id, Digest: secrets[0].Digest(), OverlapSeconds: 7*24*3600 + 1}, "staff.digest")
}

// TestTokenGivesNoMore: what a program gives on is what it and who answers for it
// both have, this moment; and nobody makes another answer for a key who may more
// than they do.
func TestTokenGivesNoMore(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	second := w.add("second", staff.RoleAt{Role: staff.Owner})
	hr := must(w, editRole, boss, &staff.RoleRequest{Name: "HR", Rights: []staff.Pattern{"staff.*", "stock.read"}}).Role
	must(w, grant, boss, &staff.GrantRequest{Person: second, Role: hr})
	worker := w.add("worker")
	secret := staff.NewToken()
	program := must(w, makeToken, second, &staff.TokenMake{Person: second, Name: "HR program", Rights: []staff.Pattern{"*"}, Digest: secret.Digest()}).Person
	must(w, grant, program, &staff.GrantRequest{Person: worker, Role: "picker"})
	must(w, revoke, boss, &staff.GrantRequest{Person: second, Role: staff.Owner}) // they stay HR, and the key says "*" still
	refuse(w, grant, program, &staff.GrantRequest{Person: worker, Role: "packer"}, "staff.above")
	refuse(w, editRole, program, &staff.RoleRequest{Name: "all", Rights: []staff.Pattern{"*"}}, "staff.above")
	refuse(w, makeToken, program, &staff.TokenMake{Person: second, Name: "x", Rights: []staff.Pattern{"orders.read"}, Digest: staff.NewToken().Digest()}, "staff.above")
	must(w, editRole, program, &staff.RoleRequest{Name: "looks", Rights: []staff.Pattern{"stock.read"}})

	refuse(w, makeToken, second, &staff.TokenMake{Person: boss, Name: "x", Rights: []staff.Pattern{"stock.read"}, Digest: staff.NewToken().Digest()}, "staff.above")
	lots := staff.TokenMake{Person: boss, Name: "x", Digest: staff.NewToken().Digest()}
	for i := range 200 {
		lots.Rights = append(lots.Rights, staff.Pattern("a.b"+string(rune('a'+i%26))))
		lots.Sites = append(lots.Sites, warehouse.SiteID{byte(i + 1)})
	}
	refuse(w, makeToken, boss, &lots, "staff.rights")
}

func TestTokensEnd(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	manager := w.add("manager", staff.RoleAt{Role: "manager"})
	mk := func(keeper warehouse.PersonID) (staff.Secret, *staff.TokenAnswer) {
		s := staff.NewToken()
		return s, must(w, makeToken, boss, &staff.TokenMake{Person: keeper, Name: "x", Rights: []staff.Pattern{"orders.read"}, Digest: s.Digest(), Tail: s.Tail()})
	}
	ended, id := mk(manager)
	left, _ := mk(manager)
	company, own := mk(warehouse.PersonID{})
	must(w, endToken, boss, &staff.TokenRequest{ID: id.Token})
	if !w.program(ended).IsZero() || w.may(id.Person, "orders.read", kyiv) {
		t.Error("an ended token lets in")
	}
	must(w, edit, boss, &staff.EditRequest{Person: manager, Version: w.person(manager).Version, Left: ptr(true)})
	if !w.program(left).IsZero() {
		t.Error("a token outlives its keeper")
	}
	if w.program(company) != own.Person || !w.may(own.Person, "orders.read", lviv) {
		t.Error("the company's token went too")
	}
	refuse(w, endToken, boss, &staff.TokenRequest{ID: id.Token}, "staff.no_token")

	good := staff.TokenMake{Name: "x", Rights: []staff.Pattern{"orders.read"}, Digest: staff.NewToken().Digest()}
	for code, change := range map[string]func(r *staff.TokenMake){
		"staff.name":   func(r *staff.TokenMake) { r.Name = "" },
		"staff.rights": func(r *staff.TokenMake) { r.Rights = nil },
		"staff.right":  func(r *staff.TokenMake) { r.Rights = []staff.Pattern{"orders"} },
		"staff.digest": func(r *staff.TokenMake) { r.Digest = staff.Digest{} },
		"staff.days":   func(r *staff.TokenMake) { r.Days = -1 },
		"staff.left":   func(r *staff.TokenMake) { r.Person = manager },
	} {
		r := good
		change(&r)
		refuse(w, makeToken, boss, &r, code)
	}
	refuse(w, rotateToken, boss, &staff.TokenRotate{ID: own.Token}, "staff.digest")
}
