package place

import (
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// NumbersAs is in whose series the documents of a site are numbered: its legal
// entity's by its name, and while its stock is nobody's its own, whatever it is called.
// A site that was numbered by its name goes on with those numbers.
func (s Site) NumbersAs(tx *store.Tx) (string, error) {
	if s.Owner.IsZero() {
		return s.own(tx)
	}
	e, err := GetEntity(tx, s.Owner)
	if err != nil {
		return "", err
	}
	return e.Name, nil
}

// own is the series of the site itself. Numbers by its name that a legal entity of that
// name goes on with stay that entity's.
func (s Site) own(tx *store.Tx) (string, error) {
	key := s.ID.String()
	switch e, err := entityByName.First(tx, store.Str(Fold(s.Name))); {
	case err != nil:
		return "", err
	case e != nil:
		return key, nil
	}
	return key, ident.Rename(tx, s.Name, key)
}
