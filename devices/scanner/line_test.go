package scanner

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/wire"
)

// pair is a line driver and the device's end of its line.
func pair(t *testing.T, config string) (Scanner, net.Conn) {
	t.Helper()
	device, host := net.Pipe()
	s, err := Drivers.Open(context.Background(), "line", host, json.RawMessage(config))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(); device.Close() })
	return s, device
}

// A context that ends wakes Next at once, loses nothing of a code that has
// begun, and leaves the scanner usable.
func TestNextEndsWithContext(t *testing.T) {
	s, device := pair(t, `{"SilenceMS":60000}`)
	for range 50 {
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error)
		go func() { _, err := s.Next(ctx); ended <- err }()
		if _, err := io.WriteString(device, "4"); err != nil {
			t.Fatal(err)
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
	}
	go io.WriteString(device, "2\r")
	code, err := s.Next(context.Background())
	if want := strings.Repeat("4", 50) + "2"; err != nil || code.Data != want {
		t.Errorf("got %q, %v", code.Data, err)
	}
	if time.Since(code.At) > time.Minute || code.At.IsZero() {
		t.Errorf("read at %v", code.At)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that is over: %v", err)
	}
}

// Silence in the middle of a code is measured from its last byte.
func TestSilence(t *testing.T) {
	s, device := pair(t, `{"Suffix":"none","SilenceMS":30}`)
	go func() {
		for _, b := range []byte("slow") {
			device.Write([]byte{b})
		}
	}()
	if code, err := s.Next(context.Background()); err != nil || code.Data != "slow" {
		t.Errorf("got %q, %v", code.Data, err)
	}
}

func TestBeep(t *testing.T) {
	for _, row := range []struct{ config, yes, look, no string }{
		{`{"Beep":"honeywell"}`, "\x16\x07\r", "\x16\x07\r\x16\x07\r", "\x16\x07\r\x16\x07\r\x16\x07\r"},
		{`{"Beep":"BEL"}`, "\a", "\a\a", "\a\a\a"},
	} {
		r, err := wire.ParseReplay("> " + quote(row.yes) + "\n> " + quote(row.look) + "\n> " + quote(row.no))
		if err != nil {
			t.Fatal(err)
		}
		s, err := Drivers.Open(context.Background(), "line", r, json.RawMessage(row.config))
		if err != nil {
			t.Fatal(err)
		}
		b := s.(devices.Beeper)
		if err := errors.Join(b.Beep(devices.Taken), b.Beep(devices.Again), b.Beep(devices.Look), b.Beep(devices.Garbled), b.Beep(devices.Refused), r.Err()); err != nil || r.Left() > 0 {
			t.Errorf("%s: %v, %d left", row.config, err, r.Left())
		}
	}
	s, _ := pair(t, "")
	if _, ok := s.(devices.Beeper); ok {
		t.Error("a scanner that was not set up to beep says it can")
	}
}

func quote(s string) string { b, _ := json.Marshal(s); return string(b) }

func TestConfigRefused(t *testing.T) {
	for _, row := range []struct{ config, names string }{
		{`{"Suffix":"EOL"}`, "Suffix"}, {`{"Prefix":"\\x2"}`, "Prefix"}, {`{"AIM":"yes"}`, "AIM"}, {`{"SilenceMS":0}`, "SilenceMS"},
		{`{"SilenceMS":60001}`, "SilenceMS"}, {`{"Beep":"loud"}`, "Beep"}, {`{"Suffx":"CR"}`, "Suffx"},
	} {
		if err := Drivers.Check("line", json.RawMessage(row.config)); err == nil || !strings.Contains(err.Error(), row.names) {
			t.Errorf("%s: got %v, want an error that names %s", row.config, err, row.names)
		}
	}
	if err := Drivers.Check("line", json.RawMessage(`{"Prefix":"\\x02\"","Suffix":"none","SilenceMS":80}`)); err != nil {
		t.Error(err)
	}
}

func TestBadFrameIsGarbled(t *testing.T) {
	if !errors.Is(&BadFrame{Reason: Glued}, devices.ErrGarbled) {
		t.Error("the watch would take a bad frame for a lost device")
	}
}
