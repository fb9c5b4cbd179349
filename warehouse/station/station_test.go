package station_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// counting is a flow that counts the items that were scanned in it.
type counting struct{}

type counted struct{ N measure.Qty }

var (
	last    *station.Scanned // that was counted
	refused string           // the article of what it needs no more
)

var _ = station.Register(counting{})

func (counting) Name() string                                     { return "counting" }
func (counting) Right() staff.Right                               { return "count.work" }
func (counting) Waiting(*store.Tx, warehouse.SiteID) (int, error) { return 3, nil }
func (c counting) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return c.Show(ctx, tx, s)
}

func (counting) Show(_ context.Context, _ *store.Tx, s *station.Session) (station.Reply, error) {
	c, err := station.Load[counted](s)
	if err != nil {
		return station.Reply{}, err
	}
	return station.Answer(station.CueOK, "counting", "count", c, station.Say("test.counted", "n", c.N))
}

func (f counting) Scan(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	item, _ := in.Item()
	if item == nil {
		return station.Unknown(ctx, tx, s, in)
	}
	c, err := station.Load[counted](s)
	if err != nil {
		return station.Reply{}, err
	}
	c.N += item.Qty
	last = in
	if err := station.Keep(s, c); err != nil {
		return station.Reply{}, err
	}
	return f.Show(ctx, tx, s)
}

// Use needs anything but berets.
func (counting) Use(_ context.Context, _ *store.Tx, _ *station.Session, in *station.Scanned) (station.Use, error) {
	if item, _ := in.Item(); item == nil || strings.HasPrefix(item.Item.Article, "BERET") || item.Item.Article == refused {
		return station.Useless, nil
	}
	return station.Useful, nil
}

func (f counting) Touch(ctx context.Context, tx *store.Tx, s *station.Session, action string, _ map[string]string) (station.Reply, error) {
	if action == "break" {
		return station.Reply{}, fault.New(fault.Short, "test.short")
	}
	if err := station.Keep(s, counted{}); err != nil {
		return station.Reply{}, err
	}
	return f.Show(ctx, tx, s)
}

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "station.") }

type house struct {
	t     *testing.T
	door  *command.Door
	olga  warehouse.PersonID
	bench string // code of a station
}

func newHouse(t *testing.T) *house {
	h := &house{t: t, door: &command.Door{DB: store.Open(memory.New())}}
	itself := command.Command{Itself: true}
	ctx := context.Background()
	site, err := place.CreateSite.Do(ctx, h.door, itself, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
	h.must(err)
	bench, err := place.CreateStation.Do(ctx, h.door, itself, &place.CreateStationRequest{Parent: site.IDs[0], Name: "Стол 1"})
	h.must(err)
	h.bench = bench.Codes[0]
	for _, i := range []catalog.CreateRequest{
		{Body: catalog.Body{Article: "HAT", Name: "Hat"}, Barcodes: []catalog.Barcode{{Code: "4607034170424"}, {Code: "14607034170421", Pack: "box"}}, Packs: []catalog.Pack{{Name: "box", Factor: measure.Factor{Num: 6, Den: 1}}}},
		{Body: catalog.Body{Article: "CAP", Name: "Cap"}, Barcodes: []catalog.Barcode{{Code: "2000000000015", Shared: true}}},
		{Body: catalog.Body{Article: "FEZ", Name: "Fez"}, Barcodes: []catalog.Barcode{{Code: "4607034170431"}, {Code: "2000000000015", Shared: true}, {Code: "2000000000022", Shared: true}}},
		{Body: catalog.Body{Article: "BERET", Name: "Beret"}, Barcodes: []catalog.Barcode{{Code: "2000000000015", Shared: true}, {Code: "2000000000022", Shared: true}, {Code: "2000000000039", Shared: true}}},
		{Body: catalog.Body{Article: "BERET-R", Name: "Beret, red"}, Barcodes: []catalog.Barcode{{Code: "2000000000039", Shared: true}}},
	} {
		_, err := catalog.Create.Do(ctx, h.door, itself, &i)
		h.must(err)
	}
	h.must(h.door.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Olga", Locale: "en", Roles: []staff.RoleAt{{Role: "counter", Site: site.IDs[0]}}})
		if err == nil {
			h.olga = p.Person
		}
		return err
	}))
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) as() command.Command { return command.Command{Person: h.olga, Device: "handheld"} }

func (h *house) scan(code string) *station.StateAnswer {
	h.t.Helper()
	a, err := station.Scan.Do(context.Background(), h.door, h.as(), &station.ScanRequest{Data: code})
	h.must(err)
	return a
}

