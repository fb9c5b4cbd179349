package main

import (
	"context"

	"warehouse-node/devices/label"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/stencil"
	"warehouse-node/warehouse/store"
)

// tryRequest prints one label at a printer that was chosen before.
type tryRequest struct {
	Site  warehouse.SiteID `json:"site"`
	Queue spool.Queue      `json:"queue"`
	Label paper.Print      `json:"label"`
}

type tryAnswer struct {
	Job spool.JobID `json:"job"`
}

var _ = command.Register("stencil.test", stencil.RightEdit,
	func(_ *store.Tx, r *tryRequest) (warehouse.SiteID, error) { return r.Site, nil },
	func(_ context.Context, tx *store.Tx, r *tryRequest) (*tryAnswer, error) {
		if err := queueAt(tx, r.Queue, r.Site, stencil.RightEdit); err != nil {
			return nil, err
		}
		k, err := stencil.KindOf(r.Label.Kind)
		if err != nil {
			return nil, err
		}
		if r.Label.Draft == nil {
			return nil, fault.New(fault.Invalid, "stencil.empty")
		}
		if wrong := k.Check(r.Label.Draft, label.DPI203); wrong != nil {
			return nil, wrong[0]
		}
		job, err := station.Labels.Put(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: k.About()}, &r.Label)
		return &tryAnswer{job}, err
	}).Lines("label.draft").Raw("label.model")

// triedStencil is a label by a stencil that need not be saved, of a thing that its
// author may see.
func triedStencil(ctx context.Context, a *access, in *api.StencilTest) (*tryRequest, error) {
	k, err := stencil.KindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	to, err := a.toPrinter(ctx, in.Printer, func(tx *store.Tx) (warehouse.SiteID, error) { return read.Site(ctx, tx, "") })
	if err != nil {
		return nil, err
	}
	r := &tryRequest{Site: to.site, Queue: to.queue}
	return r, a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		r.Label, err = a.Labelled(ctx, tx, k, in.Subject)
		r.Label.Draft = &in.Stencil
		return err
	})
}

// dpi is how fine the head of a printer is; 0 for another device.
func (m *machine) dpi() int {
	if m.Kind != "printer" {
		return 0
	}
	for name, value := range m.Config {
		if n, is := value.(int64); is && (name == "DPI" || name == "dpi") {
			return int(n)
		}
	}
	return int(label.DPI203) // as the drivers have it
}
