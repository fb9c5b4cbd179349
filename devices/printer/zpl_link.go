package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"warehouse-node/devices/wire"
)

// Questions and commands outside of formats. The printer obeys those with a
// tilde at once, also in the middle of a format.
const (
	hostStatus    = "~HS"
	hostQuery     = "~HQES"
	cancelPartial = "~JX"
	labelCount    = "! U1 getvar \"odometer.total_label_count\"\r\n"
)

// maxReply is how many bytes are looked at for one answer.
const maxReply = 8 << 10

// errSilent means that the printer did not answer in time.
var errSilent = errors.New("the printer does not answer")

// zplLink asks one question at a time.
type zplLink struct {
	port  wire.Port
	reply time.Duration
	turn  chan struct{} // held for one question and its answer

	// What follows belongs to whoever has the turn.
	heard []byte // read and not yet understood
	owed  int    // questions that were not answered: an answer may still come
	mute  bool   // it answers ~HS but not the question for its count
}

func newZPLLink(p wire.Port, reply time.Duration) *zplLink {
	return &zplLink{port: p, reply: reply, turn: make(chan struct{}, 1)}
}

// status asks ~HS, and ~HQES when that is not answered: printers with paper out
// or an open head answer only the second (docs.zebra.com, ~HS).
func (l *zplLink) status(ctx context.Context) (Status, error) {
	if err := take(ctx, l.turn); err != nil {
		return Status{}, err
	}
	defer give(l.turn)
	var s Status
	err := l.ask(ctx, hostStatus, func() (done bool) {
		s, done = takeHostStatus(&l.heard)
		return done
	})
	if !errors.Is(err, errSilent) {
		return s, err
	}
	s = Status{Silent: true}
	err = l.ask(ctx, hostQuery, func() (done bool) {
		s.Faults, done = takeHostQuery(&l.heard)
		return done
	})
	if errors.Is(err, errSilent) {
		s.Faults, err = []Fault{Silent}, nil
	}
	return s, err
}

// count asks how many labels the printer has printed in its life; -1 when it
// does not tell. A late answer is too low, never too high.
func (l *zplLink) count(ctx context.Context) (int64, error) {
	if err := take(ctx, l.turn); err != nil {
		return -1, err
	}
	defer give(l.turn)
	if l.mute {
		return -1, nil
	}
	text := ""
	err := l.ask(ctx, labelCount, func() (done bool) {
		text, done = takeQuoted(&l.heard)
		return done
	})
	n, bad := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	switch {
	case errors.Is(err, errSilent), err == nil && (bad != nil || n < 0):
		l.mute = true
		return -1, nil
	case err != nil:
		return -1, err
	}
	return n, nil
}

// send writes what needs no answer.
func (l *zplLink) send(ctx context.Context, b string) error {
	if err := take(ctx, l.turn); err != nil {
		return err
	}
	defer give(l.turn)
	_, err := l.write(ctx, []byte(b))
	return err
}

// format writes a label and says how much of it the printer can have got. What
// an earlier question left unanswered is waited for first: an answer from before
// the label must not be taken for one after it.
func (l *zplLink) format(ctx context.Context, b []byte) (int, error) {
	if err := take(ctx, l.turn); err != nil {
		return 0, err
	}
	defer give(l.turn)
	if err := l.settle(ctx); err != nil {
		return 0, err
	}
	return l.write(ctx, b)
}

// settle reads until the printer has been quiet for as long as an answer may
// take. It does so only when an answer is owed.
func (l *zplLink) settle(ctx context.Context) error {
	for l.owed > 0 {
		l.heard = nil
		switch err := l.read(ctx, time.Now().Add(l.reply)); {
		case errors.Is(err, errSilent):
			l.owed = 0
		case err != nil:
			return err
		}
	}
	l.heard = nil
	return nil
}

// ask sends a question and reads until understood says that the answer was
// among what was heard.
func (l *zplLink) ask(ctx context.Context, question string, understood func() bool) error {
	if _, err := l.write(ctx, []byte(question)); err != nil {
		return err
	}
	until := time.Now().Add(l.reply)
	for !understood() {
		err := l.read(ctx, until)
		if errors.Is(err, errSilent) {
			l.owed++
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// read adds to what was heard. errSilent when nothing came until then; it ends at once
// when ctx does.
func (l *zplLink) read(ctx context.Context, until time.Time) error {
	if end, ok := ctx.Deadline(); ok && end.Before(until) {
		until = end
	}
	if err := l.port.SetReadDeadline(until); err != nil {
		return fmt.Errorf("listen to the printer: %w", err)
	}
	done := wire.Wakes(ctx, l.port)
	buf := make([]byte, 1024)
	n, err := l.port.Read(buf)
	done() // before the next read says how long it waits
	l.heard = append(l.heard, buf[:n]...)
	if len(l.heard) > maxReply {
		l.heard = bytes.Clone(l.heard[len(l.heard)-maxReply:])
	}
	switch {
	case n > 0:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errSilent
	}
	return fmt.Errorf("listen to the printer: %w", err)
}

// write sends all of b and says how much of it can have reached the printer. A
// printer that takes nothing for a while is out of paper with a full buffer, not
// gone; when ctx ends meanwhile the line is closed, since a write has no other end.
func (l *zplLink) write(ctx context.Context, b []byte) (sent int, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	stop := context.AfterFunc(ctx, func() { _ = l.port.Close() })
	defer stop()
	for sent < len(b) {
		n, err := l.port.Write(b[sent:])
		sent += n
		switch {
		case err == nil, errors.Is(err, os.ErrDeadlineExceeded) && ctx.Err() == nil:
		case ctx.Err() != nil:
			return sent, ctx.Err()
		default:
			return sent, fmt.Errorf("speak to the printer: %w", err)
		}
	}
	return sent, nil
}
