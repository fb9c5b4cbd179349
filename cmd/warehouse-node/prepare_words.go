package main

import (
	"context"
	"encoding/json"
	"strings"

	"warehouse-node/orders"
	"warehouse-node/orders/shop"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/letter"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// preparedWords are the commands in which somebody types why. Who does may name a
// buyer ("Ivanova rang, she has changed her mind"), so the reason goes on sealed:
// under the key of the buyer whom the thing is about, and is forgotten with them.
// Where no buyer is known, as of cash in a drawer or of numbers that never came, it
// is sealed under a key of its own: nobody reads it in a file, and nobody can ask
// for it, since nothing says whose it is. What is typed about goods and machines
// (move.stock, count.*, place.block, spool.pause) is not among them and stays plain.
var preparedWords = map[string]preparation{
	"orders.edit":       anew(reshape(sealEdit)),
	"orders.cancel":     anew(reshape(cancelOrder)),
	"orders.unpaid.let": anew(reshape(letUnpaid)),
	"shop.kept.shelve":  anew(reshape(shelveKept)),
	"shop.missing.void": anew(reshape(voidMissing)),
	"spool.retry":       anew(reshape(retryJob("spool.retry"))),
	"spool.drop":        anew(reshape(dropJob("spool.drop"))),
	"till.retry":        anew(reshape(retryJob("till.retry"))),
	"till.drop":         anew(reshape(dropJob("till.drop"))),
	"till.cash":         anew(reshape(moveCash)),
	"journal.skip":      anew(reshape(skipEntry)),
}

// anew is a preparation whose request to the core holds sealed texts, which are
// never twice the same: a repeat is known by what the screen sent.
func anew(p preparation) preparation {
	return preparation{p.as, func(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
		c.Sent = a.Ring.Hash("command.body", string(c.Body))
		return p.do(ctx, a, c)
	}}
}

// concern is the warehouse that a request touches and the person whom its words
// are about; the zero subject for nobody who is known.
type concern struct {
	site    warehouse.SiteID
	subject warehouse.SubjectID
}

// typed seals what somebody typed into a request of the core's command of a name,
// for one who may give it. Words about somebody who was forgotten get a key of
// their own, as those about nobody.
func (a *access) typed(ctx context.Context, name, text string, about func(*store.Tx) (concern, error)) (seal.Sealed, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return seal.Sealed{}, err
	}
	var whose concern
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		if whose, err = about(tx); err != nil {
			return err
		}
		return command.May(tx, who.Person, name, whose.site)
	}); err != nil {
		return seal.Sealed{}, err
	}
	if text = strings.TrimSpace(text); text == "" {
		return seal.Sealed{}, nil
	}
	if err := letter.Lines(text); err != nil { // the door sees it sealed
		return seal.Sealed{}, err
	}
	if !whose.subject.IsZero() {
		words, err := a.Ring.Seal(ctx, whose.subject, text)
		if err == nil || fault.KindOf(err) != fault.NotFound {
			return words, err
		}
	}
	if whose.subject, err = a.Ring.NewSubject(ctx); err != nil {
		return seal.Sealed{}, err
	}
	return a.Ring.Seal(ctx, whose.subject, text)
}

func ofOrder(id warehouse.OrderID) func(*store.Tx) (concern, error) {
	return func(tx *store.Tx) (concern, error) {
		o, err := orders.Get(tx, id)
		if err != nil {
			return concern{}, err
		}
		return concern{o.Site, o.Buyer.Subject}, nil
	}
}

func ofJob(id spool.JobID) func(*store.Tx) (concern, error) {
	return func(tx *store.Tx) (concern, error) {
		j, err := spool.Get(tx, id)
		if err != nil {
			return concern{}, err
		}
		subject, err := buyerAmong(tx, j.Subject)
		return concern{j.Site, subject}, err
	}
}

// buyerAmong is the buyer whom one of some subjects of the journal is about: of an
// order, or of a parcel; nobody when none is.
func buyerAmong(tx *store.Tx, about ...journal.Subject) (nobody warehouse.SubjectID, err error) {
	for _, s := range about {
		kind, text, _ := strings.Cut(string(s), "/")
		var order warehouse.OrderID
		switch kind {
		case "order":
			err = order.UnmarshalText([]byte(text))
		case "parcel":
			order, err = orderIn(tx, text)
		default:
			continue
		}
		var o *orders.Order
		if err == nil {
			o, err = orders.Get(tx, order)
		}
		switch {
		case err == nil:
			return o.Buyer.Subject, nil
		case fault.KindOf(err) == fault.Internal: // no others: the subject is about no order
			return nobody, err
		}
	}
	return nobody, nil
}

