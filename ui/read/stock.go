package read

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

const rightStock staff.Right = "stock.read"

// Limits of a page of stock.
const (
	shownBins = 3    // plates that a row shows
	maxTrade  = 2000 // items that one of the short views lists
	maxWalk   = 3000 // bins that one page walks past
)

// Stock is a page of a warehouse's stock by item: all items by name, those that
// orders wait for, or those of which something may not be sold.
func (r *Reader) Stock(ctx context.Context, f api.StockFilter) (page api.StockPage, err error) {
	found, err := r.stockItems(ctx, f)
	if err != nil {
		return page, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, f.Site, rightStock)
		if err != nil {
			return err
		}
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		low, err := l.wanted(site)
		if err != nil {
			return err
		}
		stopped, err := l.unsellable(site)
		if err != nil {
			return err
		}
		page.Views = stockViews(found.total, len(low), len(stopped))
		items := found.items
		switch {
		case f.Text != "" || len(f.IDs) > 0 || f.View == "" || f.View == "all":
			page.Next = found.next
		case f.View == "low":
			items, page.Next, err = l.some(low, f.Page)
		case f.View == "blocked":
			items, page.Next, err = l.some(stopped, f.Page)
		default:
			err = fault.New(fault.NotFound, "request.view", "view", f.View)
		}
		if err != nil {
			return err
		}
		for _, id := range items {
			row, err := l.stockRow(site.ID, id)
			if isNotFound(err) {
				continue // gone between the search and this read
			}
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, row)
		}
		page.Proof = l.proof(r.Outside.Proofs, "ledger")
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

func stockViews(all, low, blocked int) api.List[api.ViewCount] {
	views := api.List[api.ViewCount]{{Name: "all", Count: int64(all)}, {Name: "low", Count: int64(low)}, {Name: "blocked", Count: int64(blocked)}}
	if low > 0 {
		views[1].Tone = toneAttention
	}
	if blocked > 0 {
		views[2].Tone = toneWrong
	}
	return views
}

// foundItems is what the search of the catalogue found, and how many items there
// are in all.
type foundItems struct {
	items []warehouse.ItemID
	total int
	next  string
}

// stockItems are the items of a page, by name. The search reads by itself: it
// comes before the read of the page. A text may name a bin as well: then the
// items are those that lie there.
func (r *Reader) stockItems(ctx context.Context, f api.StockFilter) (found foundItems, err error) {
	if len(f.IDs) > 0 {
		for _, text := range f.IDs[:min(len(f.IDs), maxPage)] {
			var id warehouse.ItemID
			if err := id.UnmarshalText([]byte(text)); err != nil {
				return found, err
			}
			found.items = append(found.items, id)
		}
		return found, nil
	}
	offset, err := offsetOf(f.Cursor)
	if err != nil {
		return found, err
	}
	n := min(limit(f.Page), catalog.MaxFound)
	result, err := r.Search.Find(ctx, catalog.Query{Text: f.Text, Offset: offset, Limit: n})
	if err != nil {
		return found, err
	}
	for _, i := range result.Items {
		found.items = append(found.items, i.ID)
	}
	if found.total = result.Total; offset+len(result.Items) < result.Total {
		found.next = strconv.Itoa(offset + len(result.Items))
	}
	if f.Text == "" {
		return found, nil
	}
	if found.total == 0 {
		if found, err = r.itemsIn(ctx, f); err != nil {
			return found, err
		}
	}
	all, err := r.Search.Find(ctx, catalog.Query{Limit: 1})
	if err == nil {
		found.total = all.Total
	}
	return found, err
}

// itemsIn are the items that lie in the bin which a text names.
func (r *Reader) itemsIn(ctx context.Context, f api.StockFilter) (found foundItems, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, f.Site, rightStock)
		if err != nil {
			return err
		}
		p, err := named(tx, site.ID, f.Text)
		if err != nil || p == nil {
			return err
		}
		for b, err := range ledger.Contents(tx, p.ID) {
			if err != nil {
				return err
			}
			if !slices.Contains(found.items, b.Stock.Item) {
				found.items = append(found.items, b.Stock.Item)
			}
		}
		return nil
	})
	return found, err
}

// named is the place of a site that a text or a code names; nil for none.
func named(tx *store.Tx, site warehouse.SiteID, text string) (*place.Place, error) {
	p, err := place.At(tx, site, text)
	if k := fault.KindOf(err); err != nil && (k == fault.NotFound || k == fault.Conflict || k == fault.Invalid) {
		return nil, nil
	}
	return p, err
}

// offsetOf reads a cursor that counts rows.
func offsetOf(cursor string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(cursor)
	if err != nil || n < 0 {
		return 0, fault.New(fault.Invalid, "request.cursor")
	}
	return n, nil
}

