package main

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// manuals are the operator's manual, a folder a language.
//
//go:embed manual
var manuals embed.FS

type helpCmd struct {
	Topic string `arg:"" optional:"" help:"Page of the manual; without one the pages are listed."`
	Lang  string `default:"en" enum:"ru,uk,en" help:"Language."`
}

// Run prints a page of the manual.
func (h *helpCmd) Run(out io.Writer) error {
	if h.Topic != "" {
		page, err := manuals.ReadFile(path.Join("manual", h.Lang, h.Topic+".md"))
		if err != nil {
			return fmt.Errorf("there is no page %q", h.Topic)
		}
		_, err = out.Write(page)
		return err
	}
	topics, err := fs.Glob(manuals, "manual/"+h.Lang+"/*.md")
	if err != nil {
		return err
	}
	for _, t := range topics {
		if _, err := fmt.Fprintln(out, strings.TrimSuffix(path.Base(t), ".md")); err != nil {
			return err
		}
	}
	return nil
}
