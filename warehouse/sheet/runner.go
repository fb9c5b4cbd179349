package sheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Files is where tables are kept until their run is over, by the hash of what is
// in them.
type Files interface {
	Open(hash string) (io.ReadSeekCloser, error)
}

// Runner carries runs out, one at a time, the oldest first. It reads and tries
// outside any transaction and writes through the door, chunk by chunk.
type Runner struct {
	Door  *command.Door
	Files Files
	Log   *slog.Logger // nil for none
}

// Run works until ctx ends. A run that fails is told in its state; an error is
// of the store.
func (r *Runner) Run(ctx context.Context) error {
	for {
		bell := r.Door.DB.Bell()
		more := true
		for more {
			var err error
			if more, err = r.Step(ctx); err != nil {
				return err
			}
		}
		if err := store.Rung(ctx, bell, store.Courtesy); err != nil {
			return err
		}
	}
}

// Step carries the oldest open run as far as it goes by itself; false when none
// is open.
func (r *Runner) Step(ctx context.Context) (bool, error) {
	var run *Run
	if err := r.Door.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		run, err = openRuns.First(tx, nil)
		return err
	}); err != nil || run == nil {
		return false, err
	}
	err := r.work(ctx, run)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return false, ctx.Err()
	case errors.Is(err, fault.New(fault.Conflict, "sheet.state")): // a person moved it meanwhile
	default:
		return true, r.giveUp(ctx, run, err)
	}
	return true, nil
}

// giveUp ends a run with what stopped it. What is left open is tried again, so a
// run that nobody can end is an error.
func (r *Runner) giveUp(ctx context.Context, run *Run, why error) error {
	if r.Log != nil {
		level := slog.LevelInfo // the person is told
		if fault.KindOf(why) == fault.Internal {
			level = slog.LevelError
		}
		r.Log.Log(ctx, level, "import stopped", "run", run.ID.String(), "file", run.Name, "error", why)
	}
	e := fault.Of(why)
	_, err := failRun.Do(ctx, r.Door, command.Command{Itself: true, Device: device}, &failRequest{run.ID, Problem{Code: e.Code, Args: e.Args}})
	if errors.Is(err, fault.New(fault.Conflict, "sheet.state")) {
		return nil
	}
	return err
}

// device is who speaks in the entries of a run.
const device = "import"

func (r *Runner) work(ctx context.Context, run *Run) (err error) {
	defer func() { // a defect met by one file must not end the node again and again
		if p := recover(); p != nil {
			err = fmt.Errorf("sheet: run %s: panic: %v", run.ID, p)
		}
	}()
	k := kinds[run.Kind]
	if k == nil {
		return fault.New(fault.NotFound, "sheet.kind", "kind", run.Kind)
	}
	if run.State == Undoing {
		return r.undo(ctx, run)
	}
	file, err := r.Files.Open(run.File)
	if err != nil {
		return err
	}
	defer file.Close()
	table, err := Read(file, run.Options)
	if err != nil {
		return err
	}
	h, rows, err := k.find(table, run.Options.Headings)
	if err != nil {
		return k.looksLike(table, err)
	}
	if run.State == Checking {
		return r.check(ctx, k, run, &h, table.Heading.Cells, rows)
	}
	return r.write(ctx, run, &h, rows)
}

// as is a command of the run, in the name of who began it; what and where tell
// it from the others of the run, so that it is not done twice.
func (r *Runner) as(run *Run, what string, where int) command.Command {
	id := fmt.Sprintf("%s %s %d %d", run.ID, what, where, run.Marks)
	return command.Command{ID: id, Device: device, Person: run.Person, Itself: run.Person.IsZero()}
}

// check rehearses all rows and notes what is wrong.
func (r *Runner) check(ctx context.Context, k *Kind, run *Run, h *header, heading []string, rows []Row) error {
	found, err := rehearse(ctx, r.Door.DB, k, run, h, rows)
	if err == nil {
		err = r.note(ctx, run, found.bad, false)
	}
	if err == nil {
		err = r.note(ctx, run, found.mild, true)
	}
	if err != nil {
		return err
	}
	_, err = endCheck.Do(ctx, r.Door, r.as(run, "checked", 0), &checkedRequest{
		Run: run.ID, Rows: len(rows), Bad: found.refused, Warned: found.warned, Told: len(found.mild), Columns: h.known(), Heads: h.heads(heading), Strange: h.strange,
	})
	return err
}

