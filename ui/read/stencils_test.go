package read_test

import (
	"bytes"
	"context"
	"encoding/json"
	"image/png"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/stencil"
)

// restores goes back to a version of how a bin's label is laid out.
func (h *house) restores(seen, to uint64) {
	h.t.Helper()
	raw, err := json.Marshal(stencil.RestoreRequest{Kind: "bin_label", Seen: seen, To: to})
	must(h.t, err)
	_, err = h.door.Do(context.Background(), command.Command{Person: h.people["manager"], Device: "test", Name: "stencil.restore", Body: raw})
	must(h.t, err)
}

// saves keeps a stencil as the manager.
func (h *house) saves(seen uint64, s stencil.Stencil) {
	h.t.Helper()
	raw, err := json.Marshal(stencil.SaveRequest{Kind: "bin_label", Seen: seen, Stencil: s})
	must(h.t, err)
	_, err = h.door.Do(context.Background(), command.Command{Person: h.people["manager"], Device: "test", Name: "stencil.save", Body: raw})
	must(h.t, err)
}

// coded is a label with the code of a place alone, large.
var coded = stencil.Stencil{Width: 58000, Height: 40000, Elements: []stencil.Element{
	{Kind: stencil.Barcode, X: 2000, Y: 2000, Width: 54000, Height: 30000, Text: "{{place.code}}", Symbology: "code128"},
}}

// TestStencils: a manager sees what is current, who made it and every version; a
// picker sees none of it.
func TestStencils(t *testing.T) {
	h := newHouse(t)
	h.saves(0, coded)
	page, err := h.Stencils(h.as("manager"))
	must(t, err)
	rows := map[string]api.StencilRow{}
	for _, row := range page.Rows {
		rows[row.Kind] = row
	}
	bin, tote := rows["bin_label"], rows["tote_label"]
	if bin.Version != 1 || bin.BuiltIn || bin.By == nil || bin.By.Name != "Person manager" || bin.At == nil || bin.Width != 58000 || bin.Height != 40000 {
		t.Errorf("%+v", bin)
	}
	if tote.Version != 0 || !tote.BuiltIn || tote.By != nil || tote.At != nil {
		t.Errorf("%+v", tote)
	}
	one, err := h.Stencil(h.as("manager"), "bin_label")
	must(t, err)
	if d := cmp.Diff(coded, one.Stencil); d != "" || one.Version != 1 || len(one.Versions) != 2 || one.Versions[0].Number != 1 || one.Versions[1].Number != 0 {
		t.Errorf("%+v %s", one, d)
	}
	h.restores(1, 0)
	h.restores(2, 1)
	again, err := h.Stencil(h.as("manager"), "bin_label")
	must(t, err)
	var said []string
	for _, row := range again.Tape {
		said = append(said, row.Person.Name+" "+row.What.Code+" "+row.What.Args["kind"].Text+" "+row.What.Args["from"].Text+" "+row.What.Args["number"].Text)
	}
	if d := cmp.Diff([]string{
		"Person manager tape.stencil_back Ячейка 1 3", "Person manager tape.stencil_built_in Ячейка  2", "Person manager tape.stencil_saved Ячейка  1",
	}, said); d != "" {
		t.Errorf("the tape says %s", d)
	}
	if len(one.Fields) != 5 || one.Fields[1].Name != "place.code" || one.Fields[1].Sample == "" {
		t.Errorf("%+v", one.Fields)
	}
	before, err := h.StencilVersion(h.as("manager"), "bin_label", 0)
	must(t, err)
	if cmp.Equal(coded, before) || len(before.Elements) == 0 {
		t.Errorf("%+v", before)
	}
	for name, ask := range map[string]func(context.Context) error{
		"all":      func(ctx context.Context) error { _, err := h.Stencils(ctx); return err },
		"one":      func(ctx context.Context) error { _, err := h.Stencil(ctx, "bin_label"); return err },
		"version":  func(ctx context.Context) error { _, err := h.StencilVersion(ctx, "bin_label", 0); return err },
		"subjects": func(ctx context.Context) error { _, err := h.StencilSubjects(ctx, "bin_label", "A"); return err },
		"preview": func(ctx context.Context) error {
			_, err := h.Preview(ctx, "bin_label", api.StencilAsked{Stencil: coded, DPI: 203})
			return err
		},
	} {
		if err := ask(h.as("picker")); fault.KindOf(err) != fault.Denied {
			t.Errorf("a picker asks for %s: %v", name, err)
		}
	}
	if _, err := h.Stencil(h.as("manager"), "no_label"); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// scanned is what a scanner reads from a preview.
func scanned(t *testing.T, p api.StencilPreview) string {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(p.Picture))
	must(t, err)
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	must(t, err)
	result, err := oned.NewCode128Reader().Decode(bitmap, nil)
	must(t, err)
	return result.GetText()
}

