package move_test

import (
	"context"
	"strings"
	"testing"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/move"
)

// TestStockReason: a reason may have lines, and so many letters.
func TestStockReason(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 20, "", 0)
	for _, row := range []struct{ reason, code string }{
		{"переложила\nна полку ниже", ""},
		{strings.Repeat("я", move.MaxSaid), ""},
		{strings.Repeat("я", move.MaxSaid+1), "move.said"},
	} {
		_, err := move.Stock.Do(context.Background(), h.Door, command.Command{Itself: true}, &move.StockRequest{
			Item: mug, From: "A-1", To: "A-2", Qty: 1, Reason: row.reason,
		})
		if got := fault.Of(err); row.code == "" && err != nil || row.code != "" && got.Code != row.code {
			t.Errorf("%.20q: %v", row.reason, err)
		}
	}
	_, err := move.Stock.Do(context.Background(), h.Door, command.Command{Itself: true}, &move.StockRequest{Item: mug, From: "A-1", To: "A-1", Qty: 1})
	if fault.Of(err).Code != "move.same_place" {
		t.Errorf("to where it lies: %v", err)
	}
}
