package look

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// RightRead lets a person look: the right of everybody who reads stock.
const RightRead staff.Right = "stock.read"

// looking is the flow.
type looking struct{}

var _ = station.Register(looking{})

func (looking) Name() string       { return Flow }
func (looking) Right() staff.Right { return RightRead }

// Detour marks it: it ends nothing.
func (looking) Detour() {}

// Waiting is none: people look when they want to know.
func (looking) Waiting(*store.Tx, warehouse.SiteID) (int, error) { return 0, nil }

// Begin waits for a scan, or shows again what was looked at.
func (l looking) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return l.Show(ctx, tx, s)
}

// Show draws what is looked at as it is now.
func (looking) Show(_ context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Reply{}, err
	}
	return st.reply(tx, s, station.CueOK, station.Say("look.scan"))
}

// Scan looks at what a code means. One that means nothing leaves the picture.
func (looking) Scan(_ context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Reply{}, err
	}
	found, err := meant(tx, s.Site, in)
	if err != nil {
		return station.Reply{}, err
	}
	switch len(found) {
	case 0:
		return st.reply(tx, s, station.CueWrong, station.Say("look.unknown", "code", in.Text()))
	case 1:
		st = state{Thing: found[0]}
		return st.reply(tx, s, station.CueOK, station.Say("look.shown"))
	}
	st = state{Choices: found[:min(len(found), maxChoices)]}
	return st.reply(tx, s, station.CueAttention, station.Say("look.ambiguous", "code", in.Text()))
}

// maxChoices is how many meanings of one code are offered; the first nine have a
// digit. Many lots may have one code, and the likeliest stand first.
const maxChoices = 12

// Touch chooses one of several things, by its place in the list or by the digit
// that is scanned, or leaves.
func (looking) Touch(ctx context.Context, tx *store.Tx, s *station.Session, action string, args map[string]string) (station.Reply, error) {
	st, err := station.Load[state](s)
	if err != nil {
		return station.Reply{}, err
	}
	if action == ActBack {
		return station.Leave(ctx, tx, s)
	}
	if n, chosen := station.Chosen(action, args, len(st.Choices)); chosen {
		st = state{Thing: st.Choices[n]}
		return st.reply(tx, s, station.CueOK, station.Say("look.shown"))
	}
	return st.reply(tx, s, station.CueWrong, station.Say("look.no_action"))
}

// state is what a session remembers of looking.
type state struct {
	Thing   thing   `json:"thing,omitzero"`
	Choices []thing `json:"choices,omitempty"`
}

// thing is what is looked at. Exactly one of Place, Item and Order holds; of an
// item also the lot or the piece that the scan told.
type thing struct {
	Place  warehouse.PlaceID `json:"place,omitzero"`
	Item   warehouse.ItemID  `json:"item,omitzero"`
	Lot    warehouse.LotID   `json:"lot,omitzero"`
	Unit   warehouse.UnitID  `json:"unit,omitzero"`
	Order  warehouse.OrderID `json:"order,omitzero"`
	Number string            `json:"number,omitempty"` // of the order
}

// step is the screen of a state.
func (st *state) step() Step {
	switch {
	case len(st.Choices) > 0:
		return StepChoose
	case !st.Thing.Place.IsZero():
		return StepPlace
	case !st.Thing.Item.IsZero():
		return StepItem
	case !st.Thing.Order.IsZero():
		return StepOrder
	}
	return StepScan
}

// offers are the actions of a screen: the way back, where something waits.
func offers(s *station.Session) []string {
	if s.Waits() != "" {
		return []string{ActBack}
	}
	return nil
}

// reply keeps what is looked at and draws it.
func (st *state) reply(tx *store.Tx, s *station.Session, cue station.Cue, m station.Message) (station.Reply, error) {
	if err := station.Keep(s, *st); err != nil {
		return station.Reply{}, err
	}
	p, err := newPicture(tx, s.Site)
	if err != nil {
		return station.Reply{}, err
	}
	v := View{Step: st.step(), Waits: s.Waits(), Actions: station.Actions(offers(s))}
	if err := p.draw(&v, st); err != nil {
		return station.Reply{}, err
	}
	return station.Answer(cue, Flow, string(v.Step), v, m)
}

// draw draws what is looked at.
func (p *picture) draw(v *View, st *state) (err error) {
	switch at := &st.Thing; v.Step {
	case StepPlace:
		return p.place(v, at.Place)
	case StepItem:
		return p.item(v, at)
	case StepOrder:
		return p.order(v, at)
	case StepChoose:
		for i := range st.Choices {
			c, err := p.choice(&st.Choices[i])
			if err != nil {
				return err
			}
			v.Choices = append(v.Choices, c)
		}
	}
	return nil
}

// choice says what one of several things is.
func (p *picture) choice(t *thing) (c station.Choice, err error) {
	switch {
	case !t.Place.IsZero():
		at, err := place.Get(p.tx, t.Place)
		if err != nil {
			return c, err
		}
		return station.ChoiceOfPlace(at), nil
	case !t.Order.IsZero():
		return station.ChoiceOfOrder(t.Number), nil
	}
	i, err := catalog.Get(p.tx, t.Item)
	if err != nil {
		return c, err
	}
	c = station.ChoiceOfItem(i)
	if t.Lot.IsZero() {
		return c, nil
	}
	l, err := ledger.GetLot(p.tx, t.Lot)
	if err == nil {
		c.Expiry = l.Expiry.String()
	}
	return c, err
}
