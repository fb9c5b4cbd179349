package bolt_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"warehouse-node/warehouse/store/bolt"
)

// TestMain is also the other process of these tests: it opens the file it is
// told, says how that went, and keeps it until its input ends.
func TestMain(m *testing.M) {
	path := os.Getenv("BOLT_TEST_OPEN")
	if path == "" {
		os.Exit(m.Run())
	}
	began := time.Now()
	_, err := bolt.Open(path, nil)
	fmt.Printf("%v|%v\n", time.Since(began).Milliseconds(), err)
	io.Copy(io.Discard, os.Stdin)
}

// other starts another process on path and returns it with what it said.
func other(t *testing.T, path string) (*exec.Cmd, time.Duration, string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "BOLT_TEST_OPEN="+path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	ms, said, _ := strings.Cut(strings.TrimSpace(line), "|")
	took, err := time.ParseDuration(ms + "ms")
	if err != nil {
		t.Fatal(err)
	}
	return cmd, took, said
}

func inUseBy(t *testing.T, err error, pid int) {
	t.Helper()
	in, ok := errors.AsType[*bolt.InUse](err)
	if !ok || in.PID != pid || !errors.Is(err, bolt.ErrInUse) || in.Program == "" {
		t.Errorf("got %v, want process %d", err, pid)
	}
}

// TestSecondProcess is told within a second who has the file.
func TestSecondProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node.db")
	e := mustOpen(t, path, nil)
	_, took, said := other(t, path)
	want := fmt.Sprintf("%s is open in process %d (", path, os.Getpid())
	if !strings.HasPrefix(said, want) || took >= time.Second {
		t.Errorf("got %q after %v, want %q", said, took, want)
	}
	_, err := bolt.Open(path, nil) // nor twice in one
	inUseBy(t, err, os.Getpid())
	_, err = bolt.Open(path, &bolt.Options{ReadOnly: true})
	inUseBy(t, err, os.Getpid())
	fill(t, e, 0, 10)
	e.Close()
	if n := count(t, mustOpen(t, path, nil)); n != 10 {
		t.Errorf("%d pallets", n)
	}
}

// TestDeadHolder: a process that was killed holds nothing, whatever it signed.
func TestDeadHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node.db")
	holder, _, said := other(t, path)
	if said != "<nil>" {
		t.Fatal(said)
	}
	_, err := bolt.Open(path, nil)
	inUseBy(t, err, holder.Process.Pid)
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	holder.Wait()
	mustOpen(t, path, nil)
}

// TestRenamed: a file that changed its name while open is held by whoever has
// it, and its old name is free.
func TestRenamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node.db")
	e := mustOpen(t, path+".next", nil)
	if err := os.Rename(path+".next", path); err != nil {
		t.Fatal(err)
	}
	fill(t, e, 0, 10)
	mustOpen(t, path+".next", nil)
	_, err := bolt.Open(path, nil)
	inUseBy(t, err, os.Getpid())
}

// TestManyAtOnce: of those who start at once on no file one makes it, and one
// has it.
func TestManyAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node.db")
	var all sync.WaitGroup
	var opened atomic.Int32
	for range 8 {
		all.Go(func() {
			e, err := bolt.Open(path, nil)
			if err == nil {
				opened.Add(1)
				t.Cleanup(func() { e.Close() })
			} else if !errors.Is(err, bolt.ErrInUse) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := listing(t, filepath.Dir(path)); opened.Load() != 1 || len(got) != 1 {
		t.Errorf("%d opened, %v", opened.Load(), got)
	}
}
