package pack

import (
	"fmt"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// Label is what our own label of a parcel says. It names nobody.
type Label struct {
	Parcel  warehouse.PlaceID `json:"parcel"`
	Code    string            `json:"code"`
	Order   string            `json:"order"` // its number
	Index   int               `json:"index"`
	Of      int               `json:"of,omitempty"`    // parcels of the order; zero is not known yet
	Grams   int64             `json:"grams,omitempty"` // zero is not known
	Courier string            `json:"courier,omitempty"`
	Site    string            `json:"site"`
	Copy    int               `json:"copy,omitempty"` // 2 for the first reprint, marked as a copy
}

// Labels are the jobs for printers that draw a Label. A label that may have been
// printed is never printed again by itself.
var Labels = spool.Declare[Label, struct{}]("label.parcel", spool.Policy{
	Effect: spool.AfterIntent, Ask: true, Pause: time.Second, MaxPause: 10 * time.Second,
})

// PrinterQueue is where the labels of a station go.
func PrinterQueue(s warehouse.StationID) spool.Queue { return spool.Queue("printer/" + s.String()) }

// printed keeps which job prints a label: one for each parcel and copy, and so
// no scan, key or replay can spool the same label twice.
type printed struct {
	Parcel warehouse.PlaceID
	Copy   int // 1 for the first
	Job    spool.JobID
}

func printedRow(r *store.Row, p *printed) {
	ident.Field(r, 1, &p.Parcel)
	store.Int(r, 2, &p.Copy)
	ident.Field(r, 3, &p.Job)
}

type printedKey = store.Pair[warehouse.PlaceID, store.U64]

var printeds = store.NewTable("pack.labels", func(p *printed) printedKey {
	return store.Keys2(p.Parcel, store.U64(p.Copy))
}, printedRow)

// spoolLabel puts the label of a parcel that has just been closed.
func spoolLabel(tx *store.Tx, at warehouse.StationID, d *desk, p *parcel) error {
	return putLabel(tx, PrinterQueue(at), d, p.Parcel, 1, spool.JobID{})
}

func putLabel(tx *store.Tx, q spool.Queue, d *desk, p *job.Parcel, copied int, of spool.JobID) error {
	site, err := siteName(tx, p.Site)
	if err != nil {
		return err
	}
	body := &Label{Parcel: p.Place, Code: p.Code, Order: d.job.Number, Index: p.Index, Of: d.outOf(), Grams: p.Grams, Courier: p.Courier, Site: site}
	if copied > 1 {
		body.Copy = copied
	}
	id, err := Labels.Put(tx, spool.To{Queue: q, Site: p.Site, Subject: AboutParcel(p.Place), Reprints: of}, body)
	if err != nil {
		return err
	}
	return printeds.Insert(tx, &printed{p.Place, copied, id})
}

// copyLabel puts the label once more, because a person asked for it, and says
// which copy it is.
func copyLabel(tx *store.Tx, q spool.Queue, d *desk, p *job.Parcel) (int, error) {
	last, err := printeds.Last(tx, p.Place)
	if err != nil {
		return 0, err
	}
	if last == nil {
		return 1, putLabel(tx, q, d, p, 1, spool.JobID{})
	}
	return last.Copy + 1, putLabel(tx, q, d, p, last.Copy+1, last.Job)
}

// Reprint puts the labels of an order's closed parcels once more, at any printer
// of the house, because a person asked for it. Each is marked as the copy that
// it is. Conflict when there is no such parcel in the house.
func Reprint(tx *store.Tx, q spool.Queue, order warehouse.OrderID) error {
	d, err := load(tx, order)
	if err != nil {
		return err
	}
	n := 0
	for i := range d.parcels {
		p := &d.parcels[i]
		if p.open() || !p.Gone.IsZero() {
			continue
		}
		if _, err := copyLabel(tx, q, d, p.Parcel); err != nil {
			return err
		}
		n++
	}
	if n == 0 {
		return fault.New(fault.Conflict, "pack.no_labels", "order", d.job.Number)
	}
	return nil
}

// OutOf is how many parcels an order leaves in; zero while that is not known,
// because something of it is not packed yet.
func OutOf(tx *store.Tx, order warehouse.OrderID) (int, error) {
	d, err := load(tx, order)
	if err != nil {
		return 0, err
	}
	return d.outOf(), nil
}

// labelOf is the newest job that prints the label of a parcel, with which copy
// it is; nil when there is none, or it ended long ago.
func labelOf(tx *store.Tx, parcel warehouse.PlaceID) (*spool.Job, int, error) {
	last, err := printeds.Last(tx, parcel)
	if err != nil || last == nil {
		return nil, 0, err
	}
	j, err := spool.Get(tx, last.Job)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil, last.Copy, nil
	}
	return j, last.Copy, err
}

// LabelOf is the newest job that prints the label of a parcel; known says that
// there was one, though it may have ended too long ago to be kept.
func LabelOf(tx *store.Tx, parcel warehouse.PlaceID) (j *spool.Job, known bool, err error) {
	j, copied, err := labelOf(tx, parcel)
	return j, copied > 0, err
}

// LabelPath is where a screen finds the picture of a label. Behind it stand the
// parcel, a slash, and which copy: 1 is the first.
const LabelPath = "/files/label/"

// labelPicture is the path of the picture of a copy.
func labelPicture(parcel warehouse.PlaceID, copied int) string {
	return fmt.Sprint(LabelPath, parcel, "/", copied)
}

// Printed is what a copy of a parcel's label says, and whose warehouse it stands
// in. NotFound when there is none, or its job ended too long ago to be kept.
func Printed(tx *store.Tx, parcel warehouse.PlaceID, copied int) (l Label, site warehouse.SiteID, err error) {
	p, err := printeds.Find(tx, printedKey{A: parcel, B: store.U64(copied)})
	if err != nil {
		return l, site, err
	}
	if p == nil {
		return l, site, fault.New(fault.NotFound, "pack.label_none")
	}
	j, err := spool.Get(tx, p.Job)
	if err != nil {
		return l, site, err
	}
	l, err = Labels.Body(j)
	return l, j.Site, err
}

// dropLabels takes the labels of a parcel off the queue that were not printed
// yet. One that is under way comes out all the same.
func dropLabels(tx *store.Tx, parcel warehouse.PlaceID) error {
	for p, err := range printeds.Each(tx, parcel) {
		if err != nil {
			return err
		}
		j, err := spool.Get(tx, p.Job)
		if err != nil && fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if j.State != spool.Waiting && j.State != spool.Refused {
			continue
		}
		if err := spool.Drop(tx, j.ID, seal.Coded("void")); err != nil {
			return err
		}
	}
	return nil
}
