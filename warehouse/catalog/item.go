package catalog

import (
	"strings"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Item is something that is bought, kept and sold; a variant of a family is an
// item as well. Get returns it whole, with what it has from its family.
type Item struct {
	ID       warehouse.ItemID
	Parent   warehouse.ItemID // the family of a variant
	Family   bool             // has variants: is no goods itself
	Version  uint64           // rises with each change; an edit names the one it saw
	Archived bool             // no longer traded; its history stays
	Code     string           // our own label, for goods without a barcode

	Body
	Barcodes []Barcode
	Packs    []Pack
	Photos   []string // SHA-256 of the files, the best one first
	External []External

	changed uint64 // its row in catalog.changes
}

// Body is what a person says of an item. For a variant, what is empty is as its
// family has it.
type Body struct {
	Article    string        `json:"article,omitempty"` // SKU, without regard to letter case
	Name       string        `json:"name,omitempty"`
	Brand      string        `json:"brand,omitempty"`
	Category   []string      `json:"category,omitempty"` // from the root down
	Differs    Differs       `json:"differs,omitzero"`   // of a variant
	Attributes []Attribute   `json:"attributes,omitempty"`
	Unit       measure.Unit  `json:"unit"`
	VAT        measure.VAT   `json:"vat,omitzero"`
	Price      measure.Money `json:"price,omitzero"`       // of one base unit, or of a kilogram of goods counted in grams
	Weight     int64         `json:"weightGrams,omitzero"` // grams of one base unit; zero is unknown
	Size       Size          `json:"size,omitzero"`
	Care       []Care        `json:"care,omitempty"`
	Tracking   Tracking      `json:"tracking,omitzero"`
	// Typed lets a person type how many there are; otherwise each is scanned.
	Typed bool `json:"typed,omitempty"`
}

// Under stands between the names of a category where they are one text:
// "Garden / Hoses".
const Under = " / "

// Differs is what tells a variant from the others of its family: size 42.
type Differs struct {
	Label string `json:"label,omitempty"`
	Value string `json:"value,omitempty"`
}

// Size is outer dimensions in millimetres; zero is unknown.
type Size struct {
	Length int64 `json:"lengthMM,omitempty"`
	Width  int64 `json:"widthMM,omitempty"`
	Height int64 `json:"heightMM,omitempty"`
}

// VolumeMM3 is zero when a side is unknown.
func (s Size) VolumeMM3() int64 { return s.Length * s.Width * s.Height }

// Care is how goods want to be kept and carried.
type Care string

// The kinds of care.
const (
	Fragile   Care = "fragile"
	Cold      Care = "cold"
	Oversized Care = "oversized"
	Dangerous Care = "dangerous"
)

// Tracking is what is known of each piece or batch.
type Tracking struct {
	Lots          bool  `json:"lots,omitempty"`   // each batch apart
	Expiry        bool  `json:"expiry,omitempty"` // a batch has a day after which it is not sold
	ShelfLifeDays int64 `json:"shelfLifeDays,omitempty"`
	Units         bool  `json:"units,omitempty"` // each piece by its serial number or marking code
}

// Barcode is a code on the goods and the pack it stands on.
type Barcode struct {
	Code   string `json:"code"`
	Pack   string `json:"pack,omitempty"`   // name of the pack; "" is one base unit
	Shared bool   `json:"shared,omitempty"` // other items carry the same code, and a person knows
}

// Pack is a box, bundle or bag that holds several base units.
type Pack struct {
	Name   string         `json:"name"` // "carton 12"
	Factor measure.Factor `json:"factor"`
	Weight int64          `json:"weightGrams,omitempty"`
	Size   Size           `json:"size,omitzero"`
}

// External is how a shop or an accounting program calls the item.
type External struct {
	Channel string `json:"channel"`
	ID      string `json:"id"`
}

func itemRow(r *store.Row, i *Item) {
	ident.Field(r, 1, &i.ID)
	ident.Field(r, 2, &i.Parent)
	store.Bool(r, 3, &i.Family)
	store.Uint(r, 4, &i.Version)
	store.Bool(r, 5, &i.Archived)
	store.Text(r, 6, &i.Code)
	store.Text(r, 7, &i.Article)
	store.Text(r, 8, &i.Name)
	store.Text(r, 9, &i.Brand)
	store.Strings(r, 10, &i.Category)
	store.Text(r, 11, &i.Differs.Label)
	store.Text(r, 12, &i.Differs.Value)
	store.List(r, 13, &i.Attributes, attributeRow)
	store.Uint(r, 14, &i.Unit)
	store.One(r, 15, &i.VAT, measure.VATRow)
	store.One(r, 16, &i.Price, measure.MoneyRow)
	store.Int(r, 17, &i.Weight)
	store.One(r, 18, &i.Size, sizeRow)
	store.Strings(r, 19, &i.Care)
	store.One(r, 20, &i.Tracking, trackingRow)
	store.Bool(r, 21, &i.Typed)
	store.List(r, 22, &i.Barcodes, barcodeRow)
	store.List(r, 23, &i.Packs, packRow)
	store.Strings(r, 24, &i.Photos)
	store.List(r, 25, &i.External, externalRow)
	store.Uint(r, 26, &i.changed)
}

func sizeRow(r *store.Row, s *Size) {
	store.Int(r, 1, &s.Length)
	store.Int(r, 2, &s.Width)
	store.Int(r, 3, &s.Height)
}

func trackingRow(r *store.Row, t *Tracking) {
	store.Bool(r, 1, &t.Lots)
	store.Bool(r, 2, &t.Expiry)
	store.Int(r, 3, &t.ShelfLifeDays)
	store.Bool(r, 4, &t.Units)
}

func barcodeRow(r *store.Row, b *Barcode) {
	store.Text(r, 1, &b.Code)
	store.Text(r, 2, &b.Pack)
	store.Bool(r, 3, &b.Shared)
}

func packRow(r *store.Row, p *Pack) {
	store.Text(r, 1, &p.Name)
	store.Int(r, 2, &p.Factor.Num)
	store.Int(r, 3, &p.Factor.Den)
	store.Int(r, 4, &p.Weight)
	store.One(r, 5, &p.Size, sizeRow)
}

func externalRow(r *store.Row, e *External) {
	store.Text(r, 1, &e.Channel)
	store.Text(r, 2, &e.ID)
}

type externalKey = store.Pair[store.Str, store.Str]

var (
	items = store.NewTable("catalog.items", func(i *Item) warehouse.ItemID { return i.ID }, itemRow)

	byArticle = store.NewIndex(items, "article", func(i *Item) []store.Str {
		if i.Archived || i.Article == "" {
			return nil
		}
		return []store.Str{store.Str(fold(i.Article))}
	})

	byCode = store.NewIndex(items, "code", func(i *Item) []store.Str {
		if i.Archived {
			return nil
		}
		all := []store.Str{store.Str(fold(i.Code))}
		for _, b := range i.Barcodes {
			all = append(all, store.Str(normal(b.Code)))
		}
		return all
	})

	variants = store.NewIndex(items, "family", func(i *Item) []warehouse.ItemID {
		if i.Archived || i.Parent.IsZero() {
			return nil
		}
		return []warehouse.ItemID{i.Parent}
	})

	byExternal = store.NewIndex(items, "external", func(i *Item) []externalKey {
		if i.Archived {
			return nil
		}
		all := make([]externalKey, len(i.External))
		for n, e := range i.External {
			all[n] = store.Keys2(store.Str(e.Channel), store.Str(e.ID))
		}
		return all
	})
)

// fold is how articles, names of attributes and our own codes are compared.
func fold(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// normal is how barcodes are compared: a GTIN of any length as its 14 digits,
// so that a UPC-A is the EAN-13 with a zero before it; all else folded.
func normal(code string) string {
	code = strings.TrimSpace(code)
	if gtin, ok := scan.ToGTIN(code); ok {
		return gtin
	}
	return fold(code)
}
