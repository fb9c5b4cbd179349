package pick

import (
	"strconv"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// MaxTasks is how many waiting orders a screen lists.
const MaxTasks = 30

// reply draws what the person sees after a verdict.
func (d *doer) reply(v verdict) (station.Reply, error) {
	view, err := d.view(&v.state)
	if err != nil {
		return station.Reply{}, err
	}
	kept := kept{View: *view}
	if view.Stop != nil && !d.w.job.Halt.Said.IsZero() {
		kept.Halted = &d.w.job.Halt.Said
	}
	return station.Answer(v.cue, Flow, string(view.Step), kept, v.say)
}

func (d *doer) view(st *state) (v *View, err error) {
	v = &View{Step: st.Step, Actions: station.Actions(st.offers(d.w), silent...)}
	if d.w != nil {
		v.Order = d.w.job.Number
		v.Lines = count(d.w.lines)
		if v.Totes, err = d.totes(d.w.job.Totes, st); err != nil {
			return nil, err
		}
	}
	switch {
	case st.Step == StepTasks:
		v.Order, v.Lines, v.Totes = "", station.Ribbon{}, nil
		v.Tasks, err = d.tasks()
	case st.Step == StepOffered:
		var t Task
		t, err = d.task(d.w.job)
		v.Tasks = []Task{t}
	case st.Step == StepStop:
		err = d.stopped(v, st)
	case st.Step == StepDone:
		v.Finish, err = d.finished()
	default:
		err = d.walking(v, st)
	}
	return v, err
}

// walking draws a step of the walk: the stop in hand and those ahead.
func (d *doer) walking(v *View, st *state) error {
	for i := range d.w.stops {
		s := &d.w.stops[i]
		one := Stop{Bin: station.ShowBin(s.place), Item: station.ShowGoods(s.item), Need: int64(s.Qty), Into: v.code(st.Into, d)}
		before := d.w.at
		if i > 0 {
			before = d.w.stops[i-1].place
		}
		one.Bin.Way = way(d.w.ground, before, s.place)
		v.Stops = append(v.Stops, one)
		if s.spot != st.Here {
			continue
		}
		v.Need, v.Done = int64(s.Qty), int64(st.Hand.Qty())
		v.Stops[i].Done = v.Done
		if i > 0 { // the stop in hand goes first
			v.Stops = append([]Stop{v.Stops[i]}, v.Stops[:i]...)
		}
		item, bin := one.Item, one.Bin
		v.Item, v.Bin = &item, &bin
		if st.base() == StepGo {
			rack, err := station.ShowRack(d.tx, s.place)
			if err != nil {
				return err
			}
			v.Bin.Rack = rack
			v.Stops[0].Bin.Rack = rack
		}
	}
	v.Into = v.code(st.Into, d)
	until := d.w.job.Until
	v.Lease = &Lease{Lines: len(d.w.stops), Until: until}
	if st.Step == StepReturn {
		return d.held(v, *st.Rest)
	}
	here := d.w.find(st.Here)
	if here == nil {
		return nil
	}
	if here.lot != nil && here.lots > 1 {
		v.Lot, v.Expiry = lotName(here.lot), here.lot.Expiry.String()
	}
	return d.details(v, st, here)
}

// details draws what only some steps of the walk show.
func (d *doer) details(v *View, st *state, here *stop) (err error) {
	switch st.Step {
	case StepItem:
		v.Alike, err = d.alike(here)
	case StepWrong:
		v.Wrong, err = d.wrong(v, st)
	case StepShort:
		v.Short, err = d.short(st, here)
	case StepQuantity:
		typed, _ := strconv.ParseInt(st.Typed, 10, 64) // digits, or none
		v.Asked = &Quantity{Least: 1, Most: int64(here.Qty - st.Hand.Qty()), Typed: typed}
	case StepTour:
		v.Tour, err = d.tour(st)
	}
	return err
}

// code is what a tote of the view is called.
func (v *View) code(tote warehouse.PlaceID, d *doer) string {
	if tote.IsZero() {
		return ""
	}
	p, err := place.Get(d.tx, tote)
	if err != nil {
		return ""
	}
	return p.Name
}

// totes are those of the order, and the one taken along for it.
func (d *doer) totes(ids []warehouse.PlaceID, st *state) (all []station.Tote, err error) {
	seen := false
	for _, id := range ids {
		seen = seen || id == st.Into
		t, err := d.tote(id)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	empty := st.Step == StepStop && len(ids) == 0 // let go with the order, and still on the cart
	if seen || st.Into.IsZero() || !st.walking() && !empty {
		return all, nil
	}
	t, err := d.tote(st.Into)
	return append(all, t), err
}

func (d *doer) tote(id warehouse.PlaceID) (station.Tote, error) {
	p, err := place.Get(d.tx, id)
	if err != nil {
		return station.Tote{}, err
	}
	var units measure.Qty
	for b, err := range ledger.Contents(d.tx, id) {
		if err != nil {
			return station.Tote{}, err
		}
		units += b.OnHand()
	}
	return station.ShowTote(p, units), nil
}

// tasks are the orders that wait for this person.
func (d *doer) tasks() (all []Task, err error) {
	for j, err := range waiting(d.tx, d.site.ID, d.me) {
		if err != nil {
			return nil, err
		}
		if len(all) == MaxTasks {
			break
		}
		t, err := d.task(j)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

func (d *doer) task(j *job.Job) (t Task, err error) {
	t = Task{ID: j.Order.String(), Order: j.Number, Cutoff: j.Cutoff, Dock: j.Courier}
	lines, err := linesOf(d.tx, j.Order)
	if err != nil {
		return t, err
	}
	for _, l := range lines {
		if l.Held > 0 {
			t.Lines++
			t.Units += int64(l.Held)
		}
	}
	if j.Holder.IsZero() || j.Holder == d.me {
		return t, nil
	}
	rules, err := Rules.At(d.tx, j.Site)
	if err != nil {
		return t, err
	}
	t.Since = j.Until.Add(-rules.lease())
	holder, err := station.ShowPerson(d.tx, j.Holder)
	t.Holder = &holder
	return t, err
}

// stopped draws why the work must stop, what is in the hand and goes back to its bin,
// and where the totes go.
func (d *doer) stopped(v *View, st *state) error {
	err := d.held(v, st.inHand())
	if err != nil {
		return err
	}
	h := d.w.job.Halt
	v.Stop = &station.Halt{Why: station.Message{Code: h.Code}, At: h.At}
	if v.Stop.Who, err = station.ShowPerson(d.tx, h.Person); err != nil {
		return err
	}
	v.Finish, err = d.finished()
	return err
}

// held draws what is in the hand and goes back, with its bin; nothing of nothing.
func (d *doer) held(v *View, r rest) error {
	if v.Done, v.Need = int64(r.Qty), 0; v.Done == 0 {
		return nil
	}
	s, err := stopAt(d.tx, r.Spot)
	if err != nil {
		return err
	}
	item, bin := station.ShowGoods(s.item), station.ShowBin(s.place)
	v.Item, v.Bin = &item, &bin
	if s.lot != nil && s.lots > 1 {
		v.Lot, v.Expiry = lotName(s.lot), s.lot.Expiry.String()
	}
	return nil
}

// finished says where the totes go and, while the order waits for it, what of it is
// missing: on a bench or on the floor again, others see to that.
func (d *doer) finished() (*Finish, error) {
	f := &Finish{}
	if d.w.job.State == job.Offered {
		f.Missing = int64(d.w.missing())
	}
	for _, l := range d.w.lines {
		f.Units += int64(l.Picked + l.Back)
	}
	var err error
	f.Bench, err = d.bench()
	return f, err
}

// bench is the place on the site's walk where orders are packed, "" when it has
// none.
func (d *doer) bench() (string, error) {
	for p, err := range place.OfKind(d.tx, d.site.ID, place.KindStation) {
		if err != nil {
			return "", err
		}
		return p.Name, nil
	}
	return "", nil
}

// alike is what lies in the same bin or the next one and differs from the item
// only in what tells the variants of its family apart.
func (d *doer) alike(here *stop) (*station.Item, error) {
	if here.item.Parent.IsZero() {
		return nil, nil
	}
	mark := func(i *catalog.Item) *station.Item {
		m := station.ShowGoods(i)
		return &m
	}
	seen := 0
	for b, err := range ledger.Contents(d.tx, here.Bin) {
		if err != nil {
			return nil, err
		}
		if seen++; seen > maxLooked {
			break
		}
		if b.Stock.Item == here.Stock.Item || b.OnHand() == 0 {
			continue
		}
		i, err := catalog.Get(d.tx, b.Stock.Item)
		if err != nil {
			return nil, err
		}
		if i.Parent == here.item.Parent {
			return mark(i), nil
		}
	}
	for _, s := range d.w.stops {
		if s.Bin != here.Bin {
			if s.item.ID != here.item.ID && s.item.Parent == here.item.Parent {
				return mark(s.item), nil
			}
			break
		}
	}
	return nil, nil
}

// maxLooked is among how many kinds of goods in a bin a look-alike is sought.
const maxLooked = 20

// wrong draws what was needed beside what is in the hand.
func (d *doer) wrong(v *View, st *state) (*station.Wrong, error) {
	r := st.Wrong
	w := &station.Wrong{Kind: r.Kind, Held: station.WrongSide{Code: r.Code, Text: r.Held}, Excused: st.excused(d.w), Said: r.Said}
	switch st.Under {
	case StepGo:
		w.Needed.Bin = v.Bin
	case StepTote:
		if !st.Into.IsZero() {
			t, err := d.tote(st.Into)
			if err != nil {
				return nil, err
			}
			w.Needed.Tote = &t
		}
	default:
		w.Needed.Item = v.Item
		if w.Needed.Text = r.Text; r.Text != "" {
			w.Needed.Item = nil
		}
	}
	switch {
	case r.Held != "":
	case !r.Item.IsZero():
		i, err := catalog.Get(d.tx, r.Item)
		if err != nil {
			return nil, err
		}
		m := station.ShowGoods(i)
		w.Held.Item = &m
	case !r.Bin.IsZero(), !r.Tote.IsZero():
		return w, d.heldPlace(w, r)
	}
	return w, nil
}

func (d *doer) heldPlace(w *station.Wrong, r *refusal) error {
	if !r.Tote.IsZero() {
		t, err := d.tote(r.Tote)
		w.Held.Tote = &t
		return err
	}
	p, err := place.Get(d.tx, r.Bin)
	if err != nil {
		return err
	}
	b := station.ShowBin(p)
	w.Held.Bin = &b
	return nil
}
