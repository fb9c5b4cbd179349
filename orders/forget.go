package orders

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// ForgetRequest asks that the buyer of an order be forgotten.
type ForgetRequest struct {
	Order warehouse.OrderID `json:"order"`
}

// ForgetAnswer says how many orders tell nothing of the buyer any more.
type ForgetAnswer struct {
	Orders int `json:"orders"`
}

// Forget forgets a buyer: all that was sealed about them in every order of the
// same phone or e-mail becomes unreadable, here, on papers and in backups, and
// the orders are no longer found by it. Goods and money stay. Conflict names an
// order of theirs that has not ended: it must be delivered or cancelled first.
// It concerns the whole company and asks for the right at every warehouse.
var Forget = command.Register("orders.forget", "orders.forget", nil, forget)

// Keeper is a package that keeps something about buyers beside their orders: it
// takes out of tx what it has of these keyed hashes and returns whose keys it
// was sealed under.
type Keeper func(tx *store.Tx, hashes []seal.Hash) ([]warehouse.SubjectID, error)

// keepers are asked when a buyer is forgotten; filled before main.
var keepers []Keeper

// Keeps declares a Keeper; use it in a package-level var.
func Keeps(k Keeper) struct{} {
	keepers = append(keepers, k)
	return struct{}{}
}

func forget(_ context.Context, tx *store.Tx, r *ForgetRequest) (*ForgetAnswer, error) {
	o, err := Get(tx, r.Order)
	if err != nil {
		return nil, err
	}
	theirs, err := sameBuyer(tx, o)
	if err != nil {
		return nil, err
	}
	for _, o := range theirs {
		if o.Status != Gone && o.Status != Canceled {
			return nil, fault.New(fault.Conflict, "orders.forget_open", "number", o.Number)
		}
	}
	if err := forgetKept(tx, o.Buyer.contacts()); err != nil {
		return nil, err
	}
	for _, o := range theirs {
		if err := forgetOrder(tx, o); err != nil {
			return nil, err
		}
	}
	return &ForgetAnswer{len(theirs)}, nil
}

// contacts are the hashes that name a person; the last digits of a phone are
// many people's.
func (b *Buyer) contacts() (all []seal.Hash) {
	for _, h := range []seal.Hash{b.ByPhone, b.ByEmail} {
		if !h.IsZero() {
			all = append(all, h)
		}
	}
	return all
}

// sameBuyer is an order and all others of its phone or e-mail.
func sameBuyer(tx *store.Tx, o *Order) ([]*Order, error) {
	all, met := []*Order{o}, map[warehouse.OrderID]bool{o.ID: true}
	for _, h := range o.Buyer.contacts() {
		for other, err := range ByContact(tx, h) {
			if err != nil {
				return nil, err
			}
			if !met[other.ID] {
				met[other.ID] = true
				all = append(all, other)
			}
		}
	}
	return all, nil
}

func forgetKept(tx *store.Tx, hashes []seal.Hash) error {
	for _, keeper := range keepers {
		subjects, err := keeper(tx, hashes)
		if err != nil {
			return err
		}
		for _, s := range subjects {
			if err := seal.Ask(tx, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetOrder leaves the sealed texts where they are, which nobody will be able
// to open: a screen tells by them that there was somebody.
func forgetOrder(tx *store.Tx, o *Order) error {
	if err := seal.Ask(tx, o.Buyer.Subject); err != nil {
		return err
	}
	o.Buyer.ByPhone, o.Buyer.ByTail, o.Buyer.ByEmail = seal.Hash{}, seal.Hash{}, seal.Hash{}
	if err := put(tx, o); err != nil {
		return err
	}
	return ForgottenKind.Record(tx, Forgotten{o.ID}, About(o.ID))
}
