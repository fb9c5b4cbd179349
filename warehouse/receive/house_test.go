package receive_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "receive.") }

type fatal interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// Codes of the goods of the house.
const (
	mug     = "4607034171186"
	mugBox  = "14607034171183" // 12 mugs
	mugBale = "24607034171180" // a carton that the catalogue does not know
	shampoo = "4607034175405"  // lots with expiry
	phone   = "4607034173029"  // each piece by its serial number
	coffee  = "4607034179106"  // in grams
	bolt    = "4607034176037"  // counted by typing
)

const gs = "\x1d"

// house is a site with a dock, racks and somebody who receives.
type house struct {
	door *command.Door
	site warehouse.SiteID
	who  map[string]warehouse.PersonID
	at   map[string]warehouse.PlaceID // by name
	item map[string]warehouse.ItemID  // by barcode
	last *station.StateAnswer
	me   string
}

func newHouse(t fatal) *house {
	t.Helper()
	h := &house{door: &command.Door{DB: store.Open(memory.New())}, who: map[string]warehouse.PersonID{}, at: map[string]warehouse.PlaceID{}, item: map[string]warehouse.ItemID{}, me: "Лев"}
	ctx, itself := context.Background(), command.Command{Itself: true}
	e, err := place.SaveEntity.Do(ctx, h.door, itself, &place.SaveEntityRequest{Name: "Север и Юг", Country: "RU", Tax: place.TaxGeneral})
	must(t, err)
	s, err := place.CreateSite.Do(ctx, h.door, itself, &place.CreateSiteRequest{Name: "Подольск", Timezone: "Europe/Moscow", Currency: measure.RUB, Owner: e.ID})
	must(t, err)
	h.site = s.IDs[0]
	bins := []place.BinSpec{
		{Name: "DOCK", Use: place.Dock}, {Name: "GATE", Use: place.Dock},
		{Name: "A-1", Use: place.PickFace}, {Name: "A-2", Use: place.PickFace}, {Name: "A-3", Use: place.Reserve, Capacity: place.Capacity{Units: 10}},
		{Name: "HOSP", Use: place.Hospital},
	}
	b, err := place.CreateBins.Do(ctx, h.door, itself, &place.CreateBinsRequest{Parent: h.site, Bins: bins})
	must(t, err)
	for i, spec := range bins {
		h.at[spec.Name] = b.IDs[i]
	}
	for _, kind := range []place.Kind{place.KindTote, place.KindPallet} {
		c, err := place.CreateCarriers.Do(ctx, h.door, itself, &place.CreateCarriersRequest{Site: h.site, Kind: kind, Count: 1})
		must(t, err)
		h.at[kind.String()] = c.IDs[0]
	}
	h.goods(t)
	must(t, h.write(func(ctx context.Context, tx *store.Tx) error {
		for _, name := range []string{"Лев", "Ида"} {
			p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: name, Locale: "ru", Roles: []staff.RoleAt{{Role: "receiver", Site: h.site}}})
			if err != nil {
				return err
			}
			h.who[name] = p.Person
		}
		return nil
	}))
	for name := range h.who {
		_, err := station.Open.Do(ctx, h.door, command.Command{Person: h.who[name], Device: name}, &station.OpenRequest{})
		must(t, err)
	}
	return h
}

func (h *house) goods(t fatal) {
	for code, body := range map[string]catalog.Body{
		mug:     {Article: "MUG", Name: "Кружка", Weight: 300},
		shampoo: {Article: "SHA", Name: "Шампунь", Tracking: catalog.Tracking{Lots: true, Expiry: true, ShelfLifeDays: 365}},
		phone:   {Article: "PHO", Name: "Наушники", Tracking: catalog.Tracking{Units: true}},
		coffee:  {Article: "COF", Name: "Кофе", Unit: measure.Gram},
		bolt:    {Article: "BLT", Name: "Болт", Typed: true},
	} {
		r := &catalog.CreateRequest{Body: body, Barcodes: []catalog.Barcode{{Code: code}}}
		if code == mug {
			r.Packs = []catalog.Pack{{Name: "box", Factor: measure.Factor{Num: 12, Den: 1}}}
			r.Barcodes = append(r.Barcodes, catalog.Barcode{Code: mugBox, Pack: "box"})
		}
		a, err := catalog.Create.Do(context.Background(), h.door, command.Command{Itself: true}, r)
		must(t, err)
		h.item[code] = a.ID
	}
}

func must(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) write(fn func(context.Context, *store.Tx) error) error {
	return h.door.DB.Write(context.Background(), fn)
}

