package serial

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.bug.st/serial"

	"warehouse-node/devices/wire"
)

var (
	_ = wire.Scheme("serial", open)
	_ = wire.Lister("serial", list)
)

// breath is how long one read of the library may take.
const breath = 200 * time.Millisecond

func open(ctx context.Context, u *url.URL) (wire.Port, error) {
	s, err := parse(u)
	if err != nil {
		return nil, err
	}
	node := s.node
	if s.usb != nil {
		if node, err = find(ctx, *s.usb); err != nil {
			return nil, err
		}
	}
	held, err := hold(node)
	if err != nil {
		return nil, err
	}
	p, err := s.openNode(node)
	if err != nil {
		return nil, errors.Join(err, held.Close())
	}
	return wire.Poll(&port{lib: p, held: held}), nil
}

func (s settings) openNode(node string) (serial.Port, error) {
	p, err := serial.Open(node, &s.mode)
	if err != nil {
		var pe *serial.PortError
		if errors.As(err, &pe) && pe.Code() == serial.PortBusy {
			return nil, &wire.Busy{Node: node}
		}
		return nil, err
	}
	if err := errors.Join(s.lines(p), p.SetReadTimeout(breath)); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// lines sets DTR and RTS where they were asked for. A pseudo terminal has none,
// and that is no reason to refuse it.
func (s settings) lines(p serial.Port) error {
	for _, l := range []struct {
		value string
		set   func(bool) error
	}{{s.dtr, p.SetDTR}, {s.rts, p.SetRTS}} {
		if l.value == "" {
			continue
		}
		if err := l.set(l.value == "on"); err != nil && !noModem(err) {
			return err
		}
	}
	return nil
}

// settings are what an address says.
type settings struct {
	node     string // "" when usb
	usb      *wire.USB
	mode     serial.Mode
	dtr, rts string // "on", "off" or "" for what the library does
}

func parse(u *url.URL) (s settings, err error) {
	q, err := wire.Options(u, "baud", "bits", "parity", "stop", "dtr", "rts", "port")
	if err != nil {
		return s, err
	}
	s.mode = serial.Mode{BaudRate: 9600, DataBits: 8}
	if err := errors.Join(number(q, "baud", 50, 4_000_000, &s.mode.BaudRate), number(q, "bits", 5, 8, &s.mode.DataBits),
		choice(q, "parity", parities, &s.mode.Parity), choice(q, "stop", stops, &s.mode.StopBits),
		choice(q, "dtr", onOff, &s.dtr), choice(q, "rts", onOff, &s.rts)); err != nil {
		return s, err
	}
	switch {
	case u.Host == "usb":
		var usb wire.USB
		usb, err = wire.ParseUSB(strings.TrimPrefix(u.Path, "/"), q.Get("port"))
		s.usb = &usb
	case q.Has("port"):
		err = errors.New("port goes with serial://usb")
	case u.Host == "" && u.Path != "":
		s.node = u.Path
	case u.Host != "" && u.Path == "":
		s.node = u.Host
	default:
		err = errors.New("want serial:///dev/NODE, serial://COMn or serial://usb/VENDOR:PRODUCT")
	}
	return s, err
}

var (
	parities = map[string]serial.Parity{"none": serial.NoParity, "odd": serial.OddParity, "even": serial.EvenParity,
		"mark": serial.MarkParity, "space": serial.SpaceParity}
	stops = map[string]serial.StopBits{"1": serial.OneStopBit, "1.5": serial.OnePointFiveStopBits, "2": serial.TwoStopBits}
	onOff = map[string]string{"on": "on", "off": "off"}
)

func number(q url.Values, key string, low, high int, into *int) error {
	if !q.Has(key) {
		return nil
	}
	n, err := strconv.Atoi(q.Get(key))
	if err != nil || n < low || n > high {
		return fmt.Errorf("%s: %q is not between %d and %d", key, q.Get(key), low, high)
	}
	*into = n
	return nil
}

func choice[V any](q url.Values, key string, values map[string]V, into *V) error {
	if !q.Has(key) {
		return nil
	}
	v, ok := values[q.Get(key)]
	if !ok {
		return fmt.Errorf("%s: no such value as %q", key, q.Get(key))
	}
	*into = v
	return nil
}

// find gives the node of the one device that is meant.
func find(ctx context.Context, want wire.USB) (string, error) {
	here, err := ports(ctx)
	if err != nil {
		return "", err
	}
	one, err := among(want, here)
	return one.node, err
}

func among(want wire.USB, here []found) (found, error) {
	return wire.OneUSB(want, here, func(f found) wire.USB { return f.usb }, func(f found) string { return f.node })
}

// found is a serial line that is here.
type found struct {
	node string
	name string   // maker and model
	usb  wire.USB // the zero value when it is none; without a socket where the system does not tell
}

// wire names the device by what stays when it is plugged in again.
func (f found) wire() wire.Found {
	address := "serial://" + f.node
	if a := f.usb.Address(); a != "" {
		address = "serial://usb/" + a
	}
	return wire.Found{Address: address, Name: f.name, Serial: f.usb.Serial, Node: f.node}
}

func list(ctx context.Context) ([]wire.Found, error) {
	here, err := ports(ctx)
	var all []wire.Found
	for _, f := range here {
		all = append(all, f.wire())
	}
	return all, err
}

// port is one open line. wire.Poll reads it from one goroutine and closes it
// when that is out of Read.
type port struct {
	lib     serial.Port
	held    lock
	writing sync.Mutex
}

func (p *port) Read(b []byte) (n int, err error) {
	// The library selects on the descriptor, and a set holds the first 1024.
	defer func() {
		if recover() != nil {
			n, err = 0, errors.New("too many open files to read a serial port")
		}
	}()
	n, err = p.lib.Read(b)
	var pe *serial.PortError
	if errors.As(err, &pe) && pe.Code() == serial.PortClosed {
		err = wire.ErrGone // not "Port has been closed": nobody closed it
	}
	return n, err
}

func (p *port) Write(b []byte) (int, error) {
	p.writing.Lock()
	defer p.writing.Unlock()
	done := 0
	for done < len(b) {
		n, err := p.lib.Write(b[done:])
		if done += n; err != nil {
			return done, err
		}
		if n == 0 {
			return done, net.ErrClosed
		}
	}
	return done, nil
}

// Close waits for a Write that is nearly done and not for one that the device
// will not take.
func (p *port) Close() error {
	if p.writing.TryLock() {
		defer p.writing.Unlock()
	}
	return errors.Join(p.lib.Close(), p.held.Close())
}
