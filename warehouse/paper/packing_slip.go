package paper

import (
	"fmt"
	"time"

	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
)

// PackingSlip lies in the parcel and tells the buyer what is in it.
type PackingSlip struct {
	Order   string    `json:"order"`
	Parcel  string    `json:"parcel"` // code, as a barcode
	Index   int       `json:"index"`  // 1 for the first parcel of the order
	Of      int       `json:"of"`     // 0 while more parcels may come
	At      time.Time `json:"at"`
	Seller  string    `json:"seller"` // the legal entity in full
	Packer  string    `json:"packer,omitempty"`
	Courier string    `json:"courier,omitempty"`
	Grams   int64     `json:"grams,omitempty"`

	Buyer   seal.Sealed `json:"buyer,omitzero" personal:"name"`
	Address seal.Sealed `json:"address,omitzero" personal:"address"`
	Phone   seal.Sealed `json:"phone,omitzero" personal:"phone"`
	Comment seal.Sealed `json:"comment,omitzero" personal:"message"`

	Lines []SlipLine `json:"lines"`
	// Money is left out of a slip without prices. Sums are the caller's. Part is
	// that of the lines, where they are not the whole order's.
	Part     measure.Money `json:"part,omitzero"`
	Discount measure.Money `json:"discount,omitzero"`
	Delivery measure.Money `json:"delivery,omitzero"`
	Total    measure.Money `json:"total,omitzero"`
	Paid     measure.Money `json:"paid,omitzero"`
	ToPay    measure.Money `json:"toPay,omitzero"`
}

// SlipLine is one item in the parcel.
type SlipLine struct {
	Item    string        `json:"item"`
	Article string        `json:"article,omitempty"`
	Qty     measure.Qty   `json:"qty"`
	Unit    measure.Unit  `json:"unit"`
	Price   measure.Money `json:"price,omitzero"`
	Sum     measure.Money `json:"sum,omitzero"`
}

// PackingSlips are packing slips.
var PackingSlips = newDocument("packing_slip", packingSlip1)

func packingSlip1(d *desk, m *PackingSlip) *Document {
	title := d.say(wPackingSlip) + ", " + d.say(wOrder) + " " + m.Order
	columns := []Column{
		{Title: d.say(wNo), Share: 6}, {Title: d.say(wItem), Share: 70}, {Title: d.say(wArticle), Share: 24},
		{Title: d.say(wQty), Share: 20, Right: true, Bold: true},
	}
	priced := m.Total.Currency != ""
	if priced {
		columns = append(columns, Column{Title: d.say(wPrice), Share: 24, Right: true}, Column{Title: d.say(wSum), Share: 26, Right: true})
	}
	rows := make([][]Cell, len(m.Lines))
	for i, l := range m.Lines {
		rows[i] = []Cell{{Text: d.number(int64(i+1), 0)}, {Text: l.Item}, {Text: l.Article}, {Text: d.qty(l.Qty, l.Unit)}}
		if priced {
			rows[i] = append(rows[i], Cell{Text: d.money(l.Price)}, Cell{Text: d.money(l.Sum)})
		}
	}
	return &Document{Look: d.Look, Title: title, At: m.At, Blocks: []Block{
		Heading{Title: d.say(wOrder) + " " + m.Order, Note: d.say(wPackingSlip), Code: m.Parcel},
		Facts{
			{d.say(wSeller), m.Seller},
			{d.say(wDate), d.moment(m.At)},
			{d.say(wBuyer), d.read(m.Buyer)},
			{d.say(wPhone), d.read(m.Phone)},
			{d.say(wAddress), d.read(m.Address)},
			{d.say(wCourier), m.Courier},
			{d.say(wParcel), d.part(m.Index, m.Of)},
			{d.say(wWeight), d.weight(m.Grams)},
		},
		Table{Columns: columns, Rows: rows, Totals: Facts{
			{d.say(wInParcel), d.some(m.Part)},
			{d.say(wDiscount), d.some(m.Discount)},
			{d.say(wDelivery), d.some(m.Delivery)},
			{d.say(wTotal), d.some(m.Total)},
			{d.say(wPaid), d.some(m.Paid)},
			{d.say(wToPay), d.some(m.ToPay)},
		}},
		Text{d.say(wComment), d.read(m.Comment)},
		Text{"", m.packedBy(d)},
	}}
}

func (m *PackingSlip) packedBy(d *desk) string {
	if m.Packer == "" {
		return ""
	}
	return d.say(wPackedBy) + " " + m.Packer
}

// part is "1 из 2"; "" when it is not known which of how many.
func (d *desk) part(index, of int) string {
	switch {
	case index == 0:
		return ""
	case of == 0:
		return d.number(int64(index), 0)
	}
	return fmt.Sprintf("%d %s %d", index, d.say(wOf), of)
}

// some is an amount, "" when there is none in any currency.
func (d *desk) some(m measure.Money) string {
	if m.Currency == "" {
		return ""
	}
	return d.money(m)
}
