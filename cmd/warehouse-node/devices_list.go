package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"warehouse-node/devices/scanner"
	"warehouse-node/devices/wire"
)

// probeTime is how long a device may take to say how it is.
const probeTime = 3 * time.Second

// listDevices writes the devices of a configuration, then what is plugged in here
// and who uses it. state is asked of all devices at once.
func listDevices(ctx context.Context, devices []DeviceConfig, state func(*DeviceConfig) string, out io.Writer) error {
	states := make([]string, len(devices))
	var asking sync.WaitGroup
	for i := range devices {
		asking.Go(func() { states[i] = state(&devices[i]) })
	}
	asking.Wait()
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "DEVICE\tKIND\tDRIVER\tADDRESS\tBENCH\tSTATE") // a writer of tables keeps its error for Flush
	for i, d := range devices {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", d.Name, d.Kind, d.Driver, d.Address, orNone(d.Station), states[i])
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return listPlugged(ctx, devices, out)
}

// listPlugged writes what hangs on this machine. What cannot be looked for is
// said and hides nothing else.
func listPlugged(ctx context.Context, devices []DeviceConfig, out io.Writer) error {
	found, trouble := wire.List(ctx)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nPLUGGED IN\tNAME\tNODE\tUSED BY")
	for _, f := range found {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.Address, orNone(f.Name), orNone(f.Node), orNone(usedBy(f, devices)))
	}
	if len(found) == 0 {
		fmt.Fprintln(w, "nothing")
	}
	if err := errors.Join(w.Flush(), suggest(found, out)); err != nil || trouble == nil {
		return err
	}
	for line := range strings.Lines(trouble.Error()) {
		if _, err := fmt.Fprintln(out, "note:", strings.TrimSpace(line)); err != nil {
			return err
		}
	}
	return nil
}

// usedBy is the device of the configuration that a found one is, and the
// processes that have it open.
func usedBy(f wire.Found, devices []DeviceConfig) string {
	var all []string
	for _, d := range devices {
		if sameDevice(d.Address, f) {
			all = append(all, d.Name)
		}
	}
	if f.Node != "" {
		all = append(all, holders(f.Node)...)
	}
	return strings.Join(all, ", ")
}

// sameDevice says whether an address opens what was found: by the same name, or
// by its node, with whatever options.
func sameDevice(address string, f wire.Found) bool {
	if address == f.Address || strings.HasPrefix(address, f.Address+"?") || strings.HasPrefix(address, f.Address+"&") {
		return true
	}
	u, err := wire.ParseAddress(address)
	return err == nil && f.Node != "" && (u.Path == f.Node || u.Host == f.Node)
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// suggest says how scanners that are plugged in are best set up, where that is
// known.
func suggest(found []wire.Found, out io.Writer) error {
	for _, f := range found {
		m, err := scanner.ModelNamed(f.Name)
		if err != nil {
			return err
		}
		if m == nil {
			continue
		}
		if _, err := fmt.Fprintf(out, "\n%s: %s\n  driver %s, address %s, config %s\n  in the scanner: %s\n  after: %s\n",
			f.Name, m.Name, m.Driver, addressFor(m, f.Address), m.Config, m.Set, m.Source); err != nil {
			return err
		}
	}
	return nil
}

// addressFor is the address by which a model's driver opens a device that was found;
// one that hangs on another interface gets another once it was set up.
func addressFor(m *scanner.Model, found string) string {
	if serial := m.Driver != "hidpos" && m.Driver != "keyboard"; serial == strings.HasPrefix(found, "hid") {
		return "as listed once the scanner is set up"
	}
	switch {
	case m.Options == "" || strings.Contains(found, m.Options):
		return found
	case strings.Contains(found, "?"):
		return found + "&" + m.Options
	}
	return found + "?" + m.Options
}
