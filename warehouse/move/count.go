package move

import (
	"context"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// ReasonAsked is why somebody should count: a person wants it.
const ReasonAsked ledger.Reason = "asked"

// rightAsk lets a person ask for a count.
const rightAsk staff.Right = "count.ask"

// CountRequest asks for a count of an item in a place, or of all that lies there.
type CountRequest struct {
	Place  string `json:"place"`          // id, name or any code
	Item   string `json:"item,omitempty"` // id or any code; "" is all that lies there
	Reason string `json:"reason,omitempty"`
}

// CountAnswer is empty.
type CountAnswer struct{}

// FoundRequest answers a count that was asked for.
type FoundRequest struct {
	Ask    string      `json:"ask"` // "place/item", by their ids
	Qty    measure.Qty `json:"qty"` // base units of the item, all lots and conditions
	Kinds  []FoundKind `json:"kinds,omitempty"`
	Reason string      `json:"reason,omitempty"`
}

// FoundKind is what was found of one kind of stock. Where several lie together,
// a count names each of them, and their sum is its quantity.
type FoundKind struct {
	Stock ledger.Kind `json:"stock"`
	Qty   measure.Qty `json:"qty"`
}

// FoundAnswer says by how much the ledger was off.
type FoundAnswer struct {
	Difference measure.Qty `json:"difference"`
}

// The commands behind a count that a person asks for and answers at a desk.
var (
	AskCount = command.Register("count.ask", rightAsk,
		func(tx *store.Tx, r *CountRequest) (warehouse.SiteID, error) { return siteOf(tx, r.Place, rightAsk) }, askCount).Lines("reason")
	AnswerCount = command.Register("count.answer", "count.work",
		func(tx *store.Tx, r *FoundRequest) (warehouse.SiteID, error) {
			at, _, err := parseAsk(r.Ask)
			if err != nil {
				return warehouse.SiteID{}, err
			}
			p, err := place.Get(tx, at)
			if err != nil {
				return warehouse.SiteID{}, err
			}
			return p.Site, nil
		}, answerCount).Lines("reason")
)

func askCount(_ context.Context, tx *store.Tx, r *CountRequest) (*CountAnswer, error) {
	if err := checkSaid(r.Reason); err != nil {
		return nil, err
	}
	p, err := placeOf(tx, r.Place, mayAt(tx, rightAsk))
	if err != nil {
		return nil, err
	}
	if p.Archived {
		return nil, fault.New(fault.Conflict, "place.archived", "name", p.Name)
	}
	if err := nobodys(tx, p); err != nil {
		return nil, err
	}
	items, err := toCount(tx, p, r.Item)
	if err != nil {
		return nil, err
	}
	for _, id := range items {
		if err := ledger.AskCount(tx, p.ID, id, ReasonAsked); err != nil {
			return nil, err
		}
		if err := CountAskedKind.Record(tx, CountAsked{p.ID, id, r.Reason}, aboutItem(id), aboutPlace(p.ID)); err != nil {
			return nil, err
		}
	}
	return &CountAnswer{}, nil
}

// toCount are the items that a request means.
func toCount(tx *store.Tx, p *place.Place, text string) (all []warehouse.ItemID, err error) {
	if text != "" {
		i, err := itemOf(tx, text)
		if err != nil {
			return nil, err
		}
		return []warehouse.ItemID{i.ID}, nil
	}
	for b, err := range ledger.Contents(tx, p.ID) {
		if err != nil {
			return nil, err
		}
		if n := len(all); n == 0 || all[n-1] != b.Stock.Item { // lots of an item stand together
			all = append(all, b.Stock.Item)
		}
	}
	if len(all) == 0 {
		return nil, fault.New(fault.NotFound, "move.empty", "place", p.Name)
	}
	return all, nil
}

// parseAsk reads the name of a count that was asked for.
func parseAsk(ask string) (at warehouse.PlaceID, item warehouse.ItemID, err error) {
	first, second, _ := strings.Cut(ask, "/")
	if err = at.UnmarshalText([]byte(first)); err == nil {
		err = item.UnmarshalText([]byte(second))
	}
	if err == nil && (at.IsZero() || item.IsZero()) {
		err = fault.New(fault.Invalid, "ident.id", "text", ask)
	}
	return at, item, err
}

func answerCount(_ context.Context, tx *store.Tx, r *FoundRequest) (*FoundAnswer, error) {
	if err := checkSaid(r.Reason); err != nil {
		return nil, err
	}
	at, item, err := parseAsk(r.Ask)
	if err != nil {
		return nil, err
	}
	if r.Qty < 0 {
		return nil, fault.New(fault.Invalid, "ledger.counted", "qty", r.Qty)
	}
	p, err := place.Get(tx, at)
	if err != nil {
		return nil, err
	}
	if err := nobodys(tx, p); err != nil { // since it was asked, perhaps
		return nil, err
	}
	if err := stillAsked(tx, p, item); err != nil {
		return nil, err
	}
	if err := credible(tx, p, item, r.Qty); err != nil {
		return nil, err
	}
	diff, err := correct(tx, p, item, r)
	if err != nil {
		return nil, err
	}
	e := Counted{Place: at, Item: item, Qty: r.Qty, Difference: diff, Said: r.Reason}
	return &FoundAnswer{diff}, CountedKind.Record(tx, e, aboutItem(item), aboutPlace(at))
}

// stillAsked refuses the answer to a count that is over: two who counted one bin do
// not both correct it.
func stillAsked(tx *store.Tx, p *place.Place, item warehouse.ItemID) error {
	a, err := ledger.FindCount(tx, p.ID, item)
	if err != nil || a != nil {
		return err
	}
	i, err := catalog.Get(tx, item)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "move.count_over", "item", i.Name, "place", p.Name)
}

