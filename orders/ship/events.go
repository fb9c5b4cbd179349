package ship

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
)

// Added: a person brought a carrier's label to an order. Nothing of what stands on it
// is told.
type Added struct {
	Order  warehouse.OrderID `json:"order"`
	Label  LabelID           `json:"label"`
	Format Format            `json:"format"`
	Pages  int               `json:"pages"`
}

// Asked: a person wants a carrier's label printed; confirmed says that something about
// it was doubtful, and they saw it.
type Asked struct {
	Order     warehouse.OrderID `json:"order"`
	Label     LabelID           `json:"label"`
	Count     int               `json:"count"`
	Confirmed bool              `json:"confirmed,omitempty"`
}

// Removed: a carrier's label was taken away.
type Removed struct {
	Order warehouse.OrderID `json:"order"`
	Label LabelID           `json:"label"`
}

// The kinds of event of carriers' labels.
var (
	AddedKind   = journal.Register("ship.label_added/1", Added{warehouse.OrderID{1}, LabelID{2}, PDF, 1})
	AskedKind   = journal.Register("ship.label_asked/1", Asked{warehouse.OrderID{1}, LabelID{2}, 2, true})
	RemovedKind = journal.Register("ship.label_removed/1", Removed{warehouse.OrderID{1}, LabelID{2}})
)
