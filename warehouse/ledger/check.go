package ledger

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Check replays every move, hold and unit of one snapshot and compares: the
// proof that balances and Free are only a memory of the moves. Its error is a
// fault.Finding of the first row that is wrong. It holds all balances in memory
// and its read open: for tests and a stopped node; a running one proves itself
// by Prove.
func Check(tx *store.Tx) error {
	r := replay{want: map[stockKey]*Balance{}, sum: map[warehouse.Stock]measure.Qty{}}
	if err := r.moves(tx); err != nil {
		return err
	}
	if err := r.holds(tx); err != nil {
		return err
	}
	if err := r.balances(tx); err != nil {
		return err
	}
	for s, q := range r.sum {
		if q != 0 {
			return fault.Found("ledger.sum", "item", s.Item, "over", q)
		}
	}
	for k, b := range r.want {
		if b.In != 0 || b.Out != 0 || b.Held != 0 {
			return fault.Found("ledger.missing", "item", k.stock.Item, "place", k.place)
		}
	}
	if err := checkFree(tx); err != nil {
		return err
	}
	return checkUnits(tx)
}

type replay struct {
	want map[stockKey]*Balance
	sum  map[warehouse.Stock]measure.Qty
}

func (r *replay) at(p warehouse.PlaceID, s warehouse.Stock) *Balance {
	k := stockKey{p, s}
	if r.want[k] == nil {
		r.want[k] = &Balance{}
	}
	return r.want[k]
}

func (r *replay) moves(tx *store.Tx) error {
	for m, err := range moves.All(tx) {
		if err != nil {
			return err
		}
		if m.Happened.After(m.Posted) {
			return fault.Found("ledger.late", "move", m.ID, "item", m.Stock.Item, "from", m.From, "to", m.To)
		}
		r.at(m.From, m.Stock).Out += m.Qty
		r.at(m.To, m.Stock).In += m.Qty
	}
	return nil
}

func (r *replay) holds(tx *store.Tx) error {
	for h, err := range holds.All(tx) {
		if err != nil {
			return err
		}
		if h.Qty <= 0 {
			return fault.Found("ledger.hold", "hold", h.ID, "item", h.Stock.Item, "place", h.Place, "held", h.Qty)
		}
		r.at(h.Place, h.Stock).Held += h.Qty
	}
	return nil
}

func (r *replay) balances(tx *store.Tx) error {
	for b, err := range balances.All(tx) {
		if err != nil {
			return err
		}
		w := r.at(b.Place, b.Stock)
		if w.In != b.In || w.Out != b.Out {
			return b.found("ledger.balance", "in", b.In, "out", b.Out, "came", w.In, "left", w.Out)
		}
		if w.Held != b.Held {
			return b.found("ledger.held", "held", b.Held, "holds", w.Held)
		}
		delete(r.want, stockKey{b.Place, b.Stock})
		r.sum[b.Stock] += b.OnHand()
		if err := b.prove(tx); err != nil {
			return err
		}
	}
	return nil
}

// found is what is wrong with a balance.
func (b *Balance) found(code string, args ...any) *fault.Finding {
	return fault.Found(code, append(args, "item", b.Stock.Item, "place", b.Place)...)
}

// prove walks all moves of a balance: none is missing and none is foreign, and
// what is there suffices for what is held.
func (b *Balance) prove(tx *store.Tx) error {
	in, out := measure.Qty(0), measure.Qty(0)
	for m, err := range b.moves(tx) {
		switch {
		case err != nil:
			return err
		case m.Stock != b.Stock:
			return b.found("ledger.foreign_goods", "move", m.ID)
		case m.To == b.Place:
			in += m.Qty
		case m.From == b.Place:
			out += m.Qty
		default:
			return b.found("ledger.foreign_move", "move", m.ID)
		}
	}
	lies := Balance{Place: b.Place}
	if err := lies.locate(tx); err != nil {
		return err
	}
	if lies.Site != b.Site || lies.Carried != b.Carried {
		return b.found("ledger.site", "site", b.Site)
	}
	if in != b.In || out != b.Out {
		return b.found("ledger.chain", "in", b.In, "out", b.Out, "came", in, "left", out)
	}
	if place.World(b.Place) == nil && b.Available() < 0 {
		return b.found("ledger.overdrawn", "onhand", b.OnHand(), "held", b.Held)
	}
	return nil
}

// checkFree adds up anew what may be sold.
func checkFree(tx *store.Tx) error {
	want := map[siteItem]Free{}
	for b, err := range balances.All(tx) {
		if err != nil {
			return err
		}
		e, err := endOf(tx, b.Place, b.Stock)
		if err != nil {
			return err
		}
		if e.sellable {
			f := want[siteItem{A: e.site, B: b.Stock.Item}]
			f.OnHand += b.OnHand()
			f.Held += b.Held
			want[siteItem{A: e.site, B: b.Stock.Item}] = f
		}
	}
	for f, err := range frees.All(tx) {
		if err != nil {
			return err
		}
		k := siteItem{A: f.Site, B: f.Item}
		if w := want[k]; w.OnHand != f.OnHand || w.Held != f.Held {
			return fault.Found("ledger.free", "item", f.Item, "site", f.Site, "onhand", f.OnHand, "held", f.Held, "bins", w.OnHand, "holds", w.Held)
		}
		delete(want, k)
	}
	for k, f := range want {
		if f.OnHand != 0 || f.Held != 0 {
			return fault.Found("ledger.free_missing", "item", k.B, "site", k.A)
		}
	}
	return nil
}

// checkUnits compares units in a place with its balances.
func checkUnits(tx *store.Tx) error {
	count := map[stockKey]measure.Qty{}
	items := map[warehouse.ItemID]bool{}
	for u, err := range units.All(tx) {
		if err != nil {
			return err
		}
		items[u.Stock.Item] = true
		count[stockKey{u.Place, u.Stock}]++
	}
	for b, err := range balances.All(tx) {
		if err != nil {
			return err
		}
		if !items[b.Stock.Item] || place.World(b.Place) != nil {
			continue
		}
		if n := count[stockKey{b.Place, b.Stock}]; n != b.OnHand() {
			return b.found("ledger.units", "units", n, "onhand", b.OnHand())
		}
	}
	return nil
}

// proveSlice is how many balances Prove looks at in one short read.
const proveSlice = 256

// Prove walks the chain of every balance in short reads, so that a running node
// can do it at any time; its error is as that of Check. progress, if any, is told the balances done so far.
func Prove(ctx context.Context, db *store.DB, progress func(done int)) error {
	var at store.Prefix
	for done, more := 0, true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		more = false
		if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
			n := 0
			for b, err := range balances.Range(tx, at, nil) {
				if err != nil {
					return err
				}
				if n == proveSlice {
					at, more = stockKey{b.Place, b.Stock}, true
					return nil
				}
				if err := b.prove(tx); err != nil {
					return err
				}
				n++
				done++
			}
			return nil
		}); err != nil {
			return err
		}
		if progress != nil {
			progress(done)
		}
	}
	return nil
}
