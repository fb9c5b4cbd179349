package pack_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
)

// TestSealed: the buyer's word is on the screen and nowhere in what a session
// keeps; once the buyer is forgotten, it is on no screen either.
func TestSealed(t *testing.T) {
	h := newHouse(t)
	ring := sealtest.Ring(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.seal(order, sealtest.Seal(t, ring, "Канареечная-просьба"), sealtest.Seal(t, ring, "Канарейкина"))
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")

	s := h.session(h.olga)
	dir := t.TempDir()
	for name, data := range map[string][]byte{"state": s.State, "view": s.Reply.View} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sealtest.Refuse(t, dir, "Канареечная-просьба", "Канарейкина")

	open := func(s seal.Sealed) (string, error) { return ring.Open(t.Context(), s) }
	drawn, err := pack.Reveal(s.Reply.View, open)
	if err != nil {
		t.Fatal(err)
	}
	var v pack.View
	if err := json.Unmarshal(drawn, &v); err != nil {
		t.Fatal(err)
	}
	if v.Comment == nil || v.Comment.Text != "Канареечная-просьба" || v.Comment.From != "Канарейкина" {
		t.Errorf("on the screen: %+v", v.Comment)
	}
	if strings.Contains(string(drawn), "sealed") {
		t.Errorf("a screen is sent what it cannot read: %s", drawn)
	}

	j := h.job(order)
	for _, subject := range []seal.Sealed{j.Comment, j.From} {
		if err := ring.Forget(t.Context(), subject.Subject); err != nil {
			t.Fatal(err)
		}
	}
	if drawn, err = pack.Reveal(s.Reply.View, open); err != nil || strings.Contains(string(drawn), "comment") {
		t.Errorf("after being forgotten: %s, %v", drawn, err)
	}
}

// TestRevealPlain: a view without a sealed word goes through as it is.
func TestRevealPlain(t *testing.T) {
	view := []byte(`{"step":"tote","today":1,"need":0,"packed":0,"next":{"more":0}}`)
	got, err := pack.Reveal(view, nil)
	if err != nil || string(got) != string(view) {
		t.Errorf("%s, %v", got, err)
	}
}
