package read

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// rightOrders is the right of reading orders, and the buyers in them.
const rightOrders staff.Right = "orders.read"

// openStatuses are those of an order that is not at its end, in the order of
// its way.
var openStatuses = []orders.Status{orders.Problem, orders.Waiting, orders.Promised, orders.Picking, orders.Packing, orders.Ready}

// statuses are all there are, in the order in which a person is offered them.
var statuses = append(slices.Clone(openStatuses), orders.Gone, orders.Canceled)

// tight is how long before its courier leaves an order that is not packed yet
// may be late.
const tight = time.Hour

// Orders is a page of a warehouse's orders, the newest first. With a text it
// looks through all of them, whatever the view; without one through those of
// the view.
func (r *Reader) Orders(ctx context.Context, f api.OrdersFilter) (page api.OrdersPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		l := &orderList{Reader: r, ctx: ctx, look: newLook(tx), now: tx.Now()}
		if page.Seq, err = seq(tx); err != nil {
			return err
		}
		if len(f.IDs) > 0 {
			page.Rows, err = l.named(f.IDs)
			page.Found = int64(len(page.Rows))
			return err
		}
		if l.site, err = at(ctx, tx, f.Site, rightOrders); err != nil {
			return err
		}
		if l.rules, err = orders.Rules.At(tx, l.site.ID); err != nil {
			return err
		}
		return l.fill(f, &page)
	})
	return page, err
}

// orderList is one page while it is being read.
type orderList struct {
	*Reader
	*look
	ctx   context.Context
	site  place.Site
	rules orders.Policy // of that site
	now   time.Time
}

func (l *orderList) fill(f api.OrdersFilter, page *api.OrdersPage) error {
	work, err := l.work()
	if err != nil {
		return err
	}
	page.Views = l.views(work)
	in, err := l.chosen(f, work)
	if err != nil {
		return err
	}
	page.Total = int64(len(in))
	page.Facets = facets(in, f)
	rows := slices.DeleteFunc(in, func(o *orders.Order) bool { return !passes(o, f, "") })
	page.Found = int64(len(rows))
	rows, page.Next, err = cut(rows, f.Page)
	if err != nil {
		return err
	}
	for _, o := range rows {
		row, err := l.row(o)
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, row)
	}
	return nil
}

