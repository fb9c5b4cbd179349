package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync"

	"warehouse-node/ui/api"
)

// reach is how far a handheld's network goes.
type reach string

const (
	wholly  reach = ""        // there and back
	there   reach = "answers" // the node gets a request, its answer is lost
	halfway reach = "line"    // the line breaks while the node is at it
	nowhere reach = "network" // nothing goes out
)

// wifi is a handheld's way to the node.
type wifi struct {
	mu    sync.Mutex // guards reach
	reach reach
}

var errNoNetwork = errors.New("no network")

func (w *wifi) set(r reach) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reach = r
}

// RoundTrip carries a request as far as the network reaches.
func (w *wifi) RoundTrip(req *http.Request) (*http.Response, error) {
	w.mu.Lock()
	r := w.reach
	w.mu.Unlock()
	switch r {
	case nowhere:
		return nil, errNoNetwork
	case halfway:
		ctx, hangUp := context.WithCancel(req.Context())
		defer hangUp()
		req = req.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
			WroteRequest: func(httptrace.WroteRequestInfo) { hangUp() },
		}))
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if r == wholly || err != nil {
		return res, err
	}
	_, _ = io.Copy(io.Discard, res.Body) // the node has answered; nobody hears it
	_ = res.Body.Close()
	return nil, errNoNetwork
}

// loses takes a person's network away: its answers, the line under a request, or
// all of it. What they scan from now on waits in the handheld.
func (d *day) loses(p *person, what string) error {
	switch r := reach(what); r {
	case there, halfway, nowhere:
		p.wifi.set(r)
		p.keeps = true
		return nil
	}
	return fmt.Errorf("what network is %q?", what)
}

// keep puts a scan behind those that wait, and tries to send the first of them,
// as a handheld does without being told.
func (d *day) keep(p *person, in api.FloorScan) {
	p.kept = append(p.kept, in)
	if d.sendScan(p, p.kept[0]) == nil {
		p.kept = p.kept[1:]
	}
}

// drains gives the network back and sends what waits, in order, each until it is
// answered; twice sends all of it once more, as a handheld does that has lost
// count.
func (d *day) drains(p *person, twice bool) error {
	p.wifi.set(wholly)
	p.keeps = false
	all := p.kept
	p.kept = nil
	for range 2 {
		for _, in := range all {
			if err := d.sendScan(p, in); err != nil {
				return err
			}
		}
		if !twice {
			break
		}
	}
	return nil
}

// forges sends another code under the id of the last scan: it is refused.
func (d *day) forges(p *person, code string) error {
	in := p.next(d.code(code))
	in.Counter--
	in.ID = fmt.Sprintf("%s-%d", p.login, in.Counter)
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	status, text, err := d.sendOnce(p, http.MethodPost, "/api/floor/scan", "application/json", "forged-"+in.ID, body)
	if err == nil && status != http.StatusConflict {
		err = fmt.Errorf("it was answered %d %s", status, text)
	}
	return err
}
