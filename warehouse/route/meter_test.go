package route_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/routetest"
)

// TestMeterSaysHowLongTheTourIs: past any of the stops, on floors of every kind.
func TestMeterSaysHowLongTheTourIs(t *testing.T) {
	kinds := map[string]routetest.Floor{
		"long block":      {Crosses: 2, Aisles: 20, Cells: 40, Picks: 40},
		"long two blocks": {Crosses: 3, Aisles: 12, Cells: 20, Picks: 40},
	}
	for name, f := range floors {
		kinds[name] = f
	}
	for name, f := range kinds {
		t.Run(name, func(t *testing.T) {
			r, s, compared := seeded(t), new(route.Solver), 0
			made := 30
			if f.Crosses > 4 { // each Meter that is not plain learns thousands of frontiers anew
				made = 8
			}
			for range made {
				l, trip := f.Make(r)
				m, err := route.NewMeter(l, trip.Start, trip.End, trip.Stops)
				if err != nil {
					if _, err := s.Tour(l, trip); !errors.Is(err, route.ErrUnreachable) {
						t.Fatalf("the tour is possible: %v\n%+v\n%+v", err, l, trip)
					}
					continue
				}
				m = m.Fork()
				for range 10 {
					some := *trip
					some.Stops = nil
					for i := range trip.Stops {
						if r.IntN(2) == 0 {
							some.Stops = append(some.Stops, trip.Stops[i])
						}
					}
					if len(some.Stops) == 0 {
						continue
					}
					want, err := s.Tour(l, &some)
					if got := m.Length(m.Set(some.Stops)); err != nil || got != want.Length {
						t.Fatalf("%d, want %d (%v)\n%+v\n%+v", got, want.Length, err, l, some)
					}
					compared++
				}
			}
			if compared < made {
				t.Errorf("only %d tours were compared", compared)
			}
		})
	}
}

// TestMeterOfNothing: nobody walks for nothing, and a stop elsewhere is said.
func TestMeterOfNothing(t *testing.T) {
	l := &route.Layout{Cross: []route.Length{0, 10}, Aisles: []route.Aisle{{X: 0}, {X: 5}}}
	m, err := route.NewMeter(l, route.Point{At: -3}, route.Point{At: -3}, []route.Stop{{Aisle: 1, At: 4}})
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Length(m.Empty()); got != 0 {
		t.Errorf("past nothing it is %d", got)
	}
	if got := m.Length(m.Set([]route.Stop{{Aisle: 1, At: 4}})); got != 2*(3+5+4) {
		t.Errorf("past one stop it is %d", got)
	}
	_, err = route.NewMeter(l, route.Point{}, route.Point{}, []route.Stop{{}, {Aisle: 2}})
	if where := new(route.PointError); !errors.As(err, &where) || where.Stop != 1 || !errors.Is(err, route.ErrOutside) {
		t.Errorf("%v", err)
	}
}

// BenchmarkMeter is a cart of 30 stops in 10 aisles.
func BenchmarkMeter(b *testing.B) {
	for blocks := 1; blocks <= 2; blocks++ {
		b.Run([]string{"", "one block", "two blocks"}[blocks], func(b *testing.B) {
			l, trip := routetest.Block(rand.New(rand.NewPCG(6, 26)), blocks, 10, 45, 30)
			m, err := route.NewMeter(l, trip.Start, trip.End, trip.Stops)
			if err != nil {
				b.Fatal(err)
			}
			set := m.Set(trip.Stops)
			b.ReportAllocs()
			for b.Loop() {
				m.Length(set)
			}
		})
	}
}
