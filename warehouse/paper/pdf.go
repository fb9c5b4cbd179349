package paper

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
)

// Lengths of a page are millimetres, sizes of letters points.
const (
	margin   = 14.0
	footRoom = 12.0
	body     = 9.0
	small    = 7.5
	point    = 25.4 / 72
	leading  = 1.25 // from line to line, of the size
	maxLines = 6    // of a cell; what goes beyond ends in "…"
)

// MaxPages is how many pages a document may have.
const MaxPages = 500

// PDF writes the document as a PDF of A4 pages. The same document is the same
// bytes.
func (doc *Document) PDF(w io.Writer) error {
	orientation := "P"
	if doc.Landscape {
		orientation = "L"
	}
	f := fpdf.New(orientation, "mm", "A4", "")
	f.AddUTF8FontFromBytes("dejavu", "", dejavusanscondensed.TTF)
	f.AddUTF8FontFromBytes("dejavu", "B", dejavusanscondensedbold.TTF)
	f.SetCatalogSort(true)
	f.SetCreationDate(doc.At.UTC())
	f.SetModificationDate(doc.At.UTC())
	f.SetTitle(tidy(doc.Title), true)
	f.SetLang(string(doc.Look.Lang))
	f.SetAutoPageBreak(false, 0)
	width, height := f.GetPageSize()
	p := &pen{f: f, width: width - 2*margin, bottom: height - margin - footRoom}
	p.page()
	for _, b := range doc.Blocks {
		b.pdf(p)
	}
	p.feet(doc)
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return fmt.Errorf("paper: %s: %w", doc.Title, err)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// pen writes from the top of the first page to the bottom of the last.
type pen struct {
	f      *fpdf.Fpdf
	width  float64 // between the margins
	y      float64 // where the next block begins
	bottom float64 // where it must end
}

// page begins a page.
func (p *pen) page() {
	if p.f.PageNo() == MaxPages {
		p.f.SetErrorf("more than %d pages", MaxPages)
		return
	}
	p.f.AddPage()
	p.y = margin
}

// feet puts the foot on every page, now that it is known how many there are.
func (p *pen) feet(doc *Document) {
	y, last := p.bottom+footRoom-high(small), p.f.PageNo()
	title := p.cut(doc.Title, p.width*3/4, small, false)
	p.f.SetTextColor(90, 90, 90)
	for n := 1; n <= last && p.f.Ok(); n++ {
		p.f.SetPage(n)
		p.font(body, false) // a page does not know the font that another was left with
		p.put(margin, y, p.width, small, false, true, fmt.Sprintf("%s %d %s %d", wPage.in(doc.Look.Lang), n, wOf.in(doc.Look.Lang), last))
		p.put(margin, y, p.width*3/4, small, false, false, title)
	}
}

// need begins another page unless there is room for so much on this one.
func (p *pen) need(h float64) (fresh bool) {
	if p.y+h <= p.bottom || p.y == margin {
		return false
	}
	p.page()
	return true
}

// high is how high a line of letters of a size is.
func high(size float64) float64 { return size * point * leading }

func (p *pen) font(size float64, bold bool) {
	style := ""
	if bold {
		style = "B"
	}
	p.f.SetFont("dejavu", style, size)
}

// put writes one line of text with its upper edge at y.
func (p *pen) put(x, y, w, size float64, bold, right bool, s string) {
	p.font(size, bold)
	s = strings.TrimRight(s, " ")
	if right {
		x += w - p.f.GetStringWidth(s)
	}
	p.f.Text(x, y+high(size)*0.76, s)
}

// cut is a text in one line of at most w.
func (p *pen) cut(s string, w, size float64, bold bool) string {
	lines := p.wrap(strings.ReplaceAll(s, "\n", " "), w, size, bold, 1)
	return strings.Join(lines, "")
}

// wrap breaks text into at most so many lines of at most w. What goes beyond
// ends in "…".
func (p *pen) wrap(s string, w, size float64, bold bool, most int) (lines []string) {
	p.font(size, bold)
	fits := func(s string) bool { return p.f.GetStringWidth(strings.TrimRight(s, " ")) <= w }
	for paragraph := range strings.SplitSeq(tidy(s), "\n") {
		line := ""
		for word := range words(paragraph) {
			if fits(line + word) {
				line += word
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for line = word; !fits(line) && len(lines) <= most; {
				n := fitting(line, fits)
				lines, line = append(lines, line[:n]), line[n:]
			}
			if len(lines) > most {
				break
			}
		}
		if line != "" || paragraph == "" {
			lines = append(lines, line)
		}
	}
	if len(lines) <= most {
		return lines
	}
	last := []rune(lines[most-1])
	for len(last) > 0 && !fits(string(last)+"…") {
		last = last[:len(last)-1]
	}
	return append(lines[:most-1:most-1], strings.TrimRight(string(last), " ")+"…")
}

// words are the parts of a text that stay together: up to and with a space or a
// hyphen.
func words(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s != "" {
			end := len(s)
			if i := strings.IndexAny(s, " -"); i >= 0 {
				end = i + 1
			}
			if !yield(s[:end]) {
				return
			}
			s = s[end:]
		}
	}
}

// fitting is how many bytes of a word go on a line: one letter at least.
func fitting(word string, fits func(string) bool) int {
	n := 0
	for i, r := range word {
		end := i + len(string(r))
		if n > 0 && !fits(word[:end]) {
			break
		}
		n = end
	}
	return n
}

// ink puts a symbol with its left upper corner at x, y, and says how wide it
// is: 0 for none.
func (p *pen) ink(all []bar, x, y float64) (wide float64) {
	p.f.SetFillColor(0, 0, 0)
	for _, b := range all {
		p.f.Rect(x+b.X, y+b.Y, b.W, b.H, "F")
		wide = max(wide, b.X+b.W)
	}
	return wide
}

// rule draws a level line across the page.
func (p *pen) rule(y float64, grey int, thick float64) {
	p.f.SetDrawColor(grey, grey, grey)
	p.f.SetLineWidth(thick)
	p.f.Line(margin, y, margin+p.width, y)
}
