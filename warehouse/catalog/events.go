package catalog

import (
	"encoding/json"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
)

// Created says that an item is new, and all that was said of it.
type Created struct {
	Item     warehouse.ItemID `json:"item"`
	Parent   warehouse.ItemID `json:"parent"`
	Code     string           `json:"code"`
	Body     Body             `json:"body"`
	Barcodes []Barcode        `json:"barcodes,omitempty"`
	Packs    []Pack           `json:"packs,omitempty"`
	External []External       `json:"external,omitempty"`
}

// Edited says what was changed, one Change a field: new codes, packs and photos
// and an archived item are edits, too.
type Edited struct {
	Item    warehouse.ItemID `json:"item"`
	Version uint64           `json:"version"`
	Changes []Change         `json:"changes"`
}

// Change is one field of an item before and after, as text.
type Change struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

// Defined says that an attribute may be given to items.
type Defined Definition

// Kinds of the events of this package.
var (
	CreatedKind = journal.Register("catalog.created/1", Created{
		Item: warehouse.ItemID{5: 1, 7: 1, 9: 1, 15: 2}, Parent: warehouse.ItemID{5: 1, 7: 1, 9: 1, 15: 1}, Code: "G0026",
		Body: Body{
			Article: "TGA-450-GR", Name: "Термокружка «Тайга»", Brand: "Taiga", Category: []string{"Посуда", "Кружки"},
			Differs: Differs{"объём", "450 мл"}, Attributes: []Attribute{{"объём", "0.45"}}, Unit: measure.Piece, VAT: measure.Percent(20),
			Price: measure.Money{Minor: 129000, Currency: measure.RUB}, Weight: 318, Size: Size{80, 80, 190}, Care: []Care{Fragile},
			Tracking: Tracking{Lots: true, Expiry: true, ShelfLifeDays: 365}, Typed: true,
		},
		Barcodes: []Barcode{{Code: "4607034171186"}, {Code: "14607034171183", Pack: "carton 12", Shared: true}},
		Packs:    []Pack{{Name: "carton 12", Factor: measure.Factor{Num: 12, Den: 1}, Weight: 4100, Size: Size{360, 270, 200}}},
		External: []External{{"sever", "b2f1"}},
	})
	EditedKind = journal.Register("catalog.edited/1", Edited{
		Item: warehouse.ItemID{5: 1, 7: 1, 9: 1, 15: 2}, Version: 2, Changes: []Change{{"name", "Термокружка", "Термокружка «Тайга»"}},
	})
	DefinedKind = journal.Register("catalog.defined/1", Defined{Name: "объём", Type: TypeNumber, Unit: "л"})
)

func about(id warehouse.ItemID) journal.Subject { return journal.About("item", id) }

// fields are what an edit can change, and how each reads as text.
var fields = []struct {
	name string
	text func(*Item) string
}{
	{"article", func(i *Item) string { return i.Article }},
	{"name", func(i *Item) string { return i.Name }},
	{"brand", func(i *Item) string { return i.Brand }},
	{"category", func(i *Item) string { return strings.Join(i.Category, Under) }},
	{"differs", func(i *Item) string { return strings.TrimSpace(i.Differs.Label + " " + i.Differs.Value) }},
	{"attributes", func(i *Item) string { return text(i.Attributes) }},
	{"unit", func(i *Item) string { return i.Unit.String() }},
	{"vat", func(i *Item) string { return text(i.VAT) }},
	{"price", func(i *Item) string { return i.Price.String() }},
	{"weight", func(i *Item) string { return text(i.Weight) }},
	{"size", func(i *Item) string { return text(i.Size) }},
	{"care", func(i *Item) string { return text(i.Care) }},
	{"tracking", func(i *Item) string { return text(i.Tracking) }},
	{"typed", func(i *Item) string { return text(i.Typed) }},
	{"barcodes", func(i *Item) string { return text(i.Barcodes) }},
	{"packs", func(i *Item) string { return text(i.Packs) }},
	{"photos", func(i *Item) string { return strings.Join(i.Photos, " ") }},
	{"external", func(i *Item) string { return text(i.External) }},
	{"family", func(i *Item) string { return text(i.Family) }},
	{"archived", func(i *Item) string { return text(i.Archived) }},
}

// Fields are the names that a Change can have.
func Fields() (names []string) {
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

// text is a value as JSON.
func text[T any](v T) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // the types above are plain
	}
	return string(b)
}

func differences(was, is *Item) []Change {
	var all []Change
	for _, f := range fields {
		if before, after := f.text(was), f.text(is); before != after {
			all = append(all, Change{f.name, before, after})
		}
	}
	return all
}
