package zebra

import (
	"fmt"
	"strings"
)

// Squeeze writes dots in hexadecimal, shortened as the guide's "Alternative
// Data Compression Scheme" has it: a count before a repeated digit, ","
// for zeros to the end of a row, ":" for the row before again. "!" for ones is
// left out: some read it as the digit 1.
func Squeeze(d *Dots) string {
	var out strings.Builder
	before := ""
	for at := 0; at < len(d.Bytes); at += d.PerRow {
		row := fmt.Sprintf("%X", d.Bytes[at:at+d.PerRow])
		if row == before {
			out.WriteByte(':')
			continue
		}
		before = row
		short, end := row, ""
		if zeros := strings.TrimRight(row, "0"); len(row)-len(zeros) > 1 {
			short, end = zeros, ","
		}
		for len(short) > 0 {
			n := len(short) - len(strings.TrimLeft(short, short[:1]))
			writeRun(&out, short[0], n)
			short = short[n:]
		}
		out.WriteString(end)
	}
	return out.String()
}

// writeRun writes n times a digit: g to z are 20 to 400 by twenties, G to Y are
// 1 to 19.
func writeRun(out *strings.Builder, digit byte, n int) {
	for ; n > 400; n -= 400 {
		out.WriteString("z" + string(digit))
	}
	if n < 3 {
		out.WriteString(strings.Repeat(string(digit), n))
		return
	}
	if n >= 20 {
		out.WriteByte('g' + byte(n/20-1))
	}
	if n%20 > 0 {
		out.WriteByte('G' + byte(n%20-1))
	}
	out.WriteByte(digit)
}
