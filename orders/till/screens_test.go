package till_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// bench is a shop with somebody who packs, and the follower that tells them.
type bench struct {
	*shop
	packer  warehouse.PersonID
	code    string // of the bench
	bin     warehouse.PlaceID
	totes   []*place.Place
	screens *journal.Follower
}

func newBench(t *testing.T) *bench {
	b := &bench{shop: newShop(t), screens: till.Screens()}
	b.must(b.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		bins, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: b.site, Bins: []place.BinSpec{{Name: "A-1", Use: place.PickFace}}})
		if err != nil {
			return err
		}
		desk, err := place.CreateStation.In(ctx, tx, &place.CreateStationRequest{Parent: b.site, Name: "Стол 2"})
		if err != nil {
			return err
		}
		totes, err := place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: b.site, Kind: place.KindTote, Count: 2})
		if err != nil {
			return err
		}
		for _, id := range totes.IDs {
			p, err := place.Get(tx, id)
			if err != nil {
				return err
			}
			b.totes = append(b.totes, p)
		}
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Ольга", Locale: "ru", Roles: []staff.RoleAt{{Role: "packer", Site: b.site}}})
		if err != nil {
			return err
		}
		b.bin, b.code, b.packer = bins.IDs[0], desk.Codes[0], p.Person
		return nil
	}))
	_, err := station.Open.Do(context.Background(), b.door, b.as(), &station.OpenRequest{})
	b.must(err)
	b.scan(b.code)
	return b
}

func (b *bench) as() command.Command { return command.Command{Person: b.packer, Device: "bench"} }

func (b *bench) scan(code string) station.Reply {
	b.t.Helper()
	a, err := station.Scan.Do(context.Background(), b.door, b.as(), &station.ScanRequest{Data: code})
	b.must(err)
	return a.Reply
}

// packed is an order that was picked into a tote and packed by scans; its receipt
// is spooled, and its closed parcel on the packer's screen.
func (b *bench) packed(tote int) (order warehouse.OrderID, receipt *till.Given) {
	b.t.Helper()
	order = b.picked(tote)
	b.scan(b.totes[tote].Code)
	for range 3 {
		b.scan("HAT")
	}
	b.follow()
	b.tell()
	b.read(func(tx *store.Tx) error {
		all, err := till.Of(tx, order)
		if len(all) != 1 {
			b.t.Fatalf("%d receipts of the order", len(all))
		}
		receipt = all[0]
		return err
	})
	return order, receipt
}

// picked is an order whose goods lie in a tote as picking leaves them there.
func (b *bench) picked(tote int) (order warehouse.OrderID) {
	b.t.Helper()
	var goods warehouse.Stock
	b.must(b.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		hat, err := catalog.ByArticle(tx, "HAT")
		if err != nil {
			return err
		}
		site, err := place.GetSite(tx, b.site)
		if err != nil {
			return err
		}
		goods = warehouse.Stock{Item: hat.ID, Owner: site.Owner}
		return ledger.Post(tx, &ledger.Move{Stock: goods, Qty: 3, From: place.Supplier, To: b.bin, Reason: "receive"})
	}))
	order = b.order(orders.Prepaid, 0)
	b.must(b.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		j, err := job.Get(tx, order)
		if err != nil {
			return err
		}
		line, to := j.Lines[0].ID, b.totes[tote].ID
		hold := &ledger.Hold{Stock: goods, Qty: 3, Place: b.bin, Line: line}
		if err := promise.Hold(tx, hold); err != nil {
			return err
		}
		if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: 3, To: to, Reason: "pick"}); err != nil {
			return err
		}
		if err := promise.Picked(tx, line, 3); err != nil {
			return err
		}
		for _, state := range []job.State{job.Released, job.Picking, job.Picked} {
			if _, err := job.To(tx, order, state); err != nil {
				return err
			}
		}
		_, err = job.PutIn(tx, order, to)
		return err
	}))
	return order
}

