package scan

import "strings"

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
	if flaw != nil || len(elements) < 2 || elements[1].AI != "21" || shaped(elements) {
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
