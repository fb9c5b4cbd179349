package scan

import (
	"strconv"
	"strings"
	"time"
)

// Kind is what a code is by itself.
type Kind string

// The kinds of codes.
const (
	Text     Kind = "text" // only the warehouse can know
	GTIN     Kind = "gtin" // a trade item: EAN-8, EAN-13, UPC-A, UPC-E, ITF-14
	Elements Kind = "gs1"  // GS1 element strings
	SSCC     Kind = "sscc" // a logistic unit, perhaps with more elements
	Marking  Kind = "mark" // a marking code without identifiers: of cigarettes, furs, alcohol
)

// Form is how the elements of a code were written.
type Form string

// The forms of elements.
const (
	ElementStrings Form = ""         // as GS1 symbols hold them
	Brackets       Form = "brackets" // (01)04607001771562
	DigitalLink    Form = "link"     // https://id.gs1.org/01/04607001771562
)

// Code is what a scan says.
type Code struct {
	Kind     Kind
	Data     string    // as it was scanned; with a Layout, what the label holds
	GTIN     string    // 14 digits; of the item itself (01), "" when there is none
	Content  string    // 14 digits; of what a logistic unit holds (02), with Count
	SSCC     string    // 18 digits
	AddOn    string    // the 2 or 5 digits behind an EAN, as on magazines
	Elements []Element // in their order
	Form     Form
	// Layout is the keyboard layout that the text was typed under, and Typed is
	// that text; "" when the code came as it is.
	Layout Layout
	Typed  string
	// Guessed says that the scanner did not tell what kind of symbol it read,
	// or read one that may hold anything: the shape alone says Kind. A code of
	// our own that looks the same goes first.
	Guessed bool
	// Flaw is what is wrong, or nil. Where Kind is not Text the rest stands,
	// as it was printed.
	Flaw *Flaw
}

// Parse says what a scan is. Any bytes give a Code.
func Parse(s Scan) Code {
	switch {
	case s.Symbology.GS1():
		return parseGS1(s.Data)
	case s.Symbology == EAN13 || s.Symbology == EAN8 || s.Symbology == EANAddOn:
		return parseEAN(s)
	case s.Symbology == AddOn:
		return parseAddOn(s.Data)
	}
	c := guess(s.Data, s.Symbology)
	if c.Kind == Text && c.Flaw == nil && s.Symbology == "" { // a keyboard tells no symbols
		if typed, ok := recoverTyped(s.Data); ok {
			return typed
		}
	}
	return c
}

// parseGS1 reads a symbol that said it holds element strings.
func parseGS1(data string) Code {
	elements, flaw := ParseElements(data)
	c := ofElements(data, ElementStrings, elements, flaw)
	if flaw != nil || len(elements) < 2 || elements[1].AI != "21" || len(shapesOf(elements)) > 0 {
		return c
	}
	if ai, at, ok := lostSeparator(data); ok {
		c.Flaw = &Flaw{Reason: SeparatorDoubtful, AI: ai, At: at}
	}
	return c
}

func ofElements(data string, form Form, elements []Element, flaw *Flaw) Code {
	if elements == nil {
		return Code{Kind: Text, Data: data, Flaw: flaw}
	}
	c := Code{Kind: Elements, Data: data, Form: form, Elements: elements, Flaw: flaw}
	c.GTIN, _ = Find(elements, "01")
	c.Content, _ = Find(elements, "02")
	if c.SSCC, _ = Find(elements, "00"); c.SSCC != "" {
		c.Kind = SSCC
	}
	return c
}

// keyed says that the code names a thing that moves through warehouses.
func (c *Code) keyed() bool { return c.GTIN != "" || c.SSCC != "" || c.Content != "" }

