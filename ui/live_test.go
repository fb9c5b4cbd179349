package ui

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"warehouse-node/ui/api"
)

// dial connects as a browser on our own page does.
func dial(t *testing.T, url string, head ...string) *websocket.Conn {
	t.Helper()
	conn, response, err := tryDial(url, head...)
	if err != nil {
		t.Fatalf("dial: %v (%v)", err, response)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func tryDial(url string, head ...string) (*websocket.Conn, *http.Response, error) {
	header := http.Header{"Cookie": {cookie}, "Origin": {url}}
	for i := 0; i+1 < len(head); i += 2 {
		header.Set(head[i], head[i+1])
	}
	return websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(url, "http")+"/live", header)
}

func say(t *testing.T, conn *websocket.Conn, op, topic, site string) {
	t.Helper()
	if err := conn.WriteJSON(ask{Op: op, Topic: topic, Site: site, N: 1}); err != nil {
		t.Fatal(err)
	}
}

func hear(t *testing.T, conn *websocket.Conn) message {
	t.Helper()
	var m message
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	if err := conn.ReadJSON(&m); err != nil {
		t.Fatal(err)
	}
	return m
}

func until(t *testing.T, what string, cond func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !cond(); {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
		time.Sleep(time.Millisecond) // the condition is polled; nothing is timed by it
	}
}

func TestSnapshotThenFramesInOneChain(t *testing.T) {
	n := &node{seq: 100}
	server, hub := serve(t, n, nil)
	conn := dial(t, server.URL)
	say(t, conn, "subscribe", "counters", "podolsk")
	if m := hear(t, conn); m.Seq != 100 || m.Prev != nil || !strings.Contains(string(m.Snapshot), "216") {
		t.Fatalf("snapshot %+v", m)
	}
	for _, seq := range []int64{99, 100, 103, 110} { // the first two are in the snapshot
		hub.Publish(Frame{Topic: "counters", Site: "podolsk", Seq: seq, Data: api.Counters{Seq: seq}})
		hub.Publish(Frame{Topic: "counters", Site: "odesa", Seq: seq + 1, Data: api.Counters{}})
		hub.Publish(Frame{Topic: "orders", Site: "podolsk", Seq: seq, Data: api.Changed{}})
	}
	prev := int64(100)
	for _, want := range []int64{103, 110} {
		m := hear(t, conn)
		if m.Topic != "counters" || m.Site != "podolsk" || m.Seq != want || m.Prev == nil || *m.Prev != prev {
			t.Fatalf("%+v, want %d after %d", m, want, prev)
		}
		prev = want
	}
	say(t, conn, "unsubscribe", "counters", "podolsk")
	say(t, conn, "ping", "", "")
	hear(t, conn) // the pong: the node has unsubscribed
	hub.Publish(Frame{Topic: "counters", Site: "podolsk", Seq: 120, Data: api.Counters{}})
	say(t, conn, "ping", "", "")
	if m := hear(t, conn); m.Pong != 1 {
		t.Errorf("a frame after leaving: %+v", m)
	}
}

// A frame published while the snapshot is being read is neither lost nor sent
// before it.
func TestFrameDuringTheSnapshot(t *testing.T) {
	n := &node{seq: 100, block: make(chan struct{})}
	server, hub := serve(t, n, nil)
	conn := dial(t, server.URL)
	say(t, conn, "subscribe", "counters", "")
	until(t, "followed", func() bool { return len(hub.followers(Frame{Topic: "counters"})) == 1 })
	for _, seq := range []int64{98, 101, 102} {
		hub.Publish(Frame{Topic: "counters", Seq: seq, Data: api.Counters{}})
	}
	close(n.block)
	for i, want := range []int64{100, 101, 102} {
		if m := hear(t, conn); m.Seq != want || (m.Snapshot != nil) != (i == 0) {
			t.Fatalf("message %d: %+v, want %d", i, m, want)
		}
	}
}

func TestSecondSubscriptionIsAFreshSnapshot(t *testing.T) {
	n := &node{seq: 100}
	server, hub := serve(t, n, nil)
	conn := dial(t, server.URL)
	say(t, conn, "subscribe", "counters", "")
	hear(t, conn)
	n.set(func(n *node) { n.seq = 200 })
	say(t, conn, "subscribe", "counters", "")
	if m := hear(t, conn); m.Seq != 200 || m.Snapshot == nil {
		t.Fatalf("%+v", m)
	}
	hub.Publish(Frame{Topic: "counters", Seq: 201, Data: api.Counters{}})
	if m := hear(t, conn); m.Seq != 201 || *m.Prev != 200 {
		t.Fatalf("%+v", m)
	}
	if got := len(hub.followers(Frame{Topic: "counters"})); got != 1 {
		t.Errorf("%d followers of one topic", got)
	}
}

func TestTopicIsGrantedLikeItsRead(t *testing.T) {
	n := &node{denied: map[string]bool{"staff.read": true}}
	server, _ := serve(t, n, nil)
	conn := dial(t, server.URL)
	for _, row := range [][2]string{{"people", ""}, {"counters", "foreign"}, {"no-such", ""}, {"device/", ""}} {
		say(t, conn, "subscribe", row[0], row[1])
		if m := hear(t, conn); m.Refused == nil || m.Topic != row[0] || m.Snapshot != nil {
			t.Errorf("%v: %+v", row, m)
		}
	}
}

// Every topic has the right of a read in the document.
func TestTopicsNameRightsOfReads(t *testing.T) {
	mux := http.NewServeMux()
	doc := api.Mount(mux, &api.Core{}).OpenAPI()
	rights := map[string]bool{}
	for _, item := range doc.Paths {
		if item.Get != nil {
			right, _ := item.Get.Extensions["x-right"].(string)
			rights[right] = true
		}
	}
	for _, topic := range api.Topics(&api.Core{}) {
		if topic.Right == "" || !rights[string(topic.Right)] {
			t.Errorf("topic %s: right %q is of no read", topic.Name, topic.Right)
		}
	}
}

// TestRecheck: who lost a right is told at once, long before the next ping.
func TestRecheck(t *testing.T) {
	n := &node{}
	server, hub := serve(t, n, nil)
	conn := dial(t, server.URL)
	say(t, conn, "subscribe", "orders", "")
	hear(t, conn)
	n.set(func(n *node) { n.denied = map[string]bool{"orders.read": true} })
	hub.Recheck()
	hub.Recheck() // as often as one likes
	if m := hear(t, conn); m.Refused == nil || m.Topic != "orders" {
		t.Fatalf("%+v", m)
	}
}

func TestRightTakenAwayEndsTheTopic(t *testing.T) {
	n := &node{}
	server, hub := serve(t, n, nil)
	hub.ping = 5 * time.Millisecond
	conn := dial(t, server.URL)
	say(t, conn, "subscribe", "orders", "")
	hear(t, conn)
	n.set(func(n *node) { n.denied = map[string]bool{"orders.read": true} })
	if m := hear(t, conn); m.Refused == nil || m.Topic != "orders" {
		t.Fatalf("%+v", m)
	}
	if got := len(hub.followers(Frame{Topic: "orders"})); got != 0 {
		t.Errorf("%d followers", got)
	}
}

func TestEndedSessionEndsTheSocket(t *testing.T) {
	n := &node{}
	server, hub := serve(t, n, nil)
	hub.ping = 5 * time.Millisecond
	conn := dial(t, server.URL)
	n.set(func(n *node) { n.ended = true })
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseTryAgainLater) {
		t.Errorf("%v", err)
	}
	until(t, "left", func() bool { return hub.Clients() == 0 })
}

