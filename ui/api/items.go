package api

import "context"

// ItemsReader reads the catalogue.
type ItemsReader interface {
	Items(ctx context.Context, filter ItemsFilter) (ItemsPage, error)
	Item(ctx context.Context, id string) (ItemCard, error)
}

// ItemsFilter narrows the catalogue.
type ItemsFilter struct {
	Page
	Text string `query:"text" maxLength:"200" doc:"name, article or barcode"`
}

// ItemsPage is one page of the catalogue by name.
type ItemsPage struct {
	Rows  List[ItemRow] `json:"rows"`
	Next  string        `json:"next,omitempty"`
	Found int64         `json:"found"`
	Near  List[string]  `json:"near" doc:"words like the one that found nothing"`
	Seq   int64         `json:"seq"`
}

// ItemRow is one item of the list.
type ItemRow struct {
	Item     ItemMark `json:"item"`
	Unit     string   `json:"unit"`
	Barcode  string   `json:"barcode,omitempty" doc:"the first"`
	Barcodes int64    `json:"barcodes"`
	Price    *Money   `json:"price,omitempty"`
	VAT      string   `json:"vat" example:"20" doc:"per cent, or none"`
	Grams    int64    `json:"grams,omitempty"`
	Free     int64    `json:"free"`
	Tracks   []string `json:"tracks,omitempty" doc:"lot, expiry, serial, marking"`
	Retired  bool     `json:"retired,omitempty"`
}

// ItemCard is all of one item.
type ItemCard struct {
	ItemRow
	Version    int64           `json:"version"`
	Group      string          `json:"group,omitempty"`
	Brand      string          `json:"brand,omitempty"`
	SizeMM     *Box            `json:"sizeMm,omitempty"`
	Codes      List[Barcode]   `json:"codes"`
	Packs      List[PackUnit]  `json:"packs"`
	Attributes List[Attribute] `json:"attributes"`
	Photos     List[ItemPhoto] `json:"photos"`
	Variants   List[ItemMark]  `json:"variants"`
	Stock      List[BinStock]  `json:"stock"`
	Tape       List[TapeRow]   `json:"tape"`
	Seq        int64           `json:"seq"`
}

// Box is a size in whole millimetres.
type Box struct {
	Length int64 `json:"length"`
	Width  int64 `json:"width"`
	Height int64 `json:"height"`
}

// Barcode is a code of an item; Factor base units per scan.
type Barcode struct {
	Code   string `json:"code"`
	Pack   string `json:"pack,omitempty"`
	Factor int64  `json:"factor"`
	Own    bool   `json:"own,omitempty" doc:"our own label; it cannot be taken off"`
}

// PackUnit is a pack an item comes in.
type PackUnit struct {
	Name   string `json:"name"`
	Factor int64  `json:"factor" doc:"base units in it"`
}

// Attribute is one property with its value, written in the one way of its type.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value" example:"0.45"`
	Type  string `json:"type,omitempty" enum:"text,number,choice,yes,day"`
	Unit  string `json:"unit,omitempty" doc:"of a number, as people write it"`
}

// ItemPhoto is a photo kept on this node.
type ItemPhoto struct {
	Hash string `json:"hash"`
	Open string `json:"open"`
}

// ItemEdit makes an item (Item and Version empty) or changes it against the
// version seen. Absent fields stay.
type ItemEdit struct {
	Item       string      `json:"item,omitempty"`
	Version    int64       `json:"version,omitempty"`
	Article    *string     `json:"article,omitempty" maxLength:"60"`
	Name       *string     `json:"name,omitempty" maxLength:"200"`
	Differs    *string     `json:"differs,omitempty" maxLength:"60"`
	Unit       *string     `json:"unit,omitempty"`
	VAT        *string     `json:"vat,omitempty"`
	Grams      *int64      `json:"grams,omitempty" minimum:"0"`
	SizeMM     *Box        `json:"sizeMm,omitempty"`
	Attributes []Attribute `json:"attributes,omitempty"`
	Retired    *bool       `json:"retired,omitempty"`
}

// ItemEdited names the item and its new version.
type ItemEdited struct {
	Item    string `json:"item"`
	Version int64  `json:"version"`
}

// BarcodeEdit binds a code to an item or takes it off.
type BarcodeEdit struct {
	Item string `json:"item"`
	Code string `json:"code" minLength:"1" maxLength:"100"`
	Pack string `json:"pack,omitempty"`
}

// PhotoEdit hangs a kept photo on an item or takes it off.
type PhotoEdit struct {
	Item string `json:"item"`
	Hash string `json:"hash"`
}

func (s *surface) items() {
	read(s, "/api/items", "catalog.read", "Items by name, article or barcode",
		func(ctx context.Context, in *ItemsFilter) (ItemsPage, error) { return s.core.Items.Items(ctx, *in) })
	read(s, "/api/items/{id}", "catalog.read", "One item", func(ctx context.Context, in *ByID) (ItemCard, error) {
		return s.core.Items.Item(ctx, in.ID)
	})
	command[ItemEdit, ItemEdited](s, "catalog.edit", "Make an item or change it against the version seen")
	command[BarcodeEdit, Done](s, "catalog.barcode.add", "Bind a barcode to an item")
	command[BarcodeEdit, Done](s, "catalog.barcode.remove", "Take a barcode off an item")
	command[PhotoEdit, Done](s, "catalog.photo.add", "Hang a kept photo on an item")
	command[PhotoEdit, Done](s, "catalog.photo.remove", "Take a photo off an item")
}
