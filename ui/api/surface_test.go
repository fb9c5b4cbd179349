package api

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse/fault"
)

type (
	doorFunc  func(CommandCall) (json.RawMessage, error)
	guardFunc func(right, site string) error
	orderFunc func(OrdersFilter) (OrdersPage, error)
)

func (f doorFunc) Do(_ context.Context, call CommandCall) (json.RawMessage, error) { return f(call) }
func (f guardFunc) May(_ context.Context, right, site string) error                { return f(right, site) }
func (f orderFunc) Orders(_ context.Context, filter OrdersFilter) (OrdersPage, error) {
	return f(filter)
}
func (f orderFunc) Order(context.Context, string) (OrderCard, error) {
	return OrderCard{}, fault.New(fault.NotFound, "orders.none")
}

type sessionFake struct{ Sessions }

func (sessionFake) Password(_ context.Context, login, password string) (Opened, error) {
	if password != "right" {
		return Opened{}, fault.New(fault.Denied, "session.wrong")
	}
	return Opened{Token: "secret", Until: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), Me: Me{Login: login}}, nil
}

func allow(string, string) error { return nil }

func call(t *testing.T, core *Core, method, path, body string, head ...string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(head); i += 2 {
		request.Header.Set(head[i], head[i+1])
	}
	out := httptest.NewRecorder()
	mounted(core).ServeHTTP(out, request)
	return out
}

// mounts are the surfaces of the cores that were called: making one takes longer
// than all that is asked of it.
var mounts sync.Map

func mounted(core *Core) http.Handler {
	if had, ok := mounts.Load(core); ok {
		return had.(http.Handler)
	}
	mux := http.NewServeMux()
	Mount(mux, core)
	mounts.Store(core, mux)
	return mux
}

func problemIn(t *testing.T, out *httptest.ResponseRecorder) Problem {
	t.Helper()
	if got := out.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q", got)
	}
	var p Problem
	if err := json.Unmarshal(out.Body.Bytes(), &p); err != nil {
		t.Fatalf("%s: %v", out.Body, err)
	}
	return p
}

