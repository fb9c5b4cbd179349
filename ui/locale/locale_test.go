package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// forms lists the plural forms that a counted sentence has in each language,
// whole numbers only.
var forms = map[Lang][]string{
	RU: {"few", "many", "one"},
	UK: {"few", "many", "one"},
	EN: {"one", "other"},
}

var (
	suffix      = regexp.MustCompile(`^(.*)_(one|few|many|other)$`)
	placeholder = regexp.MustCompile(`{{[^}]*}}`)
)

// bare returns a file's keys without plural suffixes, each with the forms it
// has: none for a plain sentence.
func bare(lang Lang) map[string][]string {
	keys := map[string][]string{}
	for key := range sentences[lang] {
		if m := suffix.FindStringSubmatch(key); m != nil {
			keys[m[1]] = append(keys[m[1]], m[2])
		} else if _, counted := keys[key]; !counted {
			keys[key] = nil
		}
	}
	return keys
}

func TestEveryLanguageHasEveryKey(t *testing.T) {
	all := map[string]bool{}
	for _, lang := range Langs {
		for key := range bare(lang) {
			all[key] = true
		}
	}
	for _, lang := range Langs {
		has := bare(lang)
		for key := range all {
			got, known := has[key]
			if !known {
				t.Errorf("%s.json lacks %q", lang, key)
				continue
			}
			slices.Sort(got)
			if len(got) > 0 && !slices.Equal(got, forms[lang]) {
				t.Errorf("%s.json: %q has forms %v, want %v", lang, key, got, forms[lang])
			}
		}
	}
}

func TestPlaceholdersAgree(t *testing.T) {
	holes := func(lang Lang) map[string]string {
		of := map[string]map[string]bool{}
		for key, text := range sentences[lang] {
			if m := suffix.FindStringSubmatch(key); m != nil {
				key = m[1]
			}
			if of[key] == nil {
				of[key] = map[string]bool{}
			}
			for _, hole := range placeholder.FindAllString(text, -1) {
				of[key][hole] = true
			}
		}
		flat := map[string]string{}
		for key, names := range of {
			delete(names, "{{count}}") // "one" may say it in a word
			list := make([]string, 0, len(names))
			for name := range names {
				list = append(list, name)
			}
			slices.Sort(list)
			flat[key] = fmt.Sprint(list)
		}
		return flat
	}
	want := holes(RU)
	for _, lang := range Langs[1:] {
		if diff := cmp.Diff(want, holes(lang)); diff != "" {
			t.Errorf("placeholders of ru and %s differ (-ru +%s):\n%s", lang, lang, diff)
		}
	}
}

func TestNoSentenceIsEmpty(t *testing.T) {
	for _, lang := range Langs {
		for key, text := range sentences[lang] {
			if strings.TrimSpace(text) != text || text == "" {
				t.Errorf("%s.json: %q is empty or has space around it", lang, key)
			}
		}
	}
}

// Ascending keys make a duplicate impossible and merges of two authors easy.
func TestKeysAscend(t *testing.T) {
	for _, lang := range Langs {
		raw, err := files.ReadFile(string(lang) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		keys, err := keysInOrder(string(raw))
		if err != nil {
			t.Fatalf("%s.json: %v", lang, err)
		}
		for i := 1; i < len(keys); i++ {
			if keys[i] <= keys[i-1] {
				t.Errorf("%s.json: %q stands after %q", lang, keys[i], keys[i-1])
			}
		}
	}
}

func TestDuplicateIsSeen(t *testing.T) {
	keys, err := keysInOrder(`{"a": "1", "a": "2"}`)
	if err != nil || len(keys) != 2 {
		t.Fatalf("keys %v, %v: a duplicate would not be seen", keys, err)
	}
}

func keysInOrder(file string) ([]string, error) {
	dec := json.NewDecoder(strings.NewReader(file))
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	var keys []string
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		if _, err := dec.Token(); err != nil {
			return nil, err
		}
		name, ok := key.(string)
		if !ok {
			return nil, fmt.Errorf("%v is no key", key)
		}
		keys = append(keys, name)
	}
	return keys, nil
}

// spoken is what the sources say: whole string literals, the constant starts
// of built ones (`status.${s}`), and the fault codes of Go.
type spoken struct {
	literal map[string]bool
	start   []string
	codes   map[string]string // key of a fault's or finding's sentence -> file
}

var (
	quoted   = regexp.MustCompile("'([^'\\n]*)'|\"([^\"\\n]*)\"|`([^`\\n$]*)`")
	built    = regexp.MustCompile("`([a-z][a-zA-Z0-9.-]*\\.)\\$\\{")
	goQuoted = regexp.MustCompile(`"([^"\n\\]*)"`)
	goFault  = regexp.MustCompile(`\bfault\.(?:New|Wrap)\([^"\n()]*"([^"\n]+)"`)
	goFound  = regexp.MustCompile(`\b(?:fault\.F|\w+\.f)ound\("([^"\n]+[^".\n])"`)
)

func listen(t *testing.T) spoken {
	t.Helper()
	said, err := heard()
	if err != nil {
		t.Fatal(err)
	}
	return said
}

// heard is what all sources say; they are read once.
var heard = sync.OnceValues(func() (spoken, error) {
	said := spoken{literal: map[string]bool{}, codes: map[string]string{}}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if name == "node_modules" || name == "dist" || name == "e2e" || (strings.HasPrefix(name, ".") && path != root) {
				return fs.SkipDir
			}
			return nil
		}
		isGo := strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
		isWeb := (strings.HasSuffix(name, ".ts") || strings.HasSuffix(name, ".tsx")) && !strings.Contains(name, ".test.")
		if !isGo && !isWeb {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		said.hear(path, string(raw), isGo)
		return nil
	})
	said.hearWords()
	return said, err
})

