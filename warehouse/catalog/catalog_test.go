package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestEvents(t *testing.T) { journaltest.Goldens(t, "catalog.") }

// shelf is a catalogue that a test fills.
type shelf struct {
	*testing.T
	door *command.Door
}

func newShelf(t *testing.T) *shelf {
	s := &shelf{t, &command.Door{DB: store.Open(memory.New())}}
	t.Cleanup(func() {
		if r, err := store.Verify(context.Background(), s.door.DB, nil); err != nil || r.Err() != nil {
			t.Errorf("verify: %v %v", err, r.Err())
		}
	})
	return s
}

func try[Req, Ans any](s *shelf, spec *command.Spec[Req, Ans], r *Req) (*Ans, error) {
	return spec.Do(context.Background(), s.door, command.Command{Itself: true}, r)
}

func do[Req, Ans any](s *shelf, spec *command.Spec[Req, Ans], r *Req) *Ans {
	s.Helper()
	a, err := try(s, spec, r)
	if err != nil {
		s.Fatalf("%s: %v", spec.Name, err)
	}
	return a
}

// refused expects a command to be refused with a code, and to leave nothing.
func refused[Req, Ans any](s *shelf, code string, spec *command.Spec[Req, Ans], r *Req) {
	s.Helper()
	was := s.entries()
	if _, err := try(s, spec, r); err == nil || fault.Of(err).Code != code {
		s.Errorf("%s: got %v, want %s", spec.Name, err, code)
	}
	if now := s.entries(); now != was {
		s.Errorf("%s was refused and recorded %d entries", spec.Name, now-was)
	}
}

func (s *shelf) read(fn func(*store.Tx) error) {
	s.Helper()
	if err := s.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		s.Fatal(err)
	}
}

func (s *shelf) entries() (n uint64) {
	s.read(func(tx *store.Tx) (err error) { n, err = journal.Head(tx); return err })
	return n
}

func (s *shelf) get(id warehouse.ItemID) (i *catalog.Item) {
	s.Helper()
	s.read(func(tx *store.Tx) (err error) { i, err = catalog.Get(tx, id); return err })
	return i
}

// item makes an item of an article with barcodes.
func (s *shelf) item(article string, codes ...string) warehouse.ItemID {
	s.Helper()
	r := &catalog.CreateRequest{Body: catalog.Body{Article: article, Name: "Item " + article}}
	for _, c := range codes {
		r.Barcodes = append(r.Barcodes, catalog.Barcode{Code: c})
	}
	return do(s, catalog.Create, r).ID
}

// resolve is what a code means, "article×quantity" each.
func (s *shelf) resolve(code string) string {
	s.Helper()
	var all []string
	s.read(func(tx *store.Tx) error {
		found, err := catalog.Resolve(tx, code)
		for _, f := range found {
			q, err := f.Qty()
			if err != nil {
				return err
			}
			said := fmt.Sprintf("%s×%d", f.Item.Article, q)
			if f.Shared {
				said += " shared"
			}
			all = append(all, said)
		}
		return err
	})
	return strings.Join(all, ", ")
}

var carton = catalog.Pack{Name: "carton 12", Factor: measure.Factor{Num: 12, Den: 1}}

