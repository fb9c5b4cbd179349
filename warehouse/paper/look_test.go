package paper

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"time"

	"warehouse-node/warehouse/measure"
)

func TestLook(t *testing.T) {
	ru, en, far := Look{RU, "Europe/Kyiv"}, Look{EN, "Europe/Kyiv"}, Look{UK, "Nowhere/Land"}
	noon := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, row := range [][2]string{
		{ru.number(0, 0), "0"}, {ru.number(1234567, 0), "1\u00a0234\u00a0567"}, {ru.number(-1234, 2), "−12,34"}, {ru.number(5, 3), "0,005"},
		{ru.number(-1<<63, 2), "−92\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,08"}, {en.number(3742, 3), "3.742"},
		{ru.weight(0), ""}, {en.weight(3742), "3.742\u00a0kg"}, {ru.qty(3, measure.Piece), "3\u00a0шт"}, {ru.qty(3, 99), "3"},
		{ru.money(measure.Money{Minor: 946200, Currency: measure.RUB}), "9\u00a0462,00\u00a0₽"},
		{ru.money(measure.Money{Minor: 1, Currency: "PLN"}), "0,01\u00a0PLN"},
		{ru.moment(noon), "01.07.2026 15:00"}, {en.moment(noon), "2026-07-01 15:00"}, {far.moment(noon), "01.07.2026 12:00 UTC"},
		{Look{}.moment(noon), "01.07.2026 12:00 UTC"}, {ru.moment(time.Time{}), ""},
		{ru.day(measure.DayFrom(2026, 11, 21)), "21.11.2026"}, {en.day(measure.DayFrom(2026, 11, 21)), "2026-11-21"}, {ru.day(0), ""},
		{tidy(" a\tb\r\x00\u202ec\U0001f381\ue000\n"), "a b c\ufffd\ufffd"},
	} {
		if row[0] != row[1] {
			t.Errorf("got %q, want %q", row[0], row[1])
		}
	}
}

// TestPhrases: every phrase says something in each language, in its letters.
func TestPhrases(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "words.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || len(lit.Elts) != 3 {
			return true
		}
		var said [3]string
		for i, e := range lit.Elts {
			text, ok := e.(*ast.BasicLit)
			if !ok {
				return true
			}
			said[i], _ = strconv.Unquote(text.Value)
		}
		found++
		foreign := [3]string{"іїєґ", "ыэъё", "абвгдежзийклмнопрстуфхцчшщьюяіїєґ"}
		for i, text := range said {
			if text == "" || strings.ContainsAny(strings.ToLower(text), foreign[i]) {
				t.Errorf("%q: %q", said, text)
			}
		}
		return true
	})
	if found < 40 {
		t.Errorf("only %d phrases were looked at", found)
	}
}
