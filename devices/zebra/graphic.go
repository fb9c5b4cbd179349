package zebra

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Dots is a picture of whole bytes: eight dots each, the left one highest, 1 is
// black.
type Dots struct {
	PerRow int // bytes
	Bytes  []byte
}

// graphic is ^GF: kind, bytes sent, bytes of the picture, bytes a row, data.
func (p *parser) graphic() *Problem {
	f := &p.format.field
	if f.dots != nil || f.shape != "" || f.has {
		return p.wrong(Nested, "two things in one field")
	}
	kind, n, problem := p.head()
	if problem != nil {
		return problem
	}
	sent, total, perRow := n[0], n[1], n[2]
	if total == 0 || perRow == 0 || total%perRow != 0 {
		return p.wrong(Graphic, "no whole rows")
	}
	if p.dots += total; p.dots > MaxGraphics {
		return p.wrong(TooLarge, "pictures of more than %d bytes", MaxGraphics)
	}
	d := &Dots{PerRow: perRow}
	var err error
	switch kind {
	case "A":
		if problem := p.rest(); problem != nil {
			return problem
		}
		d.Bytes, err = decoded(strings.ReplaceAll(p.token.args, " ", ""), total, perRow)
	case "B":
		if sent != total || sent > len(p.in)-p.at {
			return p.wrong(Graphic, "%d bytes are announced", sent)
		}
		d.Bytes = bytes.Clone(p.in[p.at : p.at+sent])
		p.at += sent
	default: // C is compressed in a way that is published nowhere
		return p.wrong(Graphic, "of another kind than A and B")
	}
	if err != nil {
		return p.wrong(Graphic, "%v", err)
	}
	f.dots, p.format.open = d, true
	p.write(fmt.Sprintf("^GFA,%d,%d,%d,", total, total, perRow), Squeeze(d))
	return nil
}

// head reads what stands before the data of ^GF.
func (p *parser) head() (kind string, n [3]int, problem *Problem) {
	var parts [4]string
	for i := range parts {
		end := bytes.IndexByte(p.in[p.at:min(len(p.in), p.at+16)], ',')
		if end < 0 {
			return "", n, p.wrong(Graphic, "a count is missing")
		}
		parts[i] = strings.TrimSpace(string(p.in[p.at : p.at+end]))
		p.at += end + 1
	}
	for i, s := range parts[1:] {
		v, err := strconv.Atoi(s)
		if err != nil || v < 0 || v > MaxGraphics {
			return "", n, p.wrong(Graphic, "a count that is none")
		}
		n[i] = v
	}
	return parts[0], n, nil
}

// decoded are the bytes of a picture of kind A: hexadecimal digits, or base 64 with
// a checksum, compressed or not (the guide, volume 2, "ZB64 Encoding"). How many
// bytes are sent each program counts in its own way: the checksum says more.
func decoded(data string, total, perRow int) ([]byte, error) {
	packed, isZ := strings.CutPrefix(data, ":Z64:")
	if !isZ {
		plain, is64 := strings.CutPrefix(data, ":B64:")
		if !is64 {
			return expand(data, total, perRow)
		}
		packed = plain
	}
	text, sum, ok := strings.Cut(packed, ":")
	want, err := strconv.ParseUint(sum, 16, 16)
	switch {
	case !ok || len(sum) != 4 || err != nil:
		return nil, errors.New("no checksum")
	case uint16(want) != checksum(text):
		return nil, errors.New("the checksum is another")
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, errors.New("not base 64")
	}
	if isZ {
		unpack, err := zlib.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, errors.New("not compressed as said")
		}
		if raw, err = io.ReadAll(io.LimitReader(unpack, int64(total)+1)); err != nil {
			return nil, errors.New("not compressed as said")
		}
	}
	if len(raw) != total {
		return nil, fmt.Errorf("the picture has not %d bytes", total)
	}
	return raw, nil
}

// checksum is CRC-16 of CCITT from 0, over the letters of base 64.
func checksum(text string) (crc uint16) {
	for i := range len(text) {
		crc ^= uint16(text[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}

// expand reads hexadecimal digits as the guide's "Alternative Data Compression
// Scheme" shortens them: a count before a repeated digit, "," for zeros and "!" for
// ones to the end of a row, ":" for the row before.
func expand(data string, total, perRow int) ([]byte, error) {
	digits, width := make([]byte, 0, 2*total), 2*perRow
	count := 0
	fill := func(c byte, n int) bool {
		if n > 2*total-len(digits) {
			return false
		}
		for range n {
			digits = append(digits, c)
		}
		return true
	}
	left := func() int { return width - len(digits)%width }
	for i := range len(data) {
		c, fits := data[i], true
		switch {
		case c >= 'G' && c <= 'Y':
			count += int(c-'G') + 1
		case c >= 'g' && c <= 'z':
			count += 20 * (int(c-'g') + 1)
		case c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f':
			fits = fill(c, max(1, count))
			count = 0
		case count > 0:
			return nil, errors.New("a count before no digit")
		case c == ',':
			fits = fill('0', left())
		case c == '!':
			fits = fill('F', left())
		case c == ':' && len(digits) >= width && len(digits)%width == 0:
			fits = len(digits)+width <= 2*total
			if fits {
				digits = append(digits, digits[len(digits)-width:]...)
			}
		default:
			return nil, errors.New("a sign that is no digit")
		}
		if !fits {
			return nil, errors.New("more than is announced")
		}
	}
	if count > 0 || len(digits) != 2*total {
		return nil, fmt.Errorf("%d digits, %d are announced", len(digits), 2*total)
	}
	_, err := hex.Decode(digits, digits)
	return digits[:total], err
}
