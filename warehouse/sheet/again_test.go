package sheet

import (
	"context"
	"errors"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// TestWhichTablesAreTheSame: one that stands written, or is being written, is refused of
// the same kind, place and sheet of a workbook, where a row adds to what is there.
func TestWhichTablesAreTheSame(t *testing.T) {
	_ = Register(&Kind{Name: "test.adds", Adds: true, Row: func(context.Context, *store.Tx, *Record) (Did, error) { return Did{}, nil }})
	defer delete(kinds, "test.adds")
	d := newDesk(t)
	here := warehouse.SiteID{1}
	stands := Run{ID: RunID{1}, Kind: "test.adds", Site: here, File: "f", Name: "f.csv", State: Done, Created: 2}
	for name, row := range map[string]struct {
		other, run func(*Run)
		refused    bool
	}{
		"the same":              {refused: true},
		"some was taken back":   {other: func(r *Run) { r.State, r.Kept = Undone, 1 }, refused: true},
		"all was taken back":    {other: func(r *Run) { r.State = Undone }},
		"is being taken back":   {other: func(r *Run) { r.State, r.Back = Undoing, 1 }, refused: true},
		"only checked":          {other: func(r *Run) { r.State, r.Created = Ready, 0 }},
		"is being written":      {other: func(r *Run) { r.State, r.Created = Running, 0 }, refused: true},
		"stopped before":        {other: func(r *Run) { r.State, r.Created = Cancelled, 0 }},
		"stopped in the middle": {other: func(r *Run) { r.State, r.Created = Cancelled, 1 }, refused: true},
		"another file":          {run: func(r *Run) { r.File = "g" }},
		"another warehouse":     {run: func(r *Run) { r.Site = warehouse.SiteID{2} }},
		"another sheet":         {run: func(r *Run) { r.Options.Sheet = "2" }},
		"another kind":          {run: func(r *Run) { r.Kind = "pets" }},
		"itself":                {run: func(r *Run) { r.ID = stands.ID }},
	} {
		other := stands
		if row.other != nil {
			row.other(&other)
		}
		run := Run{ID: RunID{2}, Kind: "test.adds", Site: here, File: "f", State: Ready}
		if row.run != nil {
			row.run(&run)
		}
		if err := d.runner.Door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			if err := runs.Put(tx, &other); err != nil {
				return err
			}
			err := notTwice(tx, &run)
			if errors.Is(err, fault.New(fault.Conflict, "sheet.again")) != row.refused || err != nil && !row.refused {
				t.Errorf("%s: %v", name, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWhatWroteNothingIsNotUndone: a check that was stopped stays stopped.
func TestWhatWroteNothingIsNotUndone(t *testing.T) {
	d := newDesk(t)
	run := d.send(Cancel, d.start("name;legs\nRex;4\n", StartRequest{}).ID)
	if _, err := send(d, Undo, &RunRequest{run.ID}); !errors.Is(err, fault.New(fault.Conflict, "sheet.nothing")) {
		t.Errorf("a stopped check is undone: %v", err)
	}
	if run = d.work(run.ID); run.State != Cancelled {
		t.Errorf("it is %s", run.State)
	}
}

// TestWarningsThatWereNotNoted: a row that is warned of as its check noted is written,
// and one of a check that could not note all; no other.
func TestWarningsThatWereNotNoted(t *testing.T) {
	d := newDesk(t)
	warned := func(row, legs int) *Record {
		r := &Record{Number: row}
		r.Warn("legs", fault.New(fault.Invalid, "test.many_legs", "legs", legs))
		return r
	}
	if err := d.runner.Door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		run := &Run{ID: RunID{1}, Told: 1}
		if err := addProblems(tx, warnings, run.ID, warned(2, 33).warnings); err != nil {
			return err
		}
		for name, c := range map[string]struct {
			rec  *Record
			told int
			bad  bool
		}{
			"as noted":              {warned(2, 33), 1, false},
			"no longer":             {&Record{Number: 2}, 1, false},
			"otherwise":             {warned(2, 34), 1, true},
			"otherwise, of many":    {warned(2, 34), MaxProblems, true},
			"of another row":        {warned(3, 33), 1, true},
			"of a row too far down": {warned(3, 33), MaxProblems, false},
		} {
			run.Told = c.told
			if err := untold(tx, run, c.rec); err != nil || c.rec.Bad() != c.bad {
				t.Errorf("%s: %v, %v", name, c.rec.Problems(), err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
