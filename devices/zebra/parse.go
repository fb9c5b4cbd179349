package zebra

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// Limits of what is read.
const (
	MaxBytes    = 1 << 20 // of the input
	MaxFormats  = 100     // labels in it
	MaxGraphics = 16 << 20
	maxCommands = 50_000
	maxArgs     = 100  // bytes behind a command that is no data
	maxData     = 8000 // bytes of ^FD
	maxDots     = 32000
	maxLength   = 12000 // dots: half a metre at 600 dpi; what is said to be longer would be fed
)

// Format is one label, from ^XA to ^XZ.
type Format struct {
	Width, Length int    // in dots, as ^PW and ^LL say; 0 where they do not
	Codes         []Code // its barcodes
	fields        []field
	body          []byte
}

// Code is a barcode that the printer is told to draw.
type Code struct {
	Command string // "^BC"
	Data    string // of ^FD, without what only steers the printer
}

// Body is the label as it is sent, without ^XA and ^XZ, without its width and length,
// and without what printers remember from one label to the next and it says nothing
// of: that is the sender's to set.
func (f *Format) Body() []byte { return slices.Clone(f.body) }

// Parse reads labels; any error is a *Problem. The formats are in the order in which
// they were sent, and at least one.
func Parse(in []byte) ([]Format, error) {
	p := &parser{in: in}
	if len(in) > MaxBytes {
		return nil, &Problem{Kind: TooLarge, Detail: fmt.Sprintf("%d bytes, at most %d", len(in), MaxBytes)}
	}
	for _, head := range []string{"\ufeff", "\x10", usual} {
		if bytes.HasPrefix(in[p.at:], []byte(head)) {
			p.at += len(head)
		}
	}
	for {
		more, err := p.step()
		if err != nil {
			return nil, err
		}
		if !more {
			return p.all, nil
		}
	}
}

// usual begins what ZebraDesigner and its kin write, often behind a DLE: that the
// signs by which commands are known are the usual ones.
const usual = "CT~~CD,~CC^~CT~"

// parser is an input being read, command by command.
type parser struct {
	in     []byte
	at     int
	seen   int // commands
	dots   int // bytes of pictures so far
	all    []Format
	format *writing // nil between labels
	token  token
}

// token is a command and what stands behind it.
type token struct {
	name   string // "^FO", "^A"
	offset int
	args   string // without line breaks
}

// writing is a label being read, and what holds for its next fields.
type writing struct {
	Format
	field   field
	open    bool // field has something
	home    point
	module  int
	ratio   string
	bars    int  // height of bars
	turn    byte // of ^FW
	font    font
	started int // offset of its ^XA
}

type point struct{ x, y int }

func (p *parser) wrong(k Kind, format string, args ...any) *Problem {
	return &Problem{Kind: k, Command: p.token.name, Offset: p.token.offset, Detail: fmt.Sprintf(format, args...)}
}

// step reads one command; false at the end of the input.
func (p *parser) step() (more bool, err error) {
	for p.at < len(p.in) && strings.IndexByte(" \t\r\n", p.in[p.at]) >= 0 {
		p.at++
	}
	if p.at == len(p.in) {
		return false, p.ended()
	}
	if problem := p.next(); problem != nil {
		return false, problem
	}
	if p.seen++; p.seen > maxCommands {
		return false, p.wrong(TooLarge, "more than %d commands", maxCommands)
	}
	if problem := p.obey(); problem != nil {
		return false, problem
	}
	return true, nil
}

func (p *parser) ended() error {
	switch {
	case p.format != nil:
		return &Problem{Kind: Unterminated, Command: "^XA", Offset: p.format.started, Detail: "no ^XZ"}
	case len(p.all) == 0:
		return &Problem{Kind: Empty, Offset: len(p.in), Detail: "no label"}
	}
	return nil
}

// next reads the name of a command; what stands behind it is read once it is known
// to be allowed, since of a picture that is bytes of any value.
func (p *parser) next() *Problem {
	p.token = token{offset: p.at}
	if c := p.in[p.at]; c != '^' && c != '~' {
		if c < ' ' {
			return p.wrong(Control, "byte %02X", c)
		}
		return p.wrong(Outside, "no command")
	}
	n := 3
	if p.at+1 < len(p.in) && p.in[p.at] == '^' && p.in[p.at+1] == 'A' {
		n = 2 // the font stands behind it
	}
	if p.at+n > len(p.in) {
		return p.wrong(Unterminated, "a command that ends within its name")
	}
	p.token.name = printable(p.in[p.at : p.at+n])
	p.at += n
	return nil
}

// printable keeps of a name what can be shown.
func printable(name []byte) string {
	return string(bytes.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '?'
		}
		return r
	}, name))
}

// rest reads what stands behind a command, up to the next one.
func (p *parser) rest() *Problem {
	start := p.at
	for p.at < len(p.in) && p.in[p.at] != '^' && p.in[p.at] != '~' {
		if c := p.in[p.at]; c < ' ' && c != '\r' && c != '\n' && c != '\t' {
			return p.wrong(Control, "byte %02X", c)
		}
		p.at++
	}
	p.token.args = unbroken.Replace(string(p.in[start:p.at]))
	return nil
}

// unbroken leaves out what printers leave out.
var unbroken = strings.NewReplacer("\r", "", "\n", "", "\t", "")

// obey carries a command out: it is passed on, left out or refused.
func (p *parser) obey() *Problem {
	do, known := allowed[p.token.name]
	switch {
	case !known:
		return p.wrong(Forbidden, "")
	case p.token.name == "^XA":
		return p.begin()
	case p.format == nil:
		return p.wrong(Outside, "between labels")
	case p.token.name == "^GF":
		return p.graphic()
	}
	if problem := p.rest(); problem != nil {
		return problem
	}
	most := maxArgs
	if p.token.name == "^FD" {
		most = maxData
	}
	if len(p.token.args) > most && p.token.name != "^FX" {
		return p.wrong(TooLarge, "%d bytes, at most %d", len(p.token.args), most)
	}
	return do(p)
}

func (p *parser) begin() *Problem {
	if p.format != nil {
		return p.wrong(Nested, "")
	}
	if len(p.all) == MaxFormats {
		return p.wrong(TooLarge, "more than %d labels", MaxFormats)
	}
	if problem := p.bare(); problem != nil {
		return problem
	}
	p.format = &writing{module: 2, ratio: "3", bars: 10, turn: 'N', font: font{name: 'A', height: 9, width: 5}, started: p.token.offset}
	p.format.field = p.format.blank()
	return nil
}

func (p *parser) end() *Problem {
	if problem := p.empty(); problem != nil {
		return problem
	}
	w := p.format
	if w.open {
		return p.wrong(Unterminated, "the last field has no ^FS")
	}
	if len(w.fields) > 0 { // else it only sets the printer, as the first of ZebraDesigner's does
		p.all = append(p.all, w.Format)
	}
	p.format = nil
	return nil
}

// bare reads on and refuses anything but another command.
func (p *parser) bare() *Problem {
	if problem := p.rest(); problem != nil {
		return problem
	}
	return p.empty()
}

func (p *parser) empty() *Problem {
	if strings.TrimSpace(p.token.args) != "" {
		return p.wrong(Outside, "something follows it")
	}
	return nil
}

// pass writes the command as it was read.
func (p *parser) pass() { p.write(p.token.name, p.token.args) }

func (p *parser) write(parts ...string) {
	for _, s := range parts {
		p.format.body = append(p.format.body, s...)
	}
}
