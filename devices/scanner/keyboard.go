package scanner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/wire"
)

// A scanner that is a keyboard (USB HID, usage page 7), read as a device: what it
// types reaches nobody else, and no keyboard layout of the system is asked.
var _ = devices.Register(Drivers, "keyboard", "USB, keyboard",
	keyboardConfig{Suffix: "Enter", AIM: "auto", GS: "ctrl", Alt: "refuse", SilenceMS: 200}, openKeyboard)

// keyboardConfig is what was set in the scanner's own menu. Its keyboard layout
// must be the American one.
type keyboardConfig struct {
	Suffix    string `choice:"Enter Tab none"` // the key that ends a code
	Prefix    string // what begins a code
	AIM       string `choice:"off auto required"`                            // symbology identifiers in front: "]E0"
	GS        string `choice:"ctrl F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12"`  // the key that stands for GS beside Ctrl+]
	Alt       string `choice:"refuse windows-1251 windows-1252 cp866 cp437"` // what codes above 127 mean that are typed with Alt
	SilenceMS int    `within:"10 60000"`                                     // without a suffix this much silence ends a code; with one it gives up half a code
}

type keyboard struct {
	port    wire.Port
	dress   dress
	silence time.Duration
	keys    keyReader
	typist  typist
	read    [4 << 10]byte
	heard   time.Time
	gone    error
	ready   []typed // codes that one report ended, in order
}

// typed is a code that was typed to its end, or why it is none.
type typed struct {
	text string
	err  error
}

func openKeyboard(_ context.Context, p wire.Port, c keyboardConfig) (Scanner, error) {
	gs, _ := keyOf(c.GS)
	return &keyboard{port: p, dress: dress{prefix: c.Prefix, aim: c.AIM}, silence: time.Duration(c.SilenceMS) * time.Millisecond,
		keys: newKeyReader(wire.Descriptor(p)), typist: typist{end: endKeys[c.Suffix], gs: gs, page: altPages[c.Alt]}}, nil
}

func (k *keyboard) Close() error { return k.port.Close() }

func (k *keyboard) Next(ctx context.Context) (scan.Scan, error) {
	defer wire.Wakes(ctx, k.port)()
	for {
		if len(k.ready) > 0 {
			code := k.ready[0]
			k.ready = k.ready[1:]
			if code.err != nil {
				return scan.Scan{}, code.err
			}
			return k.dress.off(code.text, k.heard)
		}
		if k.gone != nil {
			return scan.Scan{}, k.gone
		}
		if err := k.fill(ctx); err != nil {
			return scan.Scan{}, err
		}
	}
}

// fill reads one report and types its keys.
func (k *keyboard) fill(ctx context.Context) error {
	var deadline time.Time
	if k.typist.begun() {
		deadline = k.heard.Add(k.silence)
	}
	if err := k.port.SetReadDeadline(deadline); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	n, err := k.port.Read(k.read[:])
	if n > 0 {
		if pressed, modifiers, ok := k.keys.next(k.read[:n]); ok {
			k.heard = time.Now()
			k.ready = append(k.ready, k.typist.types(pressed, modifiers)...)
		}
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, os.ErrDeadlineExceeded) && n > 0:
		return nil
	case !errors.Is(err, os.ErrDeadlineExceeded):
		k.gone = err
	}
	k.ready = append(k.ready, k.typist.silence()...)
	return nil
}

// keyReader tells which keys a report presses that were not down before.
type keyReader struct {
	fields []hidField
	down   map[uint16]bool
}

// bootFields are those of the boot keyboard (HID 1.11, appendix B.1), for a device
// whose descriptor nobody knows: modifiers, a reserved byte, six keys.
var bootFields = []hidField{
	{at: 0, size: 1, count: 8, page: pageKeyboard, usages: []uint16{0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7}},
	{at: 16, size: 8, count: 6, page: pageKeyboard, usages: usagesUpTo(0xFF), array: true},
}

func usagesUpTo(n int) (all []uint16) {
	for u := range n + 1 {
		all = append(all, uint16(u))
	}
	return all
}

// newKeyReader reads the keys of the first report that has any.
func newKeyReader(descriptor []byte) keyReader {
	r := keyReader{down: map[uint16]bool{}}
	for _, f := range hidForm(descriptor) {
		if f.page == pageKeyboard && (len(r.fields) == 0 || r.fields[0].report == f.report) {
			r.fields = append(r.fields, f)
		}
	}
	if len(r.fields) == 0 {
		r.fields = bootFields
	}
	return r
}

// rollOver is in every key of a report when more are pressed than it holds.
const rollOver = 0x01

// next gives the keys that this report presses anew, in its order, and which of
// the eight modifiers are down; false for another report, one that is too short
// and one of too many keys.
func (r *keyReader) next(report []byte) (pressed []uint16, modifiers byte, ok bool) {
	body := hidBody(r.fields, r.fields[0].report, report)
	if body == nil {
		return nil, 0, false
	}
	now := map[uint16]bool{}
	for i := range r.fields {
		f := &r.fields[i]
		for n := range f.count {
			v, whole := f.value(body, n)
			if !whole {
				return nil, 0, false
			}
			key := f.usage(n)
			switch {
			case f.array && (int(v) < f.low || int(v)-f.low >= len(f.usages)):
				continue
			case f.array:
				key = f.usages[int(v)-f.low]
			case v == 0:
				continue
			}
			switch {
			case key == rollOver:
				return nil, 0, false
			case key >= usageLeftCtrl && key <= usageRightGUI:
				modifiers |= 1 << (key - usageLeftCtrl)
			case key != 0:
				now[key] = true
				if !r.down[key] {
					pressed = append(pressed, key)
				}
			}
		}
	}
	r.down = now
	return pressed, modifiers, true
}

// keyOf is a function key by its name; 0 for "ctrl", which is none.
func keyOf(name string) (uint16, bool) {
	if name == "ctrl" {
		return 0, true
	}
	for n := range 12 {
		if name == fmt.Sprint("F", n+1) {
			return uint16(keyF1 + n), true
		}
	}
	return 0, false
}

// endKeys are the keys that end a code: Enter of either part of the keyboard, Tab.
var endKeys = map[string]string{"Enter": string([]byte{keyEnter, keyPadEnter}), "Tab": string([]byte{keyTab}), "none": ""}

func (t *typist) ends(key uint16) bool {
	return key < 0x100 && strings.IndexByte(t.end, byte(key)) >= 0
}
