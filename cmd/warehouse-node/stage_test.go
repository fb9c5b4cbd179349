package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/devices/sim/cashreg"
	"warehouse-node/devices/sim/printer"
	"warehouse-node/devices/sim/scale"
	"warehouse-node/devices/sim/scanner"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
)

// patience is how long a day waits for something that must come about.
const patience = time.Minute

// day is a stage: a node in its process, simulators around it, people with a
// cookie each.
type day struct {
	t      *testing.T
	script *txtar.Archive
	dir    string
	base   string // of the node's pages
	node   *exec.Cmd
	disk   *disk                      // what the node stands on when it runs in this process
	within *Node                      // that node
	room   func(string) (int64, bool) // what it takes for free on its disk; nil for what is
	log    *bytes.Buffer
	logMu  sync.Mutex

	scanners []*scanner.Scanner
	printer  *printer.Printer
	fiscal   *cashreg.Register
	register *cashreg.Server
	scale    *scale.Scale // nil for a day without one
	shop     *shopsim.Shop
	shopHTTP *httptest.Server

	power    *cutter    // nil for a day without cuts
	peopleMu sync.Mutex // guards people and orders, when things happen at once
	people   map[string]*person
	orders   []string          // the shop's numbers, in order of placing
	names    map[string]string // what a script called things: parcel codes
	broken   map[string]bool   // machines that the script made unwell
	times    int               // how often the shop's files name an order
	forgets  int               // how often it forgets that one was taken
	troubled time.Time         // when a machine was last tampered with
}

// person is somebody at a handheld or desk. Their screens may scan at once.
type person struct {
	login  string
	client *http.Client
	wifi   *wifi
	keeps  bool            // their handheld keeps what they scan
	kept   []api.FloorScan // and has not been answered

	mu      sync.Mutex // guards what follows
	counter uint64
	state   api.FloorState
	screen  *screen // nil when nobody follows it
}

// next is the next scan of a person's handheld.
func (p *person) next(code string) api.FloorScan {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counter++
	return api.FloorScan{ID: fmt.Sprintf("%s-%d", p.login, p.counter), Device: "handheld " + p.login, Counter: p.counter, Data: code}
}

// saw keeps what a person's screens were told last.
func (p *person) saw(state api.FloorState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = state
}

// sees is what a person's screens show.
func (p *person) sees() api.FloorState {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

// newDay sets the stage with the demo shop's people, racks and goods.
func newDay(t *testing.T, script *txtar.Archive, with ...func(*day)) *day {
	t.Helper()
	d := &day{t: t, script: script, dir: t.TempDir(), people: map[string]*person{}, names: map[string]string{}, broken: map[string]bool{}, log: new(bytes.Buffer)}
	d.must(os.Mkdir(filepath.Join(d.dir, "labels"), 0o700))
	var err error
	d.printer, err = printer.Start("127.0.0.1:0", printer.Config{DPI: 203, PerLabel: 20 * time.Millisecond, Counts: true})
	d.must(err)
	t.Cleanup(func() { d.must(d.printer.Close()) })
	for i := range 2 {
		s, err := scanner.New(scanner.Options{Path: filepath.Join(d.dir, fmt.Sprint("scanner-", i+1))})
		d.must(err)
		t.Cleanup(func() { d.must(s.Close()) })
		d.scanners = append(d.scanners, s)
	}
	d.fiscal, err = cashreg.Open(cashreg.Options{File: filepath.Join(d.dir, "register.json")})
	d.must(err)
	d.register, err = d.fiscal.Listen("127.0.0.1:0")
	d.must(err)
	t.Cleanup(func() { d.must(d.register.Close()) }) // the one that listens by then
	if script != nil && bytes.Contains(script.Comment, []byte("\nscale ")) {
		d.withScale()
	}
	d.shop = shopsim.New(shopsim.Options{Title: "sever-yug.ru", Login: "exchange", Password: "secret", Zip: true, Charset: "windows-1251", Schema: "2.08"})
	d.shop.Stock(demoShopItems()...)
	d.shopHTTP = httptest.NewServer(d.shop)
	t.Cleanup(d.shopHTTP.Close)
	d.must(os.WriteFile(filepath.Join(d.dir, "node.toml"), d.config(), 0o600))
	for _, set := range with {
		set(d)
	}
	d.start()
	t.Cleanup(d.kill)
	return d
}

func (d *day) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// demoShopItems is what the simulated shop sells: the demo's goods, known by
// their articles.
func demoShopItems() (all []shopsim.Item) {
	for _, i := range demoItems {
		all = append(all, shopsim.Item{ID: "site-" + i.Article, Article: i.Article, Name: i.Name + " " + i.Differs.Value, Price: i.Kopecks})
	}
	return all
}

func (d *day) config() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "[node]\ndata = %q\n\n[web]\nlisten = \"127.0.0.1:0\"\n\n[log]\nlevel = \"debug\"\n", filepath.Join(d.dir, "data"))
	for i, s := range d.scanners {
		fmt.Fprintf(&out, "\n[[device]]\nname = \"scanner %d\"\nkind = \"scanner\"\ndriver = \"line\"\naddress = \"serial://%s\"\nstation = \"Стол %d\"\ndebounce = \"0s\"\n", i+1, s.Path(), i+1)
	}
	fmt.Fprintf(&out, "\n[[device]]\nname = \"printer 1\"\nkind = \"printer\"\ndriver = \"zpl\"\naddress = \"tcp://%s\"\nstation = \"Стол 1\"\n", d.printer.Addr())
	fmt.Fprintf(&out, "\n[[device]]\nname = \"register 1\"\nkind = \"cashreg\"\ndriver = \"shtrih\"\naddress = %q\nstation = \"Стол 1\"\n", d.register.Address())
	if d.scale != nil {
		fmt.Fprintf(&out, "\n[[device]]\nname = \"scale 1\"\nkind = \"scale\"\ndriver = \"sics\"\naddress = \"serial://%s\"\nstation = \"Стол 1\"\n", d.scale.Path())
	}
	fmt.Fprintf(&out, "\n[[shop]]\nname = \"sever-yug.ru\"\nkind = \"commerceml\"\nurl = %q\nlogin = \"exchange\"\npassword = \"secret\"\nevery = \"200ms\"\ncurrency = \"RUB\"\npayment = \"prepaid\"\n", d.shopHTTP.URL+"/exchange")
	return out.Bytes()
}

