package sealtest

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// form is one way in which a needle may be written.
type form struct {
	needle string
	as     string // "windows-1251"
	bytes  []byte
}

// forms are all ways in which the needles may be written, each sequence of
// bytes once.
func forms(needles []string) []form {
	var all []form
	seen := map[string]bool{}
	for _, needle := range needles {
		for _, text := range []string{needle, strings.ToUpper(needle), strings.ToLower(needle)} {
			for _, f := range written(text) {
				if len(f.bytes) > 0 && !seen[string(f.bytes)] {
					seen[string(f.bytes)] = true
					f.needle = needle
					all = append(all, f)
				}
			}
		}
	}
	return all
}

// starts are forms by their first two bytes, so that a megabyte is read once and
// not once for each of some hundred forms.
type starts [1 << 16][]form

// byStart sorts forms; one of a single byte would be found everywhere, and is refused.
func byStart(all []form) *starts {
	s := new(starts)
	for _, f := range all {
		if len(f.bytes) < 2 {
			panic(fmt.Sprintf("%q is too short to look for", f.needle))
		}
		s[start(f.bytes, 0)] = append(s[start(f.bytes, 0)], f)
	}
	return s
}

func start(b []byte, at int) uint16 { return uint16(b[at])<<8 | uint16(b[at+1]) }

// in is what of the forms stands in b, each as often as it stands there. The race
// detector takes no notes of it (see next).
//
//go:norace
func (s *starts) in(b []byte) (found []form) {
	for at := 0; at+1 < len(b); at++ {
		for i := range s[start(b, at)] {
			if f := &s[start(b, at)][i]; len(b)-at >= len(f.bytes) && string(b[at:at+len(f.bytes)]) == string(f.bytes) {
				found = append(found, *f)
			}
		}
	}
	return found
}

// written are the forms of one text.
func written(text string) []form {
	utf8 := []byte(text)
	all := []form{
		{as: "utf-8", bytes: utf8},
		{as: "utf-16le", bytes: wide(text, func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} })},
		{as: "utf-16be", bytes: wide(text, func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} })},
		{as: "json escapes", bytes: wide(text, escape(`\u%04x`))},
		{as: "json escapes", bytes: wide(text, escape(`\u%04X`))},
		{as: "html entities", bytes: wide(text, escape("&#%d;"))},
		{as: "html entities", bytes: wide(text, escape("&#x%x;"))},
		{as: "html entities", bytes: wide(text, escape("&#x%X;"))},
		{as: "percent", bytes: octets(utf8, "%%%02X")},
		{as: "percent", bytes: octets(utf8, "%%%02x")},
		{as: "quoted-printable", bytes: octets(utf8, "=%02X")},
		{as: "hex", bytes: []byte(hex.EncodeToString(utf8))},
		{as: "hex", bytes: []byte(strings.ToUpper(hex.EncodeToString(utf8)))},
	}
	for as, page := range map[string]*charmap.Charmap{"windows-1251": charmap.Windows1251, "cp866": charmap.CodePage866, "koi8-r": charmap.KOI8R} {
		if b, err := page.NewEncoder().Bytes(utf8); err == nil { // a page that lacks a letter cannot hold the text
			all = append(all, form{as: as, bytes: b})
		}
	}
	for shift := range 3 {
		for _, alphabet := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			all = append(all, form{as: "base64", bytes: inBase64(alphabet, utf8, shift)})
		}
	}
	return all
}

func wide(text string, each func(uint16) []byte) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, each(u)...)
	}
	return b
}

// escape writes what is not ASCII in a format; that is what encoders escape.
func escape(format string) func(uint16) []byte {
	return func(u uint16) []byte {
		if u < 0x80 {
			return []byte{byte(u)}
		}
		return fmt.Appendf(nil, format, u)
	}
}

// octets writes bytes that are no letters, digits or one of -._~ in a format.
func octets(text []byte, format string) []byte {
	var b []byte
	for _, c := range text {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || bytes.IndexByte([]byte("-._~"), c) >= 0 {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, format, c)
		}
	}
	return b
}

// inBase64 is what base64 of a longer text shows when ours begins shift bytes
// into a group of three: the characters that our bytes alone decide.
func inBase64(alphabet *base64.Encoding, text []byte, shift int) []byte {
	coded := alphabet.EncodeToString(append(make([]byte, shift), text...))
	from := (shift*8 + 5) / 6
	to := (shift + len(text)) * 8 / 6
	return []byte(coded[from:to])
}
