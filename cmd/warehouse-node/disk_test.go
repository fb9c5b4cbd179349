package main

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
)

// setting sends a change of a setting and returns the status and the body.
func (d *day) setting(p *person, lang string, version uint64, mib string) (int, string) {
	d.t.Helper()
	body, err := json.Marshal(api.SettingsEdit{Owner: "node", Version: version, Values: map[string]string{"disk_free": mib}})
	d.must(err)
	req, err := http.NewRequest(http.MethodPost, d.base+"/api/do/settings.edit", strings.NewReader(string(body)))
	d.must(err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", "disk-"+lang+mib)
	req.Header.Set("Accept-Language", lang)
	res, err := p.client.Do(req)
	d.must(err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	d.must(err)
	return res.StatusCode, string(text)
}

// decided is the setting as the node has it.
func (d *day) decided(p *person) (value string, version uint64) {
	d.t.Helper()
	var page api.SettingsPage
	d.must(d.call(p, http.MethodGet, "/api/settings", nil, &page))
	for _, g := range page.Groups {
		if g.Owner == "node" {
			return g.Fields[0].Value, g.Version
		}
	}
	d.t.Fatal("the node has no settings")
	return "", 0
}

// beforeDisk is a day on a disk that can fail, whose manager has decided a setting:
// 2048, of the version that is returned.
func beforeDisk(t *testing.T) (*day, *disk, *person, uint64) {
	t.Helper()
	over := newDisk(false)
	d := newDay(t, &txtar.Archive{}, func(d *day) { d.disk = over })
	p, err := d.who("marina")
	d.must(err)
	_, version := d.decided(p)
	if status, text := d.setting(p, "en", version, "2048"); status != http.StatusOK {
		t.Fatalf("before: %d %s", status, text)
	}
	_, version = d.decided(p)
	return d, over, p, version
}

// TestFullDisk: when the disk is full, whoever wanted something written is told
// so in words, in their language; the node stops once and says why in one line;
// what was answered before is there when it starts again, and nothing else.
func TestFullDisk(t *testing.T) {
	d, over, p, version := beforeDisk(t)

	over.fill(&fs.PathError{Op: "write", Path: "node.db", Err: syscall.ENOSPC})
	var all sync.WaitGroup
	for i := range 6 {
		lang := locale.Langs[i%len(locale.Langs)]
		all.Go(func() {
			status, text := d.setting(p, string(lang), version, fmt.Sprint(3000+i))
			var told api.Problem
			if err := json.Unmarshal([]byte(text), &told); err != nil || status != http.StatusServiceUnavailable || told.Code != "disk.full" ||
				told.Detail != locale.Say(lang, "fault.disk.full", nil) {
				t.Errorf("%s: %d %s", lang, status, text)
			}
		})
	}
	all.Wait()
	res, err := http.Get(d.base + "/healthz")
	d.must(err)
	defer res.Body.Close()
	if text, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(text), "disk is full") {
		t.Errorf("it says of its health: %d %s", res.StatusCode, text)
	}

	n := d.within
	last := ending(n.fallen(<-n.Broken()), n.Config.Node.Data)
	d.within = nil
	if text := last.Error(); !strings.Contains(text, n.Config.Node.Data) || !strings.Contains(text, "is full") || strings.Contains(text, "\n") {
		t.Errorf("the last it says is %q", text)
	}

	over.fill(nil)
	d.start()
	if value, _ := d.decided(p); value != "2048" {
		t.Errorf("after the restart it is %s: what was answered is lost, or what was refused was kept", value)
	}
	d.must(d.check())
}

// TestBrokenDisk: when the disk fails, whoever wanted something written is told
// so in words of their language, and the operator what to do; what was answered
// before is there when the disk writes again.
func TestBrokenDisk(t *testing.T) {
	d, over, p, version := beforeDisk(t)
	over.fill(&fs.PathError{Op: "sync", Path: "node.db", Err: syscall.EIO})
	for _, lang := range locale.Langs {
		status, text := d.setting(p, string(lang), version, "3000")
		var told api.Problem
		if err := json.Unmarshal([]byte(text), &told); err != nil || status != http.StatusServiceUnavailable || told.Detail != locale.Say(lang, "fault.disk.failed", nil) {
			t.Errorf("%s: %d %s", lang, status, text)
		}
	}
	n := d.within
	last := ending(n.fallen(<-n.Broken()), n.Config.Node.Data)
	d.within = nil
	if text := last.Error(); !strings.Contains(text, n.Config.Node.Data) || !strings.Contains(text, "has failed") || !strings.Contains(text, "backup") || strings.Contains(text, "\n") {
		t.Errorf("the last it says is %q", text)
	}
	over.fill(nil)
	d.start()
	if value, _ := d.decided(p); value != "2048" {
		t.Errorf("after the restart it is %s", value)
	}
	d.must(d.check())
}

// TestDiskRunsFull: that little is free is on the status page and in the list of
// what is stuck, and goes when there is room again.
func TestDiskRunsFull(t *testing.T) {
	var free atomic.Int64
	free.Store(100 << 30)
	d := newDay(t, &txtar.Archive{}, func(d *day) {
		d.disk = newDisk(false)
		d.room = func(string) (int64, bool) { return free.Load(), true }
	})
	p, err := d.who("marina")
	d.must(err)
	sees := func(low bool) {
		t.Helper()
		d.must(d.within.lookAtDisk(t.Context()))
		var node api.NodeStatus
		d.must(d.call(p, http.MethodGet, "/api/status", nil, &node))
		rows, err := d.stuckRows("disk_low")
		d.must(err)
		if node.Store.DiskLow != low || (len(rows) == 1) != low || node.Store.DiskFree != free.Load() {
			t.Errorf("with %d free: %+v, %+v", free.Load(), node.Store, rows)
		}
		var c api.Counters
		d.must(d.call(p, http.MethodGet, "/api/counters", nil, &c))
		if (c.Stuck > 0) != low {
			t.Errorf("with %d free %d are stuck", free.Load(), c.Stuck)
		}
	}
	sees(false)
	free.Store(1<<30 - 1)
	sees(true)
	free.Store(0)
	sees(true)
	_, version := d.decided(p)
	if status, text := d.setting(p, "en", version, "0"); status != http.StatusOK { // never
		t.Fatalf("%d %s", status, text)
	}
	sees(false)
	free.Store(2 << 30)
	sees(false)
}
