package look

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// picture is one answer while it is being drawn; what stands in several lines of
// it is read once.
type picture struct {
	tx     *store.Tx
	site   place.Site
	owners map[warehouse.EntityID]string // none where there is one
	items  map[warehouse.ItemID]*catalog.Item
	spots  map[warehouse.PlaceID]*spot
}

func newPicture(tx *store.Tx, site warehouse.SiteID) (*picture, error) {
	p := &picture{tx: tx, owners: map[warehouse.EntityID]string{}, items: map[warehouse.ItemID]*catalog.Item{}, spots: map[warehouse.PlaceID]*spot{}}
	var err error
	if p.site, err = place.GetSite(tx, site); err != nil {
		return nil, err
	}
	all, err := place.Entities(tx)
	if err != nil {
		return nil, err
	}
	if len(all) > 1 {
		for _, e := range all {
			p.owners[e.ID] = e.Name
		}
	}
	return p, nil
}

// spot is a place of this warehouse, where it stands, and whose goods it holds.
type spot struct {
	*place.Place
	root  *place.Place
	job   *job.Job    // whose goods it holds; nil for nobody's
	box   *job.Parcel // nil for what is no parcel
	shown Spot
}

// here says whether a place is of this warehouse; the world outside is not.
func (p *picture) here(at *place.Place) bool { return at.Site == p.site.ID }

// spot reads a place; nil for the world outside and for another warehouse.
func (p *picture) spot(id warehouse.PlaceID) (*spot, error) {
	if s, known := p.spots[id]; known {
		return s, nil
	}
	at, err := place.Get(p.tx, id)
	if err != nil {
		return nil, err
	}
	if !p.here(at) {
		p.spots[id] = nil
		return nil, nil
	}
	s := &spot{Place: at, root: at, shown: Spot{Kind: at.Kind.String(), Name: at.Name}}
	p.spots[id] = s
	if !at.Kind.Carried() {
		bin := station.ShowBin(at)
		s.shown.Bin = &bin
		return s, nil
	}
	tote := station.ShowTote(at, 0)
	s.shown.Tote = &tote
	if s.root, err = ledger.Root(p.tx, id); err != nil {
		return nil, err
	}
	if s.root.ID != id {
		s.shown.In = s.root.Name
	}
	return s, p.owned(s)
}

// owned reads whose goods a container holds.
func (p *picture) owned(s *spot) (err error) {
	if s.Kind != place.KindParcel {
		s.job, err = job.InTote(p.tx, s.ID)
		return err
	}
	s.box, err = job.GetParcel(p.tx, s.ID)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	s.job, err = p.jobOf(s.box.Order)
	return err
}

// jobOf is the floor's side of an order of this warehouse; nil when it has none.
func (p *picture) jobOf(order warehouse.OrderID) (*job.Job, error) {
	j, err := job.Get(p.tx, order)
	switch {
	case err != nil && fault.KindOf(err) == fault.NotFound:
		return nil, nil
	case err != nil:
		return nil, err
	case j.Site != p.site.ID:
		return nil, nil
	}
	return j, nil
}

// number is how people call an order; "" for one that is not on this floor.
func (p *picture) number(order warehouse.OrderID) (string, error) {
	j, err := p.jobOf(order)
	if err != nil || j == nil {
		return "", err
	}
	return j.Number, nil
}

// goods is an item that was read.
func (p *picture) goods(id warehouse.ItemID) (*catalog.Item, error) {
	if i := p.items[id]; i != nil {
		return i, nil
	}
	i, err := catalog.Get(p.tx, id)
	p.items[id] = i
	return i, err
}

// lies is one kind of stock in one place, with what decides whether it is sold.
type lies struct {
	*ledger.Balance
	at  *spot
	lot *ledger.Lot // nil where the item is not kept by lots
}

// lies reads a balance; nil for what lies at no place of this warehouse.
func (p *picture) lies(b *ledger.Balance) (*lies, error) {
	at, err := p.spot(b.Place)
	if err != nil || at == nil {
		return nil, err
	}
	l := &lies{Balance: b, at: at}
	if !b.Stock.Lot.IsZero() {
		l.lot, err = ledger.GetLot(p.tx, b.Stock.Lot)
	}
	return l, err
}

// stop is why goods that are in good condition may not be sold where they lie.
func (l *lies) stop(today measure.Day) string {
	root := l.at.root
	switch {
	case l.at.job != nil, l.at.Kind == place.KindParcel:
		return "taken"
	case l.lot != nil && (l.lot.Expired || ledger.IsExpired(l.lot.Expiry, today)):
		return "expired"
	case l.at.Kind == place.KindTote:
		return "tote"
	case !root.Open():
		return "blocked"
	case root.Use == place.Dock:
		return "dock"
	case root.Kind != place.KindBin || !root.Flags.Sellable:
		return "aside"
	}
	return ""
}

// line draws one kind of stock; the caller adds the item or the place.
func (p *picture) line(l *lies) (row Line, err error) {
	row = Line{Qty: int64(l.OnHand()), Held: int64(l.Held), Owner: p.owners[l.Stock.Owner], Stop: l.stop(p.site.Day(p.tx.Now()))}
	if l.Stock.Condition != warehouse.Good {
		row.Condition = conditions[l.Stock.Condition]
	}
	if l.lot != nil {
		row.Lot, row.Expiry = l.lot.Code, l.lot.Expiry.String()
	}
	if l.Held > 0 {
		row.For, row.Others, err = p.shares(l)
	}
	return row, err
}

// conditions are the words of those that are not good.
var conditions = map[warehouse.Condition]string{warehouse.Damaged: "damaged", warehouse.Quarantined: "quarantine", warehouse.SecondGrade: "second"}

// shares are the orders for which something of a line is set aside, and how many
// more there are than a screen shows.
func (p *picture) shares(l *lies) (all []Share, others int, err error) {
	var orders []warehouse.OrderID
	for h, err := range ledger.HoldsAt(p.tx, l.Place, l.Stock.Item) {
		if err != nil {
			return nil, 0, err
		}
		if h.Stock != l.Stock || h.Line.IsZero() {
			continue
		}
		line, err := promise.Get(p.tx, h.Line)
		if err != nil {
			return nil, 0, err
		}
		at := slices.Index(orders, line.Order)
		switch {
		case at >= MaxOrders:
		case at >= 0:
			all[at].Qty += int64(h.Qty)
		case len(orders) >= MaxOrders:
			orders = append(orders, line.Order)
		default:
			number, err := p.number(line.Order)
			if err != nil {
				return nil, 0, err
			}
			orders, all = append(orders, line.Order), append(all, Share{number, int64(h.Qty)})
		}
	}
	return all, len(orders) - len(all), nil
}
