package scanner

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"
)

// How long an SSI scanner waits for the answer to a packet, and how often it
// sends one (Simple Serial Interface Programmer's Guide, Zebra 72E-40451: host
// response timeout, retries: two). Time and number are those of tests, on machines
// that have other things to do.
const (
	ssiPatience = 400 * time.Millisecond
	ssiTries    = 6
)

// ssiPart is how much of a code one packet holds behind its type.
const ssiPart = 255 - 5

// ScanPacket sends a code as an SSI packet of a bar code type, and sends it again
// until the host acknowledges it: an error when it never does. A long code goes in
// several packets, each of which begins with the type.
func (s *Scanner) ScanPacket(kind byte, data string) error {
	for len(data) > ssiPart {
		if err := s.sendPart(kind, data[:ssiPart], 2); err != nil {
			return err
		}
		data = data[ssiPart:]
	}
	return s.sendPart(kind, data, 0)
}

func (s *Scanner) sendPart(kind byte, data string, more byte) error {
	for try := range ssiTries {
		status := more
		if try > 0 {
			status |= 1 // it was sent before
		}
		from := len(s.Heard())
		if err := s.Send(Packet(0xF3, status, append([]byte{kind}, data...))); err != nil {
			return err
		}
		if s.acknowledged(from) {
			return nil
		}
	}
	return fmt.Errorf("the simulated scanner: nobody took %q", data)
}

// acknowledged waits for the host's answer behind what it had said before.
func (s *Scanner) acknowledged(from int) bool {
	const ack, nak = "\x04\xd0\x04\x00\xff\x28", "\x05\xd1\x04\x00\x01\xff\x25"
	for end := time.Now().Add(ssiPatience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		said := s.Heard()[from:]
		if strings.Contains(said, nak) {
			return false
		}
		if strings.Contains(said, ack) {
			return true
		}
	}
	return false
}

// Packet is an SSI packet of a scanner: length, opcode, source, status, data and
// the two's complement of their sum.
func Packet(op, status byte, data []byte) []byte {
	p := append([]byte{byte(4 + len(data)), op, 0, status}, data...)
	sum := uint16(0)
	for _, b := range p {
		sum += uint16(b)
	}
	return binary.BigEndian.AppendUint16(p, -sum)
}
