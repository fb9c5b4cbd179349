package cashreg

import "encoding/binary"

// appendTag writes tag, length and value, each number little-endian (FFD).
func appendTag(b []byte, tag uint16, value []byte) []byte {
	b = binary.LittleEndian.AppendUint16(b, tag)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(value)))
	return append(b, value...)
}

// splitTags cuts a list of tags apart; ok is false when it does not end where a
// tag ends.
func splitTags(b []byte) (tags [][]byte, ok bool) {
	for len(b) > 0 {
		if len(b) < 4 {
			return tags, false
		}
		n := 4 + int(binary.LittleEndian.Uint16(b[2:]))
		if len(b) < n {
			return tags, false
		}
		tags, b = append(tags, b[:n]), b[n:]
	}
	return tags, true
}

func findTag(list []byte, tag uint16) []byte {
	tags, _ := splitTags(list)
	for _, t := range tags {
		if binary.LittleEndian.Uint16(t) == tag {
			return t[4:]
		}
	}
	return nil
}

// vln is a number without leading zeros, one byte at least (FFD).
func vln(n int64) []byte {
	b := []byte{byte(n)}
	for n >>= 8; n > 0; n >>= 8 {
		b = append(b, byte(n))
	}
	return b
}

// tlv is the document as FF3B gives it.
func (m *memory) tlv(d Document) []byte {
	var b []byte
	for _, l := range d.Lines {
		var item []byte
		item = appendTag(item, 1030, []byte(l.Name))
		item = appendTag(item, 1079, vln(l.Price))
		item = appendTag(item, 1023, append([]byte{6}, vln(l.Quantity)...))
		item = appendTag(item, 1043, vln(l.Sum))
		item = appendTag(item, 1214, []byte{l.Method})
		item = appendTag(item, 1212, []byte{l.Subject})
		if l.Mark != "" {
			item = appendTag(item, 2106, []byte{l.Checked})
		}
		b = appendTag(b, 1059, append(item, l.Tags...))
	}
	if d.receipt() {
		b = appendTag(b, 1054, []byte{d.Kind})
		b = appendTag(b, 1020, vln(d.Sum))
		b = appendTag(b, 1031, vln(d.Payments[0]))
		b = appendTag(b, 1055, []byte{d.Tax})
		b = append(b, d.Tags...)
	}
	b = appendTag(b, 1038, binary.LittleEndian.AppendUint32(nil, uint32(d.Shift)))
	b = appendTag(b, 1040, binary.LittleEndian.AppendUint32(nil, d.Number))
	b = appendTag(b, 1041, []byte(m.Number))
	b = appendTag(b, 1012, binary.LittleEndian.AppendUint32(nil, uint32(d.At.Unix())))
	return appendTag(b, 1077, binary.BigEndian.AppendUint32([]byte{0, 0}, d.Sign))
}

// maxPart is the longest piece that FF3B gives.
const maxPart = 250

// parts cuts a document into what one FF3B each gives: whole tags, and the long
// ones in pieces.
func parts(list []byte) [][]byte {
	tags, _ := splitTags(list)
	var all [][]byte
	for _, t := range tags {
		for len(t) > maxPart {
			all, t = append(all, t[:maxPart]), t[maxPart:]
		}
		all = append(all, t)
	}
	return all
}
