package shop

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"sort"
	"strconv"
	"strings"
	"time"

	"warehouse-node/warehouse/fault"
)

// Limits of a conversation.
const (
	maxStatusAnswer = 256 << 10 // of a call that answers with a word
	maxBody         = 32 << 20  // of a query, as it comes
	maxProgress     = 1000      // calls of one import
	maxParts        = 10_000    // parts of one file
	shortCall       = time.Minute
	longCall        = 5 * time.Minute // query and import: the site works meanwhile
)

// The two halves of the exchange: type= of every call.
const (
	typeSale    = "sale"
	typeCatalog = "catalog"
)

// session is one exchange with a shop, in which we are the accounting side.
// CommerceML 2, «Обмен с сайтом»: checkauth, init, then query and success, or
// file and import. It is used by one goroutine.
type session struct {
	client *http.Client
	c      *Config
	kind   string

	cookies map[string]string
	sessid  string
	zip     bool
	limit   int64  // bytes of one part; 0 is no limit
	schema  string // the version that both sides know
}

// dial begins a session: checkauth and init.
func dial(ctx context.Context, client *http.Client, c *Config, kind string) (*session, error) {
	s := &session{client: client, c: c, kind: kind, cookies: map[string]string{}}
	a, err := s.call(ctx, "checkauth", nil)
	if err != nil {
		return nil, err
	}
	if a.word != wordSuccess {
		return nil, a.refusal("shop.denied", "checkauth")
	}
	if len(a.lines) >= 2 && !strings.Contains(a.lines[0], "=") {
		s.cookies[strings.TrimSpace(a.lines[0])] = strings.TrimSpace(a.lines[1])
	}
	s.sessid = a.value("sessid")
	if a, err = s.call(ctx, "init", url.Values{"version": {first(c.Schema, lastSchema)}}); err != nil {
		return nil, err
	}
	if a.word == wordFailure {
		return nil, a.refusal("shop.refused", "init")
	}
	s.zip = strings.EqualFold(a.value("zip"), "yes")
	s.limit, _ = strconv.ParseInt(a.value("file_limit"), 10, 64) // a wrong one is none
	if id := a.value("sessid"); id != "" {
		s.sessid = id
	}
	s.schema = older(c.Schema, a.value("version"))
	return s, nil
}

// older is the version that both sides know. A site that says none is old,
// unless whoever configured it knows better.
func older(ours, theirs string) string {
	if theirs == "" {
		return first(ours, firstSchema)
	}
	return min(first(ours, lastSchema), theirs)
}

// batch says whether the schema has rests with versions, and documents that are
// read on import.
func (s *session) batch() bool { return s.schema >= "2.08" }

// query asks for the orders that the site has not been told success about.
func (s *session) query(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, s.c.patience(longCall))
	defer cancel()
	body, err := s.do(ctx, "query", nil, nil, maxBody)
	if err != nil {
		return nil, err
	}
	if a := parseAnswer(body[:min(len(body), 4<<10)]); a.word == wordFailure {
		return nil, a.refusal("shop.refused", "query")
	}
	return body, nil
}

// success tells the site that what query gave is safe here.
func (s *session) success(ctx context.Context) error { return s.expect(ctx, "success", nil) }

// send uploads a document and has the site read it. When it returns an error
// nobody knows whether the site has.
func (s *session) send(ctx context.Context, name string, doc []byte) error {
	if s.zip {
		var err error
		if doc, err = pack(name, doc); err != nil {
			return err
		}
	}
	upload := name
	if s.zip {
		upload = strings.TrimSuffix(name, path.Ext(name)) + ".zip"
	}
	part := int64(len(doc))
	if s.limit > 0 {
		part = min(part, s.limit)
	}
	if int64(len(doc)) > part*maxParts {
		return fault.New(fault.Limit, "shop.too_many_parts", "bytes", len(doc), "limit", part)
	}
	for rest := doc; len(rest) > 0; {
		n := min(part, int64(len(rest)))
		if err := s.put(ctx, upload, rest[:n]); err != nil {
			return err
		}
		rest = rest[n:]
	}
	if s.kind == typeSale && !s.batch() {
		return nil // an old site reads documents as they come
	}
	return s.load(ctx, name)
}

func (s *session) put(ctx context.Context, name string, part []byte) error {
	ctx, cancel := context.WithTimeout(ctx, s.c.patience(longCall))
	defer cancel()
	body, err := s.do(ctx, "file", url.Values{"filename": {name}}, part, maxStatusAnswer)
	if err != nil {
		return err
	}
	if a := parseAnswer(body); a.word != wordSuccess && a.word != wordProgress {
		return a.refusal("shop.refused", "file")
	}
	return nil
}

