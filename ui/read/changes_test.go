package read_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

// TestChangedFields: every field that an edit can change has its word.
func TestChangedFields(t *testing.T) {
	rest := []string{"parent", "name", "initials", "login", "locale", "phone", "email", "buyer", "courier", "delivery", "discount", "address", "comment"}
	for _, field := range slices.Concat(catalog.Fields(), place.Fields(), rest) {
		if !locale.Has("tape.field." + field) {
			t.Errorf("no word for %s", field)
		}
	}
}

// TestOrderChanged: the card of an order says what an edit changed, line by line.
func TestOrderChanged(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-2", 10)
	id := h.order("Ким Роман", "+79160000001", nil, line{"HAT", 2, 90000}, line{"SHOE-42", 1, 450000}, line{"SCARF", 1, 5000})
	var o *orders.Order
	h.see(func(tx *store.Tx) (err error) { o, err = orders.Get(tx, id); return err })
	where := sealtest.Seal(t, h.Ring, "Казань, Баумана 1")
	added := o.Lines[1]
	_, err := orders.Edit.Do(h.as("operator"), h.door, command1(h), &orders.EditRequest{
		Order: id, Version: o.Version, Reason: sealtest.Seal(t, h.Ring, "по телефону"), Address: &where,
		Lines: []orders.LineEdit{{Line: o.Lines[0].ID, Qty: 3}, {Line: o.Lines[1].ID, Qty: 0}, {Line: o.Lines[2].ID, Qty: 0}},
		Add:   []orders.IncomingLine{{Item: added.Item, Article: added.Article, Name: added.Name, Qty: 4, Price: added.Price}},
	})
	must(t, err)
	card, err := h.Order(h.as("operator"), id.String())
	must(t, err)
	i := slices.IndexFunc(card.Tape, func(r api.TapeRow) bool { return len(r.Changes) > 0 })
	if i < 0 {
		t.Fatalf("no change on the tape: %+v", card.Tape)
	}
	want := []string{
		"tape.line.changed item=Name of HAT from=2 to=3", "tape.line.removed item=Name of SHOE-42 count=1",
		"tape.line.removed item=ordered SCARF count=1", "tape.line.added item=Name of SHOE-42 count=4", "tape.part.touched field=address",
	}
	if diff := cmp.Diff(want, changes(card.Tape[i])); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestNothingWasBack: of an order that nobody picked nobody says that it is back.
func TestNothingWasBack(t *testing.T) {
	h, ids := shift(t)
	card, err := h.Order(h.as("operator"), ids["off"].String())
	must(t, err)
	var codes []string
	for _, r := range card.Tape {
		codes = append(codes, r.What.Code)
	}
	if !slices.Contains(codes, "tape.cancelled") || slices.Contains(codes, "tape.all_back") {
		t.Error(codes)
	}
}
