package fault_test

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
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

// ownDisk is how the store marks an error of the node's disk.
type ownDisk struct{ error }

func (d ownDisk) Unwrap() error { return d.error }
func (ownDisk) BrokenDisk()     {}

// TestFullDisk: whatever could not be written for want of room is said as such;
// who has words of their own keeps them.
func TestFullDisk(t *testing.T) {
	for _, full := range []error{syscall.ENOSPC, syscall.EDQUOT} {
		err := fmt.Errorf("store: commit: %w", &fs.PathError{Op: "write", Path: "node.db", Err: full})
		if told := fault.Of(err); told.Kind != fault.Unavailable || told.Code != fault.DiskFull || !errors.Is(told, full) {
			t.Errorf("%v is told as %v", err, told)
		}
		if told := fault.Of(fault.New(fault.Invalid, "photo.bad").With(err)); told.Code != "photo.bad" {
			t.Errorf("its own words are lost: %v", told)
		}
	}
	gone := &fs.PathError{Op: "write", Path: "/dev/ttyACM0", Err: syscall.EIO}
	if told := fault.Of(gone); told.Kind != fault.Internal {
		t.Errorf("a device that was unplugged is told as %v", told)
	}
	if told := fault.Of(fmt.Errorf("store: commit: %w", ownDisk{gone})); told.Kind != fault.Unavailable || told.Code != fault.DiskFailed || !errors.Is(told, syscall.EIO) {
		t.Errorf("a broken disk is told as %v", told)
	}
}
