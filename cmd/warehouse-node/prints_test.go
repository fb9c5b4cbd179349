package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/devices/label"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/stencil"
	"warehouse-node/warehouse/store"
)

// ownTag is how a shop lays its price tags out; bars that a printer chooses the
// sets of by itself are not on it.
var ownTag = stencil.Stencil{Width: 50 * label.Millimetre, Height: 30 * label.Millimetre, Elements: []stencil.Element{
	{Kind: stencil.Text, X: 2000, Y: 1000, Width: 46000, Height: 9000, Text: "{{item.name}} {{item.note}}", Size: 4000, MinSize: 2200},
	{Kind: stencil.Text, X: 2000, Y: 11000, Width: 28000, Height: 9000, Text: "{{price.sum}}", Size: 8000, MinSize: 3000, Bold: true},
	{Kind: stencil.Text, X: 2000, Y: 24000, Width: 20000, Height: 5000, When: "copy.of", Text: "{{copy.index}} / {{copy.of}}", Size: 4000},
	{Kind: stencil.Box, X: 1000, Y: 10500, Width: 30000, Height: 10000, Thickness: 400},
	{Kind: stencil.Barcode, X: 32000, Y: 11000, Width: 17000, Height: 17000, Text: "{{item.code}}", Symbology: "qr"},
}}

// TestLabelsComeOutAsPreviewed: price tags by a template that was saved over
// HTTP, and labels of a lot, come out of the printer dot for dot as the preview
// shows them; what there is no label of is refused.
func TestLabelsComeOutAsPreviewed(t *testing.T) {
	d := newDay(t, &txtar.Archive{}, func(d *day) { d.disk = newDisk(false) })
	shoe, cup := d.item("SEV-KR-42"), d.item("TGA-450-GR")
	var saved stencil.SaveAnswer
	d.bids("stencil.save", fields{"kind": paper.PriceLabels.Name, "seen": 0, "stencil": ownTag}, &saved)
	if saved.Version != 1 {
		t.Errorf("the template became version %d", saved.Version)
	}
	d.bids("catalog.label", fields{"kind": paper.PriceLabels.Name, "items": []fields{{"item": shoe, "copies": 3}, {"item": cup, "copies": 1}}}, nil)
	d.labels(4)
	d.cameOutAs(0, d.previewed(paper.PriceLabels.Name, ownTag, shoe, 3))
	d.cameOutAs(3, d.previewed(paper.PriceLabels.Name, ownTag, cup, 1))
	if same(d.printer.Labels()[0].Image, d.printer.Labels()[1].Image) {
		t.Error("two labels of three say the same number")
	}

	var page api.StencilPage
	boss, err := d.who("marina")
	d.must(err)
	d.must(d.call(boss, http.MethodGet, "/api/stencils/"+paper.LotLabels.Name, nil, &page))
	here, gone := d.lots(cup)
	d.bids("catalog.lot.label", fields{"lot": here, "copies": 2}, nil)
	d.labels(6)
	d.cameOutAs(4, d.previewed(paper.LotLabels.Name, page.Stencil, here, 2))

	for what, try := range map[string]struct {
		command string
		body    fields
		says    string
	}{
		"of a lot that lies nowhere": {"catalog.lot.label", fields{"lot": gone, "copies": 1}, "ledger.lot_elsewhere"},
		"more than a roll":           {"catalog.label", fields{"kind": "item_label", "items": []fields{{"item": cup, "copies": 150}, {"item": shoe, "copies": 51}}}, "label.limit"},
		"of nothing":                 {"catalog.label", fields{"kind": "item_label", "items": []fields{}}, "label.none"},
		"of no places":               {"place.label", fields{"places": []string{}}, "label.none"},
		"of no orders":               {"orders.print", fields{"orders": []string{}, "kind": "label"}, "orders.papers_none"},
		"of what a courier took":     {"dispatch.label", fields{"courier": "cdek", "copies": 1}, "dispatch.no_list"},
	} {
		if err := d.press(try.command, try.body); err == nil || !strings.Contains(err.Error(), try.says) {
			t.Errorf("labels %s: %v, want %s", what, err, try.says)
		}
	}
	if n := len(d.printer.Labels()); n != 6 || len(d.printer.Errors()) > 0 {
		t.Errorf("%d labels came out of 6; the printer refused %v", n, d.printer.Errors())
	}
}

// item is the id of goods by their article.
func (d *day) item(article string) string {
	d.t.Helper()
	boss, err := d.who("marina")
	d.must(err)
	var page api.ItemsPage
	d.eventually(article+" is found", func() error {
		if err := d.call(boss, http.MethodGet, "/api/items?text="+article, nil, &page); err != nil || len(page.Rows) != 1 {
			return fmt.Errorf("%d rows, %w", len(page.Rows), err)
		}
		return nil
	})
	return page.Rows[0].Item.ID
}

// lots are a lot of an item that lies in a bin, and one that does not.
func (d *day) lots(item string) (here, gone string) {
	d.t.Helper()
	i, err := id[warehouse.ItemID](item)
	d.must(err)
	d.must(d.within.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		lot := func(code string) (*ledger.Lot, error) {
			return ledger.LotFor(tx, i, code, measure.DayFrom(2030, 3, 31), 0, measure.DayFrom(2026, 11, 1))
		}
		l, err := lot("L-2291")
		if err != nil {
			return err
		}
		other, err := lot("L-GONE")
		if err != nil {
			return err
		}
		here, gone = l.ID.String(), other.ID.String()
		bins, err := place.Resolve(tx, "A-05-02-2")
		if err != nil {
			return err
		}
		return ledger.Post(tx, &ledger.Move{
			Stock: warehouse.Stock{Item: i, Lot: l.ID}, Qty: 5, From: place.Supplier, To: bins[0].ID, Reason: "receive",
		})
	}))
	return here, gone
}

// previewed is the picture that the office shows of the first of so many labels.
func (d *day) previewed(kind string, s stencil.Stencil, subject string, copies int) image.Image {
	d.t.Helper()
	boss, err := d.who("marina")
	d.must(err)
	var out api.StencilPreview
	d.must(d.call(boss, http.MethodPost, "/api/stencils/"+kind+"/preview", fields{"stencil": s, "subject": subject, "dpi": 203, "copies": copies}, &out))
	if len(out.Wrong) > 0 {
		d.t.Fatalf("%s cannot be printed: %+v", kind, out.Wrong)
	}
	img, err := png.Decode(bytes.NewReader(out.Picture))
	d.must(err)
	return img
}

func (d *day) cameOutAs(n int, want image.Image) {
	d.t.Helper()
	got := d.printer.Labels()[n].Image
	if !same(want, got) {
		d.t.Errorf("label %d came out unlike its preview: %v, previewed %v", n+1, got.Bounds(), want.Bounds())
	}
}

// same says whether two pictures have the same dots.
func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if color.GrayModel.Convert(a.At(x, y)) != color.GrayModel.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

// TestMostLabels: the API's document promises what a command takes.
func TestMostLabels(t *testing.T) {
	if station.MaxLabels != 200 {
		t.Error("say the new limit in ui/api and on the screens too")
	}
}
