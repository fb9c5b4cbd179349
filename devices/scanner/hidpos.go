package scanner

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/wire"
)

// Scanners of the class for points of sale (HID Point of Sale Usage Tables 1.02):
// no keyboard, so that nobody else hears what they read. A Honeywell sends codes
// this way only after the feature report fe 01: "?feature=fe01" in its address.
var _ = devices.Register(Drivers, "hidpos", "USB, HID POS",
	hidposConfig{AIM: "auto", Suffix: "none", SilenceMS: 500, Maker: "other"}, openHIDPOS)

// hidposConfig is what was set in the scanner's own menu.
type hidposConfig struct {
	AIM       string `choice:"auto required"`       // whether codes without their symbol's identifier are taken
	Suffix    string `choice:"CR LF CRLF TAB none"` // what the scanner adds to the data
	SilenceMS int    `within:"10 5000"`             // so long a pause between two reports of one code is its end: part of it was lost
	Maker     string `choice:"other honeywell"`     // a Honeywell takes commands: to beep, to say what it is
}

type hidpos struct {
	port    wire.Port
	dress   dress
	silence time.Duration
	form    posForm
	code    posCode
	read    [4 << 10]byte
	heard   time.Time
	gone    error
	asked   bool // it is to say what it is

	mu sync.Mutex // guards is
	is Identity
}

// honeypos is a Honeywell, which takes commands.
type honeypos struct{ *hidpos }

func openHIDPOS(_ context.Context, p wire.Port, c hidposConfig) (Scanner, error) {
	h := &hidpos{port: p, dress: dress{suffix: suffixes[c.Suffix], aim: c.AIM}, silence: time.Duration(c.SilenceMS) * time.Millisecond,
		form: posFormOf(wire.Descriptor(p))}
	if c.Maker != "honeywell" {
		return h, nil
	}
	h.asked = true
	return honeypos{h}, h.command(menuPrefix + showRevision + ".")
}

func (h *hidpos) Close() error { return h.port.Close() }

// command sends a command as a Honeywell takes it over HID: report fd, its length,
// and what a serial one is sent (github.com/HenkVanAsselt/python_hon_usbhid).
func (h *hidpos) command(c string) error {
	_, err := io.WriteString(h.port, "\xfd"+string([]byte{byte(len(c))})+c)
	return err
}

// Beep sounds once for yes, twice for a question and three times for no.
func (h honeypos) Beep(a devices.Answer) error {
	for range sounds[a] {
		if err := h.command("\x16\x07\r"); err != nil {
			return err
		}
	}
	return nil
}

// Pull has the scanner read, as does a pulled trigger.
func (h honeypos) Pull() error { return h.command("\x16T\r") }

// Release ends that.
func (h honeypos) Release() error { return h.command("\x16U\r") }

// Identity is what the scanner said that it is.
func (h honeypos) Identity() Identity {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.is
}

var (
	_ devices.Beeper = honeypos{}
	_ Identified     = honeypos{}
	_ Trigger        = honeypos{}
)

func (h *hidpos) Next(ctx context.Context) (scan.Scan, error) {
	defer wire.Wakes(ctx, h.port)()
	for {
		if h.gone != nil {
			return scan.Scan{}, h.gone
		}
		whole, err := h.fill(ctx)
		switch {
		case err != nil:
			return scan.Scan{}, err
		case whole == nil || h.answer(whole):
		default:
			return h.dress.off(whole.aim+string(whole.data), h.heard)
		}
	}
}

// fill reads one report and gives the code that it ended.
func (h *hidpos) fill(ctx context.Context) (*posCode, error) {
	var deadline time.Time
	if h.code.begun() {
		deadline = h.heard.Add(h.silence)
	}
	if err := h.port.SetReadDeadline(deadline); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	n, err := h.port.Read(h.read[:])
	switch {
	case n > 0:
		part, err := h.form.read(h.read[:n])
		switch h.heard = time.Now(); {
		case err != nil:
			h.code.spoil(h.heard)
			return nil, err
		case part == nil:
			return nil, nil
		}
		return h.code.add(*part, h.heard)
	case err == nil:
		return nil, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !errors.Is(err, os.ErrDeadlineExceeded):
		h.gone = err
	}
	return nil, h.code.silence(time.Now())
}

// answer takes what is no code: the answer of a Honeywell to a menu command, text
// under the identifier ]X0 and then the command with its status under ]Z6.
func (h *hidpos) answer(c *posCode) bool {
	text := string(c.data)
	switch {
	case strings.HasPrefix(c.aim, "]Z"):
		h.asked = false
		return true
	case h.asked && c.aim == "]X0" && strings.HasPrefix(text, revisionText):
		h.mu.Lock()
		defer h.mu.Unlock()
		h.is = identityOf(text)
		return true
	}
	return false
}

// posPart is what one report holds of a code.
type posPart struct {
	aim  string // "]E0"; "" when the scanner does not say
	data []byte
	more bool
}

