package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"warehouse-node/warehouse/fault"
)

func TestOf(t *testing.T) {
	disk := errors.New("disk on fire at /secret")
	short := fault.New(fault.Short, "ledger.short", "want", 3, "have", 1).With(disk)
	wrapped := fmt.Errorf("pick: %w", short)
	if got := fault.Of(wrapped); got != short {
		t.Errorf("got %v", got)
	}
	if !errors.Is(wrapped, fault.Short) || errors.Is(wrapped, fault.Conflict) || !errors.Is(wrapped, disk) {
		t.Error("kinds and causes are not found")
	}
	if !errors.Is(wrapped, fault.New(fault.Invalid, "ledger.short")) {
		t.Error("the code is not found")
	}
	if got, want := short.Error(), `ledger.short have="1" want="3": disk on fire at /secret`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := fault.Of(disk); got.Kind != fault.Internal || got.Code != "internal" || len(got.Args) != 0 {
		t.Errorf("a stranger's error is told: %+v", got)
	}
	if fault.Of(nil) != nil {
		t.Error("nil is an error")
	}
}
