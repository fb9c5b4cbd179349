package read

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// Limits of a chain.
const (
	maxChain = 20 // links of a term
	maxLinks = 4  // moves of one kind of stock in one place
)

// term is how a reason why goods are not free is told.
type term struct {
	kind string
	what string
	tone string
}

// terms are all reasons, in the order in which they are shown.
var terms = []term{
	{forPromise, api.SayWhyPromised, "reserve"},
	{forHeld, api.SayWhyHeld, "reserve"},
	{forQuarantine, api.SayWhyQuarantine, "wrong"},
	{forDamaged, api.SayWhyDamaged, "wrong"},
	{forExpired, api.SayWhyExpired, "wrong"},
	{forBlocked, api.SayWhyBlocked, "attention"},
	{forTote, api.SayWhyTote, "attention"},
	{forTransit, "why.what.dock", "info"},
}

// Why leads every unit of an item that cannot be sold at a warehouse back to
// what was done with it: what lies there minus the terms is what can be
// promised.
func (r *Reader) Why(ctx context.Context, named, item string) (w api.Why, err error) {
	var id warehouse.ItemID
	if err := id.UnmarshalText([]byte(item)); err != nil {
		return w, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, named, rightStock)
		if err != nil {
			return err
		}
		l := newLook(tx)
		i, err := l.item(id)
		if err != nil {
			return err
		}
		s, err := l.sumOf(site.ID, i)
		if err != nil {
			return err
		}
		w = api.Why{Item: itemMark(i), Unit: units[i.Unit], On: int64(s.on), Free: int64(s.free)}
		for _, t := range terms {
			if s.stopped[t.kind] == 0 {
				continue
			}
			row, err := l.term(site.ID, s, t)
			if err != nil {
				return err
			}
			w.Terms = append(w.Terms, row)
		}
		w.Seq, err = seq(tx)
		return err
	})
	return w, err
}

func (l *look) term(site warehouse.SiteID, s *sum, t term) (row api.WhyTerm, err error) {
	row = api.WhyTerm{Kind: t.kind, Qty: int64(s.stopped[t.kind]), What: say(t.what), Tone: t.tone}
	switch t.kind {
	case forPromise:
		row.Action = &api.Action{Name: "show_orders", Open: "/orders?text=" + s.item.Article}
		row.Chain, err = l.promises(site, s)
	case forHeld:
		row.Action = &api.Action{Name: "show_orders", Open: "/orders?text=" + s.item.Article}
		row.Chain, err = l.holds(s)
	default:
		row.Chain, row.Action, err = l.stops(s, t.kind)
	}
	slices.SortStableFunc(row.Chain, func(a, b api.TapeRow) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Seq, a.Seq)) })
	row.Chain = row.Chain[:min(len(row.Chain), maxChain)]
	return row, err
}

// promises are the orders to which units are promised that nobody has set aside
// yet, each as the entry that promised them.
func (l *look) promises(site warehouse.SiteID, s *sum) (chain api.List[api.TapeRow], err error) {
	for line, err := range promise.WithPromise(l.tx, site, s.item.ID) {
		if err != nil {
			return nil, err
		}
		row, err := l.holdRow(line.Order, line.Promised, api.SayTapeHolds, nil,
			promise.FilledKind.Name, orders.EditedKind.Name, orders.MatchedKind.Name, orders.AcceptedKind.Name)
		if err != nil {
			return nil, err
		}
		if chain = append(chain, row); len(chain) == maxChain {
			break
		}
	}
	return chain, nil
}

// holdRow says that an order has some units, by the newest entry of these kinds
// about the order.
func (l *look) holdRow(order warehouse.OrderID, qty measure.Qty, code string, more args, kinds ...string) (row api.TapeRow, err error) {
	o, err := orders.Get(l.tx, order)
	if err != nil {
		return row, err
	}
	a := args{"order": orderArg(o.Number, o.ID.String()), "count": qtyArg(qty)}
	for name, arg := range more {
		a[name] = arg
	}
	row = api.TapeRow{At: o.Accepted, What: api.Saying(code, a), Tone: toneNeutral}
	e, err := l.newestEntry(orders.About(order), func(e *journal.Entry) bool { return slices.Contains(kinds, e.Kind) })
	if err != nil || e == nil {
		return row, err
	}
	row.Seq, row.At = int64(e.Seq), e.At
	row.Person, err = l.person(e.Person)
	return row, err
}

// holds are the bins where units wait for an order, and the totes and parcels
// that have them already, each as the move that brought them there.
func (l *look) holds(s *sum) (chain api.List[api.TapeRow], err error) {
	for _, part := range s.parts {
		if len(chain) >= maxChain {
			break
		}
		if part.why == forHeld {
			rows, err := l.moves(part)
			if err != nil {
				return nil, err
			}
			chain = append(chain, rows...)
			continue
		}
		if part.why != "" || part.Held == 0 {
			continue
		}
		for h, err := range ledger.HoldsAt(l.tx, part.Place, s.item.ID) {
			if err != nil {
				return nil, err
			}
			if h.Stock != part.Stock {
				continue
			}
			row, err := l.hold(part, h)
			if err != nil {
				return nil, err
			}
			chain = append(chain, row)
		}
	}
	return chain, nil
}

// hold is what waits in a bin for an order, or for whatever else it says.
func (l *look) hold(part *lies, h *ledger.Hold) (api.TapeRow, error) {
	bin := args{"bin": placeArg(part.at), "count": qtyArg(h.Qty)}
	if h.Line.IsZero() {
		return api.TapeRow{At: h.At, What: api.Saying("tape.held", bin), Tone: toneNeutral}, nil
	}
	line, err := promise.Get(l.tx, h.Line)
	if err != nil {
		return api.TapeRow{}, err
	}
	return l.holdRow(line.Order, h.Qty, "tape.held_for", bin, "pick.released/1", "job.changed/1")
}