// wanted are the items of which some order at the site waits for more.
func (l *look) wanted(site place.Site) (items []warehouse.ItemID, err error) {
	met := map[warehouse.ItemID]bool{}
	for line, err := range promise.ShortAt(l.tx, site.ID) {
		if err != nil {
			return nil, err
		}
		if !met[line.Item] {
			met[line.Item] = true
			items = append(items, line.Item)
		}
		if len(items) == maxTrade {
			break
		}
	}
	return items, nil
}

// unsellable are the items of which something lies at the site and may not be
// sold, other than for orders.
func (l *look) unsellable(site place.Site) (items []warehouse.ItemID, err error) {
	met := map[warehouse.ItemID]bool{}
	add := func(b *ledger.Balance) error {
		if met[b.Stock.Item] || b.OnHand() == 0 {
			return nil
		}
		s, err := l.where(b)
		if err != nil {
			return err
		}
		if s != nil && s.root.Site == site.ID && s.why != "" && s.why != forHeld {
			met[b.Stock.Item] = true
			items = append(items, b.Stock.Item)
		}
		return nil
	}
	for p, err := range place.Closed(l.tx, site.ID) {
		if err != nil {
			return nil, err
		}
		if err := l.inside(p.ID, add); err != nil {
			return nil, err
		}
	}
	if err := l.each(ledger.NotGood(l.tx), add); err != nil {
		return nil, err
	}
	return items, l.expired(add)
}

// expired calls fn for what lies anywhere of the items that have an expired lot.
func (l *look) expired(fn func(*ledger.Balance) error) error {
	asked := map[warehouse.ItemID]bool{}
	for lot, err := range ledger.ExpiredLots(l.tx) {
		if err != nil {
			return err
		}
		if asked[lot.Item] {
			continue
		}
		asked[lot.Item] = true
		if err := l.each(ledger.Places(l.tx, lot.Item), fn); err != nil {
			return err
		}
	}
	return nil
}

// inside calls fn for what lies in a place and in what stands in it.
func (l *look) inside(p warehouse.PlaceID, fn func(*ledger.Balance) error) error {
	if err := l.each(ledger.Contents(l.tx, p), fn); err != nil {
		return err
	}
	for c, err := range ledger.StandingIn(l.tx, p) {
		if err != nil {
			return err
		}
		if err := l.inside(c.Container, fn); err != nil {
			return err
		}
	}
	return nil
}

// each calls fn for what a walk meets.
func (l *look) each(walk func(func(*ledger.Balance, error) bool), fn func(*ledger.Balance) error) error {
	for b, err := range walk {
		if err != nil {
			return err
		}
		if err := fn(b); err != nil {
			return err
		}
	}
	return nil
}

// some is a page of a short list of items, by name.
func (l *look) some(items []warehouse.ItemID, p api.Page) (page []warehouse.ItemID, next string, err error) {
	names := map[warehouse.ItemID]string{}
	for _, id := range items {
		i, err := l.item(id)
		if err != nil {
			return nil, "", err
		}
		names[id] = strings.ToLower(i.Name + " " + i.Differs.Value)
	}
	slices.SortFunc(items, func(a, b warehouse.ItemID) int {
		return cmp.Or(strings.Compare(names[a], names[b]), strings.Compare(string(a[:]), string(b[:])))
	})
	from, err := offsetOf(p.Cursor)
	if err != nil {
		return nil, "", err
	}
	items = items[min(from, len(items)):]
	if n := limit(p); len(items) > n {
		return items[:n], strconv.Itoa(from + n), nil
	}
	return items, "", nil
}

// stockRow is one item at a site.
func (l *look) stockRow(site warehouse.SiteID, id warehouse.ItemID) (row api.StockRow, err error) {
	item, err := l.item(id)
	if err != nil {
		return row, err
	}
	s, err := l.sumOf(site, item)
	if err != nil {
		return row, err
	}
	row = api.StockRow{
		Item: itemMark(item), Unit: units[item.Unit], Free: int64(s.free), On: int64(s.on), Promised: int64(s.because(forPromise, forHeld)),
		Stopped: int64(s.because(forQuarantine, forDamaged, forBlocked, forExpired, forTote, forTransit)),
	}
	slices.SortStableFunc(s.parts, func(a, b *lies) int { return -cmp.Compare(a.OnHand(), b.OnHand()) })
	var shown []warehouse.PlaceID
	for _, part := range s.parts {
		if slices.Contains(shown, part.Place) {
			continue
		}
		if shown = append(shown, part.Place); len(shown) <= shownBins {
			row.Bins = append(row.Bins, placeMark(part.at))
		}
	}
	row.More = int64(max(len(shown)-shownBins, 0))
	row.Days, err = l.lasts(site, id, s.free)
	return row, err
}
