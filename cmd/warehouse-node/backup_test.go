package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
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
	_, err = n.authority()
	must(t, err)
	table, err := n.folder.Put(ctx, strings.NewReader("a table that was imported"))
	must(t, err)
	var said bytes.Buffer
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, ask(ctx, c, "backup", []string{copied}, &said)) // by the socket of the running node
	if strings.Count(said.String(), "holds") != len(proofs) {
		t.Errorf("backup said\n%s", said.String())
	}
	keys := filepath.Join(t.TempDir(), "keys")
	must(t, ask(ctx, c, "backup keys", []string{keys, "7"}, &said))
	said.Reset()
	must(t, ask(ctx, c, "user add", []string{"second", "Second owner", staff.Owner, "en"}, &said))
	_, password, _ := strings.Cut(strings.TrimSpace(said.String()), "password ")
	if p, err := n.Gate.Password(ctx, "second", password, "here"); err != nil || p.Person.Name != "Second owner" {
		t.Errorf("whoever was added to a running node: %+v, %v, by %q", p, err, said.String())
	}
	if err := ask(ctx, c, "user add", []string{"second", "Third", staff.Owner, "en"}, &said); err == nil {
		t.Error("a login was given twice")
	}
	lost := sell(t, n, "2") // after the backup
	must(t, n.Close())

	d := c
	d.Node.Data = filepath.Join(t.TempDir(), "new")
	restore := &restoreCmd{where: where{Data: d.Node.Data}, From: copied, Keys: keys}
	said.Reset()
	must(t, restore.Run(ctx, &said))
	if !strings.Contains(said.String(), ", epoch ") || strings.Count(said.String(), "holds") != len(proofs) {
		t.Errorf("restore said\n%s", said.String())
	}
	if err := restore.Run(ctx, &said); err == nil {
		t.Error("restored over a database")
	}
	lives := map[uint16]bool{} // of other restores of the same copy
	jumps := map[uint64]bool{}
	for range 20 {
		life, err := nextEpoch(ctx, copied, 1)
		must(t, err)
		lives[life], jumps[jump()] = true, true
	}
	if len(jumps) == 1 || jumps[0] {
		t.Errorf("20 restores of one copy move its numbers by %v", jumps)
	}
	if len(lives) == 1 || lives[1] {
		t.Errorf("20 restores of one copy are the lives %v", lives)
	}
	m, err := Open(ctx, d, slog.New(slog.DiscardHandler))
	must(t, err)
	defer func() { must(t, m.Close()) }()
	if life := m.DB.Epoch(); life < 2 || !strings.Contains(said.String(), fmt.Sprintf(", epoch %d\n", life)) {
		t.Errorf("opened in life %d of what said\n%s", life, said.String())
	}
	sameFiles(t, n, m, table)
	after := sell(t, m, "2") // the shop sends what was lost once more
	if after.Number <= lost.Number || after.Order == lost.Order || after.Outcome != orders.OutcomeNew {
		t.Errorf("order %+v after %+v", after, lost)
	}
	if again := sell(t, m, "1"); again.Order != before.Order {
		t.Errorf("an order of the backup came twice: %+v and %+v", before, again)
	}
}

// sameFiles says that a node has the other's photos, the table and the authority.
func sameFiles(t *testing.T, n, m *Node, table string) {
	t.Helper()
	kept, err := m.folder.Open(table)
	must(t, err)
	must(t, kept.Close())
	had, has := files(t, n.path("files")), files(t, m.path("files"))
	if len(had) < 3 || !maps.Equal(had, has) {
		t.Errorf("%d files, %d after the restore", len(had), len(has))
	}
	before, err := n.authority()
	must(t, err)
	after, err := m.authority()
	must(t, err)
	if !before.cert.Equal(after.cert) {
		t.Error("handhelds trust another authority than that of the restored node")
	}
}

