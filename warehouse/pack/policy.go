package pack

import (
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/settings"
)

// Policy is what a company decides about packing.
type Policy struct {
	LeaseMinutes   int32 `json:"lease_minutes" unit:"min"` // an order is one packer's for so long after each scan
	ToleranceGrams int64 `json:"tolerance_grams" unit:"g"` // how far a weight may lie from the expected one unremarked
	BoxGrams       int64 `json:"box_grams" unit:"g"`       // of an empty box, added to the weight of the goods
	Weigh          bool  `json:"weigh"`                    // a parcel is closed by its weight: the last scan asks for it
}

// MaxGrams is the heaviest parcel that is believed.
const MaxGrams = 1_000_000

// Check is Invalid for a figure that makes no sense.
func (p Policy) Check() error {
	for _, row := range []struct {
		field           string
		value, from, to int64
	}{
		{"lease_minutes", int64(p.LeaseMinutes), 1, 24 * 60},
		{"tolerance_grams", p.ToleranceGrams, 0, MaxGrams},
		{"box_grams", p.BoxGrams, 0, MaxGrams},
	} {
		if row.value < row.from || row.value > row.to {
			return fault.New(fault.Invalid, "settings.range", "field", row.field, "from", row.from, "to", row.to)
		}
	}
	return nil
}

// Rules are the company's, or a site's own.
var Rules = settings.Register("pack", Policy{LeaseMinutes: 30, ToleranceGrams: 40}).PerSite()
