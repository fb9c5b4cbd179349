package main

import (
	"context"
	"maps"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/store"
)

// outside is what the status page shows that stands in no table.
func (n *Node) outside() read.Outside {
	return read.Outside{
		Version: version(), Started: func() time.Time { return n.began }, Store: n.storeStatus,
		Followers: n.followers, Proofs: n.proofs, Backup: n.lastBackup, Channel: n.channels.named, Unserved: n.channels.unserved, Disk: n.disk.now,
		Machines: n.machineRows, Frames: n.deviceFrames, Reads: n.deviceReads, Unwell: n.unwell, Pages: pdfPages,
	}
}

// version is the program's own: of its module, or of the commit it was built
// from.
func version() string {
	info, known := debug.ReadBuildInfo()
	if !known {
		return "unknown"
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(len(s.Value), 12)]
		}
	}
	return "unknown"
}

func (n *Node) storeStatus() (s api.StoreStatus) {
	if info, err := os.Stat(n.path("node.db")); err == nil {
		s.Bytes = info.Size()
	}
	s.DiskFree, _ = n.disk.free(n.Config.Node.Data)
	s.CommitMS, s.PerSecond = n.commits.Pace()
	return s
}

// backupMark is a file whose time is that of the last copy that was verified.
const backupMark = "last-backup"

func (n *Node) lastBackup() *time.Time {
	info, err := os.Stat(n.path(backupMark))
	if err != nil {
		return nil
	}
	at := info.ModTime().UTC()
	return &at
}

// noteBackup remembers that a copy was made and verified now.
func (n *Node) noteBackup() error { return os.WriteFile(n.path(backupMark), nil, 0o600) }

// screensPause is how often the numbers in the menu may change, and the lists
// that are looked at beside the journal.
const screensPause = 250 * time.Millisecond

// turns count the frames of the topics that count their own.
type turns struct {
	mu sync.Mutex // guards of
	of map[string]int64
}

// newest is the number of the newest frame of a topic.
func (t *turns) newest(topic string) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.of[topic]
}

// next is the number of the frame that is about to be sent.
func (t *turns) next(topic string) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.of == nil {
		t.of = map[string]int64{}
	}
	t.of[topic]++
	return t.of[topic]
}

// told is what screens were told last of what stands in no entry.
type told struct {
	counters map[string]api.Counters // by warehouse
	stuck    map[string]string       // mark by warehouse
	shops    map[string]read.ShopMark
}

// tellScreens sends the numbers in the menu to the screens that show them, and
// tells those with the list of what is stuck, or of shops, whenever that changed.
// The first look is what screens have read themselves.
func (n *Node) tellScreens(ctx context.Context, reader *read.Reader) error {
	var last *told
	for {
		bell := n.DB.Bell()
		now, err := n.look(ctx, reader)
		if err != nil {
			return err
		}
		if last != nil {
			n.tellChanged(last, now)
		}
		last = now
		if err := store.Rung(ctx, bell, screensPause); err != nil {
			return err
		}
	}
}

func (n *Node) look(ctx context.Context, reader *read.Reader) (t *told, err error) {
	t = &told{}
	if t.counters, t.stuck, err = reader.AllCounters(ctx); err != nil {
		return nil, err
	}
	t.shops, err = reader.ShopMarks(ctx)
	return t, err
}

func (n *Node) tellChanged(was, is *told) {
	for site, c := range is.counters {
		before := was.counters[site]
		if before.Seq = c.Seq; before != c {
			n.Hub.Publish(ui.Frame{Topic: "counters", Site: site, Seq: n.turns.next("counters"), Data: c})
		}
	}
	for site, mark := range is.stuck {
		if was.stuck[site] != mark {
			n.Hub.Publish(ui.Frame{Topic: "stuck", Site: site, Seq: n.turns.next("stuck"), Data: api.Changed{}})
		}
	}
	if !maps.Equal(was.shops, is.shops) {
		n.Hub.Publish(ui.Frame{Topic: "shops", Seq: n.turns.next("shops"), Data: api.Changed{}})
	}
}
