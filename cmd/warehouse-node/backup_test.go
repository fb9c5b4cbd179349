package main

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestBackupAndRestore copies a node while it works, makes a new data folder of
// the copy, and goes on there: proofs hold, numbers jump, ids do not come again.
func TestBackupAndRestore(t *testing.T) {
	ctx := context.Background()
	c := defaults()
	c.Node.Data = t.TempDir()
	c.Web.Listen = "127.0.0.1:0"
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	must(t, n.demo(ctx))
	must(t, n.Start(ctx))
	before := sell(t, n, "1")
	var said bytes.Buffer
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, ask(ctx, c, "backup", []string{copied}, &said)) // by the socket of the running node
	if strings.Count(said.String(), "holds") != len(proofs) {
		t.Errorf("backup said\n%s", said.String())
	}
	lost := sell(t, n, "2") // after the backup
	must(t, n.Close())

	d := c
	d.Node.Data = filepath.Join(t.TempDir(), "new")
	restore := &restoreCmd{where: where{Data: d.Node.Data}, From: copied, Keys: filepath.Join(c.Node.Data, "keys.db")}
	said.Reset()
	must(t, restore.Run(ctx, &said))
	if !strings.Contains(said.String(), "epoch 2") || strings.Count(said.String(), "holds") != len(proofs) {
		t.Errorf("restore said\n%s", said.String())
	}
	if err := restore.Run(ctx, &said); err == nil {
		t.Error("restored over a database")
	}
	m, err := Open(ctx, d, slog.New(slog.DiscardHandler))
	must(t, err)
	defer func() { must(t, m.Close()) }()
	after := sell(t, m, "2") // the shop sends what was lost once more
	if after.Number <= lost.Number || after.Order == lost.Order || after.Outcome != orders.OutcomeNew {
		t.Errorf("order %+v after %+v", after, lost)
	}
	if again := sell(t, m, "1"); again.Order != before.Order {
		t.Errorf("an order of the backup came twice: %+v and %+v", before, again)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sell takes an order in, by its outer id.
func sell(t *testing.T, n *Node, id string) *orders.AcceptAnswer {
	t.Helper()
	r := &orders.Incoming{
		Channel: "shop", OuterID: id, Payment: orders.Prepaid,
		Lines: []orders.IncomingLine{{Article: "LCH-3", Name: "Фонарь", Qty: 1, Price: measure.Money{Minor: 100, Currency: measure.RUB}}},
	}
	must(t, n.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		sites, err := place.Sites(tx)
		if err == nil {
			r.Site = sites[0].ID
		}
		return err
	}))
	a, err := orders.Accept.Do(context.Background(), n.Door, command.Command{Itself: true, Device: "test"}, r)
	must(t, err)
	return a
}
