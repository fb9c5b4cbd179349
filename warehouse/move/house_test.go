package move_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "move.") }

// Codes of the goods of the house.
const (
	mug     = "4607034171186"
	mugBox  = "14607034171183" // 12 mugs
	shampoo = "4607034175405"  // by lots
	shaBox  = "14607034175402" // 12 of them
	phone   = "4607034173029"  // each piece by its serial number
)

const gs = "\x1d"

// house is a site with racks, totes and somebody who carries.
type house struct{ *stationtest.Floor }

func newHouse(t stationtest.T) *house {
	t.Helper()
	h := &house{stationtest.New(t, nil, &place.CreateSiteRequest{Name: "Львів", Timezone: "Europe/Kyiv", Currency: measure.UAH})}
	h.Bins(t, []place.BinSpec{
		{Name: "A-1", Use: place.PickFace}, {Name: "A-2", Use: place.PickFace}, {Name: "A-3", Use: place.PickFace, Capacity: place.Capacity{Units: 1}},
		{Name: "R-1", Use: place.Staging}, {Name: "HOSP", Use: place.Hospital},
	}...)
	h.Carriers(t, place.KindTote, "T1", "T2")
	h.Carriers(t, place.KindPallet, "L1")
	h.Carriers(t, place.KindCart, "C1")
	for code, body := range map[string]catalog.Body{
		mug:     {Article: "MUG", Name: "Горнятко"},
		shampoo: {Article: "SHA", Name: "Шампунь", Tracking: catalog.Tracking{Lots: true, Expiry: true}},
		phone:   {Article: "PHO", Name: "Навушники", Tracking: catalog.Tracking{Units: true}},
	} {
		r := &catalog.CreateRequest{Body: body, Barcodes: []catalog.Barcode{{Code: code}}}
		if box := map[string]string{mug: mugBox, shampoo: shaBox}[code]; box != "" {
			r.Packs = []catalog.Pack{{Name: "box", Factor: measure.Factor{Num: 12, Den: 1}}}
			r.Barcodes = append(r.Barcodes, catalog.Barcode{Code: box, Pack: "box"})
		}
		h.Goods(t, r)
	}
	h.Me = h.Hire(t, &staff.AddRequest{Name: "Леся", Locale: "uk"}, "receiver", "handheld")
	return h
}

func (h *house) write(t stationtest.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	stationtest.Must(t, h.Write(fn))
}

// stock puts goods into a place; of a lot that expires so many days ahead, or
// with these serial numbers.
func (h *house) stock(t stationtest.T, at, barcode string, qty measure.Qty, lot string, days measure.Day, serials ...string) {
	t.Helper()
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.Site)
		if err != nil {
			return err
		}
		m := &ledger.Move{Stock: warehouse.Stock{Item: h.Item[barcode]}, Qty: qty, From: place.Supplier, To: h.At[at], Reason: "test"}
		if lot != "" {
			l, err := ledger.LotFor(tx, h.Item[barcode], lot, site.Day(tx.Now())+days, 0, site.Day(tx.Now()))
			if err != nil {
				return err
			}
			m.Stock.Lot = l.ID
		}
		for _, code := range serials {
			u, err := ledger.UnitFor(tx, m.Stock, code, place.Supplier)
			if err != nil {
				return err
			}
			m.Units = append(m.Units, u.ID)
		}
		return ledger.Post(tx, m)
	})
}

// want is one line of an order and where it is picked from.
type want struct {
	barcode, from, tote string
	qty                 measure.Qty
}

// picked is an order that was picked into totes; it returns its lines.
func (h *house) picked(t stationtest.T, number string, wants ...want) (order warehouse.OrderID, lines []warehouse.LineID) {
	t.Helper()
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		order = warehouse.OrderID(tx.Mint())
		j := &job.Job{Order: order, Number: number, Site: h.Site, Courier: "np"}
		var ds []promise.Demand
		for _, w := range wants {
			id := warehouse.LineID(tx.Mint())
			lines = append(lines, id)
			ds = append(ds, promise.Demand{Line: id, Item: h.Item[w.barcode], Qty: w.qty})
			j.Lines = append(j.Lines, job.Line{ID: id, Item: h.Item[w.barcode], Qty: w.qty})
		}
		if err := promise.Reserve(tx, order, h.Site, tx.Now(), 0, ds...); err != nil {
			return err
		}
		if err := job.Offer(tx, j); err != nil {
			return err
		}
		for i, w := range wants {
			if err := h.pick(tx, order, lines[i], w); err != nil {
				return err
			}
		}
		for _, s := range []job.State{job.Released, job.Picking, job.Picked} {
			if _, err := job.To(tx, order, s); err != nil {
				return err
			}
		}
		return nil
	})
	return order, lines
}

