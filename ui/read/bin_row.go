package read

import (
	"sync"
	"time"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/stow"
)

// fullFrom is the percentage of a capacity from which a bin is full.
const fullFrom = 95

// purposes are how the uses of bins are called on screens.
var purposes = map[place.Use]string{
	place.PickFace: "pick", place.Reserve: "reserve", place.Dock: "dock", place.Staging: "staging", place.PackBench: "pack",
	place.Quarantine: "quarantine", place.Hospital: "damaged",
}

// binRow is one place of the list, with what lies in it and in what stands in it.
func (l *look) binRow(p *place.Place) (row api.BinRow, err error) {
	row = api.BinRow{Place: placeMark(p), Zone: p.At.Zone, Purpose: purposes[p.Use]}
	switch {
	case p.Kind == place.KindParcel:
		row.Purpose = "parcel"
	case p.Kind.Carried():
		row.Purpose = "tote"
	case row.Purpose == "":
		row.Purpose = "other"
	}
	if p.Blocked != "" {
		said := api.Saying(api.SayPlaceBlocked, args{"reason": textArg(p.Blocked)})
		row.Blocked = &said
	}
	in, err := l.load(p)
	if err != nil {
		return row, err
	}
	row.Items, row.Units, row.Held, row.Fill = int64(len(in.items)), int64(in.units), int64(in.held), in.fill(p.Capacity)
	row.Unit = in.unit()
	if len(in.items) == 1 {
		mark := itemMark(in.items[0])
		row.Only = &mark
	}
	if p.Kind.Carried() {
		row.In, err = l.standsIn(p.ID)
	}
	return row, err
}

// standsIn is where a container stands; nil for nowhere.
func (l *look) standsIn(id warehouse.PlaceID) (*api.PlaceMark, error) {
	at, err := ledger.Where(l.tx, id)
	if err != nil || at.IsZero() {
		return nil, err
	}
	return l.placeMark(at)
}

// load is what lies in a place: its items, each once, and how much room they
// take.
type load struct {
	stow.Load
	items       []*catalog.Item
	units, held measure.Qty
}

func (l *look) load(p *place.Place) (in load, err error) {
	met := map[warehouse.ItemID]bool{}
	err = l.inside(p.ID, func(b *ledger.Balance) error {
		i, err := l.item(b.Stock.Item)
		if err != nil {
			return err
		}
		if !met[i.ID] {
			met[i.ID] = true
			in.items = append(in.items, i)
		}
		in.units += b.OnHand()
		in.held += b.Held
		in.Load = in.Plus(stow.Of(i, b.OnHand()))
		return nil
	})
	return in, err
}

// unit is what all of it is counted in; "" for nothing, and for several.
func (in *load) unit() string {
	for _, i := range in.items {
		if i.Unit != in.items[0].Unit {
			return ""
		}
	}
	if len(in.items) == 0 {
		return ""
	}
	return units[in.items[0].Unit]
}

// fill is how much of a capacity is taken, in percent of what is scarcest; nil
// for no limit. As far as sizes and weights are known.
func (in *load) fill(c place.Capacity) *int64 {
	if c == (place.Capacity{}) {
		return nil
	}
	most := int64(0)
	for _, one := range [][2]int64{{in.VolumeMM3, c.VolumeMM3}, {in.WeightGrams, c.WeightGrams}, {in.Units, c.Units}} {
		if taken, limit := one[0], one[1]; limit > 0 {
			most = max(most, percent(taken, limit))
		}
	}
	return &most
}

// percent is a share of a whole, without a fraction and without overflow.
func percent(part, whole int64) int64 {
	if part > 1<<56 {
		return part / max(whole/100, 1)
	}
	return part * 100 / whole
}

// binCounts are the numbers on the tabs of the list of bins.
type binCounts struct{ all, free, full, blocked int64 }

func (c binCounts) views() api.List[api.ViewCount] {
	views := api.List[api.ViewCount]{
		{Name: "all", Count: c.all}, {Name: "empty", Count: c.free}, {Name: "full", Count: c.full}, {Name: "blocked", Count: c.blocked},
	}
	if c.full > 0 {
		views[2].Tone = toneAttention
	}
	if c.blocked > 0 {
		views[3].Tone = toneWrong
	}
	return views
}

// binCounts counts the places of a site. No bin is read for it but those that
// hold only so much and those that are closed.
func (r *Reader) binCounts(l *look, site place.Site) (c binCounts, err error) {
	bins, err := l.storing(site)
	if err != nil {
		return c, err
	}
	for p, err := range ledger.Taken(l.tx) {
		if err != nil {
			return c, err
		}
		delete(bins.free, p)
	}
	c.all, c.free = bins.all, int64(len(bins.free))
	for _, kind := range []place.Kind{place.KindTote, place.KindCart, place.KindPallet} {
		n, err := howMany(place.OfKind(l.tx, site.ID, kind))
		if err != nil {
			return c, err
		}
		c.all += n
	}
	if c.blocked, err = howMany(place.Blocked(l.tx, site.ID, 0)); err != nil {
		return c, err
	}
	c.full, err = r.full.count(site.ID, func() (int64, error) { return l.fullBins(site) })
	return c, err
}

// storing are the bins of a site.
type storing struct {
	all  int64
	free map[warehouse.PlaceID]struct{} // of those for goods, what nobody took out yet
}

func (l *look) storing(site place.Site) (s storing, err error) {
	s.free = map[warehouse.PlaceID]struct{}{}
	for id, err := range place.Bins(l.tx, site.ID) {
		if err != nil {
			return s, err
		}
		s.all++
		s.free[id] = struct{}{}
	}
	for id, err := range place.Apart(l.tx, site.ID) {
		if err != nil {
			return s, err
		}
		delete(s.free, id)
	}
	return s, nil
}

func (l *look) fullBins(site place.Site) (n int64, err error) {
	for p, err := range place.Limited(l.tx, site.ID, 0) {
		if err != nil {
			return 0, err
		}
		in, err := l.load(p)
		if err != nil {
			return 0, err
		}
		if *in.fill(p.Capacity) >= fullFrom {
			n++
		}
	}
	return n, nil
}

// tally keeps a number of each site that takes long to count. A number that took
// long stands for longer, so that counting never takes more than a small part of
// the time.
type tally struct {
	mu sync.Mutex
	of map[warehouse.SiteID]tallied
}

type tallied struct {
	n     int64
	until time.Time
}

// Of a tally: what is quick is counted every time.
const (
	quick     = 5 * time.Millisecond
	tallyRest = 20 // times what the counting took
)

func (t *tally) count(site warehouse.SiteID, count func() (int64, error)) (int64, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	began := time.Now()
	if known, has := t.of[site]; has && began.Before(known.until) {
		return known.n, nil
	}
	n, err := count()
	if took := time.Since(began); err == nil && took > quick {
		if t.of == nil {
			t.of = map[warehouse.SiteID]tallied{}
		}
		t.of[site] = tallied{n, began.Add(tallyRest * took)}
	}
	return n, err
}
