package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// disk is an engine whose commits are seen by readers at once and are durable
// only when the disk says so. One that lies says so at once, and is what the
// test must not pass.
type disk struct {
	store.Engine
	lies bool

	mu      sync.Mutex
	news    *sync.Cond
	stalled bool
	waiting int
	full    error // what every commit comes to; nil while there is room
}

func newDisk(lies bool) *disk {
	d := &disk{lies: lies}
	d.news = sync.NewCond(&d.mu)
	return d
}

func (d *disk) around(e store.Engine) store.Engine {
	d.Engine = e
	return d
}

// stall holds every commit from now on.
func (d *disk) stall() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stalled, d.waiting = true, 0
}

// release lets the commits go.
func (d *disk) release() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stalled = false
	d.news.Broadcast()
}

// asked waits until a commit came to the stalled disk.
func (d *disk) asked() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for d.stalled && d.waiting == 0 {
		d.news.Wait()
	}
}

// fill makes every commit fail from now on; nil is room again.
func (d *disk) fill(with error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.full = with
}

func (d *disk) isFull() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.full
}

func (d *disk) synced() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waiting++
	d.news.Broadcast()
	for d.stalled && !d.lies {
		d.news.Wait()
	}
}

func (d *disk) Begin(writable bool) (store.EngineTx, error) {
	tx, err := d.Engine.Begin(writable)
	if err != nil {
		return tx, err
	}
	return &diskTx{tx, d}, nil
}

type diskTx struct {
	store.EngineTx
	disk *disk
}

func (t *diskTx) Version() uint64 { return t.EngineTx.(store.Versioned).Version() }

func (t *diskTx) Buckets() ([]string, error) { return t.EngineTx.(store.Lister).Buckets() }

func (t *diskTx) Commit() error {
	if err := t.disk.isFull(); err != nil {
		t.Rollback()
		return err
	}
	if err := t.EngineTx.Commit(); err != nil {
		return err
	}
	t.disk.synced()
	return nil
}

// startInside runs the node in this process, over the stage's disk.
func (d *day) startInside() {
	d.t.Helper()
	c, err := readConfig(d.dir + "/node.toml")
	d.must(err)
	ctx := d.t.Context()
	d.within, err = openOver(ctx, c, slog.New(slog.NewTextHandler(d, &slog.HandlerOptions{Level: slog.LevelDebug})), d.disk.around)
	d.must(err)
	d.within.asDrawn = true // what a screen shows early is then of the thing that is held
	if d.room != nil {
		d.within.disk.free = d.room
	}
	d.must(d.within.demo(ctx))
	d.must(d.within.Start(ctx))
	d.must(d.within.welcome(ctx, io.Discard, true))
	d.base = "http://" + d.within.Addr.String()
}

// glance is how long a held commit is looked at: whoever answers early does it
// within.
const glance = 150 * time.Millisecond

// TestNothingBeforeTheDisk holds the disk while each thing of an order's way is
// done: until it returns, no request is answered with it, no screen shows it, no
// scanner beeps, no label and no receipt comes out, and the shop is not told that
// its order was taken. Over a disk that lies, all of that is seen.
func TestNothingBeforeTheDisk(t *testing.T) {
	script, err := txtar.ParseFile("testdata/day/one-order.txtar")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("holds", func(t *testing.T) {
		for _, early := range heldDay(t, script, newDisk(false)) {
			t.Error(early)
		}
	})
	t.Run("lies", func(t *testing.T) {
		all := strings.Join(heldDay(t, script, newDisk(true)), "\n")
		for _, what := range []string{"was answered", "saw version", "the shop was told", "there is a label", "there is a receipt", "the scanner beeped"} {
			if !strings.Contains(all, what) {
				t.Errorf("an early answer is not noticed: never %q in\n%s", what, all)
			}
		}
	})
}

// heldDay plays a script with the disk stalled at whatever is done, and returns
// what came too early.
func heldDay(t *testing.T, script *txtar.Archive, over *disk) (early []string) {
	d := newDay(t, script, func(d *day) { d.disk = over; d.beeping() })
	t.Cleanup(over.release) // before the node closes
	for n, text := range strings.Split(string(script.Comment), "\n") {
		words, err := split(text)
		d.must(err)
		if len(words) == 0 {
			continue
		}
		switch l := (line{n + 1, words}); {
		case doing(words):
			for _, one := range singly(words) {
				early = append(early, d.held(line{l.n, one})...)
			}
		default:
			if err := d.do(l); err != nil {
				t.Fatalf("line %d: %s\n%v\n%s", l.n, text, err, d.scene())
			}
		}
	}
	return early
}

// beeping has the scanners of the day say what became of each code.
func (d *day) beeping() {
	line := []byte("driver = \"line\"\n")
	loud := append(slices.Clone(line), "config = {Beep = \"BEL\"}\n"...)
	d.must(os.WriteFile(d.dir+"/node.toml", bytes.ReplaceAll(d.config(), line, loud), 0o600))
}

// beeps counts the answers that scanners were given, each at one go.
func (d *day) beeps() (n int) {
	for _, m := range d.within.floor.machines {
		if m.Kind != "scanner" {
			continue
		}
		m.mu.Lock()
		for _, f := range m.frames {
			if f.Out {
				n++
			}
		}
		m.mu.Unlock()
	}
	return n
}

