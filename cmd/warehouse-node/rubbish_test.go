package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/staff"
)

// rubbishRounds is how often each body of each operation is spoilt.
const rubbishRounds = 12

// evil are values that no field expects, as they stand in JSON.
var evil = []string{
	`null`, `true`, `[]`, `{}`, `""`, `-1`, `0`, `0.5`, `1e400`, `-1e400`, `9223372036854775807`, `9223372036854775808`, `18446744073709551616`, `-0`,
	`"\u0000"`, `"a\u0000b"`, `"\u202Egnp.exe"`, `"\uD800"`, `"^XZ~JA"`, `"<script>alert(1)</script>"`, `"=cmd|' /C calc'!A0"`, `"../../node.db"`,
	`"` + "\xff\xfe" + `"`, `"` + strings.Repeat("я", 3000) + `"`, `"` + strings.Repeat("0", 26) + `"`, `"` + strings.Repeat("Z", 26) + `"`,
	strings.Repeat("[", 300) + strings.Repeat("]", 300), `{"a":{"a":{"a":{"a":{}}}}}`, `[null]`, `[[]]`, `["",""]`, `NaN`, `'x'`, "1_000",
}

// spoiler makes requests that nobody should send, always the same ones.
type spoiler struct{ *rand.Rand }

func (s spoiler) one(of []string) string { return of[s.IntN(len(of))] }

// body spoils a good body.
func (s spoiler) body(good []byte) []byte {
	switch s.IntN(12) {
	case 0:
		return good[:s.IntN(len(good)+1)]
	case 1:
		return slices.Concat(good, []byte(s.one(evil)))
	case 2:
		return []byte(s.one(evil))
	case 3:
		return []byte(strings.Repeat(s.one([]string{"[", `{"a":`, `{"lines":[`, "9", `"`, " "}), 100_000))
	case 4:
		return slices.Concat([]byte(`{"order":"`), bytes.Repeat([]byte("x"), api.MaxBody+1), []byte(`"}`))
	case 5:
		raw := make([]byte, s.IntN(200))
		for i := range raw {
			raw[i] = byte(s.Uint32())
		}
		return raw
	case 6:
		out := slices.Clone(good)
		for range 1 + s.IntN(4) {
			if len(out) > 0 {
				out[s.IntN(len(out))] = byte(s.Uint32())
			}
		}
		return out
	}
	return s.fields(good)
}

// fields puts something else into a few fields of an object, or leaves them out,
// or says them twice.
func (s spoiler) fields(good []byte) []byte {
	var object map[string]json.RawMessage
	if json.Unmarshal(good, &object) != nil || len(object) == 0 {
		return []byte(s.one(evil))
	}
	names := slices.Sorted(maps.Keys(object))
	var out bytes.Buffer
	out.WriteByte('{')
	for i, name := range append(names, names[s.IntN(len(names))]) {
		value := string(object[name])
		switch s.IntN(6) {
		case 0, 1:
			value = s.one(evil)
		case 2:
			if inner := object[name]; len(inner) > 1 && inner[0] == '{' {
				value = string(s.fields(inner))
			} else if len(inner) > 2 && inner[0] == '[' {
				value = "[" + s.one(evil) + "," + strings.TrimPrefix(value, "[")
			}
		case 3:
			if s.IntN(2) == 0 {
				name = "nobody_knows"
			}
		}
		if i == len(names) && s.IntN(3) > 0 {
			break // mostly not twice
		}
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "%q:%s", name, value)
	}
	out.WriteByte('}')
	return out.Bytes()
}

// head spoils the head of a request.
func (s spoiler) head(req *http.Request) {
	if s.IntN(5) == 0 {
		req.Header.Set("Content-Type", s.one([]string{"text/plain", "application/xml", "multipart/form-data; boundary=x", "", "application/json; charset=utf-16", "application/cbor", "///"}))
	}
	if s.IntN(4) == 0 {
		name := s.one([]string{"Idempotency-Key", "Device-Id", "Device-Counter", "Station-Id", "Client-Time", "Seen", "Accept-Language", "Accept", "Content-Encoding", "Origin"})
		req.Header.Set(name, s.one([]string{"", "x", "-1", "1e400", "9223372036854775808", "<script>", strings.Repeat("z", 5000), "0001-01-01T00:00:00Z", "999999-99-99", "gzip", "^XZ"}))
	}
}

