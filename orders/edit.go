package orders

import (
	"context"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// EditRequest changes what was ordered; what is not named stays.
type EditRequest struct {
	Order   warehouse.OrderID `json:"order"`
	Version uint64            `json:"version"` // the one that was seen; Conflict for an older
	Lines   []LineEdit        `json:"lines,omitempty"`
	Add     []IncomingLine    `json:"add,omitempty"`
	Address *seal.Sealed      `json:"address,omitempty"`
	Comment *seal.Sealed      `json:"comment,omitempty"`
	Reason  seal.Sealed       `json:"reason,omitzero" personal:"message"`
}

// LineEdit sets the quantity of a line; 0 takes it out.
type LineEdit struct {
	Line warehouse.LineID `json:"line"`
	Qty  measure.Qty      `json:"qty"`
}

// CancelRequest gives an order up.
type CancelRequest struct {
	Order   warehouse.OrderID `json:"order"`
	Version uint64            `json:"version,omitempty"` // zero for whatever it is now
	Reason  seal.Sealed       `json:"reason,omitzero" personal:"message"`
}

// MatchRequest says which item an unmatched line means. Learn says that the
// channel's own code of the line means it from now on; an item that the channel
// calls otherwise keeps its code.
type MatchRequest struct {
	Order warehouse.OrderID `json:"order"`
	Line  warehouse.LineID  `json:"line"`
	Item  warehouse.ItemID  `json:"item"`
	Learn bool              `json:"learn,omitempty"`
}

// ConfirmRequest says that an unlikely line is meant.
type ConfirmRequest struct {
	Order warehouse.OrderID `json:"order"`
	Line  warehouse.LineID  `json:"line"`
}

// PaidRequest says how much of an order has been paid so far. A person names the
// version seen, the way and the day; a channel none of them.
type PaidRequest struct {
	Order   warehouse.OrderID `json:"order"`
	Version uint64            `json:"version,omitempty"` // zero for whatever it is now
	Sum     measure.Money     `json:"sum"`
	By      PaidBy            `json:"by,omitempty"`
	On      measure.Day       `json:"on,omitzero"`
}

// SeenRequest says that a person has dealt with what the channel said too late.
type SeenRequest struct {
	Order warehouse.OrderID `json:"order"`
}

// OrderAnswer is the order after a change.
type OrderAnswer struct {
	Version uint64      `json:"version"`
	Status  Status      `json:"status"`
	Back    measure.Qty `json:"back,omitempty"` // base units to be put back
}

// The commands on an order.
var (
	Edit    = command.Register("orders.edit", "orders.edit", siteOf(func(r *EditRequest) warehouse.OrderID { return r.Order }), edit)
	Cancel  = command.Register("orders.cancel", "orders.cancel", siteOf(func(r *CancelRequest) warehouse.OrderID { return r.Order }), cancel)
	Match   = command.Register("orders.match", "orders.edit", siteOf(func(r *MatchRequest) warehouse.OrderID { return r.Order }), matchLine)
	Confirm = command.Register("orders.line.confirm", "orders.edit", siteOf(func(r *ConfirmRequest) warehouse.OrderID { return r.Order }), confirm)
	Seen    = command.Register("orders.late.seen", "orders.edit", siteOf(func(r *SeenRequest) warehouse.OrderID { return r.Order }), seen)
	Pay     = command.Register("orders.pay", "orders.pay", siteOf(func(r *PaidRequest) warehouse.OrderID { return r.Order }), pay)
)

func siteOf[Req any](id func(*Req) warehouse.OrderID) func(*store.Tx, *Req) (warehouse.SiteID, error) {
	return func(tx *store.Tx, r *Req) (warehouse.SiteID, error) {
		o, err := Get(tx, id(r))
		if err != nil {
			return warehouse.SiteID{}, err
		}
		return o.Site, nil
	}
}

// open is an order that may still be changed, in the version that was seen.
func open(tx *store.Tx, id warehouse.OrderID, seen uint64) (*Order, error) {
	o, err := Get(tx, id)
	if err != nil {
		return nil, err
	}
	if seen != 0 && seen != o.Version {
		return nil, fault.New(fault.Conflict, "orders.changed", "number", o.Number, "seen", seen, "version", o.Version)
	}
	if o.Status == Gone || o.Status == Canceled {
		return nil, fault.New(fault.Conflict, "orders.closed", "number", o.Number, "status", o.Status)
	}
	return o, nil
}

func edit(ctx context.Context, tx *store.Tx, r *EditRequest) (*OrderAnswer, error) {
	o, err := open(tx, r.Order, r.Version)
	if err != nil {
		return nil, err
	}
	if err := o.believes(tx, r); err != nil {
		return nil, err
	}
	e := Edited{Order: o.ID, Reason: o.typed(r.Reason)}
	if r.Address != nil {
		o.sealedUnder(r.Address.Subject)
		o.Buyer.Address = *r.Address
		e.Fields = append(e.Fields, "address")
	}
	if r.Comment != nil {
		o.sealedUnder(r.Comment.Subject)
		o.Comment = *r.Comment
		e.Fields = append(e.Fields, "comment")
	}
	return apply(ctx, tx, o, e, r.Lines, r.Add)
}

// believes refuses an edit that makes a line ask for more than the policy lets
// in: who types it is there to be told. Less of a line that a person said was
// meant is no trouble.
func (o *Order) believes(tx *store.Tx, r *EditRequest) error {
	var all []Line
	for _, le := range r.Lines {
		i := slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == le.Line })
		if i < 0 || le.Qty == o.Lines[i].Qty || le.Qty < o.Lines[i].Qty && !o.Lines[i].Unsure {
			continue
		}
		l := o.Lines[i]
		l.Qty = le.Qty
		all = append(all, l)
	}
	for i := range r.Add {
		l, err := newLine(tx, o.Channel, &r.Add[i])
		if err != nil {
			return err
		}
		all = append(all, l)
	}
	for i := range all {
		no, err := unsure(tx, o, &all[i])
		if err != nil {
			return err
		}
		if no {
			p, err := Rules.At(tx, o.Site)
			if err != nil {
				return err
			}
			return fault.New(fault.Limit, "orders.unlikely", "name", all[i].Name, "limit", p.MaxQty)
		}
	}
	return nil
}

