package orders

import (
	"context"
	"slices"

	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// again takes an order that is known: nothing when the channel says the same,
// an edit or a cancellation when it says something else. What can no longer be
// done is noted for a person and never refused, or the exchange would stand.
func again(ctx context.Context, tx *store.Tx, o *Order, r *Incoming) (*AcceptAnswer, error) {
	if o.Outdated(r.Revision) {
		return passOver(tx, o, r)
	}
	if o.Digest == r.Digest {
		if r.Revision <= o.Revision {
			return o.answer(OutcomeSame), nil
		}
		o.Revision = r.Revision
		return o.answer(OutcomeSame), put(tx, o)
	}
	if r.Revision > o.Revision {
		o.Revision, o.Passed = r.Revision, o.Digest
	}
	o.Digest = r.Digest
	if o.Status == Gone || o.Status == Canceled {
		return late(tx, o, r)
	}
	if r.Cancelled != "" {
		if _, err := giveUp(ctx, tx, o, seal.Coded(r.Cancelled)); err != nil {
			return nil, err
		}
		return o.answer(OutcomeCancelled), nil
	}
	if err := paid(tx, o, r.Paid, "", 0); err != nil {
		return nil, err
	}
	edits, add, err := compare(tx, o, r)
	if err != nil {
		return nil, err
	}
	if no, err := o.doubts(tx, edits, add); err != nil {
		return nil, err
	} else if no {
		return noted(tx, o, lateExcess)
	}
	e := Edited{Order: o.ID, Reason: seal.Coded(ByChannel), Fields: o.takeOver(r)}
	if _, err := apply(ctx, tx, o, e, edits, add); err != nil {
		return nil, err
	}
	if err := r.doubt(tx, o); err != nil {
		return nil, err
	}
	return o.answer(OutcomeEdited), nil
}

// passOver leaves an order as it is when its channel says something older of it than it
// said before. A person is shown it once for each text that was never taken: a channel
// that counts from one again would lose its edits without a word.
func passOver(tx *store.Tx, o *Order, r *Incoming) (*AcceptAnswer, error) {
	if r.Digest == o.Digest || r.Digest == o.Passed {
		return o.answer(OutcomeSame), nil
	}
	o.Passed = r.Digest
	return noted(tx, o, lateOlder)
}

// doubt notes a sum that is none which the lines can come to, or a discount that
// nobody spoke of.
func (r *Incoming) doubt(tx *store.Tx, o *Order) (err error) {
	switch {
	case r.Unfit:
		_, err = noted(tx, o, lateSum)
	case r.Steep:
		_, err = noted(tx, o, lateDiscount)
	}
	return err
}

// What a channel said that was not done.
const (
	lateEdit   = "orders.late_edit"
	lateCancel = "orders.late_cancel"
	lateExcess = "orders.late_excess" // more of a line than anybody believes
	lateOlder  = "orders.late_older"  // a version older than the one that is here
	lateSum    = "orders.late_sum"    // a sum of all that its lines do not come to

	lateDiscount = "orders.late_discount" // done, but a sum so far below its lines may be a slip
)

// doubts says whether the channel wants more than the policy believes where that
// cannot wait for a person: of a line that has goods promised, or in another line
// of an order that the floor has. Then nothing of it is done: the order stands as
// it was. Elsewhere the line waits, unsure.
func (o *Order) doubts(tx *store.Tx, edits []LineEdit, add []IncomingLine) (bool, error) {
	rules, err := Rules.At(tx, o.Site)
	if err != nil {
		return false, err
	}
	for _, le := range edits {
		l := o.Lines[slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == le.Line })]
		if l.Unsure || le.Qty < l.Qty {
			continue
		}
		l.Qty = le.Qty
		if no, err := unsure(tx, o, &l); err != nil || no {
			return no, err
		}
	}
	floor, err := job.Get(tx, o.ID)
	if err != nil || floor.State == job.Offered {
		return false, err
	}
	for i := range add {
		item, err := match(tx, o.Channel, &add[i])
		if err != nil || rules.unlikely(item, add[i].Qty) {
			return err == nil, err
		}
	}
	return false, nil
}

// late notes what came after the order had ended.
func late(tx *store.Tx, o *Order, r *Incoming) (*AcceptAnswer, error) {
	code := lateEdit
	switch {
	case r.Cancelled != "" && o.Status == Canceled:
		return o.answer(OutcomeSame), put(tx, o)
	case r.Cancelled != "":
		code = lateCancel
	}
	return noted(tx, o, code)
}

// noted keeps what a channel wanted and did not get for a person to see.
func noted(tx *store.Tx, o *Order, code string) (*AcceptAnswer, error) {
	o.Late = code
	if err := put(tx, o); err != nil {
		return nil, err
	}
	return o.answer(OutcomeLate), TooLateKind.Record(tx, TooLate{o.ID, code}, About(o.ID))
}

// takeOver takes what is no line over from the channel and names what changed.
// Sealed texts are always taken: they cannot be compared.
func (o *Order) takeOver(r *Incoming) (fields []string) {
	if r.Buyer.ByPhone != o.Buyer.ByPhone || r.Buyer.ByEmail != o.Buyer.ByEmail {
		fields = append(fields, "buyer")
	}
	if r.Courier != o.Courier {
		fields = append(fields, "courier")
	}
	if r.Delivery != o.Delivery {
		fields = append(fields, "delivery")
	}
	if r.Discount != o.Discount {
		fields = append(fields, "discount")
	}
	was := o.Buyer.Subject
	o.Buyer, o.Comment, o.Gift = r.Buyer.sealed(), r.Comment, r.Gift
	o.sealedUnder(was)
	o.Courier, o.Cutoff, o.OuterNumber = r.Courier, r.Cutoff, r.OuterNumber
	o.Delivery, o.Discount, o.Payment.Kind = r.Delivery, r.Discount, r.Payment
	return fields
}

// compare finds what lines the channel wants otherwise: a line is the same when
// the goods and the price are. What it no longer names is taken out, as far as
// it has not left the house.
func compare(tx *store.Tx, o *Order, r *Incoming) (edits []LineEdit, add []IncomingLine, err error) {
	left := slices.Clone(r.Lines)
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Qty == 0 {
			continue
		}
		want := measure.Qty(0)
		if at := slices.IndexFunc(left, l.sameGoods); at >= 0 {
			want = left[at].Qty
			left = slices.Delete(left, at, at+1)
		}
		if want == l.Qty {
			continue
		}
		if l.wanted() {
			p, err := promise.Get(tx, l.ID)
			if err != nil {
				return nil, nil, err
			}
			want = max(want, p.Gone)
		}
		edits = append(edits, LineEdit{l.ID, want})
	}
	return edits, left, nil
}

// sameGoods says whether a line of the channel is about the goods of l at l's
// price.
func (l *Line) sameGoods(r IncomingLine) bool {
	switch {
	case r.Price != l.Price:
		return false
	case r.OuterID != "" || l.OuterID != "":
		return r.OuterID == l.OuterID
	case r.Article != "" || l.Article != "":
		return r.Article == l.Article
	}
	return r.Name == l.Name
}