// TestRubbishEverywhere sends spoilt requests to every operation of a node in
// which there is something of everything, as the owner of the company, whom no
// right stops: none is answered 500, nothing panics, and all proofs hold.
func TestRubbishEverywhere(t *testing.T) {
	w := newTown(t)
	s := spoiler{rand.New(rand.NewPCG(8, 2026))}
	calls, asked := w.foreignCalls(), 0
	maps.Copy(calls, w.foreignFloor())
	all := operations()
	for _, id := range slices.Sorted(maps.Keys(all)) {
		op := all[id]
		if w.unbuilt(op.path) || id == "end-session" {
			continue
		}
		c := w.chief()
		var good [][]byte
		for _, a := range slices.Concat(calls[id].shut, calls[id].clean) {
			raw, err := json.Marshal(a.body)
			w.must(err)
			good = append(good, raw)
		}
		if op.method == http.MethodGet {
			good = [][]byte{nil, nil, nil}
		}
		if len(good) > 6 {
			good = good[:6]
		}
		for _, body := range good {
			for range rubbishRounds {
				asked++
				w.spoilt(t, c, s, op, body)
			}
		}
	}
	if asked < 1500 {
		t.Errorf("only %d requests were spoilt", asked)
	}
	w.babble(t, s)
	w.stands(t)
}

// chief is a browser of the owner of the company.
func (w *town) chief() *http.Client { return w.company().enter(staff.Owner) }

// spoilt sends one spoilt request.
func (w *town) spoilt(t *testing.T, c *http.Client, s spoiler, op operation, good []byte) {
	path, body := op.path, []byte(nil)
	if op.method == http.MethodGet {
		path = w.spoiltPath(s, op.path)
	} else {
		body = s.body(good)
	}
	req, err := http.NewRequestWithContext(w.ctx, op.method, w.base+path, bytes.NewReader(body))
	if err != nil {
		return // no address at all
	}
	w.asked++
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", fmt.Sprintf("rubbish-%d", w.asked))
	s.head(req)
	res, err := c.Do(req)
	if err != nil {
		if strings.Contains(err.Error(), "invalid header") || strings.Contains(err.Error(), "connection reset") || strings.Contains(err.Error(), "broken pipe") {
			return // the body was too long to be read to its end
		}
		t.Fatalf("%s %s: %v", op.method, path, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	w.must(err)
	if res.StatusCode == http.StatusInternalServerError || res.StatusCode == http.StatusUnauthorized {
		t.Errorf("%s %s %v\n%s\n\t%d %s", op.method, path, req.Header, clipText(string(body), 600), res.StatusCode, text)
	}
}

// spoiltPath fills the path and the questions of a read with rubbish and with
// what is there.
func (w *town) spoiltPath(s spoiler, path string) string {
	values := append([]string{w.a.site.String(), w.a.open.Order.String(), w.a.bin.String(), w.cup.String(), w.a.run.String(), w.a.named("scanner"), w.a.shop(), "all", "open", "7", "1 " + w.a.bin.String()},
		"", "\x00", "\u202e", "\xff\xfe", "-1", "1e400", "9223372036854775808", "../../etc/passwd", "<script>", "=cmd", strings.Repeat("я", 150), strings.Repeat("Z", 26), "%", "{id}", "NaN", "null", "'; --")
	path = strings.NewReplacer("{id}", url.PathEscape(s.one(values)), "{token}", url.PathEscape(s.one(values))).Replace(path)
	query := url.Values{}
	for _, name := range []string{"site", "cursor", "limit", "view", "text", "status", "shop", "carrier", "paid", "ids", "kind", "name", "hash", "all"} {
		if s.IntN(4) == 0 {
			query.Add(name, s.one(values))
		}
	}
	return path + "?" + query.Encode()
}

// babble sends rubbish into live sockets.
func (w *town) babble(t *testing.T, s spoiler) {
	c := w.chief()
	for range 40 {
		conn := w.socket(c)
		for range 5 {
			said := []byte(fmt.Sprintf(`{"op":%s,"topic":%s,"site":%s,"n":%s}`,
				s.one(append(slices.Clone(evil), `"subscribe"`, `"subscribe"`, `"unsubscribe"`, `"ping"`)), s.one(append(slices.Clone(evil), `"orders"`, `"session/x"`, `"device/"`, `"stock"`)), s.one(evil), s.one(evil)))
			if s.IntN(4) == 0 {
				said = s.body(said)
			}
			if conn.WriteMessage(1+s.IntN(2), said) != nil {
				break // it was closed on us, as it should be
			}
		}
		w.must(conn.Close())
	}
	conn := w.socket(w.chief())
	w.must(conn.WriteJSON(map[string]string{"op": "subscribe", "topic": "orders", "site": w.a.site.String()}))
	w.hears(t, conn, w.b.mark, func(m spoken) bool { return m.Snapshot != nil })
}

// stands proves the node after all that.
func (w *town) stands(t *testing.T) {
	if err := w.healthy(); err != nil {
		t.Error(err)
	}
	for _, p := range proofs {
		if _, err := p.Run(w.ctx, w.DB); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	for line := range strings.Lines(w.log.String()) {
		if strings.Contains(line, "level=ERROR") || strings.Contains(line, "panic") {
			t.Errorf("the node logged: %s", clipText(line, 1500))
		}
	}
}
