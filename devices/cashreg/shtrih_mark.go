package cashreg

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"warehouse-node/devices/receipt"
)

// What is to become of marked goods (FFD tag 2003).
const (
	pieceSold       = 1
	measuredSold    = 2
	pieceReturned   = 3
	measuredReturns = 4
)

// planned is tag 2003. Marked goods are sold and taken back; what we buy has no
// status here (fr_drv_ng_examples issue 42).
func planned(kind receipt.Kind, l receipt.Line) byte {
	piece := l.Unit == "" || l.Unit == receipt.Piece
	switch {
	case kind == receipt.Return && piece:
		return pieceReturned
	case kind == receipt.Return:
		return measuredReturns
	case piece:
		return pieceSold
	}
	return measuredSold
}

// Bits of what is known of a marking code: of the memory's own check (FFD tag 2004)
// the first two, of the whole (2106) all four.
const (
	markChecked  = 1 << iota // its signature could be checked
	markGenuine              // and is right
	markAsked                // the state was asked about it
	markSellable             // and said that it may become what was planned
)

// mark is what FF61 tells of a marking code (page 58).
type mark struct {
	local  byte // 2004
	reason byte // why the memory did not check it
	online byte // how the asking of the state ended: 0 it replied
	result byte // 2106, when it did
	asked  bool // else the register works by itself
}

func readMark(f *fields) mark {
	m := mark{local: f.byte(), reason: f.byte()}
	f.byte() // what kind of code it takes it for (2100)
	if m.asked = f.byte() > 0; m.asked {
		m.online = f.byte()
		if m.online == 0 {
			m.result = f.byte()
		}
	}
	return m
}

// bad says that the code is forged, or that its goods must not be sold.
func (m mark) bad() bool {
	return forged(m.local) || forged(m.result) || m.result&(markAsked|markSellable) == markAsked
}

func forged(check byte) bool { return check&(markChecked|markGenuine) == markChecked }

// unknown says that somebody who should have checked the code could not.
func (m mark) unknown() bool {
	return m.result != markChecked|markGenuine|markAsked|markSellable
}

func (m mark) String() string {
	return fmt.Sprintf("checked by the memory %02X (reason %d), by the state %02X (%02X)", m.local, m.reason, m.result, m.online)
}

// badMark is a line whose marking code must not be sold.
type badMark struct {
	line int
	mark mark
}

func (e *badMark) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.mark) }

// checkMarks has every marking code of a receipt checked before its first line, as
// the maker wants it (javapos_shtrih, «Схемы работы с драйвером JPOS v. 2»). It gives
// the lines that nobody could check: the law lets them go with that flag, which the
// register writes into the document. The error is a *badMark when one must not go.
func (s *shtrih) checkMarks(ctx context.Context, r receipt.Receipt) (unchecked []int, err error) {
	for i, l := range r.Lines {
		if l.Mark == "" {
			continue
		}
		m, err := s.checkMark(ctx, planned(r.Kind, l), l)
		if err != nil {
			return nil, err
		}
		accept := byte(1)
		if m.bad() {
			accept = 0
		}
		if _, err := s.ask(ctx, cmdAcceptMark, []byte{accept}); err != nil {
			return nil, err
		}
		if m.bad() {
			return nil, &badMark{i + 1, m}
		}
		if m.unknown() {
			unchecked = append(unchecked, i+1)
		}
	}
	return unchecked, nil
}

// checkMark is FF61. A check that an attempt of before left undecided is rejected
// first: the memory holds one at a time.
func (s *shtrih) checkMark(ctx context.Context, status byte, l receipt.Line) (mark, error) {
	var part []byte
	if status == measuredSold || status == measuredReturns {
		unit, _ := l.Unit.FFD()
		part = append(tag(2108, []byte{unit}), tag(1023, decimal(l.Quantity))...)
	}
	body := append([]byte{status, 0, byte(len(l.Mark)), byte(len(part))}, l.Mark...)
	body = append(body, part...)
	f, err := s.ask(ctx, cmdCheckMark, body)
	var no *refusal
	if errors.As(err, &no) && no.code == otherState {
		if _, err = s.ask(ctx, cmdAcceptMark, []byte{0}); err == nil {
			f, err = s.ask(ctx, cmdCheckMark, body)
		}
	}
	if err != nil {
		return mark{}, err
	}
	return readMark(f), nil
}

// decimal is a quantity as FFD writes it (FVLN): six digits behind the point, then
// the number without leading zeros.
func decimal(q receipt.Quantity) []byte {
	b := binary.LittleEndian.AppendUint64([]byte{6}, uint64(q))
	for len(b) > 2 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return b
}

// bindMark is FF67 (page 61): the code belongs to the line before it. Of a format that
// knows no checks the register makes tag 1162 of it.
func (s *shtrih) bindMark(ctx context.Context, code string) error {
	_, err := s.ask(ctx, cmdBindMark, append([]byte{byte(len(code))}, code...))
	return err
}

// marks says whether any line of a receipt has a marking code.
func marks(r receipt.Receipt) bool {
	for _, l := range r.Lines {
		if l.Mark != "" {
			return true
		}
	}
	return false
}
