package scanner

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"warehouse-node/devices/sim"
	"warehouse-node/devices/wire"
)

// HID is a simulated scanner on USB that is no serial port: it hands over whole
// reports, one a Read, to whoever has opened it. The kernel is not asked: reports
// come as wire/hid gives them.
type HID struct {
	Form []byte // its report descriptor; nil when nobody knows it

	faults sim.Faults
	typing sync.Mutex // keeps codes whole

	mu    sync.Mutex // guards the rest
	out   bool       // unplugged
	conn  *hidConn   // nil while nobody has opened it
	heard []byte
}

// hidConn is one opening of it.
type hidConn struct {
	of      *HID
	reports chan []byte
	once    sync.Once
	gone    chan struct{} // closed when it is unplugged or closed
}

// maxReports is how many reports wait for a reader, as in the kernel's hidraw.
const maxReports = 64

// ErrOpen is the answer of a scanner that somebody has open already.
var ErrOpen = errors.New("the simulated scanner is open")

// Open gives the port of the scanner, as wire.Open does.
func (h *HID) Open(context.Context) (wire.Port, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.out:
		return nil, fs.ErrNotExist
	case h.conn != nil:
		return nil, ErrOpen
	}
	h.conn = &hidConn{of: h, reports: make(chan []byte, maxReports), gone: make(chan struct{})}
	return hidPort{wire.Pump(h.conn), h.Form}, nil
}

type hidPort struct {
	wire.Port
	form []byte
}

func (p hidPort) Descriptor() []byte { return p.form }

func (c *hidConn) Read(b []byte) (int, error) {
	select {
	case r := <-c.reports:
		return copy(b, r), nil
	default:
	}
	select {
	case r := <-c.reports:
		return copy(b, r), nil
	case <-c.gone:
		return 0, io.EOF
	}
}

func (c *hidConn) Write(b []byte) (int, error) {
	c.of.mu.Lock()
	defer c.of.mu.Unlock()
	if c.of.out {
		return 0, io.ErrClosedPipe
	}
	c.of.heard = append(c.of.heard, b...)
	c.of.heard = c.of.heard[max(0, len(c.of.heard)-maxHeard):]
	return len(b), nil
}

func (c *hidConn) Close() error {
	c.once.Do(func() { close(c.gone) })
	c.of.mu.Lock()
	defer c.of.mu.Unlock()
	if c.of.conn == c {
		c.of.conn = nil
	}
	return nil
}

// Faults are those of its reports: a script counts their bytes.
func (h *HID) Faults() *sim.Faults { return &h.faults }

// Heard is what the scanner was told since it was made.
func (h *HID) Heard() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return string(h.heard)
}

// Unplug pulls the cable: what was not read yet is still read.
func (h *HID) Unplug() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.out = true; h.conn != nil {
		h.conn.once.Do(func() { close(h.conn.gone) })
		h.conn = nil
	}
}

// Plug puts it back.
func (h *HID) Plug() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.out = false
}

// report collects what the faults leave of one report.
type report struct {
	bytes.Buffer
	of *HID
}

func (r *report) Close() error { r.of.Unplug(); return nil }

// sendPatience is how long a report waits for a reader.
const sendPatience = 10 * time.Second

// Report sends reports as they are.
func (h *HID) Report(reports ...[]byte) error {
	h.typing.Lock()
	defer h.typing.Unlock()
	for _, r := range reports {
		kept := &report{of: h}
		if _, err := h.faults.Line(kept).Write(r); err != nil {
			return err
		}
		if kept.Len() == 0 {
			continue
		}
		h.mu.Lock()
		conn := h.conn
		h.mu.Unlock()
		if conn == nil {
			return sim.ErrUnplugged
		}
		select {
		case conn.reports <- kept.Bytes():
		case <-conn.gone:
			return sim.ErrUnplugged
		case <-time.After(sendPatience):
			return errors.New("the simulated scanner: nobody reads")
		}
	}
	return nil
}

// posData is how much of a code one report of a HID POS scanner holds.
const posData = 56

// POSReports are the reports of a code: of 64 bytes, as Honeywell's with the letter
// of the symbol behind the data, or of 62 without it.
func POSReports(aim, data string, size int) (all [][]byte) {
	for first := true; first || data != ""; first = false {
		n := min(len(data), posData)
		r := append([]byte{2, byte(n)}, aim...)
		r = append(append(r, data[:n]...), make([]byte, size-5-n)...)
		if data = data[n:]; data != "" {
			r[size-1] = 1
		}
		all = append(all, r)
	}
	return all
}

// keys of an American keyboard from usage 4 on, as HID Usage Tables have them.
const (
	keysPlain = "abcdefghijklmnopqrstuvwxyz1234567890\r\x1b\b\t -=[]\\\x00;'`,./"
	keysShift = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\x00\x00\x00\x00\x00_+{}|\x00:\"~<>?"
)

// Typed are the reports of a boot keyboard that types a code and Enter: each key
// goes down and up; GS is Ctrl+].
func Typed(code string) (all [][]byte) {
	for _, c := range []byte(code + "\r") {
		modifier, key := byte(0), strings.IndexByte(keysPlain, c)
		if c == 0x1D {
			modifier, key = 1, strings.IndexByte(keysPlain, ']')
		} else if key < 0 {
			modifier, key = 2, strings.IndexByte(keysShift, c)
		}
		all = append(all, []byte{modifier, 0, byte(key + 4), 0, 0, 0, 0, 0}, make([]byte, 8))
	}
	return all
}
