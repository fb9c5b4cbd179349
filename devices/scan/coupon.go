package scan

import "strings"

// North American coupons, (8110) and (8112): digits in which lengths stand before
// what they measure. Sources: "North American Coupon Application Guideline Using
// GS1 DataBar Expanded Symbols"; "GS1 AI (8112) Coupon Data Specification".

// coupon reads digits from the front; ok is false from the first that does not
// fit.
type coupon struct {
	rest string
	ok   bool
}

// one takes a digit that is one of some.
func (c *coupon) one(of string) byte {
	if !c.ok || c.rest == "" || strings.IndexByte(of, c.rest[0]) < 0 {
		c.ok = false
		return '0'
	}
	d := c.rest[0]
	c.rest = c.rest[1:]
	return d
}

// skip takes n digits.
func (c *coupon) skip(n int) string {
	if !c.ok || len(c.rest) < n {
		c.ok = false
		return ""
	}
	s := c.rest[:n]
	c.rest = c.rest[n:]
	return s
}

// measured takes a digit, one of some, and as many digits as it says beyond so
// many.
func (c *coupon) measured(of string, beyond int) { c.skip(int(c.one(of)-'0') + beyond) }

// has takes the digit that begins an optional field.
func (c *coupon) has(field byte) bool {
	if !c.ok || c.rest == "" || c.rest[0] != field {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

// purchase takes what must be bought: how much, of what kind, of which family.
func (c *coupon) purchase() {
	c.measured("12345", 0)
	c.one("012349")
	c.skip(3)
}

// of takes the company whose goods must be bought; 9 is that of the coupon.
func (c *coupon) of() {
	if !c.has('9') {
		c.measured("0123456", 6)
	}
}

func (c *coupon) date() string {
	d := c.skip(6)
	c.ok = c.ok && validDay(d, false)
	return d
}

// validCoupon says whether v is the content of (8110).
func validCoupon(v string) bool {
	c := coupon{v, digits(v)}
	c.measured("0123456", 6)
	c.skip(6) // the offer
	c.measured("12345", 0)
	c.purchase()
	if c.has('1') {
		c.one("0123")
		c.purchase()
		c.of()
	}
	if c.has('2') {
		c.purchase()
		c.of()
	}
	expires := "999999"
	if c.has('3') {
		expires = c.date()
	}
	if c.has('4') {
		c.ok = c.date() <= expires && c.ok
	}
	if c.has('5') {
		c.measured("0123456789", 6)
	}
	if c.has('6') {
		c.measured("1234567", 6)
	}
	if c.has('9') {
		c.one("01256")
		c.one("012")
		c.skip(1)
		c.one("01")
	}
	return c.ok && c.rest == ""
}

// validOffer says whether v is the content of (8112).
func validOffer(v string) bool {
	c := coupon{v, digits(v)}
	c.one("01")
	c.measured("0123456", 6)
	c.skip(6) // the offer
	c.measured("0123456789", 6)
	return c.ok && c.rest == ""
}
