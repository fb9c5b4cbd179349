package paper

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/stencil"
)

// What stood on labels before they had stencils, as the program drew them: jobs
// that waited then, and houses that never change a stencil, get the same labels.

func parcelLabel1(d *desk, m *ParcelLabel) *label.Label {
	const wide = 92
	l := &label.Label{Width: 100 * mm, Height: 150 * mm}
	text := func(x, y, w, h, size, least label.Length, bold bool, a label.Align, s string) {
		if s = tidy(s); s != "" {
			l.Texts = append(l.Texts, label.Text{At: at(x, y), Width: w * mm, Height: h * mm, Text: s,
				Size: size * mm, MinSize: least * mm, Cut: true, Bold: bold, Align: a})
		}
	}
	rule := func(y label.Length) {
		l.Lines = append(l.Lines, label.Line{From: at(4, y), Length: wide * mm, Thickness: mm * 6 / 10})
	}
	text(4, 4, 64, 13, 12, 4, true, label.Start, m.Courier)
	text(69, 4, 27, 13, 11, 4, true, label.End, fmt.Sprintf("%d / %d", m.Index, max(m.Of, m.Index)))
	rule(18)
	text(4, 20, wide, 26, 26, 8, true, label.Start, m.Order)
	rule(48)
	text(4, 50, wide, 16, 8, 4, true, label.Start, d.read(m.Buyer))
	text(4, 67, wide, 13, 7, 4, false, label.Start, d.read(m.City))
	if m.Dock != "" {
		text(4, 82, 32, 5, 4, 3, false, label.Start, d.say(wDock))
		l.Boxes = append(l.Boxes, label.Box{At: at(4, 87), Width: 32 * mm, Height: 17 * mm, Thickness: mm * 8 / 10})
		text(6, 88, 28, 15, 14, 4, true, label.Center, m.Dock)
	}
	if m.Grams > 0 {
		text(39, 82, 30, 5, 4, 3, false, label.Start, d.say(wWeight))
		text(39, 88, 30, 15, 8, 4, true, label.Start, d.weight(m.Grams))
	}
	qr := m.QR
	if qr == "" {
		qr = m.Parcel
	}
	l.Barcodes = []label.Barcode{
		{At: at(71, 81), Width: 25 * mm, Height: 25 * mm, Symbology: label.QR, Data: qr, Align: label.End},
		{At: at(4, 109), Width: wide * mm, Height: 23 * mm, Symbology: label.Code128, Data: m.Parcel, Align: label.Center},
	}
	text(4, 133, wide, 6, 6, 3, true, label.Center, m.Parcel)
	rule(107)
	rule(140)
	text(4, 142, 66, 6, 4, 3, false, label.Start, m.Sender)
	if m.Copy > 1 {
		text(70, 142, 26, 6, 5, 3, true, label.End, fmt.Sprintf("%s %d", d.say(wCopy), m.Copy))
	}
	return l
}

func itemLabel1(_ *desk, m *ItemLabel) *label.Label {
	l := sticker()
	l.line(1, 13, 50, 22, true, label.Start, m.Name)
	under := strings.Trim(tidy(m.Article)+"  "+tidy(m.Note), " ")
	l.line(15, 4, 36, 25, false, label.Start, under)
	l.code(20, 19, stencil.Symbology(m.Code), m.Code)
	return &l.Label
}

func placeLabel1(_ *desk, m *PlaceLabel) *label.Label {
	l := sticker()
	l.line(1, 14, 140, 50, true, label.Center, m.Name)
	l.line(15, 4, 36, 25, false, label.Center, m.Note)
	l.code(20, 19, stencil.Symbology(m.Code), m.Code)
	return &l.Label
}

func badgeLabel1(d *desk, m *BadgeLabel) *label.Label {
	l := sticker()
	l.line(2, 12, 70, 25, true, label.Center, m.Name)
	l.line(14, 5, 45, 25, false, label.Center, m.Role)
	l.code(20, 18, label.Code128, d.read(m.Code))
	for i := range l.Barcodes {
		l.Barcodes[i].Readable = false
	}
	return &l.Label
}

