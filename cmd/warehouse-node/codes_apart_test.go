package main

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/sheet/sheettest"
	"warehouse-node/warehouse/store"
)

// TestTablesKeepCodesApart: a row that gives goods a code of a bin is refused, and one
// that gives a bin a code of goods; what is so already is none of a later row's making.
func TestTablesKeepCodesApart(t *testing.T) {
	n := node(t)
	var site warehouse.SiteID
	must(t, n.DB.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		s, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: "RUB"})
		if err == nil {
			site = s.IDs[0]
		}
		return err
	}))
	load := func(kind, table string, want ...string) {
		t.Helper()
		q := &sheet.StartRequest{Kind: kind, File: "f", Name: kind, Apply: true, SkipBad: true}
		if kind == "bins" {
			q.Site = site
		}
		a, err := sheet.Start.Do(t.Context(), n.Door, command.Command{Itself: true}, q)
		must(t, err)
		run := sheettest.Work(t, &sheet.Runner{Door: n.Door, Files: sheettest.Drawer{"f": table}}, a.Run)
		if got := sheettest.Problems(t, n.DB, run.ID); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
	}
	load("items", "name;article;barcode\nКружка;MUG;4607034171186\n")
	load("bins", "name;code\nA-1;OLD-1 OLD-2\nA-2;4607034171186\n",
		fmt.Sprintf("3 code: place.alias_goods code=%q name=%q", "4607034171186", "MUG"))
	load("items", "name;article;barcode;pack;pack quantity;pack barcode\nШапка;HAT;old-1;;;\nКружка;MUG;;box;12;OLD-2\nШарф;SCARF;5901234123457;;;\n",
		`2 barcode: catalog.barcode_place code="old-1" name="A-1"`, `3 pack barcode: catalog.barcode_place code="OLD-2" name="A-1"`)
	load("barcodes", "item;barcode\nMUG;OLD-1\nMUG;4006381333931\n", `2 barcode: catalog.barcode_place code="OLD-1" name="A-1"`)
	load("items", "name;article;barcode\nКружка;MUG;4607034171186\n")
}
