package stencil_test

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/stencil"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "stencil.") }

const mm = label.Millimetre

// box is a kind for these tests.
var box = stencil.Declare("test_label", []stencil.Field{{Name: "box.name", Sample: "Ящик 7"}, {Name: "box.code", Sample: "B001343"}, {Name: "box.note"}},
	[]byte(`{"width": 58000, "height": 40000, "elements": [{"kind": "text", "x": 0, "y": 0, "width": 58000, "height": 5000, "text": "one", "size": 5000}]}`),
	[]byte(`{"width": 58000, "height": 40000, "elements": [{"kind": "text", "x": 0, "y": 0, "width": 58000, "height": 5000, "text": "two", "size": 5000}]}`))

func text(t string) stencil.Element {
	return stencil.Element{Kind: stencil.Text, X: 2 * mm, Y: 2 * mm, Width: 50 * mm, Height: 10 * mm, Text: t, Size: 5 * mm, MinSize: 2 * mm}
}

func code(data string, symbology string, w label.Length) stencil.Element {
	return stencil.Element{Kind: stencil.Barcode, X: 2 * mm, Y: 14 * mm, Width: w, Height: 20 * mm, Text: data, Symbology: symbology}
}

func sticker(elements ...stencil.Element) *stencil.Stencil {
	return &stencil.Stencil{Width: 58 * mm, Height: 40 * mm, Elements: elements}
}

func edited(e stencil.Element, edit func(*stencil.Element)) stencil.Element {
	edit(&e)
	return e
}

