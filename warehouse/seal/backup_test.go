package seal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/memory"
)

// aged is a ring whose clock stands where the test puts it.
type aged struct {
	*Keyring
	now time.Time
	dir string // of the copies
}

func newAged(t *testing.T) *aged {
	t.Helper()
	a := &aged{now: time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC), dir: filepath.Join(t.TempDir(), "keys")}
	a.Keyring = mustOpen(t, filepath.Join(t.TempDir(), "keys.db"), func(path string) (*store.DB, error) {
		e, err := bolt.Open(path, nil)
		if err != nil {
			return nil, err
		}
		return store.Open(e, store.Options{Clock: func() time.Time { return a.now }}), nil
	})
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

const week = 7 * 24 * time.Hour

func (a *aged) backup(t *testing.T) *Copied {
	t.Helper()
	done, err := a.Backup(t.Context(), a.dir, week)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// TestBackupIsShort: a copy opens what the ring opened; once it is older than
// copies may be, the next one removes it, and the key of who was forgotten in
// between is in no file any more, not even where the old one lay on the disk.
func TestBackupIsShort(t *testing.T) {
	a := newAged(t)
	gone, stays := mustSubject(t, a.Keyring), mustSubject(t, a.Keyring)
	box, secret := mustSeal(t, a.Keyring, gone, canary), mustKey(t, a.Keyring, gone)
	first := a.backup(t)
	if first.Subjects != 2 || first.Dropped != 0 || filepath.Base(first.Path) != "keys-20261122T180000Z.db" {
		t.Fatalf("%+v", first)
	}
	if info, err := os.Stat(first.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	again := mustOpen(t, first.Path, openBolt)
	if got, err := again.Open(t.Context(), box); got != canary || err != nil {
		t.Errorf("the copy opens %q, %v", got, err)
	}
	if again.Hash(PhoneHash, "1") != a.Hash(PhoneHash, "1") {
		t.Error("nobody is found by phone after a restore")
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Backup(t.Context(), a.dir, week); !errors.Is(err, os.ErrExist) {
		t.Errorf("twice in a second: %v", err)
	}

	if err := a.Forget(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(a.dir, "keys-of-the-cellar.db")
	if err := os.WriteFile(foreign, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(a.dir, "keys-20261123T020000Z.db"+copyHalf)
	if err := os.WriteFile(half, secret, 0o600); err != nil { // a crash at night
		t.Fatal(err)
	}
	a.now = a.now.Add(week - time.Minute)
	if second := a.backup(t); second.Subjects != 1 || second.Dropped != 1 || contains(t, second.Path, secret) {
		t.Errorf("%+v", second)
	}
	if !contains(t, first.Path, secret) {
		t.Fatal("the old copy went before its time, or the search is blind")
	}
	old, err := os.Open(first.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	a.now = a.now.Add(2 * time.Minute)
	if third := a.backup(t); third.Dropped != 1 {
		t.Errorf("%+v", third)
	}
	if _, err := os.Stat(first.Path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old copy: %v", err)
	}
	raw := make([]byte, 1<<20)
	if n, _ := old.ReadAt(raw, 0); n == 0 || string(raw[:n]) != string(make([]byte, n)) {
		t.Error("the old copy was not written over")
	}
	left, err := os.ReadDir(a.dir)
	if err != nil || len(left) != 3 {
		t.Errorf("left: %v, %v", left, err)
	}
	if newest, err := Newest(a.dir); err != nil || filepath.Base(newest) != "keys-20261129T180100Z.db" {
		t.Errorf("the newest is %s, %v", newest, err)
	}
	if _, err := a.Open(t.Context(), mustSeal(t, a.Keyring, stays, "here")); err != nil {
		t.Error(err)
	}
	if _, err := Newest(t.TempDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an empty folder: %v", err)
	}
}

// TestOldCopiesGoThoughTheNewFails: short keeping does not wait for a disk.
func TestOldCopiesGoThoughTheNewFails(t *testing.T) {
	a := newAged(t)
	first := a.backup(t)
	a.now = a.now.Add(week + time.Second)
	if err := os.WriteFile(filepath.Join(a.dir, a.now.Format(copyName)), []byte("there is one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Backup(t.Context(), a.dir, week); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(first.Path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old copy: %v", err)
	}
}

// TestForgottenStaysForgotten: keys restored from a copy older than somebody's
// wish know them no more once the database had its say; the others stay.
func TestForgottenStaysForgotten(t *testing.T) {
	a := newAged(t)
	gone, stays := mustSubject(t, a.Keyring), mustSubject(t, a.Keyring)
	boxes := map[warehouse.SubjectID]Sealed{gone: mustSeal(t, a.Keyring, gone, canary), stays: mustSeal(t, a.Keyring, stays, "here")}
	secret := mustKey(t, a.Keyring, gone)
	old := a.backup(t)
	db := store.Open(memory.New())
	if err := db.Write(t.Context(), func(_ ctx, tx *store.Tx) error { return Ask(tx, gone) }); err != nil {
		t.Fatal(err)
	}
	if err := a.ForgetDue(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	k := mustOpen(t, old.Path, openBolt)
	defer k.Close()
	if got, err := k.Open(t.Context(), boxes[gone]); got != canary || err != nil {
		t.Fatalf("the copy does not have the key that this is about: %v", err)
	}
	for range 2 {
		if err := k.ForgetAgain(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Open(t.Context(), boxes[gone]); !errors.Is(err, fault.NotFound) || contains(t, old.Path, secret) {
			t.Errorf("who was forgotten is back: %v", err)
		}
		if got, err := k.Open(t.Context(), boxes[stays]); got != "here" || err != nil {
			t.Errorf("the others: %q, %v", got, err)
		}
	}
}
