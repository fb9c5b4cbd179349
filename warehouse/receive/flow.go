package receive

import (
	"strconv"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// dock is all that a step of receiving asks of the world.
type dock interface {
	// Arrivals are those in which goods are taken in at this site.
	Arrivals() ([]*Document, error)
	// Item is the item of the line in hand.
	Item(warehouse.ItemID) (*catalog.Item, error)
	// Takes says whether goods may be put into a place when they come: a bin of the
	// dock, or a container of nobody's that stands in one.
	Takes(p *place.Place) (bool, error)
	// Lots are the lots of an item that have this code.
	Lots(item warehouse.ItemID, code string) ([]*ledger.Lot, error)
	// Unit is a piece of an item by its code, nil when it was never here.
	Unit(item warehouse.ItemID, code scan.Code) (*ledger.Unit, error)
	Now() time.Time
	Today() measure.Day
}

// verdict is what a step decided: the state after it, what is to be written,
// and what the person hears.
type verdict struct {
	state state
	deed  deed // nil writes nothing
	cue   station.Cue
	say   station.Message
}

func (st state) says(cue station.Cue, code string, args ...any) verdict {
	return verdict{state: st, cue: cue, say: station.Say(code, args...)}
}

// refuses is a wrong scan: nothing is written and the screen stays until the
// right one.
func (st state) refuses(in *station.Scanned, r station.Refusal, code string, args ...any) verdict {
	why := station.Say(code, args...)
	r.Code, r.Said = in.Text(), &why
	st.Step, st.Under, st.Wrong = StepWrong, st.base(), &r
	return st.says(station.CueWrong, code, args...)
}

// unknown is a code that is nothing here. Binding it to an item is the office's.
func (st state) unknown(in *station.Scanned) verdict {
	r, code, args := notHere(in, "receive.not_dock")
	return st.refuses(in, r, code, args...)
}

// scan judges a code by the state. It writes nothing and asks only f.
func (st state) scan(in *station.Scanned, f dock) (verdict, error) {
	st = st.to(st.base())
	t, _ := in.Item()
	if st.Arrival.IsZero() || st.base() == StepClosed {
		return st.idle().scanIdle(in, f)
	}
	if v, answered, err := st.answer(in, t, f); answered || err != nil {
		return v, err
	}
	if t != nil {
		return st.scanItem(in, t, f)
	}
	return st.scanDock(in, f)
}

// use is what the step can do with a code of one meaning. Where it only asks which
// arrival, it is no matter what was scanned.
func (st state) use(in *station.Scanned, f dock) (station.Use, error) {
	v, err := st.scan(in, f)
	use := station.Judged(v.cue, v.deed != nil, st.to(st.base()), v.state)
	if use == station.Useful && v.deed == nil && v.state.Step == StepArrivals {
		use = station.Harmless
	}
	return use, err
}

// scanIdle opens an arrival by the number on its paper, and by goods or a bin of
// the dock the one that is open, or a new one.
func (st state) scanIdle(in *station.Scanned, f dock) (verdict, error) {
	all, err := f.Arrivals()
	if err != nil {
		return verdict{}, err
	}
	if len(in.Things) == 0 {
		if in.Code.Kind != scan.Text || len([]rune(in.Code.Data)) > MaxText {
			return st.unknown(in), nil
		}
		for _, a := range all {
			if place.Fold(a.Paper) == place.Fold(in.Code.Data) {
				return st.enter(a), nil
			}
		}
		return st.begin(OpenRequest{Paper: in.Code.Data}), nil
	}
	if t, _ := in.Item(); t == nil {
		p, _ := in.Place(place.KindBin, place.KindPallet, place.KindTote)
		if p == nil {
			return st.unknown(in), nil
		}
		if ok, err := f.Takes(p); err != nil || !ok {
			return st.unknown(in), err
		}
	}
	if len(all) > 1 {
		return st.says(station.CueAttention, "receive.choose"), nil
	}
	var v verdict
	if len(all) == 1 {
		v = st.enter(all[0])
	} else {
		v = st.begin(OpenRequest{})
	}
	v.deed = chain{v.deed, in}
	return v, nil
}

// enter goes on with an arrival.
func (st state) enter(a *Document) verdict {
	st = state{Step: StepItem, Arrival: a.ID}
	return st.says(station.CueOK, "receive.entered", "number", a.Name())
}

// begin opens an arrival.
func (st state) begin(r OpenRequest) verdict {
	v := st.idle().says(station.CueOK, "receive.opened")
	v.deed = opens{r}
	return v
}

// scanDock takes a place at the dock for what follows; goods that waited for it
// are taken in, and of those that wait for something else that is asked again.
func (st state) scanDock(in *station.Scanned, f dock) (verdict, error) {
	p, _ := in.Place(place.KindBin, place.KindPallet, place.KindTote)
	if p == nil {
		return st.unknown(in), nil
	}
	if ok, err := f.Takes(p); err != nil || !ok {
		return st.unknown(in), err
	}
	st.Dock = p.ID
	if st.Line.pending() {
		return st.ask(f)
	}
	return st.next().says(station.CueOK, "receive.dock", "place", p.Name), nil
}

// scanItem counts goods: more of the line in hand, or another line. As long as
// something is asked of those in hand, there is no other line: it would take the
// place of what somebody scanned and nobody posted.
func (st state) scanItem(in *station.Scanned, t *station.Thing, f dock) (verdict, error) {
	says := tell(in, t, f.Now())
	if t.Item.Tracking.Units && says.Qty != 1 {
		return st.refuses(in, station.Refusal{Kind: "item", Item: t.Item.ID}, "receive.each"), nil
	}
	was := st.Line
	switch {
	case st.Line.again(t.Item, says):
		return st.ask(f)
	case st.Line.pending() && !st.adds(t.Item, says):
		return st.says(station.CueWrong, first[st.base()], "what", t.Name()), nil
	case st.base() != StepQuantity && !st.Line.pending(), says.Qty == 0, !st.Line.goesOn(t.Item, says):
		st.Line = line{Item: t.Item.ID}
	}
	st.Line.hear(says)
	if says.Qty > 0 {
		st.Line.hold(says.Qty)
	}
	if says.Serial != "" {
		if v, refused, err := st.judgeUnit(in, f); refused || err != nil {
			v.state.Line = was
			return v, err
		}
	}
	return st.ask(f)
}

// first says what is to be answered before other goods are scanned.
var first = map[Step]string{
	StepLot: "receive.first_lot", StepExpiry: "receive.first_expiry", StepSerial: "receive.first_serial",
	StepQuantity: "receive.first_quantity", StepBin: "receive.first_dock",
}

// again says whether a scan tells nothing new of the goods in hand: the piece
// whose number is asked or known, or a carton of which only a person knows how
// many are in it.
func (l *line) again(i *catalog.Item, says told) bool {
	if l.Item != i.ID || !l.pending() {
		return false
	}
	if i.Tracking.Units {
		return says.Serial == l.Serial
	}
	return says.Qty == 0 && len(l.Held) == 0 && l.goesOn(i, says)
}

// adds says whether a scan counts up the goods in hand of which something is
// asked. A carton that a person is to count is opened and counted scan by scan at
// that question alone.
func (st *state) adds(i *catalog.Item, says told) bool {
	return says.Qty > 0 && st.Line.goesOn(i, says) && (len(st.Line.Held) > 0 || st.base() == StepQuantity)
}

// goesOn says whether a scan is of the same goods as the line. A piece with a
// serial number is a line of its own.
func (l *line) goesOn(i *catalog.Item, says told) bool {
	return l.Item == i.ID && !i.Tracking.Units &&
		(says.Lot == "" || says.Lot == l.Lot) && (says.Expiry == 0 || says.Expiry == l.Expiry)
}

// agrees says whether a scan tells nothing else of lot and day than is known of
// the line.
func (l *line) agrees(says told) bool {
	return (says.Lot == "" || l.Lot == "" || says.Lot == l.Lot) && (says.Expiry == 0 || l.Expiry == 0 || says.Expiry == l.Expiry)
}

// hear adds what a scan says to what is known of the line.
func (l *line) hear(says told) {
	if says.Lot != "" {
		l.Lot = says.Lot
	}
	if says.Expiry != 0 {
		l.Expiry = says.Expiry
	}
	if says.Produced != 0 {
		l.Produced = says.Produced
	}
	if says.Serial != "" {
		l.Serial = says.Serial
	}
}

// answer takes a scan as the answer to what is asked of the goods in hand.
// answered is false when it is none, and then the scan is judged as any other.
func (st state) answer(in *station.Scanned, t *station.Thing, f dock) (v verdict, answered bool, err error) {
	step := st.base()
	if !step.asks() {
		return v, false, nil
	}
	item, err := f.Item(st.Line.Item)
	if err != nil {
		return v, false, err
	}
	if t != nil && t.Item.ID != item.ID && !(step == StepExpiry && len(in.Code.Data) == 6) {
		return v, false, nil
	}
	says, answered := heard(step, in, item, f.Now())
	if !st.Line.agrees(says) { // it is of another box
		return v, false, nil
	}
	if !answered && step == StepExpiry && len(in.Things) == 0 { // it goes on asking for the day
		return st.says(station.CueWrong, "receive.scan_day", "code", in.Text()), true, nil
	}
	if !answered {
		return v, false, nil
	}
	st.Line.hear(says)
	if step == StepSerial {
		if v, refused, err := st.judgeUnit(in, f); refused || err != nil {
			return v, true, err
		}
	}
	v, err = st.ask(f)
	return v, true, err
}

// judgeUnit refuses a piece that is in the house already, or that left it for a
// buyer: that is a return.
func (st state) judgeUnit(in *station.Scanned, f dock) (v verdict, refused bool, err error) {
	u, err := f.Unit(st.Line.Item, in.Code)
	if err != nil || u == nil || u.Place == place.Supplier {
		return v, false, err
	}
	r := station.Refusal{Kind: "item", Item: st.Line.Item}
	st.Line.Serial = ""
	if u.Place == place.Customer {
		return st.refuses(in, r, "receive.unit_sold", "code", station.Clip(u.Code)), true, nil
	}
	return st.refuses(in, r, "receive.unit_known", "code", station.Clip(u.Code)), true, nil
}

// ask asks for what is still to be known of the goods in hand, and takes them in
// when that is nothing.
func (st state) ask(f dock) (verdict, error) {
	item, err := f.Item(st.Line.Item)
	if err != nil {
		return verdict{}, err
	}
	if err := st.Line.recall(item, f); err != nil {
		return verdict{}, err
	}
	l := &st.Line
	switch {
	case item.Tracking.Lots && l.Lot == "":
		return st.to(StepLot).says(station.CueAttention, "receive.ask_lot"), nil
	case item.Tracking.Expiry && l.Expiry == 0:
		return st.to(StepExpiry).says(station.CueAttention, "receive.ask_expiry"), nil
	case item.Tracking.Units && l.Serial == "":
		return st.to(StepSerial).says(station.CueAttention, "receive.ask_serial"), nil
	case st.Dock.IsZero() && len(l.Held) > 1:
		return st.to(StepBin).says(station.CueAttention, "receive.ask_dock_held", "qty", int64(l.held())), nil
	case st.Dock.IsZero():
		return st.to(StepBin).says(station.CueAttention, "receive.ask_dock"), nil
	case len(l.Held) == 0:
		return st.to(StepQuantity).says(station.CueAttention, "receive.ask_quantity"), nil
	}
	return st.takes(f.Today()), nil
}

// recall fills in the expiry of a lot that is known by one only.
func (l *line) recall(item *catalog.Item, f dock) error {
	if !item.Tracking.Expiry || l.Expiry != 0 || l.Lot == "" {
		return nil
	}
	known, err := f.Lots(item.ID, l.Lot)
	if err == nil && len(known) == 1 {
		l.Expiry = known[0].Expiry
	}
	return err
}

// takes posts what waits of the line.
func (st state) takes(today measure.Day) verdict {
	n := int64(st.Line.held())
	v := st.to(StepQuantity).says(station.CueOK, "receive.taken", "qty", n)
	if ledger.IsExpired(st.Line.Expiry, today) {
		v = st.to(StepQuantity).says(station.CueAttention, "receive.expired", "qty", n, "day", st.Line.Expiry)
	}
	v.deed = takeIn{}
	return v
}

// quantity judges how many a person says there are of the line, what was posted
// of it included.
func (st state) quantity(text string, f dock) (verdict, error) {
	item, err := f.Item(st.Line.Item)
	if err != nil {
		return verdict{}, err
	}
	said, err := strconv.ParseInt(text, 10, 64)
	n := measure.Qty(said)
	switch l := &st.Line; {
	case err != nil || n < 1 || n > MaxTyped:
		return st.says(station.CueWrong, "receive.bad_quantity", "max", int64(MaxTyped)), nil
	case n == l.Qty:
		return st.next().says(station.CueDone, "receive.counted", "qty", said), nil
	case !l.typed(item):
		return st.says(station.CueWrong, "receive.not_typed"), nil
	case n > l.Qty:
		st.Line.Held = []measure.Qty{n - l.Qty}
		v := st.takes(f.Today())
		v.deed = takeTyped{}
		return v, nil
	}
	v := st.says(station.CueOK, "receive.counted", "qty", said)
	v.deed = lessen{st.Line.Qty - n}
	return v, nil
}

// MaxTyped is more than anybody lifts off a lorry at once: it catches a barcode
// typed as a quantity.
const MaxTyped measure.Qty = 100_000
