package api

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"warehouse-node/ui/locale"
)

// refused is a request that the contract refuses, and as what.
type refused struct {
	method, path, body, kind string
	head                     []string
	status                   int
	code, field              string
	args                     map[string]string // beside where and field
}

var refusals = map[string]refused{
	"a field is missing":           {path: "orders.cancel", body: `{"order":"a","version":1}`, code: "request.missing", field: "reason"},
	"a field is empty":             {path: "orders.cancel", body: `{"order":"a","version":1,"reason":""}`, code: "request.missing", field: "reason"},
	"a field of a line is missing": {path: "orders.edit", body: `{"order":"a","version":1,"lines":[{"line":"x"}]}`, code: "request.missing", field: "qty"},
	"a list in place of text":      {path: "orders.cancel", body: `{"order":[],"version":1,"reason":"x"}`, code: "request.text", field: "order"},
	"text in place of a number":    {path: "orders.cancel", body: `{"order":"a","version":"1","reason":"x"}`, code: "request.integer", field: "version"},
	"half a version":               {path: "orders.cancel", body: `{"order":"a","version":1.5,"reason":"x"}`, code: "request.integer", field: "version"},
	"text in place of a list":      {path: "pick.release", body: `{"orders":"a"}`, code: "request.list", field: "orders"},
	"a list in place of a record":  {path: "pick.release", body: `[]`, code: "request.object", field: "body"},
	"a number in a list of text":   {path: "pick.release", body: `{"orders":["a",7]}`, code: "request.text", field: "orders"},
	"text in place of yes or no":   {path: "place.block", body: `{"place":"a","blocked":"yes"}`, code: "request.boolean", field: "blocked"},
	"too long":                     {path: "orders.cancel", body: `{"order":"a","version":1,"reason":"` + strings.Repeat("я", 301) + `"}`, code: "request.long", field: "reason", args: map[string]string{"most": "300"}},
	"too small":                    {path: "orders.edit", body: `{"order":"a","version":1,"lines":[{"line":"x","qty":-1}]}`, code: "request.low", field: "qty", args: map[string]string{"least": "0"}},
	"none of the choices":          {path: "staff.locale", body: `{"locale":"de"}`, code: "request.choice", field: "locale", args: map[string]string{"choices": "ru, uk, en"}},
	"an unknown field":             {path: "pick.release", body: `{"orders":[],"admin":true}`, code: "request.unexpected", field: "admin"},
	"beyond 64 bits":               {path: "orders.cancel", body: `{"order":"a","version":18446744073709551616,"reason":"x"}`, code: "request.range", field: "version"},
	"far beyond 64 bits":           {path: "orders.cancel", body: `{"order":"a","version":1e30,"reason":"x"}`, code: "request.range", field: "version"},
	"a version before the first":   {path: "orders.cancel", body: `{"order":"a","version":-1,"reason":"x"}`, code: "request.low", field: "version", args: map[string]string{"least": "0"}},
	"an entry before the first":    {path: "journal.skip", body: `{"follower":"till","subject":"order/1","seq":-1,"reason":"x"}`, code: "request.low", field: "seq", args: map[string]string{"least": "0"}},
	"half a number of an order":    {path: "shop.missing.void", body: `{"shop":"site","numbers":[10.5],"reason":"x"}`, code: "request.integer", field: "numbers"},
	"an order before the first":    {path: "shop.missing.void", body: `{"shop":"site","numbers":[7,-3],"reason":"x"}`, code: "request.low", field: "numbers", args: map[string]string{"least": "0"}},
	"a counter before the first":   {path: "pick.release", body: `{"orders":[]}`, head: []string{"Device-Counter", "-1"}, code: "request.low", field: "Device-Counter", args: map[string]string{"least": "0"}},
	"a photo that is a path":       {path: "catalog.photo.add", body: `{"item":"a","hash":"../../node.db"}`, code: "request.form", field: "hash"},
	"a table that is a path":       {path: "sheet.check", body: `{"kind":"items","file":"a.csv","hash":"../../node.db"}`, code: "request.form", field: "hash"},
	"a second file that is a path": {method: "GET", path: "/api/balances/compare?hash=..%2F..%2Fnode.db", code: "request.form", field: "hash"},
	"half a JSON":                  {path: "pick.release", body: `{"orders":`, status: 400, code: "request.json", field: "body", args: map[string]string{"at": "10"}},
	"no JSON":                      {path: "pick.release", body: `orders`, status: 400, code: "request.json", field: "body", args: map[string]string{"at": "1"}},
	"no body":                      {path: "pick.release", body: ``, status: 400, code: "request.empty"},
	"too much":                     {path: "pick.release", body: `{"orders":["` + strings.Repeat("a", MaxBody) + `"]}`, status: 413, code: "request.too_large"},
	"another kind of body":         {path: "pick.release", body: `<orders/>`, kind: "application/xml", status: 415, code: "request.media"},
	"no id of the command":         {path: "pick.release", body: `{"orders":[]}`, head: []string{"Idempotency-Key", ""}, code: "request.missing", field: "Idempotency-Key"},
	"a short id of the command":    {path: "pick.release", body: `{"orders":[]}`, head: []string{"Idempotency-Key", "1"}, code: "request.short", field: "Idempotency-Key", args: map[string]string{"least": "8"}},
	"a clock that is none":         {path: "pick.release", body: `{"orders":[]}`, head: []string{"Client-Time", "today"}, code: "request.moment", field: "Client-Time"},
	"a counter that is none":       {path: "pick.release", body: `{"orders":[]}`, head: []string{"Device-Counter", "x"}, code: "request.integer", field: "Device-Counter"},
	"a query that is no number":    {method: "GET", path: "/api/orders?limit=many", code: "request.integer", field: "limit"},
	"a query that asks too much":   {method: "GET", path: "/api/orders?limit=5000", code: "request.high", field: "limit", args: map[string]string{"most": "500"}},
	"a query that asks nothing":    {method: "GET", path: "/api/orders?limit=0", code: "request.low", field: "limit", args: map[string]string{"least": "1"}},
	"a file of nothing":            {path: "/api/files?kind=sheet", body: ``, kind: "application/octet-stream", status: 400, code: "sheet.empty"},
	"a query is missing":           {path: "/api/files", body: "x", kind: "application/octet-stream", code: "request.missing", field: "kind"},
	"a query of another choice":    {path: "/api/files?kind=song", body: "x", kind: "application/octet-stream", code: "request.choice", field: "kind", args: map[string]string{"choices": "photo, sheet"}},
	"a path of another choice":     {method: "GET", path: "/api/manual/de", code: "request.choice", field: "lang", args: map[string]string{"choices": "ru, uk, en"}},
}