func TestResolve(t *testing.T) {
	s := newShelf(t)
	mug := do(s, catalog.Create, &catalog.CreateRequest{
		Body:  catalog.Body{Article: "TGA-450", Name: "Mug"},
		Packs: []catalog.Pack{carton}, Barcodes: []catalog.Barcode{{Code: "4607034171186"}, {Code: "24607034171180", Pack: "carton 12"}, {Code: "036000291452"}, {Code: "Lot-A/7"}},
	})
	for code, want := range map[string]string{
		"4607034171186":  "TGA-450×1",
		"04607034171186": "TGA-450×1",  // as GTIN-14
		"24607034171180": "TGA-450×12", // its carton's own code
		"14607034171183": "TGA-450×0",  // another carton: nobody knows how many
		"036000291452":   "TGA-450×1",  // UPC-A
		"0036000291452":  "TGA-450×1",  // the same as EAN-13
		"lot-a/7":        "TGA-450×1",
		" tga-450 ":      "TGA-450×1",
		mug.Code:         "TGA-450×1",
		"4607034171187":  "", // wrong check digit
		"4607034170424":  "",
		"":               "",
	} {
		if got := s.resolve(code); got != want {
			t.Errorf("%q: got %q, want %q", code, got, want)
		}
	}
	slip := mug.Code[:len(mug.Code)-1] + string('0'+(mug.Code[len(mug.Code)-1]-'0'+1)%10)
	s.read(func(tx *store.Tx) error {
		if _, err := catalog.Resolve(tx, slip); !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", slip, err)
		}
		return nil
	})
}

// TestOneCodeOneItem unless a person says that it is shared; then all who carry
// it say so.
func TestOneCodeOneItem(t *testing.T) {
	s := newShelf(t)
	a, b := s.item("A", "4607034171186"), s.item("B")
	add := catalog.BarcodeRequest{ID: b, Barcode: catalog.Barcode{Code: "04607034171186"}}
	refused(s, "catalog.barcode_taken", catalog.AddBarcode, &add)
	for _, ours := range []string{ident.Label(ident.PrefixBadge, 3), ident.Label(ident.PrefixBin, 17), ident.CommandCode("undo")} {
		taken := add
		taken.Code = ours
		refused(s, "catalog.barcode_ours", catalog.AddBarcode, &taken)
	}
	refused(s, "catalog.barcode_taken", catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Name: "C"}, Barcodes: []catalog.Barcode{{Code: "4607034171186"}}})
	refused(s, "catalog.barcode_taken", catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Name: "C"}, Barcodes: []catalog.Barcode{{Code: "x"}, {Code: "X"}}})
	refused(s, "catalog.article_taken", catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Name: "C", Article: "a"}})
	add.Shared = true
	do(s, catalog.AddBarcode, &add)
	if got := s.resolve("4607034171186"); got != "A×1 shared, B×1 shared" {
		t.Errorf("got %s", got)
	}
	do(s, catalog.RemoveBarcode, &catalog.CodeRequest{ID: a, Code: "4607034171186"})
	refused(s, "catalog.not_there", catalog.RemoveBarcode, &catalog.CodeRequest{ID: a, Code: "4607034171186"})
	if got := s.resolve("4607034171186"); got != "B×1 shared" {
		t.Errorf("got %s", got)
	}
	do(s, catalog.Archive, &catalog.ArchiveRequest{ID: b, Version: 2})
	if got := s.resolve("4607034171186") + s.resolve("B"); got != "" {
		t.Errorf("an archived item answers: %s", got)
	}
	s.item("B", "4607034171186") // both are free again
	refused(s, "catalog.archived", catalog.Edit, &catalog.EditRequest{ID: b, Version: 3, Body: catalog.Body{Name: "x"}})
	refused(s, "catalog.article_taken", catalog.Restore, &catalog.RestoreRequest{ID: b, Version: 3})
}

