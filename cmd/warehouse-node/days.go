package main

import (
	"context"
	"time"

	"warehouse-node/orders/ship"
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

// turnDays turns the day until ctx ends, and closes the shifts whose hour has
// come. Once a day, beginning with the first that it sees turn, the node proves
// itself.
func (n *Node) turnDays(ctx context.Context) error {
	tick := time.NewTicker(turnEvery)
	defer tick.Stop()
	for day := ""; ; {
		before := day
		var err error
		if day, err = turnDay(ctx, n.DB, day); err != nil {
			return err
		}
		if before != "" && day != before {
			n.prover.ask()
		}
		if err := n.closeShifts(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// turnDay marks the lots that expired by now and, once a day, forgets what is
// old: command ids, sessions, exchanges with shops, jobs that ended, labels of carriers. pruned is
// the day on which that was done last. A lot is one row for all sites, so it
// expires with the first site's midnight.
func turnDay(ctx context.Context, db *store.DB, pruned string) (string, error) {
	now := db.Clock()
	var sites []place.Site
	if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		sites, err = place.Sites(tx)
		return err
	}); err != nil {
		return pruned, err
	}
	for _, s := range sites {
		if err := ledger.TurnDay(ctx, db, s.Day(now)); err != nil {
			return pruned, err
		}
	}
	today := now.UTC().Format(time.DateOnly)
	if today == pruned {
		return pruned, nil
	}
	for _, prune := range []func(context.Context, *store.DB) error{command.Prune, staff.Prune, shop.Prune, spool.Prune, ship.Prune} {
		if err := prune(ctx, db); err != nil {
			return pruned, err
		}
	}
	return today, nil
}
