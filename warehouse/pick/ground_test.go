package pick_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/store"
)

// aisles makes a zone by a scheme: aisles of fourteen bays, seven on each side.
func (h *house) aisles(s place.Scheme) {
	h.t.Helper()
	s.Axes = []place.Axis{{Part: "aisle", From: "05", To: "08"}, {Part: "bay", From: "01", To: "14"}}
	s.Separator, s.Use, s.Sides = "-", place.PickFace, place.SidesAlternate
	h.write(func(ctx context.Context, tx *store.Tx) error {
		zone, err := place.CreateZone.In(ctx, tx, &place.CreateZoneRequest{Parent: h.site, Name: s.Zone})
		if err != nil {
			return err
		}
		specs, err := s.Bins()
		if err != nil {
			return err
		}
		a, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: zone.IDs[0], Bins: specs})
		if err != nil {
			return err
		}
		for _, id := range a.IDs {
			p, err := place.Get(tx, id)
			if err != nil {
				return err
			}
			h.bins[p.Name] = p
		}
		return nil
	})
}

// scattered puts one mug into each of so many bins of a zone.
func (h *house) scattered(r *rand.Rand, zone string, n int) (bins []string) {
	h.t.Helper()
	for _, at := range r.Perm(4 * 14)[:n] {
		name := fmt.Sprintf("%s-%02d-%02d", zone, 5+at/14, 1+at%14)
		h.receive("MUG", name, 1)
		bins = append(bins, name)
	}
	return bins
}

// walked picks an order of single mugs, begun with a tote, and returns the bins in
// the order in which it was sent to them.
func (h *house) walked(tote string) (bins []string) {
	h.t.Helper()
	h.do(h.oleg, tote)
	for h.view.Step != pick.StepDone {
		if h.view.Step != pick.StepGo || len(bins) > 60 {
			h.t.Fatalf("after %v: %s", bins, h.saw())
		}
		at := h.view.Bin.Code
		bins = append(bins, at)
		for _, code := range []string{at, "MUG", tote} {
			h.do(h.oleg, code)
		}
	}
	return bins
}

// byScheme is the floor of aisles, measured by hand: a way across at the front, and
// one at the back if there is one.
func byScheme(s place.Scheme, back bool) *route.Layout {
	l := &route.Layout{Cross: []route.Length{0}}
	if back {
		l.Cross = append(l.Cross, 6*route.Length(s.BayWidthMM))
	}
	for i := range 4 {
		l.Aisles = append(l.Aisles, route.Aisle{X: route.Length(s.X + int64(i)*s.AislePitchMM)})
	}
	return l
}

// errand is a walk past bins in their order, round from the corner of the site.
func (h *house) errand(l *route.Layout, bins []string) (*route.Graph, route.Errand) {
	h.t.Helper()
	trip := &route.Trip{}
	for _, name := range bins {
		at := h.bins[name].At
		aisle := slices.IndexFunc(l.Aisles, func(a route.Aisle) bool { return int64(a.X) == at.X })
		trip.Stops = append(trip.Stops, route.Stop{Aisle: aisle, At: route.Length(at.Y)})
	}
	g, e, err := l.Graph(trip)
	h.must(err)
	return g, e
}

// TestWalkIsTheShortest: on a floor that is walked up one aisle and down the next,
// nobody could send the picker round shorter; and where every aisle is walked from
// the front, neither, but nobody is sent through the back.
func TestWalkIsTheShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(rand.Uint64(), 0))
	for _, oneEnd := range []bool{false, true} {
		for range 3 {
			h := newHouse(t)
			s := place.Scheme{Zone: "B", OneWay: oneEnd, AislePitchMM: 3000, BayWidthMM: 1200}
			h.aisles(s)
			want := h.scattered(r, "B", 9)
			h.released(line{"MUG", 9})
			got := h.walked("T0")
			l := byScheme(s, !oneEnd)
			g, e := h.errand(l, got)
			best, _, err := g.Exact(e)
			if err != nil {
				t.Fatal(err)
			}
			if walked := inOrder(g, e); walked != best {
				t.Errorf("from one end %v: %v is %d mm, the shortest walk %d", oneEnd, got, walked, best)
			}
			if slices.Sort(want); !slices.Equal(want, slices.Sorted(slices.Values(got))) {
				t.Errorf("walked %v, want %v", got, want)
			}
		}
	}
}

// inOrder is how long an errand is in the order of its stops.
func inOrder(g *route.Graph, e route.Errand) (far route.Length) {
	at := e.Start
	for _, next := range append(slices.Clone(e.Stops), e.End) {
		all, _ := g.From(at)
		far += all[next]
		at = next
	}
	return far
}

