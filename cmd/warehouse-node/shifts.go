package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/receipt"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// telling is one connection to a register and what was heard over it: the store
// is told when that is another thing than before.
type telling struct {
	*floor
	machine  *machine
	register cashreg.Register

	again   atomic.Bool // the sums are to be asked for anew
	counted lastSeen    // when they were asked for last
	figures *receipt.Figures
	asked   time.Time
	told    []byte
}

// lastSeen is what changes when the sums of a shift do, of what a register says in
// its status.
type lastSeen struct {
	memory   string
	last     uint32
	state    receipt.ShiftState
	shift    int
	receipts int
}

// figuresEvery is how often a register is asked for its sums when nothing says
// that they changed: another program may have put cash in.
const figuresEvery = time.Minute

// hears keeps what a register says of itself. Its error is one of the link.
func (t *telling) hears(ctx context.Context, s receipt.Status) error {
	site := t.machine.home()
	if site.IsZero() {
		return nil
	}
	now := lastSeen{s.Memory.Number, s.Memory.Last, s.Shift, s.ShiftNo, s.Receipts}
	if t.again.Swap(false) || now != t.counted || time.Since(t.asked) > figuresEvery {
		if err := t.count(ctx); err != nil {
			return err
		}
		t.counted, t.asked = now, time.Now()
	}
	told := till.Told{Register: t.machine.Name, Site: site, Status: s, Figures: t.figures}
	was := s.Clock
	told.Status.Clock = time.Time{} // it moves, and is nothing new
	told.Status.Printing, told.Status.DocumentOpen, told.Status.CoverOpen, told.Status.Paper = false, false, false, ""
	mark, err := json.Marshal(told)
	if err != nil || string(mark) == string(t.told) {
		return err
	}
	told.Status.Clock = was
	if _, err := till.Tell.Do(ctx, t.Door, command.Command{Itself: true, Device: t.machine.Name}, &told); err != nil {
		t.Log.Error("what a register says of itself", "device", t.machine.Name, "error", err)
		return nil // it is no fault of the register
	}
	t.told = mark
	return nil
}

// count asks for the sums of the shift, of a register that has them.
func (t *telling) count(ctx context.Context) error {
	teller, can := t.register.(cashreg.Teller)
	if !can {
		return nil
	}
	f, err := teller.Figures(ctx)
	var no *cashreg.Error
	switch {
	case err == nil:
		t.figures = &f
	case errors.As(err, &no) && !no.Reason.Passes():
		t.Log.Warn("a register does not tell its sums", "device", t.machine.Name, "error", err)
		t.figures = nil
	default:
		return err
	}
	return nil
}

// shiftHands open and close the shift of a register and move its cash.
func (f *floor) shiftHands(t *telling, w *spool.Worker) {
	r, m := t.register, t.machine
	till.Opens.On(w, func(ctx context.Context, _ *spool.Try, _ till.ShiftJob) (till.ShiftDone, error) {
		return shiftDone(r.OpenShift(ctx))
	}, nil)
	till.Closes.On(w, func(ctx context.Context, try *spool.Try, body till.ShiftJob) (till.ShiftDone, error) {
		if err := f.nothingInDoubt(ctx, m, try.Job.ID); err != nil {
			return till.ShiftDone{}, err
		}
		note, err := json.Marshal(body)
		if err == nil {
			err = try.Intend(ctx, note)
		}
		if err != nil {
			return till.ShiftDone{}, spool.NotDone(err)
		}
		return shiftDone(r.CloseShift(ctx, body.Shift))
	}, func(ctx context.Context, _ *spool.Job, body till.ShiftJob) (till.ShiftDone, error) {
		return closed(ctx, r, body.Shift)
	})
	till.CashMoves.On(w, func(ctx context.Context, try *spool.Try, body till.CashJob) (till.Registered, error) {
		drawer, can := r.(cashreg.Drawer)
		if !can {
			return till.Registered{}, spool.Refuse(fault.New(fault.Invalid, "till.no_drawer"))
		}
		move := drawer.CashIn
		if body.Way == till.CashOut {
			move = drawer.CashOut
		}
		defer t.again.Store(true)
		return registered(move(ctx, try.Job.ID.String(), body.Sum.Minor, intending(try)))
	}, func(ctx context.Context, j *spool.Job, _ till.CashJob) (till.Registered, error) {
		defer t.again.Store(true)
		return resolved(ctx, r, j)
	})
}

// shiftDone is what an outcome means for a job about a shift.
func shiftDone(out receipt.Outcome) (till.ShiftDone, error) {
	switch out.State {
	case receipt.StateDone:
		return till.ShiftDone{Shift: out.Document.Shift, Document: out.Document.Number, At: out.Document.At}, nil
	case receipt.StateNotDone:
		return till.ShiftDone{}, notRegistered(out)
	}
	return till.ShiftDone{}, spool.InDoubt(whyNot(out))
}

// closed asks whether a shift was closed, after the answer was lost. It only
// looks: while the shift is still open the job is done anew, with its own look
// before it.
func closed(ctx context.Context, r cashreg.Register, shift int) (till.ShiftDone, error) {
	now, err := r.Status(ctx)
	switch {
	case err != nil:
		return till.ShiftDone{}, spool.Away(whyNot(receipt.NotDone(receipt.LinkLost, err.Error())))
	case now.ShiftNo < shift:
		return till.ShiftDone{}, spool.InDoubt(whyNot(receipt.NotKnown(receipt.WrongShift, fmt.Sprintf("it is at shift %d", now.ShiftNo), receipt.Seen{Asked: true})))
	case now.ShiftNo == shift && now.Shift != receipt.ShiftClosed:
		return till.ShiftDone{}, spool.NotDone(whyNot(receipt.NotDone(receipt.ShiftIsOpen, "it was not closed")))
	}
	return till.ShiftDone{Shift: shift}, nil
}

// nothingInDoubt says why a shift is not closed now: the register was told
// something of which nobody knows whether it is registered. That is settled first.
func (f *floor) nothingInDoubt(ctx context.Context, m *machine, job spool.JobID) error {
	var doubt string
	if err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		doubt, err = till.InDoubt(tx, m.home(), m.Name, job)
		return err
	}); err != nil {
		return spool.NotDone(err)
	}
	if doubt == "" {
		return nil
	}
	return spool.NotDone(fault.New(fault.Conflict, "till.in_doubt", "what", doubt))
}

// closeShifts closes the shifts whose hour has come, each once a day: one that a
// person gave up stays open.
func (n *Node) closeShifts(ctx context.Context) error {
	var due []till.CloseRequest
	day := ""
	if err := n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		day = tx.Now().UTC().Format(time.DateOnly)
		due, err = till.DueCloses(tx, func(id warehouse.SiteID) (*time.Location, error) {
			site, err := place.GetSite(tx, id)
			if err != nil {
				return nil, err
			}
			return site.Location(), nil
		})
		return err
	}); err != nil {
		return err
	}
	for _, r := range due {
		c := command.Command{Itself: true, ID: fmt.Sprintf("shift-close %s %d %s", r.Register, r.Shift, day), Device: r.Register}
		if _, err := till.CloseShift.Do(ctx, n.Door, c, &r); err != nil && fault.KindOf(err) != fault.Conflict {
			return fmt.Errorf("close shift %d of %s: %w", r.Shift, r.Register, err)
		}
	}
	return nil
}