// A client that reads nothing is closed; the publisher does not wait for it and
// the other one misses no frame.
func TestSlowClientIsClosed(t *testing.T) {
	server, hub := serve(t, &node{}, nil)
	slow, quick := dial(t, server.URL), dial(t, server.URL)
	for _, conn := range []*websocket.Conn{slow, quick} {
		say(t, conn, "subscribe", "counters", "")
		hear(t, conn)
	}
	big := api.Changed{IDs: api.List[string]{strings.Repeat("x", 64<<10)}} // fills a socket's buffers soon
	seq := int64(0)
	for hub.Clients() == 2 {
		if seq++; seq > 10*MaxQueue {
			t.Fatal("the slow client is still there")
		}
		hub.Publish(Frame{Topic: "counters", Seq: seq, Data: big})
		if m := hear(t, quick); m.Seq != seq || *m.Prev != seq-1 {
			t.Fatalf("the quick one got %d after %d, want %d", m.Seq, *m.Prev, seq)
		}
	}
	hub.Publish(Frame{Topic: "counters", Seq: seq + 1, Data: api.Changed{}})
	if m := hear(t, quick); m.Seq != seq+1 {
		t.Errorf("the quick one got %d", m.Seq)
	}
}

func TestForeignPageGetsNoSocket(t *testing.T) {
	server, _ := serve(t, &node{}, nil)
	for name, head := range map[string][]string{
		"foreign page": {"Origin", "https://evil.example"},
		"no origin":    {"Origin", ""},
	} {
		if conn, response, err := tryDial(server.URL, head...); err == nil {
			conn.Close()
			t.Errorf("%s: let in", name)
		} else if response == nil || response.StatusCode != 403 {
			t.Errorf("%s: %v", name, err)
		}
	}
	conn, _, err := tryDial(server.URL, "Origin", "", "Cookie", "", "Authorization", "Bearer marina")
	if err != nil {
		t.Fatalf("a program with a token: %v", err)
	}
	conn.Close()
}

