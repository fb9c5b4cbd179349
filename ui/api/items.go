package api

import "context"

// ItemsReader reads the catalogue.
type ItemsReader interface {
	Items(ctx context.Context, filter ItemsFilter) (ItemsPage, error)
	Item(ctx context.Context, id string) (ItemCard, error)
	Attributes(ctx context.Context) (AttributesPage, error)
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
	Family   bool     `json:"family,omitempty" doc:"has variants: is no goods itself"`
}

// ItemCard is all of one item.
type ItemCard struct {
	ItemRow
	Version    uint64          `json:"version"`
	Parent     *ItemMark       `json:"parent,omitempty" doc:"the family of a variant"`
	Label      string          `json:"label,omitempty" doc:"what it is that differs: size, colour"`
	Tracking   ItemTracking    `json:"tracking"`
	Group      string          `json:"group,omitempty" doc:"from the root down: Garden / Hoses"`
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

// ItemTracking is what is known of each batch or piece: receiving asks for it.
type ItemTracking struct {
	Lots          bool  `json:"lots,omitempty" doc:"each batch apart"`
	Expiry        bool  `json:"expiry,omitempty" doc:"a batch has a day after which it is not sold; only with lots"`
	ShelfLifeDays int64 `json:"shelfLifeDays,omitempty" minimum:"0" doc:"from the day it was made; only with expiry"`
	Serial        bool  `json:"serial,omitempty" doc:"each piece by its serial number or marking code"`
}

// Barcode is a code of an item; Factor base units per scan.
type Barcode struct {
	Code   string `json:"code"`
	Pack   string `json:"pack,omitempty"`
	Factor int64  `json:"factor"`
	Shared bool   `json:"shared,omitempty" doc:"other items carry it too; whoever scans it is asked which is meant"`
	Own    bool   `json:"own,omitempty" doc:"our own label; it cannot be taken off"`
}

// PackUnit is a pack an item comes in.
type PackUnit struct {
	Name   string `json:"name" minLength:"1" maxLength:"300"`
	Factor int64  `json:"factor" minimum:"0" doc:"base units in it; 0 where they are no whole number"`
	Grams  int64  `json:"grams,omitempty" minimum:"0"`
	SizeMM *Box   `json:"sizeMm,omitempty"`
}

// Attribute is one property with its value, written in the one way of its type.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value" example:"0.45"`
	Type  string `json:"type,omitempty" enum:"text,number,choice,yes,day"`
	Unit  string `json:"unit,omitempty" doc:"of a number, as people write it"`
}

// AttributesPage is every attribute that items may have, by name.
type AttributesPage struct {
	Rows List[AttributeDefinition] `json:"rows"`
	Seq  int64                     `json:"seq"`
}

// AttributeDefinition is an attribute that items may have. Once it is defined its
// type and unit stay, and choices are only added.
type AttributeDefinition struct {
	Name    string   `json:"name" minLength:"1" maxLength:"300"`
	Type    string   `json:"type" enum:"text,number,choice,yes,day"`
	Unit    string   `json:"unit,omitempty" maxLength:"300" doc:"of a number, as people write it"`
	Choices []string `json:"choices,omitempty" maxItems:"1000" doc:"of a choice, in the order offered"`
}

// ItemPhoto is a photo kept on this node.
type ItemPhoto struct {
	Hash string `json:"hash"`
	Open string `json:"open"`
}

