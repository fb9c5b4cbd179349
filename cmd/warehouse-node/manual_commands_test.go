package main

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// What a page says of the program: a command in a line of its own, with or without
// where the program lies, or within a sentence; a page of the manual and a flag that
// are named alone.
var (
	toldAlone  = regexp.MustCompile("(?m)^(?:    |.*(?:bin/|\\\\))?warehouse-node(?:\\.exe)? ([^\"\n]*)")
	toldWithin = regexp.MustCompile("`warehouse-node ([^`]*)`")
	toldPage   = regexp.MustCompile("`help ([^`]*)`")
	toldFlag   = regexp.MustCompile("`(--[a-z-]+)[ `]")
	word       = regexp.MustCompile(`"[^"]*"|\S+`)
)

// TestPagesNameWhatThereIs: every command that the manual and the README name is one
// that the program takes as it is written, with these flags and as many arguments,
// and each flag that they name is one of some command.
func TestPagesNameWhatThereIs(t *testing.T) {
	pages := map[string]string{}
	readme, err := os.ReadFile("../../README.md")
	must(t, err)
	pages["README.md"] = string(readme)
	files, err := fs.Glob(manuals, "manual/*/*.md")
	must(t, err)
	for _, file := range files {
		pages[file] = page(t, file)
	}
	k, err := kong.New(&cli{}, kong.Name("warehouse-node"), kong.Exit(func(int) {}))
	must(t, err)
	flags := flagsOf(k.Model.Node)
	t.Chdir(t.TempDir())
	commands := 0
	for name, text := range pages {
		for _, how := range []*regexp.Regexp{toldAlone, toldWithin} {
			for _, m := range how.FindAllStringSubmatch(text, -1) {
				if m[1] == "route" { // the command's name, in prose
					continue
				}
				commands++
				if _, err := k.Parse(argumentsOf(t, m[1])); err != nil {
					t.Errorf("%s: warehouse-node %s: %v", name, m[1], err)
				}
			}
		}
		for _, m := range toldPage.FindAllStringSubmatch(text, -1) {
			if _, known := pages["manual/en/"+m[1]+".md"]; !known {
				t.Errorf("%s: the manual has no page %q", name, m[1])
			}
		}
		for _, m := range toldFlag.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(flags, m[1]) {
				t.Errorf("%s: %s is a flag of no command", name, m[1])
			}
		}
	}
	if commands < 40 {
		t.Errorf("only %d commands were found", commands)
	}
}

// flagsOf are the flags of a command and of those below it.
func flagsOf(n *kong.Node) (all []string) {
	for _, f := range n.Flags {
		all = append(all, "--"+f.Name)
	}
	for _, c := range n.Children {
		all = append(all, flagsOf(c)...)
	}
	return all
}

// argumentsOf are the arguments of a command as a page writes it: what may be left
// out is said, of two words for one argument the first is, and the files that it
// names are there.
func argumentsOf(t *testing.T, told string) (all []string) {
	t.Helper()
	for _, w := range word.FindAllString(told, -1) {
		if strings.HasPrefix(w, "#") || strings.HasPrefix(w, ">") {
			break
		}
		w = strings.Trim(strings.TrimSuffix(w, "..."), `[]"`)
		w, _, _ = strings.Cut(w, "|")
		if w == "S" || w == "N" {
			w = "1"
		}
		if !strings.HasPrefix(w, "-") {
			w = path.Base(strings.ReplaceAll(w, `\`, "/"))
			must(t, os.WriteFile(w, nil, 0o600))
		}
		all = append(all, w)
	}
	return all
}
