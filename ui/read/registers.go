package read

import (
	"slices"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
)

// register is a register's day: its shift and sums, what waits for the operator,
// and what would stop it. It is nil for one that has told nothing yet.
func (l *look) register(name string) (*api.RegisterView, error) {
	reg, err := till.GetRegister(l.tx, name)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	site, err := place.GetSite(l.tx, reg.Site)
	if err != nil {
		return nil, err
	}
	view := &api.RegisterView{
		At: reg.At, Shift: string(reg.Shift), Number: int64(reg.Number), Document: int64(reg.Document), Receipts: int64(reg.Receipts),
		Unsent: int64(reg.Unsent), Currency: string(site.Currency), Memory: reg.Memory, Expires: string(reg.Expires),
	}
	if !reg.Opened.IsZero() {
		view.Opened = &reg.Opened
	}
	if reg.Unsent > 0 && !reg.Since.IsZero() {
		view.Since = &reg.Since
	}
	if reg.Counted {
		view.Sums = sumsOf(reg, site.Currency)
	}
	warnings, err := l.warnings(reg, site)
	if err != nil {
		return nil, err
	}
	for _, w := range warnings {
		says, told := warned(reg, w)
		view.Warnings = append(view.Warnings, api.Warned{What: api.Saying(says.page, told), Tone: toneOf(w)})
	}
	if view.Doing, err = l.doing(reg); err != nil {
		return nil, err
	}
	if view.History, err = l.history(reg); err != nil {
		return nil, err
	}
	view.May = mayDo(reg)
	return view, nil
}

// mayDo are the commands that a register can be given as it is.
func mayDo(reg *till.Register) api.List[string] {
	if reg.Shift == receipt.ShiftClosed {
		return api.List[string]{"till.shift.open", "till.shift.report"}
	}
	all := api.List[string]{"till.shift.report", "till.shift.close"}
	if reg.Shift == receipt.ShiftOpen {
		all = append(all, "till.cash")
	}
	return all
}

func sumsOf(reg *till.Register, currency measure.Currency) *api.RegisterSums {
	money := func(minor int64) api.Money { return api.Money{Minor: minor, Currency: string(currency)} }
	settled := func(p receipt.Payments) api.Settled {
		return api.Settled{Total: money(p.Sum()), Cash: money(p.Cash), Card: money(p.Card), Prepaid: money(p.Prepaid), Credit: money(p.Credit)}
	}
	return &api.RegisterSums{
		Sales: settled(reg.Sales), Returns: settled(reg.Returns), Drawer: money(reg.Drawer), PutIn: money(reg.PutIn), TakenOut: money(reg.TakenOut),
	}
}

// doing are the jobs of a register's own queue that are not at their end.
func (l *look) doing(reg *till.Register) (all api.List[api.Said], err error) {
	for j, err := range spool.InQueue(l.tx, till.OwnQueue(reg.Name)) {
		if err != nil {
			return nil, err
		}
		switch j.Kind {
		case till.Opens.Name:
			all = append(all, say("register.doing.open"))
		case till.Closes.Name:
			all = append(all, say("register.doing.close"))
		case till.Reports.Name:
			all = append(all, say("register.doing.report"))
		case till.CashMoves.Name:
			body, err := till.CashMoves.Body(j)
			if err != nil {
				return nil, err
			}
			all = append(all, api.Saying(map[till.Way]string{till.CashIn: "register.doing.cash_in", till.CashOut: "register.doing.cash_out"}[body.Way], args{"sum": moneyArg(body.Sum)}))
		}
	}
	return all, nil
}

func (l *look) warnings(reg *till.Register, site place.Site) ([]till.Warning, error) {
	policy, err := till.ShiftRules.At(l.tx, reg.Site)
	if err != nil {
		return nil, err
	}
	return reg.Warnings(policy, l.tx.Now(), site.Location()), nil
}

func toneOf(w till.Warning) api.Tone {
	if w.Red {
		return toneWrong
	}
	return toneAttention
}

// warningSays is how a warning is said: on the page of its register, in the list of
// what is stuck, and there what is safe.
type warningSays struct{ page, list, safe string }

// warningWords are the sentences of the troubles; the second ones are of what is
// over.
var warningWords = map[till.Trouble][2]warningSays{
	till.UnsentWaits: {
		{"register.warn.unsent", "stuck.what.register_unsent", "stuck.safe.register_unsent"},
		{"register.warn.unsent_locked", "stuck.what.register_unsent_locked", "stuck.safe.register_unsent"},
	},
	till.MemoryEnds: {
		{"register.warn.ends", "stuck.what.register_ends", "stuck.safe.register_ends"},
		{"register.warn.ends_over", "stuck.what.register_ends_over", "stuck.safe.register_blocked"},
	},
	till.MemoryBlocked: {{"register.warn.blocked", "stuck.what.register_blocked", "stuck.safe.register_blocked"}},
	till.MemoryFills:   {{"register.warn.fills", "stuck.what.register_fills", "stuck.safe.register_fills"}},
}

