package cashreg

import (
	"bytes"
	"encoding/binary"
)

// Control bytes (page 9).
const (
	stx = 0x02
	enq = 0x05
	ack = 0x06
	nak = 0x15
	// filler stands before control bytes of registers on TCP and USB and after
	// their last one (page 74); it says nothing.
	filler = 0xFF
)

// maxBody is the longest body: its length is one byte.
const maxBody = 255

// encodeFrame is STX, length, body and LRC, the XOR of length and body (page 8).
func encodeFrame(body []byte) []byte {
	f := append([]byte{stx, byte(len(body))}, body...)
	return append(f, lrc(f[1:]))
}

func lrc(b []byte) byte {
	var sum byte
	for _, x := range b {
		sum ^= x
	}
	return sum
}

// framing is how far the frame at the head of a buffer came.
type framing int

const (
	framePart  framing = iota // more bytes are needed
	frameWhole                // a frame is there and its LRC is right
	frameBad                  // what stands there is no frame
)

// cutFrame looks for a frame at the head of b, junk before STX skipped. It
// returns the body and how many bytes it used: of a part that is the junk only.
func cutFrame(b []byte) (body []byte, used int, is framing) {
	junk := bytes.IndexByte(b, stx)
	if junk < 0 {
		return nil, len(b), framePart
	}
	f := b[junk:]
	if len(f) < 2 || len(f) < 3+int(f[1]) {
		return nil, junk, framePart
	}
	end := 2 + int(f[1])
	if f[1] == 0 || lrc(f[1:end]) != f[end] {
		return nil, junk + end + 1, frameBad
	}
	return f[2:end], junk + end + 1, frameWhole
}

// codeBytes is a command as it stands in a body: one byte, or FF and one more.
func codeBytes(code uint16) []byte {
	if code > 0xFF {
		return []byte{byte(code >> 8), byte(code)}
	}
	return []byte{byte(code)}
}

// fields takes the values of an answer one by one. Beyond the end all are zero:
// the command's table says what is there at least.
type fields struct{ rest []byte }

func (f *fields) bytes(n int) []byte {
	b := make([]byte, n)
	f.rest = f.rest[copy(b, f.rest):]
	return b
}

func (f *fields) byte() byte     { return f.bytes(1)[0] }
func (f *fields) uint16() uint16 { return binary.LittleEndian.Uint16(f.bytes(2)) }
func (f *fields) uint32() uint32 { return binary.LittleEndian.Uint32(f.bytes(4)) }

// money is five bytes of kopecks.
func (f *fields) money() int64 {
	return int64(binary.LittleEndian.Uint64(append(f.bytes(5), 0, 0, 0)))
}

// text is a fixed field in ASCII, without its padding.
func (f *fields) text(n int) string { return string(bytes.Trim(f.bytes(n), "\x00 ")) }

func appendMoney(b []byte, kopecks int64) []byte {
	return append(b, byte(kopecks), byte(kopecks>>8), byte(kopecks>>16), byte(kopecks>>24), byte(kopecks>>32))
}

// tag is tag, length and value, numbers little-endian (FFD).
func tag(number uint16, value []byte) []byte {
	b := binary.LittleEndian.AppendUint16(nil, number)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(value)))
	return append(b, value...)
}

// findTag is the value of a tag in a list; ok is false when the list has none.
func findTag(list []byte, number uint16) (value []byte, ok bool) {
	for len(list) >= 4 {
		n := int(binary.LittleEndian.Uint16(list[2:]))
		if len(list) < 4+n {
			break
		}
		if binary.LittleEndian.Uint16(list) == number {
			return list[4 : 4+n], true
		}
		list = list[4+n:]
	}
	return nil, false
}
