package main

import (
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// itemLabelsRequest asks for labels of an item at a printer that was chosen
// before.
type itemLabelsRequest struct {
	Site   warehouse.SiteID `json:"site"`
	Item   warehouse.ItemID `json:"item"`
	Copies int              `json:"copies"`
	Queue  spool.Queue      `json:"queue"`
	Lang   paper.Lang       `json:"lang"`
}

// Labels of goods carry the code that is ours: it means this item and nothing
// else, whatever else is glued to it.
var _ = command.Register("catalog.label", rightLabels,
	func(_ *store.Tx, r *itemLabelsRequest) (warehouse.SiteID, error) { return r.Site, nil },
	func(_ context.Context, tx *store.Tx, r *itemLabelsRequest) (*labelsAnswer, error) {
		if r.Copies < 1 || r.Copies > maxLabels {
			return nil, fault.New(fault.Limit, "label.limit", "max", maxLabels)
		}
		if err := queueAt(tx, r.Queue, r.Site, rightLabels); err != nil {
			return nil, err
		}
		i, err := catalog.Get(tx, r.Item)
		if err != nil {
			return nil, err
		}
		if i.Family {
			return nil, fault.New(fault.Invalid, "catalog.family_code", "name", i.Title())
		}
		body, err := paper.ItemLabels.Print(tx, paper.Look{Lang: r.Lang}, &paper.ItemLabel{Name: i.Name, Article: i.Article, Note: i.Differs.Value, Code: i.Code})
		if err != nil {
			return nil, err
		}
		a := &labelsAnswer{}
		for n := range r.Copies {
			one := body.Copy(n+1, r.Copies)
			id, err := plainLabels.Put(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: journal.About("item", i.ID)}, &one)
			if err != nil {
				return nil, err
			}
			a.Jobs = append(a.Jobs, id)
		}
		return a, nil
	})

// labelItem asks for labels of an item, at the warehouse where the person works.
func labelItem(ctx context.Context, a *access, in *api.ItemLabels) (*itemLabelsRequest, error) {
	item, err := id[warehouse.ItemID](in.Item)
	if err != nil {
		return nil, err
	}
	to, err := a.toPrinter(ctx, in.Printer, func(tx *store.Tx) (warehouse.SiteID, error) { return read.Site(ctx, tx, "") })
	return &itemLabelsRequest{Site: to.site, Item: item, Copies: int(in.Copies), Queue: to.queue, Lang: to.lang}, err
}
