package sealtest

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"encoding/hex"
	"io"
)

// streams calls fn with what is packed at any offset of b, as far as it can be
// unpacked, until fn returns false.
func streams(b []byte, fn func(kind string, at int, plain []byte) bool) {
	var u unpacker
	for at := next(b, 0); at < len(b); at = next(b, at+1) {
		kind, r := u.streamAt(b[at:])
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

// next is the first offset from at on where a stream may begin; len(b) when there
// is none. Only who calls it writes to b, and a megabyte of notes about reading it
// would be most of the work of the race detector.
//
//go:norace
func next(b []byte, at int) int {
	for ; at+2 < len(b); at++ {
		if c := b[at]; c == 0x1f && b[at+1] == 0x8b || c == 'P' && b[at+1] == 'K' || isZlib(c, b[at+1]) {
			return at
		}
	}
	return len(b)
}

// isZlib tells the two bytes before a stream without a dictionary (RFC 1950, 2.2).
func isZlib(method, flags byte) bool {
	return method&0x0f == 8 && method>>4 <= 7 && flags&0x20 == 0 && (uint(method)<<8|uint(flags))%31 == 0
}

// unpacker keeps what unpacks: most bytes that look like the beginning of a stream
// are none.
type unpacker struct {
	deflated io.ReadCloser // *flate.decompressor
}

// streamAt recognises a stream by its first bytes; nil when there is none. The
// reader is good until the next call.
func (u *unpacker) streamAt(b []byte) (kind string, r io.Reader) {
	switch {
	case bytes.HasPrefix(b, []byte("\x1f\x8b\x08")): // RFC 1952, 2.3.1
		if z, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
			z.Multistream(false)
			return "gzip", z
		}
	case isZlib(b[0], b[1]):
		return "zlib", u.inflate(b[2:])
	case bytes.HasPrefix(b, []byte("PK\x03\x04")) && len(b) > 30: // APPNOTE 6.3.10, 4.3.7
		const deflated = 8
		skip := 30 + int(binary.LittleEndian.Uint16(b[26:])) + int(binary.LittleEndian.Uint16(b[28:]))
		if binary.LittleEndian.Uint16(b[8:]) == deflated && skip < len(b) {
			return "zip", u.inflate(b[skip:])
		}
	}
	return "", nil
}

func (u *unpacker) inflate(b []byte) io.Reader {
	if u.deflated == nil {
		u.deflated = flate.NewReader(bytes.NewReader(b))
	} else if err := u.deflated.(flate.Resetter).Reset(bytes.NewReader(b), nil); err != nil {
		panic(err) // it has no reason to refuse
	}
	return u.deflated
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
