package cashreg

import (
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"time"

	"warehouse-node/devices/wire"
)

// Control bytes (page 9).
const (
	stx  = 0x02
	enq  = 0x05
	ack  = 0x06
	nak  = 0x15
	fill = 0xFF
)

var errCut = errors.New("the link was cut by a fault")

// Serve speaks to one host until its connection ends. A register has one line: a
// new connection takes it over and ends the one before. The caller closes conn;
// a fault may close it earlier.
func (r *Register) Serve(conn io.ReadWriteCloser) error {
	l := &line{r: r, conn: r.harmed(conn)}
	r.connMu.Lock()
	before := r.conn
	r.conn = l.conn
	r.connMu.Unlock()
	if before != nil {
		_ = before.Close() // its Serve ends and says why
	}
	r.line <- struct{}{}
	defer func() { <-r.line }()
	err := l.run()
	_ = l.conn.Close() // whatever ended the line is the error
	for _, usual := range []error{errCut, io.EOF, io.ErrClosedPipe, net.ErrClosed, syscall.EPIPE, syscall.ECONNRESET} {
		if errors.Is(err, usual) {
			return nil
		}
	}
	return err
}

// harmed puts the faults of the link around a connection, and deadlines around
// those.
func (r *Register) harmed(conn io.ReadWriteCloser) wire.Port {
	if c, ok := conn.(net.Conn); ok {
		return r.Link.Conn(c)
	}
	return wire.Pump(r.Link.Line(conn))
}

// line is one connection: appendix 2 of the protocol (page 72), the side of the
// register.
type line struct {
	r     *Register
	conn  wire.Port
	armed bool // ENQ was answered by NAK: the next byte should be STX
	buf   [256]byte
	rest  []byte
}

func (l *line) run() error {
	protocol := l.r.opt.Protocol
	for {
		b, err := l.readByte(0)
		if err != nil {
			return err
		}
		if protocol == 0 { // by the first byte (page 13)
			if protocol = 1; b == packetStart {
				protocol = 2
			}
		}
		switch {
		case protocol == 2 && b == packetStart:
			err = l.packet()
		case protocol == 2: // junk between packets
		case b == enq:
			err = l.enquired()
		case b == stx && l.armed:
			err = l.frame()
		case l.armed:
			err = l.control(nak) // page 72: neither ENQ nor STX
		case b == ack:
			err = l.acknowledged()
		}
		if err != nil {
			return err
		}
	}
}

// enquired answers ENQ: NAK is "ready for a command", ACK is "an answer waits
// and comes now".
func (l *line) enquired() error {
	l.r.mu.Lock()
	answer := l.r.answer
	l.r.mu.Unlock()
	if answer == nil {
		l.armed = true
		return l.control(nak)
	}
	l.armed = false
	if err := l.control(ack); err != nil {
		return err
	}
	return l.send(answer)
}

// acknowledged forgets the answer.
func (l *line) acknowledged() error {
	l.r.mu.Lock()
	had := l.r.answer != nil
	l.r.answer = nil
	l.r.mu.Unlock()
	if had && l.r.opt.Filler {
		return l.send([]byte{fill}) // page 74: one FF over RNDIS
	}
	return nil
}

// frame reads a command after its STX. A pause inside it is silence from us, a
// wrong check byte is NAK.
func (l *line) frame() error {
	n, err := l.readByte(byteTimeout)
	if err != nil {
		return l.paused(err)
	}
	body := make([]byte, n)
	sum := n
	for i := range body {
		if body[i], err = l.readByte(byteTimeout); err != nil {
			return l.paused(err)
		}
		sum ^= body[i]
	}
	lrc, err := l.readByte(byteTimeout)
	if err != nil {
		return l.paused(err)
	}
	if lrc != sum || n == 0 {
		return l.control(nak)
	}
	return l.command(body)
}

func (l *line) paused(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		l.armed = false
		return nil
	}
	return err
}

// command executes a frame that came whole.
func (l *line) command(body []byte) error {
	code := codeOf(body)
	l.r.mu.Lock()
	before := l.r.strike(code, actsBefore)
	if before.Act == PowerBefore {
		l.r.powerOff()
	}
	l.r.mu.Unlock()
	switch before.Act {
	case Nak:
		return l.control(nak)
	case CutBefore, PowerBefore:
		return errCut
	}
	l.armed = false
	answer, after := l.r.perform(body, func(answer []byte) { l.r.answer = encode(answer) })
	if answer != nil {
		answer = encode(answer)
	}
	taken := byte(ack)
	if after.Act == FalseNak {
		taken = nak
	}
	if err := l.control(taken); err != nil {
		return err // the line died under our ACK; the command is done
	}
	switch after.Act {
	case CutAfter, PowerAfter:
		return errCut
	case Silent, Blink:
		return nil
	case Late:
		time.Sleep(after.Delay)
	case BadLRC:
		answer[len(answer)-1] ^= 0x55
	case Twice:
		if err := l.send(answer); err != nil {
			return err
		}
	}
	return l.send(answer)
}

// perform executes a command, and has its answer kept until the host has it.
func (r *Register) perform(body []byte, keep func(answer []byte)) ([]byte, Fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	code := codeOf(body)
	after := r.strike(code, actsAfter)
	var answer []byte
	if after.Act == Refuse {
		answer = append(codeBytes(code), after.Code)
	} else {
		answer = r.execute(code, body)
	}
	switch after.Act {
	case PaperEnds:
		r.printing = max(r.printing, 1)
		r.takePaper()
	case PowerAfter, Blink:
		r.powerOff()
		return nil, after
	case Again:
		answer = r.execute(code, body)
	case Uncorrected:
		r.open.Type = typeReceipt
	case Misnamed:
		answer[8]-- // the low byte of the number, after code, error and change
	}
	keep(answer)
	return answer, after
}

// encode makes a frame (page 8).
func encode(body []byte) []byte {
	f := append([]byte{stx, byte(len(body))}, body...)
	var sum byte
	for _, b := range f[1:] {
		sum ^= b
	}
	return append(f, sum)
}

func (l *line) control(b byte) error {
	if l.r.opt.Filler {
		return l.send([]byte{fill, b})
	}
	return l.send([]byte{b})
}

func (l *line) send(b []byte) error {
	l.r.count(0, len(b))
	_, err := l.conn.Write(b)
	return err
}

// readByte reads one byte; a limit of zero waits for ever.
func (l *line) readByte(limit time.Duration) (byte, error) {
	if len(l.rest) == 0 {
		var t time.Time
		if limit > 0 {
			t = time.Now().Add(limit)
		}
		if err := l.conn.SetReadDeadline(t); err != nil {
			return 0, err
		}
		n, err := l.conn.Read(l.buf[:])
		if n == 0 {
			return 0, err
		}
		l.r.count(n, 0)
		l.rest = l.buf[:n]
	}
	b := l.rest[0]
	l.rest = l.rest[1:]
	return b, nil
}

func (r *Register) count(in, out int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.in += in
	r.out += out
}
