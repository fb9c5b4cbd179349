package move

import (
	"context"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/stow"
)

// FlowCarry is the flow that carries a whole container: its scan, then that of
// the place where it is put down. It draws the same View: StepTotes waits for a
// container, StepGo for a place.
const FlowCarry = "carry"

// carrying is the flow of whole containers.
type carrying struct{}

var _ = station.Register(carrying{})

func (carrying) Name() string       { return FlowCarry }
func (carrying) Right() staff.Right { return RightWork }

// Waiting is none: people carry what they see.
func (carrying) Waiting(*store.Tx, warehouse.SiteID) (int, error) { return 0, nil }

// Busy says that a container is in the hands.
func (carrying) Busy(s *station.Session) (bool, error) {
	l, err := station.Load[load](s)
	return !l.Container.IsZero(), err
}

// InHand is the container in the hands.
func (carrying) InHand(tx *store.Tx, s *station.Session) (station.Message, error) {
	l, err := station.Load[load](s)
	if err != nil {
		return station.Message{}, err
	}
	return station.CarrierInHand(tx, l.Container)
}

// load is what a session remembers of carrying.
type load struct {
	Container warehouse.PlaceID `json:"container,omitzero"` // in the hands
	Done      []carried         `json:"done,omitempty"`     // newest last
}

// carried is one carry, to be taken back.
type carried struct {
	Container warehouse.PlaceID `json:"container"`
	From      warehouse.PlaceID `json:"from,omitzero"`
	To        warehouse.PlaceID `json:"to"`
}

// step is the screen of a load.
func (l *load) step() Step {
	if l.Container.IsZero() {
		return StepTotes
	}
	return StepGo
}

// Begin goes on with what is in the hands.
func (c carrying) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return c.Show(ctx, tx, s)
}

// Show draws what is in the hands.
func (carrying) Show(_ context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	l, err := station.Load[load](s)
	if err != nil {
		return station.Reply{}, err
	}
	return l.reply(tx, s, station.CueOK, station.Say("carry.scan"))
}

// verb is what a scan of a place means for a load.
type verb uint8

const (
	nothing verb = iota
	takeUp       // the container is in the hands now
	setDown      // it stands there now
	full         // another container is in the hands
)

// judge says what the scan of a place means: the first container is taken up;
// then a bin, a cart or a pallet is where it is put down. A tote or parcel is
// taken up when the first stands: it would be forgotten in the hands.
func (l *load) judge(p *place.Place) verb {
	switch {
	case p == nil, p.ID == l.Container:
		return nothing
	case l.Container.IsZero() && p.Kind.Carried():
		return takeUp
	case p.Kind == place.KindTote, p.Kind == place.KindParcel:
		return full
	case !l.Container.IsZero():
		return setDown
	}
	return nothing
}

// Use judges one meaning of a code.
func (carrying) Use(_ context.Context, _ *store.Tx, s *station.Session, in *station.Scanned) (station.Use, error) {
	l, err := station.Load[load](s)
	if err != nil {
		return station.Useless, err
	}
	p, _ := in.Place(place.KindBin, place.KindTote, place.KindPallet, place.KindCart, place.KindParcel)
	if v := l.judge(p); v == takeUp || v == setDown {
		return station.Useful, nil
	}
	return station.Useless, nil
}

// Scan takes a container up, or puts it down.
func (carrying) Scan(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	if len(in.Things) > 1 { // none of them is of use
		return station.Unknown(ctx, tx, s, in)
	}
	l, err := station.Load[load](s)
	if err != nil {
		return station.Reply{}, err
	}
	p, _ := in.Place(place.KindBin, place.KindTote, place.KindPallet, place.KindCart, place.KindParcel)
	switch l.judge(p) {
	case takeUp:
		l.Container = p.ID
		return l.reply(tx, s, station.CueOK, station.Say("carry.up", "name", p.Name))
	case setDown:
		return l.setDown(tx, s, p)
	case full:
		return l.reply(tx, s, station.CueWrong, station.Say("carry.hands_full", "name", p.Name))
	}
	return l.reply(tx, s, station.CueWrong, station.Say("carry.not_now", "code", in.Text()))
}

// setDown carries the container in the hands to a place. What the ledger refuses,
// a circle, a tower or another site, is told as it says it, and nothing is kept.
func (l load) setDown(tx *store.Tx, s *station.Session, p *place.Place) (station.Reply, error) {
	if !p.Open() {
		return l.reply(tx, s, station.CueWrong, station.Say("putback.blocked", "place", p.Name))
	}
	weight, err := stow.In(tx, l.Container)
	if err != nil {
		return station.Reply{}, err
	}
	fits, err := stow.Fits(tx, p, weight)
	if err != nil {
		return station.Reply{}, err
	}
	c := carried{Container: l.Container, To: p.ID}
	if c.From, err = ledger.Where(tx, c.Container); err != nil {
		return station.Reply{}, err
	}
	if err := c.stand(tx, c.From, c.To); err != nil {
		return station.Reply{}, err
	}
	l.Container = warehouse.PlaceID{}
	l.Done = station.Remember(l.Done, c, MaxUndo)
	if !fits {
		return l.reply(tx, s, station.CueAttention, station.Say("putback.over", "place", p.Name))
	}
	return l.reply(tx, s, station.CueDone, station.Say("carry.down", "place", p.Name))
}

