package cashreg

import (
	"fmt"

	"golang.org/x/text/encoding/charmap"

	"warehouse-node/devices/receipt"
)

// maxTags is the longest list that FF0C takes (page 46).
const maxTags = 250

// tagList gathers tags in lists that fit one FF0C each.
type tagList struct {
	groups [][]byte
	err    error // the first
}

func (l *tagList) add(t []byte) {
	if n := len(l.groups); n > 0 && len(l.groups[n-1])+len(t) <= maxTags {
		l.groups[n-1] = append(l.groups[n-1], t...)
		return
	}
	l.groups = append(l.groups, t)
}

// text adds a tag that is written in letters, unless it is empty.
func (l *tagList) text(number uint16, value string) {
	if value != "" {
		l.add(l.oem(number, value))
	}
}

// oem is a tag with its text in the page of the memory.
func (l *tagList) oem(number uint16, value string) []byte {
	b, err := charmap.CodePage866.NewEncoder().String(value)
	if err != nil && l.err == nil {
		l.err = fmt.Errorf("tag %d in cp866: %w", number, err)
	}
	return tag(number, []byte(b))
}

// receiptTags are the tags of the receipt, in lists that fit one FF0C each.
func (s *shtrih) receiptTags(r receipt.Receipt) ([][]byte, error) {
	l := &tagList{}
	l.text(1021, r.Cashier.Name)
	l.text(1203, r.Cashier.INN)
	if !s.totalsOnly(r) { // there a correction names no buyer
		l.buyer(r.Buyer, s.Format)
	}
	if r.Correction != nil {
		s.correctionTags(l, *r.Correction)
	}
	if s.JobTag {
		l.text(tagJob, r.Job)
	}
	return l.groups, l.err
}

// buyer is 1008 and, in FFD 1.2, 1256 with name and INN inside.
func (l *tagList) buyer(b receipt.Buyer, format string) {
	l.text(1008, b.Contact)
	if format != "1.2" {
		l.text(1227, b.Name)
		l.text(1228, b.INN)
		return
	}
	var inner []byte
	if b.Name != "" {
		inner = append(inner, l.oem(1227, b.Name)...)
	}
	if b.INN != "" {
		inner = append(inner, l.oem(1228, b.INN)...)
	}
	if len(inner) > 0 {
		l.add(tag(1256, inner))
	}
}
