package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "dispatch.") }

// TestHandOver: every parcel by its scan, what is missing named first, and the
// goods leave the house when the list is closed.
func TestHandOver(t *testing.T) {
	h := newHouse(t)
	one, a := h.packed("cdek", 1)
	two, b := h.packed("cdek", 2)
	_, post := h.packed("post", 1)

	r := h.scan(h.olga, h.dock.Code)
	mustBe(t, "step", r.Step, dispatch.StepScan)
	mustBe(t, "courier", r.Courier.Name, "СДЭК")
	mustBe(t, "dock", r.Courier.Dock, "R2")
	mustBe(t, "ready", r.Courier.Ready, 3)

	r = h.scan(h.olga, a[0].Code)
	mustBe(t, "cue", r.Cue, station.CueOK)
	mustBe(t, "scanned", r.Courier.Scanned, 1)
	mustBe(t, "grams", r.Courier.Grams, 500)
	mustBe(t, "gone yet", h.line(one).Gone, 0)

	for code, verdict := range map[string]string{a[0].Code: "twice", post[0].Code: "wrong", "4607034171186": "unknown"} {
		r = h.scan(h.olga, code)
		if r.Last == nil || r.Last.Verdict != verdict || r.Cue != station.CueWrong {
			t.Errorf("%s: %+v, want %s", code, r.Last, verdict)
		}
	}
	r = h.scan(h.olga, post[0].Code)
	mustBe(t, "belongs", r.Last.Belongs.Name, "post")

	h.scan(h.olga, b[0].Code)
	r = h.touch(h.olga, dispatch.ActClose)
	mustBe(t, "asked", r.Step, dispatch.StepMissing)
	mustBe(t, "missing", len(r.Missing), 1)
	mustBe(t, "missing parcel", r.Missing[0].Number, b[1].Code)
	mustBe(t, "of", r.Missing[0].Of, 2)

	r = h.touch(h.olga, dispatch.ActLeave)
	mustBe(t, "done", r.Step, dispatch.StepDone)
	mustBe(t, "number", r.List, "2026-0001")
	mustBe(t, "parcels", r.Courier.Scanned, 2)
	mustBe(t, "stayed", len(r.Missing), 1)
	mustBe(t, "job of the whole", h.job(one).State, job.Gone)
	mustBe(t, "job of the part", h.job(two).State, job.Packed)
	mustBe(t, "gone of the part", h.line(two).Gone, 1)
	mustBe(t, "on the list", h.parcel(a[0].Place).Manifest, "2026-0001")
	h.read(func(tx *store.Tx) error {
		n := 0
		for u, err := range ledger.UnitsIn(tx, place.Customer, h.item) {
			if n++; err != nil {
				return errors.Join(err, errors.New(u.Code))
			}
		}
		mustBe(t, "pieces at customers", n, 2)
		return nil
	})

	r = h.scan(h.olga, b[1].Code) // the rest, on the next list
	mustBe(t, "the rest", r.Last.Verdict, "right")
	r = h.touch(h.olga, dispatch.ActClose)
	mustBe(t, "second list", r.List, "2026-0002")
	mustBe(t, "job of both parts", h.job(two).State, job.Gone)
	r = h.scan(h.olga, b[1].Code)
	mustBe(t, "left already", r.Last.Verdict, "twice")
}

// TestPaper: the list is a paper with every parcel on it, and can be asked for
// again.
func TestPaper(t *testing.T) {
	h := newHouse(t)
	_, a := h.packed("cdek", 2)
	h.scan(h.olga, ident.CommandCode(dispatch.CourierAction("cdek")))
	h.scan(h.olga, a[0].Code)
	h.scan(h.olga, a[1].Code)
	h.touch(h.olga, dispatch.ActClose)
	h.touch(h.olga, dispatch.ActList)
	var kept *paper.Paper
	h.read(func(tx *store.Tx) error {
		n := 0
		for p, err := range paper.Manifests.Numbered(tx, "2026-0001") {
			if kept, n = p, n+1; err != nil {
				return err
			}
		}
		mustBe(t, "papers", n, 1)
		return nil
	})
	for _, want := range []string{a[0].Code, a[1].Code, "СДЭК", "Север-Юг", "Ольга"} {
		if !strings.Contains(string(kept.Model), want) {
			t.Errorf("the paper lacks %q: %s", want, kept.Model)
		}
	}
}

