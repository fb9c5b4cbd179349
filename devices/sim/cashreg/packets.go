package cashreg

import (
	"bytes"
	"errors"
	"os"
	"time"
)

// Protocol 2, the side of the register (pages 9 to 13).
const (
	packetStart = 0x8F
	packetEsc   = 0x9F
)

// errDamaged is a packet that counts as not received.
var errDamaged = errors.New("a damaged packet")

// packet reads what follows a start byte, executes it when its number is the next,
// and answers with the last answer in any case.
func (l *line) packet() error {
	plain, err := l.readPacket()
	if errors.Is(err, errDamaged) || errors.Is(err, os.ErrDeadlineExceeded) {
		return nil
	}
	if err != nil {
		return err
	}
	l.r.mu.Lock()
	next := l.r.number + 1
	l.r.mu.Unlock()
	if len(plain) < 3 || uint16(plain[0])|uint16(plain[1])<<8 != next {
		return l.send(l.r.lastPacket())
	}
	return l.execute(next, plain[2:])
}

// execute does a command whose number is the next.
func (l *line) execute(number uint16, body []byte) error {
	l.r.mu.Lock()
	before := l.r.strike(codeOf(body), actsBefore)
	if before.Act == PowerBefore {
		l.r.powerOff()
	}
	l.r.mu.Unlock()
	switch before.Act {
	case Nak:
		return nil // as if it were damaged
	case CutBefore, PowerBefore:
		return errCut
	}
	_, after := l.r.perform(body, func(answer []byte) { l.r.number, l.r.last = number, bytes.Clone(answer) })
	switch after.Act {
	case CutAfter, PowerAfter:
		return errCut
	case Silent, Blink:
		return nil
	case Late:
		time.Sleep(after.Delay)
	}
	answer := l.r.lastPacket()
	switch after.Act {
	case BadLRC:
		answer[len(answer)-1] ^= 0x55
	case Twice:
		answer = append(answer, answer...)
	}
	return l.send(answer)
}

// lastPacket is the last answer with its number; without one the number alone.
func (r *Register) lastPacket() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 2 + len(r.last)
	return stuff(append([]byte{byte(n), byte(n >> 8), byte(r.number), byte(r.number >> 8)}, r.last...))
}

// stuff puts the start before a packet and its check behind it, and keeps the special
// bytes out of it.
func stuff(b []byte) []byte {
	crc := check16(b)
	out := []byte{packetStart}
	for _, c := range append(b, byte(crc), byte(crc>>8)) {
		switch c {
		case packetStart:
			out = append(out, packetEsc, 0x81)
		case packetEsc:
			out = append(out, packetEsc, 0x83)
		default:
			out = append(out, c)
		}
	}
	return out
}

// readPacket gives number and data of a packet; nothing for the empty one.
func (l *line) readPacket() ([]byte, error) {
	var head [2]byte
	for i := range head {
		b, err := l.unstuffed()
		if err != nil {
			return nil, err
		}
		head[i] = b
	}
	n := int(head[0]) | int(head[1])<<8
	if n == 1 || n > 1024 {
		return nil, errDamaged
	}
	plain := make([]byte, n+2)
	for i := range plain {
		b, err := l.unstuffed()
		if err != nil {
			return nil, err
		}
		plain[i] = b
	}
	crc := check16(append(head[:], plain[:n]...))
	if plain[n] != byte(crc) || plain[n+1] != byte(crc>>8) {
		return nil, errDamaged
	}
	return plain[:n], nil
}

// unstuffed reads one byte of a packet. A start within it begins the next one.
func (l *line) unstuffed() (byte, error) {
	b, err := l.readByte(byteTimeout)
	if err != nil {
		return 0, err
	}
	if b == packetEsc {
		if b, err = l.readByte(byteTimeout); err != nil {
			return 0, err
		}
		switch b {
		case 0x81:
			return packetStart, nil
		case 0x83:
			return packetEsc, nil
		case packetStart:
			l.unread()
		}
		return 0, errDamaged
	}
	if b == packetStart {
		l.unread()
		return 0, errDamaged
	}
	return b, nil
}

// unread puts the start byte that was read back, since it is the next packet's.
func (l *line) unread() { l.rest = append([]byte{packetStart}, l.rest...) }

// check16 is the check as the text has it (page 11), step by step.
func check16(b []byte) uint16 {
	crc := uint16(0xFFFF)
	for _, c := range b {
		crc = crc>>8 | crc<<8
		crc ^= uint16(c)
		crc ^= crc & 0xFF >> 4
		crc ^= crc << 12
		crc ^= crc & 0xFF << 5
	}
	return crc
}
