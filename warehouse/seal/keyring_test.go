package seal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/memory"
)

type ctx = context.Context

func openBolt(path string) (*store.DB, error) {
	e, err := bolt.Open(path, nil)
	if err != nil {
		return nil, err
	}
	return store.Open(e), nil
}

func openMemory(string) (*store.DB, error) { return store.Open(memory.New()), nil }

func mustOpen(t *testing.T, path string, open Opener) *Keyring {
	t.Helper()
	k, err := Open(t.Context(), path, open)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func mustSubject(t *testing.T, k *Keyring) warehouse.SubjectID {
	t.Helper()
	s, err := k.NewSubject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustSeal(t *testing.T, k *Keyring, s warehouse.SubjectID, plain string) Sealed {
	t.Helper()
	box, err := k.Seal(t.Context(), s, plain)
	if err != nil {
		t.Fatal(err)
	}
	return box
}

const canary = "Мар'яна Канарейко +380671234567"

func TestSealOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.db")
	k := mustOpen(t, path, openBolt)
	a, b := mustSubject(t, k), mustSubject(t, k)
	one, two := mustSeal(t, k, a, canary), mustSeal(t, k, a, canary)
	if bytes.Equal(one.Box, two.Box) {
		t.Error("the same text twice is the same box")
	}
	if bytes.Contains(one.Box, []byte(canary[:10])) {
		t.Error("the box shows its text")
	}
	hash := k.Hash(PhoneHash, "+380671234567")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k = mustOpen(t, path, openBolt) // after a restart
	defer k.Close()
	if got, err := k.Open(t.Context(), one); got != canary || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got := k.Hash(PhoneHash, "+380671234567"); got != hash {
		t.Error("another hash after a restart")
	}
	if k.Hash(EmailHash, "+380671234567") == hash || k.Hash(PhoneHash, "+380671234568") == hash {
		t.Error("hashes of different things are equal")
	}
	if !k.Hash(PhoneHash, "").IsZero() {
		t.Error("an empty text has a hash")
	}

	moved := Sealed{b, one.Box} // somebody gives a box to another subject
	if got, err := k.Open(t.Context(), moved); err == nil || got != "" {
		t.Errorf("a moved box opened: %q", got)
	}
	for i := range one.Box {
		bad := Sealed{a, bytes.Clone(one.Box)}
		bad.Box[i] ^= 1
		if _, err := k.Open(t.Context(), bad); err == nil || fault.KindOf(err) != fault.Internal {
			t.Fatalf("byte %d changed: %v", i, err)
		}
		if _, err := k.Open(t.Context(), Sealed{a, one.Box[:i]}); err == nil {
			t.Fatalf("cut to %d bytes: opened", i)
		}
	}
	if none, err := k.Seal(t.Context(), a, ""); err != nil || !none.IsZero() {
		t.Errorf("empty text: %v, %v", none, err)
	}
	if got, err := k.Open(t.Context(), Sealed{}); got != "" || err != nil {
		t.Errorf("zero: %q, %v", got, err)
	}
	if _, err := k.Seal(t.Context(), a, strings.Repeat("x", MaxText+1)); !errors.Is(err, fault.Limit) {
		t.Errorf("too long: %v", err)
	}
	if _, err := k.Seal(t.Context(), warehouse.SubjectID{1}, "x"); !errors.Is(err, fault.NotFound) {
		t.Errorf("no such subject: %v", err)
	}
}

// TestShowsNothing: no way to print a Sealed shows its text, or its box.
func TestShowsNothing(t *testing.T) {
	k := mustOpen(t, "", openMemory)
	s := mustSeal(t, k, mustSubject(t, k), "CANARY")
	s.Box = append(s.Box, "CANARY"...) // were the box ever shown, this would be seen
	type buyer struct{ Name Sealed }
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "s", s, "buyer", fmt.Sprintf("%+v", buyer{s}))
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "s", &s)
	shown := []string{log.String(), s.String(), s.GoString()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		shown = append(shown, fmt.Sprintf(verb, s), fmt.Sprintf(verb, &s), fmt.Sprintf(verb, buyer{s}), fmt.Sprintf(verb, []Sealed{s}))
	}
	for _, text := range shown {
		if strings.Contains(text, "CANARY") || strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", "CANARY")) || strings.Contains(text, "67 65 78 65 82 89") {
			t.Errorf("shown: %s", text)
		}
		if !strings.Contains(text, s.Subject.String()) {
			t.Errorf("does not name the subject: %s", text)
		}
	}
}

type buyer struct {
	ID    store.U64
	Name  Sealed
	Phone Sealed
	Mark  Hash
}