// says checks cue, screen and sentence of an answer, and how many were counted.
func (h *house) says(a *station.StateAnswer, cue station.Cue, screen, code string, n measure.Qty) {
	h.t.Helper()
	var c counted
	h.must(json.Unmarshal(a.Reply.View, &c))
	if a.Reply.Cue != cue || a.Reply.Screen != screen || a.Reply.Message.Code != code || c.N != n {
		h.t.Errorf("got %s %s %s with %d, want %s %s %s with %d", a.Reply.Cue, a.Reply.Screen, a.Reply.Message.Code, c.N, cue, screen, code, n)
	}
}

func TestScansInAFlow(t *testing.T) {
	h := newHouse(t)
	a, err := station.Open.Do(context.Background(), h.door, h.as(), &station.OpenRequest{})
	h.must(err)
	h.says(a, station.CueOK, "menu", "station.menu", 0)
	h.says(h.scan("4607034170424"), station.CueAttention, "menu", "station.choose_work", 0)
	h.says(h.scan(ident.CommandCode("counting")), station.CueOK, "count", "test.counted", 0)
	h.says(h.scan("4607034170424"), station.CueOK, "count", "test.counted", 1)
	h.says(h.scan("14607034170421"), station.CueOK, "count", "test.counted", 7) // a box of six
	h.says(h.scan("nothing like it"), station.CueWrong, "count", "station.unknown_code", 7)
	h.says(h.scan("2000000000015"), station.CueAttention, "count", "station.ambiguous", 7)
	h.says(h.scan("2000000000039"), station.CueWrong, "count", "station.not_now", 7) // two berets
	h.says(h.scan("2000000000022"), station.CueOK, "count", "test.counted", 8)       // a beret, or a fez
	h.says(h.scan(h.bench), station.CueOK, "count", "station.taken", 8)
	slip := []byte(h.bench)
	slip[len(slip)-1] = '0' + (slip[len(slip)-1]-'0'+1)%10
	h.says(h.scan(string(slip)), station.CueWrong, "count", "ident.check_digit", 8)
	h.says(h.scan(ident.CommandCode("reset")), station.CueOK, "count", "test.counted", 0)
	h.says(h.scan(ident.CommandCode("menu")), station.CueOK, "menu", "station.menu", 0)
	old, err := station.Scan.Do(context.Background(), h.door, h.as(), &station.ScanRequest{Data: "4607034170424", AgeMS: 6000})
	h.must(err)
	h.says(old, station.CueAttention, "menu", "station.old_scan", 0)
}

// TestTouches: a touch of a screen that is no longer there does nothing; one
// that fails leaves the session as it was, and Refuse shows why.
func TestTouches(t *testing.T) {
	h := newHouse(t)
	_, err := station.Open.Do(context.Background(), h.door, h.as(), &station.OpenRequest{})
	h.must(err)
	h.scan(ident.CommandCode("counting"))
	seen := h.scan("4607034170424")
	touch := func(version uint64, action string) (*station.StateAnswer, error) {
		return station.Touch.Do(context.Background(), h.door, h.as(), &station.TouchRequest{Version: version, Action: action})
	}
	a, err := touch(seen.Version-1, "reset")
	h.must(err)
	h.says(a, station.CueAttention, "count", "station.look-again", 1)
	if _, err = touch(a.Version, "break"); !errors.Is(err, fault.Short) {
		t.Errorf("got %v", err)
	}
	a, err = station.Refuse.Do(context.Background(), h.door, h.as(), &station.RefuseRequest{Code: "test.short"})
	h.must(err)
	h.says(a, station.CueWrong, "count", "test.short", 1)
	a, err = touch(a.Version, "reset")
	h.must(err)
	h.says(a, station.CueOK, "count", "test.counted", 0)
}

// TestRights: who may not count is not let in, by menu, barcode or touch.
func TestRights(t *testing.T) {
	h := newHouse(t)
	h.must(h.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Packer", Locale: "en", Roles: []staff.RoleAt{{Role: "packer"}}})
		if err == nil {
			h.olga = p.Person
		}
		return err
	}))
	a, err := station.Open.Do(context.Background(), h.door, h.as(), &station.OpenRequest{})
	h.must(err)
	var m station.Menu
	h.must(json.Unmarshal(a.Reply.View, &m))
	if len(m.Works) != 2 || m.Works[0].Why == nil || m.Works[0].Waiting != 3 {
		t.Errorf("menu %+v", m)
	}
	if _, err := station.Scan.Do(context.Background(), h.door, h.as(), &station.ScanRequest{Data: ident.CommandCode("counting")}); !errors.Is(err, fault.Denied) {
		t.Errorf("got %v", err)
	}
}
