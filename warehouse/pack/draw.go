package pack

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// maxNext is how many waiting totes a bench shows, and maxAhead how many orders
// are looked at for them.
const (
	maxNext  = 4
	maxAhead = 30
)

// answer keeps the state and draws what every screen of the bench shows.
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

// view draws the bench as it is kept: what is about a person stays sealed in it.
func (w *work) view() (v kept, err error) {
	v.Step, v.Last, v.Actions = w.st.step(), w.st.Last, w.actions()
	if !w.s.Station.IsZero() {
		bench, err := place.Get(w.tx, w.s.Station)
		if err != nil {
			return v, err
		}
		v.Bench = bench.Name
	}
	if v.Today, err = today(w.tx, w.s.Site, w.s.Person); err != nil {
		return v, err
	}
	if v.Next, err = next(w.tx, w.s.Site, w.st.Order); err != nil || w.d == nil {
		return v, err
	}
	if err := w.order(&v); err != nil {
		return v, err
	}
	switch v.Step {
	case StepUnits:
		v.Parcel = w.parcel(w.d.filling())
		v.Sealed = sealedOf(w.d.job)
		if len(v.Open) == 0 || w.st.Weigh {
			all := w.nothingLeft()
			v.All = &all
		}
	case StepShort:
		v.Short = &Short{Lines: v.Open, Reasons: Reasons}
	case StepClosed:
		err = w.closed(&v)
	case StepStop:
		v.Stop, err = w.stop()
		if said := w.d.job.Halt.Said; w.st.Halt == nil && !said.IsZero() {
			v.Halted = &said
		}
	}
	return v, err
}

// order fills in what is true of the order at every step.
func (w *work) order(v *kept) error {
	v.Order = w.d.job.Number
	for _, t := range w.d.totes {
		tote := station.ShowTote(t.place, t.units())
		v.Totes = append(v.Totes, tote)
		if w.d.unwanted(&t) {
			v.Back = append(v.Back, tote)
		}
	}
	if j := w.d.job; !j.Cutoff.IsZero() {
		c, err := job.CourierOf(w.tx, j.Site, j.Courier)
		if err != nil {
			return err
		}
		v.Cutoff = &Cutoff{Courier: c.Name, At: j.Cutoff}
	}
	for _, g := range w.d.goods {
		v.Need += int64(g.ordered - g.gone)
		v.Packed += int64(g.packed)
		line := Line{Item: station.ShowItem(g.item), Need: int64(g.packed + g.picked), Packed: int64(g.packed), Note: note(g.item)}
		switch {
		case g.picked > 0:
			v.Open = append(v.Open, line)
		case g.packed > 0:
			v.Closed = append(v.Closed, line)
		}
	}
	return nil
}

// note says how to pack an item.
func note(i *catalog.Item) string {
	for _, c := range []catalog.Care{catalog.Fragile, catalog.Dangerous, catalog.Cold} {
		if slices.Contains(i.Care, c) {
			return string(c)
		}
	}
	return ""
}

// parcel draws a box; nil is the one that the next unit will begin.
func (w *work) parcel(p *parcel) *Parcel {
	v := &Parcel{Index: len(w.d.parcels) + 1, Of: w.d.outOf(), FillPermille: -1, ToleranceGrams: w.rule.ToleranceGrams}
	if p == nil {
		return v
	}
	v.Index, v.Units = p.Index, int64(p.units())
	if v.Units > 0 {
		v.ExpectedGrams = w.d.expected(&p.box, w.rule.BoxGrams)
	}
	if v.Grams, v.Corrected = v.ExpectedGrams, p.Corrected; p.Corrected || !p.open() {
		v.Grams = p.Grams
	}
	if !p.open() {
		v.Number = p.Code
	}
	return v
}

// closed draws what the close set going, each exactly once.
func (w *work) closed(v *kept) (err error) {
	p := w.d.parcelAt(w.st.Parcel)
	if p == nil {
		return nil
	}
	v.Parcel = w.parcel(p)
	if v.Effects, err = effects(w.tx, w.d, p); err != nil {
		return err
	}
	if v.Dock, err = dock(w.tx, p.Parcel); err != nil {
		return err
	}
	_, v.Label, err = labelEffect(w.tx, p.Place)
	return err
}

// dock is where a parcel is carried: "SDEK · R2"; "" when nobody said.
func dock(tx *store.Tx, p *job.Parcel) (string, error) {
	c, err := job.CourierOf(tx, p.Site, p.Courier)
	if err != nil || c.Dock.IsZero() {
		return c.Name, err
	}
	at, err := place.Get(tx, c.Dock)
	if err != nil {
		return "", err
	}
	return c.Name + " · " + at.Name, nil
}

// actions are what the packer may do now beside scanning.
func (w *work) actions() (all []station.Action) {
	add := func(name string) { all = append(all, station.Action{Name: name}) }
	if w.d == nil {
		return nil
	}
	switch w.st.step() {
	case StepUnits:
		p := w.d.filling()
		full := p != nil && p.units() > 0
		if len(w.st.Undo) > 0 {
			add(ActUndo)
		}
		if w.d.picked() > 0 {
			add(ActShort)
		}
		if full {
			add(ActParcel)
		}
		add(ActAside)
		if full {
			add(ActWeight)
		}
	case StepShort:
		add(ActShort)
		add(ActBack)
	case StepClosed:
		if p := w.d.parcelAt(w.st.Parcel); p != nil && p.Gone.IsZero() {
			add(ActLabel)
			if slices.Contains([]job.State{job.Packed, job.Packing, job.Picked, job.Released, job.Offered}, w.d.job.State) {
				add(ActReopen)
			}
		}
	case StepStop:
		if w.d.out() == 0 {
			add(ActBack)
		}
	}
	return all
}

// next are the totes that wait to be packed at a site, the earliest courier's
// first, without those of the order on this bench.
func next(tx *store.Tx, site warehouse.SiteID, but warehouse.OrderID) (n Next, err error) {
	ahead := 0
	for j, err := range job.In(tx, site, job.Picked) {
		if err != nil {
			return n, err
		}
		if ahead++; ahead > maxAhead {
			break
		}
		if j.Order == but {
			continue
		}
		for _, id := range j.Totes {
			if len(n.Totes) == maxNext {
				n.More++
				continue
			}
			p, err := place.Get(tx, id)
			if err != nil {
				return n, err
			}
			units, err := content(tx, id)
			if err != nil {
				return n, err
			}
			n.Totes = append(n.Totes, station.ShowTote(p, units))
		}
	}
	return n, nil
}
