package scale

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"warehouse-node/devices/wire"
)

// MaxLine is the longest line that may be a weight, in bytes.
const MaxLine = 80

// Signs that begin and end a line.
const (
	stx  = "\x02"
	ends = "\r\n\x03"
)

// lines cuts what a scale sends. CR, LF and ETX end a line, STX begins one. What it
// gives does not depend on how the bytes were split over reads.
type lines struct {
	port    wire.Port
	buf     []byte // at most MaxLine and one read
	read    [256]byte
	endless bool  // dropping a line that was too long, up to its end
	gone    error // how reading ended; lines before it are given first
}

// next is the next line that is not empty, without its end, and when it came.
// os.ErrDeadlineExceeded when it did not end before until; the zero time is never.
func (l *lines) next(ctx context.Context, until time.Time) (string, time.Time, error) {
	defer wire.Wakes(ctx, l.port)()
	for {
		line, err := l.cut()
		if line != "" || err != nil {
			return line, time.Now(), err
		}
		if l.gone != nil {
			return "", time.Time{}, l.gone
		}
		if err := l.fill(ctx, until); err != nil {
			return "", time.Time{}, err
		}
	}
}

// fill reads more bytes. Why reading ended is told when all before it is.
func (l *lines) fill(ctx context.Context, until time.Time) error {
	if err := l.port.SetReadDeadline(until); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	n, err := l.port.Read(l.read[:])
	l.buf = append(l.buf, l.read[:n]...)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case n == 0:
		return err
	case err != nil && !late(err):
		l.gone = err
	}
	return nil
}

// cut takes the next line off; "" and nil when its end is not there yet.
func (l *lines) cut() (string, error) {
	for {
		end := bytes.IndexAny(l.buf, ends+stx)
		if end < 0 {
			return "", l.overflow()
		}
		line, sign := string(l.buf[:end]), l.buf[end]
		l.buf = append(l.buf[:0], l.buf[end+1:]...)
		told := l.endless
		l.endless = false
		switch {
		case told || strings.TrimSpace(line) == "":
		case len(line) > MaxLine:
			return "", &BadLine{Reason: Endless}
		case sign == stx[0]:
			return "", &BadLine{Glued, line}
		default:
			return line, nil
		}
	}
}

// overflow drops what is too long to be a weight, and says so once a line.
func (l *lines) overflow() error {
	if !l.endless && len(l.buf) <= MaxLine {
		return nil
	}
	told := l.endless
	l.buf, l.endless = l.buf[:0], true
	if told {
		return nil
	}
	return &BadLine{Reason: Endless}
}

func late(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }
