package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// spoken is what goes over a screen's socket.
type spoken struct {
	Topic, Site    string
	Snapshot, Data json.RawMessage
	Refused        *struct{ Code string }
}

// socket opens the live socket as whoever a client is logged in as.
func (w *town) socket(c *http.Client) *websocket.Conn {
	w.t.Helper()
	at, err := url.Parse(w.base)
	w.must(err)
	head := http.Header{"Origin": {w.base}}
	for _, cookie := range c.Jar.Cookies(at) {
		head.Add("Cookie", cookie.String())
	}
	return w.dial(head)
}

// dial opens the live socket with a head.
func (w *town) dial(head http.Header) *websocket.Conn {
	w.t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(w.base, "http")+"/live", head)
	w.must(err)
	w.t.Cleanup(func() { conn.Close() })
	return conn
}

// hears reads until a message is the awaited one; all of them must be clean.
func (w *town) hears(t *testing.T, conn *websocket.Conn, said string, awaited func(spoken) bool) {
	t.Helper()
	w.must(conn.SetReadDeadline(time.Now().Add(patience)))
	for {
		_, raw, err := conn.ReadMessage()
		if err != nil {
			t.Fatalf("%s: %v", said, err)
		}
		if leaks := w.leaks(string(raw), said); len(leaks) > 0 {
			t.Errorf("after %q the socket tells %v: %s", said, leaks, clipText(string(raw), 1000))
		}
		var m spoken
		if json.Unmarshal(raw, &m) == nil && awaited(m) {
			return
		}
	}
}

// tryTopics follows every topic at both warehouses, as a person and as a program,
// and hears what happens in the other one.
func (w *town) tryTopics(t *testing.T, boss *http.Client, key *key) {
	conn, program := w.socket(boss), w.dial(http.Header{"Authorization": {"Bearer " + key.secret}})
	w.followAll(t, conn, func(topic api.Topic) bool { return false })
	w.followAll(t, program, func(topic api.Topic) bool { return topic.Right == api.Right(staff.RightSelf) }) // a person's own
	w.b.lives()
	cup := orders.IncomingLine{Article: "CUP", Name: "Кружка", Qty: 1, Price: measure.Money{Minor: 1, Currency: measure.RUB}}
	mine := w.a.order("last", cup).Order.String()
	for _, screen := range []*websocket.Conn{conn, program} {
		w.hears(t, screen, "", func(m spoken) bool { return m.Topic == "orders" && strings.Contains(string(m.Data), mine) })
	}
}

// followAll follows every topic at both warehouses: refused at the other one, and
// at one's own where it is nobody's but a person's.
func (w *town) followAll(t *testing.T, conn *websocket.Conn, never func(api.Topic) bool) {
	a, b := w.a, w.b
	keys := map[string][]string{
		"device/":  {b.named("scanner"), b.named("printer"), b.handheld.String()},
		"session/": {b.session.String(), b.browser.String()},
	}
	try := func(topic, site string, refused bool) {
		w.must(conn.WriteJSON(map[string]string{"op": "subscribe", "topic": topic, "site": site}))
		w.hears(t, conn, topic+site, func(m spoken) bool {
			if m.Topic != topic || m.Site != site || m.Data != nil {
				return false
			}
			if refused != (m.Refused != nil) {
				t.Errorf("%s at %q: %+v", topic, site, m)
			}
			return true
		})
	}
	for _, topic := range api.Topics(w.Core) {
		if w.unbuilt("/api/" + strings.TrimSuffix(topic.Name, "/") + "s") {
			t.Logf("%s: no such part yet", topic.Name)
			continue
		}
		if strings.HasSuffix(topic.Name, "/") {
			if len(keys[topic.Name]) == 0 {
				t.Errorf("%s is not in the table", topic.Name)
			}
			for _, key := range keys[topic.Name] {
				for _, site := range []string{"", a.site.String(), b.site.String()} {
					try(topic.Name+key, site, true)
				}
			}
			continue
		}
		try(topic.Name, b.site.String(), true)
		try(topic.Name, staff.Anywhere.String(), true)
		try(topic.Name, "", never(topic))
		try(topic.Name, a.site.String(), never(topic))
	}
}

// lives does a little of everything in a house.
func (h *house) lives() {
	cup := orders.IncomingLine{Article: "CUP", Name: h.named("cup"), Qty: 1, Price: measure.Money{Minor: 1, Currency: measure.RUB}}
	o := h.order("live", cup)
	obeyed(h.town, orders.Cancel, h.by("manager"), &orders.CancelRequest{Order: o.Order, Reason: sealtest.Boxed(h.named("no need"))})
	obeyed(h.town, pick.Release, h.by("manager"), &pick.ReleaseRequest{Orders: []warehouse.OrderID{h.open.Order}})
	obeyed(h.town, place.Unblock, h.by("manager"), &place.UnblockRequest{ID: h.quiet})
	obeyed(h.town, place.Block, h.by("manager"), &place.BlockRequest{ID: h.quiet, Reason: h.named("wet again")})
	obeyed(h.town, reportDevice, itself, &deviceReport{Device: h.named("scanner"), Kind: "scanner", Site: h.site, Station: h.station, State: "away"})
	h.scan("packer", h.codes[h.station])
	var counter *staff.Person
	h.look(func(tx *store.Tx) (err error) { counter, err = staff.Get(tx, h.people["counter"]); return err })
	h.door("staff.edit", itself, fields{"person": counter.ID, "version": counter.Version, "name": h.named("counter too")})
}
