package place_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// The commands behind who works in a warehouse, which are the program's elsewhere.
var (
	hire       = command.Register("test.hire", "test.hire", nil, staff.Add)
	revokeRole = command.Register("test.revoke", "test.hire", nil, staff.RevokeRole)
)

// TestSiteIsClosed: what stands in it and who works there are told, all at once;
// when nobody has anything against it zones, benches and totes leave with it.
func TestSiteIsClosed(t *testing.T) {
	f := newFloor(t)
	bin := f.bin("A-01")
	do(f, place.CreateStation, &place.CreateStationRequest{Parent: f.site, Name: "Bench"})
	do(f, place.CreateCarriers, &place.CreateCarriersRequest{Site: f.site, Kind: place.KindTote, Count: 2})
	hired, err := hire.Do(context.Background(), f.door, command.Command{Itself: true}, &staff.AddRequest{Name: "Olena", Locale: "uk", Roles: []staff.RoleAt{{Role: "picker", Site: f.site}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := hire.Do(context.Background(), f.door, command.Command{Itself: true}, &staff.AddRequest{Name: "Boss", Locale: "uk", Roles: []staff.RoleAt{{Role: staff.Owner}}}); err != nil {
		t.Fatal(err)
	}
	against := func() (all []string) {
		f.read(func(tx *store.Tx) error {
			faults, err := place.Closing.Against(tx, f.site)
			for _, e := range faults {
				all = append(all, e.Error())
			}
			return err
		})
		return all
	}
	if got, want := strings.Join(against(), "; "), `place.site_bins count="1"; place.site_people count="1" name="Olena"`; got != want {
		t.Errorf("against it: %s\nwant       %s", got, want)
	}
	refused(f, "place.kind", place.Archive, &place.ArchiveRequest{ID: f.site, Version: 1})
	refused(f, "place.site_bins", place.CloseSite, &place.CloseSiteRequest{ID: f.site, Version: 1})
	refused(f, "place.site", place.CloseSite, &place.CloseSiteRequest{ID: f.zone, Version: 1})

	do(f, place.Archive, &place.ArchiveRequest{ID: bin, Version: 1})
	refused(f, "place.site_people", place.CloseSite, &place.CloseSiteRequest{ID: f.site, Version: 1})
	if _, err := revokeRole.Do(context.Background(), f.door, command.Command{Itself: true}, &staff.GrantRequest{Person: hired.Person, Role: "picker", Site: f.site}); err != nil {
		t.Fatal(err)
	}
	refused(f, "place.changed", place.CloseSite, &place.CloseSiteRequest{ID: f.site, Version: 7})
	do(f, place.CloseSite, &place.CloseSiteRequest{ID: f.site, Version: 1})
	f.read(func(tx *store.Tx) error {
		if all, err := place.Sites(tx); len(all) > 0 || err != nil {
			t.Errorf("open sites %v, %v", all, err)
		}
		for _, k := range []place.Kind{place.KindTote, place.KindStation, place.KindZone} {
			for p, err := range place.OfKind(tx, f.site, k) {
				t.Errorf("%s is left: %v", p.Name, err)
			}
		}
		return nil
	})
	refused(f, "place.archived", place.EditSite, &place.EditSiteRequest{ID: f.site, Version: 2, Name: "X", Timezone: "UTC", Currency: "UAH"})
	refused(f, "place.archived", place.CreateZone, &place.CreateZoneRequest{Parent: f.site, Name: "B"})
	refused(f, "place.archived", place.Restore, &place.RestoreRequest{ID: bin, Version: 2})
	do(f, place.CreateSite, &place.CreateSiteRequest{Name: "kyiv", Timezone: "Europe/Kyiv", Currency: "UAH"}) // the name is free again
}

// TestBinMovesAndComesBack: a bin moves to another zone of its site and no
// further, and one that was archived comes back while its name is free.
func TestBinMovesAndComesBack(t *testing.T) {
	f := newFloor(t)
	id := f.bin("A-01")
	b := do(f, place.CreateZone, &place.CreateZoneRequest{Parent: f.site, Name: "B"}).IDs[0]
	lviv := do(f, place.CreateSite, &place.CreateSiteRequest{Name: "Lviv", Timezone: "Europe/Kyiv", Currency: "UAH"}).IDs[0]
	edit := place.EditBinRequest{ID: id, Version: 1, Name: "A-01", Use: place.PickFace, Flags: place.PickFace.Flags(), At: f.get(id).At, Parent: b}
	do(f, place.EditBin, &edit)
	if got := f.get(id); got.Parent != b || got.Version != 2 {
		t.Errorf("got %+v", got)
	}
	for _, where := range []warehouse.PlaceID{lviv, id} {
		edit.Version, edit.Parent = 2, where
		refused(f, "place.parent", place.EditBin, &edit)
	}
	do(f, place.Archive, &place.ArchiveRequest{ID: id, Version: 2})
	do(f, place.Restore, &place.RestoreRequest{ID: id, Version: 3})
	if got := f.resolve("A-01"); got != "A-01" {
		t.Errorf("got %q", got)
	}
	do(f, place.Archive, &place.ArchiveRequest{ID: id, Version: 4})
	f.bin("A-01")
	refused(f, "place.name_taken", place.Restore, &place.RestoreRequest{ID: id, Version: 5})
}

// TestEntityRetires once no warehouse is its own, and owns none until it is taken
// up again; its name stays its own.
func TestEntityRetires(t *testing.T) {
	f := newFloor(t)
	body := place.EntityBody{Name: "Sever", Country: "UA", Tax: place.TaxOther}
	e := do(f, place.SaveEntity, &place.SaveEntityRequest{EntityBody: body})
	site := place.EditSiteRequest{ID: f.site, Version: 1, Name: "Kyiv", Timezone: "Europe/Kyiv", Currency: "UAH", Owner: e.ID}
	do(f, place.EditSite, &site)
	refused(f, "place.entity_site", place.RetireEntity, &place.EntityRequest{ID: e.ID, Version: 1})
	site.Version, site.Owner = 2, warehouse.EntityID{}
	do(f, place.EditSite, &site)
	refused(f, "place.changed", place.RetireEntity, &place.EntityRequest{ID: e.ID, Version: 7})
	do(f, place.RetireEntity, &place.EntityRequest{ID: e.ID, Version: 1})
	site.Version, site.Owner = 3, e.ID
	refused(f, "place.entity_retired", place.EditSite, &site)
	refused(f, "place.entity_retired", place.SaveEntity, &place.SaveEntityRequest{ID: e.ID, Version: 2, EntityBody: body})
	body.Name = "SEVER"
	refused(f, "place.name_taken", place.SaveEntity, &place.SaveEntityRequest{EntityBody: body})
	do(f, place.RestoreEntity, &place.EntityRequest{ID: e.ID, Version: 2})
	do(f, place.EditSite, &site)
}

// TestNumbersOfEntities: right ones of well-known companies are taken, and every
// one with a digit mistyped is refused.
func TestNumbersOfEntities(t *testing.T) {
	f := newFloor(t)
	save := func(b place.EntityBody) string {
		b.Name, b.Tax = "X", place.TaxSystemsIn(b.Country)[0]
		_, err := try(f, place.SaveEntity, &place.SaveEntityRequest{EntityBody: b})
		if err != nil {
			return fault.Of(err).Code
		}
		f.read(func(tx *store.Tx) error {
			e, err := place.EntityNamed(tx, "X")
			if err == nil && e.TaxID != b.TaxID {
				t.Errorf("%s was kept as %s", b.TaxID, e.TaxID)
			}
			return err
		})
		f = newFloor(t)
		return ""
	}
	for _, good := range []place.EntityBody{
		{Country: "RU"}, {Country: "RU", TaxID: "7707083893", KPP: "773601001", OGRN: "1027700132195"}, {Country: "RU", TaxID: "7736207543", KPP: "7736AB001"},
		{Country: "RU", TaxID: "500100732259"}, {Country: "RU", TaxID: "500100732259", OGRN: "304500116000157"},
		{Country: "UA", TaxID: "14360570"}, {Country: "UA", TaxID: "00032129"}, {Country: "UA", TaxID: "31316718"}, {Country: "UA", TaxID: "3184710691"},
		{Country: "BY", TaxID: "100582333"}, {Country: "KZ", TaxID: "940140000385"},
	} {
		if code := save(good); code != "" {
			t.Errorf("%+v: %s", good, code)
		}
	}
	for _, bad := range []struct {
		place.EntityBody
		code string
	}{
		{place.EntityBody{Country: "RU", TaxID: "770708389"}, "place.tax_id"}, {place.EntityBody{Country: "RU", TaxID: "14360570"}, "place.tax_id"},
		{place.EntityBody{Country: "UA", TaxID: "7707083893"}, "place.check_digit"}, {place.EntityBody{Country: "RU", KPP: "77360100"}, "place.kpp"},
		{place.EntityBody{Country: "RU", KPP: "7736ab001"}, "place.kpp"}, {place.EntityBody{Country: "RU", TaxID: "500100732259", KPP: "773601001"}, "place.kpp"},
		{place.EntityBody{Country: "RU", OGRN: "1027700132196"}, "place.check_digit"}, {place.EntityBody{Country: "RU", OGRN: "10277001321951"}, "place.ogrn"},
		{place.EntityBody{Country: "RU", TaxID: "7707083893", OGRN: "304500116000157"}, "place.ogrn"},
		{place.EntityBody{Country: "UA", OGRN: "1027700132195"}, "place.russian_only"}, {place.EntityBody{Country: "ru"}, "place.entity_tax"},
		{place.EntityBody{Country: "RU", Address: strings.Repeat("я", place.MaxText+1)}, "place.entity_text"},
	} {
		if code := save(bad.EntityBody); code != bad.code {
			t.Errorf("%+v: %q, want %s", bad.EntityBody, code, bad.code)
		}
	}
	for _, n := range []place.EntityBody{{Country: "RU", TaxID: "7707083893"}, {Country: "RU", TaxID: "500100732259"}, {Country: "UA", TaxID: "14360570"}, {Country: "UA", TaxID: "3184710691"}} {
		for i := range n.TaxID {
			typed := []byte(n.TaxID)
			typed[i] = '0' + (typed[i]-'0'+1)%10
			if code := save(place.EntityBody{Country: n.Country, TaxID: string(typed)}); code != "place.check_digit" {
				t.Errorf("%s for %s: %q", typed, n.TaxID, code)
			}
		}
	}
}

// TestNamesAsPeopleTypeThem: what would be a command to a page, a spreadsheet or a
// printer is a name like any other; none, or one too long, is not, and one in other
// letters is the same.
func TestNamesAsPeopleTypeThem(t *testing.T) {
	f := newFloor(t)
	site := func(name string) *place.CreateSiteRequest {
		return &place.CreateSiteRequest{Name: name, Timezone: "Europe/Kyiv", Currency: "UAH"}
	}
	for _, name := range []string{"<script>alert(1)</script>", "=cmd|' /C calc'!A0", "^XZ~JA", "Склад №2 «Північ»"} {
		do(f, place.CreateSite, site(name))
		refused(f, "place.name_taken", place.CreateSite, site(strings.ToLower(name)))
		do(f, place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: []place.BinSpec{{Name: name, Use: place.Dock}}})
		if got := f.resolve(strings.ToUpper(name)); got != name {
			t.Errorf("%s is found as %q", name, got)
		}
	}
	for _, name := range []string{"", "  ", strings.Repeat("я", 10_000), "a\nb", "a\x00b", "\u200b", "A-\u200b1"} {
		refused(f, "place.name", place.CreateSite, site(name))
		refused(f, "place.name", place.CreateZone, &place.CreateZoneRequest{Parent: f.site, Name: name})
		refused(f, "place.name", place.SaveEntity, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: name, Country: "UA", Tax: place.TaxOther}})
	}
	for _, million := range [][]place.Axis{
		{{Part: "bay", From: "000001", To: "1000000"}},
		{{Part: "aisle", From: "001", To: "999"}, {Part: "bay", From: "001", To: "999"}},
	} {
		if _, err := (place.Scheme{Use: place.PickFace, Axes: million}).Bins(); fault.Of(err).Code != "place.scheme" {
			t.Errorf("a million bins: %v", err)
		}
	}
}

