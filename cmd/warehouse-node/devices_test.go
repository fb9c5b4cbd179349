package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/devices/wire"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/ident"
)

// ear hears what the node tells a screen of the office.
type ear struct {
	mu   sync.Mutex                   // guards said
	said map[string][]json.RawMessage // data of frames by topic
	open map[string]bool              // topics whose snapshot came
}

// listens follows topics of a warehouse as a screen does.
func (d *day) listens(p *person, site string, topics ...string) *ear {
	conn := d.socket(p)
	e := &ear{said: map[string][]json.RawMessage{}, open: map[string]bool{}}
	for _, topic := range topics {
		d.must(conn.WriteJSON(map[string]string{"op": "subscribe", "topic": topic, "site": site}))
	}
	go func() {
		for {
			var m struct {
				Topic          string
				Snapshot, Data json.RawMessage
			}
			if conn.ReadJSON(&m) != nil {
				return // closed with the day
			}
			e.mu.Lock()
			if m.Snapshot != nil {
				e.open[m.Topic] = true
			}
			if m.Data != nil {
				e.said[m.Topic] = append(e.said[m.Topic], m.Data)
			}
			e.mu.Unlock()
		}
	}()
	d.eventually("the topics are open", func() error {
		e.mu.Lock()
		defer e.mu.Unlock()
		if len(e.open) < len(topics) {
			return fmt.Errorf("only %v", e.open)
		}
		return nil
	})
	return e
}

// hears waits for a frame of a topic that fits; what was said before is
// forgotten then.
func (e *ear) hears(d *day, topic string, fits func(json.RawMessage) bool) {
	d.t.Helper()
	d.eventually("a frame of "+topic, func() error {
		e.mu.Lock()
		defer e.mu.Unlock()
		if !slices.ContainsFunc(e.said[topic], fits) {
			return fmt.Errorf("it says %s", e.said[topic])
		}
		e.said[topic] = nil
		return nil
	})
}

func anything(json.RawMessage) bool { return true }

// device is one row of the list.
func (d *day) device(name string) api.DeviceRow {
	d.t.Helper()
	p, err := d.who("marina")
	d.must(err)
	var page api.DevicesPage
	d.must(d.call(p, http.MethodGet, "/api/devices", nil, &page))
	i := slices.IndexFunc(page.Rows, func(r api.DeviceRow) bool { return r.ID == name })
	if i < 0 {
		d.t.Fatalf("no %s among %+v", name, page.Rows)
	}
	return page.Rows[i]
}

// framesOf are the last bytes of a device.
func (d *day) framesOf(name string) (f api.DeviceFrames, err error) {
	p, err := d.who("marina")
	if err != nil {
		return f, err
	}
	return f, d.call(p, http.MethodGet, "/api/devices/"+url.PathEscape(name)+"/frames", nil, &f)
}

func (d *day) press(name string, body any) error {
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	return d.call(p, http.MethodPost, "/api/do/"+name, body, nil)
}

func (d *day) labels(n int) {
	d.t.Helper()
	d.eventually(fmt.Sprint(n, " labels"), func() error {
		if got := len(d.printer.Labels()); got != n {
			return fmt.Errorf("there are %d", got)
		}
		return nil
	})
}

