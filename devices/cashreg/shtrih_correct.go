package cashreg

import (
	"context"
	"encoding/binary"
	"time"

	"warehouse-node/devices/receipt"
)

// A correction is made in one of two ways.
//
// In FFD 1.05 and 1.1 it has no lines: FF35 begins it, FF0C tells what is corrected
// and FF4A makes it of its sums (pages 49 and 54). It is of a sale or of a purchase,
// and a register refuses that of a return (javapos_shtrih issue 115: error 5E).
//
// In FFD 1.2 it is made of lines like any receipt, and 8D opens it (page 32): what
// bit 7 of the type says is not in the protocol's text, it is the maker's own
// driver that opens so (javapos_shtrih, PrinterConst).

// totalsOnly says that a receipt is a correction without lines.
func (s *shtrih) totalsOnly(r receipt.Receipt) bool { return r.Correction != nil && s.Format != "1.2" }

// Types of documents that 8D opens; a correction has bit 7.
var openTypes = map[receipt.Kind]byte{receipt.Sale: 0, receipt.Buy: 1, receipt.Return: 2, receipt.BuyReturn: 3}

const openCorrection = 0x80

// open begins a correction, and a receipt whose marking codes are checked before its
// first line. Others are opened by that.
func (s *shtrih) open(ctx context.Context, r receipt.Receipt) (err error) {
	switch {
	case s.totalsOnly(r):
		_, err = s.ask(ctx, cmdCorrect)
	case r.Correction != nil:
		_, err = s.ask(ctx, cmdOpen, []byte{openCorrection | openTypes[r.Kind]})
	case marks(r) && s.Format == "1.2":
		_, err = s.ask(ctx, cmdOpen, []byte{openTypes[r.Kind]})
	}
	return err
}

// correctionTags say what is corrected. Of a correction without lines the register
// makes 1174 itself, and FF4A has the type (javapos_shtrih, FFD105Documents; fr_drv_ng
// issue 26). With lines all is the host's (fr_drv_ng issue 216), and a 1178 outside of
// 1174 is refused (javapos_shtrih issue 149).
func (s *shtrih) correctionTags(l *tagList, c receipt.Correction) {
	day := tag(1178, binary.LittleEndian.AppendUint32(nil, midnight(c.Day)))
	if s.Format != "1.2" {
		if s.Format == "1.05" {
			l.text(1177, c.Basis)
		}
		l.add(day)
		l.text(1179, c.Number)
		return
	}
	l.add(tag(1173, []byte{correctionType(c)}))
	if c.Number != "" {
		day = append(day, l.oem(1179, c.Number)...)
	}
	l.add(tag(1174, day))
}

func correctionType(c receipt.Correction) byte {
	if c.Ordered {
		return 1
	}
	return 0
}

// midnight is a day as FFD writes it: seconds of its beginning, as if it were UTC.
// A day that Validate refuses is zero.
func midnight(d receipt.Day) uint32 {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return uint32(t.Unix())
}

// totalOf is the place of a rate among the six sums of FF4A, by its code in FF46.
// The newer rates have none.
var totalOf = map[byte]int{0x01: 0, 0x02: 1, 0x04: 2, 0x08: 3, 0x10: 4, 0x20: 5}

// closingTotals is FF4A (page 54). Of a rate with tax it has the tax, of the others
// the turnover: the tags 1102 to 1107 that it makes.
func (s *shtrih) closingTotals(r receipt.Receipt) []byte {
	var sums [6]int64
	for rate, sum := range sumsByRate(r) {
		n := totalOf[s.taxes[rate]]
		if t, _ := receipt.FindRate(rate); t.Percent > 0 {
			sum = t.In(sum)
		}
		sums[n] += sum
	}
	b := []byte{correctionType(*r.Correction), r.Kind.FFD()}
	p := r.Payments
	for _, sum := range []int64{r.Total(), p.Cash, p.Card, p.Prepaid, p.Credit, p.Other} {
		b = appendMoney(b, sum)
	}
	for _, sum := range sums {
		b = appendMoney(b, sum)
	}
	return append(b, r.TaxSystem.FFD())
}

func sumsByRate(r receipt.Receipt) map[receipt.Rate]int64 {
	sums := map[receipt.Rate]int64{}
	for _, l := range r.Lines {
		sums[l.Rate] += l.Sum
	}
	return sums
}
