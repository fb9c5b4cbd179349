package paper

import (
	"strconv"
	"time"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/stencil"
)

const mm = label.Millimetre

// ParcelLabel is our own label on a closed parcel: it finds the parcel again
// in the house, and says who takes it where. A carrier's label is the carrier's.
type ParcelLabel struct {
	Order   string      `json:"order"`  // number, for people
	Parcel  string      `json:"parcel"` // code
	Index   int         `json:"index"`  // 1 for the first of the order
	Of      int         `json:"of"`     // parcels of the order; zero is not known yet
	Courier string      `json:"courier"`
	Dock    string      `json:"dock,omitempty"`
	Grams   int64       `json:"grams,omitempty"`
	Buyer   seal.Sealed `json:"buyer,omitzero" personal:"name"`
	City    seal.Sealed `json:"city,omitzero" personal:"address"`
	Sender  string      `json:"sender,omitempty"`
	QR      string      `json:"qr,omitempty"`   // the parcel's code when empty
	Copy    int         `json:"copy,omitempty"` // from 2 on the label says so
}

// ParcelLabels are 100 by 150 mm, as brought along.
var ParcelLabels = newStencil("parcel_label", []stencil.Field{
	{Name: "order.number", Sample: "10482"}, {Name: "parcel.code", Sample: "P0017452"}, {Name: "parcel.index", Sample: "1"}, {Name: "parcel.of", Sample: "2"},
	{Name: "parcel.weight", Sample: "3,742 кг"}, {Name: "parcel.dock", Sample: "R2"}, {Name: "parcel.qr", Sample: "P0017452"}, {Name: "parcel.copy"},
	{Name: "courier.name", Sample: "Нова пошта"}, {Name: "buyer.name", Sample: "Ремизова Анна"}, {Name: "buyer.city", Sample: "Київ"},
	{Name: "sender.name", Sample: "Склад «Север»"}, word("word.dock"), word("word.weight"), word("word.copy"),
}, func(d *desk, m *ParcelLabel) stencil.Values {
	v := stencil.Values{
		"order.number": m.Order, "parcel.code": m.Parcel, "parcel.index": strconv.Itoa(m.Index),
		"parcel.dock": m.Dock, "parcel.qr": m.QR, "courier.name": m.Courier, "buyer.name": d.read(m.Buyer), "buyer.city": d.read(m.City), "sender.name": m.Sender,
	}
	if m.Of > 0 {
		v["parcel.of"] = strconv.Itoa(max(m.Of, m.Index))
	}
	if m.Grams > 0 {
		v["parcel.weight"] = d.weight(m.Grams)
	}
	if m.QR == "" {
		v["parcel.qr"] = m.Parcel
	}
	if m.Copy > 1 {
		v["parcel.copy"] = strconv.Itoa(m.Copy)
	}
	return v
})

// ItemLabel stands on goods that have no barcode of their own, or an unreadable
// one.
type ItemLabel struct {
	Name    string `json:"name"`
	Article string `json:"article,omitempty"`
	Note    string `json:"note,omitempty"` // size and colour, lot, expiry
	Code    string `json:"code"`
}

// The fields of goods.
var itemFields = []stencil.Field{
	{Name: "item.name", Sample: "Крем-бальзам восстанавливающий для рук"}, {Name: "item.article", Sample: "4711-B"}, {Name: "item.note", Sample: "250 мл"},
	{Name: "item.code", Sample: "4607001771562"},
}

func (m *ItemLabel) values() stencil.Values {
	return stencil.Values{"item.name": m.Name, "item.article": m.Article, "item.note": m.Note, "item.code": m.Code}
}

// ItemLabels are 58 by 40 mm, as brought along.
var ItemLabels = newStencil("item_label", itemFields, func(_ *desk, m *ItemLabel) stencil.Values { return m.values() })

// LotLabel stands on goods of a lot.
type LotLabel struct {
	ItemLabel
	Lot      string      `json:"lot,omitempty"` // its code; "" for a lot that is only an expiry
	Expires  measure.Day `json:"expires,omitzero"`
	Produced measure.Day `json:"produced,omitzero"`
	GS1      string      `json:"gs1,omitempty"` // trade number, lot and expiry as an element string; "" without a trade number
}

// LotLabels are 58 by 40 mm, as brought along.
var LotLabels = newStencil("lot_label", append(itemFields[:len(itemFields):len(itemFields)],
	stencil.Field{Name: "lot.code", Sample: "L-2291"}, stencil.Field{Name: "lot.expires", Sample: "31.03.2027"}, stencil.Field{Name: "lot.produced", Sample: "01.10.2026"},
	stencil.Field{Name: "lot.gs1", Sample: "01046070017715621727033110L-2291"}, word("word.lot"), word("word.expires"),
), func(d *desk, m *LotLabel) stencil.Values {
	v := m.values()
	v["lot.code"], v["lot.expires"], v["lot.produced"], v["lot.gs1"] = m.Lot, d.day(m.Expires), d.day(m.Produced), m.GS1
	return v
})

