package printer

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

// listened is a line of which is known when it is listened to.
type listened struct {
	net.Conn
	begun func()
}

func (l listened) Read(b []byte) (int, error) {
	l.begun()
	return l.Conn.Read(b)
}

// TestStatusEndsAtOnce: when nobody waits for the answer any more, neither does the
// driver, and the line serves the next who asks.
func TestStatusEndsAtOnce(t *testing.T) {
	ours, theirs := net.Pipe()
	defer theirs.Close()
	go func() { _, _ = io.Copy(io.Discard, theirs) }() // it never answers
	ctx, enough := context.WithCancel(t.Context())
	link := newZPLLink(listened{ours, enough}, time.Hour)
	if _, err := link.status(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
	link.reply = time.Millisecond
	s, err := link.status(t.Context())
	if err != nil || !s.Has(Silent) {
		t.Errorf("asked again: %v, %v", s, err)
	}
}
