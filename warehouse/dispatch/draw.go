package dispatch

import (
	"cmp"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// maxShown is how many parcels are listed that were not scanned yet; those that
// are missing at the close are listed all.
const maxShown = 5

// answer keeps the state and draws what every screen of the session shows.
func (w *work) answer(cue station.Cue, m station.Message) (station.Reply, error) {
	view, err := w.view()
	if err != nil {
		return station.Reply{}, err
	}
	if err := station.Keep(w.s, w.st); err != nil {
		return station.Reply{}, err
	}
	return station.Answer(cue, Flow, string(view.Step), view, m)
}

func (w *work) view() (v View, err error) {
	if v.Step = w.st.step(); v.Step == StepCouriers {
		v.Couriers, err = w.couriers()
		return v, err
	}
	if v.Actions, err = w.actions(); err != nil {
		return v, err
	}
	v.Last = w.st.Last
	if v.Courier, err = w.courier(w.st.Courier); err != nil {
		return v, err
	}
	absent, err := missing(w.tx, w.s.Site, w.st.Courier)
	if err != nil {
		return v, err
	}
	if v.Step == StepScan {
		absent = absent[:min(len(absent), maxShown)]
	}
	for _, p := range absent {
		drawn, err := w.parcel(p)
		if err != nil {
			return v, err
		}
		v.Missing = append(v.Missing, *drawn)
	}
	if w.st.Closed == nil {
		return v, nil
	}
	l, err := lists.Get(w.tx, *w.st.Closed)
	if err != nil {
		return v, err
	}
	v.List, v.Printing, v.Courier.Scanned, v.Courier.Grams = l.Number, l.Printing, l.Parcels, l.Grams
	return v, nil
}

// actions are what the person may do now beside scanning.
func (w *work) actions() (all []station.Action, err error) {
	add := func(names ...string) {
		for _, n := range names {
			all = append(all, station.Action{Name: n})
		}
	}
	switch w.st.step() {
	case StepScan:
		l, err := OpenList(w.tx, w.s.Site, w.st.Courier)
		if err != nil {
			return nil, err
		}
		on, err := l.all(w.tx)
		if err != nil {
			return nil, err
		}
		if len(on) > 0 {
			add(ActClose)
		}
		if slices.ContainsFunc(on, func(o *Out) bool { return o.Person == w.s.Person }) {
			add(ActUndo)
		}
		add(ActBack)
	case StepMissing:
		add(ActBack, ActLeave)
	case StepDone:
		add(ActList, ActBack)
	}
	return all, nil
}

// alarm looks whether a parcel on the open list must come off it, and shows the
// first such.
func (w *work) alarm() (bool, error) {
	if w.st.step() != StepScan && w.st.step() != StepMissing {
		return false, nil
	}
	l, err := OpenList(w.tx, w.s.Site, w.st.Courier)
	if err != nil {
		return false, err
	}
	on, err := l.all(w.tx)
	if err != nil {
		return false, err
	}
	for _, o := range on {
		p, fit, err := o.fit(w.tx)
		if err != nil {
			return false, err
		}
		if fit {
			continue
		}
		drawn, err := w.parcel(p)
		w.st.Last = &Last{Verdict: string(stopped), Parcel: drawn, Code: p.Code}
		return true, err
	}
	return false, nil
}

// codes are the couriers of a site: those that were entered, and those whose
// parcels are there.
func codes(tx *store.Tx, site warehouse.SiteID) (all []string, err error) {
	for c, err := range job.Couriers(tx, site) {
		if err != nil {
			return nil, err
		}
		all = append(all, c.Code)
	}
	for p, err := range job.WaitingFor(tx, site, "") {
		if err != nil {
			return nil, err
		}
		all = append(all, p.Courier)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// couriers are all couriers, who leaves first on top.
func (w *work) couriers() (all []Courier, err error) {
	list, err := codes(w.tx, w.s.Site)
	if err != nil {
		return nil, err
	}
	for _, code := range list {
		c, err := w.courier(code)
		if err != nil {
			return nil, err
		}
		all = append(all, *c)
	}
	slices.SortStableFunc(all, func(a, b Courier) int {
		return cmp.Or(compareTimes(a.Leaves, b.Leaves), cmp.Compare(a.Name, b.Name))
	})
	return all, nil
}

// compareTimes puts no time behind every time.
func compareTimes(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

// courier draws one departure.
func (w *work) courier(code string) (*Courier, error) {
	c, err := job.CourierOf(w.tx, w.s.Site, code)
	if err != nil {
		return nil, err
	}
	v := &Courier{ID: shownCode(code), Name: name(c)}
	if !c.Dock.IsZero() {
		at, err := place.Get(w.tx, c.Dock)
		if err != nil {
			return nil, err
		}
		v.Dock = at.Name
	}
	absent, err := missing(w.tx, w.s.Site, code)
	if err != nil {
		return nil, err
	}
	v.Ready = len(absent)
	l, err := OpenList(w.tx, w.s.Site, code)
	if err != nil {
		return nil, err
	}
	on, err := l.all(w.tx)
	if err != nil {
		return nil, err
	}
	orders := make([]warehouse.OrderID, 0, len(absent)+len(on))
	for _, o := range on {
		v.Scanned++
		v.Grams += o.Grams
		orders = append(orders, o.Order)
	}
	for _, p := range absent {
		orders = append(orders, p.Order)
	}
	v.Leaves, err = leaves(w.tx, orders)
	return v, err
}

// leaves is the earliest cut-off of orders.
func leaves(tx *store.Tx, orders []warehouse.OrderID) (at time.Time, err error) {
	for _, id := range orders {
		j, err := job.Get(tx, id)
		if err != nil {
			return at, err
		}
		if compareTimes(j.Cutoff, at) < 0 {
			at = j.Cutoff
		}
	}
	return at, nil
}

// parcel draws a box, and where it was seen last.
func (w *work) parcel(p *job.Parcel) (*Parcel, error) { return parcel(w.tx, p) }

func parcel(tx *store.Tx, p *job.Parcel) (*Parcel, error) {
	j, err := job.Get(tx, p.Order)
	if err != nil {
		return nil, err
	}
	v := &Parcel{Number: p.Code, Order: j.Number, Index: p.Index, Grams: p.Grams}
	for other, err := range job.ParcelsOf(tx, p.Order) {
		if err != nil {
			return nil, err
		}
		if !other.Void && !other.Closed.IsZero() {
			v.Of++
		}
	}
	v.Of = max(v.Of, v.Index)
	at, err := ledger.Where(tx, p.Place)
	if err != nil || at.IsZero() {
		return v, err
	}
	where, err := place.Get(tx, at)
	if err != nil {
		return nil, err
	}
	v.Place = where.Name
	return v, nil
}
