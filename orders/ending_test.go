package orders_test

import (
	"context"
	"slices"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

// against are the codes of what stands against the end of a site or an entity.
func against[ID any](t *testing.T, h *house, e *place.Ending[ID], id ID) (codes []string) {
	t.Helper()
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		all, err := e.Against(tx, id)
		for _, one := range all {
			codes = append(codes, one.Code)
		}
		return err
	}))
	slices.Sort(codes)
	return codes
}

// TestNothingEndsThatOwes: a warehouse is not closed and its owner does not retire
// while a buyer waits or goods lie there; then both may, and take no order more.
func TestNothingEndsThatOwes(t *testing.T) {
	h := newHouse(t)
	itself := command.Command{Itself: true}
	e, err := place.SaveEntity.Do(context.Background(), h.door, itself, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Север", Country: "RU", Tax: place.TaxGeneral}})
	must(t, err)
	site := place.EditSiteRequest{ID: h.site, Version: 1, Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB, Owner: e.ID}
	_, err = place.EditSite.Do(context.Background(), h.door, itself, &site)
	must(t, err)
	own := warehouse.Stock{Item: h.items["HAT"], Owner: e.ID}
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: own, Qty: 3, From: place.Supplier, To: h.bin, Reason: "receive"})
	})
	a, err := h.accept(h.incoming("1", 1, line("HAT", 2, 100)))
	must(t, err)
	if got := against(t, h, &place.Closing, h.site); !slices.Equal(got, []string{"orders.site_open", "place.site_bins"}) {
		t.Errorf("against closing: %v", got)
	}
	if got := against(t, h, &place.Retiring, e.ID); !slices.Equal(got, []string{"ledger.entity_goods", "orders.entity_open", "place.entity_site"}) {
		t.Errorf("against retiring: %v", got)
	}

	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		if _, err := orders.Cancel.In(ctx, tx, &orders.CancelRequest{Order: a.Order, Reason: sealtest.Boxed("changed their mind")}); err != nil {
			return err
		}
		// On its way to another warehouse it is still somebody's.
		return ledger.Post(tx, &ledger.Move{Stock: own, Qty: 3, From: h.bin, To: place.Transit, Reason: "transfer"})
	})
	if got := against(t, h, &place.Retiring, e.ID); !slices.Equal(got, []string{"ledger.entity_goods", "place.entity_site"}) {
		t.Errorf("against retiring: %v", got)
	}
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: own, Qty: 3, From: place.Transit, To: place.Customer, Reason: "sold"})
	})
	_, err = place.Archive.Do(context.Background(), h.door, itself, &place.ArchiveRequest{ID: h.bin, Version: 1})
	must(t, err)
	_, err = place.CloseSite.Do(context.Background(), h.door, itself, &place.CloseSiteRequest{ID: h.site, Version: 2})
	must(t, err)
	_, err = place.RetireEntity.Do(context.Background(), h.door, itself, &place.EntityRequest{ID: e.ID, Version: 1})
	must(t, err)
	if _, err := h.accept(h.incoming("2", 1, line("HAT", 1, 100))); fault.Of(err).Code != "place.archived" {
		t.Errorf("an order of a closed warehouse: %v", err)
	}
	next, err := place.CreateSite.Do(context.Background(), h.door, itself, &place.CreateSiteRequest{Name: "Уфа", Timezone: "Asia/Yekaterinburg", Currency: measure.RUB})
	must(t, err)
	r := h.incoming("3", 1, line("HAT", 1, 100))
	r.Site, r.Owner = next.IDs[0], e.ID
	if _, err := h.accept(r); fault.Of(err).Code != "place.entity_retired" {
		t.Errorf("an order of a retired seller: %v", err)
	}
}
