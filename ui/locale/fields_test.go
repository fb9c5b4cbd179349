package locale

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// named is what may be the name of a field in the sources.
var named = regexp.MustCompile(`^[a-z][a-z_]+$`)

// TestEveryFieldOfAFaultHasAWord: a fault that names a field, in a literal or by what
// the function around it lists, names one for which there is a word. Those of settings
// are said by their owner's form, and those of a request by the contract: their own
// tests hold them to it.
func TestEveryFieldOfAFaultHasAWord(t *testing.T) {
	met := 0
	for _, folder := range []string{"warehouse", "orders", "cmd"} {
		err := filepath.WalkDir(filepath.Join("..", "..", folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil || !bytes.Contains(source, []byte("field")) {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			for _, d := range file.Decls {
				fn, is := d.(*ast.FuncDecl)
				if !is || fn.Body == nil {
					continue
				}
				for _, name := range fieldsIn(fn) {
					if met++; !Has("field." + name) {
						t.Errorf("%s: %s names the field %q, which has no word", path, fn.Name.Name, name)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if met < 15 {
		t.Errorf("only %d names were met: looked in the wrong place", met)
	}
}

// fieldsIn are the names of fields that the faults of a function can have, and those
// that it answers with where a result of it is called field.
func fieldsIn(fn *ast.FuncDecl) (names []string) {
	var texts []string
	tells := false
	if r := fn.Type.Results; r != nil {
		tells = slices.ContainsFunc(r.List, func(f *ast.Field) bool { return len(f.Names) == 1 && f.Names[0].Name == "field" })
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if code, field := faultOf(n); field != nil && !strings.HasPrefix(code, "settings.") {
				if name, is := text(field); is {
					names = append(names, name)
				} else {
					tells = true
				}
				return false
			} else if code != "" {
				return false
			}
		case *ast.BasicLit:
			if name, is := text(n); is && named.MatchString(name) {
				texts = append(texts, name)
			}
		}
		return true
	})
	if tells {
		names = append(names, texts...)
	}
	return names
}

// faultOf is the code of a call of fault.New and what it gives as the field; "" for
// another call, nil for a fault without one.
func faultOf(call *ast.CallExpr) (code string, field ast.Expr) {
	fn, is := call.Fun.(*ast.SelectorExpr)
	if !is || fn.Sel.Name != "New" || len(call.Args) < 2 {
		return "", nil
	}
	if pkg, is := fn.X.(*ast.Ident); !is || pkg.Name != "fault" {
		return "", nil
	}
	code, _ = text(call.Args[1])
	for i := 2; i+1 < len(call.Args); i += 2 {
		if name, _ := text(call.Args[i]); name == "field" {
			field = call.Args[i+1]
		}
	}
	return code, field
}

func text(e ast.Expr) (string, bool) {
	lit, is := e.(*ast.BasicLit)
	if !is || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// TestListsAreInWords: of a list of codes each is said in its word.
func TestListsAreInWords(t *testing.T) {
	got := Fault(UK, "sheet.columns_missing", map[string]string{"columns": "bin, qty, стовпець"})
	if want := "У файлі немає стовпців: комірка, кількість, стовпець"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Fault(EN, "job.state", map[string]string{"number": "7", "was": "picked", "wanted": "gone"}), "Order 7 is “picked” and cannot become “Shipped”"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestMomentsAreInFigures: a moment is said by day and clock, in the zone of the node.
func TestMomentsAreInFigures(t *testing.T) {
	at := time.Date(2026, 11, 23, 14, 5, 0, 0, time.Local).UTC().Format(time.RFC3339)
	got := Fault(EN, "sheet.again", map[string]string{"file": "b.csv", "name": "Anna", "moment": at})
	if want := "“b.csv”, Anna, 23.11 14:05."; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q in it", got, want)
	}
}

// TestMoneyIsInFigures: money in a fault is written as the language does, and what only
// looks like it is left alone.
func TestMoneyIsInFigures(t *testing.T) {
	for _, row := range []struct {
		lang      Lang
		has, want string
	}{
		{RU, "0.00 RUB", "В ящике только 0\u00a0₽"},
		{RU, "1234567.50 RUB", "В ящике только 1\u00a0234\u00a0567,50\u00a0₽"},
		{RU, "-123.00 BYN", "В ящике только −123\u00a0Br"},
		{RU, "-123.00 CHF", "В ящике только −123\u00a0CHF"},
		{RU, "0.00 RUB or so", "В ящике только 0.00 RUB or so"},
		{UK, "999.00 UAH", "999\u00a0₴"},
		{EN, "1000.05 EUR", "€1,000.05"},
	} {
		if got := Fault(row.lang, "till.cash_short", map[string]string{"has": row.has}); !strings.Contains(got, row.want) {
			t.Errorf("%s: got %q, want %q in it", row.has, got, row.want)
		}
	}
}
