package look_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/look"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// expiries are the days of choices, counted from today.
func (h *house) expiries(t *testing.T, choices []station.Choice) (days []measure.Day) {
	t.Helper()
	var today measure.Day
	h.Read(t, func(tx *store.Tx) error {
		site, err := place.GetSite(tx, h.Site)
		today = site.Day(tx.Now())
		return err
	})
	for _, c := range choices {
		day, err := measure.ParseDay(c.Expiry)
		stationtest.Must(t, err)
		days = append(days, day-today)
	}
	return days
}

// TestLotsOfOneCode: of many lots with one code those are offered first of which
// something lies at this warehouse, in the order in which they are picked, however old
// the others are; each tells its day.
func TestLotsOfOneCode(t *testing.T) {
	h := newHouse(t)
	for i := range 20 { // used up long ago
		h.lot(t, shampoo, "L-9", measure.Day(-1000+i))
	}
	h.stock(t, "Z-9", shampoo, 4, "L-9", 5) // of another warehouse
	h.stock(t, "A-1", shampoo, 4, "L-9", -3)
	h.stock(t, "A-1", shampoo, 4, "L-9", 60)
	h.stock(t, "A-3", shampoo, 4, "L-9", 30)
	h.sees(t, "look", "ok scan look.scan")
	v := h.sees(t, "l-9", "attention choose look.ambiguous")
	if days := h.expiries(t, v.Choices); len(days) != 12 || !cmp.Equal(days[:4], []measure.Day{30, 60, -3, -1000}) {
		t.Errorf("offered are lots of the days %v", days)
	}
	stationtest.Must(t, h.Do(t, "touch choose thing=1"))
	if chosen := stationtest.View[look.View](t, h.Floor); !cmp.Equal(told(chosen), []string{"A-1 4 L-9 best"}) {
		t.Errorf("chosen: %q", told(chosen))
	}
	// With the item told too, nothing of the others is meant.
	v = h.sees(t, "0104607034175405"+"10L-9", "attention choose look.ambiguous")
	if diff := cmp.Diff([]measure.Day{30, 60, -3}, h.expiries(t, v.Choices)); diff != "" {
		t.Error(diff)
	}
	v = h.sees(t, shared, "attention choose look.ambiguous")
	if v.Choices[0].Expiry != "" {
		t.Errorf("%+v: no lot is meant", v.Choices[0])
	}
}

// lot makes a lot of which nothing lies anywhere.
func (h *house) lot(t *testing.T, barcode, code string, days measure.Day) {
	t.Helper()
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.Site)
		if err != nil {
			return err
		}
		today := site.Day(tx.Now())
		_, err = ledger.LotFor(tx, h.Item[barcode], code, today+days, 0, today)
		return err
	}))
}

// TestManyPlacesElsewhere: what lies in thousands of places of another warehouse does
// not hide what lies here.
func TestManyPlacesElsewhere(t *testing.T) {
	h := newHouse(t)
	stationtest.Must(t, h.Write(func(ctx context.Context, tx *store.Tx) error {
		var specs []place.BinSpec
		for i := range 2001 {
			specs = append(specs, place.BinSpec{Name: fmt.Sprint("Z-", 10+i), Use: place.PickFace})
		}
		for len(specs) > 0 {
			n := min(len(specs), 200)
			made, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: h.other, Bins: specs[:n]})
			if err != nil {
				return err
			}
			for _, at := range made.IDs {
				m := &ledger.Move{Stock: warehouse.Stock{Item: h.Item[mug]}, Qty: 1, From: place.Supplier, To: at, Reason: "test"}
				if err := ledger.Post(tx, m); err != nil {
					return err
				}
			}
			specs = specs[n:]
		}
		made, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: h.Site, Bins: []place.BinSpec{{Name: "A-9", Use: place.PickFace}}})
		h.At["A-9"] = made.IDs[0] // its number stands behind all of those
		return err
	}))
	h.stock(t, "A-9", mug, 7, "", 0)
	h.sees(t, "look", "ok scan look.scan")
	if v := h.sees(t, mug, "ok item look.shown"); v.Item.On != 7 || len(v.Lines) != 1 {
		t.Errorf("%d here, %q", v.Item.On, told(v))
	}
}
