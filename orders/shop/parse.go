package shop

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/letter"
)

// Limits of an XML.
const (
	maxDepth     = 64
	maxDocuments = 20_000
	maxDocument  = 1 << 20 // bytes of one document
	maxNodes     = 100_000 // elements of one document
	maxText      = 8 << 20 // bytes without a tag: the decoder holds a text whole
)

// node is an element of a document: sites differ in namespaces, order and what
// they leave out, so it is read by the names of its children.
type node struct {
	name string // local
	code string // attribute Код
	text []byte
	kids []*node
}

// each walks the children of a name.
func (n *node) each(name string) func(func(*node) bool) {
	return func(yield func(*node) bool) {
		if n == nil {
			return
		}
		for _, k := range n.kids {
			if k.name == name && !yield(k) {
				return
			}
		}
	}
}

// at is the first element down a path; nil when there is none.
func (n *node) at(names ...string) *node {
	for _, name := range names {
		var next *node
		for k := range n.each(name) {
			next = k
			break
		}
		if n = next; n == nil {
			return nil
		}
	}
	return n
}

// say is the text of the element down a path, without space around it and signs
// that nobody sees.
func (n *node) say(names ...string) string {
	if n = n.at(names...); n == nil {
		return ""
	}
	return strings.TrimSpace(letter.Clean(string(n.text)))
}

// values are ЗначенияРеквизитов by name, in lower case. Of a name that comes
// twice the first stands.
func (n *node) values() map[string]string {
	all := map[string]string{}
	for v := range n.at("ЗначенияРеквизитов").each("ЗначениеРеквизита") {
		name := strings.ToLower(v.say("Наименование"))
		if _, twice := all[name]; !twice {
			all[name] = v.say("Значение")
		}
	}
	return all
}

// found is one document of a file.
type found struct {
	doc *node  // nil when it is too large to be read
	raw []byte // as it stands in the file, in UTF-8
	why error  // why it cannot be read
}

// parse calls each for every order document of a file, in their order, and stops
// at its error. A file that is no XML to its end is an error; what came before
// was handed over by then.
func parse(r io.Reader, each func(found) error) error {
	t := &tape{r: bufio.NewReaderSize(r, 32<<10)}
	d := xml.NewDecoder(t)
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	p := &parser{d: d, tape: t, each: each}
	err := p.file()
	var said *fault.Error
	var syntax *xml.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &said):
		return said
	case errors.Is(err, io.EOF):
		return fault.New(fault.Invalid, "shop.not_commerceml")
	case errors.Is(err, encoding.ErrInvalidUTF8):
		return fault.New(fault.Invalid, "shop.encoding", "says", "utf-8", "is", "")
	case errors.As(err, &syntax): // its text may quote the file
		return fault.New(fault.Invalid, "shop.xml", "line", syntax.Line)
	}
	return err
}

type parser struct {
	d    *xml.Decoder
	tape *tape
	each func(found) error
	n    int // documents so far

	rooted bool // the root was met
}

// token is the next token, and where it begins.
func (p *parser) token() (tok xml.Token, from int64, err error) {
	from = p.d.InputOffset()
	if tok, err = p.d.Token(); err != nil {
		return nil, from, err
	}
	if dir, ok := tok.(xml.Directive); ok && strings.HasPrefix(strings.ToUpper(strings.TrimSpace(string(dir))), "DOCTYPE") {
		return nil, from, fault.New(fault.Invalid, "shop.doctype")
	}
	return tok, from, nil
}

// file reads down to the documents: below the root, or in a Контейнер there.
func (p *parser) file() error {
	var path []string
	for {
		tok, from, err := p.token()
		if errors.Is(err, io.EOF) && p.rooted { // within an element it is a syntax error
			return nil
		}
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			name := tok.Name.Local
			if len(path) == 0 && name != root {
				return fault.New(fault.Invalid, "shop.not_commerceml")
			}
			if name == "Документ" && (len(path) == 1 || len(path) == 2 && path[1] == "Контейнер") {
				if err := p.document(tok, from, len(path)); err != nil {
					return err
				}
				break
			}
			if path = append(path, name); len(path) > maxDepth {
				return fault.New(fault.Limit, "shop.too_deep", "limit", maxDepth)
			}
			p.rooted = true
		case xml.EndElement:
			path = path[:len(path)-1]
		}
		p.tape.forget(p.d.InputOffset())
	}
}

// document reads one document to its end and hands it over. One that is too
// large is passed over and handed over as such.
func (p *parser) document(start xml.StartElement, from int64, depth int) error {
	if p.n++; p.n > maxDocuments {
		return fault.New(fault.Limit, "shop.crowded", "limit", maxDocuments)
	}
	f := found{doc: element(start)}
	open, nodes := []*node{f.doc}, 1
	for len(open) > 0 {
		tok, _, err := p.token()
		if err != nil {
			return err
		}
		if f.why == nil && (nodes > maxNodes || p.d.InputOffset()-from > maxDocument) {
			f = found{why: fault.New(fault.Limit, "shop.document_large", "limit", maxDocument)}
		}
		if f.why != nil {
			p.tape.forget(p.d.InputOffset())
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth+len(open) > maxDepth {
				return fault.New(fault.Limit, "shop.too_deep", "limit", maxDepth)
			}
			kid := element(tok)
			if f.why == nil {
				top := open[len(open)-1]
				top.kids = append(top.kids, kid)
				nodes++
			}
			open = append(open, kid)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if f.why == nil {
				top := open[len(open)-1]
				top.text = append(top.text, tok...)
			}
		}
	}
	if f.why == nil {
		f.raw = p.tape.from(from, p.d.InputOffset())
	}
	return p.each(f)
}

func element(s xml.StartElement) *node {
	n := &node{name: s.Name.Local}
	for _, a := range s.Attr {
		if a.Name.Local == "Код" {
			n.code = strings.TrimSpace(a.Value)
		}
	}
	return n
}

// tape remembers what the decoder has read since it was last told to forget, so
// that a document can be kept as it was written.
type tape struct {
	r    *bufio.Reader
	kept []byte
	at   int64 // where kept begins
	text int   // bytes since the last tag began
}

// ReadByte gives the decoder its input. Control characters, which no XML may
// have and some sites' comments do, are spaces.
func (t *tape) ReadByte() (byte, error) {
	b, err := t.r.ReadByte()
	if err != nil {
		return 0, err
	}
	if b < ' ' && b != '\n' && b != '\t' && b != '\r' {
		b = ' '
	}
	if t.text++; b == '<' {
		t.text = 0
	} else if t.text > maxText && utf8.RuneStart(b) { // half a letter would be called bad encoding
		return 0, fault.New(fault.Limit, "shop.text_large", "limit", maxText)
	}
	if t.kept = append(t.kept, b); len(t.kept) > 2*maxDocument { // of a document that is too large by now
		t.at += int64(len(t.kept))
		t.kept = t.kept[:0]
	}
	return b, nil
}

// Read makes a tape an io.Reader; the decoder calls ReadByte only.
func (t *tape) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := t.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

// forget drops what lies before an offset.
func (t *tape) forget(before int64) {
	if before <= t.at {
		return
	}
	n := copy(t.kept, t.kept[before-t.at:])
	t.kept, t.at = t.kept[:n], before
}

// from is a copy of what lies between two offsets.
func (t *tape) from(from, to int64) []byte {
	return append([]byte(nil), t.kept[from-t.at:to-t.at]...)
}
