package ui

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
)

// Limits of the websocket. A client that cannot take its frames is closed and
// comes back with a snapshot; nobody waits for it.
const (
	MaxClients     = 1000
	MaxTopics      = 64      // followed by one client
	MaxQueue       = 256     // messages that wait for one client
	MaxPending     = 256     // frames that wait for one snapshot
	MaxLiveMessage = 4 << 10 // bytes from a client
)

// Frame is one change of a topic. Seq is the journal sequence of the change (or
// the topic's own count where it is no journal's), rising within the topic; a
// publisher sends at most one frame per topic, site and sequence.
type Frame struct {
	Topic string // "orders", "device/ID"
	Site  string // empty: the topic belongs to no site, everybody gets it
	Seq   int64
	Data  any // as the topic declares it in api.Topics

	once *once // what was written of it
}

// once is a frame as it was written last: most screens saw the same frame before
// it, and are sent the very same bytes.
type once struct {
	mu    sync.Mutex // guards what follows
	site  string
	prev  int64
	ready *websocket.PreparedMessage
}

// after is the frame for those who follow a site and saw prev before it.
func (f *Frame) after(site string, prev int64) (*websocket.PreparedMessage, error) {
	f.once.mu.Lock()
	defer f.once.mu.Unlock()
	if o := f.once; o.ready != nil && o.site == site && o.prev == prev {
		return o.ready, nil
	}
	data, _ := f.Data.(json.RawMessage)
	ready, err := message{Topic: f.Topic, Site: site, Seq: f.Seq, Prev: &prev, Data: data}.prepare()
	if err == nil {
		f.once.site, f.once.prev, f.once.ready = site, prev, ready
	}
	return ready, err
}

// Hub hands frames to the clients that follow their topic. Publish never blocks
// on a client.
type Hub struct {
	topics []api.Topic
	ping   time.Duration

	mu      sync.Mutex // guards what follows
	clients map[*client]bool
	follow  map[string]map[*follow]bool // topic and site -> followers
	closed  bool
}

// NewHub makes a hub of the topics that may be followed.
func NewHub(topics []api.Topic) *Hub {
	return &Hub{topics: topics, ping: pingEvery, clients: map[*client]bool{}, follow: map[string]map[*follow]bool{}}
}

// follow is one topic followed by one client.
type follow struct {
	client *client
	topic  string
	site   string

	mu      sync.Mutex // guards what follows
	ready   bool       // the snapshot was queued
	last    int64      // sequence of the last frame or of the snapshot
	pending []Frame    // came before the snapshot was queued
}

func (f *follow) key() string { return f.topic + "@" + f.site }

// Publish hands a frame to everybody who follows its topic. It is encoded once
// for all who saw the same frame before.
func (h *Hub) Publish(frame Frame) {
	all := h.followers(frame)
	if len(all) == 0 {
		return
	}
	raw, err := json.Marshal(frame.Data)
	if err != nil {
		slog.Error("frame cannot be encoded", "topic", frame.Topic, "error", err)
		return
	}
	frame.Data, frame.once = json.RawMessage(raw), new(once)
	for _, f := range all {
		f.take(frame)
	}
}

func (h *Hub) followers(frame Frame) []*follow {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []*follow
	if frame.Site != "" {
		for f := range h.follow[frame.Topic+"@"+frame.Site] {
			list = append(list, f)
		}
		return list
	}
	for key, followers := range h.follow {
		if name, _, _ := strings.Cut(key, "@"); name == frame.Topic {
			for f := range followers {
				list = append(list, f)
			}
		}
	}
	return list
}

// take queues a frame, or keeps it until the snapshot is out. What the snapshot
// already holds is dropped.
func (f *follow) take(frame Frame) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.ready {
		if len(f.pending) == MaxPending {
			f.client.drop("too slow for its snapshot")
			return
		}
		f.pending = append(f.pending, frame)
		return
	}
	f.send(frame)
}

// send queues the frame with the one before it on this socket. The caller holds
// f.mu.
func (f *follow) send(frame Frame) {
	if frame.Seq <= f.last {
		return
	}
	f.client.queue(frame.after(f.site, f.last))
	f.last = frame.Seq
}

