package move

import (
	"context"
	"slices"
	"unicode/utf8"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// RightStock lets a person move stock from a desk, without a scan.
const RightStock staff.Right = "move.stock"

// MaxSaid is how many letters a reason in a person's words may have.
const MaxSaid = 300

// StockRequest moves free stock between two places of one site.
type StockRequest struct {
	Item   string      `json:"item"` // id, or any code of it
	From   string      `json:"from"` // id, name or any code of a place
	To     string      `json:"to"`
	Qty    measure.Qty `json:"qty"` // base units
	Lot    string      `json:"lot,omitempty"`
	Reason string      `json:"reason,omitempty"` // in the words of the person
}

// StockAnswer names the move.
type StockAnswer struct {
	Move ledger.MoveID `json:"move"`
}

// Stock is the command behind "move" on the screens of stock and bins. Short when
// less than that is free; Conflict where goods are of somebody's order, of
// several kinds, or must be scanned piece by piece.
var Stock = command.Register("move.stock", RightStock,
	func(tx *store.Tx, r *StockRequest) (warehouse.SiteID, error) { return siteOf(tx, r.From, RightStock) }, moveStock).Lines("reason")

func moveStock(_ context.Context, tx *store.Tx, r *StockRequest) (*StockAnswer, error) {
	if err := checkSaid(r.Reason); err != nil {
		return nil, err
	}
	from, err := placeOf(tx, r.From, mayAt(tx, RightStock))
	if err != nil {
		return nil, err
	}
	to, err := placeOf(tx, r.To, func(p *place.Place) bool { return p.Site == from.Site })
	if err != nil {
		return nil, err
	}
	if to.Site != from.Site && !to.Site.IsZero() { // nothing is said of a place where they may have no business
		return nil, fault.New(fault.NotFound, "place.unknown", "code", r.To)
	}
	item, err := itemOf(tx, r.Item)
	if err != nil {
		return nil, err
	}
	if from.ID == to.ID {
		return nil, fault.New(fault.Invalid, "move.same_place", "place", from.Name)
	}
	if err := mayMove(tx, from, to); err != nil {
		return nil, err
	}
	b, err := kindIn(tx, from, item, r.Lot)
	if err != nil {
		return nil, err
	}
	m := &ledger.Move{Stock: b.Stock, Qty: r.Qty, From: from.ID, To: to.ID, Reason: ReasonByHand}
	if m.Units, err = ledger.UnitsOf(tx, from.ID, b.Stock, r.Qty); err != nil {
		return nil, err
	}
	if len(m.Units) > 0 && r.Qty != b.OnHand() { // which of them, only a scan can tell
		return nil, fault.New(fault.Conflict, "move.units", "item", item.Name, "qty", b.OnHand())
	}
	if err := ledger.Post(tx, m); err != nil {
		return nil, err
	}
	e := Moved{Move: m.ID, Stock: ledger.Kind(m.Stock), From: m.From, To: m.To, Qty: m.Qty, Said: r.Reason}
	return &StockAnswer{m.ID}, MovedKind.Record(tx, e, aboutItem(item.ID), aboutPlace(from.ID), aboutPlace(to.ID))
}

// mayMove refuses places that hold no goods, another site, and what is in the
// tote or parcel of an order.
func mayMove(tx *store.Tx, from, to *place.Place) error {
	for _, p := range []*place.Place{from, to} {
		if err := nobodys(tx, p); err != nil {
			return err
		}
	}
	switch {
	case from.Site != to.Site:
		return fault.New(fault.Conflict, "move.other_site", "from", from.Name, "to", to.Name)
	case !to.Open():
		return fault.New(fault.Conflict, "move.blocked", "place", to.Name)
	}
	return nil
}

// nobodys refuses a place that holds no goods, and one that holds an order's.
func nobodys(tx *store.Tx, p *place.Place) error {
	if !p.Kind.Holds() || p.Kind == place.KindWorld {
		return fault.New(fault.Invalid, "move.no_goods", "place", p.Name)
	}
	if p.Kind == place.KindParcel {
		return errSomebodys(p)
	}
	j, err := job.InTote(tx, p.ID)
	if err == nil && j != nil {
		err = errSomebodys(p)
	}
	return err
}

// kindIn is the kind of stock of an item in a place that a person means: of the
// lot they named, in good condition where there are others. Conflict when there
// are several lots and none was named.
func kindIn(tx *store.Tx, at *place.Place, item *catalog.Item, lot string) (*ledger.Balance, error) {
	var found []*ledger.Balance
	for b, err := range ledger.ContentsOf(tx, at.ID, item.ID) {
		if err != nil {
			return nil, err
		}
		if lot != "" {
			if b.Stock.Lot.IsZero() {
				continue
			}
			l, err := ledger.GetLot(tx, b.Stock.Lot)
			if err != nil {
				return nil, err
			}
			if place.Fold(l.Code) != place.Fold(lot) && l.Expiry.String() != lot {
				continue
			}
		}
		found = append(found, b)
	}
	if len(found) == 0 {
		return nil, fault.New(fault.Short, "move.none", "item", item.Name, "place", at.Name)
	}
	best := found[0]
	for _, b := range found[1:] {
		if b.Stock.Lot != best.Stock.Lot {
			return nil, fault.New(fault.Conflict, "move.which_lot", "item", item.Name, "place", at.Name)
		}
		if b.Stock.Condition == warehouse.Good {
			best = b
		}
	}
	return best, nil
}

// placeOf is a place that a person named: by its id, its name or any code of it.
// Where a code is of several, it is the one they can have meant.
func placeOf(tx *store.Tx, text string, meant func(*place.Place) bool) (*place.Place, error) {
	var id warehouse.PlaceID
	if err := id.UnmarshalText([]byte(text)); err == nil && !id.IsZero() {
		return place.Get(tx, id)
	}
	all, err := place.Resolve(tx, text)
	if len(all) > 1 { // warehouses may have glued the same
		all = slices.DeleteFunc(all, func(p *place.Place) bool { return !meant(p) })
	}
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, fault.New(fault.NotFound, "place.unknown", "code", text)
	case len(all) > 1:
		return nil, fault.New(fault.Conflict, "place.several", "code", text, "count", len(all))
	}
	return all[0], nil
}

// itemOf is an item that a person named: by its id or any code of it.
func itemOf(tx *store.Tx, text string) (*catalog.Item, error) {
	var id warehouse.ItemID
	if err := id.UnmarshalText([]byte(text)); err == nil && !id.IsZero() {
		return catalog.Get(tx, id)
	}
	all, err := catalog.Resolve(tx, text)
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, fault.New(fault.NotFound, "ledger.no_item", "code", text)
	case len(all) > 1:
		return nil, fault.New(fault.Conflict, "ledger.several_items", "code", text)
	}
	return all[0].Item, nil
}

// mayAt says of a place whether the person has a right where it is.
func mayAt(tx *store.Tx, right staff.Right) func(*place.Place) bool {
	return func(p *place.Place) bool { return staff.May(tx, tx.Origin().Person, right, p.Site) == nil }
}

// siteOf is the site of a place that a person named for what needs a right there.
func siteOf(tx *store.Tx, text string, right staff.Right) (warehouse.SiteID, error) {
	p, err := placeOf(tx, text, mayAt(tx, right))
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return p.Site, nil
}

// checkSaid refuses a reason that is too long.
func checkSaid(text string) error {
	if utf8.RuneCountInString(text) > MaxSaid {
		return fault.New(fault.Invalid, "move.said", "limit", MaxSaid)
	}
	return nil
}
