package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/png"
	"net/http"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/devices/label"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
)

// trackCode is the barcode of the carriers' labels here.
const trackCode = "10123456784"

// track is a carrier's label, 100 by 150 mm: letters, a frame, a barcode.
var track = label.Label{Width: 100 * label.Millimetre, Height: 150 * label.Millimetre,
	Boxes:    []label.Box{{At: label.Point{X: 2000, Y: 2000}, Width: 96000, Height: 146000, Thickness: 500}},
	Texts:    []label.Text{{At: label.Point{X: 5000, Y: 5000}, Width: 90000, Height: 12000, Text: "Отримувач: Іваненко І. І.", Size: 5000}},
	Barcodes: []label.Barcode{{At: label.Point{X: 10000, Y: 40000}, Width: 80000, Height: 30000, Symbology: label.Code128, Data: trackCode}},
}

// trackZPL is one as ZPL.
const trackZPL = "^XA^MMT^PW800^LL1200^CI28^FO40,40^A0N,40^FDTO: IVANENKO^FS^BY3,3,160^FO120,500^BCN,160,N,N,N,A^FD" + trackCode + "^FS^PQ1,0,1,Y^XZ"

// asPNG is a picture as a file that says how large it is.
func asPNG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	chunk := append([]byte("pHYs"), 0, 0, 8000>>8, 8000&0xff, 0, 0, 8000>>8, 8000&0xff, 1)
	const head = 8 + 12 + 13 // signature and IHDR
	said := binary.BigEndian.AppendUint32(append([]byte{0, 0, 0, 9}, chunk...), crc32.ChecksumIEEE(chunk))
	return slices.Concat(out.Bytes()[:head], said, out.Bytes()[head:])
}

