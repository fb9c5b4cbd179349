package ship

import (
	"context"

	"time"
	"warehouse-node/devices/label"
	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Right is needed to bring, see, print and take away the labels of an order: the
// same as for its other papers.
const Right staff.Right = "orders.print"

// AddRequest brings a label to an order. The file was read before (Read), and is
// sealed under a key of the order's, or under a new one.
type AddRequest struct {
	Order  warehouse.OrderID `json:"order"`
	Format Format            `json:"format"`
	Pages  int               `json:"pages"`
	Bytes  int               `json:"bytes"`
	File   seal.Sealed       `json:"file,omitzero" personal:"address"`
}

// AddAnswer names the label.
type AddAnswer struct {
	Label LabelID `json:"label"`
}

// RemoveRequest takes a label away.
type RemoveRequest struct {
	Label LabelID `json:"label"`
}

// RemoveAnswer has nothing to say.
type RemoveAnswer struct{}

// The commands of labels; to print one is where the printers are known.
var (
	Add    = command.Register("ship.label.add", Right, siteOfOrder, add)
	Remove = command.Register("ship.label.remove", Right, siteOfLabel, remove)
)

func siteOfOrder(tx *store.Tx, r *AddRequest) (warehouse.SiteID, error) {
	o, err := orders.Get(tx, r.Order)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return o.Site, nil
}

func siteOfLabel(tx *store.Tx, r *RemoveRequest) (warehouse.SiteID, error) {
	return SiteOf(tx, r.Label)
}

// SiteOf is the warehouse of a label's order.
func SiteOf(tx *store.Tx, id LabelID) (warehouse.SiteID, error) {
	l, err := Get(tx, id)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	o, err := orders.Get(tx, l.Order)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return o.Site, nil
}

func add(_ context.Context, tx *store.Tx, r *AddRequest) (*AddAnswer, error) {
	if r.File.IsZero() || r.Bytes < 1 || r.Pages < 1 || r.Format != ZPL && r.Format != PNG && r.Format != PDF {
		return nil, fault.New(fault.Invalid, "ship.format")
	}
	if r.Bytes > MaxFile || r.Pages > MaxPages || r.File.Size() > MaxFile {
		return nil, fault.New(fault.Limit, "ship.too_large", "limit", MaxFile>>10, "pages", MaxPages)
	}
	o, err := orders.Get(tx, r.Order)
	if err != nil {
		return nil, err
	}
	if o.Status == orders.Canceled {
		return nil, fault.New(fault.Conflict, "orders.closed", "number", o.Number, "status", o.Status)
	}
	n := 0
	for _, err := range Of(tx, o.ID) {
		if err != nil {
			return nil, err
		}
		if n++; n == MaxOf {
			return nil, fault.New(fault.Limit, "ship.files", "number", o.Number, "max", MaxOf)
		}
	}
	if err := orders.SealedUnder(tx, o.ID, r.File.Subject); err != nil {
		return nil, err
	}
	l := &Label{ID: LabelID(tx.Mint()), Order: o.ID, Format: r.Format, Pages: r.Pages, Bytes: r.Bytes, At: tx.Now(), Person: tx.Origin().Person}
	if err := labels.Insert(tx, l); err != nil {
		return nil, err
	}
	if err := files.Insert(tx, &file{l.ID, r.File}); err != nil {
		return nil, err
	}
	return &AddAnswer{l.ID}, AddedKind.Record(tx, Added{o.ID, l.ID, l.Format, l.Pages}, orders.About(o.ID))
}

func remove(_ context.Context, tx *store.Tx, r *RemoveRequest) (*RemoveAnswer, error) {
	l, err := Get(tx, r.Label)
	if err != nil {
		return nil, err
	}
	if err := files.Delete(tx, l.ID); err != nil {
		return nil, err
	}
	if err := labels.Delete(tx, l.ID); err != nil {
		return nil, err
	}
	return &RemoveAnswer{}, RemovedKind.Record(tx, Removed{l.Order, l.ID}, orders.About(l.Order))
}

// Print is a job: one label of a file, once. What stands on it is read when it is
// printed.
type Print struct {
	Label  LabelID      `json:"label"`
	Order  string       `json:"order"` // its number
	Page   int          `json:"page"`  // from 1
	Width  label.Length `json:"width"` // of the paper
	Height label.Length `json:"height"`
}

// Labels are the jobs for printers. A label that may have been printed is never
// printed again by itself.
var Labels = spool.Declare[Print, struct{}]("label.carrier", spool.Policy{
	Effect: spool.AfterIntent, Ask: true, Pause: time.Second, MaxPause: 10 * time.Second,
})

// Asking is what a person wants printed.
type Asking struct {
	Page      int // from 1; 0 is all
	Copies    int
	Media     label.Media
	Confirmed bool // of what is doubtful
}

// Put spools a label's pages, each so many times.
func Put(tx *store.Tx, queue spool.Queue, id LabelID, a Asking) (jobs []spool.JobID, err error) {
	l, err := Get(tx, id)
	if err != nil {
		return nil, err
	}
	first, last := a.Page, a.Page
	if a.Page == 0 {
		first, last = 1, l.Pages
	}
	switch n := (last - first + 1) * a.Copies; {
	case first < 1 || last > l.Pages:
		return nil, fault.New(fault.Invalid, "ship.page", "pages", l.Pages)
	case n < 1 || n > station.MaxLabels || a.Copies > station.MaxLabels:
		return nil, fault.New(fault.Limit, "label.limit", "max", station.MaxLabels)
	}
	o, err := orders.Get(tx, l.Order)
	if err != nil {
		return nil, err
	}
	if o.Status == orders.Canceled {
		return nil, fault.New(fault.Conflict, "orders.closed", "number", o.Number, "status", o.Status)
	}
	to := spool.To{Queue: queue, Site: o.Site, Subject: orders.About(o.ID)}
	for range a.Copies {
		for page := first; page <= last; page++ {
			job, err := Labels.Put(tx, to, &Print{id, o.Number, page, a.Media.Width, a.Media.Height})
			if err != nil {
				return nil, err
			}
			jobs = append(jobs, job)
		}
	}
	return jobs, AskedKind.Record(tx, Asked{o.ID, id, len(jobs), a.Confirmed}, orders.About(o.ID))
}
