package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// crew are the people of the benchmark at a node: a receiver for each scanner,
// who counts goods in at the dock, each scan a move of the ledger.
type crew struct {
	base    string
	clients []*http.Client // logged in, one for each receiver
	topics  []string       // of the session of each receiver
	boss    *http.Client   // who may follow the devices too
}

// nodeRig starts a node with the demo's goods and a crew at work.
func nodeRig(b *testing.B) *rig {
	dir := b.TempDir()
	r := newRig(b, dir)
	file := filepath.Join(dir, "node.toml")
	var text strings.Builder
	fmt.Fprintf(&text, "[node]\ndata = %q\n\n[web]\nlisten = \"127.0.0.1:0\"\n\n[log]\nlevel = \"warn\"\n", filepath.Join(dir, "data"))
	for i, s := range r.scanners {
		fmt.Fprintf(&text, "\n[[device]]\nname = \"scanner %d\"\nkind = \"scanner\"\ndriver = \"line\"\naddress = \"serial://%s\"\ndebounce = \"0s\"\n", i+1, s.Path())
	}
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	dock := hireCrew(b, file)
	r.start(b, nodeEnv, "serve", "--config", file)
	c := &crew{base: r.base}
	c.boss = c.login(b, "igor")
	for i := range rigScanners {
		c.begin(b, r, i, dock)
		r.codes = append(r.codes, receivedCode(i))
	}
	r.connect, r.stall, r.ask = c.connect, c.stall, c.ask
	r.due = func(i, scans int) int { return scans + ofOwn(i, scans) }
	r.seen = c.seen
	return r
}

// receivedCode is what the i-th receiver counts in: goods without lots.
func receivedCode(i int) string {
	var codes []string
	for _, d := range demoItems {
		if !d.Lots && !d.Expiring {
			codes = append(codes, d.Barcode)
		}
	}
	return codes[i%len(codes)]
}

// ofOwn is how many of so many scans the i-th screen's person makes.
func ofOwn(i, scans int) int {
	who := i % rigScanners
	return (scans - who + rigScanners - 1) / rigScanners
}

// crewBadge is the badge of the i-th receiver.
func crewBadge(i int) string { return demoBadge(uint64(1000 + i)) }

func crewLogin(i int) string { return fmt.Sprintf("receiver-%d", i+1) }

// hireCrew fills the data folder of a node that does not run, and returns the
// code of the dock.
func hireCrew(b *testing.B, file string) (dock string) {
	b.Helper()
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	ctx := context.Background()
	c, err := readConfig(file)
	must(err)
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	must(err)
	must(n.demo(ctx))
	for i := range rigScanners {
		hash, err := n.Gate.HashPassword(ctx, crewLogin(i), demoPassword)
		must(err)
		badge, err := n.Gate.Bind([16]byte{}, crewBadge(i))
		must(err)
		_, err = addPerson.Do(ctx, n.Door, demoHouse{}.as(), &staff.AddRequest{
			Name: fmt.Sprint("Приёмщик ", i+1), Login: crewLogin(i), Locale: "ru", Password: hash,
			Roles: []staff.RoleAt{{Role: "receiver"}}, Badges: []staff.BindRequest{*badge},
		})
		must(err)
	}
	must(n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		sites, err := sitesByAge(tx)
		if err != nil {
			return err
		}
		p, err := place.ByName(tx, first(sites), "Приёмка-1")
		if err == nil {
			dock = p.Code
		}
		return err
	}))
	must(n.Close())
	return dock
}

// login is a browser with somebody's session.
func (c *crew) login(b *testing.B, login string) *http.Client {
	b.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Jar: jar, Timeout: patience}
	if err := c.post(client, "/api/session/password", map[string]string{"login": login, "password": demoPassword}); err != nil {
		b.Fatal(err)
	}
	return client
}

// begin logs a receiver in and has them scan themselves to where each further
// scan counts one piece in.
func (c *crew) begin(b *testing.B, r *rig, i int, dock string) {
	b.Helper()
	client := c.login(b, crewLogin(i))
	c.clients = append(c.clients, client)
	for _, step := range []struct{ code, screen string }{
		{crewBadge(i), "menu/menu"}, {ident.CommandCode("receive"), "receive/"}, {fmt.Sprint("ТТН-", i), "receive/item"},
		{dock, "receive/item"}, {receivedCode(i), "receive/quantity"},
	} {
		if err := c.step(client, r, i, step.code, step.screen); err != nil {
			b.Fatalf("receiver %d: %v\n%s", i, err, tail(r.log.String()))
		}
	}
	state, err := c.state(client)
	if err != nil {
		b.Fatal(err)
	}
	c.topics = append(c.topics, "session/"+state.Session)
}

