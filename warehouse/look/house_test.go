package look_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/look"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// Codes of the goods of the house.
const (
	mug     = "4607034171186"
	mugBox  = "14607034171183" // 12 mugs
	shampoo = "4607034175405"  // by lots
	phone   = "4607034173029"  // each piece by its serial number
	shared  = "2000000000015"  // of the cap and of the beret

)

// orders are numbers that a scan means, as warehouse/orders resolves them.
var orders = map[string]station.Thing{}

var _ = station.AddResolver(func(_ *store.Tx, _ warehouse.SiteID, code string) ([]station.Thing, error) {
	if t, ok := orders[code]; ok {
		return []station.Thing{t}, nil
	}
	return nil, nil
})

// house is a warehouse with goods, an order that is being picked, and somebody who
// looks; and another warehouse.
type house struct {
	*stationtest.Floor
	other warehouse.SiteID
}

func newHouse(t stationtest.T) *house { return over(t, memory.New()) }

func over(t stationtest.T, engine store.Engine) *house {
	t.Helper()
	h := &house{Floor: stationtest.Over(t, engine, nil, &place.CreateSiteRequest{Name: "Львів", Timezone: "Europe/Kyiv", Currency: measure.UAH})}
	h.Bins(t, []place.BinSpec{
		{Name: "A-1", Use: place.PickFace}, {Name: "A-2", Use: place.PickFace}, {Name: "A-3", Use: place.PickFace},
		{Name: "D-1", Use: place.Dock}, {Name: "HOSP", Use: place.Hospital},
	}...)
	h.Carriers(t, place.KindTote, "T1", "T2")
	for _, r := range map[string]catalog.CreateRequest{
		mug: {Body: catalog.Body{Article: "MUG", Name: "Горнятко"}, Packs: []catalog.Pack{{Name: "box", Factor: measure.Factor{Num: 12, Den: 1}}},
			Barcodes: []catalog.Barcode{{Code: mug}, {Code: mugBox, Pack: "box"}}},
		shampoo: {Body: catalog.Body{Article: "SHA", Name: "Шампунь", Tracking: catalog.Tracking{Lots: true, Expiry: true}}, Barcodes: []catalog.Barcode{{Code: shampoo}}},
		phone:   {Body: catalog.Body{Article: "PHO", Name: "Навушники", Tracking: catalog.Tracking{Units: true}}, Barcodes: []catalog.Barcode{{Code: phone}}},
		"cap":   {Body: catalog.Body{Article: "CAP", Name: "Кашкет"}, Barcodes: []catalog.Barcode{{Code: shared, Shared: true}}},
		"beret": {Body: catalog.Body{Article: "BER", Name: "Берет"}, Barcodes: []catalog.Barcode{{Code: shared, Shared: true}}},
	} {
		h.Goods(t, &r)
	}
	a, err := place.CreateSite.Do(context.Background(), h.Door, itself, &place.CreateSiteRequest{Name: "Одеса", Timezone: "Europe/Kyiv", Currency: measure.UAH})
	stationtest.Must(t, err)
	h.other = a.IDs[0]
	a, err = place.CreateBins.Do(context.Background(), h.Door, itself, &place.CreateBinsRequest{Parent: h.other, Bins: []place.BinSpec{{Name: "Z-9", Use: place.PickFace}}})
	stationtest.Must(t, err)
	h.At["Z-9"] = a.IDs[0]
	h.Me = h.Hire(t, &staff.AddRequest{Name: "Леся", Locale: "uk"}, "picker", "handheld")
	return h
}

// stock puts goods into a place; of a lot that expires so many days ahead, or
// pieces with these serial numbers.
func (h *house) stock(t stationtest.T, at, barcode string, qty measure.Qty, lot string, days measure.Day, serials ...string) {
	t.Helper()
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.Site)
		if err != nil {
			return err
		}
		tx.SetOrigin(store.Origin{Person: h.Me.Person})
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
	}))
}

// held is an order of mugs that are set aside in a bin; put of them are in a tote
// already.
func (h *house) held(t stationtest.T, number, bin string, qty, put measure.Qty, tote string) {
	t.Helper()
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		order, line, item := warehouse.OrderID(tx.Mint()), warehouse.LineID(tx.Mint()), h.Item[mug]
		orders["N"+number] = station.Thing{Order: order, Number: number}
		if err := promise.Reserve(tx, order, h.Site, tx.Now(), 0, promise.Demand{Line: line, Item: item, Qty: qty}); err != nil {
			return err
		}
		if err := job.Offer(tx, &job.Job{Order: order, Number: number, Site: h.Site, Courier: "np", Lines: []job.Line{{ID: line, Item: item, Qty: qty}}}); err != nil {
			return err
		}
		hold := &ledger.Hold{Stock: warehouse.Stock{Item: item}, Qty: qty, Place: h.At[bin], Line: line}
		if err := promise.Hold(tx, hold); err != nil || put == 0 {
			return err
		}
		if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: put, To: h.At[tote], Reason: "pick"}); err != nil {
			return err
		}
		if err := promise.Picked(tx, line, put); err != nil {
			return err
		}
		_, err := job.PutIn(tx, order, h.At[tote])
		return err
	}))
}

var itself = stationtest.Itself

// sees scans and tells the screen in a few words.
func (h *house) sees(t *testing.T, code, want string) look.View {
	t.Helper()
	stationtest.Must(t, h.Do(t, "scan "+code))
	if got := h.Said(); got != want {
		t.Fatalf("scan %s: got %q, want %q", code, got, want)
	}
	return stationtest.View[look.View](t, h.Floor)
}

// told is a view in a few words: its lines as "A-1 12 MUG held 3 for 10001×3 best".
func told(v look.View) (lines []string) {
	for _, l := range v.Lines {
		words := []string{fmt.Sprint(l.Qty)}
		if l.At != nil {
			words = append([]string{l.At.Name}, words...)
		}
		if l.Item != nil {
			words = append(words, l.Item.Name)
		}
		for _, w := range []string{l.Lot, l.Condition, l.Owner, l.Stop} {
			if w != "" {
				words = append(words, w)
			}
		}
		if l.Held > 0 {
			words = append(words, fmt.Sprint("held ", l.Held))
		}
		for _, s := range l.For {
			words = append(words, fmt.Sprintf("%s×%d", s.Order, s.Qty))
		}
		if l.Best {
			words = append(words, "best")
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return lines
}

func parcel(t *testing.T, h *house) (code string) {
	t.Helper()
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		p, err := place.NewParcel(tx, h.Site)
		if err != nil {
			return err
		}
		code = p.Code
		h.At["P1"] = p.ID
		return job.PutParcel(tx, &job.Parcel{Place: p.ID, Order: orders["N10001"].Order, Site: h.Site, Index: 1, Code: p.Code, Opened: tx.Now(), Closed: tx.Now()})
	}))
	return code
}

// onlyAnswers says what is on the timeline of looking beside answers: whatever
// stands behind the first answer of the flow.
func onlyAnswers(tx *store.Tx) error {
	looked := false
	for e, err := range journal.From(tx, 1) {
		if err != nil {
			return err
		}
		looked = looked || e.Kind == station.RepliedKind.Name && strings.Contains(string(e.Data), `"flow":"look"`)
		if looked && e.Kind != station.RepliedKind.Name {
			return fmt.Errorf("looking told the timeline of %s", e.Kind)
		}
	}
	return nil
}
