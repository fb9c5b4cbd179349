package catalog

import (
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"warehouse-node/devices/receipt"
	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// check refuses what no item can be and what another item has. It brings the
// body into the one form in which it is kept.
func (i *Item) check(tx *store.Tx) (err error) {
	if i.Attributes, err = parse(tx, i.Attributes); err != nil {
		return err
	}
	if i.Parent.IsZero() {
		err = i.checkName()
	} else {
		err = i.checkVariant(tx)
	}
	if err != nil {
		return err
	}
	if err := i.checkNumbers(); err != nil {
		return err
	}
	if err := i.checkLists(); err != nil {
		return err
	}
	if err := i.checkTwins(tx); err != nil {
		return err
	}
	return i.checkBarcodes(tx)
}

func (i *Item) checkName() error {
	i.Name, i.Brand, i.Article = strings.TrimSpace(i.Name), strings.TrimSpace(i.Brand), strings.TrimSpace(i.Article)
	if i.Name == "" || !printable(i.Name, maxName) {
		return fault.New(fault.Invalid, "catalog.name", "name", i.Name, "limit", maxName)
	}
	if !printable(i.Brand, maxName) || !printable(i.Article, maxArticle) {
		return fault.New(fault.Invalid, "catalog.name", "name", i.Article, "limit", maxArticle)
	}
	if i.Differs != (Differs{}) {
		return fault.New(fault.Invalid, "catalog.differs", "name", i.Title())
	}
	return nil
}

// checkVariant holds a variant to what it may say beside its family.
func (i *Item) checkVariant(tx *store.Tx) error {
	family, err := Own(tx, i.Parent)
	if err != nil {
		return err
	}
	if field := i.Body.strip(&family.Body); field != "" {
		return fault.New(fault.Invalid, "catalog.of_family", "field", field, "name", family.Title())
	}
	i.Article = strings.TrimSpace(i.Article)
	if i.Differs.Value == "" || !printable(i.Differs.Value, maxName) || !printable(i.Differs.Label, maxName) || !printable(i.Article, maxArticle) {
		return fault.New(fault.Invalid, "catalog.differs", "name", family.Title())
	}
	for v, err := range Variants(tx, i.Parent) {
		if err != nil {
			return err
		}
		if v.ID != i.ID && fold(v.Differs.Value) == fold(i.Differs.Value) && fold(v.Differs.Label) == fold(i.Differs.Label) {
			return fault.New(fault.Conflict, "catalog.variant_taken", "value", i.Differs.Value, "name", family.Title())
		}
	}
	return nil
}

// strip takes away what a variant has from its family, and names a field that
// says something else than the family does.
func (b *Body) strip(family *Body) (field string) {
	for _, f := range []struct {
		name         string
		empty, alike bool
	}{
		{"name", b.Name == "", b.Name == family.Name},
		{"brand", b.Brand == "", b.Brand == family.Brand},
		{"category", len(b.Category) == 0, slices.Equal(b.Category, family.Category)},
		{"unit", b.Unit == 0, b.Unit == family.Unit},
		{"vat", b.VAT == measure.VAT{}, b.VAT == family.VAT},
		{"care", len(b.Care) == 0, slices.Equal(b.Care, family.Care)},
		{"tracking", b.Tracking == Tracking{}, b.Tracking == family.Tracking},
		{"typed", !b.Typed, b.Typed == family.Typed},
	} {
		if !f.empty && !f.alike {
			return f.name
		}
	}
	b.Name, b.Brand, b.Category, b.Care, b.Typed = "", "", nil, nil, false
	b.Unit, b.VAT, b.Tracking = 0, measure.VAT{}, Tracking{}
	return ""
}

// checkMoney refuses a rate of tax that no country has and a price in what is no
// money, since neither can stand on a receipt. What the item had before is let
// be: an old row must not hinder another edit of it.
func (i *Item) checkMoney(was *Item) error {
	if i.VAT != was.VAT {
		if err := CheckVAT(i.VAT); err != nil {
			return err
		}
	}
	if i.Price.Currency != was.Price.Currency && i.Price != (measure.Money{}) {
		return CheckCurrency(i.Price.Currency)
	}
	return nil
}

// CheckVAT refuses what no country of the program charges: Invalid.
func CheckVAT(v measure.VAT) error {
	known := receipt.Percents()
	if !v.Applies && v.BasisPoints == 0 || v.Applies && v.BasisPoints%100 == 0 && slices.Contains(known, int64(v.BasisPoints/100)) {
		return nil
	}
	return fault.New(fault.Invalid, "catalog.vat_unknown", "text", Percent(v), "known", strings.Trim(fmt.Sprint(known), "[]"))
}

// CheckCurrency refuses what nobody pays in: Invalid.
func CheckCurrency(c measure.Currency) error {
	if c.Known() {
		return nil
	}
	return fault.New(fault.Invalid, "catalog.currency", "currency", c)
}

// Bounds of one item, beyond which somebody mistook the unit.
const (
	maxGrams = 100_000_000 // a hundred tonnes
	maxMM    = 100_000     // a hundred metres
	maxShelf = 36_500      // days
)

func (i *Item) checkNumbers() error {
	t, size := i.Tracking, i.Size
	for _, n := range []struct {
		field     string
		is, limit int64
	}{
		{"price", i.Price.Minor, math.MaxInt64}, {"weight", i.Weight, maxGrams}, {"shelf_life", t.ShelfLifeDays, maxShelf},
		{"length", size.Length, maxMM}, {"width", size.Width, maxMM}, {"height", size.Height, maxMM},
	} {
		switch {
		case n.is < 0:
			return fault.New(fault.Invalid, "catalog.negative", "field", n.field, "name", i.Title())
		case n.is > n.limit:
			return fault.New(fault.Invalid, "catalog.above", "field", n.field, "name", i.Title(), "limit", n.limit)
		}
	}
	bad := func(field string) error {
		return fault.New(fault.Invalid, "catalog.number", "field", field, "name", i.Title())
	}
	switch {
	case int(i.Unit) >= len(measure.Units):
		return bad("unit")
	case i.VAT.BasisPoints < 0 || i.VAT.BasisPoints > 100_00:
		return bad("vat")
	case i.Price != (measure.Money{}) && len(i.Price.Currency) != 3:
		return bad("price")
	case t.ShelfLifeDays > 0 && !t.Expiry:
		return bad("shelf_life")
	case t.Expiry && !t.Lots, t.Units && i.Unit != measure.Piece:
		return bad("tracking")
	}
	return nil
}

func grams(n int64) bool { return n >= 0 && n <= maxGrams }

func (s Size) sensible() bool {
	return min(s.Length, s.Width, s.Height) >= 0 && max(s.Length, s.Width, s.Height) <= maxMM
}

func (i *Item) checkLists() error {
	for _, l := range []struct {
		name       string
		has, limit int
	}{
		{"category", len(i.Category), maxCategory}, {"attributes", len(i.Attributes), maxAttributes}, {"barcodes", len(i.Barcodes), maxBarcodes},
		{"packs", len(i.Packs), maxPacks}, {"photos", len(i.Photos), maxPhotos}, {"external", len(i.External), maxExternal},
	} {
		if l.has > l.limit {
			return fault.New(fault.Limit, "catalog.list", "field", l.name, "limit", l.limit)
		}
	}
	for _, c := range i.Category {
		if c == "" || !printable(c, maxName) {
			return fault.New(fault.Invalid, "catalog.category", "text", c)
		}
	}
	for n, c := range i.Care {
		if !slices.Contains([]Care{Fragile, Cold, Oversized, Dangerous}, c) || slices.Contains(i.Care[:n], c) {
			return fault.New(fault.Invalid, "catalog.care", "text", string(c))
		}
	}
	for _, h := range i.Photos {
		if !IsHash(h) {
			return fault.New(fault.Invalid, "catalog.photo", "text", h)
		}
	}
	return i.checkPacks()
}

// IsHash says whether a text is a SHA-256 as Folder writes it: nothing else names a
// file.
func IsHash(h string) bool {
	b, err := hex.DecodeString(h)
	return err == nil && len(b) == 32 && h == strings.ToLower(h)
}

func (i *Item) checkPacks() error {
	for n, p := range i.Packs {
		twice := slices.ContainsFunc(i.Packs[:n], func(o Pack) bool { return o.Name == p.Name })
		if p.Name == "" || !printable(p.Name, maxName) || twice || !grams(p.Weight) || !p.Size.sensible() {
			return fault.New(fault.Invalid, "catalog.pack", "pack", p.Name, "name", i.Title())
		}
		if _, err := p.Factor.Base(1); err != nil {
			return err
		}
	}
	return nil
}

// checkTwins refuses an article, or a name at a channel, that another item has.
func (i *Item) checkTwins(tx *store.Tx) error {
	if i.Article != "" {
		if other, err := byArticle.First(tx, store.Str(fold(i.Article))); err != nil {
			return err
		} else if other != nil && other.ID != i.ID {
			return fault.New(fault.Conflict, "catalog.article_taken", "article", i.Article, "name", other.Name)
		}
	}
	for n, e := range i.External {
		twice := slices.ContainsFunc(i.External[:n], func(o External) bool { return o.Channel == e.Channel })
		if e.Channel == "" || e.ID == "" || twice || !printable(e.Channel, maxName) || !printable(e.ID, maxName) {
			return fault.New(fault.Invalid, "catalog.external", "channel", e.Channel, "id", e.ID)
		}
		if other, err := byExternal.First(tx, store.Keys2(store.Str(e.Channel), store.Str(e.ID))); err != nil {
			return err
		} else if other != nil && other.ID != i.ID {
			return fault.New(fault.Conflict, "catalog.external_taken", "id", e.ID, "name", other.Title())
		}
	}
	return nil
}

// checkBarcodes refuses a code that no scanner can read, and one that another
// item or pack carries unless both say that it is shared.
func (i *Item) checkBarcodes(tx *store.Tx) error {
	if i.Family && len(i.Barcodes) > 0 {
		return fault.New(fault.Invalid, "catalog.family_code", "name", i.Title())
	}
	for n := range i.Barcodes {
		b := &i.Barcodes[n]
		b.Code = strings.TrimSpace(b.Code)
		if err := b.check(); err != nil {
			return err
		}
		if b.Pack != "" && i.Pack(b.Pack) == nil {
			return fault.New(fault.NotFound, "catalog.not_there", "what", b.Pack)
		}
		if slices.ContainsFunc(i.Barcodes[:n], func(o Barcode) bool { return normal(o.Code) == normal(b.Code) }) {
			return fault.New(fault.Conflict, "catalog.barcode_taken", "code", b.Code, "name", i.Title())
		}
		if err := codeFree(tx, i.ID, *b); err != nil {
			return err
		}
	}
	return nil
}

// check refuses a code that cannot be on goods, and one that we print on bins,
// totes, badges or commands: a scan of it would ask each time what is meant. 13
// and 14 digits are a GTIN, and
// a wrong check digit is a slip of whoever typed it.
func (b *Barcode) check() error {
	if b.Code == "" || !printable(b.Code, maxCode) {
		return fault.New(fault.Invalid, "catalog.barcode", "code", b.Code)
	}
	if p := ident.Ours(b.Code); p != "" && p != ident.PrefixItem {
		return fault.New(fault.Invalid, "catalog.barcode_ours", "code", b.Code)
	}
	if n := len(b.Code); (n == 13 || n == 14) && strings.Trim(b.Code, "0123456789") == "" && !scan.Checked(b.Code) {
		return fault.New(fault.Invalid, "catalog.check_digit", "code", b.Code)
	}
	return nil
}

// codeFree refuses a barcode that another item carries and does not share.
func codeFree(tx *store.Tx, id warehouse.ItemID, b Barcode) error {
	others, err := carriers(tx, normal(b.Code), b.Code)
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.Item.ID != id && !b.Shared {
			return fault.New(fault.Conflict, "catalog.barcode_taken", "code", b.Code, "name", o.Item.Title())
		}
	}
	return nil
}
