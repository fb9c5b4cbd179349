package station

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// PhotoPath is where this server keeps the photos of items; a hash follows, and
// "/small" for a thumbnail.
const PhotoPath = "/files/photo/"

// ShowItem is how an item is drawn, without the barcodes that only a handheld
// needs.
func ShowItem(i *catalog.Item) Item {
	shown := Item{
		ID: i.ID.String(), Name: i.Name, Differs: Differs{Label: i.Differs.Label, Value: i.Differs.Value},
		Code: i.Code, Unit: UnitPieces, Grams: i.Weight,
	}
	if len(i.Photos) > 0 {
		shown.Photo = PhotoPath + i.Photos[0] + "/small"
	}
	for _, b := range i.Barcodes {
		if b.Pack == "" {
			shown.Code = b.Code
			break
		}
	}
	if i.Unit == measure.Gram {
		shown.Unit, shown.Grams = UnitGrams, 1
	}
	return shown
}

// Actions are the actions of these names as a screen offers them, each with its
// command barcode; those in answered need an answer on the screen, and no barcode
// alone can do them.
func Actions(names []string, answered ...string) (all []Action) {
	for _, name := range names {
		a := Action{Name: name}
		if !slices.Contains(answered, name) {
			a.Command = ident.CommandCode(name)
		}
		all = append(all, a)
	}
	return all
}

// Digits are the actions by which digits are scanned for a question how many, or
// which of several.
var Digits = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}

// Nth is which row of a list of n a scanned digit means, from 0: the first nine have
// one. ok is false for any other action, and for a digit that no row has.
func Nth(action string, n int) (row int, ok bool) {
	row = slices.Index(Digits, action) - 1
	return row, row >= 0 && row < n
}

// ShowTote is how a tote is drawn; units is how many base units lie in it.
func ShowTote(p *place.Place, units measure.Qty) Tote {
	return Tote{Code: p.Name, Band: p.Band, Units: int64(units), Codes: []string{p.Code}}
}

// ShowPerson is how a colleague is drawn; one whom the store does not know, the
// node itself, has no name.
func ShowPerson(tx *store.Tx, id warehouse.PersonID) (Person, error) {
	if id.IsZero() {
		return Person{}, nil
	}
	p, err := staff.Get(tx, id)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return Person{}, nil
	}
	if err != nil {
		return Person{}, err
	}
	return Person{Name: p.Name, Initials: p.Initials}, nil
}
