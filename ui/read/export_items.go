package read

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// ItemsTable is the items that a filter finds, as the import of items takes them.
// A family stands above the first of its variants.
func (r *Reader) ItemsTable(ctx context.Context, f api.ItemsFilter, as string) (file api.TableFile, err error) {
	lang, _, _, err := r.reader(ctx, "", rightItems)
	if err != nil {
		return file, err
	}
	ids, err := r.allItems(ctx, f.Text)
	if err != nil {
		return file, err
	}
	t := &itemTable{Reader: r, ctx: ctx, ids: ids, told: map[warehouse.ItemID]bool{}}
	if err := t.gather(); err != nil {
		return file, err
	}
	e := exportOf(lang, catalog.RowColumns)
	for _, a := range t.attributes {
		e.heads = append(e.heads, importHead(lang, "attribute")+": "+a)
	}
	e.slice = t.slice
	return e.file(as)
}

// allItems are the items of a list, those that are traded no longer when a text
// finds no other.
func (r *Reader) allItems(ctx context.Context, text string) ([]warehouse.ItemID, error) {
	ids, err := r.Search.All(ctx, catalog.Query{Text: text})
	if err != nil || text == "" || len(ids) > 0 {
		return ids, err
	}
	return r.Search.All(ctx, catalog.Query{Text: text, Archived: true})
}

// itemTable is items on their way into a table.
type itemTable struct {
	*Reader
	ctx        context.Context
	ids        []warehouse.ItemID
	attributes []string
	told       map[warehouse.ItemID]bool // families that stand in the table already
}

// gather finds the attributes that any of the items has: they are columns.
func (t *itemTable) gather() error {
	names := map[string]bool{}
	for ids := range slices.Chunk(t.ids, exportSlice) {
		if err := t.read(ids, func(_ *store.Tx, i *catalog.Item) error {
			for _, a := range i.Attributes {
				names[a.Name] = true
			}
			return nil
		}); err != nil {
			return err
		}
	}
	clear(t.told)
	if len(names)+len(catalog.RowColumns) > sheet.MaxColumns {
		return fault.New(fault.Limit, "sheet.columns", "row", 1, "limit", sheet.MaxColumns)
	}
	t.attributes = slices.Sorted(maps.Keys(names))
	return nil
}

// read calls fn for items in one short read, for a family before its variants.
func (t *itemTable) read(ids []warehouse.ItemID, fn func(*store.Tx, *catalog.Item) error) error {
	return t.view(t.ctx, func(tx *store.Tx) error {
		if _, err := at(t.ctx, tx, "", rightItems); err != nil {
			return err
		}
		for _, id := range ids {
			i, err := catalog.Own(tx, id)
			if errors.Is(err, fault.NotFound) { // made after this read began
				continue
			}
			if err == nil && !i.Parent.IsZero() && !t.told[i.Parent] {
				t.told[i.Parent] = true
				family, missing := catalog.Own(tx, i.Parent)
				if err = missing; err == nil {
					err = fn(tx, family)
				}
			}
			if err == nil {
				err = fn(tx, i)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *itemTable) slice(cursor string) (rows [][]string, next string, err error) {
	from, err := offsetOf(cursor)
	if err != nil {
		return nil, "", err
	}
	to := min(from+exportSlice, len(t.ids))
	err = t.read(t.ids[from:to], func(tx *store.Tx, i *catalog.Item) error {
		more, err := i.Rows(tx, t.attributes)
		rows = append(rows, more...)
		return err
	})
	if to < len(t.ids) {
		next = strconv.Itoa(to)
	}
	return rows, next, err
}

// StockTable is the stock of a warehouse by item.
func (r *Reader) StockTable(ctx context.Context, f api.StockFilter, as string) (file api.TableFile, err error) {
	lang, site, _, err := r.reader(ctx, f.Site, rightStock)
	if err != nil {
		return file, err
	}
	e := export{lang: lang, heads: heads(lang, "items.article", "items.name", "items.differs", "items.unit", "stock.free", "stock.part.promised",
		"stock.part.stopped", "stock.qty", "stock.where"),
		figures: map[int]sheet.Figures{4: sheet.Pieces, 5: sheet.Pieces, 6: sheet.Pieces, 7: sheet.Pieces}}
	f.Site, f.Limit = site, exportSlice
	e.slice = func(cursor string) (rows [][]string, next string, err error) {
		f.Cursor = cursor
		page, err := r.Stock(ctx, f)
		for _, s := range page.Rows {
			bins := make([]string, len(s.Bins))
			for i, b := range s.Bins {
				bins[i] = b.Code
			}
			rows = append(rows, append([]string{s.Item.Article, s.Item.Name, s.Item.Differs, s.Unit}, append(whole(s.Free, s.Promised, s.Stopped, s.On), sheet.JoinList(bins))...))
		}
		return rows, page.Next, err
	}
	return e.file(as)
}

// whole writes numbers.
func whole(numbers ...int64) (all []string) {
	for _, n := range numbers {
		all = append(all, strconv.FormatInt(n, 10))
	}
	return all
}

// balanceColumns are those of the table of balances, in its order.
var balanceColumns = []string{"item", "name", "bin", "qty", "lot", "expiry", "condition"}

// BalancesTable is what lies in each place of a warehouse, as the comparison and
// the import of balances take it.
func (r *Reader) BalancesTable(ctx context.Context, f api.StockFilter, as string) (file api.TableFile, err error) {
	lang, site, _, err := r.reader(ctx, f.Site, rightStock)
	if err != nil {
		return file, err
	}
	e := exportOf(lang, balanceColumns)
	e.words = e.words[len(e.words)-1:] // the condition: an expiry is a day here
	f.Site, f.Limit = site, exportSlice
	e.slice = func(cursor string) (rows [][]string, next string, err error) {
		f.Cursor = cursor
		page, err := r.StockByBin(ctx, f)
		if err != nil {
			return nil, "", err
		}
		err = r.view(ctx, func(tx *store.Tx) error {
			l := newLook(tx)
			for _, s := range page.Rows {
				code, err := l.codeOf(s.Item)
				if err != nil {
					return err
				}
				rows = append(rows, []string{code, s.Item.Name, s.Place.Code, strconv.FormatInt(s.Qty.Value, 10), s.Lot, s.Expiry, tableConditions[s.Condition]})
			}
			return nil
		})
		return rows, page.Next, err
	}
	return e.file(as)
}

// tableConditions are the conditions of the API as tables call them.
var tableConditions = map[string]string{"good": "good", "damaged": "damaged", "quarantine": "quarantined", "second": "second_grade"}

// codeOf is by what a table names an item: its article, or else a code on it.
func (l *look) codeOf(mark api.ItemMark) (string, error) {
	if mark.Article != "" {
		return mark.Article, nil
	}
	var id warehouse.ItemID
	if err := id.UnmarshalText([]byte(mark.ID)); err != nil {
		return "", err
	}
	i, err := l.item(id)
	if err != nil {
		return "", err
	}
	for _, b := range i.Barcodes {
		if b.Pack == "" && !b.Shared {
			return b.Code, nil
		}
	}
	return cmp.Or(i.Code, i.Title()), nil
}
