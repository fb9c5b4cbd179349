package pick

import (
	"cmp"
	"errors"
	"slices"
	"sync"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/route"
)

// What a floor can look like for a walk over it to be computed.
const (
	maxAisleWidth = 6_000 // mm between the bins that face each other
	maxPorch      = 5_000 // mm from the front of the site to the first bins
	maxCrosses    = 4     // cross-aisles: with more, a walk takes too long between two scans
)

// ground is as much of a site's floor as a walk may lead over, as package route
// sees it: the aisles of its stops, and the ways across. Nil stands for a floor that
// is not measured, or whose measures contradict each other.
type ground struct {
	layout route.Layout
	aisles map[corridor]int  // their numbers in the layout
	shut   map[corridor]lane // nobody may work there; what stands behind it in one line may be open
	home   route.Point       // where totes are put down
}

// solvers find the shortest ways. A new one takes 0.03 ms past 20 stops where there are
// two ways across and 0.44 ms where there are four; one that has seen such a floor, a
// tenth of that, and it holds the only writer meanwhile.
var solvers = sync.Pool{New: func() any { return new(route.Solver) }}

// corridor is an aisle as its bins name it.
type corridor struct {
	parent warehouse.PlaceID
	name   string
}

func corridorOf(bin *place.Place) corridor { return corridor{bin.Parent, bin.At.Aisle} }

// lane is an aisle as far as its bins tell of it, in mm.
type lane struct {
	x, near, far int64
	measured     bool
	blocked      bool // people may not work there
	// through says that the walk goes on at the far end: there is a way across.
	// Where every aisle is walked from the same end, it is taken for a dead end.
	through bool
}

// overlaps says whether two lanes claim the same spot.
func (l *lane) overlaps(m *lane) bool { return l.x == m.x && l.near <= m.far && m.near <= l.far }

// lane reads an aisle, once a scan.
func (d *doer) lane(bin *place.Place) (*lane, error) {
	at := corridorOf(bin)
	if l := d.lanes[at]; l != nil {
		return l, nil
	}
	first, last, err := place.Ends(d.tx, bin)
	if err != nil {
		return nil, err
	}
	if first == nil || unmeasured(first) || unmeasured(last) {
		first, last = bin, bin
	}
	l := &lane{
		x: (first.At.X + last.At.X) / 2, near: min(first.At.Y, last.At.Y), far: max(first.At.Y, last.At.Y),
		measured: !unmeasured(bin),
	}
	parent, err := place.Get(d.tx, bin.Parent)
	if err != nil {
		return nil, err
	}
	l.blocked = parent.Kind == place.KindAisle && !parent.Open()
	if l.near < l.far {
		if l.through, err = d.through(first, last); err != nil {
			return nil, err
		}
	}
	if d.lanes == nil {
		d.lanes = map[corridor]*lane{}
	}
	d.lanes[at] = l
	return l, nil
}

// through says whether the walk goes from the end of an aisle to the same end of the
// next.
func (d *doer) through(first, last *place.Place) (bool, error) {
	for next, err := range place.Walk(d.tx, last.Site, last.At.Walk+1) {
		if err != nil {
			return false, err
		}
		return next.Parent == last.Parent && !unmeasured(next) && abs(next.At.Y-last.At.Y) < abs(next.At.Y-first.At.Y), nil
	}
	return false, nil
}

// groundOf is the floor under a walk from a bin, nil for the bench, past some
// stops.
func (d *doer) groundOf(at *place.Place, stops []stop) (*ground, error) {
	bins := make([]*place.Place, 0, len(stops)+1)
	if at != nil && !unmeasured(at) && at.Kind == place.KindBin {
		bins = append(bins, at)
	}
	for i := range stops {
		bins = append(bins, stops[i].place)
	}
	bins, err := d.withCorners(bins)
	if err != nil {
		return nil, err
	}
	lanes := map[corridor]lane{}
	for _, bin := range bins {
		read, err := d.lane(bin)
		if err != nil {
			return nil, err
		}
		l, ok := lanes[corridorOf(bin)]
		if !ok {
			l = *read
		}
		if !l.measured || unmeasured(bin) || abs(bin.At.X-l.x) > maxAisleWidth {
			return nil, nil
		}
		l.near, l.far = min(l.near, bin.At.Y), max(l.far, bin.At.Y)
		lanes[corridorOf(bin)] = l
	}
	bench, err := d.benchBin()
	if err != nil || len(lanes) == 0 {
		return nil, err
	}
	return layOut(lanes, bench), nil
}

