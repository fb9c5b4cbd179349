package till

import (
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/settings"
)

// ShiftPolicy says when shifts close by themselves, and how early people are
// warned of what would stop a register.
type ShiftPolicy struct {
	CloseAt     string `json:"close_at" form:"time"`  // the hour of the warehouse, "21:30"; "" for never
	UnsentAmber int32  `json:"unsent_amber" unit:"d"` // age of the oldest document that the operator does not have
	UnsentRed   int32  `json:"unsent_red" unit:"d"`   // likewise
	MemoryAmber int32  `json:"memory_amber" unit:"d"` // before the fiscal memory ends
	MemoryRed   int32  `json:"memory_red" unit:"d"`   // likewise
}

// lockDays is after how many days a fiscal memory refuses what is unsent.
const lockDays = int32(receipt.UnsentLock / (24 * time.Hour))

// Check is Invalid for what is no hour, and for warnings that come too late or in
// the wrong order.
func (p ShiftPolicy) Check() error {
	if _, err := time.Parse(settings.HourLayout, p.CloseAt); err != nil && p.CloseAt != "" {
		return fault.New(fault.Invalid, "settings.value", "field", "close_at", "value", p.CloseAt)
	}
	for _, row := range []struct {
		field           string
		value, from, to int32
	}{
		{"unsent_red", p.UnsentRed, 1, lockDays}, {"unsent_amber", p.UnsentAmber, 1, p.UnsentRed},
		{"memory_amber", p.MemoryAmber, 1, 365}, {"memory_red", p.MemoryRed, 1, p.MemoryAmber},
	} {
		if row.value < row.from || row.value > row.to {
			return fault.New(fault.Invalid, "settings.range", "field", row.field, "from", row.from, "to", row.to)
		}
	}
	return nil
}

// lastClose is the closing hour that came last before a moment of the warehouse.
func (p ShiftPolicy) lastClose(now time.Time) time.Time {
	at, err := time.Parse(settings.HourLayout, p.CloseAt)
	if err != nil {
		return time.Time{}
	}
	today := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, now.Location())
	if today.After(now) {
		return today.AddDate(0, 0, -1)
	}
	return today
}

// ShiftRules are the policy as it is kept. Nothing closes by itself unless
// somebody says so; a memory locks thirty days after its oldest unsent document.
var ShiftRules = settings.Register("till.shift", ShiftPolicy{UnsentAmber: 3, UnsentRed: 20, MemoryAmber: 30, MemoryRed: 3}).PerSite()

// Trouble is what would stop a register, or has.
type Trouble string

// The troubles, by what they are about.
const (
	UnsentWaits   Trouble = "unsent"  // documents wait for the operator
	MemoryBlocked Trouble = "blocked" // the fiscal memory registers nothing any more
	MemoryEnds    Trouble = "ends"    // its term is near, or over
	MemoryFills   Trouble = "fills"   // it has little room
)

// Warning is a trouble that people are told of.
type Warning struct {
	Trouble Trouble
	Red     bool      // it stops the register soon, or has
	Since   time.Time // since when it is worth a word
	Days    int       // of UnsentWaits, its age; of MemoryEnds, what is left, negative when it is over
	Left    int       // of UnsentWaits, the days until the memory locks
}

const day = 24 * time.Hour

// Warnings are what people must be told of a register at a moment, by a policy.
func (r *Register) Warnings(p ShiftPolicy, now time.Time, zone *time.Location) (all []Warning) {
	if r.Memory != "" && !r.Fiscal {
		all = append(all, Warning{Trouble: MemoryBlocked, Red: true, Since: r.At})
	}
	if age := now.Sub(r.Since); r.Unsent > 0 && !r.Since.IsZero() && age >= time.Duration(p.UnsentAmber)*day {
		days := int(age / day)
		all = append(all, Warning{
			Trouble: UnsentWaits, Red: age >= time.Duration(p.UnsentRed)*day, Since: r.Since.Add(time.Duration(p.UnsentAmber) * day),
			Days: days, Left: max(int(lockDays)-days, 0),
		})
	}
	if w := r.ends(p, now, zone); w != nil {
		all = append(all, *w)
	}
	if r.NearFull {
		all = append(all, Warning{Trouble: MemoryFills, Since: r.At})
	}
	return all
}

// ends warns of the term of the fiscal memory, by its date or by its own word.
func (r *Register) ends(p ShiftPolicy, now time.Time, zone *time.Location) *Warning {
	end, err := time.ParseInLocation(time.DateOnly, string(r.Expires), zone)
	if err != nil { // it does not tell
		if !r.Urgent && !r.Ending {
			return nil
		}
		end = now.Add(30 * day)
		if r.Urgent {
			end = now.Add(3 * day)
		}
	}
	left := end.Sub(now)
	if left > time.Duration(p.MemoryAmber)*day && !r.Urgent {
		return nil
	}
	days := int(left / day)
	if left < 0 {
		days = min(days, -1)
	}
	return &Warning{
		Trouble: MemoryEnds, Red: r.Urgent || left <= time.Duration(p.MemoryRed)*day, Since: end.Add(-time.Duration(p.MemoryAmber) * day), Days: days,
	}
}
