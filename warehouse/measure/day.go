package measure

import (
	"strings"
	"time"

	"warehouse-node/warehouse/fault"
)

// Day is a calendar day without clock or zone: an expiry, a document's date.
// It counts days from 1970-01-01, which is 1, so that the zero Day is none.
type Day int32

// DayOf is the day that an instant falls on in a zone: the only way from one
// to the other, and a site's business (place.Site.Day).
func DayOf(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return DayFrom(y, m, d)
}

// DayFrom is the day of a date; day 0 of a month is the last of the one before.
func DayFrom(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400) + 1
}

// ParseDay reads "2026-11-21", "21.11.2026" or "20261121". "" is no day.
func ParseDay(s string) (Day, error) {
	if s = strings.TrimSpace(s); s == "" {
		return 0, nil
	}
	for _, layout := range []string{time.DateOnly, "02.01.2006", "20060102"} {
		if t, err := time.Parse(layout, s); err == nil {
			return Day(t.Unix()/86400) + 1, nil
		}
	}
	return 0, fault.New(fault.Invalid, "measure.day", "text", clip(s))
}

// Date is the day's year, month and day of month.
func (d Day) Date() (int, time.Month, int) {
	return time.Unix(int64(d-1)*86400, 0).UTC().Date()
}

// String is "2026-11-21"; "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return time.Unix(int64(d-1)*86400, 0).UTC().Format(time.DateOnly)
}

func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Day) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDay(string(b))
	return err
}
