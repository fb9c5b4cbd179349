package ledger

import (
	"context"
	"iter"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Lot is a batch of an item, with its expiry where the item has one.
type Lot struct {
	ID       warehouse.LotID
	Item     warehouse.ItemID
	Code     string // as printed; "" for a lot that is only an expiry
	Expiry   measure.Day
	Produced measure.Day
	Expired  bool // the turn of the day has passed Expiry
}

func lotRow(r *store.Row, l *Lot) {
	ident.Field(r, 1, &l.ID)
	ident.Field(r, 2, &l.Item)
	store.Text(r, 3, &l.Code)
	store.Int(r, 4, &l.Expiry)
	store.Int(r, 5, &l.Produced)
	store.Bool(r, 6, &l.Expired)
}

type (
	lotKey    = store.Triple[warehouse.ItemID, store.Str, store.I64]
	expiryKey = store.Pair[store.I64, warehouse.LotID]
)

var (
	lots   = store.NewTable("ledger.lots", func(l *Lot) warehouse.LotID { return l.ID }, lotRow)
	byCode = store.NewIndex(lots, "code", func(l *Lot) []lotKey {
		return []lotKey{store.Keys3(l.Item, store.Str(l.Code), store.I64(l.Expiry))}
	}).Unique()
	byPast = store.NewIndex(lots, "expired", func(l *Lot) []store.I64 {
		if !l.Expired {
			return nil
		}
		return []store.I64{store.I64(l.Expiry)}
	})
	byExpiry = store.NewIndex(lots, "expiry", func(l *Lot) []expiryKey {
		if l.Expiry == 0 || l.Expired {
			return nil
		}
		return []expiryKey{store.Keys2(store.I64(l.Expiry), l.ID)}
	})
	// printed finds lots by what is printed on the goods, whatever they are.
	printed = store.NewIndex(lots, "printed", func(l *Lot) []store.Str {
		if l.Code == "" {
			return nil
		}
		return []store.Str{store.Str(place.Fold(l.Code))}
	})
)

// GetLot is a lot by its id; NotFound when there is none.
func GetLot(tx *store.Tx, id warehouse.LotID) (*Lot, error) {
	l, err := lots.Find(tx, id)
	if err == nil && l == nil {
		err = fault.New(fault.NotFound, "ledger.lot", "lot", id)
	}
	return l, err
}

// LotFor finds the lot of an item with this code and expiry, or makes it. today
// is the site's day.
func LotFor(tx *store.Tx, item warehouse.ItemID, code string, expiry, produced, today measure.Day) (*Lot, error) {
	l, err := byCode.Find(tx, store.Keys3(item, store.Str(code), store.I64(expiry)))
	if err != nil || l != nil {
		return l, err
	}
	l = &Lot{ID: warehouse.LotID(tx.Mint()), Item: item, Code: code, Expiry: expiry, Produced: produced, Expired: IsExpired(expiry, today)}
	return l, lots.Insert(tx, l)
}

// IsExpired is the one definition: a lot is expired when its day is before the
// site's. Without an expiry it never is.
func IsExpired(expiry, today measure.Day) bool { return expiry != 0 && expiry < today }

// LotsOf walks the lots of an item with a code.
func LotsOf(tx *store.Tx, item warehouse.ItemID, code string) iter.Seq2[*Lot, error] {
	return byCode.Each(tx, store.Keys2(item, store.Str(code)))
}

// LotsCalled walks the lots of any item that have a code, as somebody scans or
// types it.
func LotsCalled(tx *store.Tx, code string) iter.Seq2[*Lot, error] {
	return printed.Each(tx, store.Str(place.Fold(code)))
}

// ByPrint is the migration of a file of release 1, in which lots could not be
// found by their code alone.
var ByPrint = store.Rebuild(lots)

// ExpiredLots walks the lots whose day has passed, the first to expire first.
func ExpiredLots(tx *store.Tx) iter.Seq2[*Lot, error] { return byPast.All(tx) }

// TurnDay marks the lots that expired before today, one transaction each, and
// takes them out of what may be sold.
func TurnDay(ctx context.Context, db *store.DB, today measure.Day) error {
	for {
		done := false
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			tx.SetOrigin(store.Origin{Device: "turn of the day"})
			l, err := byExpiry.First(tx, nil)
			if err != nil {
				return err
			}
			if done = l == nil || !IsExpired(l.Expiry, today); done {
				return nil
			}
			return expire(tx, l)
		}); err != nil || done {
			return err
		}
	}
}

func expire(tx *store.Tx, l *Lot) error {
	count := func() (all []lying, err error) {
		for b, err := range Places(tx, l.Item) {
			if err != nil {
				return nil, err
			}
			if b.Stock.Lot != l.ID {
				continue
			}
			e, err := endOf(tx, b.Place, b.Stock)
			if err != nil {
				return nil, err
			}
			if e.sellable {
				all = append(all, lying{siteItem{A: e.site, B: l.Item}, freeChange{e, b.OnHand(), b.Held}})
			}
		}
		return all, nil
	}
	before, err := count()
	if err != nil {
		return err
	}
	l.Expired = true
	if err := lots.Put(tx, l); err != nil {
		return err
	}
	if err := changeMany(tx, before, nil); err != nil {
		return err
	}
	return LotExpiredKind.Record(tx, LotExpired{Lot: l.ID, Item: l.Item, Code: l.Code, Expiry: l.Expiry}, aboutItem(l.Item))
}