// step scans and waits for the screen that follows.
func (c *crew) step(client *http.Client, r *rig, i int, code, screen string) error {
	before, err := c.state(client)
	if err != nil {
		return err
	}
	if err := r.scanners[i].Scan(code); err != nil {
		return err
	}
	for deadline := time.Now().Add(patience); ; {
		now, err := c.state(client)
		if err != nil {
			return err
		}
		got := now.Reply.Flow + "/" + now.Reply.Screen
		if strings.HasPrefix(got, screen) && (now.Version > before.Version || strings.HasPrefix(screen, "menu")) {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s shows %s (%s), not %s", code, got, now.Reply.Message.Code, screen)
		}
		time.Sleep(5 * time.Millisecond) // the condition is polled; nothing is timed by it
	}
}

// ask reads the list of items.
func (c *crew) ask() error {
	answer, err := c.boss.Get(c.base + "/api/items?limit=100")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

func (c *crew) state(client *http.Client) (s api.FloorState, err error) {
	res, err := client.Get(c.base + "/api/floor")
	if err != nil {
		return s, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return s, errors.New(res.Status)
	}
	return s, json.NewDecoder(res.Body).Decode(&s)
}

func (c *crew) post(client *http.Client, path string, in any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	res, err := client.Post(c.base+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s: %s", path, res.Status)
	}
	return nil
}

// connect opens the i-th screen: it shows the work of one of the crew, and what
// lies where in the house, which every scan changes.
func (c *crew) connect(i int) (*websocket.Conn, error) {
	conn, err := c.dial(c.clients[i%rigScanners], nil)
	if err != nil {
		return nil, err
	}
	for _, topic := range []string{c.topics[i%rigScanners], "stock"} {
		if err := conn.WriteJSON(map[string]string{"op": "subscribe", "topic": topic}); err != nil {
			return nil, err
		}
		var m liveMessage
		if err := conn.ReadJSON(&m); err != nil || m.Snapshot == nil {
			return nil, fmt.Errorf("snapshot of %s: %+v, %w", topic, m, err)
		}
	}
	return conn, nil
}

// dial connects as a page in somebody's browser.
func (c *crew) dial(who *http.Client, dial func(network, addr string) (net.Conn, error)) (*websocket.Conn, error) {
	u, err := url.Parse(c.base)
	if err != nil {
		return nil, err
	}
	header := http.Header{"Origin": {c.base}}
	for _, cookie := range who.Jar.Cookies(u) {
		header.Add("Cookie", cookie.String())
	}
	d := websocket.Dialer{NetDial: dial, HandshakeTimeout: patience}
	conn, _, err := d.Dial("ws"+strings.TrimPrefix(c.base, "http")+"/live", header)
	return conn, err
}

// liveMessage is what the node sends a screen.
type liveMessage struct {
	Topic    string          `json:"topic"`
	Seq      int64           `json:"seq"`
	Snapshot json.RawMessage `json:"snapshot"`
	Data     json.RawMessage `json:"data"`
	Refused  json.RawMessage `json:"refused"`
}

// frame is a message that a screen heard.
type frame struct {
	seq int64
	at  time.Time
}

// seen reads the frames of the node. A scan is seen when the screens of who made
// it show its answer, and every screen was told of its move. Its move's entry
// stands right before that of its answer.
func (c *crew) seen(scans int, screens []*viewer) ([]time.Time, error) {
	all := make([]time.Time, scans)
	stock := make([][]frame, len(screens))
	answers := make([][]int64, rigScanners) // the sequences of each one's answers
	for i, s := range screens {
		who := i % rigScanners
		var seqs []int64
		for _, h := range s.heard {
			var m liveMessage
			if err := json.Unmarshal(h.raw, &m); err != nil {
				return nil, err
			}
			if m.Topic == "stock" {
				stock[i] = append(stock[i], frame{m.Seq, h.at})
				continue
			}
			if err := counted(m.Data); err != nil {
				return nil, err
			}
			if n := who + len(seqs)*rigScanners; n < scans {
				all[n] = latest(all[n], h.at)
			}
			seqs = append(seqs, m.Seq)
		}
		if len(seqs) != ofOwn(i, scans) {
			return nil, fmt.Errorf("screen %d saw %d answers of %d scans", i, len(seqs), ofOwn(i, scans))
		}
		answers[who] = seqs
	}
	for n := range all {
		answer := answers[n%rigScanners][n/rigScanners]
		for i, frames := range stock {
			at := sort.Search(len(frames), func(k int) bool { return frames[k].seq >= answer }) - 1
			if at < 0 || answer-frames[at].seq > 2 {
				return nil, fmt.Errorf("screen %d was not told of the move of scan %d", i, n)
			}
			all[n] = latest(all[n], frames[at].at)
		}
	}
	return all, nil
}

// counted says whether a state of a session is the answer to goods counted in.
func counted(data json.RawMessage) error {
	var s api.FloorState
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if s.Reply.Cue != station.CueOK || s.Reply.Message.Code != "receive.taken" {
		return fmt.Errorf("a scan was answered %s %s", s.Reply.Cue, s.Reply.Message.Code)
	}
	return nil
}
