package main

import (
	"context"
	"time"

	"warehouse-node/warehouse/station"
)

// The lists of work on the floor are looked at when something happened, at most
// once in listsPause, and at least once in listsLook: a lease ends by itself.
const (
	listsPause = time.Second
	listsLook  = 30 * time.Second
)

// freshenLists keeps true what waits on the screens of the floor, until ctx ends.
func (n *Node) freshenLists(ctx context.Context) error {
	lists := station.Lists{Undrawn: func(err error) { n.Log.Warn("a list of work stays as it was", "error", err) }}
	for {
		bell := n.DB.Bell()
		if err := lists.Freshen(ctx, n.DB); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-bell:
		case <-time.After(listsLook):
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(listsPause):
		}
	}
}
