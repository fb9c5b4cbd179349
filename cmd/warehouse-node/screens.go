package main

import (
	"context"
	"strings"

	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// screens is the follower that tells open screens what changed. It begins at
// the newest entry: a screen that comes reads first. Frames go out when their
// entry is durable, never hold a writer and wait for no other commit.
func screens(n *Node) *journal.Follower {
	f := journal.NewFollower("screens")
	f.Live = true
	screen := n.bench(&access{Reader: n.reader()})
	show := func(tx *store.Tx, s *station.Session, seq uint64) error {
		state, err := screen.draw(tx, s)
		if err != nil {
			return err
		}
		state.Seq = int64(seq)
		n.publish(tx, ui.Frame{Topic: "session/" + state.Session, Seq: state.Seq, Data: state})
		return nil
	}
	journal.On(f, station.RepliedKind, func(tx *store.Tx, e *journal.Entry, r station.Replied) error {
		s, err := station.ByID(tx, r.Session)
		if err != nil {
			return err
		}
		return show(tx, s, e.Seq)
	})
	tell := func(tx *store.Tx, e *journal.Entry) {
		for topic, ids := range touched(e) {
			n.publish(tx, ui.Frame{Topic: topic, Seq: int64(e.Seq), Data: api.Changed{IDs: ids}})
		}
	}
	journal.On(f, deviceHealth, func(tx *store.Tx, e *journal.Entry, r deviceReport) error {
		tell(tx, e)
		if r.Station.IsZero() {
			return nil
		}
		at, err := station.At(tx, r.Station)
		if err != nil {
			return err
		}
		for _, s := range at {
			if err := show(tx, s, e.Seq); err != nil {
				return err
			}
		}
		return nil
	})
	journal.On(f, deviceBoundKind, func(tx *store.Tx, e *journal.Entry, r deviceBound) error {
		tx.AfterCommit(func() { n.floor.seated(r.Device, r.Station) })
		tell(tx, e)
		return nil
	})
	journal.On(f, deviceRecordedKind, func(tx *store.Tx, e *journal.Entry, r deviceRecorded) error {
		tx.AfterCommit(func() { n.floor.recorded(r.Device, r.On, e.At) })
		tell(tx, e)
		return nil
	})
	journal.On(f, checkAskedKind, func(tx *store.Tx, e *journal.Entry, r checkAsked) error {
		tx.AfterCommit(func() {
			if r.Name == "" {
				n.prover.ask()
			} else {
				n.prover.ask(r.Name)
			}
		})
		return nil
	})
	f.OnEvery(func(tx *store.Tx, e *journal.Entry) error {
		tell(tx, e)
		return nil
	})
	return f
}

func (n *Node) publish(tx *store.Tx, frame ui.Frame) {
	tx.AfterCommit(func() { n.Hub.Publish(frame) })
}

// topicsOf are the topics that an area of events touches, beside those of its
// subjects. What is stuck, and how shops fare, changes without an entry too: see
// tellScreens.
var topicsOf = map[string][]string{
	"orders":   {"orders"},
	"job":      {"orders", "dispatch"},
	"promise":  {"orders", "stock"},
	"ledger":   {"stock", "bins"},
	"receive":  {"stock", "bins"},
	"pick":     {"stock", "bins", "orders"},
	"pack":     {"orders", "dispatch", "stock"},
	"dispatch": {"dispatch", "orders", "stock"},
	"move":     {"stock", "bins"},
	"catalog":  {"items"},
	"place":    {"bins"},
	"staff":    {"people"},
	"station":  {"people", "devices"},
	"device":   {"devices"},
	"till":     {"orders"},
	"sheet":    {"imports"},
}

// subjectTopics says in which topic the rows of a kind of subject are.
var subjectTopics = map[string]string{"order": "orders", "item": "items", "place": "bins", "person": "people"}

// touched are the topics of an entry with the rows that changed in each; no rows
// is all of them.
func touched(e *journal.Entry) map[string]api.List[string] {
	all := map[string]api.List[string]{}
	area, _, _ := strings.Cut(e.Kind, ".")
	for _, topic := range topicsOf[area] {
		all[topic] = nil
	}
	for _, s := range e.About {
		kind, id, _ := strings.Cut(string(s), "/")
		if topic := subjectTopics[kind]; topic != "" {
			if _, known := all[topic]; known || topic == "orders" {
				all[topic] = append(all[topic], id)
			}
		}
	}
	return all
}

// turnDays does at each site's midnight what a day changes.
func (n *Node) turnDays(ctx context.Context) error { return turnDays(ctx, n.DB) }
