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
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// MaxWave is how many orders one command releases, and MaxLooked among how many
// that may begin and whose goods are promised it looks for them: as many as a
// transaction does within the 20 ms that a writer may take. A larger wave is sent in
// chunks that name the wave of the first, and one that looked in vain goes on behind
// those it looked at. Those that may not begin, and those that wait for goods, are
// not met.
const (
	MaxWave   = 60
	MaxLooked = 500
)

// ReleaseRequest sends orders of a site to the floor.
type ReleaseRequest struct {
	Orders []warehouse.OrderID `json:"orders"`        // none: all that can go, the earliest cut-off first
	Site   warehouse.SiteID    `json:"site,omitzero"` // zero: that of the first order, or where the person works
	Wave   string              `json:"wave,omitempty"`
	// Behind goes on, without a list, where an answer before said so.
	Behind warehouse.OrderID `json:"behind,omitzero"`
}

// ReleaseAnswer names the wave and what did not fit into it.
type ReleaseAnswer struct {
	Wave     string `json:"wave"` // "" when none could go
	Released int    `json:"released"`
	Left     []Left `json:"left"`
	// Behind is the order up to which was looked for all that can go, when there are
	// some behind it.
	Behind warehouse.OrderID `json:"behind,omitzero"`
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
	if !r.Site.IsZero() {
		return r.Site, nil
	}
	if len(r.Orders) > 0 {
		j, err := job.Get(tx, r.Orders[0])
		if err != nil {
			return warehouse.SiteID{}, err
		}
		return j.Site, nil
	}
	if person := warehouse.PersonID(tx.Origin().Person); !person.IsZero() {
		p, err := staff.Get(tx, person)
		if err != nil || !p.Site.IsZero() {
			return p.Site, err
		}
	}
	sites, err := place.Sites(tx)
	if err == nil && len(sites) != 1 {
		err = fault.New(fault.Invalid, "pick.which_site")
	}
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return sites[0].ID, nil
}

// wave is a release under way.
type wave struct {
	tx   *store.Tx
	site place.Site
	ReleaseAnswer
	orders []warehouse.OrderID
	// dry is the least of an item that was asked for and is not in the bins: what
	// the wave holds makes it no more.
	dry map[warehouse.ItemID]measure.Qty
}

func release(_ context.Context, tx *store.Tx, r *ReleaseRequest) (*ReleaseAnswer, error) {
	if len(r.Orders) > MaxWave {
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
	w := &wave{tx: tx, site: site, ReleaseAnswer: ReleaseAnswer{Wave: r.Wave, Left: []Left{}}, dry: map[warehouse.ItemID]measure.Qty{}}
	if len(r.Orders) == 0 {
		if err := w.addReady(r.Behind); err != nil {
			return nil, err
		}
	}
	for _, id := range r.Orders {
		if err := w.add(id); err != nil {
			return nil, err
		}
	}
	if w.Released == 0 {
		return &w.ReleaseAnswer, nil
	}
	e := WaveReleased{Wave: w.Wave, Site: site.ID, Orders: w.orders, Left: len(w.Left)}
	return &w.ReleaseAnswer, WaveReleasedKind.Record(tx, e, journal.Subject("wave/"+w.Wave))
}

// addReady adds orders of the site that wait for nothing but their release. It tells
// of the first that lie where nobody picks, and goes on past them.
func (w *wave) addReady(behind warehouse.OrderID) error {
	looked := 0
	for j, err := range job.Ready(w.tx, w.site.ID, behind) {
		if err != nil {
			return err
		}
		if looked == MaxLooked || w.Released == MaxWave {
			w.Behind = behind
			return nil
		}
		looked++
		behind = j.Order
		told := len(w.Left)
		if err := w.add(j.Order); err != nil {
			return err
		}
		if len(w.Left) > told && (told == MaxWave || w.Left[told].Code != notInBins) {
			w.Left = w.Left[:told]
		}
	}
	return nil
}

// notInBins is why an order does not go whose goods lie where nobody picks.
const notInBins = "pick.left.not_in_bins"

// add holds the goods of an order and sends it to the floor, or says why not and
// leaves it untouched.
func (w *wave) add(id warehouse.OrderID) error {
	j, err := job.Get(w.tx, id)
	if err != nil && fault.KindOf(err) == fault.NotFound || err == nil && j.Site != w.site.ID {
		w.Left = append(w.Left, Left{Code: "pick.left.none"})
		return nil
	} else if err != nil {
		return err
	}
	plans, why, err := w.plan(j)
	if err != nil {
		return err
	}
	if why != "" {
		w.Left = append(w.Left, Left{Code: why, Args: map[string]Arg{"order": {Kind: "order", Text: j.Number, ID: j.Order.String()}}})
		return nil
	}
	if w.Wave == "" {
		n, err := ident.Next(w.tx, "wave")
		if err != nil {
			return err
		}
		w.Wave = strconv.FormatUint(n, 10)
	}
	for _, p := range plans {
		if err := p.hold(w.tx, id); err != nil {
			return err
		}
	}
	w.Released++
	w.orders = append(w.orders, id)
	if _, err := job.Edit(w.tx, id, func(j *job.Job) error {
		j.State, j.Wave, j.Holder = job.Released, w.Wave, warehouse.PersonID{}
		return nil
	}); err != nil || len(plans) > 0 {
		return err
	}
	_, err = job.To(w.tx, id, job.Picked) // all of it is in totes since an earlier walk
	return err
}

// plan is from where an order is picked, or why it cannot go.
func (w *wave) plan(j *job.Job) (plans []plan, why string, err error) {
	if why, err := barred(w.tx, j); err != nil || why != "" {
		return nil, why, err
	}
	lines, err := linesOf(w.tx, j.Order)
	if err != nil {
		return nil, "", err
	}
	if why := unready(lines); why != "" {
		return nil, why, nil
	}
	for _, want := range wants(lines) {
		if least, dry := w.dry[want.item]; dry && want.qty() >= least {
			return nil, notInBins, nil
		}
		p, err := planFor(w.tx, w.site, want)
		if err != nil {
			return nil, "", err
		}
		if p.missing > 0 {
			w.dry[want.item] = want.qty()
			return nil, notInBins, nil
		}
		plans = append(plans, p)
	}
	return plans, "", nil
}

// barred says why an order may not go, whatever lies there of its goods; "" when it
// may.
func barred(tx *store.Tx, j *job.Job) (why string, err error) {
	switch {
	case j.State != job.Offered:
		return "pick.left.state", nil
	case j.Unclear:
		return "pick.left.unclear", nil
	}
	return job.Shut(tx, j)
}

// unready says why goods of an order cannot go, "" when they can.
func unready(lines []*promise.Line) string {
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
