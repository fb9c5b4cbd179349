package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/spool"
)

// shifts is a register that knows of shifts only.
type shifts struct {
	cashreg.Register
	state  receipt.ShiftState
	number int
	closed []int
	jam    bool // the report cannot be printed
}

func (s *shifts) Status(context.Context) (receipt.Status, error) {
	return receipt.Status{Shift: s.state, ShiftNo: s.number}, nil
}

func (s *shifts) OpenShift(context.Context) receipt.Outcome {
	if s.state == receipt.ShiftExpired {
		return receipt.NotDone(receipt.ShiftTooLong, "")
	}
	s.state = receipt.ShiftOpen
	return receipt.Done(receipt.Document{Type: receipt.TypeShiftOpen})
}

func (s *shifts) CloseShift(_ context.Context, n int) receipt.Outcome {
	if s.jam {
		return receipt.NotDone(receipt.NoPaper, "")
	}
	s.closed, s.state = append(s.closed, n), receipt.ShiftClosed
	return receipt.Done(receipt.Document{Type: receipt.TypeShiftClose})
}

// TestShift: a receipt opens its shift, and closes one that is over 24 hours.
func TestShift(t *testing.T) {
	clear := func(context.Context) error { return nil }
	for state, want := range map[receipt.ShiftState]int{receipt.ShiftClosed: 0, receipt.ShiftOpen: 0, receipt.ShiftExpired: 1} {
		r := &shifts{state: state, number: 7}
		if err := openShift(t.Context(), r, clear); err != nil || r.state != receipt.ShiftOpen {
			t.Errorf("%s: %v, shift %s", state, err, r.state)
		}
		if len(r.closed) != want || want == 1 && r.closed[0] != 7 {
			t.Errorf("%s: closed %v", state, r.closed)
		}
	}
	r := &shifts{state: receipt.ShiftExpired, jam: true}
	if err := openShift(t.Context(), r, clear); fault.Of(err).Args["reason"] != string(receipt.NoPaper) {
		t.Errorf("no paper: %v", err)
	}
	doubt := spool.NotDone(fault.New(fault.Conflict, "till.in_doubt", "what", "K7-1"))
	r = &shifts{state: receipt.ShiftExpired, number: 7}
	if err := openShift(t.Context(), r, func(context.Context) error { return doubt }); !errors.Is(err, doubt) || len(r.closed) > 0 {
		t.Errorf("closed in doubt: %v, %v", err, r.closed)
	}
	r = &shifts{state: receipt.ShiftClosed}
	if err := openShift(t.Context(), r, func(context.Context) error { return doubt }); err != nil {
		t.Errorf("what is in doubt opens no shift: %v", err)
	}
}

// TestAnswered: a register that could not be asked is asked again, one that says
// no is told again, and only one that cannot tell leaves it to a person.
func TestAnswered(t *testing.T) {
	for name, c := range map[string]struct {
		out  receipt.Outcome
		want string
	}{
		"done":         {receipt.Done(receipt.Document{Number: 7}), ""},
		"no":           {receipt.NotDone(receipt.LinkLost, ""), "not done"},
		"link lost":    {receipt.NotKnown(receipt.LinkLost, "", receipt.Seen{}), "away"},
		"no answer":    {receipt.NotKnown(receipt.MemoryFailed, "", receipt.Seen{}), "away"},
		"no paper":     {receipt.NotKnown(receipt.NoPaper, "", receipt.Seen{Asked: true}), "away"},
		"other memory": {receipt.NotKnown(receipt.OtherMemory, "", receipt.Seen{Asked: true}), "in doubt"},
	} {
		got := ""
		if _, err := answered(c.out); err != nil {
			got, _, _ = strings.Cut(err.Error(), ":")
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestAddress: what people type is an address of a receipt, or none.
func TestAddress(t *testing.T) {
	for text, want := range map[string]string{
		"+79000000401": "+79000000401", "8 (900) 000-04-02": "+79000000402", "+7 900 000-03-03": "+79000000303", "067 123 45 67": "+380671234567",
		" Ivan@example.org ": "Ivan@example.org", "ivan@example": "", "a b@ex.org": "", "нет": "", "": "", "12": "",
		"a@" + strings.Repeat("b", 70) + ".org": "",
	} {
		if got := address(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