// TestRestore: an item comes back with its article and codes, unless somebody has
// taken them, and not into a family that is archived itself.
func TestRestore(t *testing.T) {
	s := newShelf(t)
	a := s.item("A", "4607034171186")
	do(s, catalog.Archive, &catalog.ArchiveRequest{ID: a, Version: 1})
	refused(s, "catalog.changed", catalog.Restore, &catalog.RestoreRequest{ID: a, Version: 1})
	b := s.item("B", "4607034171186")
	refused(s, "catalog.barcode_taken", catalog.Restore, &catalog.RestoreRequest{ID: a, Version: 2})
	do(s, catalog.RemoveBarcode, &catalog.CodeRequest{ID: b, Code: "4607034171186"})
	if got := do(s, catalog.Restore, &catalog.RestoreRequest{ID: a, Version: 2}); got.Version != 3 {
		t.Errorf("version %d", got.Version)
	}
	if got := s.resolve("4607034171186") + s.resolve("A"); got != "A×1A×1" {
		t.Errorf("got %s", got)
	}
	family := s.item("F")
	small := do(s, catalog.Create, &catalog.CreateRequest{Parent: family, Body: catalog.Body{Article: "F-S", Differs: catalog.Differs{Value: "S"}}}).ID
	do(s, catalog.Archive, &catalog.ArchiveRequest{ID: small, Version: 1})
	do(s, catalog.Archive, &catalog.ArchiveRequest{ID: family, Version: s.get(family).Version})
	refused(s, "catalog.archived", catalog.Restore, &catalog.RestoreRequest{ID: small, Version: 2})
	do(s, catalog.Restore, &catalog.RestoreRequest{ID: family, Version: s.get(family).Version})
	do(s, catalog.Restore, &catalog.RestoreRequest{ID: small, Version: 2})
}

// TestCodesNeverMeanTwo: whatever is added, shared, removed and archived in
// whatever order, a code means at most one item, or all that it means say that
// it is shared.
func TestCodesNeverMeanTwo(t *testing.T) {
	codes := []string{"4607034171186", "04607034171186", "036000291452", "0036000291452", "x-1", "X-1"}
	rapid.Check(t, func(rt *rapid.T) {
		s := newShelf(t)
		ids := []warehouse.ItemID{s.item("A"), s.item("B"), s.item("C")}
		var old []warehouse.ItemID
		made := 0
		rt.Repeat(map[string]func(*rapid.T){
			"add": func(rt *rapid.T) {
				r := catalog.BarcodeRequest{ID: rapid.SampledFrom(ids).Draw(rt, "item"), Barcode: catalog.Barcode{Code: rapid.SampledFrom(codes).Draw(rt, "code"), Shared: rapid.Bool().Draw(rt, "shared")}}
				if _, err := try(s, catalog.AddBarcode, &r); err != nil && fault.KindOf(err) != fault.Conflict {
					rt.Fatal(err)
				}
			},
			"remove": func(rt *rapid.T) {
				r := catalog.CodeRequest{ID: rapid.SampledFrom(ids).Draw(rt, "item"), Code: rapid.SampledFrom(codes).Draw(rt, "code")}
				if _, err := try(s, catalog.RemoveBarcode, &r); err != nil && !errors.Is(err, fault.NotFound) && !errors.Is(err, fault.Conflict) {
					rt.Fatal(err)
				}
			},
			"archive": func(rt *rapid.T) {
				n := rapid.IntRange(0, len(ids)-1).Draw(rt, "item")
				do(s, catalog.Archive, &catalog.ArchiveRequest{ID: ids[n], Version: s.get(ids[n]).Version})
				old = append(old, ids[n])
				made++
				ids[n] = s.item(fmt.Sprint("D", made))
			},
			"restore": func(rt *rapid.T) {
				if len(old) == 0 {
					rt.Skip("none is archived")
				}
				n := rapid.IntRange(0, len(old)-1).Draw(rt, "old")
				switch _, err := try(s, catalog.Restore, &catalog.RestoreRequest{ID: old[n], Version: s.get(old[n]).Version}); {
				case err == nil:
					ids, old = append(ids, old[n]), slices.Delete(old, n, n+1)
				case fault.KindOf(err) != fault.Conflict:
					rt.Fatal(err)
				}
			},
			"": func(rt *rapid.T) {
				for _, c := range codes {
					if got := s.resolve(c); strings.Count(got, ",") > 0 && strings.Count(got, "shared") != strings.Count(got, ",")+1 {
						rt.Fatalf("%s means %s", c, got)
					}
				}
			},
		})
	})
}

