package receipt

import (
	"math/bits"
	"slices"
)

// Rate names one tax rate of one country: "ru-22". It is what a line, a price
// and a driver's table carry, so a published name never changes its meaning.
type Rate string

// TaxRate is a row of data: a rate and when it can be charged.
type TaxRate struct {
	Rate    Rate
	Country string // ISO 3166, "RU"
	Title   string // as it stands on a receipt there
	Percent int64  // of the price without tax; zero for "none" too
	// Share says that only the tax is in the sum for certain: the rate of a
	// prepayment, 20/120 and its like.
	Share bool
	Since Day // the first day of the rate; "" is before this program
	Until Day // the last day on which a new sale may have it; "" is none known
}

// rates are all that are known. A row is never removed: a return repeats the
// rate of its sale.
var rates = []TaxRate{
	// Russia. 20 % since 2019 and 22 % since 2026; 5 % and 7 % are for simplified
	// taxation since 2025 (tax code, articles 164 and 427.1).
	{Rate: "ru-22", Country: "RU", Title: "НДС 22%", Percent: 22, Since: "2026-01-01"},
	{Rate: "ru-20", Country: "RU", Title: "НДС 20%", Percent: 20, Since: "2019-01-01", Until: "2025-12-31"},
	{Rate: "ru-10", Country: "RU", Title: "НДС 10%", Percent: 10},
	{Rate: "ru-7", Country: "RU", Title: "НДС 7%", Percent: 7, Since: "2025-01-01"},
	{Rate: "ru-5", Country: "RU", Title: "НДС 5%", Percent: 5, Since: "2025-01-01"},
	{Rate: "ru-0", Country: "RU", Title: "НДС 0%"},
	{Rate: "ru-none", Country: "RU", Title: "Без НДС"},
	{Rate: "ru-22/122", Country: "RU", Title: "НДС 22/122", Percent: 22, Share: true, Since: "2026-01-01"},
	{Rate: "ru-20/120", Country: "RU", Title: "НДС 20/120", Percent: 20, Share: true, Since: "2019-01-01", Until: "2025-12-31"},
	{Rate: "ru-10/110", Country: "RU", Title: "НДС 10/110", Percent: 10, Share: true},
	{Rate: "ru-7/107", Country: "RU", Title: "НДС 7/107", Percent: 7, Share: true, Since: "2025-01-01"},
	{Rate: "ru-5/105", Country: "RU", Title: "НДС 5/105", Percent: 5, Share: true, Since: "2025-01-01"},
	// Ukraine (tax code, article 193).
	{Rate: "ua-20", Country: "UA", Title: "ПДВ 20%", Percent: 20},
	{Rate: "ua-14", Country: "UA", Title: "ПДВ 14%", Percent: 14, Since: "2021-03-01"},
	{Rate: "ua-7", Country: "UA", Title: "ПДВ 7%", Percent: 7},
	{Rate: "ua-0", Country: "UA", Title: "ПДВ 0%"},
	{Rate: "ua-none", Country: "UA", Title: "Без ПДВ"},
}

// Rates lists what a new sale of a country may carry on a day.
func Rates(country string, on Day) []TaxRate {
	var all []TaxRate
	for _, t := range rates {
		if t.Country == country && t.Since <= on && (t.Until == "" || on <= t.Until) {
			all = append(all, t)
		}
	}
	return all
}

// FindRate is the row of a rate, whether or not it is still charged.
func FindRate(r Rate) (TaxRate, bool) {
	i := slices.IndexFunc(rates, func(t TaxRate) bool { return t.Rate == r })
	if i < 0 {
		return TaxRate{}, false
	}
	return rates[i], true
}

// Percents are the rates that a price with tax can have in any country that is
// known, each once and ascending; what has no tax at all is none of them.
func Percents() []int64 {
	var all []int64
	for _, t := range rates {
		if !t.Share {
			all = append(all, t.Percent)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// In is the tax that a sum with tax contains, in minor units, half a unit up.
// The sum must not be negative.
func (t TaxRate) In(sum int64) int64 {
	return mulDiv(sum, t.Percent, 100+t.Percent)
}

// mulDiv is a × b / c for numbers that are not negative, half up, without
// overflow on the way; a result that no int64 holds is -1.
func mulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	lo, carry := bits.Add64(lo, uint64(c)/2, 0)
	if hi += carry; hi >= uint64(c) {
		return -1
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	if q > 1<<63-1 {
		return -1
	}
	return int64(q)
}
