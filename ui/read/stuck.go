package read

import (
	"cmp"
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// maxStuck bounds the list: more than that is one trouble, not five hundred.
const maxStuck = 500

// Stuck is everything at a warehouse that will not go on by itself, the oldest
// first, each with the commands that resolve it.
func (r *Reader) Stuck(ctx context.Context, named string) (page api.StuckPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, named, "stuck.read")
		if err != nil {
			return err
		}
		l := newLook(tx)
		if l.lang, err = language(ctx, tx); err != nil {
			return err
		}
		if page.Rows, err = r.stuckAt(l, site); err != nil {
			return err
		}
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

// language is what the person of the request speaks.
func language(ctx context.Context, tx *store.Tx) (locale.Lang, error) {
	who, err := Who(ctx)
	if err != nil {
		return "", err
	}
	p, err := staff.Get(tx, who.Person)
	if err != nil {
		return "", err
	}
	return locale.Parse(p.Locale), nil
}

func (r *Reader) stuckAt(l *look, site place.Site) (rows api.List[api.StuckRow], err error) {
	for _, gather := range []func(*look, place.Site) ([]api.StuckRow, error){
		(*look).stuckJobs, (*look).stuckEntries, (*look).stuckLines, (*look).stuckLate, (*look).stuckCounts, (*look).stuckKept,
		r.stuckRegisters, r.stuckShops, r.stuckGaps, r.stuckProofs, r.stuckDisk,
	} {
		some, err := gather(l, site)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	slices.SortStableFunc(rows, func(a, b api.StuckRow) int { return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.ID, b.ID)) })
	return rows[:min(len(rows), maxStuck)], nil
}

// action is a button that gives a command.
func action(name, command string, body map[string]any, ask ...string) api.Action {
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err) // texts, numbers and yes or no always marshal
	}
	return api.Action{Name: name, Command: command, Body: raw, Ask: ask}
}

// first makes the first button the filled one.
func first(actions ...api.Action) api.List[api.Action] {
	actions[0].Main = true
	return actions
}

// why is a fault's sentence, as an argument of another.
func (l *look) why(code string, a fault.Args) api.Arg {
	return textArg(locale.Fault(l.lang, code, a))
}

// hole is a placeholder of a sentence.
var hole = regexp.MustCompile(`{{[^}]*}}`)

// whyParked is why an entry stands. What a row of before the arguments were kept
// does not know is left out.
func (l *look) whyParked(p *journal.Parked) api.Arg {
	why := l.why(p.Why, p.Args)
	if p.Args == nil {
		why.Text = hole.ReplaceAllString(why.Text, "…")
	}
	return why
}

// newestOf is the number of the newest entry of these kinds about a subject; 0
// for none among the newest.
func (l *look) newestOf(s journal.Subject, kinds ...string) (int64, error) {
	e, err := l.newestEntry(s, func(e *journal.Entry) bool { return slices.Contains(kinds, e.Kind) })
	if err != nil || e == nil {
		return 0, err
	}
	return int64(e.Seq), nil
}

// stuckEntries are the journal's parked entries, as far as they are about what
// belongs to the site or to none.
func (l *look) stuckEntries(site place.Site) (rows []api.StuckRow, err error) {
	for p, err := range journal.AllParked(l.tx) {
		if err != nil {
			return nil, err
		}
		if p.Why == "" {
			continue // only waits behind another
		}
		row := api.StuckRow{
			ID: "entry " + p.Follower + " " + decimal(p.Seq), Kind: "entry_parked", Since: p.Since, Tone: toneWrong,
			What: api.Saying(api.SayStuckEntryParked, args{"follower": codeArg(p.Follower), "why": l.whyParked(p)}),
			Safe: say(api.SayStuckSafeEntryParked), Seq: int64(p.Seq), Tries: int64(p.Tries),
		}
		here, err := l.subjects(p.About, site, &row)
		if err != nil {
			return nil, err
		}
		if !here {
			continue
		}
		subject := ""
		if len(p.About) > 0 {
			subject = string(p.About[0])
		}
		body := map[string]any{"follower": p.Follower, "subject": subject, "seq": p.Seq}
		row.Actions = first(action("retry", "journal.retry", body), action("skip", "journal.skip", body, "reason"))
		if rows = append(rows, row); len(rows) == maxStuck {
			break
		}
	}
	return rows, nil
}

