package shop

import (
	"context"
	"strconv"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// Rest is what a shop knows of an item's rest.
type Rest struct {
	Shop    string
	Item    warehouse.ItemID
	Outer   string      // what the shop calls the item
	Told    measure.Qty // what it was told can be sold
	Version uint64      // under which number; zero for never
	At      time.Time   // when it was told
	Pending bool        // is to be told: it changed, or nobody knows whether the shop has heard
	Mark    uint64      // rises with every mark, so that one made meanwhile is seen
	Since   time.Time   // when it was to be told first
	Why     Why         // why the shop would not take it
	Tries   int
	Next    time.Time // not before
}

func restRow(r *store.Row, v *Rest) {
	store.Text(r, 1, &v.Shop)
	ident.Field(r, 2, &v.Item)
	store.Text(r, 3, &v.Outer)
	store.Int(r, 4, &v.Told)
	store.Uint(r, 5, &v.Version)
	store.Time(r, 6, &v.At)
	store.Bool(r, 7, &v.Pending)
	store.Uint(r, 8, &v.Mark)
	store.Time(r, 9, &v.Since)
	store.One(r, 10, &v.Why, whyRow)
	store.Int(r, 11, &v.Tries)
	store.Time(r, 12, &v.Next)
}

type restKey = store.Pair[store.Str, warehouse.ItemID]

var (
	rests        = store.NewTable("shop.rests", func(v *Rest) restKey { return restKey{A: store.Str(v.Shop), B: v.Item} }, restRow)
	pendingRests = store.NewIndex(rests, "pending", func(v *Rest) []store.Str {
		if !v.Pending {
			return nil
		}
		return []store.Str{store.Str(v.Shop)}
	})
)

// RestOf is what a shop knows of an item's rest; nil when it does not know the
// item.
func RestOf(tx *store.Tx, shop string, item warehouse.ItemID) (*Rest, error) {
	return rests.Find(tx, restKey{A: store.Str(shop), B: item})
}

// markItem has the shop told of an item, if it knows it.
func (r *Runner) markItem(tx *store.Tx, id warehouse.ItemID) error {
	i, err := catalog.Get(tx, id)
	if err != nil {
		return err
	}
	outer := nameOf(i, r.c.Name)
	key := restKey{A: store.Str(r.c.Name), B: id}
	was, err := rests.Find(tx, key)
	switch {
	case err != nil:
		return err
	case outer == "" || i.Family:
		return rests.Delete(tx, key)
	case was != nil && was.Outer == outer:
		return nil // an edit of something else
	}
	return r.mark(tx, i, outer, was)
}

// mark puts an item among those that the shop is to be told of.
func (r *Runner) mark(tx *store.Tx, i *catalog.Item, outer string, v *Rest) error {
	if v == nil {
		v = &Rest{Shop: r.c.Name, Item: i.ID}
	}
	if !v.Pending {
		v.Pending, v.Since = true, tx.Now()
	}
	v.Outer, v.Next, v.Tries = outer, time.Time{}, 0
	v.Mark++
	tx.Ring()
	return rests.Put(tx, v)
}

// markSlice is how many items are looked at in one transaction.
const markSlice = 200

// markChanged marks the items of which another quantity can be promised than
// the shop was told, and, the first time, all that it knows.
func (r *Runner) markChanged(ctx context.Context) error {
	for {
		n := 0
		if err := r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			s, err := Get(tx, r.c.Name)
			if err != nil {
				return err
			}
			for t, err := range promise.Turned(tx, s.Site, s.Seen) {
				if err != nil {
					return err
				}
				if err := r.markTurn(tx, t); err != nil {
					return err
				}
				s.Seen = t.N
				if n++; n == markSlice {
					break
				}
			}
			if n == 0 {
				return nil
			}
			return shops.Put(tx, s)
		}); err != nil || n < markSlice {
			return err
		}
	}
}

func (r *Runner) markTurn(tx *store.Tx, t *promise.Turn) error {
	v, err := RestOf(tx, r.c.Name, t.Item)
	if err != nil || v == nil || !v.Pending && v.Version > 0 && v.Told == t.Can {
		return err
	}
	i, err := catalog.Get(tx, t.Item)
	if err != nil {
		return err
	}
	return r.mark(tx, i, v.Outer, v)
}

