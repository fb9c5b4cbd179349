package staff

import (
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/settings"
)

// Policy is how long people and devices are trusted.
type Policy struct {
	OfficeHours  int32 `json:"office_hours" unit:"h"`    // a session at a desk, at most
	OfficeIdle   int32 `json:"office_idle" unit:"min"`   // and after the last touch
	FloorHours   int32 `json:"floor_hours" unit:"h"`     // a session on a handheld or bench: a shift, then until the next Pause
	ResetHours   int32 `json:"reset_hours" unit:"h"`     // a one-time password
	EnrolMinutes int32 `json:"enrol_minutes" unit:"min"` // the code that lets a device in
}

// Check is Invalid for a time that is not positive or longer than makes sense.
func (p Policy) Check() error {
	for _, row := range []struct {
		field     string
		value, to int32
	}{
		{"office_hours", p.OfficeHours, 24 * 30}, {"office_idle", p.OfficeIdle, 24 * 60}, {"floor_hours", p.FloorHours, 24},
		{"reset_hours", p.ResetHours, 24}, {"enrol_minutes", p.EnrolMinutes, 24 * 60},
	} {
		if row.value < 1 || row.value > row.to {
			return fault.New(fault.Invalid, "settings.range", "field", row.field, "from", 1, "to", row.to)
		}
	}
	return nil
}

// Rules are the company's.
var Rules = settings.Register("staff", Policy{OfficeHours: 12, OfficeIdle: 60, FloorHours: 14, ResetHours: 24, EnrolMinutes: 15})
