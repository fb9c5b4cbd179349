package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/ui/api"
)

// TestEndedSessionIsCut: when the office ends a session of somebody else, the
// screens of that session hear no more at once, not at the next look at their
// rights; those of others hear on.
func TestEndedSessionIsCut(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	boss, err := d.who("marina")
	d.must(err)
	igor, err := d.who("igor")
	d.must(err)
	var me api.Me
	d.must(d.call(igor, http.MethodGet, "/api/me", nil, &me))
	var card api.PersonCard
	d.must(d.call(boss, http.MethodGet, "/api/people/"+me.Person.ID, nil, &card))
	if len(card.Open) != 1 {
		t.Fatalf("%d sessions", len(card.Open))
	}
	follow := func(conn *websocket.Conn) {
		d.must(conn.WriteJSON(map[string]string{"op": "subscribe", "topic": "orders", "site": me.Site}))
		d.must(conn.SetReadDeadline(time.Now().Add(patience)))
		var snapshot spoken
		if d.must(conn.ReadJSON(&snapshot)); snapshot.Snapshot == nil {
			t.Fatalf("no snapshot: %+v", snapshot)
		}
	}
	screen, office := d.socket(igor), d.socket(boss)
	follow(screen)
	follow(office)
	opened := time.Now()
	d.must(d.call(boss, http.MethodPost, "/api/do/staff.session.end", api.PersonPart{Person: me.Person.ID, ID: card.Open[0].ID}, nil))
	d.must(screen.SetReadDeadline(opened.Add(patience)))
	for {
		if _, _, err = screen.ReadMessage(); err != nil {
			break
		}
	}
	if took := time.Since(opened); took > 10*time.Second { // the next look would come 15 s after the screen was opened
		t.Errorf("it was cut after %v: %v", took, err)
	}
	d.must(office.WriteJSON(map[string]any{"op": "ping", "n": 1}))
	d.must(office.SetReadDeadline(time.Now().Add(patience)))
	for pong := false; !pong; {
		var m struct{ Pong int64 }
		d.must(office.ReadJSON(&m))
		pong = m.Pong == 1
	}
}
