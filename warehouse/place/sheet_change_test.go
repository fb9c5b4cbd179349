package place_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// changes begins a change of bins by their names.
func (f *floor) changes(w place.Wish, names ...string) (file string, run *sheet.Run) {
	f.Helper()
	var bins []*place.Place
	f.read(func(tx *store.Tx) error {
		for _, name := range names {
			p, err := place.ByName(tx, f.site, name)
			if err != nil {
				return err
			}
			bins = append(bins, p)
		}
		return nil
	})
	rows, err := w.Table(bins)
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, ";", sheet.Whole(rows...)); err != nil {
		f.Fatal(err)
	}
	a := do(f, sheet.Start, &sheet.StartRequest{Kind: "bin_changes", Site: f.site, File: b.String()})
	return b.String(), f.work(b.String(), a.Run)
}

func (f *floor) write(file string, run *sheet.Run) *sheet.Run {
	f.Helper()
	do(f, sheet.Apply, &sheet.ApplyRequest{Run: run.ID, SkipBad: true})
	return f.work(file, run.ID)
}

// where is what a change can change of each bin.
func (f *floor) where() string {
	f.Helper()
	var b strings.Builder
	f.read(func(tx *store.Tx) error {
		for p, err := range place.Walk(tx, f.site, 0) {
			if err != nil {
				return err
			}
			in, err := place.Get(tx, p.Parent)
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, p.Name, "in", in.Name, p.At.Zone, p.Use, p.Flags, p.Capacity)
		}
		return nil
	})
	return b.String()
}

// TestManyBinsChange: the dry run writes nothing, what stands against a row is
// told, and all of it is taken back.
func TestManyBinsChange(t *testing.T) {
	f := newFloor(t)
	for _, name := range []string{"A-1", "A-2", "'=A-3"} { // no name is a formula, and none loses a sign
		f.bin(name)
	}
	before := f.where()
	use, yes, weight, none := place.Reserve, true, int64(12_500), int64(0)
	wish := place.Wish{Zone: "B", Use: &use, Pickable: &yes, WeightGrams: &weight, VolumeMM3: &none, Units: &none}
	file, run := f.changes(wish, "A-1", "A-2", "'=A-3")
	if run.State != sheet.Ready || run.Rows != 3 || run.Bad != 0 || f.where() != before {
		t.Fatalf("got %+v: %v\n%s", run, f.problems(run.ID), f.where())
	}
	do(f, place.Block, &place.BlockRequest{ID: f.named("A-2"), Reason: "x"}) // another manager meanwhile
	if run = f.write(file, run); run.State != sheet.Done || run.Changed != 3 {
		t.Fatalf("got %+v: %v", run, f.problems(run.ID))
	}
	want := "A-1 in B B reserve {true true} {0 12500 0}\nA-2 in B B reserve {true true} {0 12500 0}\n'=A-3 in B B reserve {true true} {0 12500 0}\n"
	if diff := cmp.Diff(want, f.where()); diff != "" {
		t.Error(diff)
	}
	if _, again := f.changes(wish, "A-1"); again.Bad != 0 || f.write("", again) == nil || f.where() != want {
		t.Errorf("again: %+v", again)
	}
	do(f, sheet.Undo, &sheet.RunRequest{Run: run.ID})
	if got := f.work("", run.ID); got.Kept != 0 || f.where() != before {
		t.Errorf("undone: %+v\n%s", got, f.where())
	}
}

// TestManyBinsLeave: one that holds something stays, with the reason; a bin that is
// gone meanwhile is not made anew; undo brings back.
func TestManyBinsLeave(t *testing.T) {
	f := newFloor(t)
	f.bin("A-1")
	f.bin("A-2")
	f.bin("A-3")
	against = nil
	file, run := f.changes(place.Wish{Archive: true}, "A-1", "A-2", "A-3")
	do(f, place.Archive, &place.ArchiveRequest{ID: f.named("A-2"), Version: 1})
	run = f.write(file, run)
	if run.Changed != 2 || !cmp.Equal(f.problems(run.ID), []string{fmt.Sprintf("3 place.unknown code=%q", f.label(file, 3))}) || f.where() != "" {
		t.Fatalf("got %+v: %v\n%s", run, f.problems(run.ID), f.where())
	}
	do(f, sheet.Undo, &sheet.RunRequest{Run: run.ID})
	if got := f.work("", run.ID); got.Kept != 0 || !strings.HasPrefix(f.where(), "A-1 in A") || strings.Contains(f.where(), "A-2") {
		t.Errorf("undone: %+v\n%s", got, f.where())
	}
	against = fault.New(fault.Conflict, "test.against")
	defer func() { against = nil }()
	if _, run = f.changes(place.Wish{Archive: true}, "A-1"); run.Bad != 1 || !cmp.Equal(f.problems(run.ID), []string{"2 test.against"}) {
		t.Errorf("got %+v: %v", run, f.problems(run.ID))
	}
	if _, err := (place.Wish{}).Table(nil); fault.Of(err).Code != "place.no_wish" {
		t.Errorf("nothing wished: %v", err)
	}
}

// label is our code in a row of a table of changes.
func (f *floor) label(file string, row int) string {
	return strings.Split(strings.Split(file, "\r\n")[row-1], ";")[1]
}

func TestBetween(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		want           bool
	}{
		{"A-02-07", "A-01-01", "A-05-40", true}, {"A-01-01", "A-01-01", "A-05-40", true}, {"a-05-40", "A-01-01", "A-05-40", true},
		{"A-05-41", "A-01-01", "A-05-40", false}, {"A-2", "A-1", "A-10", true}, {"A-10", "A-2", "A-9", false}, {"A-010", "A-9", "A-11", true},
		{"B-01", "A-01", "A-99", false}, {"A", "A-1", "A-2", false}, {"A-1-1", "A-1", "A-2", true}, {"Я-1", "А-1", "Я-9", true}, {"A-1", "", "", false},
		{"A-01-02-3", "A-01-01", "A-01-02", true}, {"A-01-020", "A-01-01", "A-01-02", false}, {"AB-1", "A", "A", false}, {"A-01-02б", "A-01-01", "A-01-02", false},
	} {
		if got := place.Between(c.name, c.from, c.to); got != c.want {
			t.Errorf("%s between %s and %s: %v", c.name, c.from, c.to, got)
		}
	}
}
