package till

import (
	"bytes"
	"slices"

	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// tally is what the receipts of an order come to, told one after another in the
// order in which they were put. A return that somebody gave up was made by hand,
// or is their business: it counts as made.
type tally struct {
	all      []*Given
	advances []*Given          // receipts of prepayment
	returned []*Given          // of which this was given back
	prepaid  int64             // what is left of them
	settled  *Given            // the settlement that stands
	debts    []*Given          // that paid what it left to pay
	undone   map[*Given]*Given // what was returned as a whole, by its return
}

// tallyOf tells the receipts of an order.
func tallyOf(tx *store.Tx, order warehouse.OrderID) (*tally, error) {
	all, err := Of(tx, order)
	return told(all), err
}

func told(all []*Given) *tally {
	t := &tally{undone: map[*Given]*Given{}}
	for _, g := range slices.SortedFunc(slices.Values(all), func(a, b *Given) int { return bytes.Compare(a.Job[:], b.Job[:]) }) {
		t.add(g)
	}
	return t
}

// add tells the next receipt. A settlement is returned after what paid its debt,
// and before the prepayment that it set off.
func (t *tally) add(g *Given) {
	t.all = append(t.all, g)
	switch {
	case g.State == spool.Dropped && !g.Moment.Back():
	case g.Moment == Paid && t.debt(g):
		t.debts = append(t.debts, g)
	case g.Moment == Paid:
		t.advances, t.prepaid = append(t.advances, g), t.prepaid+g.Sum
	case g.Moment == PaidBack && t.debt(g):
		if n := len(t.debts); n > 0 {
			t.undone[t.debts[n-1]] = g
			t.debts = t.debts[:n-1]
		}
	case g.Moment == PaidBack:
		t.returned, t.prepaid = append(t.returned, g), t.prepaid-g.Sum
		for _, a := range t.advances {
			if t.prepaid <= 0 {
				t.undone[a] = g
			}
		}
	case g.Moment.Back():
		t.undone[t.settled] = g
		t.settled, t.debts = nil, nil
	default:
		t.settled = g
	}
}

// debt says whether the money of a receipt pays what a settlement left to pay. A
// row of an older release does not say; then that one stood says it.
func (t *tally) debt(g *Given) bool {
	if len(g.Lines) > 0 {
		return g.Lines[0].Method == receipt.PaymentOnCredit
	}
	return t.settled != nil
}

// count is how many receipts of a moment there were.
func (t *tally) count(m Moment) (n int) {
	for _, g := range t.all {
		if g.Moment == m {
			n++
		}
	}
	return n
}

// had says that the moment had a receipt which stands, or which a person gave
// up: it gets no other.
func (t *tally) had(m Moment) bool {
	had := false
	for _, g := range t.all {
		switch {
		case g.Moment == m && !g.Void:
			had = true
		case g.Moment == backs[m] && m != Paid: // returned as a whole
			had = false
		}
	}
	return had
}

// owed is what the buyer still has to pay for goods that were handed over.
func (t *tally) owed() int64 {
	if t.settled == nil || len(t.debts) > 0 {
		return 0
	}
	return t.settled.Credit
}

// busy says that nobody knows of some receipt whether it is registered.
func (t *tally) busy() bool { return slices.ContainsFunc(t.all, (*Given).busy) }
