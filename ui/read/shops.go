package read

import (
	"context"
	"time"

	"warehouse-node/orders/shop"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// rightShops is the right of reading how shops are spoken with.
const rightShops staff.Right = "shop.read"

// Channel is what the one who speaks with a shop knows and nobody keeps.
type Channel interface {
	Next() time.Time // when orders are asked for next
	// Said is the site's own words about the newest exchange of a kind, when it failed.
	Said(kind shop.Kind) string
}

// Shops are the channels of the warehouses where the actor may see them, and how
// their exchange fares.
func (r *Reader) Shops(ctx context.Context) (page api.ShopsPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		if err := may(ctx, tx, rightShops, staff.Anywhere); err != nil {
			return err
		}
		for s, err := range shop.Shops(tx) {
			if err != nil {
				return err
			}
			if err := may(ctx, tx, rightShops, s.Site); fault.KindOf(err) == fault.Denied && err != nil {
				continue
			} else if err != nil {
				return err
			}
			row, err := r.shopRow(tx, s)
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, row)
		}
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

// channel is who speaks with a shop; nil when nobody does.
func (r *Reader) channel(name string) Channel {
	if r.Outside.Channel == nil {
		return nil
	}
	return r.Outside.Channel(name)
}

func (r *Reader) shopRow(tx *store.Tx, s *shop.Shop) (row api.ShopRow, err error) {
	stand, err := shop.Stand(tx, s)
	if err != nil {
		return row, err
	}
	site, err := place.GetSite(tx, s.Site)
	if err != nil {
		return row, err
	}
	row = api.ShopRow{
		ID: s.Name, Name: s.Name, Kind: s.Kind, Site: site.Name, Address: s.Address, Waiting: int64(stand.Waiting), LagMS: stand.Lag(tx.Now()).Milliseconds(),
	}
	if s.Day == measure.DayOf(tx.Now(), site.Location()) {
		row.Orders, row.Errors = int64(s.Orders), int64(s.Errors)
	}
	if last := lastWell(s); !last.IsZero() {
		row.Last = &last
	}
	channel := r.channel(s.Name)
	if channel != nil {
		if next := channel.Next(); !next.IsZero() {
			row.Next = &next
		}
	}
	tone, state := shopState(stand, channel != nil, tx.Now())
	row.Health, row.State, row.Missing = string(tone), state, shopGap(s)
	return row, nil
}

// lastWell is when an exchange of any kind ended well last; zero for never.
func lastWell(s *shop.Shop) (last time.Time) {
	for _, f := range s.Fares {
		if f.Last.After(last) {
			last = f.Last
		}
	}
	return last
}

// lateAfter is how long a shop may not know something before that is remarked,
// and badAfter how often an exchange may fail in a row before it is more than a
// hiccup.
const (
	lateAfter = 5 * time.Minute
	badAfter  = 3
)

// shopState says how the exchange with a shop fares; spoken says that somebody
// speaks with it.
func shopState(s *shop.Standing, spoken bool, now time.Time) (api.Tone, api.Said) {
	if !spoken {
		return toneNeutral, say("shop.state.off")
	}
	failing := 0
	for _, f := range s.Fares {
		failing = max(failing, f.Fails)
	}
	switch {
	case failing >= badAfter:
		return toneWrong, say("shop.state.failed")
	case failing > 0:
		return toneAttention, say("shop.state.failed")
	case s.Kept > 0:
		return toneAttention, api.Saying("shop.state.kept", args{"count": countArg(int64(s.Kept))})
	case len(s.NeverCame()) > 0:
		return toneAttention, api.Saying("shop.state.missing", args{"count": countArg(int64(len(s.NeverCame())))})
	case s.Lag(now) > lateAfter:
		return toneAttention, say("shop.state.late")
	case lastWell(s.Shop).IsZero():
		return toneNeutral, say("shop.state.never")
	}
	return toneOK, say("shop.state.ok")
}

// unwellShops is how many shops of a warehouse are not well.
func (r *Reader) unwellShops(tx *store.Tx, site place.Site) (n int64, err error) {
	for s, err := range shop.Shops(tx) {
		if err != nil {
			return 0, err
		}
		if s.Site != site.ID {
			continue
		}
		stand := &shop.Standing{Shop: s} // without what it waits for: that is many rows
		if stand.Kept, _, err = keptOf(tx, s.Name); err != nil {
			return 0, err
		}
		if tone, _ := shopState(stand, r.channel(s.Name) != nil, tx.Now()); tone == toneWrong || tone == toneAttention {
			n++
		}
	}
	return n, nil
}

// keptOf is how many orders of a shop could not be taken, those that wait for a
// person and those that one has shelved.
func keptOf(tx *store.Tx, name string) (waits, shelved int, err error) {
	for k, err := range shop.KeptOf(tx, name) {
		switch {
		case err != nil:
			return 0, 0, err
		case k.Waits():
			waits++
		default:
			shelved++
		}
	}
	return waits, shelved, nil
}

// Exchanges are the conversations with one shop, the newest first.
func (r *Reader) Exchanges(ctx context.Context, name string, p api.Page) (page api.ExchangesPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		s, err := shop.Get(tx, name)
		if err != nil {
			return err
		}
		if err := may(ctx, tx, rightShops, s.Site); err != nil {
			return err
		}
		l := &exchangeList{look: newLook(tx), kept: map[shop.ExchangeID]bool{}}
		if l.lang, err = language(ctx, tx); err != nil {
			return err
		}
		if channel := r.channel(name); channel != nil {
			l.said = channel.Said
		}
		for k, err := range shop.KeptOf(tx, name) {
			if err != nil {
				return err
			}
			if len(k.Text) > 0 && k.Waits() {
				l.kept[k.Exchange] = true
			}
		}
		page, err = l.page(shop.Exchanges(tx, name), p)
		return err
	})
	return page, err
}

