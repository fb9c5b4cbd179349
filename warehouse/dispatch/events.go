package dispatch

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
)

// ScannedOut: a parcel was scanned onto its courier's list.
type ScannedOut struct {
	Order  warehouse.OrderID `json:"order"`
	Parcel warehouse.PlaceID `json:"parcel"`
	List   ListID            `json:"list"`
}

// TakenOff: a parcel came off its list again: scanned by mistake, or its order
// was stopped (Stopped).
type TakenOff struct {
	Order   warehouse.OrderID `json:"order"`
	Parcel  warehouse.PlaceID `json:"parcel"`
	List    ListID            `json:"list"`
	Stopped bool              `json:"stopped,omitempty"`
}

// Left: a parcel left the house with its courier.
type Left struct {
	Order   warehouse.OrderID `json:"order"`
	Parcel  warehouse.PlaceID `json:"parcel"`
	List    ListID            `json:"list"`
	Number  string            `json:"number"` // of the list
	Courier string            `json:"courier,omitempty"`
}

// Closed: a courier's list was closed. Missing parcels stayed.
type Closed struct {
	List    ListID           `json:"list"`
	Number  string           `json:"number"`
	Site    warehouse.SiteID `json:"site"`
	Courier string           `json:"courier,omitempty"`
	Parcels int              `json:"parcels"`
	Grams   int64            `json:"grams"`
	Missing int              `json:"missing,omitempty"`
}

// Printed: the paper of a closed list is wanted, for two signatures.
type Printed struct {
	List   ListID   `json:"list"`
	Number string   `json:"number"`
	Paper  paper.ID `json:"paper"`
}

// The kinds of event of handing over.
var (
	ScannedOutKind = journal.Register("dispatch.scanned/1", ScannedOut{warehouse.OrderID{1}, warehouse.PlaceID{2}, ListID{3}})
	TakenOffKind   = journal.Register("dispatch.taken_off/1", TakenOff{warehouse.OrderID{1}, warehouse.PlaceID{2}, ListID{3}, true})
	LeftKind       = journal.Register("dispatch.left/1", Left{warehouse.OrderID{1}, warehouse.PlaceID{2}, ListID{3}, "2026-0118", "cdek"})
	PrintedKind    = journal.Register("dispatch.printed/1", Printed{ListID{3}, "2026-0118", paper.ID{5}})
	ClosedKind     = journal.Register("dispatch.closed/1", Closed{ListID{3}, "2026-0118", warehouse.SiteID{4}, "cdek", 17, 48_300, 2})
)

// about are the subjects of what happens to a parcel of an order.
func about(order warehouse.OrderID, parcel warehouse.PlaceID) []journal.Subject {
	return []journal.Subject{job.About(order), journal.About("parcel", parcel)}
}
