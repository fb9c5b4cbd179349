package catalog_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"warehouse-node/warehouse/catalog"
)

// killedEnv names the folder to which the test binary puts files until it is killed.
const killedEnv = "WAREHOUSE_NODE_KILLED_FOLDER"

// TestFolderKilled: whenever a process is killed while it keeps files, each is whole
// under its name or not there; what it left beside them is in nobody's way and is
// taken away in time.
func TestFolderKilled(t *testing.T) {
	if dir := os.Getenv(killedEnv); dir != "" {
		putMany(t, dir)
	}
	dir := t.TempDir()
	const rounds, each = 4, 8
	for round := range rounds {
		child := exec.Command(os.Args[0], "-test.run=^TestFolderKilled$")
		child.Env = append(os.Environ(), killedEnv+"="+dir)
		says, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(says, make([]byte, each)); err != nil {
			t.Errorf("it ended by itself: %v", err)
		}
		if err := child.Process.Kill(); err != nil {
			t.Error(err)
		}
		child.Wait() // it was killed
		if n := kept(t, dir); n < (round+1)*each {
			t.Errorf("%d files in round %d", n, round)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".new-*"))
	if err != nil {
		t.Fatal(err)
	}
	young := filepath.Join(dir, ".new-young")
	old := append(left, filepath.Join(dir, ".new-old"))
	for _, path := range append(old, young) {
		day := time.Now().Add(-25 * time.Hour)
		if path == young {
			day = time.Now()
		}
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, day, day)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := catalog.OpenFolder(dir); err != nil {
		t.Fatal(err)
	}
	if now, err := filepath.Glob(filepath.Join(dir, ".new-*")); err != nil || len(now) != 1 || now[0] != young {
		t.Errorf("of %d unfinished there are %v, %v", len(old), now, err)
	}
}

// putMany keeps files of different content, one after another, and says a byte
// after each. It ends by itself where nobody kills it, before it fills a disk.
func putMany(t *testing.T, dir string) {
	folder, err := catalog.OpenFolder(dir)
	first := uint64(os.Getpid()) << 32
	for n := first; err == nil && n < first+1000; n++ {
		if _, err = folder.Put(context.Background(), bytes.NewReader(bytes.Repeat(binary.BigEndian.AppendUint64(nil, n), 16<<10))); err == nil {
			_, err = os.Stdout.WriteString(".")
		}
	}
	t.Fatal("nobody killed it", err)
}

// kept counts the files that have a name, and proves what is in them.
func kept(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		hash := filepath.Base(filepath.Dir(path)) + filepath.Base(path)
		if err != nil || e.IsDir() || len(hash) != 2*sha256.Size {
			return err
		}
		n++
		b, err := os.ReadFile(path)
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != hash {
			t.Errorf("%s: %d bytes of something else", hash, len(b))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
