package ui

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
)

// Sessions turns what a request carries into its actor. Both return ctx with
// the actor that Core's readers and door take out of it, or api.ErrNoSession.
type Sessions interface {
	// Cookie also notes that the session is in use, unless the page asks by itself
	// and nobody is at it (alone).
	Cookie(ctx context.Context, token string, alone bool) (context.Context, error)
	Bearer(ctx context.Context, token string) (context.Context, error)
}

// Files opens what a page may show by address: photos and papers. It checks the
// right of ctx's actor itself.
type Files interface {
	Open(ctx context.Context, name string) (File, error)
}

// File is an opened photo or paper; the server closes Body.
type File struct {
	Body      io.ReadCloser
	Type      string // image/jpeg, application/pdf
	Name      string // for a download; empty shows it in the page
	Immutable bool   // named by its content
}

// Config is what the server stands on.
type Config struct {
	Core     *api.Core
	Sessions Sessions
	Files    Files
	Hub      *Hub
	Manual   *Manual // nil for none
	// Healthy returns nil once the node serves.
	Healthy func() error
	// Dist is the built front end; nil is Built().
	Dist fs.FS
	Log  *slog.Logger
}

type server struct {
	Config
}

// New puts the routes together. The handler expects to be served over TLS
// wherever it is reached from off the machine; cmd sees to it.
func New(config Config) (http.Handler, error) {
	if config.Dist == nil {
		config.Dist = Built()
	}
	if config.Log == nil {
		config.Log = slog.Default()
	}
	front, err := newStatic(config.Dist)
	if err != nil {
		return nil, err
	}
	if config.Manual != nil {
		front.keep(config.Manual.pictures)
	}
	s := &server{config}
	mux := http.NewServeMux()
	api.Mount(mux, config.Core)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, fault.New(fault.NotFound, "request.nowhere", "path", r.URL.Path))
	})
	mux.HandleFunc("GET /files/{name...}", s.file)
	mux.HandleFunc("GET /live", s.live)
	mux.HandleFunc("GET /healthz", s.health)
	mux.Handle("/", front)

	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, fault.New(fault.Denied, "request.foreign"))
	}))
	return s.recovered(s.logged(secured(own.Handler(limited(s.authorised(mux)))))), nil
}

// secured sets what every answer carries. The policy comes first: a page of
// ours runs our scripts and styles and nothing else.
func secured(next http.Handler) http.Handler {
	rules := strings.TrimSpace(policy)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", rules)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "same-origin")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Permissions-Policy", "geolocation=(), microphone=(), payment=()")
		if r.TLS != nil {
			head.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if strings.HasPrefix(r.URL.Path, "/api/") {
			head.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// limited bounds every body; only an uploaded file may be long.
func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := int64(api.MaxBody)
		if r.URL.Path == "/api/files" {
			limit = api.MaxFile
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		next.ServeHTTP(w, r)
	})
}

// anybody may ask these without a session: the way in, the manual, and the
// pages, which hold nothing.
func anybody(path string) bool {
	switch {
	case strings.HasPrefix(path, "/api/session/"), path == "/api/floor/badge", path == "/api/setup",
		strings.HasPrefix(path, "/api/setup/"), strings.HasPrefix(path, "/api/manual/"):
		return true
	case strings.HasPrefix(path, "/api/"), strings.HasPrefix(path, "/files/"), path == "/live":
		return false
	}
	return true
}

// authorised puts the actor into the context, or answers 401.
func (s *server) authorised(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if anybody(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		ctx, err := s.actor(r)
		if err != nil {
			refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func (s *server) actor(r *http.Request) (context.Context, error) {
	return s.known(r.Context(), credentialOf(r))
}

// credential is what a request shows of who makes it: a token or a cookie, or
// neither. A page asks alone where nobody touched it of late: it says so of what it
// reads (Unattended), and its line and its pictures come by themselves in any case.
type credential struct {
	token, cookie string
	alone         bool
}

// Unattended is the header of a read that a page makes by itself, "?1".
const Unattended = "Unattended"

func credentialOf(r *http.Request) (c credential) {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		c.token = strings.Clone(token)
	} else if cookie, err := r.Cookie(api.CookieName); err == nil {
		c.cookie = strings.Clone(cookie.Value)
	}
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	c.alone = reads && (r.Header.Get(Unattended) == "?1" || !strings.HasPrefix(r.URL.Path, "/api/"))
	return c
}

// known is the context of the person or program that shows c.
func (s *server) known(ctx context.Context, c credential) (context.Context, error) {
	switch {
	case c.token != "":
		return s.Sessions.Bearer(ctx, c.token)
	case c.cookie != "":
		return s.Sessions.Cookie(ctx, c.cookie, c.alone)
	}
	return nil, api.ErrNoSession
}

// refuse answers with a problem outside of ui/api.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	api.WriteProblem(w, err, locale.Parse(r.Header.Get("Accept-Language")))
}

// file shows a photo or a paper. It lies on our origin, so it is sandboxed: even
// an SVG or HTML that somebody sent cannot run anything.
func (s *server) file(w http.ResponseWriter, r *http.Request) {
	file, err := s.Files.Open(r.Context(), r.PathValue("name"))
	if err != nil {
		refuse(w, r, err)
		return
	}
	defer file.Body.Close()
	head := w.Header()
	head.Set("Content-Type", file.Type)
	head.Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'")
	if file.Immutable {
		head.Set("Cache-Control", "private, max-age=31536000, immutable")
	} else {
		head.Set("Cache-Control", "no-store")
	}
	if file.Name != "" {
		head.Set("Content-Disposition", disposition(file.Name))
	}
	_, _ = io.Copy(w, file.Body) // the client went away
}

func (s *server) health(w http.ResponseWriter, _ *http.Request) {
	if s.Healthy != nil {
		if err := s.Healthy(); err != nil {
			s.Log.Error("not healthy", "error", err)
			why := "not serving"
			if told := fault.Of(err); told.Kind != fault.Internal {
				why += ": " + locale.Fault(locale.EN, told.Code, told.Args)
			}
			http.Error(w, why, http.StatusServiceUnavailable)
			return
		}
	}
	_, _ = io.WriteString(w, "ok\n")
}

// recovered turns a panic of a handler into a 500 and a log line; the node goes
// on.
func (s *server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				panic(p)
			default:
				s.Log.Error("handler panicked", "path", said(r.URL.Path), "panic", p, "stack", stack())
				refuse(w, r, errors.New("panic"))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// logged writes one line a request and gives it an id that a caller can read
// out over the phone.
func (s *server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := requestID()
		w.Header().Set("Request-Id", id)
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		began := time.Now()
		next.ServeHTTP(seen, r.WithContext(command.Requested(r.Context(), id)))
		if strings.HasPrefix(r.URL.Path, "/api/") || seen.status >= http.StatusBadRequest {
			s.Log.Info("request", "id", id, "method", r.Method, "path", said(r.URL.Path), "status", seen.status,
				"command", r.Header.Get("Idempotency-Key"), "took", time.Since(began).Round(time.Microsecond))
		}
	})
}
