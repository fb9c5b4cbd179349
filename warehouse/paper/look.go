package paper

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/stencil"
)

// Lang is the language of a paper.
type Lang string

// The languages. Any other is drawn in Russian.
const (
	RU Lang = "ru"
	UK Lang = "uk"
	EN Lang = "en"
)

// Look is how a paper is to be drawn.
type Look struct {
	Lang Lang   `json:"lang"`
	Zone string `json:"zone,omitempty"` // of the site: "Europe/Kyiv"; UTC when empty or not known
}

// phrase is a text in every language.
type phrase struct{ ru, uk, en string }

func (p phrase) in(l Lang) string {
	switch l {
	case UK:
		return p.uk
	case EN:
		return p.en
	}
	return p.ru
}

// moment writes an instant as people at the site read it: "21.11.2026 14:05".
func (l Look) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	zone, err := time.LoadLocation(cmp.Or(l.Zone, "UTC"))
	mark := ""
	if err != nil || l.Zone == "" {
		zone, mark = time.UTC, " UTC"
	}
	layout := "02.01.2006 15:04"
	if l.Lang == EN {
		layout = "2006-01-02 15:04"
	}
	return t.In(zone).Format(layout) + mark
}

// day writes a calendar day.
func (l Look) day(d measure.Day) string {
	if d == 0 || l.Lang == EN {
		return d.String()
	}
	year, month, day := d.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format("02.01.2006")
}

// number groups the digits of a whole number and, with decimals, cuts that many
// off behind the sign of the language: 3742 with 3 decimals is "3,742".
func (l Look) number(n int64, decimals int) string {
	digits, sign := strconv.FormatInt(n, 10), ""
	if n < 0 {
		digits, sign = digits[1:], "−"
	}
	if short := decimals + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	whole, rest := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteRune('\u00a0')
		}
		b.WriteRune(c)
	}
	if rest != "" {
		rest = map[bool]string{true: ".", false: ","}[l.Lang == EN] + rest
	}
	return sign + b.String() + rest
}

// weight is in kilograms: "3,742 кг"; "" when it is not known.
func (l Look) weight(grams int64) string {
	if grams == 0 {
		return ""
	}
	return l.number(grams, 3) + "\u00a0" + kilogram.in(l.Lang)
}

// qty is a quantity with the short name of its unit: "3 шт".
func (l Look) qty(q measure.Qty, u measure.Unit) string {
	name, ok := unitNames[u]
	if !ok {
		return l.number(int64(q), 0)
	}
	return l.number(int64(q), 0) + "\u00a0" + name.in(l.Lang)
}

// money is an amount with the sign of its currency: "9 462,00 ₽".
func (l Look) money(m measure.Money) string {
	return l.number(m.Minor, 2) + "\u00a0" + m.Currency.Sign()
}

// tidy makes text fit to be set.
func tidy(s string) string { return stencil.Tidy(s) }
