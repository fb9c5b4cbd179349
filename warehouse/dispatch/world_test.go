package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// house is a site with a dock for the courier "cdek", one item, and people.
type house struct {
	t    *testing.T
	door *command.Door
	site warehouse.SiteID
	bin  warehouse.PlaceID
	dock *place.Place
	item warehouse.ItemID
	olga warehouse.PersonID
	igor warehouse.PersonID

	mu     sync.Mutex
	now    time.Time
	orders byte
}

func newHouse(t *testing.T) *house {
	h := &house{t: t, now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	h.door = &command.Door{DB: store.Open(memory.New(), store.Options{Clock: h.clock})}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		owner, err := place.SaveEntity.In(ctx, tx, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Север", Full: "ООО «Север-Юг»", TaxID: "7707083893", Country: "RU", Tax: place.TaxSimplified}})
		if err != nil {
			return err
		}
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB, Owner: owner.ID})
		if err != nil {
			return err
		}
		h.site = a.IDs[0]
		if a, err = place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: h.site, Bins: []place.BinSpec{
			{Name: "A-1", Use: place.PickFace}, {Name: "R2", Use: place.Staging},
		}}); err != nil {
			return err
		}
		h.bin = a.IDs[0]
		if h.dock, err = place.Get(tx, a.IDs[1]); err != nil {
			return err
		}
		if _, err := dispatch.Enter.In(ctx, tx, &dispatch.CourierRequest{Site: h.site, Code: "cdek", Name: "СДЭК", Dock: h.dock.ID}); err != nil {
			return err
		}
		i, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: "MUG", Name: "MUG", Tracking: catalog.Tracking{Units: true}}})
		if err != nil {
			return err
		}
		h.item = i.ID
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
		if _, err := station.Open.Do(context.Background(), h.door, command.Command{Person: p, Device: "dock"}, &station.OpenRequest{}); err != nil {
			t.Fatal(err)
		}
		if r := h.scan(p, ident.CommandCode(dispatch.Flow)); r.Step != dispatch.StepCouriers {
			t.Fatalf("handing over did not begin: %+v", r)
		}
	}
	return h
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(time.Second)
	return h.now
}

func (h *house) write(fn func(context.Context, *store.Tx) error) {
	h.t.Helper()
	if err := h.door.DB.Write(context.Background(), fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) read(fn func(*store.Tx) error) {
	h.t.Helper()
	if err := h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		h.t.Fatal(err)
	}
}

// packed makes an order of a courier that lies packed, a serial-numbered mug in
// each of its parcels.
func (h *house) packed(courier string, boxes int) (warehouse.OrderID, []*job.Parcel) {
	h.t.Helper()
	h.orders++
	order := warehouse.OrderID{0: 9, 15: h.orders}
	line := job.Line{ID: warehouse.LineID{0: 9, 15: h.orders}, Item: h.item, Qty: measure.Qty(boxes)}
	var parcels []*job.Parcel
	h.write(func(_ context.Context, tx *store.Tx) error {
		j := &job.Job{Order: order, Number: fmt.Sprint(10_000 + int(h.orders)), Site: h.site, Courier: courier, Lines: []job.Line{line}, Cutoff: tx.Now().Add(time.Hour)}
		if err := job.Offer(tx, j); err != nil {
			return err
		}
		var units []warehouse.UnitID
		for i := range boxes {
			u, err := ledger.UnitFor(tx, warehouse.Stock{Item: h.item}, fmt.Sprintf("%d-%d", h.orders, i), place.Supplier)
			if err != nil {
				return err
			}
			units = append(units, u.ID)
		}
		s := warehouse.Stock{Item: h.item}
		if err := ledger.Post(tx, &ledger.Move{Stock: s, Qty: line.Qty, From: place.Supplier, To: h.bin, Reason: "receive", Units: units}); err != nil {
			return err
		}
		if err := promise.Reserve(tx, order, h.site, tx.Now(), 0, promise.Demand{Line: line.ID, Item: h.item, Qty: line.Qty}); err != nil {
			return err
		}
		hold := &ledger.Hold{Stock: s, Qty: line.Qty, Place: h.bin, Line: line.ID}
		if err := promise.Hold(tx, hold); err != nil {
			return err
		}
		for i := range boxes {
			at, err := place.NewParcel(tx, h.site)
			if err != nil {
				return err
			}
			if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: 1, To: at.ID, Reason: "pick", Units: units[i : i+1]}); err != nil {
				return err
			}
			p := &job.Parcel{Place: at.ID, Order: order, Site: h.site, Courier: courier, Index: i + 1, Code: at.Code, Grams: 500, Opened: tx.Now(), Closed: tx.Now()}
			if err := job.PutParcel(tx, p); err != nil {
				return err
			}
			parcels = append(parcels, p)
		}
		if err := errors.Join(promise.Picked(tx, line.ID, line.Qty), promise.Packed(tx, line.ID, line.Qty)); err != nil {
			return err
		}
		for _, s := range []job.State{job.Released, job.Picked, job.Packing, job.Packed} {
			if _, err := job.To(tx, order, s); err != nil {
				return err
			}
		}
		return nil
	})
	return order, parcels
}

// shown is a reply with its view.
type shown struct {
	station.Reply
	dispatch.View
}

func (h *house) shown(r station.Reply) (s shown) {
	h.t.Helper()
	s.Reply = r
	if err := json.Unmarshal(r.View, &s.View); err != nil {
		h.t.Fatal(err)
	}
	h.read(func(tx *store.Tx) error { return errors.Join(ledger.Check(tx), promise.Check(tx)) })
	return s
}

func (h *house) scan(who warehouse.PersonID, code string) shown {
	h.t.Helper()
	a, err := station.Scan.Do(context.Background(), h.door, command.Command{Person: who, Device: "scanner"}, &station.ScanRequest{Data: code})
	if err != nil {
		h.t.Fatalf("scan %s: %v", code, err)
	}
	return h.shown(a.Reply)
}

func (h *house) touch(who warehouse.PersonID, action string, args ...string) shown {
	h.t.Helper()
	r := &station.TouchRequest{Version: h.session(who).Version, Action: action, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		r.Args[args[i]] = args[i+1]
	}
	a, err := station.Touch.Do(context.Background(), h.door, command.Command{Person: who, Device: "screen"}, r)
	if err != nil {
		h.t.Fatalf("touch %s: %v", action, err)
	}
	return h.shown(a.Reply)
}

func (h *house) session(who warehouse.PersonID) (s *station.Session) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { s, err = station.Of(tx, who); return err })
	return s
}

func (h *house) look(who warehouse.PersonID) shown {
	h.t.Helper()
	return h.shown(h.session(who).Reply)
}

func (h *house) job(order warehouse.OrderID) (j *job.Job) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { j, err = job.Get(tx, order); return err })
	return j
}

func (h *house) parcel(id warehouse.PlaceID) (p *job.Parcel) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { p, err = job.GetParcel(tx, id); return err })
	return p
}

func (h *house) line(order warehouse.OrderID) (line *promise.Line) {
	h.t.Helper()
	h.read(func(tx *store.Tx) error {
		for l, err := range promise.Of(tx, order) {
			if line = l; err != nil {
				return err
			}
		}
		return nil
	})
	return line
}

// cancel stops an order as orders does.
func (h *house) cancel(order warehouse.OrderID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		back, err := promise.Cancel(tx, order)
		if err != nil {
			return err
		}
		_, err = job.Stop(ctx, tx, order, back > 0, job.Halt{Code: "job.cancelled", Said: seal.Coded("нашла дешевле")})
		return err
	})
}

func mustBe[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
