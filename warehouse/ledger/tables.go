package ledger

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Ids of the ledger's own things.
type (
	MoveID  = ident.ID[Move]
	HoldID  = ident.ID[Hold]
	CarryID = ident.ID[Carry]
)

// Reason says why a move was made; a code with a word in ui/locale under
// "reason.<reason>".
type Reason string

// Reasons that the ledger itself gives; flows have their own.
const (
	ReasonSurplus Reason = "surplus" // found on the floor, unknown to the ledger
	ReasonCount   Reason = "count"   // counted, more or less than known
	ReasonDamage  Reason = "damage"
	ReasonUndo    Reason = "undo"
	ReasonOpening Reason = "opening"
)

// Move is a quantity of one kind of stock that went from one place to another.
// It is never changed. The caller fills Stock to Happened; the ledger the rest.
type Move struct {
	ID       MoveID // minted when zero
	Stock    warehouse.Stock
	Qty      measure.Qty // in the item's base unit, above zero
	From, To warehouse.PlaceID
	Reason   Reason
	Ref      string             // what it was for: "order/01J…", "arrival/01J…"
	Units    []warehouse.UnitID // as many as Qty where the item is kept by units
	Happened time.Time          // when it was true on the floor; zero is now; never after Posted

	Posted  time.Time
	Person  warehouse.PersonID
	Command string // id of the command that made it
	Undoes  MoveID // the move it takes back

	hold                 HoldID // the hold it settled, if any
	beforeFrom, beforeTo MoveID // the moves before it at either end
}

// Hold is a move promised and not yet made; it is gone once settled or
// released.
type Hold struct {
	ID    HoldID // minted when zero
	Stock warehouse.Stock
	Qty   measure.Qty
	Place warehouse.PlaceID // where it is taken from
	Line  warehouse.LineID  // for whom
	Ref   string
	At    time.Time // when it was made: the youngest give way first
}

// Balance is all that ever came to and went from a place of one kind of stock,
// and what of the rest is held.
type Balance struct {
	Place   warehouse.PlaceID
	Stock   warehouse.Stock
	In, Out measure.Qty
	Held    measure.Qty
	Site    warehouse.SiteID // of Place, which has it for ever; zero for the world outside
	Carried bool             // Place is no bin, but a tote, a cart, a pallet or a parcel

	last MoveID // from which the moves before lead to the first
}

// OnHand is what lies there; Available what is not held of it.
func (b *Balance) OnHand() measure.Qty    { return b.In - b.Out }
func (b *Balance) Available() measure.Qty { return b.OnHand() - b.Held }

func stockRow(r *store.Row, s *warehouse.Stock) {
	ident.Field(r, 1, &s.Item)
	ident.Field(r, 2, &s.Lot)
	ident.Field(r, 3, &s.Owner)
	store.Uint(r, 4, &s.Condition)
}

func moveRow(r *store.Row, m *Move) {
	ident.Field(r, 1, &m.ID)
	store.One(r, 2, &m.Stock, stockRow)
	store.Int(r, 3, &m.Qty)
	ident.Field(r, 4, &m.From)
	ident.Field(r, 5, &m.To)
	store.Text(r, 6, &m.Reason)
	store.Text(r, 7, &m.Ref)
	store.List(r, 8, &m.Units, func(r *store.Row, u *warehouse.UnitID) { ident.Field(r, 1, u) })
	store.Time(r, 9, &m.Happened)
	store.Time(r, 10, &m.Posted)
	ident.Field(r, 11, &m.Person)
	store.Text(r, 12, &m.Command)
	ident.Field(r, 13, &m.Undoes)
	ident.Field(r, 14, &m.hold)
	ident.Field(r, 15, &m.beforeFrom)
	ident.Field(r, 16, &m.beforeTo)
}

func holdRow(r *store.Row, h *Hold) {
	ident.Field(r, 1, &h.ID)
	store.One(r, 2, &h.Stock, stockRow)
	store.Int(r, 3, &h.Qty)
	ident.Field(r, 4, &h.Place)
	ident.Field(r, 5, &h.Line)
	store.Text(r, 6, &h.Ref)
	store.Time(r, 7, &h.At)
}

func balanceRow(r *store.Row, b *Balance) {
	ident.Field(r, 1, &b.Place)
	store.One(r, 2, &b.Stock, stockRow)
	store.Int(r, 3, &b.In)
	store.Int(r, 4, &b.Out)
	store.Int(r, 5, &b.Held)
	ident.Field(r, 6, &b.last)
	ident.Field(r, 7, &b.Site)
	store.Bool(r, 8, &b.Carried)
}

// stockKey is the place and the kind of stock, item first so that the items of
// a place and the lots of an item stand together.
type stockKey struct {
	place warehouse.PlaceID
	stock warehouse.Stock
}

func (k stockKey) AppendKey(b []byte) []byte {
	b = append(b, k.place[:]...)
	b = append(b, k.stock.Item[:]...)
	b = append(b, k.stock.Lot[:]...)
	b = append(b, k.stock.Owner[:]...)
	return append(b, byte(k.stock.Condition))
}

type (
	itemPlace = store.Pair[warehouse.ItemID, warehouse.PlaceID]
	placeItem = store.Pair[warehouse.PlaceID, warehouse.ItemID]
	itemSite  = store.Pair[warehouse.ItemID, warehouse.SiteID]
	whereKey  = store.Pair[itemSite, store.U64]
)

var (
	moves    = store.NewTable("ledger.moves", func(m *Move) MoveID { return m.ID }, moveRow).AppendOnly()
	holds    = store.NewTable("ledger.holds", func(h *Hold) HoldID { return h.ID }, holdRow)
	balances = store.NewTable("ledger.balances", func(b *Balance) stockKey { return stockKey{b.Place, b.Stock} }, balanceRow)

	// whereIs finds the places where an item lies now: site by site, so that no
	// other hides those of one, and its bins before what is carried.
	whereIs = store.NewIndex(balances, "item", func(b *Balance) []whereKey {
		if b.OnHand() == 0 && b.Held == 0 {
			return nil
		}
		carried := store.U64(0)
		if b.Carried {
			carried = 1
		}
		return []whereKey{{A: itemSite{A: b.Stock.Item, B: b.Site}, B: carried}}
	})
	// here finds what lies in a place now, by item: a tote's balances of a year
	// are many, and what is in it is little.
	here = store.NewIndex(balances, "place", func(b *Balance) []placeItem {
		if b.OnHand() == 0 && b.Held == 0 {
			return nil
		}
		return []placeItem{{A: b.Place, B: b.Stock.Item}}
	})
	// notGood finds what lies inside in another condition than good.
	notGood = store.NewIndex(balances, "condition", func(b *Balance) []warehouse.ItemID {
		if b.Stock.Condition == warehouse.Good || place.World(b.Place) != nil || b.OnHand() == 0 && b.Held == 0 {
			return nil
		}
		return []warehouse.ItemID{b.Stock.Item}
	})
	heldAt   = store.NewIndex(holds, "place", func(h *Hold) []itemPlace { return []itemPlace{{A: h.Stock.Item, B: h.Place}} })
	heldLine = store.NewIndex(holds, "line", func(h *Hold) []warehouse.LineID {
		if h.Line.IsZero() {
			return nil
		}
		return []warehouse.LineID{h.Line}
	})
)
