package cashreg

import (
	"encoding/binary"
	"slices"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// taxCodes are what FF46 takes (javapos_shtrih, Doc/VatTable.txt and its version
// of 18.02.2026).
var taxCodes = []byte{0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x81, 0x82, 0x84, 0x88, 0x90, 0xCB, 0xCC}

const noSum = 1<<40 - 1 // FFFFFFFFFF: the register works it out

// operation is FF46, a line of a receipt (page 53). The first one opens it.
func (r *Register) operation(p []byte) ([]byte, byte) {
	if e := r.mayBegin(); e != 0 && r.open == nil {
		return nil, e
	}
	kind, name := p[0], p[26:]
	l := Line{Quantity: number(p[1:7]), Price: money(p[7:]), Sum: money(p[12:]), Rate: p[22], Method: p[24], Subject: p[25]}
	exact := (l.Quantity*l.Price + 500_000) / 1_000_000
	if l.Sum == noSum {
		l.Sum = exact
	}
	if end := slices.Index(name, 0); end >= 0 {
		name = name[:end] // the old fixed field is filled with zeros
	}
	if len(name) > 128 || kind < 1 || kind > 4 || !slices.Contains(taxCodes, l.Rate) ||
		l.Quantity <= 0 || l.Sum < exact-1 || l.Sum > exact+1 || l.Method < 1 || l.Method > 7 {
		return nil, errParams
	}
	// The printer's page is windows-1251, the memory's is cp866.
	text, _ := charmap.Windows1251.NewDecoder().Bytes(name)
	oem, err := charmap.CodePage866.NewEncoder().Bytes(text)
	if err != nil {
		return nil, errParams
	}
	l.Name = string(oem)
	if r.open == nil {
		r.open = &Document{Type: typeReceipt, Kind: kind}
	}
	if r.open.Kind != kind {
		return nil, errOtherKind
	}
	r.open.Lines = append(r.open.Lines, l)
	r.open.Sum += l.Sum
	return nil, 0
}

// mayBegin says why no document of a sale begins; zero when one may.
func (r *Register) mayBegin() byte {
	if r.begun != nil {
		return errState
	}
	switch r.modeOf() {
	case 2:
		return 0
	case 3:
		return errTooLong
	case 4:
		return errShiftShut
	}
	return errReceipt
}

// receiptTags is FF0C, tags of the receipt (page 46).
func (r *Register) receiptTags(p []byte) ([]byte, byte) {
	d := r.open
	if d == nil {
		d = r.begun
	}
	if d == nil {
		return nil, errState
	}
	tags, ok := splitTags(p)
	if !ok || r.open != nil && outside1174(tags) {
		return nil, errParams
	}
	d.Tags = append(d.Tags, p...)
	return nil, 0
}

// lineTags is FF4D, tags of the last line (page 56).
func (r *Register) lineTags(p []byte) ([]byte, byte) {
	if r.open == nil || len(r.open.Lines) == 0 {
		return nil, errState
	}
	if _, ok := splitTags(p); !ok {
		return nil, errParams
	}
	last := &r.open.Lines[len(r.open.Lines)-1]
	last.Tags = append(last.Tags, p...)
	return nil, 0
}

func (r *Register) subtotal([]byte) ([]byte, byte) {
	if r.open == nil {
		return nil, errNoReceipt
	}
	return appendMoney(r.operator(), r.open.Sum), 0
}

// cancel is 88: the receipt that is being made is given up.
func (r *Register) cancel([]byte) ([]byte, byte) {
	if r.open == nil {
		return nil, errNoReceipt
	}
	r.open, r.marks.accepted = nil, nil
	r.memory.Papers++
	r.print()
	return r.operator(), 0
}

// closeReceipt is FF45 (page 52): here, and nowhere else, a receipt is registered.
func (r *Register) closeReceipt(p []byte) ([]byte, byte) {
	d := r.open
	if d == nil {
		return nil, errNoReceipt
	}
	var paid, nonCash int64
	for i := range d.Payments {
		d.Payments[i] = money(p[i*5:])
		paid += d.Payments[i]
		if i > 0 {
			nonCash += d.Payments[i]
		}
	}
	d.Tax = p[16*5+1+6*5]
	change := paid - d.Sum
	switch {
	case d.Sum == 0:
		return nil, errZero
	case change < 0:
		return nil, errUnderpaid
	case nonCash > d.Sum:
		return nil, errNonCash
	case d.Type == typeCorrection && !d.explained():
		return nil, errTagMissing
	}
	d.Payments[0] -= change
	done, e := r.finish(*d)
	if e != 0 {
		d.Payments[0] += change
		return nil, e
	}
	r.open, r.marks.accepted = nil, nil
	b := appendMoney(nil, change)
	b = binary.LittleEndian.AppendUint32(b, done.Number)
	b = binary.LittleEndian.AppendUint32(b, done.Sign)
	return r.extended(b, done), 0
}

// finish registers a receipt or a correction whose sums are known.
func (r *Register) finish(d Document) (Document, byte) {
	switch {
	case d.Tax == 0 || d.Tax&(d.Tax-1) != 0:
		return d, errParams
	case r.now().Sub(r.memory.OpenedAt) > 24*time.Hour:
		return d, errTooLong
	}
	if e := r.mayRegister(); e != 0 {
		return d, e
	}
	cash := d.Payments[0]
	if d.Kind == 2 || d.Kind == 3 {
		cash = -cash
	}
	if r.memory.Drawer+cash < 0 {
		return d, errNoCash
	}
	r.memory.Drawer += cash
	r.memory.Receipts++
	r.print()
	return r.register(d), 0
}

// extended puts the time of a document behind an answer, when it is set up so.
func (r *Register) extended(b []byte, d Document) []byte {
	if r.opt.Extended {
		b = append(b, dateTime(d.At)...)
	}
	return b
}

// mayRegister is what the fiscal memory says before it takes a document.
func (r *Register) mayRegister() byte {
	if r.memory.Blocked {
		return errState
	}
	if r.opt.Capacity > 0 && len(r.memory.Documents) >= r.opt.Capacity {
		return errMemoryFull
	}
	if d, ok := r.memory.firstUnsent(); ok && r.now().Sub(d.At) >= 30*24*time.Hour {
		return errLock
	}
	return 0
}

// dateTime is five bytes: year, month, day, hour, minute.
func dateTime(t time.Time) []byte {
	return []byte{byte(t.Year() - 2000), byte(t.Month()), byte(t.Day()), byte(t.Hour()), byte(t.Minute())}
}

// memoryStatus is FF01 (page 42).
func (r *Register) memoryStatus([]byte) ([]byte, byte) {
	m := &r.memory
	last, _ := m.find(m.last())
	b := []byte{3, 0, 0, 0, 0}
	if m.Blocked {
		b[0] = 7
	}
	switch {
	case r.begun != nil || r.open != nil && r.open.Type == typeCorrection:
		b[1], b[2] = 0x14, 1
	case r.open != nil:
		b[1], b[2] = 4, 1
	}
	if m.ShiftOpen {
		b[3] = 1
	}
	if r.nearFull || r.opt.Capacity > 0 && len(m.Documents)*10 >= r.opt.Capacity*9 {
		b[4] |= 4
	}
	switch left := m.expires().Sub(r.now()); {
	case left <= 3*24*time.Hour:
		b[4] |= 3
	case left <= 30*24*time.Hour:
		b[4] |= 2
	}
	b = append(b, dateTime(last.At)...)
	b = append(b, m.Number...)
	return binary.LittleEndian.AppendUint32(b, m.last()), 0
}

// memoryExpires is FF03 (page 43).
func (r *Register) memoryExpires([]byte) ([]byte, byte) { return dateTime(r.memory.expires())[:3], 0 }

// cancelInMemory is FF08: an open document in the memory is given up.
func (r *Register) cancelInMemory([]byte) ([]byte, byte) {
	if r.open == nil && r.begun == nil {
		return nil, errState
	}
	r.open, r.begun, r.marks.accepted = nil, nil, nil
	return nil, 0
}

// findDocument is FF0A (page 45).
func (r *Register) findDocument(p []byte) ([]byte, byte) {
	d, ok := r.memory.find(binary.LittleEndian.Uint32(p))
	if !ok {
		return nil, errNoData
	}
	b := []byte{d.Type, 0}
	if d.Number <= r.memory.Sent {
		b[1] = 1
	}
	b = append(b, dateTime(d.At)...)
	b = binary.LittleEndian.AppendUint32(b, d.Number)
	b = binary.LittleEndian.AppendUint32(b, d.Sign)
	switch d.Type {
	case typeReceipt, typeCorrection:
		b = appendMoney(append(b, d.Kind), d.Sum)
	case typeShiftOpen, typeShiftClose:
		b = binary.LittleEndian.AppendUint16(b, d.Shift)
	}
	return b, 0
}

// exchange is FF39 (page 50).
func (r *Register) exchange([]byte) ([]byte, byte) {
	first, waits := r.memory.firstUnsent()
	if !waits {
		return make([]byte, 13), 0
	}
	b := []byte{2, 0}
	b = binary.LittleEndian.AppendUint16(b, uint16(r.memory.last()-r.memory.Sent))
	b = binary.LittleEndian.AppendUint32(b, first.Number)
	return append(b, dateTime(first.At)...), 0
}

// readDocument is FF3A: FF3B then gives the document (page 50).
func (r *Register) readDocument(p []byte) ([]byte, byte) {
	d, ok := r.memory.find(binary.LittleEndian.Uint32(p))
	if !ok {
		return nil, errNoData
	}
	list := r.memory.tlv(d)
	r.reading = parts(list)
	b := binary.LittleEndian.AppendUint16(nil, uint16(d.Type))
	return binary.LittleEndian.AppendUint16(b, uint16(len(list))), 0
}

func (r *Register) readPart([]byte) ([]byte, byte) {
	if len(r.reading) == 0 {
		return nil, errNoData
	}
	part := r.reading[0]
	r.reading = r.reading[1:]
	return part, 0
}

// shift is FF40 (page 51).
func (r *Register) shift([]byte) ([]byte, byte) {
	b := []byte{0}
	if r.memory.ShiftOpen {
		b[0] = 1
	}
	b = binary.LittleEndian.AppendUint16(b, r.memory.Shift)
	return binary.LittleEndian.AppendUint16(b, r.memory.Receipts), 0
}
