package move

import (
	"cmp"
	"slices"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// floor is all that a step asks of the world.
type floor interface {
	// Source is the tote or parcel in work as it is now.
	Source() *source
	// Open is a tote or parcel with goods to put back, nil when there are none.
	Open(*place.Place) (*source, error)
	// Unit is a piece of an item by its code, nil when nobody knows it.
	Unit(item warehouse.ItemID, code scan.Code) (*ledger.Unit, error)
	// Home suggests a bin for what is in the hand; nil when there is none.
	Home(*state) (*place.Place, error)
	// Apart says in a code why what is in the hand may not lie in a bin, "" when it may.
	Apart(*state, *place.Place) (string, error)
	Now() time.Time
}

// verdict is what a step decided.
type verdict struct {
	state state
	deed  deed // nil writes nothing
	cue   station.Cue
	say   station.Message
}

func (st state) says(cue station.Cue, code string, args ...any) verdict {
	return verdict{state: st, cue: cue, say: station.Say(code, args...)}
}

func (st state) refuses(in *station.Scanned, r station.Refusal, code string, args ...any) verdict {
	why := station.Say(code, args...)
	r.Code, r.Said = in.Text(), &why
	st.Step, st.Under, st.Wrong = StepWrong, st.base(), &r
	return st.says(station.CueWrong, code, args...)
}

// unknown is a code that means nothing at this step.
func (st state) unknown(in *station.Scanned) verdict {
	r := station.Refusal{Kind: "unknown"}
	if p, _ := in.Place(place.KindBin, place.KindTote, place.KindPallet, place.KindCart, place.KindParcel); p != nil {
		if r = (station.Refusal{Kind: "tote", Place: p.ID}); p.Kind == place.KindBin {
			r.Kind = "bin"
		}
	} else if t, _ := in.Item(); t != nil {
		r = station.Refusal{Kind: "item", Item: t.Item.ID}
	}
	if len(in.Things) == 0 {
		return st.refuses(in, r, "putback.unknown", "code", in.Text())
	}
	return st.refuses(in, r, "putback.not_now", "what", in.Things[0].Name())
}

// scan judges a code by the state. It writes nothing and asks only f.
func (st state) scan(in *station.Scanned, f floor) (verdict, error) {
	st = st.to(st.base())
	t, _ := in.Item()
	if st.askedBefore(in, t, f) {
		return st.says(station.CueWrong, "putback.first", "what", in.Things[0].Name()), nil
	}
	if p, _ := in.Place(place.KindTote, place.KindParcel); p != nil && st.Hand.empty() {
		return st.scanTote(in, p, f)
	}
	switch src := f.Source(); {
	case src == nil:
		return st.unknown(in), nil
	case t != nil:
		return st.scanItem(in, t, f)
	case !st.Asked.IsZero() && len(in.Things) == 0:
		return st.scanLot(in, f)
	case st.base() == StepGo:
		return st.scanBin(in, f)
	}
	return st.unknown(in), nil
}

// use is what the step can do with a code of one meaning.
func (st state) use(in *station.Scanned, f floor) (station.Use, error) {
	v, err := st.scan(in, f)
	return station.Judged(v.cue, v.deed != nil, st.to(st.base()), v.state), err
}

// askedBefore says whether a scan would take the place of goods of which something
// is asked: they are answered for first, or given up.
func (st *state) askedBefore(in *station.Scanned, t *station.Thing, f floor) bool {
	if src := f.Source(); st.Asked.IsZero() || src == nil || src.find(st.Asked) == nil {
		return false
	}
	return t != nil && t.Item.ID != st.Asked || t == nil && len(in.Things) > 0
}

// scanTote begins with a tote or a parcel.
func (st state) scanTote(in *station.Scanned, p *place.Place, f floor) (verdict, error) {
	src, err := f.Open(p)
	if err != nil {
		return verdict{}, err
	}
	if src == nil {
		return st.refuses(in, station.Refusal{Kind: "tote", Place: p.ID}, "putback.nothing", "tote", p.Name), nil
	}
	if st.From == p.ID {
		return st.free().says(station.CueOK, "putback.tote", "tote", p.Name, "order", src.job.Number), nil
	}
	st = state{From: p.ID, Order: src.job.Order, Of: len(src.goods)}
	return st.free().says(station.CueOK, "putback.tote", "tote", p.Name, "order", src.job.Number), nil
}

// scanItem takes goods out of the tote, or more of those in the hand.
func (st state) scanItem(in *station.Scanned, t *station.Thing, f floor) (verdict, error) {
	g := f.Source().find(t.Item.ID)
	wrong := station.Refusal{Kind: "item", Item: t.Item.ID}
	switch {
	case g == nil:
		return st.refuses(in, wrong, "putback.not_wanted_back"), nil
	case !st.Hand.empty() && st.Hand.Stock.Item != t.Item.ID:
		return st.refuses(in, wrong, "putback.hands_full"), nil
	case t.Qty == 0 || t.Item.Tracking.Units && t.Qty != 1:
		return st.refuses(in, wrong, "putback.each"), nil
	}
	if t.Item.Tracking.Units {
		return st.takeUnit(in, t.Item.ID, in.Code, f)
	}
	n := t.Qty
	if grams, ok := in.Code.NetGrams(); ok && t.Item.Unit == measure.Gram {
		n = measure.Qty(grams)
	}
	found := g.told(in.Code, f.Now())
	if len(found) == 0 {
		return st.refuses(in, station.Refusal{Kind: "lot", Held: in.Code.Lot()}, "putback.other_lot"), nil
	}
	if !st.Hand.empty() {
		found = []lying{{stock: st.Hand.Stock, qty: g.of(st.Hand.Stock)}}
	}
	if len(found) > 1 && st.Asked != t.Item.ID {
		st = st.free()
		st.Asked, st.AskedN = t.Item.ID, n
		return st.says(station.CueAttention, "putback.which_lot", "lot", found[0].name()), nil
	}
	if st.Asked == t.Item.ID { // the same goods, scanned again for their lot
		n = cmp.Or(st.AskedN, n)
	}
	return st.take(g, found[0], n, warehouse.UnitID{}, f)
}

// scanLot answers which lot is in the hand, or which piece.
func (st state) scanLot(in *station.Scanned, f floor) (verdict, error) {
	g := f.Source().find(st.Asked)
	if g == nil {
		return st.free().says(station.CueAttention, "putback.scan"), nil
	}
	if g.item.Tracking.Units {
		return st.takeUnit(in, st.Asked, in.Code, f)
	}
	found := g.called(in, f.Now())
	if len(found) == 0 {
		return st.refuses(in, station.Refusal{Kind: "lot", Held: in.Text()}, "putback.other_lot"), nil
	}
	return st.take(g, found[0], cmp.Or(st.AskedN, 1), warehouse.UnitID{}, f)
}

// called are the stocks of goods of the lot that a scan is, or tells.
func (g *goods) called(in *station.Scanned, now time.Time) []lying {
	found := g.told(in.Code, now)
	if in.Code.Lot() != "" {
		return found
	}
	return slices.DeleteFunc(found, func(l lying) bool { return l.lot == nil || place.Fold(l.lot.Code) != place.Fold(in.Code.Data) })
}

// told narrows the stocks of goods to the lot that a code tells, the one that
// expires first in front.
func (g *goods) told(c scan.Code, now time.Time) []lying {
	day, _ := c.Expiry(now)
	all := slices.DeleteFunc(slices.Clone(g.stocks), func(l lying) bool {
		return l.lot != nil && (c.Lot() != "" && l.lot.Code != "" && place.Fold(l.lot.Code) != place.Fold(c.Lot()) ||
			day.Year != 0 && l.lot.Expiry != 0 && l.lot.Expiry != measure.DayFrom(day.Year, day.Month, day.Day))
	})
	slices.SortStableFunc(all, func(a, b lying) int { return int(a.expiry() - b.expiry()) })
	return all
}

func (l *lying) expiry() measure.Day {
	if l.lot == nil {
		return 0
	}
	return l.lot.Expiry
}

// name is what a person is told of a lot.
func (l *lying) name() string {
	switch {
	case l.lot == nil:
		return l.stock.Condition.String()
	case l.lot.Code != "":
		return l.lot.Code
	}
	return l.lot.Expiry.String()
}

// takeUnit takes the one piece that was scanned.
func (st state) takeUnit(in *station.Scanned, item warehouse.ItemID, code scan.Code, f floor) (verdict, error) {
	u, err := f.Unit(item, code)
	if err != nil {
		return verdict{}, err
	}
	src := f.Source()
	g := src.find(item)
	switch {
	case u == nil && code.Serial() == "" && code.Kind == scan.GTIN:
		if st.Hand.empty() {
			st = st.free()
		}
		st.Asked = item
		return st.says(station.CueAttention, "putback.which_piece"), nil
	case u == nil || u.Place != src.place.ID || slices.Contains(st.Hand.Units, u.ID), !st.Hand.empty() && u.Stock != st.Hand.Stock:
		return st.refuses(in, station.Refusal{Kind: "item", Item: item}, "putback.not_wanted_back"), nil
	}
	return st.take(g, lying{stock: u.Stock, qty: g.of(u.Stock)}, 1, u.ID, f)
}

// take puts n of what lies there into the hand.
func (st state) take(g *goods, l lying, n measure.Qty, unit warehouse.UnitID, f floor) (verdict, error) {
	hand := st.Hand
	if hand.empty() {
		hand = armful{Stock: l.stock}
	}
	if most := min(g.back, l.qty); hand.Qty()+n > most {
		return st.says(station.CueWrong, "putback.fewer", "most", int64(most)), nil
	}
	hand.Taken = hand.With(n, unit)
	st.Asked, st.AskedN, st.Hand = warehouse.ItemID{}, 0, hand
	return st.seek(f)
}

// seek suggests a bin for what is in the hand.
func (st state) seek(f floor) (verdict, error) {
	st, bin, err := st.home(f)
	switch {
	case err != nil:
		return verdict{}, err
	case bin == nil:
		return st.says(station.CueAttention, "putback.anywhere"), nil
	}
	return st.says(station.CueOK, "putback.go", "place", bin.Name, "qty", int64(st.Hand.Qty())), nil
}

// home is the step that waits for the bin suggested; nil when there is none.
func (st state) home(f floor) (state, *place.Place, error) {
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

// scanBin puts down what is in the hand: into any open bin, but what is for sale and
// what is not lie apart.
func (st state) scanBin(in *station.Scanned, f floor) (verdict, error) {
	p, _ := in.Place(place.KindBin)
	if p == nil {
		return st.unknown(in), nil
	}
	why, err := st.unfit(p, f)
	if err != nil {
		return verdict{}, err
	}
	if why != "" {
		to, bin, err := st.home(f) // the one suggested may be closed by now
		switch wrong := (station.Refusal{Kind: "bin", Place: p.ID}); {
		case err != nil:
			return verdict{}, err
		case !p.Open():
			return to.refuses(in, wrong, why, "place", p.Name), nil
		case bin != nil:
			return to.refuses(in, wrong, why, "place", p.Name, "bin", bin.Name), nil
		}
	}
	v := st.says(station.CueOK, "putback.put", "place", p.Name, "qty", int64(st.Hand.Qty()))
	if !st.Bin.IsZero() && st.Bin != p.ID {
		v = st.says(station.CueAttention, "putback.put_elsewhere", "place", p.Name, "qty", int64(st.Hand.Qty()))
	}
	v.deed = putDown{p}
	return v, nil
}

// unfit says in a code why a bin is not one for what is in the hand; "" when it is.
func (st *state) unfit(p *place.Place, f floor) (string, error) {
	switch {
	case !p.Open():
		return "putback.blocked", nil
	case st.Bin.IsZero(): // any open one was asked for
		return "", nil
	}
	return f.Apart(st, p)
}

// offers are the actions of a step.
func (st *state) offers() []string {
	switch st.Step {
	case StepItem:
		all := []string{ActDamaged, ActBack}
		if len(st.Puts) > 0 {
			all = append([]string{ActUndo}, all...)
		}
		return all
	case StepGo:
		return []string{ActUndo, ActOther, ActDamaged, ActBack}
	case StepDone:
		if len(st.Puts) > 0 {
			return []string{ActUndo, ActBack}
		}
		return []string{ActBack}
	case StepWrong:
		return []string{ActBack}
	}
	return nil
}

// touch judges an action by the state.
func (st state) touch(action string, f floor) (verdict, error) {
	if !slices.Contains(st.offers(), action) {
		return st.says(station.CueWrong, "putback.no_action"), nil
	}
	switch action {
	case ActDamaged:
		return st.damaged(f)
	case ActOther:
		if !st.Bin.IsZero() {
			st.Not = append(slices.Clone(st.Not), st.Bin)
		}
		v, err := st.seek(f)
		if err == nil && v.state.Bin.IsZero() {
			v.state.Not = nil // begin again with the first
		}
		return v, err
	case ActUndo:
		return st.undo(f)
	}
	if st.Step == StepItem && !st.Asked.IsZero() {
		return st.free().says(station.CueOK, "putback.scan"), nil
	}
	switch st.Step {
	case StepWrong:
		return st.to(st.base()).says(station.CueOK, "putback.scan"), nil
	case StepGo:
		return st.free().says(station.CueOK, "putback.scan"), nil
	}
	return st.idle().says(station.CueOK, "putback.idle"), nil
}

// damaged says that what is in the hand, or comes next, is not for sale any
// more, or is after all.
func (st state) damaged(f floor) (verdict, error) {
	st.Damaged, st.Not = !st.Damaged, nil
	code := "putback.good"
	if st.Damaged {
		code = "putback.damaged"
	}
	if st.Step != StepGo {
		return st.says(station.CueAttention, code), nil
	}
	v, err := st.seek(f)
	v.cue, v.say = station.CueAttention, station.Say(code)
	return v, err
}

// undo takes the last scan of goods out of the hand, or the last put off its
// bin.
func (st state) undo(f floor) (verdict, error) {
	if !st.Asked.IsZero() {
		st.Asked, st.AskedN = warehouse.ItemID{}, 0
		return st.says(station.CueOK, "putback.undone"), nil
	}
	if len(st.Hand.Counts) > 1 {
		st.Hand.Taken = st.Hand.Less()
		return st.seek(f)
	}
	if !st.Hand.empty() {
		return st.free().says(station.CueOK, "putback.undone"), nil
	}
	v := st.says(station.CueOK, "putback.undone")
	v.deed = takeOff{}
	return v, nil
}
