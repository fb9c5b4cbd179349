package sim

import (
	"io"
	"net"
	"sync"
	"syscall"
	"time"
)

// Line puts the faults around the simulator's end of a line: what it writes is
// "from the device", what it reads "to the device". A cut closes rwc.
func (f *Faults) Line(rwc io.ReadWriteCloser) io.ReadWriteCloser {
	return &line{faults: f, rwc: rwc, closed: make(chan struct{})}
}

// Conn is Line for a network connection; its addresses and deadlines stay.
func (f *Faults) Conn(c net.Conn) net.Conn {
	return conn{Conn: c, line: &line{faults: f, rwc: c, closed: make(chan struct{})}}
}

type conn struct {
	net.Conn
	line *line
}

func (c conn) Read(b []byte) (int, error)  { return c.line.Read(b) }
func (c conn) Write(b []byte) (int, error) { return c.line.Write(b) }
func (c conn) Close() error                { return c.line.Close() }

type line struct {
	faults *Faults
	rwc    io.ReadWriteCloser
	once   sync.Once
	closed chan struct{}

	readMu sync.Mutex // guards heard
	heard  []piece    // read from rwc, still to be given

	writeMu sync.Mutex // keeps the pieces of one Write together
}

// hold waits, but not longer than the line is open.
func (l *line) hold(d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-l.closed:
		return net.ErrClosed
	}
}

func (l *line) Write(b []byte) (int, error) {
	l.writeMu.Lock()
	defer l.writeMu.Unlock()
	for _, p := range l.faults.harm(FromDevice, b) {
		if err := l.hold(p.wait); err != nil {
			return 0, err
		}
		if p.cut {
			_ = l.Close() // the cut is the error
			return 0, syscall.EPIPE
		}
		if _, err := l.rwc.Write(p.data); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

func (l *line) Read(b []byte) (int, error) {
	l.readMu.Lock()
	defer l.readMu.Unlock()
	for {
		for len(l.heard) == 0 {
			buf := make([]byte, max(len(b), 1))
			n, err := l.rwc.Read(buf)
			if err != nil && n == 0 {
				return 0, err
			}
			l.heard = l.faults.harm(ToDevice, buf[:n])
		}
		p := &l.heard[0]
		if err := l.hold(p.wait); err != nil {
			return 0, err
		}
		p.wait = 0
		if p.cut {
			_ = l.Close() // the cut is the error
			return 0, io.EOF
		}
		n := copy(b, p.data)
		if p.data = p.data[n:]; len(p.data) == 0 {
			l.heard = l.heard[1:]
		}
		if n > 0 || len(b) == 0 {
			return n, nil
		}
	}
}

func (l *line) Close() error {
	var err error
	l.once.Do(func() {
		close(l.closed)
		err = l.rwc.Close()
	})
	return err
}
