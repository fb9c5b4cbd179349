package scanner

import (
	"strings"

	"warehouse-node/devices/scan"
)

// codeIDs are the makers' own signs in front of a code that say what symbol it was
// read from, where a scanner was set to send them in place of AIM's.
var codeIDs = map[string]func(data string) (s scan.Symbology, rest string, ok bool){
	"none":  nil,
	"zebra": cutZebra,
}

// Symbol Code Characters of Zebra, before that of Symbol Technologies: SP72 Product
// Reference Guide, "Symbol Code Identifiers". The letter X is also that of an ISSN,
// which is 13 digits; a family of which a code may be any has no symbology.
var (
	zebraLetters = map[byte]scan.Symbology{
		'A': "", // UPC-A, UPC-E, EAN-8, EAN-13
		'B': scan.Code39, 'C': scan.Codabar, 'D': scan.Code128, 'E': scan.Code93, 'F': scan.ITF,
		'G': scan.OtherSymbol, 'H': scan.OtherSymbol, 'J': scan.OtherSymbol,
		'K': scan.GS1128,
		'L': scan.EAN13, // Bookland
		'M': scan.OtherSymbol, 'N': scan.OtherSymbol,
		'R': scan.DataBar,
		'S': scan.OtherSymbol, 'T': scan.OtherSymbol, 'U': scan.OtherSymbol,
		'X': scan.PDF417, 'z': scan.Aztec,
	}
	zebraLong = map[string]scan.Symbology{
		"P00": scan.DataMatrix, "P01": scan.QR, "P0G": scan.GS1DataMatrix, "P0Q": scan.GS1QR,
	}
)

func cutZebra(data string) (s scan.Symbology, rest string, ok bool) {
	if strings.HasPrefix(data, "P") {
		if len(data) < 3 {
			return "", data, false
		}
		if s, ok = zebraLong[data[:3]]; !ok {
			s = scan.OtherSymbol
		}
		return s, data[3:], true
	}
	if data == "" {
		return "", data, false
	}
	if s, ok = zebraLetters[data[0]]; !ok {
		return "", data, false
	}
	rest = data[1:]
	switch data[0] {
	case 'A':
		s = retail(rest)
	case 'X':
		if len(rest) == 13 && retail(rest) != "" {
			s = scan.EAN13
		}
	}
	return s, rest, true
}

// retail is the symbol of an EAN or UPC by its length; none for eight digits, which
// are an EAN-8 or a UPC-E.
func retail(digits string) scan.Symbology {
	if strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	switch len(digits) {
	case 12, 13:
		return scan.EAN13
	case 14, 15, 17, 18:
		return scan.EANAddOn
	}
	return ""
}
