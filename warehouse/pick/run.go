package pick

import (
	"context"
	"iter"
	"time"

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

// RightWork lets a person pick.
const RightWork staff.Right = "pick.work"

// picking is the flow: it gathers, lets the pure step decide, does what was
// decided and draws.
type picking struct{}

var _ = station.Register(picking{})

func (picking) Name() string       { return Flow }
func (picking) Right() staff.Right { return RightWork }

// MaxCounted is how many waiting orders a menu counts.
const MaxCounted = 999

// Waiting counts the orders that wait for a picker, those that one left for too
// long among them.
func (picking) Waiting(tx *store.Tx, site warehouse.SiteID) (n int, err error) {
	for _, err := range waiting(tx, site, warehouse.PersonID{}) {
		if err != nil {
			return 0, err
		}
		if n++; n == MaxCounted {
			break
		}
	}
	return n, nil
}

// waiting are the orders of a site that a person may take: first those that were
// left half picked, by this person or by one whose lease has ended, for their
// totes stand somewhere; then those that nobody began.
func waiting(tx *store.Tx, site warehouse.SiteID, me warehouse.PersonID) iter.Seq2[*job.Job, error] {
	return func(yield func(*job.Job, error) bool) {
		for _, state := range []job.State{job.Picking, job.Released} {
			for j, err := range job.In(tx, site, state) {
				if taken := err == nil && j.Leased(tx.Now()) && j.Holder != me; !taken && !yield(j, err) {
					return
				}
			}
		}
	}
}

// Left is the order that a person left half picked: a menu offers it first.
func (picking) Left(tx *store.Tx, site warehouse.SiteID, me warehouse.PersonID) (*station.Left, error) {
	own, err := ownOrder(tx, site, me)
	if err != nil || own == nil {
		return nil, err
	}
	lines, err := linesOf(tx, own.Order)
	return &station.Left{Order: own.Number, Lines: count(lines)}, err
}

// Begin returns to the walk that the person is on, from whatever device, or
// shows what waits.
func (p picking) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	if len(s.State) > 0 {
		return run(ctx, tx, s, func(st state, _ floor) (verdict, error) { return st.says(station.CueOK, "pick.idle"), nil })
	}
	own, err := ownOrder(tx, s.Site, s.Person)
	if err != nil {
		return station.Reply{}, err
	}
	return run(ctx, tx, s, func(st state, _ floor) (verdict, error) {
		if own == nil {
			return st.says(station.CueOK, "pick.idle"), nil
		}
		return st.taken(own, warehouse.PlaceID{}), nil
	})
}

// ownOrder is the order that a person left in the middle, nil for none.
func ownOrder(tx *store.Tx, site warehouse.SiteID, me warehouse.PersonID) (*job.Job, error) {
	for j, err := range job.In(tx, site, job.Picking) {
		if err != nil || j.Holder == me {
			return j, err
		}
	}
	return nil, nil
}

// Scan judges a code.
func (picking) Scan(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	if len(in.Things) > 1 { // none of them is of use
		return station.Unknown(ctx, tx, s, in)
	}
	return run(ctx, tx, s, func(st state, f floor) (verdict, error) { return st.scan(in, f) })
}

// Use judges one meaning of a code by what its scan would do.
func (picking) Use(_ context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Use, error) {
	st, d, err := looked(tx, s)
	if err != nil {
		return station.Useless, err
	}
	st, changed := st.meet(d.w, d.me)
	if changed != "" || st.walking() && len(d.w.stops) == 0 && st.Rest == nil { // that is told first, whatever was scanned
		return station.Harmless, nil
	}
	return st.use(in, d)
}

// Reads says that a code is the lot that is looked for at the stop in hand.
func (picking) Reads(_ context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (string, error) {
	if st, err := station.Load[state](s); err != nil || !st.mayAskLot() {
		return "", err
	}
	st, d, err := looked(tx, s)
	if err != nil || d.w == nil || !st.asksLot(d.w) || !st.isLotCode(in, d.w) {
		return "", err
	}
	return lotName(d.w.find(st.Here).lot), nil
}

// Wants is how much of an item is to be taken out of the bin yet.
func (picking) Wants(_ context.Context, tx *store.Tx, s *station.Session, i *catalog.Item) (measure.Qty, error) {
	st, d, err := looked(tx, s)
	if err != nil || d.w == nil {
		return 0, err
	}
	if here := d.w.find(st.Here); here != nil && here.Stock.Item == i.ID {
		return here.Qty - st.Hand.Qty(), nil
	}
	var n measure.Qty
	for _, other := range d.w.stops {
		if other.Bin == st.In && other.Stock.Item == i.ID {
			n += other.Qty
		}
	}
	return n, nil
}

// looked is the walk of a session as it is now, read for a look at it.
func looked(tx *store.Tx, s *station.Session) (st state, d *doer, err error) {
	if st, err = station.Load[state](s); err != nil {
		return st, nil, err
	}
	d = &doer{tx: tx, me: s.Person}
	if d.site, err = place.GetSite(tx, s.Site); err != nil {
		return st, nil, err
	}
	return st, d, d.gather(st)
}

// Busy says that an order is on the way: its totes are in these hands.
func (picking) Busy(s *station.Session) (bool, error) {
	st, err := station.Load[state](s)
	return st.walking(), err
}

// InHand is what was taken out of the bin and is in no tote yet.
func (picking) InHand(tx *store.Tx, s *station.Session) (station.Message, error) {
	st, err := station.Load[state](s)
	held := st.inHand()
	if err != nil || !st.walking() || held.Qty == 0 && st.Step != StepQuantity {
		return station.Message{}, err
	}
	return station.ItemInHand(tx, held.Spot.Stock.Item, held.Qty)
}

// Lists says that the orders that wait are looked at.
func (picking) Lists(s *station.Session) (bool, error) {
	st, err := station.Load[state](s)
	return st.Step == StepTasks, err
}

// Touch does an action.
func (picking) Touch(ctx context.Context, tx *store.Tx, s *station.Session, action string, args map[string]string) (station.Reply, error) {
	return run(ctx, tx, s, func(st state, f floor) (verdict, error) { return st.touch(action, args, f) })
}

// Show draws the walk as it is now. Nobody did anything: the lease runs on.
func (picking) Show(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return run(ctx, tx, s, nil)
}

// run is one scan, touch or look: what changed under the person is told before
// anything is judged.
func run(_ context.Context, tx *store.Tx, s *station.Session, judge func(state, floor) (verdict, error)) (station.Reply, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Reply{}, err
	}
	if st.Step == "" {
		st.Step = StepTasks
	}
	d := &doer{tx: tx, me: s.Person}
	if d.site, err = place.GetSite(tx, s.Site); err != nil {
		return station.Reply{}, err
	}
	v, err := d.judge(st, judge)
	if err == nil && (d.w == nil || d.w.job.Order != v.state.Order) {
		err = d.gather(v.state) // another order is looked at than was
	}
	if err != nil {
		return station.Reply{}, err
	}
	if err := station.Keep(s, v.state); err != nil {
		return station.Reply{}, err
	}
	return d.reply(v)
}

