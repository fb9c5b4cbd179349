package shop

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// takeOrders asks the shop for orders and takes each; the shop is told success
// once all of them are safe.
func (a *attempt) takeOrders(ctx context.Context) error {
	s, err := dial(ctx, a.r.Client, &a.r.c, typeSale)
	if err != nil {
		return err
	}
	body, err := s.query(ctx)
	if err != nil {
		return err
	}
	if err := a.takeAll(ctx, body); err != nil {
		return err
	}
	a.sent = true
	return s.success(ctx)
}

func (a *attempt) takeAll(ctx context.Context, body []byte) error {
	return eachFile(body, maxUnzipped, func(text io.Reader) error {
		return parse(text, func(f found) error { return a.takeOne(ctx, f) })
	})
}

// takeOne accepts the order of a document, or sets it aside. Its error is no
// fault of the order and ends the exchange.
func (a *attempt) takeOne(ctx context.Context, f found) error {
	if f.why == nil && !isOrder(f.doc) {
		return nil
	}
	a.rows++
	if f.why != nil {
		return a.keep(ctx, nil, nil, f.why)
	}
	o, err := understand(&a.r.c, a.r.zone, f.doc)
	if err == nil {
		err = a.admit(ctx, o)
	}
	if n, bad := strconv.ParseUint(o.Number, 10, 64); bad == nil {
		a.high = append(a.high, n)
	}
	switch {
	case err == nil:
		return a.r.drop(ctx, o.ID)
	case ctx.Err() != nil, a.r.DB.Err() != nil:
		return err
	}
	return a.keep(ctx, o, f.raw, err)
}

// maxTurns is how often an order is looked at again because it changed while it
// was being taken.
const maxTurns = 5

// admit brings an order to the door, once, unless it is known as it is.
func (a *attempt) admit(ctx context.Context, o *outer) error {
	digest, err := a.r.digest(o)
	if err != nil {
		return err
	}
	for range maxTurns {
		known, err := a.r.known(ctx, o)
		if err != nil {
			return err
		}
		if known != nil && known.Outdated(o.Version) && (digest == known.Digest || digest == known.Passed) {
			return nil // nor is what was paid by then what is paid now
		}
		if known != nil && known.Digest == digest && o.Version <= known.Revision { // brought before, perhaps just before the power went
			if err := a.r.settle(ctx, known, o.Paid); err != nil {
				return err
			}
			return a.r.learn(ctx, known)
		}
		in, err := a.r.incoming(ctx, o, known, digest)
		if err != nil {
			return err
		}
		got, err := orders.Accept.Do(ctx, a.r.Door, a.r.command("accept", o.ID, fmt.Sprint(digest, version(known), o.Version)), in)
		if again := (&fault.Error{Kind: fault.Conflict, Code: "command.other_body"}); errors.Is(err, again) {
			continue // somebody else has brought it: look again
		}
		if err != nil {
			return err
		}
		if got.Outcome == orders.OutcomeNew {
			a.taken++
		}
		if known, err = a.r.known(ctx, o); err != nil {
			return err
		}
		if known.Outdated(o.Version) {
			return nil
		}
		if err := a.r.settle(ctx, known, o.Paid); err != nil {
			return err
		}
		return a.r.learn(ctx, known)
	}
	return fault.New(fault.Conflict, "orders.changed", "number", o.Number)
}

// command is one of the node's own, in the name of the shop. Its id is made of
// what it is about, keyed, so that a repeat is known.
func (r *Runner) command(what string, about ...string) command.Command {
	text, err := json.Marshal(append([]string{r.c.Name, what}, about...))
	if err != nil {
		panic(err) // strings
	}
	id, err := r.Ring.Hash("shop.command", string(text)).MarshalText()
	if err != nil {
		panic(err) // sixteen bytes
	}
	return command.Command{ID: "shop-" + what + "-" + string(id), Itself: true, Device: "shop " + r.c.Name}
}

func version(o *orders.Order) uint64 {
	if o == nil {
		return 0
	}
	return o.Version
}

