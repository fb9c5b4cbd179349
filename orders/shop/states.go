package shop

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// State is what a shop knows of an order: which status it was told, and whether
// something has happened since that it is to be told.
type State struct {
	Shop    string
	Order   warehouse.OrderID
	Told    orders.Status // "" for none yet
	At      time.Time     // when it was told
	Seq     uint64        // the newest entry that it is to be told of
	Pending bool
	Since   time.Time // when it was to be told first
	Why     Why       // why the shop would not take it
	Tries   int
	Next    time.Time // not before
}

func stateRow(r *store.Row, s *State) {
	store.Text(r, 1, &s.Shop)
	ident.Field(r, 2, &s.Order)
	store.Text(r, 3, &s.Told)
	store.Time(r, 4, &s.At)
	store.Uint(r, 5, &s.Seq)
	store.Bool(r, 6, &s.Pending)
	store.Time(r, 7, &s.Since)
	store.One(r, 8, &s.Why, whyRow)
	store.Int(r, 9, &s.Tries)
	store.Time(r, 10, &s.Next)
}

type stateKey = store.Pair[store.Str, warehouse.OrderID]

var (
	states        = store.NewTable("shop.states", func(s *State) stateKey { return stateKey{A: store.Str(s.Shop), B: s.Order} }, stateRow)
	pendingStates = store.NewIndex(states, "pending", func(s *State) []store.Str {
		if !s.Pending {
			return nil
		}
		return []store.Str{store.Str(s.Shop)}
	})
)

// Follower marks what the shop is to be told: orders of its own that came to
// another status, were edited by somebody else or paid, and items that it got to
// know.
func (r *Runner) Follower() *journal.Follower {
	f := journal.NewFollower("shop " + r.c.Name)
	journal.On(f, orders.StatusKind, func(tx *store.Tx, e *journal.Entry, ev orders.StatusChanged) error {
		if ev.Channel != r.c.Name {
			return nil
		}
		return markState(tx, r.c.Name, ev.Order, e)
	})
	journal.On(f, orders.EditedKind, func(tx *store.Tx, e *journal.Entry, ev orders.Edited) error {
		if ev.Reason.Plain == orders.ByChannel { // the shop said so itself
			return nil
		}
		return r.markOrder(tx, ev.Order, e)
	})
	journal.On(f, orders.PaidKind, func(tx *store.Tx, e *journal.Entry, ev orders.Paid) error { return r.markOrder(tx, ev.Order, e) })
	journal.On(f, catalog.CreatedKind, func(tx *store.Tx, _ *journal.Entry, ev catalog.Created) error { return r.markItem(tx, ev.Item) })
	journal.On(f, catalog.EditedKind, func(tx *store.Tx, _ *journal.Entry, ev catalog.Edited) error { return r.markItem(tx, ev.Item) })
	return f
}

func (r *Runner) markOrder(tx *store.Tx, id warehouse.OrderID, e *journal.Entry) error {
	o, err := orders.Get(tx, id)
	if err != nil || o.Channel != r.c.Name {
		return err
	}
	return markState(tx, r.c.Name, id, e)
}

func markState(tx *store.Tx, shop string, order warehouse.OrderID, e *journal.Entry) error {
	return states.Edit(tx, stateKey{A: store.Str(shop), B: order}, func(s *State) (*State, error) {
		if s == nil {
			s = &State{Shop: shop, Order: order}
		}
		s.Seq = max(s.Seq, e.Seq)
		if !s.Pending {
			s.Pending, s.Since = true, e.At
		}
		s.Next, s.Tries = time.Time{}, 0
		return s, nil
	})
}

// Limits of one file.
const (
	maxStates = 100
	maxRests  = 1000
)

// telling is a status on its way to the shop.
type telling struct {
	state *State
	order *orders.Order
}

