package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/printer"
	"warehouse-node/devices/scale"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/scanner"
	"warehouse-node/devices/wire"
	_ "warehouse-node/devices/wire/hid"
	_ "warehouse-node/devices/wire/serial"
	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// floor is the devices that hang on this host: scans in, jobs of the spool out.
// While it runs it alone has the drivers; the command line opens a device for
// itself only where no node does.
type floor struct {
	*Node
	machines []*machine    // by name; never changes after the start
	unkept   chan codeRead // what scanners read and nobody has written yet
	finding  sync.Mutex    // held while devices are looked for a place
}

// machine is one device: its settings, how it fares, what it last said.
type machine struct {
	DeviceConfig
	secret func([]byte) bool // whether raw bytes let somebody in; of a scanner
	hushed atomic.Bool       // a printer gets a label that names somebody in letters

	mu      sync.Mutex          // guards what follows
	site    warehouse.SiteID    // zero while there is no such warehouse
	station warehouse.StationID // zero for one that belongs to no bench
	missing api.Said            // the warehouse or bench of its settings that is not there; "" for none
	here    context.Context     // ends when it is bound to another bench
	leave   context.CancelFunc
	health  devices.Health
	faults  []station.Message       // what a person should look at, though it works
	says    api.Said                // how it is, when there is more to say than that it works
	notes   []api.Said              // what it is: its model and number
	is      func() scanner.Identity // what a scanner said that it is; nil for one that cannot be asked
	frames  []api.RawFrame          // the last bytes, oldest first
	seq     int64                   // of the newest frame
	hour    hour                    // how often it was heard
	heard   time.Time               // the last time
	record  recording
	lines   []string                // how a printer or register said last that it is, for the command line
	said    time.Time               // when it did, not counting that it says nothing
	ears    map[chan scan.Scan]bool // who listens to a scanner beside its own work
}

// bench is where the device is bound now; zero for none.
func (m *machine) bench() warehouse.StationID {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.station
}

// home is the warehouse of the device; zero while there is none.
func (m *machine) home() warehouse.SiteID {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.site
}

// debounced is how close equal codes of a scanner are one shot, unless its
// settings say otherwise.
const debounced = 300 * time.Millisecond

func (c *DeviceConfig) debounce() (time.Duration, error) {
	return duration(c.Debounce, debounced)
}

// maxFrames and maxFrame bound what is kept of a conversation for the screen.
const (
	maxFrames = 200
	maxFrame  = 512
)

// deviceDrivers are the drivers there are, by the kind of device.
var deviceDrivers = map[string]interface {
	Names() []string
	Check(driver string, config json.RawMessage) error
}{
	"scanner": scanner.Drivers, "printer": printer.Drivers, "cashreg": cashreg.Drivers, "scale": scale.Drivers,
}

// openFloor finds out about the devices of this host; nothing is opened yet.
func (n *Node) openFloor(ctx context.Context) error {
	f := &floor{Node: n, unkept: make(chan codeRead, maxUnkept)}
	for _, c := range n.Config.Devices {
		m, err := f.machine(ctx, c)
		if err != nil {
			return fmt.Errorf("device %s: %w", c.Name, err)
		}
		f.machines = append(f.machines, m)
	}
	n.floor = f
	return f.hang(ctx)
}

// startFloor opens the devices of this host.
func (n *Node) startFloor(ctx context.Context) error {
	for _, m := range n.floor.machines {
		run, err := n.floor.watch(m)
		if err != nil {
			return fmt.Errorf("device %s: %w", m.Name, err)
		}
		n.run(ctx, "device "+m.Name, func(ctx context.Context) error { run(ctx); return nil })
	}
	n.run(ctx, "scans that are kept", n.floor.keepsScans)
	return nil
}

// machine finds the warehouse and the bench of a device.
func (f *floor) machine(ctx context.Context, c DeviceConfig) (*machine, error) {
	m := &machine{DeviceConfig: c, secret: f.badgeIn}
	m.here, m.leave = context.WithCancel(context.Background())
	return m, f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		at, err := spotOf(tx, &c)
		m.site, m.station, m.missing = at.site, at.station, at.missing
		return err
	})
}