// TestCities: the list says where each parcel goes, in a form that only the
// buyer's key opens.
func TestCities(t *testing.T) {
	t.Cleanup(func() { dispatch.CityFrom(nil) })
	h := newHouse(t)
	ctx, ring := context.Background(), sealtest.Ring(t)
	subject, err := ring.NewSubject(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tula, err := ring.Seal(ctx, subject, "Тула")
	if err != nil {
		t.Fatal(err)
	}
	known, a := h.packed("cdek", 2)
	_, b := h.packed("cdek", 1)
	dispatch.CityFrom(func(_ *store.Tx, order warehouse.OrderID) (seal.Sealed, error) {
		if order == known {
			return tula, nil
		}
		return seal.Sealed{}, nil
	})
	h.scan(h.olga, h.dock.Code)
	for _, p := range append(a, b...) {
		h.scan(h.olga, p.Code)
	}
	h.touch(h.olga, dispatch.ActClose)
	h.read(func(tx *store.Tx) error {
		for p, err := range paper.Manifests.Numbered(tx, "2026-0001") {
			if err != nil {
				return err
			}
			m := &paper.Manifest{}
			if err := json.Unmarshal(p.Model, m); err != nil {
				return err
			}
			if strings.Contains(string(p.Model), "Тула") {
				t.Errorf("it stands open in %s", p.Model)
			}
			var cities []string
			for _, row := range m.Parcels {
				text, err := "", error(nil)
				if !row.City.IsZero() {
					if text, err = ring.Open(ctx, row.City); err != nil {
						return err
					}
				}
				cities = append(cities, text)
			}
			mustBe(t, "cities", strings.Join(cities, ","), "Тула,Тула,")
		}
		return nil
	})
}

// TestPrinting: the list goes to the printer that is there, sheet by sheet, and
// once more when it is asked for; without one nobody says that it did.
func TestPrinting(t *testing.T) {
	t.Cleanup(func() { station.PrintsAt(nil) })
	h := newHouse(t)
	handed := func() (r shown) {
		_, boxes := h.packed("cdek", 16)
		h.scan(h.olga, h.dock.Code)
		for _, b := range boxes {
			h.scan(h.olga, b.Code)
		}
		return h.touch(h.olga, dispatch.ActClose)
	}
	r := handed()
	mustBe(t, "closed", r.Step, dispatch.StepDone)
	mustBe(t, "printing without a printer", r.Printing, false)
	r = h.touch(h.olga, dispatch.ActList)
	mustBe(t, "said", r.Message.Code, "dispatch.no_printer")
	mustBe(t, "printing without a printer", r.Printing, false)

	const queue = spool.Queue("printer/R2")
	station.PrintsAt(func(_ *store.Tx, site warehouse.SiteID, _ warehouse.StationID) (spool.Queue, error) {
		mustBe(t, "site", site, h.site)
		return queue, nil
	})
	h.touch(h.olga, dispatch.ActBack)
	r = handed()
	mustBe(t, "printing", r.Printing, true)
	sheets := func() (all []*spool.Job) {
		h.read(func(tx *store.Tx) error {
			for l, err := range dispatch.Lists(tx, h.site, "cdek") {
				if err != nil {
					return err
				}
				for j, err := range spool.About(tx, dispatch.AboutList(l.ID)) {
					if all = append(all, j); err != nil || j.Queue != queue || j.Kind != dispatch.Sheets.Name {
						return fmt.Errorf("%+v, %w", j, err)
					}
				}
			}
			return nil
		})
		return all
	}
	mustBe(t, "sheets of 16 parcels", len(sheets()), 2)
	r = h.touch(h.olga, dispatch.ActList)
	mustBe(t, "said", r.Message.Code, "dispatch.printed")
	mustBe(t, "sheets after once more", len(sheets()), 4)
	if _, err := dispatch.Print.Do(context.Background(), h.door, command.Command{Person: h.igor}, &dispatch.ListRequest{Courier: "cdek"}); err != nil {
		t.Error(err)
	}
	mustBe(t, "sheets after the office", len(sheets()), 6)
	last, err := paper.Print{}, error(nil)
	if err = json.Unmarshal(sheets()[0].Body, &last); err == nil {
		_, err = last.Label(context.Background(), nil, nil)
	}
	if err != nil {
		t.Errorf("a sheet cannot be drawn: %v", err)
	}
}

// TestStoppedAtTheDock: an order cancelled after its parcel was scanned out does
// not leave, and the person at the dock is told at once.
func TestStoppedAtTheDock(t *testing.T) {
	h := newHouse(t)
	bad, a := h.packed("cdek", 1)
	good, b := h.packed("cdek", 1)
	h.scan(h.olga, a[0].Code) // the parcel decides whose courier it is
	h.scan(h.olga, b[0].Code)
	h.cancel(bad)
	r := h.look(h.olga)
	if r.Cue != station.CueWrong || r.Last == nil || r.Last.Verdict != "stopped" || r.Last.Parcel.Number != a[0].Code {
		t.Fatalf("not told: %s %+v", r.Cue, r.Last)
	}
	r = h.touch(h.olga, dispatch.ActClose)
	mustBe(t, "closed over it", r.Message.Code, "dispatch.take_off")
	r = h.scan(h.olga, a[0].Code)
	mustBe(t, "taken off", r.Message.Code, "dispatch.taken_off")
	mustBe(t, "left on the list", r.Courier.Scanned, 1)
	r = h.scan(h.olga, a[0].Code)
	mustBe(t, "again", r.Last.Verdict, "stopped")
	r = h.touch(h.olga, dispatch.ActClose)
	mustBe(t, "closed", r.Step, dispatch.StepDone)
	mustBe(t, "good", h.job(good).State, job.Gone)
	mustBe(t, "bad", h.job(bad).State, job.Stopped)
	mustBe(t, "gone of the bad", h.line(bad).Gone, 0)
}

// TestListsAtTheDock: an order that is cancelled takes its parcel off the screens on
// which it waits, without a touch.
func TestListsAtTheDock(t *testing.T) {
	h := newHouse(t)
	bad, _ := h.packed("cdek", 1)
	_, stays := h.packed("cdek", 1)
	mustBe(t, "before", len(h.scan(h.olga, h.dock.Code).Missing), 2)
	h.cancel(bad)
	lists := station.Lists{Undrawn: func(err error) { t.Error(err) }}
	if err := lists.Freshen(t.Context(), h.door.DB); err != nil {
		t.Fatal(err)
	}
	r := h.look(h.olga)
	if len(r.Missing) != 1 || r.Missing[0].Number != stays[0].Code || r.Courier.Ready != 1 {
		t.Errorf("waits %+v, %d ready", r.Missing, r.Courier.Ready)
	}
}

// TestCancelledWaitsForNobody: a packed parcel of a cancelled order is no work of
// the dock; it is shown as one to be put back.
func TestCancelledWaitsForNobody(t *testing.T) {
	h := newHouse(t)
	bad, a := h.packed("cdek", 1)
	only, _ := h.packed("post", 1)
	h.packed("cdek", 1)
	h.cancel(bad)
	h.cancel(only)
	h.read(func(tx *store.Tx) error {
		n := 0
		for _, err := range job.WaitingFor(tx, h.site, "") {
			if n++; err != nil {
				return err
			}
		}
		mustBe(t, "wait for anybody", n, 1)
		all, err := dispatch.Departures(tx, h.site)
		if err != nil {
			return err
		}
		for _, d := range all {
			want := map[string][2]int{"cdek": {1, 1}, "post": {0, 1}}[d.Code]
			mustBe(t, d.Code+": waiting and back", [2]int{len(d.Waiting), len(d.Back)}, want)
		}
		mustBe(t, "couriers", len(all), 2)
		return nil
	})
	r := h.scan(h.olga, h.dock.Code)
	mustBe(t, "ready", r.Courier.Ready, 1)
	r = h.scan(h.olga, a[0].Code)
	mustBe(t, "refused", r.Last.Verdict, "stopped")
}

// TestForgetsTheLast: what is no parcel says so, and the refusal before it does
// not stay on the screen.
func TestForgetsTheLast(t *testing.T) {
	h := newHouse(t)
	_, a := h.packed("cdek", 2)
	h.scan(h.olga, a[0].Code)
	for _, code := range []string{"MUG", "A-1"} {
		r := h.scan(h.olga, a[0].Code)
		mustBe(t, "twice", r.Last.Verdict, "twice")
		r = h.scan(h.olga, code)
		mustBe(t, "said of "+code, r.Message.Code, "station.not_now")
		mustBe(t, "cue", r.Cue, station.CueWrong)
		if r.Last != nil {
			t.Errorf("after %s the screen still says %+v", code, r.Last)
		}
	}
}

// TestAmbiguous: a code that means several docks is the one where a courier's parcels
// wait; of two such it is asked which, and of none it is refused. Neither changes
// anything, and the next parcel goes on.
func TestAmbiguous(t *testing.T) {
	h := newHouse(t)
	_, a := h.packed("cdek", 2)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: h.site, Bins: []place.BinSpec{
			{Name: "OLD", Use: place.Staging}, {Name: "R3", Use: place.Staging, Aliases: []string{"OLD"}},
			{Name: "R4", Use: place.Staging}, {Name: "R5", Use: place.Staging, Aliases: []string{"R4"}},
		}})
		if err != nil {
			return err
		}
		for name, courier := range map[string]string{"R4": "np", "R5": "pochta"} {
			at, err := place.Resolve(tx, name)
			if err != nil {
				return err
			}
			if _, err := dispatch.Enter.In(ctx, tx, &dispatch.CourierRequest{Site: h.site, Code: courier, Name: courier, Dock: at[len(at)-1].ID}); err != nil {
				return err
			}
		}
		return nil
	})
	h.scan(h.olga, a[0].Code)
	r := h.scan(h.olga, a[0].Code)
	mustBe(t, "twice", r.Last.Verdict, "twice")
	r = h.scan(h.olga, "OLD")
	mustBe(t, "said", r.Message.Code, "station.not_now")
	mustBe(t, "of", r.Message.Args["what"], "R3, OLD")
	mustBe(t, "cue", r.Cue, station.CueWrong)
	mustBe(t, "courier", r.Courier.Name, "СДЭК")
	mustBe(t, "on the list", r.Courier.Scanned, 1)
	if r.Last != nil {
		t.Errorf("the screen still says %+v", r.Last)
	}
	r = h.scan(h.olga, a[1].Code)
	mustBe(t, "the next parcel", r.Last.Verdict, "right")
	mustBe(t, "on the list", r.Courier.Scanned, 2)
	for _, courier := range []string{"np", "pochta"} {
		h.packed(courier, 1)
	}
	r = h.scan(h.olga, "R4")
	mustBe(t, "said", r.Message.Code, "station.ambiguous")
	mustBe(t, "of", stationtest.Offered(r.Question), "R5, R4")
	mustBe(t, "cue", r.Cue, station.CueAttention)
	mustBe(t, "still", r.Courier.Name, "СДЭК")
	mustBe(t, "the second", h.scan(h.olga, ident.CommandCode("2")).Courier.Name, "np")
	h.scan(h.olga, "R4")
	mustBe(t, "by its own name", h.scan(h.olga, "R5").Courier.Name, "pochta")
}

