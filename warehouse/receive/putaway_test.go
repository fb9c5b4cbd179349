package receive_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// came puts goods at the dock without anybody scanning them.
func (h *house) came(t stationtest.T, at, barcode string, qty measure.Qty, lot string, c warehouse.Condition) {
	t.Helper()
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.Site)
		if err != nil {
			return err
		}
		s := warehouse.Stock{Item: h.Item[barcode], Owner: site.Owner, Condition: c}
		if lot != "" {
			l, err := ledger.LotFor(tx, s.Item, lot, site.Day(tx.Now())+300, 0, site.Day(tx.Now()))
			if err != nil {
				return err
			}
			s.Lot = l.ID
		}
		return ledger.Post(tx, &ledger.Move{Stock: s, Qty: qty, From: place.Supplier, To: h.At[at], Reason: "test"})
	}))
}

// TestPutAway: goods go from the dock to their bins, and a waiting order gets
// them there.
func TestPutAway(t *testing.T) {
	h := newHouse(t)
	h.came(t, "DOCK", mug, 20, "", warehouse.Good)
	h.came(t, "A-2", mug, 5, "", warehouse.Good)
	line := h.order(t, mug, 12)
	h.walk(t,
		step{"scan putaway", "ok take putaway.scan", "20 MUG"},
		step{"scan " + bolt, "wrong wrong putaway.none", "20 MUG"},
		step{"scan A-1", "wrong wrong putaway.not_here", "20 MUG"},
		step{"scan " + mug, "ok count putaway.took", "20 MUG"},
		step{"scan " + mug, "ok count putaway.took", "20 MUG"},
		step{"touch undo", "ok count putaway.took", "20 MUG"},
		step{"touch confirm qty=21", "wrong count putaway.fewer", "20 MUG"},
		step{"scan " + ident.CommandCode("confirm"), "ok go putaway.go", "20 MUG"}, // as many as the screen shows
		step{"touch back", "ok take putaway.scan", "20 MUG"},
		step{"scan " + mug, "ok count putaway.took", "20 MUG"},
		step{"touch confirm qty=6", "ok go putaway.go", "20 MUG"},
	)
	if v := h.view(t); v.Bin == nil || v.Bin.Code != "A-2" || v.Qty != 6 {
		t.Errorf("suggested %+v for %d, want A-2 where mugs lie, for 6", v.Bin, v.Qty)
	}
	if got := h.promised(t, line); got != "7 short 5 promised" {
		t.Errorf("before: %s", got)
	}
	h.walk(t,
		step{"scan DOCK", "wrong wrong putaway.not_here", "20 MUG"},
		step{"scan A-2", "ok take putaway.put", "14 MUG"},
	)
	if got := h.promised(t, line); got != "1 short 11 promised" {
		t.Errorf("after six mugs more: %s", got)
	}
	h.walk(t,
		step{"touch undo", "ok go receive.undone", "20 MUG"},
		step{"touch other", "ok go putaway.go", "20 MUG"},
	)
	if v := h.view(t); v.Bin == nil || v.Bin.Code != "A-3" {
		t.Errorf("suggested %+v, want A-3, the next empty one", v.Bin)
	}
	if got := h.promised(t, line); got != "7 short 5 promised" {
		t.Errorf("after the undo: %s", got)
	}
	h.walk(t,
		step{"scan A-3", "ok take putaway.put", "14 MUG"},
		step{"scan " + mug, "ok count putaway.took", "14 MUG"},
		step{"scan " + mugBox, "ok count putaway.took", "14 MUG"},
		step{"scan " + mug, "ok go putaway.go", "14 MUG"}, // all there is
		step{"scan " + mug, "wrong go putaway.fewer", "14 MUG"},
		step{"scan A-3", "attention empty putaway.over", ""},
	)
	if got := h.promised(t, line); got != "12 promised" {
		t.Errorf("at the end: %s", got)
	}
}

// order makes an order wait for goods.
func (h *house) order(t stationtest.T, barcode string, qty measure.Qty) (line warehouse.LineID) {
	t.Helper()
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		line = warehouse.LineID(tx.Mint())
		return promise.Reserve(tx, warehouse.OrderID(tx.Mint()), h.Site, tx.Now(), 0, promise.Demand{Line: line, Item: h.Item[barcode], Qty: qty})
	}))
	return line
}

