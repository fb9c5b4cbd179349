package shop

import (
	"context"
	"strings"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// KeptRequest names an order that could not be taken, by what its shop calls it.
type KeptRequest struct {
	Shop  string `json:"shop"`
	Outer string `json:"outer"`
}

// ShelveRequest puts such an order aside.
type ShelveRequest struct {
	Shop   string      `json:"shop"`
	Outer  string      `json:"outer"`
	Reason seal.Sealed `json:"reason,omitzero" personal:"message"`
}

// maxReason is the longest reason, in bytes: a letter has up to four.
const maxReason = 1200

// Shelved is on the timeline when a person put an order aside that could not be
// taken, TakenUp when one had it tried again.
type (
	Shelved struct {
		Shop   string     `json:"shop"`
		Outer  string     `json:"outer"`
		Number string     `json:"number,omitempty"`
		Reason seal.Words `json:"reason,omitzero"`
	}
	TakenUp struct {
		Shop   string `json:"shop"`
		Outer  string `json:"outer"`
		Number string `json:"number,omitempty"`
	}
)

// shelved1 is Shelved when the reason stood in the open.
type shelved1 struct {
	Shop   string `json:"shop"`
	Outer  string `json:"outer"`
	Number string `json:"number,omitempty"`
	Reason string `json:"reason"`
}

var exampleWords = seal.Typed(seal.Sealed{Subject: warehouse.SubjectID{4}, Box: []byte("sealed")})

// The kinds under which they stand in the journal.
var (
	ShelvedKind = journal.Upcast(journal.Register("shop.shelved/2", Shelved{"sever-yug.ru", "a1f2", "1042", exampleWords}),
		"shop.shelved/1", shelved1{"sever-yug.ru", "a1f2", "1042", "the buyer ordered anew by phone"},
		func(old shelved1) Shelved {
			return Shelved{old.Shop, old.Outer, old.Number, seal.Words{Plain: old.Reason}}
		})
	TakenUpKind = journal.Register("shop.taken_up/1", TakenUp{"sever-yug.ru", "a1f2", "1042"})
)

// About is the subject of a shop.
func About(shop string) journal.Subject { return journal.Subject("shop/" + shop) }

// TakeKept has an order that could not be taken tried once more, also one that was
// shelved: it waits for a person again until it is taken. Conflict when nothing
// of it was kept that could be tried.
var TakeKept = command.Register("shop.kept.take", "shop.exchange",
	func(tx *store.Tx, r *KeptRequest) (warehouse.SiteID, error) { return siteOf(tx, r.Shop) },
	func(_ context.Context, tx *store.Tx, r *KeptRequest) (*Answer, error) {
		k, err := KeptAs(tx, r.Shop, r.Outer)
		if err != nil {
			return nil, err
		}
		if len(k.Text) == 0 {
			return nil, fault.New(fault.Conflict, "shop.kept_nothing", "shop", r.Shop)
		}
		k.Wish, k.Shelved, k.Reason = true, time.Time{}, seal.Words{}
		tx.Ring()
		if err := keptOrders.Put(tx, k); err != nil {
			return nil, err
		}
		return &Answer{}, TakenUpKind.Record(tx, TakenUp{k.Shop, k.Outer, k.Number}, About(k.Shop))
	})

// ShelveKept puts an order aside that could not be taken: it leaves what is
// stuck, and stays with its shop. Invalid without a reason, Conflict when it is
// put aside already.
var ShelveKept = command.Register("shop.kept.shelve", "shop.exchange",
	func(tx *store.Tx, r *ShelveRequest) (warehouse.SiteID, error) { return siteOf(tx, r.Shop) },
	func(_ context.Context, tx *store.Tx, r *ShelveRequest) (*Answer, error) {
		reason := seal.Typed(r.Reason)
		switch {
		case reason.IsZero():
			return nil, fault.New(fault.Invalid, "shop.no_reason")
		case r.Reason.Size() > maxReason:
			return nil, fault.New(fault.Limit, "shop.long_reason", "limit", maxReason/4)
		}
		k, err := KeptAs(tx, r.Shop, r.Outer)
		if err != nil {
			return nil, err
		}
		if !k.Waits() {
			return nil, fault.New(fault.Conflict, "shop.shelved", "number", k.Name())
		}
		k.Wish, k.Shelved, k.Reason = false, tx.Now(), reason
		tx.Ring()
		if err := keptOrders.Put(tx, k); err != nil {
			return nil, err
		}
		return &Answer{}, ShelvedKind.Record(tx, Shelved{k.Shop, k.Outer, k.Number, reason}, About(k.Shop))
	})

// KeptAs is an order that could not be taken; NotFound when there is none, or
// it was taken meanwhile.
func KeptAs(tx *store.Tx, shop, outer string) (*Kept, error) {
	k, err := keptOrders.Find(tx, keptKey{A: store.Str(shop), B: store.Str(outer)})
	if err == nil && k == nil {
		err = fault.New(fault.NotFound, "shop.not_kept", "shop", shop)
	}
	return k, err
}

// Name is what people call the order: the number that its shop gave it, or
// nothing when its document does not say one.
func (k *Kept) Name() string {
	switch {
	case k.Number != "":
		return k.Number
	case strings.HasPrefix(k.Outer, "?"):
		return ""
	}
	return k.Outer
}
