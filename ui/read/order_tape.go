package read

import (
	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/promise"
)

// paidBy says how money came, where a person marked it.
var paidBy = map[orders.PaidBy]string{orders.ByBank: "tape.paid_bank", orders.ByCard: "tape.paid_by_card", orders.ByCash: "tape.paid_by_cash"}

// What happens to an order, in words.
var (
	_ = telling(orders.AcceptedKind, func(l *look, e *journal.Entry, ev orders.Accepted) (told, error) {
		code, err := l.acceptedAs(e)
		return tells(toneNeutral, code, args{"shop": textArg(ev.Channel)}), err
	})
	_ = telling(orders.EditedKind, func(l *look, _ *journal.Entry, ev orders.Edited) (told, error) {
		t := tells(toneNeutral, api.SayTapeEdited, nil)
		switch {
		case ev.Reason.Plain == orders.ByChannel:
			t = tells(toneNeutral, "tape.edited_by_shop", nil)
		case !ev.Reason.IsZero():
			t = tells(toneNeutral, "tape.edited_why", args{"reason": textArg(l.words(ev.Reason))})
		}
		return orderChanged(l, t, ev)
	})
	_ = telling(orders.GivenUpKind, func(l *look, _ *journal.Entry, ev orders.GivenUp) (told, error) {
		if ev.Reason.Plain == orders.ByChannel {
			return tells(toneWrong, "tape.cancelled_by_shop", nil), nil
		}
		return tells(toneWrong, api.SayTapeCancelled, args{"reason": textArg(l.words(ev.Reason))}), nil
	})
	_ = telling(orders.MatchedKind, func(l *look, _ *journal.Entry, ev orders.Matched) (told, error) {
		item, err := l.itemNamed(ev.Item)
		return tells(toneNeutral, "tape.matched", args{"item": item}), err
	})
	_ = telling(orders.ConfirmedKind, func(l *look, _ *journal.Entry, ev orders.Confirmed) (told, error) {
		item, err := l.itemNamed(ev.Item)
		return tells(toneNeutral, "tape.confirmed", args{"item": item, "count": qtyArg(ev.Qty)}), err
	})
	_ = telling(orders.StatusKind, func(_ *look, _ *journal.Entry, ev orders.StatusChanged) (told, error) {
		if ev.From == "" { // said when it was accepted
			return told{}, nil
		}
		switch ev.To {
		case orders.Waiting:
			return tells(toneAttention, "tape.waiting", nil), nil
		case orders.Promised:
			return tells(toneOK, "tape.promised", nil), nil
		case orders.Problem:
			return tells(toneWrong, "tape.problem", nil), nil
		}
		return told{}, nil // the floor says it better
	})
	_ = telling(orders.TooLateKind, func(_ *look, _ *journal.Entry, ev orders.TooLate) (told, error) {
		return tells(toneWrong, lates[ev.Code].told, nil), nil
	})
	_ = telling(orders.LateSeenKind, func(_ *look, _ *journal.Entry, _ orders.LateSeen) (told, error) {
		return tells(toneNeutral, "tape.late_seen", nil), nil
	})
	_ = telling(orders.ForgottenKind, func(_ *look, _ *journal.Entry, _ orders.Forgotten) (told, error) {
		return tells(toneNeutral, "tape.forgotten", nil), nil
	})
	_ = telling(orders.PaidKind, func(_ *look, _ *journal.Entry, ev orders.Paid) (told, error) {
		if code := paidBy[ev.By]; code != "" {
			return tells(toneOK, code, args{"sum": moneyArg(ev.Sum), "day": dayArg(ev.On)}), nil
		}
		return tells(toneOK, api.SayTapePaid, args{"sum": moneyArg(ev.Sum)}), nil
	})
	_ = telling(orders.LetUnpaidKind, func(l *look, _ *journal.Entry, ev orders.LetGoUnpaid) (told, error) {
		return tells(toneAttention, "tape.let_unpaid", args{"reason": textArg(l.words(ev.Reason)), "sum": moneyArg(ev.Due)}), nil
	})
	_ = telling(promise.FilledKind, func(l *look, _ *journal.Entry, ev promise.Filled) (told, error) {
		return l.units(toneOK, "tape.filled", ev)
	})
	_ = telling(promise.ShortedKind, func(l *look, _ *journal.Entry, ev promise.Shorted) (told, error) {
		return l.units(toneAttention, "tape.shorted", promise.Filled(ev))
	})
	_ = telling(promise.ReleasedKind, func(l *look, _ *journal.Entry, ev promise.Released) (told, error) {
		return l.units(toneNeutral, "tape.unheld", promise.Filled(ev))
	})
	_ = telling(job.ChangedKind, jobChanged)
	_ = telling(job.FreedKind, func(l *look, _ *journal.Entry, ev job.Freed) (told, error) {
		who, err := l.person(ev.Person)
		if err != nil || who == nil {
			return tells(toneAttention, "tape.freed", nil), err
		}
		return tells(toneAttention, "tape.freed_of", args{"name": textArg(who.Name)}), nil
	})
)

