package place

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"warehouse-node/warehouse/fault"
)

// MaxScheme is how many bins one scheme may make.
const MaxScheme = 50_000

// Axis is one part of an address and the values it runs through, both ends
// included: "01".."12" keeps the zeros, "A".."F" are Latin letters.
type Axis struct {
	Part string `json:"part"` // "aisle", "bay", "level" or "slot", in this order
	From string `json:"from"`
	To   string `json:"to"`
	Step int    `json:"step,omitempty"` // 1 when zero; 2 for the odd bays of one side
}

// Sides says on which side of their aisle bays stand.
type Sides string

// The ways to number the bays of an aisle.
const (
	SidesAlternate Sides = "alternate" // the first on the left, the second on the right, and so on
	SidesLeft      Sides = "left"
	SidesRight     Sides = "right"
	SidesUnsaid    Sides = ""
)

// Scheme is how the bins of a zone are addressed and walked.
type Scheme struct {
	Zone      string `json:"zone"` // first part of every address; may be empty
	Axes      []Axis `json:"axes"`
	Separator string `json:"separator"`
	Use       Use    `json:"use"`
	Sides     Sides  `json:"sides"`
	// OneWay makes every aisle be walked from the same end; otherwise the walk
	// goes up one aisle and down the next.
	OneWay        bool     `json:"oneWay,omitempty"`
	Capacity      Capacity `json:"capacity"`
	X             int64    `json:"x,omitempty"` // mm, of the first aisle's front
	Y             int64    `json:"y,omitempty"`
	AislePitchMM  int64    `json:"aislePitchMM,omitempty"`
	BayWidthMM    int64    `json:"bayWidthMM,omitempty"`
	LevelHeightMM int64    `json:"levelHeightMM,omitempty"`
}

// BinSpec is a bin that is to be made. A zero At.Walk is put at the end of the
// site's walk, in the order of the list.
type BinSpec struct {
	Name     string   `json:"name"`
	Use      Use      `json:"use"`
	Flags    *Flags   `json:"flags,omitempty"` // nil: those of the use
	Capacity Capacity `json:"capacity"`
	At       Geometry `json:"at"`
	Aliases  []string `json:"aliases,omitempty"`
}

// Bins are the bins of the scheme in the order of the walk: a pure preview,
// which create_bins and the sheet of bins then make true.
func (s Scheme) Bins() ([]BinSpec, error) {
	axes, err := s.axes()
	if err != nil {
		return nil, err
	}
	bins := make([]BinSpec, 0, 1024)
	for a, aisle := range axes["aisle"] {
		bays := slices.Clone(axes["bay"])
		back := a%2 == 1 && !s.OneWay
		if back {
			slices.Reverse(bays)
		}
		for b, bay := range bays {
			if back {
				b = len(bays) - 1 - b
			}
			for l, level := range axes["level"] {
				for _, slot := range axes["slot"] {
					bins = append(bins, s.bin(Geometry{
						Zone: s.Zone, Aisle: aisle, Bay: bay, Level: level, Slot: slot, Side: s.side(b),
						X: s.X + int64(a)*s.AislePitchMM, Y: s.Y + s.depth(b), Z: int64(l) * s.LevelHeightMM,
					}))
				}
			}
		}
	}
	return bins, nil
}

func (s Scheme) bin(at Geometry) BinSpec {
	var texts []string
	for _, p := range at.Parts() {
		texts = append(texts, p.Text)
	}
	return BinSpec{Name: strings.Join(texts, s.Separator), Use: s.Use, Capacity: s.Capacity, At: at}
}

func (s Scheme) side(bay int) Side {
	switch {
	case s.Sides == SidesLeft, s.Sides == SidesAlternate && bay%2 == 0:
		return SideLeft
	case s.Sides == SidesRight, s.Sides == SidesAlternate:
		return SideRight
	}
	return SideNone
}

// depth is how far into its aisle a bay is: two that face each other are
// equally far.
func (s Scheme) depth(bay int) int64 {
	if s.Sides == SidesAlternate {
		bay /= 2
	}
	return int64(bay) * s.BayWidthMM
}

// parts are the parts that axes may have, outermost first.
var parts = []string{"aisle", "bay", "level", "slot"}

// axes are the values of every part; a part that no axis names has one empty
// value.
func (s Scheme) axes() (map[string][]string, error) {
	values := map[string][]string{}
	last, total := -1, 1
	for _, a := range s.Axes {
		at := slices.Index(parts, a.Part)
		if at <= last {
			return nil, fault.New(fault.Invalid, "place.axis_part", "part", a.Part)
		}
		last = at
		all, err := a.values()
		if err != nil {
			return nil, err
		}
		values[a.Part] = all
		if total *= len(all); total > MaxScheme {
			return nil, fault.New(fault.Limit, "place.scheme", "limit", MaxScheme)
		}
	}
	if len(s.Axes) == 0 {
		return nil, fault.New(fault.Invalid, "place.axis_part", "part", "")
	}
	for _, part := range parts {
		if values[part] == nil {
			values[part] = []string{""}
		}
	}
	return values, nil
}

func (a Axis) values() ([]string, error) {
	bad := fault.New(fault.Invalid, "place.axis", "part", a.Part, "from", a.From, "to", a.To)
	step := max(a.Step, 1)
	var all []string
	if latin(a.From) && latin(a.To) {
		for c := int(a.From[0]); c <= int(a.To[0]); c += step {
			all = append(all, string(rune(c)))
		}
	} else {
		from, err1 := strconv.ParseUint(a.From, 10, 31)
		to, err2 := strconv.ParseUint(a.To, 10, 31)
		if err1 != nil || err2 != nil {
			return nil, bad
		}
		if to-min(from, to) > MaxScheme {
			return nil, fault.New(fault.Limit, "place.scheme", "limit", MaxScheme)
		}
		for n := from; n <= to; n += uint64(step) {
			all = append(all, fmt.Sprintf("%0*d", len(a.From), n))
		}
	}
	if len(all) == 0 {
		return nil, bad
	}
	return all, nil
}

func latin(s string) bool { return len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z' }
