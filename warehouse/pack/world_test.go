package pack_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// fatal is what a test and a drawn simulation have in common.
type fatal interface {
	Helper()
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// house is a site with a bin, a bench, totes and people.
type house struct {
	t     fatal
	door  *command.Door
	site  warehouse.SiteID
	bin   warehouse.PlaceID
	bench string              // code of its label
	at    warehouse.StationID // the bench
	olga  warehouse.PersonID  // packs
	igor  warehouse.PersonID  // packs too
	items map[string]warehouse.ItemID
	totes []*place.Place

	mu     sync.Mutex
	now    time.Time
	orders uint64
	later  bool // proofs are the caller's, after each step of several scans
}

// stocked is what every house sells: the article is the barcode too.
var stocked = []struct {
	article string
	grams   int64
	body    func(*catalog.Body)
	pack    int64 // a carton "C" + article of so many
}{
	{"MUG", 300, func(b *catalog.Body) { b.Care = []catalog.Care{catalog.Fragile} }, 6},
	{"LAMP", 200, nil, 0},
	{"PHONE", 150, func(b *catalog.Body) { b.Tracking.Units = true }, 0},
	{"MILK", 1000, func(b *catalog.Body) { b.Tracking.Lots = true }, 0},
	{"STRANGER", 0, nil, 0},
}

func newHouse(t fatal) *house {
	h := &house{t: t, items: map[string]warehouse.ItemID{}, now: time.Date(2026, 11, 21, 11, 0, 0, 0, time.UTC)}
	h.door = &command.Door{DB: store.Open(memory.New(), store.Options{Clock: h.clock})}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
		if err != nil {
			return err
		}
		h.site = a.IDs[0]
		if a, err = place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: h.site, Bins: []place.BinSpec{{Name: "A-1", Use: place.PickFace}}}); err != nil {
			return err
		}
		h.bin = a.IDs[0]
		if a, err = place.CreateStation.In(ctx, tx, &place.CreateStationRequest{Parent: h.site, Name: "Стол 2"}); err != nil {
			return err
		}
		h.at, h.bench = a.IDs[0], a.Codes[0]
		if a, err = place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: h.site, Kind: place.KindTote, Count: 12}); err != nil {
			return err
		}
		for _, id := range a.IDs {
			p, err := place.Get(tx, id)
			if err != nil {
				return err
			}
			h.totes = append(h.totes, p)
		}
		if err := h.stock(ctx, tx); err != nil {
			return err
		}
		for name, id := range map[string]*warehouse.PersonID{"Ольга": &h.olga, "Игорь": &h.igor} {
			p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: name, Locale: "ru", Roles: []staff.RoleAt{{Role: "packer", Site: h.site}}})
			if err != nil {
				return err
			}
			*id = p.Person
		}
		return nil
	})
	for _, p := range []warehouse.PersonID{h.olga, h.igor} {
		if _, err := station.Open.Do(context.Background(), h.door, command.Command{Person: p, Device: "bench"}, &station.OpenRequest{}); err != nil {
			t.Fatalf("open: %v", err)
		}
	}
	return h
}

func (h *house) stock(ctx context.Context, tx *store.Tx) error {
	for _, s := range stocked {
		body := catalog.Body{Article: s.article, Name: s.article, Weight: s.grams}
		if s.body != nil {
			s.body(&body)
		}
		r := &catalog.CreateRequest{Body: body}
		if s.article == "MILK" {
			r.Barcodes = []catalog.Barcode{{Code: "04607034171186"}}
		}
		if s.pack > 0 {
			r.Packs = []catalog.Pack{{Name: "carton", Factor: measure.Factor{Num: s.pack, Den: 1}}}
			r.Barcodes = []catalog.Barcode{{Code: "C" + s.article, Pack: "carton"}}
		}
		i, err := catalog.Create.In(ctx, tx, r)
		if err != nil {
			return err
		}
		h.items[s.article] = i.ID
	}
	return nil
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func (h *house) write(fn func(context.Context, *store.Tx) error) {
	h.t.Helper()
	if err := h.door.DB.Write(context.Background(), fn); err != nil {
		h.t.Fatalf("write: %v", err)
	}
}

func (h *house) read(fn func(*store.Tx) error) {
	h.t.Helper()
	if err := h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		h.t.Fatalf("read: %v", err)
	}
}