var buyers = store.NewTable("test.buyers", func(b *buyer) store.U64 { return b.ID }, func(r *store.Row, b *buyer) {
	store.Uint(r, 1, &b.ID)
	Field(r, 2, &b.Name)
	Field(r, 3, &b.Phone)
	HashField(r, 4, &b.Mark)
})

func TestSealedInJSONAndRow(t *testing.T) {
	k := mustOpen(t, "", openMemory)
	type event struct{ Name, Phone Sealed }
	in := event{Name: mustSeal(t, k, mustSubject(t, k), canary)}
	raw, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"Name":{"subject":"` + in.Name.Subject.String() + `","box":"`; !strings.HasPrefix(string(raw), want) || !strings.HasSuffix(string(raw), `"Phone":null}`) {
		t.Errorf("%s", raw)
	}
	var out event
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Open(t.Context(), out.Name); got != canary || err != nil || !out.Phone.IsZero() {
		t.Errorf("%q, %v, %v", got, err, out.Phone)
	}

	db := store.Open(memory.New())
	mark := k.Hash(PhoneHash, "1")
	if err := db.Write(t.Context(), func(_ ctx, tx *store.Tx) error {
		return buyers.Insert(tx, &buyer{ID: 1, Name: in.Name, Mark: mark})
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Read(t.Context(), func(c ctx, tx *store.Tx) error {
		got, err := buyers.Get(tx, 1)
		if err != nil {
			return err
		}
		if text, err := k.Open(c, got.Name); text != canary || err != nil { // inside a transaction
			t.Errorf("%q, %v", text, err)
		}
		if !got.Phone.IsZero() || got.Mark != mark {
			t.Errorf("%v %v", got.Phone, got.Mark)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestForget: the key's bytes are in the file before and not after, and what
// they closed stays closed; the neighbour's opens.
func TestForget(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.db")
	k := mustOpen(t, path, openBolt)
	gone, stays := mustSubject(t, k), mustSubject(t, k)
	boxes := map[warehouse.SubjectID]Sealed{gone: mustSeal(t, k, gone, canary), stays: mustSeal(t, k, stays, canary)}
	secret := mustKey(t, k, gone)
	if !contains(t, path, secret) {
		t.Fatal("the key is not in the file at all: the search is blind")
	}

	if err := k.drop(t.Context(), gone); err != nil { // what a plain delete leaves
		t.Fatal(err)
	}
	if !contains(t, path, secret) {
		t.Fatal("the engine wiped a deleted row: the rewrite proves nothing")
	}
	if _, err := k.Open(t.Context(), boxes[gone]); !errors.Is(err, fault.New(fault.NotFound, "seal.forgotten")) {
		t.Errorf("after the deletion: %v", err)
	}
	old, err := os.Open(path) // the file that is about to lose its name
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()

	if err := k.Forget(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	if contains(t, path, secret) {
		t.Error("the key is in the file after Forget")
	}
	if raw, err := os.ReadFile(fmt.Sprintf("/proc/self/fd/%d", old.Fd())); err == nil && bytes.Contains(raw, secret) {
		t.Error("the key is in the old file, which the disk gets back")
	}
	if left, err := filepath.Glob(path + "*"); err != nil || len(left) != 1 {
		t.Errorf("files left: %v, %v", left, err)
	}
	later := mustSubject(t, k)
	boxes[later] = mustSeal(t, k, later, "later")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	k = mustOpen(t, path, openBolt)
	defer k.Close()
	for subject, want := range map[warehouse.SubjectID]string{stays: canary, later: "later"} {
		if got, err := k.Open(t.Context(), boxes[subject]); got != want || err != nil {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	if _, err := k.Open(t.Context(), boxes[gone]); !errors.Is(err, fault.NotFound) {
		t.Errorf("after a restart: %v", err)
	}
	if err := k.Forget(t.Context(), gone); err != nil {
		t.Errorf("twice: %v", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// TestForgetCutShort: a machine that stops between the deletion and the rename
// finishes when it starts again.
func TestForgetCutShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.db")
	full := errors.New("disk is full")
	k := mustOpen(t, path, func(path string) (*store.DB, error) {
		if strings.HasSuffix(path, rewritten) {
			return nil, full
		}
		return openBolt(path)
	})
	gone, stays := mustSubject(t, k), mustSubject(t, k)
	box := mustSeal(t, k, stays, canary)
	secret := mustKey(t, k, gone)
	if err := k.Forget(t.Context(), gone); !errors.Is(err, full) {
		t.Fatalf("%v", err)
	}
	if got, err := k.Open(t.Context(), box); got != canary || err != nil {
		t.Errorf("the others: %q, %v", got, err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if !contains(t, path, secret) {
		t.Fatal("nothing was left to finish")
	}
	if err := os.WriteFile(path+rewritten, []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	k = mustOpen(t, path, openBolt)
	defer k.Close()
	if contains(t, path, secret) {
		t.Error("the key is still in the file")
	}
	if got, err := k.Open(t.Context(), box); got != canary || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// TestAllAtOnce: keys are made, used and forgotten by many at a time, while the
// file is copied for a backup.
func TestAllAtOnce(t *testing.T) {
	dir := t.TempDir()
	k := mustOpen(t, filepath.Join(dir, "keys.db"), openBolt)
	defer k.Close()
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range 4 {
				s, err := k.NewSubject(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				want := fmt.Sprint(n, "/", i)
				box, err := k.Seal(t.Context(), s, want)
				if err != nil {
					t.Error(err)
					return
				}
				if n == 0 {
					if err := k.Forget(t.Context(), s); err != nil {
						t.Error(err)
					}
					if _, err := k.Open(t.Context(), box); !errors.Is(err, fault.NotFound) {
						t.Error("forgotten, and opened:", err)
					}
					continue
				}
				if got, err := k.Open(t.Context(), box); got != want || err != nil {
					t.Errorf("%q, %v", got, err)
				}
			}
		})
	}
	wg.Go(func() {
		if err := k.Copy(t.Context(), filepath.Join(dir, "backup.db")); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()

	s := mustSubject(t, k)
	box := mustSeal(t, k, s, canary)
	copied := filepath.Join(dir, "copy.db")
	if err := k.Copy(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	if err := k.Copy(t.Context(), copied); !errors.Is(err, os.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	restored := mustOpen(t, copied, openBolt)
	defer restored.Close()
	if got, err := restored.Open(t.Context(), box); got != canary || err != nil {
		t.Errorf("from the copy: %q, %v", got, err)
	}
	if restored.Hash(PhoneHash, "1") != k.Hash(PhoneHash, "1") {
		t.Error("the copy hashes otherwise")
	}
}

// TestNotInsideATransaction: making and forgetting wait for a disk.
func TestNotInsideATransaction(t *testing.T) {
	k := mustOpen(t, "", openMemory)
	db := store.Open(memory.New())
	for name, fn := range map[string]func(c ctx){
		"new":    func(c ctx) { _, _ = k.NewSubject(c) },
		"forget": func(c ctx) { _ = k.Forget(c, warehouse.SubjectID{1}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			_ = db.Write(t.Context(), func(c ctx, _ *store.Tx) error { fn(c); return nil })
		}()
	}
	mustSubject(t, k) // no lock was left behind
	if err := k.Forget(t.Context(), mustSubject(t, k)); err != nil {
		t.Error(err)
	}
}

func mustKey(t *testing.T, k *Keyring, s warehouse.SubjectID) []byte {
	t.Helper()
	key, err := k.key(s)
	if err != nil {
		t.Fatal(err)
	}
	return key.Secret[:]
}

func contains(t *testing.T, path string, needle []byte) bool {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(raw, needle)
}

// TestAsk: who asked within a transaction is forgotten once it is durable, also
// when the node stopped in between; who asked in one that failed is not.
func TestAsk(t *testing.T) {
	k := mustOpen(t, "", openMemory)
	defer k.Close()
	db := store.Open(memory.New())
	asked, failed := mustSubject(t, k), mustSubject(t, k)
	boxes := map[warehouse.SubjectID]Sealed{asked: mustSeal(t, k, asked, canary), failed: mustSeal(t, k, failed, canary)}
	ask := func(s warehouse.SubjectID, err error) error {
		return db.Write(t.Context(), func(_ ctx, tx *store.Tx) error { return errors.Join(Ask(tx, s), Ask(tx, warehouse.SubjectID{}), err) })
	}
	if err := ask(asked, nil); err != nil {
		t.Fatal(err)
	}
	if err := ask(failed, errors.New("no")); err == nil {
		t.Fatal("a failed transaction ended well")
	}
	if _, err := k.Open(t.Context(), boxes[asked]); err != nil {
		t.Fatalf("gone before anybody ran it: %v", err)
	}
	for range 2 { // the second finds nothing to do
		if err := k.ForgetDue(t.Context(), db); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := k.Open(t.Context(), boxes[asked]); !errors.Is(err, fault.NotFound) {
		t.Errorf("who asked: %v", err)
	}
	if got, err := k.Open(t.Context(), boxes[failed]); got != canary || err != nil {
		t.Errorf("whose request failed: %q, %v", got, err)
	}

	running, end := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- k.Forgetting(running, db) }()
	if err := ask(failed, nil); err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := k.Open(t.Context(), boxes[failed]); errors.Is(err, fault.NotFound) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		runtime.Gosched()
	}
	end()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
