package till

import (
	"strconv"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Follow is the follower that spools receipts at their moments. It acts on this
// node's entries only.
func Follow() *journal.Follower {
	f := journal.NewFollower("till")
	journal.On(f, orders.PaidKind, func(tx *store.Tx, _ *journal.Entry, e orders.Paid) error { return due(tx, e.Order, Paid) })
	journal.On(f, job.ChangedKind, func(tx *store.Tx, _ *journal.Entry, e job.Changed) error {
		switch e.To {
		case job.Packed:
			return due(tx, e.Order, Packed)
		case job.Gone:
			return due(tx, e.Order, Gone)
		}
		return nil
	})
	return f
}

// Of are the receipts of an order as their jobs stand, in the order of the
// moments' names.
func Of(tx *store.Tx, order warehouse.OrderID) (all []*spool.Job, err error) {
	for g, err := range receipts.Each(tx, order) {
		if err != nil {
			return nil, err
		}
		j, err := spool.Get(tx, g.Job)
		if err != nil && fault.KindOf(err) == fault.NotFound {
			continue // it ended long ago
		}
		if err != nil {
			return nil, err
		}
		all = append(all, j)
	}
	return all, nil
}

// The bench shows what becomes of the receipt of the order that it packs.
var _ = pack.AddEffects(effects{})

type effects struct{}

func (effects) Of(tx *store.Tx, order warehouse.OrderID) ([]pack.Effect, error) {
	jobs, err := Of(tx, order)
	if err != nil {
		return nil, err
	}
	if len(jobs) == 0 {
		why := station.Say("till.none_now")
		return []pack.Effect{{Kind: pack.EffectReceipt, State: "none", Why: &why}}, nil
	}
	var all []pack.Effect
	for _, j := range jobs {
		e, err := effect(j)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

func effect(j *spool.Job) (pack.Effect, error) {
	body, err := Receipts.Body(j)
	if err != nil {
		return pack.Effect{}, err
	}
	e := pack.Effect{Kind: pack.EffectReceipt, State: "waiting", Minor: body.Receipt.Total(), Money: string(body.Currency)}
	result, ok, err := Receipts.Result(j)
	if err != nil {
		return pack.Effect{}, err
	}
	switch {
	case ok:
		e.State, e.Number, e.At = "done", strconv.FormatUint(uint64(result.Number), 10), result.At
	case j.State == spool.Unknown || j.State == spool.Asking:
		e.State = "unknown"
	}
	if e.State != "done" && j.Why.Code != "" {
		e.Why = &station.Message{Code: j.Why.Code, Args: j.Why.Args}
	}
	return e, nil
}