// tell lets the follower of the screens catch up; nothing is parked by it.
func (b *bench) tell() {
	b.t.Helper()
	for n := 1; n > 0; {
		var err error
		n, err = b.screens.Step(context.Background(), b.door.DB)
		b.must(err)
	}
	b.read(func(tx *store.Tx) error {
		for p, err := range journal.AllParked(tx) {
			b.t.Errorf("parked: %+v, %v", p, err)
		}
		return nil
	})
}

// sees is the packer's screen in a few words, and its version.
func (b *bench) sees() (says string, version uint64) {
	b.t.Helper()
	b.read(func(tx *store.Tx) error {
		s, err := station.Of(tx, b.packer)
		if err == nil {
			r := s.Reply
			says, version = fmt.Sprint(r.Screen, " ", r.Cue, " ", r.Message.Code), s.Version
		}
		return err
	})
	return says, version
}

// happens records an event of the spool and lets the screens follow it.
func happens[E any](b *bench, k *journal.Kind[E], e E) {
	b.t.Helper()
	b.must(b.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return k.Record(tx, e) }))
	b.tell()
}

// TestScreens: what becomes of a receipt is told to the packer who still looks at
// the closed parcel of its order, and to nobody else; what becomes of other jobs
// is told by nobody here.
func TestScreens(t *testing.T) {
	b := newBench(t)
	order, receipt := b.packed(0)
	closed, _ := b.sees()
	if closed != "closed done pack.closed" {
		t.Fatalf("the packer sees %s", closed)
	}
	id, kind := receipt.Job, till.Receipts.Name
	for name, row := range map[string]struct {
		happens func()
		want    string // "" is nothing new
	}{
		"late":      {func() { happens(b, spool.DelayedKind, spool.DelayedEvent{Job: id, Kind: kind}) }, "closed attention till.receipt_late"},
		"trouble":   {func() { happens(b, spool.RefusedKind, spool.RefusedEvent{Job: id, Kind: kind}) }, "closed attention till.receipt_trouble"},
		"asking":    {func() { happens(b, spool.UnknownKind, spool.UnknownEvent{Job: id, Kind: kind, Asking: true}) }, "closed attention till.receipt_asking"},
		"unknown":   {func() { happens(b, spool.UnknownKind, spool.UnknownEvent{Job: id, Kind: kind}) }, "closed attention till.receipt_unknown"},
		"done":      {func() { happens(b, spool.DoneKind, spool.DoneEvent{Job: id, Kind: kind}) }, "closed ok till.receipt_done"},
		"a label":   {func() { happens(b, spool.DoneKind, spool.DoneEvent{Job: id, Kind: pack.Labels.Name}) }, ""},
		"forgotten": {func() { happens(b, spool.DoneKind, spool.DoneEvent{Job: spool.JobID{15: 9}, Kind: kind}) }, ""},
	} {
		before, seen := b.sees()
		row.happens()
		got, version := b.sees()
		if row.want == "" && (got != before || version != seen) {
			t.Errorf("%s: the screen changed from %s to %s", name, before, got)
		}
		if row.want != "" && (got != row.want || version == seen) {
			t.Errorf("%s: got %s, want %s", name, got, row.want)
		}
	}
	b.read(func(tx *store.Tx) error {
		s, err := station.Of(tx, b.packer)
		if err != nil {
			return err
		}
		o, err := orders.Get(tx, order)
		if err == nil && s.Reply.Message.Args["order"] != o.Number {
			t.Errorf("told of order %q, not of %s", s.Reply.Message.Args["order"], o.Number)
		}
		return err
	})

	b.picked(1)
	b.scan(b.totes[1].Code) // the packer goes on
	before, seen := b.sees()
	happens(b, spool.RefusedKind, spool.RefusedEvent{Job: id, Kind: kind})
	if got, version := b.sees(); got != before || version != seen {
		t.Errorf("who packs another order is shown %s", got)
	}
}

