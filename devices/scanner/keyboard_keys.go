package scanner

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// Keys of the keyboard page (HID Usage Tables 1.5, section 10).
const (
	keyA        = 0x04
	keyEnter    = 0x28
	keyTab      = 0x2B
	keyCapsLock = 0x39
	keyF1       = 0x3A
	keyNumLock  = 0x53
	keyPadEnter = 0x58
	keyPad1     = 0x59
	keyPad0     = 0x62
)

// Modifiers of a report, bit by bit.
const (
	modCtrl  = 0x11 // of either side
	modShift = 0x22
	modAlt   = 0x44
	modGUI   = 0x88
)

// plain and shifted are what the keys from keyA on type on an American keyboard; a
// zero for a key that types nothing.
const (
	plain   = "abcdefghijklmnopqrstuvwxyz1234567890\r\x1b\x08\t -=[]\\\\;'`,./"
	shifted = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\r\x1b\x08\t _+{}||:\"~<>?"
	keypad  = "/*-+\r1234567890." // from 0x54 on, whatever is held with them
)

// altPages say what codes above 127 mean that are typed with Alt and the keypad;
// nil refuses them.
var altPages = map[string]*charmap.Charmap{
	"refuse": nil, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252,
	"cp866": charmap.CodePage866, "cp437": charmap.CodePage437,
}

// typist turns keys into codes. A key that says nothing spoils the code that it
// stands in: what it was meant for is lost, as a GS is under a key that was not
// configured.
type typist struct {
	end  string // the keys that end a code
	gs   uint16 // a key that stands for GS; 0 for none
	page *charmap.Charmap

	text   []byte
	lost   bool
	caps   bool   // the scanner pressed CapsLock within the code
	number []byte // of a code that is being typed with Alt; nil when Alt is up
}

// begun says that the end of a code is awaited.
func (t *typist) begun() bool { return len(t.text) > 0 || t.lost || t.number != nil }

// types presses keys and gives the codes that they ended.
func (t *typist) types(pressed []uint16, modifiers byte) (all []typed) {
	alt := modifiers&modAlt != 0 && modifiers&(modCtrl|modGUI) == 0
	if t.number != nil && !alt {
		t.alted()
	}
	if alt && t.number == nil {
		t.number = []byte{}
	}
	for _, key := range pressed {
		switch {
		case alt:
			t.digit(key)
		case t.ends(key):
			all = append(all, t.finish()...)
		default:
			t.press(key, modifiers)
		}
	}
	return all
}

// press types one key.
func (t *typist) press(key uint16, modifiers byte) {
	c, ok := byte(0), false
	switch {
	case key == keyNumLock:
		return
	case key == keyCapsLock:
		t.caps = !t.caps
		return
	case t.gs != 0 && key == t.gs && modifiers&(modCtrl|modAlt|modGUI) == 0:
		c, ok = '\x1d', true
	case modifiers&(modAlt|modGUI) == 0:
		c, ok = character(key, modifiers&modShift != 0, t.caps)
		if modifiers&modCtrl != 0 && ok {
			c, ok = controlled(c)
		}
	}
	if !ok {
		t.lost = true
		return
	}
	t.put(c)
}

func (t *typist) put(b ...byte) {
	if t.text = append(t.text, b...); len(t.text) > MaxFrame {
		t.text, t.lost = t.text[:0], true
	}
}

// character is what a key types without Ctrl.
func character(key uint16, shift, caps bool) (byte, bool) {
	if key >= 0x54 && int(key-0x54) < len(keypad) {
		return keypad[key-0x54], true
	}
	n := int(key) - keyA
	if key == 0x64 { // beside the left Shift of European keyboards
		n = 0x31 - keyA
	}
	if n < 0 || n >= len(plain) {
		return 0, false
	}
	if n < 26 {
		shift = shift != caps
	}
	if shift {
		return shifted[n], true
	}
	return plain[n], true
}

// controlled is what a character is with Ctrl held: Ctrl+] is GS.
func controlled(c byte) (byte, bool) {
	switch {
	case c >= 'a' && c <= 'z':
		return c - 'a' + 1, true
	case c >= '@' && c <= '_':
		return c - '@', true
	case c == '6': // Ctrl+^ and Ctrl+_ without Shift
		return 0x1E, true
	case c == '-':
		return 0x1F, true
	}
	return 0, false
}

// maxAlt is how many digits of a code typed with Alt are kept: one more than fits.
const maxAlt = 5

// digit takes a key that was pressed with Alt.
func (t *typist) digit(key uint16) {
	switch {
	case key == keyNumLock:
	case key >= keyPad1 && key <= keyPad0 && len(t.number) < maxAlt:
		t.number = append(t.number, keypad[key-0x54])
	default:
		t.lost = true
	}
}

// alted types what was spelled while Alt was down.
func (t *typist) alted() {
	digits := string(t.number)
	t.number = nil
	code := 0
	for _, d := range digits {
		code = code*10 + int(d-'0')
	}
	switch {
	case digits == "": // Alt alone
	case code > 255 || code > 127 && t.page == nil:
		t.lost = true
	case code > 127:
		t.put([]byte(string(t.page.DecodeByte(byte(code))))...)
	default:
		t.put(byte(code))
	}
}

// finish gives what was typed; none when that is nothing.
func (t *typist) finish() []typed {
	text, lost := string(t.text), t.lost
	t.text, t.lost, t.caps, t.number = t.text[:0], false, false, nil
	switch {
	case lost:
		return []typed{{err: &BadFrame{UnknownKey, len(text)}}}
	case text == "":
		return nil
	}
	return []typed{{text: strings.Clone(text)}}
}

// silence tells that the scanner stopped: without a key that ends codes that is
// the end of one, with one it is a code whose end was lost.
func (t *typist) silence() []typed {
	if !t.begun() {
		return nil
	}
	n := len(t.text)
	if t.end == "" && t.number == nil {
		return t.finish()
	}
	t.finish()
	return []typed{{err: &BadFrame{Unfinished, n}}}
}