// note keeps what a check found, in chunks.
func (r *Runner) note(ctx context.Context, run *Run, all []Problem, mild bool) error {
	for n := 0; n < len(all); n += chunkProblems {
		some := all[n:min(n+chunkProblems, len(all))]
		c := r.as(run, "note", n)
		c.ID = "" // a check that was broken off may find something else the second time
		if _, err := noteProblems.Do(ctx, r.Door, c, &noteRequest{run.ID, n, mild, some}); err != nil {
			return err
		}
	}
	return nil
}

// rehearsed is what a check found: what is wrong and what is likely to be, MaxProblems
// at most of each, and of how many rows.
type rehearsed struct {
	bad, mild       []Problem
	refused, warned int
}

// rehearse tries rows over what is in the store now and keeps nothing.
func rehearse(ctx context.Context, db *store.DB, k *Kind, run *Run, h *header, rows []Row) (found rehearsed, err error) {
	var agree func(*Record)
	if k.Twice != nil {
		agree = k.Twice()
	}
	judge := func(r *Record) error {
		if agree != nil {
			agree(r)
		}
		if !r.Bad() && len(r.warnings) > 0 {
			found.warned++
			found.mild = append(found.mild, r.warnings[:min(len(r.warnings), MaxProblems-len(found.mild))]...)
		}
		return nil
	}
	err = db.Rehearse(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.SetOrigin(store.Origin{Person: run.Person, Device: device})
		for _, row := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			_, err := k.do(ctx, tx, run, h, row, judge)
			no := asRefused(err)
			switch {
			case err == nil:
			case no == nil:
				return err
			default:
				found.refused++
				found.bad = append(found.bad, no.problems[:min(len(no.problems), MaxProblems-len(found.bad))]...)
			}
		}
		return nil
	})
	return found, err
}

// write sends the rows that are left, chunk by chunk. Each looks at the run
// again, so a cancel takes effect between two.
func (r *Runner) write(ctx context.Context, run *Run, h *header, rows []Row) error {
	for run.State == Running {
		var bad map[int]bool
		if err := r.Door.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
			bad, err = badRows(tx, run.ID)
			return err
		}); err != nil {
			return err
		}
		good, n := next(rows[run.At:], bad)
		_, err := writeChunk.Do(ctx, r.Door, r.as(run, "chunk", run.At), &chunkRequest{
			Run: run.ID, From: run.At, To: run.At + n, Columns: h.at, Families: h.families, Rows: good,
		})
		if err := r.setAside(ctx, run, err); err != nil {
			return err
		}
		if run, err = r.again(ctx, run); err != nil {
			return err
		}
	}
	return nil
}

// undo takes the run back, the last row first.
func (r *Runner) undo(ctx context.Context, run *Run) error {
	for run.State == Undoing {
		_, err := undoChunk.Do(ctx, r.Door, r.as(run, "undo", run.Steps), &undoRequest{run.ID, run.Steps})
		if err := r.setAside(ctx, run, err); err != nil {
			return err
		}
		if run, err = r.again(ctx, run); err != nil {
			return err
		}
	}
	return nil
}

// setAside marks the row that a chunk was refused for.
func (r *Runner) setAside(ctx context.Context, run *Run, err error) error {
	no := asRefused(err)
	if no == nil {
		return err
	}
	row := no.problems[0].Row
	_, err = markRow.Do(ctx, r.Door, r.as(run, "mark", row), &markRequest{run.ID, row, no.problems})
	return err
}

// again is the run as it is now.
func (r *Runner) again(ctx context.Context, run *Run) (now *Run, err error) {
	err = r.Door.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		now, err = GetRun(tx, run.ID)
		return err
	})
	return now, err
}