func (h *house) read(t fatal, fn func(tx *store.Tx) error) {
	t.Helper()
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

// proved is the ledger's and the promise's own proof, and that arrivals say what
// their moves say.
func (h *house) proved(t fatal) {
	t.Helper()
	h.read(t, func(tx *store.Tx) error { return errors.Join(ledger.Check(tx), promise.Check(tx), receive.Check(tx)) })
}

// do is one step of a person: "scan CODE", "touch ACTION name=value …"; a code
// may be the name of a place. It is proved after it.
func (h *house) do(t fatal, what string) error {
	t.Helper()
	verb, rest, _ := strings.Cut(what, " ")
	as := command.Command{Person: h.who[h.me], Device: h.me}
	var err error
	var a *station.StateAnswer
	switch verb {
	case "scan":
		a, err = station.Scan.Do(context.Background(), h.door, as, &station.ScanRequest{Data: h.code(t, rest)})
	case "touch":
		words := strings.Fields(rest)
		r := &station.TouchRequest{Version: h.version(t), Action: words[0], Args: map[string]string{}}
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			r.Args[name] = value
		}
		a, err = station.Touch.Do(context.Background(), h.door, as, r)
	default:
		t.Fatalf("no such step: %s", what)
	}
	if err == nil {
		h.last = a
	}
	h.proved(t)
	return err
}

func (h *house) version(t fatal) (v uint64) {
	h.read(t, func(tx *store.Tx) error {
		s, err := station.Of(tx, h.who[h.me])
		if err == nil {
			v = s.Version
		}
		return err
	})
	return v
}

// code is what is scanned for a word of a step: the label of a place, the
// command of a flow, or the word itself.
func (h *house) code(t fatal, word string) (code string) {
	code = word
	if slices.Contains(station.Flows(), word) || word == station.MenuFlow {
		return ident.CommandCode(word)
	}
	if id, ok := h.at[word]; ok {
		h.read(t, func(tx *store.Tx) error {
			p, err := place.Get(tx, id)
			if err == nil {
				code = p.Code
			}
			return err
		})
	}
	return code
}

func (h *house) view(t fatal) (v receive.View) {
	t.Helper()
	must(t, json.Unmarshal(h.last.Reply.View, &v))
	return v
}

// said is a reply in a few words: "ok item receive.dock".
func (h *house) said() string {
	r := h.last.Reply
	return fmt.Sprintf("%s %s %s", r.Cue, r.Screen, r.Message.Code)
}

// lies tells what lies in a place: "12 MUG, 1 SHA L1 2027-03-31 damaged".
func (h *house) lies(t fatal, name string) string {
	t.Helper()
	var all []string
	h.read(t, func(tx *store.Tx) error {
		for b, err := range ledger.Contents(tx, h.at[name]) {
			if err != nil {
				return err
			}
			i, err := catalog.Get(tx, b.Stock.Item)
			if err != nil {
				return err
			}
			line := fmt.Sprint(b.OnHand(), " ", i.Article)
			if !b.Stock.Lot.IsZero() {
				l, err := ledger.GetLot(tx, b.Stock.Lot)
				if err != nil {
					return err
				}
				line += fmt.Sprint(" ", l.Code, " ", l.Expiry)
			}
			if b.Stock.Condition != warehouse.Good {
				line += " " + b.Stock.Condition.String()
			}
			all = append(all, line)
		}
		return nil
	})
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// step is what a person does and what they see; bin, if not "", is what must lie
// at the dock after it.
type step struct{ do, want, dock string }

// walk goes through steps; "-" leaves the dock unlooked at.
func (h *house) walk(t *testing.T, steps ...step) {
	t.Helper()
	for i, s := range steps {
		must(t, h.do(t, s.do))
		if got := h.said(); got != s.want {
			t.Fatalf("step %d, %s: got %q, want %q", i, s.do, got, s.want)
		}
		if s.dock == "-" {
			continue
		}
		if got := h.lies(t, "DOCK"); got != s.dock {
			t.Fatalf("step %d, %s: at the dock lies %q, want %q", i, s.do, got, s.dock)
		}
	}
}

// promised tells a line's short and promised units.
func (h *house) promised(t fatal, line warehouse.LineID) (out string) {
	t.Helper()
	h.read(t, func(tx *store.Tx) error {
		l, err := promise.Get(tx, line)
		if err != nil {
			return err
		}
		if l.Short > 0 {
			out = fmt.Sprint(l.Short, " short ")
		}
		out += fmt.Sprint(l.Promised, " promised")
		return nil
	})
	return out
}
