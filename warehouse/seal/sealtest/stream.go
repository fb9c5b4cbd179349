package sealtest

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"io"
)

// zeros are an empty page.
var zeros [4096]byte

// streams calls fn with what is packed at any offset of b, as far as it can be
// unpacked, until fn returns false.
func streams(b []byte, fn func(kind string, at int, plain []byte) bool) {
	for at := 0; at+2 < len(b); at++ {
		if len(b)-at > len(zeros) && b[at] == 0 && bytes.Equal(b[at:at+len(zeros)], zeros[:]) {
			at += len(zeros) - 1 // room that a database has not used yet
			continue
		}
		kind, r := streamAt(b[at:])
		if r == nil {
			continue
		}
		// A stream that ends in garbage has shown what was before it.
		plain, _ := io.ReadAll(io.LimitReader(r, maxStream))
		if len(plain) > 0 && !fn(kind, at, plain) {
			return
		}
	}
}

// streamAt recognises a stream by its first bytes; nil when there is none.
func streamAt(b []byte) (kind string, r io.Reader) {
	switch {
	case b[0] == 0x1f && b[1] == 0x8b && b[2] == 8: // RFC 1952, 2.3.1
		if z, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
			z.Multistream(false)
			return "gzip", z
		}
	case b[0]&0x0f == 8 && b[0]>>4 <= 7 && b[1]&0x20 == 0 && binary.BigEndian.Uint16(b)%31 == 0: // RFC 1950, 2.2
		if z, err := zlib.NewReader(bytes.NewReader(b)); err == nil {
			return "zlib", z
		}
	case bytes.HasPrefix(b, []byte("PK\x03\x04")) && len(b) > 30: // APPNOTE 6.3.10, 4.3.7
		const deflated = 8
		skip := 30 + int(binary.LittleEndian.Uint16(b[26:])) + int(binary.LittleEndian.Uint16(b[28:]))
		if binary.LittleEndian.Uint16(b[8:]) == deflated && skip < len(b) {
			return "zip", flate.NewReader(bytes.NewReader(b[skip:]))
		}
	}
	return "", nil
}

// pdfText is the strings that a PDF content stream shows, joined; nothing for
// bytes that show none. Strings are written with backslashes before "(", ")"
// and "\", which in UTF-16 are halves of ordinary letters (ISO 32000-1, 7.3.4).
func pdfText(b []byte) []byte {
	if !bytes.Contains(b, []byte("Tj")) && !bytes.Contains(b, []byte("TJ")) {
		return nil
	}
	var text []byte
	for at := 0; at < len(b); {
		switch b[at] {
		case '(':
			var s []byte
			s, at = pdfString(b, at+1)
			text = append(text, s...)
		case '<':
			end := bytes.IndexByte(b[at:], '>')
			if end < 0 {
				return text
			}
			if s, err := hex.DecodeString(string(b[at+1 : at+end])); err == nil {
				text = append(text, s...)
			}
			at += end + 1
		default:
			at++
		}
	}
	return text
}

// pdfString reads a literal string after its opening bracket and returns where
// it ended.
func pdfString(b []byte, at int) (s []byte, end int) {
	for depth := 1; at < len(b); at++ {
		c := b[at]
		switch c {
		case '\\':
			if at++; at == len(b) {
				return s, at
			}
			octal := 0
			for octal < 3 && at+octal < len(b) && b[at+octal] >= '0' && b[at+octal] <= '7' {
				octal++
			}
			if octal > 0 {
				var n int
				for _, d := range b[at : at+octal] {
					n = n<<3 | int(d-'0')
				}
				s, at = append(s, byte(n)), at+octal-1
				continue
			}
			if i := bytes.IndexByte([]byte("nrtbf"), b[at]); i >= 0 {
				c = "\n\r\t\b\f"[i]
			} else {
				c = b[at]
			}
			s = append(s, c)
			continue
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s, at + 1
			}
		}
		s = append(s, c)
	}
	return s, at
}
