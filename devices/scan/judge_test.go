package scan

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ask writes the questions anew; testdata/judge.mjs then has them answered.
var ask = flag.Bool("ask", false, "write testdata/judged.jsonl with questions that have no answers yet")

// judged is one question and what two implementations that nobody here wrote say
// to it: GS1's own Barcode Syntax Engine, and the writer (zint) and reader
// (zxing-cpp) of zxing-wasm.
type judged struct {
	Kind string `json:"kind"` // strings, pairs, link, or make: a link of element strings
	In   string `json:"in"`
	// GS1 is what the engine reads, in brackets with "\(" for a bracket of a
	// value, or the link that it makes; "" when it refuses, for the reason No.
	GS1 string `json:"gs1,omitempty"`
	No  string `json:"no,omitempty"`
	// ZXing is what a reader says of the symbol that a writer made of In, in
	// brackets without escapes; "" when the writer refuses, for the reason ZNo.
	ZXing string `json:"zxing,omitempty"`
	ZNo   string `json:"zno,omitempty"`
}

var judgedFile = filepath.Join("testdata", "judged.jsonl")

// TestJudges compares every answer with ours: the same codes are good, and the
// good ones are split at the same places. Where we differ on purpose stands in
// differs.
func TestJudges(t *testing.T) {
	if *ask {
		writeQuestions(t)
		t.Skip("questions are written; testdata/judge.mjs answers them")
	}
	rows := readJudged(t)
	byGS1, byZXing := map[string]bool{}, map[string]bool{}
	explained := map[string]int{}
	for _, row := range rows {
		elements, flaw := answer(row)
		bracketed, text := Bracketed(elements...), Code{Elements: elements}.String()
		if row.Kind == "make" && flaw == nil {
			bracketed, flaw = Link("https://example.com", elements...)
		}
		switch why := differs(row, elements, flaw); {
		case why != "":
			explained[why]++
		case (flaw == nil) != (row.GS1 != ""):
			t.Errorf("%s %q: we say %v, GS1 says %q", row.Kind, row.In, flaw, row.No)
		case flaw == nil && bracketed != row.GS1:
			t.Errorf("%s %q: we read %s, GS1 reads %s", row.Kind, row.In, bracketed, row.GS1)
		case row.ZNo != "":
			t.Errorf("%s %q: zxing says %s", row.Kind, row.In, row.ZNo)
		case row.ZXing != "" && text != row.ZXing:
			t.Errorf("%s %q: we read %s, zxing reads %s", row.Kind, row.In, text, row.ZXing)
		}
		for _, e := range elements {
			byGS1[e.AI] = byGS1[e.AI] || flaw == nil && row.GS1 != ""
			byZXing[e.AI] = byZXing[e.AI] || flaw == nil && row.ZXing != ""
		}
	}
	if len(explained) != 4 {
		t.Errorf("explained, and how often: %v", explained)
	}
	for _, ai := range identifiersInOrder() {
		if !byGS1[ai] || !byZXing[ai] {
			t.Errorf("(%s): split alike by GS1 %v, by zxing %v", ai, byGS1[ai], byZXing[ai])
		}
	}
}

// answer is what we say to a question.
func answer(row judged) ([]Element, *Flaw) {
	switch row.Kind {
	case "link":
		return ParseLink(row.In)
	case "pairs":
		elements, flaw := ParseElements(row.In)
		if flaw == nil {
			flaw = CheckPairs(elements)
		}
		return elements, flaw
	}
	return ParseElements(row.In)
}

// differs says why our answer is another, "" when it may not be.
func differs(row judged, elements []Element, flaw *Flaw) string {
	pairs := CheckPairs(elements)
	switch {
	case row.Kind != "pairs" && strings.HasPrefix(row.No, "It is invalid to pair") && pairs != nil && pairs.Reason == PairForbidden:
		return "the engine always looks at excluded pairs, we do when asked: CheckPairs says the same"
	case row.Kind == "link" && flaw == nil && row.No != "" && (strings.HasSuffix(row.In, "/") || strings.Contains(row.In, "/gtin/") || strings.Contains(row.In, "/sscc/")):
		return "the engine has no words for identifiers, which links had up to 1.2, and takes no slash at the end"
	case row.Kind == "link" && flaw != nil && flaw.Reason == BadEncoding:
		return "the engine keeps a percent sign that encodes nothing; RFC 3986, 2.4 has none"
	case strings.HasPrefix(row.ZNo, "written as") && strings.Contains(row.In, "235"):
		return "zint writes no FNC1 after (235), whose length is not predefined"
	}
	return ""
}

