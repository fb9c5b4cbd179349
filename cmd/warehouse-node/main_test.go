package main

import (
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"
)

// TestPortTaken: a new node whose port is taken makes no data folder; one that could
// listen and not open its data lets the port go.
func TestPortTaken(t *testing.T) {
	other, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	c := defaults()
	c.Node.Data, c.Web.Listen = filepath.Join(t.TempDir(), "new"), other.Addr().String()
	serve := func() error { return (&serveCmd{}).serve(t.Context(), c, slog.New(slog.DiscardHandler), io.Discard) }
	if err := serve(); err == nil {
		t.Error("two listen at one port")
	}
	if _, err := os.Stat(c.Node.Data); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder was made: %v", err)
	}

	must(t, other.Close())
	must(t, os.WriteFile(c.Node.Data, []byte("no folder"), 0o600))
	if err := serve(); err == nil {
		t.Error("a node in a file")
	}
	again, err := net.Listen("tcp", c.Web.Listen)
	must(t, err)
	must(t, again.Close())
}
