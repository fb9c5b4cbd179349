package job

import (
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Parcel is a box of a job. Its place is where the goods are; its content is
// what the ledger says lies there.
type Parcel struct {
	Place     warehouse.PlaceID
	Order     warehouse.OrderID
	Site      warehouse.SiteID
	Courier   string
	Index     int    // 1 for the first of the order
	Code      string // on its label
	Grams     int64  // worked out, or as corrected
	Corrected bool
	Opened    time.Time
	Closed    time.Time // zero while open
	Gone      time.Time // zero while in the house
	Packer    warehouse.PersonID
	Manifest  string // number of the courier's list it left on
	Void      bool   // taken apart again: put back
}

func parcelRow(r *store.Row, p *Parcel) {
	ident.Field(r, 1, &p.Place)
	ident.Field(r, 2, &p.Order)
	ident.Field(r, 3, &p.Site)
	store.Text(r, 4, &p.Courier)
	store.Int(r, 5, &p.Index)
	store.Text(r, 6, &p.Code)
	store.Int(r, 7, &p.Grams)
	store.Bool(r, 8, &p.Corrected)
	store.Time(r, 9, &p.Opened)
	store.Time(r, 10, &p.Closed)
	store.Time(r, 11, &p.Gone)
	ident.Field(r, 12, &p.Packer)
	store.Text(r, 13, &p.Manifest)
	store.Bool(r, 14, &p.Void)
}

type courierKey = store.Pair[warehouse.SiteID, store.Str]

var (
	parcels = store.NewTable("job.parcels", func(p *Parcel) warehouse.PlaceID { return p.Place }, parcelRow)
	byOrder = store.NewIndex(parcels, "order", func(p *Parcel) []warehouse.OrderID { return []warehouse.OrderID{p.Order} })
	waiting = store.NewIndex(parcels, "waiting", func(p *Parcel) []courierKey {
		if p.Closed.IsZero() || !p.Gone.IsZero() || p.Void {
			return nil
		}
		return []courierKey{store.Keys2(p.Site, store.Str(p.Courier))}
	})
)

// PutParcel keeps a parcel.
func PutParcel(tx *store.Tx, p *Parcel) error { return parcels.Put(tx, p) }

// GetParcel is a parcel by its place; NotFound when there is none.
func GetParcel(tx *store.Tx, place warehouse.PlaceID) (*Parcel, error) {
	p, err := parcels.Find(tx, place)
	if err == nil && p == nil {
		err = fault.New(fault.NotFound, "job.no_parcel", "parcel", place)
	}
	return p, err
}

// ParcelsOf walks the parcels of an order in the order in which they were begun,
// voided ones too.
func ParcelsOf(tx *store.Tx, order warehouse.OrderID) iter.Seq2[*Parcel, error] {
	return byOrder.Each(tx, order)
}

// WaitingFor walks the closed parcels that wait for a courier at a site; with
// courier "" for any. Those of cancelled orders wait for none.
func WaitingFor(tx *store.Tx, site warehouse.SiteID, courier string) iter.Seq2[*Parcel, error] {
	if courier == "" {
		return wanted(tx, waiting.Each(tx, site), true)
	}
	return wanted(tx, waiting.Each(tx, store.Keys2(site, store.Str(courier))), true)
}

// ToTakeApart walks the closed parcels at a site whose orders were cancelled:
// nobody hands them over, their goods are put back.
func ToTakeApart(tx *store.Tx, site warehouse.SiteID) iter.Seq2[*Parcel, error] {
	return wanted(tx, waiting.Each(tx, site), false)
}

// wanted are those of parcels whose orders are wanted, or those whose are not.
func wanted(tx *store.Tx, all iter.Seq2[*Parcel, error], are bool) iter.Seq2[*Parcel, error] {
	return func(yield func(*Parcel, error) bool) {
		for p, err := range all {
			var j *Job
			if err == nil {
				j, err = Get(tx, p.Order)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if cancelled := j.State == Stopped || j.State == Ended; cancelled == are {
				continue
			}
			if !yield(p, nil) {
				return
			}
		}
	}
}
