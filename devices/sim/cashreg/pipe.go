package cashreg

import (
	"io"
	"sync"

	"warehouse-node/devices/wire"
)

// Connect gives the host's end of a line in memory. The register serves it until
// either side closes; what was sent stays readable after that, as on a network.
func (r *Register) Connect() wire.Port {
	up, down := newBuffer(), newBuffer()
	go func() {
		_ = r.Serve(end{down, up}) // a host that goes away is not the register's error
	}()
	return wire.Pump(end{up, down})
}

// end is one side of a line: it reads what the other wrote.
type end struct{ in, out *buffer }

func (e end) Read(b []byte) (int, error)  { return e.in.read(b) }
func (e end) Write(b []byte) (int, error) { return e.out.write(b) }

func (e end) Close() error {
	e.in.close()
	e.out.close()
	return nil
}

// buffer takes bytes without waiting and gives them in order.
type buffer struct {
	mu     sync.Mutex // guards bytes and closed
	filled *sync.Cond
	bytes  []byte
	closed bool
}

func newBuffer() *buffer {
	b := &buffer{}
	b.filled = sync.NewCond(&b.mu)
	return b
}

func (b *buffer) write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, io.ErrClosedPipe
	}
	b.bytes = append(b.bytes, p...)
	b.filled.Broadcast()
	return len(p), nil
}

func (b *buffer) read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.bytes) == 0 && !b.closed {
		b.filled.Wait()
	}
	if len(b.bytes) == 0 {
		return 0, io.EOF
	}
	n := copy(p, b.bytes)
	b.bytes = b.bytes[n:]
	return n, nil
}

func (b *buffer) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.filled.Broadcast()
}
