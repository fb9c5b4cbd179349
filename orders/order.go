package orders

import (
	"iter"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// Order is what a customer was promised.
type Order struct {
	ID      warehouse.OrderID
	Number  string // ours, for people
	Version uint64 // rises with each change; an edit names the one it saw
	Site    warehouse.SiteID
	Owner   warehouse.EntityID // the legal entity that sells

	Channel     string // "sever-yug.ru", "phone"
	OuterID     string // the channel's id; with Channel it names the order for ever
	OuterNumber string // what the customer knows it by
	Digest      Digest // of all that the channel said, to see a changed repeat
	Revision    uint64 // the highest that the channel gave what it said; zero where it gives none
	Passed      Digest // of the newest that was passed over because a higher Revision was here, or that one took the place of

	Accepted time.Time
	Placed   time.Time // by the channel's clock
	Buyer    Buyer
	Comment  seal.Sealed
	Gift     bool
	Courier  string    // code of who delivers
	Cutoff   time.Time // when that courier leaves; zero for none

	Lines    []Line
	Delivery measure.Money
	Discount measure.Money // off the goods, already spread over the lines' sums
	Total    measure.Money
	Payment  Payment

	Status  Status
	Since   time.Time // of Status
	Reached Reached
	Cancel  Cancelled
	Late    string // what the channel said too late to be done: a code; "" for nothing
	LetGo   LetGo

	// Keys are those, besides the buyer's, that something about the order was sealed
	// under: two people who type at once about an order without a buyer bring a key
	// each. They are forgotten with the buyer.
	Keys []warehouse.SubjectID
}

// Line is one thing ordered.
type Line struct {
	ID      warehouse.LineID
	Item    warehouse.ItemID // zero until matched
	OuterID string           // the channel's id of the goods
	Article string
	Name    string // as ordered
	Qty     measure.Qty
	Price   measure.Money // of one base unit, before discount
	Sum     measure.Money // of all, after discount
	VAT     measure.VAT
	// Unsure says that it asks for more than the policy believes: nothing is
	// promised of it and the floor is not told, until a person says that it is meant.
	Unsure bool
}

// Buyer is who ordered. All about the person is sealed under Subject's key; the
// hashes are keyed and find the order.
type Buyer struct {
	Subject            warehouse.SubjectID
	Name, Phone, Email seal.Sealed
	Address, City      seal.Sealed
	ByPhone, ByTail    seal.Hash // phone whole, and its last four digits
	ByEmail            seal.Hash
}

// Digest tells two versions of an outer order apart. It is keyed, because what
// it is made of is about a person.
type Digest = seal.Hash

// PaymentKind says when and how an order is paid.
type PaymentKind string

// The kinds of payment.
const (
	Prepaid    PaymentKind = "prepaid"     // by the channel's acquirer, before it comes here
	OnDelivery PaymentKind = "on_delivery" // to the courier
	Invoice    PaymentKind = "invoice"     // by bank, on a bill
	AtCounter  PaymentKind = "counter"     // at our own till
)

// PaymentKinds are all of them.
var PaymentKinds = []PaymentKind{Prepaid, OnDelivery, Invoice, AtCounter}

// PaidBy is the way in which money came.
type PaidBy string

// The ways. A channel names none: its money came without cash.
const (
	ByBank PaidBy = "bank"
	ByCard PaidBy = "card"
	ByCash PaidBy = "cash"
)

// Payment is what is known of the money.
type Payment struct {
	Kind   PaymentKind
	Paid   measure.Money
	PaidAt time.Time   // when we were told
	By     PaidBy      // the last of it
	On     measure.Day // when it came, as the person says who marked it
	Parts  []PaidPart  // each way once; none before a second sum came
}

// PaidPart is what came in one way.
type PaidPart struct {
	By  PaidBy
	Sum measure.Money
}

// Reached is when an order came to each stage; zero for not yet.
type Reached struct{ Picking, Picked, Packed, Gone time.Time }

// ByChannel is the reason, coded, of what the order's channel did itself. It is no
// person's words: screens have their own for it.
const ByChannel = "channel"

// typed takes a reason for what it is: somebody's words about an order. A buyer of
// whom nothing was known has a key from then on, so that they can be forgotten
// with it.
func (o *Order) typed(reason seal.Sealed) seal.Words {
	o.sealedUnder(reason.Subject)
	return seal.Typed(reason)
}

// sealedUnder notes that something about the order is sealed under a key; the
// first is the buyer's.
func (o *Order) sealedUnder(key warehouse.SubjectID) {
	switch {
	case key.IsZero() || key == o.Buyer.Subject || slices.Contains(o.Keys, key):
	case o.Buyer.Subject.IsZero():
		o.Buyer.Subject = key
	default:
		o.Keys = append(o.Keys, key)
	}
}

// Cancelled is why and by whom an order was given up.
type Cancelled struct {
	Reason seal.Words
	Person warehouse.PersonID
	At     time.Time
}

// LetGo is why and by whom an order was let go before its money came.
type LetGo struct {
	Reason seal.Words
	Person warehouse.PersonID
	At     time.Time
}

func lineRow(r *store.Row, l *Line) {
	ident.Field(r, 1, &l.ID)
	ident.Field(r, 2, &l.Item)
	store.Text(r, 3, &l.OuterID)
	store.Text(r, 4, &l.Article)
	store.Text(r, 5, &l.Name)
	store.Int(r, 6, &l.Qty)
	store.One(r, 7, &l.Price, measure.MoneyRow)
	store.One(r, 8, &l.Sum, measure.MoneyRow)
	store.One(r, 9, &l.VAT, measure.VATRow)
	store.Bool(r, 10, &l.Unsure)
}

func buyerRow(r *store.Row, b *Buyer) {
	ident.Field(r, 1, &b.Subject)
	seal.Field(r, 2, &b.Name)
	seal.Field(r, 3, &b.Phone)
	seal.Field(r, 4, &b.Email)
	seal.Field(r, 5, &b.Address)
	seal.Field(r, 6, &b.City)
	seal.HashField(r, 7, &b.ByPhone)
	seal.HashField(r, 8, &b.ByTail)
	seal.HashField(r, 9, &b.ByEmail)
}

func paymentRow(r *store.Row, p *Payment) {
	store.Text(r, 1, &p.Kind)
	store.One(r, 2, &p.Paid, measure.MoneyRow)
	store.Time(r, 3, &p.PaidAt)
	store.Text(r, 4, &p.By)
	store.Int(r, 5, &p.On)
	store.List(r, 6, &p.Parts, paidPartRow)
}

func paidPartRow(r *store.Row, p *PaidPart) {
	store.Text(r, 1, &p.By)
	store.One(r, 2, &p.Sum, measure.MoneyRow)
}

func reachedRow(r *store.Row, a *Reached) {
	store.Time(r, 1, &a.Picking)
	store.Time(r, 2, &a.Picked)
	store.Time(r, 3, &a.Packed)
	store.Time(r, 4, &a.Gone)
}

func cancelledRow(r *store.Row, c *Cancelled) {
	store.Text(r, 1, &c.Reason.Plain)
	ident.Field(r, 2, &c.Person)
	store.Time(r, 3, &c.At)
	seal.Field(r, 4, &c.Reason.Sealed)
}

func letGoRow(r *store.Row, l *LetGo) {
	store.Text(r, 1, &l.Reason.Plain)
	ident.Field(r, 2, &l.Person)
	store.Time(r, 3, &l.At)
	seal.Field(r, 4, &l.Reason.Sealed)
}

func orderRow(r *store.Row, o *Order) {
	ident.Field(r, 1, &o.ID)
	store.Text(r, 2, &o.Number)
	store.Uint(r, 3, &o.Version)
	ident.Field(r, 4, &o.Site)
	ident.Field(r, 5, &o.Owner)
	store.Text(r, 6, &o.Channel)
	store.Text(r, 7, &o.OuterID)
	store.Text(r, 8, &o.OuterNumber)
	seal.HashField(r, 9, &o.Digest)
	store.Time(r, 10, &o.Accepted)
	store.Time(r, 11, &o.Placed)
	store.One(r, 12, &o.Buyer, buyerRow)
	seal.Field(r, 13, &o.Comment)
	store.Bool(r, 14, &o.Gift)
	store.Text(r, 15, &o.Courier)
	store.Time(r, 16, &o.Cutoff)
	store.List(r, 17, &o.Lines, lineRow)
	store.One(r, 18, &o.Delivery, measure.MoneyRow)
	store.One(r, 19, &o.Discount, measure.MoneyRow)
	store.One(r, 20, &o.Total, measure.MoneyRow)
	store.One(r, 21, &o.Payment, paymentRow)
	store.Text(r, 22, &o.Status)
	store.Time(r, 23, &o.Since)
	store.One(r, 24, &o.Reached, reachedRow)
	store.One(r, 25, &o.Cancel, cancelledRow)
	store.Text(r, 26, &o.Late)
	store.One(r, 27, &o.LetGo, letGoRow)
	store.List(r, 28, &o.Keys, keyRow)
	store.Uint(r, 29, &o.Revision)
	seal.HashField(r, 30, &o.Passed)
}

// Outdated says whether what a channel says under a revision is older than what it said
// before: both must have one.
func (o *Order) Outdated(revision uint64) bool { return revision > 0 && revision < o.Revision }

func keyRow(r *store.Row, key *warehouse.SubjectID) { ident.Field(r, 1, key) }

type (
	outerKey  = store.Pair[store.Str, store.Str]
	statusKey = store.Triple[warehouse.SiteID, store.Str, warehouse.OrderID]
	itemKey   = store.Pair[warehouse.SiteID, warehouse.ItemID]
	goneKey   = store.Pair[warehouse.SiteID, store.I64]
)

var (
	all     = store.NewTable("orders.orders", func(o *Order) warehouse.OrderID { return o.ID }, orderRow)
	byOuter = store.NewIndex(all, "outer", func(o *Order) []outerKey {
		return []outerKey{store.Keys2(store.Str(o.Channel), store.Str(o.OuterID))}
	}).Unique()
	byNumber = store.NewIndex(all, "number", func(o *Order) []store.Str { return []store.Str{store.Str(o.Number)} }).Unique()
	byStatus = store.NewIndex(all, "status", func(o *Order) []statusKey {
		return []statusKey{store.Keys3(o.Site, store.Str(o.Status), o.ID)}
	})
	byContact = store.NewIndex(all, "contact", func(o *Order) (keys []seal.Hash) {
		for _, h := range []seal.Hash{o.Buyer.ByPhone, o.Buyer.ByTail, o.Buyer.ByEmail} {
			if !h.IsZero() {
				keys = append(keys, h)
			}
		}
		return keys
	})
	bySite = store.NewIndex(all, "site", func(o *Order) []warehouse.SiteID { return []warehouse.SiteID{o.Site} })
	byGone = store.NewIndex(all, "gone", func(o *Order) []goneKey {
		if o.Status != Gone {
			return nil
		}
		return []goneKey{store.Keys2(o.Site, store.When(o.Reached.Gone))}
	})
	byLate = store.NewIndex(all, "late", func(o *Order) []warehouse.SiteID {
		if o.Late == "" {
			return nil
		}
		return []warehouse.SiteID{o.Site}
	})
	byOuterNumber = store.NewIndex(all, "outer_number", func(o *Order) []store.Str {
		if o.OuterNumber == "" {
			return nil
		}
		return []store.Str{store.Str(o.OuterNumber)}
	})
	byItem = store.NewIndex(all, "item", func(o *Order) (keys []itemKey) {
		for _, l := range o.Lines {
			if !l.Item.IsZero() {
				keys = append(keys, store.Keys2(o.Site, l.Item))
			}
		}
		return keys
	})
)

// Get is an order by its id; NotFound when there is none.
func Get(tx *store.Tx, id warehouse.OrderID) (*Order, error) {
	o, err := all.Find(tx, id)
	return found(o, err, id.String())
}

// ByNumber is an order by our number; NotFound when there is none.
func ByNumber(tx *store.Tx, number string) (*Order, error) {
	o, err := byNumber.First(tx, store.Str(number))
	return found(o, err, number)
}

func found(o *Order, err error, what string) (*Order, error) {
	if err == nil && o == nil {
		err = fault.New(fault.NotFound, "orders.none", "order", what)
	}
	return o, err
}

// ByOuter is an order by its channel and the channel's id; nil when it never
// came.
func ByOuter(tx *store.Tx, channel, id string) (*Order, error) {
	return byOuter.First(tx, store.Keys2(store.Str(channel), store.Str(id)))
}

// Newest walks all orders, the newest first.
func Newest(tx *store.Tx) iter.Seq2[*Order, error] { return all.Back(tx, nil, nil) }

// With walks the orders of a site in a status, the oldest first.
func With(tx *store.Tx, site warehouse.SiteID, s Status) iter.Seq2[*Order, error] {
	return byStatus.Each(tx, store.Keys2(site, store.Str(s)))
}

// ByContact walks the orders of a phone, its last four digits or an e-mail,
// given as the keyed hash of it.
func ByContact(tx *store.Tx, h seal.Hash) iter.Seq2[*Order, error] { return byContact.Each(tx, h) }

// put keeps an order as a new version.
func put(tx *store.Tx, o *Order) error {
	o.Version++
	return all.Put(tx, o)
}

// SealedUnder notes, for a package above, that something about an order was sealed
// under a key, so that it is forgotten with the buyer.
func SealedUnder(tx *store.Tx, id warehouse.OrderID, key warehouse.SubjectID) error {
	o, err := Get(tx, id)
	if err != nil {
		return err
	}
	if key.IsZero() || key == o.Buyer.Subject || slices.Contains(o.Keys, key) {
		return nil
	}
	o.sealedUnder(key)
	return put(tx, o)
}