func readJudged(t *testing.T) (rows []judged) {
	data, err := os.ReadFile(judgedFile)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	for d.More() {
		var row judged
		if err := d.Decode(&row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// writeQuestions makes the same questions every time.
func writeQuestions(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	put := func(kind, in string) {
		if err := e.Encode(judged{Kind: kind, In: in}); err != nil {
			t.Fatal(err)
		}
	}
	all := identifiersInOrder()
	for _, ai := range all {
		put("strings", ai+anyValue(r, dictionary()[ai]))
		for range 2 {
			put("strings", ai+damaged(r, anyValue(r, dictionary()[ai])))
		}
	}
	for range 300 {
		put("strings", Join(anyElements(r, all, 6)...))
	}
	for range 300 {
		elements := anyElements(r, []string{"00", "01", "02", "03", "10", "17", "21", "22", "235", "250", "30", "37", "3102", "3103", "3300", "3922", "403", "420", "421", "8006"}, 4)
		put("pairs", Join(elements...))
	}
	for _, ai := range all { // each with one that it needs, of the first list
		elements := []Element{{ai, anyValue(r, dictionary()[ai])}}
		for _, groups := range dictionary()[ai].requires {
			for _, pattern := range groups[0] {
				needed := strings.ReplaceAll(pattern, "n", "0")
				elements = append(elements, Element{needed, anyValue(r, dictionary()[needed])})
			}
		}
		put("pairs", Join(elements...))
	}
	for _, row := range linkRows {
		if !strings.Contains(row.uri, "\x00") && row.uri != "" {
			put("link", row.uri)
		}
	}
	for _, key := range all {
		if !dictionary()[key].key {
			continue
		}
		for range 12 {
			put("link", anyLink(r, key, all))
			near := append(slices.Concat(dictionary()[key].qualifiers...), "11", "15", "240", "3103", "403", "421", "21")
			elements := append(anyElements(r, near, 5), Element{key, anyValue(r, dictionary()[key])})
			r.Shuffle(len(elements), func(i, j int) { elements[i], elements[j] = elements[j], elements[i] })
			put("make", Join(elements...))
		}
	}
	if err := os.WriteFile(judgedFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func anyElements(r *rand.Rand, ais []string, most int) (elements []Element) {
	for range 1 + r.IntN(most) {
		ai := ais[r.IntN(len(ais))]
		if _, said := Find(elements, ai); !said {
			elements = append(elements, Element{ai, anyValue(r, dictionary()[ai])})
		}
	}
	return elements
}

// damaged changes a character, or takes one away, or puts one in.
func damaged(r *rand.Rand, value string) string {
	at := r.IntN(len(value))
	c := from(r, "0123456789AZaz!~ ", 1)
	switch r.IntN(4) {
	case 0:
		return value[:at] + value[at+1:]
	case 1:
		return value[:at] + c + value[at:]
	}
	return value[:at] + c + value[at+1:]
}

// anyLink is a link that may be wrong: its steps in any order, any of them in
// the query.
func anyLink(r *rand.Rand, key string, all []string) string {
	id := dictionary()[key]
	path, query := "/"+key+"/"+escaped(anyValue(r, id)), ""
	order := slices.Clone(id.qualifiers[r.IntN(len(id.qualifiers))])
	if r.IntN(3) == 0 {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	if r.IntN(5) == 0 {
		order = append(order, all[r.IntN(len(all))])
	}
	for _, q := range order {
		switch v := escaped(anyValue(r, dictionary()[q])); r.IntN(5) {
		case 0, 1, 2:
			path += "/" + q + "/" + v
		case 3:
			query += "&" + q + "=" + v
		}
	}
	for range r.IntN(3) {
		ai := all[r.IntN(len(all))]
		query += "&" + ai + "=" + escaped(anyValue(r, dictionary()[ai]))
	}
	return "https://example.com" + path + "?" + strings.TrimPrefix(query, "&")
}

func escaped(value string) string {
	var b strings.Builder
	escape(&b, value)
	return b.String()
}
