package move_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "move.") }

type fatal interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func must(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Codes of the goods of the house.
const (
	mug     = "4607034171186"
	mugBox  = "14607034171183" // 12 mugs
	shampoo = "4607034175405"  // by lots
	phone   = "4607034173029"  // each piece by its serial number
)

const gs = "\x1d"

// house is a site with racks, totes and somebody who carries.
type house struct {
	door *command.Door
	site warehouse.SiteID
	me   warehouse.PersonID
	at   map[string]warehouse.PlaceID
	item map[string]warehouse.ItemID
	last *station.StateAnswer
}

func newHouse(t fatal) *house {
	t.Helper()
	h := &house{door: &command.Door{DB: store.Open(memory.New())}, at: map[string]warehouse.PlaceID{}, item: map[string]warehouse.ItemID{}}
	ctx, itself := context.Background(), command.Command{Itself: true}
	s, err := place.CreateSite.Do(ctx, h.door, itself, &place.CreateSiteRequest{Name: "Львів", Timezone: "Europe/Kyiv", Currency: measure.UAH})
	must(t, err)
	h.site = s.IDs[0]
	bins := []place.BinSpec{
		{Name: "A-1", Use: place.PickFace}, {Name: "A-2", Use: place.PickFace}, {Name: "A-3", Use: place.PickFace, Capacity: place.Capacity{Units: 1}},
		{Name: "R-1", Use: place.Staging}, {Name: "HOSP", Use: place.Hospital},
	}
	b, err := place.CreateBins.Do(ctx, h.door, itself, &place.CreateBinsRequest{Parent: h.site, Bins: bins})
	must(t, err)
	for i, spec := range bins {
		h.at[spec.Name] = b.IDs[i]
	}
	for kind, names := range map[place.Kind][]string{place.KindTote: {"T1", "T2"}, place.KindPallet: {"L1"}, place.KindCart: {"C1"}} {
		c, err := place.CreateCarriers.Do(ctx, h.door, itself, &place.CreateCarriersRequest{Site: h.site, Kind: kind, Count: len(names)})
		must(t, err)
		for i, name := range names {
			h.at[name] = c.IDs[i]
		}
	}
	for code, body := range map[string]catalog.Body{
		mug:     {Article: "MUG", Name: "Горнятко"},
		shampoo: {Article: "SHA", Name: "Шампунь", Tracking: catalog.Tracking{Lots: true, Expiry: true}},
		phone:   {Article: "PHO", Name: "Навушники", Tracking: catalog.Tracking{Units: true}},
	} {
		r := &catalog.CreateRequest{Body: body, Barcodes: []catalog.Barcode{{Code: code}}}
		if code == mug {
			r.Packs = []catalog.Pack{{Name: "box", Factor: measure.Factor{Num: 12, Den: 1}}}
			r.Barcodes = append(r.Barcodes, catalog.Barcode{Code: mugBox, Pack: "box"})
		}
		a, err := catalog.Create.Do(ctx, h.door, itself, r)
		must(t, err)
		h.item[code] = a.ID
	}
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Леся", Locale: "uk", Roles: []staff.RoleAt{{Role: "receiver", Site: h.site}}})
		if err == nil {
			h.me = p.Person
		}
		return err
	})
	_, err = station.Open.Do(ctx, h.door, h.as(), &station.OpenRequest{})
	must(t, err)
	return h
}

func (h *house) as() command.Command { return command.Command{Person: h.me, Device: "handheld"} }

func (h *house) write(t fatal, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	must(t, h.door.DB.Write(context.Background(), fn))
}

