package read

import (
	"strconv"
	"strings"

	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
)

// Limits of a register's history: so many rows, found among so many of the newest
// entries about it. A busy register tells something of itself at every receipt.
const (
	maxHistory = 20
	maxLooked  = 1000
)

// history is what happened to the shift and the drawer of a register, the newest
// first.
func (l *look) history(reg *till.Register) (rows api.List[api.TapeRow], err error) {
	looked := 0
	for e, err := range journal.Back(l.tx, till.AboutRegister(reg.Name)) {
		if err != nil {
			return nil, err
		}
		if looked++; looked > maxLooked || len(rows) == maxHistory {
			break
		}
		name := unversioned(e.Kind)
		tell := tellers[name]
		if tell == nil || !strings.HasPrefix(name, "register.") {
			continue
		}
		t, err := tell(l, e)
		if err != nil {
			return nil, err
		}
		row, err := l.tapeRow(e, t)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// cashWords are what is told of cash that is no sale, by the way it goes.
var cashWords = map[till.Way]struct{ asked, moved, refused, dropped string }{
	till.CashIn:  {"tape.cash_in_asked", "tape.cash_in_moved", "tape.cash_in_refused", "tape.cash_in_dropped"},
	till.CashOut: {"tape.cash_out_asked", "tape.cash_out_moved", "tape.cash_out_refused", "tape.cash_out_dropped"},
}

func cashArgs(sum measure.Money, reason string) args {
	return args{"sum": moneyArg(sum), "reason": textArg(reason)}
}

// What happens to a register, in words.
var (
	_ = telling(till.ShiftOpenedKind, func(_ *look, _ *journal.Entry, ev till.ShiftOpened) (told, error) {
		return tells(toneNeutral, "tape.shift_opened", args{"shift": textArg(strconv.Itoa(ev.Shift))}), nil
	})
	_ = telling(till.ShiftClosedKind, func(_ *look, _ *journal.Entry, ev till.ShiftClosed) (told, error) {
		return tells(toneNeutral, "tape.shift_closed", args{"shift": textArg(strconv.Itoa(ev.Shift))}), nil
	})
	_ = telling(till.CashAskedKind, func(l *look, _ *journal.Entry, ev till.CashAsked) (told, error) {
		return tells(toneNeutral, cashWords[ev.Way].asked, cashArgs(ev.Sum, l.words(ev.Reason))), nil
	})
	_ = telling(till.CashMovedKind, func(l *look, _ *journal.Entry, ev till.CashMoved) (told, error) {
		return tells(toneOK, cashWords[ev.Way].moved, cashArgs(ev.Sum, l.words(ev.Reason))), nil
	})
	_ = telling(till.CashRefusedKind, func(l *look, _ *journal.Entry, ev till.CashRefused) (told, error) {
		if ev.Dropped {
			return tells(toneAttention, cashWords[ev.Way].dropped, cashArgs(ev.Sum, l.words(ev.Reason))), nil
		}
		a := cashArgs(ev.Sum, l.words(ev.Reason))
		a["why"] = l.whyRegister(ev.Why)
		return tells(toneWrong, cashWords[ev.Way].refused, a), nil
	})
)
