//go:build unix

package bolt

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// takeTurn waits until nobody else makes a file in the folder of path, or deadline:
// the folder itself is locked, which leaves nothing behind. Close ends the turn.
func takeTurn(path string, deadline time.Time) (io.Closer, error) {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	if err := flock(dir, deadline); err != nil {
		return nil, errors.Join(err, dir.Close())
	}
	return dir, nil
}

// flock waits until nobody else has f locked, or deadline.
func flock(f *os.File, deadline time.Time) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case err != syscall.EWOULDBLOCK && err != syscall.EINTR:
			return fmt.Errorf("lock %s: %w", f.Name(), err)
		case time.Now().After(deadline):
			return heldBy(f.Name())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// holders are the processes that have locked a file of info's number.
//
//	1: FLOCK  ADVISORY  WRITE 4711 fe:01:1835045 0 EOF
func holders(info fs.FileInfo) (pids []int) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	number := fmt.Sprintf(":%d", stat.Ino)
	locks, _ := os.ReadFile("/proc/locks")
	for line := range strings.Lines(string(locks)) {
		f := strings.Fields(line)
		if len(f) < 6 || f[1] != "FLOCK" || !strings.HasSuffix(f[5], number) {
			continue
		}
		if pid, err := strconv.Atoi(f[4]); err == nil && pid > 0 {
			pids = append(pids, pid)
		}
	}
	return pids
}
