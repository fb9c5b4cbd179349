package look

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// place draws what is here: what lies in a place, what stands in it, and what came
// and went last.
func (p *picture) place(v *View, id warehouse.PlaceID) error {
	at, err := p.spot(id)
	if err != nil || at == nil {
		return err
	}
	v.Place = &Place{Spot: at.shown, Blocked: at.Blocked}
	if at.Kind == place.KindBin && at.Use != place.UseNone {
		v.Place.Use = purposes[at.Use]
	}
	if at.job != nil {
		v.Place.Order, v.Place.State = at.job.Number, string(at.job.State)
	}
	if at.box != nil {
		v.Place.State = stateOf(at.box)
	}
	if err := p.contents(v, at); err != nil {
		return err
	}
	if err := p.inside(v, at); err != nil {
		return err
	}
	return p.moves(v, at)
}

// purposes are the words of what a bin is for, as the office has them.
var purposes = map[place.Use]string{
	place.PickFace: "pick", place.Reserve: "reserve", place.Dock: "dock", place.Staging: "staging", place.PackBench: "pack",
	place.Quarantine: "quarantine", place.Hospital: "damaged", place.Virtual: "other",
}

// stateOf is how far a parcel is.
func stateOf(box *job.Parcel) string {
	switch {
	case box.Void:
		return "apart"
	case !box.Gone.IsZero():
		return "left"
	case !box.Closed.IsZero():
		return "closed"
	}
	return "open"
}

// contents lists what lies in a place.
func (p *picture) contents(v *View, at *spot) error {
	for b, err := range ledger.Contents(p.tx, at.ID) {
		if err != nil {
			return err
		}
		if v.Place.Kinds++; v.Place.Kinds > MaxLines {
			v.More++
			continue
		}
		l, err := p.lies(b)
		if err != nil {
			return err
		}
		row, err := p.line(l)
		if err != nil {
			return err
		}
		i, err := p.goods(b.Stock.Item)
		if err != nil {
			return err
		}
		item := station.ShowItem(i)
		row.Item = &item
		v.Lines = append(v.Lines, row)
	}
	return nil
}

// inside lists the containers that stand in a place.
func (p *picture) inside(v *View, at *spot) error {
	for s, err := range ledger.StandingIn(p.tx, at.ID) {
		if err != nil {
			return err
		}
		if len(v.Place.Inside) == MaxInside {
			v.Place.Others++
			continue
		}
		c, err := place.Get(p.tx, s.Container)
		if err != nil {
			return err
		}
		units, err := p.units(c.ID)
		if err != nil {
			return err
		}
		v.Place.Inside = append(v.Place.Inside, station.ShowTote(c, units))
	}
	return nil
}

// units is how much lies in a container itself.
func (p *picture) units(container warehouse.PlaceID) (sum measure.Qty, err error) {
	for b, err := range ledger.Contents(p.tx, container) {
		if err != nil {
			return 0, err
		}
		sum += b.OnHand()
	}
	return sum, nil
}

// moves lists what came to a place and went from it last.
func (p *picture) moves(v *View, at *spot) error {
	all, err := ledger.Recent(p.tx, at.ID, MaxMoves)
	if err != nil {
		return err
	}
	for _, m := range all {
		row, err := p.move(m, at.ID)
		if err != nil {
			return err
		}
		v.Moves = append(v.Moves, row)
	}
	return nil
}

// move draws a move as it is seen from a place.
func (p *picture) move(m *ledger.Move, at warehouse.PlaceID) (row Move, err error) {
	i, err := p.goods(m.Stock.Item)
	if err != nil {
		return row, err
	}
	item := station.ShowItem(i)
	row = Move{At: m.Happened, Name: item.Name, Note: item.Differs.Value, Unit: item.Unit, Qty: int64(m.Qty), Came: m.To == at}
	other := m.To
	if row.Came {
		other = m.From
	}
	if world := place.World(other); world != nil {
		row.World = world.Name
	} else if there, err := p.spot(other); err != nil {
		return row, err
	} else if there != nil {
		row.Other = there.Name
	}
	row.Who, err = station.ShowPerson(p.tx, m.Person)
	return row, err
}
