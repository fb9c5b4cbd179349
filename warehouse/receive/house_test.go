package receive_test

import (
	"fmt"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "receive.") }

// Codes of the goods of the house.
const (
	mug     = "4607034171186"
	mugBox  = "14607034171183" // 12 mugs
	mugBale = "24607034171180" // a carton that the catalogue does not know
	shampoo = "4607034175405"  // lots with expiry
	phone   = "4607034173029"  // each piece by its serial number
	coffee  = "4607034179106"  // in grams
	bolt    = "4607034176037"  // counted by typing
)

const gs = "\x1d"

// house is a site with a dock, racks and two people who receive.
type house struct {
	*stationtest.Floor
	people map[string]command.Command
}

func newHouse(t stationtest.T) *house {
	t.Helper()
	h := &house{people: map[string]command.Command{}, Floor: stationtest.New(t,
		&place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Север и Юг", Country: "RU", Tax: place.TaxGeneral}},
		&place.CreateSiteRequest{Name: "Подольск", Timezone: "Europe/Moscow", Currency: measure.RUB})}
	h.Proof = receive.Check
	h.Bins(t, []place.BinSpec{
		{Name: "DOCK", Use: place.Dock}, {Name: "GATE", Use: place.Dock},
		{Name: "A-1", Use: place.PickFace}, {Name: "A-2", Use: place.PickFace}, {Name: "A-3", Use: place.Reserve, Capacity: place.Capacity{Units: 10}},
		{Name: "HOSP", Use: place.Hospital},
	}...)
	h.Carriers(t, place.KindTote, "tote")
	h.Carriers(t, place.KindPallet, "pallet")
	h.goods(t)
	for _, name := range []string{"Лев", "Ида"} {
		h.people[name] = h.Hire(t, &staff.AddRequest{Name: name, Locale: "ru"}, "receiver", name)
	}
	h.Me = h.people["Лев"]
	return h
}

func (h *house) goods(t stationtest.T) {
	for code, body := range map[string]catalog.Body{
		mug:     {Article: "MUG", Name: "Кружка", Weight: 300},
		shampoo: {Article: "SHA", Name: "Шампунь", Tracking: catalog.Tracking{Lots: true, Expiry: true, ShelfLifeDays: 365}},
		phone:   {Article: "PHO", Name: "Наушники", Tracking: catalog.Tracking{Units: true}},
		coffee:  {Article: "COF", Name: "Кофе", Unit: measure.Gram},
		bolt:    {Article: "BLT", Name: "Болт", Typed: true},
	} {
		r := &catalog.CreateRequest{Body: body, Barcodes: []catalog.Barcode{{Code: code}}}
		if code == mug {
			r.Packs = []catalog.Pack{{Name: "box", Factor: measure.Factor{Num: 12, Den: 1}}}
			r.Barcodes = append(r.Barcodes, catalog.Barcode{Code: mugBox, Pack: "box"})
		}
		h.Goods(t, r)
	}
}

func (h *house) view(t stationtest.T) receive.View {
	t.Helper()
	return stationtest.View[receive.View](t, h.Floor)
}

// lies tells what lies in a place: "12 MUG, 1 SHA L1 2027-03-31 damaged".
func (h *house) lies(t stationtest.T, name string) string {
	t.Helper()
	return h.Lies(t, name, func(l *ledger.Lot) string { return fmt.Sprint(l.Code, " ", l.Expiry) })
}

// step is what a person does and what they see; bin, if not "", is what must lie
// at the dock after it.
type step struct{ do, want, dock string }

// walk goes through steps; "-" leaves the dock unlooked at.
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
		if s.dock == "-" {
			continue
		}
		if got := h.lies(t, "DOCK"); got != s.dock {
			t.Fatalf("step %d, %s: at the dock lies %q, want %q", i, s.do, got, s.dock)
		}
	}
}

// promised tells a line's short and promised units.
func (h *house) promised(t stationtest.T, line warehouse.LineID) (out string) {
	t.Helper()
	h.Read(t, func(tx *store.Tx) error {
		l, err := promise.Get(tx, line)
		if err != nil {
			return err
		}
		if l.Short > 0 {
			out = fmt.Sprint(l.Short, " short ")
		}
		out += fmt.Sprint(l.Promised, " promised")
		return nil
	})
	return out
}
