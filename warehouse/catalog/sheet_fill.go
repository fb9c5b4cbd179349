package catalog

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// nearest is a weight in whole grams, as items have it, of one in thousandths of them: a
// scale that shows more is no reason to refuse a row.
func nearest(milligrams int64) int64 { return (milligrams + 500) / 1000 }

// fill says of an item what the cells of a row say.
func fill(r *sheet.Record, i *Item) {
	set(&i.Article, r.Text("article"))
	if i.Parent.IsZero() && !r.Has("parent") {
		fillFamily(r, i)
	} else {
		set(&i.Differs.Value, r.Text("differs"))
		set(&i.Differs.Label, r.Text("differs by"))
	}
	fillPrice(r, i)
	set(&i.Weight, nearest(r.Within("weight g", 3, 1000*maxGrams)))
	set(&i.Weight, nearest(r.Within("weight kg", 6, 1000*maxGrams)))
	for _, s := range []struct {
		to   *int64
		name string
	}{{&i.Size.Length, "length"}, {&i.Size.Width, "width"}, {&i.Size.Height, "height"}} {
		set(s.to, r.Within(s.name+" mm", 0, maxMM))
		set(s.to, r.Within(s.name+" cm", 1, maxMM))
	}
	cells := r.Family("attribute")
	for _, name := range slices.Sorted(maps.Keys(cells)) {
		value := cells[name]
		at := slices.IndexFunc(i.Attributes, func(a Attribute) bool { return fold(a.Name) == fold(name) })
		if at < 0 {
			i.Attributes = append(i.Attributes, Attribute{name, value})
		} else {
			i.Attributes[at].Value = value
		}
	}
	fillCodes(r, i)
	if id := r.Text("external"); id != "" && !slices.Contains(i.External, External{channel(r), id}) {
		i.External = slices.DeleteFunc(i.External, func(e External) bool { return e.Channel == channel(r) })
		i.External = append(i.External, External{channel(r), id})
	}
}

// set changes a value to what was said, if anything was.
func set[T comparable](to *T, said T) {
	var nothing T
	if said != nothing {
		*to = said
	}
}

// fillFamily says what is common to all variants, or of an item without any.
func fillFamily(r *sheet.Record, i *Item) {
	set(&i.Name, r.Need("name"))
	set(&i.Brand, r.Text("brand"))
	if path := r.Text("category"); path != "" && path != strings.Join(i.Category, Under) {
		i.Category = levels(path)
	}
	if r.Has("unit") {
		if u, err := measure.ParseUnit(r.Choice("unit", unitTitles)); err == nil {
			i.Unit = u
		}
	}
	if r.Has("vat") {
		i.VAT = vat(r, i.VAT)
	}
	t := &i.Tracking
	for _, f := range []struct {
		name string
		to   *bool
	}{{"lots", &t.Lots}, {"expiry", &t.Expiry}, {"serials", &t.Units}, {"typed", &i.Typed}} {
		if r.Has(f.name) {
			*f.to = r.Bool(f.name)
		}
	}
	if days := r.Within("shelf life days", 0, maxShelf); days > 0 {
		t.ShelfLifeDays, t.Expiry = days, true
	}
	t.Lots = t.Lots || t.Expiry // a day belongs to a batch
}

// levels are the names of a path of categories, as we write it or as others do.
func levels(path string) (all []string) {
	parts := strings.Split(path, Under)
	if len(parts) == 1 {
		parts = strings.FieldsFunc(path, func(c rune) bool { return strings.ContainsRune("/>\\|", c) })
	}
	for _, c := range parts {
		all = append(all, strings.TrimSpace(c))
	}
	return all
}

// unitTitles are how people write base units. Goods by the kilogram, litre and
// metre are counted in grams, millilitres and millimetres.
var unitTitles = map[string]string{
	"шт": "piece", "штука": "piece", "pcs": "piece", "796": "piece", "г": "gram", "гр": "gram", "кг": "gram", "kg": "gram", "g": "gram", "166": "gram",
	"мл": "millilitre", "л": "millilitre", "ml": "millilitre", "l": "millilitre", "112": "millilitre", "мм": "millimetre", "м": "millimetre", "mm": "millimetre",
	"m": "millimetre", "006": "millimetre", "см2": "square_centimetre", "м2": "square_centimetre", "piece": "piece", "gram": "gram", "millilitre": "millilitre",
	"millimetre": "millimetre", "square centimetre": "square_centimetre",
}