func TestVariants(t *testing.T) {
	s := newShelf(t)
	do(s, catalog.DefineAttribute, &catalog.Definition{Name: "colour", Type: catalog.TypeChoice, Choices: []string{"black", "white"}})
	do(s, catalog.DefineAttribute, &catalog.Definition{Name: "sole", Type: catalog.TypeText})
	family := do(s, catalog.Create, &catalog.CreateRequest{Body: catalog.Body{
		Article: "SEV", Name: "Кроссовки «Север»", VAT: measure.Percent(20), Weight: 800, Price: measure.Money{Minor: 399000, Currency: measure.RUB},
		Attributes: []catalog.Attribute{{Name: "colour", Value: "Black"}, {Name: "sole", Value: "rubber"}},
	}}).ID
	of := func(size string) *catalog.CreateRequest {
		return &catalog.CreateRequest{Parent: family, Body: catalog.Body{Article: "SEV-" + size, Differs: catalog.Differs{Label: "size", Value: size}}}
	}
	r := of("43")
	r.Weight, r.Attributes, r.Barcodes = 826, []catalog.Attribute{{Name: "colour", Value: "white"}}, []catalog.Barcode{{Code: "4607034170431"}}
	id := do(s, catalog.Create, r).ID
	do(s, catalog.Create, of("42"))
	want := catalog.Body{
		Article: "SEV-43", Name: "Кроссовки «Север»", VAT: measure.Percent(20), Weight: 826, Price: measure.Money{Minor: 399000, Currency: measure.RUB},
		Differs: catalog.Differs{Label: "size", Value: "43"}, Attributes: []catalog.Attribute{{Name: "colour", Value: "white"}, {Name: "sole", Value: "rubber"}},
	}
	if diff := cmp.Diff(want, s.get(id).Body); diff != "" {
		t.Error(diff)
	}
	body := s.get(family).Body
	body.Name = "Кроссовки «Север» 2"
	do(s, catalog.Edit, &catalog.EditRequest{ID: family, Version: 2, Body: body})
	if got := s.get(id).Name; got != body.Name {
		t.Errorf("the variant is still %s", got)
	}
	whole := s.get(id).Body // what a form shows may come back: it is not kept twice
	whole.Attributes = whole.Attributes[:1]
	do(s, catalog.Edit, &catalog.EditRequest{ID: id, Version: 1, Body: whole})
	s.read(func(tx *store.Tx) error {
		own, err := catalog.Own(tx, id)
		if err == nil && (own.Name != "" || own.VAT.Applies) {
			t.Errorf("the variant keeps %+v", own.Body)
		}
		return err
	})
	if got := s.resolve("SEV") + s.resolve("4607034170431"); got != "SEV-43×1" {
		t.Errorf("got %s", got)
	}

	refused(s, "catalog.variant_taken", catalog.Create, of("43"))
	other := of("44")
	other.Name = "Ботинки"
	refused(s, "catalog.of_family", catalog.Create, other)
	nested := of("44")
	nested.Parent = id
	refused(s, "catalog.variant_of_variant", catalog.Create, nested)
	refused(s, "catalog.differs", catalog.Create, of(""))
	refused(s, "catalog.family_code", catalog.AddBarcode, &catalog.BarcodeRequest{ID: family, Barcode: catalog.Barcode{Code: "x"}})
	coded := s.item("CODED", "036000291452")
	onCoded := of("1")
	onCoded.Parent = coded
	refused(s, "catalog.family_code", catalog.Create, onCoded)
	refused(s, "catalog.has_variants", catalog.Archive, &catalog.ArchiveRequest{ID: family, Version: 3})
}

// asked is what the watcher of this test was asked, and its answer.
var (
	asked   []string
	against error
	inUse   string // the article of an item that cannot be archived
	_       = catalog.Watch(func(_ context.Context, _ *store.Tx, was, is *catalog.Item) error {
		if is.Archived && is.Article == inUse && inUse != "" {
			return fault.New(fault.Conflict, "test.in_use")
		}
		asked = append(asked, fmt.Sprint(was.Article, was.Unit, was.Archived, was.Family, "->", is.Unit, is.Archived, is.Family))
		return against
	})
)

