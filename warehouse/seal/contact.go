package seal

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/unicode/norm"

	"warehouse-node/warehouse/fault"
)

// Region is the country whose way of writing a phone is tried first: an ISO
// 3166 code.
type Region string

// Regions whose numbers are understood without "+", in the order of trial
// after the one that is asked for.
var Regions = []Region{"RU", "UA", "BY", "KZ"}

// maxContact bounds what is looked at as a phone or e-mail.
const maxContact = 254

// Phone writes a phone as E.164, "+79161234567", however a person or a shop
// wrote it: with brackets, a leading 8 or 0, or without the plus. A number with
// a plus may be of any country. Invalid never repeats the text.
func Phone(region Region, text string) (string, error) {
	bad := fault.New(fault.Invalid, "seal.phone")
	if len(text) > maxContact {
		return "", bad
	}
	text = strings.TrimSpace(norm.NFKC.String(text))
	try := func(text string, region Region) (string, bool) {
		n, err := phonenumbers.Parse(text, string(region))
		if err != nil || !phonenumbers.IsValidNumber(n) {
			return "", false
		}
		return phonenumbers.Format(n, phonenumbers.E164), true
	}
	if e164, ok := try(text, region); ok {
		return e164, nil
	}
	if !strings.HasPrefix(text, "+") {
		if e164, ok := try("+"+text, region); ok { // "380 67 …": the plus was dropped
			return e164, nil
		}
		for _, other := range Regions {
			if e164, ok := try(text, other); ok {
				return e164, nil
			}
		}
		if strings.HasPrefix(text, "80") { // Ukraine as it dialled until 2009
			if e164, ok := try("+3"+text, "UA"); ok {
				return e164, nil
			}
		}
	}
	return "", bad
}

// PhoneTail is the last four digits of a phone, by which a buyer is asked for
// at the counter; "" when there are fewer.
func PhoneTail(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	if len(digits) < 4 {
		return ""
	}
	return digits[len(digits)-4:]
}

// Email writes an e-mail address so that the ways of writing one are equal:
// no space around, lower case. Invalid never repeats the text.
func Email(text string) (string, error) {
	text = strings.ToLower(strings.TrimSpace(norm.NFC.String(text)))
	at := strings.LastIndexByte(text, '@')
	if at < 1 || at == len(text)-1 || len(text) > maxContact || strings.ContainsAny(text, " \t\r\n<>,;\x00") {
		return "", fault.New(fault.Invalid, "seal.email")
	}
	return text, nil
}