// correct posts what was found, of each kind where kinds are named, and returns
// by how much the ledger was off.
func correct(tx *store.Tx, p *place.Place, item warehouse.ItemID, r *FoundRequest) (diff measure.Qty, err error) {
	if len(r.Kinds) > 0 {
		if err := named(tx, p, item, r); err != nil {
			return 0, err
		}
		for _, k := range r.Kinds {
			d, err := ledger.Correct(tx, p.ID, warehouse.Stock(k.Stock), k.Qty, ledger.ReasonCount, "")
			if err != nil {
				return 0, err
			}
			diff += d
		}
		return diff, nil
	}
	stock, counted, err := meant(tx, p, item, r.Qty)
	if err != nil {
		return 0, err
	}
	return ledger.Correct(tx, p.ID, stock, counted, ledger.ReasonCount, "")
}

// named refuses kinds that are not those that lie in a place, each once: they
// changed since the person saw them. A piece with a number of its own is not
// found or lost by counting.
func named(tx *store.Tx, p *place.Place, item warehouse.ItemID, r *FoundRequest) error {
	i, err := catalog.Get(tx, item)
	if err != nil {
		return err
	}
	lie := map[warehouse.Stock]measure.Qty{}
	for b, err := range ledger.ContentsOf(tx, p.ID, item) {
		if err != nil {
			return err
		}
		lie[b.Stock] = b.OnHand()
	}
	sum := measure.Qty(0)
	for _, k := range r.Kinds {
		was, there := lie[warehouse.Stock(k.Stock)]
		switch {
		case k.Qty < 0, k.Qty > r.Qty-sum:
			return fault.New(fault.Invalid, "ledger.counted", "qty", k.Qty)
		case !there:
			return fault.New(fault.Conflict, "move.count_changed", "item", i.Name, "place", p.Name)
		case i.Tracking.Units && k.Qty != was:
			return fault.New(fault.Conflict, "move.count_kinds", "item", i.Name)
		}
		delete(lie, warehouse.Stock(k.Stock))
		sum += k.Qty
	}
	switch {
	case len(lie) > 0:
		return fault.New(fault.Conflict, "move.count_changed", "item", i.Name, "place", p.Name)
	case sum != r.Qty:
		return fault.New(fault.Invalid, "ledger.counted", "qty", r.Qty)
	}
	return nil
}

// credible refuses goods in a bin that was taken out of use since the count was
// asked for, and more than a person can have counted.
func credible(tx *store.Tx, p *place.Place, item warehouse.ItemID, qty measure.Qty) error {
	if p.Archived && qty > 0 {
		return fault.New(fault.Conflict, "place.archived", "name", p.Name)
	}
	i, err := catalog.Get(tx, item)
	if err != nil {
		return err
	}
	return ledger.Believe(i, qty)
}

// meant is the kind of stock that a count of an item is posted to, and how much
// of it there must be then. Conflict when a difference may be of several, which
// are adjusted one by one, or of one that nobody has named: goods kept by lots or
// numbers come in by receiving.
func meant(tx *store.Tx, p *place.Place, item warehouse.ItemID, qty measure.Qty) (s warehouse.Stock, counted measure.Qty, err error) {
	var all []*ledger.Balance
	var sum measure.Qty
	for b, err := range ledger.ContentsOf(tx, p.ID, item) {
		if err != nil {
			return s, 0, err
		}
		all = append(all, b)
		sum += b.OnHand()
	}
	i, err := itemOf(tx, item.String())
	if err != nil {
		return s, 0, err
	}
	switch {
	case len(all) == 1 && !(i.Tracking.Units && qty != sum):
		return all[0].Stock, qty, nil
	case len(all) > 0 && qty == sum:
		return all[0].Stock, all[0].OnHand(), nil
	case len(all) > 0:
		return s, 0, fault.New(fault.Conflict, "move.count_kinds", "item", i.Name)
	}
	site, err := place.GetSite(tx, p.Site)
	if err != nil {
		return s, 0, err
	}
	if t := i.Tracking; qty > 0 && (t.Lots || t.Expiry || t.Units) {
		return s, 0, fault.New(fault.Conflict, "move.count_new", "item", i.Name)
	}
	return warehouse.Stock{Item: item, Owner: site.Owner}, qty, nil
}
