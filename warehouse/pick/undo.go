package pick

import (
	"slices"

	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
)

// takeBack reverses the last put of the walk: out of the tote into the hand. The
// ledger shows the goods back in their bin, held for their lines as before.
type takeBack struct{}

func (takeBack) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	p := st.Puts[len(st.Puts)-1]
	if able, err := d.canTakeBack(p); err != nil || !able {
		st.Puts = nil // what cannot be taken back is offered no more
		return st.says(station.CueWrong, "pick.undo_gone"), err
	}
	for _, part := range slices.Backward(p.Moves) {
		if _, err := ledger.Unsettle(d.tx, part.Move, part.Line, d.tx.Now()); err != nil {
			return v, err
		}
		if err := promise.Unpicked(d.tx, part.Line, part.Qty); err != nil {
			return v, err
		}
	}
	if err := UndoneKind.Record(d.tx, Undone(d.picked(st.Order, p)), d.about(st.Order, p.Spot)...); err != nil {
		return v, err
	}
	if err := d.resume(st); err != nil {
		return v, err
	}
	st.Puts = st.Puts[:len(st.Puts)-1]
	st.Here, st.Hand, st.Into, st.At, st.In = p.Spot, p.Hand, p.Tote, p.Spot.Bin, p.Spot.Bin
	v.state = st.to(StepTote)
	return v, d.gather(v.state)
}

// canTakeBack says whether the goods of a put still lie in its tote for their
// lines, and may lie in their bin again.
func (d *doer) canTakeBack(p put) (bool, error) {
	j := d.w.job
	switch {
	case j.State == job.Picking && j.Holder == d.me, j.State == job.Picked, j.State == job.Offered:
	default:
		return false, nil
	}
	if !slices.Contains(j.Totes, p.Tote) {
		return false, nil
	}
	s, err := stopAt(d.tx, p.Spot)
	if err != nil || s.place.Archived || s.lot != nil && expired(s.lot, d.site.Day(d.tx.Now())) {
		return false, err
	}
	b, err := ledger.BalanceOf(d.tx, p.Tote, p.Spot.Stock)
	if err != nil || b.Available() < p.Hand.Qty() {
		return false, err
	}
	for _, l := range d.w.lines {
		var back measure.Qty
		for _, part := range p.Moves {
			if part.Line == l.ID {
				back += part.Qty
			}
		}
		if l.Picked < back { // the order asks for less by now
			return false, nil
		}
	}
	return true, nil
}

// resume puts a finished walk back into its picker's hands.
func (d *doer) resume(st state) error {
	until, err := leaseEnd(d.tx, d.site.ID)
	if err != nil || d.w.job.State == job.Picking {
		return err
	}
	if d.w.job.State == job.Offered {
		if _, err := job.To(d.tx, st.Order, job.Released); err != nil {
			return err
		}
	}
	_, err = job.Edit(d.tx, st.Order, func(j *job.Job) error {
		j.State, j.Holder, j.Until = job.Picking, d.me, until
		return nil
	})
	return err
}