// files are the names and sizes of what a folder has, but small pictures, which are
// made again.
func files(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	found := map[string]int64{}
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != "" {
			return err
		}
		info, err := e.Info()
		if err == nil {
			found[strings.TrimPrefix(path, dir)] = info.Size()
		}
		return err
	}))
	return found
}

// TestDamagedFileIsNamed: a photo that rotted is no part of a copy, and the backup
// says which; all others are copied.
func TestDamagedFileIsNamed(t *testing.T) {
	ctx := context.Background()
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	defer func() { must(t, n.Close()) }()
	good, err := n.folder.Put(ctx, strings.NewReader("good"))
	must(t, err)
	rotten, err := n.folder.Put(ctx, strings.NewReader("rotten"))
	must(t, err)
	path := filepath.Join(n.path("files"), rotten[:2], rotten[2:])
	must(t, os.Chmod(path, 0o600))
	must(t, os.WriteFile(path, []byte("rottem"), 0o600))
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := n.backup(ctx, backupTo{file: to}, io.Discard); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("the backup said %v", err)
	}
	if got := files(t, filesBeside(to)); len(got) != 1 || got["/"+good[:2]+"/"+good[2:]] != 4 {
		t.Errorf("copied %v", got)
	}
}

// TestRestoreLeavesNothingHalf: what is no backup is refused, and the folder is as
// empty as before, so that the right file can be restored next.
func TestRestoreLeavesNothingHalf(t *testing.T) {
	ctx := context.Background()
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	good, bad := filepath.Join(t.TempDir(), "good.db"), filepath.Join(t.TempDir(), "bad.db")
	must(t, n.backup(ctx, backupTo{file: good}, io.Discard))
	must(t, n.Close())
	whole, err := os.ReadFile(good)
	must(t, err)
	blamed := map[string]string{"nothing": "not whole", "words": "not a database", "half": "not whole"}
	into := filepath.Join(t.TempDir(), "new")
	restore := &restoreCmd{where: where{Data: into}, From: bad}
	for what, part := range map[string][]byte{"nothing": nil, "words": []byte("no database"), "half": whole[:len(whole)/2]} {
		must(t, os.WriteFile(bad, part, 0o600))
		if err := restore.Run(ctx, io.Discard); err == nil || !strings.Contains(err.Error(), bad) || !strings.Contains(err.Error(), blamed[what]) {
			t.Errorf("%s restored: %v; it should blame the copy, as %q", what, err, blamed[what])
		}
		if left, err := os.ReadDir(into); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s left %v, %v", what, left, err)
		}
	}
	keys, other := filepath.Join(c.Node.Data, "keys.db"), filepath.Join(t.TempDir(), "other.db")
	empty, err := bolt.Open(other, nil)
	must(t, err)
	must(t, empty.Close())
	for what, given := range map[string]struct{ from, keys, blamed string }{
		"the keys for the node": {keys, "", keys + " is a copy of the keys, not of the node"},
		"another database":      {other, "", other + " is not a copy of a node"},
		"the node for the keys": {good, good, good + " is not a copy of the keys"},
	} {
		err := (&restoreCmd{where: where{Data: into}, From: given.from, Keys: given.keys}).Run(ctx, io.Discard)
		if err == nil || !strings.Contains(err.Error(), given.blamed) {
			t.Errorf("%s: %v", what, err)
		}
		if left, err := os.ReadDir(into); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s left %v, %v", what, left, err)
		}
	}
	told := 0
	for at := 2 * 4096; at+4096 <= len(whole); at += 3 * 4096 { // the header of a page, turned over
		b := bytes.Clone(whole)
		for i := at + 8; i < at+24; i++ {
			b[i] ^= 0xff
		}
		must(t, os.WriteFile(bad, b, 0o600))
		err := restore.Run(ctx, io.Discard)
		if err == nil { // it was a free page
			must(t, os.RemoveAll(into))
			continue
		}
		told++
		if said := advised(err).Error(); !errors.Is(err, store.ErrCorrupt) || strings.Contains(said, "\n") || !strings.Contains(said, "restore the newest good copy") {
			t.Errorf("page %d: %s", at/4096, said)
		}
		if left, err := os.ReadDir(into); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("page %d left %v, %v", at/4096, left, err)
		}
	}
	if told == 0 {
		t.Error("no damaged page was told of")
	}
	restore.From = good
	must(t, restore.Run(ctx, io.Discard))
}

