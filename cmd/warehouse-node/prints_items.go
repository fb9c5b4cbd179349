package main

import (
	"cmp"
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// itemLabelsRequest asks for labels or price tags of items at a printer that was
// chosen before.
type itemLabelsRequest struct {
	Site  warehouse.SiteID `json:"site"`
	Kind  string           `json:"kind"` // of paper.ItemLabels or paper.PriceLabels
	Items []itemCopies     `json:"items"`
	Queue spool.Queue      `json:"queue"`
	Lang  paper.Lang       `json:"lang"`
}

// itemCopies is how many labels of an item are wanted.
type itemCopies struct {
	Item   warehouse.ItemID `json:"item"`
	Copies int              `json:"copies"`
}

var _ = command.Register("catalog.label", rightLabels,
	func(_ *store.Tx, r *itemLabelsRequest) (warehouse.SiteID, error) { return r.Site, nil },
	func(_ context.Context, tx *store.Tx, r *itemLabelsRequest) (*labelsAnswer, error) {
		if r.Kind != paper.ItemLabels.Name && r.Kind != paper.PriceLabels.Name {
			return nil, fault.New(fault.NotFound, "stencil.none", "kind", r.Kind)
		}
		if err := r.count(); err != nil {
			return nil, err
		}
		if err := queueAt(tx, r.Queue, r.Site, rightLabels); err != nil {
			return nil, err
		}
		a := &labelsAnswer{}
		for _, of := range r.Items {
			i, err := catalog.Get(tx, of.Item)
			if err != nil {
				return nil, err
			}
			body, err := r.label(tx, i)
			if err != nil {
				return nil, err
			}
			jobs, err := station.PutLabels(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: journal.About("item", i.ID)}, body, of.Copies)
			if err != nil {
				return nil, err
			}
			a.Jobs = append(a.Jobs, jobs...)
		}
		return a, nil
	})

// count refuses more labels than are asked for at once, or none.
func (r *itemLabelsRequest) count() error {
	n := 0
	for _, of := range r.Items {
		if err := station.SomeLabels(of.Copies); err != nil {
			return err
		}
		if n += of.Copies; n > station.MaxLabels {
			break
		}
	}
	return station.SomeLabels(n)
}

func (r *itemLabelsRequest) label(tx *store.Tx, i *catalog.Item) (paper.Print, error) {
	priced := r.Kind == paper.PriceLabels.Name
	if err := i.Labelled(priced); err != nil {
		return paper.Print{}, err
	}
	if priced {
		m := i.PriceTag()
		return paper.PriceLabels.Print(tx, paper.Look{Lang: r.Lang}, &m)
	}
	m := i.Label()
	return paper.ItemLabels.Print(tx, paper.Look{Lang: r.Lang}, &m)
}

// labelItems asks for labels of items, at the warehouse where the person works.
func labelItems(ctx context.Context, a *access, in *api.ItemLabels) (*itemLabelsRequest, error) {
	r := &itemLabelsRequest{Kind: in.Kind}
	for _, of := range in.Items {
		item, err := id[warehouse.ItemID](of.Item)
		if err != nil {
			return nil, err
		}
		r.Items = append(r.Items, itemCopies{item, int(of.Copies)})
	}
	to, err := a.toPrinter(ctx, in.Printer, func(tx *store.Tx) (warehouse.SiteID, error) { return read.Site(ctx, tx, "") })
	r.Site, r.Queue, r.Lang = to.site, to.queue, to.lang
	return r, err
}

// lotLabelsRequest asks for labels of a lot at a printer that was chosen before.
type lotLabelsRequest struct {
	Site   warehouse.SiteID `json:"site"`
	Lot    warehouse.LotID  `json:"lot"`
	Copies int              `json:"copies"`
	Queue  spool.Queue      `json:"queue"`
	Lang   paper.Lang       `json:"lang"`
}

var _ = command.Register("catalog.lot.label", rightLabels,
	func(_ *store.Tx, r *lotLabelsRequest) (warehouse.SiteID, error) { return r.Site, nil },
	func(_ context.Context, tx *store.Tx, r *lotLabelsRequest) (*labelsAnswer, error) {
		if err := queueAt(tx, r.Queue, r.Site, rightLabels); err != nil {
			return nil, err
		}
		l, err := ledger.GetLot(tx, r.Lot)
		if err != nil {
			return nil, err
		}
		if here, err := l.LiesAt(tx, r.Site); err != nil || !here {
			return nil, cmp.Or(err, error(fault.New(fault.NotFound, "ledger.lot_elsewhere")))
		}
		i, err := catalog.Get(tx, l.Item)
		if err != nil {
			return nil, err
		}
		m := l.Label(i)
		body, err := paper.LotLabels.Print(tx, paper.Look{Lang: r.Lang}, &m)
		if err != nil {
			return nil, err
		}
		jobs, err := station.PutLabels(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: journal.About("item", i.ID)}, body, r.Copies)
		return &labelsAnswer{jobs}, err
	})

// labelLot asks for labels of a lot, at the warehouse where the person works.
func labelLot(ctx context.Context, a *access, in *api.LotLabels) (*lotLabelsRequest, error) {
	lot, err := id[warehouse.LotID](in.Lot)
	if err != nil {
		return nil, err
	}
	to, err := a.toPrinter(ctx, in.Printer, func(tx *store.Tx) (warehouse.SiteID, error) { return read.Site(ctx, tx, "") })
	return &lotLabelsRequest{Site: to.site, Lot: lot, Copies: int(in.Copies), Queue: to.queue, Lang: to.lang}, err
}
