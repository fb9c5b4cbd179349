package api

import "context"

// EntitiesPage is the legal entities of the company, those that have retired last.
type EntitiesPage struct {
	Rows List[EntityCard] `json:"rows"`
	Seq  int64            `json:"seq"`
}

// EntityCard is a legal entity, as its form begins.
type EntityCard struct {
	EntitySave
	Retired bool           `json:"retired,omitempty"`
	Sites   List[SiteMark] `json:"sites" doc:"the warehouses whose stock is its own"`
}

// EntitySave is a legal entity as it shall be.
type EntitySave struct {
	ID      string `json:"id,omitempty" doc:"absent: a new one"`
	Version uint64 `json:"version,omitempty" minimum:"0" doc:"the one that was seen"`
	Name    string `json:"name" minLength:"1" maxLength:"100" doc:"short, as on documents"`
	Full    string `json:"full,omitempty" maxLength:"300" doc:"as registered"`
	TaxID   string `json:"taxID,omitempty" maxLength:"20" doc:"ИНН of 10 or 12 digits; ЄДРПОУ of 8, РНОКПП of 10"`
	KPP     string `json:"kpp,omitempty" maxLength:"20"`
	OGRN    string `json:"ogrn,omitempty" maxLength:"20" doc:"ОГРН of 13 digits, ОГРНИП of 15"`
	Address string `json:"address,omitempty" maxLength:"300"`
	Country string `json:"country" minLength:"2" maxLength:"2" example:"UA"`
	Tax     string `json:"tax" enum:"osn,usn_income,usn_income_expense,esn,patent,ua_general,ua_single,ua_single_no_vat,other"`
}

// EntitySaved names the entity that was saved.
type EntitySaved struct {
	ID      string `json:"id"`
	Version uint64 `json:"version"`
	Seq     int64  `json:"seq,omitempty"`
}

// EntityName names a legal entity in the version that was seen.
type EntityName struct {
	ID      string `json:"id"`
	Version uint64 `json:"version" minimum:"1"`
}

func (s *surface) entities() {
	read(s, "/api/entities", "settings.read", "Legal entities of the company; none for one who may not change them",
		func(ctx context.Context, _ *none) (EntitiesPage, error) { return s.core.Layout.Entities(ctx) })
	command[EntitySave, EntitySaved](s, "place.save_entity", "Save a legal entity")
	command[EntityName, EntitySaved](s, "place.retire_entity", "Retire a legal entity that owns no warehouse, no goods and no open order")
	command[EntityName, EntitySaved](s, "place.restore_entity", "Take a retired legal entity up again")
}
