package place_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestEvents(t *testing.T) { journaltest.Goldens(t, "place.") }

// floor is a company with one site, "Kyiv", and a zone "A" in it.
type floor struct {
	*testing.T
	door       *command.Door
	site, zone warehouse.PlaceID
}

func newFloor(t *testing.T) *floor {
	f := &floor{T: t, door: &command.Door{DB: store.Open(memory.New())}}
	f.site = do(f, place.CreateSite, &place.CreateSiteRequest{Name: "Kyiv", Timezone: "Europe/Kyiv", Currency: measure.UAH}).IDs[0]
	f.zone = do(f, place.CreateZone, &place.CreateZoneRequest{Parent: f.site, Name: "A"}).IDs[0]
	return f
}

// try sends a command as the node itself.
func try[Req, Ans any](f *floor, spec *command.Spec[Req, Ans], r *Req) (*Ans, error) {
	return spec.Do(context.Background(), f.door, command.Command{Itself: true}, r)
}

func do[Req, Ans any](f *floor, spec *command.Spec[Req, Ans], r *Req) *Ans {
	f.Helper()
	a, err := try(f, spec, r)
	if err != nil {
		f.Fatalf("%s: %v", spec.Name, err)
	}
	return a
}

// refused expects a command to be refused with a code, and to leave nothing.
func refused[Req, Ans any](f *floor, code string, spec *command.Spec[Req, Ans], r *Req) {
	f.Helper()
	was := f.entries()
	if _, err := try(f, spec, r); err == nil || fault.Of(err).Code != code {
		f.Errorf("%s: got %v, want %s", spec.Name, err, code)
	}
	if now := f.entries(); now != was {
		f.Errorf("%s was refused and recorded %d entries", spec.Name, now-was)
	}
}

func (f *floor) read(fn func(*store.Tx) error) {
	f.Helper()
	if err := f.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		f.Fatal(err)
	}
}

func (f *floor) entries() (n uint64) {
	f.read(func(tx *store.Tx) (err error) { n, err = journal.Head(tx); return err })
	return n
}

func (f *floor) get(id warehouse.PlaceID) (p *place.Place) {
	f.Helper()
	f.read(func(tx *store.Tx) (err error) { p, err = place.Get(tx, id); return err })
	return p
}

// resolve is the names of the places that a code means.
func (f *floor) resolve(code string) string {
	f.Helper()
	var names []string
	f.read(func(tx *store.Tx) error {
		all, err := place.Resolve(tx, code)
		for _, p := range all {
			names = append(names, p.Name)
		}
		return err
	})
	return strings.Join(names, " ")
}

func (f *floor) bin(name string) warehouse.PlaceID {
	f.Helper()
	return do(f, place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: []place.BinSpec{{Name: name, Use: place.PickFace}}}).IDs[0]
}

func TestBinIsFoundByEveryName(t *testing.T) {
	f := newFloor(t)
	id := f.bin("A-07-12-3")
	do(f, place.AddAlias, &place.AliasRequest{ID: id, Code: "shelf 117"})
	code := f.get(id).Code
	for _, said := range []string{code, strings.ToLower(code), "A-07-12-3", "a-07-12-3 ", "SHELF 117"} {
		if got := f.resolve(said); got != "A-07-12-3" {
			t.Errorf("%q: got %q", said, got)
		}
	}
	if got := f.resolve("A-07-12-4"); got != "" {
		t.Errorf("got %q", got)
	}
	slip := code[:len(code)-1] + string('0'+(code[len(code)-1]-'0'+1)%10)
	f.read(func(tx *store.Tx) error {
		if _, err := place.Resolve(tx, slip); !errors.Is(err, fault.New(fault.Invalid, "ident.check_digit")) {
			t.Errorf("%s: %v", slip, err)
		}
		return nil
	})
	do(f, place.RemoveAlias, &place.AliasRequest{ID: id, Code: "Shelf 117"})
	if got := f.resolve("shelf 117"); got != "" {
		t.Errorf("after it was removed: %q", got)
	}
}

