package read_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// rack is shelves with an empty bin, and one that holds only ten pieces.
func rack(t *testing.T) *house {
	t.Helper()
	h, _ := shelves(t)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return h.makeBins(ctx, tx, h.kazan, place.BinSpec{Name: "A-4", Use: place.Reserve, At: place.Geometry{Walk: 40, Zone: "A"}},
			place.BinSpec{Name: "A-5", Use: place.PickFace, Capacity: place.Capacity{Units: 10, WeightGrams: 5000}, At: place.Geometry{Walk: 50}})
	})
	h.by("owner", func(ctx context.Context, tx *store.Tx) error {
		_, err := place.AddAlias.In(ctx, tx, &place.AliasRequest{ID: h.bins["A-4"], Code: "4600000071233"})
		return err
	})
	return h
}

func (h *house) binList(t *testing.T, f api.BinsFilter) api.BinsPage {
	t.Helper()
	f.Site = h.kazan.String()
	page, err := h.Bins(h.as("picker"), f)
	must(t, err)
	return page
}

func codes(rows []api.BinRow) string {
	var all []string
	for _, row := range rows {
		all = append(all, row.Place.Code)
	}
	return strings.Join(all, " ")
}

func TestBins(t *testing.T) {
	h := rack(t)
	h.receive("HAT", "A-5", 4)
	var got []string
	for _, row := range h.binList(t, api.BinsFilter{}).Rows {
		text := fmt.Sprintf("%s %s %s: %d of %d%s, %d held", row.Place.Code, row.Place.Kind, row.Purpose, row.Items, row.Units, row.Unit, row.Held)
		if row.Only != nil {
			text += ", only " + row.Only.Article
		}
		if row.Fill != nil {
			text += fmt.Sprint(", fill ", *row.Fill)
		}
		if row.Blocked != nil {
			text += ", " + said(*row.Blocked)
		}
		if row.In != nil {
			text += ", in " + row.In.Code
		}
		got = append(got, text)
	}
	want := []string{
		"A-1 bin pick: 2 of 5pcs, 0 held", // with the tote that stands there
		"A-2 bin pick: 2 of 20pcs, 2 held",
		"Карантин bin quarantine: 1 of 2pcs, 0 held, only HAT",
		"Приёмка bin dock: 1 of 3pcs, 0 held, only HAT",
		"A-3 bin pick: 1 of 1pcs, 0 held, only HAT, place.blocked reason=сломана полка",
		"A-4 bin reserve: 0 of 0, 0 held",
		"A-5 bin pick: 1 of 4pcs, 0 held, only HAT, fill 40",
		"T-001 tote tote: 1 of 1pcs, 0 held, only HAT, in A-1",
		"T-002 tote tote: 0 of 0, 0 held",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestBinViews: what a tab says is what its list has, and both follow what
// happens.
func TestBinViews(t *testing.T) {
	h := rack(t)
	wrong := func(view, list string) string {
		page := h.binList(t, api.BinsFilter{View: view})
		if got := codes(page.Rows); got != list || page.Found != int64(len(page.Rows)) {
			return fmt.Sprintf("%s, found %d", got, page.Found)
		}
		for _, v := range page.Views {
			if v.Name == view && v.Count != page.Found {
				return fmt.Sprintf("the tab says %d of %d", v.Count, page.Found)
			}
		}
		return ""
	}
	expect := func(when string, want map[string]string) {
		t.Helper()
		for view, list := range want {
			// A count that took long, as on a busy machine, stands for a while.
			said := wrong(view, list)
			for until := time.Now().Add(10 * time.Second); said != "" && time.Now().Before(until); {
				said = wrong(view, list)
			}
			if said != "" {
				t.Errorf("%s, %s: %s", when, view, said)
			}
		}
	}
	all := "A-1 A-2 Карантин Приёмка A-3 A-4 A-5 T-001 T-002"
	expect("at first", map[string]string{"all": all, "empty": "A-4 A-5", "full": "", "blocked": "A-3"})
	h.receive("SHOE-42", "A-5", 9)
	expect("nine of ten", map[string]string{"empty": "A-4", "full": ""})
	h.receive("SHOE-42", "A-5", 1)
	expect("ten of ten", map[string]string{"empty": "A-4", "full": "A-5"})
	h.by("receiver", func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: h.stock("SHOE-42"), Qty: 10, From: h.bins["A-5"], To: h.bins["A-4"], Reason: "move"})
	})
	h.by("owner", func(ctx context.Context, tx *store.Tx) error {
		_, err := place.Unblock.In(ctx, tx, &place.UnblockRequest{ID: h.bins["A-3"]})
		return err
	})
	expect("moved on", map[string]string{"all": all, "empty": "A-5", "full": "", "blocked": ""})
	if _, err := h.Bins(h.as("picker"), api.BinsFilter{View: "no such"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown view: %v", err)
	}
}