// start runs the node and waits until it answers.
func (d *day) start() {
	d.t.Helper()
	if d.disk != nil {
		d.startInside()
		d.eventually("the devices are there", d.connected)
		return
	}
	d.node = program("serve", "--demo", "--config", filepath.Join(d.dir, "node.toml"))
	d.node.Stderr = d
	out, err := d.node.StdoutPipe()
	d.must(err)
	d.must(d.node.Start())
	said := make(chan string, 1)
	go func() {
		text := make([]byte, 4096)
		n, _ := io.ReadAtLeast(out, text, 20)
		said <- string(text[:n])
		_, _ = io.Copy(io.Discard, out) // until the node ends
	}()
	select {
	case text := <-said:
		_, rest, _ := strings.Cut(text, "http://")
		host, _, _ := strings.Cut(rest, "/")
		d.base = "http://" + host
	case <-time.After(patience):
	}
	if d.base == "http://" || d.base == "" {
		d.t.Fatalf("the node did not start:\n%s", d.scene())
	}
	d.eventually("the node answers", func() error {
		r, err := http.Get(d.base + "/healthz")
		if err != nil {
			return err
		}
		return r.Body.Close()
	})
	d.eventually("the devices are there", d.connected)
}

// connected says what is wrong with a device, other than what a script did.
// What a scanner reads before the node has opened it is lost, as on any line.
func (d *day) connected() error {
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	var c api.Counters
	var page api.DevicesPage
	if err := errors.Join(d.call(p, http.MethodGet, "/api/counters", nil, &c), d.call(p, http.MethodGet, "/api/devices", nil, &page)); err != nil {
		return err
	}
	unwell := int(c.Devices)
	for _, row := range page.Rows {
		if row.State.Code == "device.state.connecting" {
			unwell++
		}
	}
	if unwell > len(d.broken) {
		return fmt.Errorf("%d devices are not there or not well", unwell)
	}
	return nil
}

// tampered notes that a machine is unwell from now on, or well again.
func (d *day) tampered(machine string, unwell bool) {
	d.troubled = time.Now()
	if delete(d.broken, machine); unwell {
		d.broken[machine] = true
	}
}

// Write keeps the node's log for the scene of a failure.
func (d *day) Write(p []byte) (int, error) {
	d.logMu.Lock()
	defer d.logMu.Unlock()
	return d.log.Write(p)
}

// kill ends the node as a power cut does.
func (d *day) kill() {
	if d.within != nil {
		d.must(d.within.Close())
		d.within = nil
	}
	if d.node == nil {
		return
	}
	_ = d.node.Process.Kill() // it may have ended by itself
	_ = d.node.Wait()         // that it was killed is no news
	d.node = nil
	d.races()
}

