package measure

import (
	"cmp"
	"math/bits"
	"strconv"
	"strings"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Currency is an ISO 4217 code.
type Currency string

const (
	RUB Currency = "RUB"
	UAH Currency = "UAH"
	USD Currency = "USD"
	EUR Currency = "EUR"
	BYN Currency = "BYN"
	KZT Currency = "KZT"
)

var signs = map[Currency]string{RUB: "₽", UAH: "₴", USD: "$", EUR: "€", BYN: "Br", KZT: "₸"}

// Sign is what people write for a currency: "₽"; its code where there is no sign.
func (c Currency) Sign() string { return cmp.Or(signs[c], string(c)) }

// scale is how many minor units one unit has.
const scale = 100

// Money is an amount in minor units (kopecks, cents) of one currency. The zero
// Money is nothing in no currency and adds to any.
type Money struct {
	Minor    int64    `json:"minor"`
	Currency Currency `json:"currency"`
}

// MoneyRow is Money inside another row.
func MoneyRow(r *store.Row, m *Money) {
	store.Int(r, 1, &m.Minor)
	store.Text(r, 2, &m.Currency)
}

// Add is m+n. Invalid for two currencies, Limit when it does not fit.
func (m Money) Add(n Money) (Money, error) {
	switch {
	case n == Money{}:
		return m, nil
	case m == Money{}:
		return n, nil
	case m.Currency != n.Currency:
		return Money{}, fault.New(fault.Invalid, "measure.currencies", "one", m.Currency, "other", n.Currency)
	}
	s, ok := add(m.Minor, n.Minor)
	if !ok {
		return Money{}, overflow()
	}
	return Money{s, m.Currency}, nil
}

// Neg is -m.
func (m Money) Neg() Money { m.Minor = -m.Minor; return m }

// Times is m·n.
func (m Money) Times(n int64) (Money, error) {
	p, ok := mul(m.Minor, n)
	if !ok {
		return Money{}, overflow()
	}
	return Money{p, m.Currency}, nil
}

// Of is the price m of per base units applied to q of them, rounded half away
// from zero to a minor unit: 199.90 a kilogram for 335 g.
func (m Money) Of(q Qty, per Qty) (Money, error) {
	if per <= 0 {
		return Money{}, fault.New(fault.Invalid, "measure.factor", "num", q, "den", per)
	}
	minor, ok := ratio(m.Minor, int64(q), int64(per))
	if !ok {
		return Money{}, overflow()
	}
	return Money{minor, m.Currency}, nil
}

// String is for logs: "1234.50 RUB". People's text comes from the locale.
func (m Money) String() string {
	sign, minor := "", magnitude(m.Minor)
	if m.Minor < 0 {
		sign = "-"
	}
	cents := strconv.FormatUint(minor%scale, 10)
	return sign + strconv.FormatUint(minor/scale, 10) + "." + strings.Repeat("0", 2-len(cents)) + cents + " " + string(m.Currency)
}

// VAT is a tax rate in hundredths of a percent; the zero VAT is "no VAT",
// which is not the same as 0 %.
type VAT struct {
	Applies     bool  `json:"applies"`
	BasisPoints int32 `json:"basisPoints"`
}

// VATRow is VAT inside another row.
func VATRow(r *store.Row, v *VAT) {
	store.Bool(r, 1, &v.Applies)
	store.Int(r, 2, &v.BasisPoints)
}

// Percent is the rate of p per cent.
func Percent(p int32) VAT { return VAT{true, p * 100} }

// In is the tax contained in a total that includes it, half away from zero.
func (v VAT) In(total Money) Money {
	if !v.Applies {
		return Money{0, total.Currency}
	}
	minor, _ := ratio(total.Minor, int64(v.BasisPoints), 10000+int64(v.BasisPoints)) // never above total
	return Money{minor, total.Currency}
}

// ratio is a·b/c, c > 0, rounded half away from zero; false when it does not
// fit. The product is kept whole in 128 bits.
func ratio(a, b, c int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi >= uint64(c) {
		return 0, false
	}
	quo, rem := bits.Div64(hi, lo, uint64(c))
	if rem >= uint64(c)-rem {
		quo++
	}
	if quo > 1<<63-1 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(quo), true
	}
	return int64(quo), true
}

// Allocate splits total over weights so that the parts sum to exactly total:
// each part is rounded towards zero and the rest goes, a minor unit each, to
// the largest remainders, the earlier line first. Weights are not negative;
// where all are zero the first line takes all. Without weights there is nobody
// to take it: Invalid.
func Allocate(total Money, weights []int64) ([]Money, error) {
	sum := int64(0)
	for _, w := range weights {
		var ok bool
		if sum, ok = add(sum, w); !ok || w < 0 {
			return nil, fault.New(fault.Invalid, "measure.weights")
		}
	}
	if len(weights) == 0 {
		return nil, fault.New(fault.Invalid, "measure.weights")
	}
	parts := make([]Money, len(weights))
	for i := range parts {
		parts[i].Currency = total.Currency
	}
	if sum == 0 {
		parts[0] = total
		return parts, nil
	}
	left := magnitude(total.Minor)
	rests := make([]uint64, len(weights))
	amounts := make([]uint64, len(weights))
	for i, w := range weights {
		hi, lo := bits.Mul64(magnitude(total.Minor), uint64(w))
		amounts[i], rests[i] = bits.Div64(hi, lo, uint64(sum)) // w ≤ sum: hi < sum
		left -= amounts[i]
	}
	for ; left > 0; left-- { // fewer than there are lines
		best := 0
		for i, r := range rests {
			if r > rests[best] {
				best = i
			}
		}
		amounts[best]++
		rests[best] = 0
	}
	for i, a := range amounts {
		if parts[i].Minor = int64(a); total.Minor < 0 {
			parts[i].Minor = -int64(a)
		}
	}
	return parts, nil
}
