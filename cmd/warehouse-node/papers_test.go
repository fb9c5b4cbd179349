package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/charmap"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Names of goods that have been seen to break something somewhere.
const (
	zplName    = "Кружка ^XZ~JA^XA^FO0,0^GB999,999,999^FS"
	scriptName = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
)

// twoParcels is an order of evil names in two parcels: one and a half of its
// first line in each, and of the second all in the last.
var twoParcels = &txtar.Archive{
	Comment: []byte(`import items goods.csv
import balances stock.csv
sells EVIL-CUP "` + zplName + `" 33333
sells EVIL-SOCK "` + scriptName + `" 25000
buyer EVIL-CUP*3 EVIL-SOCK*1
order 1 is promised
igor releases 1
oksana does pick
oksana scans T-001 A-05-01-1 4600000000015 4600000000015 4600000000015 T-001
oksana scans A-05-03-1 4600000000022 T-001
oksana sees pick/done
scanner 1 reads ` + demoBadge(4) + `
darya finds scanner ok
darya sees menu/menu
darya does pack
scanner 1 reads T-001 4600000000015
darya sees pack/units packed.:1
darya does parcel
darya scans 4600000000015 4600000000015 4600000000022
order 1 is ready
labels 2
receipts 1
igor prints packing_slip 1
labels 4
igor prints pick_list 1
labels 5
`),
	Files: []txtar.File{
		{Name: "goods.csv", Data: []byte("Артикул;Наименование;Штрихкод;Цена, руб.;Вес, г\nEVIL-CUP;" + zplName + ";4600000000015;333,33;300\nEVIL-SOCK;\"" + scriptName + "\";4600000000022;250,00;80\n")},
		{Name: "stock.csv", Data: []byte("Артикул;Ячейка;Количество\nEVIL-CUP;A-05-01-1;4\nEVIL-SOCK;A-05-03-1;10\n")},
	},
}

// TestPapersOfAnOrder: the papers of an order are opened as PDF from its card, by
// who may print them. Each parcel's slip has what lies in it with its prices, and
// over all parcels they are what the order costs; names of goods are nothing but
// text on labels, sheets, the receipt, the error file and the API.
func TestPapersOfAnOrder(t *testing.T) {
	d := newDay(t, twoParcels, func(d *day) { d.disk = newDisk(false) })
	d.play(nil)
	card, err := d.card("1")
	d.must(err)
	d.slipsAdd(card)

	p, err := d.who("marina")
	d.must(err)
	opened := map[string]bool{}
	for _, doc := range card.Documents {
		if doc.Open == "" {
			continue
		}
		opened[doc.Kind] = true
		if kind, body := d.opens(p.client, doc.Open); kind != "application/pdf" || !bytes.HasPrefix(body, []byte("%PDF-")) || doc.Kind == "packing_slip" && bytes.Count(body, []byte("/Type /Page\n")) != 2 {
			t.Errorf("%s is %s of %d pages: %.60q", doc.Open, kind, bytes.Count(body, []byte("/Type /Page\n")), body)
		}
		if kind, body := d.opens(&http.Client{Timeout: patience}, doc.Open); kind == "application/pdf" {
			t.Errorf("whoever asks gets %s: %.60q", doc.Open, body)
		}
		oksana, err := d.who("oksana") // a picker, who prints no papers of orders
		d.must(err)
		if kind, _ := d.opens(oksana.client, doc.Open); kind == "application/pdf" {
			t.Errorf("a picker gets %s", doc.Open)
		}
	}
	if diff := cmp.Diff(map[string]bool{"packing_slip": true}, opened); diff != "" {
		t.Errorf("after packing a pick list is of no use:\n%s", diff)
	}
	if kind, _ := d.opens(p.client, "/files/order/pick_list/"+card.ID); kind != "application/pdf" {
		t.Errorf("the pick list is %s", kind)
	}
	d.evilNames(p, card)
	d.sellerRenamed(card)
}

// sellerRenamed: a slip drawn for an order that was packed says who sold it then,
// however the seller is called since.
func (d *day) sellerRenamed(card api.OrderCard) {
	d.t.Helper()
	before, o := d.slips(card)
	was := ""
	d.must(d.within.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		e, err := place.GetEntity(tx, o.Owner)
		if err != nil {
			return err
		}
		was = e.Title()
		body := e.EntityBody
		body.Name, body.Full = "Юг и Север", "ООО «Совсем другое»"
		_, err = place.SaveEntity.In(ctx, tx, &place.SaveEntityRequest{ID: e.ID, Version: e.Version, EntityBody: body})
		return err
	}))
	after, _ := d.slips(card)
	if len(after) != 2 || after[0].Seller != was || after[0].Seller != before[0].Seller || after[1].Seller != was {
		d.t.Errorf("sold by %q, and the slip says %q", was, after[0].Seller)
	}
}

// opens gets a file of the node.
func (d *day) opens(c *http.Client, path string) (kind string, body []byte) {
	d.t.Helper()
	res, err := c.Get(d.base + path)
	d.must(err)
	defer res.Body.Close()
	body, err = io.ReadAll(res.Body)
	d.must(err)
	return res.Header.Get("Content-Type"), body
}

