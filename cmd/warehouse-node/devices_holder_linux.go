package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// holders are the other processes that have a node open, as far as this user may
// look into them: "minicom (process 4711)".
func holders(node string) (all []string) {
	node, err := filepath.EvalSymlinks(node)
	if err != nil {
		return nil
	}
	descriptors, _ := filepath.Glob("/proc/[0-9]*/fd/*") // the pattern is right
	for _, fd := range descriptors {
		if target, err := os.Readlink(fd); err != nil || target != node {
			continue
		}
		process := strings.Split(fd, "/")[2]
		if process == strconv.Itoa(os.Getpid()) {
			continue
		}
		name, _ := os.ReadFile(filepath.Join("/proc", process, "comm")) // it may have ended meanwhile
		who := fmt.Sprintf("%s (process %s)", strings.TrimSpace(string(name)), process)
		if !slices.Contains(all, who) {
			all = append(all, who)
		}
	}
	return all
}
