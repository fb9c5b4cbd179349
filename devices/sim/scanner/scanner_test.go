//go:build linux

package scanner_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"warehouse-node/devices/sim"
	"warehouse-node/devices/sim/scanner"
)

func open(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTypes(t *testing.T) {
	for _, row := range []struct {
		options scanner.Options
		code    string
		want    string
	}{
		{scanner.Options{}, "4006381333931", "]E04006381333931\r"},
		{scanner.Options{}, "96385074", "]E496385074\r"},
		{scanner.Options{}, "BIN-01", "]C0BIN-01\r"},
		{scanner.Options{}, "10A\x1d21B", "]C110A\x1d21B\r"},
		{scanner.Options{}, "]d2010460", "]d2010460\r"},
		{scanner.Options{NoAIM: true, Suffix: "\r\n", Prefix: "\x02"}, "]d2010460", "\x02010460\r\n"},
	} {
		row.options.Path = filepath.Join(t.TempDir(), "scanner")
		s, err := scanner.New(row.options)
		if err != nil {
			t.Fatal(err)
		}
		host := open(t, s.Path())
		if err := s.Scan(row.code); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(row.want))
		if _, err := io.ReadFull(host, got); err != nil || string(got) != row.want {
			t.Errorf("%q: got %q, %v; want %q", row.code, got, err, row.want)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// The path stays while the terminal behind it changes; without one there is
// nothing at the path.
func TestReplug(t *testing.T) {
	s, err := scanner.New(scanner.Options{Path: filepath.Join(t.TempDir(), "dev", "scanner")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	host := open(t, s.Path())
	if err := s.Unplug(); err != nil {
		t.Fatal(err)
	}
	if _, err := host.Read(make([]byte, 1)); err == nil {
		t.Error("a port that was pulled is read")
	}
	if _, err := os.Stat(s.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the path of a scanner that is not there: %v", err)
	}
	if err := s.Scan("1"); !errors.Is(err, sim.ErrUnplugged) {
		t.Errorf("a scan without a cable: %v", err)
	}
	if err := s.Plug(); err != nil {
		t.Fatal(err)
	}
	host = open(t, s.Path())
	if err := s.Scan("1"); err != nil {
		t.Error(err)
	}
	got := make([]byte, 5)
	if _, err := io.ReadFull(host, got); err != nil || string(got) != "]C01\r" {
		t.Errorf("after the return: %q, %v", got, err)
	}
	if _, err := io.WriteString(host, "\x07"); err != nil {
		t.Error(err)
	}
	for deadline := time.Now().Add(5 * time.Second); s.Heard() != "\x07"; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("heard %q", s.Heard())
		}
	}
}
