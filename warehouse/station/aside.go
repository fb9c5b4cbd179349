package station

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Detour is a Flow that only looks and writes nothing. It does not end what the
// person was doing: that waits behind it, goods in the hand included, and goes on
// where it was when the Detour is left.
type Detour interface {
	Flow
	// Detour marks it.
	Detour()
}

// stepAside enters a Detour.
func (s *Session) stepAside(detour string) {
	if s.Aside.Flow == "" {
		s.Aside = aside{s.Flow, s.State}
	}
	s.Flow, s.State = detour, nil
}

// comeBack leaves a Detour for what waits behind it, and says whether there was
// something.
func (s *Session) comeBack() bool {
	if s.Aside.Flow == "" || flows[s.Aside.Flow] == nil {
		return false
	}
	s.Flow, s.State, s.Aside = s.Aside.Flow, s.Aside.State, aside{}
	return true
}

// behind is the session as it was before a Detour; without one it has no flow.
func (s *Session) behind() *Session {
	before := *s
	before.Flow, before.State = s.Aside.Flow, s.Aside.State
	return &before
}

// Waits is the flow that waits behind a Detour, "" for none.
func (s *Session) Waits() string { return s.Aside.Flow }

// Leave is what the action "menu" does: back to the menu, or out of a Detour.
func Leave(ctx context.Context, tx *store.Tx, s *Session) (Reply, error) { return leave(ctx, tx, s) }

// Holding is a Flow in which a person may have goods in the hand that are booked
// nowhere. They are not forgotten without a word: whoever leaves the flow with
// them is told first, and leaves by doing the same once more.
type Holding interface {
	Flow
	// InHand says what is in the hand, mostly by InHand; its Code is "" when
	// nothing is.
	InHand(tx *store.Tx, s *Session) (Message, error)
}

// holdsBack answers the first try to leave a flow by way of something when goods
// are in the hand. stays is false when nothing is, or it was said already.
func holdsBack(ctx context.Context, tx *store.Tx, s *Session, way string) (r Reply, stays bool, err error) {
	f, ok := flows[s.Flow].(Holding)
	if !ok || s.Warned == way {
		return r, false, nil
	}
	m, err := f.InHand(tx, s)
	if err != nil || m.Code == "" {
		return r, false, err
	}
	s.Warned = way
	r, err = again(ctx, tx, s, CueAttention, m)
	return r, true, err
}

// InHand is the sentence of goods in the hand; qty is in base units, zero for a
// carton that nobody has counted.
func InHand(i *catalog.Item, qty measure.Qty) Message {
	switch {
	case qty == 0:
		return Say("station.in_hand_some", "what", i.Name)
	case i.Unit == measure.Gram:
		return Say("station.in_hand_grams", "what", i.Name, "qty", int64(qty))
	}
	return Say("station.in_hand", "what", i.Name, "qty", int64(qty))
}

// ItemInHand is InHand of an item by its id; nothing for none.
func ItemInHand(tx *store.Tx, item warehouse.ItemID, qty measure.Qty) (Message, error) {
	if item.IsZero() {
		return Message{}, nil
	}
	i, err := catalog.Get(tx, item)
	if err != nil {
		return Message{}, err
	}
	return InHand(i, qty), nil
}

// CarrierInHand is the sentence of a container in the hands; nothing for none.
func CarrierInHand(tx *store.Tx, container warehouse.PlaceID) (Message, error) {
	if container.IsZero() {
		return Message{}, nil
	}
	p, err := place.Get(tx, container)
	if err != nil {
		return Message{}, err
	}
	return Say("station.in_hand_whole", "what", p.Name), nil
}
