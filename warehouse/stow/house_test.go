package stow_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
	"warehouse-node/warehouse/stow"
)

// house is a site whose bins and goods a test makes up.
type house struct {
	t     *testing.T
	db    *store.DB
	site  warehouse.SiteID
	other warehouse.SiteID // another warehouse of the same house
	at    map[string]warehouse.PlaceID
	item  map[string]warehouse.ItemID
}

// mug is 300 g in a box of 100 x 100 x 80 mm; tea is counted in grams; pin is of
// unknown size and weight.
var wares = map[string]catalog.Body{
	"mug": {Article: "MUG", Name: "Кружка", Weight: 300, Size: catalog.Size{Length: 100, Width: 100, Height: 80}},
	"tea": {Article: "TEA", Name: "Чай", Unit: measure.Gram},
	"pin": {Article: "PIN", Name: "Значок"},
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, db: store.Open(memory.New()), at: map[string]warehouse.PlaceID{}, item: map[string]warehouse.ItemID{}}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for name, site := range map[string]*warehouse.SiteID{"Казань": &h.site, "Пермь": &h.other} {
			a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: name, Timezone: "Europe/Moscow", Currency: measure.RUB})
			if err != nil {
				return err
			}
			*site = a.IDs[0]
		}
		for name, body := range wares {
			a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: body})
			if err != nil {
				return err
			}
			h.item[name] = a.ID
		}
		for name, kind := range map[string]place.Kind{"tote": place.KindTote, "pallet": place.KindPallet} {
			a, err := place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: h.site, Kind: kind, Count: 1})
			if err != nil {
				return err
			}
			h.at[name] = a.IDs[0]
		}
		return nil
	})
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) write(fn func(context.Context, *store.Tx) error) {
	h.t.Helper()
	h.must(h.db.Write(context.Background(), fn))
}

// bins makes bins, in the order of the walk.
func (h *house) bins(all ...place.BinSpec) *house {
	h.t.Helper()
	return h.binsOf(h.site, all...)
}

func (h *house) binsOf(site warehouse.SiteID, all ...place.BinSpec) *house {
	h.t.Helper()
	for len(all) > 0 {
		some := all[:min(len(all), place.MaxBins)]
		all = all[len(some):]
		h.write(func(ctx context.Context, tx *store.Tx) error {
			a, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: site, Bins: some})
			if err != nil {
				return err
			}
			for i, b := range some {
				h.at[b.Name] = a.IDs[i]
			}
			return nil
		})
	}
	return h
}

// good is sellable goods without a lot.
func (h *house) good(ware string) warehouse.Stock { return warehouse.Stock{Item: h.item[ware]} }

// lie puts goods into places.
func (h *house) lie(s warehouse.Stock, qty measure.Qty, places ...string) *house {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) error {
		var moves []*ledger.Move
		for _, name := range places {
			moves = append(moves, &ledger.Move{Stock: s, Qty: qty, From: place.Supplier, To: h.at[name], Reason: "test"})
		}
		return ledger.Post(tx, moves...)
	})
	return h
}

// stand puts a container somewhere.
func (h *house) stand(container, at string) *house {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) error {
		return ledger.Stand(tx, h.at[container], h.at[at], tx.Now())
	})
	return h
}

// block closes a bin.
func (h *house) block(name string) *house {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := place.Block.In(ctx, tx, &place.BlockRequest{ID: h.at[name], Reason: "мокро"})
		return err
	})
	return h
}

// apart is why goods may not lie in a bin.
func (h *house) apart(s warehouse.Stock, bin string) (why string) {
	h.t.Helper()
	h.must(h.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		p, err := place.Get(tx, h.at[bin])
		if err == nil {
			why, err = stow.Apart(tx, p, s)
		}
		return err
	}))
	return why
}

// found is the name of the bin that is suggested, "" when there is none.
func (h *house) found(g stow.Goods, not ...string) (name string) {
	h.t.Helper()
	if g.Site.IsZero() {
		g.Site = h.site
	}
	var ids []warehouse.PlaceID
	for _, n := range not {
		ids = append(ids, h.at[n])
	}
	h.must(h.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		bin, err := stow.Find(tx, g, ids...)
		if bin != nil {
			name = bin.Name
		}
		return err
	}))
	return name
}

func face(name string) place.BinSpec    { return place.BinSpec{Name: name, Use: place.PickFace} }
func reserve(name string) place.BinSpec { return place.BinSpec{Name: name, Use: place.Reserve} }
func holds(b place.BinSpec, c place.Capacity) place.BinSpec {
	b.Capacity = c
	return b
}
