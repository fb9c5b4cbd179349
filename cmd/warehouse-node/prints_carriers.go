package main

import (
	"context"

	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	"warehouse-node/orders"
	"warehouse-node/orders/ship"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// carrierRequest asks for a carrier's label at a printer that was chosen before.
type carrierRequest struct {
	Label     ship.LabelID `json:"label"`
	Page      int          `json:"page"` // from 1; 0 is all
	Copies    int          `json:"copies"`
	Width     label.Length `json:"width"` // of the paper
	Height    label.Length `json:"height"`
	Confirmed bool         `json:"confirmed,omitempty"` // a person saw what is doubtful
	Queue     spool.Queue  `json:"queue"`
}

var _ = command.Register("ship.label.print", ship.Right,
	func(tx *store.Tx, r *carrierRequest) (warehouse.SiteID, error) { return ship.SiteOf(tx, r.Label) },
	func(_ context.Context, tx *store.Tx, r *carrierRequest) (*labelsAnswer, error) {
		site, err := ship.SiteOf(tx, r.Label)
		if err != nil {
			return nil, err
		}
		if err := queueAt(tx, r.Queue, site, ship.Right); err != nil {
			return nil, err
		}
		jobs, err := ship.Put(tx, r.Queue, r.Label, ship.Asking{
			Page: r.Page, Copies: r.Copies, Media: label.Media{Width: r.Width, Height: r.Height}, Confirmed: r.Confirmed,
		})
		return &labelsAnswer{jobs}, err
	})

// preparedCarriers are the commands of carriers' labels. The file is sealed before it
// is sent on, and read before that.
var preparedCarriers = map[string]preparation{
	"ship.label.add":   anew(reshape(bringLabel)),
	"ship.label.print": reshape(askCarrier),
}

// bringLabel reads a file for one who may bring it, and seals it for the order.
func bringLabel(ctx context.Context, a *access, in *api.CarrierLabelAdd) (*ship.AddRequest, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return nil, err
	}
	out := &ship.AddRequest{Bytes: len(in.File)}
	if err := out.Order.UnmarshalText([]byte(in.Order)); err != nil {
		return nil, err
	}
	var subject warehouse.SubjectID
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		o, err := orders.Get(tx, out.Order)
		if err != nil {
			return err
		}
		subject = o.Buyer.Subject
		return staff.May(tx, who.Person, ship.Right, o.Site)
	}); err != nil {
		return nil, err
	}
	if out.Format, out.Pages, err = ship.Check(ctx, in.File, a.Outside.Pages); err != nil {
		return nil, err
	}
	out.File, err = a.sealFile(ctx, subject, string(in.File))
	return out, err
}

// sealFile seals what names a buyer under their key; under one of its own where there
// is no buyer, or none any more.
func (a *access) sealFile(ctx context.Context, subject warehouse.SubjectID, text string) (seal.Sealed, error) {
	if !subject.IsZero() {
		sealed, err := a.Ring.Seal(ctx, subject, text)
		if err == nil || fault.KindOf(err) != fault.NotFound {
			return sealed, err
		}
	}
	subject, err := a.Ring.NewSubject(ctx)
	if err != nil {
		return seal.Sealed{}, err
	}
	return a.Ring.Seal(ctx, subject, text)
}

