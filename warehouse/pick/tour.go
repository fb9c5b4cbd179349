package pick

import (
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// way is how to walk from one bin to another; nil where one of them is not
// known, or where it stands is not.
func way(g *ground, from, to *place.Place) *station.Way {
	if from == nil || to == nil || from.ID != to.ID && (unmeasured(from) || unmeasured(to)) {
		return nil
	}
	w := &station.Way{Turn: station.TurnAhead, Metres: metres(g.far(from, to))}
	switch {
	case from.ID == to.ID:
		w.Turn = station.TurnHere
	case from.Parent != to.Parent || from.At.Aisle != to.At.Aisle:
		w.Turn = station.TurnCorner
	case w.Metres == 0 && to.At.Side == place.SideRight:
		w.Turn = station.TurnRight
	case w.Metres == 0 && to.At.Side == place.SideLeft:
		w.Turn = station.TurnLeft
	case to.At.Walk < from.At.Walk:
		w.Turn = station.TurnBack
	}
	return w
}

// unmeasured says that nobody told where a bin stands: it came in a table of
// names, say.
func unmeasured(p *place.Place) bool {
	return p.At.X == 0 && p.At.Y == 0 && p.At.Z == 0 && p.At.Side == place.SideNone
}

// metres are whole ones, rounded up: nobody walks less than is said.
func metres(mm int64) int64 { return (mm + 999) / 1000 }

// lease is how long an order stays a picker's after a scan.
func (p Policy) lease() time.Duration { return time.Duration(p.LeaseMinutes) * time.Minute }

// walkTime is how long a walk of some length and stops takes.
func (p Policy) walkTime(mm int64, stops int) time.Duration {
	walking := time.Duration(mm) * time.Minute / time.Duration(int64(p.WalkSpeed)*1000)
	return walking + time.Duration(stops)*time.Duration(p.StopSeconds)*time.Second
}

// tour is the rest of the walk seen from above.
func (d *doer) tour(st *state) (*Tour, error) {
	rules, err := Rules.At(d.tx, d.site.ID)
	if err != nil {
		return nil, err
	}
	mm := length(d.w.ground, d.w.at, d.w.stops)
	t := &Tour{Minutes: int64((rules.walkTime(mm, len(d.w.stops)) + time.Minute - 1) / time.Minute), Metres: metres(mm), Orders: 1}
	if t.Bench, err = d.bench(); err != nil {
		return nil, err
	}
	walked := map[warehouse.PlaceID]bool{}
	var order []*place.Place
	for _, p := range st.Puts {
		if walked[p.Spot.Bin] {
			continue
		}
		walked[p.Spot.Bin] = true
		bin, err := place.Get(d.tx, p.Spot.Bin)
		if err != nil {
			return nil, err
		}
		order = append(order, bin)
	}
	for _, s := range d.w.stops {
		order = append(order, s.place)
	}
	for i, bin := range order {
		along, err := d.along(bin)
		if err != nil {
			return nil, err
		}
		t.add(bin, along, i < len(order)-len(d.w.stops))
	}
	return t, nil
}

// add marks a bin in its aisle.
func (t *Tour) add(bin *place.Place, along int, walked bool) {
	name := bin.At.Aisle
	if bin.At.Zone != "" {
		name = bin.At.Zone + " " + name
	}
	i := slices.IndexFunc(t.Aisles, func(a TourAisle) bool { return a.Name == name })
	if i < 0 {
		i = len(t.Aisles)
		t.Aisles = append(t.Aisles, TourAisle{Name: name})
	}
	list := &t.Aisles[i].Ahead
	if walked {
		list = &t.Aisles[i].Walked
	}
	if !slices.Contains(*list, along) {
		*list = append(*list, along)
	}
}

// along is how far along its aisle a bin lies, 0 at the near end and 1000 at the
// far one.
func (d *doer) along(bin *place.Place) (int, error) {
	near, far := bin.At.Y, bin.At.Y
	n, at := 0, 0
	for p, err := range place.Rack(d.tx, bin) {
		if err != nil {
			return 0, err
		}
		if p.ID == bin.ID {
			at = n
		}
		n++
		near, far = min(near, p.At.Y), max(far, p.At.Y)
	}
	switch {
	case far > near:
		return int((bin.At.Y - near) * 1000 / (far - near)), nil
	case n > 1:
		return at * 1000 / (n - 1), nil
	}
	return 500, nil
}
