package receive

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// stowing is the flow from the dock to the bins.
type stowing struct{}

var _ = station.Register(stowing{})

func (stowing) Name() string       { return FlowPut }
func (stowing) Right() staff.Right { return RightWork }

// MaxCounted is how many waiting lines a menu counts.
const MaxCounted = 999

// Waiting counts the kinds of stock that wait at the docks.
func (stowing) Waiting(tx *store.Tx, site warehouse.SiteID) (int, error) {
	all, err := waiting(tx, site, 0)
	return all.lines, err
}

// Begin returns to what is in the hands, or shows what waits.
func (s stowing) Begin(ctx context.Context, tx *store.Tx, at *station.Session) (station.Reply, error) {
	return s.Show(ctx, tx, at)
}

// Busy says that goods or a crate are in the hands.
func (stowing) Busy(s *station.Session) (bool, error) {
	st, err := station.Load[away](s)
	return st.busy() || !st.Want.Item.IsZero(), err
}

// Lists says that what waits at the docks is looked at.
func (stowing) Lists(s *station.Session) (bool, error) {
	st, err := station.Load[away](s)
	return st.Step == StepTake || st.Step == StepEmpty, err
}

// InHand is what was taken at the dock and lies in no bin yet.
func (stowing) InHand(tx *store.Tx, s *station.Session) (station.Message, error) {
	st, err := station.Load[away](s)
	switch {
	case err != nil:
		return station.Message{}, err
	case !st.Crate.IsZero():
		return station.CarrierInHand(tx, st.Crate)
	case !st.Hand.Place.IsZero():
		return station.ItemInHand(tx, st.Hand.Stock.Item, st.Hand.Qty())
	}
	return station.ItemInHand(tx, st.Want.Item, st.Want.Says.Qty)
}

// Scan judges a code.
func (stowing) Scan(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	if len(in.Things) > 1 { // none of them is of use
		return station.Unknown(ctx, tx, s, in)
	}
	return runAway(ctx, tx, s, func(st away, f quay) (decision, error) { return st.scan(in, f) })
}

// Use judges one meaning of a code by what its scan would do.
func (stowing) Use(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Use, error) {
	st, err := station.Load[away](s)
	if err != nil {
		return station.Useless, err
	}
	d, err := newDoer(ctx, tx, s)
	if err != nil {
		return station.Useless, err
	}
	use := station.Harmless // what became of the goods in the hands is told first, whatever was scanned
	_, err = d.judgeAway(st, func(st away, f quay) (decision, error) {
		use, err = st.use(in, f)
		return decision{}, err
	})
	return use, err
}

// Wants is how much of an item waits at the docks.
func (stowing) Wants(ctx context.Context, tx *store.Tx, s *station.Session, i *catalog.Item) (n measure.Qty, err error) {
	d, err := newDoer(ctx, tx, s)
	if err != nil {
		return 0, err
	}
	all, err := d.At(i.ID)
	for _, l := range all {
		n += l.Qty
	}
	return n, err
}

// Touch does an action.
func (stowing) Touch(ctx context.Context, tx *store.Tx, s *station.Session, action string, args map[string]string) (station.Reply, error) {
	return runAway(ctx, tx, s, func(st away, f quay) (decision, error) { return st.touch(action, args, f) })
}

// Show draws what is in the hands, or what waits.
func (stowing) Show(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return runAway(ctx, tx, s, nil)
}

func runAway(ctx context.Context, tx *store.Tx, s *station.Session, decide func(away, quay) (decision, error)) (station.Reply, error) {
	st, err := station.Load[away](s)
	if err != nil {
		return station.Reply{}, err
	}
	d, err := newDoer(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	v, err := d.judgeAway(st, decide)
	if err != nil {
		return station.Reply{}, err
	}
	left, err := waiting(tx, d.site.ID, maxRecent)
	if err != nil {
		return station.Reply{}, err
	}
	v.state = v.state.meetDock(left.lines)
	if v.state.Step == StepEmpty && v.cue == station.CueOK {
		v.cue = station.CueDone
	}
	if err := station.Keep(s, v.state); err != nil {
		return station.Reply{}, err
	}
	view, err := d.viewAway(&v.state, left)
	if err != nil {
		return station.Reply{}, err
	}
	return station.Answer(v.cue, FlowPut, string(v.state.Step), view, v.say)
}

// meetDock says whether anything is left for empty hands.
func (st away) meetDock(left int) away {
	switch {
	case left == 0 && (st.Step == StepTake || st.Step == ""):
		return st.to(StepEmpty)
	case left > 0 && (st.Step == StepEmpty || st.Step == ""):
		return st.to(StepTake)
	}
	return st
}

// judgeAway meets the world, decides and does.
func (d *doer) judgeAway(st away, decide func(away, quay) (decision, error)) (decision, error) {
	gone, err := d.gone(&st)
	if err != nil {
		return decision{}, err
	}
	if gone {
		return st.free().says(station.CueAttention, "putaway.gone"), nil
	}
	if decide == nil {
		return st.says(station.CueOK, "putaway.scan"), nil
	}
	v, err := decide(st, d)
	if err != nil || v.deed == nil {
		return v, err
	}
	return v.deed.doAway(d, v)
}

// gone says whether what is in the hands was taken from the dock by somebody
// else, as far as the ledger knows.
func (d *doer) gone(st *away) (bool, error) {
	if !st.Crate.IsZero() {
		p, err := place.Get(d.tx, st.Crate)
		if err != nil {
			return false, err
		}
		ok, err := d.Laden(p)
		return !ok, err
	}
	if st.Hand.Place.IsZero() {
		return false, nil
	}
	all, err := d.At(st.Hand.Stock.Item)
	return max(st.Hand.Qty(), 1) > st.Hand.most(all), err
}
