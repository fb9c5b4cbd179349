package paper

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"warehouse-node/devices/label"
)

// LabelPage writes a label in its own size onto a page of A4, with a line to cut
// along: for a house that has no printer of labels yet. It is made at a moment,
// which the file carries.
func LabelPage(w io.Writer, l *label.Label, made time.Time) error {
	img, err := label.Draw(*l, label.DPI300)
	if err != nil {
		return err
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, img); err != nil {
		return fmt.Errorf("paper: a label: %w", err)
	}
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(made.UTC())
	f.SetModificationDate(made.UTC())
	f.AddPage()
	width, height := float64(l.Width)/float64(mm), float64(l.Height)/float64(mm)
	as := fpdf.ImageOptions{ImageType: "PNG"}
	f.RegisterImageOptionsReader("label", as, &picture)
	f.ImageOptions("label", margin, margin, width, height, false, as, 0, "")
	f.SetLineWidth(0.1)
	f.Rect(margin, margin, width, height, "D")
	if err := f.Output(w); err != nil {
		return fmt.Errorf("paper: a label: %w", err)
	}
	return nil
}