// want is a line of an order: how many were ordered, and how many were found.
type want struct {
	article      string
	qty, found   measure.Qty
	lot, serials string // of what was found
}

// order makes a job whose goods lie in a tote as picking leaves them there.
func (h *house) order(tote int, wants ...want) warehouse.OrderID {
	h.t.Helper()
	h.orders++
	id := warehouse.OrderID{0: 7, 15: byte(h.orders), 14: byte(h.orders >> 8)}
	h.write(func(_ context.Context, tx *store.Tx) error {
		j := &job.Job{Order: id, Number: fmt.Sprint(10_000 + h.orders), Site: h.site, Courier: "cdek"}
		for i, w := range wants {
			j.Lines = append(j.Lines, job.Line{ID: warehouse.LineID{0: 7, 14: byte(h.orders), 15: byte(i + 1), 13: byte(h.orders >> 8)}, Item: h.items[w.article], Qty: w.qty})
		}
		if err := job.Offer(tx, j); err != nil {
			return err
		}
		for i, w := range wants {
			if err := h.fetch(tx, j, j.Lines[i], w, h.totes[tote].ID); err != nil {
				return err
			}
		}
		for _, s := range []job.State{job.Released, job.Picking, job.Picked} {
			if _, err := job.To(tx, id, s); err != nil {
				return err
			}
		}
		_, err := job.PutIn(tx, id, h.totes[tote].ID)
		return err
	})
	return id
}

// fetch receives what was found of a line, promises it and picks it.
func (h *house) fetch(tx *store.Tx, j *job.Job, l job.Line, w want, tote warehouse.PlaceID) error {
	s := warehouse.Stock{Item: l.Item}
	if w.lot != "" {
		lot, err := ledger.LotFor(tx, l.Item, w.lot, 0, 0, 0)
		if err != nil {
			return err
		}
		s.Lot = lot.ID
	}
	var units []warehouse.UnitID
	for _, code := range strings.Fields(w.serials) {
		u, err := ledger.UnitFor(tx, s, code, place.Supplier)
		if err != nil {
			return err
		}
		units = append(units, u.ID)
	}
	if w.found > 0 {
		if err := ledger.Post(tx, &ledger.Move{Stock: s, Qty: w.found, From: place.Supplier, To: h.bin, Reason: "receive", Units: units}); err != nil {
			return err
		}
	}
	if err := promise.Reserve(tx, j.Order, h.site, tx.Now(), 0, promise.Demand{Line: l.ID, Item: l.Item, Qty: w.qty}); err != nil || w.found == 0 {
		return err
	}
	hold := &ledger.Hold{Stock: s, Qty: w.found, Place: h.bin, Line: l.ID}
	if err := promise.Hold(tx, hold); err != nil {
		return err
	}
	if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: w.found, To: tote, Reason: "pick", Units: units}); err != nil {
		return err
	}
	return promise.Picked(tx, l.ID, w.found)
}

// shown is a reply with its view.
type shown struct {
	station.Reply
	pack.View
	version uint64
}

// scan hands a code to a person's session; every proof must hold afterwards.
func (h *house) scan(who warehouse.PersonID, code string) shown {
	h.t.Helper()
	a, err := station.Scan.Do(context.Background(), h.door, command.Command{Person: who, Device: "scanner"}, &station.ScanRequest{Data: code})
	if err != nil {
		h.t.Fatalf("scan %s: %v", code, err)
	}
	h.proof()
	return h.shown(a.Reply, a.Version)
}

// touch does an action with the version that the session has now.
func (h *house) touch(who warehouse.PersonID, action string, args ...string) shown {
	h.t.Helper()
	s := h.session(who)
	r := &station.TouchRequest{Version: s.Version, Action: action, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		r.Args[args[i]] = args[i+1]
	}
	a, err := station.Touch.Do(context.Background(), h.door, command.Command{Person: who, Device: "screen"}, r)
	if err != nil {
		h.t.Fatalf("touch %s: %v", action, err)
	}
	h.proof()
	return h.shown(a.Reply, a.Version)
}

func (h *house) shown(r station.Reply, version uint64) shown {
	h.t.Helper()
	s := shown{Reply: r, version: version}
	if r.Flow == pack.Flow {
		drawn, err := pack.Reveal(r.View, func(s seal.Sealed) (string, error) { return sealtest.Unboxed(s), nil })
		if err == nil {
			err = json.Unmarshal(drawn, &s.View)
		}
		if err != nil {
			h.t.Fatalf("view: %v", err)
		}
	}
	return s
}

