package main

import (
	"context"
	"os"
	"runtime/debug"
	"time"

	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
)

// outside is what the status page shows that stands in no table.
func (n *Node) outside() read.Outside {
	return read.Outside{
		Version: version(), Started: func() time.Time { return n.began }, Store: n.storeStatus,
		Followers: n.followers, Proofs: n.proofs, Backup: n.lastBackup, Channel: n.channels.named,
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
	s.DiskFree = diskFree(n.Config.Node.Data)
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

// proofNames are the proofs in the order in which they are run.
func proofNames() (all []string) {
	for _, p := range proofs {
		all = append(all, p.Name)
	}
	return all
}

// countersPause is how often the numbers in the menu may change.
const countersPause = 250 * time.Millisecond

// tellCounters sends the numbers in the menu to the screens that show them,
// whenever they changed.
func (n *Node) tellCounters(ctx context.Context, reader *read.Reader) error {
	last := map[string]api.Counters{}
	for {
		bell := n.DB.Bell()
		now, err := reader.AllCounters(ctx)
		if err != nil {
			return err
		}
		for site, c := range now {
			was := last[site]
			if last[site] = c; was.Seq == c.Seq {
				continue
			}
			if was.Seq = c.Seq; was != c {
				n.Hub.Publish(ui.Frame{Topic: "counters", Site: site, Seq: c.Seq, Data: c})
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-bell:
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(countersPause):
		}
	}
}
