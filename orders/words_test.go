package orders_test

import (
	"os"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
)

// TestPlainReasons: what people typed before reasons were sealed is still read, as
// it stood.
func TestPlainReasons(t *testing.T) {
	old := func(kind, file string) *journal.Entry {
		data, err := os.ReadFile("testdata/events/" + file)
		if err != nil {
			t.Fatal(err)
		}
		return &journal.Entry{Kind: kind, Data: data}
	}
	edited, err := orders.EditedKind.Read(old("orders.edited/1", "orders.edited.1.json"))
	must(t, err)
	cancelled, err := orders.GivenUpKind.Read(old("orders.cancelled/1", "orders.cancelled.1.json"))
	must(t, err)
	let, err := orders.LetUnpaidKind.Read(old("orders.let_unpaid/1", "orders.let_unpaid.1.json"))
	must(t, err)
	for want, got := range map[string]seal.Words{
		"asked by phone": edited.Reason, "changed their mind": cancelled.Reason, "the payment order is here on paper": let.Reason,
	} {
		if got.Plain != want || !got.Sealed.IsZero() {
			t.Errorf("%+v, want %s", got, want)
		}
	}
	if len(edited.Lines) != 1 || len(edited.Fields) != 1 || edited.Total.Minor == 0 || cancelled.Back != 2 || let.Due.Minor == 0 {
		t.Errorf("%+v %+v %+v", edited, cancelled, let)
	}
}
