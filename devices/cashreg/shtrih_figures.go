package cashreg

import (
	"context"
	"encoding/binary"

	"warehouse-node/devices/receipt"
)

// Money registers. The published protocol describes how one is asked (1A, page
// 22) and leaves their numbers to each model; these are the ones that the maker's
// own driver reads (javapos_shtrih: CashRegister, SMFiscalPrinterImpl.readDayPayments,
// TextDocumentFilter.readXReport).
const (
	moneyDrawer  = 241
	moneyCashIn  = 242
	moneyCashOut = 243
	// What was settled in the shift: for each way of payment four registers, of
	// sales, purchases, returned sales and returned purchases. The first four ways
	// stand here, the other twelve behind moneyMore.
	moneySettled = 193
	moneyMore    = 4144

	ofSales   = 0
	ofReturns = 2
)

// Figures asks what was counted in the shift. It changes nothing.
func (s *shtrih) Figures(ctx context.Context) (receipt.Figures, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.figures(ctx)
	if err != nil {
		return receipt.Figures{}, failed("figures of the shift", err)
	}
	return f, nil
}

func (s *shtrih) figures(ctx context.Context) (f receipt.Figures, err error) {
	sh, err := s.lookShift(ctx)
	if err != nil {
		return f, err
	}
	if f.Shift = sh.number; sh.open {
		if err := s.lookOpened(ctx, sh, &f); err != nil {
			return f, err
		}
		if f.Sales, err = s.settled(ctx, ofSales); err != nil {
			return f, err
		}
		if f.Returns, err = s.settled(ctx, ofReturns); err != nil {
			return f, err
		}
	}
	for _, one := range []struct {
		number int
		to     *int64
	}{{moneyDrawer, &f.Drawer}, {moneyCashIn, &f.CashIn}, {moneyCashOut, &f.CashOut}} {
		if *one.to, err = s.moneyRegister(ctx, one.number); err != nil {
			return f, err
		}
	}
	return f, nil
}

// lookOpened finds the document that opened the shift: after it there are as many
// documents as receipts, unless somebody asked for a report. When it is not near
// there, its moment stays open.
func (s *shtrih) lookOpened(ctx context.Context, sh shift, f *receipt.Figures) error {
	mem, err := s.lookMemory(ctx)
	if err != nil {
		return err
	}
	first := int64(mem.last) - int64(sh.receipts)
	for n := first; n > 0 && first-n < maxLookBack; n-- {
		d, err := s.find(ctx, mem, uint32(n))
		if err != nil {
			return unlessRefused(err)
		}
		if d.Type == receipt.TypeShiftOpen && d.Shift == sh.number {
			f.Opened, f.Document = d.At, d.Number
			return nil
		}
	}
	return nil
}

// settled is how receipts of one way were settled in the shift. A model without
// the registers of the later ways of payment leaves those at nothing.
func (s *shtrih) settled(ctx context.Context, of int) (p receipt.Payments, err error) {
	for _, one := range []struct {
		kind int // as FF45 counts them, from 0
		to   *int64
	}{{0, &p.Cash}, {1, &p.Card}, {13, &p.Prepaid}, {14, &p.Credit}, {15, &p.Other}} {
		number := moneySettled + of + 4*one.kind
		if one.kind > 3 {
			number = moneyMore + of + 4*(one.kind-4)
		}
		*one.to, err = s.moneyRegister(ctx, number)
		if one.kind > 3 {
			err = unlessRefused(err)
		}
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

// moneyRegister is 1A (page 22): the number takes one byte, or two when it is a
// large one.
func (s *shtrih) moneyRegister(ctx context.Context, number int) (int64, error) {
	n := []byte{byte(number)}
	if number > 0xFF {
		n = binary.LittleEndian.AppendUint16(nil, uint16(number))
	}
	f, err := s.ask(ctx, cmdMoney, n)
	if err != nil {
		return 0, err
	}
	f.byte() // operator
	return int64(binary.LittleEndian.Uint64(append(f.bytes(6), 0, 0))), nil
}
