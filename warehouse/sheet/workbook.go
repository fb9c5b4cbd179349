package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"warehouse-node/warehouse/fault"
)

// Limits of what a workbook unpacks to, so that a small file is no bomb.
const (
	MaxUnpacked = 256 << 20 // bytes of all that is read of one
	maxToken    = 1 << 20   // bytes of one tag, text or comment
	maxShared   = 2_000_000 // texts that cells share
	maxSharing  = 64 << 20  // bytes of them
)

// Signs by which files begin that are no text.
var (
	zipSigns = [][]byte{[]byte("PK\x03\x04"), []byte("PK\x05\x06")}
	oleSign  = []byte("\xd0\xcf\x11\xe0") // an old workbook, or a new one with a password
	gzipSign = []byte("\x1f\x8b")
	// lockedSign is the name of the stream in which a workbook with a password lies.
	lockedSign = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
)

// isWorkbook says whether a file is a zip, and refuses what else is no text.
func isWorkbook(raw []byte) (bool, error) {
	switch {
	case bytes.HasPrefix(raw, zipSigns[0]), bytes.HasPrefix(raw, zipSigns[1]):
		return true, nil
	case bytes.HasPrefix(raw, gzipSign):
		return false, fault.New(fault.Invalid, "sheet.archive")
	case !bytes.HasPrefix(raw, oleSign):
		return false, nil
	case bytes.Contains(raw, lockedSign):
		return false, fault.New(fault.Invalid, "sheet.locked")
	}
	return false, fault.New(fault.Invalid, "sheet.old_workbook")
}

// workbook is a file of Office Open XML (ECMA-376 part 1) while it is read. What a
// formula gave when the file was saved is in it; nothing is calculated.
type workbook struct {
	parts  map[string]*zip.File // by folded name: some programs write "SharedStrings.xml"
	left   int64                // bytes that may still be unpacked
	sheets []worksheet
	shared []string
	styles []format // of cells, by the number of their style
	epoch  int      // days that day 0 of a date is off: 1462 in workbooks of old Macs
}

// worksheet is one sheet of a workbook as its list of sheets names it.
type worksheet struct {
	name, part string
	hidden     bool
}

// readWorkbook reads one sheet: the one that is asked for, or the first that can be
// seen and is not empty.
func readWorkbook(raw []byte, o Options, limit int64) (*Table, error) {
	w, err := openWorkbook(raw, limit)
	if err != nil {
		return nil, err
	}
	for _, s := range w.sheets {
		if o.Sheet == "" && s.hidden || o.Sheet != "" && !strings.EqualFold(strings.TrimSpace(o.Sheet), s.name) {
			continue
		}
		rows, err := w.rows(s.part)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			return &Table{Encoding: Workbook, Heading: rows[0], Rows: rows[1:]}, nil
		}
		if o.Sheet != "" {
			return nil, fault.New(fault.Invalid, "sheet.empty")
		}
	}
	if o.Sheet != "" {
		return nil, fault.New(fault.NotFound, "sheet.no_sheet", "sheet", o.Sheet)
	}
	return nil, fault.New(fault.Invalid, "sheet.empty")
}

// openWorkbook reads all of a workbook but its sheets. No more than limit bytes of
// it are ever unpacked.
func openWorkbook(raw []byte, limit int64) (*workbook, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, broken(err)
	}
	w := &workbook{parts: make(map[string]*zip.File, len(z.File)), left: limit}
	for _, f := range z.File {
		if name := foldPart(f.Name); w.parts[name] == nil {
			w.parts[name] = f
		}
	}
	top, err := w.related("")
	if err != nil {
		return nil, err
	}
	book := top.of("/officeDocument")
	switch {
	case strings.HasSuffix(book, ".bin"):
		return nil, fault.New(fault.Invalid, "sheet.old_workbook")
	case w.parts[book] == nil:
		return nil, fault.New(fault.Invalid, "sheet.archive")
	}
	kin, err := w.related(book)
	if err != nil {
		return nil, err
	}
	if err := w.readBook(book, kin); err != nil {
		return nil, err
	}
	if len(w.sheets) == 0 { // a letter, or slides
		return nil, fault.New(fault.Invalid, "sheet.archive")
	}
	if err := w.readStyles(kin.of("/styles")); err != nil {
		return nil, err
	}
	return w, w.readShared(kin.of("/sharedStrings"))
}

