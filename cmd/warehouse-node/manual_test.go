package main

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"testing"
)

// TestManualSpeaksEveryLanguage: a page that one language has, all have, with as
// many steps.
func TestManualSpeaksEveryLanguage(t *testing.T) {
	pages, err := fs.Glob(manuals, "manual/en/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range pages {
		topic := strings.TrimSuffix(path.Base(file), ".md")
		for _, lang := range []string{"ru", "uk", "en"} {
			var out bytes.Buffer
			if err := (&helpCmd{Topic: topic, Lang: lang}).Run(&out); err != nil {
				t.Errorf("%s in %s: %v", topic, lang, err)
			}
			if !strings.HasPrefix(out.String(), "# ") {
				t.Errorf("%s in %s has no title", topic, lang)
			}
			if n := strings.Count(out.String(), "**"); n == 0 || n != strings.Count(page(t, path.Join("manual/en", topic+".md")), "**") {
				t.Errorf("%s in %s has other points than the English page", topic, lang)
			}
		}
	}
	if err := (&helpCmd{Topic: "nothing", Lang: "en"}).Run(&bytes.Buffer{}); err == nil {
		t.Error("a page that is not there was shown")
	}
}

func page(t *testing.T, name string) string {
	t.Helper()
	text, err := manuals.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
