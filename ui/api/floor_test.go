package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
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
	for _, flow := range []string{"pick", "pack", "receive", "dispatch", "move", "look"} {
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

// Every sentence that a session answers is said in ui/locale.
func TestTheFloorHasASentenceForEveryReply(t *testing.T) {
	code := regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	seen := 0
	for _, room := range []string{"station", "pick", "pack", "receive", "dispatch", "move", "look"} {
		inspect(t, filepath.Join("..", "..", "warehouse", room), func(n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok || !speaks(call.Fun) {
				return
			}
			for _, arg := range call.Args {
				said, ok := text(t, arg)
				if !ok || !code.MatchString(said) {
					continue
				}
				seen++
				if !locale.Has("say." + said) {
					t.Errorf("%s: reply %q has no sentence say.%s", room, said, said)
				}
			}
		})
	}
	if seen < 60 {
		t.Fatalf("only %d replies were found: looked in the wrong place", seen)
	}
}

// speaks says whether a call is one of those that make a reply.
func speaks(fun ast.Expr) bool {
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		fun = sel.Sel
	}
	name, ok := fun.(*ast.Ident)
	return ok && (name.Name == "Say" || name.Name == "says" || name.Name == "Answer")
}

// actions are the values of a package's constants named Act….
func actions(t *testing.T, dir string) (names []string) {
	t.Helper()
	inspect(t, dir, func(n ast.Node) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Act") {
			return
		}
		if name, ok := text(t, spec.Values[0]); ok {
			names = append(names, name)
		}
	})
	return names
}

// text is the value of a string literal.
func text(t *testing.T, e ast.Expr) (string, bool) {
	t.Helper()
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	said, err := strconv.Unquote(lit.Value)
	if err != nil {
		t.Fatal(err)
	}
	return said, true
}

// inspect walks the sources of a package without its tests.
func inspect(t *testing.T, dir string, visit func(ast.Node)) {
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
			visit(n)
			return true
		})
	}
}
