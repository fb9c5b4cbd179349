package main

import (
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"warehouse-node/ui/locale"
)

// TestNoCommand: a program that was told no command begins nothing: it shows the
// commands, and ends as wrong use does.
func TestNoCommand(t *testing.T) {
	run := program()
	run.Dir = t.TempDir()
	var out, told strings.Builder
	run.Stdout, run.Stderr = &out, &told
	limit := time.AfterFunc(time.Minute, func() { _ = run.Process.Kill() }) // of a node that began
	defer limit.Stop()
	err := run.Run()
	if ended, is := errors.AsType[*exec.ExitError](err); !is || ended.ExitCode() != exitUsage {
		t.Errorf("it ended with %v", err)
	}
	if out.Len() > 0 || !strings.Contains(told.String(), "serve") || !strings.Contains(told.String(), "restore") {
		t.Errorf("it says %q and %q", &out, &told)
	}
	if made, err := os.ReadDir(run.Dir); err != nil || len(made) > 0 {
		t.Errorf("it made %v: %v", made, err)
	}
}

// TestListenInWords: who names an address at which the node cannot listen, or a file
// that is not there, reads which setting that is, in the language of the terminal.
func TestListenInWords(t *testing.T) {
	other, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { must(t, other.Close()) }()
	for address, code := range map[string]string{
		other.Addr().String(): "listen.taken",
		"192.0.2.1:8080":      "listen.elsewhere", // RFC 5737: of no machine
	} {
		for _, lang := range locale.Langs {
			_, err := listen(lang, address)
			want := locale.Say(lang, code, locale.Args{"address": address})
			if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(want, "web.listen") {
				t.Errorf("%s: got %v, want %q", address, err, want)
			}
		}
	}
	t.Setenv("LC_ALL", "uk_UA.UTF-8")
	file := filepath.Join(t.TempDir(), "none.toml")
	if _, err := readConfig(file); err == nil || !strings.HasPrefix(err.Error(), "Файлу налаштувань "+file+" немає") {
		t.Errorf("no file: %v", err)
	}
}

// TestPortTaken: a new node whose port is taken makes no data folder; one that could
// listen and not open its data lets the port go.
func TestPortTaken(t *testing.T) {
	other, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	c := defaults()
	c.Node.Data, c.Web.Listen = filepath.Join(t.TempDir(), "new"), other.Addr().String()
	serve := func() error { return (&serveCmd{}).serve(t.Context(), c, slog.New(slog.DiscardHandler), io.Discard) }
	if err := serve(); err == nil || !strings.Contains(err.Error(), "web.listen") {
		t.Errorf("two listen at one port: %v", err)
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
