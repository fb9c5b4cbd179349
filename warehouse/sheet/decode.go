package sheet

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"warehouse-node/warehouse/fault"
)

// Encoding names how a file spells its letters; "" is to be found out.
type Encoding string

// The encodings in which spreadsheets and accounting programs of our people
// write.
const (
	UTF8        Encoding = "utf-8"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	Windows1251 Encoding = "windows-1251"
	CP866       Encoding = "cp866" // the DOS page, still an option of 1С
	Workbook    Encoding = "xlsx"  // no text at all; it is not asked for, only found
)

var marks = []struct {
	bom  string
	name Encoding
}{{"\xef\xbb\xbf", UTF8}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE}}

// decode turns the bytes of a file into UTF-8 without a byte order mark. With
// "" for the encoding it is guessed: by its mark, by the zeros of UTF-16, by
// being UTF-8, or else by which letters of the two Cyrillic pages there are
// more of. A byte that means nothing becomes U+FFFD.
func decode(b []byte, as Encoding) ([]byte, Encoding, error) {
	if as == "" {
		as = guess(b)
	}
	for _, m := range marks {
		if m.name == as {
			b = bytes.TrimPrefix(b, []byte(m.bom))
		}
	}
	var page encoding.Encoding
	switch as {
	case UTF8:
		return bytes.ToValidUTF8(b, []byte("\uFFFD")), as, nil
	case UTF16LE:
		page = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case UTF16BE:
		page = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case Windows1251:
		page = charmap.Windows1251
	case CP866:
		page = charmap.CodePage866
	default:
		return nil, as, fault.New(fault.Invalid, "sheet.encoding", "encoding", string(as))
	}
	out, err := page.NewDecoder().Bytes(b)
	if err != nil {
		return nil, as, fault.New(fault.Invalid, "sheet.encoding", "encoding", string(as)).With(err)
	}
	return out, as, nil
}

// sample is how much of a file is looked at to guess.
const sample = 64 << 10

func guess(b []byte) Encoding {
	for _, m := range marks {
		if bytes.HasPrefix(b, []byte(m.bom)) {
			return m.name
		}
	}
	head := b[:min(len(b), sample)]
	even, odd := 0, 0
	for i, c := range head {
		switch {
		case c != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	// Digits and delimiters have one zero byte each in UTF-16, so a table has many.
	switch few := max(1, len(head)/20); {
	case odd > few && odd > even:
		return UTF16LE
	case even > few && even > odd:
		return UTF16BE
	case utf8.Valid(b):
		return UTF8
	}
	windows, dos := 0, 0
	for _, c := range head {
		switch {
		case c >= 0x80 && c <= 0xAF && c != 0xA0 && c != 0xAB: // letters in DOS; signs in Windows, of which the space and « are frequent
			dos++
		case c >= 0xC0 && c <= 0xDF || c >= 0xF0: // letters in Windows; lines of tables in DOS
			windows++
		}
	}
	if dos > windows {
		return CP866
	}
	return Windows1251
}
