package station

import (
	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Thing is one thing that a code may mean. Exactly one of Item, Place, Order, Lot and
// Command holds.
type Thing struct {
	Item *catalog.Item
	// Qty is how many base units one scan of the code counts: 1 for the item
	// itself, the factor for a pack, 0 for a carton that nobody has counted.
	Qty     measure.Qty
	Place   *place.Place
	Order   warehouse.OrderID
	Number  string // of the order
	Lot     string // that the present step waits for, as it stands on the goods (Reader)
	Command string // a flow, or an action of one: "undo"
}

// Name is how a person is told of the thing.
func (t *Thing) Name() string {
	switch {
	case t.Item != nil:
		return t.Item.Name
	case t.Place != nil:
		return t.Place.Name
	case t.Number != "":
		return t.Number
	case t.Lot != "":
		return t.Lot
	}
	return t.Command
}

// Scanned is a code, with all that it may mean at the session's site.
type Scanned struct {
	Code   scan.Code
	Things []Thing

	from scan.Scan // as it was read
}

// Text is what was scanned, as far as a screen and a session keep it.
func (in *Scanned) Text() string { return Clip(in.Code.Data) }

// Clip is a code as far as a screen and a session keep it: 64 signs.
func Clip(code string) string {
	if r := []rune(code); len(r) > 64 {
		return string(r[:64])
	}
	return code
}

// Item is the only goods that the code means; several is true when there are
// more, and then a person must say which.
func (in *Scanned) Item() (one *Thing, several bool) {
	return in.only(func(t *Thing) bool { return t.Item != nil })
}

// Place is the only place of one of these kinds that the code means.
func (in *Scanned) Place(kinds ...place.Kind) (one *place.Place, several bool) {
	t, several := in.only(func(t *Thing) bool {
		if t.Place == nil {
			return false
		}
		for _, k := range kinds {
			if t.Place.Kind == k {
				return true
			}
		}
		return false
	})
	if t == nil {
		return nil, several
	}
	return t.Place, several
}

// Ordered is the only order that the code means.
func (in *Scanned) Ordered() (one *Thing, several bool) {
	return in.only(func(t *Thing) bool { return !t.Order.IsZero() })
}

func (in *Scanned) only(fits func(*Thing) bool) (one *Thing, several bool) {
	for i := range in.Things {
		if !fits(&in.Things[i]) {
			continue
		}
		if one != nil {
			return nil, true
		}
		one = &in.Things[i]
	}
	return one, false
}

// Resolver finds what a code means among the things of a package above this one.
type Resolver func(tx *store.Tx, site warehouse.SiteID, code string) ([]Thing, error)

var resolvers []Resolver

// AddResolver registers one; use it in a package-level var.
func AddResolver(r Resolver) struct{} {
	resolvers = append(resolvers, r)
	return struct{}{}
}

// Resolve asks everyone what a scan may mean at a site. Nothing is no error;
// Invalid says that the code is of our own form and was misread. A code that is
// known as it stands means that; a label of our own that was typed under another
// keyboard layout is taken back where the layout makes nothing else of it.
func Resolve(tx *store.Tx, site warehouse.SiteID, s scan.Scan) (*Scanned, error) {
	in, err := resolve(tx, site, scan.Parse(s), s)
	if err != nil || len(in.Things) > 0 || s.Symbology != "" { // one that tells its symbols came through no keyboard
		return in, err
	}
	label, layout, ok := Ours(s.Data)
	if !ok || layout == "" {
		return in, nil
	}
	return resolve(tx, site, scan.Code{Kind: scan.Text, Data: label, Layout: layout, Typed: s.Data}, s)
}

func resolve(tx *store.Tx, site warehouse.SiteID, c scan.Code, from scan.Scan) (*Scanned, error) {
	in := &Scanned{Code: c, from: from}
	if name, ours, err := ident.CommandName(c.Data); err != nil {
		return nil, err
	} else if ours {
		in.Things = []Thing{{Command: name}}
		return in, nil
	}
	places, err := place.Resolve(tx, c.Data)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if p.Site == site || p.Site.IsZero() {
			in.Things = append(in.Things, Thing{Place: p})
		}
	}
	code := c.Data
	if gtin, sure := c.Goods(); sure {
		code = gtin
	}
	found, err := catalog.Resolve(tx, code)
	if err != nil {
		return nil, err
	}
	for i := range found {
		qty, err := found[i].Qty()
		if err != nil {
			return nil, err
		}
		in.Things = append(in.Things, Thing{Item: found[i].Item, Qty: qty})
	}
	text := c.Data
	if label, _, ok := Ours(text); ok {
		text = label // as it is printed
	}
	for _, r := range resolvers {
		more, err := r(tx, site, text)
		if err != nil {
			return nil, err
		}
		in.Things = append(in.Things, more...)
	}
	return in, nil
}
