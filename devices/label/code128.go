package label

// Code words of Code 128 with a meaning of their own (ISO/IEC 15417, table 1).
const (
	shiftC  = 99 // to set C, from A and B
	shiftB  = 100
	shiftA  = 101
	fnc1    = 102
	startA  = 103
	startB  = 104
	startC  = 105
	stop128 = 106
)

// fnc1Sign stands for FNC1 among the bytes given to words128.
const fnc1Sign = 0xff

// maxCode128 is the most signs that are looked at; no label is wide enough for more.
const maxCode128 = 80

// set is one of the three character sets of Code 128.
type set uint8

const (
	setA set = iota
	setB
	setC
	noSet
)

var (
	startOf = [3]byte{startA, startB, startC}
	shiftTo = [3]byte{shiftA, shiftB, shiftC}
)

// signIn is the code word for the signs at the front of data in a set, and how
// many signs it takes; 0 when the set has none.
func signIn(s set, data []byte) (word byte, signs int) {
	c := data[0]
	switch {
	case c == fnc1Sign:
		return fnc1, 1
	case c > 127:
		return 0, 0
	case s == setC:
		if len(data) > 1 && digits(string(data[:2])) {
			return (c-'0')*10 + data[1] - '0', 2
		}
		return 0, 0
	case s == setA && c < ' ':
		return c + 64, 1
	case s == setA && c < 96, s == setB && c >= ' ':
		return c - ' ', 1
	}
	return 0, 0
}

// words128 finds the shortest row of code words, from the start sign to the last
// of the data, without check word and stop. nil means that data has a sign which
// Code 128 has not. Among equals it begins in set C and changes sets late.
func words128(data []byte) []byte {
	const never = 1 << 20
	n := len(data)
	// least[i][s] is the fewest words for data[i:] when set s is in force.
	least := make([][3]int, n+1)
	// move[i][s] is the set to go to before the sign at i.
	move := make([][3]set, n)
	for i := n - 1; i >= 0; i-- {
		var stay [3]int
		for s := range setC + 1 {
			stay[s] = never
			if _, signs := signIn(s, data[i:]); signs > 0 {
				stay[s] = 1 + least[i+signs][s]
			}
		}
		for s := range setC + 1 {
			least[i][s], move[i][s] = stay[s], s
			for _, other := range []set{setB, setC, setA} {
				if other != s && stay[other]+1 < least[i][s] {
					least[i][s], move[i][s] = stay[other]+1, other
				}
			}
		}
	}

	best := setC
	for _, s := range []set{setB, setA} {
		if n > 0 && least[0][s] < least[0][best] {
			best = s
		}
	}
	if n == 0 || least[0][best] >= never {
		return nil
	}
	best = move[0][best]
	words := []byte{startOf[best]}
	for i, s := 0, best; i < n; {
		if to := move[i][s]; to != s {
			words, s = append(words, shiftTo[to]), to
		}
		word, signs := signIn(s, data[i:])
		words, i = append(words, word), i+signs
	}
	return words
}

// check128 is the check word: the sum of the words, each times its place.
func check128(words []byte) byte {
	sum := int(words[0])
	for i, w := range words {
		sum += i * int(w)
	}
	return byte(sum % 103)
}

// bars128 is the symbol for the words, with check word and stop.
func bars128(words []byte) []bool {
	var bars []bool
	draw := func(widths string) {
		for i, w := range []byte(widths) {
			for range w - '0' {
				bars = append(bars, i%2 == 0)
			}
		}
	}
	for _, w := range append(words[:len(words):len(words)], check128(words)) {
		draw(widths128[6*int(w) : 6*int(w)+6])
	}
	draw("2331112")
	return bars
}

// widths128 are bar, space, bar, space, bar, space of each code word in
// modules, six digits a word (ISO/IEC 15417, table 1).
const widths128 = "" +
	"212222222122222221121223121322131222122213122312132212221213" + //   0
	"221312231212112232122132122231113222123122123221223211221132" + //  10
	"221231213212223112312131311222321122321221312212322112322211" + //  20
	"212123212321232121111323131123131321112313132113132311211313" + //  30
	"231113231311112133112331132131113123113321133121313121211331" + //  40
	"231131213113213311213131311123311321331121312113312311332111" + //  50
	"314111221411431111111224111422121124121421141122141221112214" + //  60
	"112412122114122411142112142211241211221114413111241112134111" + //  70
	"111242121142121241114212124112124211411212421112421211212141" + //  80
	"214121412121111143111341131141114113114311411113411311113141" + //  90
	"114131311141411131211412211214211232" //                          100
