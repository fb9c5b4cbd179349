package move

import (
	"context"
	"slices"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/stow"
)

// RightWork lets a person carry goods and containers.
const RightWork staff.Right = "move.work"

// puttingBack is the flow: it gathers, lets the pure step decide, does what was
// decided and draws.
type puttingBack struct{}

var _ = station.Register(puttingBack{})

func (puttingBack) Name() string       { return Flow }
func (puttingBack) Right() staff.Right { return RightWork }

// Waiting counts the totes and parcels with goods to put back.
func (puttingBack) Waiting(tx *store.Tx, site warehouse.SiteID) (int, error) {
	all, err := sources(tx, site)
	return len(all), err
}

// Begin returns to the tote in work, or shows those that wait.
func (p puttingBack) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return p.Show(ctx, tx, s)
}

// Busy says that goods are in the hand.
func (puttingBack) Busy(s *station.Session) (bool, error) {
	st, err := station.Load[state](s)
	return !st.Hand.empty() || !st.Asked.IsZero(), err
}

// Lists says that the totes that wait are looked at.
func (puttingBack) Lists(s *station.Session) (bool, error) {
	st, err := station.Load[state](s)
	return st.Step == StepTotes, err
}

// InHand is what was taken out of the tote and lies in no bin yet.
func (puttingBack) InHand(tx *store.Tx, s *station.Session) (station.Message, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Message{}, err
	}
	if st.Hand.empty() {
		return station.ItemInHand(tx, st.Asked, st.AskedN)
	}
	return station.ItemInHand(tx, st.Hand.Stock.Item, st.Hand.Qty())
}

// Scan judges a code.
func (puttingBack) Scan(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	if len(in.Things) > 1 { // none of them is of use
		return station.Unknown(ctx, tx, s, in)
	}
	return run(tx, s, func(st state, f floor) (verdict, error) { return st.scan(in, f) })
}

// Use judges one meaning of a code by what its scan would do.
func (puttingBack) Use(_ context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Use, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Useless, err
	}
	d := &doer{tx: tx, site: s.Site}
	use := station.Harmless // what became of the tote is told first, whatever was scanned
	_, err = d.judge(st, func(st state, f floor) (verdict, error) {
		use, err = st.use(in, f)
		return verdict{}, err
	})
	return use, err
}

// Reads says that a code is a lot of the goods whose lot is asked.
func (puttingBack) Reads(_ context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (string, error) {
	if st, err := station.Load[state](s); err != nil || st.Asked.IsZero() {
		return "", err
	}
	st, src, err := looked(tx, s)
	if err != nil || src == nil || src.find(st.Asked) == nil || src.find(st.Asked).item.Tracking.Units {
		return "", err
	}
	if found := src.find(st.Asked).called(in, tx.Now()); len(found) > 0 {
		return found[0].name(), nil
	}
	return "", nil
}

// Wants is how much of an item is to be put back yet.
func (puttingBack) Wants(_ context.Context, tx *store.Tx, s *station.Session, i *catalog.Item) (measure.Qty, error) {
	st, src, err := looked(tx, s)
	if err != nil || src == nil || src.find(i.ID) == nil {
		return 0, err
	}
	n := src.find(i.ID).back
	if st.Hand.Stock.Item == i.ID {
		n -= st.Hand.Qty()
	}
	return n, nil
}

// looked is the tote in work as it is now, nil for none, read for a look at it.
func looked(tx *store.Tx, s *station.Session) (state, *source, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return st, nil, err
	}
	d := &doer{tx: tx, site: s.Site}
	err = d.gather(&st)
	return st, d.src, err
}

// Touch does an action.
func (puttingBack) Touch(_ context.Context, tx *store.Tx, s *station.Session, action string, _ map[string]string) (station.Reply, error) {
	return run(tx, s, func(st state, f floor) (verdict, error) { return st.touch(action, f) })
}

// Show draws the tote as it is now.
func (puttingBack) Show(_ context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return run(tx, s, nil)
}

func run(tx *store.Tx, s *station.Session, decide func(state, floor) (verdict, error)) (station.Reply, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Reply{}, err
	}
	d := &doer{tx: tx, site: s.Site}
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

// doer does what was decided. It is the floor as well that the decision asks.
type doer struct {
	tx   *store.Tx
	site warehouse.SiteID
	src  *source
}

