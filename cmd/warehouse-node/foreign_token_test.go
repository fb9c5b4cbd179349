package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// key is a token as a program has it.
type key struct {
	secret  string
	token   staff.TokenID
	keeper  warehouse.PersonID
	machine warehouse.PersonID
}

// client asks with the key and nothing else.
func (k *key) client() *http.Client { return &http.Client{Transport: k, Timeout: patience} }

// RoundTrip shows the key.
func (k *key) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+k.secret)
	return http.DefaultTransport.RoundTrip(r)
}

// key makes a token that may everything at the sites that are named, and at no
// other; the owner of the company answers for it, who may everything everywhere.
func (w *town) key(sites ...warehouse.SiteID) *key {
	w.t.Helper()
	boss := w.company().enter(staff.Owner)
	var me api.Me
	w.asks(boss, http.MethodGet, "/api/me", nil, &me)
	var made api.Secret
	w.asks(boss, http.MethodPost, "/api/do/staff.token.make", fields{"person": me.Person.ID, "name": "program", "rights": []string{"*"}, "sites": sites}, &made)
	k := &key{secret: made.Secret}
	w.must(k.keeper.UnmarshalText([]byte(me.Person.ID)))
	w.look(func(tx *store.Tx) error {
		t, machine, err := staff.EnterToken(tx, staff.Secret(k.secret))
		if err == nil {
			k.token, k.machine = t.ID, machine.ID
		}
		return err
	})
	return k
}

// asks makes a request that must go well.
func (w *town) asks(c *http.Client, method, path string, body, out any) {
	w.t.Helper()
	status, text := w.request(c, method, path, body)
	if status != http.StatusOK {
		w.t.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	w.must(json.Unmarshal([]byte(text), out))
}

// tryToken tries everything with a token of house a: what is a's is read, and
// nothing of b's is read, done or told, though whoever answers for the token might.
func (w *town) tryToken(t *testing.T, key *key) {
	c := key.client()
	all, foreign, own := operations(), w.foreignReads(), w.ownReads()
	calls := w.foreignCalls()
	for _, id := range slices.Sorted(maps.Keys(all)) {
		op := all[id]
		if w.unbuilt(op.path) || op.path == "/api/session" {
			continue
		}
		for _, a := range calls[id].shut {
			if strings.HasPrefix(id, "catalog.") {
				continue // goods are the company's
			}
			a.what = op.path
			w.answered(t, c, op.method, a, shut(a)...)
		}
		for _, a := range foreign[id].shut {
			w.answered(t, c, op.method, a, shut(a)...)
		}
		for _, a := range foreign[id].clean {
			w.answered(t, c, op.method, a, http.StatusOK, http.StatusUnprocessableEntity, http.StatusConflict, http.StatusForbidden, http.StatusNotFound)
		}
		if op.right == "" || op.right == staff.RightSelf {
			continue // a person's own, or one of several
		}
		for _, a := range own[id] {
			w.answered(t, c, op.method, a, http.StatusOK, http.StatusNotFound)
		}
	}
	program := command.Command{Person: key.machine, Device: "test"}
	table := w.foreignCommands()
	for _, d := range command.All() {
		if strings.HasPrefix(d.Name, "test.") {
			continue
		}
		asks := table[d.Name].shut
		if strings.HasPrefix(d.Name, "catalog.") {
			continue
		}
		if d.Company {
			asks = append(asks, attempt{body: fields{}})
		}
		for _, a := range asks {
			w.gaveAs(t, program, d.Name, a, true)
		}
	}
}

// TestTokenLife: a key is made, used where it may be, rotated, and dies; and so it
// does with what whoever answers for it may.
func TestTokenLife(t *testing.T) {
	w := newTown(t)
	k := w.key(w.a.site)
	boss, order := w.company().enter(staff.Owner), "/api/orders/"+w.a.open.Order.String()
	want := func(k *key, path string, status int) {
		t.Helper()
		if got, text := w.request(k.client(), http.MethodGet, path, nil); got != status {
			t.Errorf("%s: %d %s, want %d", path, got, clipText(text, 200), status)
		}
	}
	card := func() api.APIToken {
		t.Helper()
		var card api.PersonCard
		w.asks(boss, http.MethodGet, "/api/people/"+k.keeper.String(), nil, &card)
		if len(card.Tokens) != 1 {
			t.Fatalf("%+v", card.Tokens)
		}
		return card.Tokens[0]
	}
	if row := card(); row.Used != nil || row.Until != nil || row.Everywhere || len(row.Sites) != 1 || row.By == nil || row.By.ID != k.keeper.String() {
		t.Errorf("before its first use: %+v", row)
	}
	want(k, order, http.StatusOK)
	want(k, "/api/orders/"+w.b.open.Order.String(), http.StatusForbidden)
	want(k, "/api/counters", http.StatusForbidden) // nobody's but a person's
	if row := card(); row.Used == nil || row.From != "127.0.0.1" {
		t.Errorf("after its first use: %+v", row)
	}

	rotate := func(hours int) *key {
		t.Helper()
		var made api.Secret
		w.asks(boss, http.MethodPost, "/api/do/staff.token.rotate", fields{"person": k.keeper, "id": k.token, "hours": hours}, &made)
		return &key{secret: made.Secret}
	}
	second := rotate(24)
	want(k, order, http.StatusOK)
	want(second, order, http.StatusOK)
	if row := card(); row.Before == nil {
		t.Errorf("both are good: %+v", row)
	}
	third := rotate(0)
	want(k, order, http.StatusUnauthorized)
	want(second, order, http.StatusUnauthorized)
	want(third, order, http.StatusOK)

	// What the keeper loses the key loses, at once, whatever it says itself.
	mine := fields{"person": w.a.people["manager"], "name": "its program", "rights": []string{"orders.read", "stock.read"}, "sites": []any{w.a.site}, "days": 1}
	var made api.Secret
	w.asks(boss, http.MethodPost, "/api/do/staff.token.make", mine, &made)
	theirs := &key{secret: made.Secret}
	want(theirs, order, http.StatusOK)
	want(theirs, "/api/orders", http.StatusOK) // at its one warehouse, which it need not name
	want(theirs, "/api/shops", http.StatusForbidden)
	w.asks(boss, http.MethodPost, "/api/do/staff.role.revoke", fields{"person": w.a.people["manager"], "role": "manager", "site": w.a.site}, &api.Done{})
	want(theirs, order, http.StatusForbidden)

	w.asks(boss, http.MethodPost, "/api/do/staff.token.revoke", fields{"person": k.keeper, "id": k.token}, &api.Done{})
	want(third, order, http.StatusUnauthorized)
	for code, body := range map[string]fields{
		"staff.right": {"person": k.keeper, "name": "x", "rights": []string{"no.such"}},
		"staff.name":  {"person": k.keeper, "name": "   ", "rights": []string{"orders.read"}},
		"ident.id":    {"person": k.keeper, "name": "x", "rights": []string{"orders.read"}, "sites": []string{"nowhere"}},
	} {
		if status, text := w.request(boss, http.MethodPost, "/api/do/staff.token.make", body); status != http.StatusUnprocessableEntity || !strings.Contains(text, code) {
			t.Errorf("%s: %d %s", code, status, text)
		}
	}
}