// asPDF is a sheet of A4 with a label in its corner, as carriers send it.
func asPDF(t *testing.T, img image.Image) []byte {
	t.Helper()
	var pic, out bytes.Buffer
	if err := png.Encode(&pic, img); err != nil {
		t.Fatal(err)
	}
	doc := fpdf.New("P", "mm", "A4", "")
	doc.AddPage()
	doc.RegisterImageOptionsReader("label", fpdf.ImageOptions{ImageType: "PNG"}, &pic)
	doc.ImageOptions("label", 10, 10, 100, 150, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	if err := doc.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// ordered is the id of a new order, which is promised.
func (d *day) ordered() string {
	d.t.Helper()
	d.plays("import items goods.csv", "import balances stock.csv", `sells CUP "Кружка" 50000`, "buyer CUP*1", "order 1 is promised")
	row, err := d.row("1")
	d.must(err)
	return row.ID
}

// brings uploads a label to an order.
func (d *day) brings(order string, file []byte) string {
	d.t.Helper()
	var made api.CarrierLabelAdded
	d.bids("ship.label.add", fields{"order": order, "file": file}, &made)
	return made.Label
}

// sheet is a page of a label as it will be printed.
func (d *day) sheet(id, query string) (s api.CarrierSheet) {
	d.t.Helper()
	boss, err := d.who("marina")
	d.must(err)
	d.must(d.call(boss, http.MethodGet, "/api/carrier-labels/"+id+query, nil, &s))
	return s
}

func onLarge(id string, more fields) fields {
	return with(fields{"label": id, "page": 0, "copies": 1, "width": 100000, "height": 150000}, more)
}

// comesOut looks at the newest label: the picture of its sheet, and its barcode.
func (d *day) comesOut(n int, s api.CarrierSheet) {
	d.t.Helper()
	d.labels(n)
	out := d.printer.Labels()[n-1].Image
	if got := label.ReadBarcodes(out, label.DPI203); len(got) != 1 || got[0].Data != trackCode {
		d.t.Errorf("on label %d is read %v", n, got)
	}
	shown, err := png.Decode(bytes.NewReader(s.Picture))
	d.must(err)
	if !s.About && !same(shown, out) {
		d.t.Errorf("label %d came out unlike its preview: %v, previewed %v", n, out.Bounds(), shown.Bounds())
	}
}

// TestCarriersLabels brings a label of each kind of file to an order, looks at it,
// prints it, and reads its barcode on what came out of the printer.
func TestCarriersLabels(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Fatal("labels in PDF cannot be tested without pdftoppm: make test installs it; apt-get install poppler-utils")
	}
	script, err := txtar.ParseFile("testdata/day/taxation.txtar")
	if err != nil {
		t.Fatal(err)
	}
	d := newDay(t, script, func(d *day) { d.disk = newDisk(false) })
	order := d.ordered()
	picture, err := label.Draw(track, label.DPI203)
	d.must(err)
	fine, err := label.Draw(track, label.DPI600)
	d.must(err)

	for i, row := range []struct {
		file   []byte
		format string
		about  bool
		notes  int
	}{
		{[]byte(trackZPL), "zpl", true, 0}, {asPNG(t, picture), "png", false, 0}, {asPDF(t, fine), "pdf", false, 1},
	} {
		id := d.brings(order, row.file)
		s := d.sheet(id, "")
		if s.Format != row.format || s.Pages != 1 || s.About != row.about || len(s.Doubts) > 0 || len(s.Notes) != row.notes || s.OrderNo == "" || s.Printer == "" {
			s.Picture = nil
			t.Errorf("%s is shown as %+v", row.format, s)
		}
		if len(s.Codes) != 1 || s.Codes[0].Data != trackCode || s.Codes[0].State != "read" {
			t.Errorf("on %s is read %+v", row.format, s.Codes)
		}
		d.bids("ship.label.print", onLarge(id, fields{"printer": s.Printer}), nil)
		d.comesOut(i+1, s)
	}
	if refused := d.printer.Errors(); len(refused) > 0 {
		t.Errorf("the printer refused %v", refused)
	}
	d.doubts(order)
	d.refusals(order)
	d.takenAway(order)
}

// doubts prints what is doubtful only when a person confirms it.
func (d *day) doubts(order string) {
	d.t.Helper()
	bare := track
	bare.Barcodes = nil
	picture, err := label.Draw(bare, label.DPI203)
	d.must(err)
	id := d.brings(order, asPNG(d.t, picture))
	if s := d.sheet(id, "?width=58000&height=40000"); len(s.Doubts) != 2 {
		d.t.Errorf("doubts are %+v", s.Doubts)
	}
	if err := d.press("ship.label.print", onLarge(id, nil)); err == nil || !strings.Contains(err.Error(), "ship.confirm") {
		d.t.Errorf("a label without a barcode: %v", err)
	}
	n := len(d.printer.Labels())
	d.bids("ship.label.print", onLarge(id, fields{"confirmed": true, "copies": 2}), nil)
	d.labels(n + 2)
	d.eventually("the order's card tells it", func() error {
		var card api.OrderCard
		boss, err := d.who("marina")
		d.must(err)
		d.must(d.call(boss, http.MethodGet, "/api/orders/"+order, nil, &card))
		said := 0
		for _, row := range card.Tape {
			if row.What.Code == "tape.carrier_asked_doubt" || row.What.Code == "tape.carrier_label" {
				said++
			}
		}
		if said != 5 || len(card.Labels) != 4 {
			d.t.Errorf("%d labels, %d lines of %+v", len(card.Labels), said, card.Tape)
		}
		return nil
	})
}

// refusals are files that are not taken, and what cannot be asked of those that are.
func (d *day) refusals(order string) {
	d.t.Helper()
	id := d.brings(order, []byte(trackZPL))
	for says, body := range map[string]fields{
		"ship.format":           {"order": order, "file": []byte("GIF89a")},
		"ship.zpl.forbidden":    {"order": order, "file": []byte("^XA^JUF" + trackZPL[3:])},
		"ship.zpl.quantity":     {"order": order, "file": []byte(strings.Replace(trackZPL, "^PQ1", "^PQ9", 1))},
		"ship.zpl.unterminated": {"order": order, "file": []byte(trackZPL[:100])},
		"ship.picture":          {"order": order, "file": []byte("\x89PNG\r\n\x1a\nrubbish")},
		"ship.pdf":              {"order": order, "file": []byte("%PDF-1.4\nrubbish")},
		"ship.too_large":        {"order": order, "file": bytes.Repeat([]byte("^"), 721<<10)},
	} {
		if err := d.press("ship.label.add", body); err == nil || !strings.Contains(err.Error(), `"`+says+`"`) {
			d.t.Errorf("want %s: %v", says, err)
		}
	}
	for says, more := range map[string]fields{
		"ship.page": {"page": 2}, "ship.paper": {"width": 1000}, "label.no_printer": {"printer": "elsewhere"},
	} {
		err := d.press("ship.label.print", onLarge(id, more))
		if err == nil || !strings.Contains(err.Error(), says) {
			d.t.Errorf("want %s: %v", says, err)
		}
	}
}

// TestNoPdftoppm: without the program a PDF is refused, and what to install is said.
func TestNoPdftoppm(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := pdfPages(t.Context(), []byte("%PDF-1.4"), 1, 1, 8000)
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Kind != fault.Unavailable || !strings.Contains(locale.Fault(locale.UK, f.Code, nil), "poppler-utils") {
		t.Errorf("without pdftoppm: %v", err)
	}
}

// takenAway takes a label away: it is not shown, and not printed.
func (d *day) takenAway(order string) {
	d.t.Helper()
	id := d.brings(order, []byte(trackZPL))
	d.bids("ship.label.remove", fields{"label": id}, nil)
	for name, err := range map[string]error{
		"printed": d.press("ship.label.print", onLarge(id, nil)), "taken away again": d.press("ship.label.remove", fields{"label": id}),
	} {
		if err == nil || !strings.Contains(err.Error(), strconv.Itoa(http.StatusNotFound)) {
			d.t.Errorf("a label that is not there is %s: %v", name, err)
		}
	}
}
