package shop

import (
	"context"
	"iter"
	"net/url"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Shop is a channel as people see it, and how far its exchange has come.
type Shop struct {
	Name    string // the channel's name on orders
	Kind    string // "commerceml"
	Site    warehouse.SiteID
	Address string // of its exchange, without what is secret

	Wish   uint64 // exchanges that people asked for, counted
	Served uint64 // the last of them that was made

	Fares []Fare // how each kind of exchange fares, as far as there was one

	Seen    uint64 // turn of the promise up to which rests were looked at
	Listed  bool   // every item that the shop knows was looked at once
	Version uint64 // of the newest rests that were sent

	Highest uint64 // number of an order
	Missing []Gap  // numbers below it that never came, ascending

	Day    measure.Day // of the two counts
	Orders int         // taken that day
	Errors int         // exchanges that failed that day

	Left bool // the configuration names it no longer
}

// Fare is how one kind of exchange fares.
type Fare struct {
	Kind  Kind
	Last  time.Time // when it last ended well
	Fails int       // in a row since then
	Since time.Time // of the first of those
	Why   Why       // of the newest
}

// Fare is how a kind of exchange fares.
func (s *Shop) Fare(k Kind) *Fare {
	for i := range s.Fares {
		if s.Fares[i].Kind == k {
			return &s.Fares[i]
		}
	}
	s.Fares = append(s.Fares, Fare{Kind: k})
	return &s.Fares[len(s.Fares)-1]
}

// Why is a reason that is kept: a sentence with its arguments.
type Why struct {
	Code string
	Args fault.Args
}

// whyOf is what is kept of an error: never its cause, which may quote a site.
func whyOf(err error) Why {
	if err == nil {
		return Why{}
	}
	said := fault.Of(err)
	return Why{said.Code, said.Args}
}

func whyRow(r *store.Row, w *Why) {
	store.Text(r, 1, &w.Code)
	store.Map(r, 2, (*map[string]string)(&w.Args), store.Text[string])
}

func fareRow(r *store.Row, f *Fare) {
	store.Text(r, 1, &f.Kind)
	store.Time(r, 2, &f.Last)
	store.Int(r, 3, &f.Fails)
	store.Time(r, 4, &f.Since)
	store.One(r, 5, &f.Why, whyRow)
}

func shopRow(r *store.Row, s *Shop) {
	store.Text(r, 1, &s.Name)
	store.Text(r, 2, &s.Kind)
	ident.Field(r, 3, &s.Site)
	store.Text(r, 4, &s.Address)
	store.Uint(r, 5, &s.Wish)
	store.Uint(r, 6, &s.Served)
	store.List(r, 7, &s.Fares, fareRow)
	store.Uint(r, 8, &s.Seen)
	store.Bool(r, 9, &s.Listed)
	store.Uint(r, 10, &s.Version)
	store.Uint(r, 11, &s.Highest)
	store.List(r, 12, &s.Missing, gapRow)
	store.Int(r, 13, &s.Day)
	store.Int(r, 14, &s.Orders)
	store.Int(r, 15, &s.Errors)
	store.Bool(r, 16, &s.Left)
}

var shops = store.NewTable("shop.shops", func(s *Shop) store.Str { return store.Str(s.Name) }, shopRow)

// Shops walks all channels that were ever configured, by name.
func Shops(tx *store.Tx) iter.Seq2[*Shop, error] { return shops.All(tx) }

// Get is a channel by its name; NotFound when there is none.
func Get(tx *store.Tx, name string) (*Shop, error) {
	s, err := shops.Find(tx, store.Str(name))
	if err == nil && s == nil {
		err = fault.New(fault.NotFound, "shop.none", "shop", name)
	}
	return s, err
}

// edit changes a channel's row.
func edit(tx *store.Tx, name string, fn func(*Shop)) error {
	return shops.Edit(tx, store.Str(name), func(s *Shop) (*Shop, error) {
		if s == nil {
			return nil, fault.New(fault.NotFound, "shop.none", "shop", name)
		}
		fn(s)
		return s, nil
	})
}

// enrol makes a shop known, or takes over what its configuration says now.
func enrol(ctx context.Context, db *store.DB, c *Config) error {
	return db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		return shops.Edit(tx, store.Str(c.Name), func(s *Shop) (*Shop, error) {
			if s == nil {
				s = &Shop{Name: c.Name}
			}
			if s.Site != c.Site {
				s.Seen, s.Listed = 0, false // other stock: all is told again
			}
			s.Kind, s.Site, s.Address, s.Left = "commerceml", c.Site, public(c.URL), false
			s.dateGaps(tx.Now())
			return s, nil
		})
	})
}

