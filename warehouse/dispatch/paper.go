package dispatch

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// AboutList is the subject of a courier's list and its papers.
func AboutList(l ListID) journal.Subject { return journal.About("courier_list", l) }

// keepPaper keeps a closed list as the paper that the courier signs, in the
// language of whoever closed it.
func keepPaper(tx *store.Tx, l *List) error {
	site, err := place.GetSite(tx, l.Site)
	if err != nil {
		return err
	}
	c, err := job.CourierOf(tx, l.Site, l.Courier)
	if err != nil {
		return err
	}
	m := &paper.Manifest{Number: l.Number, Site: site.Name, Courier: name(c), At: l.Closed}
	if !site.Owner.IsZero() {
		e, err := place.GetEntity(tx, site.Owner)
		if err != nil {
			return err
		}
		m.Sender = e.Title()
	}
	look := paper.Look{Lang: paper.RU, Zone: site.Timezone}
	if !l.Person.IsZero() {
		p, err := staff.Get(tx, l.Person)
		if err != nil {
			return err
		}
		m.Handed, look.Lang = p.Name, paper.Lang(p.Locale)
	}
	if m.Parcels, err = rows(tx, l); err != nil {
		return err
	}
	id, err := paper.Manifests.Keep(tx, paper.Kept{Look: look, Number: l.Number, Site: l.Site, Subject: AboutList(l.ID)}, m)
	if err != nil {
		return err
	}
	return spoolPaper(tx, l, id, look, m)
}

// Sheets are the jobs for printers of labels that print a courier's list, sheet
// by sheet: a house may have no other printer.
var Sheets = spool.Declare[paper.Print, struct{}]("manifest", spool.Policy{
	Effect: spool.AfterIntent, Ask: true, Pause: time.Second, MaxPause: 10 * time.Second,
})

// City answers to which city the parcels of an order go, sealed as the order has
// it; the zero value where nobody said.
type City func(tx *store.Tx, order warehouse.OrderID) (seal.Sealed, error)

// city is asked what stands on a list beside a parcel; nil knows of none. Filled
// before main.
var city City

// CityFrom registers who knows where parcels go: orders stand above this package.
// Use it in a package-level var.
func CityFrom(c City) City {
	city = c
	return c
}

// spoolPaper puts the sheets of a list for the printer that is nearest, and
// notes on the list whether there is one.
func spoolPaper(tx *store.Tx, l *List, id paper.ID, look paper.Look, m *paper.Manifest) error {
	queue, err := station.PrinterOf(tx, l.Site, tx.Origin().Station)
	if err != nil {
		return err
	}
	if l.Printing = queue != ""; l.Printing {
		for _, sheet := range m.Labels() {
			body, err := paper.ManifestLabels.Print(look, &sheet)
			if err != nil {
				return err
			}
			if _, err := Sheets.Put(tx, spool.To{Queue: queue, Site: l.Site, Subject: AboutList(l.ID)}, &body); err != nil {
				return err
			}
		}
	}
	if err := lists.Put(tx, l); err != nil {
		return err
	}
	return PrintedKind.Record(tx, Printed{l.ID, l.Number, id}, AboutList(l.ID))
}

// rows are the parcels of a list, in the order in which they were scanned.
func rows(tx *store.Tx, l *List) (all []paper.ManifestParcel, err error) {
	on, err := l.all(tx)
	if err != nil {
		return nil, err
	}
	for _, o := range on {
		p, err := job.GetParcel(tx, o.Parcel)
		if err != nil {
			return nil, err
		}
		drawn, err := parcel(tx, p)
		if err != nil {
			return nil, err
		}
		row := paper.ManifestParcel{Code: p.Code, Order: drawn.Order, Index: drawn.Index, Of: drawn.Of, Grams: p.Grams}
		if city != nil {
			if row.City, err = city(tx, p.Order); err != nil {
				return nil, err
			}
		}
		all = append(all, row)
	}
	return all, nil
}

// printNewest asks for the paper of the newest closed list of a courier once
// more.
func printNewest(_ context.Context, tx *store.Tx, r *ListRequest) (*ListAnswer, error) {
	site, err := siteOf(tx, r)
	if err != nil {
		return nil, err
	}
	for l, err := range Lists(tx, site, ownCode(r.Courier)) {
		if err != nil {
			return nil, err
		}
		if !l.Closed.IsZero() {
			if err := printAgain(tx, l); err != nil {
				return nil, err
			}
			return l.answer(), nil
		}
	}
	return nil, fault.New(fault.NotFound, "dispatch.no_list", "courier", r.Courier)
}

// Shipment is what stands on what the courier took together on its newest list.
// NotFound before one was closed.
func Shipment(tx *store.Tx, site warehouse.SiteID, code string) (ListID, *paper.ShipmentLabel, error) {
	for l, err := range Lists(tx, site, ownCode(code)) {
		if err != nil {
			return ListID{}, nil, err
		}
		if l.Closed.IsZero() {
			continue
		}
		at, err := place.GetSite(tx, site)
		if err != nil {
			return ListID{}, nil, err
		}
		c, err := job.CourierOf(tx, site, l.Courier)
		return l.ID, &paper.ShipmentLabel{
			Number: l.Number, Code: l.Number, Courier: name(c), Parcels: int64(l.Parcels), Grams: l.Grams, At: l.Closed, Sender: at.Name,
		}, err
	}
	return ListID{}, nil, fault.New(fault.NotFound, "dispatch.no_list", "courier", code)
}

// printAgain prints a list's paper once more. Unavailable where there is no
// printer: the paper is there to be opened.
func printAgain(tx *store.Tx, l *List) error {
	for p, err := range paper.About(tx, AboutList(l.ID)) {
		if err != nil {
			return err
		}
		m := &paper.Manifest{}
		if err := json.Unmarshal(p.Model, m); err != nil {
			return fmt.Errorf("courier's list %s: %w", l.Number, err)
		}
		if err := spoolPaper(tx, l, p.ID, p.Look, m); err != nil {
			return err
		}
		if !l.Printing {
			return fault.New(fault.Unavailable, "dispatch.no_printer", "number", l.Number)
		}
		return nil
	}
	return fault.New(fault.NotFound, "dispatch.no_list", "courier", shownCode(l.Courier))
}

// print asks for the list that was just closed once more.
func (w *work) print() (station.Reply, error) {
	l, err := lists.Get(w.tx, *w.st.Closed)
	if err != nil {
		return station.Reply{}, err
	}
	err = printAgain(w.tx, l)
	if fault.KindOf(err) == fault.Unavailable {
		return w.answer(station.CueAttention, station.Say("dispatch.no_printer", "number", l.Number))
	}
	if err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Say("dispatch.printed", "number", l.Number))
}
