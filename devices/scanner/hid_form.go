package scanner

// Report descriptors (USB Device Class Definition for HID 1.11, section 6.2.2):
// which bits of which report say what.

// Usage pages, and the usages of them that are looked for (HID Usage Tables 1.5,
// sections 4, 10 and 25).
const (
	pageDesktop  = 0x01
	pageKeyboard = 0x07
	pageScanner  = 0x8C

	usageByteCount = 0x3B // of pageDesktop: how much of the data of a report is meant
	usageLeftCtrl  = 0xE0 // of pageKeyboard: the first of eight modifiers
	usageRightGUI  = 0xE7
	usageSymbology = 0xFB // of pageScanner: the first of three characters of an AIM identifier
	usageData      = 0xFE
	usageContinued = 0xFF
)

// What a descriptor may hold, so that a broken device costs a fixed amount.
const (
	maxHidUsages = 256
	maxHidFields = 512
	maxHidBits   = 8 << 13 // of one report: 8 KiB
	maxHidDepth  = 8       // of Push
)

// hidField is one run of equal elements in an input report.
type hidField struct {
	report byte // its id; 0 when reports have none
	at     int  // the first bit, behind the id
	size   int  // bits of an element
	count  int
	page   uint16
	usages []uint16 // of the elements, in order; the last one holds for all behind it
	array  bool     // elements hold usages; else each stands for its own
	low    int      // the value of an array that stands for the first usage
}

// usage is what element n stands for.
func (f *hidField) usage(n int) uint16 {
	if len(f.usages) == 0 {
		return 0
	}
	return f.usages[min(n, len(f.usages)-1)]
}

// hidGlobals are the items that hold until they are said anew.
type hidGlobals struct {
	page        uint16
	report      byte
	size, count int
	low         int
}

// hidForm reads the input fields of a descriptor. What is broken ends it: the
// fields before it stand.
func hidForm(descriptor []byte) (fields []hidField) {
	var g hidGlobals
	var kept []hidGlobals
	var usages []uint16
	low := -1
	used := map[byte]int{} // bits of each report so far
	for len(descriptor) > 0 && len(fields) < maxHidFields {
		tag, value, rest, ok := hidItem(descriptor)
		if !ok {
			return fields
		}
		descriptor = rest
		switch tag {
		case 0x04:
			g.page = uint16(value)
		case 0x14:
			g.low = value
		case 0x74:
			g.size = value
		case 0x84:
			g.report = byte(value)
		case 0x94:
			g.count = value
		case 0xA4:
			if len(kept) == maxHidDepth {
				return fields
			}
			kept = append(kept, g)
		case 0xB4:
			if len(kept) == 0 {
				return fields
			}
			g, kept = kept[len(kept)-1], kept[:len(kept)-1]
		case 0x08:
			usages = append(usages, uint16(value))
		case 0x18:
			low = value
		case 0x28:
			for u := low; low >= 0 && u <= value && len(usages) < maxHidUsages; u++ {
				usages = append(usages, uint16(u))
			}
			low = -1
		case 0x80: // Input
			bits := g.size * g.count
			if g.size < 0 || g.count < 0 || g.size > 32 || g.count > maxHidBits || used[g.report]+bits > maxHidBits {
				return fields
			}
			if value&1 == 0 { // no padding
				fields = append(fields, hidField{g.report, used[g.report], g.size, g.count, g.page, usages, value&2 == 0, g.low})
			}
			used[g.report] += bits
		}
		if len(usages) > maxHidUsages {
			return fields
		}
		if tag&0x0C == 0 { // a main item: what was local is over
			usages, low = nil, -1
		}
	}
	return fields
}

// hidItem takes one item off a descriptor: its tag and type, and its value.
func hidItem(b []byte) (tag byte, value int, rest []byte, ok bool) {
	if b[0] == 0xFE { // a long item, which nobody has defined
		if len(b) < 3 || len(b) < 3+int(b[1]) {
			return 0, 0, nil, false
		}
		return 0x0C, 0, b[3+int(b[1]):], true
	}
	n := int(b[0] & 3)
	if n == 3 {
		n = 4
	}
	if len(b) < 1+n {
		return 0, 0, nil, false
	}
	for i := n; i > 0; i-- {
		value = value<<8 | int(b[i])
	}
	return b[0] &^ 3, value, b[1+n:], true
}

// hidBody is what stands behind the id of a report; nil for another report.
func hidBody(fields []hidField, id byte, report []byte) []byte {
	for i := range fields {
		if fields[i].report != 0 { // with an id in one, all have one
			if len(report) == 0 || report[0] != id {
				return nil
			}
			return report[1:]
		}
	}
	return report
}

// value reads element n; false behind the end of the report.
func (f *hidField) value(body []byte, n int) (v uint32, ok bool) {
	for i := range f.size {
		bit := f.at + n*f.size + i
		if bit/8 >= len(body) {
			return 0, false
		}
		v |= uint32(body[bit/8]>>(bit%8)&1) << i
	}
	return v, true
}

// bytes are the elements of a field of bytes, as far as the report goes.
func (f *hidField) bytes(body []byte) (all []byte) {
	if f.at%8 != 0 || f.size != 8 || f.at/8 > len(body) {
		return nil
	}
	return body[f.at/8 : min(f.at/8+f.count, len(body))]
}
