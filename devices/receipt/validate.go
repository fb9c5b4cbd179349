package receipt

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"warehouse-node/devices/scan"
)

// Limits of a receipt. Lengths are in letters, each one byte in cp866.
const (
	MaxLines    = 1000
	MaxSum      = 99_999_999_99  // minor units, of a line, a payment and the total
	MaxQuantity = Quantity(1e12) // a million units
	MaxName     = 128            // 1030
	MaxJob      = 16             // 1192
	MaxCashier  = 64             // 1021
	MaxContact  = 64             // 1008
	MaxBuyer    = 128            // 1227 allows 256; not every register does
	MaxOrder    = 32             // 1179
	MaxMark     = 200            // 2000, bytes
	MaxMarks    = 128            // in one receipt: the memory checks no more
	MaxBasis    = 64             // 1177 allows 256; a paper has no longer name
)

// What can be wrong with a field.
const (
	Empty   = "empty"
	Long    = "long"
	Letters = "letters" // has a letter that registers cannot write
	Range   = "range"
	Unknown = "unknown" // a word that is not in the tables
	Form    = "form"    // not a number, phone, date as it should be
	Sum     = "sum"     // does not agree with the others
	NotYet  = "not-yet" // a rate that has not begun
	Cut     = "cut"     // a marking code that lost a separator, or its tail
)

// Problem is one thing that is wrong with a receipt.
type Problem struct {
	Line   int    // counted from 1; 0 is the receipt itself
	Field  string // as the struct calls it: "Name", "Payments"
	Code   string // one of the constants above
	Detail string // for the log: what stands there and what should
}

func (p Problem) String() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s (%s)", p.Field, p.Code, p.Detail)
	}
	return fmt.Sprintf("line %d %s: %s (%s)", p.Line, p.Field, p.Code, p.Detail)
}

// Invalid is the error of a receipt that must not be sent.
type Invalid struct{ Problems []Problem }

func (e *Invalid) Error() string {
	all := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		all[i] = p.String()
	}
	return "receipt: " + strings.Join(all, "; ")
}

// Validate says whether a register can be given the receipt on a day: nil, or an
// *Invalid with everything that is wrong. It does not ask whether a rate may
// still be charged: a return, and a debt paid late, repeat the rate of the sale.
func (r Receipt) Validate(on Day) error {
	v := &validator{}
	v.text("Job", r.Job, 1, MaxJob)
	v.known("Kind", string(r.Kind), r.Kind.FFD() != 0)
	v.known("TaxSystem", string(r.TaxSystem), r.TaxSystem.FFD() != 0)
	v.text("Cashier", r.Cashier.Name, 1, MaxCashier)
	v.digits("Cashier", r.Cashier.INN, 12)
	v.buyer(r.Buyer)
	if r.Correction != nil {
		v.correction(*r.Correction, on)
	}
	if n := len(r.Lines); n == 0 || n > MaxLines {
		v.add("Lines", Range, "%d, want 1 to %d", n, MaxLines)
	}
	marks := 0
	for i, l := range r.Lines {
		v.line = i + 1
		v.position(l, on)
		if l.Mark != "" {
			marks++
		}
	}
	if v.line = 0; marks > MaxMarks {
		v.add("Mark", Range, "%d marking codes, at most %d", marks, MaxMarks)
	}
	v.money(r)
	if v.problems == nil {
		return nil
	}
	return &Invalid{v.problems}
}

type validator struct {
	line     int
	problems []Problem
}

func (v *validator) add(field, code, format string, args ...any) {
	v.problems = append(v.problems, Problem{v.line, field, code, fmt.Sprintf(format, args...)})
}

func (v *validator) text(field, s string, least, most int) {
	n := utf8.RuneCountInString(s)
	switch {
	case n == 0 && least > 0 || least > 0 && strings.TrimSpace(s) == "":
		v.add(field, Empty, "%q", s)
	case n > most:
		v.add(field, Long, "%d letters, at most %d", n, most)
	}
	for _, r := range s {
		if !Printable(r) {
			v.add(field, Letters, "%q", r) // not the text: it may name a person
			return
		}
	}
}

func (v *validator) known(field, word string, known bool) {
	if !known {
		v.add(field, Unknown, "%q", word)
	}
}

// digits wants s empty or as long as one of lengths, all digits.
func (v *validator) digits(field, s string, lengths ...int) {
	if s == "" {
		return
	}
	for _, n := range lengths {
		if len(s) == n && strings.Trim(s, "0123456789") == "" {
			return
		}
	}
	v.add(field, Form, "%d characters, want %v digits", len(s), lengths) // not the number: it may be a person's
}

