package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"warehouse-node/ui/api"
)

// TestNumbersOfAnotherHandheld: a picker learns how the packer's handheld is
// called and counts in its name, on the floor and at the desk. The packer's
// numbers stay free, their repeats are answered with what they were answered
// before, and the picker gets none of that.
func TestNumbersOfAnotherHandheld(t *testing.T) {
	w := newTown(t)
	packer, picker := w.a.enter("packer"), w.a.enter("picker")
	post := func(c *http.Client, path string, body any) string {
		t.Helper()
		status, text := w.request(c, http.MethodPost, path, body)
		if status != http.StatusOK {
			t.Errorf("%s %v: %d %s", path, body, status, text)
		}
		return text
	}
	scan := func(c *http.Client, counter uint64, code string) (state api.FloorState) {
		t.Helper()
		text := post(c, "/api/floor/scan", api.FloorScan{ID: fmt.Sprint("handheld-3-", counter), Device: "handheld 3", Counter: counter, Data: code})
		w.must(json.Unmarshal([]byte(text), &state))
		return state
	}
	bench, strange := w.a.codes[w.a.station], "NOTHING-1"
	first := scan(packer, 1, strange)
	other := scan(picker, 1, strange)
	if other.Person.ID == first.Person.ID || other.Session == first.Session {
		t.Errorf("the picker was answered %+v", other)
	}
	for _, n := range []uint64{1, 2, 1 << 62} {
		if again := scan(picker, n, strange); again.Person.ID != other.Person.ID {
			t.Errorf("the picker was answered %+v", again)
		}
	}
	if again := scan(packer, 1, strange); again.Version != first.Version || again.Session != first.Session {
		t.Errorf("a repeat made version %d of %d", again.Version, first.Version)
	}
	if next := scan(packer, 2, bench); next.Version != first.Version+1 || next.Reply.Cue == "" {
		t.Errorf("the packer's next scan left version %d after %d: %+v", next.Version, first.Version, next.Reply)
	}

	for _, head := range []http.Header{
		{"Idempotency-Key": {"desk-1-7"}}, {"Idempotency-Key": {"desk-1-8"}, "Device-Id": {"desk 1"}, "Device-Counter": {"8"}},
	} {
		for _, c := range []*http.Client{packer, picker, packer} {
			if status, text := w.requested(c, http.MethodPost, "/api/do/staff.locale", fields{"locale": "en"}, head); status != http.StatusOK {
				t.Errorf("%v: %d %s", head, status, text)
			}
		}
	}
	for role, c := range map[string]*http.Client{"packer": packer, "picker": picker} {
		var me api.Me
		_, text := w.request(c, http.MethodGet, "/api/me", nil)
		w.must(json.Unmarshal([]byte(text), &me))
		if me.Locale != "en" {
			t.Errorf("what the %s asked for was not done: %s", role, text)
		}
	}
}
