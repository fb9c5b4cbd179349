package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
)

// createDock is one bin at a gate.
func createDock(_ context.Context, _ *access, in *api.DockMake) (r *place.CreateBinsRequest, err error) {
	b := place.BinSpec{Name: in.Name}
	if b.Use, err = id[place.Use](in.Use); err != nil {
		return nil, err
	}
	r = &place.CreateBinsRequest{Bins: []place.BinSpec{b}}
	r.Parent, err = id[warehouse.PlaceID](in.Parent)
	return r, err
}

// changeBins keeps a change of many bins as a table and begins its dry run: so it
// can be looked at, stopped, written in chunks and undone as any other.
func changeBins(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	var in api.BinsChange
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return nil, fault.New(fault.Invalid, "command.body").With(err)
	}
	wish, err := wishOf(in.Wish)
	if err != nil {
		return nil, err
	}
	site, bins, err := a.Chosen(ctx, in.Site, in.Choice)
	if err != nil {
		return nil, err
	}
	rows, err := wish.Table(bins)
	if err != nil {
		return nil, err
	}
	var table bytes.Buffer
	if err := sheet.Write(&table, ";", sheet.Whole(rows...)); err != nil {
		return nil, err
	}
	hash, err := a.keepTable(ctx, &table)
	if err != nil {
		return nil, err
	}
	return runNamed, send(c, "sheet.start", &sheet.StartRequest{Kind: place.ChangeSheet.Name, Site: site, File: hash, Name: in.Title})
}

func wishOf(in api.BinsWish) (place.Wish, error) {
	out := place.Wish{Zone: in.Zone, Sellable: in.Sellable, Pickable: in.Pickable, Archive: in.Archive}
	if in.Use != "" {
		use, err := id[place.Use](in.Use)
		if err != nil {
			return out, err
		}
		out.Use = &use
	}
	if c := in.Capacity; c != nil {
		out.VolumeMM3, out.WeightGrams, out.Units = &c.VolumeMM3, &c.Grams, &c.Units
	}
	return out, nil
}

// runNamed answers with the run that was begun.
func runNamed(answer json.RawMessage) (json.RawMessage, error) {
	var run sheet.RunAnswer
	if err := json.Unmarshal(answer, &run); err != nil {
		return nil, err
	}
	return json.Marshal(api.ImportName{Import: run.Run.String()})
}

// tableKeeper keeps a table by what is in it and names it.
type tableKeeper func(context.Context, io.Reader) (string, error)
