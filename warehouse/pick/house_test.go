package pick_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestEvents(t *testing.T) { journaltest.Goldens(t, "pick.") }

type fatal interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// house is a site with pick faces, totes, goods and two pickers.
type house struct {
	t       fatal
	now     time.Time
	db      *store.DB
	door    *command.Door
	site    warehouse.SiteID
	bins    map[string]*place.Place
	totes   []*place.Place
	items   map[string]warehouse.ItemID // by article
	oleg    warehouse.PersonID
	ruslan  warehouse.PersonID
	version map[warehouse.PersonID]uint64
	reply   station.Reply
	view    pick.View
	orders  int
}

// codes are the barcodes of the goods: a unit, and a carton of six mugs.
var codes = map[string]string{"SHOE-42": "4607034170424", "SHOE-43": "4607034170431", "MUG": "4607034171186", "MILK": "4607034172251", "SCREW": "4607034174163"}

const mugCarton = "14607034171183"

func newHouse(t fatal) *house {
	h := &house{
		t: t, now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), bins: map[string]*place.Place{}, items: map[string]warehouse.ItemID{},
		version: map[warehouse.PersonID]uint64{},
	}
	h.db = store.Open(memory.New(), store.Options{Clock: func() time.Time { return h.now }})
	h.door = &command.Door{DB: h.db}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Львів", Timezone: "Europe/Kyiv", Currency: measure.UAH})
		if err != nil {
			return err
		}
		h.site = a.IDs[0]
		return h.build(ctx, tx)
	})
	h.open(h.oleg)
	h.open(h.ruslan)
	return h
}

func (h *house) build(ctx context.Context, tx *store.Tx) error {
	var specs []place.BinSpec
	for _, aisle := range []int{1, 2} {
		for bay := 1; bay <= 4; bay++ {
			name := fmt.Sprintf("A-0%d-0%d-1", aisle, bay)
			specs = append(specs, place.BinSpec{Name: name, Use: place.PickFace, At: place.Geometry{
				Zone: "A", Aisle: fmt.Sprintf("0%d", aisle), Bay: fmt.Sprintf("0%d", bay), Level: "1",
				X: int64(aisle) * 4000, Y: int64(bay) * 2000, Walk: int64(aisle*10 + bay),
			}})
		}
	}
	specs = append(specs, place.BinSpec{Name: "R-1", Use: place.Reserve}, place.BinSpec{Name: "BENCH", Use: place.PackBench}, place.BinSpec{Name: "DOCK", Use: place.Dock})
	a, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: h.site, Bins: specs})
	if err != nil {
		return err
	}
	for _, id := range a.IDs {
		p, err := place.Get(tx, id)
		if err != nil {
			return err
		}
		h.bins[p.Name] = p
	}
	if a, err = place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: h.site, Kind: place.KindTote, Count: 6}); err != nil {
		return err
	}
	for _, id := range a.IDs {
		p, err := place.Get(tx, id)
		if err != nil {
			return err
		}
		h.totes = append(h.totes, p)
	}
	if err := h.stockItems(ctx, tx); err != nil {
		return err
	}
	h.oleg, err = h.hire(ctx, tx, "Олег Кравец")
	if err == nil {
		h.ruslan, err = h.hire(ctx, tx, "Руслан Ахметов")
	}
	return err
}

func (h *house) stockItems(ctx context.Context, tx *store.Tx) error {
	family, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Name: "Кроссовки «Север»"}})
	if err != nil {
		return err
	}
	for _, r := range []*catalog.CreateRequest{
		{Parent: family.ID, Body: catalog.Body{Article: "SHOE-42", Differs: catalog.Differs{Label: "размер", Value: "42"}}},
		{Parent: family.ID, Body: catalog.Body{Article: "SHOE-43", Differs: catalog.Differs{Label: "размер", Value: "43"}}},
		{Body: catalog.Body{Article: "MUG", Name: "Термокружка"}, Packs: []catalog.Pack{{Name: "carton 6", Factor: measure.Factor{Num: 6, Den: 1}}},
			Barcodes: []catalog.Barcode{{Code: mugCarton, Pack: "carton 6"}}},
		{Body: catalog.Body{Article: "MILK", Name: "Молоко", Tracking: catalog.Tracking{Lots: true, Expiry: true}}},
		{Body: catalog.Body{Article: "SCREW", Name: "Саморез", Typed: true}},
	} {
		r.Barcodes = append([]catalog.Barcode{{Code: codes[r.Article]}}, r.Barcodes...)
		a, err := catalog.Create.In(ctx, tx, r)
		if err != nil {
			return err
		}
		h.items[r.Article] = a.ID
	}
	return nil
}

