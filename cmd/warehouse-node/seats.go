package main

import (
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// seat is the bench to which a person bound a device. It goes before what the
// configuration says, which is where the device stood when it was unpacked.
type seat struct {
	Device  string
	Site    warehouse.SiteID
	Station warehouse.StationID // zero for none
}

func seatRow(r *store.Row, s *seat) {
	store.Text(r, 1, &s.Device)
	ident.Field(r, 2, &s.Site)
	ident.Field(r, 3, &s.Station)
}

var seats = store.NewTable("node.seats", func(s *seat) store.Str { return store.Str(s.Device) }, seatRow)

// bindRequest binds a device to a bench of its warehouse; without one to none.
type bindRequest struct {
	Device  string              `json:"device"`
	Station warehouse.StationID `json:"station,omitzero"`
}

// deviceBound is on the timeline when a device was bound to another bench.
type deviceBound struct {
	Device  string              `json:"device"`
	Site    warehouse.SiteID    `json:"site"`
	Station warehouse.StationID `json:"station,omitzero"`
}

var deviceBoundKind = journal.Register("device.bound/1", deviceBound{"printer bench 1", warehouse.SiteID{1}, warehouse.StationID{2}})

// nothing answers a command that has nothing to tell.
type nothing struct{}

var _ = command.Register("device.bind", "devices.edit",
	func(tx *store.Tx, r *bindRequest) (warehouse.SiteID, error) { return siteOfDevice(tx, r.Device) },
	func(_ context.Context, tx *store.Tx, r *bindRequest) (*nothing, error) {
		site, err := siteOfDevice(tx, r.Device)
		if err != nil {
			return nil, err
		}
		if !r.Station.IsZero() {
			at, err := place.Get(tx, r.Station)
			if err != nil {
				return nil, err
			}
			if at.Site != site {
				return nil, fault.New(fault.NotFound, "place.unknown", "code", r.Station)
			}
			if at.Kind != place.KindStation {
				return nil, fault.New(fault.Invalid, "device.no_bench", "name", at.Name)
			}
		}
		if err := seats.Put(tx, &seat{r.Device, site, r.Station}); err != nil {
			return nil, err
		}
		if err := devicesHung.Edit(tx, store.Str(r.Device), func(h *hung) (*hung, error) {
			h.Station = r.Station
			return h, nil
		}); err != nil {
			return nil, err
		}
		return &nothing{}, deviceBoundKind.Record(tx, deviceBound{r.Device, site, r.Station})
	})

// seated lets a device work for the bench to which it was bound.
func (f *floor) seated(name string, at warehouse.StationID) {
	m := f.named(name)
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.missing = api.Said{}
	if m.station != at {
		m.leave()
		m.station = at
		m.here, m.leave = context.WithCancel(context.Background())
	}
}

// benchOf is where a device hangs; zero for none of this host, or at no bench.
func (f *floor) benchOf(name string) warehouse.StationID {
	m := f.named(name)
	if m == nil {
		return warehouse.StationID{}
	}
	return m.bench()
}

// named is a device of this host by its name; nil when there is none.
func (f *floor) named(name string) *machine {
	if f == nil {
		return nil
	}
	for _, m := range f.machines {
		if m.Name == name {
			return m
		}
	}
	return nil
}
