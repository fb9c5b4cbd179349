package wire

import (
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// pumpChunk is the most that a pump holds for a reader who is not there.
const pumpChunk = 4 << 10

// Pump gives deadlines to a device whose Read blocks and is ended by Close. One
// goroutine reads ahead, at most 4 KiB; what one Read of the device gave is
// never joined with the next. An error is given after the bytes before it, and
// for ever.
func Pump(rwc io.ReadWriteCloser) Port { return newPump(rwc, false) }

// Poll is Pump for a device that must not be closed under a Read, and whose Read
// therefore gives up after a while with (0, nil). Close waits for that.
func Poll(rwc io.ReadWriteCloser) Port { return newPump(rwc, true) }

func newPump(rwc io.ReadWriteCloser, poll bool) *pump {
	p := &pump{rwc: rwc, poll: poll, chunks: make(chan []byte), taken: make(chan struct{}),
		closed: make(chan struct{}), dead: make(chan struct{}), moved: make(chan struct{})}
	go p.run()
	return p
}

type pump struct {
	rwc    io.ReadWriteCloser
	poll   bool
	chunks chan []byte   // from run to Read; run waits for taken before it reuses the buffer
	taken  chan struct{} // the reader is done with the last chunk
	dead   chan struct{} // closed when run ends; err is set before
	err    error

	once   sync.Once
	closed chan struct{}

	readMu sync.Mutex // one reader at a time; guards rest
	rest   []byte

	mu       sync.Mutex // guards deadline and moved
	deadline time.Time
	moved    chan struct{} // closed when deadline changes
}

func (p *pump) run() {
	defer close(p.dead)
	p.err = net.ErrClosed
	buf := make([]byte, pumpChunk)
	for {
		n, err := p.rwc.Read(buf)
		if n > 0 {
			select {
			case p.chunks <- buf[:n]:
			case <-p.closed:
				return
			}
			select {
			case <-p.taken:
			case <-p.closed:
				return
			}
		}
		select {
		case <-p.closed:
			return
		default:
		}
		if err != nil {
			p.err = err
			return
		}
	}
}

func (p *pump) Read(b []byte) (int, error) {
	p.readMu.Lock()
	defer p.readMu.Unlock()
	for len(p.rest) == 0 {
		deadline, moved := p.until()
		var late <-chan time.Time
		if !deadline.IsZero() {
			wait := time.Until(deadline)
			if wait <= 0 {
				return 0, os.ErrDeadlineExceeded
			}
			timer := time.NewTimer(wait)
			defer timer.Stop()
			late = timer.C
		}
		select {
		case <-p.closed:
			return 0, net.ErrClosed
		default:
		}
		select {
		case p.rest = <-p.chunks:
		case <-p.dead:
			return 0, p.err
		case <-p.closed:
			return 0, net.ErrClosed
		case <-late:
			return 0, os.ErrDeadlineExceeded
		case <-moved:
		}
	}
	n := copy(b, p.rest)
	if p.rest = p.rest[n:]; len(p.rest) == 0 {
		select {
		case p.taken <- struct{}{}:
		case <-p.dead:
		}
	}
	return n, nil
}

func (p *pump) until() (time.Time, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.deadline, p.moved
}

func (p *pump) SetReadDeadline(t time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.deadline = t
	close(p.moved)
	p.moved = make(chan struct{})
	return nil
}

func (p *pump) Write(b []byte) (int, error) {
	select {
	case <-p.closed:
		return 0, net.ErrClosed
	default:
		return p.rwc.Write(b)
	}
}

func (p *pump) Close() error {
	var err error
	p.once.Do(func() {
		close(p.closed)
		if p.poll {
			<-p.dead
		}
		err = p.rwc.Close()
	})
	return err
}
