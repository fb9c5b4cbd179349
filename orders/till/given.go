package till

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// Given is the receipt of a moment of an order: that there is one, for how much,
// and what became of it. It is kept for ever, the spool's job is not.
type Given struct {
	Order    warehouse.OrderID
	Moment   Moment
	Job      spool.JobID
	At       time.Time // when it was put
	Sum      int64     // minor units of Currency
	Credit   int64     // of Sum, what the buyer owed then
	Currency measure.Currency
	State    spool.State // Done and Dropped as they were noted; Why and all else are the job's
	Result   Registered  // of Done; zero when a person said so
}

func registeredRow(r *store.Row, v *Registered) {
	store.Uint(r, 1, &v.Number)
	store.Uint(r, 2, &v.Sign)
	store.Text(r, 3, &v.Memory)
	store.Time(r, 4, &v.At)
	store.Int(r, 5, &v.Sum)
}

type givenKey = store.Pair[warehouse.OrderID, store.Str]

var given = store.NewTable("till.receipts", func(g *Given) givenKey {
	return store.Keys2(g.Order, store.Str(g.Moment))
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
})

var byJob = store.NewIndex(given, "job", func(g *Given) []spool.JobID { return []spool.JobID{g.Job} }).Unique()

// Of are the receipts of an order, in the order of the moments' names, in the
// state that their jobs are in now.
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
