// Package weight is what a scale says, as plain data.
//
// It keeps true: grams are exact, of whatever unit they were read, and rounded
// once; a weight that is old, still moves or lies outside of what the scale can
// weigh is none (Reading.Counts).
//
// # Why
//
// Grams and not milligrams: parcels, carriers and the catalogue have whole grams,
// and no bench scale shows less than one. A reading outside of the scale's reach is
// a value and not an error: the scale is well, and the person must see why nothing
// is weighed.
package weight

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"time"
)

// Reading is one answer of a scale.
type Reading struct {
	Grams  int64     // what it shows, less what it was tared with; below zero when that is more
	Stable bool      // the load lies still
	Beyond Beyond    // set when the load is outside of its reach: Grams is 0 and says nothing
	At     time.Time // when it came
}

// Beyond says on which side a load is outside of a scale's reach.
type Beyond string

// The sides.
const (
	Over  Beyond = "over"  // more than it can weigh
	Under Beyond = "under" // less than nothing: its plate is not on, or it was switched on under a load
)

// Fresh is how old a reading may be that says what lies on the scale now.
const Fresh = time.Second

// Counts says whether what lies on the scale now weighs that much.
func (r Reading) Counts(now time.Time) bool {
	age := now.Sub(r.At)
	return r.Stable && r.Beyond == "" && age >= 0 && age <= Fresh
}

// Most is the largest weight that is believed, in grams: what shows more is no scale
// for parcels, or garbage.
const Most = 10_000_000

// units are the grams of one, exact. The pound and the ounce are those of the
// international agreement of 1959.
var units = map[string]*big.Rat{
	"mg": big.NewRat(1, 1000),
	"g":  big.NewRat(1, 1),
	"kg": big.NewRat(1000, 1),
	"lb": big.NewRat(45359237, 100000),
	"oz": big.NewRat(45359237, 1600000),
}

var decimal = regexp.MustCompile(`^[+-]?[0-9]{1,10}([.,][0-9]{1,6})?$`)

// Grams reads a decimal number of a unit: mg, g, kg, lb or oz, in large letters or
// small. Halves are rounded away from zero. The error says what is wrong with either.
func Grams(number, unit string) (int64, error) {
	of, known := units[strings.ToLower(unit)]
	if !known {
		return 0, fmt.Errorf("weight: %q is no unit", unit)
	}
	if !decimal.MatchString(number) {
		return 0, fmt.Errorf("weight: %q is no number", number)
	}
	exact, ok := new(big.Rat).SetString(strings.Replace(number, ",", ".", 1))
	if !ok {
		return 0, fmt.Errorf("weight: %q is no number", number)
	}
	exact.Mul(exact, of)
	if new(big.Rat).Abs(exact).Cmp(big.NewRat(Most, 1)) > 0 {
		return 0, fmt.Errorf("weight: %s %s is more than any scale for parcels shows", number, unit)
	}
	half := big.NewRat(1, 2)
	if exact.Sign() < 0 {
		half.Neg(half)
	}
	exact.Add(exact, half)
	return new(big.Int).Quo(exact.Num(), exact.Denom()).Int64(), nil
}
