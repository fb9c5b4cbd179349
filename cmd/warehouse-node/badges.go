package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image/png"

	"warehouse-node/devices/label"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// badgeRequest binds a badge that was made for a person, and prints it at a
// printer that was chosen before.
type badgeRequest struct {
	staff.BindRequest
	Site  warehouse.SiteID `json:"site"`
	Queue spool.Queue      `json:"queue"`
	Label paper.Print      `json:"label"`
}

type badgeAnswer struct {
	Badge staff.BadgeID `json:"badge"`
	Job   spool.JobID   `json:"job"`
}

var _ = command.Register("staff.badge.print", staff.RightPeople, nil,
	func(ctx context.Context, tx *store.Tx, r *badgeRequest) (*badgeAnswer, error) {
		if err := queueAt(tx, r.Queue, r.Site, staff.RightPeople); err != nil {
			return nil, err
		}
		bound, err := staff.BindBadge(ctx, tx, &r.BindRequest)
		if err != nil {
			return nil, err
		}
		job, err := station.Labels.Put(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: journal.About("person", r.Person)}, &r.Label)
		return &badgeAnswer{bound.Badge, job}, err
	})

// printBadge makes the code of a new badge, which is in the clear nowhere but on
// the badge: it is bound by its hash and printed sealed. Where there is no
// printer the badge comes back as a picture and a page.
func printBadge(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	in := &api.BadgePrint{}
	if err := json.Unmarshal(c.Body, in); err != nil {
		return nil, fault.New(fault.Invalid, "command.body").With(err)
	}
	person, err := id[warehouse.PersonID](in.Person)
	if err != nil {
		return nil, err
	}
	where, err := a.badgePrinter(ctx, person, in.Printer)
	if err != nil {
		return nil, err
	}
	code := staff.NewBadge()
	bind, err := a.gate.Bind(person, code)
	if err != nil {
		return nil, err
	}
	subject, err := a.Ring.NewSubject(ctx)
	if err != nil {
		return nil, err
	}
	model := &paper.BadgeLabel{Name: where.name}
	if model.Code, err = a.Ring.Seal(ctx, subject, code); err != nil {
		return nil, err
	}
	var body paper.Print
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		body, err = paper.BadgeLabels.Print(tx, where.look, model)
		return err
	}); err != nil {
		return nil, err
	}
	if where.queue == "" {
		drawn, err := a.drawBadge(ctx, body)
		if err != nil {
			return nil, err
		}
		return badgeDone(drawn), send(c, "staff.badge.bind", bind)
	}
	r := &badgeRequest{BindRequest: *bind, Site: where.site, Queue: where.queue, Label: body}
	return badgeDone(&api.BadgePrinted{Printed: true}), send(c, "staff.badge.print", r)
}

func badgeDone(b *api.BadgePrinted) func(json.RawMessage) (json.RawMessage, error) {
	return func(json.RawMessage) (json.RawMessage, error) { return json.Marshal(b) }
}

// badgePlace is where and for whom a badge is printed.
type badgePlace struct {
	name  string // of its bearer
	site  warehouse.SiteID
	queue spool.Queue // "" where no printer is
	look  paper.Look
}

// badgePrinter chooses the printer: the one that is named, that of the person's
// bench, or the first of the warehouse where they work. Denied to who may not
// edit staff.
func (a *access) badgePrinter(ctx context.Context, bearer warehouse.PersonID, name string) (*badgePlace, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return nil, err
	}
	at := &badgePlace{}
	var bench warehouse.StationID
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if err := staff.May(tx, who.Person, staff.RightPeople, warehouse.SiteID{}); err != nil {
			return err
		}
		p, err := staff.Get(tx, bearer)
		if err != nil {
			return err
		}
		at.name = p.Name
		if at.site, err = read.Site(ctx, tx, ""); err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		at.look.Lang, bench, err = writerOf(tx, who.Person)
		return err
	}); err != nil {
		return nil, err
	}
	at.queue, err = a.printerFor(at.site, bench, name)
	if err != nil && fault.Of(err).Code == "label.no_printer" && name == "" {
		err = nil
	}
	return at, err
}

// drawBadge is a badge for somebody without a label printer.
func (a *access) drawBadge(ctx context.Context, body paper.Print) (*api.BadgePrinted, error) {
	l, err := body.Label(ctx, a.DB, a.Ring)
	if err != nil {
		return nil, err
	}
	img, err := label.Draw(*l, label.DPI300)
	if err != nil {
		return nil, err
	}
	var picture, page bytes.Buffer
	if err := png.Encode(&picture, img); err != nil {
		return nil, err
	}
	if err := paper.LabelPage(&page, l, a.DB.Clock()); err != nil {
		return nil, err
	}
	return &api.BadgePrinted{Picture: picture.Bytes(), Sheet: page.Bytes()}, nil
}
