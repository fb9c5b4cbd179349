package station

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// Labels are labels that a person asked for: of places, goods, badges. One that
// may have come out is never printed again by itself.
var Labels = spool.Declare[paper.Print, struct{}]("label.plain", spool.Policy{
	Effect: spool.AfterIntent, Ask: true, Pause: time.Second, MaxPause: 10 * time.Second,
})

// MaxLabels is how many labels are asked for at once.
const MaxLabels = 200

// SomeLabels is Invalid for none at all, and Limit for more than MaxLabels.
func SomeLabels(n int) error {
	switch {
	case n < 1:
		return fault.New(fault.Invalid, "label.none")
	case n > MaxLabels:
		return fault.New(fault.Limit, "label.limit", "max", MaxLabels)
	}
	return nil
}

// PutLabels spools so many of a label; each says which of how many it is. Invalid
// when they are none, Limit when more than MaxLabels.
func PutLabels(tx *store.Tx, to spool.To, body paper.Print, copies int) (all []spool.JobID, err error) {
	if err := SomeLabels(copies); err != nil {
		return nil, err
	}
	for n := range copies {
		one := body.Copy(n+1, copies)
		id, err := Labels.Put(tx, to, &one)
		if err != nil {
			return nil, err
		}
		all = append(all, id)
	}
	return all, nil
}

// Printer answers where labels and papers of a site print for somebody at a
// station, zero for nobody in particular; "" where there is no printer.
type Printer func(tx *store.Tx, site warehouse.SiteID, at warehouse.StationID) (spool.Queue, error)

// printer is asked where to print; nil knows of none. Filled before main.
var printer Printer

// PrintsAt registers who knows the printers; use it in a package-level var.
func PrintsAt(p Printer) Printer {
	printer = p
	return p
}

// PrinterOf is the queue of the printer that is nearest to a station of a site;
// "" where there is none.
func PrinterOf(tx *store.Tx, site warehouse.SiteID, at warehouse.StationID) (spool.Queue, error) {
	if printer == nil {
		return "", nil
	}
	return printer(tx, site, at)
}
