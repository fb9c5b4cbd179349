// Package routetest makes floors and trips, and checks tours in ways that share
// nothing with those of package route: whoever changes a method there proves it
// with these.
//
// It keeps true: the same random source makes the same floor; Shortest assumes
// nothing of what a tour looks like but that no way is walked three times.
//
// # Why
//
// A check by the method it checks proves nothing. Route grows tours aisle by
// aisle with tables; here they are grown way by way with maps, which is slow and
// short enough to be believed.
package routetest

import (
	"fmt"
	"math/rand/v2"

	"warehouse-node/warehouse/route"
)

// Floor says what to make.
type Floor struct {
	Crosses, Aisles, Cells, Picks int
	// Uneven aisles lie at any distance, are of any length and have dead ends.
	Uneven bool
	// Hurdles are blocked points of aisles and shut pieces of cross-aisles.
	Hurdles int
	// Apart lets a trip start and end anywhere, between two aisles too; else it
	// does both at an end of an aisle.
	Apart bool
	// OneWay makes aisles one-way, in turn up and down, but every third.
	OneWay bool
}

const cell = route.Length(10)

// Make makes a layout and a trip. The sizes are upper bounds, all but Crosses.
func (f Floor) Make(r *rand.Rand) (*route.Layout, *route.Trip) {
	l := &route.Layout{}
	cells := 1 + r.IntN(f.Cells)
	for k := range f.Crosses {
		l.Cross = append(l.Cross, route.Length(k)*route.Length(cells+1)*cell)
	}
	x := route.Length(0)
	for range 1 + r.IntN(f.Aisles) {
		x += 5 * cell
		a := route.Aisle{X: x}
		if f.Uneven {
			x += route.Length(r.IntN(40))
			at := route.Length(r.IntN(20))
			for range f.Crosses {
				at += 1 + route.Length(r.IntN(cells*int(cell)))
				a.Cross = append(a.Cross, at)
			}
		}
		if f.OneWay {
			a.Way = route.Way(len(l.Aisles) % 3)
		}
		l.Aisles = append(l.Aisles, a)
	}
	for range f.Hurdles {
		if i := r.IntN(len(l.Aisles)); i+1 < len(l.Aisles) && r.IntN(2) == 0 {
			l.Shut = append(l.Shut, route.Piece{Cross: r.IntN(f.Crosses), Aisle: i})
		} else {
			l.Aisles[i].Blocked = append(l.Aisles[i].Blocked, f.at(r, l, i)+1)
		}
	}
	return l, f.trip(r, l)
}

// at is a cell of an aisle.
func (f Floor) at(r *rand.Rand, l *route.Layout, aisle int) route.Length {
	crosses := l.Cross
	if own := l.Aisles[aisle].Cross; own != nil {
		crosses = own
	}
	first, last := crosses[0], crosses[len(crosses)-1]
	if f.Uneven || len(crosses) == 1 {
		first, last = first-3*cell, last+3*cell
	}
	return first + route.Length(r.IntN(int(last-first)/int(cell)+1))*cell
}

func (f Floor) trip(r *rand.Rand, l *route.Layout) *route.Trip {
	t := &route.Trip{}
	for range 1 + r.IntN(f.Picks) {
		i := r.IntN(len(l.Aisles))
		t.Stops = append(t.Stops, route.Stop{Aisle: i, At: f.at(r, l, i), Side: route.Side(r.IntN(2))})
	}
	t.Start = f.end(r, l)
	t.End = t.Start
	if f.Apart && r.IntN(3) > 0 {
		t.End = f.end(r, l)
	}
	return t
}

// end is where a trip starts or ends.
func (f Floor) end(r *rand.Rand, l *route.Layout) route.Point {
	p := route.Point{Aisle: r.IntN(len(l.Aisles))}
	crosses := l.Cross
	if own := l.Aisles[p.Aisle].Cross; own != nil {
		crosses = own
	}
	p.At = crosses[r.IntN(2)*(len(crosses)-1)]
	if !f.Apart {
		return p
	}
	switch r.IntN(3) {
	case 0:
		p.At = f.at(r, l, p.Aisle)
	case 1:
		p.At = crosses[r.IntN(len(crosses))]
		p.Off = route.Length(r.IntN(9) - 4)
	default:
		p.At = crosses[r.IntN(len(crosses))]
	}
	return p
}