// scans is where the codes of a scanner go.
func (f *floor) scans(m *machine, raw []byte) (devices.Scans, error) {
	joined, err := m.debounce()
	if err != nil {
		return devices.Scans{}, err
	}
	get := open(f, m, scanner.Drivers, raw)
	return devices.Scans{
		Name: m.Name, Debounce: joined, Told: f.keeps,
		Open: func(ctx context.Context) (devices.Scanner, error) {
			s, err := get(ctx)
			if asked, can := s.(scanner.Identified); can && err == nil {
				m.introduced(asked.Identity)
			}
			return s, err
		},
		Give: func(ctx context.Context, s scan.Scan) devices.Answer { return f.scanned(ctx, m, s) },
	}, nil
}

// watch returns what keeps a device open until its context ends.
func (f *floor) watch(m *machine) (func(context.Context), error) {
	raw, err := m.driverConfig()
	if err != nil {
		return nil, err
	}
	drivers, known := deviceDrivers[m.Kind]
	if !known {
		return nil, fmt.Errorf("no kind of device %q: there are %v", m.Kind, slices.Sorted(maps.Keys(deviceDrivers)))
	}
	if err := drivers.Check(m.Driver, raw); err != nil {
		return nil, err
	}
	switch m.Kind {
	case "scanner":
		w, err := f.scans(m, raw)
		if err != nil {
			return nil, err
		}
		w.OnHealth = func(h devices.Health) { f.changed(m, h) }
		return w.Watch().Run, nil
	case "printer":
		w := watchOf(f, m, printer.Drivers, raw)
		w.Serve = func(ctx context.Context, p printer.Printer) error { return f.prints(ctx, m, p) }
		return w.Run, nil
	case "cashreg":
		w := watchOf(f, m, cashreg.Drivers, raw)
		w.Serve = func(ctx context.Context, r cashreg.Register) error { return f.registers(ctx, m, r) }
		return w.Run, nil
	default:
		w := watchOf(f, m, scale.Drivers, raw)
		w.Serve = func(ctx context.Context, s scale.Scale) error { return f.reads(ctx, m, w, s) }
		return w.Run, nil
	}
}

// watchOf is a watch of a device of kind D, but for what is done with it.
func watchOf[D io.Closer](f *floor, m *machine, drivers *devices.Kind[D], raw json.RawMessage) *devices.Watch[D] {
	return &devices.Watch[D]{
		Name: m.Name, Open: open(f, m, drivers, raw),
		OnHealth: func(h devices.Health) { f.changed(m, h) },
	}
}

// open makes the opener of a device, with its bytes tapped for the screen.
func open[D any](f *floor, m *machine, drivers *devices.Kind[D], raw json.RawMessage) func(context.Context) (D, error) {
	return func(ctx context.Context) (D, error) {
		var none D
		port, err := wire.Open(ctx, m.Address)
		if err != nil {
			return none, err
		}
		port = wire.Tap(port, func(dir byte, b []byte) { f.heard(m, dir, b) })
		return drivers.Open(ctx, m.Driver, wire.Record(port, m), raw)
	}
}

// changed keeps a device's health and tells the timeline when its state is
// another than before: then screens draw it anew.
func (f *floor) changed(m *machine, h devices.Health) {
	m.mu.Lock()
	was := m.health.State
	m.health = h
	if h.Opens > 0 || h.LastError != "" { // the first opening is no gap
		m.hour.is(h.State == devices.Ready, f.DB.Clock())
	}
	m.mu.Unlock()
	if was != h.State {
		f.tell(m, string(h.State))
	}
}

// troubled keeps what a person should look at of a device that works.
func (f *floor) troubled(m *machine, what []station.Message) {
	m.mu.Lock()
	same := slices.EqualFunc(m.faults, what, func(a, b station.Message) bool { return a.Code == b.Code })
	m.faults = what
	m.mu.Unlock()
	if !same {
		state := "well"
		if len(what) > 0 {
			state = what[0].Code
		}
		f.tell(m, state)
	}
}

// tell records a change of a device on the timeline, beside the device's own
// work: a device never waits for the store.
func (f *floor) tell(m *machine, state string) {
	f.running.Go(func() {
		_, err := reportDevice.Do(context.Background(), f.Door, command.Command{Itself: true, Device: m.Name},
			&deviceReport{Device: m.Name, Kind: m.Kind, Site: m.home(), Station: m.bench(), State: state})
		if err != nil {
			f.Log.Error("health of a device", "device", m.Name, "error", err)
		}
	})
}