// TestNamesWithinASite: one site refuses twins, two sites may have them, and
// then both are found.
func TestNamesWithinASite(t *testing.T) {
	f := newFloor(t)
	one := f.bin("A-01")
	refused(f, "place.name_taken", place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: []place.BinSpec{{Name: "a-01", Use: place.Dock}}})
	refused(f, "place.name_taken", place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: []place.BinSpec{{Name: "A-02", Use: place.Dock}, {Name: "A-02", Use: place.Dock}}})
	refused(f, "place.name_taken", place.CreateSite, &place.CreateSiteRequest{Name: "kyiv", Timezone: "Europe/Kyiv", Currency: "UAH"})
	two := f.bin("A-02")
	do(f, place.AddAlias, &place.AliasRequest{ID: one, Code: "X1"})
	refused(f, "place.code_taken", place.AddAlias, &place.AliasRequest{ID: two, Code: "x1"})
	refused(f, "place.code_taken", place.AddAlias, &place.AliasRequest{ID: two, Code: f.get(one).Code})
	for _, code := range []string{ident.Label(ident.PrefixBadge, 7), ident.Label(ident.PrefixItem, 7), ident.CommandCode("undo"), strings.ToLower(ident.Label(ident.PrefixOrder, 10000))} {
		refused(f, "place.alias_ours", place.AddAlias, &place.AliasRequest{ID: two, Code: code})
	}

	lviv := do(f, place.CreateSite, &place.CreateSiteRequest{Name: "Lviv", Timezone: "Europe/Kyiv", Currency: "UAH"}).IDs[0]
	other := do(f, place.CreateBins, &place.CreateBinsRequest{Parent: lviv, Bins: []place.BinSpec{{Name: "A-01", Use: place.Dock, Aliases: []string{"X1"}}}}).IDs[0]
	if got := f.resolve("X1"); got != "A-01 A-01" {
		t.Errorf("both sites: %q", got)
	}
	f.read(func(tx *store.Tx) error {
		p, err := place.At(tx, lviv, "X1")
		if err == nil && p.ID != other {
			t.Errorf("at Lviv: %+v", p)
		}
		if _, err := place.At(tx, lviv, "nothing"); !errors.Is(err, fault.NotFound) {
			t.Errorf("nothing: %v", err)
		}
		return err
	})
	do(f, place.Archive, &place.ArchiveRequest{ID: one, Version: f.get(one).Version})
	if got := f.bin("A-01"); got == one {
		t.Error("an archived bin came back")
	}
	refused(f, "place.archived", place.Unblock, &place.UnblockRequest{ID: one})
}

// watched is what the watcher of this test was asked, and its answer.
var (
	watched []string
	against error
	_       = place.Watch(func(_ context.Context, _ *store.Tx, was, is *place.Place) error {
		watched = append(watched, fmt.Sprint(was.Name, was.Open(), was.Flags.Sellable, "->", is.Open(), is.Flags.Sellable))
		return against
	})
)

