package receive

import (
	"strings"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
)

// told is what a scan says of goods beside what they are.
type told struct {
	Lot      string
	Expiry   measure.Day
	Produced measure.Day
	Serial   string // the whole code where it names one piece, as the piece is marked
	Qty      measure.Qty
}

// tell reads lot (10), expiry (17) or best before (15), production (11), serial
// number (21) and net weight (310n) of a code of an item, and how many base
// units one scan of it counts: 0 when nobody can say without counting. Where a
// separator was lost it says nothing of lot and piece, which are asked for then.
func tell(in *station.Scanned, t *station.Thing, now time.Time) told {
	says := tellLot(in.Code, t.Item, now)
	says.Qty = t.Qty
	if t.Item.Unit == measure.Gram && t.Qty == 1 {
		grams, _ := in.Code.NetGrams()
		says.Qty = measure.Qty(grams)
	}
	if n, ok := in.Code.Count(); ok && t.Qty == 0 {
		says.Qty = measure.Qty(n)
	}
	if t.Item.Tracking.Units && in.Code.Serial() != "" && in.Code.Whole() {
		says.Serial = in.Code.Data
	}
	return says
}

// tellLot reads what a code says of the lot of an item. Of an item that is kept
// by no lots it says nothing.
func tellLot(c scan.Code, i *catalog.Item, now time.Time) (says told) {
	if !i.Tracking.Lots && !i.Tracking.Expiry || !c.Whole() {
		return says
	}
	says.Lot = c.Lot()
	if d, ok := c.Produced(now); ok {
		says.Produced = dayOf(d)
	}
	d, ok := c.Expiry(now)
	if !ok {
		d, ok = c.BestBefore(now)
	}
	switch {
	case ok:
		says.Expiry = dayOf(d)
	case says.Produced != 0 && i.Tracking.ShelfLifeDays > 0:
		says.Expiry = says.Produced + measure.Day(i.Tracking.ShelfLifeDays)
	}
	return says
}

func dayOf(d scan.Date) measure.Day { return measure.DayFrom(d.Year, d.Month, d.Day) }

// dayIn reads a day out of a code that stands for it alone: six digits as GS1
// writes a day, YYMMDD.
func dayIn(data string, now time.Time) (measure.Day, bool) {
	if len(data) != 6 || strings.Trim(data, "0123456789") != "" {
		return 0, false
	}
	d, ok := scan.Code{Elements: []scan.Element{{AI: "17", Value: data}}}.Expiry(now)
	return dayOf(d), ok
}

// MaxLot is how many signs a lot may have: what GS1 gives it (10).
const MaxLot = 20

// lotText is a lot as a person typed or a plain barcode gave it; "" for what is
// none.
func lotText(s string) string {
	s = strings.TrimSpace(s)
	if len([]rune(s)) > MaxLot || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' }) {
		return ""
	}
	return s
}