// judge meets the world, decides and does.
func (d *doer) judge(st state, decide func(state, floor) (verdict, error)) (verdict, error) {
	if st.Step == "" {
		st = st.idle()
	}
	if err := d.gather(&st); err != nil {
		return verdict{}, err
	}
	if changed := st.meet(d.src); changed != "" {
		return st.says(station.CueAttention, changed), nil
	}
	if decide == nil {
		return st.says(station.CueOK, "putback.scan"), nil
	}
	v, err := decide(st, d)
	if err != nil {
		return v, err
	}
	if v.deed == nil {
		if v.state.From != st.From { // it is drawn as it is
			err = d.gather(&v.state)
		}
		return v, err
	}
	return v.deed.do(d, v)
}

// gather reads the tote in work.
func (d *doer) gather(st *state) (err error) {
	d.src = nil
	if st.From.IsZero() {
		return nil
	}
	p, err := place.Get(d.tx, st.From)
	if err != nil {
		return err
	}
	d.src, err = sourceOf(d.tx, d.site, p)
	return err
}

// meet holds the state against the tote as it is now, and says in a code what
// became of it; "" when all is as it was.
func (st *state) meet(src *source) string {
	switch {
	case st.From.IsZero() || st.Step == StepDone:
		return ""
	case src == nil || src.job.Order != st.Order: // empty, or another order's since
		*st = st.idle()
		return "putback.gone"
	case st.Hand.empty():
		return ""
	}
	if g := src.find(st.Hand.Stock.Item); g == nil || min(g.back, g.of(st.Hand.Stock)) < st.Hand.Qty() {
		*st = st.free()
		return "putback.gone"
	}
	return ""
}

// sourceOf is a tote or parcel with what is to be put back of it; nil when that
// is nothing. Of a cancelled order it is all that lies there; of one that was
// changed what no line wants, and only out of totes: boxes are the packer's.
func sourceOf(tx *store.Tx, site warehouse.SiteID, p *place.Place) (*source, error) {
	j, err := owner(tx, p)
	if err != nil || j == nil || j.Site != site {
		return nil, err
	}
	stopped := j.State == job.Stopped
	if p.Kind == place.KindParcel && !stopped {
		return nil, nil
	}
	src := &source{place: p, job: j}
	for l, err := range promise.Of(tx, j.Order) {
		if err != nil {
			return nil, err
		}
		src.lines = append(src.lines, l)
	}
	if err := src.fill(tx); err != nil {
		return nil, err
	}
	for i := range src.goods {
		g := &src.goods[i]
		for _, l := range g.stocks {
			g.back += l.qty
		}
		if !stopped {
			owed := src.shares(g.item.ID, g.back)
			g.back = 0
			for _, s := range owed {
				g.back += s.Qty
			}
		}
	}
	src.goods = slices.DeleteFunc(src.goods, func(g goods) bool { return g.back == 0 })
	if len(src.goods) == 0 {
		return nil, nil
	}
	return src, nil
}

// owner is the job whose goods are in a tote or parcel, nil for nobody's.
func owner(tx *store.Tx, p *place.Place) (*job.Job, error) {
	if p.Kind != place.KindParcel {
		return job.InTote(tx, p.ID)
	}
	parcel, err := job.GetParcel(tx, p.ID)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return nil, nil
	}
	if err != nil || parcel.Void || !parcel.Gone.IsZero() {
		return nil, err
	}
	return job.Get(tx, parcel.Order)
}

// fill reads what lies in the source.
func (s *source) fill(tx *store.Tx) error {
	for b, err := range ledger.Contents(tx, s.place.ID) {
		if err != nil {
			return err
		}
		g := s.find(b.Stock.Item)
		if g == nil {
			i, err := catalog.Get(tx, b.Stock.Item)
			if err != nil {
				return err
			}
			s.goods = append(s.goods, goods{item: i})
			g = &s.goods[len(s.goods)-1]
		}
		l := lying{stock: b.Stock, qty: b.Available()}
		if !b.Stock.Lot.IsZero() {
			if l.lot, err = ledger.GetLot(tx, b.Stock.Lot); err != nil {
				return err
			}
		}
		g.stocks = append(g.stocks, l)
	}
	return nil
}

// MaxTotes is how many waiting totes a screen shows and a menu counts.
const MaxTotes = 50