// TestWalkByNumbers: where the floor is not measured, or two zones claim the same
// spot, bins are walked by their numbers as ever; in the last zone, when nothing is
// left in the other, by the shortest way.
func TestWalkByNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(rand.Uint64(), 0))
	for name, zones := range map[string][]place.Scheme{
		"nobody measured it":      {{Zone: "B"}},
		"the pitch is missing":    {{Zone: "B", BayWidthMM: 1200}},
		"two zones in one corner": {{Zone: "B", AislePitchMM: 3000, BayWidthMM: 1200}, {Zone: "C", AislePitchMM: 3000, BayWidthMM: 1200}},
	} {
		h := newHouse(t)
		var want []string
		for _, s := range zones {
			h.aisles(s)
			want = append(want, h.scattered(r, s.Zone, 4)...)
		}
		slices.SortFunc(want, func(a, b string) int { return int(h.bins[a].At.Walk - h.bins[b].At.Walk) })
		h.released(line{"MUG", measure.Qty(4 * len(zones))})
		got := h.walked("T0")
		if sure := min(5, len(want)); !slices.Equal(got[:sure], want[:sure]) || len(got) != len(want) {
			t.Errorf("%s: walked %v, want %v", name, got, want)
		}
	}
}

// strip makes an aisle of its own in the zone B: bins at x and these places along it.
func (h *house) strip(name string, x int64, ys ...int64) (aisle warehouse.PlaceID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateZone.In(ctx, tx, &place.CreateZoneRequest{Parent: h.bins["B-05-01"].Parent, Name: name})
		if err != nil {
			return err
		}
		aisle = a.IDs[0]
		var specs []place.BinSpec
		for i, y := range ys {
			at := place.Geometry{Aisle: name, Side: place.SideLeft, X: x, Y: y}
			specs = append(specs, place.BinSpec{Name: fmt.Sprint(name, "-", i+1), Use: place.PickFace, At: at})
		}
		made, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: aisle, Bins: specs})
		if err != nil {
			return err
		}
		for _, id := range made.IDs {
			p, err := place.Get(tx, id)
			if err != nil {
				return err
			}
			h.bins[p.Name] = p
		}
		return nil
	})
	return aisle
}

func (h *house) block(aisle warehouse.PlaceID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := place.Block.In(ctx, tx, &place.BlockRequest{ID: aisle, Reason: "wet floor"})
		return err
	})
}

// TestBlockedAisleComesLast: nobody is sent into it while there is something else,
// nor through it.
func TestBlockedAisleComesLast(t *testing.T) {
	h := newHouse(t)
	h.aisles(place.Scheme{Zone: "B", AislePitchMM: 3000, BayWidthMM: 1200})
	blocked := h.strip("W", 1500, 1200, 3600)
	h.receive("MUG", "W-1", 1)
	h.receive("MUG", "B-05-02", 1)
	h.receive("MUG", "B-08-03", 1)
	h.released(line{"MUG", 3})
	h.block(blocked)
	if got := h.walked("T0"); got[2] != "W-1" {
		t.Errorf("walked %v", got)
	}
}

// TestBehindABlockedAisle: an aisle that stands behind a blocked one, in line with it
// and past a way across, is open.
func TestBehindABlockedAisle(t *testing.T) {
	h := newHouse(t)
	h.aisles(place.Scheme{Zone: "B", AislePitchMM: 3000, BayWidthMM: 1200})
	blocked := h.strip("W", 1500, 1200, 3600)
	h.strip("V", 1500, 10_000, 12_000) // far behind the rows of zone B
	for _, bin := range []string{"W-1", "V-1", "V-2", "B-05-02", "B-08-03"} {
		h.receive("MUG", bin, 1)
	}
	h.released(line{"MUG", 5})
	h.block(blocked)
	if got := h.walked("T0"); got[4] != "W-1" {
		t.Errorf("walked %v: only what is blocked comes last", got)
	}
}

// TestOnlyBehindABlockedAisle: where a walk has stops in no other aisle, what is
// blocked still comes last.
func TestOnlyBehindABlockedAisle(t *testing.T) {
	h := newHouse(t)
	h.aisles(place.Scheme{Zone: "B", AislePitchMM: 3000, BayWidthMM: 1200})
	blocked := h.strip("W", 1500, 1200, 3600)
	h.strip("V", 1500, 10_000, 12_000)
	h.receive("MUG", "W-1", 1)
	h.receive("MUG", "V-1", 1)
	h.released(line{"MUG", 2})
	h.block(blocked)
	if got := h.walked("T0"); !slices.Equal(got, []string{"V-1", "W-1"}) {
		t.Errorf("walked %v", got)
	}
}
