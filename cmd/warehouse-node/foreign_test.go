package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// attempt is one thing that somebody of house a tries.
type attempt struct {
	what string // path of a read, or of what is posted to
	body any    // nil for a read
}

// trying is with what an operation is tried. Shut must be Denied or NotFound;
// clean may be answered, with nothing of the other house.
type trying struct{ clean, shut []attempt }

func reads(paths ...string) (all []attempt) {
	for _, p := range paths {
		all = append(all, attempt{what: p})
	}
	return all
}

func bodies(all ...any) (asks []attempt) {
	for _, b := range all {
		asks = append(asks, attempt{body: b})
	}
	return asks
}

// fields is the body of a command.
type fields map[string]any

// secrets are everything of the house by which it could be told: its mark, and
// the ids of all that is in it.
func (h *house) secrets() map[string]string {
	all := map[string]string{"the mark": h.mark, "the mark in small letters": strings.ToLower(h.mark)}
	for what, id := range map[string]fmt.Stringer{
		"site": h.site, "zone": h.zone, "bin": h.bin, "dock": h.dock, "quiet": h.quiet, "station": h.station,
		"tote": h.totes[0], "parcel": h.parcel, "lot": h.lot, "entity": h.entity,
		"order": h.open.Order, "strange order": h.strange.Order, "packed order": h.packed.Order,
		"label": h.label, "receipt": h.receipt, "arrival": h.arrival, "run": h.run, "list": h.list, "move": h.opening,
		"session": h.session, "browser": h.browser, "token": h.token, "handheld": h.handheld,
	} {
		all[what] = id.String()
	}
	for role, id := range h.people {
		all[role] = id.String()
	}
	for _, code := range h.codes {
		all["label "+code] = code
	}
	return all
}

// leaks names what of house b is in a text, but for what the request itself said.
func (w *town) leaks(text, said string) (all []string) {
	for what, secret := range w.b.secrets() {
		if secret != "" && strings.Contains(text, secret) && !strings.Contains(said, secret) {
			all = append(all, what)
		}
	}
	slices.Sort(all)
	return all
}

// enter logs one of the house's people in, by badge.
func (h *house) enter(role string) *http.Client {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	h.must(err)
	c := &http.Client{Jar: jar, Timeout: patience}
	status, text := h.request(c, http.MethodPost, "/api/session/badge", fields{"badge": h.badge(role), "pin": ""})
	if status != http.StatusOK {
		h.t.Fatalf("%s %s: %d %s", h.mark, role, status, text)
	}
	return c
}

// request is one request to the node.
func (w *town) request(c *http.Client, method, path string, body any) (status int, text string) {
	w.t.Helper()
	return w.requested(c, method, path, body, nil)
}

// requested is a request with a head of its own.
func (w *town) requested(c *http.Client, method, path string, body any, head http.Header) (status int, text string) {
	w.t.Helper()
	raw, err := json.Marshal(body)
	w.must(err)
	req, err := http.NewRequestWithContext(w.ctx, method, w.base+strings.ReplaceAll(path, " ", "%20"), bytes.NewReader(raw))
	w.must(err)
	w.asked++
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", fmt.Sprintf("foreign-%d", w.asked))
	if path == "/api/files?kind=sheet" {
		req.Header.Set("Content-Type", "application/octet-stream")
	}
	maps.Copy(req.Header, head)
	res, err := c.Do(req)
	w.must(err)
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	w.must(err)
	return res.StatusCode, string(out)
}

// try gives a command by its name.
func (w *town) try(name string, c command.Command, body any) (answer string, err error) {
	w.t.Helper()
	c.Name = name
	c.Body, err = json.Marshal(body)
	w.must(err)
	raw, err := w.Door.Do(w.ctx, c)
	return string(raw), err
}

// operation is one of the API.
type operation struct {
	method, path string
	right        staff.Right // "" where it asks for none, or for one of several
}

// operations are those of the API, by id.
var operations = sync.OnceValue(func() map[string]operation {
	all := map[string]operation{}
	for path, item := range api.Mount(http.NewServeMux(), &api.Core{}).OpenAPI().Paths {
		for method, op := range map[string]*huma.Operation{
			http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodPatch: item.Patch, http.MethodDelete: item.Delete,
		} {
			if op == nil {
				continue
			}
			right := becomes()[op.OperationID].Right
			if method == http.MethodGet {
				text, _ := op.Extensions["x-right"].(string)
				right = staff.Right(text)
			}
			all[op.OperationID] = operation{method, path, right}
		}
	}
	return all
})

