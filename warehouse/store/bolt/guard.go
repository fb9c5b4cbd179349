package bolt

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// A page that is damaged makes bbolt panic, or leads it out of the file, which
// ends a process on the spot. Every call into it therefore runs so that a fault
// of memory is a panic, and the panic an ErrDamaged of that call:
//
//	defer e.guard(debug.SetPanicOnFault(true), nil, &err)
//
// A walk also runs what its caller gave it; lent is set meanwhile, and then only
// what can be nothing else is taken for damage. guard must be deferred itself.
func (e *Engine) guard(was bool, lent *bool, err *error) {
	p := recover()
	debug.SetPanicOnFault(was)
	if p == nil {
		return
	}
	if !harm(p, lent != nil && *lent) {
		panic(p)
	}
	*err = fmt.Errorf("%s: %w: %v", e.db.Path(), ErrDamaged, p)
}

// harm says whether a panic tells of a damaged file. Where nothing was lent only
// bbolt's own code runs, and what it panics with is what it found on a page, unless
// it names a transaction that was used wrongly: that is a fault of ours.
func harm(p any, lent bool) bool {
	switch p := p.(type) {
	case interface{ Addr() uintptr }: // of memory that is not there: no nil pointer has it
		return true
	case runtime.Error:
		return !lent
	case error:
		return !lent
	case string:
		if strings.HasPrefix(p, "assertion failed: tx closed") || strings.HasPrefix(p, "assertion failed: managed tx") {
			return false
		}
		return !lent || strings.HasPrefix(p, "assertion failed: ") || strings.HasPrefix(p, "invalid page type")
	}
	return false
}

// touch reads where a pair ends: it lies in the mapped file, and who reads it
// later is not guarded.
func (t *tx) touch(k, v []byte) {
	if len(k) > 0 {
		t.seen ^= k[len(k)-1]
	}
	if len(v) > 0 {
		t.seen ^= v[len(v)-1]
	}
}
