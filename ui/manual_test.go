package ui

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"warehouse-node/ui/api"
)

func pagesOf(text string) fstest.MapFS {
	all := fstest.MapFS{"walk.svg": {Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")}}
	for _, lang := range []string{"ru", "uk", "en"} {
		all[lang+"/a-page.md"] = &fstest.MapFile{Data: []byte(text)}
	}
	return all
}

const aPage = "# A page\n\n1. **One.** `code` and [a page](/manual/b)\n2. Two\n\n![A walk](../walk.svg)\n\n" +
	"| left | right |\n|---|--:|\n| a | 1 |\n\n    {\"json\": true}\n\n<script>alert(1)</script>\n"

func TestManualDrawsItsPages(t *testing.T) {
	m, err := NewManual(pagesOf(aPage))
	if err != nil {
		t.Fatal(err)
	}
	book, err := m.Manual(context.Background(), "uk")
	if err != nil || len(book.Pages) != 1 {
		t.Fatalf("%+v, %v", book, err)
	}
	page := book.Pages[0]
	if page.Topic != "a-page" || page.Title != "A page" {
		t.Errorf("%q, %q", page.Topic, page.Title)
	}
	for _, part := range []string{
		"<ol>", "<strong>One.</strong>", "<code>code</code>", `<img src="/manual/walk.svg" alt="A walk"`, "<table>", `align="right"`, "<pre><code>{&quot;json&quot;: true}",
	} {
		if !strings.Contains(page.HTML, part) {
			t.Errorf("no %s in\n%s", part, page.HTML)
		}
	}
	for _, part := range []string{"<h1", "style=", "alert(1)"} {
		if strings.Contains(page.HTML, part) {
			t.Errorf("%s in\n%s", part, page.HTML)
		}
	}
	if _, err := m.Manual(context.Background(), "de"); err == nil {
		t.Error("a language that we do not speak was answered")
	}
}

// TestManualBeginsWithTheFirstDay: whoever opens the manual sees that page, and
// the others by their names.
func TestManualBeginsWithTheFirstDay(t *testing.T) {
	pages := pagesOf(aPage)
	for _, name := range []string{"first-day", "zebra"} {
		pages["uk/"+name+".md"] = &fstest.MapFile{Data: []byte("# " + name + "\n")}
	}
	m, err := NewManual(pages)
	if err != nil {
		t.Fatal(err)
	}
	book, err := m.Manual(context.Background(), "uk")
	if err != nil || len(book.Pages) != 3 || book.Pages[0].Topic != "first-day" || book.Pages[1].Topic != "a-page" || book.Pages[2].Topic != "zebra" {
		t.Errorf("%+v, %v", book.Pages, err)
	}
}

func TestManualRefusesWhatCannotBeShown(t *testing.T) {
	for name, text := range map[string]string{
		"no title":   "A page without one\n",
		"no picture": "# A page\n\n![nothing](../nothing.svg)\n",
	} {
		if _, err := NewManual(pagesOf(text)); err == nil {
			t.Errorf("%s: it was taken", name)
		}
	}
}

// The manual is read before anybody is there.
func TestManualIsOpen(t *testing.T) {
	m, err := NewManual(pagesOf(aPage))
	if err != nil {
		t.Fatal(err)
	}
	n := &node{ended: true}
	handler, err := New(Config{Core: &api.Core{Manual: m}, Sessions: n, Files: n, Manual: m, Dist: fstest.MapFS{}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(path string) *httptest.ResponseRecorder {
		out := httptest.NewRecorder()
		handler.ServeHTTP(out, httptest.NewRequest(http.MethodGet, path, nil))
		return out
	}
	for path, kind := range map[string]string{
		"/api/manual/ru":   "application/json",
		"/manual/walk.svg": "image/svg+xml",
	} {
		out := ask(path)
		if out.Code != http.StatusOK || out.Header().Get("Content-Type") != kind {
			t.Errorf("%s: %d %s", path, out.Code, out.Header().Get("Content-Type"))
		}
	}
	if out := ask("/api/manual/de"); out.Code != http.StatusUnprocessableEntity {
		t.Errorf("a language that we do not speak: %d", out.Code)
	}
	if out := ask("/manual/nothing.svg"); out.Code != http.StatusNotFound {
		t.Errorf("a picture that is not there: %d", out.Code)
	}
}
