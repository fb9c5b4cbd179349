package main

import (
	"go.etcd.io/bbolt"

	"warehouse-node/warehouse/store/tee"
)

// group is group commit by hand, the floor of ours: one committer drains its
// queue into one bbolt transaction of nothing but given writes, and answers all
// after the one sync.
type group struct {
	db    *bbolt.DB
	queue chan pending
	done  chan struct{}
}

type pending struct {
	writes []tee.Write
	done   chan error
}

func newGroup(db *bbolt.DB) *group {
	g := &group{db, make(chan pending, 1024), make(chan struct{})}
	go g.run()
	return g
}

func (g *group) run() {
	defer close(g.done)
	for first := range g.queue {
		batch := g.drain(first)
		err := g.db.Update(func(tx *bbolt.Tx) error {
			for _, p := range batch {
				if err := putAll(tx, p.writes); err != nil {
					return err
				}
			}
			return nil
		})
		for _, p := range batch {
			p.done <- err
		}
	}
}

// drain takes all who wait with the first.
func (g *group) drain(first pending) []pending {
	batch := []pending{first}
	for {
		select {
		case p, more := <-g.queue:
			if !more {
				return batch
			}
			batch = append(batch, p)
		default:
			return batch
		}
	}
}

// commit waits for a batch with the writes in it.
func (g *group) commit(writes []tee.Write) error {
	p := pending{writes, make(chan error, 1)}
	g.queue <- p
	return <-p.done
}

// update commits the writes alone.
func (g *group) update(writes []tee.Write) error {
	return g.db.Update(func(tx *bbolt.Tx) error { return putAll(tx, writes) })
}

func (g *group) close() error {
	close(g.queue)
	<-g.done
	return g.db.Close()
}

// appended are the buckets whose keys only ascend; their pages are filled, as
// ours are.
var appended = map[string]bool{"journal": true, "ledger.moves": true}

func putAll(tx *bbolt.Tx, writes []tee.Write) error {
	for _, w := range writes {
		b := tx.Bucket([]byte(w.Bucket))
		if b == nil {
			var err error
			if b, err = tx.CreateBucket([]byte(w.Bucket)); err != nil {
				return err
			}
		}
		if w.Value == nil {
			if err := b.Delete(w.Key); err != nil {
				return err
			}
			continue
		}
		if appended[w.Bucket] {
			b.FillPercent = 0.95
		}
		if err := b.Put(w.Key, w.Value); err != nil {
			return err
		}
	}
	return nil
}
