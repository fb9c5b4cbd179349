package paper

import (
	"fmt"
	"strings"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/seal"
)

const mm = label.Millimetre

// at is a point in millimetres.
func at(x, y label.Length) label.Point { return label.Point{X: x * mm, Y: y * mm} }

// ParcelLabel is our own label on a closed parcel: it finds the parcel again
// in the house, and says who takes it where. A carrier's label is the carrier's.
type ParcelLabel struct {
	Order   string      `json:"order"`  // number, for people
	Parcel  string      `json:"parcel"` // code
	Index   int         `json:"index"`  // 1 for the first of the order
	Of      int         `json:"of"`
	Courier string      `json:"courier"`
	Dock    string      `json:"dock,omitempty"`
	Grams   int64       `json:"grams,omitempty"`
	Buyer   seal.Sealed `json:"buyer,omitzero" personal:"name"`
	City    seal.Sealed `json:"city,omitzero" personal:"address"`
	Sender  string      `json:"sender,omitempty"`
	QR      string      `json:"qr,omitempty"`   // the parcel's code when empty
	Copy    int         `json:"copy,omitempty"` // from 2 on the label says so
}

// ParcelLabels are 100 by 150 mm.
var ParcelLabels = newLabel("parcel_label", parcelLabel1)

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

// ItemLabel stands on goods that have no barcode of their own, or an unreadable
// one.
type ItemLabel struct {
	Name    string `json:"name"`
	Article string `json:"article,omitempty"`
	Note    string `json:"note,omitempty"` // size and colour, lot, expiry
	Code    string `json:"code"`
}

// ItemLabels are 58 by 40 mm.
var ItemLabels = newLabel("item_label", itemLabel1)

func itemLabel1(_ *desk, m *ItemLabel) *label.Label {
	l := sticker()
	l.line(1, 13, 50, 22, true, label.Start, m.Name)
	under := strings.Trim(tidy(m.Article)+"  "+tidy(m.Note), " ")
	l.line(15, 4, 36, 25, false, label.Start, under)
	l.code(20, 19, symbology(m.Code), m.Code)
	return &l.Label
}

// PlaceLabel stands on a bin, a tote, a cart, a dock or a bench.
type PlaceLabel struct {
	Name string `json:"name"` // as people say it: "A-07-12-3"
	Code string `json:"code"`
	Note string `json:"note,omitempty"` // the zone, the colour of a tote
}

// BinLabels and ToteLabels are 58 by 40 mm.
var (
	BinLabels  = newLabel("bin_label", placeLabel1)
	ToteLabels = newLabel("tote_label", placeLabel1)
)

func placeLabel1(_ *desk, m *PlaceLabel) *label.Label {
	l := sticker()
	l.line(1, 14, 140, 50, true, label.Center, m.Name)
	l.line(15, 4, 36, 25, false, label.Center, m.Note)
	l.code(20, 19, symbology(m.Code), m.Code)
	return &l.Label
}

// BadgeLabel stands on a person's card. Its code lets them in, so it is sealed
// as they are, and never printed in letters.
type BadgeLabel struct {
	Name string      `json:"name"`
	Role string      `json:"role,omitempty"`
	Code seal.Sealed `json:"code" personal:"badge"`
}

// BadgeLabels are 58 by 40 mm.
var BadgeLabels = newLabel("badge_label", badgeLabel1)

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

// CommandLabels are commands as stickers of 58 by 40 mm, one each.
var CommandLabels = newLabel("command_label", commandLabel1)

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

// maxLinear is how many signs of a code go as bars on a sticker.
const maxLinear = 14

// symbology is what a code is printed as, so that a scanner reads back the same
// text: a trade number as such, a short one as bars, any other as QR.
func symbology(code string) label.Symbology {
	if s, ok := map[int]label.Symbology{8: label.EAN8, 13: label.EAN13, 14: label.ITF14}[len(code)]; ok && gtin(code) {
		return s
	}
	plain := !strings.ContainsFunc(code, func(r rune) bool { return r < ' ' || r > '~' })
	if plain && len(code) <= maxLinear {
		return label.Code128
	}
	return label.QR
}

// gtin says whether a text is digits, the last of which checks the others by
// the rule of GS1.
func gtin(code string) bool {
	sum := 0
	for i := range len(code) {
		digit := int(code[len(code)-1-i] - '0')
		if digit < 0 || digit > 9 {
			return false
		}
		sum += digit * (1 + 2*(i%2))
	}
	return sum%10 == 0
}
