package main

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Papers of orders, as sheets for a printer of labels: a house may have no other.
var (
	slips     = spool.Declare[paper.Print, struct{}]("slip", spool.Policy{Effect: spool.AfterIntent, Ask: true})
	pickLists = spool.Declare[paper.Print, struct{}]("picklist", spool.Policy{Effect: spool.AfterIntent, Ask: true})
)

// papersRequest asks for papers of orders of one site at a printer that was
// chosen before.
type papersRequest struct {
	Site   warehouse.SiteID    `json:"site"`
	Orders []warehouse.OrderID `json:"orders"`
	Kind   string              `json:"kind"` // as in api.PapersPrint
	Queue  spool.Queue         `json:"queue"`
	Lang   paper.Lang          `json:"lang"`
}

type papersAnswer struct{}

// maxPapers is of how many orders one command prints.
const maxPapers = 50

const rightPapers staff.Right = "orders.print"

var printPapers = command.Register("orders.print", rightPapers,
	func(_ *store.Tx, r *papersRequest) (warehouse.SiteID, error) { return r.Site, nil },
	func(_ context.Context, tx *store.Tx, r *papersRequest) (*papersAnswer, error) {
		if len(r.Orders) == 0 {
			return nil, fault.New(fault.Invalid, "orders.papers_none")
		}
		if len(r.Orders) > maxPapers {
			return nil, fault.New(fault.Limit, "orders.papers", "max", maxPapers)
		}
		site, err := place.GetSite(tx, r.Site)
		if err != nil {
			return nil, err
		}
		if err := queueAt(tx, r.Queue, r.Site, rightPapers); err != nil {
			return nil, err
		}
		for _, id := range r.Orders {
			o, err := orders.Get(tx, id)
			if err != nil {
				return nil, err
			}
			if o.Site != r.Site {
				return nil, fault.New(fault.Denied, "staff.denied", "right", rightPapers)
			}
			d := &drafting{tx, r, o, site, paper.Look{Lang: r.Lang, Zone: site.Timezone}}
			if err := d.print(); err != nil {
				return nil, err
			}
		}
		return &papersAnswer{}, nil
	})

// drafting writes a paper of one order.
type drafting struct {
	tx   *store.Tx
	r    *papersRequest
	o    *orders.Order
	site place.Site
	look paper.Look
}

func (d *drafting) print() error {
	switch d.r.Kind {
	case "label":
		return pack.Reprint(d.tx, d.r.Queue, d.o.ID)
	case "packing_slip":
		all, err := d.slips()
		if err != nil {
			return err
		}
		for _, m := range all {
			if err := put(d, slips, paper.SlipLabels, m.Labels()); err != nil {
				return err
			}
		}
		return nil
	case "pick_list":
		m, err := d.pickList()
		if err != nil {
			return err
		}
		return put(d, pickLists, paper.PickLabels, m.Labels())
	}
	return fault.New(fault.Invalid, "command.body")
}

// put spools the sheets of a paper.
func put[M any](d *drafting, as *spool.Kind[paper.Print, struct{}], kind paper.LabelKind[M], sheets []M) error {
	for i := range sheets {
		body, err := kind.Print(d.look, &sheets[i])
		if err != nil {
			return err
		}
		if _, err := as.Put(d.tx, spool.To{Queue: d.r.Queue, Site: d.r.Site, Subject: orders.About(d.o.ID)}, &body); err != nil {
			return err
		}
	}
	return nil
}

// slips are what lies in each parcel, or, before there is one and after one has
// left the house, what is ordered. Sums of the order stand on each.
func (d *drafting) slips() (all []paper.PackingSlip, err error) {
	var boxes []*job.Parcel
	away, packed := false, d.tx.Now()
	for p, err := range job.ParcelsOf(d.tx, d.o.ID) {
		if err != nil {
			return nil, err
		}
		if !p.Void {
			boxes = append(boxes, p)
			away = away || !p.Gone.IsZero()
			if !p.Closed.IsZero() {
				packed = p.Closed // by then the seller was called so
			}
		}
	}
	m, err := d.slip(packed)
	if err != nil {
		return nil, err
	}
	of := len(boxes)
	if d.o.Reached.Packed.IsZero() {
		of = 0 // more may come
	}
	if len(boxes) == 1 {
		m.Parcel, m.Index, m.Of, m.Grams = boxes[0].Code, 1, of, boxes[0].Grams
	}
	if len(boxes) < 2 || away {
		m.Lines, err = d.ordered()
		return []paper.PackingSlip{m}, err
	}
	rest := d.open()
	for i, p := range boxes {
		part := m
		part.Parcel, part.Index, part.Of, part.Grams = p.Code, i+1, of, p.Grams
		if err := d.packed(p, rest, &part); err != nil {
			return nil, err
		}
		all = append(all, part)
	}
	return all, nil
}