// sources are the totes and parcels of a site with goods to put back, but those
// that a picker or packer has in hand.
func sources(tx *store.Tx, site warehouse.SiteID) (all []*source, err error) {
	orders, err := owing(tx, site)
	if err != nil {
		return nil, err
	}
	for _, order := range orders {
		j, err := job.Get(tx, order)
		if err != nil {
			return nil, err
		}
		if j.State != job.Stopped && !j.Holder.IsZero() && tx.Now().Before(j.Until) {
			continue
		}
		places := slices.Clone(j.Totes)
		for p, err := range job.ParcelsOf(tx, order) {
			if err != nil {
				return nil, err
			}
			places = append(places, p.Place)
		}
		for _, id := range places {
			p, err := place.Get(tx, id)
			if err != nil {
				return nil, err
			}
			src, err := sourceOf(tx, site, p)
			if err != nil || len(all) == MaxTotes {
				return all, err
			}
			if src != nil {
				all = append(all, src)
			}
		}
	}
	return all, nil
}

// owing are the orders of a site of which something is to be put back.
func owing(tx *store.Tx, site warehouse.SiteID) (all []warehouse.OrderID, err error) {
	for l, err := range promise.Owed(tx, site) {
		if err != nil {
			return nil, err
		}
		if !slices.Contains(all, l.Order) {
			if all = append(all, l.Order); len(all) == MaxTotes {
				break
			}
		}
	}
	return all, nil
}

// doer is the floor.

func (d *doer) Source() *source                      { return d.src }
func (d *doer) Open(p *place.Place) (*source, error) { return sourceOf(d.tx, d.site, p) }
func (d *doer) Now() time.Time                       { return d.tx.Now() }

func (d *doer) Unit(item warehouse.ItemID, code scan.Code) (*ledger.Unit, error) {
	return ledger.UnitScanned(d.tx, item, code)
}

// Home is the bin that the goods came from, if they fit there still, or the one
// that is best for them.
func (d *doer) Home(st *state) (*place.Place, error) {
	i, err := catalog.Get(d.tx, st.Hand.Stock.Item)
	if err != nil {
		return nil, err
	}
	g := stow.Goods{Site: d.site, Stock: st.stock(), Load: stow.Of(i, st.Hand.Qty())}
	if st.Damaged {
		return stow.Find(d.tx, g, st.Not...)
	}
	from, err := cameFrom(d.tx, st.From, st.Hand.Stock)
	if err != nil {
		return nil, err
	}
	if from == nil {
		return stow.Find(d.tx, g, st.Not...)
	}
	apart, err := stow.Apart(d.tx, from, g.Stock)
	if err != nil {
		return nil, err
	}
	if apart == "" && from.Open() && !slices.Contains(st.Not, from.ID) {
		if ok, err := stow.Fits(d.tx, from, g.Load); err != nil || ok {
			return from, err
		}
	}
	g.Near = from.At.Walk
	return stow.Find(d.tx, g, st.Not...)
}

// Apart says in a code why what is in the hand may not lie in a bin.
func (d *doer) Apart(st *state, bin *place.Place) (string, error) {
	return stow.Apart(d.tx, bin, st.stock())
}

// Limits of how far the way of goods is followed back.
const (
	maxHops  = 4  // from parcel to tote to tote to bin
	maxMoves = 60 // of each place
)

// cameFrom is the bin from which a kind of stock last came into a tote or parcel,
// through others where it was packed and taken out again; nil when that is not
// known.
func cameFrom(tx *store.Tx, at warehouse.PlaceID, s warehouse.Stock) (*place.Place, error) {
	for range maxHops {
		m, err := lastInto(tx, at, s)
		if err != nil || m == nil {
			return nil, err
		}
		from, err := place.Get(tx, m.From)
		if err != nil || from.Kind == place.KindBin {
			return from, err
		}
		at = from.ID
	}
	return nil, nil
}

// lastInto is the last move that brought a kind of stock into a place and was
// not the undoing of another; nil when there is none.
func lastInto(tx *store.Tx, at warehouse.PlaceID, s warehouse.Stock) (*ledger.Move, error) {
	seen := 0
	for m, err := range ledger.History(tx, at, s) {
		if err != nil {
			return nil, err
		}
		if m.To == at && m.Undoes.IsZero() {
			return m, nil
		}
		if seen++; seen > maxMoves {
			break
		}
	}
	return nil, nil
}
