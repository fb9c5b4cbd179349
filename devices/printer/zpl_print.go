package printer

import (
	"context"

	"warehouse-node/devices/label"
	"warehouse-node/devices/wire"
)

// Print sends the sheets one after the other, at most Ahead of them unconfirmed.
func (z *zpl) Print(ctx context.Context, labels ...label.Label) (Outcome, error) {
	none := outcome(labels, 0, 0, -1)
	formats := make([][]byte, len(labels))
	var sheets [][]byte
	for i, l := range labels {
		plan, err := l.Plan(label.Resolution(z.DPI))
		if err != nil {
			return none, err
		}
		formats[i] = z.compose(plan)
		for range l.Count() {
			sheets = append(sheets, formats[i])
		}
	}
	return z.send(ctx, labels, sheets)
}

// send prints sheets, which are those of the labels, each with its copies.
func (z *zpl) send(ctx context.Context, labels []label.Label, sheets [][]byte) (Outcome, error) {
	if err := take(ctx, z.job); err != nil {
		return outcome(labels, 0, 0, -1), &Stopped{Err: err}
	}
	defer give(z.job)

	run := zplRun{zpl: z, before: -1}
	if !z.Answers {
		err := run.blindly(ctx, sheets)
		return outcome(labels, run.done, run.sent, run.before), err
	}
	err := run.ready(ctx)
	if err == nil {
		err = run.print(ctx, sheets)
	}
	if ctx.Err() != nil && err != nil {
		err = &Stopped{Status: run.last, Err: ctx.Err()}
	}
	return outcome(labels, run.done, run.sent, run.before), err
}

// zplRun is one job on its way.
type zplRun struct {
	*zpl
	before int64  // the printer's count before the job, or -1
	sent   int    // sheets that the printer can have got whole
	done   int    // sheets that are printed; the first of those sent
	last   Status // the last answer
	quiet  int    // how often in a row the printer had finished since the last sheet was sent
}

// ready waits until the printer is idle, throws away the beginning of a label
// that a broken link left in it, and notes its count.
func (r *zplRun) ready(ctx context.Context) error {
	for {
		s, err := r.link.status(ctx)
		if err != nil {
			return err
		}
		r.last = s
		switch {
		case s.Idle():
			if r.zplConfig.Count {
				r.before, err = r.link.count(ctx)
			}
			return err
		case s.Partial:
			if err := r.link.send(ctx, cancelPartial); err != nil {
				return err
			}
		}
		if err := r.rest(ctx); err != nil {
			return err
		}
	}
}

func (r *zplRun) print(ctx context.Context, sheets [][]byte) error {
	for r.done < len(sheets) {
		for r.sent < len(sheets) && r.sent-r.done < r.zplConfig.Ahead {
			n, err := r.link.format(ctx, sheets[r.sent])
			// The last byte of a format is the one that lets it print.
			if n == len(sheets[r.sent]) {
				r.sent++
			}
			if err != nil {
				return err
			}
			r.quiet = 0
		}
		if err := r.confirm(ctx); err != nil {
			return err
		}
		if r.sent-r.done < r.zplConfig.Ahead {
			continue
		}
		if err := r.rest(ctx); err != nil {
			return err
		}
	}
	return nil
}

// blindly is for a line that brings no answers: what it took counts as printed.
func (r *zplRun) blindly(ctx context.Context, sheets [][]byte) error {
	for _, sheet := range sheets {
		n, err := r.link.format(ctx, sheet)
		if n == len(sheet) {
			r.sent++
		}
		if err != nil {
			return err
		}
		r.done = r.sent
	}
	return nil
}

// confirm asks the printer and moves done as far as the answer allows.
func (r *zplRun) confirm(ctx context.Context) error {
	s, err := r.link.status(ctx)
	if err != nil {
		return err
	}
	r.last = s
	counted := int64(-1)
	if s.finished() {
		r.quiet++
	} else {
		r.quiet = 0
	}
	if r.before >= 0 && !s.Silent {
		n, err := r.link.count(ctx)
		if err != nil {
			return err
		}
		if n >= 0 {
			counted = max(0, n-r.before)
		}
	}
	r.done = max(r.done, confirmed(r.sent, s, r.quiet, counted))
	return nil
}

// quietTwice is how often a printer that does not count must say that it is
// idle: between a label's arrival and its start there is a moment in which it is
// neither queued nor printing.
const quietTwice = 2

// confirmed is how many of the sheets sent are certainly printed. counted is how
// many labels the printer has counted since the job began, or -1.
func confirmed(sent int, s Status, quiet int, counted int64) int {
	if s.Silent {
		return 0
	}
	outside := max(0, sent-s.Queued-s.Remaining)
	switch {
	case counted >= 0:
		return int(min(int64(outside), counted))
	case quiet >= quietTwice:
		return outside
	case quiet == 0:
		return max(0, outside-1) // one may be under the head, or spoilt by the fault
	}
	return 0
}

func (r *zplRun) rest(ctx context.Context) error { return wire.Rest(ctx, r.poll()) }
