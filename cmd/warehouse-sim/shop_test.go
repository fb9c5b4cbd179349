package main

import (
	"testing"

	"warehouse-node/orders/shop/shopsim"
)

// TestStoreAgain: the demo's shop goes on where it was ended, and its first
// orders are placed once in its life.
func TestStoreAgain(t *testing.T) {
	dir := t.TempDir()
	open := func() *store {
		s, err := openStore(dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.server.Close() })
		return s
	}
	first := open()
	last := first.Place(shopsim.Order{Lines: []shopsim.Line{{Item: "site-LCH-3", Qty: 1}}})
	again := open() // the first was not ended: it was killed
	if got, want := len(again.Orders()), len(first.Orders()); got != want || want != 4 {
		t.Errorf("%d orders after %d", got, want)
	}
	if got := len(again.Items()); got != len(goods) {
		t.Errorf("%d goods, want %d", got, len(goods))
	}
	if number := again.Place(shopsim.Order{Lines: []shopsim.Line{{Item: "site-LCH-3", Qty: 1}}}); number == last {
		t.Errorf("number %s was given twice", number)
	}
}