// TestPutAwayApart: goods that are not for sale and goods that are lie apart, and
// whoever would mix them is sent to a bin of their own; any other bin than the one
// suggested is taken, and it is said that it was another.
func TestPutAwayApart(t *testing.T) {
	h := newHouse(t)
	h.came(t, "DOCK", mug, 1, "", warehouse.Damaged)
	h.walk(t,
		step{"scan putaway", "ok take putaway.scan", "-"},
		step{"scan " + mug, "ok go putaway.go", "1 MUG damaged"},
		step{"scan A-1", "wrong wrong stow.not_for_sale", "1 MUG damaged"},
	)
	if w := h.view(t).Wrong; w.Needed.Bin == nil || w.Needed.Bin.Code != "HOSP" || w.Said.Args["place"] != "A-1" || w.Said.Args["bin"] != "HOSP" {
		t.Errorf("damaged goods at a pick face: %+v, %+v", w, w.Said)
	}
	h.walk(t, step{"scan HOSP", "done empty putaway.put", ""})

	h.came(t, "DOCK", mug, 3, "", warehouse.Good)
	h.walk(t,
		step{"scan " + mug, "ok count putaway.took", "3 MUG"},
		step{"scan HOSP", "wrong wrong stow.for_sale", "3 MUG"}, // before a bin was suggested
	)
	if w := h.view(t).Wrong; w.Needed.Bin == nil || w.Needed.Bin.Code != "A-1" {
		t.Errorf("good goods at the hospital: %+v", w)
	}
	h.walk(t,
		step{"scan A-2", "attention take putaway.put_elsewhere", "2 MUG"},
		step{"scan " + mug, "ok count putaway.took", "2 MUG"},
		step{"scan A-2", "ok take putaway.put", "1 MUG"}, // no bin was suggested yet
	)
	h.Block(t, "A-1", "A-2", "A-3")
	h.walk(t,
		step{"scan " + mug, "attention go putaway.anywhere", "1 MUG"},
		step{"scan HOSP", "done empty putaway.put", ""}, // any open one
	)
}

// TestPutAwayMistakes: what the timeline tells of places and goods scanned wrong while
// putting away: what was held where something else was needed. The bin in which
// something was just put, read twice, is none.
func TestPutAwayMistakes(t *testing.T) {
	h := newHouse(t)
	h.came(t, "DOCK", mug, 20, "", warehouse.Good)
	h.came(t, "A-2", mug, 5, "", warehouse.Good)
	h.came(t, "DOCK", bolt, 4, "", warehouse.Good)
	slip := func(do, want string) {
		t.Helper()
		stationtest.Must(t, h.Do(t, do))
		var told station.Replied
		h.Read(t, func(tx *store.Tx) (err error) { told, err = stationtest.Told(tx, h.Me.Person); return err })
		got := "none"
		if s := told.Slip; s != nil {
			got = strings.TrimSpace(fmt.Sprint(s.Kind, " ", s.Bin, s.Tote))
		}
		if got != want {
			t.Errorf("%s: %s told as %q, want %q", do, h.Said(), got, want)
		}
	}
	h.walk(t, step{"scan putaway", "ok take putaway.scan", "-"})
	slip("scan A-1", "bin A-1") // with empty hands: the goods were not scanned
	slip("scan tote", "tote "+h.name(t, "tote"))
	slip("scan nobody's code", "none")
	h.walk(t, step{"scan " + mug, "ok count putaway.took", "-"}, step{"touch confirm qty=6", "ok go putaway.go", "-"})
	slip("scan tote", "tote "+h.name(t, "tote"))
	if w := h.view(t).Wrong; w.Needed.Bin == nil || w.Needed.Bin.Code != "A-2" {
		t.Errorf("beside a tote stands %+v, want the bin to go to", w.Needed)
	}
	slip("scan DOCK", "bin DOCK")
	slip("scan "+bolt, "item")
	slip("scan A-2", "none") // it goes there
	slip("scan A-2", "none") // read twice
	slip("scan A-1", "bin A-1")
}

// name is what people call a place.
func (h *house) name(t *testing.T, at string) (name string) {
	t.Helper()
	h.Read(t, func(tx *store.Tx) error {
		p, err := place.Get(tx, h.At[at])
		if err == nil {
			name = p.Name
		}
		return err
	})
	return name
}