// TestCheck: what cannot be printed is refused with its reason, and the element
// that it is about.
func TestCheck(t *testing.T) {
	good := text("{{box.name}}")
	long := strings.Repeat("{{box.name}} ", 9)
	for name, row := range map[string]struct {
		s    *stencil.Stencil
		want string // code and element
	}{
		"good":            {sticker(good, code("{{box.code}}", "code128", 50*mm)), ""},
		"auto":            {sticker(good, code("{{box.code}}", "auto", 50*mm)), ""},
		"conditions":      {sticker(edited(good, func(e *stencil.Element) { e.When = "!box.note" }), edited(good, func(e *stencil.Element) { e.When = "box.name" })), ""},
		"copies":          {sticker(text("{{copy.index}}/{{ copy.of }}")), ""},
		"unknown field":   {sticker(good, text("{{box.name}} {{buyer.phone}}")), "stencil.field 2 buyer.phone"},
		"when":            {sticker(edited(good, func(e *stencil.Element) { e.When = "!box.size" })), "stencil.field 1 box.size"},
		"open brackets":   {sticker(text("{{box.name}")), "stencil.brackets 1"},
		"a command in it": {sticker(text("{{box.name | ^XZ}}")), "stencil.brackets 1"},
		"too far right":   {sticker(edited(good, func(e *stencil.Element) { e.X = 9 * mm })), "stencil.outside 1"},
		"overflow":        {sticker(edited(good, func(e *stencil.Element) { e.X = 1 << 62 })), "stencil.outside 1"},
		"left of it":      {sticker(edited(good, func(e *stencil.Element) { e.X = -1 })), "stencil.outside 1"},
		"turned out":      {sticker(edited(good, func(e *stencil.Element) { e.Rotation = 90 })), "stencil.outside 1"},
		"no size":         {sticker(edited(good, func(e *stencil.Element) { e.Height = 0 })), "stencil.size 1"},
		"no letters":      {sticker(edited(good, func(e *stencil.Element) { e.Size = 0 })), "stencil.letters 1"},
		"least is larger": {sticker(edited(good, func(e *stencil.Element) { e.MinSize = 6 * mm })), "stencil.letters 1"},
		"nothing":         {sticker(text("  ")), "stencil.nothing 1"},
		"rotation":        {sticker(edited(good, func(e *stencil.Element) { e.Rotation = 45 })), "stencil.rotation 1"},
		"align":           {sticker(edited(good, func(e *stencil.Element) { e.Align = "left" })), "stencil.align 1"},
		"kind":            {sticker(edited(good, func(e *stencil.Element) { e.Kind = "zpl" })), "stencil.kind 1"},
		"symbology":       {sticker(code("{{box.code}}", "code39", 50*mm)), "stencil.symbology 1"},
		"too narrow":      {sticker(good, code("{{box.code}}", "code128", 12*mm)), "stencil.narrow 2"},
		"letters as EAN":  {sticker(code("{{box.code}}", "ean13", 50*mm)), "stencil.data 1"},
		"Cyrillic":        {sticker(code("{{box.name}}", "code128", 50*mm)), "stencil.data 1"},
		"must be whole":   {sticker(edited(text(long), func(e *stencil.Element) { e.Whole, e.Height = true, 3*mm })), "stencil.long 1"},
		"may be cut":      {sticker(edited(text(long), func(e *stencil.Element) { e.Height = 3 * mm })), ""},
		"thin box":        {sticker(stencil.Element{Kind: stencil.Box, Width: mm, Height: mm}), "stencil.thickness 1"},
		"line below":      {sticker(stencil.Element{Kind: stencil.Line, Width: 50 * mm, Y: 39900, Thickness: 200}), "stencil.outside 1"},
		"line upright":    {sticker(stencil.Element{Kind: stencil.Line, Width: 50 * mm, Thickness: 200, Rotation: 90}), "stencil.outside 1"},
		"no picture":      {sticker(stencil.Element{Kind: stencil.Image, Width: mm, Height: mm}), "stencil.picture 1"},
		"not a picture":   {sticker(stencil.Element{Kind: stencil.Image, Width: mm, Height: mm, PNG: []byte("GIF89a")}), "stencil.picture 1"},
		"large pictures":  {sticker(stencil.Element{Kind: stencil.Image, Width: mm, Height: mm, PNG: make([]byte, 97<<10)}), "stencil.pictures 1"},
		"no elements":     {sticker(), "stencil.empty"},
		"many elements":   {sticker(make([]stencil.Element, 61)...), "stencil.elements"},
		"no media":        {&stencil.Stencil{Width: 9 * mm, Height: 40 * mm, Elements: []stencil.Element{good}}, "stencil.media"},
		"wide media":      {&stencil.Stencil{Width: 251 * mm, Height: 40 * mm, Elements: []stencil.Element{good}}, "stencil.media"},
	} {
		got := ""
		for _, err := range box.Check(row.s, label.DPI203) {
			got = strings.TrimSpace(err.Code + " " + err.Args["element"] + " " + err.Args["named"])
			break
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", name, got, row.want)
		}
	}
}

// TestHead: a barcode that a fine head prints may be too much for a coarse one.
func TestHead(t *testing.T) {
	s := sticker(code("{{box.code}}{{box.code}}{{box.code}}", "code128", 56*mm))
	if all := box.Check(s, label.DPI203); len(all) != 1 || all[0].Code != "stencil.narrow" || all[0].Args["dpi"] != "203" {
		t.Errorf("at 203 dpi: %v", all)
	}
	if all := box.Check(s, label.DPI600); all != nil {
		t.Errorf("at 600 dpi: %v", all)
	}
}

// TestValuesAreText: what a field holds is drawn and never read as a stencil.
func TestValuesAreText(t *testing.T) {
	s := sticker(text("{{box.name}} {{box.code}}"))
	l := s.Draw(stencil.Values{"box.name": "{{box.code}}", "box.code": " B1\u202e\x00 "})
	if len(l.Texts) != 1 || l.Texts[0].Text != "{{box.code}} B1" {
		t.Errorf("got %+v", l.Texts)
	}
	if l := s.Draw(nil); len(l.Texts) != 0 {
		t.Errorf("of nothing: %+v", l.Texts)
	}
}

