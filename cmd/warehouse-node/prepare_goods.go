package main

import (
	"context"
	"encoding/json"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// preparedGoods are the commands of goods, places and tables whose request in the
// API is not that of the core.
var preparedGoods = map[string]preparation{
	"catalog.edit":             own(editItem),
	"catalog.barcode.add":      renamed("catalog.add_barcode", reshape(addBarcode)),
	"catalog.barcode.remove":   renamed("catalog.remove_barcode", reshape(removeBarcode)),
	"catalog.pack.save":        renamed("catalog.save_pack", reshape(savePack)),
	"catalog.pack.remove":      renamed("catalog.remove_pack", reshape(removePack)),
	"catalog.attribute.define": renamed("catalog.define_attribute", reshape(defineAttribute)),
	"catalog.photo.add":        renamed("catalog.add_photo", reshape(photo)),
	"catalog.photo.remove":     renamed("catalog.remove_photo", reshape(photo)),
	"catalog.label":            reshape(labelItems),
	"catalog.lot.label":        reshape(labelLot),
	"dispatch.label":           reshape(labelShipment),
	"stencil.test":             reshape(triedStencil),
	"place.edit_bin":           reshape(editBin),
	"place.edit_site":          reshape(editSite),
	"place.block":              own(blockPlace),
	"place.change_bins":        renamed("sheet.start", own(changeBins)),
	"place.create_dock":        renamed("place.create_bins", reshape(createDock)),
	"place.create_bins":        reshape(schemeBins),
	"place.label":              reshape(labelPlaces),
	"label.commands":           reshape(labelCommands),
	"orders.print":             reshape(papersOf),
	"till.settle":              renamed("till.resolve", reshape(settleDoubt)),
	"spool.settle":             renamed("spool.resolve", reshape(settleDoubt)),
	"place.name.add":           renamed("place.add_alias", reshape(newAlias)),
	"place.name.remove":        renamed("place.remove_alias", reshape(alias)),
	"sheet.check":              renamed("sheet.start", own(startImport)),
	"sheet.run":                renamed("sheet.apply", reshape(applyImport)),
	"sheet.cancel":             reshape(ofImport),
	"sheet.undo":               reshape(ofImport),
	"journal.retry":            reshape(parkedEntry),
}

// Retry and Skip of a parked entry: the journal lies below the door.
type entryRequest struct {
	Follower string `json:"follower"`
	Seq      uint64 `json:"seq"`
}

type skipRequest struct {
	Follower string      `json:"follower"`
	Seq      uint64      `json:"seq"`
	Reason   seal.Sealed `json:"reason,omitzero" personal:"message"`
}

type entryAnswer struct{}

var (
	_ = command.Register("journal.retry", "stuck.resolve", nil, func(_ context.Context, tx *store.Tx, r *entryRequest) (*entryAnswer, error) {
		return &entryAnswer{}, journal.Retry(tx, r.Follower, r.Seq)
	})
	_ = command.Register("journal.skip", "stuck.resolve", nil, func(_ context.Context, tx *store.Tx, r *skipRequest) (*entryAnswer, error) {
		return &entryAnswer{}, journal.Skip(tx, r.Follower, r.Seq, seal.Typed(r.Reason))
	})
)

func parkedEntry(_ context.Context, _ *access, in *api.StuckEntry) (*entryRequest, error) {
	return &entryRequest{in.Follower, in.Seq}, nil
}

// id reads an id of the API.
func id[T any, P interface {
	*T
	UnmarshalText([]byte) error
}](text string) (v T, err error) {
	return v, P(&v).UnmarshalText([]byte(text))
}

// editBin keeps where a bin stands: a form does not say it.
func editBin(ctx context.Context, a *access, in *api.BinEdit) (r *place.EditBinRequest, err error) {
	r = &place.EditBinRequest{Version: in.Version, Name: in.Name, Flags: place.Flags{Sellable: in.Sellable, Pickable: in.Pickable}}
	r.Capacity = place.Capacity{VolumeMM3: in.Capacity.VolumeMM3, WeightGrams: in.Capacity.Grams, Units: in.Capacity.Units}
	if r.ID, err = id[warehouse.PlaceID](in.ID); err != nil {
		return nil, err
	}
	if r.Use, err = id[place.Use](in.Use); err != nil {
		return nil, err
	}
	return r, a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		p, err := place.Get(tx, r.ID)
		if err == nil {
			r.At = p.At
		}
		return err
	})
}

