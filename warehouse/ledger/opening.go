package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// OpenRequest says what lay in a place on the day the program began.
type OpenRequest struct {
	Place warehouse.PlaceID `json:"place"`
	Stock Kind              `json:"stock"`
	Qty   measure.Qty       `json:"qty"`
	Ref   string            `json:"ref,omitempty"` // "run/…": of which table
}

// OpenAnswer names the move.
type OpenAnswer struct {
	Move MoveID `json:"move"`
}

// TakeBackRequest undoes an opening balance that nobody has used since.
type TakeBackRequest struct {
	Move MoveID `json:"move"`
}

// The commands of opening balances.
var (
	Open = command.Register("ledger.open", "ledger.adjust",
		func(tx *store.Tx, r *OpenRequest) (warehouse.SiteID, error) { return siteOf(tx, r.Place) },
		func(_ context.Context, tx *store.Tx, r *OpenRequest) (*OpenAnswer, error) {
			m := &Move{Stock: warehouse.Stock(r.Stock), Qty: r.Qty, From: place.Opening, To: r.Place, Reason: ReasonOpening, Ref: r.Ref}
			if err := postOpening(tx, m); err != nil {
				return nil, err
			}
			return &OpenAnswer{m.ID}, nil
		})
	TakeBack = command.Register("ledger.open.undo", "ledger.adjust",
		func(tx *store.Tx, r *TakeBackRequest) (warehouse.SiteID, error) {
			m, err := moves.Get(tx, r.Move)
			if err != nil {
				return warehouse.SiteID{}, err
			}
			return siteOf(tx, m.To)
		},
		func(_ context.Context, tx *store.Tx, r *TakeBackRequest) (*OpenAnswer, error) {
			back, err := Undo(tx, r.Move, time.Time{})
			if err != nil {
				return nil, err
			}
			return &OpenAnswer{back.ID}, nil
		})
)

func postOpening(tx *store.Tx, m *Move) error {
	if err := Post(tx, m); err != nil {
		return err
	}
	return OpenedKind.Record(tx, Opened{Move: m.ID, Place: m.To, Item: m.Stock.Item, Qty: m.Qty, Ref: m.Ref}, aboutItem(m.Stock.Item), aboutPlace(m.To))
}

// Sheet is a table of what lies in the bins of a site: one row an item, lot and
// bin of a shelf: what is carried or waits for a courier has its goods by its own
// way. A row adds to what is there, and warns of it; the same table is refused until
// it is undone.
var Sheet = sheet.Register(&sheet.Kind{
	Name: "balances",
	Columns: []sheet.Column{
		{Name: "item", Titles: []string{"артикул", "товар", "штрихкод", "код", "номенклатура", "артикул товара", "article", "sku", "barcode", "артикул или штрихкод товара", "артикул або штрихкод товару", "article or barcode of the item"}, Required: true},
		{Name: "bin", Titles: []string{"ячейка", "адрес", "место хранения", "комірка", "адреса", "location"}, Required: true},
		{Name: "qty", Titles: []string{"количество", "остаток", "кол во", "кількість", "залишок", "quantity"}, Required: true},
		{Name: "lot", Titles: []string{"серия", "партия", "серія", "партія", "batch"}},
		{Name: "expiry", Titles: []string{"годен до", "срок годности", "придатний до", "термін придатності", "best before"}},
		{Name: "condition", Titles: []string{"состояние", "качество", "стан", "якість"}},
	},
	Sited: true,
	Adds:  true,
	Row:   openRow,
	Twice: rowsOnce,
	Undo:  closeRow,
})

// rowsOnce refuses a row of goods and a bin that an earlier row of the table is of,
// whether it names the goods by article or by barcode: whether the two are to be
// added, or one is a slip, only a person knows.
func rowsOnce() func(*sheet.Record) {
	said := map[string]int{}
	return func(r *sheet.Record) {
		if row, met := said[r.Meaning()]; met {
			r.Refuse("bin", fault.New(fault.Conflict, "ledger.open_twice", "row", strconv.Itoa(row)))
			return
		}
		said[r.Meaning()] = r.Number
	}
}

var conditionTitles = map[string]string{
	"годный": "good", "хороший": "good", "придатний": "good", "брак": "damaged", "пошкоджений": "damaged",
	"карантин": "quarantined", "уценка": "second_grade", "уцінка": "second_grade",
	"good": "good", "damaged": "damaged", "quarantined": "quarantined", "second_grade": "second_grade",
	"целый": "good", "цілий": "good", "поврежден": "damaged", "пошкоджено": "damaged", "quarantine": "quarantined", "второй сорт": "second_grade", "другий сорт": "second_grade",
}

// balanceOfRow is a row of the table as it was understood.
type balanceOfRow struct {
	item *catalog.Item
	bin  *place.Place
	kind warehouse.Stock
	qty  measure.Qty
}

func openRow(ctx context.Context, tx *store.Tx, r *sheet.Record) (sheet.Did, error) {
	b, err := understand(tx, r)
	if err != nil || r.Bad() {
		return sheet.Did{}, err
	}
	r.Mean(fmt.Sprint(b.bin.ID, b.kind))
	if b.qty == 0 {
		return sheet.Did{}, nil
	}
	if err := warnOfMore(tx, r, b); err != nil {
		return sheet.Did{}, err
	}
	a, err := Open.In(ctx, tx, &OpenRequest{Place: b.bin.ID, Stock: Kind(b.kind), Qty: b.qty})
	if err != nil {
		return sheet.Did{}, err
	}
	trace, err := json.Marshal(a.Move)
	return sheet.Did{Thing: journal.About("place", b.bin.ID), Created: true, Trace: trace}, err
}