func TestWhoeverCountsIsAsked(t *testing.T) {
	s := newShelf(t)
	id := s.item("A")
	family := s.item("F")
	do(s, catalog.Create, &catalog.CreateRequest{Parent: family, Body: catalog.Body{Article: "F-1", Differs: catalog.Differs{Value: "1"}}})
	asked = nil
	do(s, catalog.Edit, &catalog.EditRequest{ID: id, Version: 1, Body: catalog.Body{Article: "A", Name: "Another name"}})
	against = fault.New(fault.Conflict, "test.against")
	grams := catalog.EditRequest{ID: id, Version: 2, Body: catalog.Body{Article: "A", Name: "Another name", Unit: measure.Gram}}
	refused(s, "test.against", catalog.Edit, &grams)
	refused(s, "test.against", catalog.Archive, &catalog.ArchiveRequest{ID: id, Version: 2})
	against = nil
	do(s, catalog.Edit, &catalog.EditRequest{ID: family, Version: 2, Body: catalog.Body{Article: "F", Name: "F", Unit: measure.Gram}})
	want := []string{
		"Apiece false false->gram false false", "Apiece false false->piece true false",
		"Fpiece false true->gram false true", "F-1piece false false->gram false false",
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Error(diff)
	}
	refused(s, "catalog.changed", catalog.Edit, &catalog.EditRequest{ID: id, Version: 1, Body: grams.Body})
}

func TestEditsAreTold(t *testing.T) {
	s := newShelf(t)
	id := s.item("A")
	do(s, catalog.SavePack, &catalog.PackRequest{ID: id, Pack: carton})
	do(s, catalog.AddBarcode, &catalog.BarcodeRequest{ID: id, Barcode: catalog.Barcode{Code: "14607034171183", Pack: "carton 12"}})
	do(s, catalog.AddBarcode, &catalog.BarcodeRequest{ID: id, Barcode: catalog.Barcode{Code: "14607034171183", Pack: "carton 12"}}) // again: nothing
	twelve := carton
	twelve.Factor.Num = 10
	refused(s, "catalog.pack_taken", catalog.SavePack, &catalog.PackRequest{ID: id, Pack: twelve})
	do(s, catalog.SavePack, &catalog.PackRequest{ID: id, Version: 3, Pack: twelve})
	if got := s.resolve("14607034171183"); got != "A×10" {
		t.Errorf("got %s", got)
	}
	hash := strings.Repeat("0f", 32)
	do(s, catalog.AddPhoto, &catalog.PhotoRequest{ID: id, Hash: hash})
	do(s, catalog.AddPhoto, &catalog.PhotoRequest{ID: id, Hash: strings.Repeat("ab", 32), First: true})
	do(s, catalog.RemovePhoto, &catalog.PhotoRequest{ID: id, Hash: hash})
	do(s, catalog.Link, &catalog.LinkRequest{ID: id, Channel: "sever", Outer: "17"})
	do(s, catalog.RemovePack, &catalog.NameRequest{ID: id, Name: "carton 12"})
	i := s.get(id)
	if len(i.Packs) != 0 || len(i.Barcodes) != 0 || len(i.Photos) != 1 || i.Photos[0][:2] != "ab" || i.Version != 9 {
		t.Errorf("got %+v", i)
	}
	s.read(func(tx *store.Tx) error {
		if found, err := catalog.ByExternal(tx, "sever", "17"); err != nil || found == nil || found.ID != id {
			t.Errorf("by external id: %v, %v", found, err)
		}
		var told []string
		for e, err := range journal.Of(tx, journal.About("item", id)) {
			if err != nil {
				return err
			}
			if catalog.EditedKind.Is(e) {
				ev, err := catalog.EditedKind.Read(e)
				if err != nil {
					return err
				}
				names := ""
				for _, c := range ev.Changes {
					names += " " + c.Field
				}
				told = append(told, fmt.Sprint(ev.Version, names))
			}
		}
		want := []string{"2 packs", "3 barcodes", "4 packs", "5 photos", "6 photos", "7 photos", "8 external", "9 barcodes packs"}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Error(diff)
		}
		return nil
	})
}

