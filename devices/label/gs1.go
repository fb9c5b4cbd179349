package label

import "strings"

// groupSeparator ends a value of open length in an element string.
const groupSeparator = '\x1d'

// element is one application identifier with its value.
type element struct{ AI, Value string }

// aiLength is how many digits an application identifier has, by its first two
// (GS1 General Specifications 24, 3.2).
func aiLength(firstTwo string) int {
	switch {
	case strings.Contains("23 24 25 71", firstTwo):
		return 3
	case firstTwo >= "31" && firstTwo <= "36", strings.Contains("39 43 70 72 80 81 82", firstTwo):
		return 4
	case firstTwo == "40" || firstTwo == "41" || firstTwo == "42":
		return 3
	default:
		return 2
	}
}

// fixedLength is how long identifier and value are together where no separator
// follows, by the first two digits (GS1 General Specifications 24, figure 7.8.5-2).
var fixedLength = map[string]int{
	"00": 20, "01": 16, "02": 16, "03": 16, "04": 18,
	"11": 8, "12": 8, "13": 8, "14": 8, "15": 8, "16": 8, "17": 8, "18": 8, "19": 8, "20": 4,
	"31": 10, "32": 10, "33": 10, "34": 10, "35": 10, "36": 10, "41": 16,
}

// gs1Elements splits an element string and refuses what a reader would split
// otherwise than we meant.
func gs1Elements(data string) ([]element, *Problem) {
	var all []element
	for rest := data; rest != ""; {
		if len(rest) < 3 || !digits(rest[:2]) {
			return nil, wrong(Unencodable, "%q does not begin with an application identifier", rest)
		}
		value, next := rest, ""
		if n := fixedLength[rest[:2]]; n > 0 {
			if len(rest) < n {
				return nil, wrong(Unencodable, "(%s) needs %d characters, %q has %d", rest[:2], n, rest, len(rest))
			}
			value, next = rest[:n], strings.TrimPrefix(rest[n:], string(groupSeparator))
		} else if i := strings.IndexByte(rest, groupSeparator); i >= 0 {
			if value, next = rest[:i], rest[i+1:]; next == "" {
				return nil, wrong(Unencodable, "a separator at the end of %q", data)
			}
		}
		n := aiLength(value[:2])
		if len(value) <= n || !digits(value[:n]) {
			return nil, wrong(Unencodable, "(%s) has no value", value)
		}
		e := element{value[:n], value[n:]}
		if p := e.check(); p != nil {
			return nil, p
		}
		all, rest = append(all, e), next
	}
	if all == nil {
		return nil, wrong(Unencodable, "there is no data")
	}
	return all, nil
}

// check refuses signs that GS1 has not, and a wrong check digit of a GTIN or SSCC.
func (e element) check() *Problem {
	for i := range len(e.Value) {
		c := e.Value[i]
		if c < '!' || c > 'z' || strings.IndexByte("#$@[\\]^`", c) >= 0 {
			return wrong(Unencodable, "(%s) has the sign %q", e.AI, c)
		}
	}
	switch e.AI {
	case "00", "01", "02":
		if !digits(e.Value) || checkDigit(e.Value[:len(e.Value)-1]) != e.Value[len(e.Value)-1] {
			return wrong(Unencodable, "(%s)%s has a wrong check digit", e.AI, e.Value)
		}
	}
	return nil
}

// readableGS1 is the element string as people read it: "(01)…(10)…".
func readableGS1(all []element) string {
	var b strings.Builder
	for _, e := range all {
		b.WriteString("(" + e.AI + ")" + e.Value)
	}
	return b.String()
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// checkDigit is the GS1 check digit: from the right, digits weigh 3 and 1 by turns.
func checkDigit(s string) byte {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			d *= 3
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

// withCheckDigit takes n digits, or n-1 and adds the last.
func withCheckDigit(data string, n int) (string, *Problem) {
	switch {
	case !digits(data) || len(data) != n && len(data) != n-1:
		return "", wrong(Unencodable, "%q is not %d digits", data, n)
	case len(data) == n-1:
		return data + string(checkDigit(data)), nil
	case checkDigit(data[:n-1]) != data[n-1]:
		return "", wrong(Unencodable, "%s ends in %c, its check digit is %c", data, data[n-1], checkDigit(data[:n-1]))
	}
	return data, nil
}
