package cashreg

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"warehouse-node/devices/wire"
)

// packets is the low level of protocol 2, our side of it (pages 9 to 13). The
// register executes the packet whose number follows its last one, and answers any
// other with its last answer. So a packet may be sent again as it was, as long as the
// register has not forgotten its numbers with its power: then they may begin anew, and
// the same number be one that it would execute. Whether it has, an empty packet tells,
// which asks for the last answer and is never executed.
type packets struct {
	line
	synced bool
	number uint16 // of the register's last answer
	last   []byte // that answer; nil when it has executed nothing since it was switched on
}

func newPackets(p wire.Port, c shtrihConfig) *packets { return &packets{line: newLine(p, c)} }

var (
	errForgot = errors.New("the register has lost its place in the exchange")
	errOther  = errors.New("the register has answered another command")
)

// exchange sends a command and returns the body of its answer, which begins with
// the command's own code. Errors are *linkError.
func (l *packets) exchange(ctx context.Context, body []byte, codeLen int, spec shtrihCommand) ([]byte, error) {
	defer l.follow(ctx)()
	if len(body) > maxBody {
		return nil, &linkError{Err: fmt.Errorf("a body of %d bytes, at most %d", len(body), maxBody)}
	}
	written := false
	var last error = errSilent
	for since, n := time.Now(), 0; n <= l.retries || written && time.Since(since) < spec.timeout && n < maxRounds; n++ {
		answer, err := l.attempt(ctx, body, &written, spec)
		switch {
		case err == nil && bytes.HasPrefix(answer, body[:codeLen]):
			return answer, nil
		case ctx.Err() != nil:
			return nil, &linkError{written, ctx.Err()}
		case l.dead != nil:
			return nil, &linkError{written, l.dead}
		case err == nil:
			err = errOther
		}
		last = err
		if errors.Is(err, errForgot) || errors.Is(err, errOther) {
			l.synced = false
			if written && spec.once {
				return nil, &linkError{true, err}
			}
		}
	}
	return nil, &linkError{written, last}
}

// attempt asks the register where it is, sends the command unless it has executed it
// already, and waits for its answer.
func (l *packets) attempt(ctx context.Context, body []byte, written *bool, spec shtrihCommand) ([]byte, error) {
	if err := cmp.Or(ctx.Err(), l.dead); err != nil {
		return nil, err
	}
	next := l.number + 1
	if *written || !l.synced {
		number, answer, err := l.ping()
		switch {
		case err != nil:
			return nil, err
		case !l.synced:
			l.synced, l.number, l.last, next = true, number, answer, number+1
		case number == next && answer != nil:
			return l.took(number, answer), nil
		case number != l.number || !bytes.Equal(answer, l.last) || answer == nil && spec.once:
			return nil, errForgot // one that has nothing to show may have forgotten it
		}
	}
	*written = true // also of a write that fails some may have left, and that may be all
	if err := l.write(encodePacket(next, body)); err != nil {
		return nil, err
	}
	for deadline := time.Now().Add(spec.patience()); ; {
		p, err := l.packet(deadline)
		switch {
		case err != nil:
			return nil, err
		case p.number == next && len(p.data) > 0:
			return l.took(next, p.data), nil
		case p.number == l.number: // its last answer once more, to something before
		default:
			return nil, errForgot
		}
	}
}

func (l *packets) took(number uint16, answer []byte) []byte {
	l.number, l.last = number, answer
	return answer
}

// ping asks for the last answer. What lingers on the line from before it may come
// first, so it is the last packet of those that come in one go that tells.
func (l *packets) ping() (number uint16, answer []byte, err error) {
	if err := l.write(encodePacket(0, nil)); err != nil {
		return 0, nil, err
	}
	p, err := l.packet(time.Now().Add(l.replyIn))
	for err == nil {
		number, answer = p.number, p.data
		if p, err = l.packet(time.Now().Add(l.byteGap)); errors.Is(err, errSilent) {
			return number, answer, nil
		}
	}
	return 0, nil, err
}

// packet reads the next whole packet; what is damaged counts as not received.
func (l *packets) packet(deadline time.Time) (packet, error) {
	until := deadline
	for {
		p, used, is := cutPacket(l.in)
		l.in = l.in[used:]
		if is == frameWhole {
			return p, nil
		}
		if is == frameBad {
			continue
		}
		if len(l.in) > 0 { // begun: the rest follows at once
			until = time.Now().Add(l.byteGap)
		}
		err := l.more(until)
		if errors.Is(err, errSilent) && len(l.in) > 0 && l.dead == nil && time.Now().Before(deadline) {
			l.in, until = nil, deadline
			continue
		}
		if err != nil {
			l.in = nil
			return packet{}, err
		}
	}
}