// load has the site read a file, in as many steps as it likes.
func (s *session) load(ctx context.Context, name string) error {
	ctx, cancel := context.WithTimeout(ctx, s.c.patience(longCall))
	defer cancel()
	for range maxProgress {
		body, err := s.do(ctx, "import", url.Values{"filename": {name}}, nil, maxStatusAnswer)
		if err != nil {
			return err
		}
		switch a := parseAnswer(body); a.word {
		case wordSuccess:
			return nil
		case wordProgress:
		default:
			return a.refusal("shop.refused", "import")
		}
	}
	return fault.New(fault.Unavailable, "shop.endless", "calls", maxProgress)
}

// expect makes a call that is to be answered with success.
func (s *session) expect(ctx context.Context, mode string, more url.Values) error {
	a, err := s.call(ctx, mode, more)
	if err == nil && a.word != wordSuccess {
		err = a.refusal("shop.refused", mode)
	}
	return err
}

func (s *session) call(ctx context.Context, mode string, more url.Values) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, s.c.patience(shortCall))
	defer cancel()
	body, err := s.do(ctx, mode, more, nil, maxStatusAnswer)
	return parseAnswer(body), err
}

// do makes one call: everything that identifies us goes with each, because
// sites lose one or the other.
func (s *session) do(ctx context.Context, mode string, more url.Values, part []byte, limit int64) ([]byte, error) {
	method := http.MethodGet
	var body io.Reader
	if part != nil {
		method, body = http.MethodPost, bytes.NewReader(part)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.address(mode, more), body)
	if err != nil {
		return nil, fault.New(fault.Invalid, "shop.address").With(err)
	}
	req.SetBasicAuth(s.c.Login, s.c.Password)
	req.Header.Set("Cookie", s.cookie())
	if part != nil {
		req.Header.Set("Content-Type", "application/octet-stream")
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, unreachable(mode, err)
	}
	defer resp.Body.Close()
	for _, c := range resp.Cookies() {
		s.cookies[c.Name] = c.Value
	}
	got, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	switch {
	case err != nil:
		return nil, unreachable(mode, err)
	case int64(len(got)) > limit:
		return nil, fault.New(fault.Limit, "shop.too_large", "step", mode, "limit", limit)
	case resp.StatusCode == http.StatusUnauthorized, resp.StatusCode == http.StatusForbidden:
		return nil, parseAnswer(got).refusal("shop.denied", mode)
	case resp.StatusCode >= 300:
		return nil, fault.New(fault.Unavailable, "shop.http", "step", mode, "status", resp.StatusCode)
	}
	return got, nil
}

// address is where a call goes. The shop's own may have a query already.
func (s *session) address(mode string, more url.Values) string {
	q := url.Values{"type": {s.kind}, "mode": {mode}}
	if s.sessid != "" {
		q.Set("sessid", s.sessid)
	}
	for k, v := range more {
		q[k] = v
	}
	sign := "?"
	if strings.Contains(s.c.URL, "?") {
		sign = "&"
	}
	return s.c.URL + sign + q.Encode()
}

// cookie writes the header by hand: a site's cookie may have signs that
// net/http would quote.
func (s *session) cookie() string {
	var all []string
	for name, value := range s.cookies {
		all = append(all, name+"="+strings.Map(visible, value))
	}
	sort.Strings(all)
	return strings.Join(all, "; ")
}

func visible(r rune) rune {
	if r <= ' ' || r == ';' || r > '~' {
		return -1
	}
	return r
}

func unreachable(mode string, err error) error {
	if inner := (*url.Error)(nil); errors.As(err, &inner) {
		err = inner.Err // the address has the session's secret in it
	}
	return fault.New(fault.Unavailable, "shop.unreachable", "step", mode).With(err)
}

// NewClient is the HTTP client for shops. It follows no redirect, which would
// carry the password to another host or turn an upload into a question, and
// keeps no connection, because net/http repeats a call in silence when a kept
// one breaks: here each call is made once.
func NewClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, TLSHandshakeTimeout: 10 * time.Second},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// pack is a zip with one file.
func pack(name string, doc []byte) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create(name)
	if err != nil {
		return nil, fmt.Errorf("zip %s: %w", name, err)
	}
	if _, err := f.Write(doc); err != nil {
		return nil, fmt.Errorf("zip %s: %w", name, err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("zip %s: %w", name, err)
	}
	return b.Bytes(), nil
}
