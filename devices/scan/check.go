package scan

import "strings"

// CheckDigit is the last digit that GTIN, SSCC and GLN have, for the digits
// before it: weights 3 and 1 in turn from the right (GS1 General
// Specifications, 7.9.1). body must be digits.
func CheckDigit(body string) byte {
	sum, weight := 0, 3
	for i := len(body) - 1; i >= 0; i-- {
		sum += weight * int(body[i]-'0')
		weight = 4 - weight
	}
	return byte('0' + (10-sum%10)%10)
}

// Checked says that number is digits and ends with its check digit.
func Checked(number string) bool {
	return len(number) > 1 && digits(number) && CheckDigit(number[:len(number)-1]) == number[len(number)-1]
}

// ToGTIN writes the number of an EAN-8, UPC-A, EAN-13 or ITF-14 as the 14
// digits that name the item everywhere in this program. ok is false when it has
// another length or its check digit is wrong.
func ToGTIN(number string) (gtin string, ok bool) {
	switch len(number) {
	case 8, 12, 13, 14:
		return pad14(number), Checked(number)
	}
	return "", false
}

func pad14(number string) string { return "00000000000000"[len(number):] + number }

// checkPair is the two characters that end a global model number, for those
// before it, of character set 82 and 23 at most: prime weights from the right,
// modulo 1021, as two digits of base 32 (General Specifications, 7.9.5).
func checkPair(body string) string {
	sum := 0
	for i := range len(body) {
		sum += strings.IndexByte(cset82, body[i]) * primes[len(body)-1-i]
	}
	sum %= 1021
	return string([]byte{cset32[sum>>5], cset32[sum&31]})
}

// checkedPair says that v, of character set 82, ends with its check characters.
func checkedPair(v string) bool {
	n := len(v) - 2
	return n > 0 && n <= len(primes) && checkPair(v[:n]) == v[n:]
}

const cset32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

var primes = [...]int{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83}

// ExpandUPCE is the UPC-A of the eight digits of a UPC-E: number system, six
// digits, check digit (GS1 General Specifications, 5.2.2.4.2). ok is false when
// e has another form or a wrong check digit, which is that of the UPC-A.
func ExpandUPCE(e string) (upca string, ok bool) {
	if len(e) != 8 || !digits(e) || e[0] > '1' {
		return "", false
	}
	d, last := e[1:6], e[6]
	var body string
	switch {
	case last <= '2':
		body = d[:2] + string(last) + "0000" + d[2:]
	case last == '3':
		body = d[:3] + "00000" + d[3:]
	case last == '4':
		body = d[:4] + "00000" + d[4:]
	default:
		body = d + "0000" + string(last)
	}
	upca = e[:1] + body + e[7:]
	return upca, Checked(upca)
}