func TestAttributes(t *testing.T) {
	s := newShelf(t)
	for _, d := range []catalog.Definition{
		{Name: "Объём", Type: catalog.TypeNumber, Unit: "л"}, {Name: "Сезон", Type: catalog.TypeChoice, Choices: []string{"зима", "лето"}},
		{Name: "Новинка", Type: catalog.TypeYes}, {Name: "Собран", Type: catalog.TypeDay}, {Name: "Состав", Type: catalog.TypeText},
	} {
		do(s, catalog.DefineAttribute, &d)
	}
	id := do(s, catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Name: "A", Attributes: []catalog.Attribute{
		{"объём", "1,70"}, {"СЕЗОН", "Лето"}, {"новинка", "Да"}, {"собран", "21.11.2026"}, {"состав", "хлопок"},
	}}}).ID
	want := []catalog.Attribute{{"Новинка", "yes"}, {"Объём", "1.7"}, {"Сезон", "лето"}, {"Собран", "2026-11-21"}, {"Состав", "хлопок"}}
	got := s.get(id).Attributes
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n, err := got[1].Number(); n != 1_700_000 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
	for code, a := range map[string]catalog.Attribute{
		"catalog.attribute": {"вес", "1"}, "measure.number": {"объём", "много"}, "catalog.value": {"сезон", "осень"}, "measure.day": {"собран", "вчера"},
		"measure.too_fine": {"объём", "0,0000001"},
	} {
		refused(s, code, catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Name: "A", Attributes: []catalog.Attribute{a}}})
	}
	refused(s, "catalog.attribute_twice", catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Name: "A", Attributes: []catalog.Attribute{{"сезон", "зима"}, {"Сезон", "лето"}}}})
	refused(s, "catalog.attribute_defined", catalog.DefineAttribute, &catalog.Definition{Name: "сезон", Type: catalog.TypeText})
	refused(s, "catalog.attribute_defined", catalog.DefineAttribute, &catalog.Definition{Name: "сезон", Type: catalog.TypeChoice, Choices: []string{"зима"}})
	refused(s, "catalog.attribute_type", catalog.DefineAttribute, &catalog.Definition{Name: "x", Type: "float"})
	do(s, catalog.DefineAttribute, &catalog.Definition{Name: "сезон", Type: catalog.TypeChoice, Choices: []string{"зима", "лето", "осень"}})
}

