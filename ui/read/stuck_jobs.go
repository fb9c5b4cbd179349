package read

import (
	"encoding/json"
	"strings"

	"warehouse-node/orders"
	"warehouse-node/orders/ship"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
)

// stuckJobs are jobs for machines that a person must look at.
func (l *look) stuckJobs(site place.Site) (rows []api.StuckRow, err error) {
	jobs, err := spool.AllStuck(l.tx, site.ID)
	if err != nil {
		return nil, err
	}
	for _, j := range jobs[:min(len(jobs), maxStuck)] {
		row := api.StuckRow{ID: "job " + j.ID.String(), Since: j.At, Tone: toneAttention, Tries: int64(j.Tries)}
		if next := j.Next; !next.IsZero() {
			row.Next = &next
		}
		row.Now = doing(j)
		if row.Seq, err = l.newestOf(j.Subject, spool.RefusedKind.Name, spool.UnknownKind.Name, spool.DelayedKind.Name); err != nil {
			return nil, err
		}
		switch j.Kind {
		case till.Receipts.Name:
			err = l.stuckReceipt(j, &row)
		case pack.Labels.Name:
			err = l.stuckLabel(j, &row)
		case till.Opens.Name, till.Closes.Name, till.CashMoves.Name:
			err = l.stuckShift(j, &row)
		default:
			err = l.stuckJob(j, &row)
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// doing is what becomes of a job just now; nil when it rests, or a person must settle
// it first.
func doing(j *spool.Job) *api.Said {
	code := ""
	switch {
	case j.State == spool.Leased && j.Trying:
		code = "stuck.now.trying"
	case j.State == spool.Leased:
		code = "stuck.now.held"
	case j.State == spool.Asking && j.Next.IsZero():
		code = "stuck.now.asking"
	case j.State == spool.Waiting && j.Next.IsZero():
		code = "stuck.now.turn"
	default:
		return nil
	}
	now := say(code)
	return &now
}

func inDoubt(j *spool.Job) bool { return j.State == spool.Unknown || j.State == spool.Asking }

func (l *look) stuckReceipt(j *spool.Job, row *api.StuckRow) error {
	var r till.Receipt
	if err := json.Unmarshal(j.Body, &r); err != nil {
		return err
	}
	sum := measure.Money{Currency: r.Currency}
	for _, line := range r.Receipt.Lines {
		sum.Minor += line.Sum
	}
	row.Kind, row.Order, row.OrderID = "receipt_unknown", r.Number, r.Order.String()
	id := map[string]any{"job": j.ID}
	switch {
	case inDoubt(j):
	case j.State == spool.Refused:
		row.What = api.Saying("stuck.what.receipt_refused", args{"why": l.whyRegister(j.Why), "sum": moneyArg(sum)})
		row.Safe = say("stuck.safe.receipt_refused")
		row.Actions = first(action("retry", "till.retry", id), action("drop", "till.drop", id, "reason"))
		return nil
	default: // the register was not told of it, and will be
		why := l.whyRegister(j.Why)
		if j.Why.Code == spool.Died {
			why = textArg(locale.Say(l.lang, "stuck.why.died_before", nil))
		}
		row.What = api.Saying("stuck.what.receipt_waits", args{"why": why, "sum": moneyArg(sum)})
		row.Safe = say("stuck.safe.receipt_waits")
		if j.State == spool.Waiting {
			row.Actions = first(action("retry", "till.retry", id), action("drop", "till.drop", id, "reason"))
		}
		return nil
	}
	register, err := l.registersAt(j.Site)
	if err != nil {
		return err
	}
	row.Tone = toneWrong
	row.What = api.Saying(api.SayStuckReceiptUnknown, args{"register": textArg(register), "sum": moneyArg(sum)})
	row.Safe = say(api.SayStuckSafeReceiptUnknown)
	if j.Denied {
		row.Safe = say("stuck.safe.receipt_denied")
	}
	row.Actions = first(action("ask_register", "till.settle", id),
		action("printed_yes", "till.settle", map[string]any{"job": j.ID, "done": true}),
		action("printed_no", "till.settle", map[string]any{"job": j.ID, "done": false}))
	return nil
}

// registersAt are the registers of a warehouse, which share its receipts; while
// none has told of itself, the warehouse.
func (l *look) registersAt(site warehouse.SiteID) (string, error) {
	var names []string
	for r, err := range till.Registers(l.tx) {
		if err != nil {
			return "", err
		}
		if r.Site == site {
			names = append(names, r.Name)
		}
	}
	if len(names) > 0 {
		return strings.Join(names, ", "), nil
	}
	at, err := l.placeNamed(site)
	return at.Text, err
}

func (l *look) stuckLabel(j *spool.Job, row *api.StuckRow) error {
	var label pack.Label
	if err := json.Unmarshal(j.Body, &label); err != nil {
		return err
	}
	row.Kind, row.Order = "label_unprinted", label.Order
	if o, err := orders.ByNumber(l.tx, label.Order); err == nil {
		row.OrderID = o.ID.String()
	} else if !isNotFound(err) {
		return err
	}
	printer, err := l.printer(j.Queue)
	if err != nil {
		return err
	}
	row.What = api.Saying(api.SayStuckLabelUnprinted, args{"printer": textArg(printer), "parcel": codeArg(label.Code), "why": l.why(j.Why.Code, j.Why.Args)})
	row.Safe = say(api.SayStuckSafeLabelUnprinted)
	row.Actions = ofSpool(j, "print_again")
	return nil
}

// printer is where a queue goes: the name of its bench, or of the very device.
func (l *look) printer(q spool.Queue) (string, error) {
	kind, id, _ := strings.Cut(string(q), "/")
	if kind == "device" {
		return id, nil
	}
	var bench warehouse.PlaceID
	if bench.UnmarshalText([]byte(id)) != nil || bench.IsZero() {
		return string(q), nil
	}
	p, err := l.place(bench)
	if isNotFound(err) {
		return string(q), nil
	}
	if err != nil {
		return "", err
	}
	return p.Name, nil
}

// stuckJob is any other job.
func (l *look) stuckJob(j *spool.Job, row *api.StuckRow) error {
	queue, err := l.printer(j.Queue)
	if err != nil {
		return err
	}
	if known, err := l.stuckPrint(j, queue, row); known || err != nil {
		row.Actions = ofSpool(j, "print_again")
		return err
	}
	if j.Kind == ship.Labels.Name {
		return l.stuckCarrier(j, queue, row)
	}
	row.Kind = "job_failed"
	if strings.HasPrefix(j.Kind, "label") {
		row.Kind = "label_unprinted"
	}
	row.What = api.Saying("stuck.what.job", args{"queue": textArg(queue), "why": l.why(j.Why.Code, j.Why.Args)})
	row.Safe = say("stuck.safe.job")
	row.Actions = ofSpool(j, "retry")
	return nil
}

// stuckCarrier is a label that a carrier made.
func (l *look) stuckCarrier(j *spool.Job, queue string, row *api.StuckRow) error {
	p, err := ship.Labels.Body(j)
	if err != nil {
		return err
	}
	row.Kind = "label_unprinted"
	row.What = api.Saying("stuck.what.carrier_label", args{"order": textArg(p.Order), "printer": textArg(queue), "why": l.why(j.Why.Code, j.Why.Args)})
	row.Safe = say("stuck.safe.print")
	row.Actions = ofSpool(j, "print_again")
	_, err = l.subjects([]journal.Subject{j.Subject}, place.Site{Place: &place.Place{ID: j.Site}}, row)
	return err
}

// ofSpool are the buttons of a job without a desk of its own. One that a machine
// has at this moment goes on when the machine does.
func ofSpool(j *spool.Job, again string) api.List[api.Action] {
	id := map[string]any{"job": j.ID}
	switch {
	case j.State == spool.Leased:
		return nil
	case inDoubt(j):
		return first(action("ask_machine", "spool.settle", id),
			action("came_out", "spool.settle", map[string]any{"job": j.ID, "done": true}),
			action(again, "spool.settle", map[string]any{"job": j.ID, "done": false}))
	}
	return first(action(again, "spool.retry", id), action("drop", "spool.drop", id, "reason"))
}
