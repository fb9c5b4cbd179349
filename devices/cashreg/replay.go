package cashreg

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"warehouse-node/devices/receipt"
	"warehouse-node/devices/wire"
)

// Replay makes the calls that a recorded conversation names, "# call: print
// coffee", and gives what they told, line for line as the recording wants it. A
// recording that names none asks the register how it is.
func Replay(ctx context.Context, driver string, r *wire.Replay) (got []string, err error) {
	open := func() (Register, error) { return Drivers.Open(ctx, driver, r, json.RawMessage(r.Config)) }
	reg, err := open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	calls := r.Calls
	if len(calls) == 0 {
		calls = []string{"status"}
	}
	c := caller{}
	for _, call := range calls {
		if call == "reopen" {
			if err := reg.Close(); err != nil {
				return got, err
			}
			r.Reopen()
			if reg, err = open(); err != nil {
				return got, err
			}
			continue
		}
		told, err := c.call(ctx, reg, call)
		if err != nil {
			return got, err
		}
		got = append(got, told)
	}
	return got, nil
}

// CallStatus asks a register how it is; told is how a recording wants the answer.
func CallStatus(ctx context.Context, reg Register) (receipt.Status, string, error) {
	s, err := reg.Status(ctx)
	return s, told(s, err), err
}

// CallLast asks for the newest document of the register's memory; told is how a
// recording wants the answer.
func CallLast(ctx context.Context, reg Register) (receipt.Document, string, error) {
	d, err := reg.LastDocument(ctx)
	return d, told(d, err), err
}

// caller makes calls by their names in recordings; it keeps what the last one
// expected.
type caller struct{ stored receipt.Intent }

func (c *caller) expect(_ context.Context, in receipt.Intent) error {
	c.stored = in
	return nil
}

func (c *caller) call(ctx context.Context, reg Register, text string) (string, error) {
	word, arg, _ := strings.Cut(text, " ")
	switch word {
	case "status":
		return told(reg.Status(ctx)), nil
	case "last":
		return told(reg.LastDocument(ctx)), nil
	case "open-shift":
		return reg.OpenShift(ctx).String(), nil
	case "close-shift":
		n, err := strconv.Atoi(arg)
		if err != nil {
			return "", fmt.Errorf("call %q: %w", text, err)
		}
		return reg.CloseShift(ctx, n).String(), nil
	case "print":
		r, ok := recorded[arg]
		if !ok {
			return "", fmt.Errorf("no receipt %q", arg)
		}
		return reg.Print(ctx, r, c.expect).String(), nil
	case "resolve":
		if arg != "" {
			if err := json.Unmarshal([]byte(arg), &c.stored); err != nil {
				return "", fmt.Errorf("call %q: %w", word, err)
			}
		}
		return reg.Resolve(ctx, c.stored).String(), nil
	case "finish":
		if f, can := reg.(Finisher); can {
			if err := f.Finish(ctx); err != nil {
				return err.Error(), nil
			}
			return "finished", nil
		}
	case "cash-in", "cash-out":
		sum, err := strconv.ParseInt(arg, 10, 64)
		if d, can := reg.(Drawer); can && err == nil {
			if word == "cash-out" {
				return d.CashOut(ctx, "CASH-1", sum, c.expect).String(), nil
			}
			return d.CashIn(ctx, "CASH-1", sum, c.expect).String(), nil
		}
	case "figures":
		if f, can := reg.(Teller); can {
			return told(f.Figures(ctx)), nil
		}
	case "x-report":
		if r, can := reg.(Reporter); can {
			if err := r.XReport(ctx); err != nil {
				return err.Error(), nil
			}
			return "printed", nil
		}
	}
	return "", fmt.Errorf("no call %q", text)
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
	"mug-corrected": {
		Job: "R2K7-000125", Kind: receipt.Sale, TaxSystem: receipt.General,
		Correction: &receipt.Correction{Basis: "Служебная записка", Day: "2026-03-01", Number: "17"},
		Lines:      []receipt.Line{{Name: "Кружка", Price: 450_00, Quantity: receipt.Pieces(1), Sum: 450_00, Rate: "ru-20", Subject: receipt.Goods, Method: receipt.FullPayment}},
		Payments:   receipt.Payments{Card: 450_00},
		Cashier:    receipt.Cashier{Name: "Иванова И. И.", INN: "123456789012"},
	},
	"mug-back-corrected": {
		Job: "R2K7-000126", Kind: receipt.Return, TaxSystem: receipt.General,
		Correction: &receipt.Correction{Ordered: true, Basis: "Предписание", Day: "2026-02-27", Number: "12-3/45"},
		Lines:      []receipt.Line{{Name: "Кружка", Price: 450_00, Quantity: receipt.Pieces(1), Sum: 450_00, Rate: "ru-20", Subject: receipt.Goods, Method: receipt.FullPayment}},
		Payments:   receipt.Payments{Card: 450_00},
		Cashier:    receipt.Cashier{Name: "Иванова И. И."},
	},
	"marked": {
		Job: "R2K7-000127", Kind: receipt.Sale, TaxSystem: receipt.General,
		Lines: []receipt.Line{
			{Name: "Молоко", Price: 90_00, Quantity: receipt.One, Sum: 90_00, Rate: "ru-10", Subject: receipt.MarkedGoods, Method: receipt.FullPayment, Mark: "0104607001771562215w9EJp\x1d93abc1"},
			{Name: "Ботинки", Price: 5_400_00, Quantity: receipt.One, Sum: 5_400_00, Rate: "ru-22", Subject: receipt.MarkedGoods, Method: receipt.FullPayment, Mark: "010460700177156221G+mgsHw<DiLN_\x1d91EE05\x1d92A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v="},
		},
		Payments: receipt.Payments{Card: 5_490_00},
		Cashier:  receipt.Cashier{Name: "Иванова И. И."},
	},
}
