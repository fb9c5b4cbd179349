package dispatch

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/store"
)

// Departure is what a courier takes next from a site, as the office sees it.
type Departure struct {
	Code    string // as commands and the barcodes of the dock name the courier
	Name    string
	Dock    warehouse.PlaceID // zero for none
	Leaves  time.Time         // the earliest cut-off of its orders; zero for none
	List    *List             // that is being scanned; nil for none
	Closed  *List             // the newest that left; nil for none
	Waiting []*job.Parcel     // closed and on no list
	Back    []*job.Parcel     // closed and on no list, of cancelled orders: to be put back
	Out     []*Out            // on the list
}

// Departures are the couriers of a site, who leaves first on top: those that
// were entered, and those whose parcels are there.
func Departures(tx *store.Tx, site warehouse.SiteID) (all []*Departure, err error) {
	list, err := codes(tx, site)
	if err != nil {
		return nil, err
	}
	waiting, err := unlisted(tx, job.WaitingFor(tx, site, ""))
	if err != nil {
		return nil, err
	}
	back, err := unlisted(tx, job.ToTakeApart(tx, site))
	if err != nil {
		return nil, err
	}
	for code := range back {
		list = append(list, code)
	}
	slices.Sort(list)
	for _, code := range slices.Compact(list) {
		d, err := departure(tx, site, code, waiting[code])
		if err != nil {
			return nil, err
		}
		d.Back = back[code]
		all = append(all, d)
	}
	slices.SortStableFunc(all, func(a, b *Departure) int {
		return cmp.Or(compareTimes(a.Leaves, b.Leaves), cmp.Compare(a.Name, b.Name))
	})
	return all, nil
}

// unlisted are those of parcels that are on no list, by courier.
func unlisted(tx *store.Tx, parcels iter.Seq2[*job.Parcel, error]) (map[string][]*job.Parcel, error) {
	by := map[string][]*job.Parcel{}
	for p, err := range parcels {
		if err != nil {
			return nil, err
		}
		out, err := OutOf(tx, p.Place)
		if err != nil {
			return nil, err
		}
		if out == nil {
			by[p.Courier] = append(by[p.Courier], p)
		}
	}
	return by, nil
}

func departure(tx *store.Tx, site warehouse.SiteID, code string, waiting []*job.Parcel) (*Departure, error) {
	c, err := job.CourierOf(tx, site, code)
	if err != nil {
		return nil, err
	}
	d := &Departure{Code: shownCode(code), Name: name(c), Dock: c.Dock, Waiting: waiting}
	if d.List, err = OpenList(tx, site, code); err != nil {
		return nil, err
	}
	if d.Out, err = d.List.all(tx); err != nil {
		return nil, err
	}
	for l, err := range Lists(tx, site, code) {
		if err != nil {
			return nil, err
		}
		if !l.Closed.IsZero() {
			d.Closed = l
			break
		}
	}
	orders := make([]warehouse.OrderID, 0, len(d.Waiting)+len(d.Out))
	for _, p := range d.Waiting {
		orders = append(orders, p.Order)
	}
	for _, o := range d.Out {
		orders = append(orders, o.Order)
	}
	d.Leaves, err = leaves(tx, orders)
	return d, err
}

// Missed says whether a parcel that waits should have left with the newest
// list: its order lay packed when that was closed.
func (d *Departure) Missed(tx *store.Tx, p *job.Parcel) (bool, error) {
	if d.Closed == nil || !p.Closed.Before(d.Closed.Closed) {
		return false, nil
	}
	j, err := job.Get(tx, p.Order)
	return err == nil && j.State == job.Packed, err
}

// Stays says whether a parcel on the list must come off it: its order was
// cancelled or changed since.
func (o *Out) Stays(tx *store.Tx) (bool, error) {
	_, fit, err := o.fit(tx)
	return !fit, err
}

// Papers are the newest lists of a courier that left, each with its paper.
func Papers(tx *store.Tx, site warehouse.SiteID, code string, most int) (all []*paper.Paper, err error) {
	for l, err := range Lists(tx, site, ownCode(code)) {
		if err != nil {
			return nil, err
		}
		if l.Closed.IsZero() {
			continue
		}
		for p, err := range paper.About(tx, AboutList(l.ID)) {
			if err != nil {
				return nil, err
			}
			all = append(all, p)
			break
		}
		if len(all) >= most {
			break
		}
	}
	return all, nil
}
