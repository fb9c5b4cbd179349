package measure

import (
	"math"
	"math/bits"

	"warehouse-node/warehouse/fault"
)

// Qty is a quantity in an item's base unit.
type Qty int64

// Unit is a base unit: what an item is counted in.
type Unit uint8

const (
	Piece Unit = iota
	Gram
	Millilitre
	Millimetre
	SquareCentimetre
)

// Units are all there are. Code is UN/ECE Recommendation 20, as CommerceML and
// GS1 name units; OKEI is the Russian and Ukrainian classifier's number, and
// PerOKEI how many base units one of that number is.
var Units = [...]struct {
	Name, Code, OKEI string
	PerOKEI          int64
}{
	Piece:            {"piece", "H87", "796", 1},
	Gram:             {"gram", "GRM", "163", 1},
	Millilitre:       {"millilitre", "MLT", "111", 1},
	Millimetre:       {"millimetre", "MMT", "003", 1},
	SquareCentimetre: {"square_centimetre", "CMK", "051", 1},
}

func (u Unit) String() string {
	if int(u) < len(Units) {
		return Units[u].Name
	}
	return "unknown"
}

// ParseUnit reads a unit's name; Invalid for any other text.
func ParseUnit(s string) (Unit, error) {
	for i, u := range Units {
		if u.Name == s {
			return Unit(i), nil
		}
	}
	return 0, fault.New(fault.Invalid, "measure.unit", "text", s)
}

func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

func (u *Unit) UnmarshalText(b []byte) (err error) {
	*u, err = ParseUnit(string(b))
	return err
}

// Add is q+r, or Limit when it does not fit.
func (q Qty) Add(r Qty) (Qty, error) {
	if s, ok := add(int64(q), int64(r)); ok {
		return Qty(s), nil
	}
	return 0, overflow()
}

// Times is q·n, or Limit when it does not fit.
func (q Qty) Times(n int64) (Qty, error) {
	if p, ok := mul(int64(q), n); ok {
		return Qty(p), nil
	}
	return 0, overflow()
}

// Factor says how many base units a pack holds: Num base units are Den packs.
// Den is 1 for nearly every pack; a third of a kilogram is 1000/3.
type Factor struct {
	Num int64 `json:"num"`
	Den int64 `json:"den"`
}

// One is the factor of the base unit itself.
var One = Factor{1, 1}

// Check refuses a factor that is not a ratio of positive numbers.
func (f Factor) Check() error {
	if f.Num <= 0 || f.Den <= 0 {
		return fault.New(fault.Invalid, "measure.factor", "num", f.Num, "den", f.Den)
	}
	return nil
}

// Base is packs·f in base units. Invalid when it does not come out whole,
// Limit when it does not fit.
func (f Factor) Base(packs int64) (Qty, error) {
	if err := f.Check(); err != nil {
		return 0, err
	}
	p, ok := mul(packs, f.Num)
	if !ok {
		return 0, overflow()
	}
	if p%f.Den != 0 {
		return 0, fault.New(fault.Invalid, "measure.not_whole", "packs", packs, "num", f.Num, "den", f.Den)
	}
	return Qty(p / f.Den), nil
}

// Packs is how many whole packs are in q, and what is left in base units.
func (f Factor) Packs(q Qty) (packs int64, rest Qty, err error) {
	if err := f.Check(); err != nil {
		return 0, 0, err
	}
	p, ok := mul(int64(q), f.Den)
	if !ok {
		return 0, 0, overflow()
	}
	packs = p / f.Num
	for ; packs > 0; packs-- { // Den > 1: the largest count that is whole in base units
		if base, err := f.Base(packs); err == nil {
			return packs, q - base, nil
		}
	}
	return 0, q, nil
}

func overflow() error { return fault.New(fault.Limit, "measure.overflow") }

func add(a, b int64) (int64, bool) {
	s := a + b
	return s, (s > a) == (b > 0)
}

func mul(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	negative := (a < 0) != (b < 0)
	switch {
	case hi != 0, lo > math.MaxInt64+1, lo == math.MaxInt64+1 && !negative:
		return 0, false
	case negative:
		return -int64(lo), true
	}
	return int64(lo), true
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}
