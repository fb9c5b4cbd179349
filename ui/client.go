package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
)

// Times of the websocket.
const (
	writeWait = 5 * time.Second  // one message into the socket
	pingEvery = 15 * time.Second // and the rights are looked at again
	pongWait  = 40 * time.Second // silence that long is a dead client
)

// client is one browser's connection: a reader, and a writer behind a bounded
// queue.
type client struct {
	hub   *Hub
	guard api.Guard
	conn  *websocket.Conn
	out   chan *websocket.PreparedMessage
	gone  chan struct{}
	again chan struct{} // the rights are to be looked at
	once  sync.Once

	follows map[string]*follow // guarded by hub.mu
}

// ask is what a client sends.
type ask struct {
	Op    string `json:"op"` // subscribe, unsubscribe, ping
	Topic string `json:"topic"`
	Site  string `json:"site"`
	N     int64  `json:"n"`
}

// upgrader takes connections of our own pages only: a browser names its page,
// and the cookie alone would let any page in.
var upgrader = websocket.Upgrader{
	ReadBufferSize: 1 << 10, WriteBufferSize: 4 << 10, WriteBufferPool: new(sync.Pool),
	CheckOrigin: func(r *http.Request) bool {
		origin := r.Header.Get("Origin")
		if origin == "" {
			return r.Header.Get("Authorization") != "" // a program, not a browser
		}
		u, err := url.Parse(origin)
		return err == nil && u.Host == r.Host
	},
}

// live makes a request a client of the hub. It returns at once: the stack and the
// buffers of a request would otherwise lie under each screen for all its day.
func (s *server) live(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	c := &client{
		hub: s.Hub, guard: s.Core.Guard, conn: conn, out: make(chan *websocket.PreparedMessage, MaxQueue), gone: make(chan struct{}),
		again:   make(chan struct{}, 1),
		follows: map[string]*follow{},
	}
	if err := s.Hub.join(c); err != nil {
		c.drop(fault.Of(err).Code)
		return
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	shown := credentialOf(r) // the request itself would lie there with its buffers
	session := func() error {
		_, err := s.known(ctx, shown)
		return err
	}
	go s.guarded(func() { c.write(ctx, session) })
	go s.guarded(func() {
		defer cancel()
		defer s.Hub.leave(c)
		defer c.drop("bye") // also when a snapshot panics
		c.read(ctx)
	})
}

// guarded runs a part of a client's service; its panic is a log line, not the
// node's end.
func (s *server) guarded(serve func()) {
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error("live panicked", "panic", p, "stack", stack())
		}
	}()
	serve()
}

// read obeys the client until it goes away.
func (c *client) read(ctx context.Context) {
	c.conn.SetReadLimit(MaxLiveMessage)
	alive := func(string) error { return c.conn.SetReadDeadline(time.Now().Add(pongWait)) }
	c.conn.SetPongHandler(alive)
	for _ = alive(""); ; {
		_, raw, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		_ = alive("")
		if !aside(func() bool { return c.obey(ctx, raw) }) {
			return
		}
	}
}

// obey does what a client asks; false when it is not one of ours.
func (c *client) obey(ctx context.Context, raw []byte) bool {
	var in ask
	if json.Unmarshal(raw, &in) != nil {
		return false
	}
	switch in.Op {
	case "subscribe":
		if err := c.hub.subscribe(ctx, c, in.Topic, in.Site); err != nil {
			c.refuse(in.Topic, in.Site, err)
		}
	case "unsubscribe":
		c.hub.unsubscribe(c, in.Topic, in.Site)
	case "ping":
		c.queue(message{Pong: in.N}.prepare())
	default:
		return false
	}
	return true
}

// aside does what goes deep on a stack of its own and waits for it: a stack that
// has grown once lies under its screen all day. A panic there is the caller's.
func aside(do func() bool) (going bool) {
	var died any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				died = fmt.Sprintf("%v\n%s", p, stack())
			}
		}()
		going = do()
	}()
	<-done
	if died != nil {
		panic(died)
	}
	return going
}

func (c *client) refuse(topic, site string, err error) {
	told := fault.Of(err)
	c.queue(message{Topic: topic, Site: site, Refused: &refusal{Code: told.Code, Args: told.Args}}.prepare())
}

// write empties the queue into the socket, pings, and at each ping and Recheck
// looks whether the session still stands and each topic is still allowed.
func (c *client) write(ctx context.Context, session func() error) {
	tick := time.NewTicker(c.hub.ping)
	defer tick.Stop()
	for {
		select {
		case <-c.gone:
			return
		case m := <-c.out:
			_ = c.conn.SetWriteDeadline(time.Now().Add(writeWait))
			if err := c.conn.WritePreparedMessage(m); err != nil {
				c.drop("cannot be written to")
				return
			}
		case <-c.again:
			if !aside(func() bool { return c.recheck(ctx, session) }) {
				return
			}
		case <-tick.C:
			if !aside(func() bool { return c.recheck(ctx, session) }) {
				return
			}
			if err := c.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait)); err != nil {
				c.drop("does not answer")
				return
			}
		}
	}
}

// recheck ends what the actor may no longer follow; false when the session is
// over, and the client with it.
func (c *client) recheck(ctx context.Context, session func() error) bool {
	if session() != nil {
		c.drop("session ended")
		return false
	}
	for _, f := range c.hub.followed(c) {
		topic, _, err := c.hub.topic(f.topic)
		if err == nil {
			err = c.guard.May(ctx, string(topic.Right), f.site)
		}
		if err != nil {
			c.hub.unsubscribe(c, f.topic, f.site)
			c.refuse(f.topic, f.site, err)
		}
	}
	return true
}

// queue never waits: a client whose queue is full is closed, and so is one for
// whom something could not be written.
func (c *client) queue(m *websocket.PreparedMessage, err error) {
	if err != nil {
		c.drop("cannot be written to")
		return
	}
	select {
	case c.out <- m:
	default:
		c.drop("too slow")
	}
}

// drop closes the connection at once, from any goroutine, as often as one likes.
func (c *client) drop(why string) {
	c.once.Do(func() {
		close(c.gone)
		bye := websocket.FormatCloseMessage(websocket.CloseTryAgainLater, why)
		go func() { // a socket that is stuck would hold the caller
			_ = c.conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
			_ = c.conn.Close()
		}()
	})
}
