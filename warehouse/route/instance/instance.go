// Package instance reads trips that somebody wrote down: in our own JSON, and in
// the plain text of the picker-routing instances that Heßler and Irnich published.
// The operator's manual has both formats (warehouse-node help route).
//
// It keeps true: a distance is read exactly, whatever decimals it has; what is
// wrong with a file is said with its line; what was read can be walked, as far as
// that can be seen without walking it.
//
// # Why
//
// Reading is kept out of package route, whose callers have layouts and no files.
// One reader for all was refused: the text speaks of cells of a rectangle, our own
// format of any Layout.
package instance

import (
	"bytes"
	"errors"
	"fmt"

	"warehouse-node/warehouse/route"
)

// MaxBytes is how long a file may be.
const MaxBytes = 16 << 20

// Instance is a trip on a floor, with the names that its file has for things.
type Instance struct {
	Name       string
	Unit       Unit
	Layout     route.Layout
	Start, End route.Point
	Lines      []Line
}

// Line is something to pick: so many of an article, from one of its bins or from
// several.
type Line struct {
	Article string
	Line    int // of the file, where it is asked for
	route.Want
	Cells []int // of each bin, its cell if the file has cells, else -1
}

// Options are how a file of one block is read as one of two.
type Options struct {
	// CrossAfter is the cell after which a cross-aisle is inserted; negative:
	// none is. It lies half-way between this cell and the next, and is Width
	// wide: so much further are the two apart.
	CrossAfter int
	Width      string // a decimal, in the unit of the file
}

// Error is what is wrong with a file.
type Error struct {
	Line int // 0: with all of it
	What string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.What
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.What)
}

func wrong(line int, format string, args ...any) error {
	return &Error{line, fmt.Sprintf(format, args...)}
}

// Read reads a file of either format; what is wrong is an *Error.
func Read(data []byte, o Options) (*Instance, error) {
	if len(data) > MaxBytes {
		return nil, wrong(0, "it is longer than %d MiB", MaxBytes>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if first := bytes.TrimLeft(data, " \t\r\n"); len(first) > 0 && first[0] == '{' {
		if o.CrossAfter >= 0 {
			return nil, wrong(0, "a cross-aisle is inserted into text files only: this one has its own")
		}
		return readJSON(data)
	}
	return readText(data, o)
}

// Trip is the trip to all bins of all lines, and of each stop its line.
func (in *Instance) Trip() (t route.Trip, lines []int) {
	t.Start, t.End = in.Start, in.End
	for i := range in.Lines {
		for _, b := range in.Lines[i].Bins {
			t.Stops = append(t.Stops, b.Stop)
			lines = append(lines, i)
		}
	}
	return t, lines
}

// check says what is wrong with an instance that was read: with the layout at a
// line, or with one of the lines to pick.
func (in *Instance) check(line int) error {
	if err := in.Layout.Check(); err != nil {
		return wrong(line, "%v", err)
	}
	trip, lines := in.Trip()
	if err := in.Layout.CheckTrip(&trip); err != nil {
		if where := new(route.PointError); errors.As(err, &where) && where.Stop >= 0 {
			l := &in.Lines[lines[where.Stop]]
			return wrong(l.Line, "article %s: %v", l.Article, where.Err)
		}
		return wrong(line, "%v", err)
	}
	for i := range in.Lines {
		l := &in.Lines[i]
		have := int64(0)
		for _, b := range l.Bins {
			have += min(b.Quantity, l.Quantity)
		}
		if have < l.Quantity {
			return wrong(l.Line, "infeasible: %d of article %s are asked for, its bins hold %d", l.Quantity, l.Article, have)
		}
	}
	return nil
}