// stand makes the container stand at another place and tells of it.
func (c *carried) stand(tx *store.Tx, from, to warehouse.PlaceID) error {
	if err := ledger.Stand(tx, c.Container, to, time.Time{}); err != nil {
		return err
	}
	about := []journal.Subject{aboutPlace(c.Container)}
	for _, p := range []warehouse.PlaceID{from, to} {
		if !p.IsZero() {
			about = append(about, aboutPlace(p))
		}
	}
	return CarriedKind.Record(tx, Carried{c.Container, from, to}, about...)
}

// Touch takes the last carry back, or the hands off the container.
func (carrying) Touch(_ context.Context, tx *store.Tx, s *station.Session, action string, _ map[string]string) (station.Reply, error) {
	l, err := station.Load[load](s)
	if err != nil {
		return station.Reply{}, err
	}
	if !slices.Contains(l.offers(), action) {
		return l.reply(tx, s, station.CueWrong, station.Say("putback.no_action"))
	}
	if action == ActBack || !l.Container.IsZero() {
		l.Container = warehouse.PlaceID{}
		return l.reply(tx, s, station.CueOK, station.Say("carry.scan"))
	}
	c := l.Done[len(l.Done)-1]
	at, err := ledger.Where(tx, c.Container)
	if err != nil {
		return station.Reply{}, err
	}
	if at != c.To {
		return l.reply(tx, s, station.CueWrong, station.Say("carry.undo_gone"))
	}
	if err := c.stand(tx, c.To, c.From); err != nil {
		return station.Reply{}, err
	}
	l.Done, l.Container = l.Done[:len(l.Done)-1], c.Container
	return l.reply(tx, s, station.CueOK, station.Say("putback.undone"))
}

func (l *load) offers() []string {
	switch {
	case !l.Container.IsZero():
		return []string{ActUndo, ActBack}
	case len(l.Done) > 0:
		return []string{ActUndo}
	}
	return nil
}

// reply keeps the load and draws it.
func (l *load) reply(tx *store.Tx, s *station.Session, cue station.Cue, m station.Message) (station.Reply, error) {
	if err := station.Keep(s, *l); err != nil {
		return station.Reply{}, err
	}
	v := View{Step: l.step(), Actions: station.Actions(l.offers())}
	err := l.draw(tx, &v)
	if err != nil {
		return station.Reply{}, err
	}
	return station.Answer(cue, FlowCarry, string(v.Step), v, m)
}

// shownCarries is how many of the last carries a screen shows.
const shownCarries = 3

// draw draws the container in the hands with what lies in it, or where the last
// ones were put.
func (l *load) draw(tx *store.Tx, v *View) error {
	if !l.Container.IsZero() {
		w, err := standing(tx, l.Container)
		if err != nil {
			return err
		}
		v.Tote, v.Order, v.Place = &w.Tote, w.Order, w.Place
		v.Left, err = inside(tx, l.Container)
		return err
	}
	for _, c := range slices.Backward(l.Done[max(0, len(l.Done)-shownCarries):]) {
		w, err := standing(tx, c.Container)
		if err != nil {
			return err
		}
		v.Totes = append(v.Totes, w)
	}
	return nil
}

// standing draws a container: whose it is, how much is in it, where it stands.
func standing(tx *store.Tx, container warehouse.PlaceID) (w Waiting, err error) {
	p, err := place.Get(tx, container)
	if err != nil {
		return w, err
	}
	in, err := stow.In(tx, container)
	if err != nil {
		return w, err
	}
	w.Tote = station.ShowTote(p, measure.Qty(in.Units))
	j, err := owner(tx, p)
	if err != nil {
		return w, err
	}
	if j != nil {
		w.Order = j.Number
	}
	at, err := ledger.Where(tx, container)
	if err != nil || at.IsZero() {
		return w, err
	}
	stands, err := place.Get(tx, at)
	if err == nil {
		w.Place = stands.Name
	}
	return w, err
}

// inside lists what lies in a container itself, lots of an item added up.
func inside(tx *store.Tx, container warehouse.PlaceID) (all []Line, err error) {
	for b, err := range ledger.Contents(tx, container) {
		if err != nil {
			return nil, err
		}
		i, err := catalog.Get(tx, b.Stock.Item)
		if err != nil {
			return nil, err
		}
		item := station.ShowItem(i)
		if n := len(all); n > 0 && all[n-1].Item.ID == item.ID {
			all[n-1].Qty += int64(b.OnHand())
			continue
		}
		all = append(all, Line{item, int64(b.OnHand())})
	}
	return all, nil
}
