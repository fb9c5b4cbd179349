package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// CodeSheet is a table of barcodes of goods that the catalogue has: one row an
// item and a barcode of it, or several in one cell. A pack is said by its name,
// by how many it holds, or by both; one that the item lacks is made, when the
// row says how many it holds. A code of another item is refused here also where
// that one shares it: who shares is for the table of items to say.
var CodeSheet = sheet.Register(&sheet.Kind{
	Name: "barcodes",
	Columns: []sheet.Column{
		{Name: "item", Titles: []string{"артикул", "артикул товара", "артикул товару", "товар", "код", "код товара", "код товару", "номенклатура", "article", "sku", "item code"}, Required: true},
		{Name: "barcode", Titles: []string{"штрихкод", "штрих код", "штрихкоды", "штрихкоди", "ean", "ean13", "gtin", "barcodes"}, Required: true},
		{Name: "pack", Titles: []string{"упаковка", "пакування", "вид упаковки"}},
		{Name: "pack quantity", Titles: []string{"количество в упаковке", "в упаковке", "штук в упаковке", "кратность", "коэффициент", "кількість в упаковці", "в упаковці", "коефіцієнт", "pack size", "factor"}},
	},
	Row:  importCodes,
	Undo: takeCodesBack,
})

// codesTrace is what a row of CodeSheet gave to an item.
type codesTrace struct {
	Item  warehouse.ItemID `json:"item"`
	Codes []Barcode        `json:"codes"`
	Made  *Pack            `json:"made,omitempty"` // the pack that it brought
}

func importCodes(ctx context.Context, tx *store.Tx, r *sheet.Record) (sheet.Did, error) {
	i, err := itemOfCodes(tx, r)
	if err != nil {
		return sheet.Did{}, err
	}
	codes := r.List("barcode")
	if len(codes) == 0 {
		r.Need("barcode")
	}
	if r.Bad() {
		return sheet.Did{}, nil
	}
	t := codesTrace{Item: i.ID}
	pack := packOfCodes(r, i, &t)
	for _, c := range codes {
		if !slices.ContainsFunc(i.Barcodes, func(b Barcode) bool { return normal(b.Code) == normal(c) && b.Pack == pack }) {
			t.Codes = append(t.Codes, Barcode{Code: c, Pack: pack})
			warnShort(r, "barcode", c)
		}
	}
	if r.Bad() {
		return sheet.Did{}, nil
	}
	if err := t.refusal(tx, i); err != nil {
		r.Refuse("barcode", err)
	}
	if r.Bad() || len(t.Codes) == 0 {
		return sheet.Did{}, nil
	}
	if t.Made != nil {
		if _, err := SavePack.In(ctx, tx, &PackRequest{ID: i.ID, Pack: *t.Made}); err != nil {
			return sheet.Did{}, err
		}
	}
	for _, b := range t.Codes {
		if _, err := AddBarcode.In(ctx, tx, &BarcodeRequest{i.ID, b}); err != nil {
			return sheet.Did{}, err
		}
	}
	b, err := json.Marshal(t)
	return sheet.Did{Thing: about(i.ID), Created: true, Trace: b}, err
}

// itemOfCodes is the item that a row names: by its article, our own code or a
// barcode that it has. What does not name one is refused beside the cell, and
// then it is nil.
func itemOfCodes(tx *store.Tx, r *sheet.Record) (*Item, error) {
	code := r.Need("item")
	if code == "" {
		return nil, nil
	}
	i, err := Named(tx, code)
	if kind := fault.KindOf(err); kind == fault.NotFound || kind == fault.Conflict {
		r.Refuse("item", err)
		return nil, nil
	}
	return i, err
}

// packOfCodes is the name of the pack that a row's barcodes stand on, "" for one
// base unit. A pack that the item lacks is noted as made.
func packOfCodes(r *sheet.Record, i *Item, t *codesTrace) string {
	name, holds := r.Text("pack"), r.Count("pack quantity")
	factor := measure.Factor{Num: holds, Den: 1}
	if err := factor.Check(); err != nil && r.Has("pack quantity") && !r.Bad() {
		r.Refuse("pack quantity", err)
	}
	if r.Bad() || name == "" && holds <= 1 {
		return ""
	}
	if name == "" {
		name = fmt.Sprintf("×%d", holds)
		if at := slices.IndexFunc(i.Packs, func(p Pack) bool { return p.Factor == factor }); at >= 0 {
			name = i.Packs[at].Name
		}
	}
	switch is := i.Pack(name); {
	case is == nil && holds == 0:
		r.Refuse("pack", fault.New(fault.NotFound, "catalog.no_pack", "pack", name, "name", i.Title()))
	case is == nil:
		t.Made = &Pack{Name: name, Factor: factor}
	case holds != 0 && is.Factor != factor:
		r.Refuse("pack quantity", fault.New(fault.Conflict, "catalog.pack_taken", "pack", name, "name", i.Title()))
	}
	return name
}

// refusal is why an item cannot have what a row gives it: it is asked before
// anything is written, so that a refused row leaves nothing of itself.
func (t *codesTrace) refusal(tx *store.Tx, i *Item) error {
	want := i.clone()
	if t.Made != nil {
		want.Packs = append(want.Packs, *t.Made)
	}
	want.Barcodes = append(want.Barcodes, t.Codes...)
	if err := want.checkLists(); err != nil {
		return err
	}
	return want.checkBarcodes(tx)
}

// takeCodesBack takes the barcodes of a row away, and the pack that came with
// them. What a person changed of the two since is left; all else of the item is
// none of its business.
func takeCodesBack(ctx context.Context, tx *store.Tx, d sheet.Did) error {
	var t codesTrace
	if err := json.Unmarshal(d.Trace, &t); err != nil {
		return err
	}
	i, err := Own(tx, t.Item)
	if err != nil {
		return err
	}
	since := fault.New(fault.Conflict, "catalog.changed_since", "name", i.Title())
	for _, b := range t.Codes {
		if !slices.ContainsFunc(i.Barcodes, func(is Barcode) bool { return normal(is.Code) == normal(b.Code) && is.Pack == b.Pack }) {
			return since
		}
		if _, err := RemoveBarcode.In(ctx, tx, &CodeRequest{i.ID, b.Code}); err != nil {
			return err
		}
	}
	if t.Made == nil {
		return nil
	}
	if i, err = Own(tx, t.Item); err != nil {
		return err
	}
	others := slices.ContainsFunc(i.Barcodes, func(b Barcode) bool { return b.Pack == t.Made.Name })
	if is := i.Pack(t.Made.Name); is == nil || *is != *t.Made || others {
		return since
	}
	_, err = RemovePack.In(ctx, tx, &NameRequest{i.ID, t.Made.Name})
	return err
}