// slips are those of an order as they would be drawn now.
func (d *day) slips(card api.OrderCard) ([]paper.PackingSlip, *orders.Order) {
	d.t.Helper()
	oid, err := id[warehouse.OrderID](card.ID)
	d.must(err)
	p, err := d.who("marina")
	d.must(err)
	var me api.Me
	d.must(d.call(p, http.MethodGet, "/api/me", nil, &me))
	reader, err := id[warehouse.PersonID](me.Person.ID)
	d.must(err)
	draft := &drafted{}
	var o *orders.Order
	d.must(d.within.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
		if o, err = orders.Get(tx, oid); err != nil {
			return err
		}
		return draft.read(tx, "packing_slip", o, reader)
	}))
	return draft.slips, o
}

// slipsAdd adds the slips up.
func (d *day) slipsAdd(card api.OrderCard) {
	d.t.Helper()
	slips, o := d.slips(card)
	var got [][]measure.Qty
	lines := map[string]measure.Money{}
	parts := measure.Money{Currency: measure.RUB}
	for i, s := range slips {
		var qtys []measure.Qty
		sum := measure.Money{Currency: measure.RUB}
		for _, l := range s.Lines {
			qtys = append(qtys, l.Qty)
			if l.Price.Minor == 0 || l.Sum.Minor == 0 {
				d.t.Errorf("slip %d: %s has no price", i+1, l.Article)
			}
			sum.Minor += l.Sum.Minor
			lines[l.Article] = measure.Money{Minor: lines[l.Article].Minor + l.Sum.Minor, Currency: measure.RUB}
		}
		got = append(got, qtys)
		if s.Part != sum || s.Total != o.Total || s.Of != 2 || s.Index != i+1 {
			d.t.Errorf("slip %d: lines are %s, it says %s in this parcel, %s of %s in all", i+1, sum, s.Part, s.Total, o.Total)
		}
		parts.Minor += s.Part.Minor
	}
	if diff := cmp.Diff([][]measure.Qty{{1}, {2, 1}}, got); diff != "" {
		d.t.Errorf("what lies in the parcels:\n%s", diff)
	}
	for _, l := range o.Lines {
		if lines[l.Article] != l.Sum {
			d.t.Errorf("%s costs %s on the slips, %s in the order", l.Article, lines[l.Article], l.Sum)
		}
	}
	if parts.Minor+o.Delivery.Minor != o.Total.Minor {
		d.t.Errorf("the parcels are %s, delivery %s, the order %s", parts, o.Delivery, o.Total)
	}
}

// evilNames looks where the names of goods come out.
func (d *day) evilNames(p *person, card api.OrderCard) {
	d.t.Helper()
	if errs := d.printer.Errors(); len(errs) > 0 {
		d.t.Errorf("the printer did not understand: %v", errs)
	}
	receipt := d.fiscal.Receipts()[0]
	for i, name := range []string{zplName, scriptName} {
		got, err := charmap.CodePage866.NewDecoder().String(receipt.Lines[i].Name) // as the register has it
		d.must(err)
		if !strings.HasPrefix(got, name[:20]) || strings.ContainsFunc(got, unicode.IsControl) {
			d.t.Errorf("the receipt says %q of %q", got, name)
		}
		if !strings.Contains(card.Items[i].Item.Name, name) {
			d.t.Errorf("the card says %q of %q", card.Items[i].Item.Name, name)
		}
	}
	res, err := p.client.Get(d.base + "/api/orders/" + card.ID)
	d.must(err)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	d.must(err)
	if kind := res.Header.Get("Content-Type"); kind != "application/json" || res.Header.Get("X-Content-Type-Options") != "nosniff" ||
		!strings.Contains(res.Header.Get("Content-Security-Policy"), "script-src 'self'") || bytes.Contains(raw, []byte("<script>")) {
		d.t.Errorf("a browser that is shown the answer would run it: %s, %v", kind, res.Header)
	}

	bad := "Артикул;Наименование;Цена, руб.\n=1+1;" + zplName + ";много\n@SUM(A1);\"" + scriptName + "\";-2+3\n"
	said := d.tables(p, "items", bad)
	run, _, _ := strings.Cut(strings.TrimPrefix(said, `{"id":"`), `"`)
	kind, file := d.opens(p.client, "/api/imports/"+run+"/errors")
	rows := strings.Split(strings.TrimSpace(strings.TrimPrefix(string(file), "\uFEFF")), "\r\n")
	if len(rows) != 3 || !strings.HasPrefix(kind, "text/csv") {
		d.t.Fatalf("%s\n%s", kind, file)
	}
	for _, row := range rows[1:] {
		for cell := range strings.SplitSeq(row, ";") {
			if cell = strings.TrimPrefix(cell, `"`); cell != "" && strings.ContainsRune("=+-@\t", rune(cell[0])) {
				d.t.Errorf("a spreadsheet would run %q of %q", cell, row)
			}
		}
	}
}
