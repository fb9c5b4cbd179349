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
	"warehouse-node/warehouse/staff"
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
		body, err := paper.ItemLabels.Print(paper.Look{Lang: r.Lang}, &paper.ItemLabel{Name: i.Name, Article: i.Article, Note: i.Differs.Value, Code: i.Code})
		if err != nil {
			return nil, err
		}
		a := &labelsAnswer{}
		for range r.Copies {
			id, err := plainLabels.Put(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: journal.About("item", i.ID)}, &body)
			if err != nil {
				return nil, err
			}
			a.Jobs = append(a.Jobs, id)
		}
		return a, nil
	})

// labelItem chooses the printer as labelPlaces does, at the warehouse where the
// person works.
func labelItem(ctx context.Context, a *access, in *api.ItemLabels) (*itemLabelsRequest, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return nil, err
	}
	r := &itemLabelsRequest{Copies: int(in.Copies)}
	if r.Item, err = id[warehouse.ItemID](in.Item); err != nil {
		return nil, err
	}
	var bench warehouse.StationID
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if r.Site, err = read.Site(ctx, tx, ""); err != nil {
			return err
		}
		if err := staff.May(tx, who.Person, rightLabels, r.Site); err != nil {
			return err
		}
		r.Lang, bench, err = writerOf(tx, who.Person)
		return err
	}); err != nil {
		return nil, err
	}
	r.Queue, err = a.printerFor(r.Site, bench, in.Printer)
	return r, err
}
