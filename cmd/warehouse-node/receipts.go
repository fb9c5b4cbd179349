package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/receipt"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// receiptHands register the receipts of a warehouse.
func (f *floor) receiptHands(m *machine, r cashreg.Register, w *spool.Worker) {
	till.Receipts.On(w, func(ctx context.Context, t *spool.Try, body till.Receipt) (till.Registered, error) {
		contact, err := f.contact(ctx, body)
		if err != nil {
			return till.Registered{}, spool.NotDone(err)
		}
		body.Receipt.Buyer.Contact = contact
		if err := f.taxed(ctx, &body); err != nil {
			return till.Registered{}, err
		}
		if err := openShift(ctx, r, func(ctx context.Context) error { return f.nothingInDoubt(ctx, m, t.Job.ID) }); err != nil {
			return till.Registered{}, err
		}
		return registered(r.Print(ctx, body.Receipt, intending(t)))
	}, func(ctx context.Context, j *spool.Job, _ till.Receipt) (till.Registered, error) {
		return resolved(ctx, r, j)
	})
}

// intending stores what is to be asked about later, before the register is told.
func intending(t *spool.Try) cashreg.Expect {
	return func(ctx context.Context, in receipt.Intent) error {
		note, err := json.Marshal(in)
		if err != nil {
			return err
		}
		return t.Intend(ctx, note)
	}
}

// resolved asks a register what became of a job in doubt.
func resolved(ctx context.Context, r cashreg.Register, j *spool.Job) (till.Registered, error) {
	var in receipt.Intent
	if err := json.Unmarshal(j.Intent, &in); err != nil {
		return till.Registered{}, spool.InDoubt(err)
	}
	return answered(r.Resolve(ctx, in))
}

// contact opens where the buyer gets the receipt: the e-mail address or, where
// there is none that could be one, the phone, however the shop wrote it. Who was
// forgotten gets none, and so does one whose every address is mistyped: a receipt
// is not refused for that.
func (f *floor) contact(ctx context.Context, body till.Receipt) (string, error) {
	given := false
	for _, sealed := range []seal.Sealed{body.Contact, body.Phone} {
		if sealed.IsZero() {
			continue
		}
		text, err := f.Ring.Open(ctx, sealed)
		if err != nil && fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return "", err
		}
		if a := address(text); a != "" {
			return a, nil
		}
		given = given || text != ""
	}
	if given {
		f.Log.Warn("a receipt goes without the buyer's address: none of those given can be one", "order", body.Number)
	}
	return "", nil
}

// address is what a shop calls a phone or an e-mail address as a register takes
// it; "" when it is none.
func address(text string) string {
	if phone, err := seal.Phone("", text); err == nil {
		return phone
	}
	if mail := strings.TrimSpace(text); receipt.IsContact(mail) {
		return mail
	}
	return ""
}

// taxed refuses a receipt of which nobody had said how the seller is taxed: a
// person says it, and sends it again.
func (f *floor) taxed(ctx context.Context, body *till.Receipt) error {
	err := f.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error { return till.Untaxed(tx, body) })
	switch {
	case err == nil:
		return nil
	case fault.KindOf(err) == fault.Invalid:
		return spool.Refuse(err)
	}
	return spool.NotDone(err)
}

// registered is what an outcome of the register means for its job.
func registered(out receipt.Outcome) (till.Registered, error) {
	switch out.State {
	case receipt.StateDone:
		d := out.Document
		return till.Registered{Number: d.Number, Sign: d.Sign, Memory: d.Memory, At: d.At, Sum: d.Sum}, nil
	case receipt.StateNotDone:
		return till.Registered{}, notRegistered(out)
	}
	return till.Registered{}, spool.InDoubt(whyNot(out))
}

// answered is what the register's answer about a job in doubt means. One that
// could not answer is asked again when it can; only its own word that it cannot
// tell makes the doubt a person's.
func answered(out receipt.Outcome) (till.Registered, error) {
	switch {
	case out.State == receipt.StateNotDone:
		return till.Registered{}, spool.NotDone(whyNot(out))
	case out.State == receipt.StateUnknown && (!out.Seen.Asked || passes(out.Reason)):
		return till.Registered{}, spool.Away(whyNot(out))
	}
	return registered(out)
}

// whyNot is what people are told of an outcome that is not done.
func whyNot(out receipt.Outcome) error {
	return fault.New(fault.Unavailable, "till.register", "reason", out.Reason).With(errors.New(out.String()))
}

// notRegistered is what it means for a job that nothing of it was registered:
// the queue rests until the register is itself again, or a person is asked.
func notRegistered(out receipt.Outcome) error {
	if passes(out.Reason) {
		return spool.Away(whyNot(out))
	}
	return spool.Refuse(whyNot(out))
}

// passes says whether the same thing goes through once the register is back, or
// somebody has put paper in.
func passes(why receipt.Reason) bool {
	return why.Passes() || why == receipt.NoPaper || why == receipt.CoverIsOpen
}

// openShift makes sure that a shift is open before a receipt. One that is over its
// 24 hours can only be closed, so that is done first, unless something is in doubt
// at the register, which clear says: then the receipt waits, and says for what. A
// shift is named by its number, and closing it twice never closes the next.
func openShift(ctx context.Context, r cashreg.Register, clear func(context.Context) error) error {
	out := r.OpenShift(ctx)
	if out.Reason != receipt.ShiftTooLong {
		return noShift(out)
	}
	if err := clear(ctx); err != nil {
		return err
	}
	now, err := r.Status(ctx)
	if err != nil {
		return noShift(receipt.NotDone(receipt.LinkLost, err.Error()))
	}
	if closed := r.CloseShift(ctx, now.ShiftNo); closed.State != receipt.StateDone {
		return noShift(closed)
	}
	return noShift(r.OpenShift(ctx))
}

// noShift is what it means that no shift could be opened: nothing of the receipt
// was begun. It is nil when one is open.
func noShift(out receipt.Outcome) error {
	switch out.State {
	case receipt.StateDone:
		return nil
	case receipt.StateUnknown:
		return spool.Away(whyNot(out))
	}
	return notRegistered(out)
}

// settleDoubt says what a person saw at a machine, or has it asked again.
func settleDoubt(_ context.Context, _ *access, in *api.StuckDoubt) (*spool.ResolveRequest, error) {
	job, err := id[spool.JobID](in.Job)
	r := &spool.ResolveRequest{Job: job, Outcome: spool.AskAgain}
	if in.Done != nil {
		r.Outcome = spool.DidNot
		if *in.Done {
			r.Outcome = spool.CameOut
		}
	}
	return r, err
}
