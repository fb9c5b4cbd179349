package till

import (
	"context"
	"strings"
	"unicode/utf8"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Paper is what a correction of our own, or of the tax office's, is made after.
type Paper string

// The papers.
const (
	Memo      Paper = "memo"      // somebody of the shop wrote down what went wrong
	Statement Paper = "statement" // a commission did
	Order     Paper = "order"     // the tax office ordered it
)

// papers are their names as they stand in a document of the register (FFD tag 1177).
var papers = map[Paper]string{Memo: "Служебная записка", Statement: "Акт", Order: "Предписание"}

// CorrectRequest registers an order whose goods were handed over without a receipt.
type CorrectRequest struct {
	Order  warehouse.OrderID `json:"order"`
	Paper  Paper             `json:"paper"`
	Number string            `json:"number,omitempty"` // of the paper
	On     measure.Day       `json:"on"`               // the day of the sale
}

// Correct puts a receipt of correction for an order that is gone and has no
// settlement: its goods, and how they were paid. Invalid for a paper that is none, a
// day before the order or to come, and an order of the tax office without its number;
// Conflict while the goods are here, when they stand on a receipt, and while nobody
// knows whether they do.
var Correct = command.Register("till.correct", "till.resolve",
	func(tx *store.Tx, r *CorrectRequest) (warehouse.SiteID, error) {
		o, err := orders.Get(tx, r.Order)
		if err != nil {
			return warehouse.SiteID{}, err
		}
		return o.Site, nil
	},
	func(_ context.Context, tx *store.Tx, r *CorrectRequest) (*JobAnswer, error) {
		o, err := orders.Get(tx, r.Order)
		if err != nil {
			return nil, err
		}
		before, err := tallyOf(tx, o.ID)
		if err != nil {
			return nil, err
		}
		if err := before.correctable(o); err != nil {
			return nil, err
		}
		why, err := r.correction(tx, o)
		if err != nil {
			return nil, err
		}
		country, _, err := sellerOf(tx, o)
		if err != nil {
			return nil, err
		}
		what := settlement(o, min(before.prepaid, o.Total.Minor))
		g := &Given{Moment: Corrected, Lines: linesOf(o, country, what.method), Payments: what.payments, Credit: what.credit}
		if err := giveAs(tx, o, before, g, why); err != nil {
			return nil, err
		}
		return &JobAnswer{g.Job}, nil
	})

// Correctable says whether an order is one that Correct takes.
func Correctable(tx *store.Tx, o *orders.Order) (bool, error) {
	if o.Status != orders.Gone {
		return false, nil
	}
	t, err := tallyOf(tx, o.ID)
	return err == nil && t.correctable(o) == nil, err
}

func (t *tally) correctable(o *orders.Order) error {
	switch {
	case o.Status != orders.Gone || o.Total.Minor <= 0:
		return fault.New(fault.Conflict, "till.correct_early", "number", o.Number)
	case t.settled != nil || t.busy():
		return fault.New(fault.Conflict, "till.correct_settled", "number", o.Number)
	}
	return nil
}

// correction is what the register is told of it.
func (r *CorrectRequest) correction(tx *store.Tx, o *orders.Order) (*receipt.Correction, error) {
	site, err := place.GetSite(tx, o.Site)
	if err != nil {
		return nil, err
	}
	basis, ok := papers[r.Paper]
	number := strings.TrimSpace(r.Number)
	switch {
	case !ok:
		return nil, fault.New(fault.Invalid, "till.correct_paper", "paper", r.Paper)
	case r.On < site.Day(o.Accepted) || r.On > site.Day(tx.Now()):
		return nil, fault.New(fault.Invalid, "till.correct_day", "day", r.On)
	case r.Paper == Order && number == "":
		return nil, fault.New(fault.Invalid, "till.correct_number")
	case utf8.RuneCountInString(number) > receipt.MaxOrder || strings.ContainsFunc(number, func(l rune) bool { return !receipt.Printable(l) }):
		return nil, fault.New(fault.Invalid, "till.correct_letters", "limit", receipt.MaxOrder)
	}
	return &receipt.Correction{Ordered: r.Paper == Order, Basis: basis, Day: receipt.Day(r.On.String()), Number: number}, nil
}
