package cashreg

import (
	"encoding/binary"
	"slices"
	"time"
)

// Errors of the register (pages 67 to 70).
const (
	errState      = 0x02
	errNoData     = 0x08
	errMemoryFull = 0x12
	errLock       = 0x15 // the operator got nothing for 30 days
	errExpired    = 0x16
	errParams     = 0x33
	errNoCommand  = 0x37
	errInternal   = 0x39
	errShiftOpen  = 0x3C
	errShiftShut  = 0x3D
	errUnderpaid  = 0x45
	errNoCash     = 0x46
	errOtherKind  = 0x49
	errReceipt    = 0x4A
	errOperation  = 0x5E
	errTagMissing = 0xA4
	errUnchecked  = 0xA5
	errNonCash    = 0x4D
	errTooLong    = 0x4E
	errPassword   = 0x4F
	errPrinting   = 0x50
	errNoReceipt  = 0x55
	errContinue   = 0x58
	errNoPaper    = 0x6B
	errMode       = 0x73
	errLength     = 0x7E
	errZero       = 0x8E
)

// handler executes a command; p are its parameters after the password.
type handler struct {
	do     func(r *Register, p []byte) ([]byte, byte)
	prints bool // needs paper and an idle printer
	least  int  // bytes of parameters
}

// commands are those that a shop needs; filled before main.
var commands = map[uint16]handler{
	0x10: {do: (*Register).shortStatus}, 0x11: {do: (*Register).fullStatus},
	0x1A:   {do: (*Register).money, least: 1},
	0x1B:   {do: (*Register).counter, least: 1},
	0x40:   {do: (*Register).xReport, prints: true},
	0x41:   {do: (*Register).zReport, prints: true},
	0x50:   {do: (*Register).cashIn, prints: true, least: 5},
	0x51:   {do: (*Register).cashOut, prints: true, least: 5},
	0x88:   {do: (*Register).cancel, prints: true},
	0x89:   {do: (*Register).subtotal},
	0x8D:   {do: (*Register).openReceipt, prints: true, least: 1},
	0xB0:   {do: (*Register).goOn},
	0xE0:   {do: (*Register).openShift, prints: true},
	0xFF01: {do: (*Register).memoryStatus},
	0xFF03: {do: (*Register).memoryExpires},
	0xFF08: {do: (*Register).cancelInMemory},
	0xFF0A: {do: (*Register).findDocument, least: 4},
	0xFF0C: {do: (*Register).receiptTags, least: 4},
	0xFF35: {do: (*Register).beginCorrection},
	0xFF39: {do: (*Register).exchange},
	0xFF3A: {do: (*Register).readDocument, least: 4},
	0xFF3B: {do: (*Register).readPart},
	0xFF40: {do: (*Register).shift},
	0xFF45: {do: (*Register).closeReceipt, prints: true, least: 16*5 + 1 + 6*5 + 1},
	0xFF46: {do: (*Register).operation, prints: true, least: 26},
	0xFF4A: {do: (*Register).closeTotals, prints: true, least: 2 + 12*5 + 1},
	0xFF4D: {do: (*Register).lineTags, least: 4},
	0xFF61: {do: (*Register).checkMark, least: 4},
	0xFF67: {do: (*Register).bindMark, least: 1},
	0xFF69: {do: (*Register).acceptMark, least: 1},
}

func codeOf(body []byte) uint16 {
	if body[0] == 0xFF && len(body) > 1 {
		return 0xFF00 | uint16(body[1])
	}
	return uint16(body[0])
}

func codeBytes(code uint16) []byte {
	if code > 0xFF {
		return []byte{0xFF, byte(code)}
	}
	return []byte{byte(code)}
}

