package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/station"
)

// Words that the floor's screens build from a name which a flow sends: the
// front end's types cannot see that one is missing.
func TestTheFloorHasAWordForEveryName(t *testing.T) {
	// Screens ask these by buttons of their own, with a sentence on them.
	asked := map[string]bool{"confirm": true, "found": true, "open": true}
	seen := 0
	for _, flow := range []string{"pick", "pack", "receive", "dispatch", "move"} {
		for _, name := range actions(t, filepath.Join("..", "..", "warehouse", flow)) {
			seen++
			if !asked[name] && !locale.Has("act."+name) {
				t.Errorf("%s: action %q has no word act.%s", flow, name, name)
			}
		}
	}
	if seen < 25 {
		t.Fatalf("only %d actions were found: looked in the wrong place", seen)
	}
	for _, flow := range station.Flows() {
		if !locale.Has("flow." + flow) {
			t.Errorf("flow %q has no word flow.%s", flow, flow)
		}
	}
	for _, reason := range append(pick.Reasons, pack.Reasons...) {
		if !locale.Has("short." + reason) {
			t.Errorf("reason %q has no word short.%s", reason, reason)
		}
	}
	for _, care := range []catalog.Care{catalog.Fragile, catalog.Dangerous, catalog.Cold} {
		if !locale.Has("packnote." + string(care)) {
			t.Errorf("care %q has no word packnote.%s", care, care)
		}
	}
}

// actions are the values of a package's constants named Act….
func actions(t *testing.T, dir string) (names []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Act") {
				return true
			}
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				name, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				names = append(names, name)
			}
			return true
		})
	}
	return names
}