// TestEntityOfThen: a paper of then says what it said then, through several changes;
// what changes nothing that is said leaves no trace.
func TestEntityOfThen(t *testing.T) {
	now := time.Date(2026, 11, 21, 11, 0, 0, 0, time.UTC)
	f := &floor{T: t, door: &command.Door{DB: store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})}}
	body := place.EntityBody{Name: "A", Full: "ООО «А»", Country: "UA", Tax: place.TaxUkraineGeneral}
	e := do(f, place.SaveEntity, &place.SaveEntityRequest{EntityBody: body})
	moments, said := []time.Time{now}, []string{"ООО «А»"}
	for i, full := range []string{"ООО «Б»", "ООО «Б»", "ООО «В»"} {
		body.Full = full
		now = now.Add(time.Hour)
		e = do(f, place.SaveEntity, &place.SaveEntityRequest{ID: e.ID, Version: uint64(i) + 1, EntityBody: body})
		moments, said = append(moments, now), append(said, full)
	}
	f.read(func(tx *store.Tx) error {
		for i, at := range moments {
			then, err := place.EntityAt(tx, e.ID, at)
			if err != nil {
				return err
			}
			if then.Full != said[i] {
				t.Errorf("%d: %s, want %s", i, then.Full, said[i])
			}
		}
		return nil
	})
}