func TestEditsAreAskedAndTold(t *testing.T) {
	f := newFloor(t)
	id := f.bin("A-01")
	watched = nil
	do(f, place.Block, &place.BlockRequest{ID: id, Reason: " shelf is broken "})
	b := f.get(id)
	edit := place.EditBinRequest{ID: id, Version: b.Version, Name: "A-01", Use: place.Quarantine, Capacity: place.Capacity{Units: 12}, At: b.At}
	against = fault.New(fault.Conflict, "test.against")
	refused(f, "test.against", place.EditBin, &edit)
	refused(f, "test.against", place.Unblock, &place.UnblockRequest{ID: id})
	against = nil
	do(f, place.EditBin, &edit)
	refused(f, "place.changed", place.EditBin, &edit) // the version that was seen is old
	edit.Version++
	if a := do(f, place.EditBin, &edit); a.Version != edit.Version {
		t.Errorf("nothing changed and the version is %d", a.Version)
	}
	edit.Capacity.Units = 7 // nobody needs to be asked about this
	do(f, place.EditBin, &edit)
	if got, want := strings.Join(watched, "; "), "A-01true true->false true; A-01false true->false false; A-01false true->true true; A-01false true->false false"; got != want {
		t.Errorf("asked %s\nwant  %s", got, want)
	}
	var told []string
	f.read(func(tx *store.Tx) error {
		for e, err := range journal.Of(tx, journal.About("place", id)) {
			if err != nil {
				return err
			}
			if place.EditedKind.Is(e) {
				ev, err := place.EditedKind.Read(e)
				if err != nil {
					return err
				}
				told = append(told, fmt.Sprint(ev.Version, ev.Changes))
			}
		}
		return nil
	})
	want := []string{"2 [{blocked  shelf is broken}]", "3 [{use pick_face quarantine} {sellable true false} {pickable true false} {units  12}]", "4 [{units 12 7}]"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
}

func TestRefusals(t *testing.T) {
	f := newFloor(t)
	bin := f.bin("A-01")
	refused(f, "place.timezone", place.CreateSite, &place.CreateSiteRequest{Name: "X", Timezone: "Local", Currency: "UAH"})
	refused(f, "place.currency", place.CreateSite, &place.CreateSiteRequest{Name: "X", Timezone: "Europe/Kyiv", Currency: "₴"})
	refused(f, "place.currency", place.CreateSite, &place.CreateSiteRequest{Name: "X", Timezone: "Europe/Kyiv", Currency: "QQQ"})
	refused(f, "place.entity", place.CreateSite, &place.CreateSiteRequest{Name: "X", Timezone: "Europe/Kyiv", Currency: "UAH", Owner: warehouse.EntityID{1}})
	refused(f, "place.parent", place.CreateZone, &place.CreateZoneRequest{Parent: bin, Name: "B"})
	refused(f, "place.parent", place.CreateBins, &place.CreateBinsRequest{Parent: bin, Bins: []place.BinSpec{{Name: "B", Use: place.Dock}}})
	refused(f, "place.batch", place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: make([]place.BinSpec, place.MaxBins+1)})
	refused(f, "place.use", place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: []place.BinSpec{{Name: "B"}}})
	refused(f, "place.name", place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: []place.BinSpec{{Name: "B\x1b", Use: place.Dock}}})
	refused(f, "place.capacity", place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: []place.BinSpec{{Name: "B", Use: place.Dock, Capacity: place.Capacity{Units: -1}}}})
	refused(f, "place.kind", place.CreateCarriers, &place.CreateCarriersRequest{Site: f.site, Kind: place.KindBin, Count: 1})
	refused(f, "place.batch", place.CreateCarriers, &place.CreateCarriersRequest{Site: f.site, Kind: place.KindTote})
	refused(f, "place.site", place.CreateCarriers, &place.CreateCarriersRequest{Site: bin, Kind: place.KindTote, Count: 1})
	refused(f, "place.reason", place.Block, &place.BlockRequest{ID: bin, Reason: " "})
	refused(f, "place.none", place.Block, &place.BlockRequest{ID: warehouse.PlaceID{9}, Reason: "x"})
	refused(f, "place.world", place.Block, &place.BlockRequest{ID: place.Customer, Reason: "x"})
	refused(f, "place.kind", place.Rename, &place.RenameRequest{ID: bin, Version: 1, Name: "x"})
	refused(f, "place.not_empty", place.Archive, &place.ArchiveRequest{ID: f.zone, Version: 1})
	refused(f, "place.unknown", place.RemoveAlias, &place.AliasRequest{ID: bin, Code: "x"})
	refused(f, "place.tax_id", place.SaveEntity, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "X", TaxID: "12ab5678", Country: "RU", Tax: place.TaxGeneral}})
	refused(f, "place.entity_tax", place.SaveEntity, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "X", TaxID: "7701234560", Country: "RU"}})
}

