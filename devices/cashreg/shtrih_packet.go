package cashreg

import (
	"bytes"
	"encoding/binary"
)

// Bytes of a packet that stand for themselves nowhere in it (page 11).
const (
	packetStart = 0x8F
	packetEsc   = 0x9F
	escStart    = 0x81
	escEsc      = 0x83
)

// packet is one of protocol 2 (page 10).
type packet struct {
	number uint16
	data   []byte // nil of one that says only its number
}

// encodePacket is STX, length, number, data and CRC, with their special bytes
// stuffed. Without data it is the empty packet, which has no number.
func encodePacket(number uint16, data []byte) []byte {
	var b []byte
	if data == nil {
		b = []byte{0, 0}
	} else {
		b = binary.LittleEndian.AppendUint16(nil, uint16(2+len(data)))
		b = append(binary.LittleEndian.AppendUint16(b, number), data...)
	}
	b = binary.LittleEndian.AppendUint16(b, crc16(b))
	f := []byte{packetStart}
	for _, c := range b {
		switch c {
		case packetStart:
			f = append(f, packetEsc, escStart)
		case packetEsc:
			f = append(f, packetEsc, escEsc)
		default:
			f = append(f, c)
		}
	}
	return f
}

// cutPacket looks for a packet at the head of b, junk before its start skipped. It
// says how many bytes it used: of a part that is the junk only.
func cutPacket(b []byte) (p packet, used int, is framing) {
	junk := bytes.IndexByte(b, packetStart)
	if junk < 0 {
		return packet{}, len(b), framePart
	}
	var plain []byte
	for i := junk + 1; i < len(b); i++ {
		c := b[i]
		if c == packetStart { // the one before was cut short
			return packet{}, i, frameBad
		}
		if c == packetEsc {
			if i++; i == len(b) {
				break
			}
			switch b[i] {
			case escStart:
				c = packetStart
			case escEsc:
				c = packetEsc
			case packetStart:
				return packet{}, i, frameBad
			default:
				return packet{}, i + 1, frameBad
			}
		}
		if plain = append(plain, c); len(plain) < 2 {
			continue
		}
		n := int(binary.LittleEndian.Uint16(plain))
		switch {
		case n < 2 || n > 2+packetBody:
			return packet{}, i + 1, frameBad
		case len(plain) == 2+n+2:
			return openPacket(plain, i+1)
		}
	}
	return packet{}, junk, framePart
}

// packetBody is more than any register sends in one packet.
const packetBody = 4096

func openPacket(plain []byte, used int) (packet, int, framing) {
	body := plain[:len(plain)-2]
	if crc16(body) != binary.LittleEndian.Uint16(plain[len(plain)-2:]) {
		return packet{}, used, frameBad
	}
	p := packet{number: binary.LittleEndian.Uint16(body[2:])}
	if len(body) > 4 {
		p.data = body[4:]
	}
	return p, used, frameWhole
}

// crc16 is CRC-16 CCITT that begins with FFFF (page 11).
func crc16(b []byte) uint16 {
	crc := uint16(0xFFFF)
	for _, c := range b {
		crc ^= uint16(c) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}