func (h *house) session(who warehouse.PersonID) (s *station.Session) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { s, err = station.Of(tx, who); return err })
	return s
}

// look is what a person's screens show now.
func (h *house) look(who warehouse.PersonID) shown {
	h.t.Helper()
	s := h.session(who)
	return h.shown(s.Reply, s.Version)
}

// proof is that nothing is lost, made or promised twice.
func (h *house) proof() {
	h.t.Helper()
	if h.later {
		return
	}
	h.check()
}

func (h *house) check() {
	h.t.Helper()
	h.read(func(tx *store.Tx) error { return errors.Join(ledger.Check(tx), promise.Check(tx)) })
}

func (h *house) job(order warehouse.OrderID) (j *job.Job) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { j, err = job.Get(tx, order); return err })
	return j
}

// parcels are those of an order that were not taken apart.
func (h *house) parcels(order warehouse.OrderID) (all []*job.Parcel) {
	h.t.Helper()
	h.read(func(tx *store.Tx) error {
		for p, err := range job.ParcelsOf(tx, order) {
			if err != nil {
				return err
			}
			if !p.Void {
				all = append(all, p)
			}
		}
		return nil
	})
	return all
}

// labels are the bodies of all label jobs of a parcel that are not dropped, the
// oldest first.
func (h *house) labels(parcel warehouse.PlaceID) (all []pack.Label) {
	h.t.Helper()
	h.read(func(tx *store.Tx) error {
		for j, err := range spool.About(tx, pack.AboutParcel(parcel)) {
			if err != nil {
				return err
			}
			b, err := pack.Labels.Body(j)
			if err != nil {
				return err
			}
			if j.State != spool.Dropped {
				all = append([]pack.Label{b}, all...)
			}
		}
		return nil
	})
	return all
}

// events counts the entries of a kind.
func (h *house) events(kind string) (n int) {
	h.t.Helper()
	h.read(func(tx *store.Tx) error {
		for e, err := range journal.From(tx, 0) {
			if err != nil {
				return err
			}
			if e.Kind == kind {
				n++
			}
		}
		return nil
	})
	return n
}

// at says how much of an article lies in a place.
func (h *house) lies(article string, at warehouse.PlaceID) (n measure.Qty) {
	h.t.Helper()
	h.read(func(tx *store.Tx) error {
		for b, err := range ledger.ContentsOf(tx, at, h.items[article]) {
			if err != nil {
				return err
			}
			n += b.OnHand()
		}
		return nil
	})
	return n
}

// bench brings a person to the bench and into packing.
func (h *house) begin(who warehouse.PersonID) {
	h.t.Helper()
	h.scan(who, h.bench)
	if r := h.scan(who, ident.CommandCode(pack.Flow)); r.Flow != pack.Flow || r.Step != pack.StepTote {
		h.t.Fatalf("packing did not begin: %+v", r)
	}
}

// cancel stops an order as orders does.
func (h *house) cancel(order warehouse.OrderID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		back, err := promise.Cancel(tx, order)
		if err != nil {
			return err
		}
		_, err = job.Stop(ctx, tx, order, back > 0, job.Halt{Code: "job.cancelled", Said: seal.Typed(sealtest.Boxed("нашла дешевле"))})
		return err
	})
	h.proof()
}

// change makes a line ask for another quantity, as orders does.
func (h *house) change(order warehouse.OrderID, line int, qty measure.Qty) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		j, err := job.Get(tx, order)
		if err != nil {
			return err
		}
		if _, err := promise.Change(tx, j.Lines[line].ID, qty); err != nil {
			return err
		}
		j.Lines[line].Qty = qty
		_, err = job.SetLines(ctx, tx, order, j.Lines)
		return err
	})
	h.proof()
}

func (h *house) seal(order warehouse.OrderID, text, from seal.Sealed) {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) error {
		_, err := job.Edit(tx, order, func(j *job.Job) error { j.Comment, j.From = text, from; return nil })
		return err
	})
}

// milk is the GS1 element of the milk's GTIN.
const milk = "0104607034171186"

func toState(order warehouse.OrderID, s job.State) func(context.Context, *store.Tx) error {
	return func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, order, s); return err }
}

func code(p *place.Place) string { return p.Code }

func mustBe[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
