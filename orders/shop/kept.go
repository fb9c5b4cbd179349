package shop

import (
	"context"
	"iter"
	"slices"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// Kept is an order that came and could not be taken. What the shop said of it is
// sealed; the hashes find it when a person wants to be forgotten. It waits for a
// person until it is taken, or shelved by one: then it stands in the list of its
// shop only, and can still be taken.
type Kept struct {
	Shop     string
	Outer    string // the shop's id of it, or what stands for one
	Number   string
	Exchange ExchangeID // that brought it, the newest
	At       time.Time
	Why      Why
	Text     []seal.Sealed // the document, in parts; none when it was too large
	ByPhone  seal.Hash
	ByEmail  seal.Hash
	Wish     bool       // a person wants it tried again
	Shelved  time.Time  // when a person put it aside; zero while it waits for one
	Reason   seal.Words // why they did
	Bytes    seal.Hash  // of the document: tells a changed one from the one that was shelved
	Tried    time.Time  // when it was last tried again because a person wished it, and still was not taken; zero for never
}

// Waits says that nobody has decided about the order yet.
func (k *Kept) Waits() bool { return k.Shelved.IsZero() }

func sealedRow(r *store.Row, s *seal.Sealed) { seal.Field(r, 1, s) }

func keptRow(r *store.Row, k *Kept) {
	store.Text(r, 1, &k.Shop)
	store.Text(r, 2, &k.Outer)
	store.Text(r, 3, &k.Number)
	ident.Field(r, 4, &k.Exchange)
	store.Time(r, 5, &k.At)
	store.One(r, 6, &k.Why, whyRow)
	store.List(r, 7, &k.Text, sealedRow)
	seal.HashField(r, 8, &k.ByPhone)
	seal.HashField(r, 9, &k.ByEmail)
	store.Bool(r, 10, &k.Wish)
	store.Time(r, 11, &k.Shelved)
	store.Text(r, 12, &k.Reason.Plain)
	seal.HashField(r, 13, &k.Bytes)
	store.Time(r, 14, &k.Tried)
	seal.Field(r, 15, &k.Reason.Sealed)
}

type keptKey = store.Pair[store.Str, store.Str]

func (k *Kept) key() keptKey { return keptKey{A: store.Str(k.Shop), B: store.Str(k.Outer)} }

// subjects are those under whose keys the document is sealed, and why it was put
// aside: its own.
func (k *Kept) subjects() (all []warehouse.SubjectID) {
	for _, part := range append(slices.Clone(k.Text), k.Reason.Sealed) {
		if !part.IsZero() && !slices.Contains(all, part.Subject) {
			all = append(all, part.Subject)
		}
	}
	return all
}

var (
	keptOrders = store.NewTable("shop.kept", (*Kept).key, keptRow)
	wished     = store.NewIndex(keptOrders, "wish", func(k *Kept) []store.Str {
		if !k.Wish {
			return nil
		}
		return []store.Str{store.Str(k.Shop)}
	})
	keptBy = store.NewIndex(keptOrders, "contact", func(k *Kept) (keys []seal.Hash) {
		for _, h := range []seal.Hash{k.ByPhone, k.ByEmail} {
			if !h.IsZero() {
				keys = append(keys, h)
			}
		}
		return keys
	})
)

// KeptOf walks the orders of a shop that could not be taken, by their outer id.
func KeptOf(tx *store.Tx, shop string) iter.Seq2[*Kept, error] {
	return keptOrders.Each(tx, store.Str(shop))
}

// KeptBy walks those of a phone or an e-mail, given as the keyed hash of it.
func KeptBy(tx *store.Tx, h seal.Hash) iter.Seq2[*Kept, error] { return keptBy.Each(tx, h) }

// What is kept of a buyer goes when they are forgotten.
var _ = orders.Keeps(forgetKept)

// forgetKept takes out the kept orders of a person and returns whose keys they are
// sealed under.
func forgetKept(tx *store.Tx, who orders.Contacts) (subjects []warehouse.SubjectID, err error) {
	theirs := map[keptKey]*Kept{}
	for _, h := range who.Each() {
		for k, err := range KeptBy(tx, h) {
			if err != nil {
				return nil, err
			}
			if who.Is(k.ByPhone, k.ByEmail) {
				theirs[k.key()] = k
			}
		}
	}
	for key, k := range theirs {
		subjects = append(subjects, k.subjects()...)
		if err := keptOrders.Delete(tx, key); err != nil {
			return nil, err
		}
	}
	return subjects, nil
}

// wishReplay marks what an exchange kept, to be tried again; NotFound when it
// kept nothing that can be.
func wishReplay(tx *store.Tx, shop string, id ExchangeID) error {
	var due []*Kept
	for k, err := range keptOrders.Each(tx, store.Str(shop)) {
		if err != nil {
			return err
		}
		if k.Exchange == id && len(k.Text) > 0 && k.Waits() {
			due = append(due, k)
		}
	}
	if len(due) == 0 {
		return fault.New(fault.NotFound, "shop.nothing_kept", "shop", shop)
	}
	for _, k := range due {
		k.Wish = true
		if err := keptOrders.Put(tx, k); err != nil {
			return err
		}
	}
	return nil
}

// keep sets an order aside with the reason, durably.
func (a *attempt) keep(ctx context.Context, o *outer, raw []byte, why error) error {
	k := &Kept{Shop: a.r.c.Name, Why: whyOf(why)}
	if o != nil {
		k.Outer, k.Number = o.ID, o.Number
		k.ByPhone, _, k.ByEmail = a.r.hashes(o)
	}
	k.Bytes = a.r.Ring.Hash("shop.document", string(raw))
	if k.Outer == "" { // equal bytes are the same order
		id, err := k.Bytes.MarshalText()
		if err != nil {
			return err
		}
		k.Outer = "?" + string(id)
	}
	was, err := a.r.keptAs(ctx, k)
	if err != nil {
		return err
	}
	if was != nil && was.Bytes == k.Bytes && len(raw) > 0 && !was.Wish && was.Why.Code == k.Why.Code {
		a.aside(why) // the shop says it again: it waits since it came first, under the key that it has
		return nil
	}
	if k.Text, err = a.r.sealText(ctx, string(raw)); err != nil {
		return err
	}
	a.aside(why)
	return a.r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		k.Exchange, k.At = a.record(tx), tx.Now()
		was, err := keptOrders.Find(tx, k.key())
		if err != nil {
			return err
		}
		if was != nil {
			k.Tried = was.Tried
		}
		if was != nil && was.Wish {
			k.Tried = tx.Now()
		}
		if was != nil && was.Bytes == k.Bytes && len(raw) > 0 { // what a person decided of it stands
			k.Shelved, k.Reason = was.Shelved, was.Reason
		}
		tx.Ring()
		return keptOrders.Put(tx, k)
	})
}

