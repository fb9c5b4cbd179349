package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/printer"
	"warehouse-node/devices/scale"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/scanner"
	"warehouse-node/devices/wire"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/paper"
)

// tried is one device that the command line has opened for itself, because no
// node runs. One of scanner, printer, register and scale holds.
type tried struct {
	*DeviceConfig
	lang     locale.Lang
	scanner  scanner.Scanner
	printer  printer.Printer
	register cashreg.Register
	scale    scale.Scale
	record   io.Writer // nil when nothing is recorded
}

// tryDevice opens a device, tries it, and closes it.
func tryDevice(ctx context.Context, d *DeviceConfig, lang locale.Lang, record, out io.Writer) (err error) {
	t, err := openTried(ctx, d, record)
	if err != nil {
		return d.outOfReach(lang, err)
	}
	t.lang = lang
	defer func() {
		err = errors.Join(err, t.Close())
		if ended := ctx.Err(); err != nil && ended != nil && !errors.Is(err, ended) {
			err = ended // the line was closed under whoever used it
		}
	}()
	switch {
	case t.scanner != nil:
		return t.reads(ctx, out)
	case t.printer != nil:
		return t.prints(ctx, out)
	case t.scale != nil:
		return t.weighs(ctx, out)
	}
	return t.tells(ctx, out)
}

// openTried opens a device. Of one that another process has it says which.
func openTried(ctx context.Context, d *DeviceConfig, record io.Writer) (*tried, error) {
	raw, err := d.driverConfig()
	if err != nil {
		return nil, err
	}
	port, err := wire.Open(ctx, d.Address)
	if err != nil {
		return nil, held(err)
	}
	t := &tried{DeviceConfig: d, record: record}
	if record != nil {
		if err := beginRecording(record, d, time.Now()); err != nil {
			return nil, errors.Join(err, port.Close())
		}
		if d.Kind == "scanner" {
			t.record = &maskedLines{record, badgeAmong}
		}
		port = wire.Record(port, t.record)
	}
	switch d.Kind {
	case "scanner":
		t.scanner, err = scanner.Drivers.Open(ctx, d.Driver, port, raw)
	case "printer":
		t.printer, err = printer.Drivers.Open(ctx, d.Driver, port, raw)
	case "cashreg":
		t.register, err = cashreg.Drivers.Open(ctx, d.Driver, port, raw)
	case "scale":
		t.scale, err = scale.Drivers.Open(ctx, d.Driver, port, raw)
	default:
		err = errors.Join(fmt.Errorf("no kind of device %q", d.Kind), port.Close())
	}
	return t, err
}

// held adds to the error of a device in use whose it is.
func held(err error) error {
	busy, is := errors.AsType[*wire.Busy](err)
	if !is {
		return err
	}
	if by := holders(busy.Node); len(by) > 0 {
		return fmt.Errorf("%w: it is open in %s", err, strings.Join(by, ", "))
	}
	return fmt.Errorf("%w by a process that this user may not look into", err)
}

// Close closes whichever device it is.
func (t *tried) Close() error {
	switch {
	case t.scanner != nil:
		return t.scanner.Close()
	case t.printer != nil:
		return t.printer.Close()
	case t.scale != nil:
		return t.scale.Close()
	}
	return t.register.Close()
}

// notes writes what was asked of the device into the recording, before, and what
// it told, after; "" for neither.
func (t *tried) notes(call, told string) error {
	if t.record == nil {
		return nil
	}
	var err error
	if call != "" {
		_, err = fmt.Fprintf(t.record, "# call: %s\n", call)
	}
	if told != "" && err == nil {
		_, err = fmt.Fprintf(t.record, "= %s\n", told)
	}
	return err
}

// reads shows every code until ctx ends. One whose trigger can be pulled from here
// reads what it sees at once.
func (t *tried) reads(ctx context.Context, out io.Writer) error {
	if hand, can := t.scanner.(scanner.Trigger); can {
		if err := hand.Pull(); err != nil {
			return err
		}
		defer func() { _ = hand.Release() }() // it is closed right after
	}
	if _, err := fmt.Fprintln(out, "Scan something; Ctrl-C ends it."); err != nil {
		return err
	}
	for {
		s, err := t.scanner.Next(ctx)
		if ctx.Err() != nil {
			return nil
		}
		line, ok := scanner.Told(s, err)
		if !ok {
			return err
		}
		if err == nil {
			err = writeScan(out, s, badgeAmong([]byte(s.Data)))
		} else {
			_, err = fmt.Fprintln(out, line)
		}
		if badgeAmong([]byte(s.Data)) {
			line = secretText // as it stands in the bytes
		}
		if err := errors.Join(err, t.notes("", line)); err != nil {
			return err
		}
	}
}

