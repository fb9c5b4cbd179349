package paper_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/stencil"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

const mm = label.Millimetre

// TestBuiltIn: what the program brings along holds its own samples on every head,
// in every language, and a label of nothing but empty fields harms nobody.
func TestBuiltIn(t *testing.T) {
	if n := len(stencil.Kinds()); n < 9 {
		t.Fatalf("only %d kinds of label have stencils", n)
	}
	for _, k := range stencil.Kinds() {
		s, err := k.BuiltIn(k.BuiltIns())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []label.Resolution{label.DPI203, label.DPI300, label.DPI600} {
			if wrong := k.Check(s, r); wrong != nil {
				t.Errorf("%s at %d dpi: %v", k.Name, r, wrong)
			}
			for _, lang := range []paper.Lang{paper.RU, paper.UK, paper.EN} {
				if _, err := s.Draw(paper.Samples(k, paper.Look{Lang: lang})).Plan(r); err != nil {
					t.Errorf("%s at %d dpi in %s: %v", k.Name, r, lang, err)
				}
			}
		}
		if _, err := s.Draw(nil).Plan(label.DPI203); err != nil {
			t.Errorf("%s of nothing: %v", k.Name, err)
		}
	}
}

// TestEdition: a label is printed by the stencil that was current when it was
// asked for, whatever becomes of it; a draft by itself.
func TestEdition(t *testing.T) {
	ctx := context.Background()
	db := store.Open(memory.New())
	door := &command.Door{DB: db}
	shows := func(text string) stencil.Stencil {
		return stencil.Stencil{Width: 58 * mm, Height: 40 * mm, Elements: []stencil.Element{
			{Kind: stencil.Text, Width: 50 * mm, Height: 5 * mm, Size: 5 * mm, Text: text},
			{Kind: stencil.Text, Y: 10 * mm, Width: 50 * mm, Height: 5 * mm, Size: 5 * mm, Text: "{{copy.index}} of {{copy.of}}", When: "copy.of"},
		}}
	}
	save := func(seen uint64, text string) {
		t.Helper()
		raw, err := json.Marshal(stencil.SaveRequest{Kind: "bin_label", Seen: seen, Stencil: shows(text)})
		if err == nil {
			_, err = door.Do(ctx, command.Command{Itself: true, Name: "stencil.save", Body: raw})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	asked := func() (p paper.Print) {
		t.Helper()
		if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
			p, err = paper.BinLabels.Print(tx, look, &paper.PlaceLabel{Name: "A-1", Code: "B1"})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(p) // as the spool keeps it
		if err == nil {
			p = paper.Print{}
			err = json.Unmarshal(raw, &p)
		}
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	before := asked()
	save(0, "1 {{place.name}}")
	first := asked()
	save(1, "2 {{place.name}}")
	draft := asked()
	drafted := shows("draft {{place.name}}")
	draft.Draft = &drafted
	gone := asked()
	gone.Edition = 7
	for name, row := range map[string]struct {
		p    paper.Print
		want []string
	}{
		"before": {before, []string{"A-1"}}, "first": {first, []string{"1 A-1"}}, "second": {asked().Copy(1, 1), []string{"2 A-1"}},
		"third of three": {asked().Copy(3, 3), []string{"2 A-1", "3 of 3"}}, "draft": {draft, []string{"draft A-1"}},
	} {
		l, err := row.p.Label(ctx, db, drawer{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, text := range l.Texts {
			got = append(got, text.Text)
		}
		if d := cmp.Diff(row.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if _, err := gone.Label(ctx, db, drawer{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("of a version that is none: %v", err)
	}
}
