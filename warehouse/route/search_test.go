package route

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// scatter is distances between points that lie anywhere; there is longer than
// back, if skewed.
func scatter(r *rand.Rand, stops int, skew int64) [][]Length {
	type at struct{ x, y int64 }
	points, far := make([]at, stops+2), make([][]Length, stops+2)
	for i := range points {
		points[i] = at{r.Int64N(1000), r.Int64N(1000)}
	}
	for i, p := range points {
		for _, q := range points {
			d := max(p.x-q.x, q.x-p.x) + max(p.y-q.y, q.y-p.y)
			if p.x < q.x {
				d += skew
			}
			far[i] = append(far[i], Length(d))
		}
	}
	return far
}

// TestSearchAgainstExact: on what can be solved exactly, the search finds nearly
// always the shortest and never anything shorter, and the bound is never above it.
func TestSearchAgainstExact(t *testing.T) {
	r, same := rand.New(rand.NewPCG(3, 26)), 0
	for i := range 12 {
		far := scatter(r, 9, int64(i%2)*300)
		want, _ := heldKarp(far)
		got, order := shake(far)
		if got == want {
			same++
		}
		s := sequence{far: far, rows: []int{0}, forth: make([]Length, len(far)), behind: make([]Length, len(far))}
		for _, stop := range order {
			s.rows = append(s.rows, stop+1)
		}
		s.rows = append(s.rows, len(far)-1)
		sorted := slices.Sorted(slices.Values(s.rows))
		if s.sum(); s.forth[len(far)-1] != got || got < want || sorted[len(far)-1] != len(far)-1 || len(slices.Compact(sorted)) != len(far) {
			t.Fatalf("%d by %v, the shortest is %d", got, order, want)
		}
		if low := atLeast(far, got); low > want || i%2 == 0 && low < want*9/10 {
			t.Errorf("no walk is shorter than %d, says the bound; the shortest is %d", low, want)
		}
	}
	if same < 11 {
		t.Errorf("only %d of 12 were the shortest", same)
	}
}

// TestSearchOfTours: trips through aisles, which have a proven answer, searched as
// if they were any graph.
func TestSearchOfTours(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 26))
	for range 2 {
		l, trip := &Layout{Cross: []Length{0, 60, 120}}, &Trip{}
		for i := range 12 {
			l.Aisles = append(l.Aisles, Aisle{X: Length(10 * i)})
		}
		for range 30 {
			trip.Stops = append(trip.Stops, Stop{Aisle: r.IntN(12), At: Length(r.IntN(120))})
		}
		want, err := Shortest(l, trip)
		if err != nil {
			t.Fatal(err)
		}
		g, e, _ := l.Graph(trip)
		got, err := g.Walk(e)
		if err != nil || got.Length < want.Length || got.Length > want.Length*105/100 || got.AtLeast > want.Length || got.AtLeast < want.Length*8/10 {
			t.Errorf("%d, at least %d; the shortest is %d: %v", got.Length, got.AtLeast, want.Length, err)
		}
	}
}

// TestExactAgainstEveryOrder: no order of six stops is shorter.
func TestExactAgainstEveryOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 26))
	for range 10 {
		far := scatter(r, 6, 400)
		want := nowhere
		var try func(at int, left []int, walked Length)
		try = func(at int, left []int, walked Length) {
			if len(left) == 0 {
				want = min(want, walked+far[at][7])
			}
			for i, next := range left {
				try(next, slices.Concat(left[:i], left[i+1:]), walked+far[at][next])
			}
		}
		try(0, []int{1, 2, 3, 4, 5, 6}, 0)
		if got, order := heldKarp(far); got != want {
			t.Errorf("%d by %v, want %d", got, order, want)
		}
	}
}
