//go:build unix

package main

import "golang.org/x/sys/unix"

// diskFree is how many bytes may still be written below a folder, and whether
// that can be told.
func diskFree(folder string) (free int64, known bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true //nolint:unconvert // 32 bits wide on some machines
}
