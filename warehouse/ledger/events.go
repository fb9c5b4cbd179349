package ledger

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
)

// SurplusFound: a person had in the hand what the ledger did not know.
type SurplusFound struct {
	Move  MoveID            `json:"move"`
	Place warehouse.PlaceID `json:"place"`
	Item  warehouse.ItemID  `json:"item"`
	Qty   measure.Qty       `json:"qty"`
	Ref   string            `json:"ref,omitempty"`
}

// Adjusted: a place was made what was counted.
type Adjusted struct {
	Place warehouse.PlaceID `json:"place"`
	Item  warehouse.ItemID  `json:"item"`
	Was   measure.Qty       `json:"was"`
	Now   measure.Qty       `json:"now"`
	Why   Reason            `json:"why"`
	Ref   string            `json:"ref,omitempty"`
}

// HoldCut: a hold gave way to what was counted.
type HoldCut struct {
	Hold  HoldID            `json:"hold"`
	Place warehouse.PlaceID `json:"place"`
	Item  warehouse.ItemID  `json:"item"`
	Line  warehouse.LineID  `json:"line,omitzero"`
	Qty   measure.Qty       `json:"qty"`
}

// CountAsked: somebody should count.
type CountAsked struct {
	Place warehouse.PlaceID `json:"place"`
	Item  warehouse.ItemID  `json:"item"`
	Why   Reason            `json:"why"`
}

// LotExpired: the day of a lot has passed.
type LotExpired struct {
	Lot    warehouse.LotID  `json:"lot"`
	Item   warehouse.ItemID `json:"item"`
	Code   string           `json:"code"`
	Expiry measure.Day      `json:"expiry"`
}

// Opened: what lay in a place on the day the program began.
type Opened struct {
	Move  MoveID            `json:"move"`
	Place warehouse.PlaceID `json:"place"`
	Item  warehouse.ItemID  `json:"item"`
	Qty   measure.Qty       `json:"qty"`
	Ref   string            `json:"ref,omitempty"`
}

// The ledger's kinds of event.
var (
	SurplusKind    = journal.Register("ledger.surplus/1", SurplusFound{MoveID{1}, warehouse.PlaceID{2}, warehouse.ItemID{3}, 1, "order/0"})
	AdjustedKind   = journal.Register("ledger.adjusted/1", Adjusted{warehouse.PlaceID{2}, warehouse.ItemID{3}, 5, 4, ReasonCount, "count/0"})
	HoldCutKind    = journal.Register("ledger.hold_cut/1", HoldCut{HoldID{1}, warehouse.PlaceID{2}, warehouse.ItemID{3}, warehouse.LineID{4}, 1})
	CountAskedKind = journal.Register("ledger.count_asked/1", CountAsked{warehouse.PlaceID{2}, warehouse.ItemID{3}, ReasonSurplus})
	OpenedKind     = journal.Register("ledger.opened/1", Opened{MoveID{1}, warehouse.PlaceID{2}, warehouse.ItemID{3}, 12, "run/0"})
	LotExpiredKind = journal.Register("ledger.lot_expired/1", LotExpired{warehouse.LotID{1}, warehouse.ItemID{3}, "L-7", measure.DayFrom(2026, 11, 21)})
)

func aboutItem(id warehouse.ItemID) journal.Subject   { return journal.About("item", id) }
func aboutPlace(id warehouse.PlaceID) journal.Subject { return journal.About("place", id) }
