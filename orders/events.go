package orders

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
)

// Accepted: an order came in.
type Accepted struct {
	Order   warehouse.OrderID `json:"order"`
	Channel string            `json:"channel"`
	Number  string            `json:"number"`
	Lines   int               `json:"lines"`
	Total   measure.Money     `json:"total"`
}

// LineChange is one line before and after an edit; From is 0 for a new one and
// To for one that was taken out.
type LineChange struct {
	Line warehouse.LineID `json:"line"`
	Item warehouse.ItemID `json:"item,omitzero"`
	From measure.Qty      `json:"from"`
	To   measure.Qty      `json:"to"`
}

// Edited: an order was changed. What changed of the buyer is only named.
type Edited struct {
	Order  warehouse.OrderID `json:"order"`
	Lines  []LineChange      `json:"lines,omitempty"`
	Fields []string          `json:"fields,omitempty"`
	Reason seal.Words        `json:"reason,omitzero"`
	Total  measure.Money     `json:"total"`
}

// GivenUp: an order was cancelled.
type GivenUp struct {
	Order  warehouse.OrderID `json:"order"`
	Reason seal.Words        `json:"reason,omitzero"`
	Back   measure.Qty       `json:"back,omitempty"` // base units that are still to be put back
}

// Matched: a person said which item a line means.
type Matched struct {
	Order warehouse.OrderID `json:"order"`
	Line  warehouse.LineID  `json:"line"`
	Item  warehouse.ItemID  `json:"item"`
}

// Confirmed: a person said that an unlikely line is meant.
type Confirmed struct {
	Order warehouse.OrderID `json:"order"`
	Line  warehouse.LineID  `json:"line"`
	Item  warehouse.ItemID  `json:"item"`
	Qty   measure.Qty       `json:"qty"`
}

// StatusChanged: an order came to another status.
type StatusChanged struct {
	Order   warehouse.OrderID `json:"order"`
	Channel string            `json:"channel"`
	From    Status            `json:"from,omitempty"`
	To      Status            `json:"to"`
}

// TooLate: the channel asked for something that could not be done any more.
type TooLate struct {
	Order warehouse.OrderID `json:"order"`
	Code  string            `json:"code"`
}

// LateSeen: a person has dealt with what the channel said too late.
type LateSeen TooLate

// Paid: money for an order is known to have come; Sum is all of it so far, By
// and On are of the last of it, where a person marked it.
type Paid struct {
	Order warehouse.OrderID `json:"order"`
	Sum   measure.Money     `json:"sum"`
	By    PaidBy            `json:"by,omitempty"`
	On    measure.Day       `json:"on,omitzero"`
}

// paid1 is Paid before people could mark an order as paid.
type paid1 struct {
	Order warehouse.OrderID `json:"order"`
	Sum   measure.Money     `json:"sum"`
}

// LetGoUnpaid: a person let an order go to the floor before its money came.
type LetGoUnpaid struct {
	Order  warehouse.OrderID `json:"order"`
	Reason seal.Words        `json:"reason,omitzero"`
	Due    measure.Money     `json:"due"`
}

// What people typed as a reason stood in the open once.
type (
	edited1 struct {
		Order  warehouse.OrderID `json:"order"`
		Lines  []LineChange      `json:"lines,omitempty"`
		Fields []string          `json:"fields,omitempty"`
		Reason string            `json:"reason,omitempty"`
		Total  measure.Money     `json:"total"`
	}
	givenUp1 struct {
		Order  warehouse.OrderID `json:"order"`
		Reason string            `json:"reason"`
		Back   measure.Qty       `json:"back,omitempty"`
	}
	letGoUnpaid1 struct {
		Order  warehouse.OrderID `json:"order"`
		Reason string            `json:"reason"`
		Due    measure.Money     `json:"due"`
	}
)

// Forgotten: the buyer of an order was forgotten, as they asked.
type Forgotten struct {
	Order warehouse.OrderID `json:"order"`
}

var (
	exampleSum   = measure.Money{Minor: 946200, Currency: measure.RUB}
	exampleLines = []LineChange{{warehouse.LineID{2}, warehouse.ItemID{3}, 2, 1}}
	exampleWords = seal.Typed(seal.Sealed{Subject: warehouse.SubjectID{4}, Box: []byte("sealed")})
)

// The kinds of event of orders.
var (
	AcceptedKind = journal.Register("orders.accepted/1", Accepted{warehouse.OrderID{1}, "sever-yug.ru", "10482", 2, exampleSum})
	EditedKind   = journal.Upcast(journal.Register("orders.edited/2", Edited{warehouse.OrderID{1}, exampleLines, []string{"address"}, exampleWords, exampleSum}),
		"orders.edited/1", edited1{warehouse.OrderID{1}, exampleLines, []string{"address"}, "asked by phone", exampleSum},
		func(old edited1) Edited {
			return Edited{old.Order, old.Lines, old.Fields, seal.Words{Plain: old.Reason}, old.Total}
		})
	GivenUpKind = journal.Upcast(journal.Register("orders.cancelled/2", GivenUp{warehouse.OrderID{1}, exampleWords, 2}),
		"orders.cancelled/1", givenUp1{warehouse.OrderID{1}, "changed their mind", 2},
		func(old givenUp1) GivenUp { return GivenUp{old.Order, seal.Words{Plain: old.Reason}, old.Back} })
	MatchedKind   = journal.Register("orders.matched/1", Matched{warehouse.OrderID{1}, warehouse.LineID{2}, warehouse.ItemID{3}})
	ConfirmedKind = journal.Register("orders.confirmed/1", Confirmed{warehouse.OrderID{1}, warehouse.LineID{2}, warehouse.ItemID{3}, 12000})
	StatusKind    = journal.Register("orders.status/1", StatusChanged{warehouse.OrderID{1}, "sever-yug.ru", Promised, Picking})
	TooLateKind   = journal.Register("orders.too_late/1", TooLate{warehouse.OrderID{1}, "orders.late_cancel"})
	LateSeenKind  = journal.Register("orders.late_seen/1", LateSeen{warehouse.OrderID{1}, "orders.late_cancel"})
	PaidKind      = journal.Upcast(journal.Register("orders.paid/2", Paid{warehouse.OrderID{1}, exampleSum, ByBank, measure.DayFrom(2026, 11, 20)}),
		"orders.paid/1", paid1{warehouse.OrderID{1}, exampleSum}, func(old paid1) Paid { return Paid{Order: old.Order, Sum: old.Sum} })

	LetUnpaidKind = journal.Upcast(journal.Register("orders.let_unpaid/2", LetGoUnpaid{warehouse.OrderID{1}, exampleWords, exampleSum}),
		"orders.let_unpaid/1", letGoUnpaid1{warehouse.OrderID{1}, "the payment order is here on paper", exampleSum},
		func(old letGoUnpaid1) LetGoUnpaid {
			return LetGoUnpaid{old.Order, seal.Words{Plain: old.Reason}, old.Due}
		})
	ForgottenKind = journal.Register("orders.forgotten/1", Forgotten{warehouse.OrderID{1}})
)

// About is the subject of everything that happens to an order.
func About(id warehouse.OrderID) journal.Subject { return journal.About("order", id) }