// slip is what every slip of the order says, the money of the whole order too.
// The buyer stays sealed; the seller is called as at the moment of packing, however
// late the slip is drawn.
func (d *drafting) slip(packed time.Time) (m paper.PackingSlip, err error) {
	m = paper.PackingSlip{
		Order: d.o.Number, At: d.tx.Now(), Seller: d.site.Name,
		Buyer: d.o.Buyer.Name, Address: d.o.Buyer.Address, Phone: d.o.Buyer.Phone, Comment: d.o.Comment,
	}
	if !d.o.Owner.IsZero() {
		e, err := place.EntityAt(d.tx, d.o.Owner, packed)
		if err != nil {
			return m, err
		}
		m.Seller = e.Title()
	}
	c, err := job.CourierOf(d.tx, d.o.Site, d.o.Courier)
	if err != nil {
		return m, err
	}
	m.Courier = cmp.Or(c.Name, c.Code)
	m.Discount, m.Delivery, m.Total, m.Paid = d.o.Discount, d.o.Delivery, d.o.Total, d.o.Payment.Paid
	m.ToPay = measure.Money{Minor: max(0, d.o.Total.Minor-d.o.Payment.Paid.Minor), Currency: d.o.Total.Currency}
	return m, nil
}

// ordered are the lines of the order, those that were taken out left away.
func (d *drafting) ordered() (all []paper.SlipLine, err error) {
	for _, l := range d.o.Lines {
		if l.Qty == 0 {
			continue
		}
		row := paper.SlipLine{Item: l.Name, Article: l.Article, Qty: l.Qty, Price: l.Price, Sum: l.Sum}
		if !l.Item.IsZero() {
			i, err := catalog.Get(d.tx, l.Item)
			if err != nil {
				return nil, err
			}
			row.Item, row.Article, row.Unit = called(i), i.Article, i.Unit
		}
		all = append(all, row)
	}
	return all, nil
}

// toldLine is a line of the order, and how much of it stands on slips by now.
type toldLine struct {
	*orders.Line
	told measure.Qty
}

// open are the order's lines of goods, with nothing told of them.
func (d *drafting) open() (all []*toldLine) {
	for i := range d.o.Lines {
		if l := &d.o.Lines[i]; !l.Item.IsZero() && l.Qty > 0 {
			all = append(all, &toldLine{Line: l})
		}
	}
	return all
}

// packed puts on a slip what lies in a parcel, line by line of the order, so
// that over all parcels the sums of a line are what it costs.
func (d *drafting) packed(p *job.Parcel, rest []*toldLine, m *paper.PackingSlip) error {
	m.Part.Currency = d.o.Total.Currency
	lies := map[warehouse.ItemID]measure.Qty{}
	var items []warehouse.ItemID
	for b, err := range ledger.Contents(d.tx, p.Place) {
		if err != nil {
			return err
		}
		if _, met := lies[b.Stock.Item]; !met { // another lot of it is the same line
			items = append(items, b.Stock.Item)
		}
		lies[b.Stock.Item] += b.OnHand()
	}
	for _, item := range items {
		i, err := catalog.Get(d.tx, item)
		if err != nil {
			return err
		}
		row := paper.SlipLine{Item: called(i), Article: i.Article, Unit: i.Unit}
		for _, l := range rest {
			n := min(lies[item], l.Qty-l.told)
			if l.Item != item || n <= 0 {
				continue
			}
			row.Qty, row.Price = n, l.Price
			if row.Sum, err = l.tell(n); err != nil {
				return err
			}
			if m.Part, err = m.Part.Add(row.Sum); err != nil {
				return err
			}
			lies[item] -= n
			m.Lines = append(m.Lines, row)
		}
		if lies[item] > 0 { // more than is ordered: it is there all the same
			row.Qty, row.Price, row.Sum = lies[item], measure.Money{}, measure.Money{}
			m.Lines = append(m.Lines, row)
		}
	}
	return nil
}