func TestReadAsksTheRightAtTheSite(t *testing.T) {
	var asked []string
	var got OrdersFilter
	core := &Core{
		Guard: guardFunc(func(right, site string) error { asked = append(asked, right+"@"+site); return nil }),
		Orders: orderFunc(func(f OrdersFilter) (OrdersPage, error) {
			got = f
			return OrdersPage{Seq: 7}, nil
		}),
	}
	out := call(t, core, "GET", "/api/orders?site=podolsk&view=open&status=picking,packing&limit=20", "")
	if out.Code != 200 {
		t.Fatalf("%d %s", out.Code, out.Body)
	}
	if !slices.Equal(asked, []string{"orders.read@podolsk"}) {
		t.Errorf("asked %v", asked)
	}
	want := OrdersFilter{AtSite: AtSite{"podolsk"}, Page: Page{Limit: 20}, View: "open", Status: []string{"picking", "packing"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if body := out.Body.String(); strings.Contains(body, "null") || !strings.Contains(body, `"rows":[]`) {
		t.Errorf("a list is null: %s", body)
	}
}

func TestDeniedReadAsksNobody(t *testing.T) {
	core := &Core{
		Guard: guardFunc(func(right, _ string) error {
			return fault.New(fault.Denied, "ident.id", "text", right)
		}),
		Orders: orderFunc(func(OrdersFilter) (OrdersPage, error) {
			t.Error("the reader was asked")
			return OrdersPage{}, nil
		}),
	}
	out := call(t, core, "GET", "/api/orders", "", "Accept-Language", "uk-UA,uk")
	p := problemIn(t, out)
	if out.Code != 403 || p.Code != "ident.id" || p.Detail != "«orders.read» не номер запису" {
		t.Errorf("%d %+v", out.Code, p)
	}
}

func TestInternalErrorKeepsItsText(t *testing.T) {
	core := &Core{Guard: guardFunc(allow), Orders: orderFunc(func(OrdersFilter) (OrdersPage, error) {
		return OrdersPage{}, errors.New("disk /dev/sda is on fire")
	})}
	out := call(t, core, "GET", "/api/orders", "")
	if p := problemIn(t, out); out.Code != 500 || p.Code != "internal" || strings.Contains(out.Body.String(), "sda") {
		t.Errorf("%d %s", out.Code, out.Body)
	}
}

func TestCommandIsOnlyNamed(t *testing.T) {
	var got CommandCall
	core := &Core{Door: doorFunc(func(c CommandCall) (json.RawMessage, error) {
		got = c
		return json.RawMessage(`{"wave":"97","released":2,"left":[]}`), nil
	})}
	out := call(t, core, "POST", "/api/do/pick.release", `{"orders":["a","b"]}`,
		"Idempotency-Key", "0123456789abcdef", "Device-Id", "hh4", "Device-Counter", "12", "Seen", "8214906", "Station-Id", "bench2", "Client-Time", "2026-11-21T14:13:00.125Z")
	if out.Code != 200 || !strings.Contains(out.Body.String(), `"wave":"97"`) {
		t.Fatalf("%d %s", out.Code, out.Body)
	}
	want := CommandCall{
		ID: "0123456789abcdef", Device: "hh4", Counter: 12, Station: "bench2", Seen: 8214906,
		At:   time.Date(2026, 11, 21, 14, 13, 0, 125e6, time.UTC),
		Name: "pick.release", Body: json.RawMessage(`{"orders":["a","b"]}`),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBadRequestsReachNobody(t *testing.T) {
	core := &Core{Door: doorFunc(func(CommandCall) (json.RawMessage, error) {
		t.Error("the door was asked")
		return nil, nil
	})}
	const key = "0123456789abcdef"
	for name, row := range map[string]struct {
		path, body, key, code string
	}{
		"no id":            {"/api/do/pick.release", `{"orders":[]}`, "", "request.missing"},
		"no reason":        {"/api/do/orders.cancel", `{"order":"a","version":1,"reason":""}`, key, "request.missing"},
		"unknown field":    {"/api/do/pick.release", `{"orders":[],"admin":true}`, key, "request.unexpected"},
		"negative":         {"/api/do/orders.edit", `{"order":"a","version":1,"lines":[{"line":"x","qty":-1}]}`, key, "request.low"},
		"beyond 64 bits":   {"/api/do/orders.edit", `{"order":"a","version":18446744073709551616,"lines":[]}`, key, "request.range"},
		"not JSON":         {"/api/do/pick.release", `{`, key, "request.json"},
		"list in place of": {"/api/do/pick.release", `[]`, key, "request.object"},
	} {
		out := call(t, core, "POST", row.path, row.body, "Idempotency-Key", row.key)
		if p := problemIn(t, out); out.Code < 400 || out.Code > 499 || p.Code != row.code {
			t.Errorf("%s: %d %s", name, out.Code, out.Body)
		}
	}
}

func TestFaultsBecomeStatuses(t *testing.T) {
	for kind, want := range statuses {
		core := &Core{Door: doorFunc(func(CommandCall) (json.RawMessage, error) {
			return nil, fault.New(kind, "session.wrong")
		})}
		out := call(t, core, "POST", "/api/do/pick.release", `{"orders":["a"]}`, "Idempotency-Key", "0123456789abcdef")
		if out.Code != want {
			t.Errorf("%s: %d, want %d", kind, out.Code, want)
		}
	}
	if got := ProblemOf(ErrNoSession, "en").Status; got != 401 {
		t.Errorf("no session: %d", got)
	}
}

// TestOnlyWhatMayPassLaterIsSentAgain: a handheld, and any client of HTTP, sends the
// same again after 429 and from 500 on; what is always refused never has them.
func TestOnlyWhatMayPassLaterIsSentAgain(t *testing.T) {
	later := []fault.Kind{fault.Internal, fault.Unavailable, fault.Unknown, fault.TooOften}
	for kind, status := range statuses {
		if got, want := status >= 500 || status == http.StatusTooManyRequests, slices.Contains(later, kind); got != want {
			t.Errorf("%s is status %d", kind, status)
		}
	}
}

func TestLoginSetsACookieAndKeepsTheSecret(t *testing.T) {
	core := &Core{Sessions: sessionFake{}, Secure: true}
	out := call(t, core, "POST", "/api/session/password", `{"login":"marina","password":"right"}`)
	cookie := out.Header().Get("Set-Cookie")
	for _, part := range []string{"session=secret", "HttpOnly", "Secure", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie %q lacks %s", cookie, part)
		}
	}
	if out.Code != 200 || strings.Contains(out.Body.String(), "secret") {
		t.Errorf("%d %s", out.Code, out.Body)
	}
	out = call(t, core, "POST", "/api/session/password", `{"login":"marina","password":"wrong"}`)
	if out.Code != 403 || out.Header().Get("Set-Cookie") != "" {
		t.Errorf("%d, cookie %q", out.Code, out.Header().Get("Set-Cookie"))
	}
}

// Every operation names its right, or is a command (the door checks), or is one
// of the few that anybody may ask.
func TestEveryOperationIsGuarded(t *testing.T) {
	open := map[string]bool{
		"post-session-password": true, "post-session-password-change": true, "post-session-badge": true, "post-session-device": true, "post-floor-badge": true, "post-setup": true, "get-setup-token": true,
		"end-session": true, "get-me": true, "get-manual-lang": true,
	}
	doc := Mount(http.NewServeMux(), &Core{}).OpenAPI()
	seen := 0
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		item := doc.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete, item.Patch} {
			if op == nil {
				continue
			}
			seen++
			right, _ := op.Extensions["x-right"].(string)
			name, _ := op.Extensions["x-command"].(string)
			if right == "" && name == "" && !open[op.OperationID] {
				t.Errorf("%s %s: no right, no command", op.Method, path)
			}
			if name != "" && path != "/api/do/"+name {
				t.Errorf("%s names %s", path, name)
			}
		}
	}
	if seen < 60 {
		t.Errorf("only %d operations were looked at", seen)
	}
}
