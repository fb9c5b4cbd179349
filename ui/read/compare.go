package read

import (
	"cmp"
	"context"
	"slices"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// Compare sets what lies in the bins of a warehouse beside what a kept table
// says. Goods and bins go by every name that an import takes.
func (r *Reader) Compare(ctx context.Context, site, hash string) (out api.BalanceComparison, err error) {
	file, err := r.Files.Open(hash)
	if err != nil {
		return out, err
	}
	defer file.Close()
	table, err := sheet.Read(file, sheet.Options{})
	if err != nil {
		return out, err
	}
	records, _, err := ledger.Sheet.Records(table, sheet.Options{})
	if err != nil {
		return out, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		where, err := at(ctx, tx, site, rightImports)
		if err != nil {
			return err
		}
		told := map[ledger.Spot]measure.Qty{}
		for _, rec := range records {
			if err := tell(tx, where.ID, told, rec); err != nil {
				return err
			}
			for _, p := range rec.Problems() {
				out.Faults = append(out.Faults, importFault(rec.InFile(p)))
			}
		}
		return compare(tx, where.ID, told, &out)
	})
	return out, err
}

// compare writes down what differs from what was told.
func compare(tx *store.Tx, site warehouse.SiteID, told map[ledger.Spot]measure.Qty, out *api.BalanceComparison) error {
	off, err := ledger.Differs(tx, site, told)
	if err != nil {
		return err
	}
	out.Same = int64(len(told))
	look := newLook(tx)
	for _, d := range off {
		row, err := look.difference(d)
		if err != nil {
			return err
		}
		out.Rows = append(out.Rows, row)
		if _, named := told[d.Spot]; named {
			out.Same--
		} else {
			out.Ours++
		}
	}
	slices.SortFunc(out.Rows, func(a, b api.BalanceDifference) int {
		return cmp.Or(cmp.Compare(a.Item.Name, b.Item.Name), cmp.Compare(a.Item.Article, b.Item.Article), cmp.Compare(codeOf(a.Place), codeOf(b.Place)), cmp.Compare(a.Lot, b.Lot))
	})
	return nil
}

func codeOf(p *api.PlaceMark) string {
	if p == nil {
		return ""
	}
	return p.Code
}

// tell adds a row of the second table to what it says of goods and bin.
func tell(tx *store.Tx, site warehouse.SiteID, told map[ledger.Spot]measure.Qty, rec *sheet.Record) error {
	code, name, qty := rec.Need("item"), rec.Need("bin"), rec.Count("qty")
	if rec.Bad() {
		return nil
	}
	spot := ledger.Spot{Lot: rec.Text("lot")}
	item, err := ledger.Counted(tx, code)
	switch {
	case fault.KindOf(err) == fault.Conflict:
		rec.Refuse("item", err)
		return nil
	case err != nil:
		return err
	case item != nil:
		spot.Item = item.ID
	default:
		spot.Said[0] = code
	}
	bin, err := place.ByName(tx, site, name)
	if err != nil {
		return err
	}
	if bin == nil {
		spot.Said[1] = name
	} else {
		spot.Bin = bin.ID
	}
	told[spot] += measure.Qty(qty)
	return nil
}

func (l *look) difference(d ledger.Difference) (api.BalanceDifference, error) {
	row := api.BalanceDifference{
		Item: api.ItemMark{Name: d.Said[0]}, Lot: d.Lot, Ours: int64(d.Ours), File: int64(d.Theirs), Unit: units[measure.Piece],
	}
	if !d.Item.IsZero() {
		item, err := l.item(d.Item)
		if err != nil {
			return row, err
		}
		row.Item, row.Unit = itemMark(item), units[item.Unit]
	}
	if d.Bin.IsZero() {
		row.Place = &api.PlaceMark{Code: d.Said[1], Kind: "bin"}
		return row, nil
	}
	at, err := l.placeMark(d.Bin)
	row.Place = at
	return row, err
}
