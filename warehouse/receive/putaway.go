package receive

import (
	"slices"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// quay is all that a step of putting away asks of the world.
type quay interface {
	// At is what lies of an item at the docks of the site, by dock.
	At(warehouse.ItemID) ([]lying, error)
	Item(warehouse.ItemID) (*catalog.Item, error)
	// Unit is a piece of an item by its code, nil when nobody knows it.
	Unit(item warehouse.ItemID, code scan.Code) (*ledger.Unit, error)
	// Laden says whether a container stands at a dock with goods in it that are
	// nobody's order.
	Laden(container *place.Place) (bool, error)
	// Home suggests a bin for what is in the hands; nil when there is none.
	Home(*away) (*place.Place, error)
	// Apart says in a code why what is in the hands may not lie in a bin, "" when it may.
	Apart(*away, *place.Place) (string, error)
	Now() time.Time
}

// decision is what a step of putting away decided.
type decision struct {
	state away
	deed  awayDeed // nil writes nothing
	cue   station.Cue
	say   station.Message
}

func (st away) says(cue station.Cue, code string, args ...any) decision {
	return decision{state: st, cue: cue, say: station.Say(code, args...)}
}

func (st away) refuses(in *station.Scanned, r station.Refusal, code string, args ...any) decision {
	why := station.Say(code, args...)
	r.Code, r.Said = in.Text(), &why
	st.Step, st.Under, st.Wrong = StepWrong, st.base(), &r
	return st.says(station.CueWrong, code, args...)
}

// unknown is a code that means nothing at this step.
func (st away) unknown(in *station.Scanned) decision {
	r, code, args := notHere(in, "putaway.not_here")
	return st.refuses(in, r, code, args...)
}

// scan judges a code by the state. It writes nothing and asks only f.
func (st away) scan(in *station.Scanned, f quay) (decision, error) {
	st = st.to(st.base())
	t, _ := in.Item()
	if d, answered, err := st.answer(in, t, f); answered || err != nil {
		return d, err
	}
	if t != nil {
		return st.scanItem(in, t, f)
	}
	p, _ := in.Place(place.KindBin, place.KindPallet, place.KindTote, place.KindCart)
	switch {
	case p != nil && st.base().asks(): // what was scanned is not forgotten for another place
		return st.says(station.CueWrong, first[st.base()], "what", p.Name), nil
	case p == nil:
		return st.unknown(in), nil
	case st.busy():
		return st.scanBin(in, p, f)
	case p.Kind == place.KindBin:
		return st.scanDock(in, p), nil
	}
	return st.scanCrate(in, p, f)
}

// use is what the step can do with a code of one meaning.
func (st away) use(in *station.Scanned, f quay) (station.Use, error) {
	d, err := st.scan(in, f)
	return station.Judged(d.cue, d.deed != nil, st.to(st.base()), d.state), err
}

// scanDock says where at the dock the person takes from.
func (st away) scanDock(in *station.Scanned, p *place.Place) decision {
	if p.Use != place.Dock || !p.Open() {
		return st.unknown(in)
	}
	st = st.free()
	st.From = p.ID
	return st.says(station.CueOK, "putaway.from", "place", p.Name)
}

// scanCrate takes a whole container from the dock.
func (st away) scanCrate(in *station.Scanned, p *place.Place, f quay) (decision, error) {
	if ok, err := f.Laden(p); err != nil || !ok {
		return st.unknown(in), err
	}
	st = st.free()
	st.Crate = p.ID
	return st.seek(f)
}

// scanBin puts down what is in the hands. Any open bin will do, the suggestion only
// helps; but what is for sale and what is not lie apart.
func (st away) scanBin(in *station.Scanned, p *place.Place, f quay) (decision, error) {
	if p.Kind != place.KindBin || p.ID == st.Hand.Place {
		return st.unknown(in), nil
	}
	if p.Open() && st.Crate.IsZero() && st.Hand.Qty() == 0 {
		return st.says(station.CueAttention, "receive.ask_quantity"), nil
	}
	why, err := st.unfit(p, f)
	if err != nil {
		return decision{}, err
	}
	if why != "" {
		to, bin, err := st.home(f) // the one suggested may be closed by now
		switch wrong := (station.Refusal{Kind: "bin", Place: p.ID}); {
		case err != nil:
			return decision{}, err
		case !p.Open():
			if st.base() == StepGo {
				st = to
			}
			return st.refuses(in, wrong, why, "place", p.Name), nil
		case bin != nil:
			return to.refuses(in, wrong, why, "place", p.Name, "bin", bin.Name), nil
		}
	}
	d := st.says(station.CueOK, "putaway.put", "place", p.Name, "qty", int64(st.Hand.Qty()))
	if !st.Bin.IsZero() && st.Bin != p.ID {
		d = st.says(station.CueAttention, "putaway.put_elsewhere", "place", p.Name, "qty", int64(st.Hand.Qty()))
	}
	d.deed = putDown{p}
	return d, nil
}

// unfit says in a code why a bin is not one for what is in the hands; "" when it is.
func (st *away) unfit(p *place.Place, f quay) (string, error) {
	switch {
	case !p.Open():
		return "putaway.blocked", nil
	case st.base() == StepGo && st.Bin.IsZero(): // any open one was asked for
		return "", nil
	}
	return f.Apart(st, p)
}

// scanItem takes goods at the dock, or more of those in the hands.
func (st away) scanItem(in *station.Scanned, t *station.Thing, f quay) (decision, error) {
	says := tell(in, t, f.Now())
	if t.Item.Tracking.Units && says.Qty != 1 {
		return st.refuses(in, station.Refusal{Kind: "item", Item: t.Item.ID}, "receive.each"), nil
	}
	if st.busy() && st.Hand.Stock.Item != t.Item.ID {
		return st.refuses(in, station.Refusal{Kind: "item", Item: t.Item.ID}, "putaway.hands_full"), nil
	}
	if st.base().asks() {
		if t.Item.ID != st.Want.Item || !st.Want.agrees(says) {
			return st.says(station.CueWrong, first[st.base()], "what", t.Name()), nil
		}
		says = st.Want.and(says, t.Item)
	}
	st.Want = want{t.Item.ID, says}
	return st.find(in, f)
}

// answer takes a scan as the answer to which lot, day or piece it is.
func (st away) answer(in *station.Scanned, t *station.Thing, f quay) (d decision, answered bool, err error) {
	step := st.base()
	if !step.asks() || t != nil && t.Item.ID != st.Want.Item {
		return d, false, nil
	}
	item, err := f.Item(st.Want.Item)
	if err != nil {
		return d, false, err
	}
	says, answered := heard(step, in, item, f.Now())
	if !answered {
		return d, false, nil
	}
	st.Want.hears(step, says)
	d, err = st.find(in, f)
	return d, true, err
}

// find looks for the goods wanted at the dock and takes them into the hands.
func (st away) find(in *station.Scanned, f quay) (decision, error) {
	all, err := f.At(st.Want.Item)
	if err != nil {
		return decision{}, err
	}
	from := st.From
	if st.busy() {
		from = st.Hand.Place
	}
	found := st.Want.fits(all, from)
	if st.busy() { // more of the same, and of nothing else
		found = slices.DeleteFunc(found, func(l lying) bool { return l.Place != st.Hand.Place || l.Stock != st.Hand.Stock })
	}
	if len(found) == 0 {
		r := station.Refusal{Kind: "item", Item: st.Want.Item}
		if len(all) > 0 {
			r = station.Refusal{Kind: "lot", Held: st.Want.Says.Lot}
			if r.Held == "" {
				r.Held = st.Want.Says.Expiry.String()
			}
		}
		if !st.busy() {
			st = st.free()
		}
		return st.refuses(in, r, "putaway.none"), nil
	}
	item, err := f.Item(st.Want.Item)
	if err != nil {
		return decision{}, err
	}
	if item.Tracking.Units {
		return st.takeUnit(in, found, f)
	}
	if ask := unclear(found); ask != "" {
		return st.to(ask).says(station.CueAttention, "putaway.which_lot"), nil
	}
	return st.take(found[0], st.Want.Says.Qty, warehouse.UnitID{}, f)
}

// takeUnit takes the one piece that was scanned.
func (st away) takeUnit(in *station.Scanned, found []lying, f quay) (decision, error) {
	if st.Want.Says.Serial == "" {
		return st.to(StepSerial).says(station.CueAttention, "receive.ask_serial"), nil
	}
	code := in.Code
	if code.Data != st.Want.Says.Serial {
		code = scan.Code{Data: st.Want.Says.Serial}
	}
	u, err := f.Unit(st.Want.Item, code)
	if err != nil {
		return decision{}, err
	}
	if u != nil && !slices.Contains(st.Hand.Units, u.ID) {
		for _, l := range found {
			if l.Place == u.Place && l.Stock == u.Stock {
				return st.take(l, 1, u.ID, f)
			}
		}
	}
	return st.refuses(in, station.Refusal{Kind: "item", Item: st.Want.Item}, "putaway.none"), nil
}

// take puts n of what lies there into the hands.
func (st away) take(l lying, n measure.Qty, unit warehouse.UnitID, f quay) (decision, error) {
	hand := st.Hand
	if !st.busy() {
		hand = armful{Place: l.Place, Stock: l.Stock}
	}
	if hand.Qty()+n > l.Qty {
		return st.says(station.CueWrong, "putaway.fewer", "most", int64(l.Qty)), nil
	}
	if n > 0 {
		hand.Taken = hand.With(n, unit)
	}
	went := st.base() == StepGo
	st.Want, st.Hand = want{}, hand
	if went || hand.Qty() == l.Qty || !unit.IsZero() {
		return st.seek(f)
	}
	if n == 0 {
		return st.to(StepCount).says(station.CueAttention, "receive.ask_quantity"), nil
	}
	return st.to(StepCount).says(station.CueOK, "putaway.took", "qty", int64(hand.Qty())), nil
}

// seek suggests a bin for what is in the hands.
func (st away) seek(f quay) (decision, error) {
	st, bin, err := st.home(f)
	switch {
	case err != nil:
		return decision{}, err
	case bin == nil:
		return st.says(station.CueAttention, "putaway.anywhere"), nil
	}
	return st.says(station.CueOK, "putaway.go", "place", bin.Name), nil
}

// home is the step that waits for the bin suggested; nil when there is none.
func (st away) home(f quay) (away, *place.Place, error) {
	bin, err := f.Home(&st)
	if err != nil {
		return st, nil, err
	}
	st = st.to(StepGo)
	if st.Bin = (warehouse.PlaceID{}); bin != nil {
		st.Bin = bin.ID
	}
	return st, bin, nil
}