// TestDevicesOfTheOffice presses every button of the screen of devices, against
// simulated ones.
func TestDevicesOfTheOffice(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	marina, err := d.who("marina")
	d.must(err)
	for name, state := range map[string]string{
		"scanner 1": "device.state.listening", "printer 1": "device.state.ready", "register 1": "device.state.shift_closed",
	} {
		d.eventually(name+" is well", func() error {
			if r := d.device(name); r.Health != "ok" || r.State.Code != state || len(r.Beats) != hourSlots {
				return fmt.Errorf("it is %+v", r)
			}
			return nil
		})
	}

	d.must(d.press("device.test", api.DeviceName{Device: "printer 1"}))
	d.labels(1)
	if text, err := readCode128(d.printer.Labels()[0].Image); err != nil || text != "TEST" {
		t.Errorf("the test label says %q, %v", text, err)
	}
	before := d.fiscal.Executed(0x40)
	d.must(d.press("device.test", api.DeviceName{Device: "register 1"}))
	d.eventually("a report", func() error {
		if n := d.fiscal.Executed(0x40) - before; n != 1 {
			return fmt.Errorf("%d were printed", n)
		}
		return nil
	})
	for _, bad := range []string{"scanner 1", "no such"} {
		if err := d.press("device.test", api.DeviceName{Device: bad}); err == nil {
			t.Errorf("%q was tested", bad)
		}
	}

	d.must(d.press("device.record", api.DeviceRecord{Device: "printer 1", On: true}))
	frames := func() api.DeviceFrames {
		f, err := d.framesOf("printer 1")
		d.must(err)
		return f
	}
	d.eventually("it is recorded", func() error {
		if !frames().Record {
			return errors.New("it is not")
		}
		return nil
	})
	d.must(d.press("device.test", api.DeviceName{Device: "printer 1"}))
	d.labels(2)
	d.must(d.press("device.record", api.DeviceRecord{Device: "printer 1"}))
	d.eventually("the recording ends", func() error {
		if f := frames(); f.Record || f.Open == "" {
			return fmt.Errorf("recorded %t, at %q", f.Record, f.Open)
		}
		return nil
	})
	res, err := marina.client.Get(d.base + frames().Open)
	d.must(err)
	text, err := io.ReadAll(res.Body)
	d.must(errors.Join(err, res.Body.Close()))
	replay, err := wire.ParseReplay(string(text))
	if err != nil || !strings.Contains(replay.Source, "printer 1") || !strings.Contains(string(text), "^XA") {
		t.Errorf("the recording is %v\n%s", err, text)
	}

	live := d.listens(marina, "", "devices")
	d.must(d.press("device.bind", api.DeviceBind{Device: "printer 1", Station: "Стол 2"}))
	live.hears(d, "devices", anything)
	d.eventually("it is bound", func() error {
		if at := d.device("printer 1").Station; at != "Стол 2" {
			return fmt.Errorf("it is at %q", at)
		}
		return nil
	})
	list, err := d.once(&devicesList{where{File: filepath.Join(d.dir, "node.toml")}})
	d.must(err)
	if n := strings.Count(list, "Стол 2"); n != 2 { // its scanner, and now this printer
		t.Errorf("the command line names the bench %d times:\n%s", n, list)
	}
	if err := d.press("device.bind", api.DeviceBind{Device: "printer 1", Station: "Стол 99"}); err == nil {
		t.Error("a printer was bound to a bench that is none")
	}
	d.labelsABin(3)
	d.kill()
	d.start()
	if at := d.device("printer 1").Station; at != "Стол 2" {
		t.Errorf("after a power cut it is at %q", at)
	}
	d.labelsABin(4)
}

// labelsABin prints the label of a bin by the bench's own queue.
func (d *day) labelsABin(want int) {
	d.t.Helper()
	p, err := d.who("marina")
	d.must(err)
	var bins api.BinStockPage
	d.must(d.call(p, http.MethodGet, "/api/stock/bins?limit=1", nil, &bins))
	d.must(d.press("place.label", api.LabelsPrint{Places: api.List[string]{bins.Rows[0].Place.ID}}))
	d.labels(want)
}

