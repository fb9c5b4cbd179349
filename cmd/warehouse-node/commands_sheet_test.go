package main

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"warehouse-node/devices/scan"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// actionsOfFloor are the names of all actions that the packages of the floor
// declare: constants called ActSomething.
func actionsOfFloor(t *testing.T) (all []string) {
	t.Helper()
	files, err := filepath.Glob("../../warehouse/*/*.go")
	must(t, err)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			spec, is := n.(*ast.ValueSpec)
			if !is {
				return true
			}
			for i, id := range spec.Names {
				if !strings.HasPrefix(id.Name, "Act") || i >= len(spec.Values) {
					continue
				}
				if value, is := spec.Values[i].(*ast.BasicLit); is && value.Kind == token.STRING {
					text, err := strconv.Unquote(value.Value)
					must(t, err)
					all = append(all, text)
				}
			}
			return true
		})
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestCommandSheet: every command of the floor is on the sheet, or is one that
// needs an answer; every code on it is a command to the floor, and is called as
// the screens call it in each language.
func TestCommandSheet(t *testing.T) {
	declared := actionsOfFloor(t)
	if len(declared) < 20 {
		t.Fatalf("only %v", declared)
	}
	known := slices.Sorted(slices.Values(slices.Concat(scannable, typed)))
	if !slices.Equal(known, declared) {
		t.Errorf("on the sheet or typed: %v\nthe floor has:         %v", known, declared)
	}
	db := store.Open(memory.New(), store.Options{})
	for _, lang := range []locale.Lang{locale.RU, locale.UK, locale.EN} {
		titles := map[string]string{}
		for _, c := range floorCommands(lang) {
			must(t, db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
				in, err := station.Resolve(tx, warehouse.SiteID{}, scan.Scan{Data: c.Code})
				if err != nil {
					return err
				}
				if len(in.Things) != 1 {
					t.Errorf("%s means %+v", c.Code, in.Things)
					return nil
				}
				name := in.Things[0].Command
				if name != station.MenuFlow && !slices.Contains(station.Flows(), name) && !slices.Contains(declared, name) && !slices.Contains(station.Digits, name) {
					t.Errorf("%s is a command %q that nobody obeys", c.Code, name)
				}
				return nil
			}))
			if c.Title == "" || strings.Contains(c.Title, ".") || titles[c.Title] != "" {
				t.Errorf("%s: %s is called %q, as is %s", lang, c.Code, c.Title, titles[c.Title])
			}
			titles[c.Title] = c.Code
		}
		if want := 1 + len(station.Flows()) + len(scannable) + len(station.Digits); len(titles) != want {
			t.Errorf("%s: %d commands, want %d", lang, len(titles), want)
		}
	}
}
