package scanner

import (
	"bytes"
	"context"
	"errors"
	"os"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/wire"
)

// Zebra's and Symbol's scanners on a serial line, and most small engines, set to
// "packeted" decode data: each code has a checksum and is sent again until it was
// taken.
var _ = devices.Register(Drivers, "ssi", "Serial, Zebra SSI packets", ssiConfig{AIM: "auto", Suffix: "none", ACK: true, SilenceMS: 100}, openSSI)

// ssiConfig is what was set in the scanner's own menu.
type ssiConfig struct {
	AIM       string `choice:"off auto required"`   // symbology identifiers in front of the data: "]E0"
	Suffix    string `choice:"CR LF CRLF TAB none"` // what the scanner adds to the data
	ACK       bool   // software handshaking: a packet is sent again until we said that it came
	LED       bool   // its light burns from a code that was taken until one that was not
	SilenceMS int    `within:"10 5000"` // so long a pause within a packet is its end: half of it was lost
}

// ssiTypes are the bar code types (the guide, table of DECODE_DATA) that say all
// that must be known of a symbol. A DataMatrix or QR may be of GS1 or not under
// the same type, so that only its AIM identifier tells.
var ssiTypes = map[byte]scan.Symbology{0x01: scan.Code39, 0x03: scan.Code128, 0x0A: scan.EAN8, 0x0B: scan.EAN13, 0x0F: scan.GS1128}

// ssiBeeps are the beep codes by which a scanner says what became of a scan: one
// short and high, two short and high, three short and low.
var ssiBeeps = map[devices.Answer]byte{devices.Taken: 0x00, devices.Look: 0x01, devices.Refused: 0x07}

type ssi struct {
	port    wire.Port
	config  ssiConfig
	silence time.Duration
	framer  ssiFramer
	read    [1 << 10]byte
	heard   time.Time // when the last bytes came
	gone    error     // how reading ended; packets before it are given first
	last    []byte    // the data of the last packet that was taken
	parts   message
}

func openSSI(_ context.Context, p wire.Port, c ssiConfig) (Scanner, error) {
	return &ssi{port: p, config: c, silence: time.Duration(c.SilenceMS) * time.Millisecond}, nil
}

func (s *ssi) Close() error { return s.port.Close() }

// Beep sounds once for yes, twice for a question and three times, low, for no; and
// sets the light, where that is wanted.
func (s *ssi) Beep(a devices.Answer) error {
	code, said := ssiBeeps[a]
	if !said {
		return nil
	}
	says := ssiSays(ssiBeep, code)
	if s.config.LED {
		light := byte(ssiLEDOff)
		if a == devices.Taken {
			light = ssiLEDOn
		}
		says = append(says, ssiSays(light, ssiLight)...)
	}
	_, err := s.port.Write(says)
	return err
}

func (s *ssi) Next(ctx context.Context) (scan.Scan, error) {
	defer wire.Wakes(ctx, s.port)()
	for {
		if p := s.framer.next(); p != nil {
			data, err := s.take(p)
			if err != nil {
				return scan.Scan{}, err
			}
			if data != nil {
				return s.decode(data)
			}
			continue
		}
		if s.gone != nil {
			return scan.Scan{}, s.gone
		}
		if err := s.fill(ctx); err != nil {
			return scan.Scan{}, err
		}
	}
}

// fill reads more bytes. What silence cut off is asked for again, and is an
// error of this one message.
func (s *ssi) fill(ctx context.Context) error {
	var deadline time.Time
	if s.framer.begun() {
		deadline = s.heard.Add(s.silence)
	}
	if err := s.port.SetReadDeadline(deadline); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	n, err := s.port.Read(s.read[:])
	if n > 0 {
		s.heard = time.Now()
		s.framer.push(s.read[:n])
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, os.ErrDeadlineExceeded) && n == 0:
		if !s.framer.silence() {
			return nil
		}
		s.parts.spoil(s.heard)
		return errors.Join(&BadFrame{Damaged, 0}, s.answer(ssiNAK, ssiResend))
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil
	}
	s.gone = err
	return nil
}

// answer tells the scanner that a packet came, or to send it again.
func (s *ssi) answer(op byte, data ...byte) error {
	if !s.config.ACK {
		return nil
	}
	_, err := s.port.Write(ssiSays(op, data...))
	return err
}

// take answers a packet and gives the data of a code; nil of a packet without
// one, of one that was taken before, since our answer to it was lost, and of a
// part of a code.
func (s *ssi) take(p *ssiPacket) (data []byte, err error) {
	if p.op == ssiACK || p.op == ssiNAK {
		return nil, nil
	}
	if err := s.answer(ssiACK); err != nil {
		return nil, err
	}
	if p.op != ssiDecode {
		return nil, nil
	}
	if p.status&ssiRetransmit != 0 && bytes.Equal(p.data, s.last) {
		s.parts.again(s.heard)
		return nil, nil
	}
	s.last = p.data
	return s.parts.add(p, s.heard)
}

// decode takes type, identifier and suffix off the data of a code.
func (s *ssi) decode(data []byte) (scan.Scan, error) {
	c, err := dress{suffix: suffixes[s.config.Suffix], aim: s.config.AIM}.off(string(data[1:]), s.heard)
	if err == nil && c.Symbology == "" {
		c.Symbology = ssiTypes[data[0]]
	}
	return c, err
}
