package wire

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseAddress(t *testing.T) {
	for _, row := range []struct{ address, host, path, query string }{
		{"tcp://10.0.0.7:9100", "10.0.0.7:9100", "", ""},
		{"serial:///dev/ttyACM0?baud=9600&parity=none", "", "/dev/ttyACM0", "baud=9600&parity=none"},
		{"serial://COM3", "COM3", "", ""},
		{"hid://0c2e:0b6a/17-B", "0c2e:0b6a", "/17-B", ""},
		{"hid://0c2e:0b6a/a%20b?port=1-1.2", "0c2e:0b6a", "/a b", "port=1-1.2"},
		{"file:///dev/usb/lp0", "", "/dev/usb/lp0", ""},
	} {
		u, err := ParseAddress(row.address)
		if err != nil {
			t.Errorf("%s: %v", row.address, err)
			continue
		}
		if d := cmp.Diff([]string{row.host, row.path, row.query}, []string{u.Host, u.Path, u.RawQuery}); d != "" {
			t.Errorf("%s: %s", row.address, d)
		}
	}
	for _, bad := range []string{"", "tcp", "tcp://", "://x", "/dev/ttyS0", "file:///a%zz", "tcp://h?%zz"} {
		if u, err := ParseAddress(bad); err == nil {
			t.Errorf("%q: got %v, want an error", bad, u)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ address, want string }{
		{"smoke:///signal", `no scheme "smoke"; there are [file tcp`},
		{"tcp://127.0.0.1:1?speed=9", `no option "speed"`},
		{"tcp://127.0.0.1:1/path", "host and a port only"},
		{"file://host/path", "three slashes"},
		{"file://" + plain, "create=true"},
		{"file://" + plain + "?create=maybe", "true or false"},
		{"file://" + dir + "/lp0", "no such file"},
	} {
		p, err := Open(context.Background(), row.address)
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, %v; want %q", row.address, p, err, row.want)
		}
	}
	if _, err := os.Stat(dir + "/lp0"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("opening a printer that is not there made a file")
	}
}

func TestSchemeTwicePanics(t *testing.T) {
	for name, twice := range map[string]func(){
		"scheme": func() { Scheme("tcp", func(context.Context, *url.URL) (Port, error) { return nil, nil }) },
		"lister": func() {
			l := func(context.Context) ([]Found, error) { return nil, nil }
			defer delete(listers, "x")
			Lister("x", l)
			Lister("x", l)
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			twice()
		})
	}
}

// What one scheme finds is not hidden by another that cannot look.
func TestList(t *testing.T) {
	Lister("a", func(context.Context) ([]Found, error) { return nil, errors.New("no bus") })
	Lister("b", func(context.Context) ([]Found, error) { return []Found{{Address: "b://1"}}, nil })
	defer delete(listers, "a")
	defer delete(listers, "b")
	got, err := List(context.Background())
	if len(got) != 1 || err == nil || !strings.Contains(err.Error(), "list a devices: no bus") {
		t.Errorf("got %v, %v", got, err)
	}
}

