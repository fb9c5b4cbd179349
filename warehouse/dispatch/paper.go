package dispatch

import (
	"context"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
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
		m.Sender = e.Full
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
		all = append(all, paper.ManifestParcel{Code: p.Code, Order: drawn.Order, Index: drawn.Index, Of: drawn.Of, Grams: p.Grams})
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
			return l.answer(), printAgain(tx, l)
		}
	}
	return nil, fault.New(fault.NotFound, "dispatch.no_list", "courier", r.Courier)
}

// printAgain tells whoever prints that a list's paper is wanted.
func printAgain(tx *store.Tx, l *List) error {
	for p, err := range paper.About(tx, AboutList(l.ID)) {
		if err != nil {
			return err
		}
		return PrintedKind.Record(tx, Printed{l.ID, l.Number, p.ID}, AboutList(l.ID))
	}
	return fault.New(fault.NotFound, "dispatch.no_list", "courier", shownCode(l.Courier))
}

// print asks for the list that was just closed once more.
func (w *work) print() (station.Reply, error) {
	l, err := lists.Get(w.tx, *w.st.Closed)
	if err != nil {
		return station.Reply{}, err
	}
	if err := printAgain(w.tx, l); err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Say("dispatch.printed", "number", l.Number))
}
