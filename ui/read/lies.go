package read

import (
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
)

// Why what lies somewhere may not be promised.
const (
	forPromise    = "promised"   // promised to orders, still anywhere in the bins
	forHeld       = "held"       // set aside for an order, or taken for one already
	forTote       = "tote"       // in a tote that no order has: put there by hand, and sold once it lies in a bin again
	forQuarantine = "quarantine" // waits for a decision
	forDamaged    = "damaged"    // spoiled, or second grade
	forBlocked    = "blocked"    // its bin is closed, or sells nothing
	forExpired    = "expired"    // its day has passed
	forTransit    = "transit"    // at the dock, not put away yet
)

// lies is one kind of stock in one place of a site.
type lies struct {
	*ledger.Balance
	at, root *place.Place
	lot      *ledger.Lot // nil where the item is not kept by lots
	taken    bool        // for an order: in its tote or parcel
	why      string      // it may not be sold; "" where it may
}

// where says where a balance lies; nil for the world outside.
func (l *look) where(b *ledger.Balance) (*lies, error) {
	if place.World(b.Place) != nil {
		return nil, nil
	}
	s := &lies{Balance: b}
	var err error
	if s.at, err = l.place(b.Place); err != nil {
		return nil, err
	}
	if s.root = s.at; s.at.Kind.Carried() {
		if s.root, err = ledger.Root(l.tx, b.Place); err != nil {
			return nil, err
		}
	}
	if !b.Stock.Lot.IsZero() {
		if s.lot, err = ledger.GetLot(l.tx, b.Stock.Lot); err != nil {
			return nil, err
		}
	}
	if s.taken, err = l.taken(s.at); err != nil {
		return nil, err
	}
	s.why = s.stopped()
	return s, nil
}

// taken says whether what lies in a place was taken for an order: a parcel is
// always somebody's, and a tote while a job has it.
func (l *look) taken(p *place.Place) (bool, error) {
	if p.Kind != place.KindTote {
		return p.Kind == place.KindParcel, nil
	}
	j, err := job.InTote(l.tx, p.ID)
	return j != nil, err
}

// stopped is why goods may not be sold where they lie: the ledger's own rule,
// with the reason. The strongest reason stands.
func (s *lies) stopped() string {
	switch {
	case s.taken:
		return forHeld
	case s.Stock.Condition == warehouse.Quarantined:
		return forQuarantine
	case s.Stock.Condition != warehouse.Good:
		return forDamaged
	case s.lot != nil && s.lot.Expired:
		return forExpired
	case s.at.Kind == place.KindTote:
		return forTote
	case s.root.Use == place.Quarantine:
		return forQuarantine
	case s.root.Use == place.Hospital:
		return forDamaged
	case !s.root.Open():
		return forBlocked
	case s.root.Use == place.Dock:
		return forTransit
	case s.root.Kind != place.KindBin || !s.root.Flags.Sellable:
		return forBlocked
	}
	return ""
}

// sum is what an item's stock at a site is made of. On minus the reasons is
// Free.
type sum struct {
	item    *catalog.Item
	on      measure.Qty
	free    measure.Qty // what promise.Can says
	stopped map[string]measure.Qty
	parts   []*lies // what lies there, as the ledger lists it
}

// because is how much is not free for some reasons.
func (s *sum) because(reasons ...string) (qty measure.Qty) {
	for _, r := range reasons {
		qty += s.stopped[r]
	}
	return qty
}

// sumOf adds up an item at a site.
func (l *look) sumOf(site warehouse.SiteID, item *catalog.Item) (*sum, error) {
	s := &sum{item: item, stopped: map[string]measure.Qty{}}
	sellable := measure.Qty(0)
	for b, err := range ledger.PlacesAt(l.tx, site, item.ID) {
		if err != nil {
			return nil, err
		}
		part, err := l.where(b)
		if err != nil {
			return nil, err
		}
		if part == nil || part.root.Site != site {
			continue
		}
		s.on += b.OnHand()
		s.parts = append(s.parts, part)
		if part.why != "" {
			s.stopped[part.why] += b.OnHand()
			continue
		}
		s.stopped[forHeld] += b.Held
		sellable += b.OnHand() - b.Held
	}
	var err error
	if s.free, err = promise.Can(l.tx, site, item.ID); err != nil {
		return nil, err
	}
	s.stopped[forPromise] = sellable - s.free
	return s, nil
}

// binStock is one kind of stock in one place as screens show it.
func (l *look) binStock(s *lies) (api.BinStock, error) {
	item, err := l.item(s.Stock.Item)
	if err != nil {
		return api.BinStock{}, err
	}
	row := api.BinStock{
		Place: placeMark(s.at), Item: itemMark(item), Qty: api.Quantity{Value: int64(s.OnHand()), Unit: units[item.Unit]},
		Held: int64(s.Held), Condition: conditions[s.Stock.Condition],
	}
	if s.lot != nil {
		row.Lot, row.LotID, row.Expiry = s.lot.Code, s.lot.ID.String(), s.lot.Expiry.String()
	}
	row.Owner, err = l.owner(s.Stock.Owner)
	return row, err
}

// conditions are what screens call the conditions of goods.
var conditions = map[warehouse.Condition]string{
	warehouse.Good: "good", warehouse.Damaged: "damaged", warehouse.Quarantined: "quarantine", warehouse.SecondGrade: "second",
}

// owner is the name of whose goods they are, where there are several owners.
func (l *look) owner(id warehouse.EntityID) (string, error) {
	if l.owners == nil {
		all, err := place.Entities(l.tx)
		if err != nil {
			return "", err
		}
		l.owners = map[warehouse.EntityID]string{}
		for _, e := range all {
			l.owners[e.ID] = e.Name
		}
	}
	if len(l.owners) < 2 {
		return "", nil
	}
	return l.owners[id], nil
}
