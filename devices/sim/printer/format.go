package printer

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"strconv"
	"strings"
	"unicode/utf8"
)

// interpreter is a format being read, command by command.
type interpreter struct {
	config Config
	label  *image.Paletted // nil until width and length are known
	width  int
	home   image.Point
	copies int
	utf8   bool

	// ^BY holds until the next one.
	module, barHeight int

	field field
}

// field is what stands between two ^FS.
type field struct {
	at     image.Point
	placed bool
	bottom bool // ^FT: at is the left lower corner
	make   func(in *interpreter, f *field, data string) (*image.Paletted, image.Point, error)
	font   font
	block  *block
	hex    byte // ^FH's sign; 0 without ^FH
	data   string
	has    bool // data
	bitmap *image.Paletted
}

// commands are what a format may have. What is not here is refused.
var commands = map[string]func(in *interpreter, args string) error{
	"CI": (*interpreter).charset, "PW": (*interpreter).printWidth, "LL": (*interpreter).length, "LH": (*interpreter).labelHome,
	"FW": oneOf("N"), "CF": oneOf("A,9,5"), "PO": oneOf("N"), "PM": oneOf("N"), "LR": oneOf("N"),
	"MN": oneOf("Y", "M", "N"), "MM": oneOf("T", "P", "C"), "PQ": (*interpreter).quantity,
	"FO": (*interpreter).origin, "FT": (*interpreter).typeset, "FH": (*interpreter).hexadecimal, "FD": (*interpreter).fieldData, "FS": (*interpreter).separator,
	"FB": (*interpreter).fieldBlock, "BY": (*interpreter).barDefaults, "GB": (*interpreter).graphicBox, "GF": (*interpreter).graphicField,
	"BC": (*interpreter).code128, "BE": (*interpreter).ean13, "B8": (*interpreter).ean8, "BU": (*interpreter).upca, "B2": (*interpreter).interleaved,
	"BX": (*interpreter).dataMatrix, "BQ": (*interpreter).qrCode,
}

// draw reads a whole format, ^XA to ^XZ.
func draw(zpl []byte, c Config) (*job, error) {
	body := string(zpl[len("^XA") : len(zpl)-len("^XZ")])
	in := &interpreter{config: c, copies: 1, module: 2, barHeight: 10}
	for i, command := range strings.Split(body, "^") {
		command = strings.TrimRight(command, "\r\n")
		if i == 0 && command == "" {
			continue
		}
		if err := in.obey(command); err != nil {
			return nil, fmt.Errorf("^%.40s: %w", command, err)
		}
	}
	switch {
	case in.field.placed || in.field.has || in.field.make != nil:
		return nil, errors.New("the last field has no ^FS")
	case in.label == nil:
		return nil, errors.New("no ^PW and ^LL")
	}
	return &job{image: in.label, zpl: bytes.Clone(zpl), copies: in.copies}, nil
}

func (in *interpreter) obey(command string) error {
	if len(command) < 2 {
		return errors.New("no command")
	}
	// ^A has its parameter, the font, in the place of a second letter.
	if command[0] == 'A' {
		return in.scalable(command[1:])
	}
	do, ok := commands[command[:2]]
	if !ok {
		return errors.New("not understood")
	}
	return do(in, command[2:])
}

func oneOf(known ...string) func(*interpreter, string) error {
	return func(_ *interpreter, args string) error {
		for _, k := range known {
			if args == k {
				return nil
			}
		}
		return errors.New("not understood")
	}
}

// params splits at commas and refuses more than n; missing ones are "".
func params(args string, n int) ([]string, error) {
	list := strings.Split(args, ",")
	if len(list) > n {
		return nil, fmt.Errorf("%d parameters, %d at most", len(list), n)
	}
	return append(list, make([]string, n-len(list))...), nil
}

// number reads a parameter between bounds; fallback is for "".
func number(s string, least, most, fallback int) (int, error) {
	if s == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("%q is not from %d to %d", s, least, most)
	}
	return n, nil
}

// numbers reads parameters that are all there, within the same bounds.
func numbers(args string, n, least, most int) ([]int, error) {
	list, err := params(args, n)
	if err != nil {
		return nil, err
	}
	out := make([]int, n)
	for i, s := range list {
		if s == "" {
			return nil, fmt.Errorf("parameter %d is missing", i+1)
		}
		if out[i], err = number(s, least, most, 0); err != nil {
			return nil, err
		}
	}
	return out, nil
}

const (
	maxDots = 32000    // of every coordinate (the guide, ^FO)
	maxArea = 72 << 20 // dots of a label: 250 by 500 mm at 600 dpi
)

func (in *interpreter) charset(args string) error {
	in.utf8 = args == "28"
	if !in.utf8 && args != "0" {
		return errors.New("only 28, which is UTF-8, and 0, of which ASCII is understood")
	}
	return nil
}

func (in *interpreter) printWidth(args string) error {
	n, err := numbers(args, 1, 2, maxDots)
	if err == nil {
		in.width = n[0]
	}
	return err
}

func (in *interpreter) length(args string) error {
	n, err := numbers(args, 1, 1, maxDots)
	if err != nil {
		return err
	}
	if in.width == 0 || in.label != nil {
		return errors.New("the width must be set first, and both only once")
	}
	if in.width > maxArea/n[0] {
		return errors.New("no printer has a label so large")
	}
	in.label = blank(in.width, n[0])
	return nil
}

func (in *interpreter) labelHome(args string) error {
	n, err := numbers(args, 2, 0, maxDots)
	if err == nil {
		in.home = image.Pt(n[0], n[1])
	}
	return err
}

