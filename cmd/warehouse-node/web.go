package main

import (
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"os"
)

type fromKey struct{}

// from is where a request came from.
type from struct{ address, where string }

// remembering keeps where a request came from in its context, for those who
// slow down guessing and for the list of open sessions.
func remembering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), fromKey{}, from{host, r.UserAgent()})))
	})
}

func addressOf(ctx context.Context) string { f, _ := ctx.Value(fromKey{}).(from); return f.address }
func whereOf(ctx context.Context) string   { f, _ := ctx.Value(fromKey{}).(from); return f.where }

// loopback says whether an address is reached from this machine only.
func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// readEpoch reads which life of the node this is; 1 where nobody wrote it. A
// restore raises it.
func readEpoch(path string) (uint16, error) {
	b, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 1, nil
	case err != nil:
		return 0, err
	case len(b) != 2:
		return 0, errors.New(path + ": not an epoch")
	}
	return binary.BigEndian.Uint16(b), nil
}
