package receive

import (
	"context"
	"fmt"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// RightWork lets a person receive goods and put them away.
const RightWork staff.Right = "receive.work"

// receiving is the flow of taking goods in: it gathers, lets the pure step
// decide, does what was decided and draws.
type receiving struct{}

var _ = station.Register(receiving{})

func (receiving) Name() string       { return Flow }
func (receiving) Right() staff.Right { return RightWork }

// Waiting counts the arrivals in which goods are taken in.
func (receiving) Waiting(tx *store.Tx, site warehouse.SiteID) (int, error) {
	all, err := Opened(tx, site)
	return len(all), err
}

// Begin returns to the arrival in hand, or shows those that are open.
func (r receiving) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return r.Show(ctx, tx, s)
}

// Busy says that goods are in the hand of which something is still asked.
func (receiving) Busy(s *station.Session) (bool, error) {
	st, err := station.Load[state](s)
	return st.Line.pending(), err
}

// Lists says that the open arrivals are looked at.
func (receiving) Lists(s *station.Session) (bool, error) {
	st, err := station.Load[state](s)
	return st.Step == StepArrivals, err
}

// InHand is what was scanned and not taken in: something is still asked of it.
func (receiving) InHand(tx *store.Tx, s *station.Session) (station.Message, error) {
	st, err := station.Load[state](s)
	if err != nil || !st.Line.pending() {
		return station.Message{}, err
	}
	return station.ItemInHand(tx, st.Line.Item, st.Line.held())
}

// Scan judges a code.
func (receiving) Scan(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	if len(in.Things) > 1 { // none of them is of use
		return station.Unknown(ctx, tx, s, in)
	}
	return run(ctx, tx, s, func(st state, f dock) (verdict, error) { return st.scan(in, f) })
}

// Use judges one meaning of a code by what its scan would do.
func (receiving) Use(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Use, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Useless, err
	}
	d, err := newDoer(ctx, tx, s)
	if err != nil {
		return station.Useless, err
	}
	use := station.Harmless // what became of the arrival is told first, whatever was scanned
	_, err = d.judge(st, func(st state, f dock) (verdict, error) {
		use, err = st.use(in, f)
		return verdict{}, err
	})
	return use, err
}

// Touch does an action.
func (receiving) Touch(ctx context.Context, tx *store.Tx, s *station.Session, action string, args map[string]string) (station.Reply, error) {
	return run(ctx, tx, s, func(st state, f dock) (verdict, error) { return st.touch(action, args, f) })
}

// Show draws the arrival as it is now.
func (receiving) Show(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return run(ctx, tx, s, nil)
}

// run is one scan, touch or look: what changed under the person is told before
// anything is judged.
func run(ctx context.Context, tx *store.Tx, s *station.Session, decide func(state, dock) (verdict, error)) (station.Reply, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Reply{}, err
	}
	d, err := newDoer(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	v, err := d.judge(st, decide)
	if err != nil {
		return station.Reply{}, err
	}
	if err := station.Keep(s, v.state); err != nil {
		return station.Reply{}, err
	}
	view, err := d.view(&v.state)
	if err != nil {
		return station.Reply{}, err
	}
	return station.Answer(v.cue, Flow, string(v.state.Step), view, v.say)
}

// doer does what was decided. It is the dock as well that the decision asks.
type doer struct {
	ctx  context.Context
	tx   *store.Tx
	s    *station.Session
	site place.Site
}

func newDoer(ctx context.Context, tx *store.Tx, s *station.Session) (*doer, error) {
	site, err := place.GetSite(tx, s.Site)
	return &doer{ctx, tx, s, site}, err
}

// judge meets the world, decides and does.
func (d *doer) judge(st state, decide func(state, dock) (verdict, error)) (verdict, error) {
	if st.Step == "" {
		st = st.idle()
	}
	if st, changed, err := d.meet(st); err != nil || changed != "" {
		return st.says(station.CueAttention, changed), err
	}
	if decide == nil {
		return st.says(station.CueOK, "receive.scan"), nil
	}
	v, err := decide(st, d)
	if err != nil || v.deed == nil {
		return v, err
	}
	return v.deed.do(d, v)
}

// meet says in a code what became of the arrival in hand meanwhile; "" when it
// is as it was.
func (d *doer) meet(st state) (state, string, error) {
	if st.Arrival.IsZero() || st.Step == StepClosed {
		return st, "", nil
	}
	a, err := Get(d.tx, st.Arrival)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return st.idle(), "receive.gone", nil
	case err != nil:
		return st, "", err
	case !a.Open():
		return state{Step: StepClosed, Arrival: a.ID}, "receive.closed_meanwhile", nil
	}
	return st, "", nil
}

// doer is the dock.

func (d *doer) Arrivals() ([]*Document, error) { return Opened(d.tx, d.site.ID) }
func (d *doer) Now() time.Time                 { return d.tx.Now() }
func (d *doer) Today() measure.Day             { return d.site.Day(d.tx.Now()) }

func (d *doer) Item(id warehouse.ItemID) (*catalog.Item, error) { return catalog.Get(d.tx, id) }

// Takes says that goods may be put into open bins of the dock, and into totes and
// pallets that stand in one and hold nobody's order.
func (d *doer) Takes(p *place.Place) (bool, error) {
	root, err := ledger.Root(d.tx, p.ID)
	if err != nil || !p.Open() || !root.Open() || root.Kind != place.KindBin || root.Use != place.Dock {
		return false, err
	}
	if p.Kind == place.KindBin {
		return true, nil
	}
	j, err := job.InTote(d.tx, p.ID)
	return j == nil, err
}

func (d *doer) Lots(item warehouse.ItemID, code string) (all []*ledger.Lot, err error) {
	for l, err := range ledger.LotsOf(d.tx, item, code) {
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

func (d *doer) Unit(item warehouse.ItemID, code scan.Code) (*ledger.Unit, error) {
	return ledger.UnitScanned(d.tx, item, code)
}

// errHalf is a put of which only a part could be taken back: after a part was,
// only failing the transaction is right.
func errHalf(id ledger.MoveID) error { return fmt.Errorf("receive: move %s cannot be taken back", id) }
