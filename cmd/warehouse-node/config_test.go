package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "node.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestExampleConfigIsRead(t *testing.T) {
	text, err := exampleConfig()
	if err != nil {
		t.Fatal(err)
	}
	c, err := readConfig(write(t, string(text)))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if c.Web.Listen != "127.0.0.1:8080" || len(c.Devices) != 1 || len(c.Shops) != 1 {
		t.Errorf("got %+v", c)
	}
	for _, line := range []string{"# Folder with everything", "# debug, info, warn or error."} {
		if !strings.Contains(string(text), line) {
			t.Errorf("no comment %q in\n%s", line, text)
		}
	}
}

func TestWrongConfigPointsAtItsLine(t *testing.T) {
	for name, row := range map[string][2]string{
		"unknown name": {"[node]\ndata = 'x'\nnumbr = 2\n", "3| numbr"},
		"wrong value":  {"[node]\nnumber = 'two'\n", ":2:"},
		"no TOML":      {"[node\n", ":1:"},
		"two devices":  {"[[device]]\nname='a'\n[[device]]\nname='a'\n", `two named "a"`},
	} {
		if _, err := readConfig(write(t, row[0])); err == nil || !strings.Contains(err.Error(), row[1]) {
			t.Errorf("%s: got %v, want %q in it", name, err, row[1])
		}
	}
}
