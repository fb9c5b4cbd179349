package pack

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
)

// UnitPacked: one scan put units of an item into a parcel.
type UnitPacked struct {
	Order  warehouse.OrderID `json:"order"`
	Parcel warehouse.PlaceID `json:"parcel"`
	Item   warehouse.ItemID  `json:"item"`
	Qty    measure.Qty       `json:"qty"`
}

// UnitUnpacked: a scan was reversed, or units were taken out because the order
// no longer wants them (Back).
type UnitUnpacked struct {
	Order  warehouse.OrderID `json:"order"`
	Parcel warehouse.PlaceID `json:"parcel"`
	Item   warehouse.ItemID  `json:"item"`
	Qty    measure.Qty       `json:"qty"`
	Back   bool              `json:"back,omitempty"`
}

// Shorted: units that should be in a tote are not there, or are spoiled.
type Shorted struct {
	Order  warehouse.OrderID `json:"order"`
	Item   warehouse.ItemID  `json:"item"`
	Qty    measure.Qty       `json:"qty"`
	Reason string            `json:"reason"`
}

// ParcelClosed: a parcel is closed and its label on its way. Who packed it
// stands in the entry.
type ParcelClosed struct {
	Order   warehouse.OrderID `json:"order"`
	Parcel  warehouse.PlaceID `json:"parcel"`
	Code    string            `json:"code"`
	Grams   int64             `json:"grams"`
	Courier string            `json:"courier,omitempty"`
}

// ParcelVoided: a parcel was taken apart; its code and label mean nothing now.
type ParcelVoided struct {
	Order  warehouse.OrderID `json:"order"`
	Parcel warehouse.PlaceID `json:"parcel"`
	Code   string            `json:"code"`
	Into   warehouse.PlaceID `json:"into,omitzero"` // the parcel its goods are in now
}

// Packed: the whole order lies in closed parcels.
type Packed struct {
	Order   warehouse.OrderID   `json:"order"`
	Parcels []warehouse.PlaceID `json:"parcels"`
}

// The packing's kinds of event.
var (
	UnitPackedKind   = journal.Register("pack.unit_packed/1", UnitPacked{warehouse.OrderID{1}, warehouse.PlaceID{2}, warehouse.ItemID{3}, 1})
	UnitUnpackedKind = journal.Register("pack.unit_unpacked/1", UnitUnpacked{warehouse.OrderID{1}, warehouse.PlaceID{2}, warehouse.ItemID{3}, 1, true})
	ShortedKind      = journal.Register("pack.shorted/1", Shorted{warehouse.OrderID{1}, warehouse.ItemID{3}, 1, ReasonEmpty})
	ParcelClosedKind = journal.Register("pack.parcel_closed/1", ParcelClosed{warehouse.OrderID{1}, warehouse.PlaceID{2}, "P00010", 1584, "cdek"})
	ParcelVoidedKind = journal.Register("pack.parcel_voided/1", ParcelVoided{warehouse.OrderID{1}, warehouse.PlaceID{2}, "P00010", warehouse.PlaceID{4}})
	PackedKind       = journal.Register("pack.packed/1", Packed{warehouse.OrderID{1}, []warehouse.PlaceID{{2}}})
)

// about are the subjects of what happens to a parcel of an order.
func about(order warehouse.OrderID, parcel warehouse.PlaceID) []journal.Subject {
	if parcel.IsZero() {
		return []journal.Subject{job.About(order)}
	}
	return []journal.Subject{job.About(order), AboutParcel(parcel)}
}

// AboutParcel is the subject of everything that happens to a parcel.
func AboutParcel(p warehouse.PlaceID) journal.Subject { return journal.About("parcel", p) }
