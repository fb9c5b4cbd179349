package ledger

import (
	"context"
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Asked is a count that somebody or something asked for: a row in the list of
// what is stuck.
type Asked struct {
	Place  warehouse.PlaceID
	Item   warehouse.ItemID
	Why    Reason
	Since  time.Time
	Person warehouse.PersonID // who saw that something is off
}

func askedRow(r *store.Row, a *Asked) {
	ident.Field(r, 1, &a.Place)
	ident.Field(r, 2, &a.Item)
	store.Text(r, 3, &a.Why)
	store.Time(r, 4, &a.Since)
	ident.Field(r, 5, &a.Person)
}

type askedKey = store.Pair[warehouse.PlaceID, warehouse.ItemID]

var asked = store.NewTable("ledger.counts", func(a *Asked) askedKey { return store.Keys2(a.Place, a.Item) }, askedRow)

// AskCount asks that an item be counted in a place; once is enough.
func AskCount(tx *store.Tx, p warehouse.PlaceID, item warehouse.ItemID, why Reason) error {
	old, err := asked.Find(tx, store.Keys2(p, item))
	if err != nil || old != nil {
		return err
	}
	if err := asked.Insert(tx, &Asked{Place: p, Item: item, Why: why, Since: tx.Now(), Person: tx.Origin().Person}); err != nil {
		return err
	}
	return CountAskedKind.Record(tx, CountAsked{Place: p, Item: item, Why: why}, aboutItem(item), aboutPlace(p))
}

// FindCount is the count of an item that is asked for in a place; nil for none.
func FindCount(tx *store.Tx, p warehouse.PlaceID, item warehouse.ItemID) (*Asked, error) {
	return asked.Find(tx, store.Keys2(p, item))
}

// Counts walks the counts that are asked for.
func Counts(tx *store.Tx) iter.Seq2[*Asked, error] { return asked.All(tx) }

// Surplus posts goods that a person has in the hand and the ledger does not
// know: the floor is right. A count of the place is asked for.
func Surplus(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock, qty measure.Qty, ref string, us ...warehouse.UnitID) (*Move, error) {
	m := &Move{Stock: s, Qty: qty, From: place.Found, To: p, Reason: ReasonSurplus, Ref: ref, Units: us}
	if err := Post(tx, m); err != nil {
		return nil, err
	}
	if err := SurplusKind.Record(tx, SurplusFound{Move: m.ID, Place: p, Item: s.Item, Qty: qty, Ref: ref}, aboutItem(s.Item), aboutPlace(p)); err != nil {
		return nil, err
	}
	return m, AskCount(tx, p, s.Item, ReasonSurplus)
}

// MaxCounted is more of an item, in base units, than anybody finds in one place:
// it catches a barcode read where a quantity belongs.
func MaxCounted(i *catalog.Item) measure.Qty {
	if i.Unit != measure.Piece {
		return 9_999_999_000
	}
	return 9_999_999
}

// Believe refuses a quantity above MaxCounted.
func Believe(i *catalog.Item, qty measure.Qty) error {
	if most := MaxCounted(i); qty > most {
		return fault.New(fault.Limit, "ledger.much", "qty", qty, "limit", most)
	}
	return nil
}

// Correct makes a kind of stock in a place what was counted: the difference
// comes from place.Found or goes to place.Loss. When it is less than what is
// held, the youngest holds give way and the keeper is told. It returns the
// difference. An asked count of the item there is answered.
func Correct(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock, counted measure.Qty, why Reason, ref string, us ...warehouse.UnitID) (measure.Qty, error) {
	if counted < 0 || why == "" {
		return 0, fault.New(fault.Invalid, "ledger.counted", "qty", counted)
	}
	b, err := BalanceOf(tx, p, s)
	if err != nil {
		return 0, err
	}
	was := b.OnHand()
	switch {
	case counted > was:
		err = Post(tx, &Move{Stock: s, Qty: counted - was, From: place.Found, To: p, Reason: why, Ref: ref, Units: us})
	case counted < was:
		if err = GiveWay(tx, p, s, was-counted-b.Available()); err == nil {
			err = Post(tx, &Move{Stock: s, Qty: was - counted, From: p, To: place.Loss, Reason: why, Ref: ref, Units: us})
		}
	}
	if err != nil {
		return 0, err
	}
	if err := asked.Delete(tx, store.Keys2(p, s.Item)); err != nil {
		return 0, err
	}
	if counted != was {
		err = AdjustedKind.Record(tx, Adjusted{Place: p, Item: s.Item, Was: was, Now: counted, Why: why, Ref: ref}, aboutItem(s.Item), aboutPlace(p))
	}
	return counted - was, err
}

// GiveWay cuts the youngest holds of a kind of stock in a place by qty, if it is
// above zero, and says so; the keeper is told. Holds of the lines to spare stay:
// a picker who has goods in the hand calls it before Correct. Holds may be fewer
// than qty.
func GiveWay(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock, qty measure.Qty, spare ...warehouse.LineID) error {
	cuts, err := cut(tx, p, s, qty, spare...)
	if err != nil {
		return err
	}
	for _, c := range cuts {
		if err := HoldCutKind.Record(tx, HoldCut{Hold: c.Hold.ID, Place: p, Item: s.Item, Line: c.Hold.Line, Qty: c.Qty}, aboutItem(s.Item), aboutPlace(p)); err != nil {
			return err
		}
	}
	return nil
}

// AdjustRequest is what was counted of one kind of stock in a place.
type AdjustRequest struct {
	Place   warehouse.PlaceID `json:"place"`
	Stock   Kind              `json:"stock"`
	Counted measure.Qty       `json:"counted"`
	Reason  Reason            `json:"reason"`
}

// Kind is warehouse.Stock as a request says it.
type Kind struct {
	Item      warehouse.ItemID    `json:"item"`
	Lot       warehouse.LotID     `json:"lot,omitzero"`
	Owner     warehouse.EntityID  `json:"owner,omitzero"`
	Condition warehouse.Condition `json:"condition,omitempty"`
}

// AdjustAnswer says by how much the ledger was off.
type AdjustAnswer struct {
	Difference measure.Qty `json:"difference"`
}

// Adjust is the command behind a counted bin.
var Adjust = command.Register("ledger.adjust", "ledger.adjust",
	func(tx *store.Tx, r *AdjustRequest) (warehouse.SiteID, error) { return siteOf(tx, r.Place) },
	func(_ context.Context, tx *store.Tx, r *AdjustRequest) (*AdjustAnswer, error) {
		diff, err := Correct(tx, r.Place, warehouse.Stock(r.Stock), r.Counted, r.Reason, "")
		return &AdjustAnswer{diff}, err
	})

// siteOf is the site of a place for a check of rights.
func siteOf(tx *store.Tx, id warehouse.PlaceID) (warehouse.SiteID, error) {
	p, err := Root(tx, id)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return p.Site, nil
}
