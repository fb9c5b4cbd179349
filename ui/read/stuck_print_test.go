package read_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/spool"
)

// TestStuckPrints: a job that prints says which sheet it is and of what, in every
// language, and leads there.
func TestStuckPrints(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 5)
	a, err := orders.Accept.Do(context.Background(), h.door, command0(), &orders.Incoming{
		Site: h.kazan, Owner: h.owner, Channel: "sever-yug.ru", OuterID: "1", Payment: orders.Prepaid,
		Lines: []orders.IncomingLine{{Article: "HAT", Name: "Шляпа", Qty: 1, Price: rub(100)}},
	})
	must(t, err)
	item, bin, order := h.items["HAT"], h.bins["A-1"], a.Order
	for _, row := range []struct {
		kind, model, name string
		about             journal.Subject
		leads             func(r *api.StuckRow) bool
	}{
		{"item_label", `{"name":"Шляпа","code":"460"}`, "Шляпа", journal.About("item", item), func(r *api.StuckRow) bool { return r.Item != nil && r.Item.ID == item.String() }},
		{"bin_label", `{"name":"A-1","code":"P1"}`, "A-1", journal.About("place", bin), func(r *api.StuckRow) bool { return r.Place != nil && r.Place.ID == bin.String() }},
		{"tote_label", `{"name":"T-118","code":"P2"}`, "T-118", "", nil},
		{"badge_label", `{"name":"Оксана"}`, "Оксана", "person/1", nil},
		{"command_label", `{"code":"CMD","title":"Готово"}`, "Готово", journal.About("place", h.kazan), func(r *api.StuckRow) bool { return r.Place == nil }},
		{"slip_label", `{"order":"7","sheet":2,"sheets":3}`, "7", orders.About(order), func(r *api.StuckRow) bool { return r.OrderID == order.String() }},
		{"pick_label", `{"number":"7","sheet":1,"sheets":1}`, "7", orders.About(order), func(r *api.StuckRow) bool { return r.OrderID == order.String() }},
		{"manifest_label", `{"number":"12","courier":"Нова Пошта","sheet":1,"sheets":1}`, "12", "list/1", nil},
	} {
		id := doubt(h, dispatch.Sheets, spool.To{Queue: spool.Queue("device/" + row.kind), Site: h.kazan, Subject: row.about},
			&paper.Print{Kind: row.kind, Version: 1, Model: json.RawMessage(row.model)})
		page, err := h.Stuck(h.as("owner"), h.kazan.String())
		must(t, err)
		var got *api.StuckRow
		for i := range page.Rows {
			if page.Rows[i].ID == "job "+id.String() {
				got = &page.Rows[i]
			}
		}
		if got == nil || got.Kind != "label_unprinted" || got.What.Code != "stuck.what."+row.kind || got.What.Args["name"].Text != row.name {
			t.Errorf("%s: %+v", row.kind, got)
			continue
		}
		if row.leads != nil && !row.leads(got) {
			t.Errorf("%s does not lead to what it is of: %+v", row.kind, got)
		}
		for _, lang := range locale.Langs {
			words := locale.Args{}
			for name, arg := range got.What.Args {
				words[name] = arg.Text
			}
			if text := locale.Say(lang, got.What.Code, words); !strings.Contains(text, row.name) || strings.Contains(text, "{{") || strings.HasPrefix(text, "stuck.") {
				t.Errorf("%s in %s: %s", row.kind, lang, text)
			}
		}
	}
}