// withCorners adds the first bin of each zone, where bins lie in several: zones that
// were measured from a corner of their own claim the same spot there, if nowhere else.
func (d *doer) withCorners(bins []*place.Place) ([]*place.Place, error) {
	var zones []warehouse.PlaceID
	for _, bin := range bins {
		if !slices.Contains(zones, bin.Parent) {
			zones = append(zones, bin.Parent)
		}
	}
	if len(zones) < 2 {
		return bins, nil
	}
	for _, zone := range zones {
		for first, err := range place.Children(d.tx, zone) {
			if err != nil {
				return nil, err
			}
			if first.Kind == place.KindBin && !unmeasured(first) {
				bins = append(bins, first)
			}
			break
		}
	}
	return bins, nil
}

// benchBin is the bin of the first bench on the site's walk that is measured.
func (d *doer) benchBin() (*place.Place, error) {
	for p, err := range place.OfUse(d.tx, d.site.ID, place.PackBench) {
		if err != nil || !unmeasured(p) {
			return p, err
		}
	}
	return nil, nil
}

// layOut makes a layout of aisles that are parallel, stand beside or behind each
// other, and lie between straight ways across; nil where that cannot be. A way
// across is at the front, between aisles that stand behind each other, and at the
// back where the walk turns there. The walk ends at the bench, and without one at
// the corner from which the site is measured.
func layOut(lanes map[corridor]lane, bench *place.Place) *ground {
	names := make([]corridor, 0, len(lanes))
	for name := range lanes {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b corridor) int {
		x, y := lanes[a], lanes[b]
		return cmp.Or(cmp.Compare(x.x, y.x), cmp.Compare(x.near, y.near), slices.Compare(a.parent[:], b.parent[:]), cmp.Compare(a.name, b.name))
	})
	g := &ground{aisles: map[corridor]int{}, shut: map[corridor]lane{}}
	for i, name := range names {
		l := lanes[name]
		if i > 0 {
			if before := lanes[names[i-1]]; before.overlaps(&l) {
				return nil
			}
		}
		n := len(g.layout.Aisles)
		if n == 0 || g.layout.Aisles[n-1].X != route.Length(l.x) {
			g.layout.Aisles = append(g.layout.Aisles, route.Aisle{X: route.Length(l.x)})
			n++
		}
		g.aisles[name] = n - 1
		if l.blocked {
			g.shut[name] = l
		}
	}
	g.cross(lanes)
	var x, y int64
	if y = int64(g.layout.Cross[0]); bench != nil {
		x, y = bench.At.X, bench.At.Y
	}
	g.home = g.onCross(x, y)
	if len(g.layout.Cross) > maxCrosses || g.layout.CheckTrip(&route.Trip{Start: g.home, End: g.home}) != nil || g.layout.Check() != nil {
		return nil
	}
	return g
}

// cross finds the ways across.
func (g *ground) cross(lanes map[corridor]lane) {
	rows := make([]lane, 0, len(lanes))
	for _, l := range lanes {
		rows = append(rows, l)
	}
	slices.SortFunc(rows, func(a, b lane) int { return cmp.Or(cmp.Compare(a.near, b.near), cmp.Compare(a.far, b.far)) })
	front, back, through := rows[0].near, rows[0].far, false
	if 0 < front && front <= maxPorch {
		front = 0
	}
	g.layout.Cross = []route.Length{route.Length(front)}
	for _, l := range rows {
		if l.near > back+1 {
			g.layout.Cross = append(g.layout.Cross, route.Length(back+(l.near-back)/2))
			through = false
		}
		back = max(back, l.far)
		through = through || l.through
	}
	if through {
		g.layout.Cross = append(g.layout.Cross, route.Length(back))
	}
}

// onCross is the point of the nearest way across that lies before a place.
func (g *ground) onCross(x, y int64) route.Point {
	at := g.layout.Cross[0]
	for _, c := range g.layout.Cross {
		if abs(int64(c)-y) < abs(int64(at)-y) {
			at = c
		}
	}
	n := 0
	for i, a := range g.layout.Aisles {
		if int64(a.X) <= x {
			n = i
		}
	}
	return route.Point{Aisle: n, At: at, Off: route.Length(x) - g.layout.Aisles[n].X}
}