// parseEAN reads a symbol of the EAN and UPC family, whose digits the scanner
// has checked: a wrong check digit is a code damaged on the line.
func parseEAN(s Scan) Code {
	number, addOn := s.Data, ""
	if s.Symbology == EANAddOn {
		switch len(s.Data) {
		case 13 + 2, 13 + 5:
			number, addOn = s.Data[:13], s.Data[13:]
		case 12 + 2, 12 + 5:
			number, addOn = s.Data[:12], s.Data[12:]
		}
	}
	c := Code{Kind: Text, Data: s.Data}
	if upca, ok := ExpandUPCE(number); ok && s.Symbology == EAN13 {
		number = upca
	}
	switch gtin, ok := ToGTIN(number); {
	case gtin == "" || len(number) == 14 || (s.Symbology == EAN8) != (len(number) == 8):
		c.Flaw = &Flaw{Reason: BadLength}
	case !digits(number + addOn):
		c.Flaw = &Flaw{Reason: BadCharacter}
	case !ok:
		c.Flaw = &Flaw{Reason: BadCheckDigit, At: len(number) - 1}
	default:
		c.Kind, c.GTIN, c.AddOn = GTIN, gtin, addOn
	}
	return c
}

// parseAddOn reads the add-on of a magazine or a book that a scanner sends by
// itself: it names nothing without the number beside it.
func parseAddOn(data string) Code {
	c := Code{Kind: Text, Data: data}
	switch {
	case len(data) != 2 && len(data) != 5:
		c.Flaw = &Flaw{Reason: BadLength}
	case !digits(data):
		c.Flaw = &Flaw{Reason: BadCharacter}
	default:
		c.AddOn = data
	}
	return c
}

// guess goes by the shape alone. Element strings are only looked for where the
// symbol is not known, since one that told its kind would have announced them,
// and in DataMatrix, where marking codes are printed wrongly; they must be
// without a flaw and begin as labels do, and a GS in them is as good as an
// announcement. What is written in letters tells by itself.
func guess(data string, s Symbology) Code {
	if gtin, ok := ToGTIN(data); ok {
		return Code{Kind: GTIN, Data: data, GTIN: gtin, Guessed: true}
	}
	if c, ok := written(data); ok {
		return c
	}
	if s == "" {
		if c, ok := unsaid(data); ok {
			return c
		}
	}
	if s == DataMatrix {
		if c, ok := unannounced(data); ok {
			return c
		}
	}
	if m, ok := parseMark(data); ok && m.printedIn(s) {
		return Code{Kind: Marking, Data: data, GTIN: m.GTIN, Guessed: true}
	}
	return Code{Kind: Text, Data: data}
}

// written reads elements as a link or in brackets.
func written(data string) (c Code, ok bool) {
	var elements []Element
	var flaw *Flaw
	form := Brackets
	switch {
	case strings.HasPrefix(data, "("):
		elements, flaw = ParseBracketed(data)
	case strings.HasPrefix(data, "http") || strings.HasPrefix(data, "HTTP"):
		form = DigitalLink
		elements, flaw = ParseLink(data)
	default:
		return Code{}, false
	}
	c = ofElements(data, form, elements, flaw)
	c.Guessed = true
	return c, c.Flaw == nil && c.keyed()
}

// unsaid reads element strings of a scanner that does not tell its symbols.
func unsaid(data string) (c Code, ok bool) {
	c = parseGS1(data)
	c.Guessed = true
	return c, strings.Contains(data, GS) || c.Flaw == nil && c.keyed() || c.lostSeparator()
}

// unannounced reads a marking code whose DataMatrix lacks the FNC1 in front:
// printed so it is no GS1 symbol, and the marking system refuses it.
func unannounced(data string) (c Code, ok bool) {
	c = parseGS1(data)
	c.Guessed = true
	if c.lostSeparator() {
		return c, true
	}
	if _, ok := c.Mark(); !ok || c.Flaw != nil {
		return Code{}, false
	}
	c.Flaw = &Flaw{Reason: Unannounced}
	return c, true
}