func (h *house) hire(ctx context.Context, tx *store.Tx, name string) (warehouse.PersonID, error) {
	a, err := staff.Add(ctx, tx, &staff.AddRequest{Name: name, Locale: "ru", Roles: []staff.RoleAt{{Role: "picker", Site: h.site}}})
	if err != nil {
		return warehouse.PersonID{}, err
	}
	return a.Person, nil
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

func (h *house) read(fn func(tx *store.Tx) error) {
	h.t.Helper()
	h.must(h.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

// check proves ledger and promise.
func (h *house) check() {
	h.t.Helper()
	h.read(func(tx *store.Tx) error {
		if err := ledger.Check(tx); err != nil {
			return err
		}
		return promise.Check(tx)
	})
}

// receive puts goods into a bin; lot is "L-1 2026-12-01" or empty.
func (h *house) receive(article, bin string, qty measure.Qty, lot ...string) {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) error {
		s := warehouse.Stock{Item: h.items[article]}
		if len(lot) == 2 {
			day, err := measure.ParseDay(lot[1])
			if err != nil {
				return err
			}
			l, err := ledger.LotFor(tx, s.Item, lot[0], day, 0, measure.DayOf(h.now, time.UTC))
			if err != nil {
				return err
			}
			s.Lot = l.ID
		}
		return ledger.Post(tx, &ledger.Move{Stock: s, Qty: qty, From: place.Supplier, To: h.bins[bin].ID, Reason: "receive"})
	})
}

// share gives items one more barcode, which all of them have.
func (h *house) share(code string, articles ...string) {
	h.t.Helper()
	for _, a := range articles {
		_, err := catalog.AddBarcode.Do(context.Background(), h.door, command.Command{Itself: true}, &catalog.BarcodeRequest{ID: h.items[a], Barcode: catalog.Barcode{Code: code, Shared: true}})
		h.must(err)
	}
}

// line is what an order asks for.
type line struct {
	article string
	qty     measure.Qty
}

// order is accepted for the site: promised, and offered to the floor.
func (h *house) order(lines ...line) (id warehouse.OrderID) {
	h.t.Helper()
	h.orders++
	h.now = h.now.Add(time.Second)
	h.write(func(_ context.Context, tx *store.Tx) error {
		id = warehouse.OrderID(tx.Mint())
		j := &job.Job{Order: id, Number: fmt.Sprint(10475 + h.orders), Site: h.site, Courier: "sdek", Cutoff: h.now.Add(4 * time.Hour)}
		var ds []promise.Demand
		for _, l := range lines {
			jl := job.Line{ID: warehouse.LineID(tx.Mint()), Item: h.items[l.article], Qty: l.qty}
			j.Lines = append(j.Lines, jl)
			ds = append(ds, promise.Demand{Line: jl.ID, Item: jl.Item, Qty: jl.Qty})
		}
		if err := promise.Reserve(tx, id, h.site, tx.Now(), 0, ds...); err != nil {
			return err
		}
		return job.Offer(tx, j)
	})
	return id
}

func (h *house) release(orders ...warehouse.OrderID) *pick.ReleaseAnswer {
	h.t.Helper()
	a, err := pick.Release.Do(context.Background(), h.door, command.Command{Itself: true}, &pick.ReleaseRequest{Orders: orders, Site: h.site})
	h.must(err)
	return a
}

// released is an order on the floor.
func (h *house) released(lines ...line) warehouse.OrderID {
	h.t.Helper()
	id := h.order(lines...)
	if a := h.release(id); a.Released != 1 {
		h.t.Fatalf("left out: %+v", a.Left)
	}
	return id
}

func (h *house) job(id warehouse.OrderID) (j *job.Job) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { j, err = job.Get(tx, id); return err })
	return j
}