// message is what goes to a client: a snapshot, a frame (with prev), a refusal,
// or the answer to a ping.
type message struct {
	Topic    string          `json:"topic,omitempty"`
	Site     string          `json:"site,omitempty"`
	Seq      int64           `json:"seq,omitempty"`
	Prev     *int64          `json:"prev,omitempty"`
	Snapshot json.RawMessage `json:"snapshot,omitempty"`
	Data     json.RawMessage `json:"data,omitempty"`
	Refused  *refusal        `json:"refused,omitempty"`
	Pong     int64           `json:"pong,omitempty"`
}

// prepare writes a message out.
func (m message) prepare() (*websocket.PreparedMessage, error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return websocket.NewPreparedMessage(websocket.TextMessage, raw)
}

type refusal struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
}

// subscribe follows a topic and queues its snapshot; a topic followed already
// gets a fresh one (the client saw a gap).
func (h *Hub) subscribe(ctx context.Context, c *client, name, site string) error {
	topic, key, err := h.topic(name)
	if err != nil {
		return err
	}
	if err := c.guard.May(ctx, string(topic.Right), site); err != nil {
		return err
	}
	f, err := h.enter(c, name, site)
	if err != nil {
		return err
	}
	data, seq, err := topic.Snapshot(ctx, site, key)
	if err == nil {
		var raw []byte
		if raw, err = json.Marshal(data); err == nil {
			f.open(raw, seq)
			return nil
		}
	}
	h.unsubscribe(c, name, site)
	return err
}

// open queues the snapshot and then what came while it was read.
func (f *follow) open(snapshot []byte, seq int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.client.queue(message{Topic: f.topic, Site: f.site, Seq: seq, Snapshot: snapshot}.prepare())
	f.last, f.ready = seq, true
	for _, frame := range f.pending {
		f.send(frame)
	}
	f.pending = nil
}

func (h *Hub) topic(name string) (api.Topic, string, error) {
	for _, topic := range h.topics {
		keyed := strings.HasSuffix(topic.Name, "/")
		if key, ok := strings.CutPrefix(name, topic.Name); ok && keyed == (key != "") {
			return topic, key, nil
		}
	}
	return api.Topic{}, "", fault.New(fault.NotFound, "live.topic", "topic", name)
}

// enter registers the follower before its snapshot is read, so that no frame
// falls between the two.
func (h *Hub) enter(c *client, topic, site string) (*follow, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f := &follow{client: c, topic: topic, site: site}
	if old, ok := c.follows[f.key()]; ok {
		delete(h.follow[f.key()], old)
	} else if len(c.follows) == MaxTopics {
		return nil, fault.New(fault.Limit, "live.topics", "limit", MaxTopics)
	}
	c.follows[f.key()] = f
	if h.follow[f.key()] == nil {
		h.follow[f.key()] = map[*follow]bool{}
	}
	h.follow[f.key()][f] = true
	return f, nil
}

func (h *Hub) unsubscribe(c *client, topic, site string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	key := topic + "@" + site
	if f, ok := c.follows[key]; ok {
		delete(c.follows, key)
		h.forget(key, f)
	}
}

// forget takes a follower out. The caller holds h.mu.
func (h *Hub) forget(key string, f *follow) {
	delete(h.follow[key], f)
	if len(h.follow[key]) == 0 {
		delete(h.follow, key)
	}
}

func (h *Hub) join(c *client) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return fault.New(fault.Unavailable, "live.closing")
	}
	if len(h.clients) == MaxClients {
		return fault.New(fault.TooOften, "live.clients", "limit", MaxClients)
	}
	h.clients[c] = true
	return nil
}

func (h *Hub) leave(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, c)
	for key, f := range c.follows {
		h.forget(key, f)
	}
}

// followed lists what a client follows, for the check of its rights.
func (h *Hub) followed(c *client) []*follow {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := make([]*follow, 0, len(c.follows))
	for _, f := range c.follows {
		list = append(list, f)
	}
	return list
}

// Recheck looks at once whether each session still stands and each topic is still
// allowed, rather than at the next ping: somebody's rights have changed.
func (h *Hub) Recheck() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		select {
		case c.again <- struct{}{}:
		default: // it is about to look anyway
		}
	}
}

// Close ends every connection; later ones are refused.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closed = true
	clients := make([]*client, 0, len(h.clients))
	for c := range h.clients {
		clients = append(clients, c)
	}
	h.mu.Unlock()
	for _, c := range clients {
		c.drop("the node closes")
	}
}

// Clients is how many are connected.
func (h *Hub) Clients() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.clients)
}
