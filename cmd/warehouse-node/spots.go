package main

import (
	"context"
	"sync"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// spot is where a device stands. A file may name a warehouse or a bench that
// nobody has made yet: then the node starts all the same, the device says what
// is missing, and it goes there once that is made.
type spot struct {
	site    warehouse.SiteID
	station warehouse.StationID
	missing api.Said
}

// spotOf is where a person bound a device, or else where its settings say.
func spotOf(tx *store.Tx, c *DeviceConfig) (at spot, err error) {
	if at.site, at.missing, err = homeOf(tx, c); err != nil || at.missing.Code != "" {
		return at, err
	}
	if s, err := seats.Find(tx, store.Str(c.Name)); err != nil {
		return at, err
	} else if s != nil && s.Site == at.site {
		at.station = s.Station
		return at, nil
	}
	if c.Station == "" {
		return at, nil
	}
	bench, err := place.ByName(tx, at.site, c.Station)
	switch {
	case err != nil:
	case bench == nil || bench.Kind != place.KindStation:
		at.missing = api.Saying("device.state.no_bench", map[string]api.Arg{"name": {Kind: "text", Text: c.Station}})
	default:
		at.station = bench.ID
	}
	return at, err
}

// built goes through the devices that stand nowhere yet, after a warehouse or a
// bench was made, and through the shops that wait for their warehouse.
func (n *Node) built() {
	n.raised.ring()
	if n.floor == nil {
		return
	}
	n.running.Go(func() {
		if err := n.floor.find(context.Background()); err != nil {
			n.Log.Error("where devices stand", "error", err)
		}
	})
}

// find lets every device whose place was missing work where it now is.
func (f *floor) find(ctx context.Context) error {
	f.finding.Lock()
	defer f.finding.Unlock()
	moved := false
	for _, m := range f.machines {
		if !m.astray() {
			continue
		}
		var at spot
		if err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
			at, err = spotOf(tx, &m.DeviceConfig)
			return err
		}); err != nil {
			return err
		}
		if m.stands(at) {
			moved = true
		}
	}
	if !moved {
		return nil
	}
	if err := f.hang(ctx); err != nil {
		return err
	}
	for _, m := range f.machines {
		m.mu.Lock()
		state := string(m.health.State)
		m.mu.Unlock()
		f.tell(m, state)
	}
	return nil
}

// astray says that the device has no warehouse yet, or not the bench of its
// settings.
func (m *machine) astray() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.site.IsZero() || m.missing.Code != ""
}

// stands lets a device work where it stands now; false when that is where it
// stood.
func (m *machine) stands(at spot) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.site == at.site && m.station == at.station {
		return false
	}
	m.site, m.station, m.missing = at.site, at.station, at.missing
	m.leave()
	m.here, m.leave = context.WithCancel(context.Background())
	return true
}

// bell tells whoever waits that something was made.
type bell struct {
	mu sync.Mutex // guards up
	up chan struct{}
}

// heard is closed at the next ring.
func (b *bell) heard() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.up == nil {
		b.up = make(chan struct{})
	}
	return b.up
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.up != nil {
		close(b.up)
		b.up = nil
	}
}
