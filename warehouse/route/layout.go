package route

import (
	"errors"
	"fmt"
)

// Length is a distance: a whole number of whatever unit the layout was measured
// in, millimetres say. Nothing here rounds.
type Length int64

// Limits of a layout; one beyond them is refused with ErrLayout.
const (
	MaxCross  = 8       // cross-aisles; the work doubles and doubles again with each
	MaxAisles = 4096    // aisles
	MaxLength = 1 << 40 // how far from the origin anything lies, in either direction
)

// Layout is a floor of parallel aisles that cross-aisles connect. An aisle runs
// along, a cross-aisle across; every cross-aisle meets every aisle. What lies
// before the first cross-aisle or past the last one is a dead end.
type Layout struct {
	Aisles []Aisle // from left to right
	// Cross is where along an aisle each cross-aisle meets it, ascending, at
	// least one. Two of them make one block, three make two.
	Cross []Length
	// Shut are pieces of cross-aisles that nobody can use.
	Shut []Piece
}

// Aisle is one of the parallel aisles.
type Aisle struct {
	X Length // how far across it lies; greater than that of the aisle before
	// Cross is where the cross-aisles meet this aisle, if not where the Layout
	// says: aisles of other lengths. As many as the Layout has.
	Cross []Length
	// Blocked are points that nobody passes: a spill, a pallet, a truck. An
	// aisle that ends before the last cross-aisle is blocked where it ends.
	Blocked []Length
	// Way is in which direction one may walk.
	Way Way
}

// Way is a direction along an aisle.
type Way int8

// The ways; one ascends towards the last cross-aisle.
const (
	BothWays Way = iota
	Ascending
	Descending
)

// Piece is the part of a cross-aisle between an aisle and the next.
type Piece struct{ Cross, Aisle int }

// Point is somewhere on the floor. A point of a cross-aisle between two aisles is
// Off from one of them: to the right, or to the left when negative.
type Point struct {
	Aisle   int
	At, Off Length
}

// Side is the side of an aisle on which a bin stands; both are the same walk.
type Side int8

// The sides.
const (
	Left Side = iota
	Right
)

// Stop is a bin to visit: so far along an aisle, on one of its sides.
type Stop struct {
	Aisle int
	At    Length
	Side  Side
}

// Trip is what one walk has to do: from Start past every stop, in any order, to
// End.
type Trip struct {
	Start, End Point
	Stops      []Stop
}

// Tour is a walk that does a Trip.
type Tour struct {
	Length Length
	// AtLeast is proven: no tour is shorter than this. It is Length, but for
	// trips of more than MaxExact stops past aisles that are one-way.
	AtLeast Length
	// Order is the stops in the order of the walk, as indices into Trip.Stops.
	Order []int
	// Path is the walk itself. Between two neighbours it runs straight, along
	// one aisle or one cross-aisle; Length is the sum of those legs.
	Path []Waypoint
}

// Waypoint is where a walk starts, turns, picks or ends.
type Waypoint struct {
	Point
	Stop int // index into Trip.Stops; negative: nothing is picked here
}

// What can be wrong.
var (
	ErrLayout      = errors.New("impossible layout")
	ErrOutside     = errors.New("not on the layout")
	ErrUnreachable = errors.New("cannot be reached")
)

// PointError says which point of a trip is wrong, and wraps ErrOutside or
// ErrUnreachable.
type PointError struct {
	Stop int // index into Trip.Stops; AtStart or AtEnd
	Err  error
}

// Points of a trip that are no stops.
const (
	AtStart = -1 - iota
	AtEnd
)

func (e *PointError) Error() string {
	switch e.Stop {
	case AtStart:
		return fmt.Sprintf("start: %v", e.Err)
	case AtEnd:
		return fmt.Sprintf("end: %v", e.Err)
	}
	return fmt.Sprintf("stop %d: %v", e.Stop, e.Err)
}

func (e *PointError) Unwrap() error { return e.Err }

// cross is where the cross-aisles meet an aisle.
func (l *Layout) cross(aisle int) []Length {
	if own := l.Aisles[aisle].Cross; own != nil {
		return own
	}
	return l.Cross
}

// Check says whether a layout is possible; what it returns wraps ErrLayout.
func (l *Layout) Check() error {
	if len(l.Aisles) == 0 || len(l.Aisles) > MaxAisles {
		return fmt.Errorf("%w: %d aisles, 1 to %d are possible", ErrLayout, len(l.Aisles), MaxAisles)
	}
	if n := len(l.Cross); n == 0 || n > MaxCross {
		return fmt.Errorf("%w: %d cross-aisles, 1 to %d are possible", ErrLayout, n, MaxCross)
	}
	if !ascends(l.Cross) {
		return fmt.Errorf("%w: cross-aisles do not ascend", ErrLayout)
	}
	for i := range l.Aisles {
		a := &l.Aisles[i]
		if !within(a.X) || i > 0 && a.X <= l.Aisles[i-1].X {
			return fmt.Errorf("%w: aisle %d does not lie right of the one before", ErrLayout, i)
		}
		if a.Cross != nil && (len(a.Cross) != len(l.Cross) || !ascends(a.Cross)) {
			return fmt.Errorf("%w: aisle %d does not ascend over %d cross-aisles", ErrLayout, i, len(l.Cross))
		}
	}
	for _, p := range l.Shut {
		if p.Cross < 0 || p.Cross >= len(l.Cross) || p.Aisle < 0 || p.Aisle >= len(l.Aisles)-1 {
			return fmt.Errorf("%w: there is no piece of cross-aisle %d after aisle %d", ErrLayout, p.Cross, p.Aisle)
		}
	}
	return nil
}

func within(n Length) bool { return -MaxLength <= n && n <= MaxLength }

func ascends(p []Length) bool {
	for i := range p {
		if !within(p[i]) || i > 0 && p[i] <= p[i-1] {
			return false
		}
	}
	return true
}

// crossAt is the cross-aisle that meets an aisle at a point, or -1.
func (l *Layout) crossAt(aisle int, at Length) int {
	for k, p := range l.cross(aisle) {
		if p == at {
			return k
		}
	}
	return -1
}

// holds says whether a start or end lies on the layout.
func (l *Layout) holds(p Point) bool {
	if p.Aisle < 0 || p.Aisle >= len(l.Aisles) || !within(p.At) || !within(p.Off) {
		return false
	}
	if p.Off == 0 {
		return true
	}
	if l.crossAt(p.Aisle, p.At) < 0 {
		return false
	}
	x := l.Aisles[p.Aisle].X + p.Off
	left, right := p.Aisle-1, p.Aisle+1
	return within(x) && (p.Off > 0 || left < 0 || x > l.Aisles[left].X) &&
		(p.Off < 0 || right == len(l.Aisles) || x < l.Aisles[right].X)
}

// CheckTrip says which point of a trip does not lie on the layout, which is one
// that Check let pass: a *PointError.
func (l *Layout) CheckTrip(t *Trip) error {
	if !l.holds(t.Start) {
		return &PointError{AtStart, ErrOutside}
	}
	if !l.holds(t.End) {
		return &PointError{AtEnd, ErrOutside}
	}
	for i := range t.Stops {
		if p := &t.Stops[i]; p.Aisle < 0 || p.Aisle >= len(l.Aisles) || !within(p.At) {
			return &PointError{i, ErrOutside}
		}
	}
	return nil
}

// blocked says whether somewhere between two points of an aisle nobody passes.
func (a *Aisle) blocked(from, to Length) bool {
	for _, b := range a.Blocked {
		if from <= b && b <= to {
			return true
		}
	}
	return false
}