// tell is what the next n of a line cost, discount and all: its share up to them
// less that before them.
func (l *toldLine) tell(n measure.Qty) (measure.Money, error) {
	before, err := l.Sum.Of(l.told, l.Qty)
	if err != nil {
		return before, err
	}
	l.told += n
	upTo, err := l.Sum.Of(l.told, l.Qty)
	if err != nil {
		return upTo, err
	}
	return upTo.Add(before.Neg())
}

// pickList is what of the order is still to be taken, from which bins, in
// walking order; what is held nowhere yet stands behind it without a bin.
func (d *drafting) pickList() (*paper.PickList, error) {
	var stops []stop
	var open []paper.PickLine
	for _, l := range d.o.Lines {
		if l.Item.IsZero() || l.Qty == 0 || l.Unsure {
			continue
		}
		i, err := catalog.Get(d.tx, l.Item)
		if err != nil {
			return nil, err
		}
		row := paper.PickLine{Item: called(i), Article: i.Article, Unit: i.Unit}
		if stops, err = d.held(stops, l.ID, row); err != nil {
			return nil, err
		}
		p, err := promise.Get(d.tx, l.ID)
		if err != nil {
			return nil, err
		}
		if row.Qty = p.Short + p.Promised; row.Qty > 0 {
			open = append(open, row)
		}
	}
	slices.SortStableFunc(stops, func(a, b stop) int { return cmp.Compare(a.walk, b.walk) })
	m := &paper.PickList{Number: d.o.Number, Code: d.o.Code(), Site: d.site.Name, At: d.tx.Now(), Cutoff: d.o.Cutoff, Orders: []string{d.o.Number}}
	for _, h := range stops {
		m.Lines = append(m.Lines, h.line)
	}
	m.Lines = append(m.Lines, open...)
	return m, nil
}

// stop is a line of a pick list and where on the walk its bin is.
type stop struct {
	walk int64
	line paper.PickLine
}

// held adds the bins in which goods are held for a line.
func (d *drafting) held(all []stop, line warehouse.LineID, row paper.PickLine) ([]stop, error) {
	for h, err := range ledger.HoldsOf(d.tx, line) {
		if err != nil {
			return nil, err
		}
		p, err := place.Get(d.tx, h.Place)
		if err != nil {
			return nil, err
		}
		row.Bin, row.BinCode, row.Qty = p.Name, p.Code, h.Qty
		if !h.Stock.Lot.IsZero() {
			lot, err := ledger.GetLot(d.tx, h.Stock.Lot)
			if err != nil {
				return nil, err
			}
			row.Lot, row.Expires = lot.Code, lot.Expiry
		}
		all = append(all, stop{p.At.Walk, row})
	}
	return all, nil
}

// called is an item as a paper names it: with what tells it from its family.
func called(i *catalog.Item) string { return strings.TrimSpace(i.Name + " " + i.Differs.Value) }

// papersOf chooses the printer as toPrinter does, of the orders' warehouse.
func papersOf(ctx context.Context, a *access, in *api.PapersPrint) (*papersRequest, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return nil, err
	}
	r := &papersRequest{Kind: in.Kind}
	for _, text := range in.Orders {
		o, err := id[warehouse.OrderID](text)
		if err != nil {
			return nil, err
		}
		r.Orders = append(r.Orders, o)
	}
	if len(r.Orders) == 0 {
		return nil, fault.New(fault.Invalid, "orders.papers_none")
	}
	var bench warehouse.StationID
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		o, err := orders.Get(tx, r.Orders[0])
		if err != nil {
			return err
		}
		r.Site = o.Site
		if err := staff.May(tx, who.Person, printPapers.Right, r.Site); err != nil {
			return err
		}
		r.Lang, bench, err = writerOf(tx, who.Person)
		return err
	}); err != nil {
		return nil, err
	}
	r.Queue, err = a.printerFor(r.Site, bench, in.Printer)
	return r, err
}
