package main

import (
	"bytes"
	"io"
	"net/url"
	"strings"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scanner"
	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
)

// machineRows are the devices of this host as the office shows them.
func (n *Node) machineRows() (all []read.Machine) {
	if n.floor == nil {
		return nil
	}
	for _, m := range n.floor.machines {
		row := m.row(n.DB.Clock())
		if m.Kind == "printer" || m.Kind == "cashreg" {
			row.Queue = m.queue(m.Kind)
		}
		all = append(all, row)
	}
	return all
}

// row is how a device fares.
func (m *machine) row(now time.Time) read.Machine {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := read.Machine{Site: m.site, Bench: m.station, Scanner: m.Kind == "scanner", DPI: m.dpi(), DeviceRow: api.DeviceRow{
		ID: m.Name, Kind: m.Kind, Name: m.Name, Port: m.Address, Health: "ok", State: m.says, Beats: m.hour.beats(now),
		Notes: append(api.List[api.Said](nil), m.notes...), May: deviceMay[m.Kind],
	}}
	if m.is != nil {
		r.Notes = append(r.Notes, introduction(m.is())...)
	}
	if !m.heard.IsZero() {
		heard := m.heard
		r.Heard = &heard
	}
	switch {
	case m.missing.Code != "":
		r.Health, r.State = "wrong", m.missing
	case m.health.State != devices.Ready && m.health.Opens == 0 && m.health.LastError == "":
		r.Health, r.State = "info", api.Said{Code: "device.state.connecting"}
	case m.health.State != devices.Ready:
		r.Health, r.State = "wrong", api.Said{Code: "device.state.unplugged"}
		r.Notes = append(r.Notes, whyAway(m.health))
	case len(m.faults) > 0:
		r.Health, r.State = "attention", api.Said{Code: "say." + m.faults[0].Code}
		for name, text := range m.faults[0].Args {
			if r.State.Args == nil {
				r.State.Args = map[string]api.Arg{}
			}
			r.State.Args[name] = api.Arg{Kind: "text", Text: text}
		}
	case m.says.Code == "" && m.Kind == "scanner":
		r.State = api.Said{Code: "device.state.listening"}
	case m.says.Code == "":
		r.State = api.Said{Code: "device.state.ready"}
	}
	return r
}

// whyAway is why a device is away: in words where they are known, with what the
// system said behind them, else as the system said it.
func whyAway(h devices.Health) api.Said {
	if h.Reason == "" {
		return api.Saying("device.note.error", map[string]api.Arg{"text": {Kind: "text", Text: h.LastError}})
	}
	return api.Said{Code: "device.away." + string(h.Reason), Detail: h.LastError}
}

// introduced keeps by which a scanner is asked what it said that it is.
func (m *machine) introduced(is func() scanner.Identity) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.is = is
}

// introduction is what a scanner is, in notes; none until it said so.
func introduction(is scanner.Identity) (all []api.Said) {
	if model := strings.TrimSpace(is.Model + " " + is.Serial); model != "" {
		all = append(all, api.Saying("device.note.model", map[string]api.Arg{"text": {Kind: "text", Text: model}}))
	}
	if is.Software != "" {
		all = append(all, api.Saying("device.note.firmware", map[string]api.Arg{"text": {Kind: "text", Text: is.Software}}))
	}
	return all
}

// unwell is how many devices of a warehouse a person should look at.
func (n *Node) unwell(site warehouse.SiteID) (count int64) {
	for _, m := range n.machineRows() {
		if m.Site == site && (m.Health == "wrong" || m.Health == "attention") {
			count++
		}
	}
	return count
}

// deviceFrames are the last bytes of a device of this host.
func (n *Node) deviceFrames(id string) (out api.DeviceFrames, site warehouse.SiteID, known bool) {
	m := n.floor.named(id)
	if m == nil {
		return out, site, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	out = api.DeviceFrames{Device: m.Name, Record: m.record.on, Frames: append(api.List[api.RawFrame](nil), m.frames...)}
	if !m.record.on && m.record.text.Len() > 0 {
		out.Open = "/files/recording/" + url.PathEscape(m.Name)
	}
	return out, m.site, true
}

// recording is the newest one of a device, as a file.
func (n *Node) recording(name string) (ui.File, warehouse.SiteID, error) {
	m := n.floor.named(name)
	if m == nil {
		return ui.File{}, warehouse.SiteID{}, fault.New(fault.NotFound, "device.none", "device", name)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	body := bytes.NewReader(bytes.Clone(m.record.text.Bytes()))
	return ui.File{Body: io.NopCloser(body), Type: "text/plain; charset=utf-8", Name: m.Name + ".wire"}, m.site, nil
}
