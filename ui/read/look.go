package read

import (
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// look finds what the rows of one view name, each thing once.
type look struct {
	tx     *store.Tx
	lang   locale.Lang // of texts that are put into sentences
	unseal func(seal.Sealed) (text string, gone bool)
	people map[warehouse.PersonID]*api.PersonMark
	items  map[warehouse.ItemID]*catalog.Item
	places map[warehouse.PlaceID]*place.Place
	owners map[warehouse.EntityID]string // nil until somebody asks
}

func newLook(tx *store.Tx) *look {
	return &look{
		tx: tx, people: map[warehouse.PersonID]*api.PersonMark{}, items: map[warehouse.ItemID]*catalog.Item{},
		places: map[warehouse.PlaceID]*place.Place{},
	}
}

// reading is a look in the language of who looks, which can read what people typed.
func (r *Reader) reading(ctx context.Context, tx *store.Tx) (l *look, err error) {
	l = newLook(tx)
	l.unseal = func(s seal.Sealed) (string, bool) { return r.open(ctx, s) }
	l.lang, err = language(ctx, tx)
	return l, err
}

// words are what somebody typed, for whoever may see what it stands by; in place
// of what was forgotten stands that it was.
func (l *look) words(w seal.Words) string {
	if w.Sealed.IsZero() {
		return w.Plain
	}
	text, gone := l.unseal(w.Sealed)
	if gone {
		return locale.Say(l.lang, "orders.forgotten", nil)
	}
	return text
}

// person is how a person is drawn; nil for the node itself.
func (l *look) person(id warehouse.PersonID) (*api.PersonMark, error) {
	if id.IsZero() {
		return nil, nil
	}
	if mark, met := l.people[id]; met {
		return mark, nil
	}
	p, err := staff.Get(l.tx, id)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	mark := personMark(p)
	l.people[id] = &mark
	return &mark, nil
}

func (l *look) item(id warehouse.ItemID) (*catalog.Item, error) {
	if i, met := l.items[id]; met {
		return i, nil
	}
	i, err := catalog.Get(l.tx, id)
	if err == nil {
		l.items[id] = i
	}
	return i, err
}

func (l *look) itemMark(id warehouse.ItemID) (api.ItemMark, error) {
	i, err := l.item(id)
	if err != nil {
		return api.ItemMark{}, err
	}
	return itemMark(i), nil
}

func (l *look) place(id warehouse.PlaceID) (*place.Place, error) {
	if p, met := l.places[id]; met {
		return p, nil
	}
	p, err := place.Get(l.tx, id)
	if err == nil {
		l.places[id] = p
	}
	return p, err
}

func (l *look) placeMark(id warehouse.PlaceID) (*api.PlaceMark, error) {
	p, err := l.place(id)
	if err != nil {
		return nil, err
	}
	mark := placeMark(p)
	return &mark, nil
}

func itemMark(i *catalog.Item) api.ItemMark {
	mark := api.ItemMark{ID: i.ID.String(), Article: i.Article, Name: i.Name, Differs: i.Differs.Value}
	if len(i.Photos) > 0 {
		mark.Photo = photoAt(i.Photos[0]) + "/small"
	}
	return mark
}

// photoAt is the address of a photo on this node.
func photoAt(hash string) string { return "/files/photo/" + hash }

// placeKinds are how the kinds of place are drawn.
var placeKinds = map[place.Kind]string{
	place.KindBin: "bin", place.KindTote: "tote", place.KindCart: "cart", place.KindPallet: "cart", place.KindParcel: "parcel",
}

func placeMark(p *place.Place) api.PlaceMark {
	kind := placeKinds[p.Kind]
	if kind == "" {
		kind = "zone"
	}
	return api.PlaceMark{ID: p.ID.String(), Code: p.Name, Kind: kind, Band: p.Band}
}

// paperAt is the address of a kept paper on this node, as PDF.
func paperAt(id paper.ID) string { return "/files/paper/" + id.String() }

// units are the short names of base units, spoken as unit.NAME in ui/locale.
var units = map[measure.Unit]string{
	measure.Piece: "pcs", measure.Gram: "g", measure.Millilitre: "ml", measure.Millimetre: "mm", measure.SquareCentimetre: "cm2",
}

func money(m measure.Money) api.Money { return api.Money{Minor: m.Minor, Currency: string(m.Currency)} }
