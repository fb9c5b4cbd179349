package read_test

import (
	"context"
	"strings"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestChosenBins: by name, by a run, by a zone, by the list; nothing of another
// warehouse, and nothing but bins.
func TestChosenBins(t *testing.T) {
	h := rack(t)
	chosen := func(c api.BinsChoice) string {
		t.Helper()
		_, bins, err := h.Chosen(h.as("owner"), h.kazan.String(), c)
		if err != nil {
			return fault.Of(err).Code
		}
		var names []string
		for _, b := range bins {
			names = append(names, b.Name)
		}
		return strings.Join(names, " ")
	}
	all := chosen(api.BinsChoice{View: "all"})
	if !strings.Contains(all, "A-4") || strings.Contains(all, "T-") {
		t.Errorf("the list: %s", all)
	}
	for _, c := range []struct {
		api.BinsChoice
		want string
	}{
		{api.BinsChoice{From: "A-4", To: "A-5"}, "A-4 A-5"}, {api.BinsChoice{From: "A-4"}, "place.none_chosen"}, {api.BinsChoice{}, "place.none_chosen"},
		{api.BinsChoice{Places: []string{h.bins["A-5"].String(), h.bins["A-4"].String()}}, "A-5 A-4"}, {api.BinsChoice{Text: "a-4"}, "A-4"},
		{api.BinsChoice{Zone: h.bins["A-4"].String()}, "place.none_chosen"}, {api.BinsChoice{View: "strange"}, "request.view"},
	} {
		if got := chosen(c.BinsChoice); got != c.want {
			t.Errorf("%+v: %s, want %s", c.BinsChoice, got, c.want)
		}
	}
	if _, _, err := h.Chosen(h.as("picker"), h.kazan.String(), api.BinsChoice{View: "all"}); fault.KindOf(err) != fault.Denied {
		t.Errorf("a picker: %v", err)
	}
}

// TestNewWarehouseMovesNobody: who did not choose stays at the first there was,
// whatever the second is called; who chose one that was closed is back there too.
func TestNewWarehouseMovesNobody(t *testing.T) {
	h := newHouse(t)
	where := func() string {
		me, err := h.Me(h.as("owner"))
		must(t, err)
		return me.Site
	}
	was := where()
	var id warehouse.SiteID
	h.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Аба", Timezone: "Europe/Moscow", Currency: "RUB"})
		id = a.IDs[0]
		return err
	})
	if got := where(); got != was {
		t.Errorf("moved from %s to %s", was, got)
	}
	page, err := h.Closing(h.as("owner"), id.String())
	must(t, err)
	if len(page.Against) > 0 {
		t.Errorf("against: %v", page.Against)
	}
	if page, err = h.Closing(h.as("owner"), was); err != nil || len(page.Against) < 2 {
		t.Errorf("against: %v, %v", page.Against, err)
	}
}

// TestEntities are for those of the whole company.
func TestEntities(t *testing.T) {
	h := newHouse(t)
	page, err := h.Entities(h.as("owner"))
	must(t, err)
	if len(page.Rows) != 1 || page.Rows[0].Name != "Север" || len(page.Rows[0].Sites) == 0 || page.Rows[0].Retired {
		t.Errorf("got %+v", page.Rows)
	}
	if page, err = h.Entities(h.as("picker")); err != nil || len(page.Rows) > 0 {
		t.Errorf("a picker sees %+v, %v", page.Rows, err)
	}
}
