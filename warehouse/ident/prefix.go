package ident

import (
	"strings"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// The prefixes of all codes that we print ourselves, in one table so that no
// two kinds of thing can be taken for each other. Each is one Latin letter: a
// GTIN, an SSCC and GS1 element strings begin with a digit.
const (
	PrefixBin     = "B"
	PrefixCart    = "C"
	PrefixItem    = "G" // goods that have no barcode of their own
	PrefixPallet  = "L"
	PrefixOrder   = "N"
	PrefixParcel  = "P"
	PrefixStation = "S"
	PrefixTote    = "T"
	PrefixBadge   = "W"
	PrefixCommand = "X" // followed by a name: CommandCode
)

// labels are the prefixes of numbered labels.
var labels = []string{
	PrefixBin, PrefixCart, PrefixItem, PrefixPallet, PrefixOrder, PrefixParcel, PrefixStation, PrefixTote, PrefixBadge,
}

// Ours is the prefix of a code that we print ourselves, in either letter case; ""
// for any other text, one with a wrong check digit among them.
func Ours(code string) (prefix string) {
	large := strings.ToUpper(code)
	for _, p := range labels {
		if _, ok, err := ParseLabel(p, large); ok && err == nil {
			return p
		}
	}
	if _, ok, err := CommandName(code); ok && err == nil {
		return PrefixCommand
	}
	return ""
}

// NextLabel takes the next number of a prefix and writes it as a label.
func NextLabel(tx *store.Tx, prefix string) (string, error) {
	n, err := Next(tx, "label."+prefix)
	if err != nil {
		return "", err
	}
	return Label(prefix, n), nil
}

// CommandCode is the barcode of a command or action of the floor, such as
// "undo" or "short": "X-UNDO-6". name is lower-case Latin letters, digits and
// "_" or "-", which CommandName gives back.
func CommandCode(name string) string {
	name = strings.ToUpper(name)
	return PrefixCommand + "-" + name + "-" + string(nameDigit(name))
}

// CommandName reads what CommandCode wrote, in either letter case. Invalid says
// that the text has our form and a wrong check digit; ok is false for a text
// that is none of ours.
func CommandName(text string) (name string, ok bool, err error) {
	body, has := strings.CutPrefix(strings.ToUpper(text), PrefixCommand+"-")
	at := strings.LastIndexByte(body, '-')
	if !has || at < 1 || at != len(body)-2 {
		return "", false, nil
	}
	name = body[:at]
	if strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" || body[at+1] < '0' || body[at+1] > '9' {
		return "", false, nil
	}
	if nameDigit(name) != body[at+1] {
		return "", true, fault.New(fault.Invalid, "ident.check_digit", "text", clip(text))
	}
	return strings.ToLower(name), true, nil
}

// nameDigit is the Damm digit of a name whose letters are taken as two decimal
// digits each.
func nameDigit(name string) byte {
	digits := make([]byte, 0, 2*len(name))
	for _, c := range []byte(name) {
		digits = append(digits, '0'+c/10%10, '0'+c%10)
	}
	return CheckDigit(string(digits))
}