// digest tells versions of an outer order apart. Whether it is paid is not part
// of it: money that comes after the goods have gone is no late edit.
func (r *Runner) digest(o *outer) (orders.Digest, error) {
	text, err := json.Marshal(o)
	return r.Ring.Hash("shop.document", string(text)), err
}

// known is the order as we have it; nil when it never came.
func (r *Runner) known(ctx context.Context, o *outer) (known *orders.Order, err error) {
	return known, r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		known, err = orders.ByOuter(tx, r.c.Name, o.ID)
		return err
	})
}

// settle notes what the buyer has paid by now.
func (r *Runner) settle(ctx context.Context, o *orders.Order, paid measure.Money) error {
	if paid.Minor <= 0 || o.Payment.Paid == paid {
		return nil
	}
	_, err := orders.Pay.Do(ctx, r.Door, r.command("pay", o.OuterID, paid.String(), o.Payment.Paid.String()), &orders.PaidRequest{Order: o.ID, Sum: paid})
	return err
}

// learn remembers what the shop calls goods that were found by their article or
// barcode, so that it can be told of their rests.
func (r *Runner) learn(ctx context.Context, o *orders.Order) error {
	var news []catalog.LinkRequest
	if err := r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for _, l := range o.Lines {
			if l.Item.IsZero() || l.OuterID == "" {
				continue
			}
			if i, err := catalog.ByExternal(tx, r.c.Name, l.OuterID); err != nil {
				return err
			} else if i != nil {
				continue
			}
			i, err := catalog.Get(tx, l.Item)
			if err != nil {
				return err
			}
			if nameOf(i, r.c.Name) == "" {
				news = append(news, catalog.LinkRequest{ID: i.ID, Channel: r.c.Name, Outer: l.OuterID})
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for i := range news {
		if _, err := catalog.Link.Do(ctx, r.Door, command.Command{Itself: true, Device: "shop " + r.c.Name}, &news[i]); err != nil {
			return err
		}
	}
	return nil
}

// nameOf is what a channel calls an item; "" when it does not know it.
func nameOf(i *catalog.Item, channel string) string {
	for _, e := range i.External {
		if e.Channel == channel {
			return e.ID
		}
	}
	return ""
}

// incoming is the order as the door takes it: all about the buyer sealed, under
// the subject that it has or a new one.
func (r *Runner) incoming(ctx context.Context, o *outer, known *orders.Order, digest orders.Digest) (*orders.Incoming, error) {
	lines, err := r.lines(ctx, o)
	if err != nil {
		return nil, err
	}
	in := &orders.Incoming{
		Site: r.c.Site, Channel: r.c.Name, OuterID: o.ID, OuterNumber: o.Number, Digest: digest, Revision: o.Version, Placed: o.Placed, Courier: o.Courier,
		Lines: lines, Delivery: o.Delivery, Discount: o.Discount, Payment: o.Payment, Paid: o.Paid, Unfit: o.Unfit, Steep: o.Steep,
	}
	if o.Cancelled {
		in.Cancelled = orders.ByChannel
	}
	var subject warehouse.SubjectID
	if known != nil {
		subject = known.Buyer.Subject
	}
	return in, r.sealBuyer(ctx, in, o, subject)
}

// sealBuyer seals what the shop says of the buyer. A buyer who was forgotten and
// is named again is somebody new.
func (r *Runner) sealBuyer(ctx context.Context, in *orders.Incoming, o *outer, subject warehouse.SubjectID) (err error) {
	if subject.IsZero() {
		if subject, err = r.Ring.NewSubject(ctx); err != nil {
			return err
		}
	}
	b := &in.Buyer
	b.Subject = subject
	for _, f := range []struct {
		to   *seal.Sealed
		text string
	}{
		{&b.Name, o.Buyer.Name}, {&b.Phone, o.Buyer.Phone}, {&b.Email, o.Buyer.Email}, {&b.Address, o.Buyer.Address},
		{&b.City, o.Buyer.City}, {&in.Comment, o.Comment},
	} {
		*f.to, err = r.Ring.Seal(ctx, subject, f.text)
		if errors.Is(err, fault.NotFound) {
			return r.sealBuyer(ctx, in, o, warehouse.SubjectID{})
		}
		if err != nil {
			return err
		}
	}
	b.ByPhone, b.ByTail, b.ByEmail = r.hashes(o)
	return nil
}

// hashes are what a buyer is found by: phone, its last four digits, e-mail.
func (r *Runner) hashes(o *outer) (phone, tail, email seal.Hash) {
	if e164, err := seal.Phone(r.c.Region, o.Buyer.Phone); err == nil {
		phone = r.Ring.Hash(seal.PhoneHash, e164)
		tail = r.Ring.Hash(seal.PhoneTailHash, seal.PhoneTail(e164))
	}
	if address, err := seal.Email(o.Buyer.Email); err == nil {
		email = r.Ring.Hash(seal.EmailHash, address)
	}
	return phone, tail, email
}

// lines are the lines of an order, with the tax of the item where the shop does
// not say one. Goods that are not counted in pieces cannot be ordered by a shop
// whose quantity has no unit that we could trust: Invalid.
func (r *Runner) lines(ctx context.Context, o *outer) (lines []orders.IncomingLine, err error) {
	return lines, r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for n, l := range o.Lines {
			i, err := catalog.ByExternal(tx, r.c.Name, l.OuterID)
			if err == nil && i == nil && l.Article != "" {
				i, err = catalog.ByArticle(tx, l.Article)
			}
			if err != nil {
				return err
			}
			in := orders.IncomingLine{OuterID: l.OuterID, Article: l.Article, Barcode: l.Barcode, Name: l.Name, Qty: l.Qty, Price: l.Price}
			switch {
			case i != nil && i.Unit != measure.Piece:
				return fault.New(fault.Invalid, "shop.unit", "order", o.Number, "line", n+1)
			case l.VAT != nil:
				in.VAT = *l.VAT
			case i != nil:
				in.VAT = i.VAT
			}
			lines = append(lines, in)
		}
		return nil
	})
}