// markAll marks every item that the shop knows, once in the life of its row:
// such as were linked before the shop was configured, or when it was given
// another warehouse.
func (r *Runner) markAll(ctx context.Context) error {
	var from warehouse.ItemID
	for done := false; !done; {
		if err := r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			s, err := Get(tx, r.c.Name)
			if err != nil || s.Listed {
				done = true
				return err
			}
			n := 0
			for i, err := range catalog.All(tx, from) {
				if err != nil {
					return err
				}
				if n++; n > markSlice {
					from = i.ID
					return nil
				}
				if outer := nameOf(i, r.c.Name); outer != "" && !i.Family {
					v, err := RestOf(tx, r.c.Name, i.ID)
					if err != nil {
						return err
					}
					if err := r.mark(tx, i, outer, v); err != nil {
						return err
					}
				}
			}
			done, s.Listed = true, true
			return shops.Put(tx, s)
		}); err != nil {
			return err
		}
	}
	return nil
}

// sendRests tells the shop what can be sold of all that has changed.
func (a *attempt) sendRests(ctx context.Context) error {
	for {
		due, err := a.r.dueRests(ctx)
		if err != nil || len(due) == 0 {
			return err
		}
		s, err := dial(ctx, a.r.Client, &a.r.c, typeCatalog)
		if err != nil {
			return err
		}
		if err := inHalves(due, func(ids []warehouse.ItemID) error { return a.sendOffers(ctx, s, ids) }, func(id warehouse.ItemID, why error) error {
			a.aside(why)
			return a.r.restRefused(ctx, id, why)
		}); err != nil {
			return err
		}
		if len(due) < maxRests {
			return nil
		}
	}
}

func (r *Runner) dueRests(ctx context.Context) (ids []warehouse.ItemID, err error) {
	return ids, r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for v, err := range pendingRests.Each(tx, store.Str(r.c.Name)) {
			if err != nil {
				return err
			}
			if v.Next.After(tx.Now()) {
				continue
			}
			if ids = append(ids, v.Item); len(ids) == maxRests {
				break
			}
		}
		return nil
	})
}

// offer is the rest of an item on its way to the shop.
type offer struct {
	Rest
	Can measure.Qty
}

// sendOffers sends rests in one file. Its number is taken and the values are
// read in one transaction: a file with a higher number never has older values,
// whatever became of the one before it.
func (a *attempt) sendOffers(ctx context.Context, s *session, ids []warehouse.ItemID) error {
	var all []offer
	var version uint64
	if err := a.r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		if err := edit(tx, a.r.c.Name, func(s *Shop) { s.Version++; version = s.Version }); err != nil {
			return err
		}
		for _, id := range ids {
			v, err := RestOf(tx, a.r.c.Name, id)
			if err != nil {
				return err
			}
			if v == nil {
				continue // the shop does not know it any more
			}
			can, err := promise.Can(tx, a.r.c.Site, id)
			if err != nil {
				return err
			}
			all = append(all, offer{*v, can})
		}
		return nil
	}); err != nil || len(all) == 0 {
		return err
	}
	a.sent = true
	kind := "offers"
	if s.batch() {
		kind = "rests"
	}
	if err := s.send(ctx, kind+"-"+strconv.FormatUint(version, 10)+".xml", a.r.c.offers(s, all, version)); err != nil {
		return err
	}
	a.rows += len(all)
	return a.r.toldRests(ctx, all, version)
}

// toldRests notes what the shop knows now. What changed while it was told is
// told next.
func (r *Runner) toldRests(ctx context.Context, all []offer, version uint64) error {
	return r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		tx.Ring()
		for _, o := range all {
			v, err := RestOf(tx, r.c.Name, o.Item)
			if err != nil {
				return err
			}
			if v == nil {
				continue
			}
			v.Told, v.Version, v.At, v.Why, v.Tries = o.Can, version, tx.Now(), Why{}, 0
			if v.Mark == o.Mark {
				v.Pending, v.Since = false, time.Time{}
			}
			if err := rests.Put(tx, v); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *Runner) restRefused(ctx context.Context, id warehouse.ItemID, why error) error {
	return r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		v, err := RestOf(tx, r.c.Name, id)
		if err != nil || v == nil {
			return err
		}
		v.Tries++
		v.Why, v.Next = whyOf(why), tx.Now().Add(rest(v.Tries, time.Minute, 6*time.Hour))
		return rests.Put(tx, v)
	})
}
