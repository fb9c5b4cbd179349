package move

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
)

// PutBack: goods that an order no longer wants lie in a bin again.
type PutBack struct {
	Order   warehouse.OrderID `json:"order"`
	Stock   ledger.Kind       `json:"stock"` // as it lies there now
	From    warehouse.PlaceID `json:"from"`
	To      warehouse.PlaceID `json:"to"`
	Qty     measure.Qty       `json:"qty"`
	Damaged bool              `json:"damaged,omitempty"` // it came back not for sale
}

// Undone: the goods were taken off their bin again, into the tote.
type Undone PutBack

// Emptied: nothing is left in a tote or parcel of an order; a tote is free, a
// parcel is none any more.
type Emptied struct {
	Order     warehouse.OrderID `json:"order"`
	Container warehouse.PlaceID `json:"container"`
}

// Moved: stock was moved by hand.
type Moved struct {
	Move  ledger.MoveID     `json:"move"`
	Stock ledger.Kind       `json:"stock"`
	From  warehouse.PlaceID `json:"from"`
	To    warehouse.PlaceID `json:"to"`
	Qty   measure.Qty       `json:"qty"`
	Said  string            `json:"said,omitempty"` // why, in the words of who moved it
}

// Carried: a container went from one place to another with all that is in it.
type Carried struct {
	Container warehouse.PlaceID `json:"container"`
	From      warehouse.PlaceID `json:"from,omitzero"`
	To        warehouse.PlaceID `json:"to,omitzero"`
}

// CountAsked: a person wants an item counted, and why.
type CountAsked struct {
	Place warehouse.PlaceID `json:"place"`
	Item  warehouse.ItemID  `json:"item"`
	Said  string            `json:"said,omitempty"`
}

// Counted: a count that was asked for has its answer.
type Counted struct {
	Place      warehouse.PlaceID `json:"place"`
	Item       warehouse.ItemID  `json:"item"`
	Qty        measure.Qty       `json:"qty"`
	Difference measure.Qty       `json:"difference"`
	Said       string            `json:"said,omitempty"`
}

// The kinds of event of moving.
var (
	stockExample = ledger.Kind{Item: warehouse.ItemID{2}, Lot: warehouse.LotID{3}, Owner: warehouse.EntityID{4}, Condition: warehouse.Damaged}

	PutBackKind    = journal.Register("move.put_back/1", PutBack{warehouse.OrderID{1}, stockExample, warehouse.PlaceID{6}, warehouse.PlaceID{7}, 2, true})
	UndoneKind     = journal.Register("move.undone/1", Undone{warehouse.OrderID{1}, stockExample, warehouse.PlaceID{6}, warehouse.PlaceID{7}, 2, true})
	EmptiedKind    = journal.Register("move.emptied/1", Emptied{warehouse.OrderID{1}, warehouse.PlaceID{6}})
	MovedKind      = journal.Register("move.moved/1", Moved{ledger.MoveID{5}, stockExample, warehouse.PlaceID{6}, warehouse.PlaceID{7}, 2, "полка сломана"})
	CarriedKind    = journal.Register("move.carried/1", Carried{warehouse.PlaceID{8}, warehouse.PlaceID{6}, warehouse.PlaceID{7}})
	CountAskedKind = journal.Register("move.count_asked/1", CountAsked{warehouse.PlaceID{6}, warehouse.ItemID{2}, "не сходится на глаз"})
	CountedKind    = journal.Register("move.counted/1", Counted{warehouse.PlaceID{6}, warehouse.ItemID{2}, 7, -1, "нашли одну под полкой"})
)

func aboutItem(id warehouse.ItemID) journal.Subject   { return journal.About("item", id) }
func aboutPlace(id warehouse.PlaceID) journal.Subject { return journal.About("place", id) }

func aboutJob(order warehouse.OrderID) journal.Subject { return job.About(order) }
func aboutOrder(order warehouse.OrderID) string        { return string(job.About(order)) }
