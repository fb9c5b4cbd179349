package till

import (
	"fmt"
	"slices"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// mend brings the receipts of an order in line with what the order is by now. It
// compares the two and writes the difference, so it may be called at any time
// and as often as anybody likes. While the register is busy with a receipt, or
// nobody knows what became of one, nothing is decided: the order is looked at
// again when that is known.
func mend(tx *store.Tx, order warehouse.OrderID) error {
	t, err := tallyOf(tx, order)
	if err != nil || len(t.all) == 0 || t.busy() {
		return err
	}
	o, err := orders.Get(tx, order)
	if err != nil {
		return err
	}
	undone, err := t.mendSettlement(tx, o)
	if err != nil {
		return fmt.Errorf("undo the settlement: %w", err)
	}
	if err := t.mendPrepayment(tx, o); err != nil {
		return fmt.Errorf("mend the prepayment: %w", err)
	}
	if !undone || o.Status == orders.Canceled {
		return nil
	}
	j, err := job.Get(tx, order)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if j == nil || j.State != job.Packed { // packing it again settles it
		return nil
	}
	return due(tx, order, Packed)
}

// mendSettlement undoes a settlement that says other goods than the order has by
// now: whoever has it in hand must be able to tell that it is another's.
func (t *tally) mendSettlement(tx *store.Tx, o *orders.Order) (undone bool, err error) {
	g := t.settled
	if g == nil {
		return false, nil
	}
	if o.Status != orders.Canceled {
		same, err := t.settles(tx, o)
		if err != nil || same {
			return false, err
		}
	}
	for len(t.debts) > 0 {
		if err := t.undo(tx, o, t.debts[len(t.debts)-1]); err != nil {
			return false, err
		}
	}
	return true, t.undo(tx, o, g)
}

// settles says whether the settlement has the lines that the order has now.
func (t *tally) settles(tx *store.Tx, o *orders.Order) (bool, error) {
	country, _, err := sellerOf(tx, o)
	if err != nil {
		return false, err
	}
	had, err := t.settled.body(tx)
	if err != nil {
		return false, err
	}
	now := linesOf(o, country, receipt.FullPayment)
	return len(without(had.Lines, now))+len(without(now, had.Lines)) == 0, nil
}

// undo takes a receipt off the queue or, once it is registered, returns it: the
// same lines, rates and payments the other way.
func (t *tally) undo(tx *store.Tx, o *orders.Order, g *Given) error {
	if g.open() {
		if err := g.withdraw(tx, seal.Coded("changed")); err != nil {
			return err
		}
		again, err := tallyOf(tx, o.ID)
		if err == nil {
			*t = *again
		}
		return err
	}
	had, err := g.body(tx)
	if err != nil {
		return err
	}
	return give(tx, o, t, &Given{Moment: backs[g.Moment], Tax: had.TaxSystem, Lines: had.Lines, Payments: had.Payments, Credit: g.Credit})
}

// mendPrepayment gives back what was paid in advance for goods that the order has
// no more, and puts goods that came into it on a receipt of prepayment once they
// are paid. As long as an order is not paid in full all money stays what it was:
// it is set off when the goods are handed over.
func (t *tally) mendPrepayment(tx *store.Tx, o *orders.Order) error {
	if len(t.advances) == 0 {
		return nil
	}
	if o.Status != orders.Canceled {
		right, err := t.stays(tx, o)
		if err != nil || right {
			return err
		}
	}
	stands, err := t.standing(tx)
	if err != nil {
		return err
	}
	var wanted []receipt.Line
	if o.Status != orders.Canceled {
		country, _, err := sellerOf(tx, o)
		if err != nil {
			return err
		}
		wanted = linesOf(o, country, receipt.FullPrepayment)
	}
	if len(without(stands, wanted))+len(without(wanted, stands)) == 0 {
		return nil
	}
	for _, g := range slices.Clone(t.advances) {
		if g.open() {
			if err := t.undo(tx, o, g); err != nil {
				return err
			}
		}
	}
	if stands, err = t.standing(tx); err != nil {
		return err
	}
	if gone := without(stands, wanted); total(gone) > 0 {
		by, err := t.wayBack(tx, total(gone))
		if err != nil {
			return err
		}
		if err := give(tx, o, t, &Given{Moment: PaidBack, Lines: gone, Payments: by}); err != nil {
			return err
		}
	}
	if more := without(wanted, stands); total(more) > 0 {
		return give(tx, o, t, &Given{Moment: Paid, Lines: more, Payments: came(o, total(more))})
	}
	return nil
}

// stays says that prepayment is not touched: it was set off, or the order is not
// paid in full.
func (t *tally) stays(tx *store.Tx, o *orders.Order) (bool, error) {
	if t.settled == nil {
		return o.Payment.Paid.Minor < o.Total.Minor, nil
	}
	had, err := t.settled.body(tx)
	if err != nil {
		return false, err
	}
	return t.prepaid <= had.Payments.Prepaid, nil
}

// standing are the lines that were paid in advance and not given back.
func (t *tally) standing(tx *store.Tx) (lines []receipt.Line, err error) {
	for _, g := range t.advances {
		had, err := g.body(tx)
		if err != nil {
			return nil, err
		}
		lines = append(lines, had.Lines...)
	}
	for _, g := range t.returned {
		had, err := g.body(tx)
		if err != nil {
			return nil, err
		}
		lines = without(lines, had.Lines)
	}
	return lines, nil
}

// wayBack is how a sum of prepayment is given back: without cash as far as it came
// so, and the rest in cash.
func (t *tally) wayBack(tx *store.Tx, sum int64) (receipt.Payments, error) {
	var card int64
	for sign, some := range map[int64][]*Given{1: t.advances, -1: t.returned} {
		for _, g := range some {
			had, err := g.body(tx)
			if err != nil {
				return receipt.Payments{}, err
			}
			card += sign * had.Payments.Card
		}
	}
	card = min(sum, max(card, 0))
	return receipt.Payments{Card: card, Cash: sum - card}, nil
}

func total(lines []receipt.Line) int64 { return receipt.Receipt{Lines: lines}.Total() }

// without are the units of all that are not among those of others: goods are the
// same whose name, price, rate, subject and marking code are. Lines of the same goods are
// joined.
func without(all, others []receipt.Line) (left []receipt.Line) {
	for _, l := range all {
		if i := slices.IndexFunc(left, sameGoods(l)); i >= 0 {
			left[i].Quantity += l.Quantity
		} else {
			left = append(left, l)
		}
	}
	for _, l := range others {
		if i := slices.IndexFunc(left, sameGoods(l)); i >= 0 {
			left[i].Quantity -= l.Quantity
		}
	}
	left = slices.DeleteFunc(left, func(l receipt.Line) bool { return l.Quantity <= 0 })
	for i := range left {
		left[i].Sum = left[i].Price * int64(left[i].Quantity/receipt.One)
	}
	return left
}

// sameGoods says whether two lines are of the same goods.
func sameGoods(a receipt.Line) func(receipt.Line) bool {
	return func(b receipt.Line) bool {
		return a.Name == b.Name && a.Price == b.Price && a.Rate == b.Rate && a.Subject == b.Subject && a.Unit == b.Unit && a.Mark == b.Mark
	}
}