// TestRightsAreOfTheSite: who may edit one site may not edit another, nor open a
// new one.
func TestRightsAreOfTheSite(t *testing.T) {
	f := newFloor(t)
	lviv := do(f, place.CreateSite, &place.CreateSiteRequest{Name: "Lviv", Timezone: "Europe/Kyiv", Currency: "UAH"}).IDs[0]
	f.read(func(tx *store.Tx) error {
		for _, c := range command.All() {
			if strings.HasPrefix(c.Name, "place.") && c.Right != "place.edit" {
				t.Errorf("%s needs %s", c.Name, c.Right)
			}
		}
		for body, want := range map[string]warehouse.SiteID{
			`{"parent":"` + lviv.String() + `"}`: lviv, `{"parent":"` + f.zone.String() + `"}`: f.site,
		} {
			if got, err := command.SiteOf(tx, "place.create_bins", []byte(body)); got != want || err != nil {
				t.Errorf("%s touches %s, %v", body, got, err)
			}
		}
		if got, err := command.SiteOf(tx, "place.create_site", []byte(`{}`)); got != (warehouse.SiteID{}) || got == staff.Anywhere || err != nil {
			t.Errorf("a new site touches %s, %v", got, err)
		}
		return nil
	})
}

func TestCarriersAndStations(t *testing.T) {
	f := newFloor(t)
	a := do(f, place.CreateCarriers, &place.CreateCarriersRequest{Site: f.site, Kind: place.KindTote, Count: 3, Bands: []string{"#ff0000", "#00ff00"}})
	tote := f.get(a.IDs[2])
	if tote.Name != "T-003" || tote.Band != "#ff0000" || !tote.Parent.IsZero() || tote.Site != f.site || !tote.Kind.Holds() || !tote.Kind.Carried() {
		t.Errorf("got %+v", tote)
	}
	if n, ok, err := ident.ParseLabel(ident.PrefixTote, a.Codes[2]); n != 3 || !ok || err != nil {
		t.Errorf("%s: %d %v %v", a.Codes[2], n, ok, err)
	}
	bench := do(f, place.CreateStation, &place.CreateStationRequest{Parent: f.zone, Name: "Bench 2"})
	if got := f.resolve(bench.Codes[0]); got != "Bench 2" {
		t.Errorf("got %q", got)
	}
	do(f, place.Rename, &place.RenameRequest{ID: tote.ID, Version: 1, Name: "T-003", Band: "#0000ff"})
	var names []string
	f.read(func(tx *store.Tx) error {
		for p, err := range place.OfKind(tx, f.site, place.KindTote) {
			if err != nil {
				return err
			}
			names = append(names, p.Name+p.Band)
		}
		labels, err := place.Labels(tx, tote.ID)
		if err == nil && (labels[0].Code != tote.Code || labels[0].Site != "Kyiv" || labels[0].Band != "#0000ff") {
			t.Errorf("label %+v", labels[0])
		}
		if _, err := place.Labels(tx, f.zone); !errors.Is(err, fault.Invalid) {
			t.Errorf("a zone has a label: %v", err)
		}
		return err
	})
	if got := strings.Join(names, " "); got != "T-001#ff0000 T-002#00ff00 T-003#0000ff" {
		t.Errorf("got %s", got)
	}
	if err := f.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		p, err := place.NewParcel(tx, f.site)
		if err == nil && (p.Name != p.Code || p.Kind != place.KindParcel || p.Code != ident.Label(ident.PrefixParcel, 1)) {
			t.Errorf("got %+v", p)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestSiteAndEntity(t *testing.T) {
	f := newFloor(t)
	e := do(f, place.SaveEntity, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Север", Full: "ООО «Север»", TaxID: "7701234560", Country: "RU", Tax: place.TaxSimplified}})
	refused(f, "place.name_taken", place.SaveEntity, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "СЕВЕР", Country: "RU", Tax: place.TaxGeneral}})
	refused(f, "place.changed", place.SaveEntity, &place.SaveEntityRequest{ID: e.ID, Version: 7, EntityBody: place.EntityBody{Name: "Север", Country: "RU", Tax: place.TaxGeneral}})
	do(f, place.SaveEntity, &place.SaveEntityRequest{ID: e.ID, Version: 1, EntityBody: place.EntityBody{Name: "Север+", Country: "RU", Tax: place.TaxGeneral}})
	do(f, place.EditSite, &place.EditSiteRequest{ID: f.site, Version: 1, Name: "Київ", Timezone: "Europe/Kyiv", Currency: "UAH", Owner: e.ID})
	f.read(func(tx *store.Tx) error {
		s, err := place.SiteNamed(tx, "КИЇВ")
		if err != nil {
			return err
		}
		if s.ID != f.site || s.Owner != e.ID || s.Version != 2 {
			t.Errorf("got %+v", s.Place)
		}
		late := time.Date(2026, 11, 20, 22, 30, 0, 0, time.UTC)
		if got := s.Day(late).String(); got != "2026-11-21" {
			t.Errorf("in Kyiv it is %s", got)
		}
		all, err := place.Sites(tx)
		if len(all) != 1 || all[0].ID != f.site {
			t.Errorf("sites %v", all)
		}
		return err
	})
}

// TestWorld: outside is the same everywhere and is in no table.
func TestWorld(t *testing.T) {
	f := newFloor(t)
	seen := map[warehouse.PlaceID]bool{}
	for _, id := range []warehouse.PlaceID{place.Supplier, place.Customer, place.Loss, place.Found, place.Transit, place.Opening} {
		p := f.get(id)
		if seen[id] || !p.IsWorld() || !p.Kind.Holds() || p.Kind.Carried() || p.Flags.Sellable {
			t.Errorf("got %+v", p)
		}
		seen[id] = true
		if back, err := ident.Parse[struct{}](id.String()); err != nil || [16]byte(back) != id {
			t.Errorf("%s cannot be written", p.Name)
		}
	}
	if place.World(f.site) != nil {
		t.Error("a site is the world")
	}
}

func TestSchemeWalksLikeASnake(t *testing.T) {
	s := place.Scheme{Zone: "A", Separator: "-", Use: place.PickFace, Sides: place.SidesAlternate, AislePitchMM: 3000, BayWidthMM: 900, LevelHeightMM: 400,
		Axes: []place.Axis{{Part: "aisle", From: "01", To: "03"}, {Part: "bay", From: "1", To: "3"}, {Part: "level", From: "A", To: "B"}}}
	bins, err := s.Bins()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range bins {
		got = append(got, b.Name)
	}
	want := "A-01-1-A A-01-1-B A-01-2-A A-01-2-B A-01-3-A A-01-3-B A-02-3-A A-02-3-B A-02-2-A A-02-2-B A-02-1-A A-02-1-B A-03-1-A A-03-1-B A-03-2-A A-03-2-B A-03-3-A A-03-3-B"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	last := bins[7] // A-02-3-B
	at := place.Geometry{Zone: "A", Aisle: "02", Bay: "3", Level: "B", Side: place.SideLeft, X: 3000, Y: 900, Z: 400}
	if diff := cmp.Diff(at, last.At); diff != "" {
		t.Error(diff)
	}
	s.OneWay = true
	if bins, _ = s.Bins(); bins[6].Name != "A-02-1-A" {
		t.Errorf("one way: %s", bins[6].Name)
	}
	for name, axes := range map[string][]place.Axis{
		"none": {}, "order": {{Part: "bay", From: "1", To: "2"}, {Part: "aisle", From: "1", To: "2"}}, "twice": {{Part: "bay", From: "1", To: "2"}, {Part: "bay", From: "1", To: "2"}},
		"backwards": {{Part: "bay", From: "3", To: "2"}}, "mixed": {{Part: "bay", From: "A", To: "9"}}, "huge": {{Part: "bay", From: "1", To: "999999999"}},
		"many": {{Part: "bay", From: "1", To: "999"}, {Part: "level", From: "1", To: "999"}},
	} {
		if _, err := (place.Scheme{Axes: axes}).Bins(); fault.KindOf(err) == fault.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemeIsWhatIsWalked: whatever the scheme, its names differ, and the site
// is walked in the order of the preview.
func TestSchemeIsWhatIsWalked(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := place.Scheme{Zone: rapid.SampledFrom([]string{"", "A", "Б"}).Draw(rt, "zone"), Separator: rapid.SampledFrom([]string{"-", ".", "/"}).Draw(rt, "separator"), Use: place.Reserve,
			OneWay: rapid.Bool().Draw(rt, "one way"), Sides: rapid.SampledFrom([]place.Sides{"", place.SidesAlternate, place.SidesLeft}).Draw(rt, "sides")}
		for _, part := range []string{"aisle", "bay", "level", "slot"} {
			if n := rapid.IntRange(0, 3).Draw(rt, part); n > 0 {
				from := rapid.IntRange(0, 98).Draw(rt, "from")
				s.Axes = append(s.Axes, place.Axis{Part: part, From: fmt.Sprintf("%02d", from), To: fmt.Sprint(from + n - 1)})
			}
		}
		bins, err := s.Bins()
		if len(s.Axes) == 0 {
			if err == nil {
				rt.Fatal("no axis is a scheme")
			}
			return
		}
		if err != nil {
			rt.Fatal(err)
		}
		f := newFloor(t)
		for chunk := range slices.Chunk(bins, 50) {
			do(f, place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: chunk})
		}
		i := 0
		f.read(func(tx *store.Tx) error {
			for p, err := range place.Walk(tx, f.site, 0) {
				if err != nil {
					return err
				}
				if p.Name != bins[i].Name || p.At.Walk != int64(i+1) {
					rt.Fatalf("bin %d of the walk is %s at %d, want %s", i, p.Name, p.At.Walk, bins[i].Name)
				}
				i++
			}
			return nil
		})
		if i != len(bins) {
			rt.Fatalf("%d of %d bins were walked", i, len(bins))
		}
	})
}

