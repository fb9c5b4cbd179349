package wire

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// USB printers, by the class driver of Linux. Its nodes are numbered in the order
// of plugging in, so that an address which names one prints on the wrong machine
// after a power cut; this scheme finds the node anew at every opening.
var (
	_ = Scheme("usblp", openUSBPrinter)
	_ = Lister("usblp", func(context.Context) ([]Found, error) {
		var all []Found
		for _, p := range usbPrinters("/sys/class/usbmisc", "/dev/usb") {
			if a := p.usb.Address(); a != "" {
				all = append(all, Found{Address: "usblp://" + a, Name: cmp.Or(p.usb.Name, p.usb.ID), Serial: p.usb.Serial, Node: p.node})
			}
		}
		return all, nil
	})
)

type usbPrinter struct {
	node string
	usb  USB
}

func usbPrinters(class, dev string) (all []usbPrinter) {
	entries, _ := os.ReadDir(class) // the folder comes with the first printer
	for _, e := range entries {
		device, err := filepath.EvalSymlinks(filepath.Join(class, e.Name(), "device"))
		if usb := SysfsUSB(device); err == nil && usb.ID != "" && strings.HasPrefix(e.Name(), "lp") {
			all = append(all, usbPrinter{filepath.Join(dev, e.Name()), usb})
		}
	}
	return all
}

func openUSBPrinter(_ context.Context, u *url.URL) (Port, error) {
	q, err := Options(u, "port")
	if err != nil {
		return nil, err
	}
	want, err := ParseUSB(u.Host+u.Path, q.Get("port"))
	if err != nil {
		return nil, err
	}
	p, err := OneUSB(want, usbPrinters("/sys/class/usbmisc", "/dev/usb"),
		func(p usbPrinter) USB { return p.usb }, func(p usbPrinter) string { return p.node })
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(p.node, os.O_RDWR, 0)
	if errors.Is(err, syscall.EBUSY) {
		return nil, &Busy{Node: p.node}
	}
	if err != nil {
		return nil, err
	}
	if err := f.SetReadDeadline(time.Time{}); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return usblp{f}, nil
}

// usblp is the open node. The driver gives nothing at all, which Go takes for the
// end of a file, when the printer sent an empty packet; what ends a printer is an
// error (ENODEV).
type usblp struct{ *os.File }

func (p usblp) Read(b []byte) (int, error) {
	for {
		n, err := p.File.Read(b)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		time.Sleep(time.Millisecond) // an idle printer may send empty packets without end
	}
}
