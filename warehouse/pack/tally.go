package pack

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// tally is how many parcels a person closed on the last day on which they did.
type tally struct {
	Person warehouse.PersonID
	Day    measure.Day
	Count  int
}

func tallyRow(r *store.Row, t *tally) {
	ident.Field(r, 1, &t.Person)
	store.Int(r, 2, &t.Day)
	store.Int(r, 3, &t.Count)
}

var tallies = store.NewTable("pack.tallies", func(t *tally) warehouse.PersonID { return t.Person }, tallyRow)

// count adds a closed parcel to its packer's day, or takes it off again.
func count(tx *store.Tx, p *job.Parcel, n int) error {
	day, err := dayOf(tx, p.Site, p.Closed)
	if err != nil {
		return err
	}
	t, err := tallies.Find(tx, p.Packer)
	switch {
	case err != nil:
		return err
	case t == nil || t.Day < day:
		t = &tally{Person: p.Packer, Day: day}
	case t.Day > day:
		return nil
	}
	t.Count = max(t.Count+n, 0)
	return tallies.Put(tx, t)
}

// today is how many parcels a person closed today.
func today(tx *store.Tx, site warehouse.SiteID, person warehouse.PersonID) (int, error) {
	t, err := tallies.Find(tx, person)
	if err != nil || t == nil {
		return 0, err
	}
	day, err := dayOf(tx, site, tx.Now())
	if err != nil || t.Day != day {
		return 0, err
	}
	return t.Count, nil
}

func dayOf(tx *store.Tx, site warehouse.SiteID, at time.Time) (measure.Day, error) {
	s, err := place.GetSite(tx, site)
	if err != nil {
		return 0, err
	}
	return s.Day(at), nil
}
