package till

import (
	"strconv"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// The bench shows what becomes of the receipt of the order that it packs.
var _ = pack.AddEffects(effects{})

type effects struct{}

func (effects) Of(tx *store.Tx, order warehouse.OrderID) ([]pack.Effect, error) {
	all, err := Of(tx, order)
	if err != nil {
		return nil, err
	}
	t := told(all)
	var effects []pack.Effect
	for _, g := range all {
		if g.Moment.Back() || g.Void {
			continue // said of the one that it returns, or of the one in its place
		}
		e, err := g.effect(tx)
		if err != nil {
			return nil, err
		}
		if by := t.undone[g]; by != nil {
			why := station.Say(returns(by.State))
			e.Why = &why
		}
		effects = append(effects, e)
	}
	coming, err := coming(tx, order, t)
	if err != nil {
		return nil, err
	}
	if coming != nil {
		effects = append(effects, *coming)
	}
	if len(effects) == 0 {
		why := station.Say("till.none_now")
		effects = append(effects, pack.Effect{Kind: pack.EffectReceipt, State: "none", Why: &why})
	}
	return effects, nil
}

// coming is the receipt that the packing or hand-over of an order wants and the
// follower has not put yet, as it will be shown when it is: the screen of the last
// scan is drawn before the follower hears of it. It is nil for none.
func coming(tx *store.Tx, order warehouse.OrderID, before *tally) (*pack.Effect, error) {
	j, err := job.Get(tx, order)
	if err != nil {
		return nil, err
	}
	moments := map[job.State]Moment{job.Packed: Packed, job.Gone: Gone}
	m, reached := moments[j.State]
	if !reached {
		return nil, nil
	}
	o, err := orders.Get(tx, order)
	if err != nil {
		return nil, err
	}
	g, err := wanted(tx, o, before, m)
	if err != nil || g == nil {
		return nil, err
	}
	return &pack.Effect{Kind: pack.EffectReceipt, State: "waiting", Minor: total(g.Lines), Money: string(o.Total.Currency)}, nil
}

// returns says what became of the return of a receipt.
func returns(s spool.State) string {
	switch s {
	case spool.Done:
		return "till.return_done"
	case spool.Refused, spool.Unknown, spool.Dropped:
		return "till.return_trouble"
	}
	return "till.return_waiting"
}

// effect is what the bench shows of a receipt.
func (g *Given) effect(tx *store.Tx) (pack.Effect, error) {
	e := pack.Effect{Kind: pack.EffectReceipt, State: "waiting", Minor: g.Sum, Money: string(g.Currency)}
	switch g.State {
	case spool.Done:
		e.State, e.At = "done", g.Result.At
		if g.Result.Number != 0 {
			e.Number = strconv.FormatUint(uint64(g.Result.Number), 10)
		}
		return e, nil
	case spool.Dropped:
		why := station.Say("till.given_up")
		if g.Void {
			why = station.Say("till.none_now")
		}
		e.State, e.Why = "none", &why
		return e, nil
	case spool.Unknown, spool.Asking:
		e.State = "unknown"
	}
	j, err := spool.Get(tx, g.Job)
	if err == nil && j.Why.Code != "" {
		e.Why = &station.Message{Code: j.Why.Code, Args: j.Why.Args}
		if e.State == "unknown" && j.Why.Code == "till.register" {
			e.Why.Code = "till.in_doubt" // it may be printed: the answer is what is missing
		}
	}
	return e, err
}