// TestScreensAreTold follows what the office shows live: a printer without
// paper, an order that cannot be matched, a shop, and the numbers in the menu.
func TestScreensAreTold(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	marina, err := d.who("marina")
	d.must(err)
	var me api.Me
	d.must(d.call(marina, http.MethodGet, "/api/me", nil, &me))
	live := d.listens(marina, me.Site, "counters", "devices", "stuck", "shops", "device/printer 1")
	counts := func(of func(api.Counters) int64, want int64) func(json.RawMessage) bool {
		return func(raw json.RawMessage) bool {
			var c api.Counters
			return json.Unmarshal(raw, &c) == nil && of(c) == want
		}
	}
	devices := func(c api.Counters) int64 { return c.Devices }
	stuck := func(c api.Counters) int64 { return c.Stuck }

	d.printer.PaperOutAfter(0)
	live.hears(d, "devices", anything)
	live.hears(d, "counters", counts(devices, 1))
	if r := d.device("printer 1"); r.Health != "attention" || r.State.Code != "say.device.printer.paper-out" {
		t.Errorf("without paper it is %+v", r)
	}
	d.printer.LoadPaper()
	live.hears(d, "counters", counts(devices, 0))
	live.hears(d, "device/printer 1", anything)

	d.must(d.sells("NO-SUCH", "Неведомое", "100"))
	d.must(d.buy([]string{"NO-SUCH*1"}))
	live.hears(d, "stuck", anything)
	live.hears(d, "shops", anything)
	live.hears(d, "counters", counts(stuck, 1))
}

// TestNodeProvesItselfWhenAsked asks for the proofs as the status page does.
func TestNodeProvesItselfWhenAsked(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	marina, err := d.who("marina")
	d.must(err)
	states := func() (all []string) {
		var s api.NodeStatus
		d.must(d.call(marina, http.MethodGet, "/api/status", nil, &s))
		for _, c := range s.Checks {
			all = append(all, c.Name+" "+c.Proof.State)
		}
		return all
	}
	prove := func(name string, want ...string) {
		t.Helper()
		d.must(d.press("node.check", api.CheckRun{Name: name}))
		d.eventually("proofs", func() error {
			if got := states(); !slices.Equal(got, want) {
				return fmt.Errorf("they are %v", got)
			}
			return nil
		})
	}
	prove("ledger", "store never", "journal never", "ledger ok", "promise never")
	prove("", "store ok", "journal ok", "ledger ok", "promise ok")
	if err := d.press("node.check", api.CheckRun{Name: "gravity"}); err == nil {
		t.Error("gravity was proved")
	}
}

// TestScannersThatSpoilCodes: what a scanner does to codes stands in its row of
// the office, until it reads one that it did not spoil; badges and labels that a
// keyboard had are read all the same.
func TestScannersThatSpoilCodes(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	habits := func(want ...string) {
		t.Helper()
		d.eventually(fmt.Sprint("its habits are ", want), func() error {
			r := d.device("scanner 1")
			var got []string
			for _, h := range r.Habits {
				got = append(got, h.Code)
			}
			if !slices.Equal(got, want) || (len(want) > 0) != (r.Health == "attention") {
				return fmt.Errorf("they are %v, it is %s", got, r.Health)
			}
			return nil
		})
	}
	small := strings.Replace(demoBadge(4), "W", "ц", 1) // a Russian layout, and Caps Lock
	d.must(d.scanners[0].Send([]byte(small + "\r")))
	d.eventually("the badge is known", func() error {
		if r := d.device("scanner 1"); r.Holder == nil {
			return errors.New("it is nobody's")
		}
		return nil
	})
	frames, err := d.framesOf("scanner 1")
	d.must(err)
	for _, f := range frames.Frames {
		if strings.Contains(string(f.Bytes), small[2:]) {
			t.Errorf("a badge stands in the bytes: %q", f.Bytes)
		}
	}
	habits()
	d.must(d.scanners[0].ScanAs("]d2", strings.ReplaceAll(itemMark, "\x1d", "")))
	habits("device.habit.drops_gs")
	d.must(d.scanners[0].Send([]byte("Ч-ЬУТГ-" + ident.CommandCode("menu")[len("X-MENU-"):] + "\r")))
	habits("device.habit.drops_gs", "device.habit.layout_ru")
	d.must(d.scanners[0].ScanAs("]d2", itemMark))
	habits()
}
