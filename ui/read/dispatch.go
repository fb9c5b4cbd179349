package read

import (
	"context"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// shownLists is how many papers of a courier a screen shows.
const shownLists = 5

// Dispatch is what waits for couriers at a warehouse, who leaves first on top.
func (r *Reader) Dispatch(ctx context.Context, named string) (page api.DispatchPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, named, "dispatch.read")
		if err != nil {
			return err
		}
		all, err := dispatch.Departures(tx, site.ID)
		if err != nil {
			return err
		}
		l := &loading{Reader: r, ctx: ctx, look: newLook(tx), buyers: may(ctx, tx, rightOrders, site.ID) == nil}
		if l.lang, err = language(ctx, tx); err != nil {
			return err
		}
		for _, d := range all {
			c, err := l.courier(site.ID, d)
			if err != nil {
				return err
			}
			page.Couriers = append(page.Couriers, c)
		}
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

// loading is the dock while it is being read.
type loading struct {
	*Reader
	*look
	ctx    context.Context
	buyers bool // the actor may know where parcels go
}

func (l *loading) courier(site warehouse.SiteID, d *dispatch.Departure) (c api.Courier, err error) {
	c = api.Courier{ID: d.Code, Name: d.Name, Waiting: int64(len(d.Waiting)), Out: int64(len(d.Out))}
	if !d.Dock.IsZero() {
		if c.Dock, err = l.placeMark(d.Dock); err != nil {
			return c, err
		}
	}
	if !d.Leaves.IsZero() {
		c.Leaves = &d.Leaves
	}
	if d.List != nil {
		c.Open = d.List.ID.String()
	}
	for _, o := range d.Out {
		row, err := l.scannedOut(o)
		if err != nil {
			return c, err
		}
		c.Parcels, c.Grams = append(c.Parcels, row), c.Grams+row.Grams
	}
	for _, p := range d.Waiting {
		row, err := l.parcel(p)
		if err != nil {
			return c, err
		}
		missed, err := d.Missed(l.tx, p)
		if err != nil {
			return c, err
		}
		if missed {
			row.State = "missing"
		}
		c.Parcels, c.Grams = append(c.Parcels, row), c.Grams+row.Grams
	}
	for _, p := range d.Back { // it leaves with nobody, and weighs on no list
		row, err := l.parcel(p)
		if err != nil {
			return c, err
		}
		row.State = "stopped"
		c.Parcels = append(c.Parcels, row)
	}
	papers, err := dispatch.Papers(l.tx, site, d.Code, shownLists)
	for _, p := range papers {
		c.Papers = append(c.Papers, api.Document{ID: p.ID.String(), Kind: "manifest", Number: p.Number, State: "ready", Open: paperAt(p.ID)})
	}
	return c, err
}

// scannedOut is a parcel on the list that is being scanned.
func (l *loading) scannedOut(o *dispatch.Out) (row api.ParcelRow, err error) {
	p, err := job.GetParcel(l.tx, o.Parcel)
	if err != nil {
		return row, err
	}
	if row, err = l.parcel(p); err != nil {
		return row, err
	}
	row.State, row.At = "out", o.At
	if row.Person, err = l.person(o.Person); err != nil {
		return row, err
	}
	stays, err := o.Stays(l.tx)
	if stays {
		row.State = "stopped"
	}
	return row, err
}

// parcel is a parcel that waits.
func (l *loading) parcel(p *job.Parcel) (row api.ParcelRow, err error) {
	row = api.ParcelRow{
		Parcel: api.PlaceMark{ID: p.Place.String(), Code: p.Code, Kind: "parcel"}, OrderID: p.Order.String(),
		Grams: p.Grams, At: p.Closed, State: "waiting",
	}
	o, err := orders.Get(l.tx, p.Order)
	if err != nil {
		return row, err
	}
	row.Order = o.Number
	if l.buyers {
		row.City, _ = l.open(l.ctx, o.Buyer.City)
	}
	if row.Person, err = l.person(p.Packer); err != nil {
		return row, err
	}
	row.Label, row.Why, err = l.labelState(p.Place)
	return row, err
}

// labelState is how the label of a parcel fares, and why it does not.
func (l *loading) labelState(parcel warehouse.PlaceID) (string, *api.Said, error) {
	j, known, err := pack.LabelOf(l.tx, parcel)
	switch {
	case err != nil:
		return "", nil, err
	case j == nil && known, j != nil && j.State == spool.Done:
		return "printed", nil, nil
	case j == nil:
		return "waiting", nil, nil
	}
	why, err := l.whyNot(j)
	if j.State == spool.Refused || j.State == spool.Dropped || inDoubt(j) {
		return "failed", why, err
	}
	return "waiting", why, err
}

// whyNot is why a job for a machine is not done, its own reason or that of its
// queue; nil when its turn has just not come, and when it is over.
func (l *look) whyNot(j *spool.Job) (*api.Said, error) {
	if !j.Open() {
		return nil, nil
	}
	why, err := spool.WhyNot(l.tx, j)
	if err != nil || why.Code == "" {
		return nil, err
	}
	said := api.Saying("paper.why", args{"why": l.why(why.Code, why.Args)})
	return &said, nil
}
