package ledger

import (
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// MaxDepth is how deep containers may stand in containers: a tote on a cart on
// a pallet in a bin.
const MaxDepth = 4

// Carry is a container that went from one place to another with all that is in
// it. It is never changed.
type Carry struct {
	ID        CarryID
	Container warehouse.PlaceID
	From, To  warehouse.PlaceID // zero for nowhere yet
	Happened  time.Time
	Posted    time.Time
	Person    warehouse.PersonID
	Command   string
	before    CarryID
}

func carryRow(r *store.Row, c *Carry) {
	ident.Field(r, 1, &c.ID)
	ident.Field(r, 2, &c.Container)
	ident.Field(r, 3, &c.From)
	ident.Field(r, 4, &c.To)
	store.Time(r, 5, &c.Happened)
	store.Time(r, 6, &c.Posted)
	ident.Field(r, 7, &c.Person)
	store.Text(r, 8, &c.Command)
	ident.Field(r, 9, &c.before)
}

// Standing is where a container is now.
type Standing struct {
	Container warehouse.PlaceID
	At        warehouse.PlaceID
	last      CarryID
}

func standingRow(r *store.Row, s *Standing) {
	ident.Field(r, 1, &s.Container)
	ident.Field(r, 2, &s.At)
	ident.Field(r, 3, &s.last)
}

var (
	carries   = store.NewTable("ledger.carries", func(c *Carry) CarryID { return c.ID }, carryRow).AppendOnly()
	standings = store.NewTable("ledger.standing", func(s *Standing) warehouse.PlaceID { return s.Container }, standingRow)
	standIn   = store.NewIndex(standings, "at", func(s *Standing) []warehouse.PlaceID {
		if s.At.IsZero() {
			return nil
		}
		return []warehouse.PlaceID{s.At}
	})
)

// Where is the place a container stands in; zero for nowhere.
func Where(tx *store.Tx, container warehouse.PlaceID) (warehouse.PlaceID, error) {
	s, err := standings.Find(tx, container)
	if err != nil || s == nil {
		return warehouse.PlaceID{}, err
	}
	return s.At, nil
}

// StandingIn walks the containers that stand directly in a place.
func StandingIn(tx *store.Tx, at warehouse.PlaceID) iter.Seq2[*Standing, error] {
	return standIn.Each(tx, at)
}

// Root is the place on which a place rests in the end: itself for a bin, and a
// container that stands nowhere.
func Root(tx *store.Tx, id warehouse.PlaceID) (*place.Place, error) {
	for range MaxDepth + 1 {
		p, err := place.Get(tx, id)
		if err != nil || !p.Kind.Carried() {
			return p, err
		}
		at, err := Where(tx, id)
		if err != nil || at.IsZero() {
			return p, err
		}
		id = at
	}
	return nil, fault.New(fault.Invalid, "ledger.too_deep", "place", id, "max", MaxDepth)
}

// Stand carries a container with all that is in it to another place, and what
// may be sold follows. That it stands there already is no carry and no error.
// Invalid for what is no container, for a circle, for more than MaxDepth, and
// for another site: goods go there by shipment.
func Stand(tx *store.Tx, container, to warehouse.PlaceID, happened time.Time) error {
	c, err := place.Get(tx, container)
	if err != nil {
		return err
	}
	if !c.Kind.Carried() {
		return fault.New(fault.Invalid, "ledger.no_container", "name", c.Name)
	}
	s, err := standings.Find(tx, container)
	if err != nil {
		return err
	}
	if s == nil {
		s = &Standing{Container: container}
	}
	if s.At == to {
		return nil
	}
	if err := mayStand(tx, c, to); err != nil {
		return err
	}
	row := &Carry{
		ID: CarryID(tx.Mint()), Container: container, From: s.At, To: to, Happened: happened, Posted: tx.Now(),
		Person: tx.Origin().Person, Command: tx.Origin().Command, before: s.last,
	}
	if row.Happened.IsZero() || row.Happened.After(row.Posted) {
		row.Happened = row.Posted
	}
	return reflag(tx, container, func() error {
		s.At, s.last = to, row.ID
		if err := standings.Put(tx, s); err != nil {
			return err
		}
		return carries.Insert(tx, row)
	})
}

// mayStand refuses circles, towers and other sites.
func mayStand(tx *store.Tx, c *place.Place, to warehouse.PlaceID) error {
	if to.IsZero() {
		return nil
	}
	above := 1 // c itself
	for at := to; ; above++ {
		p, err := place.Get(tx, at)
		if err != nil {
			return err
		}
		if !p.Kind.Holds() && p.Kind != place.KindStation || p.Kind == place.KindWorld {
			return fault.New(fault.Invalid, "ledger.cannot_stand", "name", c.Name, "place", p.Name)
		}
		if p.ID == c.ID {
			return fault.New(fault.Invalid, "ledger.circle", "name", c.Name)
		}
		if !p.Kind.Carried() {
			if p.Site != c.Site {
				return fault.New(fault.Invalid, "ledger.other_site", "name", c.Name, "place", p.Name)
			}
			break
		}
		if at, err = Where(tx, at); err != nil || at.IsZero() {
			if err != nil {
				return err
			}
			above++
			break
		}
	}
	below, err := height(tx, c.ID)
	if err != nil {
		return err
	}
	if above+below > MaxDepth {
		return fault.New(fault.Invalid, "ledger.too_deep", "name", c.Name, "max", MaxDepth)
	}
	return nil
}

// height is how many containers stand in each other inside c.
func height(tx *store.Tx, c warehouse.PlaceID) (int, error) {
	high := 0
	for s, err := range StandingIn(tx, c) {
		if err != nil {
			return 0, err
		}
		h, err := height(tx, s.Container)
		if err != nil {
			return 0, err
		}
		high = max(high, h+1)
	}
	return high, nil
}
