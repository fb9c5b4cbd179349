package place

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/letter"
	"warehouse-node/warehouse/store"
)

// TaxSystem is how a legal entity is taxed: the codes of tag 1055 of the fiscal
// data format, and the groups of Ukraine.
type TaxSystem string

// The systems of taxation.
const (
	TaxGeneral        TaxSystem = "osn"
	TaxSimplified     TaxSystem = "usn_income"
	TaxSimplifiedLess TaxSystem = "usn_income_expense"
	TaxAgricultural   TaxSystem = "esn"
	TaxPatent         TaxSystem = "patent"
	TaxUkraineGeneral TaxSystem = "ua_general"
	TaxUkraineSingle  TaxSystem = "ua_single"
	TaxUkraineNoVAT   TaxSystem = "ua_single_no_vat"
	TaxOther          TaxSystem = "other"
)

// TaxSystems are all there are.
var TaxSystems = [...]TaxSystem{TaxGeneral, TaxSimplified, TaxSimplifiedLess, TaxAgricultural, TaxPatent,
	TaxUkraineGeneral, TaxUkraineSingle, TaxUkraineNoVAT, TaxOther}

// TaxSystemsIn are those of a country, the usual first. Where the state's own are
// all that there are, nothing else is among them: a register must be told which.
func TaxSystemsIn(country string) []TaxSystem {
	switch country {
	case "RU":
		return TaxSystems[:5]
	case "UA":
		return TaxSystems[5:]
	}
	return TaxSystems[8:]
}

// MaxText is how many letters a registered name or an address has.
const MaxText = 300

// EntityBody is all that a person says of a legal entity.
type EntityBody struct {
	Name    string    `json:"name"`                            // short, as on documents and in their numbers
	Full    string    `json:"full"`                            // as registered
	TaxID   string    `json:"taxID"`                           // ИНН; ЄДРПОУ or РНОКПП; of another country, its digits
	KPP     string    `json:"kpp,omitempty"`                   // КПП of a Russian company
	OGRN    string    `json:"ogrn,omitempty"`                  // ОГРН or ОГРНИП
	Address string    `json:"address,omitempty" personal:"no"` // as in the public register
	Country string    `json:"country"`                         // ISO 3166 alpha-2
	Tax     TaxSystem `json:"tax"`
}

// Entity is a legal entity: the owner of stock, the seller on a document.
type Entity struct {
	ID warehouse.EntityID
	EntityBody
	Retired bool // sells and owns nothing any more; its papers stay, and so does its name
	Version uint64
}

// Title is what papers call it: its registered name, where that is known.
func (e *Entity) Title() string { return cmp.Or(e.Full, e.Name) }

func entityRow(r *store.Row, e *Entity) {
	ident.Field(r, 1, &e.ID)
	store.Text(r, 2, &e.Name)
	store.Text(r, 3, &e.Full)
	store.Text(r, 4, &e.TaxID)
	store.Text(r, 5, &e.Country)
	store.Text(r, 6, &e.Tax)
	store.Uint(r, 7, &e.Version)
	store.Text(r, 8, &e.KPP)
	store.Text(r, 9, &e.OGRN)
	store.Text(r, 10, &e.Address)
	store.Bool(r, 11, &e.Retired)
}

var (
	entities     = store.NewTable("place.entities", func(e *Entity) warehouse.EntityID { return e.ID }, entityRow)
	entityByName = store.NewIndex(entities, "name", func(e *Entity) []store.Str { return []store.Str{store.Str(Fold(e.Name))} })
)

// GetEntity returns a legal entity; NotFound when there is none.
func GetEntity(tx *store.Tx, id warehouse.EntityID) (*Entity, error) {
	e, err := entities.Find(tx, id)
	if err == nil && e == nil {
		err = fault.New(fault.NotFound, "place.entity", "entity", id)
	}
	return e, err
}

// EntityNamed is the legal entity of a short name, nil when there is none.
func EntityNamed(tx *store.Tx, name string) (*Entity, error) {
	return entityByName.First(tx, store.Str(Fold(name)))
}

