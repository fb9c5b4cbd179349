package store_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// freight has a field of every kind, and indexes over every kind of key.
type freight struct {
	ID      store.ID
	Name    string
	Grams   int64
	Tier    uint32
	Fragile bool
	Loaded  time.Time
	Seal    []byte
	Legs    []leg
	Sender  leg
	Tags    []string
	Marks   map[string]string
	Counts  map[string]int
}

type leg struct {
	To string
	At time.Time
}

func legRow(r *store.Row, l *leg) {
	store.Text(r, 1, &l.To)
	store.Time(r, 2, &l.At)
}

func freightRow(r *store.Row, f *freight) {
	store.Fixed(r, 1, f.ID[:])
	store.Text(r, 2, &f.Name)
	store.Int(r, 3, &f.Grams)
	store.Uint(r, 4, &f.Tier)
	store.Bool(r, 5, &f.Fragile)
	store.Time(r, 6, &f.Loaded)
	store.Bytes(r, 7, &f.Seal)
	store.List(r, 8, &f.Legs, legRow)
	store.One(r, 9, &f.Sender, legRow)
	store.Strings(r, 10, &f.Tags)
	store.Map(r, 11, &f.Marks, store.Text[string])
	store.Map(r, 300, &f.Counts, store.Int[int])
}

type freightKey = store.Quad[store.Str, store.Desc[store.I64], store.U64, store.ID]

var (
	freights    = store.NewTable("freights", func(f *freight) store.ID { return f.ID }, freightRow)
	freightName = store.NewIndex(freights, "name", func(f *freight) []store.Str { return []store.Str{store.Str(f.Name)} }).Unique()
	freightWhen = store.NewIndex(freights, "when", func(f *freight) []store.Pair[store.Str, store.I64] {
		if f.Loaded.IsZero() {
			return nil
		}
		return []store.Pair[store.Str, store.I64]{store.Keys2(store.Str(f.Name[:1]), store.When(f.Loaded))}
	})
	freightAll = store.NewIndex(freights, "all", func(f *freight) []freightKey {
		return []freightKey{store.Keys4(store.Str(f.Name), store.Desc[store.I64]{K: store.I64(f.Grams)}, store.U64(f.Tier), f.ID)}
	})
	receipts = store.NewTable("receipts", func(f *freight) store.Str { return store.Str(f.Name) }, store.JSON[freight]).AppendOnly()
)

// shipped are the rows in every file of a release.
func shipped() (all []freight) {
	at := time.Date(2026, 11, 20, 14, 5, 6, 789, time.UTC)
	for n := range 90 {
		f := freight{ID: store.ID{0: 1, 14: byte(n >> 8), 15: byte(n)}, Name: fmt.Sprintf("%c-%d", 'a'+n%3, n)}
		if n%2 == 0 {
			f.Grams, f.Tier, f.Fragile, f.Loaded = int64(n)*1e6-1e8, uint32(n), n%4 == 0, at.Add(time.Duration(n)*time.Hour)
		}
		if n%5 == 0 {
			f.Legs = []leg{{"Київ", at}, {}, {"Odesa", time.Time{}}}
			f.Sender = leg{To: "Ірпінь\x00"}
			f.Tags, f.Seal = []string{"", "a"}, []byte{0, 255}
			f.Marks, f.Counts = map[string]string{"колір": "red", "": ""}, map[string]int{"x": math.MinInt64, "y": 1}
		}
		all = append(all, f)
	}
	all[0].Name = "\x00\x00" // the hard part of a key
	all[7].Name = strings.Repeat("long ", 100)
	return all
}

var update = flag.Bool("update", false, "write the file of this release under testdata, if it is not there")

// release is the version whose file this program writes. Raise it when a
// release has changed how anything lies in a file, run
//
//	go test ./warehouse/store -run TestReleases -update
//
// and commit the new file beside the old ones, which are never written again.
const release = 1

func writeRelease(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); err == nil {
		t.Fatalf("%s is released: raise the number", path)
	}
	e, err := bolt.Open(filepath.Join(t.TempDir(), "db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	oldFile(t, e, len(shipped()))
	if err := store.Open(e).Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for _, f := range shipped() {
			if err := freights.Insert(tx, &f); err != nil {
				return err
			}
			if err := receipts.Insert(tx, &f); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Backup(context.Background(), f, nil); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestReleases opens the file of every release, takes it through the steps
// since, and finds every row in every index.
func TestReleases(t *testing.T) {
	current := fmt.Sprintf("testdata/release-%d.db", release)
	if *update {
		writeRelease(t, current)
	}
	files, err := filepath.Glob("testdata/release-*.db")
	if err != nil || len(files) != release {
		t.Fatalf("%d files of %d releases, %v", len(files), release, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "db")
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			e, err := bolt.Open(path, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer e.Close()
			db := store.Open(e)
			if err := store.Migrate(context.Background(), db, steps); err != nil {
				t.Fatal(err)
			}
			checkMigrated(t, db, len(shipped()))
			if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return sameFreights(t, tx) }); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func sameFreights(t *testing.T, tx *store.Tx) error {
	want := shipped()
	n := 0
	for got, err := range freights.All(tx) {
		if err != nil {
			return err
		}
		if diff := cmp.Diff(want[n], *got); diff != "" {
			t.Errorf("row %d: %s", n, diff)
		}
		byName, err := freightName.Get(tx, store.Str(got.Name))
		if err != nil || byName.ID != got.ID {
			t.Errorf("%q: %v, %v", got.Name, byName, err)
		}
		receipt, err := receipts.Get(tx, store.Str(got.Name))
		if err != nil {
			return err
		}
		if diff := cmp.Diff(want[n], *receipt); diff != "" {
			t.Errorf("receipt %d: %s", n, diff)
		}
		n++
	}
	last, err := freightWhen.Last(tx, store.Str("a"))
	if n != len(want) || err != nil || last.Name != "a-84" {
		t.Errorf("%d rows, the last is %v, %v", n, last, err)
	}
	heavy, err := freightAll.First(tx, store.Str("b-4"))
	if err != nil || heavy.ID != want[4].ID {
		t.Errorf("b-4 is %v, %v", heavy, err)
	}
	return nil
}
