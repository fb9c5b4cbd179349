package paper

import (
	"slices"
	"time"
)

// Document is pages that are not laid out yet: blocks of text, one below the
// other. PDF and HTML draw it.
type Document struct {
	Look      Look
	Title     string // "Лист подбора № 118"
	At        time.Time
	Landscape bool
	Blocks    []Block
}

// Join makes one document of several, each on pages of its own. It looks and is
// called as the first.
func Join(docs ...*Document) *Document {
	all := *docs[0]
	for _, d := range docs[1:] {
		all.Blocks = append(append(slices.Clip(all.Blocks), Break{}), d.Blocks...)
	}
	return &all
}

// Break begins a page.
type Break struct{}

// Block is a part of a document: Heading, Facts, Table, Text, Signatures, Cards,
// Steps or Break.
type Block interface {
	pdf(*pen)
	template() string // its name in html.go
}

// Heading stands on top: what paper this is, with a barcode that names it.
type Heading struct {
	Title string
	Note  string
	Code  string // of the barcode, Code 128; "" for none
}

// Facts are names with values, in two columns. One without a value is left out.
type Facts []Fact

// Fact is a name with a value.
type Fact struct{ Name, Value string }

func (f Facts) said() Facts {
	var some Facts
	for _, one := range f {
		if one.Value != "" {
			some = append(some, one)
		}
	}
	return some
}

// Table is rows of cells. Its head stands on every page, and no row is broken
// between two.
type Table struct {
	Columns []Column
	Rows    [][]Cell
	Totals  Facts // below, at the right
}

// Column is a column of a table. Shares are of the width of the page, and need
// not sum to anything.
type Column struct {
	Title string
	Share int
	Right bool // numbers stand at the right
	Bold  bool
}

// Cell is a cell of a table.
type Cell struct {
	Text string
	Note string // smaller, below
	Code string // of a barcode above the text
	Box  bool   // empty, to be filled in by hand
}

// Text is a paragraph, with or without a title.
type Text struct{ Title, Body string }

// Signatures are lines to be signed on, side by side, below what is signed.
type Signatures struct {
	Says string // stands on the same page
	Role []Fact // who, and their name when it is known
	// The words below the lines.
	Signature, Name string
}

// Cards are barcodes to be scanned off a page, three in a row.
type Cards []Card

// Card is one of them.
type Card struct{ Title, Code string }

// Steps are QR codes to be scanned off a page one after the other, each with
// what it does beside it.
type Steps []Step

// Step is one of them. Spelled is the same for who has to type it.
type Step struct{ Title, Body, Data, Spelled string }
