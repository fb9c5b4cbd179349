package hid

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/karalabe/hid"

	"warehouse-node/devices/wire"
)

var (
	_ = wire.Scheme("hid", open)
	_ = wire.Lister("hid", list)
	_ = wire.Scheme("hidraw", openRaw)
)

// breathMS is how long one read of the library may take.
const breathMS = 200

// ErrUnsupported is in the error of Open when the program was built without
// what HID needs.
var ErrUnsupported = errors.New("this build cannot open HID devices: it was made without cgo")

// Supported says whether HID devices can be opened at all.
func Supported() bool { return chosen().supported() }

// library is what opens devices, as this package uses it: the C library, or the
// kernel's own hidraw.
type library interface {
	supported() bool
	enumerate(vendor, product uint16) ([]hid.DeviceInfo, error)
	open(hid.DeviceInfo) (hid.Device, error)
	// descriptor is asked for before the device is opened; nil when nobody knows.
	descriptor(hid.DeviceInfo) []byte
}

// chosen is the C library, which takes a keyboard from the kernel without more
// ado, else what the system has by itself.
func chosen() library {
	if c := (cLibrary{}); c.supported() {
		return c
	}
	return raw()
}

type cLibrary struct{}

func (cLibrary) supported() bool { return hid.Supported() }

func (cLibrary) enumerate(vendor, product uint16) ([]hid.DeviceInfo, error) {
	all, err := hid.Enumerate(vendor, product)
	for i := range all {
		named(&all[i])
	}
	return all, err
}

func (cLibrary) open(i hid.DeviceInfo) (hid.Device, error) { return i.Open() }

func (cLibrary) descriptor(i hid.DeviceInfo) []byte { return descriptorOf(i) }

func open(ctx context.Context, u *url.URL) (wire.Port, error) { return openIn(ctx, chosen(), u) }

func openRaw(ctx context.Context, u *url.URL) (wire.Port, error) { return openIn(ctx, raw(), u) }

func list(ctx context.Context) ([]wire.Found, error) { return listIn(ctx, chosen()) }

// name is what an address says.
type name struct {
	vendor, product uint16
	serial, port    string
	iface           int // -1 for any
	feature         []byte
}

func parse(u *url.URL) (n name, err error) {
	q, err := wire.Options(u, "port", "interface", "feature")
	if err != nil {
		return n, err
	}
	vendor, product, _ := strings.Cut(u.Host, ":")
	v, err1 := strconv.ParseUint(vendor, 16, 16)
	p, err2 := strconv.ParseUint(product, 16, 16)
	if err1 != nil || err2 != nil || len(vendor) != 4 || len(product) != 4 {
		return n, fmt.Errorf("%q is not a USB identity such as 0c2e:0b6a", u.Host)
	}
	n = name{vendor: uint16(v), product: uint16(p), serial: strings.TrimPrefix(u.Path, "/"), port: q.Get("port"), iface: -1}
	if q.Has("interface") {
		if n.iface, err = strconv.Atoi(q.Get("interface")); err != nil || n.iface < 0 {
			return n, fmt.Errorf("interface: %q is not a number", q.Get("interface"))
		}
	}
	if n.feature, err = hex.DecodeString(q.Get("feature")); err != nil {
		return n, fmt.Errorf("feature: %q is not hexadecimal", q.Get("feature"))
	}
	return n, nil
}

func openIn(_ context.Context, lib library, u *url.URL) (wire.Port, error) {
	n, err := parse(u)
	if err != nil {
		return nil, err
	}
	if !lib.supported() {
		return nil, ErrUnsupported
	}
	info, err := n.find(lib)
	if err != nil {
		return nil, err
	}
	form := lib.descriptor(info)
	d, err := lib.open(info)
	if err != nil {
		return nil, fmt.Errorf("%w; is another program using it, and may we write to its USB node?", err)
	}
	if len(n.feature) > 0 {
		if _, err := d.SendFeatureReport(n.feature); err != nil {
			return nil, errors.Join(fmt.Errorf("send feature report: %w", err), d.Close())
		}
	}
	return described{wire.Poll(&port{lib: d}), form}, nil
}

// described is a port whose reports are described.
type described struct {
	wire.Port
	form []byte
}

func (d described) Descriptor() []byte { return d.form }

func (n name) find(lib library) (hid.DeviceInfo, error) {
	all, err := lib.enumerate(n.vendor, n.product)
	if err != nil {
		return hid.DeviceInfo{}, err
	}
	var fit []hid.DeviceInfo
	for _, i := range all {
		if (n.serial == "" || i.Serial == n.serial) && (n.port == "" || socket(i) == n.port) && (n.iface < 0 || i.Interface == n.iface) {
			fit = append(fit, i)
		}
	}
	switch len(fit) {
	case 0:
		return hid.DeviceInfo{}, fmt.Errorf("no such device is plugged in: %w", fs.ErrNotExist)
	case 1:
		return fit[0], nil
	}
	return hid.DeviceInfo{}, fmt.Errorf("%d devices fit: say a serial number, a port or an interface", len(fit))
}

// socket is where the device is plugged in: the library's path on Linux is
// "1-1.2:1.0", bus and ports, then configuration and interface.
func socket(i hid.DeviceInfo) string {
	s, _, _ := strings.Cut(i.Path, ":")
	return s
}

func listIn(_ context.Context, lib library) ([]wire.Found, error) {
	if !lib.supported() {
		return nil, ErrUnsupported
	}
	infos, err := lib.enumerate(0, 0)
	faces := map[string]int{} // how many interfaces an address without one stands for
	for _, i := range infos {
		faces[address(i, nil)]++
	}
	var all []wire.Found
	for _, i := range infos {
		options := url.Values{}
		if faces[address(i, nil)] > 1 {
			options.Set("interface", strconv.Itoa(i.Interface))
		}
		all = append(all, wire.Found{Address: address(i, options), Name: strings.TrimSpace(i.Manufacturer + " " + i.Product), Serial: i.Serial})
	}
	return all, err
}

// address names a device by its serial number, else by its socket.
func address(i hid.DeviceInfo, options url.Values) string {
	a := fmt.Sprintf("hid://%04x:%04x", i.VendorID, i.ProductID)
	if i.Serial != "" {
		a += "/" + url.PathEscape(i.Serial)
	} else {
		options = maps.Clone(options)
		if options == nil {
			options = url.Values{}
		}
		options.Set("port", socket(i))
	}
	if len(options) > 0 {
		a += "?" + options.Encode()
	}
	return a
}

// port is one open device. wire.Poll reads it from one goroutine and closes it
// when that is out of Read; a write, which the library ends after a second, is
// waited for here.
type port struct {
	mu     sync.Mutex // keeps Close from under a Write
	lib    hid.Device
	closed bool
}

func (p *port) Read(b []byte) (int, error) {
	n, err := p.lib.ReadTimeout(b, breathMS)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", wire.ErrGone, err)
	}
	return n, nil
}

// Write sends one output report; its first byte is the report id.
func (p *port) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return 0, hid.ErrDeviceClosed
	}
	return p.lib.Write(b)
}

func (p *port) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	return p.lib.Close()
}