// askCarrier chooses the printer and looks at each label as it will come out there:
// Conflict "ship.confirm" for what is doubtful, unless a person said that it shall be
// printed.
func askCarrier(ctx context.Context, a *access, in *api.CarrierLabelPrint) (*carrierRequest, error) {
	r := &carrierRequest{Page: int(in.Page), Copies: int(in.Copies), Width: label.Length(in.Width), Height: label.Length(in.Height), Confirmed: in.Confirmed}
	var err error
	if r.Label, err = id[ship.LabelID](in.Label); err != nil {
		return nil, err
	}
	at, err := a.carrierPrinter(ctx, r.Label, in.Printer)
	if err != nil {
		return nil, err
	}
	r.Queue = at.queue
	first, last := r.Page, r.Page
	if r.Page == 0 {
		first, last = 1, at.pages
	}
	for page := first; page <= last; page++ {
		s, err := ship.Open(ctx, a.DB, a.Ring, r.Label, page, ship.Paper{Media: label.Media{Width: r.Width, Height: r.Height}, Resolution: at.dpi}, a.Outside.Pages, anybody)
		if err != nil {
			return nil, err
		}
		if len(s.Doubts) > 0 && !r.Confirmed {
			return nil, fault.New(fault.Conflict, "ship.confirm", "page", page)
		}
	}
	return r, nil
}

// anybody may look: who asks was judged before.
func anybody(*store.Tx, *orders.Order) error { return nil }

// carrierAt is where a carrier's label comes out.
type carrierAt struct {
	queue spool.Queue
	dpi   label.Resolution
	pages int
}

// carrierPrinter chooses the printer as toPrinter does, of the warehouse of the label's
// order, for one who may print there.
func (a *access) carrierPrinter(ctx context.Context, of ship.LabelID, name string) (at carrierAt, err error) {
	who, err := read.Who(ctx)
	if err != nil {
		return at, err
	}
	var site warehouse.SiteID
	var bench warehouse.StationID
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		l, err := ship.Get(tx, of)
		if err != nil {
			return err
		}
		at.pages = l.Pages
		if site, err = ship.SiteOf(tx, of); err != nil {
			return err
		}
		if err := staff.May(tx, who.Person, ship.Right, site); err != nil {
			return err
		}
		_, bench, err = writerOf(tx, who.Person)
		return err
	}); err != nil {
		return at, err
	}
	if at.queue, err = a.printerFor(site, bench, name); err != nil {
		return at, err
	}
	at.dpi = a.dpiOf(at.queue)
	return at, nil
}

// dpiOf is how fine the printer of a queue is; the first, where several share one.
func (a *access) dpiOf(q spool.Queue) label.Resolution {
	for _, m := range a.Outside.Machines() {
		if m.DPI > 0 && m.Queue == q {
			return label.Resolution(m.DPI)
		}
	}
	return label.DPI203
}

// carrierHands print carriers' labels.
func (f *floor) carrierHands(m *machine, p printer.Printer, w *spool.Worker) {
	ship.Labels.On(w, func(ctx context.Context, t *spool.Try, body ship.Print) (struct{}, error) {
		on := ship.Paper{Media: label.Media{Width: body.Width, Height: body.Height}, Resolution: label.Resolution(m.dpi())}
		s, err := ship.Open(ctx, f.DB, f.Ring, body.Label, body.Page, on, pdfPages, anybody)
		if err != nil {
			return struct{}{}, unprintable(err)
		}
		give := func(ctx context.Context) (printer.Outcome, error) {
			m.hushed.Store(true)
			defer m.hushed.Store(false)
			if s.Format == nil {
				return p.Print(ctx, *s.Label)
			}
			return p.(printer.Foreign).PrintForeign(ctx, s.Format, s.Media)
		}
		if _, can := p.(printer.Foreign); s.Format != nil && !can {
			return struct{}{}, spool.Refuse(fault.New(fault.Invalid, "ship.printer"))
		}
		return struct{}{}, printBy(ctx, t, p, give)
	}, func(ctx context.Context, j *spool.Job, _ ship.Print) (struct{}, error) {
		return struct{}{}, askPrinter(ctx, p, j.Intent)
	})
}

// unprintable is what a job comes to whose label cannot be drawn: one that was taken
// away, or whose buyer was forgotten, never will be.
func unprintable(err error) error {
	switch fault.KindOf(err) {
	case fault.NotFound, fault.Invalid, fault.Limit:
		return spool.Refuse(err)
	}
	return spool.NotDone(err)
}
