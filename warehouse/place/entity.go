package place

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
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

// Entity is a legal entity: the owner of stock, the seller on a document.
type Entity struct {
	ID      warehouse.EntityID
	Name    string // short, as on documents and in their numbers
	Full    string // as registered
	TaxID   string // ИНН or ЄДРПОУ
	Country string // ISO 3166 alpha-2
	Tax     TaxSystem
	Version uint64
}

func entityRow(r *store.Row, e *Entity) {
	ident.Field(r, 1, &e.ID)
	store.Text(r, 2, &e.Name)
	store.Text(r, 3, &e.Full)
	store.Text(r, 4, &e.TaxID)
	store.Text(r, 5, &e.Country)
	store.Text(r, 6, &e.Tax)
	store.Uint(r, 7, &e.Version)
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

// SaveEntityRequest is a legal entity as it shall be; a zero ID makes a new one.
type SaveEntityRequest struct {
	ID      warehouse.EntityID `json:"id"`
	Version uint64             `json:"version"` // the one that was seen
	Name    string             `json:"name"`
	Full    string             `json:"full"`
	TaxID   string             `json:"taxID"`
	Country string             `json:"country"`
	Tax     TaxSystem          `json:"tax"`
}

// EntityAnswer names the entity that was saved.
type EntityAnswer struct {
	ID      warehouse.EntityID `json:"id"`
	Version uint64             `json:"version"`
}

func saveEntity(_ context.Context, tx *store.Tx, r *SaveEntityRequest) (*EntityAnswer, error) {
	e := &Entity{}
	if r.ID.IsZero() {
		e.ID = warehouse.EntityID(tx.Mint())
	} else {
		was, err := GetEntity(tx, r.ID)
		if err != nil {
			return nil, err
		}
		if e = was; e.Version != r.Version {
			return nil, fault.New(fault.Conflict, "place.changed", "name", e.Name, "seen", r.Version, "version", e.Version)
		}
	}
	e.Name, e.Full, e.TaxID, e.Country, e.Tax = r.Name, r.Full, strings.TrimSpace(r.TaxID), r.Country, r.Tax
	if err := e.check(tx); err != nil {
		return nil, err
	}
	e.Version++
	if err := entities.Put(tx, e); err != nil {
		return nil, err
	}
	return &EntityAnswer{e.ID, e.Version}, EntitySavedKind.Record(tx, EntitySaved{
		Entity: e.ID, Version: e.Version, Name: e.Name, Full: e.Full, TaxID: e.TaxID, Country: e.Country, Tax: e.Tax,
	}, journal.About("entity", e.ID))
}

func (e *Entity) check(tx *store.Tx) error {
	if err := checkName(e.Name); err != nil {
		return err
	}
	if digits := len(e.TaxID); e.TaxID != "" && (digits < 8 || digits > 12 || strings.Trim(e.TaxID, "0123456789") != "") {
		return fault.New(fault.Invalid, "place.tax_id", "text", e.TaxID)
	}
	if len(e.Country) != 2 || !slices.Contains(TaxSystems[:], e.Tax) {
		return fault.New(fault.Invalid, "place.entity_tax", "country", e.Country, "tax", e.Tax)
	}
	other, err := EntityNamed(tx, e.Name)
	if err == nil && other != nil && other.ID != e.ID {
		err = fault.New(fault.Conflict, "place.name_taken", "name", e.Name)
	}
	return err
}
