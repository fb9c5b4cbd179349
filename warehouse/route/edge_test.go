package route_test

import (
	"errors"
	"slices"
	"testing"

	"warehouse-node/warehouse/route"
)

// grid is three aisles 10 apart and a cross-aisle every 100.
func grid(crosses int) *route.Layout {
	l := &route.Layout{Aisles: []route.Aisle{{X: 0}, {X: 10}, {X: 20}}}
	for k := range crosses {
		l.Cross = append(l.Cross, route.Length(100*k))
	}
	return l
}

// TestByHand: tours whose length one sees.
func TestByHand(t *testing.T) {
	at := func(aisle int, at route.Length) route.Stop { return route.Stop{Aisle: aisle, At: at} }
	blocked := grid(2)
	blocked.Aisles[1].Blocked = []route.Length{50}
	shut := grid(2)
	shut.Shut = []route.Piece{{Cross: 0, Aisle: 0}}
	for name, row := range map[string]struct {
		l     *route.Layout
		trip  route.Trip
		far   route.Length
		order []int
	}{
		"nothing to do":        {grid(2), route.Trip{}, 0, nil},
		"only to the end":      {grid(2), route.Trip{End: route.Point{Aisle: 2, At: 100}}, 120, nil},
		"there and back":       {grid(2), route.Trip{Stops: []route.Stop{at(0, 30)}}, 60, []int{0}},
		"one cross-aisle":      {grid(1), route.Trip{Stops: []route.Stop{at(2, 30), at(2, -20)}}, 140, nil},
		"round the block":      {grid(2), route.Trip{Stops: []route.Stop{at(0, 90), at(1, 90)}}, 220, []int{0, 1}},
		"the middle is nearer": {grid(3), route.Trip{Stops: []route.Stop{at(0, 90), at(1, 90)}}, 220, []int{0, 1}},
		"within an aisle": {grid(2), route.Trip{
			Start: route.Point{At: 40}, End: route.Point{At: 60}, Stops: []route.Stop{at(0, 30), at(0, 70)},
		}, 60, []int{0, 1}},
		"between two aisles": {grid(2), route.Trip{
			Start: route.Point{Off: 4}, End: route.Point{Aisle: 1, Off: -6}, Stops: []route.Stop{at(1, 5)},
		}, 22, []int{0}},
		"left of all": {grid(2), route.Trip{
			Start: route.Point{Off: -7}, End: route.Point{Off: -7}, Stops: []route.Stop{at(0, 0)},
		}, 14, []int{0}},
		"past the block":       {blocked, route.Trip{Stops: []route.Stop{at(1, 40), at(1, 60)}}, 4*10 + 2*100 + 2*80, nil},
		"the cross-aisle shut": {shut, route.Trip{Stops: []route.Stop{at(1, 1)}}, 2 * (100 + 10 + 99), nil},
		"twice in one place":   {grid(2), route.Trip{Stops: []route.Stop{at(1, 7), at(1, 7)}}, 34, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := solved(t, new(route.Solver), row.l, &row.trip)
			if !ok || got.Length != row.far || row.order != nil && !slices.Equal(got.Order, row.order) {
				t.Errorf("%v %d by %v, want %d by %v", ok, got.Length, got.Order, row.far, row.order)
			}
		})
	}
}

// TestRefused: what is wrong is named.
func TestRefused(t *testing.T) {
	walled := grid(2)
	walled.Aisles[1].Blocked = []route.Length{20, 80}
	long := grid(2)
	long.Aisles[2].X = route.MaxLength + 1
	unequal := grid(2)
	unequal.Aisles[1].Cross = []route.Length{1}
	for name, row := range map[string]struct {
		l    *route.Layout
		trip route.Trip
		why  error
		stop int
	}{
		"no aisles":         {&route.Layout{Cross: []route.Length{0}}, route.Trip{}, route.ErrLayout, 0},
		"no cross-aisle":    {grid(0), route.Trip{}, route.ErrLayout, 0},
		"too many":          {grid(route.MaxCross + 1), route.Trip{}, route.ErrLayout, 0},
		"too long":          {long, route.Trip{}, route.ErrLayout, 0},
		"unequal":           {unequal, route.Trip{}, route.ErrLayout, 0},
		"no such aisle":     {grid(2), route.Trip{Stops: []route.Stop{{}, {Aisle: 3}}}, route.ErrOutside, 1},
		"start in the rack": {grid(2), route.Trip{Start: route.Point{At: 50, Off: 3}}, route.ErrOutside, route.AtStart},
		"end past an aisle": {grid(2), route.Trip{End: route.Point{Off: 10}}, route.ErrOutside, route.AtEnd},
		"walled in":         {walled, route.Trip{Stops: []route.Stop{{At: 1}, {Aisle: 1, At: 50}}}, route.ErrUnreachable, 1},
		"end walled in":     {walled, route.Trip{End: route.Point{Aisle: 1, At: 50}}, route.ErrUnreachable, route.AtEnd},
		"in the pallet":     {walled, route.Trip{Stops: []route.Stop{{Aisle: 1, At: 20}}}, route.ErrUnreachable, 0},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := route.Shortest(row.l, &row.trip)
			var where *route.PointError
			if !errors.Is(err, row.why) || row.why != route.ErrLayout && (!errors.As(err, &where) || where.Stop != row.stop) {
				t.Errorf("%v, want %v at %d", err, row.why, row.stop)
			}
		})
	}
}

// TestRulesNeedAPlainFloor: where the rules say nothing, they say so.
func TestRulesNeedAPlainFloor(t *testing.T) {
	blocked := grid(2)
	blocked.Aisles[0].Blocked = []route.Length{50}
	stop := []route.Stop{{Aisle: 0, At: 10}}
	for name, row := range map[string]struct {
		l    *route.Layout
		trip route.Trip
	}{
		"a hurdle":           {blocked, route.Trip{Stops: stop}},
		"one cross-aisle":    {grid(1), route.Trip{Stops: stop}},
		"from the middle":    {grid(3), route.Trip{Start: route.Point{At: 100}, End: route.Point{At: 100}, Stops: stop}},
		"to another place":   {grid(2), route.Trip{End: route.Point{Aisle: 1}, Stops: stop}},
		"stop in a dead end": {grid(2), route.Trip{Stops: []route.Stop{{At: 130}}}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := new(route.Solver).Rule(route.SShape, row.l, &row.trip); !errors.Is(err, route.ErrRule) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestRulesByHand: what each rule walks on one floor.
func TestRulesByHand(t *testing.T) {
	l := grid(2)
	trip := &route.Trip{Stops: []route.Stop{{Aisle: 0, At: 30}, {Aisle: 1, At: 40}, {Aisle: 1, At: 95}, {Aisle: 2, At: 20}}}
	for rule, want := range map[route.Rule]route.Length{
		route.SShape:     100 + 10 + 100 + 10 + 40 + 20,
		route.Return:     60 + 10 + 190 + 10 + 40 + 20,
		route.Midpoint:   100 + 10 + 10 + 10 + 100 + 10 + 80 + 10,
		route.LargestGap: 100 + 10 + 10 + 10 + 100 + 10 + 80 + 10,
		route.Combined:   100 + 10 + 100 + 10 + 40 + 20,
	} {
		if got, err := new(route.Solver).Rule(rule, l, trip); err != nil || got.Length != want {
			t.Errorf("%v: %d, want %d: %v", rule, got.Length, want, err)
		}
	}
}
