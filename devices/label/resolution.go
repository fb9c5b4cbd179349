package label

import "fmt"

// Resolution is how fine a print head is, in dots per inch as it is sold.
type Resolution int

// The resolutions of label printers.
const (
	DPI203 Resolution = 203
	DPI300 Resolution = 300
	DPI600 Resolution = 600
)

// dotsPerMetre of a head. What is sold as 203 dpi has exactly 8 dots a
// millimetre (ZPL II Programming Guide, "^JM").
var dotsPerMetre = map[Resolution]Length{DPI203: 8000, DPI300: 11811, DPI600: 23622}

// Check refuses a resolution that no head has.
func (r Resolution) Check() error {
	if dotsPerMetre[r] == 0 {
		return fmt.Errorf("no print head has %d dots per inch; there are 203, 300 and 600", int(r))
	}
	return nil
}

const micrometresPerMetre = 1_000_000

// dots rounds to the nearest whole dot.
func (r Resolution) dots(l Length) int {
	n := 2*l*dotsPerMetre[r] + micrometresPerMetre
	d := n / (2 * micrometresPerMetre)
	if n < 0 && n%(2*micrometresPerMetre) != 0 {
		d--
	}
	return int(d)
}

// dotsWithin is the most dots that are not longer than l.
func (r Resolution) dotsWithin(l Length) int {
	return int(l * dotsPerMetre[r] / micrometresPerMetre)
}

// dotsAtLeast is the fewest dots that are not shorter than l.
func (r Resolution) dotsAtLeast(l Length) int {
	return int((l*dotsPerMetre[r] + micrometresPerMetre - 1) / micrometresPerMetre)
}

// Dots rounds a length to whole dots of this head.
func (r Resolution) Dots(l Length) int { return r.dots(l) }