// Replay takes what an exchange kept once more, and says how many orders of it
// could still not be taken.
func (r *Runner) Replay(ctx context.Context, id ExchangeID) (left int, err error) {
	if err := r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error { return wishReplay(tx, r.c.Name, id) }); err != nil {
		return 0, err
	}
	r.busy.Lock()
	defer r.busy.Unlock()
	return r.replay(ctx)
}

// replay takes the kept orders that people wish to see tried again.
func (r *Runner) replay(ctx context.Context) (left int, err error) {
	var due []*Kept
	if err := r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for k, err := range wished.Each(tx, store.Str(r.c.Name)) {
			if err != nil {
				return err
			}
			due = append(due, k)
		}
		return nil
	}); err != nil || len(due) == 0 {
		return 0, err
	}
	a := r.attempt(Orders)
	for _, k := range due {
		if err := a.replayOne(ctx, k); err != nil {
			return 0, errors.Join(err, a.end(ctx, err))
		}
	}
	return a.bad, a.end(ctx, nil)
}

// replayOne takes one kept order: it goes, or stays with the reason of now.
func (a *attempt) replayOne(ctx context.Context, k *Kept) error {
	var text bytes.Buffer
	text.WriteString("<" + root + ">")
	for _, part := range k.Text {
		plain, err := a.r.Ring.Open(ctx, part)
		if errors.Is(err, fault.NotFound) { // its buyer was forgotten
			return a.r.drop(ctx, k.Outer)
		}
		if err != nil {
			return err
		}
		text.WriteString(plain)
	}
	text.WriteString("</" + root + ">")
	err := a.takeAll(ctx, text.Bytes())
	switch {
	case ctx.Err() != nil || a.r.DB.Err() != nil:
		return err
	case err != nil:
		a.aside(err)
	}
	return a.r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error { // what stays is not tried for ever
		now, gone := keptOrders.Find(tx, k.key())
		if gone != nil || now == nil || !now.Wish {
			return gone // taken, or kept again with the reason of now
		}
		now.Tried = tx.Now()
		if now.Wish = false; err != nil {
			now.Why = whyOf(err)
		}
		tx.Ring()
		return keptOrders.Put(tx, now)
	})
}