// sendStates tells the shop what became of its orders, as it is now.
func (a *attempt) sendStates(ctx context.Context) error {
	due, err := a.r.dueStates(ctx)
	if err != nil || len(due) == 0 {
		return err
	}
	s, err := dial(ctx, a.r.Client, &a.r.c, typeSale)
	if err != nil {
		return err
	}
	return inHalves(due, func(ids []warehouse.OrderID) error { return a.sendSome(ctx, s, ids) }, func(id warehouse.OrderID, why error) error {
		a.aside(why)
		return a.r.refused(ctx, id, why)
	})
}

// dueStates are the orders that the shop is to be told of, the oldest first.
func (r *Runner) dueStates(ctx context.Context) (ids []warehouse.OrderID, err error) {
	return ids, r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for s, err := range pendingStates.Each(tx, store.Str(r.c.Name)) {
			if err != nil {
				return err
			}
			if s.Next.After(tx.Now()) {
				continue
			}
			if ids = append(ids, s.Order); len(ids) == maxStates {
				break
			}
		}
		return nil
	})
}

// sendSome sends orders in one file. They are read now: what is told is what
// they are, whatever happened since they were marked.
func (a *attempt) sendSome(ctx context.Context, s *session, ids []warehouse.OrderID) error {
	var all []telling
	if err := a.r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for _, id := range ids {
			st, err := states.Get(tx, stateKey{A: store.Str(a.r.c.Name), B: id})
			if err != nil {
				return err
			}
			o, err := orders.Get(tx, id)
			if err != nil {
				return err
			}
			all = append(all, telling{st, o})
		}
		return nil
	}); err != nil {
		return err
	}
	speak := slices.DeleteFunc(slices.Clone(all), func(t telling) bool { return a.r.c.status(t.order.Status) == "" })
	if len(speak) > 0 {
		a.sent = true
		name := "orders-" + strconv.FormatInt(time.Now().UnixNano(), 36) + ".xml"
		if err := s.send(ctx, name, a.r.c.documents(s.schema, a.r.zone, speak)); err != nil {
			return err
		}
		a.rows += len(speak)
	}
	return a.r.told(ctx, all)
}

// told notes what the shop knows now. What happened while it was told is told
// next.
func (r *Runner) told(ctx context.Context, all []telling) error {
	return r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		tx.Ring()
		for _, t := range all {
			if err := states.Edit(tx, stateKey{A: store.Str(r.c.Name), B: t.order.ID}, func(s *State) (*State, error) {
				s.Told, s.At, s.Why, s.Tries = t.order.Status, tx.Now(), Why{}, 0
				if s.Seq == t.state.Seq {
					s.Pending, s.Since = false, time.Time{}
				}
				return s, nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// refused notes that the shop would not be told of an order: that one waits, the
// longer the more often.
func (r *Runner) refused(ctx context.Context, id warehouse.OrderID, why error) error {
	return r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		return states.Edit(tx, stateKey{A: store.Str(r.c.Name), B: id}, func(s *State) (*State, error) {
			s.Tries++
			s.Why, s.Next = whyOf(why), tx.Now().Add(rest(s.Tries, time.Minute, 6*time.Hour))
			return s, nil
		})
	})
}

// rest is how long to wait after so many failures in a row.
func rest(failures int, shortest, longest time.Duration) time.Duration {
	d := shortest
	for range min(failures-1, 30) {
		if d *= 2; d >= longest {
			return longest
		}
	}
	return min(d, longest)
}

// isRefusal says that the shop understood and would not: it did nothing.
func isRefusal(err error) bool { return strings.HasPrefix(fault.Of(err).Code, "shop.refused") }

// inHalves sends rows together, and in halves where the shop refuses them
// together, so that one which it will not have keeps none of the others back.
func inHalves[T any](rows []T, send func([]T) error, refused func(T, error) error) error {
	err := send(rows)
	if err == nil || !isRefusal(err) {
		return err
	}
	if len(rows) == 1 { // some sites make what they miss at the first try, and take it at the second
		if err = send(rows); err == nil || !isRefusal(err) {
			return err
		}
		return refused(rows[0], err)
	}
	half := len(rows) / 2
	if err := inHalves(rows[:half], send, refused); err != nil {
		return err
	}
	return inHalves(rows[half:], send, refused)
}