// unbuilt says whether an operation asks a part that this node does not have yet.
func (w *town) unbuilt(path string) bool {
	parts := map[string]any{
		"/api/items": w.Core.Items, "/api/bins": w.Core.Bins, "/api/devices": w.Core.Devices,
		"/api/dispatch": w.Core.Dispatch, "/api/shops": w.Core.Shops, "/api/find": w.Core.Finder,
	}
	for prefix, part := range parts {
		if strings.HasPrefix(path, prefix) && (part == nil || reflect.ValueOf(part).IsNil()) {
			return true
		}
	}
	return false
}

// TestForeignWarehouse tries every operation of the API and every command of the
// core, as people who work at one warehouse only, with the things of another:
// they are refused or not found, nothing of the other house comes out, and
// nothing in it changes. An operation or command that is not in the tables fails.
func TestForeignWarehouse(t *testing.T) {
	w := newTown(t)
	boss := w.a.enter(staff.Owner)
	w.a.enter("packer")
	before, head := w.b.seen(), w.head()
	t.Run("API", func(t *testing.T) { w.tryAPI(t, boss) })
	t.Run("commands", func(t *testing.T) { w.tryCommands(t) })
	t.Run("without a session", func(t *testing.T) { w.tryNobody(t) })
	t.Run("roles", func(t *testing.T) { w.tryRoles(t) })
	key := w.key(w.a.site)
	t.Run("token", func(t *testing.T) { w.tryToken(t, key) })
	if diff := cmp.Diff(before, w.b.seen()); diff != "" {
		t.Errorf("something of the other house changed:\n%s", diff)
	}
	w.untouched(t, head)
	t.Run("moved away", func(t *testing.T) { w.tryMoved(t) })
	t.Run("topics", func(t *testing.T) { w.tryTopics(t, boss, key) })
}

func (w *town) tryAPI(t *testing.T, boss *http.Client) {
	table := w.foreignReads()
	for name, tried := range w.foreignCalls() {
		for _, asks := range [][]attempt{tried.clean, tried.shut} {
			for i := range asks {
				asks[i].what = "/api/do/" + name
			}
		}
		table[name] = tried
	}
	maps.Copy(table, w.foreignFloor())
	all := operations()
	for _, id := range slices.Sorted(maps.Keys(all)) {
		op, c := all[id], boss
		if strings.Contains(op.path, "badge") || op.path == "/api/session" { // which would be somebody else behind it
			c = w.a.enter("receiver")
		}
		tried, listed := table[id]
		if !listed || len(tried.clean)+len(tried.shut) == 0 {
			t.Errorf("%s is not in the table", id)
		}
		if w.unbuilt(op.path) {
			t.Logf("%s: no such part yet", id)
			continue
		}
		for _, a := range tried.clean {
			w.answered(t, c, op.method, a, http.StatusOK, http.StatusNoContent, http.StatusUnprocessableEntity, http.StatusConflict, http.StatusServiceUnavailable)
		}
		for _, a := range tried.shut {
			w.answered(t, c, op.method, a, shut(a)...)
		}
	}
	for _, name := range []string{
		"recording/" + w.b.named("scanner"), "commands/" + w.b.site.String(), "paper/" + w.b.list.String(), "paper/" + w.b.label.String(), "order/packing_slip/" + w.b.packed.Order.String(), "order/pick_list/" + w.b.open.Order.String(), "label/" + w.b.parcel.String() + "/1", "photo/" + w.b.file,
	} {
		w.answered(t, boss, http.MethodGet, attempt{what: "/files/" + name}, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity)
	}
	for _, name := range []string{w.b.file, w.b.file + "/small", "photo/" + w.b.file[:8], "photo/" + strings.ToUpper(w.b.file), "photo/..%2f..%2fnode.db", "photo/..%2f..%2fnode.db/small", "..%2f..%2fnode.db", "photo/"} {
		w.answered(t, boss, http.MethodGet, attempt{what: "/files/" + name}, http.StatusNotFound)
	}
	for id := range table {
		if _, known := operations()[id]; !known {
			t.Errorf("%s is no operation", id)
		}
	}
}

