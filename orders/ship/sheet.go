package ship

import (
	"bytes"
	"context"
	"errors"
	"image"
	"slices"
	"strings"

	"warehouse-node/devices/label"
	"warehouse-node/devices/zebra"
	"warehouse-node/warehouse/fault"
)

// Pages draws pages of a PDF, from first to last, both from 1, with so many pixels a
// metre; fewer where it has fewer. It talks to a program outside.
type Pages func(ctx context.Context, pdf []byte, first, last int, perMetre float64) ([]*image.Gray, error)

// Paper is what a label is printed on.
type Paper struct {
	Media      label.Media
	Resolution label.Resolution
}

// State is how a barcode fares.
type State string

// The states of a barcode.
const (
	Clear State = "read" // read on the label as it will be printed
	Lost  State = "lost" // read in the file, and not on the label as it will be printed
	Said  State = "said" // the printer is told to draw it; it was not read here
)

// Code is a barcode of a label.
type Code struct {
	Symbology string // as label.Symbology, or the command of ZPL
	Data      string
	State     State
}

// Doubt is what a person must see before a label is printed.
type Doubt string

// The doubts.
const (
	NothingRead Doubt = "nothing_read" // no barcode was read on it
	CodesLost   Doubt = "lost"         // one that the file has was not read
	Unchecked   Doubt = "unchecked"    // one that the printer draws was not read
	Shrunk      Doubt = "shrunk"       // it is printed smaller than it is
	Guessed     Doubt = "guessed"      // nobody says how large it is
	OtherSize   Doubt = "size"         // it is written for paper of another size, or a printer of another resolution
)

// Doubts are all of them.
var Doubts = []Doubt{NothingRead, CodesLost, Unchecked, Shrunk, Guessed, OtherSize}

// Sheet is one label as it will be printed.
type Sheet struct {
	Format  *zebra.Format // of ZPL: the printer draws it, and Picture is about what comes out
	Label   *label.Label  // of anything else: Picture is it, dot for dot
	Media   label.Media
	Picture *image.Paletted
	Codes   []Code
	Changes []label.Change
	Percent int
	Doubts  []Doubt
	Missing []string // commands of ZPL that are not in the picture
	Width   int      // in dots, as ZPL says; 0 where it does not
	Length  int
}

// kindOf tells a file by how it begins.
func kindOf(file []byte) (Format, error) {
	start := bytes.TrimLeft(bytes.TrimPrefix(file, []byte("\ufeff")), " \t\r\n")
	switch {
	case bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, nil
	case bytes.HasPrefix(file, []byte("%PDF")):
		return PDF, nil
	case bytes.HasPrefix(start, []byte("^")), bytes.HasPrefix(start, []byte("~")):
		return ZPL, nil
	}
	return "", fault.New(fault.Invalid, "ship.format")
}

// Check reads a file that is to be kept: what it is, and how many labels it has. Invalid
// says why it cannot be printed, Limit that it is too large.
func Check(ctx context.Context, file []byte, pdf Pages) (Format, int, error) {
	if len(file) > MaxFile {
		return "", 0, fault.New(fault.Limit, "ship.too_large", "limit", MaxFile>>10, "pages", MaxPages)
	}
	kind, err := kindOf(file)
	if err != nil {
		return "", 0, err
	}
	n := 1
	switch kind {
	case ZPL:
		all, err := zebra.Parse(file)
		if err != nil {
			return "", 0, said(err)
		}
		n = len(all)
	case PNG:
		if _, err := label.ReadPNG(file); err != nil {
			return "", 0, said(err)
		}
	case PDF:
		pages, err := pdf(ctx, file, 1, MaxPages+1, coarse)
		if err != nil {
			return "", 0, err
		}
		n = len(pages)
	}
	if n > MaxPages {
		return "", 0, fault.New(fault.Limit, "ship.too_large", "limit", MaxFile>>10, "pages", MaxPages)
	}
	return kind, n, nil
}

// coarse is how pages are drawn that are only counted: pixels a metre.
const coarse = 400

// zplSaid are the sentences for what is wrong with ZPL.
var zplSaid = map[zebra.Kind]string{
	zebra.Forbidden: "ship.zpl.forbidden", zebra.Unterminated: "ship.zpl.unterminated", zebra.Nested: "ship.zpl.nested", zebra.Outside: "ship.zpl.outside",
	zebra.Hidden: "ship.zpl.hidden", zebra.Control: "ship.zpl.control", zebra.Graphic: "ship.zpl.graphic", zebra.Quantity: "ship.zpl.quantity",
	zebra.Parameter: "ship.zpl.parameter", zebra.Empty: "ship.zpl.empty", zebra.TooLarge: "ship.zpl.too_large",
}

// said is why a file cannot be printed, for people.
func said(err error) error {
	if p, is := errors.AsType[*zebra.Problem](err); is {
		where := []any{"command", p.Command, "offset", p.Offset}
		return fault.New(fault.Invalid, zplSaid[p.Kind], where...).With(err)
	}
	if p, is := errors.AsType[*label.Problem](err); is {
		if p.Kind == label.TooLong {
			return fault.New(fault.Limit, "ship.picture_large").With(err)
		}
		return fault.New(fault.Invalid, "ship.picture").With(err)
	}
	return err
}

