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

// Find gives the value of an application identifier.
func (c Code) Find(ai string) (value string, ok bool) { return Find(c.Elements, ai) }

// Goods is the number of the item (01) when that is sure: it stands alone and its
// check digit fits. Also of a code that could not be read to its end, where the
// number stood in front, whose length is known.
func (c Code) Goods() (gtin string, sure bool) {
	if c.Kind == Text && c.Flaw != nil && c.Flaw.Reason.Breaks() {
		body := strings.TrimPrefix(c.Data, GS)
		if len(body) < 16 || body[:2] != "01" || !Checked(body[2:16]) {
			return "", false
		}
		return body[2:16], true
	}
	for _, e := range c.Elements {
		if e.AI == "01" && e.Value != c.GTIN {
			return "", false
		}
	}
	return c.GTIN, Checked(c.GTIN)
}

// Whole says that no separator was lost, as far as anybody can tell: lot, serial
// number and tail end where they seem to.
func (c Code) Whole() bool {
	return c.Flaw == nil || c.Flaw.Reason != SeparatorLost && c.Flaw.Reason != SeparatorDoubtful
}

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
