package ledger

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Lies is goods that came from the supplier to a bin of a site.
type Lies struct {
	Site  warehouse.SiteID
	Bin   warehouse.PlaceID
	Goods warehouse.Stock
}

// Spoils damage the books of goods of which a part is held, each so that Check
// finds the code it stands under.
var Spoils = map[string]func(*store.Tx, Lies) error{
	"ledger.balance": func(tx *store.Tx, l Lies) error {
		return spoil(tx, l, func(b *Balance) { b.Out++ })
	},
	"ledger.held": func(tx *store.Tx, l Lies) error {
		return spoil(tx, l, func(b *Balance) { b.Held-- })
	},
	"ledger.site": func(tx *store.Tx, l Lies) error {
		return spoil(tx, l, func(b *Balance) { b.Carried = true })
	},
	"ledger.chain": func(tx *store.Tx, l Lies) error {
		return spoil(tx, l, func(b *Balance) { b.last = MoveID{} })
	},
	"ledger.foreign_goods": func(tx *store.Tx, l Lies) error {
		others := l.Goods
		others.Owner[0] ^= 1
		return chain(tx, l, &Move{Stock: others, From: place.Supplier, To: l.Bin})
	},
	"ledger.foreign_move": func(tx *store.Tx, l Lies) error {
		return chain(tx, l, &Move{Stock: l.Goods, From: place.Found, To: place.Loss})
	},
	"ledger.late": func(tx *store.Tx, l Lies) error {
		return moves.Insert(tx, &Move{ID: ident.New[Move](tx), Stock: l.Goods, Qty: 1, From: place.Supplier, To: l.Bin, Posted: tx.Now(), Happened: tx.Now().Add(time.Hour)})
	},
	"ledger.hold": func(tx *store.Tx, l Lies) error {
		return holds.Insert(tx, &Hold{ID: ident.New[Hold](tx), Stock: l.Goods, Place: l.Bin})
	},
	"ledger.overdrawn": func(tx *store.Tx, l Lies) error {
		if err := holds.Insert(tx, &Hold{ID: ident.New[Hold](tx), Stock: l.Goods, Place: l.Bin, Qty: 100}); err != nil {
			return err
		}
		return spoil(tx, l, func(b *Balance) { b.Held += 100 })
	},
	"ledger.sum": func(tx *store.Tx, l Lies) error {
		return balances.Delete(tx, stockKey{place.Supplier, l.Goods})
	},
	"ledger.missing": func(tx *store.Tx, l Lies) error {
		if err := balances.Delete(tx, stockKey{place.Supplier, l.Goods}); err != nil {
			return err
		}
		return balances.Delete(tx, stockKey{l.Bin, l.Goods})
	},
	"ledger.free": func(tx *store.Tx, l Lies) error {
		return frees.Edit(tx, siteItem{A: l.Site, B: l.Goods.Item}, func(f *Free) (*Free, error) { f.OnHand++; return f, nil })
	},
	"ledger.free_missing": func(tx *store.Tx, l Lies) error {
		return frees.Delete(tx, siteItem{A: l.Site, B: l.Goods.Item})
	},
	"ledger.units": func(tx *store.Tx, l Lies) error {
		return units.Insert(tx, &Unit{ID: warehouse.UnitID(tx.Mint()), Code: "1", Stock: l.Goods, Place: l.Bin})
	},
}

func spoil(tx *store.Tx, l Lies, how func(*Balance)) error {
	return balances.Edit(tx, stockKey{l.Bin, l.Goods}, func(b *Balance) (*Balance, error) { how(b); return b, nil })
}

// chain puts a foreign move at the end of a balance's chain.
func chain(tx *store.Tx, l Lies, m *Move) error {
	m.ID, m.Qty, m.Posted, m.Happened = ident.New[Move](tx), 1, tx.Now(), tx.Now()
	if err := moves.Insert(tx, m); err != nil {
		return err
	}
	return spoil(tx, l, func(b *Balance) { b.last = m.ID })
}
