package cashreg

import (
	"encoding/binary"
	"slices"
)

// kinds are what 8D opens, by its type (page 32), as FFD tag 1054; with bit 7 it is a
// correction (javapos_shtrih, PrinterConst).
var kinds = [4]byte{1, 3, 2, 4}

// openReceipt is 8D: a receipt without lines yet.
func (r *Register) openReceipt(p []byte) ([]byte, byte) {
	if e := r.mayBegin(); e != 0 {
		return nil, e
	}
	d := &Document{Type: typeReceipt}
	if p[0]&0x80 != 0 {
		d.Type = typeCorrection
	}
	if p[0]&0x7F > 3 {
		return nil, errParams
	}
	d.Kind = kinds[p[0]&0x7F]
	r.open = d
	return r.operator(), 0
}

// outside1174 says whether tags tell of a correction beside the structure that they
// belong in: with lines that is an error (javapos_shtrih issue 149).
func outside1174(tags [][]byte) bool {
	return slices.ContainsFunc(tags, func(t []byte) bool {
		n := binary.LittleEndian.Uint16(t)
		return n >= 1177 && n <= 1179
	})
}

// explained says whether a correction with lines tells its type and its day.
func (d *Document) explained() bool {
	kind, day := d.Tag(1173), findTag(d.Tag(1174), 1178)
	if len(kind) != 1 || kind[0] > 1 || !midnight(day) {
		return false
	}
	d.ByOrder = kind[0] == 1
	return true
}

// midnight says whether a value is the beginning of a day, as FFD wants it.
func midnight(day []byte) bool {
	return len(day) == 4 && binary.LittleEndian.Uint32(day)%86400 == 0
}

// beginCorrection is FF35 (page 49): a correction without lines, which the fiscal
// memory has open from now on, and nobody else knows of.
func (r *Register) beginCorrection([]byte) ([]byte, byte) {
	if e := r.mayBegin(); e != 0 {
		return nil, e
	}
	r.begun = &Document{Type: typeCorrection}
	return nil, 0
}

// closeTotals is FF4A (page 54): a correction is registered by its sums.
func (r *Register) closeTotals(p []byte) ([]byte, byte) {
	if r.begun == nil {
		return nil, errState
	}
	d := *r.begun
	d.ByOrder, d.Kind, d.Sum, d.Tax = p[0] == 1, p[1], money(p[2:]), p[2+12*5]
	var paid int64
	for i, at := range [5]int{0, 1, 13, 14, 15} {
		d.Payments[at] = money(p[2+5+i*5:])
		paid += d.Payments[at]
	}
	for i := range d.Taxes {
		d.Taxes[i] = money(p[2+6*5+i*5:])
	}
	switch {
	case p[0] > 1:
		return nil, errParams
	case d.Kind != 1 && d.Kind != 3:
		return nil, errOperation // javapos_shtrih issue 115
	case d.Sum == 0:
		return nil, errZero
	case paid != d.Sum:
		return nil, errUnderpaid
	case !midnight(d.Tag(1178)):
		return nil, errTagMissing
	}
	done, e := r.finish(d)
	if e != 0 {
		return nil, e
	}
	r.begun = nil
	b := binary.LittleEndian.AppendUint16(nil, r.memory.Receipts)
	b = binary.LittleEndian.AppendUint32(b, done.Number)
	b = binary.LittleEndian.AppendUint32(b, done.Sign)
	return r.extended(b, done), 0
}
