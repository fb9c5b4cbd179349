package main

import (
	"context"
	"errors"
	"time"

	"warehouse-node/orders/shop"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// turnEvery is how often the turn of the day looks at the clock: a lot is taken
// out of sale within a minute of its site's midnight.
const turnEvery = time.Minute

// turnDays marks lots that expired, and forgets old command ids, sessions,
// exchanges with shops and jobs that ended. A lot is one row for all sites, so it expires with the
// first site's midnight.
func turnDays(ctx context.Context, db *store.DB) error {
	tick := time.NewTicker(turnEvery)
	defer tick.Stop()
	for pruned := ""; ; {
		now := db.Clock()
		var sites []place.Site
		if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
			sites, err = place.Sites(tx)
			return err
		}); err != nil {
			return err
		}
		for _, s := range sites {
			if err := ledger.TurnDay(ctx, db, s.Day(now)); err != nil {
				return err
			}
		}
		if today := now.UTC().Format(time.DateOnly); today != pruned {
			if err := command.Prune(ctx, db); err != nil {
				return err
			}
			if err := staff.Prune(ctx, db); err != nil {
				return err
			}
			if err := errors.Join(shop.Prune(ctx, db), spool.Prune(ctx, db)); err != nil {
				return err
			}
			pruned = today
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}