func editSite(_ context.Context, _ *access, in *api.SiteEdit) (r *place.EditSiteRequest, err error) {
	r = &place.EditSiteRequest{Version: in.Version, Name: in.Name, Timezone: in.Timezone, Currency: measure.Currency(in.Currency)}
	if r.ID, err = id[warehouse.SiteID](in.ID); err != nil || in.Owner == "" {
		return r, err
	}
	r.Owner, err = id[warehouse.EntityID](in.Owner)
	return r, err
}

func blockPlace(_ context.Context, _ *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	var in api.PlaceBlock
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return nil, fault.New(fault.Invalid, "command.body").With(err)
	}
	p, err := id[warehouse.PlaceID](in.Place)
	if err != nil {
		return nil, err
	}
	if in.Blocked {
		return nil, send(c, "place.block", &place.BlockRequest{ID: p, Reason: in.Reason})
	}
	return nil, send(c, "place.unblock", &place.UnblockRequest{ID: p})
}

// schemeBins are the next bins of a scheme of addresses, so many as one command
// makes.
func schemeBins(_ context.Context, _ *access, in *api.BinsMake) (*place.CreateBinsRequest, error) {
	parent, err := id[warehouse.PlaceID](in.Parent)
	if err != nil {
		return nil, err
	}
	use, err := id[place.Use](in.Use)
	if err != nil {
		return nil, err
	}
	bins, err := read.SchemeOf(in.Scheme, use).Bins()
	if err != nil {
		return nil, err
	}
	bins = bins[min(max(in.From, 0), int64(len(bins))):]
	return &place.CreateBinsRequest{Parent: parent, Bins: bins[:min(len(bins), place.MaxBins)]}, nil
}

func alias(_ context.Context, _ *access, in *api.PlaceName) (*place.AliasRequest, error) {
	p, err := id[warehouse.PlaceID](in.Place)
	return &place.AliasRequest{ID: p, Code: in.Name}, err
}

// newAlias is alias of a code that is on no goods.
func newAlias(ctx context.Context, a *access, in *api.PlaceName) (*place.AliasRequest, error) {
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error { return offGoods(tx, in.Name) }); err != nil {
		return nil, err
	}
	return alias(ctx, a, in)
}

// startImport begins the dry run of a table at the warehouse that is named, or
// where the person works.
func startImport(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	var in api.ImportStart
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return nil, fault.New(fault.Invalid, "command.body").With(err)
	}
	r := &sheet.StartRequest{Kind: in.Kind, File: in.Hash, Name: in.File, Options: sheet.Options{Headings: in.Fields, Sheet: in.Sheet}}
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		if !sited(in.Kind) {
			r.Currency, err = priced(tx, in.Site)
			return err
		}
		r.Site, err = read.Site(ctx, tx, in.Site)
		return err
	}); err != nil {
		return nil, err
	}
	return runNamed, send(c, "sheet.start", r)
}

// priced is the currency of the warehouse where a person loads goods, or the one
// that all warehouses have; "" when nobody can tell.
func priced(tx *store.Tx, site string) (one measure.Currency, err error) {
	sites, err := place.Sites(tx)
	if err != nil {
		return "", err
	}
	several := false
	for _, s := range sites {
		if s.ID.String() == site {
			return s.Currency, nil
		}
		several = several || one != "" && one != s.Currency
		one = s.Currency
	}
	if several {
		one = ""
	}
	return one, nil
}

// sited says whether a kind of table is about one warehouse.
func sited(kind string) bool {
	for _, k := range sheet.Kinds() {
		if k.Name == kind {
			return k.Sited
		}
	}
	return false
}

func applyImport(_ context.Context, _ *access, in *api.ImportName) (*sheet.ApplyRequest, error) {
	run, err := id[sheet.RunID](in.Import)
	return &sheet.ApplyRequest{Run: run, SkipBad: true}, err
}

func ofImport(_ context.Context, _ *access, in *api.ImportName) (*sheet.RunRequest, error) {
	run, err := id[sheet.RunID](in.Import)
	return &sheet.RunRequest{Run: run}, err
}
