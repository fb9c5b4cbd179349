package dispatch

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// enter says how a courier is called and where its parcels wait, anew or once
// more. One that was retired is back by it.
func enter(_ context.Context, tx *store.Tx, r *CourierRequest) (*CourierAnswer, error) {
	if r.Code == "" || r.Name == "" || r.Code == noCourier {
		return nil, fault.New(fault.Invalid, "dispatch.courier")
	}
	site, err := place.GetSite(tx, r.Site)
	if err == nil && site.Archived {
		err = fault.New(fault.Conflict, "place.archived", "name", site.Name)
	}
	if err != nil {
		return nil, err
	}
	if !r.Dock.IsZero() {
		at, err := place.Get(tx, r.Dock)
		if err != nil {
			return nil, err
		}
		if at.Site != r.Site {
			return nil, fault.New(fault.NotFound, "place.unknown", "code", r.Dock)
		}
		if at.Kind != place.KindBin {
			return nil, fault.New(fault.Invalid, "dispatch.dock", "name", at.Name)
		}
	}
	return &CourierAnswer{}, job.PutCourier(tx, &job.Courier{Site: r.Site, Code: r.Code, Name: r.Name, Dock: r.Dock})
}

// unfinished are the states of jobs whose parcels a courier is still to take.
var unfinished = []job.State{job.Offered, job.Released, job.Picking, job.Picked, job.Packing, job.Packed}

// retire takes a courier off the lists of a site. Its row stays, for the papers
// that name it. Conflict while a list of it is open or an order goes with it.
func retire(_ context.Context, tx *store.Tx, r *RetireRequest) (*CourierAnswer, error) {
	c, err := entered(tx, r.Site, r.Code)
	if err != nil {
		return nil, err
	}
	switch l, err := OpenList(tx, r.Site, r.Code); {
	case err != nil:
		return nil, err
	case l != nil:
		return nil, fault.New(fault.Conflict, "dispatch.courier_list", "name", c.Name, "parcels", l.Parcels)
	}
	for _, s := range unfinished {
		for j, err := range job.In(tx, r.Site, s) {
			if err != nil {
				return nil, err
			}
			if j.Courier == r.Code {
				return nil, fault.New(fault.Conflict, "dispatch.courier_order", "name", c.Name, "number", j.Number)
			}
		}
	}
	c.Retired = true
	return &CourierAnswer{}, job.PutCourier(tx, c)
}

// entered is a courier that a site has; NotFound when there is none of that code.
func entered(tx *store.Tx, site warehouse.SiteID, code string) (*job.Courier, error) {
	for c, err := range job.Couriers(tx, site) {
		if err != nil || c.Code == code {
			return c, err
		}
	}
	return nil, fault.New(fault.NotFound, "dispatch.no_courier", "code", code)
}
