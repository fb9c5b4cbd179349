package cashreg

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"warehouse-node/devices/wire"
)

// dialogue is a low level: it brings one command to the register, and its answer
// back. Errors are *linkError.
type dialogue interface {
	exchange(ctx context.Context, body []byte, codeLen int, spec shtrihCommand) ([]byte, error)
	// gone is why the line is dead; nil while it is not.
	gone() error
}

// openDialogue is the low level that a config names.
func openDialogue(p wire.Port, c shtrihConfig) dialogue {
	switch c.Protocol {
	case "2":
		return newPackets(p, c)
	case "auto":
		return &either{first: newLink(p, c), second: newPackets(p, c)}
	}
	return newLink(p, c)
}

// either finds out which protocol the register was set to: it listens for the first,
// and when nothing at all is heard of that, for the second (page 13: a register that
// may choose takes the protocol of the first byte that it gets).
type either struct {
	first  *link
	second *packets
	chosen dialogue
}

func (e *either) exchange(ctx context.Context, body []byte, codeLen int, spec shtrihCommand) ([]byte, error) {
	if e.chosen != nil {
		return e.chosen.exchange(ctx, body, codeLen, spec)
	}
	answer, err := e.first.exchange(ctx, body, codeLen, spec)
	if err == nil || e.first.heard {
		e.chosen = e.first
		return answer, err
	}
	if e.first.dead != nil || ctx.Err() != nil {
		return nil, err
	}
	// A register that was silent to ENQ was told nothing yet.
	again, lost := e.second.exchange(ctx, body, codeLen, spec)
	if lost == nil || e.second.synced {
		e.chosen = e.second
		return again, lost
	}
	return nil, err
}

func (e *either) gone() error { return e.first.gone() }

// line is a port that is read with patience.
type line struct {
	port             wire.Port
	byteGap, replyIn time.Duration
	retries          int

	in   []byte // received, not used yet
	buf  [512]byte
	dead error // of the port; for ever

	mu      sync.Mutex // guards turn and stopped against the end of a context
	turn    int
	stopped bool
}

func newLine(p wire.Port, c shtrihConfig) line {
	return line{
		port: p, retries: c.Retries,
		byteGap: time.Duration(c.ByteMS) * time.Millisecond,
		replyIn: time.Duration(c.ReplyMS) * time.Millisecond,
	}
}

func (l *line) gone() error { return l.dead }

// fill makes sure that there is a byte.
func (l *line) fill(deadline time.Time) error {
	if len(l.in) > 0 {
		return nil
	}
	return l.more(deadline)
}

// more reads what there is.
func (l *line) more(deadline time.Time) error {
	if l.dead != nil {
		return l.dead
	}
	if err := l.setDeadline(deadline); err != nil {
		l.dead = err
		return err
	}
	n, err := l.port.Read(l.buf[:])
	l.in = append(l.in, l.buf[:n]...)
	switch {
	case n > 0:
		return nil
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errSilent
	}
	l.dead = err
	return err
}

func (l *line) write(b []byte) error {
	if l.dead == nil {
		_, l.dead = l.port.Write(b)
	}
	return l.dead
}

// follow ends the waiting of this exchange when ctx does. The function that it
// returns ends the following.
func (l *line) follow(ctx context.Context) (done func()) {
	l.mu.Lock()
	l.turn++
	turn := l.turn
	l.stopped = ctx.Err() != nil
	l.mu.Unlock()
	stop := context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.turn == turn {
			l.stopped = true
			_ = l.port.SetReadDeadline(time.Unix(1, 0)) // a port that cannot is dead anyway
		}
	})
	return func() { stop() }
}

func (l *line) setDeadline(t time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped {
		t = time.Unix(1, 0)
	}
	return l.port.SetReadDeadline(t)
}