func (r refused) ask(t *testing.T, lang locale.Lang) Problem {
	t.Helper()
	method, path, status := "POST", r.path, http.StatusUnprocessableEntity
	if !strings.HasPrefix(path, "/") {
		path = "/api/do/" + path
	}
	if r.method != "" {
		method = r.method
	}
	if r.status != 0 {
		status = r.status
	}
	head := append([]string{"Idempotency-Key", "0123456789abcdef", "Accept-Language", string(lang)}, r.head...)
	if r.kind != "" {
		head = append(head, "Content-Type", r.kind)
	}
	out := call(t, allowing, method, path, r.body, head...)
	if out.Code != status {
		t.Errorf("%d %s, want %d", out.Code, out.Body, status)
	}
	return problemIn(t, out)
}

func TestRefusalsAreCodes(t *testing.T) {
	for name, row := range refusals {
		t.Run(name, func(t *testing.T) {
			p := row.ask(t, locale.UK)
			if p.Code != row.code || p.Args["field"] != row.field {
				t.Fatalf("%s of %q, want %s of %q: %v", p.Code, p.Args["field"], row.code, row.field, p.Args)
			}
			for arg, want := range row.args {
				if p.Args[arg] != want {
					t.Errorf("%s is %q, want %q", arg, p.Args[arg], want)
				}
			}
		})
	}
}

// allowing lets everybody do everything.
var allowing = &Core{Guard: guardFunc(allow)}

// english is a word of huma's; names of fields and choices are the caller's own.
var english = regexp.MustCompile(`(?i)\b(expected|required|invalid|property|parameter|unexpected|length|array|cannot|body|json: )\b`)

// TestRefusalsAreWorded: every class of refusal is a sentence of each language,
// with nothing left to fill in and nothing of the library's own English.
func TestRefusalsAreWorded(t *testing.T) {
	for name, row := range refusals {
		for _, lang := range locale.Langs {
			p := row.ask(t, lang)
			if !locale.Has("fault."+p.Code) || strings.Contains(p.Detail, "{{") || strings.Contains(p.Detail, p.Code) {
				t.Errorf("%s in %s: %s", name, lang, p.Detail)
			}
			if found := english.FindString(p.Detail); found != "" && lang != locale.EN || p.Args["why"] != "" {
				t.Errorf("%s in %s: %q of %v", name, lang, p.Detail, p.Args)
			}
		}
	}
	for lang, want := range map[locale.Lang]string{
		locale.RU: "«Причина»: слишком длинно, знаков должно быть не больше 300",
		locale.UK: "«Причина»: задовго, знаків має бути не більше 300",
		locale.EN: "“Reason”: too long, 300 characters at most",
	} {
		if got := refusals["too long"].ask(t, lang).Detail; got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
}

// TestEveryWordingIsOurs: each text of huma that we chose names a sentence.
func TestEveryWordingIsOurs(t *testing.T) {
	for text, ours := range wording {
		code, _, _ := strings.Cut(ours, part)
		if *text != ours || !locale.Has("fault."+code) {
			t.Errorf("%q", *text)
		}
	}
	for _, code := range bodies {
		if !locale.Has("fault." + code) {
			t.Error(code)
		}
	}
	for _, p := range params {
		if !locale.Has("fault." + p.code) {
			t.Error(p.code)
		}
	}
}