// TestFill: the scarcest counts, in whole percent.
func TestFill(t *testing.T) {
	h := rack(t)
	h.receive("HAT", "A-5", 4) // 100 g each, of 5 kg
	h.edit("HAT", func(b *catalog.Body) { b.Weight = 1240 })
	row := h.binList(t, api.BinsFilter{Text: "A-5"}).Rows[0]
	if *row.Fill != 99 {
		t.Errorf("4 × 1240 g of 5 kg are %d %%", *row.Fill)
	}
}

func TestBinsText(t *testing.T) {
	h := rack(t)
	for text, want := range map[string]string{
		"a-": "A-1 A-2 A-3 A-4 A-5", "A-4": "A-4", "T-": "T-001 T-002", "кар": "Карантин", "4600000071233": "A-4", "tver": "", "B": "", "%": "",
	} {
		page := h.binList(t, api.BinsFilter{Text: text, View: "blocked"})
		if got := codes(page.Rows); got != want || page.Found != int64(len(page.Rows)) {
			t.Errorf("%q: %s, found %d", text, got, page.Found)
		}
	}
	for kind, want := range map[string]string{"tote": "T-001 T-002", "dock": "Приёмка", "bin": "A-1 A-2 Карантин A-3 A-4 A-5", "cart": ""} {
		page := h.binList(t, api.BinsFilter{Kind: []string{kind}})
		if got := codes(page.Rows); got != want || page.Found != int64(len(page.Rows)) {
			t.Errorf("%s: %s, found %d", kind, got, page.Found)
		}
	}
	card, err := h.Bin(h.as("picker"), h.bins["T-1"].String())
	must(t, err)
	if got := codes(h.binList(t, api.BinsFilter{Text: strings.ToLower(card.Code)}).Rows); got != "T-001" {
		t.Errorf("by the code on its label: %s", got)
	}
}

func TestBinPages(t *testing.T) {
	h := rack(t)
	for _, f := range []api.BinsFilter{{}, {Text: "A"}, {Text: "4600000071233"}, {View: "empty"}} {
		want := codes(h.binList(t, f).Rows)
		for _, limit := range []int{1, 2, 7} {
			var got []string
			f.Limit, f.Cursor = limit, ""
			for first := true; first || f.Cursor != ""; first = false {
				page := h.binList(t, f)
				if len(page.Rows) > limit {
					t.Errorf("%d rows of %d", len(page.Rows), limit)
				}
				if len(page.Rows) > 0 {
					got = append(got, codes(page.Rows))
				}
				f.Cursor = page.Next
			}
			if got := strings.Join(got, " "); got != want {
				t.Errorf("%q by %d: %s, want %s", f.Text, limit, got, want)
			}
		}
	}
	for _, cursor := range []string{"x", "bin 7 x", "bin"} {
		f := api.BinsFilter{Page: api.Page{Cursor: cursor}}
		if _, err := h.Bins(h.as("picker"), f); cursor != "bin" && fault.KindOf(err) != fault.Invalid {
			t.Errorf("cursor %q: %v", cursor, err)
		}
	}
}

func TestBinCard(t *testing.T) {
	h := rack(t)
	card, err := h.Bin(h.as("picker"), h.bins["A-1"].String())
	must(t, err)
	want := []string{"A-1: SHOE-42 2pcs", "A-1: HAT 1pcs", "A-1: HAT 1pcs damaged", "T-001: HAT 1pcs"}
	if diff := cmp.Diff(want, binRows(api.BinStockPage{Rows: card.Content})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	card, err = h.Bin(h.as("picker"), h.bins["A-4"].String())
	if must(t, err); card.Zone != "A" || card.Version != 2 || strings.Join(card.Names, " ") != "4600000071233" || card.Code == "" || len(card.Content) != 0 {
		t.Errorf("%+v", card)
	}
	card, err = h.Bin(h.as("picker"), h.bins["A-3"].String())
	if must(t, err); len(card.Tape) != 2 || said(card.Tape[0].What) != "tape.blocked reason=сломана полка" || card.Tape[0].Person.Name != "Person owner" || card.Tape[1].What.Code != "tape.made" {
		t.Errorf("%+v", card.Tape)
	}
	for id, kind := range map[string]fault.Kind{
		"nonsense": fault.Invalid, (warehouse.PlaceID{0: 9}).String(): fault.NotFound, place.Customer.String(): fault.NotFound,
	} {
		if _, err := h.Bin(h.as("owner"), id); fault.KindOf(err) != kind {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestBinsRights(t *testing.T) {
	h := rack(t)
	h.matrix(t, "bins", "place.read", func(ctx context.Context, site warehouse.SiteID) error {
		page, err := h.Bins(ctx, api.BinsFilter{AtSite: api.AtSite{Site: site.String()}})
		if err == nil && (codes(page.Rows) == "tver") != (site == h.tver) {
			t.Errorf("bins of another site: %s", codes(page.Rows))
		}
		return err
	})
	own := map[warehouse.SiteID]warehouse.PlaceID{h.kazan: h.bins["A-1"], h.tver: h.bins["tver"]}
	h.matrix(t, "bin", "place.read", func(ctx context.Context, site warehouse.SiteID) error {
		_, err := h.Bin(ctx, own[site].String())
		return err
	})
}
