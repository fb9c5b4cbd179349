package read

import (
	"context"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/ship"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Order is all of one order. NotFound when there is none, Denied when it
// belongs to a warehouse whose orders the actor may not read.
func (r *Reader) Order(ctx context.Context, id string) (card api.OrderCard, err error) {
	var oid warehouse.OrderID
	if err := oid.UnmarshalText([]byte(id)); err != nil {
		return card, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		o, err := orders.Get(tx, oid)
		if err != nil {
			return err
		}
		if err := may(ctx, tx, rightOrders, o.Site); err != nil {
			return err
		}
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		c := &orderCard{orderList: orderList{Reader: r, ctx: ctx, look: l, now: tx.Now()}, o: o}
		if err := c.gather(); err != nil {
			return err
		}
		card, err = c.draw()
		return err
	})
	return card, err
}

// orderCard is one order while its card is being read.
type orderCard struct {
	orderList
	o     *orders.Order
	lines map[warehouse.LineID]*promise.Line
	floor *job.Job // nil for one that never came to the floor
	boxes []*job.Parcel
}

func (c *orderCard) gather() (err error) {
	c.lines = map[warehouse.LineID]*promise.Line{}
	for l, err := range promise.Of(c.tx, c.o.ID) {
		if err != nil {
			return err
		}
		c.lines[l.ID] = l
	}
	if c.floor, err = job.Get(c.tx, c.o.ID); isNotFound(err) {
		c.floor, err = nil, nil
	}
	if err != nil {
		return err
	}
	for p, err := range job.ParcelsOf(c.tx, c.o.ID) {
		if err != nil {
			return err
		}
		if !p.Void {
			c.boxes = append(c.boxes, p)
		}
	}
	return nil
}

func (c *orderCard) draw() (card api.OrderCard, err error) {
	if card.OrderRow, err = c.row(c.o); err != nil {
		return card, err
	}
	card.OuterNo = c.o.OuterNumber
	card.Stages = c.stages()
	if card.Items, err = c.goods(); err != nil {
		return card, err
	}
	card.Totals, card.Money, card.Received = c.totals(), c.payments(), money(c.o.Payment.Paid)
	card.Received.Currency = string(c.o.Total.Currency)
	if card.Customer, err = c.buyer(c.ctx, c.tx, c.o); err != nil {
		return card, err
	}
	if card.Documents, err = c.documents(); err != nil {
		return card, err
	}
	if card.Labels, err = c.carrierLabels(); err != nil {
		return card, err
	}
	if card.Tape, err = c.tape(c.subjects()...); err != nil {
		return card, err
	}
	card.May = mayOf(c.o, card.AwaitsPayment)
	if can, err := till.Correctable(c.tx, c.o); err != nil {
		return card, err
	} else if can {
		card.May = append(card.May, till.Correct.Name)
	}
	if err := c.inHands(&card); err != nil {
		return card, err
	}
	card.Seq, err = seq(c.tx)
	return card, err
}

// inHands says who has the order at work, and that it can be taken off them.
func (c *orderCard) inHands(card *api.OrderCard) (err error) {
	if c.floor == nil {
		return nil
	}
	switch {
	case pick.InHands(c.tx, c.floor):
		card.May = append(card.May, pick.Free.Name)
	case pack.InHands(c.tx, c.floor):
		card.May = append(card.May, pack.Free.Name)
	default:
		return nil
	}
	card.Holder, err = c.person(c.floor.Holder)
	return err
}

// subjects are the order and its parcels.
func (c *orderCard) subjects() []journal.Subject {
	all := []journal.Subject{orders.About(c.o.ID)}
	for _, p := range c.boxes {
		all = append(all, pack.AboutParcel(p.Place))
	}
	return all
}

// mayOf are the commands that an order's status allows now; held says that it waits
// for its payment.
func mayOf(o *orders.Order, held bool) (all api.List[string]) {
	switch o.Status {
	case orders.Gone, orders.Canceled:
		all = append(all, "orders.forget")
		if o.Status == orders.Gone && unpaid(o) {
			all = append(all, "orders.pay")
		}
		return all
	case orders.Promised:
		if !held {
			all = append(all, "pick.release")
		}
	case orders.Problem:
		all = append(all, "orders.line.match")
	}
	if held {
		all = append(all, "orders.unpaid.let")
	}
	if unpaid(o) {
		all = append(all, "orders.pay")
	}
	return append(all, "orders.edit", "orders.cancel", "orders.print")
}

