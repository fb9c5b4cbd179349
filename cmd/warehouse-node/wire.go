package main

import (
	"context"
	"io"
	"io/fs"

	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/score"
	"warehouse-node/warehouse/staff"
)

// gateOptions are the right ones for people. Tests make a password cheap before
// anything runs: they log in a thousand times.
var gateOptions staff.GateOptions

// wire puts the parts together: every constructor call of the program, from the
// ground up. What needs no constructor registers itself where it is declared.
func (n *Node) wire(_ context.Context) error {
	n.Door = &command.Door{DB: n.DB, Log: n.Log}
	n.Gate = staff.NewGate(n.DB, n.Ring, gateOptions)
	n.search = catalog.NewSearch(n.DB)
	reader := n.reader()
	in := &access{
		Reader: reader, door: n.Door, gate: n.Gate, printerFor: n.printerFor,
		machineNamed: func(name string) *machine { return n.floor.named(name) }, entrance: n.entrance,
		keepTable: func(ctx context.Context, table io.Reader) (string, error) { return n.folder.Put(ctx, table) },
	}
	pages, err := fs.Sub(manuals, "manual")
	if err != nil {
		return err
	}
	if n.manual, err = ui.NewManual(pages); err != nil {
		return err
	}
	n.Core = &api.Core{
		Door: in, Guard: in, Sessions: in, Floor: n.bench(in), Files: kept{n},
		Stock: reader, Items: reader, Bins: reader, Layout: reader, Finder: reader, Dispatch: reader, Shops: reader, Devices: reader,
		Orders: reader, Imports: reader, Tables: reader, Status: reader, Stuck: reader,
		People: reader, Settings: reader, Stencils: reader, Carriers: reader, Manual: n.manual,
		Turn:   n.turns.newest,
		Secure: !loopback(n.Config.Web.Listen),
	}
	n.Hub = ui.NewHub(api.Topics(n.Core))
	n.followers = followers(n)
	reader.Outside = n.outside()
	n.counting = reader
	return nil
}

// followers are all who read the journal: the choreography of the program.
func followers(n *Node) []*journal.Follower {
	return []*journal.Follower{
		orders.Follow(), // floor and promise -> status of an order
		pick.Follow(),   // what gave way or arrived -> the walk of its order
		pack.Follow(),   // what became of a label -> the screen of its packer
		score.Follow(),  // scans and what was found wrong later -> the figures of people
		till.Follow(),   // money, packing and hand-over -> receipts
		till.Cash(),     // what became of cash put in or taken out -> the register's timeline
		till.Screens(),  // what became of a receipt -> the screen of its packer
		screens(n),      // everything -> frames on the websocket
	}
}

// bench is what screens of the floor ask and send.
func (n *Node) bench(in *access) *bench {
	return &bench{access: in, floor: func() *floor { return n.floor }}
}
