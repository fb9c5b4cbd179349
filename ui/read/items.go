package read

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

const rightItems staff.Right = "catalog.read"

// maxLying is how many places the card of an item lists.
const maxLying = 200

// Items is a page of the catalogue by name, or what a text finds of it, best
// first. What is traded no longer is found by text, when nothing else is.
func (r *Reader) Items(ctx context.Context, f api.ItemsFilter) (page api.ItemsPage, err error) {
	offset, err := offsetOf(f.Cursor)
	if err != nil {
		return page, err
	}
	found, next, err := r.findItems(ctx, f, offset)
	if err != nil {
		return page, err
	}
	page.Found, page.Next = int64(found.Total), next
	if f.Text != "" && found.Total == 0 {
		page.Near = r.Search.Near(f.Text)
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, "", rightItems)
		if err != nil {
			return err
		}
		for _, i := range found.Items {
			row, err := itemRow(tx, site.ID, i)
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, row)
		}
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

// findItems asks the search, which reads by itself, and says where the next page
// begins.
func (r *Reader) findItems(ctx context.Context, f api.ItemsFilter, offset int) (found *catalog.Result, next string, err error) {
	q := catalog.Query{Text: f.Text, Offset: offset, Limit: min(limit(f.Page), catalog.MaxFound)}
	if found, err = r.Search.Find(ctx, q); err != nil {
		return nil, "", err
	}
	if f.Text != "" && found.Total == 0 {
		q.Archived = true
		if found, err = r.Search.Find(ctx, q); err != nil {
			return nil, "", err
		}
	}
	if end := offset + len(found.Items); end < found.Total {
		next = strconv.Itoa(end)
	}
	return found, next, nil
}

// itemRow is one item of the list; what is free of it is so at a site.
func itemRow(tx *store.Tx, site warehouse.SiteID, i *catalog.Item) (row api.ItemRow, err error) {
	row = api.ItemRow{
		Item: itemMark(i), Unit: i.Unit.String(), Barcodes: int64(len(i.Barcodes)), VAT: catalog.Percent(i.VAT), Grams: i.Weight,
		Tracks: tracks(i.Tracking), Retired: i.Archived, Family: i.Family,
	}
	if len(i.Barcodes) > 0 {
		row.Barcode = i.Barcodes[0].Code
	}
	if i.Price != (measure.Money{}) {
		price := money(i.Price)
		row.Price = &price
	}
	free, err := promise.Can(tx, site, i.ID)
	row.Free = int64(free)
	return row, err
}

// tracks are the names of what is known of each piece or batch.
func tracks(t catalog.Tracking) (all []string) {
	for _, one := range []struct {
		kept bool
		name string
	}{{t.Lots, "lot"}, {t.Expiry, "expiry"}, {t.Units, "serial"}} {
		if one.kept {
			all = append(all, one.name)
		}
	}
	return all
}

// Item is all of one item, archived ones and families too; what is free of it
// and where it lies are those of the warehouse where the person works.
func (r *Reader) Item(ctx context.Context, text string) (card api.ItemCard, err error) {
	var id warehouse.ItemID
	if err := id.UnmarshalText([]byte(text)); err != nil {
		return card, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, "", rightItems)
		if err != nil {
			return err
		}
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		i, err := l.item(id)
		if err != nil {
			return err
		}
		if card, err = l.itemCard(site, i); err != nil {
			return err
		}
		if may(ctx, tx, rightStock, site.ID) == nil {
			if card.Stock, err = l.lying(site, id); err != nil {
				return err
			}
		}
		card.Seq, err = seq(tx)
		return err
	})
	return card, err
}

