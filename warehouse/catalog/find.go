package catalog

import (
	"iter"
	"slices"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Get returns an item, archived or not, with what it has from its family;
// NotFound when there is none.
func Get(tx *store.Tx, id warehouse.ItemID) (*Item, error) {
	i, err := Own(tx, id)
	if err != nil {
		return nil, err
	}
	return i.whole(tx)
}

// Own returns an item as its own row has it: what a form edits. NotFound when
// there is none.
func Own(tx *store.Tx, id warehouse.ItemID) (*Item, error) {
	i, err := items.Find(tx, id)
	if err == nil && i == nil {
		err = fault.New(fault.NotFound, "catalog.none", "item", id)
	}
	return i, err
}

// whole gives a variant what it has from its family.
func (i *Item) whole(tx *store.Tx) (*Item, error) {
	if i.Parent.IsZero() {
		return i, nil
	}
	family, err := items.Get(tx, i.Parent)
	if err != nil {
		return nil, err
	}
	i.Body = i.Body.of(&family.Body)
	if len(i.Photos) == 0 {
		i.Photos = family.Photos
	}
	return i, nil
}

// of is a variant's body over that of its family.
func (b Body) of(family *Body) Body {
	whole := *family
	whole.Article, whole.Differs = b.Article, b.Differs
	if b.Price != (measure.Money{}) {
		whole.Price = b.Price
	}
	if b.Weight != 0 {
		whole.Weight = b.Weight
	}
	if b.Size != (Size{}) {
		whole.Size = b.Size
	}
	whole.Attributes = slices.Clone(b.Attributes)
	for _, a := range family.Attributes {
		if !slices.ContainsFunc(b.Attributes, func(own Attribute) bool { return own.Name == a.Name }) {
			whole.Attributes = append(whole.Attributes, a)
		}
	}
	return whole
}

// All walks every item, archived ones and families too, as their own rows have
// them, from id on.
func All(tx *store.Tx, from warehouse.ItemID) iter.Seq2[*Item, error] { return items.From(tx, from) }

// Variants walks the variants of a family as their own rows have them.
func Variants(tx *store.Tx, family warehouse.ItemID) iter.Seq2[*Item, error] {
	return variants.Each(tx, family)
}

// ByArticle is the item of an article, nil when there is none.
func ByArticle(tx *store.Tx, article string) (*Item, error) {
	return found(tx)(byArticle.First(tx, store.Str(fold(article))))
}

// ByExternal is the item that a channel knows by an id, nil when there is none.
func ByExternal(tx *store.Tx, channel, id string) (*Item, error) {
	return found(tx)(byExternal.First(tx, store.Keys2(store.Str(channel), store.Str(id))))
}

// found makes what an index found whole.
func found(tx *store.Tx) func(*Item, error) (*Item, error) {
	return func(i *Item, err error) (*Item, error) {
		if err != nil || i == nil {
			return nil, err
		}
		return i.whole(tx)
	}
}

// Named is the one item that an article, our own code or a barcode means, as its
// own row has it. NotFound when there is none, Conflict when there are several.
func Named(tx *store.Tx, code string) (*Item, error) {
	i, err := byArticle.First(tx, store.Str(fold(code)))
	if err != nil || i != nil {
		return i, err
	}
	found, err := Resolve(tx, code)
	if err != nil && fault.KindOf(err) != fault.Invalid {
		return nil, err
	}
	switch {
	case len(found) == 1 && !found[0].Unpacked:
		return Own(tx, found[0].Item.ID)
	case len(found) > 1:
		return nil, fault.New(fault.Conflict, "catalog.several", "code", code)
	}
	return nil, fault.New(fault.NotFound, "catalog.unknown", "code", code)
}

// Found is one thing that a code may mean.
type Found struct {
	Item   *Item
	Pack   *Pack // nil is one base unit
	Code   string
	Shared bool // other items carry this code: ask which
	// Unpacked says that the code is of a carton that the catalogue does not
	// know, around an item that it does: nobody can say how many are in it.
	Unpacked bool
}

// Qty is how many base units one scan of the code counts: zero for an Unpacked
// carton.
func (f *Found) Qty() (measure.Qty, error) {
	switch {
	case f.Unpacked:
		return 0, nil
	case f.Pack == nil:
		return 1, nil
	}
	return f.Pack.Factor.Base(1)
}

// Resolve finds what a scanned or typed code may mean: a barcode of an item or
// of a pack, in any of the lengths of a GTIN, our own label, or an article. None
// is no error; several are for a person to choose from. Families are never
// among them. Invalid says that the code is of our form and was misread.
func Resolve(tx *store.Tx, code string) ([]Found, error) {
	key := normal(code)
	if key == "" {
		return nil, nil
	}
	all, err := carriers(tx, key, code)
	if err != nil || len(all) > 0 {
		return all, err
	}
	i, err := ByArticle(tx, code)
	if err != nil {
		return nil, err
	}
	if i != nil && !i.Family {
		return []Found{{Item: i, Code: code}}, nil
	}
	if _, ours, err := ident.ParseLabel(ident.PrefixItem, fold(code)); ours && err != nil {
		return nil, err
	}
	return unpacked(tx, key, code)
}

// carriers are the items that carry a code.
func carriers(tx *store.Tx, key, code string) ([]Found, error) {
	var all []Found
	for i, err := range byCode.Each(tx, store.Str(key)) {
		if err != nil {
			return nil, err
		}
		if i, err = i.whole(tx); err != nil {
			return nil, err
		}
		f := Found{Item: i, Code: code}
		for _, b := range i.Barcodes {
			if normal(b.Code) == key {
				f.Pack, f.Shared = i.Pack(b.Pack), b.Shared
			}
		}
		all = append(all, f)
	}
	return all, nil
}

// unpacked finds the item inside a carton whose own code nobody entered: a GTIN
// with a packaging indicator, 1 to 8, before the digits of the item's.
func unpacked(tx *store.Tx, key, code string) ([]Found, error) {
	if len(key) != 14 || key[0] < '1' || key[0] > '8' {
		return nil, nil
	}
	var all []Found
	inner, err := carriers(tx, normal("0"+key[1:13]+string(scan.CheckDigit("0"+key[1:13]))), code)
	for _, f := range inner {
		if f.Pack == nil {
			f.Unpacked = true
			all = append(all, f)
		}
	}
	return all, err
}

// Pack is the pack of a name, nil when there is none.
func (i *Item) Pack(name string) *Pack {
	if at := slices.IndexFunc(i.Packs, func(p Pack) bool { return p.Name == name }); at >= 0 {
		return &i.Packs[at]
	}
	return nil
}