// TestOfficeCloses: the command closes over what was stopped: it stays.
func TestOfficeCloses(t *testing.T) {
	h := newHouse(t)
	bad, a := h.packed("cdek", 1)
	good, b := h.packed("cdek", 1)
	h.scan(h.olga, a[0].Code)
	h.scan(h.olga, b[0].Code)
	h.cancel(bad)
	left, c := h.packed("cdek", 1)
	r := &dispatch.ListRequest{Courier: "cdek"}
	closes := func(leave bool) (*dispatch.ListAnswer, error) {
		return dispatch.Close.Do(context.Background(), h.door, command.Command{Person: h.igor}, &dispatch.CloseRequest{ListRequest: *r, Leave: leave})
	}
	if _, err := closes(false); fault.Of(err).Code != "dispatch.missing" || fault.Of(err).Args["count"] != "1" {
		t.Errorf("one was not scanned: %v", err)
	}
	mustBe(t, "nothing left", h.job(good).State, job.Packed)
	answer, err := closes(true)
	if err != nil {
		t.Fatal(err)
	}
	mustBe(t, "missing", answer.Missing, 1)
	mustBe(t, "left", h.job(left).State, job.Packed)
	mustBe(t, "left on no list", h.parcel(c[0].Place).Manifest, "")
	mustBe(t, "parcels", answer.Parcels, 1)
	mustBe(t, "good", h.job(good).State, job.Gone)
	mustBe(t, "bad", h.line(bad).Gone, 0)
	if _, err := closes(true); !errors.Is(err, fault.NotFound) {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := dispatch.Print.Do(context.Background(), h.door, command.Command{Person: h.igor}, r); !errors.Is(err, fault.New(fault.Unavailable, "dispatch.no_printer")) {
		t.Errorf("printed without a printer: %v", err)
	}
}

// TestClosedWhileAsked: the office closes the list while somebody at the dock is
// asked about what is missing: nothing is left to hand over without it.
func TestClosedWhileAsked(t *testing.T) {
	h := newHouse(t)
	_, parcels := h.packed("cdek", 2)
	h.scan(h.olga, parcels[0].Code)
	mustBe(t, "asked", h.touch(h.olga, dispatch.ActClose).Step, dispatch.StepMissing)
	lists := station.Lists{Undrawn: func(err error) { t.Error(err) }}
	freshen := func() shown {
		t.Helper()
		if err := lists.Freshen(t.Context(), h.door.DB); err != nil {
			t.Fatal(err)
		}
		return h.look(h.olga)
	}
	mustBe(t, "the question stands", freshen().Step, dispatch.StepMissing)
	if _, err := dispatch.Close.Do(t.Context(), h.door, command.Command{Person: h.igor}, &dispatch.CloseRequest{ListRequest: dispatch.ListRequest{Courier: "cdek"}, Leave: true}); err != nil {
		t.Fatal(err)
	}
	mustBe(t, "and is none", freshen().Step, dispatch.StepScan)
}

// TestUndoAndSharing: two people at one dock fill one list; each takes back
// their own.
func TestUndoAndSharing(t *testing.T) {
	h := newHouse(t)
	order, a := h.packed("", 2) // nobody's courier is one too
	h.touch(h.olga, dispatch.ActOpen, "courier", "none")
	h.scan(h.olga, a[0].Code)
	r := h.scan(h.igor, a[1].Code)
	mustBe(t, "both", r.Courier.Scanned, 2)
	r = h.touch(h.olga, dispatch.ActUndo)
	mustBe(t, "taken back", r.Courier.Scanned, 1)
	mustBe(t, "ready again", r.Missing[0].Number, a[0].Code)
	h.scan(h.olga, a[0].Code)
	h.touch(h.olga, dispatch.ActClose)
	mustBe(t, "job", h.job(order).State, job.Gone)
}

// TestNotPacked: a parcel of an order that is not packed as a whole waits.
func TestNotPacked(t *testing.T) {
	h := newHouse(t)
	order, a := h.packed("cdek", 1)
	h.write(func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, order, job.Packing); return err })
	r := h.scan(h.olga, a[0].Code)
	mustBe(t, "said", r.Message.Code, "dispatch.unpacked")
	mustBe(t, "waits", h.scan(h.olga, h.dock.Code).Courier.Ready, 0)
}