func (in *interpreter) quantity(args string) error {
	n, err := numbers(args, 1, 1, 99999999)
	if err == nil {
		in.copies = n[0]
	}
	return err
}

func (in *interpreter) place(args string, bottom bool) error {
	n, err := numbers(args, 2, 0, maxDots)
	if err != nil {
		return err
	}
	if in.field.placed || in.label == nil {
		return errors.New("a field within a field, or before ^LL")
	}
	in.field.at, in.field.placed, in.field.bottom = image.Pt(n[0], n[1]), true, bottom
	return nil
}

func (in *interpreter) origin(args string) error  { return in.place(args, false) }
func (in *interpreter) typeset(args string) error { return in.place(args, true) }

func (in *interpreter) hexadecimal(args string) error {
	if len(args) > 1 {
		return errors.New("one sign at most")
	}
	in.field.hex = '_'
	if args != "" {
		in.field.hex = args[0]
	}
	return nil
}

func (in *interpreter) fieldData(args string) error {
	if in.field.has {
		return errors.New("data twice")
	}
	in.field.data, in.field.has = args, true
	if in.field.hex == 0 {
		return nil
	}
	var out strings.Builder
	for i := 0; i < len(args); i++ {
		if args[i] != in.field.hex {
			out.WriteByte(args[i])
			continue
		}
		if i+2 >= len(args) {
			return errors.New("a sign of ^FH without two digits")
		}
		code, err := strconv.ParseUint(args[i+1:i+3], 16, 8)
		if err != nil {
			return errors.New("a sign of ^FH without two digits")
		}
		out.WriteByte(byte(code))
		i += 2
	}
	in.field.data = out.String()
	if !in.utf8 && !isASCII(in.field.data) || !utf8.ValidString(in.field.data) {
		return errors.New("data that is not UTF-8, or no ^CI28")
	}
	return nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] > 127 {
			return false
		}
	}
	return true
}

// separator is ^FS: the field is drawn.
func (in *interpreter) separator(args string) error {
	f := in.field
	in.field = field{}
	if strings.TrimSpace(args) != "" {
		return errors.New("something follows ^FS")
	}
	if !f.placed {
		return errors.New("a field without a place")
	}
	picture, shift := f.bitmap, image.Point{}
	switch {
	case f.bitmap != nil && (f.make != nil || f.has), f.bitmap == nil && (f.make == nil || !f.has):
		return errors.New("a field must have either a picture or data and what to make of it")
	case f.make != nil:
		var err error
		if picture, shift, err = f.make(in, &f, f.data); err != nil {
			return err
		}
	}
	at := f.at.Add(in.home).Add(shift)
	if f.bottom {
		at.Y -= picture.Rect.Dy()
	}
	return stamp(in.label, picture, at)
}

func (in *interpreter) graphicBox(args string) error {
	n, err := numbers(args, 3, 1, maxDots)
	if err != nil {
		return err
	}
	w, h, t := max(n[0], n[2]), max(n[1], n[2]), n[2]
	if in.label == nil || w > in.label.Rect.Dx() || h > in.label.Rect.Dy() {
		return errors.New("larger than the label")
	}
	b := blank(w, h)
	for y := range h {
		for x := range w {
			if x < t || y < t || x >= w-t || y >= h-t {
				b.SetColorIndex(x, y, black)
			}
		}
	}
	in.field.bitmap = b
	return nil
}

// graphicField is ^GFA with the guide's compression: a count before a repeated
// digit, "," for zeros to the end of the row, ":" for the row before.
func (in *interpreter) graphicField(args string) error {
	p := strings.SplitN(args, ",", 5)
	if len(p) != 5 || p[0] != "A" || p[1] != p[2] {
		return errors.New("only A,total,total,bytes a row,data")
	}
	n, err := numbers(p[2]+","+p[3], 2, 1, 99999)
	if err != nil || n[0]%n[1] != 0 {
		return errors.New("total is not a number of whole rows")
	}
	rows, err := expand(p[4], 2*n[1])
	if err != nil {
		return err
	}
	if len(rows) != n[0]/n[1] {
		return fmt.Errorf("%d rows, %d announced", len(rows), n[0]/n[1])
	}
	b := blank(8*n[1], len(rows))
	for y, row := range rows {
		for x := range b.Rect.Dx() {
			digit, err := strconv.ParseUint(row[x/4:x/4+1], 16, 4)
			if err != nil {
				return err
			}
			if digit&(8>>(x%4)) != 0 {
				b.SetColorIndex(x, y, black)
			}
		}
	}
	in.field.bitmap = b
	return nil
}

// expand gives rows of so many hexadecimal digits.
func expand(data string, digits int) (rows []string, err error) {
	row, count := "", 0
	for i := range len(data) {
		c := data[i]
		switch {
		case c >= 'G' && c <= 'Y':
			count += int(c - 'G' + 1)
			continue
		case c >= 'g' && c <= 'z':
			count += 20 * int(c-'g'+1)
			continue
		case c >= '0' && c <= '9' || c >= 'A' && c <= 'F':
			row += strings.Repeat(string(c), max(1, count))
		case count > 0:
			return nil, errors.New("a count before no digit")
		case c == ',':
			row += strings.Repeat("0", max(0, digits-len(row)))
		case c == ':' && row == "" && len(rows) > 0:
			row = rows[len(rows)-1]
		default:
			return nil, fmt.Errorf("%q among the dots", c)
		}
		if count = 0; len(row) > digits {
			return nil, errors.New("a row that is too long")
		}
		if len(row) == digits {
			rows, row = append(rows, row), ""
		}
	}
	if row != "" || count > 0 {
		return nil, errors.New("the last row is not whole")
	}
	return rows, nil
}