// public is an address without its query and whatever login stands in it.
func public(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host + u.Path
}

// ExchangeRequest asks for an exchange now.
type ExchangeRequest struct {
	Shop string `json:"shop"`
}

// ReplayRequest asks that the orders which one exchange could not take be taken
// once more.
type ReplayRequest struct {
	Shop     string     `json:"shop"`
	Exchange ExchangeID `json:"exchange"`
}

// Answer says nothing: what becomes of a wish is seen in the exchanges.
type Answer struct{}

// The commands of channels. They record a wish; the runner of the shop does it.
var (
	ExchangeNow = command.Register("shop.exchange", "shop.exchange",
		func(tx *store.Tx, r *ExchangeRequest) (warehouse.SiteID, error) { return siteOf(tx, r.Shop) },
		func(_ context.Context, tx *store.Tx, r *ExchangeRequest) (*Answer, error) {
			tx.Ring()
			return &Answer{}, edit(tx, r.Shop, func(s *Shop) { s.Wish++ })
		})
	ReplayKept = command.Register("shop.replay", "shop.exchange",
		func(tx *store.Tx, r *ReplayRequest) (warehouse.SiteID, error) { return siteOf(tx, r.Shop) },
		func(_ context.Context, tx *store.Tx, r *ReplayRequest) (*Answer, error) {
			tx.Ring()
			return &Answer{}, wishReplay(tx, r.Shop, r.Exchange)
		})
)

func siteOf(tx *store.Tx, name string) (warehouse.SiteID, error) {
	s, err := Get(tx, name)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return s.Site, nil
}

// Standing is how a shop's exchange stands: what a screen shows of it.
type Standing struct {
	*Shop
	Waiting int       // orders and items that it is still to be told of
	Oldest  time.Time // since when the first of them waits; zero for none
	Kept    int       // orders of it that could not be taken and wait for a person
}

// Lag is for how long the shop has not known something.
func (s *Standing) Lag(now time.Time) time.Duration {
	if s.Oldest.IsZero() {
		return 0
	}
	return max(now.Sub(s.Oldest), 0)
}

// Stand is how a shop stands now.
func Stand(tx *store.Tx, s *Shop) (*Standing, error) {
	st := &Standing{Shop: s}
	note := func(since time.Time) {
		if st.Waiting++; st.Oldest.IsZero() || since.Before(st.Oldest) {
			st.Oldest = since
		}
	}
	for row, err := range pendingStates.Each(tx, store.Str(s.Name)) {
		if err != nil {
			return nil, err
		}
		note(row.Since)
	}
	for row, err := range pendingRests.Each(tx, store.Str(s.Name)) {
		if err != nil {
			return nil, err
		}
		note(row.Since)
	}
	for k, err := range keptOrders.Each(tx, store.Str(s.Name)) {
		if err != nil {
			return nil, err
		}
		if k.Waits() {
			st.Kept++
		}
	}
	return st, nil
}

// StateOf is what a shop was last told of an order; nil when nothing was to be
// told.
func StateOf(tx *store.Tx, o *orders.Order) (*State, error) {
	return states.Find(tx, stateKey{A: store.Str(o.Channel), B: o.ID})
}