// TestManyClose: fifty closings of one list at once make one.
func TestManyClose(t *testing.T) {
	h := newHouse(t)
	order, a := h.packed("cdek", 1)
	h.scan(h.olga, a[0].Code)
	var all sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range 50 {
		all.Go(func() {
			_, err := dispatch.Close.Do(context.Background(), h.door, command.Command{Person: h.igor}, &dispatch.CloseRequest{ListRequest: dispatch.ListRequest{Courier: "cdek"}})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				done++
			} else if !errors.Is(err, fault.NotFound) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	mustBe(t, "closings", done, 1)
	mustBe(t, "gone", h.line(order).Gone, 1)
	mustBe(t, "number", h.parcel(a[0].Place).Manifest, "2026-0001")
}

// TestWrongParcelIsAMistake: the timeline tells of a parcel of another courier, and of
// which order; a parcel scanned twice, a code that nobody knows and the code of a
// command while the refusal stands are none.
func TestWrongParcelIsAMistake(t *testing.T) {
	h := newHouse(t)
	_, a := h.packed("cdek", 1)
	foreign, post := h.packed("post", 1)
	slip := func(code string) *station.Slip {
		t.Helper()
		h.scan(h.olga, code)
		var told station.Replied
		h.read(func(tx *store.Tx) (err error) { told, err = stationtest.Told(tx, h.olga); return err })
		if told.To != station.ToScan {
			t.Errorf("%s: %+v", code, told)
		}
		return told.Slip
	}
	for _, code := range []string{h.dock.Code, a[0].Code, a[0].Code, "4607034171186"} {
		if got := slip(code); got != nil {
			t.Errorf("%s: %+v", code, got)
		}
	}
	if diff := cmp.Diff(&station.Slip{Kind: "parcel", Order: h.job(foreign).Number}, slip(post[0].Code)); diff != "" {
		t.Error(diff)
	}
	wrong := h.look(h.olga).Last.Wrong
	if diff := cmp.Diff(&station.Wrong{Kind: "parcel", Needed: station.WrongSide{Text: "СДЭК"}, Held: station.WrongSide{Code: post[0].Code, Text: post[0].Code}}, wrong); diff != "" {
		t.Error(diff)
	}
	if got := slip(ident.CommandCode(dispatch.ActLeave)); got != nil {
		t.Errorf("a command that is not offered: %+v", got)
	}
	if got := slip(post[0].Code); got == nil {
		t.Error("scanned again it is a mistake again")
	}
}

// TestFullIsNoMistake: a parcel for which a list has no room takes the refusal before
// it off the screen, which would count once more.
func TestFullIsNoMistake(t *testing.T) {
	h := newHouse(t)
	_, a := h.packed("cdek", dispatch.MaxParcels+1)
	_, post := h.packed("post", 1)
	for _, p := range a[:dispatch.MaxParcels] {
		h.scan(h.olga, p.Code)
	}
	h.scan(h.olga, post[0].Code)
	r := h.scan(h.olga, a[dispatch.MaxParcels].Code)
	mustBe(t, "said", r.Message.Code, "dispatch.full")
	if r.Last != nil {
		t.Errorf("the screen still says %+v", r.Last)
	}
}
