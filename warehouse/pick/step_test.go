package pick

import (
	"testing"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
)

// fake is a floor without a store.
type fake struct {
	w     *walk
	whose map[warehouse.PlaceID]owner
	next  *job.Job
	lots  map[string]*ledger.Lot
	units map[string]*ledger.Unit
	now   time.Time
}

func (f *fake) Walk() *walk                                    { return f.w }
func (f *fake) Whose(p *place.Place) (owner, error)            { return f.whose[p.ID], nil }
func (f *fake) Next() (*job.Job, error)                        { return f.next, nil }
func (f *fake) Begun() (*job.Job, error)                       { return nil, nil }
func (f *fake) Ordered(id warehouse.OrderID) (*job.Job, error) { return f.w.job, nil }
func (f *fake) Named(warehouse.PersonID) (station.Person, error) {
	return station.Person{Name: "Олег"}, nil
}
func (f *fake) Who() warehouse.PersonID { return me }
func (f *fake) Now() time.Time          { return f.now }
func (f *fake) Lot(_ *catalog.Item, in *station.Scanned) (*ledger.Lot, error) {
	return f.lots[in.Code.Lot()], nil
}
func (f *fake) Unit(_ *catalog.Item, in *station.Scanned) (*ledger.Unit, error) {
	return f.units[in.Code.Data], nil
}

var (
	me, other  = warehouse.PersonID{1}, warehouse.PersonID{2}
	orderA     = warehouse.OrderID{1}
	binA, binB = &place.Place{ID: warehouse.PlaceID{11}, Kind: place.KindBin, Name: "A"}, &place.Place{ID: warehouse.PlaceID{12}, Kind: place.KindBin, Name: "B"}
	toteA      = &place.Place{ID: warehouse.PlaceID{21}, Kind: place.KindTote, Name: "T-1"}
	toteB      = &place.Place{ID: warehouse.PlaceID{22}, Kind: place.KindTote, Name: "T-2"}
	toteC      = &place.Place{ID: warehouse.PlaceID{23}, Kind: place.KindTote, Name: "T-3"}
	mug        = &catalog.Item{ID: warehouse.ItemID{31}, Body: catalog.Body{Name: "Mug"}}
	phone      = &catalog.Item{ID: warehouse.ItemID{32}, Body: catalog.Body{Name: "Phone", Tracking: catalog.Tracking{Units: true}}}
	lid        = &catalog.Item{ID: warehouse.ItemID{34}, Body: catalog.Body{Name: "Lid"}}
	nuts       = &catalog.Item{ID: warehouse.ItemID{33}, Body: catalog.Body{Name: "Nuts", Unit: measure.Gram}}
)

func at(bin *place.Place, item *catalog.Item, qty measure.Qty) stop {
	s := spot{Bin: bin.ID, Stock: warehouse.Stock{Item: item.ID}}
	return stop{spot: s, Qty: qty, place: bin, item: item, lots: 1, units: item.Tracking.Units}
}

// floorOf is an order with stops of which oleg walks, with one tote of its own,
// one of another order and one that is empty.
func floorOf(stops ...stop) *fake {
	j := &job.Job{Order: orderA, Number: "1", State: job.Picking, Holder: me, Totes: []warehouse.PlaceID{toteA.ID}}
	w := &walk{job: j, stops: stops}
	for _, s := range stops {
		w.lines = append(w.lines, &promise.Line{Item: s.Stock.Item, Held: s.Qty})
	}
	return &fake{w: w, whose: map[warehouse.PlaceID]owner{
		toteA.ID: {Job: j}, toteB.ID: {Job: &job.Job{Order: warehouse.OrderID{9}, Number: "9", State: job.Picking, Holder: other, Until: time.Unix(1e10, 0)}}, toteC.ID: {Empty: true},
	}}
}

// code is a scan that means things.
func code(data string, things ...station.Thing) *station.Scanned {
	return &station.Scanned{Code: scan.Parse(scan.Scan{Data: data}), Things: things}
}

func goods(i *catalog.Item, qty measure.Qty) *station.Scanned {
	return code(i.Name, station.Thing{Item: i, Qty: qty})
}

func plate(p *place.Place) *station.Scanned { return code(p.Name, station.Thing{Place: p}) }

// judge is what station makes of a code: the meaning that is of use is scanned, and
// where several are, or none, the state stays.
func (st state) judge(in *station.Scanned, f floor) (verdict, error) {
	in, open, err := in.Narrow(func(one *station.Scanned) (station.Use, error) { return st.use(one, f) })
	switch {
	case err != nil:
		return verdict{}, err
	case open:
		return st.says(station.CueAttention, "asks"), nil
	case len(in.Things) > 1:
		return st.says(station.CueWrong, "refuses"), nil
	}
	return st.scan(in, f)
}

