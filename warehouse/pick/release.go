package pick

import (
	"context"
	"strconv"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// MaxWave is how many orders one command releases: as many as a transaction
// does within the 20 ms that a writer may take. A larger wave is sent in chunks
// that name the wave of the first.
const MaxWave = 40

// ReleaseRequest sends orders of a site to the floor.
type ReleaseRequest struct {
	Orders []warehouse.OrderID `json:"orders"`
	Site   warehouse.SiteID    `json:"site,omitzero"` // zero is the site of the first order
	Wave   string              `json:"wave,omitempty"`
}

// ReleaseAnswer names the wave and what did not fit into it.
type ReleaseAnswer struct {
	Wave     string `json:"wave"`
	Released int    `json:"released"`
	Left     []Left `json:"left"`
}

// Left is why an order was left out: a key of ui/locale and what fills it.
type Left struct {
	Code string         `json:"code"`
	Args map[string]Arg `json:"args,omitempty"`
}

// Arg fills one placeholder, as ui/api draws it.
type Arg struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
	ID   string `json:"id,omitempty"`
}

// Release sends a wave of orders to the floor: those whose goods are all
// promised, and lie where they can be picked. The others are left as they are,
// each with its reason.
var Release = command.Register("pick.release", "pick.release", siteOfWave, release)

func siteOfWave(tx *store.Tx, r *ReleaseRequest) (warehouse.SiteID, error) {
	if !r.Site.IsZero() || len(r.Orders) == 0 {
		return r.Site, nil
	}
	j, err := job.Get(tx, r.Orders[0])
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return j.Site, nil
}

func release(_ context.Context, tx *store.Tx, r *ReleaseRequest) (*ReleaseAnswer, error) {
	if len(r.Orders) == 0 || len(r.Orders) > MaxWave {
		return nil, fault.New(fault.Limit, "pick.wave", "max", MaxWave)
	}
	at, err := siteOfWave(tx, r)
	if err != nil {
		return nil, err
	}
	site, err := place.GetSite(tx, at)
	if err != nil {
		return nil, err
	}
	a := &ReleaseAnswer{Wave: r.Wave, Left: []Left{}}
	if a.Wave == "" {
		n, err := ident.Next(tx, "wave")
		if err != nil {
			return nil, err
		}
		a.Wave = strconv.FormatUint(n, 10)
	}
	e := WaveReleased{Wave: a.Wave, Site: site.ID}
	for _, id := range r.Orders {
		left, err := releaseOne(tx, site, id, a.Wave)
		if err != nil {
			return nil, err
		}
		if left != nil {
			a.Left = append(a.Left, *left)
			continue
		}
		e.Orders = append(e.Orders, id)
	}
	a.Released, e.Left = len(e.Orders), len(a.Left)
	if a.Released == 0 {
		return a, nil
	}
	return a, WaveReleasedKind.Record(tx, e, journal.Subject("wave/"+a.Wave))
}

// releaseOne holds the goods of an order and sends it to the floor, or says why
// not and leaves it untouched.
func releaseOne(tx *store.Tx, site place.Site, id warehouse.OrderID, wave string) (*Left, error) {
	j, err := job.Get(tx, id)
	if fault.KindOf(err) == fault.NotFound && err != nil || err == nil && j.Site != site.ID {
		return &Left{Code: "pick.left.none"}, nil
	} else if err != nil {
		return nil, err
	}
	lines, err := linesOf(tx, id)
	if err != nil {
		return nil, err
	}
	if code := unready(j, lines); code != "" {
		return leftOut(code, j), nil
	}
	var plans []plan
	for _, w := range wants(lines) {
		p, err := planFor(tx, site, w)
		if err != nil {
			return nil, err
		}
		if p.missing > 0 {
			return leftOut("pick.left.not_in_bins", j), nil
		}
		plans = append(plans, p)
	}
	for _, p := range plans {
		if err := p.hold(tx, id); err != nil {
			return nil, err
		}
	}
	if _, err := job.Edit(tx, id, func(j *job.Job) error {
		j.State, j.Wave = job.Released, wave
		j.Holder = warehouse.PersonID{}
		return nil
	}); err != nil || len(plans) > 0 {
		return nil, err
	}
	_, err = job.To(tx, id, job.Picked) // all of it is in totes since an earlier walk
	return nil, err
}

// unready says why an order cannot go, "" when it can.
func unready(j *job.Job, lines []*promise.Line) string {
	if j.State != job.Offered {
		return "pick.left.state"
	}
	wanted := false
	for _, l := range lines {
		if l.Short > 0 {
			return "pick.left.short"
		}
		wanted = wanted || l.Ordered() > l.Gone
	}
	if !wanted {
		return "pick.left.none_wanted"
	}
	return ""
}

func leftOut(code string, j *job.Job) *Left {
	return &Left{Code: code, Args: map[string]Arg{"order": {Kind: "order", Text: j.Number, ID: j.Order.String()}}}
}