// PriceLabel is what goods cost, at the shelf.
type PriceLabel struct {
	ItemLabel
	Price measure.Money `json:"price"`
	Per   measure.Unit  `json:"per"` // grams stand for a kilogram, as prices do
}

// PriceLabels are 58 by 40 mm, as brought along.
var PriceLabels = newStencil("price_label", append(itemFields[:len(itemFields):len(itemFields)],
	stencil.Field{Name: "price.sum", Sample: "1 299,00 ₴"}, stencil.Field{Name: "price.per"},
), func(d *desk, m *PriceLabel) stencil.Values {
	v := m.values()
	if m.Price.Currency != "" {
		v["price.sum"] = d.money(m.Price)
	}
	if m.Per == measure.Gram {
		v["price.per"] = "/ " + d.say(kilogram)
	}
	return v
})

// PlaceLabel stands on a bin, a tote, a cart, a dock or a bench.
type PlaceLabel struct {
	Name string `json:"name"` // as people say it: "A-07-12-3"
	Code string `json:"code"`
	Note string `json:"note,omitempty"` // the zone, the colour of a tote
}

// BinLabels and ToteLabels are 58 by 40 mm, as brought along.
var (
	BinLabels  = newStencil("bin_label", placeFields("A-07-12-3", "B001343"), placeValues)
	ToteLabels = newStencil("tote_label", placeFields("T-118", "T1184"), placeValues)
)

func placeFields(name, code string) []stencil.Field {
	return []stencil.Field{{Name: "place.name", Sample: name}, {Name: "place.code", Sample: code}, {Name: "place.note", Sample: "Склад «Север»"}}
}

func placeValues(_ *desk, m *PlaceLabel) stencil.Values {
	return stencil.Values{"place.name": m.Name, "place.code": m.Code, "place.note": m.Note}
}

// BadgeLabel stands on a person's card. Its code lets them in, so it is sealed
// as they are, and never printed in letters as brought along.
type BadgeLabel struct {
	Name string      `json:"name"`
	Role string      `json:"role,omitempty"`
	Code seal.Sealed `json:"code" personal:"badge"`
}

// BadgeLabels are 58 by 40 mm, as brought along.
var BadgeLabels = newStencil("badge_label", []stencil.Field{
	{Name: "person.name", Sample: "Котова Дарья"}, {Name: "person.role", Sample: "Комплектувальник"}, {Name: "badge.code", Sample: "W-8F3K-22QX"},
}, func(d *desk, m *BadgeLabel) stencil.Values {
	return stencil.Values{"person.name": m.Name, "person.role": m.Role, "badge.code": d.read(m.Code)}
})

// CommandLabels are commands as stickers of 58 by 40 mm, one each.
var CommandLabels = newStencil("command_label", []stencil.Field{
	{Name: "command.title", Sample: "Отменить скан"}, {Name: "command.code", Sample: "X-UNDO-6"},
}, func(_ *desk, m *Command) stencil.Values {
	return stencil.Values{"command.title": m.Title, "command.code": m.Code}
})

// ShipmentLabel stands on what a courier takes together, a pallet or a cage: the
// parcels of one list.
type ShipmentLabel struct {
	Number  string    `json:"number"`
	Code    string    `json:"code"`
	Courier string    `json:"courier"`
	Parcels int64     `json:"parcels"`
	Grams   int64     `json:"grams,omitempty"`
	At      time.Time `json:"at,omitzero"`
	Sender  string    `json:"sender,omitempty"`
}

// ShipmentLabels are 100 by 150 mm, as brought along.
var ShipmentLabels = newStencil("shipment_label", []stencil.Field{
	{Name: "list.number", Sample: "118"}, {Name: "list.code", Sample: "M0001187"}, {Name: "list.parcels", Sample: "45"}, {Name: "list.weight", Sample: "128,400 кг"},
	{Name: "list.date", Sample: "21.11.2026 14:05"}, {Name: "courier.name", Sample: "Нова пошта"}, {Name: "sender.name", Sample: "Склад «Север»"},
	word("word.parcels"), word("word.weight"),
}, func(d *desk, m *ShipmentLabel) stencil.Values {
	return stencil.Values{
		"list.number": m.Number, "list.code": m.Code, "list.parcels": d.number(m.Parcels, 0), "list.weight": d.weight(m.Grams),
		"list.date": d.moment(m.At), "courier.name": m.Courier, "sender.name": m.Sender,
	}
})