// shut is how an attempt is refused: nothing but ids of the kind that nobody may
// say is wrong already before it is looked for.
func shut(a attempt) []int {
	if raw, _ := json.Marshal(a.body); strings.Contains(a.what+string(raw), staff.Anywhere.String()) {
		return []int{http.StatusUnprocessableEntity}
	}
	return []int{http.StatusForbidden, http.StatusNotFound}
}

// answered makes a request and looks at its answer.
func (w *town) answered(t *testing.T, c *http.Client, method string, a attempt, want ...int) {
	t.Helper()
	status, text := w.request(c, method, a.what, a.body)
	said, _ := json.Marshal(a.body)
	name := fmt.Sprintf("%s %s %s", method, a.what, clipText(string(said), 200))
	if !slices.Contains(want, status) {
		t.Errorf("%s\n\t%d %s, want %v", name, status, clipText(text, 300), want)
	}
	if leaks := w.leaks(text, a.what+string(said)); len(leaks) > 0 {
		t.Errorf("%s\n\ttells %v: %s", name, leaks, clipText(text, 2000))
	}
}

func (w *town) tryCommands(t *testing.T) {
	table := w.foreignCommands()
	for _, c := range command.All() {
		if strings.HasPrefix(c.Name, "test.") {
			continue
		}
		tried, listed := table[c.Name]
		if c.Company { // whatever it is about, one house is not enough
			tried = trying{shut: append(tried.shut, attempt{body: fields{}})}
		}
		if !c.Company && (!listed || len(tried.clean)+len(tried.shut) == 0) {
			t.Errorf("%s is not in the table", c.Name)
		}
		for _, a := range tried.clean {
			w.gave(t, c.Name, a, false)
		}
		for _, a := range tried.shut {
			w.gave(t, c.Name, a, true)
		}
	}
	for name := range table {
		if !slices.ContainsFunc(command.All(), func(c command.Described) bool { return c.Name == name }) {
			t.Errorf("%s is no command", name)
		}
	}
}

// gave gives a command as the owner of house a and looks at its answer.
func (w *town) gave(t *testing.T, name string, a attempt, shut bool) {
	t.Helper()
	w.gaveAs(t, w.a.by(staff.Owner), name, a, shut)
}

// gaveAs gives a command as somebody of house a.
func (w *town) gaveAs(t *testing.T, c command.Command, name string, a attempt, shut bool) {
	t.Helper()
	answer, err := w.try(name, c, a.body)
	said, _ := json.Marshal(a.body)
	kind := fault.KindOf(err)
	if err != nil {
		told, _ := json.Marshal(fault.Of(err).Args)
		answer = fault.Of(err).Code + " " + string(told)
	}
	switch {
	case shut && strings.Contains(string(said), staff.Anywhere.String()):
		if fault.Of(err).Code != "ident.id" {
			t.Errorf("%s %s: %v", name, said, err)
		}
	case shut && (err == nil || kind != fault.Denied && kind != fault.NotFound):
		t.Errorf("%s %s: %v %s", name, said, err, clipText(answer, 300))
	case err != nil && kind == fault.Internal:
		t.Errorf("%s %s: %v", name, said, err)
	}
	if leaks := w.leaks(answer, string(said)); len(leaks) > 0 {
		t.Errorf("%s %s\n\ttells %v: %s", name, said, leaks, answer)
	}
}

// tryNobody asks everything without a session.
func (w *town) tryNobody(t *testing.T) {
	open := []string{"post-session-password", "post-session-password-change", "post-session-badge", "post-session-device", "post-floor-badge", "post-setup", "get-setup-token", "get-manual-lang"}
	for id, op := range operations() {
		if slices.Contains(open, id) {
			continue
		}
		path := strings.NewReplacer("{id}", w.b.open.Order.String(), "{token}", "x").Replace(op.path)
		w.answered(t, &http.Client{Timeout: patience}, op.method, attempt{path, fields{}}, http.StatusUnauthorized)
	}
}

