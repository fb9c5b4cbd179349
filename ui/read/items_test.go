package read_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// edit changes an item as the buyer.
func (h *house) edit(article string, fn func(*catalog.Body)) {
	h.t.Helper()
	h.by("buyer", func(ctx context.Context, tx *store.Tx) error {
		i, err := catalog.Own(tx, h.items[article])
		if err != nil {
			return err
		}
		fn(&i.Body)
		_, err = catalog.Edit.In(ctx, tx, &catalog.EditRequest{ID: i.ID, Version: i.Version, Body: i.Body})
		return err
	})
}

func (h *house) find(t *testing.T, f api.ItemsFilter) (page api.ItemsPage, articles string) {
	t.Helper()
	page, err := h.Items(h.as("picker"), f)
	must(t, err)
	var all []string
	for _, row := range page.Rows {
		all = append(all, row.Item.Article)
	}
	return page, strings.Join(all, " ")
}

func TestItems(t *testing.T) {
	h, _ := shelves(t)
	page, got := h.find(t, api.ItemsFilter{})
	if got != "COFFEE HAT SHOE-42" || page.Found != 3 || page.Next != "" || page.Seq == 0 {
		t.Errorf("%s: %+v", got, page)
	}
	hat := page.Rows[1]
	if hat.Free != 6 || hat.Barcode != "CODE-2" || hat.Barcodes != 1 || *hat.Price != (api.Money{Minor: 10000, Currency: "RUB"}) ||
		hat.VAT != "20" || hat.Grams != 100 || hat.Unit != "piece" || len(hat.Tracks) != 0 || hat.Retired {
		t.Errorf("%+v", hat)
	}
	if got := page.Rows[0].Tracks; strings.Join(got, " ") != "lot expiry" {
		t.Error(got)
	}
	for text, want := range map[string]string{
		"hat": "HAT", "code-2": "HAT", "name": "COFFEE HAT SHOE-42", "shoe 42": "SHOE-42", "scarf": "",
	} {
		if page, got := h.find(t, api.ItemsFilter{Text: text}); got != want || int(page.Found) != len(page.Rows) {
			t.Errorf("%q: %s, found %d", text, got, page.Found)
		}
	}
	if page, _ := h.find(t, api.ItemsFilter{Text: "coffe hat"}); len(page.Rows) != 0 || len(page.Near) != 0 {
		t.Errorf("no item is both: %+v", page)
	}
	if page, _ := h.find(t, api.ItemsFilter{Text: "cofee"}); strings.Join(page.Near, " ") != "coffee" {
		t.Errorf("near: %v", page.Near)
	}
	var all []string
	f := api.ItemsFilter{Page: api.Page{Limit: 2}}
	for first := true; first || f.Cursor != ""; first = false {
		page, got := h.find(t, f)
		all = append(all, got)
		f.Cursor = page.Next
	}
	if got := strings.Join(all, "|"); got != "COFFEE HAT|SHOE-42" {
		t.Errorf("pages: %s", got)
	}
	if _, err := h.Items(h.as("picker"), api.ItemsFilter{Page: api.Page{Cursor: "x"}}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a bad cursor: %v", err)
	}
}

// TestItemsRetired: what is traded no longer is found by who asks for it, and
// not among the others.
func TestItemsRetired(t *testing.T) {
	h := newHouse(t)
	h.searching()
	h.by("buyer", func(ctx context.Context, tx *store.Tx) error {
		_, err := catalog.Archive.In(ctx, tx, &catalog.ArchiveRequest{ID: h.items["HAT"], Version: 1})
		return err
	})
	if _, got := h.find(t, api.ItemsFilter{}); got != "COFFEE SHOE-42" {
		t.Error(got)
	}
	if page, got := h.find(t, api.ItemsFilter{Text: "hat"}); got != "HAT" || !page.Rows[0].Retired {
		t.Error(got)
	}
	card, err := h.Item(h.as("picker"), h.items["HAT"].String())
	if must(t, err); !card.Retired {
		t.Errorf("%+v", card)
	}
}