// TestDocumentsOfARenamedEntity: whatever a legal entity is called, each of its
// documents has a number of its own; one that takes a name which is free again
// begins at one.
func TestDocumentsOfARenamedEntity(t *testing.T) {
	f := newFloor(t)
	body := place.EntityBody{Name: "Север", Country: "UA", Tax: place.TaxUkraineGeneral}
	e := do(f, place.SaveEntity, &place.SaveEntityRequest{EntityBody: body})
	next := func(id warehouse.EntityID, kind string) (n uint64) {
		t.Helper()
		if err := f.door.DB.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
			e, err := place.GetEntity(tx, id)
			if err != nil {
				return err
			}
			d, err := ident.Document(tx, ident.Series{Entity: e.Name, Kind: kind, Year: 2026, Node: 1})
			n = d.N
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	want := map[string]uint64{"arrival": 0, "courier_list": 4}
	for range want["courier_list"] {
		next(e.ID, "courier_list")
	}
	for _, name := range []string{"Север", "СЕВЕР", "Юг", "Север"} {
		if body.Name = name; name != "Север" || e.Version > 1 {
			e = do(f, place.SaveEntity, &place.SaveEntityRequest{ID: e.ID, Version: e.Version, EntityBody: body})
		}
		for kind := range want {
			if want[kind]++; next(e.ID, kind) != want[kind] {
				t.Errorf("as %q the next %s is not %d", name, kind, want[kind])
			}
		}
	}
	other := do(f, place.SaveEntity, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Юг", Country: "UA", Tax: place.TaxUkraineGeneral}})
	if n := next(other.ID, "arrival"); n != 1 {
		t.Errorf("the first document of another one is %d", n)
	}
}

// TestDocumentsOfARenamedSite: a site whose stock is nobody's goes on with its numbers,
// whatever it is called, those from before they were kept by its id too; another that
// takes a name which is free again begins at one, and a legal entity of its name keeps
// its own.
func TestDocumentsOfARenamedSite(t *testing.T) {
	f := newFloor(t)
	var site place.Site
	var at warehouse.SiteID
	next := func(entity string) (n uint64) {
		t.Helper()
		if err := f.door.DB.Write(t.Context(), func(_ context.Context, tx *store.Tx) (err error) {
			if site, err = place.GetSite(tx, at); err != nil {
				return err
			}
			if entity == "" {
				if entity, err = site.NumbersAs(tx); err != nil {
					return err
				}
			}
			d, err := ident.Document(tx, ident.Series{Entity: entity, Kind: "arrival", Year: 2026, Node: 1})
			n = d.N
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	make := func(name string) warehouse.SiteID {
		return do(f, place.CreateSite, &place.CreateSiteRequest{Name: name, Timezone: "Europe/Moscow", Currency: measure.RUB}).IDs[0]
	}
	first := make("Тула")
	at = first
	next("Тула") // as it was numbered before
	next("Тула")
	for i, name := range []string{"Тула", "Тула-2", "Тула-3"} {
		if name != "Тула" || i > 0 {
			do(f, place.EditSite, &place.EditSiteRequest{ID: first, Version: site.Version, Name: name, Timezone: "Europe/Moscow", Currency: measure.RUB})
		}
		if n := next(""); n != uint64(i+3) {
			t.Errorf("as %q the next is %d", name, n)
		}
	}
	at = make("Тула")
	if n := next(""); n != 1 {
		t.Errorf("the first document of another one is %d", n)
	}
	do(f, place.SaveEntity, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Псков", Country: "UA", Tax: place.TaxUkraineGeneral}})
	next("Псков")
	at = make("Псков")
	if n := next(""); n != 1 {
		t.Errorf("the first document beside a legal entity of its name is %d", n)
	}
	if n := next("Псков"); n != 2 {
		t.Errorf("the next document of the legal entity is %d", n)
	}
}