// TestDraw: each element becomes its own of the label, in its place, and one with
// a condition only when it holds.
func TestDraw(t *testing.T) {
	var picture bytes.Buffer
	dot := image.NewGray(image.Rect(0, 0, 1, 1))
	dot.SetGray(0, 0, color.Gray{})
	if err := png.Encode(&picture, dot); err != nil {
		t.Fatal(err)
	}
	at := label.Point{X: mm, Y: 2 * mm}
	s := sticker(
		stencil.Element{Kind: stencil.Text, X: mm, Y: 2 * mm, Width: 5 * mm, Height: 4 * mm, Text: "a {{box.name}}", Size: 3 * mm, Bold: true, Whole: true, Align: "end", Rotation: 270},
		stencil.Element{Kind: stencil.Barcode, X: mm, Y: 2 * mm, Width: 30 * mm, Height: 9 * mm, Text: "{{box.code}}", Symbology: "auto", Readable: true, Module: 250, Align: "center", Rotation: 180},
		stencil.Element{Kind: stencil.Box, X: mm, Y: 2 * mm, Width: 3 * mm, Height: 4 * mm, Thickness: 300, When: "box.note"},
		stencil.Element{Kind: stencil.Line, X: mm, Y: 2 * mm, Width: 3 * mm, Thickness: 400, Rotation: 90, When: "!box.note"},
		stencil.Element{Kind: stencil.Image, X: mm, Y: 2 * mm, Width: 3 * mm, Height: 4 * mm, PNG: picture.Bytes()},
	)
	want := label.Label{
		Width: 58 * mm, Height: 40 * mm,
		Texts:    []label.Text{{At: at, Width: 5 * mm, Height: 4 * mm, Text: "a Ёж", Size: 3 * mm, Bold: true, Align: label.End, Rotation: label.Left}},
		Barcodes: []label.Barcode{{At: at, Width: 30 * mm, Height: 9 * mm, Symbology: label.EAN13, Data: "4607001771562", Module: 250, Readable: true, Align: label.Center, Rotation: label.UpsideDown}},
		Images:   []label.Image{{At: at, Width: 3 * mm, Height: 4 * mm, PNG: picture.Bytes()}},
	}
	v := stencil.Values{"box.name": "Ёж", "box.code": "4607001771562"}
	lined := want
	lined.Lines = []label.Line{{From: at, Length: 3 * mm, Thickness: 400, Upright: true}}
	if d := cmp.Diff(&lined, s.Draw(v)); d != "" {
		t.Error(d)
	}
	v["box.note"] = "x"
	boxed := want
	boxed.Boxes = []label.Box{{At: at, Width: 3 * mm, Height: 4 * mm, Thickness: 300}}
	if d := cmp.Diff(&boxed, s.Draw(v)); d != "" {
		t.Error(d)
	}
}

// TestPreview: what can be printed is shown, what cannot is told.
func TestPreview(t *testing.T) {
	good := text("{{box.name}}")
	s := sticker(text("{{no.field}}"), good, code("{{box.code}}", "ean13", 50*mm))
	img, wrong := box.Preview(s, box.Samples(), label.DPI203)
	var got []string
	for _, err := range wrong {
		got = append(got, err.Code+" "+err.Args["element"])
	}
	if d := cmp.Diff([]string{"stencil.field 1", "stencil.data 3"}, got); d != "" {
		t.Error(d)
	}
	want, err := label.Draw(*sticker(good).Draw(box.Samples()), label.DPI203)
	if err != nil {
		t.Fatal(err)
	}
	if img == nil || !bytes.Equal(img.Pix, want.Pix) {
		t.Error("the picture is not that of what is good")
	}
	if img, wrong := box.Preview(&stencil.Stencil{}, nil, label.DPI203); img != nil || len(wrong) != 1 {
		t.Errorf("of no media: %v, %v", img, wrong)
	}
	if img, wrong := box.Preview(sticker(), nil, label.DPI203); img == nil || len(wrong) != 1 {
		t.Errorf("of an empty label: %v, %v", img, wrong)
	}
}