func (l *look) itemCard(site place.Site, i *catalog.Item) (card api.ItemCard, err error) {
	row, err := itemRow(l.tx, site.ID, i)
	if err != nil {
		return card, err
	}
	card = api.ItemCard{
		ItemRow: row, Version: i.Version, Label: i.Differs.Label, Group: strings.Join(i.Category, catalog.Under), Brand: i.Brand,
		Tracking: api.ItemTracking{Lots: i.Tracking.Lots, Expiry: i.Tracking.Expiry, ShelfLifeDays: i.Tracking.ShelfLifeDays, Serial: i.Tracking.Units},
		SizeMM:   box(i.Size),
	}
	if !i.Parent.IsZero() {
		family, err := l.itemMark(i.Parent)
		if err != nil {
			return card, err
		}
		card.Parent = &family
	}
	for _, p := range i.Packs {
		card.Packs = append(card.Packs, api.PackUnit{Name: p.Name, Factor: factor(&p), Grams: p.Weight, SizeMM: box(p.Size)})
	}
	for _, b := range i.Barcodes {
		card.Codes = append(card.Codes, api.Barcode{Code: b.Code, Pack: b.Pack, Factor: factor(i.Pack(b.Pack)), Shared: b.Shared})
	}
	if i.Code != "" {
		card.Codes = append(card.Codes, api.Barcode{Code: i.Code, Factor: 1, Own: true})
	}
	for _, hash := range i.Photos {
		card.Photos = append(card.Photos, api.ItemPhoto{Hash: hash, Open: photoAt(hash)})
	}
	if card.Attributes, err = l.attributes(i); err != nil {
		return card, err
	}
	if card.Variants, err = l.variants(i); err != nil {
		return card, err
	}
	card.Tape, err = l.tapeAt(site, journal.About("item", i.ID))
	return card, err
}

// box is a size, nil when nothing is known of it.
func box(s catalog.Size) *api.Box {
	if s == (catalog.Size{}) {
		return nil
	}
	return &api.Box{Length: s.Length, Width: s.Width, Height: s.Height}
}

// Attributes are all that items may have.
func (r *Reader) Attributes(ctx context.Context) (page api.AttributesPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		all, err := catalog.Definitions(tx)
		if err != nil {
			return err
		}
		for _, d := range all {
			page.Rows = append(page.Rows, api.AttributeDefinition{Name: d.Name, Type: string(d.Type), Unit: d.Unit, Choices: d.Choices})
		}
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

// factor is how many base units are in a pack, one where there is none; 0 for a
// pack that holds no whole number of them.
func factor(p *catalog.Pack) int64 {
	if p == nil {
		return 1
	}
	n, err := p.Factor.Base(1)
	if err != nil {
		return 0
	}
	return int64(n)
}

// attributes are an item's own and its family's, with what is known of each.
func (l *look) attributes(i *catalog.Item) (all api.List[api.Attribute], err error) {
	for _, a := range i.Attributes {
		d, err := catalog.FindDefinition(l.tx, a.Name)
		if err != nil {
			return nil, err
		}
		row := api.Attribute{Name: a.Name, Value: a.Value}
		if d != nil {
			row.Type, row.Unit = string(d.Type), d.Unit
		}
		all = append(all, row)
	}
	return all, nil
}

// variants are those of a family, or a variant's neighbours, by name.
func (l *look) variants(i *catalog.Item) (all api.List[api.ItemMark], err error) {
	family := i.Parent
	if i.Family {
		family = i.ID
	}
	if family.IsZero() {
		return nil, nil
	}
	for v, err := range catalog.Variants(l.tx, family) {
		if err != nil {
			return nil, err
		}
		if v.ID == i.ID {
			continue
		}
		mark, err := l.itemMark(v.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, mark)
	}
	slices.SortFunc(all, func(a, b api.ItemMark) int { return strings.Compare(a.Name+a.Differs, b.Name+b.Differs) })
	return all, nil
}

// lying is where an item lies at a site, the most first.
func (l *look) lying(site place.Site, id warehouse.ItemID) (rows api.List[api.BinStock], err error) {
	for b, err := range ledger.PlacesAt(l.tx, site.ID, id) {
		if err != nil {
			return nil, err
		}
		s, err := l.where(b)
		if err != nil {
			return nil, err
		}
		if s == nil || s.root.Site != site.ID {
			continue
		}
		row, err := l.binStock(s)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b api.BinStock) int { return int(b.Qty.Value - a.Qty.Value) })
	return rows[:min(len(rows), maxLying)], nil
}
