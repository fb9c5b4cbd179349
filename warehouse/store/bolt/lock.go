package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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