// TestDoubtOnTheBench: of a receipt whose answer was lost the bench never says that
// it was not printed.
func TestDoubtOnTheBench(t *testing.T) {
	b := newBench(t)
	order, _ := b.packed(0)
	w := spool.NewWorker(till.RegisterQueue(b.site))
	(&register{docs: map[string]int{}, lose: true, deaf: true}).work(w)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx, b.door.DB) }()
	defer func() { cancel(); <-ended }()
	for unknown := false; !unknown; {
		bell := b.door.DB.Bell()
		b.read(func(tx *store.Tx) error {
			all, err := till.Of(tx, order)
			unknown = err == nil && all[0].State == spool.Unknown
			return err
		})
		if !unknown {
			select {
			case <-bell:
			case <-ctx.Done():
				t.Fatal("no doubt arises")
			}
		}
	}
	b.tell()
	b.read(func(tx *store.Tx) error {
		s, err := station.Of(tx, b.packer)
		if err != nil {
			return err
		}
		var v pack.View
		b.must(json.Unmarshal(s.Reply.View, &v))
		i := slices.IndexFunc(v.Effects, func(e pack.Effect) bool { return e.Kind == pack.EffectReceipt })
		if i < 0 || v.Effects[i].State != "unknown" || v.Effects[i].Why == nil {
			t.Fatalf("effects %+v", v.Effects)
		}
		if why := v.Effects[i].Why; why.Code != "till.in_doubt" || why.Args["reason"] != "link-lost" {
			t.Errorf("why %s %v", why.Code, why.Args)
		}
		return nil
	})
}

// TestScreensOfLongAgo: a follower that is new tells nothing of what was before
// it.
func TestScreensOfLongAgo(t *testing.T) {
	b := newBench(t)
	order := b.picked(0)
	b.scan(b.totes[0].Code)
	for range 3 {
		b.scan("HAT")
	}
	b.follow()
	b.must(b.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		all, err := till.Of(tx, order)
		if err != nil {
			return err
		}
		return spool.DoneKind.Record(tx, spool.DoneEvent{Job: all[0].Job, Kind: till.Receipts.Name})
	}))
	before, _ := b.sees()
	b.must(b.screens.Begin(context.Background(), b.door.DB))
	b.tell()
	if got, _ := b.sees(); got != before {
		t.Errorf("shown %s of a receipt of long ago", got)
	}
}

// TestReceiptOnItsWay: a bench whose parcel was just closed shows the receipt that is
// due before the follower has put it, just as it shows it afterwards.
func TestReceiptOnItsWay(t *testing.T) {
	b := newBench(t)
	order := b.picked(0)
	b.scan(b.totes[0].Code)
	for range 2 {
		b.scan("HAT")
	}
	closed := b.scan("HAT")
	shown := func(raw json.RawMessage) pack.Effect {
		t.Helper()
		var v pack.View
		b.must(json.Unmarshal(raw, &v))
		i := slices.IndexFunc(v.Effects, func(e pack.Effect) bool { return e.Kind == pack.EffectReceipt })
		if i < 0 {
			t.Fatalf("effects %+v", v.Effects)
		}
		return v.Effects[i]
	}
	before := shown(closed.View)
	if before.State != "waiting" || before.Minor == 0 {
		t.Errorf("at once: %+v", before)
	}
	b.follow()
	b.must(b.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		return pack.Tell(ctx, tx, order, station.CueOK, station.Say("till.receipt_late"))
	}))
	b.read(func(tx *store.Tx) error {
		s, err := station.Of(tx, b.packer)
		if err != nil {
			return err
		}
		if diff := cmp.Diff(before, shown(s.Reply.View)); diff != "" {
			t.Errorf("when it was put -before +after:\n%s", diff)
		}
		return nil
	})
}
