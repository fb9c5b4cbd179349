package read

import (
	"fmt"
	"slices"
	"sync"
	"time"
)

func nodeName(n uint16) string { return fmt.Sprint("node-", n) }

// Commits notes how long commits take, for the last minute.
type Commits struct {
	Clock func() time.Time // time.Now when nil

	mu   sync.Mutex
	took []commit // of the last minute, the oldest first
}

type commit struct {
	at   time.Time
	took time.Duration
}

// Limits of what is noted.
const (
	commitsFor = time.Minute
	maxCommits = 60_000 // a thousand a second
)

func (c *Commits) now() time.Time {
	if c.Clock != nil {
		return c.Clock()
	}
	return time.Now()
}

// Note is told of a commit; it is what store.Options.Committed wants.
func (c *Commits) Note(took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget()
	c.took = append(c.took, commit{c.now(), took})
}

// forget drops what is older than a minute, or too much.
func (c *Commits) forget() {
	since := c.now().Add(-commitsFor)
	n := max(0, len(c.took)-maxCommits+1)
	for n < len(c.took) && c.took[n].at.Before(since) {
		n++
	}
	c.took = c.took[n:]
}

// Pace is the median commit in whole milliseconds and how many there were in a
// second, of the last minute.
func (c *Commits) Pace() (medianMS, perSecond int64) {
	c.mu.Lock()
	c.forget()
	all := slices.Clone(c.took)
	c.mu.Unlock()
	if len(all) == 0 {
		return 0, 0
	}
	slices.SortFunc(all, func(a, b commit) int { return int(a.took - b.took) })
	return all[len(all)/2].took.Milliseconds(), int64(len(all)) / int64(commitsFor/time.Second)
}