// TestStep: what a scan means at each step, decided without a store.
func TestStep(t *testing.T) {
	two := []stop{at(binA, mug, 3), at(binB, nuts, 500), at(binA, lid, 1)}
	walking := state{Order: orderA, Here: two[0].spot, Into: toteA.ID}
	go1, item := walking, walking
	go1.Step = StepGo
	item.Step, item.In, item.At = StepItem, binA.ID, binA.ID
	tote := item
	tote.Step, tote.Hand = StepTote, hand{Taken: station.Taken{Counts: []measure.Qty{3}}}
	some := item
	some.Hand = hand{Taken: station.Taken{Counts: []measure.Qty{1}}}
	wrong := item.over(StepWrong)
	wrong.Wrong = &refusal{Kind: "item", Item: phone.ID}
	full := tote
	full.Into = warehouse.PlaceID{}
	weigh := item
	weigh.Here, weigh.In = two[1].spot, binB.ID

	for _, row := range []struct {
		name string
		st   state
		in   *station.Scanned
		step Step
		hand measure.Qty
		say  string
		deed deed
	}{
		{"the bin", go1, plate(binA), StepItem, 0, "pick.here", nil},
		{"another bin", go1, plate(binB), StepWrong, 0, "pick.wrong_bin", nil},
		{"another tote on the way", go1, plate(toteC), StepGo, 0, "pick.tote", carry{toteC.ID}},
		{"a foreign tote on the way", go1, plate(toteB), StepWrong, 0, "pick.wrong_tote", nil},
		{"nobody's code", go1, code("?"), StepWrong, 0, "pick.wrong_unknown", nil},
		{"goods", item, goods(mug, 1), StepItem, 1, "pick.took", nil},
		{"a carton of all", item, goods(mug, 3), StepTote, 3, "pick.all", nil},
		{"a carton of more", item, goods(mug, 4), StepItem, 0, "pick.only", nil},
		{"a carton nobody counted", item, goods(mug, 0), StepItem, 0, "pick.unpacked", nil},
		{"other goods", item, goods(phone, 1), StepWrong, 0, "pick.wrong_item", nil},
		{"goods of another stop", item, goods(nuts, 1), StepWrong, 0, "pick.elsewhere", nil},
		{"goods after wrong ones", wrong, goods(mug, 1), StepItem, 1, "pick.took", nil},
		{"wrong ones again", wrong, goods(phone, 1), StepWrong, 0, "pick.wrong_item", nil},
		{"two goods of which one is wanted", item, code("x", station.Thing{Item: phone, Qty: 1}, station.Thing{Item: mug, Qty: 2}), StepItem, 2, "pick.took", nil},
		{"two goods of the bin", item, code("x", station.Thing{Item: mug, Qty: 1}, station.Thing{Item: lid, Qty: 1}), StepItem, 0, "asks", nil},
		{"two goods of which none is wanted", item, code("x", station.Thing{Item: phone, Qty: 1}, station.Thing{Item: nuts, Qty: 1}), StepItem, 0, "refuses", nil},
		{"goods that are called as their bin", item, code("A", station.Thing{Place: binA}, station.Thing{Item: mug, Qty: 1}), StepItem, 1, "pick.took", nil},
		{"their bin, called as other goods", item, code("A", station.Thing{Item: phone, Qty: 1}, station.Thing{Place: binA}), StepItem, 0, "pick.here", nil},
		{"the bin, called as another", go1, code("A", station.Thing{Place: binB}, station.Thing{Place: binA}), StepItem, 0, "pick.here", nil},
		{"the bin, called as its goods", go1, code("A", station.Thing{Place: binA}, station.Thing{Item: mug, Qty: 1}), StepItem, 0, "pick.here", nil},
		{"the tote, called as a foreign one", tote, code("T", station.Thing{Place: toteB}, station.Thing{Place: toteA}), StepTote, 3, "pick.put", fill{toteA.ID}},
		{"an empty tote, called as goods of the stop", item, code("T", station.Thing{Place: toteC}, station.Thing{Item: mug, Qty: 1}), StepItem, 0, "asks", nil},
		{"two meanings of which one fits", item, code("x", station.Thing{Item: mug, Qty: 1}, station.Thing{Order: orderA}), StepItem, 1, "pick.took", nil},
		{"a tote with nothing in hand", item, plate(toteC), StepItem, 0, "pick.tote", carry{toteC.ID}},
		{"the tote in the middle", some, plate(toteA), StepItem, 1, "pick.put", fill{toteA.ID}},
		{"an empty tote in the middle", some, plate(toteC), StepWrong, 1, "pick.wrong_tote", nil},
		{"the tote", tote, plate(toteA), StepTote, 3, "pick.put", fill{toteA.ID}},
		{"a foreign tote", tote, plate(toteB), StepWrong, 3, "pick.wrong_tote", nil},
		{"an empty tote unasked", tote, plate(toteC), StepWrong, 3, "pick.wrong_tote", nil},
		{"an empty tote after full", full, plate(toteC), StepTote, 3, "pick.put", fill{toteC.ID}},
		{"a foreign tote after full", full, plate(toteB), StepWrong, 3, "pick.wrong_tote", nil},
		{"more of the same", tote, goods(mug, 1), StepTote, 3, "pick.enough", nil},
		{"its bin", tote, plate(binA), StepTote, 3, "pick.here", nil},
		{"goods by weight without one", weigh, goods(nuts, 1), StepQuantity, 0, "pick.count", nil},
		{"goods by weight with one", weigh, code("01046070341722513103000250", station.Thing{Item: nuts, Qty: 1}), StepItem, 250, "pick.took", nil},
	} {
		f := floorOf(two...)
		before := row.st
		v, err := row.st.judge(row.in, f)
		if err != nil {
			t.Fatal(err)
		}
		if v.state.Step != row.step || v.state.Hand.Qty() != row.hand || v.say.Code != row.say || v.deed != row.deed {
			t.Errorf("%s: %s, %d in hand, %s, %+v; want %s, %d, %s, %+v", row.name,
				v.state.Step, v.state.Hand.Qty(), v.say.Code, v.deed, row.step, row.hand, row.say, row.deed)
		}
		if before.Hand.Qty() != row.st.Hand.Qty() || before.Step != row.st.Step {
			t.Errorf("%s: the state before was changed", row.name)
		}
	}
}