// stops are the moves that brought goods where they cannot be sold, and what
// stopped them there.
func (l *look) stops(s *sum, kind string) (chain api.List[api.TapeRow], action *api.Action, err error) {
	told := map[journal.Subject]bool{}
	for _, part := range s.parts {
		if part.why != kind {
			continue
		}
		if action == nil {
			action = &api.Action{Name: "open_bin", Open: "/bins/" + part.root.ID.String()}
		}
		about := journal.About("place", part.root.ID)
		if kind == forExpired {
			about = journal.About("item", s.item.ID)
		}
		if (kind == forBlocked || kind == forExpired) && !told[about] {
			told[about] = true
			row, err := l.stop(about, kind)
			if err != nil {
				return nil, nil, err
			}
			chain = append(chain, row...)
		}
		rows, err := l.moves(part)
		if err != nil {
			return nil, nil, err
		}
		if chain = append(chain, rows...); len(chain) >= maxChain {
			break
		}
	}
	return chain, action, nil
}

// stop is the entry that closed a bin, or that said that a lot's day had passed.
func (l *look) stop(about journal.Subject, kind string) (api.List[api.TapeRow], error) {
	want := place.EditedKind.Name
	if kind == forExpired {
		want = ledger.LotExpiredKind.Name
	}
	e, err := l.newestEntry(about, func(e *journal.Entry) bool { return e.Kind == want })
	if err != nil || e == nil {
		return nil, err
	}
	t, err := tellers[unversioned(want)](l, e)
	if err != nil || t.what.Code == "" {
		return nil, err
	}
	row, err := l.tapeRow(e, t)
	return api.List[api.TapeRow]{row}, err
}

// moves are the last that brought a kind of stock to a place.
func (l *look) moves(part *lies) (chain api.List[api.TapeRow], err error) {
	for m, err := range ledger.History(l.tx, part.Place, part.Stock) {
		if err != nil {
			return nil, err
		}
		if m.To != part.Place {
			continue
		}
		row, err := l.moveRow(m)
		if err != nil {
			return nil, err
		}
		if chain = append(chain, row); len(chain) == maxLinks {
			break
		}
	}
	return chain, nil
}

// moveRow is a move of the ledger as a row of a tape, with the number of the
// entry that its command left in the journal.
func (l *look) moveRow(m *ledger.Move) (row api.TapeRow, err error) {
	row = api.TapeRow{At: m.Posted, Tone: toneNeutral}
	if row.What, err = l.moved(m); err != nil {
		return row, err
	}
	if row.Person, err = l.person(m.Person); err != nil {
		return row, err
	}
	row.Seq, err = l.entryOf(m)
	return row, err
}

// entryOf is the number of the entry that the command of a move left in the
// journal; 0 for none near.
func (l *look) entryOf(m *ledger.Move) (int64, error) {
	subjects := []journal.Subject{journal.About("place", m.To), journal.About("place", m.From), journal.About("item", m.Stock.Item)}
	if strings.Contains(m.Ref, "/") {
		subjects = append([]journal.Subject{journal.Subject(m.Ref)}, subjects...)
	}
	for _, about := range subjects {
		e, err := l.newestEntry(about, func(e *journal.Entry) bool { return !e.At.After(m.Posted) })
		if err != nil {
			return 0, err
		}
		if e != nil && e.At.Equal(m.Posted) && e.Command == m.Command {
			return int64(e.Seq), nil
		}
	}
	return 0, nil
}

// Sentences of moves from and to the world outside.
var (
	cameFrom = map[warehouse.PlaceID]string{
		place.Supplier: "tape.came_supplier", place.Customer: "tape.came_customer", place.Found: "tape.came_found",
		place.Opening: "tape.came_opening", place.Transit: "tape.came_transit", place.Loss: "tape.came_loss",
	}
	wentTo = map[warehouse.PlaceID]string{
		place.Supplier: "tape.went_supplier", place.Customer: "tape.went_customer", place.Loss: "tape.went_loss",
		place.Opening: "tape.went_opening", place.Transit: "tape.went_transit", place.Found: "tape.went_found",
	}
)

func (l *look) moved(m *ledger.Move) (said api.Said, err error) {
	from, err := l.placeNamed(m.From)
	if err != nil {
		return said, err
	}
	to, err := l.placeNamed(m.To)
	if err != nil {
		return said, err
	}
	count := qtyArg(m.Qty)
	if code := cameFrom[m.From]; code != "" {
		return api.Saying(code, args{"count": count, "to": to}), nil
	}
	if code := wentTo[m.To]; code != "" {
		return api.Saying(code, args{"count": count, "from": from}), nil
	}
	return api.Saying(api.SayTapeMoved, args{"count": count, "from": from, "to": to}), nil
}

// far is how many entries about a subject are looked at for the one that is
// wanted.
const far = 300

// newestEntry is the newest entry about a subject that fits; nil for none among
// the newest.
func (l *look) newestEntry(about journal.Subject, fits func(*journal.Entry) bool) (*journal.Entry, error) {
	n := 0
	for e, err := range journal.Back(l.tx, about) {
		if err != nil {
			return nil, err
		}
		if fits(e) {
			return e, nil
		}
		if n++; n == far {
			break
		}
	}
	return nil, nil
}
