package main

import (
	"context"
	"time"

	"warehouse-node/devices/cashreg"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// preparedDevices are the commands of devices: the API names a device, which
// only this host knows.
var preparedDevices = map[string]preparation{
	"device.test":   reshape(testedDevice),
	"device.record": reshape(recordedDevice),
	"device.bind":   reshape(boundDevice),

	"staff.device.offer": own(offerHandheld),
}

// deviceMay are the commands that a kind of device knows beside being bound.
var deviceMay = map[string]api.List[string]{
	"printer": {"device.test", "device.record"}, "cashreg": {"device.test", "device.record"}, "scanner": {"device.record"}, "scale": {"device.record"},
}

// testRequest asks a device to show that it works: a printer prints a label, a
// register the figures of its shift.
type testRequest struct {
	Device string     `json:"device"`
	Lang   paper.Lang `json:"lang"`
}

type testAnswer struct {
	Job spool.JobID `json:"job"`
}

var testDevice = command.Register("device.test", "devices.edit",
	func(tx *store.Tx, r *testRequest) (warehouse.SiteID, error) { return siteOfDevice(tx, r.Device) },
	func(_ context.Context, tx *store.Tx, r *testRequest) (*testAnswer, error) {
		d, err := device(tx, r.Device)
		if err != nil {
			return nil, err
		}
		to := spool.To{Queue: spool.Queue("device/" + d.Name), Site: d.Site, Subject: aboutDevice(d.Name)}
		switch d.Kind {
		case "printer":
			label, err := testLabel(tx, d, r.Lang)
			if err != nil {
				return nil, err
			}
			job, err := station.Labels.Put(tx, to, label)
			return &testAnswer{job}, err
		case "cashreg":
			job, err := till.Reports.Put(tx, to, &struct{}{})
			return &testAnswer{job}, err
		}
		return nil, fault.New(fault.Invalid, "device.no_test", "device", r.Device)
	})

func aboutDevice(name string) journal.Subject { return journal.Subject("device/" + name) }

// testLabel is small, and has what goes wrong on labels: letters of three
// alphabets, and a barcode that means nothing to anybody.
func testLabel(tx *store.Tx, d *hung, lang paper.Lang) (*paper.Print, error) {
	site, err := place.GetSite(tx, d.Site)
	if err != nil {
		return nil, err
	}
	body, err := testPrint(d.Name, tx.Now().In(site.Location()), paper.Look{Lang: lang, Zone: site.Timezone})
	return &body, err
}

// testPrint is the test label of a printer.
func testPrint(printer string, at time.Time, look paper.Look) (paper.Print, error) {
	return paper.BinLabels.BuiltInPrint(look, &paper.PlaceLabel{Name: printer, Code: "TEST", Note: at.Format("02.01 15:04:05") + " Ёё Її Ґґ Zz"})
}

// reportHands print the figures of a register's shift.
func reportHands(r cashreg.Register, w *spool.Worker) {
	till.Reports.On(w, func(ctx context.Context, _ *spool.Try, _ struct{}) (none struct{}, err error) {
		reporter, can := r.(cashreg.Reporter)
		if !can {
			return none, spool.Refuse(fault.New(fault.Invalid, "device.no_report"))
		}
		if err := reporter.XReport(ctx); err != nil {
			return none, fault.New(fault.Unavailable, "device.no_report").With(err)
		}
		return none, nil
	}, nil)
}

// recordRequest begins or ends the recording of a conversation.
type recordRequest struct {
	Device string `json:"device"`
	On     bool   `json:"on"`
}

// deviceRecorded is on the timeline when a recording was begun or ended: what a
// printer is told names people, so it is known who looked.
type deviceRecorded struct {
	Device string           `json:"device"`
	Site   warehouse.SiteID `json:"site"`
	On     bool             `json:"on,omitempty"`
}

var deviceRecordedKind = journal.Register("device.recorded/1", deviceRecorded{"printer bench 1", warehouse.SiteID{1}, true})

var recordDevice = command.Register("device.record", "devices.edit",
	func(tx *store.Tx, r *recordRequest) (warehouse.SiteID, error) { return siteOfDevice(tx, r.Device) },
	func(_ context.Context, tx *store.Tx, r *recordRequest) (*nothing, error) {
		site, err := siteOfDevice(tx, r.Device)
		if err != nil {
			return nil, err
		}
		return &nothing{}, deviceRecordedKind.Record(tx, deviceRecorded{r.Device, site, r.On})
	})

// recorded begins or ends a recording.
func (f *floor) recorded(name string, on bool, at time.Time) {
	m := f.named(name)
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.record.on == on {
		return
	}
	if m.record.on = on; on {
		m.record.begin(&m.DeviceConfig, at)
	}
}

// forget drops what printers and registers were told, which names buyers: labels
// and receipts of one who is forgotten are among it. A recording begins anew.
func (f *floor) forget(at time.Time) {
	if f == nil {
		return
	}
	for _, m := range f.machines {
		if m.Kind == "scanner" {
			continue
		}
		m.mu.Lock()
		m.frames = nil
		if m.record.text.Reset(); m.record.on {
			m.record.begin(&m.DeviceConfig, at)
		}
		m.mu.Unlock()
	}
}

// machineOf is a device of this host by its name.
func (a *access) machineOf(name string) (*machine, error) {
	if a.machineNamed != nil {
		if m := a.machineNamed(name); m != nil {
			return m, nil
		}
	}
	return nil, fault.New(fault.NotFound, "device.none", "device", name)
}

func testedDevice(ctx context.Context, a *access, in *api.DeviceName) (*testRequest, error) {
	m, err := a.machineOf(in.Device)
	if err != nil {
		return nil, err
	}
	lang, err := a.speaks(ctx)
	return &testRequest{Device: m.Name, Lang: lang}, err
}

// speaks is the language of the person of a request.
func (a *access) speaks(ctx context.Context) (lang paper.Lang, err error) {
	who, err := read.Who(ctx)
	if err != nil {
		return "", err
	}
	err = a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		p, err := staff.Get(tx, who.Person)
		if err == nil {
			lang = paper.Lang(p.Locale)
		}
		return err
	})
	return lang, err
}

func recordedDevice(_ context.Context, a *access, in *api.DeviceRecord) (*recordRequest, error) {
	m, err := a.machineOf(in.Device)
	if err != nil {
		return nil, err
	}
	return &recordRequest{m.Name, in.On}, nil
}

// boundDevice finds the bench by the name that people call it.
func boundDevice(ctx context.Context, a *access, in *api.DeviceBind) (*bindRequest, error) {
	m, err := a.machineOf(in.Device)
	if err != nil {
		return nil, err
	}
	r := &bindRequest{Device: m.Name}
	if in.Station == "" {
		return r, nil
	}
	return r, a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		at, err := place.ByName(tx, m.home(), in.Station)
		if err != nil {
			return err
		}
		if at == nil || at.Kind != place.KindStation {
			return fault.New(fault.NotFound, "device.no_bench", "name", in.Station)
		}
		r.Station = at.ID
		return nil
	})
}
