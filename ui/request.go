package ui

import (
	"bufio"
	"crypto/rand"
	"mime"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
)

// requestID is short enough to be read over the phone.
func requestID() string { return strings.ToLower(rand.Text()[:10]) }

func stack() string { return string(debug.Stack()) }

// said is a path as the log may keep it: without the token of a one-time link,
// which opens the node to whoever reads it.
func said(path string) string {
	for _, door := range []string{"/api/setup/", "/setup/"} {
		if strings.HasPrefix(path, door) {
			return door + "…"
		}
	}
	return path
}

// disposition names a download in any alphabet (RFC 6266).
func disposition(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}

// statusWriter remembers the status for the log and lets a websocket take the
// connection over.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap gives http.ResponseController what lies below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Hijack is what the websocket upgrade asks for.
func (w *statusWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(w.ResponseWriter).Hijack()
}
