package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scanner"
	"warehouse-node/devices/wire"
	"warehouse-node/ui/locale"
)

// TestIntroduction: a scanner that said what it is says so in the list; one that
// has not answered yet says nothing.
func TestIntroduction(t *testing.T) {
	m := &machine{DeviceConfig: DeviceConfig{Name: "x", Kind: "scanner"}}
	is := scanner.Identity{}
	m.introduced(func() scanner.Identity { return is })
	if notes := m.row(time.Now()).Notes; len(notes) > 0 {
		t.Errorf("of nobody: %+v", notes)
	}
	is = scanner.Identity{Model: "Voyager 1602g", Serial: "15232B1F0C", Software: "16345"}
	notes := m.row(time.Now()).Notes
	if len(notes) != 2 || inEnglish(notes[0]) != "Voyager 1602g 15232B1F0C" || inEnglish(notes[1]) != "firmware 16345" {
		t.Errorf("got %+v", notes)
	}
}

// TestSuggestions: a known scanner that is plugged in is told how it is set up; one
// on another interface than its driver wants is told so.
func TestSuggestions(t *testing.T) {
	var out strings.Builder
	err := suggest([]wire.Found{
		{Address: "hid://0c2e:0db3/15232B1F0C?interface=1", Name: "Honeywell Voyager 1602g"},
		{Address: "hid://0c2e:0b6a/1", Name: "Honeywell Xenon 1900"},
		{Address: "serial://usb/0c2e:0b6a/1", Name: "Honeywell Xenon 1900"},
		{Address: "hid://046d:c31c/1", Name: "Logitech Keyboard"},
	}, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"driver hidpos, address hid://0c2e:0db3/15232B1F0C?interface=1&feature=fe01, config", "driver honeywell, address as listed once",
		"driver honeywell, address serial://usb/0c2e:0b6a/1, config", "Xenon/Granit User Guide"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "Logitech") {
		t.Error("a keyboard is taken for a scanner")
	}
}

// TestAwayInWords: the list and the bench say in their own language why a device is
// away, with what the system said behind it; an error without a word stands as it is.
func TestAwayInWords(t *testing.T) {
	away := func(err error) (*machine, string, string) {
		m := &machine{DeviceConfig: DeviceConfig{Name: "x", Kind: "scanner"}}
		w := devices.Watch[wire.Port]{Open: func(context.Context) (wire.Port, error) { return nil, err }}
		ctx, stop := context.WithCancel(t.Context())
		w.OnHealth = func(h devices.Health) {
			if m.health = h; h.LastError != "" {
				stop()
			}
		}
		w.Run(ctx)
		said, bench := m.row(time.Now()).Notes, m.drawn().Message
		args := locale.Args{}
		for name, a := range said[0].Args {
			args[name] = a.Text
		}
		return m, locale.Say(locale.RU, said[0].Code, args), locale.Say(locale.RU, "say."+bench.Code, locale.InWords(locale.RU, locale.Args(bench.Args)))
	}
	_, gone := wire.Open(t.Context(), "serial:///dev/no-such-line")
	m, row, bench := away(gone)
	if row != "по этому адресу ничего не подключено" || bench != "не слышно: по этому адресу ничего не подключено" {
		t.Errorf("said %q and %q", row, bench)
	}
	if note := m.row(time.Now()).Notes[0]; note.Detail != gone.Error() || !strings.Contains(note.Detail, "no-such-line") {
		t.Errorf("behind it stands %q", note.Detail)
	}
	if _, row, bench = away(errors.New("E-17")); row != "E-17" || bench != "не слышно: E-17" {
		t.Errorf("said %q and %q", row, bench)
	}
}