// hearWords notes the areas of which words stand in arguments.
func (said *spoken) hearWords() {
	for _, starts := range areas {
		said.start = append(said.start, starts...)
	}
}

func (said *spoken) hear(path, source string, isGo bool) {
	if isGo {
		for _, m := range goQuoted.FindAllStringSubmatch(source, -1) {
			said.literal[m[1]] = true
			said.literal["fault."+m[1]] = true
			said.literal["proof.found."+m[1]] = true
		}
		for _, m := range goFault.FindAllStringSubmatch(source, -1) {
			said.codes["fault."+m[1]] = path
		}
		for _, m := range goFound.FindAllStringSubmatch(source, -1) {
			said.codes["proof.found."+m[1]] = path
		}
		return
	}
	for _, m := range quoted.FindAllStringSubmatch(source, -1) {
		said.literal[m[1]+m[2]+m[3]] = true
		said.literal["fault."+m[1]] = true
	}
	for _, m := range built.FindAllStringSubmatch(source, -1) {
		if m[1] != "fault." { // a code is used where it is made, not where it is spoken
			said.start = append(said.start, m[1])
		}
	}
}

func (said *spoken) uses(key string) bool {
	return said.literal[key] || slices.ContainsFunc(said.start, func(start string) bool { return strings.HasPrefix(key, start) })
}

func TestEveryKeyIsUsed(t *testing.T) {
	said := listen(t)
	if len(said.literal) < 20 {
		t.Fatalf("the sources say %d literals only: looked in the wrong place", len(said.literal))
	}
	for key := range bare(RU) {
		if !said.uses(key) {
			t.Errorf("nobody uses %q", key)
		}
	}
}

func TestEveryFaultHasItsSentence(t *testing.T) {
	said := listen(t)
	for key, path := range said.codes {
		if !Has(key) {
			t.Errorf("%s: there is no sentence %s", path, key)
		}
	}
}

func TestListening(t *testing.T) {
	said := spoken{literal: map[string]bool{}, codes: map[string]string{}}
	said.hear("a.ts", "t('orders.title'); t(`status.${s}`)", false)
	said.hear("a.go", `return fault.New(fault.Short, "pick.short", bin)`, true)
	said.hear("b.go", `return b.found("ledger.held", "held", 1) or fault.Found("ledger.sum") or fault.Found("store."+wrong)`, true)
	for key, want := range map[string]bool{
		"orders.title": true, "status.gone": true, "fault.pick.short": true, "orders.gone": false,
	} {
		if got := said.uses(key); got != want {
			t.Errorf("uses(%q) = %v, want %v", key, got, want)
		}
	}
	if want := map[string]string{"fault.pick.short": "a.go", "proof.found.ledger.held": "b.go", "proof.found.ledger.sum": "b.go"}; !maps.Equal(said.codes, want) {
		t.Errorf("codes %v, want %v", said.codes, want)
	}
}

func TestForm(t *testing.T) {
	for n, want := range map[int64]string{0: "many", 1: "one", 2: "few", 5: "many", 11: "many", 12: "many", 21: "one", 24: "few", 111: "many", -1: "one"} {
		if got := form(UK, n); got != want {
			t.Errorf("form(uk, %d) = %s, want %s", n, got, want)
		}
	}
	if form(EN, 1) != "one" || form(EN, 21) != "other" {
		t.Error("English counts one and other")
	}
}

func TestSay(t *testing.T) {
	if got := Say(UK, "orders.title", nil); got != "Замовлення" {
		t.Errorf("got %q", got)
	}
	if got := Say(EN, "no.such", Args{"bin": "A-01"}); !strings.Contains(got, "no.such") || !strings.Contains(got, "A-01") {
		t.Errorf("an unknown key hides what it knows: %q", got)
	}
	if Parse("uk-UA") != UK || Parse("de") != RU {
		t.Error("Parse")
	}
}

// apart are the signs that look like the Ukrainian apostrophe and are another: a
// search for a word with one of them does not find the word with ours.
var apart = regexp.MustCompile(`ʼ|ʹ|′|\p{L}['` + "`" + `‘]\p{L}`)

// TestUkrainianHasOneApostrophe: all words are written with U+2019.
func TestUkrainianHasOneApostrophe(t *testing.T) {
	for key, text := range sentences[UK] {
		if sign := apart.FindString(text); sign != "" {
			t.Errorf("%s: %q in %q is not the apostrophe ’ (U+2019)", key, sign, text)
		}
	}
}

// TestRollsAreToldApart: what a printer, its ribbon and a register run out of are
// three things, and each is called by a word that the others do not have.
func TestRollsAreToldApart(t *testing.T) {
	rolls := map[string]string{
		"say.device.printer.paper-out": "label|этикет|етикет", "say.device.printer.ribbon-out": "ribbon|риббон", "say.device.register.no-paper": "receipt|чеков",
	}
	for _, lang := range Langs {
		for key := range rolls {
			for other, words := range rolls {
				if is := regexp.MustCompile(words).MatchString(sentences[lang][key]); is != (key == other) {
					t.Errorf("%s: %s says %q, which is or is not about %s", lang, key, sentences[lang][key], other)
				}
			}
		}
	}
}