// exchangeList is a page of exchanges while it is being read.
type exchangeList struct {
	*look
	kept map[shop.ExchangeID]bool // what can be taken once more
	said func(shop.Kind) string   // the site's own words about the newest failure; nil behind it
}

func (l *exchangeList) page(all func(func(*shop.Record, error) bool), p api.Page) (page api.ExchangesPage, err error) {
	past := p.Cursor == ""
	for e, err := range all {
		if err != nil {
			return page, err
		}
		if !past {
			past = e.ID.String() == p.Cursor
			l.said = nil
			continue
		}
		if len(page.Rows) == limit(p) {
			page.Next = page.Rows[len(page.Rows)-1].ID
			break
		}
		page.Rows = append(page.Rows, l.row(e))
	}
	return page, nil
}

// words are the site's own about an exchange that failed, if they are still known.
func (l *exchangeList) words(e *shop.Record) string {
	if l.said == nil || e.State == shop.Done {
		return ""
	}
	return l.said(e.Kind)
}

func (l *exchangeList) row(e *shop.Record) api.Exchange {
	row := api.Exchange{
		ID: e.ID.String(), At: e.At, In: e.Kind == shop.Orders, Kind: string(e.Kind), State: string(e.State),
		Rows: int64(e.Rows), TookMS: e.Took.Milliseconds(), Tries: int64(e.Tries),
	}
	switch {
	case e.Why.Code != "":
		what := api.Saying("shop.say.failed", args{"text": l.why(e.Why.Code, e.Why.Args)})
		if e.Bad > 0 {
			what = api.Saying("shop.say.kept", args{"count": countArg(int64(e.Bad)), "why": l.why(e.Why.Code, e.Why.Args)})
		}
		if words := l.words(e); words != "" {
			what = api.Saying("shop.say.words", args{"text": l.why(e.Why.Code, e.Why.Args), "words": textArg(words)})
		}
		row.What = &what
	case e.Kind == shop.Orders:
		what := api.Saying("shop.say.orders", args{"count": countArg(int64(e.Rows))})
		row.What = &what
	}
	if e.State != shop.Done {
		l.said = nil // of the newest failure only
	}
	if l.kept[e.ID] {
		row.May = append(row.May, "shop.replay")
	}
	return row
}

// ShopMark changes whenever what a screen shows of a shop did.
type ShopMark struct {
	Orders, Errors int
	Kept, Shelved  int
	Missing        string
	Failing        int
	Last           time.Time
	Wish, Served   uint64
	Newest         shop.ExchangeID
	Until          time.Time
}

// ShopMarks are those of all shops by name: for the program that tells its
// screens.
func (r *Reader) ShopMarks(ctx context.Context) (all map[string]ShopMark, err error) {
	all = map[string]ShopMark{}
	err = r.view(ctx, func(tx *store.Tx) error {
		for s, err := range shop.Shops(tx) {
			if err != nil {
				return err
			}
			m := ShopMark{Orders: s.Orders, Errors: s.Errors, Missing: runs(s.NeverCame()), Last: lastWell(s), Wish: s.Wish, Served: s.Served}
			for _, f := range s.Fares {
				m.Failing += f.Fails
			}
			if m.Kept, m.Shelved, err = keptOf(tx, s.Name); err != nil {
				return err
			}
			for e, err := range shop.Exchanges(tx, s.Name) {
				if err != nil {
					return err
				}
				m.Newest, m.Until = e.ID, e.Until
				break
			}
			all[s.Name] = m
		}
		return nil
	})
	return all, err
}
