// Package instance reads trips and waves that somebody wrote down: in our own JSON, and in
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
	"fmt"

	"warehouse-node/warehouse/route"
)

// MaxBytes is how long a file may be.
const MaxBytes = 16 << 20

// Instance is a trip on a floor, or a wave of orders to be put onto carts, with the
// names that its file has for things.
type Instance struct {
	Name       string
	Unit       Unit
	Layout     route.Layout
	Start, End route.Point
	Lines      []Line  // of a trip
	Orders     []Order // of a wave; a trip has none
	Capacity   int64   // of a cart, in the unit of Order.Load; negative: it holds everything
	Remnant    route.Length
	// Of a wave whose orders are due; as package batch has them.
	Totes, Pickers   int
	PerCart, PerStop route.Length
	Mesh             *Mesh // of a file with ways: then there is no layout, and a line is a stop of its errand
}

// Order is one of several that are put onto carts.
type Order struct {
	ID    string // its number in the file, from 0, if it has no name there
	Line  int    // of the file
	Named bool   // the file has a name for it
	Lines []Line
	Load  int64 // how much of a cart it takes

	Due    route.Length // how far one walks until it has to be picked; 0: no matter when
	Weight int64
}

// Line is something to pick: so many of an article, from one of its bins or from
// several.
type Line struct {
	Article string
	Line    int // of the file, where it is asked for
	route.Want
	Cells  []int // of each bin, its cell if the file has cells, else -1
	shared bool  // other lines of this article take from the same bins
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
		if isMesh(data) {
			return readMesh(data)
		}
		return readJSON(data)
	}
	return readText(data, o)
}

// lines are those of the trip, or of all orders.
func (in *Instance) lines() []*Line {
	var all []*Line
	for i := range in.Lines {
		all = append(all, &in.Lines[i])
	}
	for i := range in.Orders {
		for k := range in.Orders[i].Lines {
			all = append(all, &in.Orders[i].Lines[k])
		}
	}
	return all
}

// check says what is wrong with an instance that was read: with the layout at a
// line, or with one of the lines to pick.
func (in *Instance) check(line int) error {
	if err := in.Layout.Check(); err != nil {
		return wrong(line, "%v", err)
	}
	trip := route.Trip{Start: in.Start, End: in.End}
	if err := in.Layout.CheckTrip(&trip); err != nil {
		return wrong(line, "%v", err)
	}
	asked := map[string]int64{}
	for _, l := range in.lines() {
		have := int64(0)
		for _, b := range l.Bins {
			trip.Stops = append(trip.Stops[:0], b.Stop)
			if err := in.Layout.CheckTrip(&trip); err != nil {
				return wrong(l.Line, "article %s: %v", l.Article, route.ErrOutside)
			}
			have += b.Quantity
		}
		if asked[l.Article] += l.Quantity; l.shared && asked[l.Article] > have || l.Quantity > have {
			return wrong(l.Line, "infeasible: %d of article %s are asked for, its bins hold %d", asked[l.Article], l.Article, have)
		}
	}
	for i := range in.Orders {
		if o := &in.Orders[i]; in.Capacity >= 0 && o.Load > in.Capacity {
			return wrong(o.Line, "infeasible: order %s is more than a cart holds", o.ID)
		}
	}
	return nil
}
