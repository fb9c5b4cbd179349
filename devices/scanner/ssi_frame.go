package scanner

import (
	"bytes"
	"encoding/binary"
)

// The packets of SSI (Simple Serial Interface Programmer's Guide, Zebra
// 72E-40451): length of all but the checksum, opcode, source, status, data, and
// the two's complement of the sum of all these bytes, high byte first.
const (
	ssiACK    = 0xD0
	ssiNAK    = 0xD1
	ssiDecode = 0xF3
	ssiBeep   = 0xE6
	ssiLEDOn  = 0xE7
	ssiLEDOff = 0xE8

	ssiLight = 0x01 // of the lights, that of a decoded code

	ssiDecoder = 0x00 // the source of what the scanner says
	ssiHost    = 0x04 // and of what we say

	ssiRetransmit = 0x01 // in the status: the packet was sent before
	ssiContinued  = 0x02 // more packets of this message follow

	ssiResend = 0x01 // in a NAK: the packet was damaged, send it again

	ssiHead = 4 // length, opcode, source, status
	ssiSum  = 2
)

// ssiPacket is a whole packet of a scanner.
type ssiPacket struct {
	op, status byte
	data       []byte
}

// ssiSays is a packet of ours.
func ssiSays(op byte, data ...byte) []byte { return ssiMade(op, ssiHost, 0, data) }

func ssiMade(op, source, status byte, data []byte) []byte {
	p := append([]byte{byte(ssiHead + len(data)), op, source, status}, data...)
	return binary.BigEndian.AppendUint16(p, ssiChecksum(p))
}

func ssiChecksum(p []byte) (sum uint16) {
	for _, b := range p {
		sum -= uint16(b)
	}
	return sum
}

// ssiFramer cuts a stream into packets. A length that cannot be, or a checksum
// that does not fit, leaves nothing to go by: all is passed over until the
// scanner is silent, which waits for our answer then.
type ssiFramer struct {
	buf  []byte // at most a packet and one read
	lost bool
}

func (f *ssiFramer) push(b []byte) {
	if !f.lost {
		f.buf = append(f.buf, b...)
	}
}

// begun says that the end of a packet, or of what is passed over, is awaited.
func (f *ssiFramer) begun() bool { return f.lost || len(f.buf) > 0 }

// next takes the next whole packet off the stream; nil when there is none yet.
func (f *ssiFramer) next() *ssiPacket {
	f.buf = bytes.TrimLeft(f.buf, "\x00") // what wakes a sleeping side
	if f.lost || len(f.buf) == 0 {
		return nil
	}
	n := int(f.buf[0])
	if n < ssiHead {
		f.lose()
		return nil
	}
	if len(f.buf) < n+ssiSum {
		return nil
	}
	head, sum := f.buf[:n], f.buf[n:n+ssiSum]
	if binary.BigEndian.Uint16(sum) != ssiChecksum(head) || head[2] != ssiDecoder {
		f.lose()
		return nil
	}
	p := &ssiPacket{op: head[1], status: head[3], data: bytes.Clone(head[ssiHead:])}
	f.buf = append(f.buf[:0], f.buf[n+ssiSum:]...)
	return p
}

func (f *ssiFramer) lose() { f.buf, f.lost = f.buf[:0], true }

// silence tells the framer that the scanner stopped; damaged says that what came was
// no whole packet.
func (f *ssiFramer) silence() (damaged bool) {
	damaged = f.begun()
	f.buf, f.lost = f.buf[:0], false
	return damaged
}
