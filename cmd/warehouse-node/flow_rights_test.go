package main

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// flowRights is what each kind of work asks of whoever does it.
var flowRights = map[string]staff.Right{
	"pick": "pick.work", "pack": "pack.work", "receive": "receive.work", "putaway": "receive.work",
	"dispatch": "dispatch.work", "carry": "move.work", "putback": "move.work", "look": "stock.read",
}

// twoHalls is a store with two warehouses, a bench and a tote in the first.
type twoHalls struct {
	t           *testing.T
	door        *command.Door
	own, other  warehouse.SiteID
	bench, tote string
}

func newTwoHalls(t *testing.T) *twoHalls {
	h := &twoHalls{t: t, door: &command.Door{DB: store.Open(memory.New())}}
	var made place.CreateAnswer
	for name, site := range map[string]*warehouse.SiteID{"Львів": &h.own, "Одеса": &h.other} {
		h.gives("place.create_site", &place.CreateSiteRequest{Name: name, Timezone: "Europe/Kyiv", Currency: measure.UAH}, &made)
		*site = made.IDs[0]
	}
	h.gives("place.create_station", &place.CreateStationRequest{Parent: h.own, Name: "Стіл"}, &made)
	h.bench = made.Codes[0]
	h.gives("place.create_carriers", &place.CreateCarriersRequest{Site: h.own, Kind: place.KindTote, Count: 1}, &made)
	h.tote = made.Codes[0]
	h.gives("catalog.create", &catalog.CreateRequest{Barcodes: []catalog.Barcode{{Code: cupCode}}, Body: catalog.Body{Article: "CUP", Name: "Cup"}}, &catalog.CreateAnswer{})
	h.gives("staff.add", staff.AddRequest{Name: "owner", Locale: "en", Roles: []staff.RoleAt{{Role: staff.Owner}}}, nil)
	return h
}

// gives is a command of the node itself, which is obeyed.
func (h *twoHalls) gives(name string, body, out any) {
	h.t.Helper()
	raw, err := json.Marshal(body)
	if err == nil {
		raw, err = h.door.Do(context.Background(), command.Command{Itself: true, Name: name, Body: raw})
	}
	if err == nil && out != nil {
		err = json.Unmarshal(raw, out)
	}
	if err != nil {
		h.t.Fatalf("%s: %v", name, err)
	}
}

// worker is somebody on the floor of the first warehouse, whose right to one kind
// of work is a role of its own.
type worker struct {
	*twoHalls
	as   command.Command
	role string
}

// hire takes somebody on who may be on the floor of both warehouses, and has the
// right at those that are given.
func (h *twoHalls) hire(name string, right staff.Right, at ...warehouse.SiteID) *worker {
	h.t.Helper()
	var floor, work staff.RoleAnswer
	h.gives("staff.role.edit", staff.RoleRequest{Name: name + ", floor", Rights: []staff.Pattern{staff.Pattern(station.RightWork)}}, &floor)
	h.gives("staff.role.edit", staff.RoleRequest{Name: name + ", work", Rights: []staff.Pattern{staff.Pattern(right)}}, &work)
	roles := []staff.RoleAt{{Role: floor.Role, Site: h.own}, {Role: floor.Role, Site: h.other}}
	for _, site := range at {
		roles = append(roles, staff.RoleAt{Role: work.Role, Site: site})
	}
	var p staff.EditAnswer
	h.gives("staff.add", staff.AddRequest{Name: name, Locale: "en", Roles: roles}, &p)
	w := &worker{h, command.Command{Person: p.Person, Device: "handheld"}, work.Role}
	_, err := station.Open.Do(context.Background(), h.door, w.as, &station.OpenRequest{Site: h.own})
	if err == nil {
		_, err = w.scan(h.bench)
	}
	if err != nil {
		h.t.Fatalf("%s: %v", name, err)
	}
	return w
}

// takes ends the worker's role at the first warehouse.
func (w *worker) takes() {
	w.t.Helper()
	w.gives("staff.role.revoke", staff.GrantRequest{Person: w.as.Person, Role: w.role, Site: w.own}, nil)
}

func (w *worker) scan(code string) (*station.StateAnswer, error) {
	return station.Scan.Do(context.Background(), w.door, w.as, &station.ScanRequest{Data: code})
}

// touch does an action of the screen that the worker sees.
func (w *worker) touch(action string) (*station.StateAnswer, error) {
	s, _ := w.stands()
	return station.Touch.Do(context.Background(), w.door, w.as, &station.TouchRequest{Version: s.Version, Action: action})
}

