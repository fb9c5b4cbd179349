package pick

import (
	"cmp"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/stow"
)

// short draws the question with what follows from the present answer.
func (d *doer) short(st *state, here *stop) (*Short, error) {
	q := &Short{
		Found: int64(st.Short.Found), Least: int64(st.Hand.Qty()), Most: int64(here.Qty),
		Reason: st.Short.Reason, Reasons: Reasons, Then: []Then{},
	}
	rest := here.Qty - st.Short.Found
	if rest <= 0 {
		return q, nil
	}
	kept, err := d.keeps(here, st.Short.Found)
	if err != nil {
		return nil, err
	}
	sources, err := stow.Sources(d.tx, d.site, here.Stock.Item, func(at spot) bool { return at == here.spot })
	if err != nil {
		return nil, err
	}
	portions, _ := stow.Take(kept, sources)
	stops := slices.DeleteFunc(slices.Clone(d.w.stops), func(s stop) bool { return s.spot == here.spot })
	g := d.w.ground
	before := length(g, here.place, stops)
	for _, p := range portions {
		if p.Qty = min(p.Qty, rest); p.Qty == 0 {
			break
		}
		bin, err := place.Get(d.tx, p.Bin)
		if err != nil {
			return nil, err
		}
		rest -= p.Qty
		stops = append(stops, stop{spot: p.Spot, place: bin})
		if g, err = d.groundOf(here.place, stops); err != nil {
			return nil, err
		}
		sortStops(g, stops, here.place, st.Late)
		after := length(g, here.place, stops)
		m := station.ShowBin(bin)
		q.Then = append(q.Then, Then{Kind: ThenInstead, Qty: int64(p.Qty), Bin: &m, Metres: metres(max(0, after-before))})
		before = after
	}
	if rest > 0 {
		q.Then = append(q.Then, Then{Kind: ThenMissing, Qty: int64(rest)})
	}
	q.Then = append(q.Then, Then{Kind: ThenCount})
	return q, d.inTime(q, length(g, here.place, stops), len(stops), rest)
}

// inTime says whether the order still makes its cut-off after so many millimetres
// and stops.
func (d *doer) inTime(q *Short, mm int64, stops int, missing measure.Qty) error {
	cutoff := d.w.job.Cutoff
	if cutoff.IsZero() {
		return nil
	}
	rules, err := Rules.At(d.tx, d.site.ID)
	if err != nil {
		return err
	}
	kind := ThenInTime
	if missing > 0 || d.tx.Now().Add(rules.walkTime(mm, stops)).After(cutoff) {
		kind = ThenLate
	}
	q.Then = append(q.Then, Then{Kind: kind, At: cutoff})
	return nil
}

// keeps is how many of the units that are not found stay promised to the order:
// what vanishes from the bin makes the last in rank short.
func (d *doer) keeps(here *stop, found measure.Qty) (measure.Qty, error) {
	item := here.Stock.Item
	b, err := ledger.BalanceOf(d.tx, here.Bin, here.Stock)
	if err != nil {
		return 0, err
	}
	free, err := ledger.FreeOf(d.tx, d.site.ID, item)
	if err != nil {
		return 0, err
	}
	lines, err := d.promisedAfter(here, found)
	if err != nil {
		return 0, err
	}
	var sum, mine measure.Qty
	for _, l := range lines {
		sum += l.Promised
	}
	unheld := free.Unheld()
	if sellable(here) {
		unheld -= b.Available()
	}
	for i := len(lines) - 1; i >= 0 && sum > unheld; i-- {
		n := min(lines[i].Promised, sum-unheld)
		lines[i].Promised -= n
		sum -= n
	}
	for _, l := range lines {
		if slices.ContainsFunc(d.w.lines, func(own *promise.Line) bool { return own.ID == l.ID }) {
			mine += l.Promised
		}
	}
	_, before := d.w.open(item)
	return min(mine, here.Qty-found+before), nil
}

func sellable(s *stop) bool {
	return s.place.Open() && s.place.Flags.Sellable && s.Stock.Condition == warehouse.Good && (s.lot == nil || !s.lot.Expired)
}

// promisedAfter are the promises of the item as they will be when the bin is
// corrected, the first in rank first: those that are now, and what was held in
// the bin.
func (d *doer) promisedAfter(here *stop, found measure.Qty) (all []*promise.Line, err error) {
	at := func(id warehouse.LineID) (*promise.Line, error) {
		if i := slices.IndexFunc(all, func(l *promise.Line) bool { return l.ID == id }); i >= 0 {
			return all[i], nil
		}
		l, err := promise.Get(d.tx, id)
		if err == nil {
			all = append(all, l)
		}
		return l, err
	}
	for l, err := range promise.WithPromise(d.tx, d.site.ID, here.Stock.Item) {
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	own, rest := here.holds, here.Qty-found
	for h, err := range ledger.HoldsAt(d.tx, here.Bin, here.Stock.Item) {
		if err != nil {
			return nil, err
		}
		if h.Stock != here.Stock || slices.ContainsFunc(own, func(o *ledger.Hold) bool { return o.ID == h.ID }) {
			continue
		}
		l, err := at(h.Line)
		if err != nil {
			return nil, err
		}
		l.Promised += h.Qty
	}
	for _, h := range slices.Backward(own) {
		l, err := at(h.Line)
		if err != nil {
			return nil, err
		}
		n := min(rest, h.Qty)
		l.Promised += n
		rest -= n
	}
	slices.SortStableFunc(all, func(a, b *promise.Line) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), a.Since.Compare(b.Since), slices.Compare(a.ID[:], b.ID[:]))
	})
	return all, nil
}