// TestPorts is the contract of a Port, for every kind that can be had without
// a device. each gives our end, what the device then says, and its unplugging.
func TestPorts(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) (p Port, say func(string), unplug func()){
		"tcp":  tcpPair,
		"pump": pumpPair,
		"poll": pollPair,
	} {
		t.Run(name, func(t *testing.T) {
			p, say, unplug := open(t)
			buf := make([]byte, 64)
			if err := p.SetReadDeadline(time.Now().Add(10 * time.Millisecond)); err != nil {
				t.Fatal(err)
			}
			if n, err := p.Read(buf); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("silence: %d, %v", n, err)
			}
			if n, err := p.Read(buf); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("silence goes on: %d, %v", n, err)
			}
			p.SetReadDeadline(time.Time{})
			say("hello")
			if _, err := io.ReadFull(p, buf[:2]); err != nil || string(buf[:2]) != "he" {
				t.Errorf("first half: %q, %v", buf[:2], err)
			}
			if _, err := io.ReadFull(p, buf[:3]); err != nil || string(buf[:3]) != "llo" {
				t.Errorf("second half: %q, %v", buf[:3], err)
			}

			woken := make(chan error)
			go func() { _, err := p.Read(make([]byte, 9)); woken <- err }()
			p.SetReadDeadline(time.Unix(1, 0))
			if err := <-woken; !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("a deadline that is moved to the past: %v", err)
			}
			p.SetReadDeadline(time.Time{})

			say("last words")
			unplug()
			if got, err := io.ReadAll(p); string(got) != "last words" {
				t.Errorf("after unplugging: %q, %v", got, err)
			}
			if _, err := p.Read(buf); err == nil {
				t.Error("a device that is gone is read")
			}
			if err := p.Close(); err != nil {
				t.Error(err)
			}
			if _, err := p.Read(buf); !errors.Is(err, net.ErrClosed) {
				t.Errorf("read of a closed port: %v", err)
			}
			if _, err := p.Write(buf); err == nil {
				t.Error("a closed port is written to")
			}
		})
		t.Run(name+" close ends a read", func(t *testing.T) {
			p, _, _ := open(t)
			woken := make(chan error)
			go func() { _, err := p.Read(make([]byte, 9)); woken <- err }()
			if err := p.Close(); err != nil {
				t.Error(err)
			}
			if err := <-woken; !errors.Is(err, net.ErrClosed) {
				t.Errorf("got %v", err)
			}
		})
		t.Run(name+" close with bytes that nobody read", func(t *testing.T) {
			p, say, _ := open(t)
			say("not wanted")
			if err := p.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func tcpPair(t *testing.T) (Port, func(string), func()) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p, err := Open(context.Background(), "tcp://"+l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	device, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close(); device.Close() })
	return p, func(s string) { io.WriteString(device, s) }, func() { device.Close() }
}

func pumpPair(t *testing.T) (Port, func(string), func()) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p := Pump(r)
	t.Cleanup(func() { p.Close(); w.Close() })
	return p, func(s string) { io.WriteString(w, s) }, func() { w.Close() }
}

// polled is a device whose Read gives up after a millisecond and that notices
// when it is closed meanwhile.
type polled struct {
	t       *testing.T
	said    chan string
	reading chan struct{}
}

func (d *polled) Read(b []byte) (int, error) {
	d.reading <- struct{}{}
	defer func() { <-d.reading }()
	select {
	case s, ok := <-d.said:
		if !ok {
			return 0, io.ErrUnexpectedEOF
		}
		return copy(b, s), nil
	case <-time.After(time.Millisecond):
		return 0, nil
	}
}

func (d *polled) Write(b []byte) (int, error) { return len(b), nil }

func (d *polled) Close() error {
	if len(d.reading) > 0 {
		d.t.Error("closed under a read")
	}
	return nil
}

func pollPair(t *testing.T) (Port, func(string), func()) {
	d := &polled{t, make(chan string, 9), make(chan struct{}, 1)}
	p := Poll(d)
	t.Cleanup(func() { p.Close() })
	return p, func(s string) { d.said <- s }, func() { close(d.said) }
}

// A plain file takes what is sent, appends it, and is silent.
func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "labels.zpl")
	for _, label := range []string{"^XA^XZ", "^XA^FDx^XZ"} {
		p, err := Open(context.Background(), "file://"+path+"?create=true")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, label); err != nil {
			t.Error(err)
		}
		p.SetReadDeadline(time.Now().Add(time.Millisecond))
		if n, err := p.Read(make([]byte, 5)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("a file answered: %d, %v", n, err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	if got, err := os.ReadFile(path); string(got) != "^XA^XZ^XA^FDx^XZ" {
		t.Errorf("got %q, %v", got, err)
	}
}