// desk is a store in which stencils are kept.
type desk struct {
	t    *testing.T
	door *command.Door
}

func (d desk) gives(name string, body any) error {
	d.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	_, err = d.door.Do(context.Background(), command.Command{Itself: true, Name: name, Body: raw})
	return err
}

func (d desk) see(fn func(*store.Tx)) {
	d.t.Helper()
	if err := d.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { fn(tx); return nil }); err != nil {
		d.t.Fatal(err)
	}
}

// stands is the text of the first element of a version for who was promised a
// built-in stencil.
func (d desk) stands(number uint64, builtIn int) (words string) {
	d.t.Helper()
	d.see(func(tx *store.Tx) {
		s, err := box.AtOf(tx, number, builtIn)
		if err != nil {
			d.t.Fatal(err)
		}
		words = s.Elements[0].Text
	})
	return words
}

// TestVersions: each save and each way back is a version that stays; what is
// printed by one is the same for ever.
func TestVersions(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})
	d := desk{t, &command.Door{DB: db}}
	save := func(seen uint64, words string) error {
		return d.gives("stencil.save", stencil.SaveRequest{Kind: "test_label", Seen: seen, Stencil: *sticker(text(words))})
	}
	back := func(seen, to uint64) error {
		return d.gives("stencil.restore", stencil.RestoreRequest{Kind: "test_label", Seen: seen, To: to})
	}
	for i, row := range []struct {
		err  error
		want string
	}{
		{save(0, "first"), ""},
		{save(0, "lost"), "stencil.version"},
		{save(1, "second\nline"), ""},
		{save(2, "bad {{field}}"), "stencil.field"},
		{back(2, 1), ""},
		{back(1, 2), "stencil.version"},
		{back(3, 3), "stencil.is_newest"},
		{back(3, 9), "stencil.no_version"},
		{back(3, 0), ""},
		{back(4, 4), "stencil.is_newest"},
		{d.gives("stencil.save", stencil.SaveRequest{Kind: "no_label", Stencil: *sticker(text("x"))}), "stencil.none"},
	} {
		got := ""
		if row.err != nil {
			got = fault.Of(row.err).Code
		}
		if got != row.want {
			t.Errorf("step %d: got %q, want %q", i, got, row.want)
		}
	}
	for _, row := range []struct {
		number  uint64
		builtIn int
		want    string
	}{{0, 1, "one"}, {0, 2, "two"}, {1, 2, "first"}, {2, 2, "second\nline"}, {3, 2, "first"}, {4, 2, "two"}, {4, 1, "one"}} {
		if got := d.stands(row.number, row.builtIn); got != row.want {
			t.Errorf("version %d of built-in %d: got %q, want %q", row.number, row.builtIn, got, row.want)
		}
	}
	var history []stencil.Version
	var told []string
	d.see(func(tx *store.Tx) {
		for v, err := range box.History(tx) {
			if err != nil {
				t.Fatal(err)
			}
			if !v.At.Equal(now) {
				t.Errorf("version %d was made at %v", v.Number, v.At)
			}
			history = append(history, stencil.Version{Number: v.Number, Back: v.Back, From: v.From})
		}
		for e, err := range journal.From(tx, 0) {
			if err != nil {
				t.Fatal(err)
			}
			told = append(told, string(e.Data))
		}
	})
	if d := cmp.Diff([]stencil.Version{{Number: 4, Back: true}, {Number: 3, Back: true, From: 1}, {Number: 2}, {Number: 1}}, history); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{`{"kind":"test_label","version":1}`, `{"kind":"test_label","version":2}`,
		`{"kind":"test_label","version":3,"back":true,"from":1}`, `{"kind":"test_label","version":4,"back":true}`}, told); d != "" {
		t.Error(d)
	}
}
