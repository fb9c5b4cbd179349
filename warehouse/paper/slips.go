package paper

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/stencil"
)

// SlipLabel is a sheet of a packing slip on a label, for a house whose printers
// print nothing larger.
type SlipLabel struct {
	PackingSlip
	Sheet  int `json:"sheet"` // 1 for the first
	Sheets int `json:"sheets"`
}

// PickLabel is a sheet of a pick list on a label.
type PickLabel struct {
	PickList
	Sheet  int `json:"sheet"`
	Sheets int `json:"sheets"`
}

// ManifestLabel is a sheet of a courier's list on a label. What is asked of all
// parcels together stands on the last one, with the two signatures.
type ManifestLabel struct {
	Manifest
	First  int   `json:"first"` // which parcel of the list is the first here, from 1
	Of     int   `json:"of"`    // parcels on the list
	Grams  int64 `json:"grams"` // of all of them
	Sheet  int   `json:"sheet"`
	Sheets int   `json:"sheets"`
}

// SlipLabels, PickLabels and ManifestLabels are 100 by 150 mm.
var (
	SlipLabels = newLabel("slip_label", slipLabel1)
	PickLabels = newLabel("pick_label", pickLabel1)

	ManifestLabels = newLabel("manifest_label", manifestLabel1)
)

// How many lines stand on one sheet.
const (
	slipRows = 9
	pickRows = 10
	listRows = 14 // of a courier's list: the last sheet has room for the signatures
)

// Labels cuts a packing slip into the sheets that it takes.
func (m PackingSlip) Labels() (all []SlipLabel) {
	for lines := range chunks(m.Lines, slipRows) {
		sheet := m
		sheet.Lines = lines
		all = append(all, SlipLabel{PackingSlip: sheet, Sheet: len(all) + 1})
	}
	for i := range all {
		all[i].Sheets = len(all)
	}
	return all
}

// Labels cuts a pick list into the sheets that it takes.
func (m PickList) Labels() (all []PickLabel) {
	for lines := range chunks(m.Lines, pickRows) {
		sheet := m
		sheet.Lines = lines
		all = append(all, PickLabel{PickList: sheet, Sheet: len(all) + 1})
	}
	for i := range all {
		all[i].Sheets = len(all)
	}
	return all
}

// Labels cuts a courier's list into the sheets that it takes.
func (m Manifest) Labels() (all []ManifestLabel) {
	var grams int64
	for _, p := range m.Parcels {
		grams += p.Grams
	}
	first := 1
	for parcels := range chunks(m.Parcels, listRows) {
		sheet := m
		sheet.Parcels = parcels
		all = append(all, ManifestLabel{Manifest: sheet, First: first, Of: len(m.Parcels), Grams: grams, Sheet: len(all) + 1})
		first += len(parcels)
	}
	for i := range all {
		all[i].Sheets = len(all)
	}
	return all
}

// chunks are at most n of all at a time; of nothing one, empty.
func chunks[T any](all []T, n int) func(func([]T) bool) {
	return func(yield func([]T) bool) {
		if len(all) == 0 {
			yield(nil)
			return
		}
		slices.Chunk(all, n)(yield)
	}
}

func slipLabel1(d *desk, m *SlipLabel) *label.Label {
	s := newSlip(d, d.say(wPackingSlip), m.Order, m.Parcel, m.Sheet, m.Sheets)
	s.fact(27, d.say(wSeller), m.Seller)
	s.fact(32, d.say(wBuyer), strings.Trim(d.read(m.Buyer)+"  "+d.read(m.Phone), " "))
	s.fact(37, d.say(wAddress), d.read(m.Address))
	s.fact(42, d.say(wCourier), strings.Trim(m.Courier+"  "+d.part(m.Index, m.Of), " "))
	s.rule(48)
	for i, l := range m.Lines {
		under := []string{l.Article}
		if l.Sum.Currency != "" {
			under = append(under, d.money(l.Sum))
		}
		s.row(49+label.Length(i)*10, l.Item, strings.Join(under, "   "), d.qty(l.Qty, l.Unit))
	}
	s.rule(140)
	if m.Sheet == m.Sheets && m.Total.Currency != "" {
		left, right := d.say(wTotal)+" "+d.money(m.Total), ""
		if m.ToPay.Currency != "" {
			right = d.say(wToPay) + " " + d.money(m.ToPay)
		}
		if m.Part.Currency != "" { // and what is to pay is of all parcels
			left = d.say(wInParcel) + " " + d.money(m.Part)
			right = cmp.Or(right, d.say(wTotal)+" "+d.money(m.Total))
		}
		s.text(4, 142, 45, 6, 5, 3, true, label.Start, left)
		s.text(50, 142, 46, 6, 5, 3, true, label.End, right)
	}
	return s.l
}

