package place

import (
	"strconv"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// Created is on the timeline for every new place but parcels, which pack tells
// of.
type Created struct {
	Place   warehouse.PlaceID `json:"place"`
	Kind    Kind              `json:"kind"`
	Site    warehouse.SiteID  `json:"site"`
	Parent  warehouse.PlaceID `json:"parent"`
	Name    string            `json:"name"`
	Code    string            `json:"code"`
	Use     Use               `json:"use"`
	Flags   Flags             `json:"flags"`
	Aliases []string          `json:"aliases,omitempty"`
}

// Change is one field of a thing before and after, as text.
type Change struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

// Edited says what was changed, one Change a field; a place that was blocked,
// opened, given a second code or archived is edited, too.
type Edited struct {
	Place   warehouse.PlaceID `json:"place"`
	Site    warehouse.SiteID  `json:"site"`
	Version uint64            `json:"version"`
	Changes []Change          `json:"changes"`
}

// EntitySaved says that a legal entity is new, was changed, retired or was taken
// up again.
type EntitySaved struct {
	Entity  warehouse.EntityID `json:"entity"`
	Version uint64             `json:"version"`
	EntityBody
	Retired bool `json:"retired,omitempty"`
}

// entitySaved1 is EntitySaved before entities had more than one number and could
// retire.
type entitySaved1 struct {
	Entity  warehouse.EntityID `json:"entity"`
	Version uint64             `json:"version"`
	Name    string             `json:"name"`
	Full    string             `json:"full"`
	TaxID   string             `json:"taxID"`
	Country string             `json:"country"`
	Tax     TaxSystem          `json:"tax"`
}

func (old entitySaved1) now() EntitySaved {
	return EntitySaved{Entity: old.Entity, Version: old.Version, EntityBody: EntityBody{
		Name: old.Name, Full: old.Full, TaxID: old.TaxID, Country: old.Country, Tax: old.Tax,
	}}
}

// Kinds of the events of this package.
var (
	CreatedKind = journal.Register("place.created/1", Created{
		Place: example[warehouse.PlaceID](3), Kind: KindBin, Site: example[warehouse.PlaceID](1), Parent: example[warehouse.PlaceID](2),
		Name: "A-07-12-3", Code: "B0013", Use: PickFace, Flags: Flags{Sellable: true, Pickable: true}, Aliases: []string{"OLD-117"},
	})
	EditedKind = journal.Register("place.edited/1", Edited{
		Place: example[warehouse.PlaceID](3), Site: example[warehouse.PlaceID](1), Version: 2,
		Changes: []Change{{"blocked", "", "shelf is broken"}},
	})
	EntitySavedKind = journal.Upcast(journal.Register("place.entity_saved/2", EntitySaved{
		Entity: example[warehouse.EntityID](4), Version: 2, EntityBody: EntityBody{
			Name: "Север", Full: "ООО «Север»", TaxID: "7701234560", KPP: "770101001", OGRN: "1027700132195", Address: "Москва, ул. Лесная, 3", Country: "RU", Tax: TaxSimplified,
		}, Retired: true,
	}), "place.entity_saved/1", entitySaved1{
		Entity: example[warehouse.EntityID](4), Version: 1, Name: "Север", Full: "ООО «Север»", TaxID: "7701234567", Country: "RU", Tax: TaxSimplified,
	}, entitySaved1.now)
)

// example is an id for the examples of events.
func example[ID ~[16]byte](n byte) ID { return ID{5: 1, 7: 1, 9: 1, 15: n} }

func about(id warehouse.PlaceID) journal.Subject { return journal.About("place", id) }

// recordCreated tells of a new place.
func recordCreated(tx *store.Tx, p *Place) error {
	return CreatedKind.Record(tx, Created{
		Place: p.ID, Kind: p.Kind, Site: p.Site, Parent: p.Parent, Name: p.Name, Code: p.Code, Use: p.Use, Flags: p.Flags, Aliases: p.Aliases,
	}, about(p.ID))
}

// placeFields are what an edit can change, and how each reads as text.
var placeFields = []struct {
	name string
	text func(*Place) string
}{
	{"name", func(p *Place) string { return p.Name }},
	{"aliases", func(p *Place) string { return strings.Join(p.Aliases, " ") }},
	{"use", func(p *Place) string { return p.Use.String() }},
	{"sellable", func(p *Place) string { return yes(p.Flags.Sellable) }},
	{"pickable", func(p *Place) string { return yes(p.Flags.Pickable) }},
	{"blocked", func(p *Place) string { return p.Blocked }},
	{"volume", func(p *Place) string { return whole(p.Capacity.VolumeMM3) }},
	{"weight", func(p *Place) string { return whole(p.Capacity.WeightGrams) }},
	{"units", func(p *Place) string { return whole(p.Capacity.Units) }},
	{"zone", func(p *Place) string { return p.At.Zone }},
	{"aisle", func(p *Place) string { return p.At.Aisle }},
	{"bay", func(p *Place) string { return p.At.Bay }},
	{"level", func(p *Place) string { return p.At.Level }},
	{"slot", func(p *Place) string { return p.At.Slot }},
	{"side", func(p *Place) string { return p.At.Side.String() }},
	{"x", func(p *Place) string { return whole(p.At.X) }},
	{"y", func(p *Place) string { return whole(p.At.Y) }},
	{"z", func(p *Place) string { return whole(p.At.Z) }},
	{"walk", func(p *Place) string { return whole(p.At.Walk) }},
	{"band", func(p *Place) string { return p.Band }},
	{"timezone", func(p *Place) string { return p.Timezone }},
	{"currency", func(p *Place) string { return string(p.Currency) }},
	{"owner", func(p *Place) string { return p.Owner.String() }},
	{"archived", func(p *Place) string { return yes(p.Archived) }},
}

// Fields are the names that a Change can have, but for "parent".
func Fields() (names []string) {
	for _, f := range placeFields {
		names = append(names, f.name)
	}
	return names
}

// differences are the fields of two places that do not read the same.
func differences(was, is *Place) []Change {
	var all []Change
	for _, f := range placeFields {
		if before, after := f.text(was), f.text(is); before != after {
			all = append(all, Change{f.name, before, after})
		}
	}
	return all
}

func yes(b bool) string { return strconv.FormatBool(b) }
func whole(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