// prints asks a printer how it is and prints a small label. One that is out of
// paper is waited for until ctx ends, one that says nothing is not.
func (t *tried) prints(ctx context.Context, out io.Writer) error {
	if err := t.notes("status", ""); err != nil {
		return err
	}
	soon, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	s, told, err := printer.CallStatus(soon, t.printer)
	if err := errors.Join(t.failed(ctx, err), t.notes("", told)); err != nil {
		return err
	}
	if s.Has(printer.Silent) {
		return t.silent(t.lang)
	}
	if err := writeLines(out, printerLines(s)); err != nil {
		return err
	}
	body, err := testPrint(t.Name, time.Now(), paper.Look{Lang: paper.Lang(t.lang), Zone: "UTC"})
	if err != nil {
		return err
	}
	l, err := body.Label(ctx, nil, nil)
	if err != nil {
		return err
	}
	call, err := printer.LabelCall(*l)
	if err := errors.Join(err, t.notes(call, "")); err != nil {
		return err
	}
	told, err = t.label(ctx, *l)
	_, werr := fmt.Fprintln(out, told)
	return errors.Join(err, t.notes("", told), werr)
}

// tells asks a register how it is. Nothing is printed, and nothing registered.
func (t *tried) tells(ctx context.Context, out io.Writer) error {
	if err := t.notes("status", ""); err != nil {
		return err
	}
	soon, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	s, told, err := cashreg.CallStatus(soon, t.register)
	if err := errors.Join(t.failed(ctx, err), t.notes("last", told)); err != nil {
		return err
	}
	last, told, err := cashreg.CallLast(ctx, t.register)
	if err := errors.Join(err, t.notes("", told)); err != nil {
		return err
	}
	lines := registerLines(s, time.Now())
	if last.Number > 0 {
		lines = append(lines, fmt.Sprintf("last document %d, sign %d, %s", last.Number, last.Sign, last.At.Format("2006-01-02 15:04")))
	}
	return writeLines(out, lines)
}

// probed is how a device is that nobody has open, in a few words.
func probed(ctx context.Context, d *DeviceConfig) string {
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	t, err := openTried(ctx, d, nil)
	if err != nil {
		return err.Error()
	}
	defer t.Close()
	switch {
	case t.printer != nil:
		s, err := t.printer.Status(ctx)
		if err != nil {
			return err.Error()
		}
		return strings.Join(printerLines(s), "; ")
	case t.register != nil:
		s, err := t.register.Status(ctx)
		if err != nil {
			return err.Error()
		}
		return registerLines(s, time.Now())[0]
	}
	return "can be opened"
}

// maskedLines is a recording in which secret bytes are hidden; a Write is one
// line.
type maskedLines struct {
	to     io.Writer
	secret func([]byte) bool
}

func (m *maskedLines) Write(line []byte) (int, error) {
	if _, err := m.to.Write(masked(line, m.secret)); err != nil {
		return 0, err
	}
	return len(line), nil
}

// badgeAmong says whether raw bytes of a scanner hold a badge of our form, which
// is all that can be known without the store.
func badgeAmong(b []byte) bool { return slices.ContainsFunc(splitCodes(string(b)), ourBadge) }

// beginRecording writes what stands above a conversation: where it is from, whose
// driver it is for, and with which settings.
func beginRecording(w io.Writer, d *DeviceConfig, at time.Time) error {
	if _, err := fmt.Fprintf(w, "# source: %s, %s %s at %s, %s\n# device: %s %s\n", d.Name, d.Driver, d.Kind, d.Address, at.UTC().Format(time.RFC3339), d.Kind, d.Driver); err != nil {
		return err
	}
	raw, err := d.driverConfig()
	if err != nil || raw == nil {
		return err
	}
	_, err = fmt.Fprintf(w, "config %s\n", raw)
	return err
}

func writeLines(out io.Writer, lines []string) error {
	for _, line := range lines {
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}

// writeScan shows a code as it was read and what it says; a secret one only that
// it was there.
func writeScan(out io.Writer, s scan.Scan, secret bool) error {
	at := s.At
	if at.IsZero() {
		at = time.Now()
	}
	head := fmt.Sprintf("%s  %s  %s", at.Format("15:04:05"), orNone(s.AIM), orNone(string(s.Symbology)))
	if secret {
		return writeLines(out, []string{head + "  a badge, not shown"})
	}
	return writeLines(out, append([]string{fmt.Sprintf("%s  %d bytes  %q", head, len(s.Data), s.Data)}, codeLines(scan.Parse(s))...))
}