// vat reads "20 %", "20", "без НДС" of an item that had another rate, or that.
func vat(r *sheet.Record, was measure.VAT) measure.VAT {
	switch text := strings.ToLower(r.Text("vat")); text {
	case "без ндс", "без пдв", "no vat", "none", "нет", "ні", "-":
		return measure.VAT{}
	default:
		n, err := measure.ParseDecimal(strings.TrimSuffix(text, "%"), 2)
		if err != nil || n < 0 || n > 100_00 {
			r.Refuse("vat", fault.New(fault.Invalid, "catalog.vat", "text", text))
			return was
		}
		is := measure.VAT{Applies: true, BasisPoints: int32(n)}
		if err := CheckVAT(is); err != nil && is != was {
			r.Refuse("vat", err)
			return was
		}
		return is
	}
}

// fillPrice reads a price in the currency that its column, the row or, where
// neither does, the run says.
func fillPrice(r *sheet.Record, i *Item) {
	said := r.Currency
	if r.Has("currency") {
		said = measure.Currency(strings.ToUpper(r.Text("currency")))
		if err := CheckCurrency(said); err != nil && said != i.Price.Currency {
			r.Refuse("currency", err)
			return
		}
	}
	for _, p := range []struct {
		column   string
		currency measure.Currency
	}{{"price rub", measure.RUB}, {"price uah", measure.UAH}, {"price", said}} {
		switch {
		case !r.Has(p.column):
		case p.currency == "":
			r.Refuse(p.column, fault.New(fault.Invalid, "catalog.currency_unsaid"))
		default:
			i.Price = measure.Money{Minor: r.Within(p.column, 2, math.MaxInt64), Currency: p.currency}
		}
	}
}

// fillCodes adds the barcodes and the pack of a row.
func fillCodes(r *sheet.Record, i *Item) {
	shared := r.Bool("shared")
	add := func(column, pack string) {
		for _, c := range r.List(column) {
			if err := (&Barcode{c, pack, shared}).check(); err != nil {
				r.Refuse(column, err)
				continue
			}
			if !slices.ContainsFunc(i.Barcodes, func(b Barcode) bool { return normal(b.Code) == normal(c) && b.Pack == pack }) {
				i.Barcodes = append(i.Barcodes, Barcode{c, pack, shared})
				warnShort(r, column, c)
			}
		}
	}
	add("barcode", "")
	holds := r.Count("pack quantity")
	if holds == 0 {
		if r.Has("pack barcode") {
			r.Refuse("pack quantity", fault.New(fault.Invalid, "sheet.cell_empty", "column", "pack quantity"))
		}
		return
	}
	pack := Pack{Name: r.Text("pack"), Factor: measure.Factor{Num: holds, Den: 1}}
	if pack.Name == "" {
		pack.Name = fmt.Sprintf("×%d", holds)
	}
	if is := i.Pack(pack.Name); is == nil {
		i.Packs = append(i.Packs, pack)
	} else if n, err := is.Factor.Base(1); err != nil || int64(n) != holds {
		is.Factor = pack.Factor
	}
	add("pack barcode", pack.Name)
}

// shortest is how many signs codes of our own have at least: what is shorter, as a
// digit, stands in the wrong column or was cut off.
const shortest = 4

func warnShort(r *sheet.Record, column, code string) {
	if utf8.RuneCountInString(code) < shortest {
		r.Warn(column, fault.New(fault.Invalid, "catalog.barcode_short", "code", code))
	}
}

// warnUnnamed says that nothing in a new row names its item to the next table.
func warnUnnamed(r *sheet.Record) {
	for _, column := range []string{"external", "article", "barcode", "pack barcode", "parent"} {
		if r.Has(column) {
			return
		}
	}
	r.Warn("article", fault.New(fault.Invalid, "catalog.unnamed"))
}

// defineMissing makes attributes of text out of headings that are none yet; what
// has a type is defined by a person, before. Undo leaves them.
func defineMissing(ctx context.Context, tx *store.Tx, r *sheet.Record, i *Item) error {
	if r.Bad() {
		return nil
	}
	for _, a := range i.Attributes {
		d, err := FindDefinition(tx, a.Name)
		if err != nil {
			return err
		}
		if d != nil {
			continue
		}
		if _, err := DefineAttribute.In(ctx, tx, &Definition{Name: a.Name, Type: TypeText}); err != nil {
			return err
		}
	}
	return nil
}
