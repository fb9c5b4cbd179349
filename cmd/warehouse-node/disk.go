package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"warehouse-node/ui/read"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/settings"
	"warehouse-node/warehouse/store"
)

// nodePolicy is what people decide about the node itself.
type nodePolicy struct {
	DiskFree int64 `json:"disk_free" unit:"mib"` // less than that is said aloud; 0 for never
}

// Check refuses what is no amount.
func (p nodePolicy) Check() error {
	if p.DiskFree < 0 {
		return fault.New(fault.Invalid, "settings.value", "field", "disk_free", "value", p.DiskFree)
	}
	return nil
}

var nodeRules = settings.Register("node", nodePolicy{DiskFree: 1024})

// diskEvery is how often the disk is looked at.
const diskEvery = 15 * time.Second

// roomOn is how much room there is. Tests have as much as they say, whatever the
// disk that they run on.
var roomOn = diskFree

// diskWatch is what is known of the disk with the data folder.
type diskWatch struct {
	free func(folder string) (int64, bool) // roomOn, but for a test
	mu   sync.Mutex                        // guards is
	is   read.Disk
}

func (w *diskWatch) now() read.Disk {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.is
}

// watchDisk says early that the disk runs full: in the log, on the status page
// and in the list of what is stuck, until there is room again.
func (n *Node) watchDisk(ctx context.Context) error {
	tick := time.NewTicker(diskEvery)
	defer tick.Stop()
	for {
		if err := n.lookAtDisk(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (n *Node) lookAtDisk(ctx context.Context) error {
	var rules nodePolicy
	if err := n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		rules, err = nodeRules.Get(tx)
		return err
	}); err != nil {
		return err
	}
	free, known := n.disk.free(n.Config.Node.Data)
	low := known && free < rules.DiskFree<<20
	n.disk.mu.Lock()
	was := n.disk.is.Low
	if n.disk.is.Free = free; low != was {
		n.disk.is = read.Disk{Low: low, Free: free, Since: n.DB.Clock()}
	}
	n.disk.mu.Unlock()
	if low == was {
		return nil
	}
	if low {
		n.Log.Warn("the disk runs full", "folder", n.Config.Node.Data, "free", free, "wanted", rules.DiskFree<<20)
	} else {
		n.Log.Info("the disk has room again", "folder", n.Config.Node.Data, "free", free)
	}
	return n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error { tx.Ring(); return nil }) // screens look again
}

// untilStopped ends the node when its store has stopped.
func (n *Node) untilStopped(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-n.DB.Failed():
		return n.DB.Err()
	}
}

// ending is what the operator reads last: of a disk that is full or has failed
// one line that says what to do.
func ending(err error, folder string) error {
	if err == nil {
		return nil
	}
	switch fault.Of(err).Code {
	case fault.DiskFull:
		return fmt.Errorf("the disk of %s is full: what could not be written was refused, and nothing of it was kept. Free some space and start the node again", folder)
	case fault.DiskFailed:
		return fmt.Errorf("the disk of %s has failed (%w): what could not be written was refused. Look at the system's log and at the disk; start the node again when it writes, "+
			"or on another disk from the last backup: warehouse-node help first-day", folder, err)
	}
	return err
}

// advised is what an operator reads of a command that ended with err: of a file
// that is damaged also what to do.
func advised(err error) error {
	if errors.Is(err, store.ErrCorrupt) {
		return fmt.Errorf("%w. Put the file aside and restore the newest good copy into an empty data folder; if this is a copy, take an older one: warehouse-node help first-day", err)
	}
	return err
}

// fallen closes a node that could not go on, and says why: what the store
// stopped for goes before what that led to.
func (n *Node) fallen(err error) error {
	closing := n.Close()
	if stopped := n.DB.Err(); stopped != nil {
		n.Log.Error("the store has stopped", "error", stopped)
		return stopped
	}
	return errors.Join(err, closing)
}
