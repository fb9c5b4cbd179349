package main

import (
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// shipmentLabelsRequest asks for labels of what a courier took on its newest
// list, a pallet or a cage each, at a printer that was chosen before.
type shipmentLabelsRequest struct {
	Site    warehouse.SiteID `json:"site"`
	Courier string           `json:"courier"`
	Copies  int              `json:"copies"`
	Queue   spool.Queue      `json:"queue"`
	Lang    paper.Lang       `json:"lang"`
}

var _ = command.Register("dispatch.label", rightLabels,
	func(_ *store.Tx, r *shipmentLabelsRequest) (warehouse.SiteID, error) { return r.Site, nil },
	func(_ context.Context, tx *store.Tx, r *shipmentLabelsRequest) (*labelsAnswer, error) {
		if err := queueAt(tx, r.Queue, r.Site, rightLabels); err != nil {
			return nil, err
		}
		list, m, err := dispatch.Shipment(tx, r.Site, r.Courier)
		if err != nil {
			return nil, err
		}
		site, err := place.GetSite(tx, r.Site)
		if err != nil {
			return nil, err
		}
		body, err := paper.ShipmentLabels.Print(tx, paper.Look{Lang: r.Lang, Zone: site.Timezone}, m)
		if err != nil {
			return nil, err
		}
		jobs, err := station.PutLabels(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: dispatch.AboutList(list)}, body, r.Copies)
		return &labelsAnswer{jobs}, err
	})

// labelShipment asks for labels of the newest list of a courier.
func labelShipment(ctx context.Context, a *access, in *api.ShipmentLabels) (*shipmentLabelsRequest, error) {
	to, err := a.toPrinter(ctx, in.Printer, func(tx *store.Tx) (warehouse.SiteID, error) { return read.Site(ctx, tx, in.Site) })
	return &shipmentLabelsRequest{Site: to.site, Courier: in.Courier, Copies: int(in.Copies), Queue: to.queue, Lang: to.lang}, err
}