// open begins a person's session in the flow.
func (h *house) open(who warehouse.PersonID) {
	h.t.Helper()
	a, err := station.Open.Do(context.Background(), h.door, command.Command{Person: who}, &station.OpenRequest{Site: h.site})
	h.must(err)
	h.version[who] = a.Version
	h.touch(who, pick.Flow)
}

// send carries a scan or touch through the door and proves the books after it.
func (h *house) send(who warehouse.PersonID, do func(command.Command) (*station.StateAnswer, error)) {
	h.t.Helper()
	h.now = h.now.Add(time.Second)
	a, err := do(command.Command{Person: who})
	h.must(err)
	h.show(a.Version, a.Reply, who)
	h.check()
}

// show is what a person's screens draw.
func (h *house) show(version uint64, r station.Reply, who warehouse.PersonID) {
	h.t.Helper()
	h.version[who], h.reply, h.view = version, r, pick.View{}
	if r.Flow == pick.Flow {
		drawn, err := pick.Reveal(r.View, func(s seal.Sealed) (string, error) { return sealtest.Unboxed(s), nil })
		h.must(err)
		h.must(json.Unmarshal(drawn, &h.view))
	}
}

func (h *house) scan(who warehouse.PersonID, code string) {
	h.t.Helper()
	h.send(who, func(c command.Command) (*station.StateAnswer, error) {
		return station.Scan.Do(context.Background(), h.door, c, &station.ScanRequest{Data: code})
	})
}

func (h *house) touch(who warehouse.PersonID, action string, args ...string) {
	h.t.Helper()
	r := &station.TouchRequest{Version: h.version[who], Action: action, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		r.Args[args[i]] = args[i+1]
	}
	h.send(who, func(c command.Command) (*station.StateAnswer, error) {
		return station.Touch.Do(context.Background(), h.door, c, r)
	})
}

// saw is the last reply in a few words: step, bin or tote, done/need, sentence.
func (h *house) saw() string {
	v := h.view
	s := string(v.Step)
	switch {
	case v.Step == pick.StepTote:
		s += " " + v.Into
	case v.Bin != nil:
		s += " " + v.Bin.Code
	}
	if v.Need > 0 {
		s += fmt.Sprintf(" %d/%d", v.Done, v.Need)
	}
	return s + " " + h.reply.Message.Code
}

// in is what lies in a place, by article.
func (h *house) in(p warehouse.PlaceID, article string) (q measure.Qty) {
	h.t.Helper()
	h.read(func(tx *store.Tx) error {
		for b, err := range ledger.ContentsOf(tx, p, h.items[article]) {
			if err != nil {
				return err
			}
			q += b.OnHand()
		}
		return nil
	})
	return q
}

// step is one thing that oleg does and what he sees then. do is a code to scan;
// "!name a=b" is a touch.
type step struct{ do, want string }

func (h *house) steps(t *testing.T, steps ...step) {
	t.Helper()
	for i, s := range steps {
		h.do(h.oleg, s.do)
		if got := h.saw(); got != s.want {
			t.Fatalf("step %d, %s: saw %q, want %q", i, s.do, got, s.want)
		}
	}
}

func (h *house) do(who warehouse.PersonID, what string) {
	h.t.Helper()
	if touch, is := strings.CutPrefix(what, "!"); is {
		words := strings.Fields(touch)
		var args []string
		for _, w := range words[1:] {
			k, v, _ := strings.Cut(w, "=")
			args = append(args, k, v)
		}
		h.touch(who, words[0], args...)
		return
	}
	h.scan(who, h.code(what))
}

// code is what the label of a bin, a tote ("T0") or goods says.
func (h *house) code(name string) string {
	if p := h.bins[name]; p != nil {
		return p.Code
	}
	if c := codes[name]; c != "" {
		return c
	}
	if x, command := strings.CutPrefix(name, "X-"); command {
		return ident.CommandCode(strings.ToLower(strings.TrimSuffix(x, "-")))
	}
	if len(name) == 2 && name[0] == 'T' {
		return h.totes[name[1]-'0'].Code
	}
	return name
}

// follow lets the follower of picking catch up.
func (h *house) follow() {
	h.t.Helper()
	f := pick.Follow()
	for {
		n, err := f.Step(context.Background(), h.db)
		h.must(err)
		if n == 0 {
			h.check()
			return
		}
	}
}
