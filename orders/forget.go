package orders

import (
	"context"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// ForgetRequest asks that the buyer of an order be forgotten.
type ForgetRequest struct {
	Order warehouse.OrderID `json:"order"`
	// Orders are all that this person was shown to have, Order among them: Conflict
	// when they have others by now.
	Orders []warehouse.OrderID `json:"orders"`
}

// ForgetAnswer says how many orders told of the buyer until now: none when all of
// them were forgotten before.
type ForgetAnswer struct {
	Orders int `json:"orders"`
}

// Forget forgets a buyer: all that was sealed about them in every order of theirs
// (OfBuyer) becomes unreadable, here, on papers and in backups, and
// the orders are no longer found by it. Goods and money stay. Conflict names an
// order of theirs that has not ended: it must be delivered or cancelled first.
// Where nobody is left to forget it changes nothing and says so.
// It concerns the whole company and asks for the right at every warehouse.
var Forget = command.Register("orders.forget", "orders.forget", nil, forget)

// Keeper is a package that keeps something about buyers beside their orders: it
// takes out of tx what it has of a person and returns whose keys it was sealed
// under.
type Keeper func(tx *store.Tx, who Contacts) ([]warehouse.SubjectID, error)

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
	who, err := contactsOf(tx, o)
	if err != nil {
		return nil, err
	}
	theirs, err := with(tx, o, who)
	if err != nil {
		return nil, err
	}
	if !sameOrders(theirs, r.Orders) {
		return nil, fault.New(fault.Conflict, "orders.forget_others", "number", o.Number, "count", len(theirs))
	}
	for _, o := range theirs {
		if !o.Status.Ended() {
			return nil, fault.New(fault.Conflict, "orders.forget_open", "number", o.Number)
		}
	}
	if err := forgetKept(tx, who); err != nil {
		return nil, err
	}
	told := 0
	for _, o := range theirs {
		tells, err := forgetOrder(tx, o)
		if err != nil {
			return nil, err
		}
		if tells {
			told++
		}
	}
	return &ForgetAnswer{told}, nil
}

// Contacts are the keyed hashes that name a person: of a phone, and of an e-mail
// that is nobody else's. The last digits of a phone are many people's.
type Contacts struct{ ByPhone, ByEmail seal.Hash }

// Each are those that are known.
func (c Contacts) Each() (all []seal.Hash) {
	for _, h := range []seal.Hash{c.ByPhone, c.ByEmail} {
		if !h.IsZero() {
			all = append(all, h)
		}
	}
	return all
}

// Is says whether a phone and an e-mail are this person's. Somebody with another
// phone is somebody else, whatever e-mail they gave: shops write one of their own
// into orders that came by phone.
func (c Contacts) Is(phone, email seal.Hash) bool {
	if !c.ByPhone.IsZero() && !phone.IsZero() {
		return c.ByPhone == phone
	}
	return !c.ByEmail.IsZero() && c.ByEmail == email
}

// contactsOf are the contacts of an order's buyer. An e-mail with which orders of
// two phones came is no one person's, and is left out.
func contactsOf(tx *store.Tx, o *Order) (Contacts, error) {
	c := Contacts{o.Buyer.ByPhone, o.Buyer.ByEmail}
	if c.ByEmail.IsZero() {
		return c, nil
	}
	phone := c.ByPhone
	for other, err := range ByContact(tx, c.ByEmail) {
		if err != nil {
			return c, err
		}
		if phone.IsZero() {
			phone = other.Buyer.ByPhone
		}
		if is := other.Buyer.ByPhone; !is.IsZero() && is != phone {
			c.ByEmail = seal.Hash{}
			break
		}
	}
	return c, nil
}

// OfBuyer are an order and all others that are taken for the same person's: those
// of its phone, and of its e-mail where no order with that has another phone. It is
// these that Forget forgets, and no others.
func OfBuyer(tx *store.Tx, o *Order) ([]*Order, error) {
	who, err := contactsOf(tx, o)
	if err != nil {
		return nil, err
	}
	return with(tx, o, who)
}

func with(tx *store.Tx, o *Order, who Contacts) ([]*Order, error) {
	all, met := []*Order{o}, map[warehouse.OrderID]bool{o.ID: true}
	for _, h := range who.Each() {
		for other, err := range ByContact(tx, h) {
			if err != nil {
				return nil, err
			}
			if !met[other.ID] && who.Is(other.Buyer.ByPhone, other.Buyer.ByEmail) {
				met[other.ID] = true
				all = append(all, other)
			}
		}
	}
	return all, nil
}

// sameOrders says whether the orders are those of the ids, each once.
func sameOrders(all []*Order, ids []warehouse.OrderID) bool {
	named := map[warehouse.OrderID]bool{}
	for _, id := range ids {
		named[id] = true
	}
	return len(named) == len(all) && !slices.ContainsFunc(all, func(o *Order) bool { return !named[o.ID] })
}

func forgetKept(tx *store.Tx, who Contacts) error {
	for _, keeper := range keepers {
		subjects, err := keeper(tx, who)
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
// to open: a screen tells by them that there was somebody. An order that tells of
// nobody any more is left as it is: false.
func forgetOrder(tx *store.Tx, o *Order) (told bool, err error) {
	for _, key := range append([]warehouse.SubjectID{o.Buyer.Subject}, o.Keys...) {
		asked, err := seal.Asked(tx, key)
		if err != nil {
			return false, err
		}
		if asked {
			continue
		}
		told = true
		if err := seal.Ask(tx, key); err != nil {
			return false, err
		}
	}
	b := &o.Buyer
	if !told && b.ByPhone.IsZero() && b.ByTail.IsZero() && b.ByEmail.IsZero() {
		return false, nil
	}
	b.ByPhone, b.ByTail, b.ByEmail = seal.Hash{}, seal.Hash{}, seal.Hash{}
	if err := put(tx, o); err != nil {
		return false, err
	}
	return true, ForgottenKind.Record(tx, Forgotten{o.ID}, About(o.ID))
}
