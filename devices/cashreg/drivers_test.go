package cashreg

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"warehouse-node/devices/receipt"
	"warehouse-node/devices/wire/wiretest"
)

// TestDrivers replays every recorded conversation through its driver.
func TestDrivers(t *testing.T) { wiretest.Drivers(t, Drivers.Names(), replay) }

// replay makes the calls that the recording names, "# call: print coffee".
func replay(t *testing.T, r wiretest.Conversation) (got []string) {
	c := &caller{}
	for _, line := range strings.Split(r.Text, "\n") {
		call, ok := strings.CutPrefix(strings.TrimSpace(line), "# call: ")
		if !ok {
			continue
		}
		if c.reg == nil {
			var err error
			if c.reg, err = Drivers.Open(t.Context(), r.Driver, r.Replay, json.RawMessage(r.Config)); err != nil {
				t.Fatal(err)
			}
		}
		if call == "reopen" {
			c.reg.Close()
			c.reg = nil
			r.Reopen()
			continue
		}
		got = append(got, c.call(t, call))
	}
	return got
}

// caller makes calls by their names in recordings.
type caller struct {
	reg    Register
	stored receipt.Intent
}

func (c *caller) expect(_ context.Context, in receipt.Intent) error {
	c.stored = in
	return nil
}

func (c *caller) call(t *testing.T, text string) string {
	ctx := t.Context()
	word, arg, _ := strings.Cut(text, " ")
	switch word {
	case "status":
		return told(c.reg.Status(ctx))
	case "last":
		return told(c.reg.LastDocument(ctx))
	case "open-shift":
		return c.reg.OpenShift(ctx).String()
	case "close-shift":
		n, err := strconv.Atoi(arg)
		if err != nil {
			t.Fatal(err)
		}
		return c.reg.CloseShift(ctx, n).String()
	case "print":
		r, ok := recorded[arg]
		if !ok {
			t.Fatalf("no receipt %q", arg)
		}
		return c.reg.Print(ctx, r, c.expect).String()
	case "resolve":
		if arg != "" {
			if err := json.Unmarshal([]byte(arg), &c.stored); err != nil {
				t.Fatal(err)
			}
		}
		return c.reg.Resolve(ctx, c.stored).String()
	case "finish":
		if err := c.reg.(Finisher).Finish(ctx); err != nil {
			return err.Error()
		}
		return "finished"
	case "cash-in":
		sum, err := strconv.ParseInt(arg, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return c.reg.(Drawer).CashIn(ctx, "CASH-1", sum, c.expect).String()
	}
	t.Fatalf("no call %q", text)
	return ""
}

// told is an answer as JSON, or its error.
func told(v any, err error) string {
	if err != nil {
		return err.Error()
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(b)
}

// recorded are the receipts of the recordings.
var recorded = map[string]receipt.Receipt{
	"coffee": {
		Job: "R2K7-000123", Kind: receipt.Sale, TaxSystem: receipt.General,
		Lines: []receipt.Line{
			{Name: "Кофе в зёрнах №5", Price: 1_233_33, Quantity: receipt.Thousandths(250), Sum: 308_33, Rate: "ru-10", Subject: receipt.Goods, Method: receipt.FullPayment, Unit: receipt.Kilogram},
			{Name: "Кружка", Price: 450_00, Quantity: receipt.Pieces(2), Sum: 900_00, Rate: "ru-20", Subject: receipt.Goods, Method: receipt.FullPayment},
		},
		Payments: receipt.Payments{Cash: 208_33, Card: 1_000_00},
		Cashier:  receipt.Cashier{Name: "Иванова И. И.", INN: "123456789012"},
		Buyer:    receipt.Buyer{Contact: "+79161234567"},
	},
	"mug-back": {
		Job: "R2K7-000124", Kind: receipt.Return, TaxSystem: receipt.General,
		Lines:    []receipt.Line{{Name: "Кружка", Price: 450_00, Quantity: receipt.Pieces(1), Sum: 450_00, Rate: "ru-20", Subject: receipt.Goods, Method: receipt.FullPayment}},
		Payments: receipt.Payments{Card: 450_00},
		Cashier:  receipt.Cashier{Name: "Иванова И. И."},
	},
}