// point is where a picker stands before a bin; false where the ground does not
// know.
func (g *ground) point(bin *place.Place) (route.Point, bool) {
	n, ok := g.aisles[corridorOf(bin)]
	return route.Point{Aisle: n, At: route.Length(bin.At.Y)}, ok && !unmeasured(bin)
}

// open is the layout without its blocked lanes, and which lanes those are. Whoever
// stands in one may walk out of it.
func (g *ground) open(at *place.Place, from route.Point) (*route.Layout, func(corridor) bool) {
	inside := corridor{}
	if at != nil && !slices.Contains(g.layout.Cross, from.At) {
		inside = corridorOf(at)
	}
	shut := func(c corridor) bool {
		_, is := g.shut[c]
		return is && c != inside
	}
	l := g.layout
	l.Aisles = slices.Clone(l.Aisles)
	for c, lane := range g.shut {
		for k := 1; shut(c) && k < len(l.Cross); k++ {
			near, far := max(l.Cross[k-1], route.Length(lane.near)), min(l.Cross[k], route.Length(lane.far))
			if wall := near + (far-near)/2; near <= far && l.Cross[k-1] < wall && wall < l.Cross[k] {
				a := &l.Aisles[g.aisles[c]]
				a.Blocked = append(a.Blocked, wall)
			}
		}
	}
	return &l, shut
}

// sort puts stops that are sorted by their numbers into the order of the shortest
// walk from a bin, nil for the bench, and says whether it could. What lies before
// the same point stays in the order of its numbers; what lies in a blocked aisle
// comes last.
func (g *ground) sort(stops []stop, at *place.Place) bool {
	rest := route.Rest{At: g.home, End: g.home}
	if at != nil {
		if p, ok := g.point(at); ok {
			rest.At = p
		}
	}
	layout, shut := g.open(at, rest.At)
	all, here := g.groups(stops, rest.At)
	var groups, waiting [][]stop
	for _, group := range all {
		if shut(corridorOf(group[0].place)) {
			waiting = append(waiting, group)
			continue
		}
		groups = append(groups, group)
		p, _ := g.point(group[0].place)
		rest.Stops = append(rest.Stops, route.Stop{Aisle: p.Aisle, At: p.At})
	}
	solver := solvers.Get().(*route.Solver)
	way, err := solver.Remaining(layout, &rest)
	if errors.Is(err, route.ErrUnreachable) { // the way round leads past aisles in which this walk has no stop
		way, err = solver.Remaining(&g.layout, &rest)
	}
	solvers.Put(solver)
	if err != nil {
		return false
	}
	// Round from the bench and back is as long either way: it begins as the numbers do.
	if n := len(way.Order); n > 1 && rest.At == rest.End && len(here) == 0 &&
		groups[way.Order[n-1]][0].place.At.Walk < groups[way.Order[0]][0].place.At.Walk {
		slices.Reverse(way.Order)
	}
	sorted := here
	for _, i := range way.Order {
		sorted = append(sorted, groups[i]...)
	}
	for _, group := range waiting {
		sorted = append(sorted, group...)
	}
	copy(stops, sorted)
	return true
}

// groups are stops by where one stands for them, apart from those for which one
// stands right already.
func (g *ground) groups(stops []stop, at route.Point) (groups [][]stop, here []stop) {
	known := map[route.Point]int{}
	for _, s := range stops {
		p, _ := g.point(s.place)
		if p == at {
			here = append(here, s)
			continue
		}
		i, ok := known[p]
		if !ok {
			i = len(groups)
			known[p] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], s)
	}
	return groups, here
}

// far is how many millimetres a person walks from one bin to another: along the
// aisle, or out of it by the nearest way, across, and into the other.
func (g *ground) far(a, b *place.Place) int64 {
	if g == nil || a == nil || b == nil {
		return between(a, b)
	}
	from, ok := g.point(a)
	to, known := g.point(b)
	if !ok || !known {
		return between(a, b)
	}
	if from.Aisle == to.Aisle {
		return abs(int64(from.At - to.At))
	}
	across, best := abs(int64(g.layout.Aisles[from.Aisle].X-g.layout.Aisles[to.Aisle].X)), int64(-1)
	for _, c := range g.layout.Cross {
		if way := abs(int64(from.At-c)) + across + abs(int64(to.At-c)); best < 0 || way < best {
			best = way
		}
	}
	return best
}