// posForm says where in a report what stands.
type posForm struct {
	fields    []hidField
	count     *hidField
	symbology []*hidField
	data      *hidField
	more      *hidField
}

// posFormOf finds the fields of a descriptor; none when it describes no scanner,
// and then reports are read as Honeywell, Zebra and Datalogic build them.
func posFormOf(descriptor []byte) (f posForm) {
	fields := hidForm(descriptor)
	at := slices.IndexFunc(fields, func(x hidField) bool {
		return x.page == pageScanner && x.usage(0) == usageData && x.size == 8 && x.at%8 == 0
	})
	if at < 0 {
		return posForm{}
	}
	f.fields, f.data = fields, &fields[at]
	for i := range fields {
		x := &fields[i]
		if x.report != f.data.report {
			continue
		}
		switch first := x.usage(0); {
		case x.page == pageDesktop && first == usageByteCount && x.size <= 16:
			f.count = x
		case x.page == pageScanner && first >= usageSymbology && first < usageData && x.size == 8:
			f.symbology = append(f.symbology, x)
		case x.page == pageScanner && first == usageContinued:
			f.more = x
		}
	}
	return f
}

// read takes a report apart; nil for one that is of something else. One that is
// shorter than it should be is an error.
func (f *posForm) read(report []byte) (*posPart, error) {
	if f.data == nil {
		return readKnown(report)
	}
	body := hidBody(f.fields, f.data.report, report)
	if body == nil {
		return nil, nil
	}
	damaged := &BadFrame{Damaged, len(report)}
	p := &posPart{data: bytes.Clone(f.data.bytes(body))}
	if len(p.data) < f.data.count {
		return nil, damaged
	}
	if f.more != nil {
		more, whole := f.more.value(body, 0)
		if p.more = more != 0; !whole {
			return nil, damaged
		}
	}
	if f.count == nil {
		p.data = bytes.TrimRight(p.data, "\x00")
	} else if n, whole := f.count.value(body, 0); !whole || int(n) > len(p.data) {
		return nil, damaged
	} else {
		p.data = p.data[:n]
	}
	var aim []byte
	for _, s := range f.symbology {
		aim = append(aim, s.bytes(body)...)
	}
	p.aim = identifier(aim)
	return p, nil
}

// identifier is an AIM identifier of a report; "" when it holds none.
func identifier(b []byte) string {
	if aim, _, _, ok := scan.CutAIM(string(b)); ok && len(b) == 3 {
		return aim
	}
	return ""
}

// readKnown reads the reports that are known without a descriptor: id 2, length,
// identifier, 56 bytes of data; then whether more follows, either at once (62
// bytes) or behind two bytes of the maker's (64). Some have one byte more behind the
// length.
func readKnown(report []byte) (*posPart, error) {
	const id, most = 2, 56
	if report[0] != id {
		return nil, nil
	}
	damaged := &BadFrame{Damaged, len(report)}
	if len(report) != 62 && len(report) != 64 {
		return nil, damaged
	}
	from := 5
	if report[2] != ']' && report[3] == ']' {
		from++
	}
	n := int(report[1])
	if n > most || from+n > len(report)-1 {
		return nil, damaged
	}
	return &posPart{identifier(report[from-3 : from]), bytes.Clone(report[from : from+n]), report[len(report)-1]&1 != 0}, nil
}

// posCode is a code that comes in several reports. Each repeats the identifier; one
// that has another is of another code, and then the end of the first was lost.
type posCode struct {
	aim     string
	data    []byte
	parts   int
	passing bool      // part of it was lost; all is passed over to its end
	at      time.Time // when the last part came, or was given up
}

// posRest is how long after a code was given up its rest may still come.
const posRest = 5 * time.Second

func (c *posCode) begun() bool { return c.parts > 0 }

// add takes a part and gives the code when it is whole.
func (c *posCode) add(p posPart, now time.Time) (*posCode, error) {
	switch {
	case c.parts == 0 && c.passing && now.Sub(c.at) > posRest:
		*c = posCode{aim: p.aim}
	case c.parts == 0:
		c.aim = p.aim
	case c.aim != p.aim:
		c.passing = true
	}
	c.parts, c.at = c.parts+1, now
	if c.data = append(c.data, p.data...); len(c.data) > MaxFrame {
		c.data, c.passing = c.data[:0], true
	}
	if p.more {
		return nil, nil
	}
	whole := *c
	*c = posCode{}
	switch {
	case whole.passing:
		return nil, &BadFrame{Continued, len(whole.data)}
	case len(whole.data) == 0:
		return nil, nil
	}
	return &whole, nil
}

// spoil notes that a report was damaged: part of a code, or all of one.
func (c *posCode) spoil(now time.Time) { c.passing, c.at = true, now }

// silence tells that the scanner stopped within a code: its rest, should it come
// yet, is none.
func (c *posCode) silence(now time.Time) error {
	if !c.begun() {
		return nil
	}
	n := len(c.data)
	*c = posCode{passing: true, at: now}
	return &BadFrame{Unfinished, n}
}