// TestKeysGone: a database whose keys are gone is not opened as if nobody had ever
// had a name, unless somebody says so.
func TestKeysGone(t *testing.T) {
	ctx := context.Background()
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	must(t, n.Close())
	must(t, os.Remove(filepath.Join(c.Node.Data, "keys.db")))
	if n, err = Open(ctx, c, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "keys.db is not there") {
		t.Fatalf("opened %v, %v", n, err)
	}
	must(t, newKeys(ctx, c.Node.Data))
	n, err = Open(ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	must(t, n.Close())

	c.Node.Data = t.TempDir() // somebody's own file of that name has no keys that could be lost
	must(t, os.WriteFile(filepath.Join(c.Node.Data, "node.db"), []byte("hello world"), 0o600))
	if _, err = Open(ctx, c, slog.New(slog.DiscardHandler)); !errors.Is(err, bolt.ErrForeign) && !errors.Is(err, bolt.ErrTruncated) {
		t.Errorf("a foreign file: %v", err)
	}
}

// TestDatabaseGone: keys of people without their database are no new node, and stay
// as they are; keys of nobody are.
func TestDatabaseGone(t *testing.T) {
	c := defaults()
	c.Node.Data = t.TempDir()
	opened := func() error {
		n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		return n.Close()
	}
	must(t, newKeys(t.Context(), c.Node.Data)) // a first start that was cut
	must(t, opened())
	ring, err := seal.Open(t.Context(), filepath.Join(c.Node.Data, "keys.db"), openKeys)
	must(t, err)
	_, err = ring.NewSubject(t.Context())
	must(t, errors.Join(err, ring.Close()))
	must(t, opened())

	database := filepath.Join(c.Node.Data, "node.db")
	must(t, os.Remove(database))
	if err := opened(); err == nil || !strings.Contains(err.Error(), "node.db is not there") || strings.Contains(err.Error(), "\n") {
		t.Errorf("opened: %v", err)
	}
	if _, err := os.Stat(database); err == nil {
		t.Error("a database was made")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var caller = command.Command{Itself: true, Device: "test"}

// named takes in an order of a buyer of that name.
func named(t *testing.T, n *Node, id, name string) warehouse.OrderID {
	t.Helper()
	subject, err := n.Ring.NewSubject(context.Background())
	must(t, err)
	box, err := n.Ring.Seal(context.Background(), subject, name)
	must(t, err)
	return sell(t, n, id, orders.IncomingBuyer{Subject: subject, Name: box}).Order
}

// buyerOf is the name of an order's buyer; "" when nobody can read it.
func buyerOf(t *testing.T, n *Node, id warehouse.OrderID) (name string) {
	t.Helper()
	must(t, n.DB.Read(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		o, err := orders.Get(tx, id)
		if err != nil {
			return err
		}
		name, err = n.Ring.Open(ctx, o.Buyer.Name)
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		return err
	}))
	return name
}

// sell takes an order in, by its outer id.
func sell(t *testing.T, n *Node, id string, of ...orders.IncomingBuyer) *orders.AcceptAnswer {
	t.Helper()
	r := &orders.Incoming{
		Channel: "shop", OuterID: id, Payment: orders.Prepaid,
		Lines: []orders.IncomingLine{{Article: "LCH-3", Name: "Фонарь", Qty: 1, Price: measure.Money{Minor: 100, Currency: measure.RUB}}},
	}
	for _, b := range of {
		r.Buyer = b
	}
	must(t, n.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		sites, err := place.Sites(tx)
		if err == nil {
			r.Site = sites[0].ID
		}
		return err
	}))
	a, err := orders.Accept.Do(context.Background(), n.Door, caller, r)
	must(t, err)
	return a
}

