package ui

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
)

// node is a fake core: one person with one cookie, whose rights and session the
// test takes away.
type node struct {
	mu     sync.Mutex
	ended  bool
	denied map[string]bool
	seq    int64
	block  chan struct{} // a snapshot waits for it, when set
	broken bool          // a snapshot panics
}

func (n *node) Cookie(ctx context.Context, token string, alone bool) (context.Context, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ended || token != "marina" {
		return nil, api.ErrNoSession
	}
	return ctx, nil
}

func (n *node) Bearer(ctx context.Context, token string) (context.Context, error) {
	return n.Cookie(ctx, token, false)
}

func (n *node) May(_ context.Context, right, site string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.denied[right] || site == "foreign" {
		return fault.New(fault.Denied, "session.none", "right", right)
	}
	return nil
}

func (n *node) Counters(context.Context, string) (api.Counters, error) {
	n.mu.Lock()
	block, broken := n.block, n.broken
	n.mu.Unlock()
	if broken {
		panic("a defect")
	}
	if block != nil {
		<-block
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return api.Counters{Orders: 216, Seq: n.seq}, nil
}

func (n *node) Status(context.Context) (api.NodeStatus, error) { panic("a defect") }

func (n *node) Open(_ context.Context, name string) (File, error) {
	if name != "photo/1.svg" {
		return File{}, fault.New(fault.NotFound, "request.nowhere", "path", name)
	}
	return File{Body: io.NopCloser(strings.NewReader("<svg/>")), Type: "image/svg+xml", Immutable: true}, nil
}

func (n *node) set(change func(*node)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	change(n)
}

func serve(t *testing.T, n *node, dist fstest.MapFS) (*httptest.Server, *Hub) {
	t.Helper()
	core := &api.Core{Guard: n, Status: n}
	hub := NewHub(api.Topics(core))
	handler, err := New(Config{Core: core, Sessions: n, Files: n, Hub: hub, Dist: dist, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		hub.Close()
		server.Close()
	})
	return server, hub
}

// get asks without following what the transport would do by itself.
func get(t *testing.T, method, url, body string, head ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(head); i += 2 {
		request.Header.Set(head[i], head[i+1])
	}
	response, err := (&http.Transport{DisableCompression: true}).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

const cookie = api.CookieName + "=marina"

func TestWithoutASessionOnlyTheDoorIsSeen(t *testing.T) {
	server, _ := serve(t, &node{}, fstest.MapFS{"index.html": {Data: []byte("<p>office")}})
	for path, want := range map[string]int{
		"/": 200, "/orders/10482": 200, "/healthz": 200,
		"/api/counters": 401, "/api/me": 401, "/api/openapi.json": 401, "/files/photo/1.svg": 401, "/live": 401,
	} {
		if got, body := get(t, "GET", server.URL+path, ""); got.StatusCode != want {
			t.Errorf("%s: %d, want %d: %s", path, got.StatusCode, want, body)
		}
	}
	for _, head := range [][]string{{"Cookie", cookie}, {"Authorization", "Bearer marina"}} {
		if got, body := get(t, "GET", server.URL+"/api/counters", "", head...); got.StatusCode != 200 || !strings.Contains(body, "216") {
			t.Errorf("%v: %d %s", head, got.StatusCode, body)
		}
	}
	if got, _ := get(t, "GET", server.URL+"/api/counters", "", "Cookie", api.CookieName+"=guess"); got.StatusCode != 401 {
		t.Errorf("a guessed cookie: %d", got.StatusCode)
	}
	if got, body := get(t, "GET", server.URL+"/api/no/such", "", "Cookie", cookie); got.StatusCode != 404 || !strings.Contains(body, "request.nowhere") {
		t.Errorf("%d %s", got.StatusCode, body)
	}
}

func TestForeignPageChangesNothing(t *testing.T) {
	server, _ := serve(t, &node{}, nil)
	for name, head := range map[string][]string{
		"fetch metadata": {"Sec-Fetch-Site", "cross-site"},
		"origin":         {"Origin", "https://evil.example"},
	} {
		got, body := get(t, "POST", server.URL+"/api/do/pick.release", `{"orders":[]}`, append(head, "Cookie", cookie)...)
		if got.StatusCode != 403 || !strings.Contains(body, "request.foreign") {
			t.Errorf("%s: %d %s", name, got.StatusCode, body)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	server, _ := serve(t, &node{}, nil)
	body := `{"orders":["` + strings.Repeat("x", api.MaxBody) + `"]}`
	got, _ := get(t, "POST", server.URL+"/api/do/pick.release", body, "Cookie", cookie, "Idempotency-Key", "0123456789", "Content-Type", "application/json")
	if got.StatusCode != 413 {
		t.Errorf("%d, want 413", got.StatusCode)
	}
}

func TestEveryAnswerIsStrict(t *testing.T) {
	server, _ := serve(t, &node{}, fstest.MapFS{"index.html": {Data: []byte("<p>")}})
	for _, path := range []string{"/", "/api/counters", "/no.js"} {
		got, _ := get(t, "GET", server.URL+path, "", "Cookie", cookie)
		rules := got.Header.Get("Content-Security-Policy")
		if !strings.Contains(rules, "script-src 'self'") || strings.Contains(rules, "unsafe") {
			t.Errorf("%s: policy %q", path, rules)
		}
		if got.Header.Get("X-Content-Type-Options") != "nosniff" || got.Header.Get("Request-Id") == "" {
			t.Errorf("%s: %v", path, got.Header)
		}
	}
}

func TestStaticFiles(t *testing.T) {
	script := strings.Repeat("console.log(1);", 100)
	server, _ := serve(t, &node{}, fstest.MapFS{
		"index.html": {Data: []byte("office")}, "pick.html": {Data: []byte("handheld")}, "pack.html": {Data: []byte("bench")},
		"assets/a-1234.js": {Data: []byte(script)}, ".gitkeep": {},
	})
	for path, want := range map[string]string{"/": "office", "/stock/by-bin": "office", "/pick": "handheld", "/pick/tour": "handheld", "/pack": "bench"} {
		got, body := get(t, "GET", server.URL+path, "")
		if body != want || got.Header.Get("Cache-Control") != "no-cache" || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %q %v", path, body, got.Header)
		}
	}
	got, body := get(t, "GET", server.URL+"/assets/a-1234.js", "", "Accept-Encoding", "gzip")
	if !strings.Contains(got.Header.Get("Cache-Control"), "immutable") || got.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%v", got.Header)
	}
	unzip, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(unzip); err != nil || string(plain) != script {
		t.Errorf("unzipped %q, %v", plain, err)
	}
	if again, _ := get(t, "GET", server.URL+"/assets/a-1234.js", "", "If-None-Match", got.Header.Get("ETag")); again.StatusCode != 304 {
		t.Errorf("same again: %d", again.StatusCode)
	}
	if got, _ := get(t, "GET", server.URL+"/.gitkeep", ""); got.StatusCode != 404 {
		t.Errorf("hidden file: %d", got.StatusCode)
	}
	if got, _ := get(t, "POST", server.URL+"/", ""); got.StatusCode != 405 {
		t.Errorf("POST of a page: %d", got.StatusCode)
	}
}

func TestEmptyBuildSaysSo(t *testing.T) {
	server, _ := serve(t, &node{}, fstest.MapFS{".gitkeep": {}})
	if got, body := get(t, "GET", server.URL+"/pick", ""); got.StatusCode != 503 || !strings.Contains(body, "UI not built") {
		t.Errorf("%d %s", got.StatusCode, body)
	}
}

func TestFileOfAPersonRunsNothing(t *testing.T) {
	server, _ := serve(t, &node{}, nil)
	got, body := get(t, "GET", server.URL+"/files/photo/1.svg", "", "Cookie", cookie)
	if body != "<svg/>" || !strings.HasPrefix(got.Header.Get("Content-Security-Policy"), "sandbox;") {
		t.Errorf("%q %v", body, got.Header)
	}
	if got, _ := get(t, "GET", server.URL+"/files/../node.db", "", "Cookie", cookie); got.StatusCode == 200 {
		t.Error("climbed out of the files")
	}
}

func TestPanicIsOneAnswer(t *testing.T) {
	server, _ := serve(t, &node{}, nil)
	got, body := get(t, "GET", server.URL+"/api/status", "", "Cookie", cookie)
	if got.StatusCode != 500 || strings.Contains(body, "defect") {
		t.Errorf("%d %s", got.StatusCode, body)
	}
	if got, _ := get(t, "GET", server.URL+"/api/counters", "", "Cookie", cookie); got.StatusCode != 200 {
		t.Errorf("the node did not go on: %d", got.StatusCode)
	}
}

func TestHealthz(t *testing.T) {
	core := &api.Core{}
	sick := errors.New("store stopped")
	handler, err := New(Config{Core: core, Healthy: func() error { return sick }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{503, 200} {
		out := httptest.NewRecorder()
		handler.ServeHTTP(out, httptest.NewRequest("GET", "/healthz", nil))
		if out.Code != want || strings.Contains(out.Body.String(), "store") {
			t.Errorf("%d %s, want %d", out.Code, out.Body, want)
		}
		sick = nil
	}
}

// TestLogJoinsRequestAndCommand: who reads out the id of a request finds the
// commands that it gave.
func TestLogJoinsRequestAndCommand(t *testing.T) {
	var said strings.Builder
	log := slog.New(slog.NewTextHandler(&said, nil))
	door := &command.Door{Log: log}
	s := &server{Config: Config{Log: log}}
	h := s.logged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := door.Do(r.Context(), command.Command{Name: "no.such", ID: "key-1", Itself: true}); err != nil {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	got := httptest.NewRecorder()
	h.ServeHTTP(got, httptest.NewRequest(http.MethodPost, "/api/none", nil))
	id := got.Header().Get("Request-Id")
	var lines []string
	for line := range strings.Lines(said.String()) {
		if id != "" && strings.Contains(line, "="+id) {
			lines = append(lines, line)
		}
	}
	if len(lines) != 2 || !strings.Contains(lines[0], "msg=command name=no.such id=key-1") || !strings.Contains(lines[1], "msg=request") {
		t.Errorf("of request %q the log says\n%s", id, said.String())
	}
}

// TestLogKeepsNoSetupToken: a link that opens the node once stands in no line of
// the log, whatever becomes of the request.
func TestLogKeepsNoSetupToken(t *testing.T) {
	var written strings.Builder
	log := slog.New(slog.NewTextHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug}))
	handler, err := New(Config{Core: &api.Core{}, Healthy: func() error { return nil }, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	for _, path := range []string{"/api/setup/kanareika7", "/setup/kanareika7", "/api/setup/kanareika7/more"} {
		get(t, http.MethodGet, server.URL+path, "")
	}
	server.Close() // after it nobody writes
	if !strings.Contains(written.String(), "path=/api/setup/…") || strings.Contains(written.String(), "kanareika7") {
		t.Errorf("the log says\n%s", &written)
	}
}

// TestAlone: a read that a page makes by itself says so, its line and its pictures
// are such reads, and no deed is one.
func TestAlone(t *testing.T) {
	for _, row := range []struct {
		method, path, says string
		want               bool
	}{
		{"GET", "/api/orders", "", false}, {"GET", "/api/orders", "?1", true}, {"GET", "/api/orders", "?0", false},
		{"POST", "/api/do/orders.edit", "?1", false}, {"GET", "/live", "", true}, {"GET", "/files/photo/1", "", true},
	} {
		r := httptest.NewRequest(row.method, row.path, nil)
		r.Header.Set(Unattended, row.says)
		if got := credentialOf(r).alone; got != row.want {
			t.Errorf("%s %s, unattended %q: alone %v", row.method, row.path, row.says, got)
		}
	}
}