// doer does what was decided. It is the floor as well that the decision asks.
type doer struct {
	tx   *store.Tx
	site place.Site
	me   warehouse.PersonID
	w    *walk

	lanes map[corridor]*lane // those that were looked at
}

// judge meets the world, decides and does.
func (d *doer) judge(st state, decide func(state, floor) (verdict, error)) (verdict, error) {
	if err := d.gather(st); err != nil {
		return verdict{}, err
	}
	st, changed := st.meet(d.w, d.me)
	if st.walking() && len(d.w.stops) == 0 && st.Rest == nil {
		return d.onward(st.says(station.CueDone, "pick.done"))
	}
	if decide != nil {
		if err := d.renew(&st); err != nil {
			return verdict{}, err
		}
	}
	if changed != "" {
		return st.says(station.CueAttention, changed), d.gather(st)
	}
	if decide == nil {
		return st.says(station.CueOK, "pick.idle"), nil
	}
	v, err := decide(st, d)
	if err != nil || v.deed == nil {
		return v, err
	}
	return v.deed.do(d, v)
}

// gather reads the order in hand.
func (d *doer) gather(st state) (err error) {
	d.w = nil
	if st.Order.IsZero() {
		return nil
	}
	var at *place.Place
	if !st.At.IsZero() {
		if at, err = place.Get(d.tx, st.At); err != nil {
			return err
		}
	}
	d.w, err = d.walkOf(st.Order, at, st.Late)
	return err
}

// renew keeps the lease for as long as the person goes on scanning.
func (d *doer) renew(st *state) error {
	if !st.walking() {
		return nil
	}
	until, err := leaseEnd(d.tx, d.site.ID)
	if err != nil {
		return err
	}
	d.w.job, err = job.Lease(d.tx, st.Order, d.me, until)
	return err
}

// doer is the floor.

func (d *doer) Walk() *walk             { return d.w }
func (d *doer) Who() warehouse.PersonID { return d.me }
func (d *doer) Now() time.Time          { return d.tx.Now() }
func (d *doer) Named(who warehouse.PersonID) (station.Person, error) {
	return station.ShowPerson(d.tx, who)
}

func (d *doer) Whose(tote *place.Place) (owner, error) {
	j, err := job.InTote(d.tx, tote.ID)
	if err != nil {
		return owner{}, err
	}
	empty, err := ledger.IsEmpty(d.tx, tote.ID)
	return owner{j, empty}, err
}

func (d *doer) Next() (*job.Job, error) {
	for j, err := range job.In(d.tx, d.site.ID, job.Released) {
		if err != nil || j.Holder == d.me || !j.Leased(d.tx.Now()) {
			return j, err
		}
	}
	return nil, nil
}

func (d *doer) Begun() (*job.Job, error) {
	for j, err := range waiting(d.tx, d.site.ID, d.me) {
		if err != nil || j.State == job.Picking {
			return j, err
		}
	}
	return nil, nil
}

func (d *doer) Ordered(id warehouse.OrderID) (*job.Job, error) {
	j, err := job.Get(d.tx, id)
	if err != nil && fault.KindOf(err) == fault.NotFound || err == nil && j.Site != d.site.ID {
		return nil, nil
	}
	return j, err
}

func (d *doer) Lot(item *catalog.Item, in *station.Scanned) (*ledger.Lot, error) {
	code, day := lotIn(in, d.Now())
	if code == "" && day == 0 {
		return nil, nil
	}
	for l, err := range ledger.LotsOf(d.tx, item.ID, code) {
		if err != nil || day == 0 || l.Expiry == day {
			return l, err
		}
	}
	return nil, nil
}

func (d *doer) Unit(item *catalog.Item, in *station.Scanned) (*ledger.Unit, error) {
	return ledger.UnitScanned(d.tx, item.ID, in.Code)
}