// Draw draws a page, from 1, of a file that Check read, for the paper it is printed on.
func Draw(ctx context.Context, file []byte, page int, on Paper, pdf Pages) (*Sheet, error) {
	kind, err := kindOf(file)
	if err != nil {
		return nil, err
	}
	if err := on.check(); err != nil {
		return nil, err
	}
	switch kind {
	case ZPL:
		return written(file, page, on)
	case PNG:
		b, err := label.ReadPNG(file)
		if err != nil {
			return nil, said(err)
		}
		if page != 1 {
			return nil, fault.New(fault.Invalid, "ship.page", "pages", 1)
		}
		return pictured(b, b, on)
	}
	return fromPDF(ctx, file, page, on, pdf)
}

// Limits of paper.
const (
	minPaper = 15 * label.Millimetre
	maxWide  = 220 * label.Millimetre
	maxLong  = 320 * label.Millimetre
)

func (p Paper) check() error {
	if m := p.Media; m.Width < minPaper || m.Height < minPaper || m.Width > maxWide || m.Height > maxLong {
		return fault.New(fault.Invalid, "ship.paper", "min", int64(minPaper/label.Millimetre), "wide", int64(maxWide/label.Millimetre), "long", int64(maxLong/label.Millimetre))
	}
	return p.Resolution.Check()
}

// written draws a label of ZPL.
func written(file []byte, page int, on Paper) (*Sheet, error) {
	all, err := zebra.Parse(file)
	if err != nil {
		return nil, said(err)
	}
	if page < 1 || page > len(all) {
		return nil, fault.New(fault.Invalid, "ship.page", "pages", len(all))
	}
	f := &all[page-1]
	w, h := on.Resolution.Dots(on.Media.Width), on.Resolution.Dots(on.Media.Height)
	d := f.Draw(w, h, on.Resolution)
	s := &Sheet{Format: f, Media: on.Media, Picture: d.Picture, Percent: 100, Missing: d.Missing, Width: f.Width, Length: f.Length}
	if other(f.Width, w) || other(f.Length, h) {
		s.doubt(OtherSize)
	}
	reads := label.ReadBarcodes(d.Picture, on.Resolution)
	s.read(reads)
	for _, c := range f.Codes {
		// A check digit that the printer adds is read and not said.
		known := slices.ContainsFunc(reads, func(r label.Read) bool { return c.Data != "" && strings.HasPrefix(r.Data, c.Data) })
		if !known {
			s.Codes = append(s.Codes, Code{c.Command, c.Data, Said})
			s.doubt(Unchecked)
		}
	}
	s.none()
	return s, nil
}

// other says that a size in dots is not that of the paper: larger, or so much smaller
// that it may be meant for a coarser printer.
func other(said, paper int) bool {
	return said > 0 && (said > paper+paper/50 || said < paper*3/4)
}

// fromPDF draws a page of a PDF in the dots of the printer, and once more where that
// must be made smaller.
func fromPDF(ctx context.Context, file []byte, page int, on Paper, pdf Pages) (*Sheet, error) {
	at := func(perMetre float64) (*label.Brought, error) {
		pages, err := pdf(ctx, file, page, page, perMetre)
		if err != nil {
			return nil, err
		}
		if len(pages) != 1 {
			return nil, fault.New(fault.Invalid, "ship.page", "pages", page-1)
		}
		return &label.Brought{Picture: pages[0], PerMetre: perMetre}, nil
	}
	metre := float64(on.Resolution.Dots(1000 * label.Millimetre))
	b, err := at(metre)
	if err != nil {
		return nil, err
	}
	fine := b
	if on.Resolution != label.DPI600 {
		if fine, err = at(2 * metre); err != nil {
			return nil, err
		}
	}
	f, err := b.Fit(on.Media, on.Resolution)
	if err != nil {
		return nil, said(err)
	}
	if slices.Contains(f.Changes, label.Shrunk) {
		b = fine
	}
	return pictured(b, fine, on)
}

// pictured puts a picture on paper; what is read on fine, which is it or finer, must
// be read there too.
func pictured(b, fine *label.Brought, on Paper) (*Sheet, error) {
	f, err := b.Fit(on.Media, on.Resolution)
	if err != nil {
		return nil, said(err)
	}
	s := &Sheet{Label: &f.Label, Media: on.Media, Changes: f.Changes, Percent: f.Percent}
	if s.Picture, err = label.Draw(f.Label, on.Resolution); err != nil {
		return nil, said(err)
	}
	for change, doubt := range map[label.Change]Doubt{label.Shrunk: Shrunk, label.Guessed: Guessed} {
		if slices.Contains(f.Changes, change) {
			s.doubt(doubt)
		}
	}
	reads := label.ReadBarcodes(s.Picture, on.Resolution)
	s.read(reads)
	if !f.Exact || fine != b {
		for _, r := range fine.Barcodes() {
			if !slices.Contains(reads, r) {
				s.Codes = append(s.Codes, Code{string(r.Symbology), r.Data, Lost})
				s.doubt(CodesLost)
			}
		}
	}
	s.none()
	return s, nil
}

func (s *Sheet) read(all []label.Read) {
	for _, r := range all {
		s.Codes = append(s.Codes, Code{string(r.Symbology), r.Data, Clear})
	}
}

// none notes that a label has no barcode that was read; one that was is enough.
func (s *Sheet) none() {
	if len(s.Codes) == 0 {
		s.doubt(NothingRead)
	}
}

func (s *Sheet) doubt(d Doubt) {
	if !slices.Contains(s.Doubts, d) {
		s.Doubts = append(s.Doubts, d)
		slices.Sort(s.Doubts)
	}
}