func (h *house) read(t fatal, fn func(tx *store.Tx) error) {
	t.Helper()
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

// stock puts goods into a place; of a lot that expires so many days ahead, or
// with these serial numbers.
func (h *house) stock(t fatal, at, barcode string, qty measure.Qty, lot string, days measure.Day, serials ...string) {
	t.Helper()
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.site)
		if err != nil {
			return err
		}
		m := &ledger.Move{Stock: warehouse.Stock{Item: h.item[barcode]}, Qty: qty, From: place.Supplier, To: h.at[at], Reason: "test"}
		if lot != "" {
			l, err := ledger.LotFor(tx, h.item[barcode], lot, site.Day(tx.Now())+days, 0, site.Day(tx.Now()))
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
func (h *house) picked(t fatal, number string, wants ...want) (order warehouse.OrderID, lines []warehouse.LineID) {
	t.Helper()
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		order = warehouse.OrderID(tx.Mint())
		j := &job.Job{Order: order, Number: number, Site: h.site, Courier: "np"}
		var ds []promise.Demand
		for _, w := range wants {
			id := warehouse.LineID(tx.Mint())
			lines = append(lines, id)
			ds = append(ds, promise.Demand{Line: id, Item: h.item[w.barcode], Qty: w.qty})
			j.Lines = append(j.Lines, job.Line{ID: id, Item: h.item[w.barcode], Qty: w.qty})
		}
		if err := promise.Reserve(tx, order, h.site, tx.Now(), 0, ds...); err != nil {
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
	for b, err := range ledger.ContentsOf(tx, h.at[w.from], h.item[w.barcode]) {
		if err != nil {
			return err
		}
		n := min(left, b.Available())
		if n == 0 {
			continue
		}
		hold := &ledger.Hold{Stock: b.Stock, Qty: n, Place: h.at[w.from], Line: line}
		if err := promise.Hold(tx, hold); err != nil {
			return err
		}
		units, err := ledger.UnitsOf(tx, h.at[w.from], b.Stock, n)
		if err != nil {
			return err
		}
		if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: n, To: h.at[w.tote], Reason: "pick", Units: units}); err != nil {
			return err
		}
		if err := promise.Picked(tx, line, n); err != nil {
			return err
		}
		left -= n
	}
	_, err := job.PutIn(tx, order, h.at[w.tote])
	return err
}

// cancel stops an order, as orders.Cancel does.
func (h *house) cancel(t fatal, order warehouse.OrderID) {
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
func (h *house) reduce(t fatal, order warehouse.OrderID, line warehouse.LineID, qty measure.Qty) {
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
func (h *house) state(t fatal, order warehouse.OrderID) (s job.State) {
	t.Helper()
	h.read(t, func(tx *store.Tx) error {
		j, err := job.Get(tx, order)
		if err == nil {
			s = j.State
		}
		return err
	})
	return s
}

// back is what is owed of a line, and what of its item can be promised.
func (h *house) back(t fatal, line warehouse.LineID) (out string) {
	t.Helper()
	h.read(t, func(tx *store.Tx) error {
		l, err := promise.Get(tx, line)
		if err != nil {
			return err
		}
		can, err := promise.Can(tx, h.site, l.Item)
		out = fmt.Sprintf("%d back, %d free", l.Back, can)
		return err
	})
	return out
}

// do is one step: "scan CODE" or "touch ACTION"; a code may be the name of a
// place. It is proved after it.
func (h *house) do(t fatal, what string) error {
	t.Helper()
	verb, rest, _ := strings.Cut(what, " ")
	var a *station.StateAnswer
	var err error
	if verb == "scan" {
		a, err = station.Scan.Do(context.Background(), h.door, h.as(), &station.ScanRequest{Data: h.code(t, rest)})
	} else {
		var version uint64
		h.read(t, func(tx *store.Tx) error {
			s, err := station.Of(tx, h.me)
			if err == nil {
				version = s.Version
			}
			return err
		})
		a, err = station.Touch.Do(context.Background(), h.door, h.as(), &station.TouchRequest{Version: version, Action: rest})
	}
	if err == nil {
		h.last = a
	}
	h.proved(t)
	return err
}

func (h *house) proved(t fatal) {
	t.Helper()
	h.read(t, func(tx *store.Tx) error { return errors.Join(ledger.Check(tx), promise.Check(tx)) })
}

func (h *house) code(t fatal, word string) (code string) {
	code = word
	if slices.Contains(station.Flows(), word) || word == station.MenuFlow {
		return ident.CommandCode(word)
	}
	if id, ok := h.at[word]; ok {
		h.read(t, func(tx *store.Tx) error {
			p, err := place.Get(tx, id)
			if err == nil {
				code = p.Code
			}
			return err
		})
	}
	return code
}

func (h *house) view(t fatal) (v move.View) {
	t.Helper()
	must(t, json.Unmarshal(h.last.Reply.View, &v))
	return v
}

func (h *house) said() string {
	r := h.last.Reply
	return fmt.Sprintf("%s %s %s", r.Cue, r.Screen, r.Message.Code)
}

// suggested is the bin on the screen.
func (h *house) suggested(t fatal) string {
	t.Helper()
	if v := h.view(t); v.Bin != nil {
		return v.Bin.Code
	}
	return ""
}

// lies tells what lies in a place: "12 MUG, 1 SHA L1 damaged".
func (h *house) lies(t fatal, name string) string {
	t.Helper()
	var all []string
	h.read(t, func(tx *store.Tx) error {
		for b, err := range ledger.Contents(tx, h.at[name]) {
			if err != nil {
				return err
			}
			i, err := catalog.Get(tx, b.Stock.Item)
			if err != nil {
				return err
			}
			line := fmt.Sprint(b.OnHand(), " ", i.Article)
			if !b.Stock.Lot.IsZero() {
				l, err := ledger.GetLot(tx, b.Stock.Lot)
				if err != nil {
					return err
				}
				line += " " + l.Code
			}
			if b.Stock.Condition != warehouse.Good {
				line += " " + b.Stock.Condition.String()
			}
			all = append(all, line)
		}
		return nil
	})
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// step is what a person does and what they see; in is what lies in T1 after it.
type step struct{ do, want, in string }

func (h *house) walk(t *testing.T, steps ...step) {
	t.Helper()
	for i, s := range steps {
		must(t, h.do(t, s.do))
		if got := h.said(); got != s.want {
			t.Fatalf("step %d, %s: got %q, want %q", i, s.do, got, s.want)
		}
		if got := h.lies(t, "T1"); got != s.in {
			t.Fatalf("step %d, %s: in the tote lies %q, want %q", i, s.do, got, s.in)
		}
	}
}
