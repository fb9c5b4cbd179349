package till

import (
	"fmt"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// Given is a receipt of a moment of an order: that there is one, what stands on
// it, and what became of it. It is kept for ever, the spool's job is not.
type Given struct {
	Order    warehouse.OrderID
	Moment   Moment
	Nth      int // of its moment: an order that is changed may need more than the first, which is 0
	Job      spool.JobID
	At       time.Time // when it was put
	Sum      int64     // minor units of Currency
	Credit   int64     // of Sum, what the buyer owed then
	Currency measure.Currency
	State    spool.State // Done and Dropped as they were noted; Why and all else are the job's
	Result   Registered  // of Done; zero when a person said so
	Void     bool        // taken off the queue by ourselves before the register was told: as if it never was
	Tax      receipt.TaxSystem
	Lines    []receipt.Line // none on a row of an older release
	Payments receipt.Payments
}

// name is the second half of a receipt's key.
func (g *Given) name() store.Str {
	if g.Nth == 0 {
		return store.Str(g.Moment)
	}
	return store.Str(fmt.Sprint(g.Moment, "#", g.Nth))
}

// open says that the register was not told yet: it can be taken off the queue.
func (g *Given) open() bool { return g.State == spool.Waiting || g.State == spool.Refused }

// busy says that nobody knows at this moment whether it is registered.
func (g *Given) busy() bool { return !g.open() && g.State != spool.Done && g.State != spool.Dropped }

func registeredRow(r *store.Row, v *Registered) {
	store.Uint(r, 1, &v.Number)
	store.Uint(r, 2, &v.Sign)
	store.Text(r, 3, &v.Memory)
	store.Time(r, 4, &v.At)
	store.Int(r, 5, &v.Sum)
}

type givenKey = store.Pair[warehouse.OrderID, store.Str]

var given = store.NewTable("till.receipts", func(g *Given) givenKey {
	return store.Keys2(g.Order, g.name())
}, func(r *store.Row, g *Given) {
	ident.Field(r, 1, &g.Order)
	store.Text(r, 2, &g.Moment)
	ident.Field(r, 3, &g.Job)
	store.Time(r, 4, &g.At)
	store.Int(r, 5, &g.Sum)
	store.Int(r, 6, &g.Credit)
	store.Text(r, 7, &g.Currency)
	store.Text(r, 8, &g.State)
	store.One(r, 9, &g.Result, registeredRow)
	store.Int(r, 10, &g.Nth)
	store.Bool(r, 11, &g.Void)
	store.Text(r, 12, &g.Tax)
	store.List(r, 13, &g.Lines, lineRow)
	store.One(r, 14, &g.Payments, paymentsRow)
})

func lineRow(r *store.Row, l *receipt.Line) {
	store.Text(r, 1, &l.Name)
	store.Int(r, 2, &l.Price)
	store.Int(r, 3, &l.Quantity)
	store.Int(r, 4, &l.Sum)
	store.Text(r, 5, &l.Rate)
	store.Text(r, 6, &l.Subject)
	store.Text(r, 7, &l.Method)
	store.Text(r, 8, &l.Unit)
	store.Text(r, 9, &l.Mark)
}

func paymentsRow(r *store.Row, p *receipt.Payments) {
	store.Int(r, 1, &p.Cash)
	store.Int(r, 2, &p.Card)
	store.Int(r, 3, &p.Prepaid)
	store.Int(r, 4, &p.Credit)
	store.Int(r, 5, &p.Other)
}

var byJob = store.NewIndex(given, "job", func(g *Given) []spool.JobID { return []spool.JobID{g.Job} }).Unique()

// Of are the receipts of an order, in the order of the moments' names, in the
// state that their jobs are in now. Those that were taken back are among them.
func Of(tx *store.Tx, order warehouse.OrderID) (all []*Given, err error) {
	for g, err := range given.Each(tx, order) {
		if err != nil {
			return nil, err
		}
		j, err := spool.Get(tx, g.Job)
		if err == nil {
			g.State = j.State
			if result, ok, err := Receipts.Result(j); err != nil {
				return nil, err
			} else if ok {
				g.Result = result
			}
		} else if fault.KindOf(err) != fault.NotFound { // that it ended long ago, and how, was noted
			return nil, err
		}
		all = append(all, g)
	}
	return all, nil
}

// body is what stands on a receipt; NotFound for one of an older release whose
// job the spool has forgotten: then a person makes what follows from it by hand.
func (g *Given) body(tx *store.Tx) (*receipt.Receipt, error) {
	if len(g.Lines) > 0 {
		return &receipt.Receipt{TaxSystem: g.Tax, Lines: g.Lines, Payments: g.Payments}, nil
	}
	j, err := spool.Get(tx, g.Job)
	if err != nil {
		return nil, err
	}
	body, err := Receipts.Body(j)
	return &body.Receipt, err
}

// withdraw takes a receipt off the queue that the register was not told of.
func (g *Given) withdraw(tx *store.Tx, why seal.Words) error {
	if err := spool.Drop(tx, g.Job, why); err != nil {
		return err
	}
	g.State, g.Void = spool.Dropped, true
	return given.Put(tx, g)
}

// noted writes down what became of a receipt; nil for a job that makes none of
// ours.
func noted(tx *store.Tx, job spool.JobID, state spool.State, result Registered) (*Given, error) {
	g, err := byJob.Find(tx, job)
	if err != nil || g == nil {
		return nil, err
	}
	g.State, g.Result = state, result
	return g, given.Put(tx, g)
}
