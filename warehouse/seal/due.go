package seal

import (
	"context"
	"fmt"
	"time"

	"warehouse-node/warehouse"
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
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error { return dues.Delete(tx, subject) }); err != nil {
			return fmt.Errorf("forget who asked: %w", err)
		}
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
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-bell:
		}
	}
}