// stands is the worker's session, and the length of the timeline.
func (w *worker) stands() (s *station.Session, head uint64) {
	w.t.Helper()
	if err := w.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
		if s, err = station.Of(tx, w.as.Person); err == nil {
			head, err = journal.Head(tx)
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return s, head
}

// denied wants everything that a worker can try in a flow refused in the words of
// the right that is missing, and nothing done by it.
func (w *worker) denied(t *testing.T, flow string) {
	t.Helper()
	before, head := w.stands()
	for what, try := range map[string]func() (*station.StateAnswer, error){
		"begins by a barcode": func() (*station.StateAnswer, error) { return w.scan(ident.CommandCode(flow)) },
		"begins by a touch":   func() (*station.StateAnswer, error) { return w.touch(flow) },
		"scans goods":         func() (*station.StateAnswer, error) { return w.scan(cupCode) },
		"scans a tote":        func() (*station.StateAnswer, error) { return w.scan(w.tote) },
		"touches":             func() (*station.StateAnswer, error) { return w.touch("confirm") },
		"scans an action":     func() (*station.StateAnswer, error) { return w.scan(ident.CommandCode("undo")) },
	} {
		if before.Flow == "" && what != "begins by a barcode" && what != "begins by a touch" {
			continue // in the menu there is nothing else to try
		}
		a, err := try()
		said := fault.Of(err)
		if err == nil || fault.KindOf(err) != fault.Denied || said.Code != "staff.denied" || said.Args["right"] != string(flowRights[flow]) {
			t.Errorf("%s: %v, answered %+v", what, err, a)
			continue
		}
		for _, lang := range locale.Langs {
			if text := locale.Say(lang, said.Code, locale.Args(said.Args)); text == said.Code || text == "" {
				t.Errorf("%s: no words in %s", what, lang)
			}
		}
	}
	after, end := w.stands()
	if diff := cmp.Diff(before, after); diff != "" || head != end {
		t.Errorf("%d entries were posted, and the session:\n%s", end-head, diff)
	}
}

// may wants everything that a worker tries in a flow answered by the flow.
func (w *worker) may(t *testing.T, flow string) {
	t.Helper()
	for what, try := range map[string]func() (*station.StateAnswer, error){
		"begins by a barcode": func() (*station.StateAnswer, error) { return w.scan(ident.CommandCode(flow)) },
		"begins by a touch":   func() (*station.StateAnswer, error) { return w.touch(flow) },
		"scans goods":         func() (*station.StateAnswer, error) { return w.scan(cupCode) },
		"touches":             func() (*station.StateAnswer, error) { return w.touch("confirm") },
	} {
		if _, err := w.scan(ident.CommandCode(flow)); err != nil {
			t.Fatal(err)
		}
		before, _ := w.stands()
		if a, err := try(); err != nil {
			t.Errorf("%s: %v", what, err)
		} else if a.Version <= before.Version || a.Reply.Flow != flow {
			t.Errorf("%s: answered by %q", what, a.Reply.Flow)
		}
	}
}

// TestFlowRights is the matrix of the floor's work: who has the right at this
// warehouse begins, scans and touches; who has it nowhere or at another warehouse
// does not begin; and who loses it with the work begun does not one step more,
// yet leaves it.
func TestFlowRights(t *testing.T) {
	if diff := cmp.Diff(slices.Sorted(maps.Keys(flowRights)), station.Flows()); diff != "" {
		t.Fatalf("the flows of the table and of the program:\n%s", diff)
	}
	halls := newTwoHalls(t)
	for flow, right := range flowRights {
		t.Run(flow, func(t *testing.T) {
			h := *halls
			h.t = t
			begun := func(how string, at ...warehouse.SiteID) *worker {
				w := h.hire(flow+" "+how, right, at...)
				if _, err := w.scan(ident.CommandCode(flow)); err != nil {
					t.Fatal(err)
				}
				return w
			}
			h.hire(flow+" here", right, h.own).may(t, flow)
			h.hire(flow+" nowhere", right).denied(t, flow)
			h.hire(flow+" elsewhere", right, h.other).denied(t, flow)

			taken := begun("taken", h.own)
			taken.takes()
			taken.denied(t, flow)
			moved := begun("moved", h.own, h.other)
			moved.takes()
			moved.denied(t, flow)
			changed := begun("changed", h.own)
			h.gives("staff.role.edit", staff.RoleRequest{Role: changed.role, Version: 1, Name: flow + " changed", Rights: []staff.Pattern{"orders.read"}}, nil)
			changed.denied(t, flow)

			a, err := changed.touch(station.MenuFlow)
			if err != nil || a.Reply.Flow != station.MenuFlow {
				t.Errorf("leaves: %v", err)
			}
			changed.denied(t, flow) // nor comes back
		})
	}
}

// TestOpenerRights: the tote that opens packing at a bench opens it for nobody
// who may not pack: they are asked to choose their work, as at any other code.
func TestOpenerRights(t *testing.T) {
	h := newTwoHalls(t)
	for name, row := range map[string]struct {
		at   []warehouse.SiteID
		want string
	}{
		"here":      {[]warehouse.SiteID{h.own}, "pack"},
		"nowhere":   {nil, station.MenuFlow},
		"elsewhere": {[]warehouse.SiteID{h.other}, station.MenuFlow},
	} {
		w := h.hire(name, flowRights["pack"], row.at...)
		a, err := w.scan(h.tote)
		if err != nil || a.Reply.Flow != row.want {
			t.Errorf("%s: %v, want the answer of %s", name, err, row.want)
		}
		if s, _ := w.stands(); row.want == station.MenuFlow && (s.Flow != "" || a == nil || a.Reply.Message.Code != "station.choose_work") {
			t.Errorf("%s: in %q, told %+v", name, s.Flow, a)
		}
	}
}
