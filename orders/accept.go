package orders

import (
	"context"
	"fmt"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// MaxLines is the most lines an order may have.
const MaxLines = 500

// Incoming is an order as a channel tells it, with all about the buyer sealed.
type Incoming struct {
	Site        warehouse.SiteID   `json:"site"`
	Owner       warehouse.EntityID `json:"owner,omitzero"`
	Channel     string             `json:"channel"`
	OuterID     string             `json:"outerId"`
	OuterNumber string             `json:"outerNumber,omitempty"`
	Digest      Digest             `json:"digest"`             // of the outer order, keyed
	Revision    uint64             `json:"revision,omitempty"` // rises with each change of the outer order; zero where the channel counts none
	Placed      time.Time          `json:"placed,omitzero"`
	Buyer       IncomingBuyer      `json:"buyer"`
	Comment     seal.Sealed        `json:"comment,omitzero"`
	Gift        bool               `json:"gift,omitempty"`
	Courier     string             `json:"courier,omitempty"`
	Cutoff      time.Time          `json:"cutoff,omitzero"`
	Lines       []IncomingLine     `json:"lines"`
	Delivery    measure.Money      `json:"delivery,omitzero"`
	Discount    measure.Money      `json:"discount,omitzero"`
	Payment     PaymentKind        `json:"payment"`
	Paid        measure.Money      `json:"paid,omitzero"`
	Cancelled   string             `json:"cancelled,omitempty"` // the channel's reason, as a code; "" for a live order
	Unfit       bool               `json:"unfit,omitempty"`     // the channel named a sum that its lines do not come to: they count, and a person is shown it
	Steep       bool               `json:"steep,omitempty"`     // the channel named a sum far below its lines and no discount: it counts, and a person is shown it
}

// IncomingBuyer is Buyer as a command carries it.
type IncomingBuyer struct {
	Subject warehouse.SubjectID `json:"subject,omitzero"`
	Name    seal.Sealed         `json:"name,omitzero"`
	Phone   seal.Sealed         `json:"phone,omitzero"`
	Email   seal.Sealed         `json:"email,omitzero"`
	Address seal.Sealed         `json:"address,omitzero"`
	City    seal.Sealed         `json:"city,omitzero"`
	ByPhone seal.Hash           `json:"byPhone,omitzero"`
	ByTail  seal.Hash           `json:"byTail,omitzero"`
	ByEmail seal.Hash           `json:"byEmail,omitzero"`
}

func (b IncomingBuyer) sealed() Buyer {
	return Buyer(b)
}

// IncomingLine is a line as the channel tells it. The item is looked for by
// OuterID, then Article, then Barcode, and never by its name.
type IncomingLine struct {
	OuterID string           `json:"outerId,omitempty"`
	Article string           `json:"article,omitempty"`
	Barcode string           `json:"barcode,omitempty"`
	Item    warehouse.ItemID `json:"item,omitzero"` // when the caller knows it
	Name    string           `json:"name"`
	Qty     measure.Qty      `json:"qty"`
	Price   measure.Money    `json:"price"`
	VAT     measure.VAT      `json:"vat,omitzero"`
}

// Outcome is what became of an incoming order.
type Outcome string

// The outcomes of Accept.
const (
	OutcomeNew       Outcome = "new"
	OutcomeSame      Outcome = "same" // a repeat
	OutcomeEdited    Outcome = "edited"
	OutcomeCancelled Outcome = "cancelled"
	OutcomeLate      Outcome = "late" // it was not done, the goods had left or it is unlikely: a person is shown it
)

// AcceptAnswer says what became of an incoming order.
type AcceptAnswer struct {
	Order   warehouse.OrderID `json:"order"`
	Number  string            `json:"number"`
	Status  Status            `json:"status"`
	Outcome Outcome           `json:"outcome"`
}

// rightAccept is the right to take orders in.
const rightAccept staff.Right = "orders.accept"

// Accept takes an order in. Sent again it does nothing, or is an edit where the
// channel says something else now.
var Accept = command.Register("orders.accept", rightAccept,
	func(_ *store.Tx, r *Incoming) (warehouse.SiteID, error) { return r.Site, nil }, accept)

func accept(ctx context.Context, tx *store.Tx, r *Incoming) (*AcceptAnswer, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	o, err := ByOuter(tx, r.Channel, r.OuterID)
	if err != nil {
		return nil, err
	}
	if o != nil {
		if err := staff.May(tx, tx.Origin().Person, rightAccept, o.Site); err != nil { // it may be at another site than it was said
			return nil, err
		}
		return again(ctx, tx, o, r)
	}
	if o, err = newOrder(tx, r); err != nil {
		return nil, err
	}
	if err := AcceptedKind.Record(tx, Accepted{o.ID, o.Channel, o.Number, len(o.Lines), o.Total}, About(o.ID)); err != nil {
		return nil, err
	}
	outcome := OutcomeNew
	if r.Cancelled != "" { // it came and went while we were not asked
		o.Cancel = Cancelled{Reason: seal.Coded(r.Cancelled), Person: tx.Origin().Person, At: tx.Now()}
		outcome = OutcomeCancelled
	} else if err := reserve(tx, o); err != nil {
		return nil, err
	}
	if err := refresh(tx, o); err != nil {
		return nil, err
	}
	if err := r.doubt(tx, o); err != nil {
		return nil, err
	}
	return o.answer(outcome), nil
}

func (o *Order) answer(outcome Outcome) *AcceptAnswer {
	return &AcceptAnswer{o.ID, o.Number, o.Status, outcome}
}

// check refuses what no order can be. An unknown item is no reason: the order
// is kept and a person is asked.
func (r *Incoming) check() error {
	switch {
	case r.Channel == "" || r.OuterID == "":
		return fault.New(fault.Invalid, "orders.nameless")
	case len(r.Lines) == 0:
		return fault.New(fault.Invalid, "orders.empty", "order", r.OuterID)
	case len(r.Lines) > MaxLines:
		return fault.New(fault.Limit, "orders.too_many_lines", "order", r.OuterID, "max", MaxLines)
	}
	for i, l := range r.Lines {
		if l.Qty <= 0 {
			return fault.New(fault.Invalid, "orders.qty", "order", r.OuterID, "line", i+1, "qty", l.Qty)
		}
		if l.Price.Minor < 0 {
			return fault.New(fault.Invalid, "orders.price", "order", r.OuterID, "line", i+1)
		}
	}
	return nil
}

// firstNumber is where our own numbers begin: five digits are read aloud best.
const firstNumber = 10000

func newOrder(tx *store.Tx, r *Incoming) (*Order, error) {
	site, err := place.GetSite(tx, r.Site)
	if err == nil && site.Archived {
		err = fault.New(fault.Conflict, "place.archived", "name", site.Name)
	}
	if err != nil {
		return nil, err
	}
	if !r.Owner.IsZero() {
		if _, err := place.OpenEntity(tx, r.Owner); err != nil {
			return nil, err
		}
	}
	n, err := ident.Next(tx, "orders")
	if err != nil {
		return nil, err
	}
	o := &Order{
		ID: warehouse.OrderID(tx.Mint()), Number: fmt.Sprint(firstNumber + n), Site: r.Site, Owner: r.Owner,
		Channel: r.Channel, OuterID: r.OuterID, OuterNumber: r.OuterNumber, Digest: r.Digest, Revision: r.Revision,
		Accepted: tx.Now(), Placed: r.Placed, Buyer: r.Buyer.sealed(), Comment: r.Comment, Gift: r.Gift,
		Courier: r.Courier, Cutoff: r.Cutoff, Delivery: r.Delivery, Discount: r.Discount,
		Payment: Payment{Kind: r.Payment, Paid: r.Paid},
	}
	if o.Owner.IsZero() {
		o.Owner = site.Owner
	}
	if r.Paid.Minor > 0 {
		o.Payment.PaidAt = tx.Now()
	}
	for i := range r.Lines {
		l, err := newLine(tx, r.Channel, &r.Lines[i])
		if err != nil {
			return nil, err
		}
		if l.Unsure, err = unsure(tx, o, &l); err != nil {
			return nil, err
		}
		o.Lines = append(o.Lines, l)
	}
	return o, o.sums()
}

func newLine(tx *store.Tx, channel string, r *IncomingLine) (Line, error) {
	l := Line{
		ID: warehouse.LineID(tx.Mint()), OuterID: r.OuterID, Article: r.Article, Name: r.Name,
		Qty: r.Qty, Price: r.Price, VAT: r.VAT, Item: r.Item,
	}
	if err := r.checkMoney(); err != nil {
		return l, err
	}
	if !l.Item.IsZero() {
		_, err := catalog.Get(tx, l.Item)
		return l, err
	}
	item, err := match(tx, channel, r)
	if err != nil || item == nil {
		return l, err
	}
	l.Item = item.ID
	return l, nil
}

// checkMoney refuses a tax and a price that no receipt can say.
func (r *IncomingLine) checkMoney() error {
	if err := catalog.CheckVAT(r.VAT); err != nil || r.Price == (measure.Money{}) {
		return err
	}
	return catalog.CheckCurrency(r.Price.Currency)
}

// match finds the item of a line: by the channel's own id, the article, the
// barcode. An ambiguous barcode is no match: a person is asked.
func match(tx *store.Tx, channel string, r *IncomingLine) (*catalog.Item, error) {
	if r.OuterID != "" {
		if i, err := catalog.ByExternal(tx, channel, r.OuterID); err != nil || tradable(i) {
			return i, err
		}
	}
	if r.Article != "" {
		if i, err := catalog.ByArticle(tx, r.Article); err != nil || tradable(i) {
			return i, err
		}
	}
	if r.Barcode == "" {
		return nil, nil
	}
	found, err := catalog.Resolve(tx, r.Barcode)
	if err != nil && fault.KindOf(err) == fault.Invalid {
		return nil, nil
	}
	if err != nil || len(found) != 1 || found[0].Pack != nil || found[0].Unpacked {
		return nil, err
	}
	return found[0].Item, nil
}

func tradable(i *catalog.Item) bool { return i != nil && !i.Family && !i.Archived }

// wanted says whether a line asks for goods now: it is known which, and that it
// is meant.
func (l *Line) wanted() bool { return !l.Item.IsZero() && !l.Unsure && l.Qty > 0 }

// unclear says whether a line waits for a person: which item it means, or whether
// so much is meant.
func (o *Order) unclear() bool {
	return slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Qty > 0 && !l.wanted() })
}

// reserve promises an order's lines as far as they are clear and offers its job
// to the floor.
func reserve(tx *store.Tx, o *Order) error {
	var ds []promise.Demand
	for _, l := range o.Lines {
		if l.wanted() {
			ds = append(ds, promise.Demand{Line: l.ID, Item: l.Item, Qty: l.Qty})
		}
	}
	if err := promise.Reserve(tx, o.ID, o.Site, o.Accepted, 0, ds...); err != nil {
		return err
	}
	return job.Offer(tx, &job.Job{
		Order: o.ID, Number: o.Number, Site: o.Site, Courier: o.Courier, Cutoff: o.Cutoff, Since: o.Accepted,
		Comment: o.Comment, From: o.Buyer.Name, Gift: o.Gift, Lines: o.floorLines(),
	})
}

// floorLines are the lines that the floor can do something about.
func (o *Order) floorLines() (lines []job.Line) {
	for _, l := range o.Lines {
		if l.wanted() {
			lines = append(lines, job.Line{ID: l.ID, Item: l.Item, Qty: l.Qty})
		}
	}
	return lines
}
