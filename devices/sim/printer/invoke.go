package printer

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/utils"
)

// The words of Code 128 that change sets or are no sign.
const (
	toC, toB, toA          = 99, 100, 101
	fnc1                   = 102
	startA, startB, startC = 103, 104, 105
)

// inB are the signs that have a code of their own in set B (the guide, p. 49,
// table 6).
var inB = map[byte]byte{'<': '^' - ' ', '0': '>' - ' ', '=': '~' - ' ', '1': 127 - ' '}

// invoked reads the field of ^BC in mode N, whose sets are named in the data.
// What the guide says a printer leaves out, like a letter in set C, is refused.
func invoked(data string) (barcode.Barcode, error) {
	words := []byte{startB}
	in := byte('B')
	if len(data) > 1 && data[0] == '>' && strings.IndexByte("9:;", data[1]) >= 0 {
		in = map[byte]byte{'9': 'A', ':': 'B', ';': 'C'}[data[1]]
		words[0] = startA + in - 'A'
		data = data[2:]
	}
	for data != "" {
		used, word, set := 2, -1, in
		switch {
		case data[0] == '>' && len(data) > 1:
			word, set = invocation(data[1], in)
		case in == 'B':
			used, word = 1, int(data[0])-' '
		case len(data) > 1 && digitsOnly(data[:2], 2) == nil:
			word = int(data[0]-'0')*10 + int(data[1]-'0')
		}
		if word < 0 || in == 'B' && used == 1 && word > 94 {
			return nil, fmt.Errorf("in set %c: %.2q", in, data)
		}
		words, in, data = append(words, byte(word)), set, data[used:]
	}
	if len(words) == 1 {
		return nil, errors.New("no data")
	}
	bits := new(utils.BitList)
	sum := int(words[0])
	for i, w := range words {
		bits.AddBit(patterns()[w]...)
		sum += i * int(w)
	}
	bits.AddBit(patterns()[sum%103]...)
	bits.AddBit(patterns()[stopPattern]...)
	return utils.New1DCode(barcode.TypeCode128, data, bits), nil
}

// invocation is the word for '>' and a code in a set, and the set after it; -1
// when there is none.
func invocation(code, in byte) (word int, set byte) {
	switch {
	case code == '8':
		return fnc1, in
	case code == '5' && in != 'C':
		return toC, 'C'
	case code == '6' && in != 'B':
		return toB, 'B'
	case code == '7' && in != 'A':
		return toA, 'A'
	case in == 'B':
		if w, ok := inB[code]; ok {
			return int(w), in
		}
	}
	return -1, in
}

const stopPattern = 106

// patterns are the bars of every word, read out of symbols that the library
// draws: pairs of digits give 0 to 99, functions and starts the rest.
var patterns = sync.OnceValue(func() (all [stopPattern + 1][]bool) {
	symbol := func(content string) []bool {
		code, err := code128.EncodeWithoutChecksum(content)
		if err != nil {
			panic("simulated printer: Code 128: " + err.Error())
		}
		return rowsOf(code)[0]
	}
	word := func(content string, i int) []bool { return symbol(content)[11*i : 11*i+11] }
	for w := range 100 {
		all[w] = word(fmt.Sprintf("%02d%02d", w, w), 1)
	}
	all[toB] = word("a"+string(code128.FNC4), 2)
	all[toA] = word("\x01"+string(code128.FNC4), 2)
	all[fnc1] = word("a"+string(code128.FNC1), 2)
	all[startA], all[startB], all[startC] = word("\x01", 0), word("a", 0), word("0000", 0)
	all[stopPattern] = symbol("a")[22:]
	return all
})