// TestUnits: pieces that have names are taken by their names, each once.
func TestUnits(t *testing.T) {
	s := at(binA, phone, 2)
	f := floorOf(s)
	here := warehouse.Stock{Item: phone.ID}
	f.units = map[string]*ledger.Unit{
		"one": {ID: warehouse.UnitID{1}, Stock: here, Place: binA.ID}, "two": {ID: warehouse.UnitID{2}, Stock: here, Place: binA.ID},
		"away": {ID: warehouse.UnitID{3}, Stock: here, Place: binB.ID},
	}
	st := state{Step: StepItem, Order: orderA, Here: s.spot, In: binA.ID, Into: toteA.ID}
	for _, row := range []struct {
		data, say string
		hand      int
	}{
		{"none", "pick.unit_needed", 0}, {"away", "pick.unit_elsewhere", 0}, {"one", "pick.took", 1}, {"one", "pick.unit_twice", 1}, {"two", "pick.all", 2},
	} {
		v, err := st.scan(code(row.data, station.Thing{Item: phone, Qty: 1}), f)
		if err != nil {
			t.Fatal(err)
		}
		if st = v.state; v.say.Code != row.say || len(st.Hand.Units) != row.hand {
			t.Errorf("%s: %s with %v", row.data, v.say.Code, st.Hand.Units)
		}
	}
	if v, _ := st.touch(ActUndo, nil, f); len(v.state.Hand.Units) != 1 || v.state.Step != StepItem {
		t.Errorf("undo left %+v", v.state.Hand)
	}
}

// TestMeet: what changed under the person is told, and nothing is judged by what
// was.
func TestMeet(t *testing.T) {
	base := state{Order: orderA, Here: at(binA, mug, 3).spot, In: binA.ID, Into: toteA.ID, Step: StepItem, Hand: hand{Taken: station.Taken{Counts: []measure.Qty{1, 1}}}}
	inTote := base
	inTote.Step = StepTote
	for _, row := range []struct {
		name  string
		st    state
		stops []stop
		job   func(*job.Job)
		step  Step
		hand  measure.Qty
		said  string
	}{
		{"all as it was", base, []stop{at(binA, mug, 3)}, nil, StepItem, 2, ""},
		{"one less is wanted", base, []stop{at(binA, mug, 2)}, nil, StepTote, 2, "pick.fewer"},
		{"less than is in the hand", base, []stop{at(binA, mug, 1)}, nil, StepReturn, 1, "pick.put_back"},
		{"more is wanted", inTote, []stop{at(binA, mug, 5)}, nil, StepTote, 2, ""},
		{"nothing of it", base, []stop{at(binB, mug, 1)}, nil, StepReturn, 0, "pick.put_back"},
		{"nothing of it, something else here", base, []stop{at(binA, phone, 1)}, nil, StepReturn, 0, "pick.put_back"},
		{"cancelled", base, nil, func(j *job.Job) { j.State = job.Stopped }, StepStop, 2, "pick.stopped"},
		{"cancelled, and nothing to put back", base, nil, func(j *job.Job) { j.State = job.Ended }, StepStop, 2, "pick.stopped"},
		{"taken over", base, []stop{at(binA, mug, 3)}, func(j *job.Job) { j.Holder = other }, StepTasks, 0, "pick.lost"},
		{"given back", base, []stop{at(binA, mug, 3)}, func(j *job.Job) { j.State = job.Released }, StepTasks, 0, "pick.lost"},
		{"an offer that is gone", state{Step: StepOffered, Order: orderA}, nil, func(j *job.Job) { j.State = job.Ended }, StepTasks, 0, "pick.gone"},
	} {
		f := floorOf(row.stops...)
		if row.job != nil {
			row.job(f.w.job)
		}
		st, said := row.st.meet(f.w, me)
		if st.Step != row.step || st.Hand.Qty() != row.hand || said != row.said {
			t.Errorf("%s: %s with %d, %q; want %s, %d, %q", row.name, st.Step, st.Hand.Qty(), said, row.step, row.hand, row.said)
		}
	}
}