// unpaid says whether money for an order is yet to come.
func unpaid(o *orders.Order) bool { return o.Payment.Paid.Minor < o.Total.Minor }

// stages are the five of an order's way. How far the one that is here has come
// is counted in base units.
func (c *orderCard) stages() api.List[api.OrderStage] {
	began := []time.Time{c.o.Accepted, c.o.Reached.Picking, c.o.Reached.Picked, c.o.Reached.Packed, c.o.Reached.Gone}
	here := map[orders.Status]int{
		orders.Picking: 1, orders.Packing: 2, orders.Ready: 3, orders.Gone: len(began),
	}[c.o.Status]
	if c.o.Status == orders.Canceled { // stands where it was given up
		for here = len(began) - 1; began[here].IsZero(); here-- {
		}
	}
	var all api.List[api.OrderStage]
	for i, name := range []string{"accepted", "picked", "packed", "dock", "gone"} {
		s := api.OrderStage{Name: name, State: "ahead"}
		switch {
		case i < here:
			s.State = "done"
		case i == here:
			s.State, s.Share = "here", c.share(name)
		}
		if at := began[i]; !at.IsZero() && i <= here {
			s.At = &at
		}
		if name == "gone" {
			if s.Carrier = c.o.Courier; !c.o.Cutoff.IsZero() {
				s.Deadline = &c.o.Cutoff
			}
		}
		all = append(all, s)
	}
	return all
}

// share is how much of a stage is done, in percent.
func (c *orderCard) share(stage string) int {
	var done, of measure.Qty
	for _, l := range c.lines {
		of += l.Ordered()
		switch stage {
		case "accepted":
			done += l.Ordered() - l.Short
		case "picked":
			done += l.Picked + l.Packed + l.Gone
		case "packed":
			done += l.Packed + l.Gone
		}
	}
	if of == 0 {
		return 0
	}
	return int(100 * done / of)
}

// papers are the kinds of jobs for machines that make a paper, as it is called.
// Slips and pick lists are put together where the program is wired.
var papers = map[string]string{
	pack.Labels.Name: "label", till.Receipts.Name: "receipt", "slip": "packing_slip", "picklist": "pick_list",
	ship.Labels.Name: "carrier_label",
}

// rightPapers is the right of printing an order's papers, and of opening them.
const rightPapers staff.Right = "orders.print"

// opened is a paper that is drawn when somebody opens it.
func (c *orderCard) opened(kind string) api.Document {
	return api.Document{ID: kind, Kind: kind, State: "ready", Open: "/files/order/" + kind + "/" + c.o.ID.String()}
}

// documents are the papers that can be opened, and those that machines were asked for, the newest first of
// each kind.
func (c *orderCard) documents() (all api.List[api.Document], err error) {
	if may(c.ctx, c.tx, rightPapers, c.o.Site) == nil && c.o.Status != orders.Canceled {
		all = append(all, c.opened("packing_slip"))
		if c.o.Reached.Packed.IsZero() {
			all = append(all, c.opened("pick_list"))
		}
	}
	for _, s := range c.subjects() {
		for j, err := range spool.About(c.tx, s) {
			if err != nil {
				return nil, err
			}
			if kind := papers[j.Kind]; kind != "" && j.State != spool.Dropped {
				if kind, err = way(j, kind); err != nil {
					return nil, err
				}
				why, err := c.whyNot(j)
				if err != nil {
					return nil, err
				}
				all = append(all, api.Document{ID: j.ID.String(), Kind: kind, State: jobState(j), Why: why})
			}
		}
	}
	return all, nil
}

// way is which way the goods of a receipt go, as the paper is called; of others the
// kind that they are.
func way(j *spool.Job, kind string) (string, error) {
	if j.Kind != till.Receipts.Name {
		return kind, nil
	}
	body, err := till.Receipts.Body(j)
	if err != nil {
		return "", err
	}
	switch body.Receipt.Kind {
	case receipt.Sale:
		return kind + "_sale", nil
	case receipt.Return:
		return kind + "_return", nil
	}
	return kind, nil
}

// jobState is how a paper fares.
func jobState(j *spool.Job) string {
	switch {
	case j.State == spool.Done:
		return "printed"
	case j.State == spool.Refused || j.State == spool.Unknown:
		return "failed"
	}
	return "waiting"
}