// doing says that a line changes something by one request, scan or order.
func doing(words []string) bool {
	return words[0] == "buyer" || words[0] == "close" || words[0] == "scanner" ||
		len(words) > 1 && slices.Contains([]string{"scans", "does", "releases"}, words[1])
}

// singly cuts a line of several codes into lines of one.
func singly(words []string) (all [][]string) {
	head := map[string]int{"scanner": 3}[words[0]]
	if head == 0 && words[1] == "scans" {
		head = 2
	}
	if head == 0 {
		return [][]string{words}
	}
	for _, code := range words[head:] {
		all = append(all, append(slices.Clone(words[:head]), code))
	}
	return all
}

// held does one thing while the disk stands still.
func (d *day) held(l line) (early []string) {
	what := strings.Join(l.words, " ")
	say := func(format string, args ...any) { early = append(early, what+": "+fmt.Sprintf(format, args...)) }
	labels, receipts := len(d.printer.Labels()), len(d.fiscal.Receipts())
	screens, beeps := d.screens(), d.beeps()
	d.disk.stall()
	done := make(chan error, 1)
	go func() { done <- d.do(l) }()
	d.disk.asked()
	late := time.After(glance)
	atOnce := l.words[0] == "scanner" || l.words[0] == "buyer" // which wait for nobody
	var ended bool
	select {
	case err := <-done:
		d.must(err)
		if ended = true; !atOnce {
			say("was answered")
		}
		<-late
	case <-late:
	}
	if d.disk.lies {
		d.caught(l, screens, labels, receipts)
	}
	for _, s := range screens {
		if v := s.newest(); v > s.before {
			say("%s saw version %d after %d", s.login, v, s.before)
		}
	}
	if ended && l.words[0] == "buyer" && d.exported() {
		say("the shop was told")
	}
	if d.beeps() > beeps {
		say("the scanner beeped")
	}
	if len(d.printer.Labels()) > labels {
		say("there is a label")
	}
	if len(d.fiscal.Receipts()) > receipts {
		say("there is a receipt")
	}
	d.disk.release()
	if !ended {
		d.must(<-done)
	}
	d.settled(l, screens)
	if l.words[0] == "scanner" {
		d.eventually("the scanner beeps", func() error {
			if d.beeps() == beeps {
				return fmt.Errorf("not yet")
			}
			return nil
		})
	}
	return early
}

// caught waits for what takes its time over a disk that lies: a shop that is
// told, and what machines make of a parcel that was closed.
func (d *day) caught(l line, screens []*screen, labels, receipts int) {
	switch {
	case l.words[0] == "buyer":
		_ = d.soon("told", func() error {
			if !d.exported() {
				return fmt.Errorf("not yet")
			}
			return nil
		})
	case l.words[0] == "scanner":
		d.settled(l, screens)
		p := d.people["darya"]
		if p == nil || d.look(p) != nil || p.state.Reply.Screen != "closed" {
			return
		}
		_ = d.soon("made", func() error {
			if len(d.printer.Labels()) == labels || len(d.fiscal.Receipts()) == receipts {
				return fmt.Errorf("not yet")
			}
			return nil
		})
	}
}

// settled waits until what a scanner read is done.
func (d *day) settled(l line, screens []*screen) {
	_, badge, _ := ident.ParseLabel(ident.PrefixBadge, l.words[len(l.words)-1])
	if l.words[0] != "scanner" || badge { // who badges in has no screen yet
		return
	}
	_ = d.soon("settled", func() error {
		for _, s := range screens {
			if s.newest() > s.before {
				return nil
			}
		}
		return fmt.Errorf("nobody sees it")
	})
}

// exported says that the shop was told of its newest order.
func (d *day) exported() bool {
	o := d.shop.Order(d.orders[len(d.orders)-1])
	return o.Exported()
}

// screen is somebody's floor screen, which is told of everything.
type screen struct {
	login  string
	before uint64

	mu      sync.Mutex
	version uint64
}

func (s *screen) newest() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version
}

// screens opens the live screens of all who are at work.
func (d *day) screens() (all []*screen) {
	for login, p := range d.people {
		if d.look(p) != nil || p.state.Session == "" {
			continue
		}
		if p.screen == nil {
			p.screen = &screen{login: login}
			d.follow(p)
		}
		p.screen.before = p.state.Version
		all = append(all, p.screen)
	}
	return all
}

// socket opens the node's socket as a person's browser does; it is closed with the
// day.
func (d *day) socket(p *person) *websocket.Conn {
	at, err := url.Parse(d.base)
	d.must(err)
	head := http.Header{"Origin": {d.base}}
	for _, c := range p.client.Jar.Cookies(at) {
		head.Add("Cookie", c.String())
	}
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(d.base, "http")+"/live", head)
	d.must(err)
	d.t.Cleanup(func() { conn.Close() })
	return conn
}

// follow keeps a screen told by the node's socket.
func (d *day) follow(p *person) {
	conn := d.socket(p)
	d.must(conn.WriteJSON(map[string]string{"op": "subscribe", "topic": "session/" + p.state.Session}))
	s := p.screen
	go func() {
		for {
			var m struct {
				Snapshot, Data json.RawMessage
			}
			if conn.ReadJSON(&m) != nil {
				return // closed with the day
			}
			var state api.FloorState
			for _, raw := range []json.RawMessage{m.Snapshot, m.Data} {
				if raw != nil && json.Unmarshal(raw, &state) == nil {
					s.mu.Lock()
					s.version = max(s.version, state.Version)
					s.mu.Unlock()
				}
			}
		}
	}()
}
