package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/printer"
	"warehouse-node/devices/scale"
	"warehouse-node/devices/scanner"
	"warehouse-node/devices/wire"
)

type devicesReplay struct {
	Path   string `arg:"" name:"file" type:"existingfile" help:"The .wire file."`
	Kind   string `help:"Kind of device, where the file does not say: scanner, printer, cashreg or scale."`
	Driver string `help:"Driver, where the file does not say: line, honeywell, ssi, keyboard, hidpos, zpl, shtrih, sics or text."`
}

// replayTime bounds a replay; the device's side of it never waits.
const replayTime = time.Minute

// replays play a conversation to a driver, by kind of device.
var replays = map[string]func(ctx context.Context, driver string, r *wire.Replay) ([]string, error){
	"scanner": scanner.Replay, "printer": printer.Replay, "cashreg": cashreg.Replay, "scale": scale.Replay,
}

// Run plays the file and says what the driver told. A difference is an error.
func (r *devicesReplay) Run(ctx context.Context, out io.Writer) error {
	text, err := os.ReadFile(r.Path)
	if err != nil {
		return err
	}
	conversation, err := wire.ParseReplay(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", r.Path, err)
	}
	kind, driver, err := r.driver(string(text))
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "%s %s; source: %s\n", kind, driver, orNone(conversation.Source)); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, replayTime)
	defer cancel()
	steps := conversation.Left()
	got, err := replays[kind](ctx, driver, conversation)
	if werr := writeLines(out, got); werr != nil {
		return werr
	}
	if err := difference(conversation, got, err); err != nil {
		return fmt.Errorf("%s: %w", r.Path, err)
	}
	_, err = fmt.Fprintf(out, "no difference in %d steps\n", steps)
	return err
}

// driver is whose conversation it is: as the flags say, else as the file says
// ("# device: printer zpl"), else by the file's name ("zpl-paper.wire").
func (r *devicesReplay) driver(text string) (kind, driver string, err error) {
	kind, driver = r.Kind, r.Driver
	for line := range strings.Lines(text) {
		if said, is := strings.CutPrefix(line, "# device: "); is && kind == "" && driver == "" {
			kind, driver, _ = strings.Cut(strings.TrimSpace(said), " ")
		}
	}
	if driver == "" {
		driver, _, _ = strings.Cut(filepath.Base(r.Path), "-")
	}
	for k, drivers := range deviceDrivers {
		if kind == "" && slices.Contains(drivers.Names(), driver) {
			kind = k
		}
	}
	if replays[kind] == nil || !slices.Contains(deviceDrivers[kind].Names(), driver) {
		return "", "", errors.New("the file does not say whose conversation it is: name it with --kind and --driver")
	}
	return kind, driver, nil
}

// difference is the first thing in which a driver left a recording; nil when it
// followed it to the end.
func difference(r *wire.Replay, got []string, err error) error {
	if left := r.Err(); left != nil {
		return fmt.Errorf("the first difference: %w", left)
	}
	if err != nil {
		return err
	}
	for i := range max(len(got), len(r.Want)) {
		switch {
		case len(r.Want) == 0: // a recording that says nothing of it
		case i >= len(got):
			return fmt.Errorf("the first difference: the driver does not tell %q", r.Want[i])
		case i >= len(r.Want):
			return fmt.Errorf("the first difference: the driver tells %q too", got[i])
		case got[i] != r.Want[i]:
			return fmt.Errorf("the first difference: the driver tells %q, the recording wants %q", got[i], r.Want[i])
		}
	}
	if n := r.Left(); n > 0 {
		return fmt.Errorf("the first difference: line %d: the driver was done before, with %d steps left", r.At(), n)
	}
	return nil
}
