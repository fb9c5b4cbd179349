package catalog

import (
	"context"
	"encoding/json"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// Sheet is a table of items with their barcodes and packs. A row is an item or,
// with a parent, a variant of the family that stands above it or in the
// catalogue; the item is found by its id, where the catalogue has that, its outer
// id, its article or its barcode. A
// second row of an item adds barcodes and a pack, and says nothing else otherwise
// than the first. An empty cell changes nothing.
var Sheet = sheet.Register(&sheet.Kind{
	Name: "items",
	Columns: []sheet.Column{
		{Name: "id", Titles: []string{"код карточки", "код картки", "card code"}},
		{Name: "article", Titles: []string{"артикул", "артикул товара", "артикул товару", "sku", "код артикула"}},
		{Name: "name", Titles: []string{"наименование", "название", "номенклатура", "товар", "назва", "найменування", "title", "product"}, Required: true},
		{Name: "external", Titles: []string{"ид", "ід", "внешний код", "зовнішній код", "код 1с", "external id", "ид в магазине", "ід у магазині", "id in the shop"}},
		{Name: "channel", Titles: []string{"канал", "магазин чей это ид", "магазин чий це ід", "shop whose id it is"}},
		{Name: "parent", Titles: []string{"артикул модели", "артикул семейства", "родитель", "артикул моделі", "батьківський артикул", "parent article", "артикул родини", "article of the family"}},
		{Name: "differs", Titles: []string{"вариант", "отличие", "варіант", "відмінність", "variant", "отличие варианта", "відмінність варіанта", "what the variant differs in"}},
		{Name: "differs by", Titles: []string{"признак варианта", "ознака варіанта", "option", "what variants differ by"}},
		{Name: "brand", Titles: []string{"бренд", "марка", "производитель", "виробник", "manufacturer"}},
		{Name: "category", Titles: []string{"категория", "группа", "раздел", "группы", "категорія", "група", "розділ", "group"}},
		{Name: "barcode", Titles: []string{"штрихкод", "штрих код", "штрихкоды", "штрихкоди", "ean", "ean13", "gtin", "barcodes"}},
		{Name: "shared", Titles: []string{"общий штрихкод", "спільний штрихкод", "shared barcode", "штрихкод общий", "штрихкод спільний", "the barcode is shared"}},
		{Name: "pack", Titles: []string{"упаковка", "пакування", "вид упаковки"}},
		{Name: "pack quantity", Titles: []string{"количество в упаковке", "в упаковке", "штук в упаковке", "кратность", "коэффициент", "кількість в упаковці", "в упаковці", "pack size", "штук в упаковці", "units in a pack"}},
		{Name: "pack barcode", Titles: []string{"штрихкод упаковки", "штрих код упаковки", "штрихкод пакування", "barcode of the pack"}},
		{Name: "unit", Titles: []string{"единица", "ед", "ед изм", "единица измерения", "базовая единица", "одиниця", "од", "од вим", "одиниця виміру"}},
		{Name: "vat", Titles: []string{"ндс", "ставка ндс", "пдв", "ставка пдв"}},
		{Name: "price", Titles: []string{"цена", "цена продажи", "розничная цена", "ціна", "роздрібна ціна"}},
		{Name: "currency", Titles: []string{"валюта", "валюта цены", "валюта ціни", "currency of the price"}},
		{Name: "price rub", Titles: []string{"цена руб", "цена р", "цена продажи руб", "розничная цена руб", "ціна руб"}},
		{Name: "price uah", Titles: []string{"ціна грн", "цена грн", "роздрібна ціна грн"}},
		{Name: "weight g", Titles: []string{"вес г", "вес гр", "вага г", "вага гр"}},
		{Name: "weight kg", Titles: []string{"вес", "вес кг", "вага", "вага кг"}},
		{Name: "length mm", Titles: []string{"длина мм", "довжина мм"}},
		{Name: "width mm", Titles: []string{"ширина мм"}},
		{Name: "height mm", Titles: []string{"высота мм", "висота мм"}},
		{Name: "length cm", Titles: []string{"длина см", "довжина см"}},
		{Name: "width cm", Titles: []string{"ширина см"}},
		{Name: "height cm", Titles: []string{"высота см", "висота см"}},
		{Name: "lots", Titles: []string{"партии", "серии", "учет по партиям", "партії", "серії", "облік за партіями", "kept by lots"}},
		{Name: "expiry", Titles: []string{"срок годности", "термін придатності"}},
		{Name: "shelf life days", Titles: []string{"срок годности дней", "срок годности дн", "термін придатності днів"}},
		{Name: "serials", Titles: []string{"серийные номера", "маркировка", "серійні номери", "маркування", "serial numbers"}},
		{Name: "typed", Titles: []string{"ввод количества", "введення кількості", "количество вводится рукой", "кількість вводиться рукою", "quantity is typed"}},
		{Name: "attribute", Titles: []string{"характеристика", "атрибут", "свойство", "властивість"}, Family: true},
	},
	Row:   importRow,
	Twice: rowsAgree,
	Undo:  takeBack,
})

// said is the part of an item that a table can say, before and after a row.
type said struct {
	Body     Body       `json:"body"`
	Barcodes []Barcode  `json:"barcodes,omitempty"`
	Packs    []Pack     `json:"packs,omitempty"`
	External []External `json:"external,omitempty"`
	Archived bool       `json:"archived,omitempty"`
}

func (i *Item) said() said { return said{i.Body, i.Barcodes, i.Packs, i.External, i.Archived} }

// same compares all but whether barcodes are shared, which is also for the other
// items that carry them to say.
func (s said) same(o said) bool {
	alone := func(s said) string {
		s.Barcodes = slices.Clone(s.Barcodes)
		for i := range s.Barcodes {
			s.Barcodes[i].Shared = false
		}
		return text(s)
	}
	return alone(s) == alone(o)
}

// trace is what undo needs to know of a row.
type trace struct {
	Item   warehouse.ItemID `json:"item"`
	Before said             `json:"before"`
	After  said             `json:"after"`
}

func importRow(ctx context.Context, tx *store.Tx, r *sheet.Record) (sheet.Did, error) {
	was, err := named(tx, r)
	if err != nil {
		return sheet.Did{}, err
	}
	want := &Item{}
	if was != nil {
		want = was.clone()
	} else {
		warnUnnamed(r)
	}
	if err := family(tx, r, was, want); err != nil {
		return sheet.Did{}, err
	}
	fill(r, want)
	if err := defineMissing(ctx, tx, r, want); err != nil {
		return sheet.Did{}, err
	}
	if r.Bad() {
		return sheet.Did{}, nil
	}
	t := trace{Item: want.ID}
	if was == nil {
		t.Item, err = createAs(ctx, tx, want)
	} else {
		t.Before = was.said()
		err = becomeAs(ctx, tx, was, want)
	}
	if err != nil {
		return sheet.Did{}, err
	}
	now, err := Own(tx, t.Item)
	if err != nil {
		return sheet.Did{}, err
	}
	if was != nil && now.Version == was.Version {
		return sheet.Did{}, nil
	}
	t.After = now.said()
	b, err := json.Marshal(t)
	return sheet.Did{Thing: about(t.Item), Created: was == nil, Trace: b}, err
}

// named is the item that a row is about as its own row has it, nil when the
// catalogue has none.
func named(tx *store.Tx, r *sheet.Record) (*Item, error) {
	if r.Has("id") {
		if i, err := known(tx, r.Text("id")); err != nil || i != nil {
			return i, err
		}
	}
	if r.Has("external") {
		if i, err := byExternal.First(tx, store.Keys2(store.Str(channel(r)), store.Str(r.Text("external")))); err != nil || i != nil {
			return i, err
		}
	}
	if r.Has("article") {
		return byArticle.First(tx, store.Str(fold(r.Text("article"))))
	}
	for _, code := range r.List("barcode") {
		i, err := byCode.First(tx, store.Str(normal(code)))
		if err != nil {
			return nil, err
		}
		vague := func(b Barcode) bool { return normal(b.Code) == normal(code) && (b.Shared || b.Pack != "") }
		if i != nil && !slices.ContainsFunc(i.Barcodes, vague) { // a vague one does not say which item
			return i, nil
		}
	}
	return nil, nil
}

// known is the item of this catalogue that an id names; nil when the table comes
// from another.
func known(tx *store.Tx, text string) (*Item, error) {
	var id warehouse.ItemID
	if id.UnmarshalText([]byte(text)) != nil || id.IsZero() {
		return nil, nil
	}
	i, err := Own(tx, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	return i, err
}

// channel is who calls items by the outer ids of a table.
func channel(r *sheet.Record) string {
	if c := r.Text("channel"); c != "" {
		return c
	}
	return "1c"
}

// family gives a new variant its family; one that is there stays where it is.
func family(tx *store.Tx, r *sheet.Record, was, i *Item) error {
	if !r.Has("parent") {
		return nil
	}
	parent, err := byArticle.First(tx, store.Str(fold(r.Text("parent"))))
	if err != nil {
		return err
	}
	switch {
	case parent == nil:
		r.Refuse("parent", fault.New(fault.NotFound, "catalog.family_missing", "article", r.Text("parent")))
	case was != nil && was.Parent != parent.ID:
		r.Refuse("parent", fault.New(fault.Conflict, "catalog.other_family", "name", was.Title(), "article", r.Text("parent")))
	default:
		i.Parent = parent.ID
	}
	return nil
}

func createAs(ctx context.Context, tx *store.Tx, i *Item) (warehouse.ItemID, error) {
	a, err := Create.In(ctx, tx, &CreateRequest{Parent: i.Parent, Body: i.Body, Barcodes: i.Barcodes, Packs: i.Packs, External: i.External})
	if err != nil {
		return warehouse.ItemID{}, err
	}
	return a.ID, nil
}

// becomeAs changes an item into what is wanted, by the commands that a person
// would give. Barcodes that are not wanted go first, so that a pack can.
func becomeAs(ctx context.Context, tx *store.Tx, is, want *Item) error {
	id := is.ID
	for _, b := range is.Barcodes {
		if slices.ContainsFunc(want.Barcodes, func(w Barcode) bool { return w.Code == b.Code && w.Pack == b.Pack }) {
			continue
		}
		if _, err := RemoveBarcode.In(ctx, tx, &CodeRequest{id, b.Code}); err != nil {
			return err
		}
	}
	for _, p := range is.Packs {
		if want.Pack(p.Name) != nil {
			continue
		}
		if _, err := RemovePack.In(ctx, tx, &NameRequest{id, p.Name}); err != nil {
			return err
		}
	}
	for _, p := range want.Packs {
		now, err := Own(tx, id)
		if err != nil {
			return err
		}
		if _, err := SavePack.In(ctx, tx, &PackRequest{id, now.Version, p}); err != nil {
			return err
		}
	}
	for _, b := range want.Barcodes {
		if _, err := AddBarcode.In(ctx, tx, &BarcodeRequest{id, b}); err != nil {
			return err
		}
	}
	if err := relink(ctx, tx, is, want); err != nil {
		return err
	}
	now, err := Own(tx, id)
	if err != nil {
		return err
	}
	_, err = Edit.In(ctx, tx, &EditRequest{id, now.Version, want.Body})
	return err
}

func relink(ctx context.Context, tx *store.Tx, is, want *Item) error {
	for _, e := range is.External {
		if slices.Contains(want.External, e) {
			continue
		}
		if _, err := Link.In(ctx, tx, &LinkRequest{is.ID, e.Channel, ""}); err != nil {
			return err
		}
	}
	for _, e := range want.External {
		if _, err := Link.In(ctx, tx, &LinkRequest{is.ID, e.Channel, e.ID}); err != nil {
			return err
		}
	}
	return nil
}

// takeBack archives what a row made, or puts what it changed back as it was.
func takeBack(ctx context.Context, tx *store.Tx, d sheet.Did) error {
	var t trace
	if err := json.Unmarshal(d.Trace, &t); err != nil {
		return err
	}
	now, err := Own(tx, t.Item)
	if err != nil {
		return err
	}
	if !now.said().same(t.After) {
		return fault.New(fault.Conflict, "catalog.changed_since", "name", now.Title())
	}
	if d.Created {
		_, err := Archive.In(ctx, tx, &ArchiveRequest{now.ID, now.Version})
		return err
	}
	want := now.clone()
	want.Body, want.Barcodes, want.Packs, want.External = t.Before.Body, t.Before.Barcodes, t.Before.Packs, t.Before.External
	return becomeAs(ctx, tx, now, want)
}
