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
	must(w, touchToken, node, &staff.TokenRequest{ID: a.Token})
	w.read(func(tx *store.Tx) error {
		for tok, err := range staff.Tokens(tx, manager) {
			if err != nil {
				return err
			}
			if tok.Used != w.clock() || tok.Tail != next.Tail() || !tok.Before.IsZero() || tok.Stale(w.clock()) {
				t.Errorf("%+v", tok)
			}
		}
		return nil
	})
	w.pass(30 * 24 * time.Hour)
	if !w.program(next).IsZero() {
		t.Error("good after its days")
	}
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
