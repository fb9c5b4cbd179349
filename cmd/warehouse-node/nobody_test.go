package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
)

// TestNoNodeIsMadeByTheWay: a command that works on a node makes none where there is
// none, and says in one line where it looked and what to give. Which commands there
// are the program says itself: one that is new stands here.
func TestNoNodeIsMadeByTheWay(t *testing.T) {
	const none, noDevice = "there is no node in this folder", "no configuration was named"
	rows := map[string]struct {
		args []string
		want string // of its error; "" where it needs no node, and makes none
	}{
		"check":          {nil, none},
		"backup":         {[]string{"copy.db"}, none},
		"user add":       {[]string{"anna", "--name", "Anna", "--role", "owner"}, none},
		"serve":          {[]string{"--keys-lost"}, none}, // without it it is to make one
		"restore":        {[]string{"broken.db"}, "broken.db"},
		"devices list":   {nil, ""},
		"devices test":   {[]string{"printer 1"}, noDevice},
		"devices record": {[]string{"printer 1", "talk.wire"}, noDevice},
	}
	here, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	t.Chdir(here)
	must(t, os.WriteFile("broken.db", []byte("no database"), 0o600))
	ctx, enough := context.WithTimeout(t.Context(), time.Minute)
	defer enough()
	program := func() *kong.Kong {
		k, err := kong.New(&cli{}, kong.Name("warehouse-node"), kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(io.Discard, (*io.Writer)(nil)))
		must(t, err)
		return k
	}
	for _, name := range onData(program().Model.Node, "") {
		row, known := rows[name]
		if !known {
			t.Errorf("%s: nobody looked what it does where there is no node", name)
			continue
		}
		for folder, flags := range map[string][]string{"data": nil, "other": {"--data", "other"}} {
			parsed, err := program().Parse(append(append(strings.Fields(name), row.args...), flags...))
			must(t, err)
			err = parsed.Run()
			if (err == nil) != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
				t.Errorf("%s %v: %v, want %q", name, flags, err, row.want)
			}
			if row.want == none && err != nil && (!strings.HasPrefix(err.Error(), filepath.Join(here, folder)+": ") || !strings.Contains(err.Error(), "--config FILE") || strings.Contains(err.Error(), "\n")) {
				t.Errorf("%s %v: %v", name, flags, err)
			}
		}
	}
	left, err := os.ReadDir(".")
	must(t, err)
	if len(left) != 1 {
		t.Errorf("there is now %v", left)
	}
}

// onData are the commands below one that know of a data folder.
func onData(n *kong.Node, name string) (all []string) {
	for _, f := range n.Flags {
		if f.Name == "data" {
			all = append(all, name)
		}
	}
	for _, c := range n.Children {
		all = append(all, onData(c, strings.TrimSpace(name+" "+c.Name))...)
	}
	return all
}