func TestGarbageEndsTheSocket(t *testing.T) {
	server, hub := serve(t, &node{}, nil)
	for name, text := range map[string]string{
		"not JSON": "{", "unknown op": `{"op":"drop table"}`, "too long": fmt.Sprintf(`{"op":%q}`, strings.Repeat("x", MaxLiveMessage)),
	} {
		conn := dial(t, server.URL)
		if err := conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			t.Fatal(err)
		}
		_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
		if _, _, err := conn.ReadMessage(); err == nil {
			t.Errorf("%s: answered", name)
		}
	}
	until(t, "all left", func() bool { return hub.Clients() == 0 })
}

func TestTooManyTopics(t *testing.T) {
	server, _ := serve(t, &node{}, nil)
	conn := dial(t, server.URL)
	for i := range MaxTopics {
		say(t, conn, "subscribe", "orders", fmt.Sprint(i))
		if m := hear(t, conn); m.Refused != nil {
			t.Fatalf("topic %d: %+v", i, m.Refused)
		}
	}
	say(t, conn, "subscribe", "orders", "one more")
	if m := hear(t, conn); m.Refused == nil || m.Refused.Code != "live.topics" {
		raw, _ := json.Marshal(m)
		t.Errorf("%s", raw)
	}
}

func TestClosingHubEndsAll(t *testing.T) {
	server, hub := serve(t, &node{}, nil)
	dial(t, server.URL)
	until(t, "joined", func() bool { return hub.Clients() == 1 })
	hub.Close()
	until(t, "left", func() bool { return hub.Clients() == 0 })
	late := dial(t, server.URL)
	_ = late.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, _, err := late.ReadMessage(); err == nil {
		t.Error("let in after the end")
	}
}

// A defect in a snapshot ends the client that asked; the others go on.
func TestPanicEndsOneClient(t *testing.T) {
	n := &node{seq: 1}
	server, hub := serve(t, n, nil)
	other := dial(t, server.URL)
	say(t, other, "subscribe", "counters", "")
	hear(t, other)
	n.set(func(n *node) { n.broken = true })
	conn := dial(t, server.URL)
	say(t, conn, "subscribe", "counters", "")
	until(t, "the one left", func() bool { return hub.Clients() == 1 })
	hub.Publish(Frame{Topic: "counters", Seq: 2, Data: api.Counters{}})
	if m := hear(t, other); m.Seq != 2 {
		t.Errorf("the other heard %+v", m)
	}
}