// tryRoles asks everything as people of each role, at their own house: without
// the right it is Denied, and before anything else is said.
func (w *town) tryRoles(t *testing.T) {
	reads, calls := w.ownReads(), w.foreignCalls()
	denied := 0
	for _, role := range officeRoles {
		c := w.a.enter(role)
		for id, op := range operations() {
			if op.right == "" || w.unbuilt(op.path) {
				continue
			}
			var may error
			w.look(func(tx *store.Tx) error {
				may = staff.May(tx, w.a.people[role], op.right, w.a.site)
				return nil
			})
			asks := reads[id]
			if op.method == http.MethodPost {
				if may == nil {
					continue // what they may is not done here
				}
				if asks = slices.Concat(calls[id].shut, calls[id].clean); len(asks) == 0 {
					continue // which is said already
				}
				asks = asks[:1]
				asks[0].what = op.path
			}
			want := []int{http.StatusOK, http.StatusNotFound}
			if may != nil {
				want, denied = []int{http.StatusForbidden, http.StatusNotFound}, denied+1
			}
			for _, a := range asks {
				w.answered(t, c, op.method, a, want...)
			}
		}
	}
	if denied < 200 {
		t.Errorf("only %d operations were refused to a role", denied)
	}
}

// seen is what the owner of the house sees of it, without what changes by itself.
func (h *house) seen() string {
	c := h.enter(staff.Owner)
	var out strings.Builder
	for _, path := range []string{
		"/api/orders", "/api/orders/" + h.open.Order.String(), "/api/orders/" + h.strange.Order.String(), "/api/orders/" + h.packed.Order.String(),
		"/api/stock?ids=" + h.cup.String() + "&ids=" + h.tea.String(), "/api/stock/bins", "/api/stock/why/" + h.cup.String(), "/api/imports/" + h.run.String(), "/api/bins/" + h.bin.String(),
		"/api/bins/" + h.quiet.String(), "/api/dispatch",
	} {
		if h.unbuilt(path) {
			continue
		}
		status, text := h.request(c, http.MethodGet, path, nil)
		var view any
		if status != http.StatusOK || json.Unmarshal([]byte(text), &view) != nil {
			h.t.Fatalf("%s sees %d %s of its own %s", h.mark, status, text, path)
		}
		steady(view)
		raw, err := json.MarshalIndent(view, "", " ")
		h.must(err)
		fmt.Fprintf(&out, "%s\n%s\n", path, raw)
	}
	return out.String()
}

// steady takes out of a view what goes on without anybody.
func steady(view any) {
	switch v := view.(type) {
	case map[string]any:
		for _, name := range []string{"seq", "proof", "documents"} {
			delete(v, name)
		}
		for _, inner := range v {
			steady(inner)
		}
	case []any:
		for _, inner := range v {
			steady(inner)
		}
	}
}

// tryMoved looks with the eyes of one who worked at the other house until today.
func (w *town) tryMoved(t *testing.T) {
	who := w.a.people["counter"]
	at := fields{"person": who, "role": "packer", "site": w.b.site}
	w.door("staff.role.grant", itself, at)
	w.door("staff.site", w.a.by("counter"), fields{"site": w.b.site})
	w.door("station.open", w.a.by("counter"), fields{"site": w.b.site})
	w.a.scan("counter", w.b.codes[w.b.station])
	c := w.a.enter("counter")
	before, _ := w.request(c, http.MethodGet, "/api/floor", nil)
	w.door("staff.role.revoke", itself, at)
	if _, text := w.request(c, http.MethodGet, "/api/floor", nil); before != http.StatusOK || !strings.Contains(text, w.a.mark) {
		t.Errorf("who moved sees %s", text)
	}
	for _, asks := range w.ownReads() {
		for _, a := range append(asks, attempt{what: "/api/me"}) {
			if !w.unbuilt(a.what) {
				w.answered(t, c, http.MethodGet, a, http.StatusOK, http.StatusForbidden, http.StatusNotFound)
			}
		}
	}
}

func (w *town) head() (head uint64) {
	w.look(func(tx *store.Tx) (err error) { head, err = journal.Head(tx); return err })
	return head
}

// untouched holds everything that the people of house a have put on the timeline
// against the things of house b.
func (w *town) untouched(t *testing.T, since uint64) {
	w.look(func(tx *store.Tx) error {
		head, err := journal.Head(tx)
		if err != nil {
			return err
		}
		for seq := since + 1; seq <= head; seq++ {
			e, err := journal.Get(tx, seq)
			if err != nil {
				return err
			}
			of := slices.Contains(slices.Collect(maps.Values(w.a.people)), e.Person)
			if leaks := w.leaks(fmt.Sprintf("%s %s", e.About, e.Data), ""); of && len(leaks) > 0 {
				t.Errorf("entry %d %s by a stranger is about %v: %s", seq, e.Kind, leaks, e.Data)
			}
		}
		return nil
	})
}