// apply changes lines, promises and the floor's job in one breath.
func apply(ctx context.Context, tx *store.Tx, o *Order, e Edited, edits []LineEdit, add []IncomingLine) (*OrderAnswer, error) {
	var back measure.Qty
	for _, le := range edits {
		change, n, err := o.editLine(tx, le)
		if err != nil {
			return nil, err
		}
		if back += n; change.From != change.To {
			e.Lines = append(e.Lines, change)
		}
	}
	for i := range add {
		change, err := o.addLine(tx, &add[i])
		if err != nil {
			return nil, err
		}
		e.Lines = append(e.Lines, change)
	}
	if !slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Qty > 0 }) {
		return nil, fault.New(fault.Invalid, "orders.empty", "order", o.Number)
	}
	return finish(ctx, tx, o, e, back)
}

// editLine sets a line's quantity and says what of it is to be put back.
func (o *Order) editLine(tx *store.Tx, le LineEdit) (change LineChange, back measure.Qty, err error) {
	i := slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == le.Line })
	if i < 0 {
		return change, 0, fault.New(fault.NotFound, "orders.line", "number", o.Number)
	}
	if le.Qty < 0 {
		return change, 0, fault.New(fault.Invalid, "orders.qty", "order", o.Number, "line", i+1, "qty", le.Qty)
	}
	l := &o.Lines[i]
	change = LineChange{l.ID, l.Item, l.Qty, le.Qty}
	if l.Qty == le.Qty {
		return change, 0, nil
	}
	l.Qty = le.Qty
	if l.Unsure {
		if l.Unsure, err = unsure(tx, o, l); err != nil {
			return change, 0, err
		}
		return change, 0, demand(tx, o, *l)
	}
	if l.Item.IsZero() {
		return change, 0, nil
	}
	now, err := promise.Change(tx, l.ID, le.Qty)
	switch {
	case err == nil:
		return change, now.Back, nil
	case fault.KindOf(err) == fault.NotFound: // it was taken out before anybody said that it was meant
		return change, 0, demand(tx, o, *l)
	}
	return change, 0, err
}

func (o *Order) addLine(tx *store.Tx, r *IncomingLine) (LineChange, error) {
	l, err := newLine(tx, o.Channel, r)
	if err != nil {
		return LineChange{}, err
	}
	switch n := len(o.Lines) + 1; {
	case l.Qty <= 0 || n > MaxLines:
		return LineChange{}, fault.New(fault.Invalid, "orders.qty", "order", o.Number, "line", n, "qty", l.Qty)
	case l.Price.Minor < 0:
		return LineChange{}, fault.New(fault.Invalid, "orders.price", "order", o.Number, "line", n)
	}
	if l.Unsure, err = unsure(tx, o, &l); err != nil {
		return LineChange{}, err
	}
	o.Lines = append(o.Lines, l)
	return LineChange{l.ID, l.Item, 0, l.Qty}, demand(tx, o, l)
}

// demand promises a line that was not there, or not clear, before.
func demand(tx *store.Tx, o *Order, l Line) error {
	if !l.wanted() {
		return nil
	}
	return promise.Reserve(tx, o.ID, o.Site, o.Accepted, 0, promise.Demand{Line: l.ID, Item: l.Item, Qty: l.Qty})
}

// finish adds up, tells the floor and the timeline, and keeps the order.
func finish(ctx context.Context, tx *store.Tx, o *Order, e Edited, back measure.Qty) (*OrderAnswer, error) {
	if err := o.sums(); err != nil {
		return nil, err
	}
	if len(e.Lines) > 0 {
		if _, err := job.SetLines(ctx, tx, o.ID, o.floorLines()); err != nil {
			return nil, err
		}
	}
	if e.Total = o.Total; len(e.Lines)+len(e.Fields) > 0 {
		if err := EditedKind.Record(tx, e, About(o.ID)); err != nil {
			return nil, err
		}
	}
	if err := refresh(tx, o); err != nil {
		return nil, err
	}
	return &OrderAnswer{o.Version, o.Status, back}, nil
}