// TestKeysNotAtHome: a copy of the keys that lies in the node's own folder is no
// copy, under whatever name that folder goes.
func TestKeysNotAtHome(t *testing.T) {
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	must(t, n.Close())
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(c.Node.Data, link))
	for _, keys := range []string{c.Node.Data, link} {
		to := filepath.Join(t.TempDir(), "copy.db")
		err := (&backupCmd{where: where{Data: c.Node.Data}, To: to, Keys: keys, Days: 7}).Run(t.Context(), io.Discard)
		if err == nil || !strings.Contains(err.Error(), "node's own") {
			t.Errorf("%s: %v", keys, err)
		}
		if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a copy was made: %v", err)
		}
	}
}

// TestKeysApart: the copy of the database names nobody, the copy of the keys
// lies elsewhere and lets a restore name everybody again, except who was
// forgotten by then, also when the keys are older than that; copies of keys that
// are too old go with the next backup.
func TestKeysApart(t *testing.T) {
	ctx := context.Background()
	c := defaults()
	c.Node.Data, c.Web.Listen = t.TempDir(), "127.0.0.1:0"
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	must(t, n.demo(ctx))
	must(t, n.Start(ctx))
	leaves, stays := named(t, n, "1", "Щурёнок"), named(t, n, "2", "Зяблик")

	evening, keys := t.TempDir(), filepath.Join(t.TempDir(), "keys")
	backup := func(to string, keys string) string {
		t.Helper()
		var said bytes.Buffer
		b := &backupCmd{where: where{Data: c.Node.Data}, To: filepath.Join(evening, to), Keys: keys, Days: 7}
		must(t, b.Run(ctx, &said))
		return said.String()
	}
	if said := backup("one.db", keys); !strings.Contains(said, "0 old copies removed") || !strings.Contains(said, keys) {
		t.Errorf("backup said\n%s", said)
	}
	first, err := seal.Newest(keys)
	must(t, err)
	beside := &backupCmd{where: where{Data: c.Node.Data}, To: filepath.Join(evening, "no.db"), Keys: evening, Days: 7}
	if err := beside.Run(ctx, io.Discard); err == nil {
		t.Error("the keys were laid beside the copy that they open")
	}

	_, err = orders.Cancel.Do(ctx, n.Door, caller, &orders.CancelRequest{Order: leaves, Reason: sealtest.Boxed("changed their mind")})
	must(t, err)
	_, err = orders.Forget.Do(ctx, n.Door, caller, &orders.ForgetRequest{Order: leaves, Orders: []warehouse.OrderID{leaves}})
	must(t, err)
	must(t, n.Ring.ForgetDue(ctx, n.DB)) // as the node does by itself, soon
	backup("two.db", "")
	must(t, n.Close())
	if isKeys(filepath.Join(evening, "two.db")) == nil { // it has who was forgotten
		t.Error("a copy of the node is taken for the keys")
	}

	for _, row := range []struct {
		what, from, keys string
		want             [2]string
	}{
		{"the evening before, with its keys", "one.db", keys, [...]string{"Щурёнок", "Зяблик"}},
		{"without keys", "one.db", "", [2]string{}},
		{"after somebody was forgotten, with the old keys", "two.db", first, [...]string{"", "Зяблик"}},
	} {
		d := filepath.Join(t.TempDir(), "new")
		must(t, (&restoreCmd{where: where{Data: d}, From: filepath.Join(evening, row.from), Keys: row.keys}).Run(ctx, io.Discard))
		e := c
		e.Node.Data = d
		m, err := Open(ctx, e, slog.New(slog.DiscardHandler))
		must(t, err)
		if got := [...]string{buyerOf(t, m, leaves), buyerOf(t, m, stays)}; got != row.want {
			t.Errorf("%s: the orders are of %q, want %q", row.what, got, row.want)
		}
		must(t, m.Close())
	}
}
