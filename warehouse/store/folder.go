package store

import (
	"errors"
	"os"
	"runtime"
)

// SyncFolder makes the names in a folder last: of what was made, renamed or removed
// there. Windows keeps names itself and refuses to be asked.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
