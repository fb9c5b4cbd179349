package zebra

import (
	"strconv"
	"strings"
)

// field is what stands between two ^FS.
type field struct {
	at      point
	placed  bool
	bottom  bool   // ^FT: at is the left lower corner, or the foot of the letters
	justify string // third parameter of ^FO and ^FT
	reverse bool   // ^FR: black becomes white and white black
	font    font
	block   string // of ^FB
	barcode string // name of its command; "" for none
	args    string // of barcode
	module  int
	ratio   string
	bars    int
	turn    byte
	shape   string // name of ^GB, ^GC, ^GD or ^GE; "" for none
	sizes   string // of shape
	dots    *Dots
	hex     byte // ^FH's sign; 0 without ^FH
	data    string
	has     bool
}

type font struct {
	name          byte
	turn          byte // 0 is that of ^FW
	height, width int
}

// blank is a field of which nothing is said yet.
func (w *writing) blank() field {
	return field{font: w.font, module: w.module, ratio: w.ratio, bars: w.bars, turn: w.turn}
}

// allowed are the commands that a label may have, and what is done about each. What
// is not here is refused.
var allowed map[string]func(*parser) *Problem

func init() {
	allowed = map[string]func(*parser) *Problem{
		"^XA": nil, "^GF": nil, // obey knows them
		"^XZ": (*parser).end, "^PQ": (*parser).quantity,
		"^PW": (*parser).width, "^LL": (*parser).length, "^LH": (*parser).home,
		"^CI": numbersOnly, "^CF": (*parser).defaultFont, "^BY": (*parser).barDefaults, "^FW": (*parser).orientation,
		"^PO": oneOf("N", "I"), "^PM": oneOf("N", "Y"), "^LR": oneOf("N", "Y"),
		"^FO": (*parser).place, "^FT": (*parser).place, "^FH": (*parser).hexadecimal, "^FD": (*parser).fieldData, "^FS": (*parser).separator,
		"^FR": (*parser).reverse, "^FB": (*parser).block, "^TB": inField, "^FP": inField, "^A": (*parser).letters,
		"^GB": (*parser).shape, "^GC": (*parser).shape, "^GD": (*parser).shape, "^GE": (*parser).shape, "^GS": inField,
		"^LS": zero, "^LT": zero,
	}
	for _, name := range []string{"^FX", "^MD", "^MM", "^MN", "^MT", "^PR", "~JS", "~SD", "~TA"} {
		allowed[name] = func(*parser) *Problem { return nil } // the printer's owner says how, and no comment is printed
	}
	allowed["^JM"] = leftOut("A") // as many dots as there are
	allowed["^JU"] = leftOut("S") // keep the settings: none was made
	for _, letter := range "0123456789ABCDEFIJKLMOPQRSTUXZ" {
		if letter != '6' {
			allowed["^B"+string(letter)] = (*parser).barcode
		}
	}
}

// plain refuses what no parameter has.
func (p *parser) plain() *Problem {
	for i := range len(p.token.args) {
		if c := p.token.args[i]; c < ' ' || c > '~' {
			return p.wrong(Parameter, "a sign that no parameter has")
		}
	}
	return nil
}

func oneOf(known ...string) func(*parser) *Problem {
	return func(p *parser) *Problem {
		for _, k := range known {
			if p.token.args == k {
				p.pass()
				return nil
			}
		}
		return p.wrong(Parameter, "only %s", strings.Join(known, " or "))
	}
}

// leftOut is for what asks for nothing when it says this, and for much when it says
// anything else.
func leftOut(args string) func(*parser) *Problem {
	return func(p *parser) *Problem {
		if p.token.args != args {
			return p.wrong(Forbidden, "only %s", args)
		}
		return nil
	}
}

// zero is for what moves all that is printed and is remembered by the printer: no
// move is left out, another is refused.
func zero(p *parser) *Problem {
	n, err := strconv.Atoi(p.token.args)
	if err != nil || n != 0 {
		return p.wrong(Parameter, "only 0")
	}
	return nil
}

