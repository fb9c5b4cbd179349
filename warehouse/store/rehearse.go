package store

import (
	"context"
	"fmt"
)

// Rehearse runs fn as Write would, over what is durable now, and keeps nothing:
// what would happen if. Nobody waits for it, and nobody sees what it writes;
// hooks for after the commit are not run. Ids it mints may be given again.
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
	tx := &Tx{db: db, engine: engine, overlay: new(overlay), minted: new(uint64), now: db.now()}
	defer tx.end()
	return fn(mark(ctx), tx)
}