// heard keeps what went over the wire for the screen of the device.
func (f *floor) heard(m *machine, dir byte, b []byte) {
	if m.Kind == "scanner" && dir == '<' && m.hides(b) {
		b = []byte(hidden(string(b), m.hides)) // a badge lets its bearer in
	}
	if dir == '>' && m.hushes(b) {
		b = []byte(secretText)
	}
	frame := api.RawFrame{At: f.DB.Clock().UTC(), Out: dir == '>', Bytes: slices.Clone(b[:min(len(b), maxFrame)]), More: int64(max(len(b)-maxFrame, 0))}
	m.mu.Lock()
	m.seq++
	frame.Seq = m.seq
	m.frames = append(m.frames, frame)
	if len(m.frames) > maxFrames {
		m.frames = m.frames[len(m.frames)-maxFrames:]
	}
	m.hour.hears(frame.At)
	if !frame.Out {
		m.heard = frame.At
	}
	m.mu.Unlock()
	f.Hub.Publish(ui.Frame{Topic: "device/" + m.Name, Seq: frame.Seq, Data: frame})
}

// Write takes a line of the conversation for its recording; it never fails.
func (m *machine) Write(line []byte) (int, error) {
	m.mu.Lock()
	on := m.record.on
	m.mu.Unlock()
	if !on {
		return len(line), nil
	}
	kept := line
	if m.Kind == "scanner" {
		kept = masked(line, m.hides) // asks the store, so not under the lock
	}
	if m.hushed.Load() {
		kept = masked(line, func(b []byte) bool { return line[0] == '>' && m.hushes(b) })
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.record.write(kept)
	return len(line), nil
}

// hushes says that what goes to a printer is not told: it is a label that a carrier
// wrote, with the buyer's name and address in letters. Questions are told.
func (m *machine) hushes(b []byte) bool { return m.hushed.Load() && !bytes.HasPrefix(b, []byte("~H")) }

// hides says that bytes of a scanner are not told: they hold a badge, or are keys,
// of which nobody knows in time.
func (m *machine) hides(b []byte) bool { return m.Driver == "keyboard" || m.secret(b) }

// machinesOf are the devices of a session's bench as its screens show them, the
// scanner of its person before those of others.
func (f *floor) machinesOf(tx *store.Tx, s *station.Session) (all []station.Device, err error) {
	if f == nil {
		return nil, nil
	}
	for _, m := range f.machines {
		if m.bench() != s.Station {
			continue
		}
		d, own := m.drawn(), false
		if d.Kind == station.DeviceScanner && d.State == "ok" {
			if own, err = whoseIs(tx, m.Name, s.Person, &d); err != nil {
				return nil, err
			}
		}
		if own {
			all = slices.Insert(all, 0, d)
		} else {
			all = append(all, d)
		}
	}
	return append(all, station.Device{Kind: station.DeviceNode, State: "ok", Message: station.Say("device.ok")}), nil
}

// whoseIs says on a scanner that works whose it is, and whether it is this person's.
func whoseIs(tx *store.Tx, scanner string, me warehouse.PersonID, d *station.Device) (own bool, err error) {
	switch holder, err := station.Holder(tx, scanner); {
	case err != nil:
		return false, err
	case holder == me:
		d.Message = station.Say("device.yours")
		return true, nil
	case holder.IsZero():
		d.State, d.Message = "attention", station.Say("device.nobodys")
	default:
		who, err := station.ShowPerson(tx, holder)
		if err != nil {
			return false, err
		}
		d.State, d.Message = "attention", station.Say("device.anothers", "name", who.Name)
	}
	return false, nil
}

// scannersAt are the scanners of a bench; none for no bench.
func (f *floor) scannersAt(at warehouse.StationID) (names []string) {
	if f == nil || at.IsZero() {
		return nil
	}
	for _, m := range f.machines {
		if m.Kind == "scanner" && m.bench() == at {
			names = append(names, m.Name)
		}
	}
	return names
}

// deviceKinds says how screens call the kinds of devices.
var deviceKinds = map[string]station.DeviceKind{
	"scanner": station.DeviceScanner, "printer": station.DevicePrinter, "cashreg": station.DeviceRegister, "scale": station.DeviceScale,
}

// drawn is a device for the bottom row of a bench.
func (m *machine) drawn() station.Device {
	m.mu.Lock()
	defer m.mu.Unlock()
	d := station.Device{Kind: deviceKinds[m.Kind], State: "ok", Message: station.Say("device.ok"), Heard: m.health.LastHeard}
	switch {
	case m.health.State != devices.Ready:
		d.State, d.Message = "wrong", station.Say("device.away", "fare", cmp.Or(string(m.health.Reason), m.health.LastError), "error", m.health.LastError)
	case len(m.faults) > 0:
		d.State, d.Message = "attention", m.faults[0]
	}
	return d
}