func TestRefusals(t *testing.T) {
	s := newShelf(t)
	for code, r := range map[string]catalog.CreateRequest{
		"catalog.name":        {Body: catalog.Body{Name: " "}},
		"catalog.differs":     {Body: catalog.Body{Name: "A", Differs: catalog.Differs{Value: "1"}}},
		"catalog.check_digit": {Body: catalog.Body{Name: "A"}, Barcodes: []catalog.Barcode{{Code: "4607034171187"}}},
		"catalog.barcode":     {Body: catalog.Body{Name: "A"}, Barcodes: []catalog.Barcode{{Code: "\x1d01"}}},
		"catalog.not_there":   {Body: catalog.Body{Name: "A"}, Barcodes: []catalog.Barcode{{Code: "x", Pack: "box"}}},
		"measure.not_whole":   {Body: catalog.Body{Name: "A"}, Packs: []catalog.Pack{{Name: "third", Factor: measure.Factor{Num: 1000, Den: 3}}}},
		"measure.factor":      {Body: catalog.Body{Name: "A"}, Packs: []catalog.Pack{{Name: "none"}}},
		"catalog.pack":        {Body: catalog.Body{Name: "A"}, Packs: []catalog.Pack{carton, carton}},
		"catalog.care":        {Body: catalog.Body{Name: "A", Care: []catalog.Care{"hot"}}},
		"catalog.category":    {Body: catalog.Body{Name: "A", Category: []string{"a", ""}}},
		"catalog.list":        {Body: catalog.Body{Name: "A", Category: make([]string, 9)}},
		"catalog.external":    {Body: catalog.Body{Name: "A"}, External: []catalog.External{{Channel: "x"}}},
		"catalog.vat_unknown": {Body: catalog.Body{Name: "A", VAT: measure.Percent(99)}},
		"catalog.currency":    {Body: catalog.Body{Name: "A", Price: measure.Money{Minor: 500, Currency: "ZZZ"}}},
		"catalog.none":        {Parent: warehouse.ItemID{1}, Body: catalog.Body{Name: "A"}},
	} {
		refused(s, code, catalog.Create, &r)
	}
	for field, b := range map[string]catalog.Body{
		"price": {Price: measure.Money{Minor: -1, Currency: measure.RUB}}, "weight": {Weight: -1}, "width": {Size: catalog.Size{Length: 1, Width: -1}}, "height": {Size: catalog.Size{Height: 200_000}},
		"shelf_life": {Tracking: catalog.Tracking{ShelfLifeDays: 5}}, "tracking": {Tracking: catalog.Tracking{Expiry: true}}, "vat": {VAT: measure.Percent(200)},
	} {
		b.Name = "A"
		if _, err := try(s, catalog.Create, &catalog.CreateRequest{Body: b}); fault.Of(err).Args["field"] != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, name := range []string{"^XZ~JA", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "Кружка; \"Тайга\"", "🧦"} {
		id := do(s, catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Name: name}}).ID
		if got := s.get(id).Name; got != name {
			t.Errorf("%q became %q", name, got)
		}
	}
}

// TestRatesOfCountries: an item has a rate that a country charges, whole per
// cents among them that none does are refused, and so by an edit.
func TestRatesOfCountries(t *testing.T) {
	s := newShelf(t)
	id := do(s, catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Name: "A"}}).ID
	version := uint64(1)
	for percent := int32(0); percent <= 100; percent++ {
		edit := &catalog.EditRequest{ID: id, Version: version, Body: catalog.Body{Name: "A", VAT: measure.Percent(percent)}}
		if !slices.Contains([]int32{0, 5, 7, 10, 14, 20, 22}, percent) {
			refused(s, "catalog.vat_unknown", catalog.Edit, edit)
			continue
		}
		version = do(s, catalog.Edit, edit).Version
	}
	half := measure.VAT{Applies: true, BasisPoints: 1050}
	refused(s, "catalog.vat_unknown", catalog.Edit, &catalog.EditRequest{ID: id, Version: version, Body: catalog.Body{Name: "A", VAT: half}})
}

// FuzzResolve: any code is answered, in whatever the scanner sent, and what it
// means is the same for all spellings of it that are compared alike.
func FuzzResolve(f *testing.F) {
	for _, code := range []string{"4607034171186", "14607034171183", "G0013", "G0014", "tga-450", "\x1d01046070341711862100", "]C1", "", "٤٦", "00000000"} {
		f.Add(code)
	}
	db := store.Open(memory.New())
	if _, err := catalog.Create.Do(context.Background(), &command.Door{DB: db}, command.Command{Itself: true}, &catalog.CreateRequest{
		Body: catalog.Body{Name: "Mug", Article: "TGA-450"}, Packs: []catalog.Pack{carton}, Barcodes: []catalog.Barcode{{Code: "4607034171186"}},
	}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, code string) {
		if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
			one, err := catalog.Resolve(tx, code)
			if err != nil && fault.KindOf(err) != fault.Invalid {
				return err
			}
			two, _ := catalog.Resolve(tx, "  "+code+" ")
			if len(one) != len(two) {
				return fmt.Errorf("%q means %d things, with blanks around it %d", code, len(one), len(two))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}