func commandLabel1(_ *desk, m *Command) *label.Label {
	l := sticker()
	l.line(2, 15, 80, 30, true, label.Center, m.Title)
	l.code(19, 20, label.Code128, m.Code)
	return &l.Label
}

// small58 is a label of 58 by 40 mm with a margin of 2.
type small58 struct{ label.Label }

func sticker() *small58 { return &small58{label.Label{Width: 58 * mm, Height: 40 * mm}} }

// line is text across the label; sizes are in tenths of a millimetre.
func (l *small58) line(y, h, size, least label.Length, bold bool, a label.Align, s string) {
	if s = tidy(s); s != "" {
		l.Texts = append(l.Texts, label.Text{At: at(2, y), Width: 54 * mm, Height: h * mm, Text: s,
			Size: size * mm / 10, MinSize: least * mm / 10, Cut: true, Bold: bold, Align: a})
	}
}

// code is a symbol across the label.
func (l *small58) code(y, h label.Length, s label.Symbology, data string) {
	if data == "" {
		return
	}
	b := label.Barcode{At: at(2, y), Width: 54 * mm, Height: h * mm, Symbology: s, Data: data, Align: label.Center}
	b.Readable = s != label.QR
	l.Barcodes = append(l.Barcodes, b)
}

// plainOpener opens what these tests seal: the box is the text.
type plainOpener struct{}

func (plainOpener) Open(_ context.Context, s seal.Sealed) (string, error) { return string(s.Box), nil }

// same draws a model as it was drawn, and by its first built-in stencil as the
// spool does.
func same[M any](t *rapid.T, was func(*desk, *M) *label.Label, k StencilKind[M], look Look, m *M) {
	t.Helper()
	want := was(&desk{Look: look, ctx: context.Background(), open: plainOpener{}}, m)
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Print{Kind: k.Name, Version: 1, Look: look, Model: raw}.Label(context.Background(), nil, plainOpener{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s of %+v is no more what it was:\n%s", k.Name, m, d)
	}
}

// TestAsBefore: the first built-in stencils lay out every label to the last
// micrometre as the program did before, whatever the fields hold.
func TestAsBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.Just(""), rapid.SampledFrom([]string{
			"4607001771562", "A-07-12-3", "{{item.code}}", "}} {{", "Ґудзик  синій ", " ^XZ~JA", "a\tb\nc\u202e", "артикул-Щ/17", "TEST"}), rapid.StringN(0, 30, 60))
		some := func(what string) string {
			return strings.ToValidUTF8(text.Draw(t, what), "?") // as JSON keeps it
		}
		hidden := func(what string) seal.Sealed { return seal.Sealed{Subject: [16]byte{1}, Box: []byte(some(what))} }
		look := Look{Lang: rapid.SampledFrom([]Lang{RU, UK, EN}).Draw(t, "lang")}
		same(t, itemLabel1, ItemLabels, look, &ItemLabel{Name: some("name"), Article: some("article"), Note: some("note"), Code: some("code")})
		place := &PlaceLabel{Name: some("place"), Code: some("code"), Note: some("note")}
		same(t, placeLabel1, BinLabels, look, place)
		same(t, placeLabel1, ToteLabels, look, place)
		same(t, badgeLabel1, BadgeLabels, look, &BadgeLabel{Name: some("person"), Role: some("role"), Code: hidden("badge")})
		same(t, commandLabel1, CommandLabels, look, &Command{Code: some("code"), Title: some("title")})
		same(t, parcelLabel1, ParcelLabels, look, &ParcelLabel{
			Order: some("order"), Parcel: "P" + some("parcel"), Index: rapid.IntRange(0, 9).Draw(t, "index"), Of: rapid.IntRange(1, 9).Draw(t, "of"), // every label said so then
			Courier: some("courier"), Dock: some("dock"), Grams: rapid.Int64Range(-1, 9_999_999).Draw(t, "grams"), Buyer: hidden("buyer"), City: hidden("city"),
			Sender: some("sender"), QR: some("qr"), Copy: rapid.IntRange(0, 3).Draw(t, "copy"),
		})
	})
}