// execute performs a command and makes the body of its answer. Under r.mu.
func (r *Register) execute(code uint16, body []byte) []byte {
	r.executed[code]++
	answer := codeBytes(code)
	p := body[len(answer):]
	if code == 0xFC {
		// type 0, subtype 0, protocol 1.14, model 22, language 0: as javapos_shtrih issue 58 shows it
		return append(answer, append([]byte{0, 0, 0, 1, 14, 22, 0}, "\xD0\xC8\xD2\xC5\xC9\xCB-01\xD4"...)...)
	}
	h, ok := commands[code]
	switch {
	case !ok:
		return append(answer, errNoCommand)
	case len(p) < 4+h.least:
		return append(answer, errLength)
	case binary.LittleEndian.Uint32(p) != r.opt.Password:
		return append(answer, errPassword)
	}
	if code != 0xFF3B {
		r.reading = nil
	}
	if h.prints {
		if e := r.mayPrint(); e != 0 {
			return append(answer, e)
		}
	}
	fields, e := h.do(r, p[4:])
	if e == 0 && h.prints {
		if err := r.save(); err != nil {
			e, fields = errInternal, nil
		}
	}
	return append(append(answer, e), fields...)
}

func (r *Register) mayPrint() byte {
	switch {
	case r.printing > 0:
		r.printing--
		return errPrinting
	case r.stopped == mayGoOn:
		return errContinue
	case !r.paper:
		return errNoPaper
	}
	return 0
}

// print begins to print what was done.
func (r *Register) print() { r.printing = r.opt.Prints }

// operator is the first field of many answers.
func (r *Register) operator() []byte { return []byte{byte(r.opt.Password)} }

// modeOf is appendix 1 (page 71).
func (r *Register) modeOf() byte {
	switch {
	case r.open != nil:
		return 8 | [5]byte{1: 0, 2: 2, 3: 1, 4: 3}[r.open.Kind]<<4
	case !r.memory.ShiftOpen:
		return 4
	case r.now().Sub(r.memory.OpenedAt) > 24*time.Hour:
		return 3
	}
	return 2
}

// submode is appendix 1 too; asking it lets the printing go on.
func (r *Register) submode() byte {
	switch {
	case r.stopped != notStopped:
		return byte(r.stopped)
	case r.printing > 0:
		r.printing--
		return 5
	case !r.paper:
		return 1
	}
	return 0
}

func (r *Register) flags() uint16 {
	f := uint16(0x0210) // decimal point, head lever down: as real ones say
	if r.paper {
		f |= 0x0082
	}
	return f
}

func (r *Register) shortStatus([]byte) ([]byte, byte) {
	var ops int
	if r.open != nil {
		ops = len(r.open.Lines)
	}
	b := binary.LittleEndian.AppendUint16(r.operator(), r.flags())
	return append(b, r.modeOf(), r.submode(), byte(ops), 0x9D, 0xD7, 0, 0, byte(ops>>8), 0, 0, 0), 0
}

func (r *Register) fullStatus([]byte) ([]byte, byte) {
	now := r.now()
	b := append(r.operator(), 'C', '1', 0xCB, 0xD3, 25, 4, 18, 1)
	b = binary.LittleEndian.AppendUint16(b, r.memory.Papers)
	b = binary.LittleEndian.AppendUint16(b, r.flags())
	b = append(b, r.modeOf(), r.submode(), 2, 'N', 'A', 0, 0, 1, 1, 16)
	b = append(b, byte(now.Day()), byte(now.Month()), byte(now.Year()-2000), byte(now.Hour()), byte(now.Minute()), byte(now.Second()))
	b = append(b, 0, 0x7F, 0x46, 0x02, 0)
	closed := r.memory.Shift
	if r.memory.ShiftOpen {
		closed--
	}
	b = binary.LittleEndian.AppendUint16(b, closed)
	return append(b, 0, 0, 0, 0, 0x23, 0xC7, 0x49, 0xD1, 0x01, 0x00), 0
}