// Entities are all legal entities, in the order in which they were made.
func Entities(tx *store.Tx) (all []*Entity, err error) {
	for e, err := range entities.All(tx) {
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

// OpenEntity returns a legal entity that has not retired; Conflict when it has.
func OpenEntity(tx *store.Tx, id warehouse.EntityID) (*Entity, error) {
	e, err := GetEntity(tx, id)
	if err == nil && e.Retired {
		err = fault.New(fault.Conflict, "place.entity_retired", "name", e.Name)
	}
	return e, err
}

// SaveEntityRequest is a legal entity as it shall be; a zero ID makes a new one.
type SaveEntityRequest struct {
	ID      warehouse.EntityID `json:"id"`
	Version uint64             `json:"version"` // the one that was seen
	EntityBody
}

// EntityAnswer names the entity that was saved.
type EntityAnswer struct {
	ID      warehouse.EntityID `json:"id"`
	Version uint64             `json:"version"`
}

func saveEntity(_ context.Context, tx *store.Tx, r *SaveEntityRequest) (*EntityAnswer, error) {
	e := &Entity{ID: r.ID}
	if r.ID.IsZero() {
		e.ID = warehouse.EntityID(tx.Mint())
	} else if was, err := seen(tx, r.ID, r.Version); err != nil {
		return nil, err
	} else {
		e = was
	}
	if e.Retired {
		return nil, fault.New(fault.Conflict, "place.entity_retired", "name", e.Name)
	}
	called := e.Name
	e.EntityBody = r.EntityBody
	e.TaxID, e.KPP, e.OGRN = strings.TrimSpace(r.TaxID), strings.TrimSpace(r.KPP), strings.TrimSpace(r.OGRN)
	if err := e.check(tx); err != nil {
		return nil, err
	}
	if called != "" && called != e.Name {
		if err := ident.Rename(tx, called, e.Name); err != nil {
			return nil, err
		}
	}
	return keepEntity(tx, e)
}

// seen is an entity in the version that its caller has seen.
func seen(tx *store.Tx, id warehouse.EntityID, version uint64) (*Entity, error) {
	e, err := GetEntity(tx, id)
	if err == nil && e.Version != version {
		err = fault.New(fault.Conflict, "place.changed", "name", e.Name, "seen", version, "version", e.Version)
	}
	return e, err
}

// keepEntity keeps an entity as a new version and tells of it.
func keepEntity(tx *store.Tx, e *Entity) (*EntityAnswer, error) {
	if err := keepPast(tx, e); err != nil {
		return nil, err
	}
	e.Version++
	if err := entities.Put(tx, e); err != nil {
		return nil, err
	}
	return &EntityAnswer{e.ID, e.Version}, EntitySavedKind.Record(tx, EntitySaved{
		Entity: e.ID, Version: e.Version, EntityBody: e.EntityBody, Retired: e.Retired,
	}, journal.About("entity", e.ID))
}

// EntityRequest names a legal entity.
type EntityRequest struct {
	ID      warehouse.EntityID `json:"id"`
	Version uint64             `json:"version"` // the one that was seen
}

// retireEntity ends what an entity does here, unless somebody asked by Retiring
// stands against it: a warehouse of its own, goods, open orders.
func retireEntity(_ context.Context, tx *store.Tx, r *EntityRequest) (*EntityAnswer, error) {
	e, err := seen(tx, r.ID, r.Version)
	if err != nil {
		return nil, err
	}
	if e.Retired {
		return &EntityAnswer{e.ID, e.Version}, nil
	}
	if err := Retiring.none(tx, e.ID); err != nil {
		return nil, err
	}
	e.Retired = true
	return keepEntity(tx, e)
}

func restoreEntity(_ context.Context, tx *store.Tx, r *EntityRequest) (*EntityAnswer, error) {
	e, err := seen(tx, r.ID, r.Version)
	if err != nil {
		return nil, err
	}
	if !e.Retired {
		return &EntityAnswer{e.ID, e.Version}, nil
	}
	e.Retired = false
	return keepEntity(tx, e)
}

// An entity whose warehouse is open has where its next goods come to.
var _ = Retiring.Ask(func(tx *store.Tx, id warehouse.EntityID) error {
	all, err := Sites(tx)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Owner == id {
			return fault.New(fault.Conflict, "place.entity_site", "name", s.Name)
		}
	}
	return nil
})

func (e *Entity) check(tx *store.Tx) error {
	if err := checkName(e.Name); err != nil {
		return err
	}
	for _, text := range []string{e.Full, e.Address} {
		if utf8.RuneCountInString(text) > MaxText || !letter.Seen(text) {
			return fault.New(fault.Limit, "place.entity_text", "limit", MaxText)
		}
	}
	if len(e.Country) != 2 || strings.Trim(e.Country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || !slices.Contains(TaxSystemsIn(e.Country), e.Tax) {
		return fault.New(fault.Invalid, "place.entity_tax", "country", e.Country, "tax", e.Tax)
	}
	if err := e.checkNumbers(); err != nil {
		return err
	}
	other, err := EntityNamed(tx, e.Name)
	if err == nil && other != nil && other.ID != e.ID {
		err = fault.New(fault.Conflict, "place.name_taken", "name", e.Name)
	}
	return err
}
