package ship

import (
	"context"

	"warehouse-node/orders"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// Opened is a label whose file was opened, and a page of it as it will be printed.
type Opened struct {
	*Sheet
	Of    *Label
	Order *orders.Order
}

// Look answers whether somebody may see a label of an order.
type Look func(tx *store.Tx, o *orders.Order) error

// Open opens a label's file and draws a page of it: NotFound "seal.forgotten" once the
// buyer was forgotten. Inside a transaction it panics: it may ask a program outside.
func Open(ctx context.Context, db *store.DB, ring *seal.Keyring, id LabelID, page int, on Paper, pdf Pages, look Look) (*Opened, error) {
	var opened Opened
	var sealed seal.Sealed
	if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		if opened.Of, opened.Order, sealed, err = File(tx, id); err != nil {
			return err
		}
		return look(tx, opened.Order)
	}); err != nil {
		return nil, err
	}
	text, err := ring.Open(ctx, sealed)
	if err != nil {
		return nil, err
	}
	opened.Sheet, err = Draw(ctx, []byte(text), page, on, pdf)
	return &opened, err
}