// keptAs is the same order as it was kept before, nil when it was not.
func (r *Runner) keptAs(ctx context.Context, k *Kept) (was *Kept, err error) {
	return was, r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		was, err = keptOrders.Find(tx, k.key())
		return err
	})
}

// sealText seals a document under a subject of its own.
func (r *Runner) sealText(ctx context.Context, text string) (parts []seal.Sealed, err error) {
	if text == "" {
		return nil, nil
	}
	subject, err := r.Ring.NewSubject(ctx)
	if err != nil {
		return nil, err
	}
	for len(text) > 0 {
		n := min(len(text), seal.MaxText)
		part, err := r.Ring.Seal(ctx, subject, text[:n])
		if err != nil {
			return nil, err
		}
		parts, text = append(parts, part), text[n:]
	}
	return parts, nil
}

// drop forgets that an order was kept, and the key of its document: it was
// taken.
func (r *Runner) drop(ctx context.Context, outer string) error {
	var k *Kept
	if err := r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		k, err = keptOrders.Find(tx, keptKey{A: store.Str(r.c.Name), B: store.Str(outer)})
		return err
	}); err != nil || k == nil {
		return err
	}
	return r.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		for _, s := range k.subjects() {
			if err := seal.Ask(tx, s); err != nil {
				return err
			}
		}
		return keptOrders.Delete(tx, k.key())
	})
}
