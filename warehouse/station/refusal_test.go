package station_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestRefusal: a refused scan is drawn as what it was, an item, a bin, a
// container or only its text, and says nothing of what was needed.
func TestRefusal(t *testing.T) {
	door := &command.Door{DB: store.Open(memory.New())}
	h := &house{t: t, door: door}
	ctx, itself := context.Background(), command.Command{Itself: true}
	site, err := place.CreateSite.Do(ctx, door, itself, &place.CreateSiteRequest{Name: "Львів", Timezone: "Europe/Kyiv", Currency: measure.UAH})
	h.must(err)
	bins, err := place.CreateBins.Do(ctx, door, itself, &place.CreateBinsRequest{Parent: site.IDs[0], Bins: []place.BinSpec{{Name: "A-1", Use: place.PickFace}}})
	h.must(err)
	totes, err := place.CreateCarriers.Do(ctx, door, itself, &place.CreateCarriersRequest{Site: site.IDs[0], Kind: place.KindTote, Count: 1})
	h.must(err)
	hat, err := catalog.Create.Do(ctx, door, itself, &catalog.CreateRequest{Body: catalog.Body{Article: "HAT", Name: "Капелюх"}})
	h.must(err)
	h.must(door.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		tote, err := place.Get(tx, totes.IDs[0])
		h.must(err)
		for _, row := range []struct {
			r                            station.Refusal
			code, item, bin, carry, text string
		}{
			{r: station.Refusal{Kind: "unknown", Code: "no such"}, code: "no such"},
			{r: station.Refusal{Kind: "item", Code: "460", Item: hat.ID}, code: "460", item: "Капелюх"},
			{r: station.Refusal{Kind: "bin", Place: bins.IDs[0]}, bin: "A-1"},
			{r: station.Refusal{Kind: "tote", Place: totes.IDs[0]}, carry: tote.Name},
			{r: station.Refusal{Kind: "lot", Held: "L-1"}, text: "L-1"},
		} {
			w, err := row.r.Show(tx)
			h.must(err)
			if w.Kind != row.r.Kind || w.Needed != (station.WrongSide{}) {
				t.Errorf("%+v", w)
			}
			got := row
			got.code, got.text, got.item, got.bin, got.carry = w.Held.Code, w.Held.Text, "", "", ""
			if w.Held.Item != nil {
				got.item = w.Held.Item.Name
			}
			if w.Held.Bin != nil {
				got.bin = w.Held.Bin.Code
			}
			if w.Held.Tote != nil {
				got.carry = w.Held.Tote.Code
			}
			if got != row {
				t.Errorf("got %+v, want %+v", got, row)
			}
		}
		return nil
	}))
}
