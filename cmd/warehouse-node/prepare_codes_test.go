package main

import (
	"context"
	"log/slog"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestOneCodeOneKind: what is on goods is no bin's second name, and what a bin is
// called by is no barcode; each refusal names what has the code.
func TestOneCodeOneKind(t *testing.T) {
	ctx := t.Context()
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	defer func() { must(t, n.Close()) }()
	const mug = "4607034171186"
	var item, bin string
	must(t, n.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.SetOrigin(store.Origin{Device: "test"})
		s, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: "RUB"})
		if err != nil {
			return err
		}
		b, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: s.IDs[0], Bins: []place.BinSpec{{Name: "A-1", Use: place.PickFace}}})
		if err != nil {
			return err
		}
		bin = b.IDs[0].String()
		if _, err := place.AddAlias.In(ctx, tx, &place.AliasRequest{ID: b.IDs[0], Code: "OLD-1"}); err != nil {
			return err
		}
		i, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Name: "Кружка"}, Barcodes: []catalog.Barcode{{Code: mug}}})
		if err != nil {
			return err
		}
		item = i.ID.String()
		return nil
	}))
	a := &access{Reader: &read.Reader{DB: n.DB}}
	if _, err := newAlias(ctx, a, &api.PlaceName{Place: bin, Name: mug}); fault.Of(err).Code != "place.alias_goods" || fault.Of(err).Args["name"] != "Кружка" {
		t.Errorf("goods: %v", err)
	}
	if _, err := newAlias(ctx, a, &api.PlaceName{Place: bin, Name: "OLD-2"}); err != nil {
		t.Errorf("a free code: %v", err)
	}
	if _, err := addBarcode(ctx, a, &api.BarcodeEdit{Item: item, Code: "old-1"}); fault.Of(err).Code != "catalog.barcode_place" || fault.Of(err).Args["name"] != "A-1" {
		t.Errorf("a bin: %v", err)
	}
	if _, err := addBarcode(ctx, a, &api.BarcodeEdit{Item: item, Code: "036000291452"}); err != nil {
		t.Errorf("a free code: %v", err)
	}
}