// work is what a shift may look at: every order that is open or was taken in
// today, the newest first. The finished ones of other days are found by text.
func (l *orderList) work() (all []*orders.Order, err error) {
	today := startOfDay(l.site, l.now)
	for o, err := range orders.Since(l.tx, l.site.ID, today) {
		if err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	for _, s := range openStatuses {
		for o, err := range orders.Before(l.tx, l.site.ID, s, today) {
			if err != nil {
				return nil, err
			}
			all = append(all, o)
		}
	}
	newestFirst(all)
	return all, nil
}

func newestFirst(all []*orders.Order) {
	slices.SortFunc(all, func(a, b *orders.Order) int { return cmp.Compare(string(b.ID[:]), string(a.ID[:])) })
}

// startOfDay is the last midnight at a site.
func startOfDay(s place.Site, now time.Time) time.Time {
	y, m, d := now.In(s.Location()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, s.Location())
}

// tests are the product's own views, each a test of an order.
func (l *orderList) tests() []orderView {
	today := startOfDay(l.site, l.now)
	return []orderView{
		{"today", "", func(o *orders.Order) bool { return !o.Accepted.Before(today) }},
		{"open", "", isOpen},
		{"late", toneWrong, func(o *orders.Order) bool { return late(o, l.now) }},
		{"waiting", toneAttention, func(o *orders.Order) bool { return o.Status == orders.Waiting }},
		{"payment", toneAttention, l.rules.AwaitsPayment},
		{"promised", "", func(o *orders.Order) bool { return forWave(l.rules, o) }},
	}
}

type orderView struct {
	name string
	tone api.Tone // when it is not empty
	has  func(*orders.Order) bool
}

// forWave says whether an order waits for nothing but its release.
func forWave(rules orders.Policy, o *orders.Order) bool {
	return o.Status == orders.Promised && !rules.AwaitsPayment(o)
}

func isOpen(o *orders.Order) bool { return o.Status != orders.Gone && o.Status != orders.Canceled }

// late says that an open order may miss its courier, or has.
func late(o *orders.Order, now time.Time) bool {
	if o.Cutoff.IsZero() || !isOpen(o) {
		return false
	}
	if o.Status == orders.Ready {
		return now.After(o.Cutoff)
	}
	return now.After(o.Cutoff.Add(-tight))
}

func (l *orderList) views(work []*orders.Order) (all api.List[api.ViewCount]) {
	for _, v := range l.tests() {
		c := api.ViewCount{Name: v.name}
		for _, o := range work {
			if v.has(o) {
				c.Count++
			}
		}
		if c.Count > 0 {
			c.Tone = v.tone
		}
		all = append(all, c)
	}
	return all
}

// chosen are the orders before any filter: those that a text finds, or those of
// the view.
func (l *orderList) chosen(f api.OrdersFilter, work []*orders.Order) ([]*orders.Order, error) {
	if text := strings.TrimSpace(f.Text); text != "" {
		return l.search(text)
	}
	name := cmp.Or(f.View, "open")
	for _, v := range l.tests() {
		if v.name == name {
			return slices.DeleteFunc(slices.Clone(work), func(o *orders.Order) bool { return !v.has(o) }), nil
		}
	}
	return nil, fault.New(fault.NotFound, "request.view", "view", name)
}

// named are orders by their ids, as far as the actor may read them.
func (l *orderList) named(ids []string) (rows api.List[api.OrderRow], err error) {
	for _, text := range ids[:min(len(ids), maxPage)] {
		var id warehouse.OrderID
		if err := id.UnmarshalText([]byte(text)); err != nil {
			return nil, err
		}
		o, err := orders.Get(l.tx, id)
		if err == nil {
			err = may(l.ctx, l.tx, rightOrders, o.Site)
		}
		if k := fault.KindOf(err); err != nil && (k == fault.NotFound || k == fault.Denied) {
			continue
		}
		if err != nil {
			return nil, err
		}
		row, err := l.row(o)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// cut takes the page that begins behind the cursor, which is the id of the row
// before it.
func cut(rows []*orders.Order, p api.Page) (page []*orders.Order, next string, err error) {
	var after warehouse.OrderID
	if err := after.UnmarshalText([]byte(p.Cursor)); err != nil {
		return nil, "", err
	}
	if !after.IsZero() {
		from := slices.IndexFunc(rows, func(o *orders.Order) bool { return string(o.ID[:]) < string(after[:]) })
		if from < 0 {
			return nil, "", nil
		}
		rows = rows[from:]
	}
	if n := limit(p); len(rows) > n {
		return rows[:n], rows[n-1].ID.String(), nil
	}
	return rows, "", nil
}

// row is one order of the list.
func (l *orderList) row(o *orders.Order) (api.OrderRow, error) {
	row := api.OrderRow{
		ID: o.ID.String(), No: o.Number, Version: o.Version, At: o.Accepted, Status: string(o.Status), Gift: o.Gift,
		Sum: money(o.Total), Paid: paid(o), Shop: o.Channel, Carrier: o.Courier, Late: late(o, l.now), Finished: !isOpen(o),
	}
	rules, err := orders.Rules.At(l.tx, o.Site)
	if err != nil {
		return row, err
	}
	row.AwaitsPayment = rules.AwaitsPayment(o)
	row.Buyer, _ = l.open(l.ctx, o.Buyer.Name)
	row.City, _ = l.open(l.ctx, o.Buyer.City)
	if !o.Cutoff.IsZero() {
		row.Leaves = &o.Cutoff
	}
	for _, line := range o.Lines {
		if line.Qty > 0 {
			row.Lines++
			row.Units += int64(line.Qty)
		}
	}
	if o.Status == orders.Canceled {
		return row, nil
	}
	short := int64(0)
	for line, err := range promise.Of(l.tx, o.ID) {
		if err != nil {
			return row, err
		}
		if short += int64(line.Short); line.Short == 0 && line.Ordered() > 0 {
			row.Held++
		}
	}
	if short > 0 {
		row.Notes = append(row.Notes, api.Saying(api.SayNoteShort, args{"count": countArg(short)}))
	}
	if code := lates[o.Late].note; code != "" {
		row.Notes = append(row.Notes, say(code))
	}
	return row, nil
}

// paid says whether an order's money has come.
func paid(o *orders.Order) string {
	switch {
	case o.Payment.Paid.Minor >= o.Total.Minor:
		return "paid"
	case o.Payment.Kind == orders.OnDelivery:
		return "on_delivery"
	}
	return "unpaid"
}
