package receive

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
)

// ArrivalOpened: goods of a sender are being taken in.
type ArrivalOpened struct {
	Arrival ArrivalID        `json:"arrival"`
	Site    warehouse.SiteID `json:"site"`
	From    string           `json:"from,omitempty"`
	Paper   string           `json:"paper,omitempty"`
}

// ArrivalDropped: an arrival was closed with nothing in it, and is none.
type ArrivalDropped struct {
	Arrival ArrivalID        `json:"arrival"`
	Site    warehouse.SiteID `json:"site"`
}

// ArrivalClosed: all of an arrival is taken in; the document has its number.
type ArrivalClosed struct {
	Arrival ArrivalID        `json:"arrival"`
	Site    warehouse.SiteID `json:"site"`
	Number  string           `json:"number"`
	From    string           `json:"from,omitempty"`
	Paper   string           `json:"paper,omitempty"`
	Lines   []ClosedLine     `json:"lines"`
}

// ClosedLine is how much of one kind of stock came.
type ClosedLine struct {
	Stock ledger.Kind `json:"stock"`
	Qty   measure.Qty `json:"qty"`
}

// Received: goods came from the supplier to a place at the dock.
type Received struct {
	Arrival ArrivalID         `json:"arrival"`
	Move    ledger.MoveID     `json:"move"`
	Stock   ledger.Kind       `json:"stock"`
	Place   warehouse.PlaceID `json:"place"`
	Qty     measure.Qty       `json:"qty"`
}

// Undone: it was a mistake, and the ledger's move Move took it back.
type Undone Received

// PutAway: goods went from the dock into a bin.
type PutAway struct {
	Move  ledger.MoveID     `json:"move"`
	Stock ledger.Kind       `json:"stock"`
	From  warehouse.PlaceID `json:"from"`
	To    warehouse.PlaceID `json:"to"`
	Qty   measure.Qty       `json:"qty"`
}

// PutUndone: the goods went back to the dock.
type PutUndone PutAway

// Carried: a container went from the dock to a bin with all that is in it.
type Carried struct {
	Container warehouse.PlaceID `json:"container"`
	From      warehouse.PlaceID `json:"from"`
	To        warehouse.PlaceID `json:"to"`
}

// The kinds of event of receiving.
var (
	stockExample = ledger.Kind{Item: warehouse.ItemID{2}, Lot: warehouse.LotID{3}, Owner: warehouse.EntityID{4}, Condition: warehouse.Damaged}

	OpenedKind    = journal.Register("receive.opened/1", ArrivalOpened{ArrivalID{1}, warehouse.SiteID{9}, "ООО «Вереск»", "УПД 118"})
	DroppedKind   = journal.Register("receive.dropped/1", ArrivalDropped{ArrivalID{1}, warehouse.SiteID{9}})
	ClosedKind    = journal.Register("receive.closed/1", ArrivalClosed{ArrivalID{1}, warehouse.SiteID{9}, "2026-0001", "ООО «Вереск»", "УПД 118", []ClosedLine{{stockExample, 12}}})
	ReceivedKind  = journal.Register("receive.received/1", Received{ArrivalID{1}, ledger.MoveID{5}, stockExample, warehouse.PlaceID{6}, 12})
	UndoneKind    = journal.Register("receive.undone/1", Undone{ArrivalID{1}, ledger.MoveID{5}, stockExample, warehouse.PlaceID{6}, 12})
	PutAwayKind   = journal.Register("receive.put_away/1", PutAway{ledger.MoveID{5}, stockExample, warehouse.PlaceID{6}, warehouse.PlaceID{7}, 12})
	PutUndoneKind = journal.Register("receive.put_undone/1", PutUndone{ledger.MoveID{5}, stockExample, warehouse.PlaceID{6}, warehouse.PlaceID{7}, 12})
	CarriedKind   = journal.Register("receive.carried/1", Carried{warehouse.PlaceID{8}, warehouse.PlaceID{6}, warehouse.PlaceID{7}})
)

func aboutItem(id warehouse.ItemID) journal.Subject   { return journal.About("item", id) }
func aboutPlace(id warehouse.PlaceID) journal.Subject { return journal.About("place", id) }
