package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"warehouse-node/devices/sim/cashreg"
	"warehouse-node/devices/sim/printer"
	"warehouse-node/devices/sim/scale"
	"warehouse-node/devices/sim/scanner"
)

// benchCount is how many packing benches the demo shop has.
const benchCount = 2

// benches are all simulated devices: for each bench a scanner and a printer,
// one register, a scale, and a scanner for a picker's hand.
type benches struct {
	dir      string
	scanners []*scanner.Scanner // the last one is the picker's
	printers []*printer.Printer
	fiscal   *cashreg.Register
	scale    *scale.Scale // of the first bench

	mu       sync.Mutex // guards register and off
	register *cashreg.Server
	off      bool // its power is

	store    *store
	listener net.Listener
	server   *http.Server
}

func openBenches(dir, listen string) (_ *benches, err error) {
	b := &benches{dir: dir}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.Close())
		}
	}()
	for i := range benchCount {
		folder := filepath.Join(dir, fmt.Sprint("labels-", i+1))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return b, err
		}
		p, err := printer.Start("127.0.0.1:0", printer.Config{DPI: 203, PerLabel: 200 * time.Millisecond, Counts: true, Folder: folder})
		if err != nil {
			return b, err
		}
		b.printers = append(b.printers, p)
	}
	for i := range benchCount + 1 {
		s, err := scanner.New(scanner.Options{Path: filepath.Join(dir, fmt.Sprint("scanner-", i+1))})
		if err != nil {
			return b, err
		}
		b.scanners = append(b.scanners, s)
	}
	if b.fiscal, err = cashreg.Open(cashreg.Options{File: filepath.Join(dir, "register.json")}); err != nil {
		return b, err
	}
	if b.register, err = b.fiscal.Listen("127.0.0.1:0"); err != nil {
		return b, err
	}
	if b.scale, err = scale.New(scale.Options{Path: filepath.Join(dir, "scale")}); err != nil {
		return b, err
	}
	if b.store, err = openStore(dir); err != nil {
		return b, err
	}
	if b.listener, err = net.Listen("tcp", listen); err != nil {
		return b, err
	}
	b.server = &http.Server{Handler: b.routes(), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = b.server.Serve(b.listener) }() // ends with Close
	return b, nil
}

// Close ends all simulators.
func (b *benches) Close() error {
	var errs []error
	if b.server != nil {
		errs = append(errs, b.server.Close())
	}
	for _, p := range b.printers {
		errs = append(errs, p.Close())
	}
	for _, s := range b.scanners {
		errs = append(errs, s.Close())
	}
	if b.scale != nil {
		errs = append(errs, b.scale.Close())
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.register != nil {
		errs = append(errs, b.register.Close())
	}
	if b.store != nil {
		errs = append(errs, b.store.server.Close())
	}
	return errors.Join(errs...)
}

func (b *benches) page() string { return "http://" + b.listener.Addr().String() + "/" }

// config is the node's configuration for these devices.
func (b *benches) config() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out bytes.Buffer
	device := func(name, kind, driver, address, bench, more string) {
		fmt.Fprintf(&out, "[[device]]\nname = %q\nkind = %q\ndriver = %q\naddress = %q\n", name, kind, driver, address)
		if bench != "" {
			fmt.Fprintf(&out, "station = %q\n", bench)
		}
		fmt.Fprintf(&out, "%s\n", more)
	}
	for i, s := range b.scanners {
		bench := ""
		if i < benchCount {
			bench = fmt.Sprint("Стол ", i+1)
		}
		device(fmt.Sprint("scanner ", i+1), "scanner", "line", "serial://"+s.Path(), bench, "")
	}
	for i, p := range b.printers {
		device(fmt.Sprint("printer ", i+1), "printer", "zpl", "tcp://"+p.Addr(), fmt.Sprint("Стол ", i+1), "")
	}
	device("register 1", "cashreg", "shtrih", b.register.Address(), "Стол 1", "")
	device("scale 1", "scale", "sics", "serial://"+b.scale.Path(), "Стол 1", "")
	return append(out.Bytes(), b.store.config()...)
}
