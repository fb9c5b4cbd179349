package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestNested: a transaction inside a transaction panics, whatever the two are; it
// leaves nothing, and the store goes on.
func TestNested(t *testing.T) {
	type begin = func(*store.DB, context.Context, operation) error
	kinds := map[string]begin{"write": (*store.DB).Write, "read": (*store.DB).Read}
	for outer, out := range kinds {
		for inner, in := range kinds {
			t.Run(inner+" in a "+outer, func(t *testing.T) {
				db := store.Open(memory.New())
				said := func() (said any) {
					defer func() { said = recover() }()
					return out(db, t.Context(), func(ctx context.Context, tx *store.Tx) error {
						if outer == "write" {
							if err := put("a", 1)(ctx, tx); err != nil {
								return err
							}
						}
						ctx, stop := context.WithTimeout(ctx, time.Second) // or it waits for itself
						defer stop()
						return in(db, ctx, func(context.Context, *store.Tx) error { return nil })
					})
				}()
				if text, ok := said.(string); !ok || !strings.Contains(text, "inside a transaction") {
					t.Errorf("it says %v", said)
				}
				if err := db.Write(t.Context(), put("b", 2)); err != nil {
					t.Fatal(err)
				}
				if got := names(t, db); got != "b2" {
					t.Errorf("%q is there", got)
				}
			})
		}
	}
}
