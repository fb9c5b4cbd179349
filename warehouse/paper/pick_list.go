package paper

import (
	"strings"
	"time"

	"warehouse-node/warehouse/measure"
)

// PickList is what a person takes from which bins, on paper: for a day without
// handhelds. Its code is scanned when it comes back.
type PickList struct {
	Number string    `json:"number"`
	Code   string    `json:"code"` // of the list, as a barcode
	Site   string    `json:"site"`
	At     time.Time `json:"at"`
	Cutoff time.Time `json:"cutoff,omitzero"`
	Picker string    `json:"picker,omitempty"`
	Orders []string  `json:"orders"` // numbers
	Totes  []string  `json:"totes,omitempty"`
	// Lines in walking order.
	Lines []PickLine `json:"lines"`
}

// PickLine is one item to take from one bin.
type PickLine struct {
	Bin     string       `json:"bin"`
	BinCode string       `json:"binCode,omitempty"` // as a barcode
	Item    string       `json:"item"`
	Article string       `json:"article,omitempty"`
	Barcode string       `json:"barcode,omitempty"` // of the item, in letters
	Lot     string       `json:"lot,omitempty"`
	Expires measure.Day  `json:"expires,omitempty"`
	Qty     measure.Qty  `json:"qty"`
	Unit    measure.Unit `json:"unit"`
	Into    string       `json:"into,omitempty"` // tote or order
}

// PickLists are pick lists.
var PickLists = newDocument("pick_list", pickList1)

func pickList1(d *desk, m *PickList) *Document {
	title := d.say(wPickList) + " " + d.say(wNo) + "\u00a0" + m.Number
	rows := make([][]Cell, len(m.Lines))
	for i, l := range m.Lines {
		var lot []string
		if l.Lot != "" {
			lot = append(lot, d.say(wLot)+" "+l.Lot)
		}
		if l.Expires != 0 {
			lot = append(lot, d.say(wExpires)+" "+d.day(l.Expires))
		}
		rows[i] = []Cell{
			{Text: d.number(int64(i+1), 0)},
			{Text: l.Bin, Code: l.BinCode},
			{Text: l.Item, Note: strings.Join(lot, ", ")},
			{Text: l.Article, Note: l.Barcode},
			{Text: d.qty(l.Qty, l.Unit)},
			{Text: l.Into},
			{Box: true},
		}
	}
	return &Document{Look: d.Look, Title: title, At: m.At, Blocks: []Block{
		Heading{Title: title, Note: m.Site, Code: m.Code},
		Facts{
			{d.say(wDate), d.moment(m.At)},
			{d.say(wCutoff), d.moment(m.Cutoff)},
			{d.say(wOrders), strings.Join(m.Orders, ", ")},
			{d.say(wTotes), strings.Join(m.Totes, ", ")},
			{d.say(wPicker), m.Picker},
			{d.say(wLines), d.number(int64(len(m.Lines)), 0)},
		},
		Table{
			Columns: []Column{
				{Title: d.say(wNo), Share: 6}, {Title: d.say(wBin), Share: 30, Bold: true}, {Title: d.say(wItem), Share: 46},
				{Title: d.say(wArticle), Share: 24}, {Title: d.say(wQty), Share: 18, Right: true, Bold: true},
				{Title: d.say(wInto), Share: 18}, {Title: d.say(wTaken), Share: 15},
			},
			Rows: rows,
		},
		Signatures{Role: []Fact{{d.say(wPickedBy), m.Picker}}, Signature: d.say(wSignature), Name: d.say(wName)},
	}}
}