// subjects tells of what an entry is about, and whether that is at the site; an
// entry about nothing that has a site is everywhere.
func (l *look) subjects(about []journal.Subject, site place.Site, row *api.StuckRow) (here bool, err error) {
	here = true
	for _, s := range about {
		kind, text, _ := strings.Cut(string(s), "/")
		switch kind {
		case "order":
			var id warehouse.OrderID
			if err := id.UnmarshalText([]byte(text)); err != nil {
				return false, err
			}
			o, err := orders.Get(l.tx, id)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return false, err
			}
			row.Order, row.OrderID = o.Number, o.ID.String()
			here = here && o.Site == site.ID
		case "place", "parcel":
			var id warehouse.PlaceID
			if err := id.UnmarshalText([]byte(text)); err != nil {
				return false, err
			}
			p, err := l.place(id)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return false, err
			}
			mark := placeMark(p)
			row.Place = &mark
			here = here && p.Site == site.ID
		case "item":
			var id warehouse.ItemID
			if err := id.UnmarshalText([]byte(text)); err != nil {
				return false, err
			}
			mark, err := l.itemMark(id)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return false, err
			}
			row.Item = &mark
		}
	}
	return here, nil
}

// stuckLines are lines of orders that nobody could match with an item, or that
// ask for more than anybody believes.
func (l *look) stuckLines(site place.Site) (rows []api.StuckRow, err error) {
	for o, err := range orders.With(l.tx, site.ID, orders.Problem) {
		if err != nil {
			return nil, err
		}
		number, err := l.newestOf(orders.About(o.ID), orders.StatusKind.Name, orders.AcceptedKind.Name)
		if err != nil {
			return nil, err
		}
		for _, line := range o.Lines {
			if !line.Item.IsZero() && !line.Unsure || line.Qty == 0 {
				continue
			}
			row := api.StuckRow{
				ID: "line " + line.ID.String(), Kind: "line_unmatched", Since: o.Since, Tone: toneAttention, Order: o.Number, OrderID: o.ID.String(), Seq: number,
			}
			body := map[string]any{"order": o.ID, "line": line.ID}
			told := args{"shop": textArg(o.Channel), "name": textArg(cmp.Or(line.Name, line.Article, line.OuterID))}
			if line.Unsure {
				row.Kind, told["count"] = "line_unlikely", qtyArg(line.Qty)
				row.What, row.Safe = api.Saying(api.SayStuckLineUnlikely, told), say(api.SayStuckSafeLineUnlikely)
				row.Actions = first(action("confirm_line", "orders.line.confirm", body))
			} else {
				row.What, row.Safe = api.Saying(api.SayStuckLineUnmatched, told), say(api.SayStuckSafeLineUnmatched)
				row.Actions = first(action("match", "orders.line.match", body, "item"))
			}
			rows = append(rows, row)
		}
		if len(rows) >= maxStuck {
			break
		}
	}
	return rows, nil
}

