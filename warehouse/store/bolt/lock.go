package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrInUse is what errors.Is knows an InUse by.
var ErrInUse = errors.New("in use by another process")

// InUse tells who has the file open.
type InUse struct {
	Path    string
	PID     int    // 0 when it is not known
	Program string // may be empty
}

func (e *InUse) Error() string {
	switch {
	case e.PID == 0:
		return e.Path + " is open in another process"
	case e.Program == "":
		return fmt.Sprintf("%s is open in process %d", e.Path, e.PID)
	}
	return fmt.Sprintf("%s is open in process %d (%s)", e.Path, e.PID, e.Program)
}

func (e *InUse) Is(err error) bool { return err == ErrInUse }

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

// heldBy asks the kernel who holds the lock of a file. Where there is no /proc,
// or the holder lives in another container, it is somebody.
func heldBy(path string) error {
	e := &InUse{Path: path}
	info, err := os.Stat(path)
	if err != nil {
		return e
	}
	for _, pid := range holders(info) {
		if e.PID = pid; hasOpen(pid, info) {
			break // and not a file of that number on another disk
		}
	}
	if e.PID != 0 {
		name, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", e.PID))
		e.Program = strings.TrimSpace(string(name))
	}
	return e
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

// hasOpen says whether a process has the very file open, as far as we may look.
func hasOpen(pid int, info fs.FileInfo) bool {
	dir := fmt.Sprintf("/proc/%d/fd", pid)
	all, _ := os.ReadDir(dir)
	for _, fd := range all {
		if other, err := os.Stat(filepath.Join(dir, fd.Name())); err == nil && os.SameFile(info, other) {
			return true
		}
	}
	return false
}
