package main

import (
	"context"
	"strings"

	"warehouse-node/devices/scan"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// bindBadge hashes the code: a badge is known by nothing else. So what else the
// code may mean is asked here, where it can still be read.
func bindBadge(ctx context.Context, a *access, in *api.BadgeBind) (*staff.BindRequest, error) {
	var person warehouse.PersonID
	code := printed(strings.TrimSpace(in.Code))
	if err := person.UnmarshalText([]byte(in.Person)); err != nil {
		return nil, err
	}
	who, err := read.Who(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if err := staff.May(tx, who.Person, staff.RightPeople, warehouse.SiteID{}); err != nil {
			return err
		}
		return nothingElse(tx, code)
	}); err != nil {
		return nil, err
	}
	return a.gate.Bind(person, code)
}

// Refusals of a code that is not a badge's. What it is of is not told by name: it
// may be of a warehouse where they have no business.
var (
	errPlaceBadge   = fault.New(fault.Conflict, "staff.badge_place")
	errGoodsBadge   = fault.New(fault.Conflict, "staff.badge_goods")
	errOrderBadge   = fault.New(fault.Conflict, "staff.badge_order")
	errCommandBadge = fault.New(fault.Conflict, "staff.badge_command")
)

// nothingElse refuses a code that the floor knows for something else than a
// badge, at any warehouse, and one that our labels will bear some day: a scan of
// it would log somebody in. Invalid says that it is a misread code of ours.
func nothingElse(tx *store.Tx, code string) error {
	switch ident.Ours(code) {
	case "":
	case ident.PrefixBadge:
		return nil
	case ident.PrefixItem:
		return errGoodsBadge
	case ident.PrefixOrder:
		return errOrderBadge
	case ident.PrefixCommand:
		return errCommandBadge
	default:
		return errPlaceBadge
	}
	places, err := place.Resolve(tx, code)
	if err != nil {
		return err
	}
	if len(places) > 0 {
		return errPlaceBadge
	}
	in, err := station.Resolve(tx, warehouse.SiteID{}, scan.Scan{Data: code})
	if err == nil && len(in.Things) > 0 {
		err = errGoodsBadge
	}
	return err
}