// lostSeparator says that the code is a marking code that would be good if it
// had all its separators.
func (c *Code) lostSeparator() bool {
	if c.Flaw == nil || c.Flaw.Reason != SeparatorLost && c.Flaw.Reason != SeparatorDoubtful {
		return false
	}
	_, _, lost := lostSeparator(c.Data)
	return lost && Checked(strings.TrimPrefix(c.Data, GS)[2:16])
}

// printedIn says whether a symbol of this kind may hold the mark. A fur's is
// printed in many, and in letters.
func (m Mark) printedIn(s Symbology) bool {
	switch m.Form {
	case MarkPack:
		return s == "" || s == DataMatrix
	case MarkAlcohol:
		return s == "" || s == DataMatrix || s == PDF417
	}
	return true
}

// Find gives the value of an application identifier.
func (c Code) Find(ai string) (value string, ok bool) { return Find(c.Elements, ai) }

// Lot is the batch or lot (10).
func (c Code) Lot() string { v, _ := c.Find("10"); return v }

// Serial is the serial number (21): with the GTIN it names one piece.
func (c Code) Serial() string {
	if c.Kind == Marking {
		m, _ := parseMark(c.Data)
		return m.Serial
	}
	v, _ := c.Find("21")
	return v
}

// Expiry is the day after which the goods must not be used (17, or the day of
// 7003). now chooses the century. ok is false when there is none, or no such day.
func (c Code) Expiry(now time.Time) (d Date, ok bool) {
	if d, ok := c.date("17", now); ok {
		return d, true
	}
	return c.date("7003", now)
}

// BestBefore is the day until which the goods are at their best (15).
func (c Code) BestBefore(now time.Time) (Date, bool) { return c.date("15", now) }

// Produced is the day of production (11), else that of packing (13).
func (c Code) Produced(now time.Time) (Date, bool) {
	if d, ok := c.date("11", now); ok {
		return d, true
	}
	return c.date("13", now)
}

func (c Code) date(ai string, now time.Time) (Date, bool) {
	v, ok := c.Find(ai)
	if !ok || len(v) < 6 {
		return Date{}, false
	}
	return toDate(v[:6], now)
}

// Count is how many pieces: of the content of a logistic unit (37), else of an
// item that varies (30). ok is false when the code does not tell.
func (c Code) Count() (n int64, ok bool) {
	for _, ai := range []string{"37", "30"} {
		if v, found := c.Find(ai); found {
			n, err := strconv.ParseInt(v, 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}

// NetGrams is the net weight (310n) when it is a whole number of grams.
func (c Code) NetGrams() (grams int64, ok bool) {
	for _, e := range c.Elements {
		if !strings.HasPrefix(e.AI, "310") {
			continue
		}
		n, decimals, ok := e.Decimal()
		for ; decimals < 3; decimals++ {
			n *= 10
		}
		for ; decimals > 3; decimals-- {
			ok = ok && n%10 == 0
			n /= 10
		}
		return n, ok
	}
	return 0, false
}

// Decimal is the number of a measure or an amount (310n to 369n, 390n, 392n,
// 394n, 395n): digits, and how many of them stand behind the point. ok is false
// for other elements.
func (e Element) Decimal() (digits int64, decimals int, ok bool) {
	if len(e.AI) != 4 || e.AI[0] != '3' {
		return 0, 0, false
	}
	if family := e.AI[:3]; family == "391" || family == "393" {
		return 0, 0, false // a currency stands in front
	}
	n, err := strconv.ParseInt(e.Value, 10, 64)
	return n, int(e.AI[3] - '0'), err == nil && n >= 0
}

// String is the code for a person: elements with their identifiers in brackets.
func (c Code) String() string {
	if len(c.Elements) == 0 {
		return c.Data
	}
	var b strings.Builder
	for _, e := range c.Elements {
		b.WriteString(e.String())
	}
	return b.String()
}
