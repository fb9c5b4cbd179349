package paper

import (
	"time"

	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
)

// Manifest is the list of parcels that a courier signs for: the act by which
// goods leave the house.
type Manifest struct {
	Number  string           `json:"number"`
	Code    string           `json:"code,omitempty"` // as a barcode
	Site    string           `json:"site"`
	Sender  string           `json:"sender"` // the legal entity in full
	Courier string           `json:"courier"`
	At      time.Time        `json:"at"`
	Handed  string           `json:"handed,omitempty"` // who hands over
	Parcels []ManifestParcel `json:"parcels"`
	COD     measure.Money    `json:"cod,omitzero"` // the sum; the caller's
}

// ManifestParcel is one parcel on the list.
type ManifestParcel struct {
	Code  string        `json:"code"`
	Order string        `json:"order"`
	Index int           `json:"index,omitempty"`
	Of    int           `json:"of,omitempty"`
	Grams int64         `json:"grams,omitempty"`
	City  seal.Sealed   `json:"city,omitzero" personal:"address"`
	COD   measure.Money `json:"cod,omitzero"`
}

// Manifests are couriers' lists.
var Manifests = newDocument("manifest", manifest1)

func manifest1(d *desk, m *Manifest) *Document {
	title := d.say(wManifest) + " " + d.say(wNo) + "\u00a0" + m.Number
	columns := []Column{
		{Title: d.say(wNo), Share: 8}, {Title: d.say(wParcel), Share: 36, Bold: true}, {Title: d.say(wOrder), Share: 34},
		{Title: d.say(wCity), Share: 50}, {Title: d.say(wWeight), Share: 24, Right: true},
	}
	cod := m.COD.Currency != ""
	if cod {
		columns = append(columns, Column{Title: d.say(wCOD), Share: 30, Right: true})
	}
	var grams int64
	rows := make([][]Cell, len(m.Parcels))
	for i, p := range m.Parcels {
		grams += p.Grams
		rows[i] = []Cell{
			{Text: d.number(int64(i+1), 0)}, {Text: p.Code}, {Text: p.Order, Note: d.several(p.Index, p.Of)},
			{Text: d.read(p.City)}, {Text: d.weight(p.Grams)},
		}
		if cod {
			rows[i] = append(rows[i], Cell{Text: d.some(p.COD)})
		}
	}
	return &Document{Look: d.Look, Title: title, At: m.At, Blocks: []Block{
		Heading{Title: title, Note: m.Courier, Code: m.Code},
		Facts{
			{d.say(wSender), m.Sender},
			{d.say(wCourier), m.Courier},
			{d.say(wSite), m.Site},
			{d.say(wDate), d.moment(m.At)},
		},
		Table{Columns: columns, Rows: rows, Totals: Facts{
			{d.say(wParcels), d.number(int64(len(m.Parcels)), 0)},
			{d.say(wWeight), d.weight(grams)},
			{d.say(wCOD), d.some(m.COD)},
		}},
		Signatures{
			Says:      d.say(wManifestSays),
			Role:      []Fact{{d.say(wHandedBy), m.Handed}, {d.say(wTakenBy), ""}},
			Signature: d.say(wSignature), Name: d.say(wName),
		},
	}}
}

// several is part of more than one.
func (d *desk) several(index, of int) string {
	if of < 2 {
		return ""
	}
	return d.part(index, of)
}