func numbersOnly(p *parser) *Problem {
	if strings.Trim(p.token.args, "0123456789,") != "" {
		return p.wrong(Parameter, "only numbers")
	}
	p.pass()
	return nil
}

// inField is of a field, and is passed on as it is.
func inField(p *parser) *Problem {
	if problem := p.plain(); problem != nil {
		return problem
	}
	p.format.open = true
	p.pass()
	return nil
}

// params are the parameters of a command, n of them; missing ones are "".
func (p *parser) params(n int) ([]string, *Problem) {
	if problem := p.plain(); problem != nil {
		return nil, problem
	}
	list := strings.Split(p.token.args, ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	if len(list) > n {
		return nil, p.wrong(Parameter, "%d parameters, %d at most", len(list), n)
	}
	return append(list, make([]string, n-len(list))...), nil
}

// number reads a parameter up to most; fallback is for "".
func (p *parser) number(s string, most, fallback int) (int, *Problem) {
	if s == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		return 0, p.wrong(Parameter, "not a number up to %d", most)
	}
	return n, nil
}

// quantity is ^PQ: a label prints once, and who asks for it says how often.
func (p *parser) quantity() *Problem {
	list, problem := p.params(5)
	if problem != nil {
		return problem
	}
	n, problem := p.number(list[0], 99_999_999, 1)
	if problem != nil {
		return problem
	}
	if n != 1 {
		return p.wrong(Quantity, "%d", n)
	}
	return nil
}

func (p *parser) width() *Problem  { return p.size(&p.format.Width, maxDots) }
func (p *parser) length() *Problem { return p.size(&p.format.Length, maxLength) }

func (p *parser) size(into *int, most int) *Problem {
	list, problem := p.params(2)
	if problem != nil {
		return problem
	}
	n, problem := p.number(list[0], most, 0)
	if problem == nil && n > 0 {
		*into = n
	}
	return problem
}

func (p *parser) home() *Problem {
	at, _, problem := p.point()
	if problem == nil {
		p.format.home = at
		p.pass()
	}
	return problem
}

// point is two coordinates and what may follow them.
func (p *parser) point() (at point, more string, problem *Problem) {
	list, problem := p.params(3)
	if problem != nil {
		return at, "", problem
	}
	if at.x, problem = p.number(list[0], maxDots, 0); problem == nil {
		at.y, problem = p.number(list[1], maxDots, 0)
	}
	return at, list[2], problem
}

func (p *parser) place() *Problem {
	f := &p.format.field
	if f.placed || f.has {
		return p.wrong(Nested, "a field within a field")
	}
	at, more, problem := p.point()
	if problem != nil {
		return problem
	}
	f.at = point{at.x + p.format.home.x, at.y + p.format.home.y}
	f.placed, f.bottom, f.justify = true, p.token.name == "^FT", more
	p.format.open = true
	p.pass()
	return nil
}

func (p *parser) orientation() *Problem {
	list, problem := p.params(2)
	if problem != nil {
		return problem
	}
	if len(list[0]) != 1 || !strings.Contains("NRIB", list[0]) {
		return p.wrong(Parameter, "only N, R, I or B")
	}
	p.format.turn = list[0][0]
	p.format.field.turn = list[0][0]
	p.pass()
	return nil
}

// defaultFont is ^CF.
func (p *parser) defaultFont() *Problem {
	list, problem := p.params(3)
	if problem != nil {
		return problem
	}
	f := &p.format.font
	if list[0] != "" {
		f.name = list[0][0]
	}
	if problem = p.sizes(f, list[1], list[2]); problem == nil {
		p.format.field.font = *f
		p.pass()
	}
	return problem
}

// sizes reads height and width of letters; one of them alone is of both.
func (p *parser) sizes(f *font, height, width string) (problem *Problem) {
	if height == "" && width == "" {
		return nil
	}
	if f.height, problem = p.number(height, maxDots, 0); problem == nil {
		f.width, problem = p.number(width, maxDots, 0)
	}
	return problem
}

