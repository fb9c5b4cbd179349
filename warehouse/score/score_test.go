package score_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/score"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

var (
	oksana, igor, darya = warehouse.PersonID{1}, warehouse.PersonID{2}, warehouse.PersonID{3}
	order               = warehouse.OrderID{4}
	mug, sock           = warehouse.ItemID{5}, warehouse.ItemID{6}
	tote, other         = warehouse.PlaceID{7}, warehouse.PlaceID{8}
	bin, parcel         = warehouse.PlaceID{9}, warehouse.PlaceID{10}
	third, fourth       = warehouse.PlaceID{11}, warehouse.PlaceID{12}
	fifth, sixth        = warehouse.PlaceID{13}, warehouse.PlaceID{14}
)

// floor is a store in which people work, one entry of the journal after another.
type floor struct {
	*testing.T
	db   *store.DB
	site place.Site
	now  time.Time
}

func newFloor(t *testing.T) *floor {
	f := &floor{T: t, now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}
	f.db = store.Open(memory.New(), store.Options{Clock: func() time.Time { return f.now }})
	made, err := place.CreateSite.Do(t.Context(), &command.Door{DB: f.db}, command.Command{Itself: true},
		&place.CreateSiteRequest{Name: "Kyiv", Timezone: "Europe/Kyiv", Currency: measure.UAH})
	must(t, err)
	f.does(warehouse.PersonID{}, func(tx *store.Tx) error {
		if f.site, err = place.GetSite(tx, made.IDs[0]); err != nil {
			return err
		}
		return job.Offer(tx, &job.Job{Order: order, Number: "10001", Site: f.site.ID, Since: tx.Now()})
	})
	return f
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (f *floor) does(who warehouse.PersonID, what func(*store.Tx) error) {
	f.Helper()
	must(f.T, f.db.Write(f.Context(), func(_ context.Context, tx *store.Tx) error {
		tx.SetOrigin(store.Origin{Person: who})
		return what(tx)
	}))
}

// scans is an answer to a scan: right, or refused with a kind; "" names none.
func (f *floor) scans(who warehouse.PersonID, flow string, cue station.Cue, slip *station.Slip) {
	f.Helper()
	f.does(who, func(tx *store.Tx) error {
		return station.RepliedKind.Record(tx, station.Replied{Person: who, Flow: flow, Cue: cue, Site: f.site.ID, To: station.ToScan, Slip: slip})
	})
}

func (f *floor) picks(who warehouse.PersonID, item warehouse.ItemID, into warehouse.PlaceID, qty measure.Qty) {
	f.Helper()
	f.does(who, func(tx *store.Tx) error {
		return pick.PickedKind.Record(tx, pick.Picked{Order: order, Item: item, Place: bin, Tote: into, Qty: qty}, job.About(order))
	})
}

func (f *floor) misses(item warehouse.ItemID, qty measure.Qty, reason string) {
	f.Helper()
	f.does(darya, func(tx *store.Tx) error {
		return pack.ShortedKind.Record(tx, pack.Shorted{Order: order, Item: item, Qty: qty, Reason: reason}, job.About(order))
	})
}

// day is a working day with mistakes that are known.
func (f *floor) day() {
	f.Helper()
	f.scans(oksana, pick.Flow, station.CueOK, nil)
	f.scans(oksana, pick.Flow, station.CueWrong, &station.Slip{Kind: "bin", Order: "10001", Bin: "A-01"})
	f.scans(oksana, pick.Flow, station.CueWrong, &station.Slip{Kind: "item", Order: "10001", Item: sock})
	f.scans(oksana, pick.Flow, station.CueWrong, &station.Slip{Kind: "item", Order: "10001", Item: sock})
	f.scans(oksana, pick.Flow, station.CueWrong, &station.Slip{Kind: "unknown"}) // a torn label
	f.scans(oksana, pick.Flow, station.CueWrong, nil)                            // a colleague's order
	f.does(igor, func(tx *store.Tx) error {                                      // a manager cancels: that is no scan of hers
		return station.RepliedKind.Record(tx, station.Replied{Person: oksana, Flow: pick.Flow, Cue: station.CueWrong, Site: f.site.ID})
	})
	f.picks(oksana, mug, tote, 3)
	f.picks(igor, mug, other, 2)
	f.picks(igor, sock, other, 1)
	f.does(igor, func(tx *store.Tx) error {
		return pick.UndoneKind.Record(tx, pick.Undone{Order: order, Item: sock, Place: bin, Tote: other, Qty: 1}, job.About(order))
	})
	f.does(igor, func(tx *store.Tx) error {
		return pick.ShortKind.Record(tx, pick.ShortPick{Order: order, Item: sock, Place: bin, Need: 1, Reason: "empty"}, job.About(order))
	})

	f.now = time.Date(2026, 11, 20, 22, 30, 0, 0, time.UTC) // past midnight in Kyiv
	f.scans(darya, pack.Flow, station.CueOK, nil)
	f.scans(darya, pack.Flow, station.CueWrong, &station.Slip{Kind: "tote", Tote: "T-9"})
	f.does(darya, func(tx *store.Tx) error {
		return pack.UnitPackedKind.Record(tx, pack.UnitPacked{Order: order, Parcel: parcel, Item: mug, Qty: 1}, job.About(order))
	})
	f.misses(mug, 3, pack.ReasonEmpty) // igor's two, and one of oksana's
	f.misses(mug, 1, pack.ReasonOther) // oksana's
	f.misses(mug, 1, pack.ReasonDamaged)
	f.misses(sock, 1, pack.ReasonEmpty) // it was put back: nobody's
	f.closes(darya, parcel)
	f.closes(igor, third)
	f.reopens(parcel, fourth)
	f.closes(igor, fourth)
	f.reopens(third, fifth) // and never closed again
	f.closes(darya, sixth)
	f.reopens(sixth, warehouse.PlaceID{}) // taken apart: she did close it
}

func (f *floor) closes(who warehouse.PersonID, box warehouse.PlaceID) {
	f.Helper()
	f.does(who, func(tx *store.Tx) error {
		return pack.ParcelClosedKind.Record(tx, pack.ParcelClosed{Order: order, Parcel: box, Code: "P1"}, job.About(order))
	})
}

// reopens voids a parcel; its goods are in another one then, or in none.
func (f *floor) reopens(box, into warehouse.PlaceID) {
	f.Helper()
	f.does(darya, func(tx *store.Tx) error {
		return pack.ParcelVoidedKind.Record(tx, pack.ParcelVoided{Order: order, Parcel: box, Code: "P1", Into: into}, job.About(order))
	})
}

// known are the figures of that day.
func (f *floor) known() []score.Figures {
	friday, saturday := measure.DayFrom(2026, 11, 20), measure.DayFrom(2026, 11, 21)
	return []score.Figures{
		{Site: f.site.ID, Day: friday, Person: oksana, Work: "pick", Scans: 6, Wrong: score.Wrong{Item: 2, Bin: 1}, Noise: 2, Lines: 1, Units: 3, Missing: 1, Other: 1},
		{Site: f.site.ID, Day: friday, Person: igor, Work: "pick", Lines: 2, Units: 3, Short: 1, Undone: 1, Missing: 2},
		{Site: f.site.ID, Day: saturday, Person: igor, Work: "pack", Parcels: 1},
		{Site: f.site.ID, Day: saturday, Person: darya, Work: "pack", Scans: 2, Wrong: score.Wrong{Tote: 1}, Lines: 1, Units: 1, Parcels: 1},
	}
}

func (f *floor) follows(follower *journal.Follower) {
	f.Helper()
	for {
		n, err := follower.Step(f.Context(), f.db)
		must(f.T, err)
		if n == 0 {
			return
		}
	}
}

func (f *floor) figures() (all []score.Figures) {
	f.Helper()
	must(f.T, f.db.Read(f.Context(), func(_ context.Context, tx *store.Tx) error {
		for one, err := range score.Days(tx, f.site.ID, measure.DayFrom(2026, 11, 1), measure.DayFrom(2026, 11, 30)) {
			if err != nil {
				return err
			}
			all = append(all, *one)
		}
		for p, err := range journal.AllParked(tx) {
			if err != nil {
				return err
			}
			f.Errorf("%s is parked: %s %s", p.Kind, p.Why, p.Detail)
		}
		return nil
	}))
	return all
}

// TestKnownMistakes: a day with known mistakes gives exactly these figures, and
// read once more from the beginning it gives them again.
func TestKnownMistakes(t *testing.T) {
	f := newFloor(t)
	follower := score.Follow()
	must(t, follower.Begin(t.Context(), f.db))
	f.day()
	f.follows(follower)
	if diff := cmp.Diff(f.known(), f.figures()); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}

	f.does(warehouse.PersonID{}, score.Clear)
	if left := f.figures(); len(left) > 0 {
		t.Fatalf("it was not cleared: %+v", left)
	}
	anew := score.Follow()
	anew.Name, anew.FromNow = "score again", false
	f.follows(anew)
	if diff := cmp.Diff(f.known(), f.figures()); diff != "" {
		t.Errorf("from the beginning: want -, got +\n%s", diff)
	}
}

// TestSlips: what a figure is made of, the newest first; what a packer found names
// the order, how many, and who found it.
func TestSlips(t *testing.T) {
	f := newFloor(t)
	follower := score.Follow()
	must(t, follower.Begin(t.Context(), f.db))
	f.day()
	f.follows(follower)
	var kinds []string
	must(t, f.db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
		for s, err := range score.Slips(tx, oksana) {
			if err != nil {
				return err
			}
			kinds = append(kinds, s.Kind)
			if found := s.Kind == "other" || s.Kind == "missing"; found && (s.Order != order || s.Units != 1 || s.By != darya) || s.Kind == "bin" && s.Bin != "A-01" {
				t.Errorf("%+v", s)
			}
		}
		return nil
	}))
	if diff := cmp.Diff([]string{"other", "missing", "item", "item", "bin"}, kinds); diff != "" {
		t.Error(diff)
	}
}
