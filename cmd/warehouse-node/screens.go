package main

import (
	"slices"
	"strings"

	"warehouse-node/orders"
	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
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
	tell := func(tx *store.Tx, e *journal.Entry) error {
		if changesRights[e.Kind] || endsSockets[e.Kind] {
			tx.AfterCommit(n.Hub.Recheck)
		}
		frames, err := touched(tx, e)
		for _, frame := range frames {
			n.publish(tx, frame)
		}
		return err
	}
	bench := func(tx *store.Tx, e *journal.Entry, at warehouse.StationID) error {
		if err := tell(tx, e); err != nil || at.IsZero() {
			return err
		}
		there, err := station.At(tx, at)
		if err != nil {
			return err
		}
		for _, s := range there {
			if err := show(tx, s, e.Seq); err != nil {
				return err
			}
		}
		return nil
	}
	journal.On(f, deviceHealth, func(tx *store.Tx, e *journal.Entry, r deviceReport) error { return bench(tx, e, r.Station) })
	journal.On(f, station.BoundKind, func(tx *store.Tx, e *journal.Entry, r station.Bound) error {
		return bench(tx, e, n.floor.benchOf(r.Device))
	})
	journal.On(f, place.CreatedKind, func(tx *store.Tx, e *journal.Entry, r place.Created) error {
		if r.Kind == place.KindSite || r.Kind == place.KindStation {
			tx.AfterCommit(n.built)
		}
		return tell(tx, e)
	})
	journal.On(f, deviceBoundKind, func(tx *store.Tx, e *journal.Entry, r deviceBound) error {
		tx.AfterCommit(func() { n.floor.seated(r.Device, r.Station) })
		return tell(tx, e)
	})
	journal.On(f, deviceRecordedKind, func(tx *store.Tx, e *journal.Entry, r deviceRecorded) error {
		tx.AfterCommit(func() { n.floor.recorded(r.Device, r.On, e.At) })
		return tell(tx, e)
	})
	journal.On(f, orders.ForgottenKind, func(tx *store.Tx, e *journal.Entry, _ orders.Forgotten) error {
		tx.AfterCommit(func() { n.floor.forget(e.At) })
		n.publish(tx, ui.Frame{Topic: "devices", Seq: int64(e.Seq), Data: api.Changed{}})
		return tell(tx, e)
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
	f.OnEvery(tell)
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
	"staff":    {"people", "devices"}, // a handheld is let in or shut out
	"station":  {"people", "devices"},
	"device":   {"devices"},
	"till":     {"orders"},
	"register": {"devices"},
	"spool":    {"devices"}, // what a register was asked to do is done
	"sheet":    {"imports"},
}

// changesRights are the events after which somebody may more or less than before:
// open screens are looked at again at once, and ask what they may.
var changesRights = map[string]bool{
	staff.RoleGrantedKind.Name: true, staff.RoleRevokedKind.Name: true, staff.RoleEditedKind.Name: true, staff.RoleArchivedKind.Name: true,
	staff.RoleRestoredKind.Name: true, staff.LeftKind.Name: true, staff.TokenEndedKind.Name: true,
}

// endsSockets are the events after which somebody's open screens are theirs no
// more; nobody else's rights are others for it.
var endsSockets = map[string]bool{staff.SessionEndedKind.Name: true, staff.DeviceEndedKind.Name: true}

// subjectTopics says in which topic the rows of a kind of subject are. People
// have no warehouse that a frame could be kept to: their topic only says that
// something changed.
var subjectTopics = map[string]string{"order": "orders", "item": "items", "place": "bins"}

// touched are the frames of an entry: for each topic the rows that changed, kept
// to the warehouse to which they belong. A frame without rows says that some row
// did, no more, and goes to all.
func touched(tx *store.Tx, e *journal.Entry) (frames []ui.Frame, err error) {
	area, _, _ := strings.Cut(e.Kind, ".")
	topics := topicsOf[area]
	rows := map[string]map[string]api.List[string]{} // by topic and site
	for _, s := range e.About {
		kind, id, _ := strings.Cut(string(s), "/")
		topic := subjectTopics[kind]
		if topic == "" || topic != "orders" && !slices.Contains(topics, topic) {
			continue
		}
		site, err := siteOfSubject(tx, kind, id)
		if err != nil {
			return nil, err
		}
		if rows[topic] == nil {
			rows[topic] = map[string]api.List[string]{}
		}
		rows[topic][site] = append(rows[topic][site], id)
	}
	for topic, sites := range rows {
		for site, ids := range sites {
			frames = append(frames, ui.Frame{Topic: topic, Site: site, Seq: int64(e.Seq), Data: api.Changed{IDs: ids}})
		}
	}
	for _, topic := range topics {
		if rows[topic] == nil {
			frames = append(frames, ui.Frame{Topic: topic, Seq: int64(e.Seq), Data: api.Changed{}})
		}
	}
	if changesRights[e.Kind] {
		frames = append(frames, ui.Frame{Topic: "rights", Seq: int64(e.Seq), Data: api.Changed{}})
	}
	return frames, nil
}

// siteOfSubject is the warehouse of an order or a place; "" for what has none.
func siteOfSubject(tx *store.Tx, kind, text string) (string, error) {
	var site warehouse.SiteID
	var err error
	switch kind {
	case "order":
		var id warehouse.OrderID
		if err = id.UnmarshalText([]byte(text)); err == nil {
			var o *orders.Order
			if o, err = orders.Get(tx, id); err == nil {
				site = o.Site
			}
		}
	case "place":
		var id warehouse.PlaceID
		if err = id.UnmarshalText([]byte(text)); err == nil {
			var p *place.Place
			if p, err = place.Get(tx, id); err == nil {
				site = p.Site
			}
		}
	}
	if err != nil && fault.KindOf(err) == fault.NotFound { // an order of another node's
		return "", nil
	}
	return site.String(), err
}
