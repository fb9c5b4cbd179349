package wire

import (
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"sync"
	"time"
)

var _ = Scheme("file", openFile)

// openFile opens a device node ("/dev/usb/lp0"), or with create=true a plain
// file to which all that is sent is appended and which never answers. Without
// it a node that is missing is an error: a printer that was unplugged must not
// become a file in /dev.
func openFile(_ context.Context, u *url.URL) (Port, error) {
	q, err := Options(u, "create")
	if err != nil {
		return nil, err
	}
	if u.Host != "" || u.Path == "" {
		return nil, errors.New("a file address has three slashes: file:///path")
	}
	switch q.Get("create") {
	case "", "false":
	case "true":
		f, err := os.OpenFile(u.Path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, err
		}
		return Pump(&mute{File: f, closed: make(chan struct{})}), nil
	default:
		return nil, errors.New("create is true or false")
	}
	f, err := os.OpenFile(u.Path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if info.Mode().IsRegular() {
		return nil, errors.Join(errors.New("a plain file, not a device; to write to it say create=true"), f.Close())
	}
	if f.SetReadDeadline(time.Time{}) == nil {
		return f, nil
	}
	return Pump(f), nil
}

// mute is a plain file in the place of a device: it takes all and says nothing.
type mute struct {
	*os.File
	once   sync.Once
	closed chan struct{}
}

func (m *mute) Read([]byte) (int, error) {
	<-m.closed
	return 0, io.EOF
}

func (m *mute) Close() error {
	m.once.Do(func() { close(m.closed) })
	return m.File.Close()
}
