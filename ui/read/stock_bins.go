package read

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// StockByBin is what lies in each place of a warehouse: bins in the order of the
// walk, or the places of the items that a text finds.
func (r *Reader) StockByBin(ctx context.Context, f api.StockFilter) (page api.BinStockPage, err error) {
	var found foundItems
	if f.Text != "" || len(f.IDs) > 0 {
		if found, err = r.stockItems(ctx, f); err != nil {
			return page, err
		}
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, f.Site, rightStock)
		if err != nil {
			return err
		}
		b := &binPage{look: newLook(tx), site: site, page: &page, limit: limit(f.Page)}
		if page.Seq, err = seq(tx); err != nil {
			return err
		}
		if f.Text == "" && len(f.IDs) == 0 {
			return b.walk(f.Cursor)
		}
		if p, err := named(tx, site.ID, f.Text); err != nil {
			return err
		} else if p != nil {
			return b.inside(p.ID, b.add)
		}
		page.Next = found.next
		for _, id := range found.items {
			if err := b.each(ledger.PlacesAt(tx, site.ID, id), b.add); err != nil {
				return err
			}
		}
		return nil
	})
	return page, err
}

// binPage is a page of stock by bin while it is being read.
type binPage struct {
	*look
	site  place.Site
	page  *api.BinStockPage
	limit int
}

func (b *binPage) add(bal *ledger.Balance) error {
	s, err := b.where(bal)
	if err != nil || s == nil || s.root.Site != b.site.ID {
		return err
	}
	row, err := b.binStock(s)
	b.page.Rows = append(b.page.Rows, row)
	return err
}

// beyond is the cursor of what stands in no bin, the last page.
const beyond = "beyond"

// walk goes past the bins of the site until the page is full, or many were
// empty; a page ends with a bin. What stands in a bin comes behind it.
func (b *binPage) walk(cursor string) error {
	if cursor == beyond {
		return b.beyond()
	}
	from, after, err := walkCursor(cursor)
	if err != nil {
		return err
	}
	passed := 0
	for p, err := range place.Walk(b.tx, b.site.ID, from) {
		if err != nil {
			return err
		}
		if p.At.Walk == from && string(p.ID[:]) <= string(after[:]) {
			continue // on the page before
		}
		if err := b.inside(p.ID, b.add); err != nil {
			return err
		}
		if passed++; len(b.page.Rows) >= b.limit || passed == maxWalk {
			b.page.Next = walkMark(p)
			return nil
		}
	}
	if len(b.page.Rows) > 0 {
		b.page.Next = beyond
		return nil
	}
	return b.beyond()
}

// beyond is what lies at benches, and in totes, carts and pallets that stand
// nowhere.
func (b *binPage) beyond() error {
	for p, err := range place.OfKind(b.tx, b.site.ID, place.KindStation) {
		if err != nil {
			return err
		}
		if err := b.inside(p.ID, b.add); err != nil {
			return err
		}
	}
	for _, kind := range []place.Kind{place.KindTote, place.KindCart, place.KindPallet} {
		for p, err := range place.OfKind(b.tx, b.site.ID, kind) {
			if err != nil {
				return err
			}
			if at, err := ledger.Where(b.tx, p.ID); err != nil {
				return err
			} else if !at.IsZero() {
				continue // came behind its bin
			}
			if err := b.inside(p.ID, b.add); err != nil {
				return err
			}
		}
	}
	return nil
}

// walkMark is where a page of bins ended.
func walkMark(p *place.Place) string { return fmt.Sprint(p.At.Walk, " ", p.ID) }

// walkCursor reads where a page of bins ended.
func walkCursor(cursor string) (walk int64, after warehouse.PlaceID, err error) {
	if cursor == "" {
		return 0, after, nil
	}
	number, id, _ := strings.Cut(cursor, " ")
	if walk, err = strconv.ParseInt(number, 10, 64); err == nil {
		err = after.UnmarshalText([]byte(id))
	}
	if err != nil || after.IsZero() {
		return 0, after, fault.New(fault.Invalid, "request.cursor")
	}
	return walk, after, nil
}