func cancel(ctx context.Context, tx *store.Tx, r *CancelRequest) (*OrderAnswer, error) {
	o, err := open(tx, r.Order, r.Version)
	if err != nil {
		return nil, err
	}
	if r.Reason.IsZero() {
		return nil, fault.New(fault.Invalid, "orders.no_reason")
	}
	return giveUp(ctx, tx, o, o.typed(r.Reason))
}

// giveUp gives back all that the order took and stops its job; what was already
// picked is put back by scan.
func giveUp(ctx context.Context, tx *store.Tx, o *Order, reason seal.Words) (*OrderAnswer, error) {
	back, err := promise.Cancel(tx, o.ID)
	if err != nil {
		return nil, err
	}
	o.Cancel = Cancelled{Reason: reason, Person: tx.Origin().Person, At: tx.Now()}
	halt := job.Halt{Code: "job.cancelled", Said: reason, Person: tx.Origin().Person}
	if reason.Plain == ByChannel {
		halt = job.Halt{Code: "job.cancelled_by_shop"}
	}
	if _, err := job.Stop(ctx, tx, o.ID, back > 0, halt); err != nil {
		return nil, err
	}
	if err := GivenUpKind.Record(tx, GivenUp{o.ID, reason, back}, About(o.ID)); err != nil {
		return nil, err
	}
	if err := refresh(tx, o); err != nil {
		return nil, err
	}
	return &OrderAnswer{o.Version, o.Status, back}, nil
}

func matchLine(ctx context.Context, tx *store.Tx, r *MatchRequest) (*OrderAnswer, error) {
	o, err := open(tx, r.Order, 0)
	if err != nil {
		return nil, err
	}
	item, err := catalog.Get(tx, r.Item)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == r.Line })
	if i < 0 || !tradable(item) {
		return nil, fault.New(fault.NotFound, "orders.line", "number", o.Number)
	}
	l := &o.Lines[i]
	if !l.Item.IsZero() {
		return nil, fault.New(fault.Conflict, "orders.matched", "number", o.Number)
	}
	l.Item = item.ID
	if l.Unsure, err = unsure(tx, o, l); err != nil {
		return nil, err
	}
	if err := MatchedKind.Record(tx, Matched{o.ID, l.ID, item.ID}, About(o.ID)); err != nil {
		return nil, err
	}
	called := slices.ContainsFunc(item.External, func(e catalog.External) bool { return e.Channel == o.Channel })
	if r.Learn && l.OuterID != "" && !called {
		if _, err := catalog.Link.In(ctx, tx, &catalog.LinkRequest{ID: item.ID, Channel: o.Channel, Outer: l.OuterID}); err != nil {
			return nil, err
		}
	}
	return cleared(ctx, tx, o, *l)
}

// confirm lets an unlikely line ask for its goods; Conflict when it is none.
func confirm(ctx context.Context, tx *store.Tx, r *ConfirmRequest) (*OrderAnswer, error) {
	o, err := open(tx, r.Order, 0)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == r.Line })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "orders.line", "number", o.Number)
	}
	l := &o.Lines[i]
	if !l.Unsure {
		return nil, fault.New(fault.Conflict, "orders.confirmed", "number", o.Number)
	}
	l.Unsure = false
	if err := ConfirmedKind.Record(tx, Confirmed{o.ID, l.ID, l.Item, l.Qty}, About(o.ID)); err != nil {
		return nil, err
	}
	return cleared(ctx, tx, o, *l)
}

// cleared promises a line about which a person has been asked, tells the floor
// and keeps the order.
func cleared(ctx context.Context, tx *store.Tx, o *Order, l Line) (*OrderAnswer, error) {
	if err := demand(tx, o, l); err != nil {
		return nil, err
	}
	if _, err := job.SetLines(ctx, tx, o.ID, o.floorLines()); err != nil {
		return nil, err
	}
	if err := refresh(tx, o); err != nil {
		return nil, err
	}
	return &OrderAnswer{o.Version, o.Status, 0}, nil
}

// seen takes an order off the list of what came too late; Conflict when it is
// not on it.
func seen(_ context.Context, tx *store.Tx, r *SeenRequest) (*OrderAnswer, error) {
	o, err := Get(tx, r.Order)
	if err != nil {
		return nil, err
	}
	if o.Late == "" {
		return nil, fault.New(fault.Conflict, "orders.not_late", "number", o.Number)
	}
	code := o.Late
	o.Late = ""
	if err := put(tx, o); err != nil {
		return nil, err
	}
	return &OrderAnswer{o.Version, o.Status, 0}, LateSeenKind.Record(tx, LateSeen{o.ID, code}, About(o.ID))
}