// TestPreviewOfAThing: the preview shows the thing that was chosen, of one's own
// warehouse, and samples without one.
func TestPreviewOfAThing(t *testing.T) {
	h := newHouse(t)
	manager := h.as("manager")
	found, err := h.StencilSubjects(manager, "bin_label", "A-")
	must(t, err)
	if len(found) != 2 || found[0].Title != "A-1" || found[0].Sub == "" || found[0].ID != h.bins["A-1"].String() {
		t.Fatalf("%+v", found)
	}
	shown, err := h.Preview(manager, "bin_label", api.StencilAsked{Stencil: coded, DPI: 300, Subject: found[1].ID})
	must(t, err)
	if got := scanned(t, shown); got != found[1].Sub || len(shown.Wrong) > 0 {
		t.Errorf("the label of %s reads %q: %+v", found[1].Sub, got, shown.Wrong)
	}
	sample, err := h.Preview(manager, "bin_label", api.StencilAsked{Stencil: coded, DPI: 300})
	must(t, err)
	if got := scanned(t, sample); got != "B001343" {
		t.Errorf("the sample reads %q", got)
	}
	if _, err := h.Preview(manager, "bin_label", api.StencilAsked{Stencil: coded, DPI: 300, Subject: h.bins["tver"].String()}); fault.KindOf(err) != fault.Denied {
		t.Errorf("a bin of another warehouse: %v", err)
	}
	for _, no := range []string{"x", h.items["HAT"].String()} {
		if _, err := h.Preview(manager, "bin_label", api.StencilAsked{Stencil: coded, DPI: 300, Subject: no}); err == nil {
			t.Errorf("%q is no bin", no)
		}
	}
	if totes, err := h.StencilSubjects(manager, "tote_label", ""); err != nil || len(totes) != 2 {
		t.Errorf("totes: %+v, %v", totes, err)
	}
	if none, err := h.StencilSubjects(manager, "badge_label", "Person"); err != nil || len(none) > 0 {
		t.Errorf("people: %+v, %v", none, err)
	}
}

// TestPreviewSaysWhatIsWrong: it names the element, and shows the others.
func TestPreviewSaysWhatIsWrong(t *testing.T) {
	h := newHouse(t)
	bad := coded
	bad.Elements = append([]stencil.Element{{Kind: stencil.Text, Width: 10000, Height: 5000, Size: 5000, Text: "{{buyer.name}}"}}, coded.Elements...)
	shown, err := h.Preview(h.as("manager"), "bin_label", api.StencilAsked{Stencil: bad, DPI: 203})
	must(t, err)
	if len(shown.Wrong) != 1 || shown.Wrong[0].Element != 1 || shown.Wrong[0].Code != "stencil.field" || shown.Wrong[0].Args["named"] != "buyer.name" {
		t.Errorf("%+v", shown.Wrong)
	}
	if got := scanned(t, shown); got != "B001343" {
		t.Errorf("the rest reads %q", got)
	}
	nothing, err := h.Preview(h.as("manager"), "bin_label", api.StencilAsked{DPI: 203})
	must(t, err)
	if nothing.Picture != nil || len(nothing.Wrong) != 1 || nothing.Wrong[0].Element != 0 {
		t.Errorf("%+v", nothing)
	}
}
