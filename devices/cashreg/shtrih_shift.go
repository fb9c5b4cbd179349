package cashreg

import (
	"context"
	"errors"
	"fmt"

	"warehouse-node/devices/receipt"
)

// OpenShift makes sure that a shift is open. The register itself refuses a
// second opening, so a lost answer is settled by asking for the shift.
func (s *shtrih) OpenShift(ctx context.Context) receipt.Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	sh, err := s.lookShift(ctx)
	if err != nil {
		return receipt.NotDone(reasonOf(err), err.Error())
	}
	if sh.open {
		if _, no := s.prepare(ctx, modeOpen); no != nil {
			return *no
		}
		return s.shiftDone(ctx, receipt.TypeShiftOpen, sh.number)
	}
	if _, no := s.prepare(ctx, modeClosed); no != nil {
		return *no
	}
	_, cause := s.ask(ctx, cmdOpenShift)
	return s.settleShift(ctx, receipt.TypeShiftOpen, sh.number+1, cause)
}

// CloseShift closes the shift of that number. Its number makes a repeat
// harmless: no other shift is ever closed in its place.
func (s *shtrih) CloseShift(ctx context.Context, number int) receipt.Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	sh, err := s.lookShift(ctx)
	switch {
	case err != nil:
		return receipt.NotDone(reasonOf(err), err.Error())
	case number < 1 || number > sh.number:
		return receipt.NotDone(receipt.WrongShift, fmt.Sprintf("the register is at shift %d", sh.number))
	case number < sh.number || !sh.open:
		return s.shiftDone(ctx, receipt.TypeShiftClose, number)
	}
	if _, no := s.prepare(ctx, modeOpen, modeExpired); no != nil {
		return *no
	}
	_, cause := s.ask(ctx, cmdZReport)
	return s.settleShift(ctx, receipt.TypeShiftClose, number, cause)
}

// settleShift says what became of a shift's command by asking for the shift. A
// command that is still on its way is harmless, so "not" needs no proof here.
func (s *shtrih) settleShift(ctx context.Context, kind receipt.DocumentType, number int, cause error) receipt.Outcome {
	if cause == nil {
		return s.shiftDone(ctx, kind, number)
	}
	sh, err := s.lookShift(ctx)
	switch {
	case err != nil:
		return unasked(err, cause)
	case sh.number > number, sh.number == number && sh.open == (kind == receipt.TypeShiftOpen):
		return s.shiftDone(ctx, kind, number)
	}
	return receipt.NotDone(reasonOf(cause), cause.Error())
}

// maxLookBack is how many documents are looked through for a shift's own.
const maxLookBack = 10

// shiftDone is Done with the document of the shift, when it is among the last
// ones; a shift of long ago is Done all the same.
func (s *shtrih) shiftDone(ctx context.Context, kind receipt.DocumentType, number int) receipt.Outcome {
	o := receipt.Done(receipt.Document{Type: kind, Shift: number})
	o.Unprinted = !s.printed(ctx)
	mem, err := s.lookMemory(ctx)
	if err != nil {
		return o
	}
	o.Document.Memory = mem.number
	for n := mem.last; n > 0 && mem.last-n < maxLookBack; n-- {
		d, err := s.find(ctx, mem, n)
		if err != nil {
			return o
		}
		if d.Type == kind && d.Shift == number {
			o.Document = d
			return o
		}
	}
	return o
}

// XReport prints the figures of the shift.
func (s *shtrih) XReport(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.settleDown(ctx)
	if err == nil {
		_, err = s.ask(ctx, cmdXReport)
	}
	if err != nil {
		return failed("X report", err)
	}
	if !s.printed(ctx) {
		return &Error{Reason: receipt.NoPaper, Doing: "X report", Err: errors.New("it was not printed to the end")}
	}
	return nil
}
