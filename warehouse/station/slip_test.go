package station

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
)

// TestSlipOf: what a view says of a refused scan, whatever it calls its order and its
// parcel; nothing where it is no mistake of the person's.
func TestSlipOf(t *testing.T) {
	mug := warehouse.ItemID{5}
	held, err := mug.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	item := `{"item":{"id":"` + string(held) + `"}}`
	for name, c := range map[string]struct {
		view string
		want *Slip
	}{
		"no view":               {``, nil},
		"nothing wrong":         {`{"order":"7"}`, nil},
		"a bin":                 {`{"order":"7","wrong":{"kind":"bin","needed":{"bin":{"code":"A"}},"held":{"bin":{"code":"B"}}}}`, &Slip{Kind: "bin", Order: "7", Bin: "B"}},
		"the order as more":     {`{"order":{"number":"7"},"wrong":{"kind":"tote","needed":{"text":"x"},"held":{"tote":{"code":"T"}}}}`, &Slip{Kind: "tote", Tote: "T"}},
		"the last scan":         {`{"order":"7","last":{"parcel":2,"wrong":{"kind":"item","needed":{"text":"x"},"held":` + item + `}}}`, &Slip{Kind: "item", Order: "7", Item: mug}},
		"a parcel":              {`{"last":{"parcel":{"number":"P1","order":"8"},"wrong":{"kind":"parcel","needed":{"text":"x"},"held":{"text":"P1"}}}}`, &Slip{Kind: "parcel", Order: "8"}},
		"which of the order's":  {`{"last":{"parcel":2,"wrong":{"kind":"parcel","needed":{"text":"x"},"held":{"text":"P1"}}}}`, &Slip{Kind: "parcel"}},
		"nothing was needed":    {`{"wrong":{"kind":"item","needed":{},"held":` + item + `}}`, nil},
		"it was, until changed": {`{"wrong":{"kind":"bin","needed":{"bin":{"code":"A"}},"held":{"bin":{"code":"B"}},"excused":true}}`, nil},
		"the very goods":        {`{"wrong":{"kind":"item","needed":` + item + `,"held":` + item + `}}`, nil},
		"the very bin":          {`{"wrong":{"kind":"bin","needed":{"bin":{"code":"A"}},"held":{"bin":{"code":"A"}}}}`, nil},
	} {
		got, err := slipOf(Reply{Flow: "pick", View: []byte(c.view)})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: want -, got +\n%s", name, diff)
		}
	}
}
