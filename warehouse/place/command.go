package place

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/store"
)

// right is what every command of this package needs, at the site it touches.
const right = "place.edit"

// The commands of this package.
var (
	SaveEntity     = command.Register("place.save_entity", right, nil, saveEntity)
	RetireEntity   = command.Register("place.retire_entity", right, nil, retireEntity)
	RestoreEntity  = command.Register("place.restore_entity", right, nil, restoreEntity)
	CreateSite     = command.Register("place.create_site", right, nil, createSite)
	EditSite       = command.Register("place.edit_site", right, siteOf(func(r *EditSiteRequest) warehouse.PlaceID { return r.ID }), editSite)
	CloseSite      = command.Register("place.close_site", right, nil, closeSite)
	CreateZone     = command.Register("place.create_zone", right, siteOf(func(r *CreateZoneRequest) warehouse.PlaceID { return r.Parent }), createZone)
	CreateBins     = command.Register("place.create_bins", right, siteOf(func(r *CreateBinsRequest) warehouse.PlaceID { return r.Parent }), createBins)
	CreateCarriers = command.Register("place.create_carriers", right, siteOf(func(r *CreateCarriersRequest) warehouse.PlaceID { return r.Site }), createCarriers)
	CreateStation  = command.Register("place.create_station", right, siteOf(func(r *CreateStationRequest) warehouse.PlaceID { return r.Parent }), createStation)
	EditBin        = command.Register("place.edit_bin", right, siteOf(func(r *EditBinRequest) warehouse.PlaceID { return r.ID }), editBin)
	Rename         = command.Register("place.rename", right, siteOf(func(r *RenameRequest) warehouse.PlaceID { return r.ID }), rename)
	Block          = command.Register("place.block", right, siteOf(func(r *BlockRequest) warehouse.PlaceID { return r.ID }), block)
	Unblock        = command.Register("place.unblock", right, siteOf(func(r *UnblockRequest) warehouse.PlaceID { return r.ID }), unblock)
	AddAlias       = command.Register("place.add_alias", right, siteOf(func(r *AliasRequest) warehouse.PlaceID { return r.ID }), addAlias)
	RemoveAlias    = command.Register("place.remove_alias", right, siteOf(func(r *AliasRequest) warehouse.PlaceID { return r.ID }), removeAlias)
	Archive        = command.Register("place.archive", right, siteOf(func(r *ArchiveRequest) warehouse.PlaceID { return r.ID }), archive)
	Restore        = command.Register("place.restore", right, siteOf(func(r *RestoreRequest) warehouse.PlaceID { return r.ID }), restore)
)

// siteOf is the site of the place that a request names.
func siteOf[Req any](id func(*Req) warehouse.PlaceID) func(*store.Tx, *Req) (warehouse.SiteID, error) {
	return func(tx *store.Tx, r *Req) (warehouse.SiteID, error) {
		p, err := Get(tx, id(r))
		if err != nil {
			return warehouse.SiteID{}, err
		}
		return p.Site, nil
	}
}
