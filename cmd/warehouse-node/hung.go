package main

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// hung is a device where the configuration of this host hangs it. A command
// names a device and nothing more of it: its kind and its warehouse are looked
// up here, in the transaction that checks the right, and never the caller's
// word.
type hung struct {
	Name string           `json:"name"`
	Kind string           `json:"kind"`
	Site warehouse.SiteID `json:"site,omitzero"` // zero while there is no warehouse
	// Station is its bench, zero for none: where a person bound it, or else as the
	// configuration says.
	Station warehouse.StationID `json:"station,omitzero"`
}

func hungRow(r *store.Row, h *hung) {
	store.Text(r, 1, &h.Name)
	store.Text(r, 2, &h.Kind)
	ident.Field(r, 3, &h.Site)
	ident.Field(r, 4, &h.Station)
}

var devicesHung = store.NewTable("node.devices", func(h *hung) store.Str { return store.Str(h.Name) }, hungRow)

// hangRequest is all devices of this host.
type hangRequest struct {
	Devices []hung `json:"devices"`
}

// hangDevices is the node's own command: only its configuration says what hangs
// where.
var hangDevices = command.Register("device.hang", "devices.edit", nil,
	func(_ context.Context, tx *store.Tx, r *hangRequest) (*nothing, error) {
		if tx.Origin().Person != [16]byte{} {
			return nil, fault.New(fault.Denied, "staff.itself")
		}
		was, err := allHung(tx)
		if err != nil {
			return nil, err
		}
		for _, h := range was {
			if err := devicesHung.Delete(tx, store.Str(h.Name)); err != nil {
				return nil, err
			}
		}
		for _, h := range r.Devices {
			if err := devicesHung.Put(tx, &h); err != nil {
				return nil, err
			}
		}
		return &nothing{}, nil
	})

func allHung(tx *store.Tx) (all []hung, err error) {
	for h, err := range devicesHung.All(tx) {
		if err != nil {
			return nil, err
		}
		all = append(all, *h)
	}
	return all, nil
}

// device is a device by its name; NotFound when none of that name hangs here.
func device(tx *store.Tx, name string) (*hung, error) {
	h, err := devicesHung.Find(tx, store.Str(name))
	if err == nil && h == nil {
		err = fault.New(fault.NotFound, "device.none", "device", name)
	}
	return h, err
}

// siteOfDevice is the warehouse that a command touches which names a device.
func siteOfDevice(tx *store.Tx, name string) (warehouse.SiteID, error) {
	h, err := device(tx, name)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return h.Site, nil
}

// hang keeps what the configuration says of the devices, when it says another
// thing than at the last start.
func (f *floor) hang(ctx context.Context) error {
	var now, was []hung
	for _, m := range f.machines {
		now = append(now, hung{m.Name, m.Kind, m.home(), m.bench()})
	}
	slices.SortFunc(now, func(a, b hung) int { return strings.Compare(a.Name, b.Name) })
	if err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		was, err = allHung(tx)
		return err
	}); err != nil || slices.Equal(now, was) {
		return err
	}
	_, err := hangDevices.Do(ctx, f.Door, command.Command{Itself: true}, &hangRequest{now})
	return err
}

// The floor prints at the bench of whoever asks, or at the first printer of the
// warehouse.
var _ = station.PrintsAt(func(tx *store.Tx, site warehouse.SiteID, at warehouse.StationID) (queue spool.Queue, err error) {
	for h, err := range devicesHung.All(tx) {
		switch {
		case err != nil:
			return "", err
		case h.Kind != "printer" || h.Site != site:
		case !at.IsZero() && h.Station == at:
			return printerQueue(h.Site, h.Station), nil
		case queue == "":
			queue = printerQueue(h.Site, h.Station)
		}
	}
	return queue, nil
})

// printerQueue is where jobs wait for the printer of a bench; one that belongs to
// none takes those of the warehouse.
func printerQueue(site warehouse.SiteID, bench warehouse.StationID) spool.Queue {
	if bench.IsZero() {
		return spool.Queue("printer/" + site.String())
	}
	return spool.Queue("printer/" + bench.String())
}
