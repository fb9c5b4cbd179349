package ledger_test

import (
	"context"
	"fmt"
	"math/rand"
	"testing"
	"time"

	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestAsOf posts moves late, by up to twenty minutes, and asks of random
// moments what a walk over everything would say.
func TestAsOf(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	db := store.Open(memory.New())
	now := at(0)
	db.Clock = func() time.Time { return now }
	places := []ledger.Place{"supplier", "adjust", "customer"}
	var all []ledger.Move
	for n := range 1500 {
		now = now.Add(time.Duration(r.Intn(120)) * time.Second)
		from := r.Intn(3)
		m := ledger.Move{ID: fmt.Sprint(n), Item: "x", Qty: ledger.Qty(1 + r.Intn(5)), From: places[from], To: places[(from+1+r.Intn(2))%3],
			Happened: now.Add(-time.Duration(r.Intn(1200)) * time.Second)}
		if r.Intn(10) == 0 {
			m.Happened = now.Add(time.Hour) // a fast clock
		}
		if err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return ledger.Post(tx, &m) }); err != nil {
			t.Fatal(err)
		}
		if m.Happened.After(now) {
			m.Happened = now
		}
		all = append(all, m)

		p, moment := places[r.Intn(3)], now.Add(-time.Duration(r.Intn(3000))*time.Second)
		var got, want ledger.Qty
		if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
			got, err = ledger.AsOf(tx, p, "x", "", moment)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for _, m := range all {
			switch {
			case m.Happened.After(moment):
			case m.To == p:
				want += m.Qty
			case m.From == p:
				want -= m.Qty
			}
		}
		if got != want {
			t.Fatalf("step %d: %s at %v: got %d, want %d", n, p, moment, got, want)
		}
	}
	if err := db.Read(context.Background(), prove); err != nil {
		t.Fatal(err)
	}
}
