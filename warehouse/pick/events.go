package pick

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
)

// WaveReleased: orders were sent to the floor. Those that were left out are
// counted; why was told to who released.
type WaveReleased struct {
	Wave   string              `json:"wave"`
	Site   warehouse.SiteID    `json:"site"`
	Orders []warehouse.OrderID `json:"orders"`
	Left   int                 `json:"left,omitempty"`
}

// Picked: units went from their bin into a tote.
type Picked struct {
	Order warehouse.OrderID `json:"order"`
	Item  warehouse.ItemID  `json:"item"`
	Lot   warehouse.LotID   `json:"lot,omitzero"`
	Place warehouse.PlaceID `json:"place"`
	Tote  warehouse.PlaceID `json:"tote"`
	Qty   measure.Qty       `json:"qty"`
}

// Undone: units went back from the tote into their bin, where they are held
// again.
type Undone Picked

// ShortPick: there was less in a bin than the order needs.
type ShortPick struct {
	Order   warehouse.OrderID `json:"order"`
	Item    warehouse.ItemID  `json:"item"`
	Lot     warehouse.LotID   `json:"lot,omitzero"`
	Place   warehouse.PlaceID `json:"place"`
	Need    measure.Qty       `json:"need"`
	Found   measure.Qty       `json:"found"`
	Reason  string            `json:"reason"`
	Instead measure.Qty       `json:"instead,omitempty"` // taken from other bins of this walk
	Missing measure.Qty       `json:"missing,omitempty"` // the order waits for them
}

// Reported: a picker saw something that the office should look at.
type Reported struct {
	Order warehouse.OrderID `json:"order"`
	What  string            `json:"what"` // "blocked": no way to the bin; "mislabel": the label on the goods is wrong
	Place warehouse.PlaceID `json:"place,omitzero"`
	Item  warehouse.ItemID  `json:"item,omitzero"`
	Code  string            `json:"code,omitempty"` // as scanned
}

// The kinds of event of picking.
var (
	WaveReleasedKind = journal.Register("pick.released/1", WaveReleased{"12", warehouse.SiteID{9}, []warehouse.OrderID{{1}}, 1})
	PickedKind       = journal.Register("pick.picked/1", Picked{warehouse.OrderID{1}, warehouse.ItemID{2}, warehouse.LotID{3}, warehouse.PlaceID{4}, warehouse.PlaceID{5}, 3})
	UndoneKind       = journal.Register("pick.undone/1", Undone{warehouse.OrderID{1}, warehouse.ItemID{2}, warehouse.LotID{3}, warehouse.PlaceID{4}, warehouse.PlaceID{5}, 3})
	ShortKind        = journal.Register("pick.short/1", ShortPick{warehouse.OrderID{1}, warehouse.ItemID{2}, warehouse.LotID{3}, warehouse.PlaceID{4}, 3, 1, "empty", 1, 1})
	ReportedKind     = journal.Register("pick.reported/1", Reported{warehouse.OrderID{1}, "mislabel", warehouse.PlaceID{4}, warehouse.ItemID{2}, "4607034170431"})
)

func aboutItem(id warehouse.ItemID) journal.Subject   { return journal.About("item", id) }
func aboutPlace(id warehouse.PlaceID) journal.Subject { return journal.About("place", id) }
