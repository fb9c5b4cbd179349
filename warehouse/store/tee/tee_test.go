package tee_test

import (
	"errors"
	"fmt"
	"math/rand"
	"path/filepath"
	"testing"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/memory"
	"warehouse-node/warehouse/store/storetest"
	"warehouse-node/warehouse/store/tee"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Engine { return tee.New(memory.New(), func(tee.Frame) {}) })
}

// contents is all that an engine holds.
func contents(t *testing.T, e store.Engine) string {
	t.Helper()
	tx, err := e.Begin(false)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	var all string
	for _, b := range []string{"a", "b"} {
		if err := tx.Scan(b, nil, nil, func(k, v []byte) bool { all += fmt.Sprintf("%s %q=%q\n", b, k, v); return true }); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestStandby: the frames make another engine equal, of another kind even; what
// was not committed is not among them.
func TestStandby(t *testing.T) {
	var frames []tee.Frame
	lost := errors.New("disk")
	inner := memory.New()
	e := tee.New(inner, func(f tee.Frame) { frames = append(frames, f) })
	r := rand.New(rand.NewSource(1))
	commits := 0
	for n := range 60 {
		inner.OnCommit = nil
		if n%7 == 0 {
			inner.OnCommit = func() error { return lost }
		}
		tx, err := e.Begin(true)
		if err != nil {
			t.Fatal(err)
		}
		for range r.Intn(20) {
			bucket, key := string(rune('a'+r.Intn(2))), fmt.Appendf(nil, "%02d", r.Intn(30))
			if r.Intn(3) == 0 {
				err = tx.Delete(bucket, key)
			} else {
				err = tx.Put(bucket, key, fmt.Append(nil, n))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		switch {
		case n%5 == 0:
			err = tx.Rollback()
		case n%7 == 0:
			if err = tx.Commit(); err == lost {
				err = nil
			}
		default:
			commits++
			err = tx.Commit()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(frames) != commits || frames[commits-1].Seq != uint64(commits) {
		t.Fatalf("%d frames of %d commits", len(frames), commits)
	}
	standby, err := bolt.Open(filepath.Join(t.TempDir(), "db"), &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer standby.Close()
	for _, f := range frames {
		if err := tee.Apply(standby, f); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := contents(t, standby), contents(t, e); got != want || want == "" {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