func TestRack(t *testing.T) {
	f := newFloor(t)
	s := place.Scheme{Zone: "A", Separator: "-", Use: place.PickFace, Axes: []place.Axis{{Part: "aisle", From: "1", To: "2"}, {Part: "bay", From: "1", To: "2"}, {Part: "level", From: "1", To: "2"}}}
	bins, err := s.Bins()
	if err != nil {
		t.Fatal(err)
	}
	ids := do(f, place.CreateBins, &place.CreateBinsRequest{Parent: f.zone, Bins: bins}).IDs
	var names []string
	f.read(func(tx *store.Tx) error {
		p, err := place.Get(tx, ids[5])
		if err != nil {
			return err
		}
		for b, err := range place.Rack(tx, p) {
			if err != nil {
				return err
			}
			names = append(names, b.Name)
		}
		return nil
	})
	if got := strings.Join(names, " "); got != "A-2-2-1 A-2-2-2 A-2-1-1 A-2-1-2" {
		t.Errorf("got %s", got)
	}
}

// named is the bin of a name.
func (f *floor) named(name string) (id warehouse.PlaceID) {
	f.Helper()
	f.read(func(tx *store.Tx) error {
		p, err := place.ByName(tx, f.site, name)
		if err == nil && p == nil {
			f.Fatalf("no bin %s", name)
		}
		id = p.ID
		return err
	})
	return id
}