func pickLabel1(d *desk, m *PickLabel) *label.Label {
	s := newSlip(d, d.say(wPickList), m.Number, m.Code, m.Sheet, m.Sheets)
	for i, l := range m.Lines {
		y := 27 + label.Length(i)*11
		under := []string{l.Article}
		if l.Lot != "" {
			under = append(under, d.say(wLot)+" "+l.Lot)
		}
		if l.Expires != 0 {
			under = append(under, d.say(wExpires)+" "+d.day(l.Expires))
		}
		s.text(4, y, 30, 6, 6, 3, true, label.Start, l.Bin)
		s.text(36, y+1, 42, 4, 3, 2, false, label.Start, strings.Join(under, "  "))
		s.text(79, y, 17, 6, 6, 3, true, label.End, d.qty(l.Qty, l.Unit))
		s.text(4, y+6, 92, 5, 4, 3, false, label.Start, l.Item)
	}
	s.rule(140)
	s.text(4, 142, 56, 6, 4, 3, false, label.Start, m.Site)
	s.text(60, 142, 36, 6, 4, 3, false, label.End, d.moment(m.At))
	return s.l
}

func manifestLabel1(d *desk, m *ManifestLabel) *label.Label {
	s := newSlip(d, d.say(wManifest), m.Number, m.Code, m.Sheet, m.Sheets)
	s.fact(27, d.say(wCourier), m.Courier)
	s.fact(32, d.say(wSender), m.Sender)
	s.fact(37, d.say(wDate), d.moment(m.At))
	s.rule(43)
	for i, p := range m.Parcels {
		y := 44 + label.Length(i)*5
		s.text(4, y, 8, 5, 4, 3, false, label.End, d.number(int64(m.First+i), 0))
		s.text(14, y, 32, 5, 4, 3, true, label.Start, p.Code)
		s.text(47, y, 30, 5, 4, 3, false, label.Start, strings.Trim(p.Order+"  "+d.several(p.Index, p.Of), " "))
		s.text(78, y, 18, 5, 4, 3, false, label.End, d.weight(p.Grams))
	}
	if m.Sheet < m.Sheets {
		return s.l
	}
	s.rule(115)
	s.text(4, 116, 92, 6, 5, 3, true, label.Start, d.say(wParcels)+" "+d.number(int64(m.Of), 0)+", "+d.weight(m.Grams))
	for i, who := range []string{strings.Trim(d.say(wHandedBy)+"  "+m.Handed, " "), d.say(wTakenBy)} {
		y := 124 + label.Length(i)*13
		s.text(4, y, 50, 5, 4, 3, false, label.Start, who)
		s.l.Lines = append(s.l.Lines, label.Line{From: at(56, y+6), Length: 40 * mm, Thickness: mm * 3 / 10})
		s.text(56, y+7, 40, 4, 3, 2, false, label.Start, d.say(wSignature))
	}
	return s.l
}

// slip is a label that is written like a page.
type slip struct {
	d *desk
	l *label.Label
}

// newSlip writes the head: what it is, the number that people say, its barcode.
func newSlip(d *desk, title, number, code string, sheet, sheets int) *slip {
	s := &slip{d, &label.Label{Width: 100 * mm, Height: 150 * mm}}
	if sheets > 1 {
		title += fmt.Sprintf("  %d / %d", sheet, sheets)
	}
	s.text(4, 3, 92, 6, 5, 3, false, label.Start, title)
	s.text(4, 9, 42, 15, 14, 5, true, label.Start, number)
	if code != "" {
		s.l.Barcodes = []label.Barcode{{At: at(48, 10), Width: 48 * mm, Height: 13 * mm, Symbology: stencil.Symbology(code), Data: code, Align: label.End}}
	}
	s.rule(25)
	return s
}

// text writes one line; what does not fit is cut.
func (s *slip) text(x, y, w, h, size, least label.Length, bold bool, a label.Align, t string) {
	if t = tidy(t); t != "" {
		s.l.Texts = append(s.l.Texts, label.Text{At: at(x, y), Width: w * mm, Height: h * mm, Text: t,
			Size: size * mm, MinSize: least * mm, Cut: true, Bold: bold, Align: a})
	}
}

// fact writes a name and what it is, when it is anything.
func (s *slip) fact(y label.Length, name, value string) {
	if value = tidy(value); value != "" {
		s.text(4, y, 22, 5, 3, 2, false, label.Start, name)
		s.text(26, y, 70, 5, 4, 3, true, label.Start, value)
	}
}

// row writes one line of goods.
func (s *slip) row(y label.Length, name, under, qty string) {
	s.text(4, y, 72, 5, 4, 3, false, label.Start, name)
	s.text(4, y+5, 72, 4, 3, 2, false, label.Start, under)
	s.text(77, y, 19, 7, 6, 3, true, label.End, qty)
}

func (s *slip) rule(y label.Length) {
	s.l.Lines = append(s.l.Lines, label.Line{From: at(4, y), Length: 92 * mm, Thickness: mm * 4 / 10})
}

// at is a point in millimetres.
func at(x, y label.Length) label.Point { return label.Point{X: x * mm, Y: y * mm} }
