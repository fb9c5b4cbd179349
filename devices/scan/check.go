package scan

// CheckDigit is the last digit that GTIN, SSCC and GLN have, for the digits
// before it: weights 3 and 1 in turn from the right (GS1 General
// Specifications, 7.9.1). body must be digits.
func CheckDigit(body string) byte {
	sum := 0
	for i := range len(body) {
		n := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			n *= 3
		}
		sum += n
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

// expandUPCE is the UPC-A of the eight digits of a UPC-E: number system, six
// digits, check digit (GS1 General Specifications, 5.2.2.4.2).
func expandUPCE(e string) (string, bool) {
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
	upca := e[:1] + body + e[7:]
	return upca, Checked(upca)
}
