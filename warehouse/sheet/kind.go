package sheet

import (
	"context"
	"maps"
	"slices"

	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// Kind is what a table means: "items", "barcodes", "bins", "balances".
type Kind struct {
	Name    string
	Columns []Column
	// Sited kinds are about one site, which the run names: Record.Site.
	Sited bool
	// Adds says that a row adds to what is there, so that its table written twice
	// doubles it: a table that stands written is refused, and a run with warnings waits
	// for a person always.
	Adds bool
	// Row makes one row true in tx. It asks the Record for cells, looks at
	// Record.Bad before it writes anything, and writes through commands only
	// (Spec.In), so that the rights of who imports are checked. It says what it
	// did, for Undo. An error is about the row and means that nothing of it is
	// kept; an Internal one stops the run.
	Row func(ctx context.Context, tx *store.Tx, r *Record) (Did, error)
	// Twice begins the check of one table: what it returns is given every row that
	// is right, in their order, and refuses in it what an earlier one says
	// otherwise. nil is a kind whose rows say nothing of each other.
	Twice func() func(*Record)
	// Undo takes back what Row did, through commands. It refuses when the thing is
	// not as the row left it, or was used since. nil is a kind that cannot be
	// undone.
	Undo func(ctx context.Context, tx *store.Tx, d Did) error

	also []Check
}

// Check says what is wrong with a row in its Record, before Kind.Row reads it. It
// writes nothing; an error is Internal and stops the run.
type Check func(tx *store.Tx, r *Record) error

// Also gives the rows of a kind to one more check: by who knows of what its owner
// does not. Use it in a package-level var.
func Also(k *Kind, c Check) *Kind {
	k.also = append(k.also, c)
	return k
}

// Did is what a row did to one thing. The zero Did is nothing.
type Did struct {
	Thing   journal.Subject
	Created bool   // the thing is new; otherwise it was changed
	Trace   []byte // how it was before and how the row left it; the kind's own
}

var kinds = map[string]*Kind{}

// Register declares a kind of table; use it in a package-level var. Twice is a
// panic.
func Register(k *Kind) *Kind {
	if kinds[k.Name] != nil || k.Name == "" || k.Row == nil {
		panic("sheet: bad or second kind " + k.Name)
	}
	kinds[k.Name] = k
	return k
}

// Kinds are all registered kinds, by name.
func Kinds() []*Kind {
	return slices.SortedFunc(maps.Values(kinds), func(a, b *Kind) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
}