// warnOfMore warns of a row whose goods lie in their bin already, and says what its
// balance would come to.
func warnOfMore(tx *store.Tx, r *sheet.Record, b balanceOfRow) error {
	had, err := BalanceOf(tx, b.bin.ID, b.kind)
	if err == nil && had.OnHand() > 0 {
		r.Warn("qty", fault.New(fault.Conflict, "ledger.open_more", "name", b.bin.Name, "qty", had.OnHand(), "sum", had.OnHand()+b.qty))
	}
	return err
}

// understand finds item, bin and lot of a row; what it does not find is refused
// beside its cell.
func understand(tx *store.Tx, r *sheet.Record) (b balanceOfRow, err error) {
	site, err := place.GetSite(tx, r.Site)
	if err != nil {
		return b, err
	}
	if b.item, err = itemOf(tx, r); err != nil {
		return b, err
	}
	if b.bin, err = place.ByName(tx, r.Site, r.Need("bin")); err != nil {
		return b, err
	}
	switch {
	case b.bin == nil && r.Has("bin"):
		r.Refuse("bin", fault.New(fault.NotFound, "place.unknown", "code", r.Text("bin")))
	case b.bin != nil && (b.bin.Kind != place.KindBin || b.bin.Use == place.Staging):
		r.Refuse("bin", fault.New(fault.Invalid, "ledger.open_where", "name", b.bin.Name))
	}
	b.qty = measure.Qty(r.Count("qty"))
	if r.Text("qty") == "" {
		r.Need("qty")
	}
	expiry := r.Day("expiry")
	condition := r.Choice("condition", conditionTitles)
	if r.Bad() || b.item == nil {
		return b, nil
	}
	if much := Believe(b.item, b.qty); much != nil {
		r.Refuse("qty", much)
	}
	b.kind = warehouse.Stock{Item: b.item.ID, Owner: site.Owner}
	for _, c := range warehouse.Conditions {
		if c.String() == condition {
			b.kind.Condition = c
		}
	}
	switch tracking := b.item.Tracking; {
	case tracking.Units:
		r.Refuse("item", fault.New(fault.Invalid, "ledger.open_units", "article", b.item.Article))
	case tracking.Lots && !r.Has("lot"):
		r.Need("lot")
	case tracking.Expiry && expiry == 0:
		r.Need("expiry")
	case r.Has("lot") || expiry != 0:
		l, err := LotFor(tx, b.item.ID, r.Text("lot"), expiry, 0, site.Day(tx.Now()))
		if err != nil {
			return b, err
		}
		b.kind.Lot = l.ID
	}
	return b, nil
}

func itemOf(tx *store.Tx, r *sheet.Record) (*catalog.Item, error) {
	code := r.Need("item")
	if code == "" {
		return nil, nil
	}
	item, err := Counted(tx, code)
	switch {
	case fault.KindOf(err) == fault.Conflict:
		r.Refuse("item", err)
		return nil, nil
	case err == nil && item == nil:
		r.Refuse("item", fault.New(fault.NotFound, "ledger.no_item", "code", code))
	}
	return item, err
}

// Counted is the item that a code of a table of balances means; nil when it means
// none, or a pack, of which the quantity would be another; Conflict when several.
func Counted(tx *store.Tx, code string) (*catalog.Item, error) {
	found, err := catalog.Resolve(tx, code)
	switch {
	case err != nil && fault.KindOf(err) != fault.Invalid:
		return nil, err
	case len(found) > 1:
		return nil, fault.New(fault.Conflict, "ledger.several_items", "code", code)
	case len(found) == 1 && found[0].Pack == nil && !found[0].Unpacked:
		return found[0].Item, nil
	}
	return nil, nil
}

func closeRow(ctx context.Context, tx *store.Tx, d sheet.Did) error {
	var move MoveID
	if err := json.Unmarshal(d.Trace, &move); err != nil {
		return err
	}
	_, err := TakeBack.In(ctx, tx, &TakeBackRequest{Move: move})
	return err
}

// Spot is an item in a bin, and of its lots one, where a table tells them apart.
type Spot struct {
	Item warehouse.ItemID
	Bin  warehouse.PlaceID
	Lot  string    // its code
	Said [2]string // item and bin in the words of the table, each where nobody here is called so
}

// Difference is a spot of which two tables say different things.
type Difference struct {
	Spot
	Ours, Theirs measure.Qty
}

// Differs compares what lies in the bins of a site with what a second table
// says, item by item and bin by bin; lot by lot where the table names a lot of the
// item in that bin, else lots added up. What neither has is not told.
func Differs(tx *store.Tx, site warehouse.SiteID, told map[Spot]measure.Qty) (all []Difference, err error) {
	apart := map[Spot]bool{} // where lots are told apart
	for s := range told {
		if s.Lot != "" {
			apart[Spot{Item: s.Item, Bin: s.Bin}] = true
		}
	}
	ours := map[Spot]measure.Qty{}
	for p, err := range place.Walk(tx, site, 0) {
		if err != nil {
			return nil, err
		}
		for b, err := range Contents(tx, p.ID) {
			if err != nil {
				return nil, err
			}
			s := Spot{Item: b.Stock.Item, Bin: p.ID}
			if apart[s] && !b.Stock.Lot.IsZero() {
				l, err := GetLot(tx, b.Stock.Lot)
				if err != nil {
					return nil, err
				}
				s.Lot = l.Code
			}
			ours[s] += b.OnHand()
		}
	}
	for s, q := range told {
		if ours[s] != q {
			all = append(all, Difference{s, ours[s], q})
		}
		delete(ours, s)
	}
	for s, q := range ours {
		if q != 0 {
			all = append(all, Difference{s, q, 0})
		}
	}
	return all, nil
}