// stuckLate are orders whose channel wanted something that was not done: after
// they had ended, or more than anybody believes.
func (l *look) stuckLate(site place.Site) (rows []api.StuckRow, err error) {
	for o, err := range orders.TooLateAt(l.tx, site.ID) {
		if err != nil {
			return nil, err
		}
		told := args{"shop": textArg(o.Channel)}
		if o.Late == "orders.late_discount" {
			told["sum"], told["goods"] = moneyArg(o.Total), moneyArg(goodsOf(o))
		}
		row := api.StuckRow{
			ID: "late " + o.ID.String(), Kind: "order_late", Since: o.Since, Tone: toneWrong, Order: o.Number, OrderID: o.ID.String(),
			What: api.Saying(lates[o.Late].what, told), Safe: say(lates[o.Late].safe),
			Actions: first(action("seen", "orders.late.seen", map[string]any{"order": o.ID})),
		}
		if row.Seq, err = l.newestOf(orders.About(o.ID), orders.TooLateKind.Name); err != nil {
			return nil, err
		}
		if row.Seq > 0 {
			e, err := journal.Get(l.tx, uint64(row.Seq))
			if err != nil {
				return nil, err
			}
			row.Since = e.At
		}
		if rows = append(rows, row); len(rows) == maxStuck {
			break
		}
	}
	return rows, nil
}

// stuckCounts are counts that were asked for.
func (l *look) stuckCounts(site place.Site) (rows []api.StuckRow, err error) {
	for a, err := range ledger.Counts(l.tx) {
		if err != nil {
			return nil, err
		}
		p, err := l.place(a.Place)
		if err != nil {
			return nil, err
		}
		if p.Site != site.ID {
			continue
		}
		item, err := l.itemMark(a.Item)
		if err != nil {
			return nil, err
		}
		mark := placeMark(p)
		code, safe := "stuck.what.count_wanted", api.SayStuckSafeCountAsked
		switch a.Why {
		case ledger.ReasonSurplus:
			code = "stuck.what.count_surplus"
		case move.ReasonAsked:
			safe = "stuck.safe.count_wanted"
		}
		row := api.StuckRow{
			ID: "count " + askOf(a.Place, a.Item), Kind: "count_asked", Since: a.Since, Tone: toneAttention, Item: &item, Place: &mark,
			What: api.Saying(code, args{"bin": placeArg(p)}), Safe: say(safe),
			Actions: first(action("count", "count.answer", map[string]any{"ask": askOf(a.Place, a.Item)}, "qty")),
		}
		if row.Kinds, err = l.countLies(a.Place, a.Item); err != nil {
			return nil, err
		}
		if row.Seq, err = l.newestOf(journal.About("place", a.Place), ledger.CountAskedKind.Name); err != nil {
			return nil, err
		}
		if rows = append(rows, row); len(rows) == maxStuck {
			break
		}
	}
	return rows, nil
}

// countLies are the kinds of stock of an item in a place, where there are several
// that a person can count one by one.
func (l *look) countLies(at warehouse.PlaceID, of warehouse.ItemID) (all []api.CountLies, err error) {
	item, err := l.item(of)
	if err != nil || item.Tracking.Units {
		return nil, err
	}
	for b, err := range ledger.ContentsOf(l.tx, at, of) {
		if err != nil {
			return nil, err
		}
		s, err := l.where(b)
		if err != nil {
			return nil, err
		}
		row, err := l.binStock(s)
		if err != nil {
			return nil, err
		}
		name := api.CountStock{Item: of.String(), Condition: int64(b.Stock.Condition)}
		if !b.Stock.Lot.IsZero() {
			name.Lot = b.Stock.Lot.String()
		}
		if !b.Stock.Owner.IsZero() {
			name.Owner = b.Stock.Owner.String()
		}
		all = append(all, api.CountLies{Stock: name, Lot: row.Lot, Expiry: row.Expiry, Condition: row.Condition, Owner: row.Owner})
	}
	if len(all) < 2 {
		return nil, nil
	}
	return all, nil
}

// askOf names a count that was asked for: one of an item in a place.
func askOf(p warehouse.PlaceID, item warehouse.ItemID) string {
	return p.String() + "/" + item.String()
}

// Asked reads the name of a count that was asked for.
func Asked(ask string) (p warehouse.PlaceID, item warehouse.ItemID, err error) {
	place, of, _ := strings.Cut(ask, "/")
	if err := p.UnmarshalText([]byte(place)); err != nil {
		return p, item, err
	}
	return p, item, item.UnmarshalText([]byte(of))
}
