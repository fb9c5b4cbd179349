package scan

import (
	"fmt"
	"time"
)

// Date is a day in the calendar, without a clock or a place.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// String is the date as ISO 8601 writes it: such strings sort as the days do.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// lastDay is the number of days in a month.
func lastDay(year int, m time.Month) int {
	switch {
	case m == time.February && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case m == time.February:
		return 28
	case m == time.April || m == time.June || m == time.September || m == time.November:
		return 30
	}
	return 31
}

// validDay says whether yymmdd is a day in some century. day00 allows "00" for
// the last of the month. 29 February is judged in the century of 2000, where
// every fourth year has one.
func validDay(v string, day00 bool) bool {
	if len(v) != 6 || !digits(v) {
		return false
	}
	month, day := two(v[2:]), two(v[4:])
	if month < 1 || month > 12 || day == 0 {
		return month >= 1 && month <= 12 && day00
	}
	return day <= lastDay(2000+two(v), time.Month(month))
}

// validDate says whether yyyymmdd is a day.
func validDate(v string) bool {
	if len(v) != 8 || !digits(v) {
		return false
	}
	month, day := two(v[4:]), two(v[6:])
	return month >= 1 && month <= 12 && day >= 1 && day <= lastDay(two(v)*100+two(v[2:]), time.Month(month))
}

func two(v string) int { return int(v[0]-'0')*10 + int(v[1]-'0') }

// toDate reads yymmdd. The century is the one that brings the year nearest to
// now: 49 years back to 50 ahead (General Specifications, 7.12).
func toDate(v string, now time.Time) (Date, bool) {
	if !validDay(v, true) {
		return Date{}, false
	}
	yy, century := two(v), now.Year()/100*100
	switch diff := yy - now.Year()%100; {
	case diff >= 51:
		century -= 100
	case diff <= -50:
		century += 100
	}
	d := Date{century + yy, time.Month(two(v[2:])), two(v[4:])}
	last := lastDay(d.Year, d.Month)
	if d.Day == 0 {
		d.Day = last
	}
	return d, d.Day <= last
}
