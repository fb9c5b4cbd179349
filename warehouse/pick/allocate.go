package pick

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/stow"
)

// Where goods are taken from is known one floor down, since others ask it too.
type (
	spot    = stow.Spot
	portion = stow.Portion
)

func lotOf(tx *store.Tx, s warehouse.Stock) (*ledger.Lot, error) {
	if s.Lot.IsZero() {
		return nil, nil
	}
	return ledger.GetLot(tx, s.Lot)
}

// expired says so also in the hours before the turn of the day has marked it.
func expired(l *ledger.Lot, today measure.Day) bool { return stow.Expired(l, today) }

// want is what lines of one order still need of an item.
type want struct {
	item  warehouse.ItemID
	lines []*promise.Line // with units that are promised and not held
}

func (w *want) qty() (q measure.Qty) {
	for _, l := range w.lines {
		q += l.Promised
	}
	return q
}

// wants gathers by item what is promised to an order's lines and not yet held.
func wants(lines []*promise.Line) (all []*want) {
	for _, l := range lines {
		if l.Promised == 0 {
			continue
		}
		i := slices.IndexFunc(all, func(w *want) bool { return w.item == l.Item })
		if i < 0 {
			i = len(all)
			all = append(all, &want{item: l.Item})
		}
		all[i].lines = append(all[i].lines, l)
	}
	return all
}

// plan is from where a want is taken.
type plan struct {
	*want
	portions []portion
	missing  measure.Qty
}

func planFor(tx *store.Tx, site place.Site, w *want) (plan, error) {
	sources, err := stow.Sources(tx, site, w.item, nil)
	if err != nil {
		return plan{}, err
	}
	p := plan{want: w}
	p.portions, p.missing = stow.Take(w.qty(), sources)
	return p, nil
}

// hold sets aside what a plan says, line by line.
func (p plan) hold(tx *store.Tx, order warehouse.OrderID) error {
	lines := slices.Clone(p.lines)
	for _, part := range p.portions {
		for part.Qty > 0 && len(lines) > 0 {
			l := lines[0]
			n := min(part.Qty, l.Promised)
			if err := promise.Hold(tx, &ledger.Hold{Stock: part.Stock, Qty: n, Place: part.Bin, Line: l.ID, Ref: refOf(order)}); err != nil {
				return err
			}
			part.Qty -= n
			if l.Promised -= n; l.Promised == 0 {
				lines = lines[1:]
			}
		}
	}
	return nil
}

// refOf names an order in moves and holds.
func refOf(order warehouse.OrderID) string { return "order/" + order.String() }

// linesOf are the promises of an order.
func linesOf(tx *store.Tx, order warehouse.OrderID) (all []*promise.Line, err error) {
	for l, err := range promise.Of(tx, order) {
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

// holdRest sets aside what is promised to a job and held nowhere, as far as it
// can be picked.
func holdRest(tx *store.Tx, j *job.Job) error {
	site, err := place.GetSite(tx, j.Site)
	if err != nil {
		return err
	}
	lines, err := linesOf(tx, j.Order)
	if err != nil {
		return err
	}
	for _, w := range wants(lines) {
		p, err := planFor(tx, site, w)
		if err != nil {
			return err
		}
		if err := p.hold(tx, j.Order); err != nil {
			return err
		}
	}
	return nil
}

// freshen gives up what can no longer be picked, expired lots, and as far as
// others cover it what lies in bins that are closed now; then it holds the rest
// anew.
func freshen(tx *store.Tx, j *job.Job) error {
	site, err := place.GetSite(tx, j.Site)
	if err != nil {
		return err
	}
	stops, err := stopsOf(tx, j.Order, nil)
	if err != nil {
		return err
	}
	for _, s := range stops {
		switch {
		case s.lot != nil && expired(s.lot, site.Day(tx.Now())):
			err = s.unhold(tx, s.Qty)
		case !s.place.Open():
			_, err = s.move(tx, site, j.Order)
		}
		if err != nil {
			return err
		}
	}
	return holdRest(tx, j)
}

// move takes a stop's goods from other bins, if they have all of it and nobody
// is promised it.
func (s *stop) move(tx *store.Tx, site place.Site, order warehouse.OrderID) (bool, error) {
	sources, err := stow.Sources(tx, site, s.Stock.Item, func(at spot) bool { return at.Bin == s.Bin })
	if err != nil {
		return false, err
	}
	portions, missing := stow.Take(s.Qty, sources)
	can, err := promise.Can(tx, site.ID, s.Stock.Item)
	if err != nil || missing > 0 || !sellable(s) && can < s.Qty {
		return false, err
	}
	if err := s.unhold(tx, s.Qty); err != nil {
		return false, err
	}
	return true, holdPortions(tx, order, s.Stock.Item, portions)
}

// unhold gives qty of a stop back to the promise, the youngest hold first.
func (s *stop) unhold(tx *store.Tx, qty measure.Qty) error {
	for _, h := range slices.Backward(s.holds) {
		n := min(qty, h.Qty)
		if n == 0 {
			break
		}
		if err := promise.Unhold(tx, h.ID, n); err != nil {
			return err
		}
		qty -= n
	}
	if qty > 0 {
		return fault.New(fault.Conflict, "pick.no_longer")
	}
	return nil
}