// pick takes a line out of its bin, the first lots that lie there first.
func (h *house) pick(tx *store.Tx, order warehouse.OrderID, line warehouse.LineID, w want) error {
	left := w.qty
	for b, err := range ledger.ContentsOf(tx, h.At[w.from], h.Item[w.barcode]) {
		if err != nil {
			return err
		}
		n := min(left, b.Available())
		if n == 0 {
			continue
		}
		hold := &ledger.Hold{Stock: b.Stock, Qty: n, Place: h.At[w.from], Line: line}
		if err := promise.Hold(tx, hold); err != nil {
			return err
		}
		units, err := ledger.UnitsOf(tx, h.At[w.from], b.Stock, n)
		if err != nil {
			return err
		}
		if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: n, To: h.At[w.tote], Reason: "pick", Units: units}); err != nil {
			return err
		}
		if err := promise.Picked(tx, line, n); err != nil {
			return err
		}
		left -= n
	}
	_, err := job.PutIn(tx, order, h.At[w.tote])
	return err
}

// cancel stops an order, as orders.Cancel does.
func (h *house) cancel(t stationtest.T, order warehouse.OrderID) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		back, err := promise.Cancel(tx, order)
		if err != nil {
			return err
		}
		_, err = job.Stop(ctx, tx, order, back > 0, job.Halt{Code: "orders.cancelled"})
		return err
	})
}

// reduce makes a line of an order ask for less.
func (h *house) reduce(t stationtest.T, order warehouse.OrderID, line warehouse.LineID, qty measure.Qty) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		if _, err := promise.Change(tx, line, qty); err != nil {
			return err
		}
		j, err := job.Get(tx, order)
		if err != nil {
			return err
		}
		lines := slices.Clone(j.Lines)
		for i := range lines {
			if lines[i].ID == line {
				lines[i].Qty = qty
			}
		}
		_, err = job.SetLines(ctx, tx, order, lines)
		return err
	})
}

// state is that of an order's job.
func (h *house) state(t stationtest.T, order warehouse.OrderID) (s job.State) {
	t.Helper()
	h.Read(t, func(tx *store.Tx) error {
		j, err := job.Get(tx, order)
		if err == nil {
			s = j.State
		}
		return err
	})
	return s
}

// back is what is owed of a line, and what of its item can be promised.
func (h *house) back(t stationtest.T, line warehouse.LineID) (out string) {
	t.Helper()
	h.Read(t, func(tx *store.Tx) error {
		l, err := promise.Get(tx, line)
		if err != nil {
			return err
		}
		can, err := promise.Can(tx, h.Site, l.Item)
		out = fmt.Sprintf("%d back, %d free", l.Back, can)
		return err
	})
	return out
}

func (h *house) view(t stationtest.T) move.View {
	t.Helper()
	return stationtest.View[move.View](t, h.Floor)
}

// suggested is the bin on the screen.
func (h *house) suggested(t stationtest.T) string {
	t.Helper()
	if v := h.view(t); v.Bin != nil {
		return v.Bin.Code
	}
	return ""
}

// lies tells what lies in a place: "12 MUG, 1 SHA L1 damaged".
func (h *house) lies(t stationtest.T, name string) string {
	t.Helper()
	return h.Lies(t, name, func(l *ledger.Lot) string { return l.Code })
}

// step is what a person does and what they see; in is what lies in T1 after it.
type step struct{ do, want, in string }

func (h *house) walk(t *testing.T, steps ...step) {
	t.Helper()
	for i, s := range steps {
		stationtest.Must(t, h.Do(t, s.do))
		if got := h.Said(); got != s.want {
			t.Fatalf("step %d, %s: got %q, want %q", i, s.do, got, s.want)
		}
		if r := h.Last.Reply; r.Screen == "wrong" {
			if w := h.view(t).Wrong; w.Said == nil || w.Said.Code != r.Message.Code {
				t.Fatalf("step %d, %s: %s is said once, and not shown with %+v", i, s.do, r.Message.Code, w)
			}
		}
		if got := h.lies(t, "T1"); got != s.in {
			t.Fatalf("step %d, %s: in the tote lies %q, want %q", i, s.do, got, s.in)
		}
	}
}