// orderIn is the order whose parcel a place is; none for another place.
func orderIn(tx *store.Tx, text string) (warehouse.OrderID, error) {
	at, err := id[warehouse.PlaceID](text)
	if err != nil {
		return warehouse.OrderID{}, err
	}
	p, err := job.GetParcel(tx, at)
	if err != nil {
		return warehouse.OrderID{}, err
	}
	return p.Order, nil
}

func cancelOrder(ctx context.Context, a *access, in *api.OrderCancel) (r *orders.CancelRequest, err error) {
	r = &orders.CancelRequest{Version: in.Version}
	if r.Order, err = id[warehouse.OrderID](in.Order); err != nil {
		return nil, err
	}
	r.Reason, err = a.typed(ctx, orders.Cancel.Name, in.Reason, ofOrder(r.Order))
	return r, err
}

func letUnpaid(ctx context.Context, a *access, in *api.OrderLetUnpaid) (r *orders.LetGoRequest, err error) {
	r = &orders.LetGoRequest{Version: in.Version}
	if r.Order, err = id[warehouse.OrderID](in.Order); err != nil {
		return nil, err
	}
	r.Reason, err = a.typed(ctx, orders.LetUnpaid.Name, in.Reason, ofOrder(r.Order))
	return r, err
}

// shelveKept seals the reason under the key of the document that was kept, when
// there is one: both go together.
func shelveKept(ctx context.Context, a *access, in *api.KeptShelf) (r *shop.ShelveRequest, err error) {
	r = &shop.ShelveRequest{Shop: in.Shop, Outer: in.Outer}
	r.Reason, err = a.typed(ctx, shop.ShelveKept.Name, in.Reason, func(tx *store.Tx) (concern, error) {
		site, err := shopSite(tx, in.Shop)
		if err != nil {
			return concern{}, err
		}
		k, err := shop.KeptAs(tx, in.Shop, in.Outer)
		if err != nil || len(k.Text) == 0 {
			return concern{site: site}, err
		}
		return concern{site, k.Text[0].Subject}, nil
	})
	return r, err
}

func shopSite(tx *store.Tx, name string) (warehouse.SiteID, error) {
	s, err := shop.Get(tx, name)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return s.Site, nil
}

func voidMissing(ctx context.Context, a *access, in *api.ShopVoid) (r *shop.VoidRequest, err error) {
	r = &shop.VoidRequest{Shop: in.Shop, Numbers: in.Numbers}
	r.Reason, err = a.typed(ctx, shop.VoidMissing.Name, in.Reason, func(tx *store.Tx) (concern, error) {
		site, err := shopSite(tx, in.Shop)
		return concern{site: site}, err
	})
	return r, err
}

func retryJob(name string) func(context.Context, *access, *api.StuckJob) (*spool.RetryRequest, error) {
	return func(ctx context.Context, a *access, in *api.StuckJob) (r *spool.RetryRequest, err error) {
		r = &spool.RetryRequest{}
		if r.Job, err = id[spool.JobID](in.Job); err != nil {
			return nil, err
		}
		r.Reason, err = a.typed(ctx, name, in.Reason, ofJob(r.Job))
		return r, err
	}
}

func dropJob(name string) func(context.Context, *access, *api.StuckJob) (*spool.DropRequest, error) {
	again := retryJob(name)
	return func(ctx context.Context, a *access, in *api.StuckJob) (*spool.DropRequest, error) {
		r, err := again(ctx, a, in)
		if err != nil {
			return nil, err
		}
		return &spool.DropRequest{Job: r.Job, Reason: r.Reason}, nil
	}
}

func moveCash(ctx context.Context, a *access, in *api.CashMove) (r *till.CashRequest, err error) {
	r = &till.CashRequest{
		Register: in.Register, Way: till.Way(in.Way), Sum: measure.Money{Minor: in.Sum.Minor, Currency: measure.Currency(in.Sum.Currency)},
	}
	r.Reason, err = a.typed(ctx, till.MoveCash.Name, in.Reason, func(tx *store.Tx) (concern, error) {
		reg, err := till.GetRegister(tx, in.Register)
		if err != nil {
			return concern{}, err
		}
		return concern{site: reg.Site}, nil
	})
	return r, err
}

func skipEntry(ctx context.Context, a *access, in *api.StuckSkip) (r *skipRequest, err error) {
	r = &skipRequest{Follower: in.Follower, Seq: in.Seq}
	r.Reason, err = a.typed(ctx, "journal.skip", in.Reason, func(tx *store.Tx) (concern, error) {
		for p, err := range journal.AllParked(tx) {
			if err != nil {
				return concern{}, err
			}
			if p.Follower == r.Follower && p.Seq == r.Seq {
				subject, err := buyerAmong(tx, p.About...)
				return concern{subject: subject}, err
			}
		}
		return concern{}, nil
	})
	return r, err
}
