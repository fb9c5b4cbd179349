package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWrongValueInWords: a value that does not fit is told with its place and what is
// wanted there; no word of it is one of a type of ours.
func TestWrongValueInWords(t *testing.T) {
	for text, want := range map[string]string{
		"[web]\nlisten = 5\n":                ":2:10: here stands a whole number, and a text in quotes is wanted\n",
		"[node]\nnumber = \"a\"\n":           ":2:10: here stands a text in quotes, and a whole number without quotes is wanted\n",
		"[node]\nnumber = 1.5\n":             ":2:10: here stands a number with a point, and a whole number without quotes is wanted\n",
		"[node]\nnumber = 70000\n":           ":2:10: 70000 is too small or too large for this setting\n",
		"[node]\nnumber = -1\n":              ":2:10: -1 is too small or too large for this setting\n",
		"[node]\ndata = [1]\n":               ":2:8: here stands a list in [ ], and a text in quotes is wanted\n",
		"shop = 3\n":                         ":1:8: here stands a whole number, and a block under its name in [[ ]] is wanted\n",
		"node = \"x\"\n":                     ":1:8: here stands a text in quotes, and a block under its name in [ ] is wanted\n",
		"[[device]]\nconfig = \"x\"\n":       ":2:10: here stands a text in quotes, and a block under its name in [ ] is wanted\n",
		"[web]\nlisten = 2026-11-22\n":       ":2:10: here stands a date, and a text in quotes is wanted\n",
		"[web]\nlisten = {host = \"a\"}\n":   "here stands a table",
		"[web]\nlisten = \"127.0.0.1:8080\"": "",
	} {
		path := filepath.Join(t.TempDir(), "node.toml")
		must(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := readConfig(path)
		if want == "" {
			must(t, err)
			continue
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
			continue
		}
		for _, ours := range []string{"main.", "struct", "uint", "map[", "TOML", "toml:"} {
			if strings.Contains(strings.ReplaceAll(err.Error(), path, ""), ours) {
				t.Errorf("%q: %q in %v", text, ours, err)
			}
		}
	}
}