// Check says what is wrong with a tour of a trip: a stop that it does not visit
// or visits twice, a leg that is not straight, ends elsewhere, a length that is
// not the sum of its legs.
func Check(l *route.Layout, t *route.Trip, got route.Tour) error {
	n := len(got.Path)
	if n == 0 || got.Path[0].Point != t.Start || got.Path[n-1].Point != t.End {
		return fmt.Errorf("it does not lead from %v to %v: %v", t.Start, t.End, got.Path)
	}
	var far route.Length
	var order []int
	for i, w := range got.Path {
		if w.Stop >= 0 {
			if s := t.Stops[w.Stop]; s.Aisle != w.Aisle || s.At != w.At || w.Off != 0 {
				return fmt.Errorf("stop %d is not at %v", w.Stop, w)
			}
			order = append(order, w.Stop)
		}
		if i == 0 {
			continue
		}
		leg, err := straight(l, got.Path[i-1].Point, w.Point)
		if err != nil {
			return fmt.Errorf("leg %d: %w", i, err)
		}
		far += leg
	}
	if far != got.Length {
		return fmt.Errorf("its legs are %d long, it says %d", far, got.Length)
	}
	if fmt.Sprint(order) != fmt.Sprint(got.Order) {
		return fmt.Errorf("its path picks %v, its order is %v", order, got.Order)
	}
	seen := make([]bool, len(t.Stops))
	for _, stop := range order {
		if seen[stop] {
			return fmt.Errorf("it visits stop %d twice", stop)
		}
		seen[stop] = true
	}
	if len(order) != len(seen) {
		return fmt.Errorf("it visits %d of %d stops", len(order), len(seen))
	}
	return nil
}

// straight is how long a leg is.
func straight(l *route.Layout, a, b route.Point) (route.Length, error) {
	if a.Aisle == b.Aisle && a.Off == b.Off {
		if a.Off != 0 && a.At != b.At {
			return 0, fmt.Errorf("there is no aisle from %v to %v", a, b)
		}
		if way := l.Aisles[a.Aisle].Way; way == route.Ascending && a.At > b.At || way == route.Descending && a.At < b.At {
			return 0, fmt.Errorf("from %v to %v is against the way", a, b)
		}
		for _, wall := range l.Aisles[a.Aisle].Blocked {
			if a.At != b.At && min(a.At, b.At) <= wall && wall <= max(a.At, b.At) {
				return 0, fmt.Errorf("nobody passes %d from %v to %v", wall, a, b)
			}
		}
		return max(a.At-b.At, b.At-a.At), nil
	}
	from, to := l.Aisles[a.Aisle].X+a.Off, l.Aisles[b.Aisle].X+b.Off
	ka, kb := crossing(l, a), crossing(l, b)
	if ka < 0 || ka != kb {
		return 0, fmt.Errorf("no cross-aisle leads from %v to %v", a, b)
	}
	for _, p := range l.Shut {
		if p.Cross == ka && l.Aisles[p.Aisle].X < max(from, to) && l.Aisles[p.Aisle+1].X > min(from, to) {
			return 0, fmt.Errorf("the cross-aisle from %v to %v is shut", a, b)
		}
	}
	return max(from-to, to-from), nil
}

func crossing(l *route.Layout, p route.Point) int {
	crosses := l.Cross
	if own := l.Aisles[p.Aisle].Cross; own != nil {
		crosses = own
	}
	for k, at := range crosses {
		if at == p.At {
			return k
		}
	}
	return -1
}

// Block makes a trip of the sizes that the literature compares by: aisles 5 apart,
// with bins 1 apart, one block or two of them, from and to an end of an aisle.
func Block(r *rand.Rand, blocks, aisles, cells, picks int) (*route.Layout, *route.Trip) {
	l, t := &route.Layout{}, &route.Trip{}
	for i := range aisles {
		l.Aisles = append(l.Aisles, route.Aisle{X: 10 * route.Length(i)})
	}
	for k := range blocks + 1 { // half-way between two cells
		l.Cross = append(l.Cross, 2*route.Length(k*cells/blocks)-1)
	}
	for range picks {
		t.Stops = append(t.Stops, route.Stop{Aisle: r.IntN(aisles), At: 2 * route.Length(r.IntN(cells))})
	}
	t.Start = route.Point{Aisle: r.IntN(aisles), At: l.Cross[r.IntN(2)*blocks]}
	t.End = t.Start
	return l, t
}
