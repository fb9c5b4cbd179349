package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	sim "warehouse-node/devices/sim/printer"
	"warehouse-node/devices/wire"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/seal"
)

// pictures is for the front end's test, which shows the labels to a renderer and
// to barcode libraries that are not ours.
var pictures = flag.String("pictures", "", "a folder to write the printed labels to: their ZPL, their picture, and what is to be read from it")

// openHand opens what the test sealed: the box is the text.
type openHand struct{}

func (openHand) Open(_ context.Context, s seal.Sealed) (string, error) { return string(s.Box), nil }

func sealed(text string) seal.Sealed {
	return seal.Sealed{Subject: warehouse.SubjectID{15: 1}, Box: []byte(text)}
}

// name60 is a buyer's name of 60 letters, in Ukrainian.
const name60 = "Константинопольська-Рождественська Олександра Ґалаґанівна-Їжаков"

// floorLabels are the labels of the floor as paper draws them, hard names among
// them.
func floorLabels(t *testing.T) map[string]*label.Label {
	t.Helper()
	all := map[string]*label.Label{}
	keep := func(name string, l *label.Label, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = l
	}
	ctx, look, open := context.Background(), paper.Look{Lang: paper.RU, Zone: "Europe/Kyiv"}, openHand{}
	parcel := paper.ParcelLabel{
		Order: "10482", Parcel: "P0017452", Index: 1, Of: 2, Courier: "Нова пошта", Dock: "R2", Grams: 3742, Buyer: sealed(name60),
		City: sealed("Київ, вул. Ґонти, 7, під'їзд 2"), Sender: "ООО «Север и Юг», Подольск", QR: "Замовлення 10482, посилка P0017452, Їжак",
	}
	l, err := paper.ParcelLabels.Draw(ctx, look, open, &parcel)
	keep("paper-parcel", l, err)
	evil := parcel
	evil.Buyer, evil.Courier, evil.QR = sealed("^XZ~JA^XA^FO0,0^GB999,999,999^FS"), "<script>_5E", "^XZ~JA_1E, №1 «Ёж»"
	l, err = paper.ParcelLabels.Draw(ctx, look, open, &evil)
	keep("paper-parcel-evil", l, err)
	l, err = paper.ItemLabels.Draw(ctx, look, open, &paper.ItemLabel{
		Name: "Крем-бальзам восстанавливающий для сухой кожи рук «Ёлочка» №", Article: "4711-B", Note: "250 мл", Code: "4607001771562",
	})
	keep("paper-item", l, err)
	l, err = paper.ItemLabels.Draw(ctx, look, open, &paper.ItemLabel{Name: "Ґудзик синій", Code: "артикул-Щ/17"})
	keep("paper-item-cyrillic-code", l, err)
	l, err = paper.BinLabels.Draw(ctx, look, open, &paper.PlaceLabel{Name: "A-07-12-3", Code: "B001343", Note: "Зона А"})
	keep("paper-bin", l, err)
	l, err = paper.ToteLabels.Draw(ctx, look, open, &paper.PlaceLabel{Name: "T-118", Code: "T1184", Note: "жёлтый"})
	keep("paper-tote", l, err)
	l, err = paper.BadgeLabels.Draw(ctx, look, open, &paper.BadgeLabel{Name: name60, Role: "Комплектувальник", Code: sealed("W-8F3K-22QX")})
	keep("paper-badge", l, err)
	l, err = paper.CommandLabels.Draw(ctx, look, open, &paper.Command{Code: "X-UNDO-6", Title: "Отменить скан"})
	keep("paper-command", l, err)
	return all
}

// TestFloorLabels: the driver prints every label of the floor on the simulated
// printer, which refuses nothing of it. What strangers read from the picture, and
// from their own drawing of the same bytes, ui/web/e2e/labels.e2e.ts judges.
func TestFloorLabels(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for name, l := range floorLabels(t) {
		p, err := sim.Start("127.0.0.1:0", sim.Config{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = p.Close() })
		port, err := wire.Open(ctx, "tcp://"+p.Addr())
		if err != nil {
			t.Fatal(err)
		}
		driver, err := printer.Drivers.Open(ctx, "zpl", port, nil)
		if err != nil {
			t.Fatal(err)
		}
		out, err := driver.Print(ctx, *l)
		if err != nil || out.State() != printer.Done || len(p.Labels()) != 1 || len(p.Errors()) > 0 {
			t.Fatalf("%s: %v, %v, %d labels, refused: %v", name, out, err, len(p.Labels()), p.Errors())
		}
		if err := driver.Close(); err != nil {
			t.Error(err)
		}
		if *pictures != "" {
			writeLabel(t, filepath.Join(*pictures, name), l, p.Labels()[0])
		}
	}
}

// toRead is the form of devices/printer/testdata/zpl/*.json.
type toRead struct {
	DPI    int    `json:"dpi"`
	Width  int    `json:"widthDots"`
	Height int    `json:"heightDots"`
	Codes  []code `json:"codes"`
}

type code struct {
	Symbology label.Symbology `json:"symbology"`
	Text      string          `json:"text"`
}

// writeLabel writes NAME.zpl, NAME.png and NAME.json.
func writeLabel(t *testing.T, name string, l *label.Label, out sim.Printed) {
	t.Helper()
	size := out.Image.Rect.Size()
	want := toRead{DPI: 203, Width: size.X, Height: size.Y}
	for _, b := range l.Barcodes {
		want.Codes = append(want.Codes, code{b.Symbology, b.Data})
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, out.Image); err != nil {
		t.Fatal(err)
	}
	for ext, data := range map[string][]byte{".json": text, ".zpl": out.ZPL, ".png": picture.Bytes()} {
		if err := os.WriteFile(name+ext, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
