package seal

import (
	"context"
	"fmt"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// due is a person who asked to be forgotten and whose key is still there. It
// stands in the database of the node, not in the ring's.
type due struct {
	Subject warehouse.SubjectID
	Asked   time.Time
}

func dueRow(r *store.Row, d *due) {
	ident.Field(r, 1, &d.Subject)
	store.Time(r, 2, &d.Asked)
}

// gone is a person who was forgotten. A copy of the keys that was made before
// still has theirs, so a restore from it forgets them once more.
type gone struct {
	Subject warehouse.SubjectID
	At      time.Time
}

func goneRow(r *store.Row, g *gone) {
	ident.Field(r, 1, &g.Subject)
	store.Time(r, 2, &g.At)
}

var gones = store.NewTable("seal.gone", func(g *gone) warehouse.SubjectID { return g.Subject }, goneRow)

var dues = store.NewTable("seal.due", func(d *due) warehouse.SubjectID { return d.Subject }, dueRow)

// Ask asks, within a transaction of the node, that a subject be forgotten. A key
// cannot go in a transaction that may still fail: who runs ForgetDue deletes it
// once this one is durable, now or after a crash. The zero subject is nobody.
func Ask(tx *store.Tx, subject warehouse.SubjectID) error {
	if subject.IsZero() {
		return nil
	}
	tx.Ring()
	return dues.Put(tx, &due{Subject: subject, Asked: tx.Now()})
}

// Asked says whether a subject was forgotten or is about to be, which is the same to
// whoever asks; of the zero subject there is nothing to forget.
func Asked(tx *store.Tx, subject warehouse.SubjectID) (bool, error) {
	if subject.IsZero() {
		return true, nil
	}
	if d, err := dues.Find(tx, subject); err != nil || d != nil {
		return err == nil, err
	}
	g, err := gones.Find(tx, subject)
	return g != nil, err
}

// ForgetDue forgets those of db who asked for it until now, and notes that it
// is done.
func (k *Keyring) ForgetDue(ctx context.Context, db *store.DB) error {
	var asked []warehouse.SubjectID
	if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for d, err := range dues.All(tx) {
			if err != nil {
				return err
			}
			asked = append(asked, d.Subject)
		}
		return nil
	}); err != nil {
		return fmt.Errorf("forget who asked: %w", err)
	}
	for _, subject := range asked {
		if err := k.Forget(ctx, subject); err != nil {
			return err
		}
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			if err := gones.Put(tx, &gone{subject, tx.Now()}); err != nil {
				return err
			}
			return dues.Delete(tx, subject)
		}); err != nil {
			return fmt.Errorf("forget who asked: %w", err)
		}
	}
	return nil
}

// ForgetAgain forgets all who were ever forgotten by db and have a key in the
// ring: after a restore, whose copy of the keys may be older than their wish.
func (k *Keyring) ForgetAgain(ctx context.Context, db *store.DB) error {
	var back []warehouse.SubjectID
	if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for g, err := range gones.All(tx) {
			if err != nil {
				return err
			}
			switch _, err := k.key(g.Subject); {
			case err == nil:
				back = append(back, g.Subject)
			case fault.KindOf(err) != fault.NotFound:
				return err
			}
		}
		return nil
	}); err != nil {
		return fmt.Errorf("forget again: %w", err)
	}
	if len(back) == 0 {
		return nil
	}
	for _, subject := range back {
		if err := k.drop(ctx, subject); err != nil {
			return fmt.Errorf("forget again: %w", err)
		}
	}
	if err := k.rewrite(ctx); err != nil {
		return fmt.Errorf("forget again: %w", err)
	}
	return nil
}

// Forgetting forgets whoever asks for it until ctx ends. Those who asked before
// a crash are the first.
func (k *Keyring) Forgetting(ctx context.Context, db *store.DB) error {
	for {
		bell := db.Bell()
		if err := k.ForgetDue(ctx, db); err != nil {
			return err
		}
		if err := store.Rung(ctx, bell, store.Courtesy); err != nil {
			return err
		}
	}
}
