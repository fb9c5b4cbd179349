package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/tee"
)

// yardBins and yardTotes are how large the floor of the commit benchmarks is.
const (
	yardBins  = 10_000
	yardTotes = 200
)

// yard is a floor of many bins, each full of an item of its own, with a hold for
// every unit of work that will be done.
type yard struct {
	site   warehouse.SiteID
	bins   []warehouse.PlaceID
	totes  []warehouse.PlaceID
	picker warehouse.PersonID
	levels []level // of each round
}

// perRound is how many units of work all levels of a round do, units those of
// all rounds.
func (y *yard) perRound() (n int) {
	for _, l := range y.levels {
		n += l.ops
	}
	return n
}

func (y *yard) units() int { return rounds() * y.perRound() }

// unitRequest is the unit of work: settle a hold into a tote.
type unitRequest struct {
	Hold  ledger.HoldID     `json:"hold"`
	Tote  warehouse.PlaceID `json:"tote"`
	Order warehouse.OrderID `json:"order"`
}

type unitAnswer struct {
	Move ledger.MoveID `json:"move"`
}

// unit does what a pick comes down to: a move with both its balances, the hold
// gone, an event on the chain. The door adds the right and the known id.
var unit = command.Register("test.unit", station.RightWork,
	func(tx *store.Tx, r *unitRequest) (warehouse.SiteID, error) {
		p, err := place.Get(tx, r.Tote)
		if err != nil {
			return warehouse.SiteID{}, err
		}
		return p.Site, nil
	},
	func(_ context.Context, tx *store.Tx, r *unitRequest) (*unitAnswer, error) {
		m, err := ledger.Settle(tx, r.Hold, ledger.Settlement{Qty: 1, To: r.Tote, Reason: pick.ReasonPick})
		if err != nil {
			return nil, err
		}
		return &unitAnswer{m.ID}, tell(tx, r.Order, m)
	})

// tell records a move as picking does: about the order, the item and the bin.
func tell(tx *store.Tx, order warehouse.OrderID, m *ledger.Move) error {
	return pick.PickedKind.Record(tx, pick.Picked{Order: order, Item: m.Stock.Item, Place: m.From, Tote: m.To, Qty: m.Qty},
		job.About(order), journal.About("item", m.Stock.Item), journal.About("place", m.From))
}

// numbered is an id that sorts by n, for things that nobody but a benchmark
// names.
func numbered(kind byte, n int) (id [16]byte) {
	id[0] = kind
	binary.BigEndian.PutUint64(id[8:], uint64(n)+1)
	return id
}

// The n-th unit of work; neighbours lie far apart on the floor, and three of
// them are an order.
func (y *yard) item(n int) warehouse.ItemID   { return numbered(1, n*7919%yardBins) }
func (y *yard) bin(n int) warehouse.PlaceID   { return y.bins[n*7919%yardBins] }
func (y *yard) tote(n int) warehouse.PlaceID  { return y.totes[n*31%yardTotes] }
func (y *yard) order(n int) warehouse.OrderID { return numbered(3, n/3) }
func (y *yard) hold(n int) ledger.HoldID      { return numbered(4, n) }
func (y *yard) stock(n int) warehouse.Stock {
	return warehouse.Stock{Item: y.item(n), Owner: numbered(2, 0)}
}
func (y *yard) history(n int) warehouse.OrderID { return numbered(0, n/3) }

// device is the handheld that does the n-th unit, and its count.
func (y *yard) device(n int) (name string, counter uint64) {
	round, n := n/y.perRound(), n%y.perRound()
	for i, l := range y.levels {
		if n < l.ops {
			return fmt.Sprintf("handheld %d-%d", i, n%l.callers), uint64((round*l.ops+n)/l.callers + 1)
		}
		n -= l.ops
	}
	panic("no such unit")
}

// pick does the n-th unit of work.
func (y *yard) pick(door *command.Door, n int) error {
	device, counter := y.device(n)
	_, err := unit.Do(context.Background(), door, command.Command{Person: y.picker, Device: device, Counter: counter},
		&unitRequest{Hold: y.hold(n), Tote: y.tote(n), Order: y.order(n)})
	return err
}