// ItemEdit makes an item (Item and Version empty) or changes it against the
// version seen. Absent fields stay. What is common to all variants of a family
// (name, brand, group, unit, VAT, tracking) is said of the family only.
type ItemEdit struct {
	Item       string           `json:"item,omitempty"`
	Version    uint64           `json:"version,omitempty"`
	Parent     string           `json:"parent,omitempty" doc:"of a new item: it is a variant of that one, which is a family from then on"`
	Article    *string          `json:"article,omitempty" maxLength:"60"`
	Name       *string          `json:"name,omitempty" maxLength:"200"`
	Brand      *string          `json:"brand,omitempty" maxLength:"300"`
	Group      *string          `json:"group,omitempty" maxLength:"1000" doc:"from the root down: Garden / Hoses"`
	Label      *string          `json:"label,omitempty" maxLength:"60" doc:"of a variant, what it is that differs: size, colour"`
	Differs    *string          `json:"differs,omitempty" maxLength:"60" doc:"of a variant: XL, green"`
	Unit       *string          `json:"unit,omitempty"`
	VAT        *string          `json:"vat,omitempty"`
	Price      *Money           `json:"price,omitempty" doc:"of one base unit; without a currency it is that of the warehouses; of 0 there is none"`
	Grams      *int64           `json:"grams,omitempty" minimum:"0"`
	SizeMM     *Box             `json:"sizeMm,omitempty"`
	Tracking   *ItemTracking    `json:"tracking,omitempty"`
	Attributes *List[Attribute] `json:"attributes,omitempty" doc:"all of them"`
	Retired    *bool            `json:"retired,omitempty" doc:"ends the trade in it, or takes it up again; nothing else is changed then"`
}

// ItemEdited names the item and its new version.
type ItemEdited struct {
	Item    string `json:"item"`
	Version uint64 `json:"version"`
}

// BarcodeEdit binds a code to an item or takes it off.
type BarcodeEdit struct {
	Item   string `json:"item"`
	Code   string `json:"code" minLength:"1" maxLength:"100"`
	Pack   string `json:"pack,omitempty" doc:"name of the pack it stands on; empty for one base unit"`
	Shared bool   `json:"shared,omitempty" doc:"other items carry the same code, and a person knows"`
}

// PackEdit gives an item a pack or changes the one of that name, against the
// version of the item that was seen.
type PackEdit struct {
	Item    string `json:"item"`
	Version uint64 `json:"version" minimum:"1"`
	PackUnit
}

// PackName names a pack of an item.
type PackName struct {
	Item string `json:"item"`
	Name string `json:"name" minLength:"1" maxLength:"300"`
}

// ItemLabels asks for labels with the items' own codes, for goods without a
// barcode that can be read, or for price tags. One command prints no more than
// 200 of them together.
type ItemLabels struct {
	Kind    string           `json:"kind" enum:"item_label,price_label"`
	Items   List[ItemCopies] `json:"items" maxItems:"200"`
	Printer string           `json:"printer,omitempty" doc:"device; empty for the station's own"`
}

// ItemCopies is how many labels of an item are wanted; each says which of them
// it is.
type ItemCopies struct {
	Item   string `json:"item"`
	Copies int64  `json:"copies" minimum:"1" maximum:"200"`
}

// LotLabels asks for labels of goods of a lot.
type LotLabels struct {
	Lot     string `json:"lot" doc:"its id"`
	Copies  int64  `json:"copies" minimum:"1" maximum:"200"`
	Printer string `json:"printer,omitempty"`
}

// PhotoEdit hangs a kept photo on an item or takes it off.
type PhotoEdit struct {
	Item string `json:"item"`
	Hash string `json:"hash" pattern:"^[0-9a-f]{64}$"`
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
	command[ItemLabels, Done](s, "catalog.label", "Print labels or price tags of items")
	command[LotLabels, Done](s, "catalog.lot.label", "Print labels of goods of a lot")
	command[PackEdit, Done](s, "catalog.pack.save", "Give an item a pack or change it")
	command[PackName, Done](s, "catalog.pack.remove", "Take a pack and its barcodes off an item")
	read(s, "/api/attributes", "catalog.read", "Attributes that items may have", func(ctx context.Context, _ *none) (AttributesPage, error) {
		return s.core.Items.Attributes(ctx)
	})
	command[AttributeDefinition, Done](s, "catalog.attribute.define", "Make an attribute, or add choices to one")
	command[PhotoEdit, Done](s, "catalog.photo.add", "Hang a kept photo on an item")
	command[PhotoEdit, Done](s, "catalog.photo.remove", "Take a photo off an item")
}
