package bolt

import (
	"errors"
	"fmt"
	"syscall"
	"testing"
)

// TestAsSystem: a disk that is full or failed is known as one, also where bbolt
// keeps but its words.
func TestAsSystem(t *testing.T) {
	lost := fmt.Errorf("file resize error: %s", syscall.ENOSPC)
	if err := asSystem(lost); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v", err)
	}
	lost = errors.New("file sync error: input/output error")
	if err := asSystem(lost); !errors.Is(err, syscall.EIO) {
		t.Errorf("got %v", err)
	}
	for _, err := range []error{nil, syscall.ENOSPC, syscall.EIO, errors.New("some other error")} {
		if got := asSystem(err); got != err {
			t.Errorf("%v became %v", err, got)
		}
	}
}