// newYard makes the file of a full floor with so many moves of history, each with
// its entry on the timeline, and holds for the work of
// all rounds.
func newYard(tb testing.TB, path string, history int, levels []level) *yard {
	tb.Helper()
	y := &yard{levels: levels}
	e, err := bolt.Open(path, &bbolt.Options{NoSync: true})
	if err != nil {
		tb.Fatal(err)
	}
	db := store.Open(e)
	y.write(tb, db, y.build)
	y.bulk(tb, db, yardBins, func(tx *store.Tx, n int) error {
		return ledger.Post(tx, &ledger.Move{Stock: y.stock(n), Qty: 1 << 20, From: place.Supplier, To: y.bin(n), Reason: ledger.ReasonOpening})
	})
	y.bulk(tb, db, history, func(tx *store.Tx, n int) error {
		m := &ledger.Move{Stock: y.stock(n), Qty: 1, From: y.bin(n), To: y.tote(n), Reason: pick.ReasonPick}
		if err := ledger.Post(tx, m); err != nil {
			return err
		}
		return tell(tx, y.history(n), m)
	})
	y.bulk(tb, db, y.units(), func(tx *store.Tx, n int) error {
		line := warehouse.LineID(numbered(5, n))
		return ledger.Set(tx, &ledger.Hold{ID: y.hold(n), Stock: y.stock(n), Qty: 1, Place: y.bin(n), Line: line, Ref: string(job.About(y.order(n)))})
	})
	if err := db.Close(); err != nil {
		tb.Fatal(err)
	}
	compact(tb, path)
	return y
}

// compact writes the file anew, without free pages: each commit pays for every
// free page there is, and those that writing in bulk leaves are no past.
func compact(tb testing.TB, path string) {
	tb.Helper()
	from, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		tb.Fatal(err)
	}
	defer from.Close()
	to, err := bbolt.Open(path+".compact", 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		tb.Fatal(err)
	}
	if err := errors.Join(bbolt.Compact(to, from, 64<<20), to.Sync(), to.Close(), os.Rename(path+".compact", path)); err != nil {
		tb.Fatal(err)
	}
}

// build makes site, bins, totes and the picker.
func (y *yard) build(ctx context.Context, tx *store.Tx) error {
	s, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
	if err != nil {
		return err
	}
	y.site = s.IDs[0]
	var specs []place.BinSpec
	for n := range yardBins {
		specs = append(specs, place.BinSpec{Name: fmt.Sprintf("A-%05d", n), Use: place.PickFace})
	}
	for chunk := range slices.Chunk(specs, place.MaxBins) {
		a, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: y.site, Bins: chunk})
		if err != nil {
			return err
		}
		y.bins = append(y.bins, a.IDs...)
	}
	for len(y.totes) < yardTotes {
		a, err := place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: y.site, Kind: place.KindTote, Count: 100})
		if err != nil {
			return err
		}
		y.totes = append(y.totes, a.IDs...)
	}
	p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Олег Кравец", Locale: "ru", Roles: []staff.RoleAt{{Role: "picker", Site: y.site}}})
	if err == nil {
		y.picker = p.Person
	}
	return err
}

func (y *yard) write(tb testing.TB, db *store.DB, fn func(context.Context, *store.Tx) error) {
	tb.Helper()
	if err := db.Write(context.Background(), fn); err != nil {
		tb.Fatal(err)
	}
}

// bulk runs fn for [0, to) in large transactions.
func (y *yard) bulk(tb testing.TB, db *store.DB, to int, fn func(tx *store.Tx, n int) error) {
	tb.Helper()
	const chunk = 5000
	for from := 0; from < to; from += chunk {
		y.write(tb, db, func(_ context.Context, tx *store.Tx) error {
			for n := from; n < min(from+chunk, to); n++ {
				if err := fn(tx, n); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// open is a door over a file of the yard.
func (y *yard) open(tb testing.TB, e store.Engine) *command.Door {
	tb.Helper()
	db := store.Open(e)
	if err := journal.Open(context.Background(), db); err != nil {
		tb.Fatal(err)
	}
	return &command.Door{DB: db}
}

// record does all the work on a file, one unit at a time, and returns what each
// of them wrote.
func (y *yard) record(tb testing.TB, path string) (frames []tee.Frame) {
	tb.Helper()
	e, err := bolt.Open(path, &bbolt.Options{NoSync: true})
	if err != nil {
		tb.Fatal(err)
	}
	door := y.open(tb, tee.New(e, func(f tee.Frame) { frames = append(frames, f) }))
	for n := range y.units() {
		if err := y.pick(door, n); err != nil {
			tb.Fatal(err)
		}
	}
	if err := door.DB.Close(); err != nil {
		tb.Fatal(err)
	}
	if len(frames) != y.units() {
		tb.Fatalf("%d commits of %d units", len(frames), y.units())
	}
	return frames
}
