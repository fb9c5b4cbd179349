package ui

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
)

// Manual is the operator's manual as screens show it: every page drawn once at
// start. Its Markdown is the program's own; HTML in it is left out.
type Manual struct {
	books    map[locale.Lang]api.Manual
	pictures map[string]staticFile // by path: manual/route.svg
}

// NewManual reads a folder a language with one Markdown file a page, and the
// pictures beside these folders. A page names a picture as ../NAME.
func NewManual(pages fs.FS) (*Manual, error) {
	m := &Manual{books: map[locale.Lang]api.Manual{}, pictures: map[string]staticFile{}}
	pictures, err := fs.Glob(pages, "*.svg")
	if err != nil {
		return nil, err
	}
	for _, name := range pictures {
		plain, err := fs.ReadFile(pages, name)
		if err != nil {
			return nil, err
		}
		m.pictures[path.Join("manual", name)] = newStaticFile(name, plain)
	}
	for _, lang := range locale.Langs {
		if m.books[lang], err = m.book(pages, string(lang)); err != nil {
			return nil, fmt.Errorf("the manual: %w", err)
		}
	}
	return m, nil
}

// firstPage is read before all others.
const firstPage = "first-day"

// book draws the pages of one language: the first day, then the others in the
// order of their names.
func (m *Manual) book(pages fs.FS, lang string) (book api.Manual, err error) {
	files, err := fs.Glob(pages, path.Join(lang, "*.md"))
	if err != nil {
		return book, err
	}
	for _, file := range files {
		source, err := fs.ReadFile(pages, file)
		if err != nil {
			return book, err
		}
		page, err := m.draw(source)
		if err != nil {
			return book, fmt.Errorf("%s: %w", file, err)
		}
		page.Topic = strings.TrimSuffix(path.Base(file), ".md")
		if page.Topic == firstPage {
			book.Pages = slices.Insert(book.Pages, 0, page)
		} else {
			book.Pages = append(book.Pages, page)
		}
	}
	return book, nil
}

// markdown is what a page may use: CommonMark and tables. A cell is aligned by
// an attribute, for the policy of our pages refuses a style.
var markdown = goldmark.New(goldmark.WithExtensions(
	extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
))

// draw takes the title off and points pictures to where they are served.
func (m *Manual) draw(source []byte) (page api.ManualPage, err error) {
	doc := markdown.Parser().Parse(text.NewReader(source))
	title, ok := doc.FirstChild().(*ast.Heading)
	if !ok || title.Level != 1 {
		return page, fmt.Errorf("it does not begin with a title")
	}
	page.Title = string(title.Lines().Value(source))
	doc.RemoveChild(doc, title)
	err = ast.Walk(doc, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		picture, ok := node.(*ast.Image)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		name := path.Join("manual", strings.TrimPrefix(string(picture.Destination), "../"))
		if _, known := m.pictures[name]; !known {
			return ast.WalkStop, fmt.Errorf("there is no picture %s", picture.Destination)
		}
		picture.Destination = []byte("/" + name)
		return ast.WalkContinue, nil
	})
	if err != nil {
		return page, err
	}
	var html bytes.Buffer
	err = markdown.Renderer().Render(&html, source, doc)
	page.HTML = html.String()
	return page, err
}

// Manual is the manual in a language.
func (m *Manual) Manual(_ context.Context, lang string) (api.Manual, error) {
	book, ok := m.books[locale.Lang(lang)]
	if !ok {
		return api.Manual{}, fault.New(fault.NotFound, "request.nowhere", "path", "manual/"+lang)
	}
	return book, nil
}
