package scanner

import (
	"bytes"
	"time"

	"warehouse-node/devices/scan"
)

// message is a code that comes in several packets, for it is longer than one. All
// but the last have the continuation bit; each begins with the bar code type, as
// programs have it that read such scanners (SSI Programmer's Guide 72E-40451,
// status byte; parameter 334, multipacket option 1: each packet is answered).
//
// Half of a code may be the whole of another, so it is given only when every part
// came by itself, at once and of the same type. After a part that did not, all is
// passed over to the end of the message, and so is the first code of a scanner
// that gave the message up and began another within givesUp.
type message struct {
	data    []byte    // so far, with its type in front; nil between messages
	passing bool      // part of it was lost
	at      time.Time // when the last part came
}

const (
	// partGap is the longest between two parts: a scanner waits about two seconds
	// for the answer to one before it sends it again, so that what comes later may
	// be another code.
	partGap = time.Second
	// givesUp is when a message whose end did not come is over for sure: three
	// attempts of at most 9.9 seconds (parameter 155, host serial response time-out).
	givesUp = 30 * time.Second
)

// add takes a packet and gives the code when it is whole.
func (m *message) add(p *ssiPacket, now time.Time) ([]byte, error) {
	more, late := p.status&ssiContinued != 0, now.Sub(m.at)
	if late > givesUp {
		m.data, m.passing = nil, false
	}
	begun, before := m.data != nil, len(m.data)
	m.at = now
	switch {
	case m.passing:
	case len(p.data) < 2 && !begun && !more: // its type and nothing more
		return nil, &BadFrame{Unfinished, len(p.data)}
	case len(p.data) < 2, begun && (late > partGap || p.data[0] != m.data[0] || another(p.data, m.data)):
		m.passing = true
	case begun:
		m.data = append(m.data, p.data[1:]...)
	default:
		m.data = bytes.Clone(p.data)
	}
	m.passing = m.passing || len(m.data) > MaxFrame
	if more {
		return nil, nil
	}
	data, lost := m.data, m.passing
	m.data, m.passing = nil, false
	if lost {
		return nil, &BadFrame{Continued, before + len(p.data)}
	}
	return data, nil
}

// another says that a part begins as the message did, with an identifier of its
// own: it is no part but a code.
func another(part, message []byte) bool {
	_, _, _, ours := scan.CutAIM(string(message[1:]))
	return ours && len(part) >= 4 && bytes.Equal(part[1:4], message[1:4])
}

// again notes that the last part came once more.
func (m *message) again(now time.Time) {
	if m.data != nil {
		m.at = now
	}
}

// spoil notes that a packet was damaged: which one, nobody knows.
func (m *message) spoil(now time.Time) {
	if m.data != nil {
		m.passing, m.at = true, now
	}
}
