package dispatch

import (
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// ListID names a courier's list.
type ListID = ident.ID[List]

// MaxParcels is how many parcels one list holds: what one transaction hands over.
const MaxParcels = 200

// List is what a courier takes on one departure, and signs for.
type List struct {
	ID      ListID
	Site    warehouse.SiteID
	Courier string
	Opened  time.Time
	Closed  time.Time // zero while parcels are scanned onto it
	Number  string    // given when it closes
	Person  warehouse.PersonID
	Parcels int   // that left
	Grams   int64 // of those
	Missing int   // that should have left and stayed

	Printing bool // there was a printer when its paper was last wanted
}

func listRow(r *store.Row, l *List) {
	ident.Field(r, 1, &l.ID)
	ident.Field(r, 2, &l.Site)
	store.Text(r, 3, &l.Courier)
	store.Time(r, 4, &l.Opened)
	store.Time(r, 5, &l.Closed)
	store.Text(r, 6, &l.Number)
	ident.Field(r, 7, &l.Person)
	store.Int(r, 8, &l.Parcels)
	store.Int(r, 9, &l.Grams)
	store.Int(r, 10, &l.Missing)
	store.Bool(r, 11, &l.Printing)
}

// Out is a parcel that was scanned onto a list. While the list is open it lies
// at the dock or on the truck, and is ours.
type Out struct {
	Parcel  warehouse.PlaceID
	List    ListID
	Order   warehouse.OrderID
	At      time.Time
	Person  warehouse.PersonID
	Grams   int64
	Stopped bool // its order was cancelled or changed since: it must come off
}

func outRow(r *store.Row, o *Out) {
	ident.Field(r, 1, &o.Parcel)
	ident.Field(r, 2, &o.List)
	ident.Field(r, 3, &o.Order)
	store.Time(r, 4, &o.At)
	ident.Field(r, 5, &o.Person)
	store.Int(r, 6, &o.Grams)
	store.Bool(r, 7, &o.Stopped)
}

type (
	courierKey = store.Pair[warehouse.SiteID, store.Str]
	listKey    = store.Triple[warehouse.SiteID, store.Str, ListID]
	outKey     = store.Pair[ListID, store.I64]
)

var (
	lists    = store.NewTable("dispatch.lists", func(l *List) ListID { return l.ID }, listRow)
	openList = store.NewIndex(lists, "open", func(l *List) []courierKey {
		if !l.Closed.IsZero() {
			return nil
		}
		return []courierKey{store.Keys2(l.Site, store.Str(l.Courier))}
	}).Unique()
	ofCourier = store.NewIndex(lists, "courier", func(l *List) []listKey {
		return []listKey{store.Keys3(l.Site, store.Str(l.Courier), l.ID)}
	})

	outs   = store.NewTable("dispatch.out", func(o *Out) warehouse.PlaceID { return o.Parcel }, outRow)
	onList = store.NewIndex(outs, "list", func(o *Out) []outKey {
		return []outKey{store.Keys2(o.List, store.When(o.At))}
	})
)

// OpenList is the list that parcels of a courier are scanned onto now, nil when
// none was begun.
func OpenList(tx *store.Tx, site warehouse.SiteID, courier string) (*List, error) {
	return openList.Find(tx, store.Keys2(site, store.Str(courier)))
}

// Lists walks the lists of a courier at a site, the newest first.
func Lists(tx *store.Tx, site warehouse.SiteID, courier string) iter.Seq2[*List, error] {
	return ofCourier.EachBack(tx, store.Keys2(site, store.Str(courier)))
}

// On walks the parcels of a list in the order in which they were scanned.
func On(tx *store.Tx, list ListID) iter.Seq2[*Out, error] { return onList.Each(tx, list) }

// OutOf is where a parcel was scanned onto a list, nil when it was not.
func OutOf(tx *store.Tx, parcel warehouse.PlaceID) (*Out, error) { return outs.Find(tx, parcel) }

// all are the parcels of a list, none for no list.
func (l *List) all(tx *store.Tx) (list []*Out, err error) {
	if l == nil {
		return nil, nil
	}
	for o, err := range On(tx, l.ID) {
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, nil
}
