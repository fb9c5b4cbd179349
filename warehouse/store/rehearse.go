package store

import (
	"context"
	"fmt"
)

// Rehearse runs fn as Write would, over what is durable now, and keeps nothing:
// what would happen if. Nobody waits for it, and nobody sees what it writes;
// hooks for after the commit are not run. Ids it mints are none that Write gave or
// will give; another rehearsal may give them again.
//
// Everything fn writes is held in memory, about 200 bytes a row and index entry
// beside their own.
func (db *DB) Rehearse(ctx context.Context, fn func(context.Context, *Tx) error) error {
	refuseNesting(ctx)
	if err := db.failure(); err != nil {
		return err // the engine may show what was never made durable
	}
	engine, err := db.engine.Begin(false)
	if err != nil {
		return fmt.Errorf("store: begin: %w", err)
	}
	defer engine.Rollback()
	minted := rehearsed
	tx := &Tx{db: db, engine: engine, overlay: new(overlay), minted: &minted, now: db.now()}
	defer tx.end()
	return fn(mark(ctx), tx)
}

// rehearsed is where the counter of ids stands in a rehearsal: the upper half of
// its 48 bits, which no DB comes to.
const rehearsed uint64 = 1 << 47
