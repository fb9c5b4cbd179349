package cashreg

import (
	"io"
	"net"
	"os"
	"sync"
	"time"

	"warehouse-node/devices/wire"
)

// Connect gives the host's end of a line in memory. The register serves it until
// either side closes; what was sent stays readable after that, as on a network.
func (r *Register) Connect() wire.Port {
	up, down := newBuffer(), newBuffer()
	go func() {
		_ = r.Serve(end{down, up}) // a host that goes away is not the register's error
	}()
	return end{up, down}
}

// end is one side of a line, as a network connection: it reads what the other
// wrote. Its deadlines are its own, so nobody has to pump it.
type end struct{ in, out *buffer }

func (e end) Read(b []byte) (int, error)         { return e.in.read(b) }
func (e end) Write(b []byte) (int, error)        { return e.out.write(b) }
func (e end) SetReadDeadline(t time.Time) error  { return e.in.until(t) }
func (e end) SetDeadline(t time.Time) error      { return e.in.until(t) }
func (e end) SetWriteDeadline(t time.Time) error { return nil } // a write never waits
func (e end) LocalAddr() net.Addr                { return inMemory{} }
func (e end) RemoteAddr() net.Addr               { return inMemory{} }

func (e end) Close() error {
	e.in.close(true)
	e.out.close(false)
	return nil
}

type inMemory struct{}

func (inMemory) Network() string { return "memory" }
func (inMemory) String() string  { return "memory" }

// buffer takes bytes without waiting and gives them in order.
type buffer struct {
	mu       sync.Mutex // guards all below
	changed  chan struct{}
	bytes    []byte
	closed   bool // nothing more comes
	left     bool // its reader has closed it
	deadline time.Time
}

func newBuffer() *buffer { return &buffer{changed: make(chan struct{})} }

// tell wakes who reads. Under b.mu.
func (b *buffer) tell() {
	close(b.changed)
	b.changed = make(chan struct{})
}

func (b *buffer) write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, io.ErrClosedPipe
	}
	b.bytes = append(b.bytes, p...)
	b.tell()
	return len(p), nil
}

func (b *buffer) read(p []byte) (int, error) {
	for {
		n, changed, wait, err := b.take(p)
		if n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
		if wait == 0 {
			<-changed
			continue
		}
		timer := time.NewTimer(wait)
		select {
		case <-changed:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// take gives what there is, or what to wait for; a wait of zero is for ever.
func (b *buffer) take(p []byte) (n int, changed <-chan struct{}, wait time.Duration, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left {
		return 0, nil, 0, net.ErrClosed
	}
	if !b.deadline.IsZero() {
		if wait = time.Until(b.deadline); wait <= 0 {
			err = os.ErrDeadlineExceeded
		}
	}
	switch {
	case len(b.bytes) > 0:
		n = copy(p, b.bytes)
		b.bytes = b.bytes[n:]
		return n, nil, 0, nil
	case b.closed:
		return 0, nil, 0, io.EOF
	}
	return 0, b.changed, wait, err
}

func (b *buffer) until(t time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.deadline = t
	b.tell()
	return nil
}

func (b *buffer) close(byReader bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed, b.left = true, b.left || byReader
	b.tell()
}