// warned is how a warning is said, and with what.
func warned(reg *till.Register, w till.Warning) (says warningSays, told args) {
	told = args{"register": textArg(reg.Name)}
	over := 0
	switch w.Trouble {
	case till.UnsentWaits:
		told["count"], told["days"], told["left"] = countArg(int64(reg.Unsent)), countArg(int64(w.Days)), countArg(int64(w.Left))
		if w.Left == 0 {
			over = 1
		}
	case till.MemoryEnds:
		told["days"], told["day"] = countArg(int64(max(w.Days, 0))), api.Arg{Kind: "day", Text: string(reg.Expires)}
		if w.Days < 0 {
			over = 1
		}
	}
	return warningWords[w.Trouble][over], told
}

// stuckRegisters are the registers of a site that stop soon, or have: documents
// that the operator does not have, and the term of the fiscal memory.
func (r *Reader) stuckRegisters(l *look, site place.Site) (rows []api.StuckRow, err error) {
	for reg, err := range till.Registers(l.tx) {
		if err != nil {
			return nil, err
		}
		if reg.Site != site.ID || !r.hangs(reg.Name) {
			continue
		}
		warnings, err := l.warnings(reg, site)
		if err != nil {
			return nil, err
		}
		for _, w := range warnings {
			says, told := warned(reg, w)
			kind := "register_memory"
			if w.Trouble == till.UnsentWaits {
				kind = "register_unsent"
			}
			rows = append(rows, api.StuckRow{
				ID: "register " + reg.Name + " " + string(w.Trouble), Kind: kind,
				Since: w.Since, Tone: toneOf(w), What: api.Saying(says.list, told), Safe: say(says.safe),
				Actions: first(api.Action{Name: "open_register", Open: "/devices/" + reg.Name}),
			})
		}
	}
	return rows, nil
}

// hangs says that a device is in the file of this host, as far as that is known.
func (r *Reader) hangs(name string) bool {
	if r.Outside.Machines == nil {
		return true
	}
	return slices.ContainsFunc(r.Outside.Machines(), func(m Machine) bool { return m.ID == name })
}

// whyRegister is why a register did not do what it was told: its reason in words,
// where that is known.
func (l *look) whyRegister(why spool.Why) api.Arg {
	if key := "say.device.register." + why.Args["reason"]; locale.Has(key) {
		return textArg(locale.Say(l.lang, key, nil))
	}
	return l.why(why.Code, why.Args)
}

// stuckShift is a job for a shift or for cash that a person must look at.
func (l *look) stuckShift(j *spool.Job, row *api.StuckRow) error {
	told := args{"why": l.whyRegister(j.Why)}
	var refused, unknown string
	switch j.Kind {
	case till.CashMoves.Name:
		body, err := till.CashMoves.Body(j)
		if err != nil {
			return err
		}
		told["register"], told["sum"] = textArg(body.Register), moneyArg(body.Sum)
		refused, unknown = "stuck.what.cash_in_refused", "stuck.what.cash_in_unknown"
		if body.Way == till.CashOut {
			refused, unknown = "stuck.what.cash_out_refused", "stuck.what.cash_out_unknown"
		}
	case till.Closes.Name:
		body, err := till.Closes.Body(j)
		if err != nil {
			return err
		}
		told["register"], told["shift"] = textArg(body.Register), countArg(int64(body.Shift))
		refused, unknown = "stuck.what.shift_close_refused", "stuck.what.shift_close_unknown"
	default:
		body, err := till.Opens.Body(j)
		if err != nil {
			return err
		}
		told["register"] = textArg(body.Register)
		refused, unknown = "stuck.what.shift_open_refused", "stuck.what.shift_open_unknown"
	}
	row.Kind, row.What, row.Safe = "register_job", api.Saying(refused, told), say("stuck.safe.register_job")
	id := map[string]any{"job": j.ID}
	switch {
	case inDoubt(j):
		row.Tone, row.What, row.Safe = toneWrong, api.Saying(unknown, told), say("stuck.safe.register_unknown")
		if j.Denied {
			row.Safe = say("stuck.safe.register_denied")
		}
		row.Actions = first(action("ask_register", "till.settle", id),
			action("counted_yes", "till.settle", map[string]any{"job": j.ID, "done": true}),
			action("counted_no", "till.settle", map[string]any{"job": j.ID, "done": false}))
	case j.State != spool.Leased:
		row.Actions = first(action("retry", "till.retry", id), action("drop", "till.drop", id, "reason"))
	}
	return nil
}
