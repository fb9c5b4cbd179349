package sim

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// ErrUnplugged is the answer of a device that hangs nowhere.
var ErrUnplugged = errors.New("the simulated device is unplugged")

// Terminal is the cable of a serial device: a pseudo terminal, which has one path for
// the life of the simulator, also when it is unplugged and comes back as another. All
// methods are safe for all goroutines.
type Terminal struct {
	Path   string // where the port appears: a symbolic link that is made anew at each Plug
	Faults Faults // of its line

	typing sync.Mutex // keeps what is sent whole

	mu   sync.Mutex // guards the rest
	line io.ReadWriteCloser
	tty  *os.File
	done chan struct{} // closed when nobody listens to line any more
}

// Plug connects the device; hear gets what it is told, piece by piece, from one
// goroutine. One that is connected is connected anew.
func (t *Terminal) Plug(hear func([]byte)) error {
	if err := t.Unplug(); err != nil {
		return err
	}
	device, tty, err := open()
	if err != nil {
		return fmt.Errorf("simulated device: %w", err)
	}
	if err := errors.Join(raw(tty), link(tty.Name(), t.Path)); err != nil {
		return errors.Join(fmt.Errorf("simulated device: %w", err), device.Close(), tty.Close())
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.line, t.tty, t.done = t.Faults.Line(device), tty, make(chan struct{})
	go listen(t.line, hear, t.done)
	return nil
}

// link puts a name on a terminal in one step: who opens the path meets the old
// one or the new one.
func link(tty, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Symlink(tty, fresh); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

func listen(line io.Reader, hear func([]byte), done chan struct{}) {
	defer close(done)
	buf := make([]byte, 256)
	for {
		n, err := line.Read(buf)
		hear(buf[:n])
		if err != nil {
			return
		}
	}
}

// Unplug pulls the cable: the port is gone, and who reads it gets an error.
func (t *Terminal) Unplug() error {
	t.mu.Lock()
	line, tty, done := t.line, t.tty, t.done
	t.line, t.tty = nil, nil
	t.mu.Unlock()
	if line == nil {
		return nil
	}
	err := os.Remove(t.Path)
	_ = line.Close() // it may have been cut before
	err = errors.Join(err, tty.Close())
	<-done
	return err
}

// Send sends bytes as they are. It waits while nobody reads them, for what is more
// than the line holds.
func (t *Terminal) Send(b []byte) error {
	t.typing.Lock()
	defer t.typing.Unlock()
	t.mu.Lock()
	line := t.line
	t.mu.Unlock()
	if line == nil {
		return ErrUnplugged
	}
	_, err := line.Write(b)
	return err
}
