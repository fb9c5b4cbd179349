package main

import (
	"context"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// TestNobodyIsSentNowhere: nobody chooses a warehouse that is none, gets a role at
// one, or a key for one, whatever they may.
func TestNobodyIsSentNowhere(t *testing.T) {
	w := newTown(t)
	nowhere, owner := warehouse.SiteID{15: 9}, command.Command{Device: "test"}
	w.must(w.DB.Read(w.ctx, func(_ context.Context, tx *store.Tx) error {
		for p, err := range staff.People(tx) {
			if err != nil {
				return err
			}
			if p.Name == "Хозяйка" {
				owner.Person = p.ID
			}
		}
		return nil
	}))
	key := staff.NewToken()
	for name, body := range map[string]fields{
		"staff.site":       {"site": nowhere},
		"staff.role.grant": {"person": w.a.people["picker"], "role": "packer", "site": nowhere},
		"staff.token.make": {"name": "1C", "rights": []string{"orders.read"}, "sites": []warehouse.SiteID{nowhere}, "digest": key.Digest(), "tail": key.Tail()},
	} {
		if _, err := w.try(name, owner, body); fault.KindOf(err) != fault.NotFound || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.door("staff.site", owner, fields{"site": w.b.site})
}
