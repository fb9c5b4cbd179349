package ledger

import (
	"iter"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Unit is one piece with a serial number or marking code. It is in exactly one
// place.
type Unit struct {
	ID    warehouse.UnitID
	Code  string // as read from the piece, unique within the item
	Stock warehouse.Stock
	Place warehouse.PlaceID
	last  MoveID
}

func unitRow(r *store.Row, u *Unit) {
	ident.Field(r, 1, &u.ID)
	store.Text(r, 2, &u.Code)
	store.One(r, 3, &u.Stock, stockRow)
	ident.Field(r, 4, &u.Place)
	ident.Field(r, 5, &u.last)
}

type (
	unitKey      = store.Pair[warehouse.ItemID, store.Str]
	unitPlaceKey = store.Pair[warehouse.PlaceID, warehouse.ItemID]
)

var (
	units      = store.NewTable("ledger.units", func(u *Unit) warehouse.UnitID { return u.ID }, unitRow)
	unitByCode = store.NewIndex(units, "code", func(u *Unit) []unitKey {
		return []unitKey{store.Keys2(u.Stock.Item, store.Str(u.Code))}
	}).Unique()
	unitsIn = store.NewIndex(units, "place", func(u *Unit) []unitPlaceKey {
		return []unitPlaceKey{store.Keys2(u.Place, u.Stock.Item)}
	})
)

// UnitFor finds the unit of an item with this code, or makes one that is still
// outside, where it is to come from.
func UnitFor(tx *store.Tx, s warehouse.Stock, code string, from warehouse.PlaceID) (*Unit, error) {
	u, err := FindUnit(tx, s.Item, code)
	if err != nil || u != nil {
		return u, err
	}
	if place.World(from) == nil {
		return nil, fault.New(fault.NotFound, "ledger.unit", "code", code)
	}
	u = &Unit{ID: warehouse.UnitID(tx.Mint()), Code: code, Stock: s, Place: from}
	return u, units.Insert(tx, u)
}

// GetUnit is a unit by its id; store.ErrNotFound when there is none.
func GetUnit(tx *store.Tx, id warehouse.UnitID) (*Unit, error) { return units.Get(tx, id) }

// FindUnit is the unit of an item with this code, nil when there is none.
func FindUnit(tx *store.Tx, item warehouse.ItemID, code string) (*Unit, error) {
	return unitByCode.Find(tx, store.Keys2(item, store.Str(code)))
}

// UnitScanned is the unit of an item that a code names: by the whole code, as the
// piece was marked, or by the serial number in it. nil when nobody knows it.
func UnitScanned(tx *store.Tx, item warehouse.ItemID, code scan.Code) (*Unit, error) {
	u, err := FindUnit(tx, item, code.Data)
	if serial := code.Serial(); err == nil && u == nil && serial != "" {
		u, err = FindUnit(tx, item, serial)
	}
	return u, err
}

// UnitsIn walks the units of an item in a place.
func UnitsIn(tx *store.Tx, p warehouse.PlaceID, item warehouse.ItemID) iter.Seq2[*Unit, error] {
	return unitsIn.Each(tx, store.Keys2(p, item))
}

// tracked says whether an item is kept by units: when any unit of it is known.
// The first move of such an item brings its units, and from then on every move
// must.
func tracked(tx *store.Tx, item warehouse.ItemID) (bool, error) {
	u, err := unitByCode.First(tx, item)
	return u != nil, err
}

// moveUnits carries the units of a move along, and refuses a move that names
// too few, too many, or one that is elsewhere.
func moveUnits(tx *store.Tx, m *Move) error {
	if len(m.Units) == 0 {
		if is, err := tracked(tx, m.Stock.Item); err != nil || !is {
			return err
		}
	}
	if int64(len(m.Units)) != int64(m.Qty) {
		return fault.New(fault.Invalid, "ledger.units", "item", m.Stock.Item, "want", m.Qty, "have", len(m.Units))
	}
	for _, id := range m.Units {
		if err := units.Edit(tx, id, func(u *Unit) (*Unit, error) {
			switch {
			case u == nil:
				return nil, fault.New(fault.NotFound, "ledger.unit", "code", id)
			case u.Stock.Item != m.Stock.Item:
				return nil, fault.New(fault.Invalid, "ledger.unit_item", "code", u.Code)
			case u.Place != m.From:
				return nil, fault.New(fault.Conflict, "ledger.unit_elsewhere", "code", u.Code, "place", u.Place)
			}
			u.Place, u.Stock, u.last = m.To, m.Stock, m.ID
			return u, nil
		}); err != nil {
			return err
		}
	}
	return nil
}
