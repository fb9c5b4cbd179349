package scanner

import (
	"bytes"
	"testing"
	"time"
)

// counted is the descriptor of a public program's HID POS scanner, after
// Honeywell's.
var counted = []byte("\x05\x8c\x09\x02\xa1\x01\x85\x02\x09\x12\xa1\x02\x15\x00\x26\xff\x00\x75\x08\x95\x01\x05\x01\x09\x3b\x81\x02\x95\x03\x05\x8c" +
	"\x09\xfb\x09\xfc\x09\xfd\x81\x02\x95\x38\x09\xfe\x82\x02\x01\x25\x01\x75\x01\x95\x01\x09\xff\x81\x02\x75\x07\x81\x03\xc0\xc0")

// TestHidForm: what stands where in the reports of a scanner and of a keyboard.
func TestHidForm(t *testing.T) {
	f := posFormOf(counted)
	if f.data == nil || f.data.at != 32 || f.data.count != 56 || f.count.at != 0 || len(f.symbology) != 1 || f.symbology[0].at != 8 || f.more.at != 480 {
		t.Errorf("got %+v", f)
	}
	boot := []byte("\x05\x01\x09\x06\xa1\x01\x05\x07\x19\xe0\x29\xe7\x15\x00\x25\x01\x75\x01\x95\x08\x81\x02\x95\x01\x75\x08\x81\x03" +
		"\x95\x06\x75\x08\x15\x00\x25\x65\x05\x07\x19\x00\x29\x65\x81\x00\xc0")
	k := newKeyReader(boot)
	if len(k.fields) != 2 || k.fields[0].at != 0 || k.fields[1].at != 16 || !k.fields[1].array || k.fields[1].count != 6 {
		t.Errorf("got %+v", k.fields)
	}
	if f := posFormOf(boot); f.data != nil {
		t.Error("a keyboard is taken for a scanner")
	}
	if k := newKeyReader(counted); len(k.fields) != len(bootFields) {
		t.Error("a scanner is taken for a keyboard")
	}
}

// FuzzHidForm: whatever a device says of its reports, reading it and them ends, and
// no field lies outside of what a report can hold.
func FuzzHidForm(f *testing.F) {
	f.Add(counted, []byte("\x02\x04]E0A\x00B\x00"))
	f.Add([]byte("\x05\x07\x19\x00\x2a\xff\xff\x75\x20\x96\xff\xff\x81\x02"), []byte("12345678"))
	f.Fuzz(func(t *testing.T, descriptor, report []byte) {
		for _, x := range hidForm(descriptor) {
			if x.at < 0 || x.size < 0 || x.count < 0 || x.at+x.size*x.count > maxHidBits || len(x.usages) > maxHidUsages {
				t.Fatalf("%+v", x)
			}
		}
		form, keys := posFormOf(descriptor), newKeyReader(descriptor)
		if len(report) == 0 {
			return // a port never gives one
		}
		if p, err := form.read(report); err == nil && p != nil && len(p.data) > len(report) {
			t.Fatalf("%d bytes of a report of %d", len(p.data), len(report))
		}
		keys.next(report)
		keys.next(report)
	})
}

// FuzzTypist: whatever is pressed, a code is what was typed since the last one, and
// memory is bounded.
func FuzzTypist(f *testing.F) {
	f.Add([]byte("\x00\x00\x1e\x00\x00\x00\x00\x00\x00\x00\x28\x00\x00\x00\x00\x00"))
	f.Add([]byte("\x04\x00\x62\x00\x00\x00\x00\x00\x04\x00\x5a\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		keys, typist := newKeyReader(nil), typist{end: endKeys["Enter"]}
		for ; len(stream) >= 8; stream = stream[8:] {
			pressed, modifiers, ok := keys.next(stream[:8])
			if len(pressed) > 6 || !ok && len(pressed) > 0 {
				t.Fatalf("%d keys of a report that holds six", len(pressed))
			}
			for _, code := range typist.types(pressed, modifiers) {
				if (code.text == "") == (code.err == nil) {
					t.Fatalf("%+v", code)
				}
			}
			if len(typist.text) > MaxFrame+8 || len(typist.number) > maxAlt {
				t.Fatal("too much is kept")
			}
		}
	})
}

// FuzzPOSCode: whatever reports come, a code is the data of one message, each part
// once.
func FuzzPOSCode(f *testing.F) {
	f.Add([]byte("\x01AB\x00CD"), 3)
	f.Fuzz(func(t *testing.T, stream []byte, size int) {
		size = 1 + (size&0xff)%60
		var c posCode
		var since []byte
		now := time.Now()
		for len(stream) > 0 {
			n := min(len(stream), size)
			p := posPart{aim: []string{"]E0", "]Q1"}[stream[0]>>7], data: stream[1:n], more: stream[0]&1 != 0}
			if stream[0]&2 != 0 {
				_ = c.silence(now)
				since = nil
			}
			now = now.Add(time.Duration(stream[0]>>2&7) * time.Second)
			stream = stream[n:]
			since = append(since, p.data...)
			whole, err := c.add(p, now)
			if whole != nil && (err != nil || !bytes.Equal(whole.data, since)) {
				t.Fatalf("%q of %q, %v", whole.data, since, err)
			}
			if !p.more {
				since = nil
			}
		}
	})
}
