package read_test

import (
	"context"
	"strings"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
)

func (h *house) palette(t *testing.T, role string, site warehouse.SiteID, text string) string {
	t.Helper()
	found, err := h.Find(h.as(role), site.String(), text)
	must(t, err)
	var all []string
	for _, one := range found {
		all = append(all, one.Kind+" "+one.Title)
		if one.ID == "" || (one.Kind == "item") != (one.Item != nil) {
			t.Errorf("%+v", one)
		}
	}
	return strings.Join(all, ", ")
}

func TestFind(t *testing.T) {
	h := rack(t)
	number := h.list(t, api.OrdersFilter{View: "today"}).Rows[0].No
	for text, want := range map[string]string{
		"4600000071233": "bin A-4", // glued to it
		"CODE-2":        "item Name of HAT, order " + number,
		"hat":           "item Name of HAT, order " + number,
		number:          "order " + number,
		"ремиз":         "order " + number,
		"t-00":          "tote T-001, tote T-002",
		"A-":            "bin A-1, bin A-2, bin A-3, bin A-4, bin A-5",
		"picker":        "person Person picker",
		"tver":          "",
		"a":             "",
		"":              "",
		"нет такого":    "",
	} {
		if got := h.palette(t, "owner", h.kazan, text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got := h.palette(t, "owner", h.tver, "tver"); got != "bin tver" {
		t.Errorf("at the other warehouse: %s", got)
	}
}

// TestFindRights: what somebody may not read is not found by them.
func TestFindRights(t *testing.T) {
	h := rack(t)
	number := h.list(t, api.OrdersFilter{View: "today"}).Rows[0].No
	for _, row := range []struct{ role, text, want string }{
		{"picker", "hat", "item Name of HAT"},
		{"picker", number, ""},
		{"picker", "ремиз", ""},
		{"picker", "picker", ""},
		{"picker", "A-4", "bin A-4"},
		{"cashier", "A-4", ""},
		{"cashier", number, "order " + number},
	} {
		if got := h.palette(t, row.role, h.kazan, row.text); got != row.want {
			t.Errorf("%s: %q: %s, want %s", row.role, row.text, got, row.want)
		}
	}
	for _, text := range []string{"tver", "hat", number, "picker"} {
		if got := h.palette(t, "operator", h.tver, text); got != "" {
			t.Errorf("an operator finds at a foreign warehouse: %s", got)
		}
	}
	if _, err := h.Find(context.Background(), h.kazan.String(), "hat"); err == nil {
		t.Error("nobody is answered")
	}
}