func (v *validator) buyer(b Buyer) {
	v.text("Buyer", b.Contact, 0, MaxContact)
	v.text("Buyer", b.Name, 0, MaxBuyer)
	v.digits("Buyer", b.INN, 10, 12)
	if b.Contact != "" && !IsContact(b.Contact) {
		v.add("Buyer", Form, "contact is neither +digits nor an e-mail address")
	}
}

// IsContact says whether a receipt can be sent there (tag 1008): "+" with 7 to 15
// digits, or an e-mail address.
func IsContact(text string) bool {
	if phone, ok := strings.CutPrefix(text, "+"); ok {
		return len(phone) >= 7 && len(phone) <= 15 && strings.Trim(phone, "0123456789") == ""
	}
	name, host, ok := strings.Cut(text, "@")
	return ok && name != "" && strings.Contains(host, ".") && !strings.ContainsAny(text, " ,;<>") && utf8.RuneCountInString(text) <= MaxContact
}

func (v *validator) correction(c Correction, on Day) {
	v.text("Correction", c.Basis, 1, MaxBasis)
	v.text("Correction", c.Number, 0, MaxOrder)
	if _, err := time.Parse(time.DateOnly, string(c.Day)); err != nil || c.Day > on {
		v.add("Correction", Form, "day %q", c.Day)
	}
	if c.Ordered && c.Number == "" {
		v.add("Correction", Empty, "an ordered correction names its order")
	}
}

func (v *validator) position(l Line, on Day) {
	v.text("Name", l.Name, 1, MaxName)
	v.known("Subject", string(l.Subject), l.Subject.FFD() != 0)
	v.known("Method", string(l.Method), l.Method.FFD() != 0)
	_, unit := l.Unit.FFD()
	v.known("Unit", string(l.Unit), unit)
	v.mark(l)
	rate, ok := FindRate(l.Rate)
	v.known("Rate", string(l.Rate), ok)
	if ok && rate.Since > on {
		v.add("Rate", NotYet, "%s begins on %s", l.Rate, rate.Since)
	}
	if l.Price < 0 || l.Price > MaxSum {
		v.add("Price", Range, "%d", l.Price)
	}
	if l.Quantity <= 0 || l.Quantity > MaxQuantity {
		v.add("Quantity", Range, "%d millionths", l.Quantity)
	}
	if l.Sum < 0 || l.Sum > MaxSum {
		v.add("Sum", Range, "%d", l.Sum)
		return
	}
	if l.Price >= 0 && l.Quantity > 0 {
		// FFD lets the sum of a line be a kopeck off, so that a discount spread
		// over pieces still adds up.
		if exact := mulDiv(l.Price, int64(l.Quantity), int64(One)); exact < 0 || l.Sum < exact-1 || l.Sum > exact+1 {
			v.add("Sum", Sum, "%d, price times quantity is %d", l.Sum, exact)
		}
	}
}

// mark wants the marking code whole: a register asks the state about it byte for
// byte, and one that lost a separator is answered as a forged one.
func (v *validator) mark(l Line) {
	if (l.Mark != "") != l.Subject.Marked() {
		v.add("Mark", Empty, "%d bytes, of %q", len(l.Mark), l.Subject)
	}
	if l.Mark == "" {
		return
	}
	code := scan.Parse(scan.Scan{Data: l.Mark})
	_, is := code.Mark()
	switch {
	case len(l.Mark) > MaxMark:
		v.add("Mark", Long, "%d bytes, at most %d", len(l.Mark), MaxMark)
	case !is || !code.Whole():
		v.add("Mark", Cut, "%q", l.Mark)
	}
	if (l.Unit == "" || l.Unit == Piece) && l.Quantity != One {
		v.add("Quantity", Range, "%d millionths of a piece with a code of its own", l.Quantity)
	}
}

// money compares the total with what was paid.
func (v *validator) money(r Receipt) {
	p := r.Payments
	for _, part := range []int64{p.Cash, p.Card, p.Prepaid, p.Credit, p.Other} {
		if part < 0 || part > MaxSum {
			v.add("Payments", Range, "%d", part)
			return
		}
	}
	var total int64
	for _, l := range r.Lines {
		if l.Sum < 0 || l.Sum > MaxSum {
			return // said already, at the line
		}
		if total += l.Sum; total > MaxSum {
			v.add("Lines", Range, "the total is over %d", int64(MaxSum))
			return
		}
	}
	if total == 0 && len(r.Lines) > 0 {
		v.add("Lines", Sum, "the total is zero")
	}
	if total != p.Sum() {
		v.add("Payments", Sum, "%d paid of %d", p.Sum(), total)
	}
}