func TestItemCard(t *testing.T) {
	h, _ := shelves(t)
	h.by("buyer", func(ctx context.Context, tx *store.Tx) error {
		if _, err := catalog.DefineAttribute.In(ctx, tx, &catalog.Definition{Name: "объём", Type: catalog.TypeNumber, Unit: "л"}); err != nil {
			return err
		}
		if _, err := catalog.SavePack.In(ctx, tx, &catalog.PackRequest{ID: h.items["HAT"], Pack: catalog.Pack{Name: "carton", Factor: measure.Factor{Num: 12, Den: 1}}}); err != nil {
			return err
		}
		_, err := catalog.AddBarcode.In(ctx, tx, &catalog.BarcodeRequest{ID: h.items["HAT"], Barcode: catalog.Barcode{Code: "BOX-2", Pack: "carton"}})
		return err
	})
	h.edit("HAT", func(b *catalog.Body) {
		b.Brand, b.Category, b.Size, b.VAT = "Север", []string{"Одежда", "Шапки"}, catalog.Size{Length: 200, Width: 190, Height: 80}, measure.VAT{}
		b.Attributes = []catalog.Attribute{{Name: "объём", Value: "1,70"}}
	})
	card, err := h.Item(h.as("picker"), h.items["HAT"].String())
	must(t, err)
	if card.Free != 6 || card.Version != 4 || card.Brand != "Север" || card.Group != "Одежда / Шапки" || card.VAT != "none" || *card.SizeMM != (api.Box{Length: 200, Width: 190, Height: 80}) {
		t.Errorf("%+v", card)
	}
	codes, packs := asJSON(t, card.Codes[:2]), asJSON(t, card.Packs)
	if codes != `[{"code":"CODE-2","factor":1},{"code":"BOX-2","pack":"carton","factor":12}]` || packs != `[{"name":"carton","factor":12}]` {
		t.Errorf("%s, %s", codes, packs)
	}
	if own := card.Codes[2]; !own.Own || own.Code == "" {
		t.Errorf("our own code: %+v", own)
	}
	if got := asJSON(t, card.Attributes); got != `[{"name":"объём","value":"1.7","type":"number","unit":"л"}]` {
		t.Error(got)
	}
	want := []string{
		"A-2: HAT 11pcs held 2", "Приёмка: HAT 3pcs", "Карантин: HAT 2pcs", "A-1: HAT 1pcs", "A-1: HAT 1pcs damaged", "A-3: HAT 1pcs", "T-001: HAT 1pcs",
	}
	if diff := cmp.Diff(want, sortedRows(binRows(api.BinStockPage{Rows: card.Stock}), 3)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if len(card.Tape) == 0 || card.Tape[0].What.Code != "tape.edited" || card.Tape[0].Person == nil || card.Tape[0].Seq == 0 {
		t.Fatalf("tape: %+v", card.Tape)
	}
	want = []string{
		"tape.part.set field=brand is=Север", "tape.part.set field=category is=Одежда / Шапки",
		"tape.part.touched field=attributes", "tape.part.touched field=vat", "tape.part.touched field=size",
	}
	if diff := cmp.Diff(want, changes(card.Tape[0])); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	bare, err := h.Item(h.as("cashier"), h.items["HAT"].String())
	if must(t, err); len(bare.Stock) != 0 || bare.Free != 6 {
		t.Errorf("who may not read stock: %+v", bare.Stock)
	}
	for id, kind := range map[string]fault.Kind{"nonsense": fault.Invalid, (warehouse.ItemID{9}).String(): fault.NotFound} {
		if _, err := h.Item(h.as("picker"), id); fault.KindOf(err) != kind {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// sortedRows sorts the rows behind the first few, which are of one quantity.
func sortedRows(rows []string, from int) []string {
	tail := rows[from:]
	for i := range tail {
		for j := range i {
			if tail[i] < tail[j] {
				tail[i], tail[j] = tail[j], tail[i]
			}
		}
	}
	return rows
}

func TestVariants(t *testing.T) {
	h := newHouse(t)
	var family warehouse.ItemID
	ids := map[string]warehouse.ItemID{}
	h.by("buyer", func(ctx context.Context, tx *store.Tx) error {
		made, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: "BOOT", Name: "Boot"}})
		if err != nil {
			return err
		}
		family = made.ID
		for _, size := range []string{"43", "42", "44"} {
			made, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{
				Parent: family, Body: catalog.Body{Article: "BOOT-" + size, Differs: catalog.Differs{Label: "size", Value: size}},
			})
			if err != nil {
				return err
			}
			ids[size] = made.ID
		}
		return nil
	})
	for id, want := range map[warehouse.ItemID]string{family: "42 43 44", ids["43"]: "42 44", h.items["HAT"]: ""} {
		card, err := h.Item(h.as("picker"), id.String())
		must(t, err)
		var got []string
		for _, v := range card.Variants {
			got = append(got, v.Differs)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", card.Item.Name, got)
		}
	}
	h.searching()
	if _, got := h.find(t, api.ItemsFilter{Text: "boot"}); got != "BOOT-42 BOOT-43 BOOT-44" {
		t.Error(got)
	}
}

func TestItemsRights(t *testing.T) {
	h, _ := shelves(t)
	h.matrix(t, "items", "catalog.read", func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Items(ctx, api.ItemsFilter{})
		return err
	}, h.kazan)
	h.matrix(t, "item", "catalog.read", func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Item(ctx, h.items["HAT"].String())
		return err
	}, h.kazan)
}

// TestVATText: what is shown is what the form sends back.
func TestVATText(t *testing.T) {
	h := newHouse(t)
	for points, want := range map[int32]string{1050: "10.5", 725: "7.25", 705: "7.05"} { // an old row may have such a rate
		if got := catalog.Percent(measure.VAT{Applies: true, BasisPoints: points}); got != want {
			t.Errorf("%d: %s", points, got)
		}
	}
	for points, want := range map[int32]string{2000: "20", 1000: "10", 0: "0", 500: "5"} {
		h.edit("HAT", func(b *catalog.Body) { b.VAT = measure.VAT{Applies: true, BasisPoints: points} })
		card, err := h.Item(h.as("picker"), h.items["HAT"].String())
		if must(t, err); card.VAT != want {
			t.Errorf("%d: %s", points, card.VAT)
		}
		if back, err := measure.ParseDecimal(card.VAT, 2); err != nil || int32(back) != points {
			t.Errorf("%s: %d, %v", card.VAT, back, err)
		}
	}
}
