package main

import (
	"context"
	"testing"

	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestPriced: a price that names no currency is in that of the warehouse where
// the table is loaded; where nobody named one, in that which all have, and in
// none when they differ.
func TestPriced(t *testing.T) {
	db := store.Open(memory.New())
	site := func(name string, c measure.Currency) (id string) {
		must(t, db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: name, Timezone: "Europe/Kyiv", Currency: c})
			if err == nil {
				id = a.IDs[0].String()
			}
			return err
		}))
		return id
	}
	at := func(named string) (c measure.Currency) {
		must(t, db.Read(t.Context(), func(_ context.Context, tx *store.Tx) (err error) { c, err = priced(tx, named); return err }))
		return c
	}
	if got := at(""); got != "" {
		t.Errorf("without a warehouse: %q", got)
	}
	lviv := site("Lviv", measure.UAH)
	if got := at(""); got != measure.UAH {
		t.Errorf("with one: %q", got)
	}
	site("Poltava", measure.UAH)
	if got := at(""); got != measure.UAH {
		t.Errorf("with two alike: %q", got)
	}
	warsaw := site("Warszawa", "PLN")
	for named, want := range map[string]measure.Currency{"": "", lviv: measure.UAH, warsaw: "PLN", "nowhere": ""} {
		if got := at(named); got != want {
			t.Errorf("at %q: %q, want %q", named, got, want)
		}
	}
}
