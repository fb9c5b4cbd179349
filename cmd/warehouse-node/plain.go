package main

import (
	"bufio"
	"crypto/tls"
	"encoding/pem"
	"net"
	"net/http"
	"sync"
	"time"
)

// authorityPath is where the certificate of the node's own authority is. It is
// no secret, and it is all that is told without TLS: who does not trust the
// node yet cannot speak TLS with it.
const authorityPath = "/authority.crt"

// maxHello is how long a client may take to say its first byte.
const maxHello = 10 * time.Second

// either is a listener on which each connection speaks TLS or not, as its first
// byte says.
type either struct {
	net.Listener
	config *tls.Config

	ready chan net.Conn
	ended chan struct{}
	once  sync.Once
	err   error // why there is no more; set before ended is closed
}

func newEither(l net.Listener, c *tls.Config) *either {
	e := &either{Listener: l, config: c, ready: make(chan net.Conn), ended: make(chan struct{})}
	go e.listen()
	return e
}

func (e *either) listen() {
	for {
		c, err := e.Listener.Accept()
		if err != nil {
			e.end(err)
			return
		}
		go e.sort(c)
	}
}

func (e *either) end(err error) {
	e.once.Do(func() {
		e.err = err
		close(e.ended)
	})
}

// sort waits for the first byte of a connection, so that a silent client keeps
// nobody else waiting.
func (e *either) sort(c net.Conn) {
	in := bufio.NewReaderSize(c, 16)
	_ = c.SetReadDeadline(time.Now().Add(maxHello)) // a connection without one fails below
	first, err := in.Peek(1)
	if err != nil || c.SetReadDeadline(time.Time{}) != nil {
		_ = c.Close() // it said nothing
		return
	}
	const handshake = 22 // RFC 8446, 5.1; a plain request begins with a letter
	var sorted net.Conn = &peeked{c, in}
	if first[0] == handshake {
		sorted = tls.Server(sorted, e.config)
	}
	select {
	case e.ready <- sorted:
	case <-e.ended:
		_ = c.Close() // nobody serves any more
	}
}

// Accept is the next connection that has said something.
func (e *either) Accept() (net.Conn, error) {
	select {
	case c := <-e.ready:
		return c, nil
	case <-e.ended:
		return nil, e.err
	}
}

// Close ends listening; what was accepted goes on.
func (e *either) Close() error {
	e.end(net.ErrClosed)
	return e.Listener.Close()
}

// peeked is a connection whose first byte was looked at.
type peeked struct {
	net.Conn
	in *bufio.Reader
}

func (c *peeked) Read(p []byte) (int, error) { return c.in.Read(p) }

// trusting shows the authority's certificate to everybody, and sends whoever
// asks for anything else without TLS to the same place with it.
func (ca *authority) trusting(next http.Handler) http.Handler {
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.cert.Raw})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reads := r.Method == http.MethodGet || r.Method == http.MethodHead
		switch {
		case r.URL.Path == authorityPath && reads:
			w.Header().Set("Content-Type", "application/x-x509-ca-cert")
			w.Header().Set("Content-Disposition", `attachment; filename="warehouse-node.crt"`)
			_, _ = w.Write(text) // the client went away
		case r.TLS != nil:
			next.ServeHTTP(w, r)
		case reads:
			http.Redirect(w, r, "https://"+r.Host+r.URL.RequestURI(), http.StatusPermanentRedirect)
		default: // what it sent has been in the open already
			http.Error(w, "https only", http.StatusForbidden)
		}
	})
}
