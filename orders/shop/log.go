package shop

import (
	"context"
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// ExchangeID names an exchange that is on record.
type ExchangeID = ident.ID[exchangeKind]

type exchangeKind struct{}

// Kind is what an exchange was about.
type Kind string

// The kinds of exchange.
const (
	Orders Kind = "orders" // orders from the shop
	States Kind = "states" // statuses to it
	Rests  Kind = "rests"  // what can be sold, to it
)

// Kinds are all there are, in the order in which they are exchanged.
var Kinds = [...]Kind{Orders, States, Rests}

// Ending is how an exchange ended.
type Ending string

// The endings.
const (
	Done    Ending = "done"
	Failed  Ending = "failed"  // nothing of it was done
	Unknown Ending = "unknown" // the answer was lost: the shop may have done it; fresh values are sent again
)

// Record is one exchange with a shop. Those that found nothing to do are not
// kept, and of a row of equal failures one is.
type Record struct {
	Shop  string
	ID    ExchangeID
	At    time.Time
	Kind  Kind
	State Ending
	Rows  int           // orders that came, or rows that went
	Bad   int           // of them, set aside
	Took  time.Duration // of the newest try
	Why   Why
	Tries int       // that ended so
	Until time.Time // of the newest
}

func recordRow(r *store.Row, e *Record) {
	store.Text(r, 1, &e.Shop)
	ident.Field(r, 2, &e.ID)
	store.Time(r, 3, &e.At)
	store.Text(r, 4, &e.Kind)
	store.Text(r, 5, &e.State)
	store.Int(r, 6, &e.Rows)
	store.Int(r, 7, &e.Bad)
	store.Int(r, 8, &e.Took)
	store.One(r, 9, &e.Why, whyRow)
	store.Int(r, 10, &e.Tries)
	store.Time(r, 11, &e.Until)
}

type exchangeKey = store.Pair[store.Str, ExchangeID]

var exchanges = store.NewTable("shop.exchanges", func(e *Record) exchangeKey { return exchangeKey{A: store.Str(e.Shop), B: e.ID} }, recordRow)

// Exchanges walks the exchanges of a shop, the newest first.
func Exchanges(tx *store.Tx, shop string) iter.Seq2[*Record, error] {
	return exchanges.EachBack(tx, store.Str(shop))
}

// attempt is an exchange under way.
type attempt struct {
	r     *Runner
	kind  Kind
	id    ExchangeID // zero until it is on record
	began time.Time
	rows  int
	bad   int
	why   error // of the newest that was set aside
	taken int   // new orders
	sent  bool
	high  []uint64 // numbers of orders that came
}

// aside notes that a row was set aside.
func (a *attempt) aside(why error) {
	a.bad++
	a.why = why
}

// record is the id under which the attempt will be on record.
func (a *attempt) record(tx *store.Tx) ExchangeID {
	if a.id.IsZero() {
		a.id = ident.New[exchangeKind](tx)
	}
	return a.id
}

// end writes how an attempt ended, and how the shop fares.
func (a *attempt) end(ctx context.Context, failure error) error {
	now := time.Now()
	return a.r.DB.Write(context.WithoutCancel(ctx), func(_ context.Context, tx *store.Tx) error {
		tx.Ring()
		if err := edit(tx, a.r.c.Name, func(s *Shop) { a.tell(tx, s, failure) }); err != nil {
			return err
		}
		if failure == nil && a.rows == 0 && a.bad == 0 {
			return nil
		}
		why := failure
		if why == nil {
			why = a.why
		}
		e := &Record{Shop: a.r.c.Name, At: tx.Now(), Kind: a.kind, State: a.ending(failure), Rows: a.rows, Bad: a.bad, Took: now.Sub(a.began), Why: whyOf(why), Tries: 1, Until: tx.Now()}
		if same, err := a.same(tx, e); err != nil {
			return err
		} else if same != nil {
			e.ID, e.At, e.Tries = same.ID, same.At, same.Tries+1
		} else {
			e.ID = a.record(tx)
		}
		return exchanges.Put(tx, e)
	})
}

func (a *attempt) ending(failure error) Ending {
	switch {
	case failure == nil:
		return Done
	case a.sent && !isRefusal(failure):
		return Unknown
	}
	return Failed
}

// same is the newest exchange of the kind, when it failed as e does.
func (a *attempt) same(tx *store.Tx, e *Record) (*Record, error) {
	if e.State == Done || e.Bad > 0 || !a.id.IsZero() {
		return nil, nil
	}
	for last, err := range Exchanges(tx, e.Shop) {
		if err != nil {
			return nil, err
		}
		if last.Kind != e.Kind {
			continue
		}
		if last.State == e.State && last.Why.Code == e.Why.Code {
			return last, nil
		}
		break
	}
	return nil, nil
}

// tell notes on the shop how the attempt went.
func (a *attempt) tell(tx *store.Tx, s *Shop, failure error) {
	if day := a.r.day(tx); day != s.Day {
		s.Day, s.Orders, s.Errors = day, 0, 0
	}
	s.Orders += a.taken
	s.numbers(a.high, a.kind == Orders && a.sent && failure == nil, tx.Now())
	f := s.Fare(a.kind)
	if failure == nil {
		*f = Fare{Kind: a.kind, Last: tx.Now()}
		return
	}
	s.Errors++
	if f.Fails++; f.Fails == 1 {
		f.Since = tx.Now()
	}
	f.Why = whyOf(failure)
}

// KeepExchanges is how long an exchange stays on record, and KeepOrders how long
// an order that could not be taken does.
const (
	KeepExchanges = 30 * 24 * time.Hour
	KeepOrders    = 90 * 24 * time.Hour
)

// pruneSlice is how many rows are forgotten in one transaction.
const pruneSlice = 500

// Prune forgets old exchanges and kept orders. The turn of the day calls it.
func Prune(ctx context.Context, db *store.DB) error {
	return db.Slices(ctx, pruneSlice, pruneSome)
}

func pruneSome(_ context.Context, tx *store.Tx) (n int, err error) {
	var old []exchangeKey
	for s, err := range shops.All(tx) {
		if err != nil {
			return 0, err
		}
		for e, err := range exchanges.Each(tx, store.Str(s.Name)) {
			if err != nil {
				return 0, err
			}
			if tx.Now().Sub(e.Until) < KeepExchanges || len(old) == pruneSlice {
				break
			}
			old = append(old, exchangeKey{A: store.Str(e.Shop), B: e.ID})
		}
	}
	var gone []keptKey
	var subjects []warehouse.SubjectID
	for k, err := range keptOrders.All(tx) {
		if err != nil {
			return 0, err
		}
		if tx.Now().Sub(k.At) > KeepOrders && len(gone) < pruneSlice {
			gone = append(gone, k.key())
			subjects = append(subjects, k.subjects()...)
		}
	}
	for _, k := range old {
		if err := exchanges.Delete(tx, k); err != nil {
			return 0, err
		}
	}
	for _, k := range gone {
		if err := keptOrders.Delete(tx, k); err != nil {
			return 0, err
		}
	}
	for _, s := range subjects {
		if err := seal.Ask(tx, s); err != nil {
			return 0, err
		}
	}
	return max(len(old), len(gone)), nil
}