func (l *look) units(tone api.Tone, code string, ev promise.Filled) (told, error) {
	item, err := l.itemNamed(ev.Item)
	return tells(tone, code, args{"item": item, "count": qtyArg(ev.Qty)}), err
}

// acceptedAs is how an order was taken in: what it came to in the same breath
// stands a few entries on.
func (l *look) acceptedAs(accepted *journal.Entry) (code string, err error) {
	for e, err := range journal.From(l.tx, accepted.Seq+1) {
		if err != nil {
			return "", err
		}
		if e.Command != accepted.Command || !e.At.Equal(accepted.At) {
			break
		}
		if !orders.StatusKind.Is(e) {
			continue
		}
		ev, err := orders.StatusKind.Read(e)
		if err != nil {
			return "", err
		}
		switch ev.To {
		case orders.Promised:
			return api.SayTapeAccepted, nil
		case orders.Waiting:
			return "tape.accepted_waiting", nil
		case orders.Problem:
			return "tape.accepted_problem", nil
		}
		break
	}
	return "tape.came", nil
}

// jobChanged is what the floor did; the end of a cancelled order's way is told
// when everything is back.
func jobChanged(l *look, e *journal.Entry, ev job.Changed) (told, error) {
	switch ev.To {
	case job.Released:
		if ev.From != job.Offered {
			return tells(toneAttention, "tape.again", nil), nil
		}
		return l.toFloor(ev.Order)
	case job.Picking:
		return tells(toneInfo, "tape.picking", nil), nil
	case job.Picked:
		if ev.From == job.Packing {
			return tells(toneAttention, "tape.aside", nil), nil
		}
		return tells(toneInfo, "tape.all_picked", nil), nil
	case job.Packing:
		return l.packing(e, ev)
	case job.Packed:
		return tells(toneOK, "tape.all_packed", nil), nil
	case job.Gone:
		o, err := orders.Get(l.tx, ev.Order)
		if err != nil {
			return told{}, err
		}
		return tells(toneOK, api.SayTapeHanded, args{"courier": textArg(o.Courier)}), nil
	case job.Offered:
		if ev.From != "" {
			return tells(toneAttention, "tape.off_floor", nil), nil
		}
	case job.Ended:
		return l.allBack(ev.Order)
	}
	return told{}, nil
}

// allBack says that the goods of a cancelled order are back, unless none had to be.
func (l *look) allBack(order warehouse.OrderID) (told, error) {
	for e, err := range journal.Back(l.tx, orders.About(order)) {
		if err != nil {
			return told{}, err
		}
		if !orders.GivenUpKind.Is(e) {
			continue
		}
		if ev, err := orders.GivenUpKind.Read(e); err != nil || ev.Back == 0 {
			return told{}, err
		}
		break
	}
	return tells(toneOK, "tape.all_back", nil), nil
}

func (l *look) toFloor(order warehouse.OrderID) (told, error) {
	j, err := job.Get(l.tx, order)
	if err != nil {
		return told{}, err
	}
	if j.Wave == "" {
		return tells(toneNeutral, "tape.to_floor", nil), nil
	}
	return tells(toneNeutral, "tape.in_wave", args{"wave": textArg(j.Wave)}), nil
}

func (l *look) packing(e *journal.Entry, ev job.Changed) (told, error) {
	switch {
	case ev.From == job.Packed:
		return tells(toneAttention, "tape.reopened", nil), nil
	case e.Station.IsZero():
		return tells(toneInfo, "tape.packing_began", nil), nil
	}
	bench, err := l.place(e.Station)
	if err != nil {
		return told{}, err
	}
	return tells(toneInfo, api.SayTapePacking, args{"station": textArg(bench.Name)}), nil
}