func foldPart(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// broken is a workbook that is not as one must be.
func broken(cause error) error {
	if _, said := errors.AsType[*fault.Error](cause); said {
		return cause
	}
	return fault.New(fault.Invalid, "sheet.workbook").With(cause)
}

// relations are the parts that a part names.
type relations []struct{ id, kind, part string }

// of is the first part of a kind; "" when there is none.
func (r relations) of(kind string) string {
	for _, one := range r {
		if strings.HasSuffix(one.kind, kind) {
			return one.part
		}
	}
	return ""
}

// related are the parts that one names, or with "" the workbook itself.
func (w *workbook) related(name string) (all relations, err error) {
	dir, file := path.Split(name)
	err = w.walk(dir+"_rels/"+file+".rels", func(_ *part, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" {
			return nil
		}
		target := attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		all = append(all, struct{ id, kind, part string }{attribute(e, "Id"), attribute(e, "Type"), foldPart(path.Clean(target))})
		return nil
	})
	return all, err
}

// readBook reads the list of sheets and from which day dates are counted.
func (w *workbook) readBook(name string, kin relations) error {
	return w.walk(name, func(_ *part, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr" && truth(attribute(e, "date1904")):
			w.epoch = 1462
		case e.Name.Local == "sheet":
			state := attribute(e, "state")
			for _, one := range kin {
				if one.id == relation(e) && strings.HasSuffix(one.kind, "/worksheet") {
					w.sheets = append(w.sheets, worksheet{strings.TrimSpace(attribute(e, "name")), one.part, state == "hidden" || state == "veryHidden"})
				}
			}
		}
		return nil
	})
}

// readShared reads the texts that cells share. How a text is to be read aloud is
// none of it.
func (w *workbook) readShared(name string) error {
	var text strings.Builder
	size, aloud, taken := 0, false, false
	return w.walk(name, func(_ *part, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
			case "rPh":
				aloud = true
			case "t":
				taken = !aloud
			}
		case xml.CharData:
			if taken {
				text.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				taken = false
			case "rPh":
				aloud = false
			case "si":
				if size += text.Len(); size > maxSharing || len(w.shared) == maxShared {
					return fault.New(fault.Limit, "sheet.unpacked", "limit", maxSharing>>20)
				}
				w.shared = append(w.shared, unescape(text.String()))
			}
		}
		return nil
	})
}

// part is one XML of a workbook while it is read.
type part struct {
	*xml.Decoder
	gate *gate
}

// errEnough ends a walk before its part does.
var errEnough = errors.New("enough")

// walk calls fn with every token of a part; nothing for a part that is not there.
// No names are resolved and no tags matched, so that millions of open ones cost
// nothing.
func (w *workbook) walk(name string, fn func(*part, xml.Token) error) error {
	f := w.parts[foldPart(name)]
	if name == "" || f == nil {
		return nil
	}
	body, err := f.Open()
	if err != nil {
		return broken(err)
	}
	defer body.Close()
	g := &gate{from: body, left: &w.left}
	p := &part{xml.NewDecoder(g), g}
	for {
		g.token = maxToken
		t, err := p.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		if err := fn(p, t); errors.Is(err, errEnough) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// gate lets through so much of a part for one token, and so much of all.
type gate struct {
	from  io.Reader
	token int
	left  *int64
}

func (g *gate) Read(b []byte) (int, error) {
	if g.token <= 0 || *g.left <= 0 {
		return 0, fault.New(fault.Limit, "sheet.unpacked", "limit", MaxUnpacked>>20)
	}
	n, err := g.from.Read(b[:min(len(b), g.token)])
	g.token -= n
	*g.left -= int64(n)
	return n, err
}

// attribute is one without a prefix; "" when the tag has none such.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relation is the id by which a tag names another part: the one attribute of that
// name with a prefix.
func relation(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Space != "" && a.Name.Local == "id" {
			return a.Value
		}
	}
	return ""
}

func truth(s string) bool { return s == "1" || s == "true" }
