package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// RowColumns are the columns of Sheet that Rows fills, in their order. What no
// table can say (photos, care, weight and size of a pack) is in none.
var RowColumns = []string{
	"id", "article", "name", "parent", "differs by", "differs", "brand", "category", "barcode", "shared", "pack", "pack quantity", "pack barcode",
	"unit", "vat", "price", "currency", "weight g", "length mm", "width mm", "height mm", "lots", "expiry", "shelf life days", "serials", "typed",
	"external", "channel",
}

// Rows writes an item of its own (see Own) as rows of Sheet: RowColumns and then
// the attributes that are named. Imported again they change nothing. What an item
// has several of, packs and outer ids and barcodes that are shared, takes rows of
// its own below.
func (i *Item) Rows(tx *store.Tx, attributes []string) ([][]string, error) {
	name, parent := i.Name, ""
	if !i.Parent.IsZero() {
		family, err := Own(tx, i.Parent)
		if err != nil {
			return nil, err
		}
		name, parent = family.Name, family.Article // the name is for who reads; a variant has none
	}
	var rows [][]string
	for n, part := range i.parts() {
		part["id"], part["article"], part["name"], part["parent"] = i.ID.String(), i.Article, name, parent
		row := make([]string, 0, len(RowColumns)+len(attributes))
		for _, c := range RowColumns {
			row = append(row, part[c])
		}
		for _, a := range attributes {
			row = append(row, i.attribute(a, n))
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// attribute is the value of an attribute on the n-th row: the first says all.
func (i *Item) attribute(name string, n int) string {
	at := slices.IndexFunc(i.Attributes, func(a Attribute) bool { return fold(a.Name) == fold(name) })
	if at < 0 || n > 0 {
		return ""
	}
	return i.Attributes[at].Value
}

// part is the cells of one row, by column.
type part map[string]string

// parts are what the rows of an item say beside its name. A row says of all its
// barcodes at once whether they are shared.
func (i *Item) parts() []part {
	first := i.words()
	all := []part{first}
	own := i.codes("", false)
	first["barcode"] = own
	more := func(p part) {
		if i.Article == "" && p["shared"] == "" {
			p["barcode"] = own // by which another catalogue knows it
		}
		all = append(all, p)
	}
	if shared := i.codes("", true); shared != "" {
		more(part{"barcode": shared, "shared": "yes"})
	}
	for _, p := range i.Packs {
		n, err := p.Factor.Base(1)
		if err != nil {
			continue // no table can say it
		}
		holds := strconv.FormatInt(int64(n), 10)
		one := part{"pack": p.Name, "pack quantity": holds, "pack barcode": i.codes(p.Name, false)}
		if first["pack"] == "" {
			maps.Copy(first, one)
		} else {
			more(one)
		}
		if shared := i.codes(p.Name, true); shared != "" {
			more(part{"pack": p.Name, "pack quantity": holds, "pack barcode": shared, "shared": "yes"})
		}
	}
	for n, e := range i.External {
		if n == 0 {
			first["external"], first["channel"] = e.ID, e.Channel
			continue
		}
		more(part{"external": e.ID, "channel": e.Channel})
	}
	return all
}

// codes is a cell with the barcodes of a pack.
func (i *Item) codes(pack string, shared bool) string {
	var all []string
	for _, b := range i.Barcodes {
		if b.Pack == pack && b.Shared == shared {
			all = append(all, b.Code)
		}
	}
	return sheet.JoinList(all)
}

// words are the cells that say what an item is; those of a variant only what it
// does not have from its family.
func (i *Item) words() part {
	p := part{"weight g": number(i.Weight), "length mm": number(i.Size.Length), "width mm": number(i.Size.Width), "height mm": number(i.Size.Height)}
	if i.Price != (measure.Money{}) {
		p["price"], p["currency"] = fmt.Sprintf("%d.%02d", i.Price.Minor/100, i.Price.Minor%100), string(i.Price.Currency)
	}
	if !i.Parent.IsZero() {
		p["differs"], p["differs by"] = i.Differs.Value, i.Differs.Label
		return p
	}
	p["brand"], p["category"], p["unit"], p["vat"] = i.Brand, strings.Join(i.Category, Under), i.Unit.String(), Percent(i.VAT)
	p["shelf life days"] = number(i.Tracking.ShelfLifeDays)
	for column, is := range map[string]bool{"lots": i.Tracking.Lots, "expiry": i.Tracking.Expiry, "serials": i.Tracking.Units, "typed": i.Typed} {
		if p[column] = "no"; is {
			p[column] = "yes"
		}
	}
	return p
}

// Percent is a rate as tables and forms read it: "none", or per cent without
// zeroes at the end.
func Percent(v measure.VAT) string {
	if !v.Applies {
		return "none"
	}
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", v.BasisPoints/100, v.BasisPoints%100), "0"), ".")
}

// number is what is known; "" when nothing is.
func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