// letters is ^A, or ^A@ with the name of a font in the printer.
func (p *parser) letters() *Problem {
	list, problem := p.params(4)
	if problem != nil {
		return problem
	}
	if list[0] == "" || len(list[0]) > 2 {
		return p.wrong(Parameter, "no font")
	}
	f := &p.format.field.font
	f.name, f.turn = list[0][0], 0
	if len(list[0]) == 2 {
		if strings.IndexByte("NRIB", list[0][1]) < 0 {
			return p.wrong(Parameter, "only N, R, I or B")
		}
		f.turn = list[0][1]
	}
	if problem = p.sizes(f, list[1], list[2]); problem == nil {
		p.format.open = true
		p.pass()
	}
	return problem
}

func (p *parser) block() *Problem {
	p.format.field.block = p.token.args
	return inField(p)
}

func (p *parser) reverse() *Problem {
	p.format.field.reverse = true
	return inField(p)
}

// barDefaults is ^BY: it holds until the next one.
func (p *parser) barDefaults() *Problem {
	list, problem := p.params(3)
	if problem != nil {
		return problem
	}
	w := p.format
	if w.module, problem = p.number(list[0], 10, w.module); problem != nil {
		return problem
	}
	if list[1] != "" {
		w.ratio = list[1]
	}
	if w.bars, problem = p.number(list[2], maxDots, w.bars); problem != nil {
		return problem
	}
	w.field.module, w.field.ratio, w.field.bars = w.module, w.ratio, w.bars
	p.pass()
	return nil
}

func (p *parser) barcode() *Problem {
	f := &p.format.field
	return p.drawn(&f.barcode, &f.args)
}

func (p *parser) shape() *Problem {
	f := &p.format.field
	return p.drawn(&f.shape, &f.sizes)
}

// drawn notes what a field draws beside letters; it is one thing.
func (p *parser) drawn(name, args *string) *Problem {
	if f := &p.format.field; f.barcode != "" || f.shape != "" {
		return p.wrong(Nested, "two things in one field")
	}
	*name, *args = p.token.name, p.token.args
	return inField(p)
}

func (p *parser) hexadecimal() *Problem {
	if problem := p.plain(); problem != nil {
		return problem
	}
	f := &p.format.field
	if f.has || len(p.token.args) > 1 {
		return p.wrong(Parameter, "one sign, before the data")
	}
	f.hex = '_'
	if p.token.args != "" {
		f.hex = p.token.args[0]
	}
	p.format.open = true
	p.pass()
	return nil
}

// commanding are bytes that begin a command, or are one to a printer: STX is ^XA,
// ETX ^XZ, SI ^FS, DLE and RS begin one (the guide, "^CC" and "Transmitting").
const commanding = "^~\x02\x03\x0f\x10\x18"

func (p *parser) fieldData() *Problem {
	f := &p.format.field
	if f.has {
		return p.wrong(Nested, "data twice")
	}
	f.has, f.data = true, p.token.args
	p.format.open = true
	p.pass()
	if f.hex == 0 {
		return nil
	}
	var out strings.Builder
	for i := 0; i < len(f.data); i++ {
		c := f.data[i]
		if c == f.hex && i+2 < len(f.data) {
			if code, err := strconv.ParseUint(f.data[i+1:i+3], 16, 8); err == nil {
				if strings.IndexByte(commanding, byte(code)) >= 0 {
					return p.wrong(Hidden, "a sign of ^FH for byte %02X", code)
				}
				c = byte(code)
				i += 2
			}
		}
		out.WriteByte(c)
	}
	f.data = out.String()
	return nil
}

// separator is ^FS: a field is done. One that says nothing is left out.
func (p *parser) separator() *Problem {
	if problem := p.empty(); problem != nil {
		return problem
	}
	w := p.format
	f := w.field
	w.field = w.blank()
	if w.open {
		p.write("^FS")
	}
	w.open = false
	if f.shape == "" && f.dots == nil && (!f.has || f.data == "") {
		return nil
	}
	w.fields = append(w.fields, f)
	if f.barcode != "" {
		w.Codes = append(w.Codes, Code{f.barcode, f.said()})
	}
	return nil
}