// races fails the test for what the race detector said of a node that is no more:
// who was killed could not say it with how he ended.
func (d *day) races() {
	d.t.Helper()
	d.logMu.Lock()
	defer d.logMu.Unlock()
	if at := bytes.Index(d.log.Bytes(), []byte("WARNING: DATA RACE")); at >= 0 {
		d.t.Errorf("%s", clipText(d.log.String()[at:], 6000))
	}
}

// scene is what was there when a line failed: the last of the node's log and
// what everybody sees.
func (d *day) scene() string {
	d.logMu.Lock()
	defer d.logMu.Unlock()
	var out strings.Builder
	lines := slices.DeleteFunc(strings.Split(strings.TrimSpace(d.log.String()), "\n"), func(line string) bool {
		return strings.Contains(line, "rows=0 bad=0") || strings.Contains(line, "method=GET")
	})
	fmt.Fprintf(&out, "log:\n%s\n", strings.Join(lines[max(0, len(lines)-25):], "\n"))
	for login, p := range d.people {
		r := p.sees().Reply
		fmt.Fprintf(&out, "%s sees %s/%s %s %v: %s\n", login, r.Flow, r.Screen, r.Cue, r.Message, clipText(string(r.View), 3000))
	}
	if p := d.people["igor"]; p != nil {
		var stuck json.RawMessage
		err := d.call(p, http.MethodGet, "/api/stuck", nil, &stuck)
		fmt.Fprintf(&out, "stuck: %s %v\n", stuck, err)
	}
	fmt.Fprintf(&out, "labels %d, receipts %d, printer %v\n", len(d.printer.Labels()), len(d.fiscal.Receipts()), d.printer.Errors())
	return out.String()
}

func clipText(s string, n int) string {
	if len(s) > n {
		return s[:n] + "…"
	}
	return s
}

// eventually waits until try has nothing against it.
func (d *day) eventually(what string, try func() error) {
	d.t.Helper()
	if err := d.soon(what, try); err != nil {
		d.t.Fatalf("%v\n%s", err, d.scene())
	}
}

// soon is eventually for a line of a script: its error is the line's.
func (d *day) soon(what string, try func() error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", what, err)
		case <-tick.C:
		}
	}
}

// who is a person of the demo, logged in: by password, as at a desk.
func (d *day) who(login string) (*person, error) {
	p, err := d.personOf(login)
	if err != nil || p.keeps { // who cannot be heard stays who they are
		return p, err
	}
	if err := d.call(p, http.MethodGet, "/api/me", nil, nil); err == nil {
		return p, nil
	}
	return p, d.call(p, http.MethodPost, "/api/session/password", map[string]string{"login": login, "password": demoPassword}, nil)
}

func (d *day) personOf(login string) (*person, error) {
	d.peopleMu.Lock()
	defer d.peopleMu.Unlock()
	if p := d.people[login]; p != nil {
		return p, nil
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	p := &person{login: login, wifi: &wifi{}}
	p.client = &http.Client{Jar: jar, Timeout: patience, Transport: p.wifi}
	d.people[login] = p
	return p, nil
}

// call speaks to the API as a person.
func (d *day) call(p *person, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	text, err := d.send(p, method, path, "application/json", body)
	if err != nil || out == nil || len(text) == 0 {
		return err
	}
	return json.Unmarshal(text, out)
}

// send is one request of a person, sent again under the same key when the power
// went before the answer.
func (d *day) send(p *person, method, path, kind string, body []byte) ([]byte, error) {
	key := fmt.Sprintf("day-%s-%d", p.login, time.Now().UnixNano())
	chance := cutDoing
	if method == http.MethodGet {
		chance = cutLooking
	}
	for {
		restored := d.cut(chance)
		status, text, err := d.sendOnce(p, method, path, kind, key, body)
		switch away := restored(); {
		case away && err != nil:
		case err != nil:
			return nil, err
		case status >= http.StatusBadRequest:
			return nil, fmt.Errorf("%s %s: %d %s", method, path, status, text)
		default:
			return text, nil
		}
	}
}

func (d *day) sendOnce(p *person, method, path, kind, key string, body []byte) (status int, text []byte, err error) {
	req, err := http.NewRequest(method, d.base+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Idempotency-Key", key)
	res, err := p.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	text, err = io.ReadAll(res.Body)
	return res.StatusCode, text, err
}
