package place

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// pastEntity is what was said of a legal entity until a moment.
type pastEntity struct {
	ID      warehouse.EntityID
	Version uint64 // the one that ended then
	Until   time.Time
	EntityBody
}

type pastKey = store.Pair[warehouse.EntityID, store.U64]

var pastEntities = store.NewTable("place.entities.past", func(p *pastEntity) pastKey { return store.Keys2(p.ID, store.U64(p.Version)) },
	func(r *store.Row, p *pastEntity) {
		ident.Field(r, 1, &p.ID)
		store.Uint(r, 2, &p.Version)
		store.Time(r, 3, &p.Until)
		store.Text(r, 4, &p.Name)
		store.Text(r, 5, &p.Full)
		store.Text(r, 6, &p.TaxID)
		store.Text(r, 7, &p.Country)
		store.Text(r, 8, &p.Tax)
		store.Text(r, 9, &p.KPP)
		store.Text(r, 10, &p.OGRN)
		store.Text(r, 11, &p.Address)
	})

// keepPast remembers what is said of an entity no longer once e is kept.
func keepPast(tx *store.Tx, e *Entity) error {
	was, err := entities.Find(tx, e.ID)
	if err != nil || was == nil || was.EntityBody == e.EntityBody {
		return err
	}
	return pastEntities.Put(tx, &pastEntity{ID: was.ID, Version: was.Version, Until: tx.Now(), EntityBody: was.EntityBody})
}

// EntityAt is a legal entity as it was called and numbered at a moment: a paper of
// then says what it said then. NotFound when there is none.
func EntityAt(tx *store.Tx, id warehouse.EntityID, at time.Time) (*Entity, error) {
	e, err := GetEntity(tx, id)
	if err != nil {
		return nil, err
	}
	for p, err := range pastEntities.Each(tx, id) {
		if err != nil {
			return nil, err
		}
		if p.Until.After(at) {
			then := *e
			then.EntityBody, then.Version = p.EntityBody, p.Version
			return &then, nil
		}
	}
	return e, nil
}
