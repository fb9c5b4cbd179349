package dispatch_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestRetire: a courier is retired once nothing of it is under way; it leaves the
// lists of the site and keeps its name on what was, and its code brings it back.
func TestRetire(t *testing.T) {
	h := newHouse(t)
	retire := func(code string) string {
		t.Helper()
		_, err := dispatch.Retire.Do(context.Background(), h.door, command.Command{Itself: true}, &dispatch.RetireRequest{Site: h.site, Code: code})
		if err == nil {
			return ""
		}
		return fault.Of(err).Code
	}
	known := func() (codes []string) {
		h.read(func(tx *store.Tx) error {
			for c, err := range job.Couriers(tx, h.site) {
				if err != nil {
					return err
				}
				codes = append(codes, c.Code)
			}
			return nil
		})
		return codes
	}
	before := len(known())
	_, boxes := h.packed("cdek", 1)
	mustBe(t, "with an order", retire("cdek"), "dispatch.courier_order")
	h.scan(h.olga, h.dock.Code)
	h.scan(h.olga, boxes[0].Code)
	mustBe(t, "with an open list", retire("cdek"), "dispatch.courier_list")
	h.touch(h.olga, dispatch.ActClose)
	mustBe(t, "of nobody", retire("nobody"), "dispatch.no_courier")
	mustBe(t, "free", retire("cdek"), "")
	mustBe(t, "twice", retire("cdek"), "dispatch.no_courier")
	mustBe(t, "left", len(known()), before-1)
	h.read(func(tx *store.Tx) error {
		c, err := job.CourierOf(tx, h.site, "cdek")
		mustBe(t, "its name on papers", c.Name, "СДЭК")
		for at, err := range job.AtDock(tx, h.dock.ID) {
			if err != nil || at.Code == "cdek" {
				t.Errorf("it still stands at its dock: %+v, %v", at, err)
			}
		}
		return err
	})
	_, err := dispatch.Enter.Do(context.Background(), h.door, command.Command{Itself: true}, &dispatch.CourierRequest{Site: h.site, Code: "cdek", Name: "СДЭК"})
	if err != nil {
		t.Fatal(err)
	}
	mustBe(t, "back", len(known()), before)
}

// TestCourierNowhere: nobody comes to a warehouse that is closed, or is none.
func TestCourierNowhere(t *testing.T) {
	h := newHouse(t)
	enter := func(at warehouse.SiteID) string {
		t.Helper()
		_, err := dispatch.Enter.Do(context.Background(), h.door, command.Command{Itself: true}, &dispatch.CourierRequest{Site: at, Code: "nova", Name: "Нова пошта"})
		if err == nil {
			return ""
		}
		return fault.Of(err).Code
	}
	var second warehouse.SiteID
	h.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Тверь", Timezone: "Europe/Moscow", Currency: measure.RUB})
		if err == nil {
			second = a.IDs[0]
		}
		return err
	})
	mustBe(t, "open", enter(second), "")
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := dispatch.Retire.In(ctx, tx, &dispatch.RetireRequest{Site: second, Code: "nova"})
		if err == nil {
			_, err = place.CloseSite.In(ctx, tx, &place.CloseSiteRequest{ID: second, Version: 1})
		}
		return err
	})
	mustBe(t, "closed", enter(second), "place.archived")
	mustBe(t, "none", enter(h.bin), "place.site")
}
