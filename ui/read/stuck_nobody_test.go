package read_test

import (
	"context"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// TestStuckWithoutMachines: a receipt for a register that is not there is on the list
// at the same moment as a label for such a printer.
func TestStuckWithoutMachines(t *testing.T) {
	h, ids := shift(t)
	h.write(func(_ context.Context, tx *store.Tx) error {
		if _, err := pack.Labels.Put(tx, spool.To{Queue: "printer/1", Site: h.kazan}, &pack.Label{Code: "P0001", Order: "7"}); err != nil {
			return err
		}
		to := spool.To{Queue: till.RegisterQueue(h.kazan), Site: h.kazan, Subject: orders.About(ids["late"])}
		_, err := till.Receipts.Put(tx, to, &till.Receipt{Order: ids["late"], Number: "7"})
		return err
	})
	seen := func() (labels, receipts int) {
		t.Helper()
		page, err := h.Stuck(h.as("owner"), h.kazan.String())
		must(t, err)
		for _, row := range page.Rows {
			switch row.Kind {
			case "label_unprinted":
				labels++
			case "receipt_unknown":
				receipts++
			}
		}
		return labels, receipts
	}
	if labels, receipts := seen(); labels+receipts != 0 {
		t.Errorf("at once: %d labels, %d receipts", labels, receipts)
	}
	h.now = h.now.Add(spool.Patience)
	h.write(func(context.Context, *store.Tx) error { return nil }) // what the readers' clock is
	if labels, receipts := seen(); labels != 1 || receipts != 1 {
		t.Errorf("after the patience: %d labels, %d receipts", labels, receipts)
	}
}
