package till

import (
	"fmt"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// backs are the moments at which a cancelled order's receipts are returned, each
// by a receipt of its own (FFD: a return names the payments that it gives back).
var backs = map[Moment]Moment{Paid: PaidBack, Packed: PackedBack, Gone: GoneBack}

// Back says whether the moment is that of a return.
func (m Moment) Back() bool { return m == PaidBack || m == PackedBack || m == GoneBack }

// giveBack undoes the receipts of a cancelled order: what the register was not
// told yet is taken off its queue, what it has printed is returned, once. One
// that it is busy with is looked at again when its outcome is known.
func giveBack(tx *store.Tx, order warehouse.OrderID) error {
	o, err := orders.Get(tx, order)
	if err != nil || o.Status != orders.Canceled {
		return err
	}
	all, err := Of(tx, order)
	if err != nil {
		return err
	}
	for _, g := range all {
		switch {
		case g.Moment.Back():
		case g.State == spool.Waiting, g.State == spool.Refused:
			err = spool.Drop(tx, g.Job, "cancelled")
		case g.State == spool.Done:
			err = returned(tx, o, g)
		}
		if err != nil {
			return fmt.Errorf("give back the receipt of %s: %w", g.Moment, err)
		}
	}
	return nil
}

// returned spools the return of a receipt: the same lines, rates and payments
// the other way. NotFound when the spool has forgotten what stood on it; then a
// person makes the return by hand.
func returned(tx *store.Tx, o *orders.Order, g *Given) error {
	moment := backs[g.Moment]
	if had, err := given.Find(tx, store.Keys2(o.ID, store.Str(moment))); err != nil || had != nil {
		return err
	}
	j, err := spool.Get(tx, g.Job)
	if err != nil {
		return err
	}
	body, err := Receipts.Body(j)
	if err != nil {
		return err
	}
	if body.Receipt.Cashier, err = cashierOf(tx); err != nil {
		return err
	}
	body.Moment, body.Receipt.Kind, body.Receipt.Job = moment, receipt.Return, jobName(o, moment)
	id, err := Receipts.Put(tx, spool.To{Queue: RegisterQueue(o.Site), Site: o.Site, Subject: orders.About(o.ID)}, &body)
	if err != nil {
		return err
	}
	return given.Insert(tx, &Given{
		Order: o.ID, Moment: moment, Job: id, At: tx.Now(), Sum: g.Sum, Credit: g.Credit, Currency: g.Currency, State: spool.Waiting,
	})
}

// OfJob is the receipt that a job of the spool makes; nil for a job of another
// kind.
func OfJob(tx *store.Tx, id spool.JobID) (*Given, error) { return byJob.Find(tx, id) }
