package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// halfEnv makes the test binary write one of these small files and nothing else.
const halfEnv = "WAREHOUSE_NODE_HALF"

// halves write a file of a folder.
var halves = map[string]func(dir string) error{
	"authority": func(dir string) error {
		_, err := (&Node{Config: Config{Node: NodeConfig{Data: dir}}}).newAuthority()
		return err
	},
	"copy of the authority": func(dir string) error {
		return backupAuthority(filepath.Join(dir, "from.pem"), filepath.Join(dir, authorityFile))
	},
}

// asHalf is what the test binary does instead of its tests.
func asHalf() {
	if err := halves[os.Getenv(halfEnv)](os.Args[1]); err != nil {
		os.Exit(1)
	}
}

// TestNothingHalf: a process that may write no byte more, and dies of it, leaves no
// half of a file under its name: none where none was, else the one before. What it
// left beside it is in nobody's way.
func TestNothingHalf(t *testing.T) {
	for name, write := range halves {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, authorityFile)
			must(t, os.WriteFile(filepath.Join(dir, "from.pem"), bytes.Repeat([]byte("whole\n"), 100), 0o600))
			dies := func() {
				t.Helper()
				cmd := exec.Command("sh", "-c", `ulimit -f 0; exec "$0" "$1"`, os.Args[0], dir)
				cmd.Env = append(os.Environ(), halfEnv+"="+name)
				if out, err := cmd.CombinedOutput(); err == nil {
					t.Fatalf("it wrote past its limit: %s", out)
				}
			}
			dies()
			if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("something has the name: %v", err)
			}
			must(t, write(dir))
			was, err := os.ReadFile(path)
			must(t, err)
			if len(was) == 0 {
				t.Fatal("nothing was written")
			}
			dies()
			if is, err := os.ReadFile(path); err != nil || !bytes.Equal(is, was) {
				t.Errorf("%d bytes are %d: %v", len(was), len(is), err)
			}
		})
	}
}