// money is a money register: of the drawer, and of the shift while it is open
// (the numbers of javapos_shtrih, CashRegister).
func (r *Register) money(p []byte) ([]byte, byte) {
	n := int(p[0])
	if len(p) > 1 {
		n |= int(p[1]) << 8
	}
	m := &r.memory
	var sum int64
	switch {
	case n > 0xFF && r.older, n > 4144+12*4:
		return nil, errParams
	case n == 241:
		sum = m.Drawer
	case !m.ShiftOpen:
	case n == 242:
		sum = m.PutIn
	case n == 243:
		sum = m.TakenOut
	case n >= 193 && n < 193+4*4:
		sum = m.settled((n-193)%4, (n-193)/4)
	case n >= 4144 && n < 4144+12*4:
		sum = m.settled((n-4144)%4, (n-4144)/4+4)
	}
	b := r.operator()
	for range 6 {
		b, sum = append(b, byte(sum)), sum>>8
	}
	return b, 0
}

// counter is an operation register: 152 papers, 155 cash in, 156 cash out.
func (r *Register) counter(p []byte) ([]byte, byte) {
	n, ok := map[byte]uint16{152: r.memory.Papers, 155: r.memory.CashIns, 156: r.memory.CashOuts}[p[0]]
	if !ok {
		return nil, errParams
	}
	return binary.LittleEndian.AppendUint16(r.operator(), n), 0
}

// goOn is "continue printing".
func (r *Register) goOn([]byte) ([]byte, byte) {
	if !r.paper {
		return nil, errNoPaper
	}
	if r.stopped == mayGoOn {
		r.stopped = notStopped
		r.print()
	}
	return r.operator(), 0
}

func (r *Register) openShift([]byte) ([]byte, byte) {
	switch r.modeOf() {
	case 4:
	case 2, 3:
		return nil, errShiftOpen
	default:
		return nil, errMode
	}
	if e := r.mayRegister(); e != 0 {
		return nil, e
	}
	m := &r.memory
	m.ShiftOpen, m.OpenedAt, m.Receipts, m.PutIn, m.TakenOut = true, r.now(), 0, 0, 0
	m.Shift++
	r.register(Document{Type: typeShiftOpen})
	r.print()
	return r.operator(), 0
}

func (r *Register) zReport([]byte) ([]byte, byte) {
	switch {
	case r.open != nil:
		return nil, errReceipt
	case r.begun != nil:
		return nil, errState
	case !r.memory.ShiftOpen:
		return nil, errShiftShut
	}
	r.register(Document{Type: typeShiftClose})
	r.memory.ShiftOpen = false
	r.print()
	return r.operator(), 0
}

func (r *Register) xReport([]byte) ([]byte, byte) {
	if r.open != nil {
		return nil, errReceipt
	}
	r.memory.Papers++
	r.print()
	return r.operator(), 0
}

func (r *Register) cashIn(p []byte) ([]byte, byte) {
	return r.cash(p, 1, &r.memory.CashIns, &r.memory.PutIn)
}

func (r *Register) cashOut(p []byte) ([]byte, byte) {
	return r.cash(p, -1, &r.memory.CashOuts, &r.memory.TakenOut)
}

func (r *Register) cash(p []byte, sign int64, count *uint16, shift *int64) ([]byte, byte) {
	sum := money(p) * sign
	switch r.modeOf() {
	case 2:
	case 3:
		return nil, errTooLong
	case 4:
		return nil, errShiftShut
	default:
		return nil, errReceipt
	}
	if r.memory.Drawer+sum < 0 {
		return nil, errNoCash
	}
	r.memory.Drawer += sum
	*shift += money(p)
	r.memory.Papers++
	*count++
	r.print()
	return binary.LittleEndian.AppendUint16(r.operator(), r.memory.Papers), 0
}

func money(p []byte) int64 { return number(p[:5]) }

// number reads little-endian bytes.
func number(p []byte) int64 {
	var n int64
	for _, b := range slices.Backward(p) {
		n = n<<8 | int64(b)
	}
	return n
}

func appendMoney(b []byte, n int64) []byte {
	return append(b, byte(n), byte(n>>8), byte(n>>16), byte(n>>24), byte(n>>32))
}
