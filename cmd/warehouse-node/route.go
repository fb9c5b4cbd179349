package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/instance"
)

type routeCmd struct {
	Seconds    *float64 `help:"How long to search, for each file, where the shortest walk cannot be proven. 0.05 when left out, 1 for a wave of orders."`
	Seed       uint64   `default:"1" help:"Start of the search; the same gives the same answer."`
	CrossAfter int      `name:"cross-aisle-after" default:"-1" placeholder:"CELL" help:"Insert a cross-aisle after this cell of a text file; cells are numbered from 0."`
	CrossWidth string   `name:"cross-aisle-width" default:"0" placeholder:"W" help:"How wide it is."`
	SVG        string   `name:"svg" placeholder:"FILE" type:"path" help:"Draw the walk; of one instance only."`
	Paths      []string `arg:"" name:"path" help:"Files, or folders of them."`
}

// routed is what is printed of an instance.
type routed struct {
	File    string       `json:"file"`
	Kind    string       `json:"kind"`
	Length  json.Number  `json:"length"`
	Seconds float64      `json:"seconds"`
	Optimal bool         `json:"optimal"`
	AtLeast json.Number  `json:"atLeast,omitzero"` // past ways: proven, no walk is shorter
	Tour    []routedStop `json:"tour,omitzero"`
	Late    json.Number  `json:"late,omitzero"` // of orders that are due, all together
	Batches []routedCart `json:"batches,omitzero"`
}

// routedCart is what goes onto one cart, and its walk.
type routedCart struct {
	Orders []json.RawMessage `json:"orders"` // names, or numbers from 0 where the file has none
	Length json.Number       `json:"length"`
	Picker *int              `json:"picker,omitempty"` // who takes it, and when it is back,
	Done   json.Number       `json:"done,omitzero"`    // where orders are due
	Tour   []routedStop      `json:"tour"`
}

type routedStop struct {
	ID       string      `json:"id"`
	Node     string      `json:"node,omitempty"` // past ways, in place of aisle and at
	Aisle    *int        `json:"aisle,omitempty"`
	Cell     *int        `json:"cell,omitempty"`
	At       json.Number `json:"at,omitzero"`
	Quantity int64       `json:"quantity"`
}

// Run solves every file and prints a line for each; a file that is wrong is said
// so after all others are done.
func (r *routeCmd) Run(ctx context.Context, out io.Writer) error {
	if r.Seconds != nil && *r.Seconds < 0 || r.CrossAfter < -1 {
		return errors.New("neither --seconds nor --cross-aisle-after is negative")
	}
	files, err := r.files()
	if err != nil {
		return err
	}
	if r.SVG != "" && len(files) != 1 {
		return fmt.Errorf("--svg draws one instance, not %d", len(files))
	}
	var solver route.Solver
	var wrong []error
	lines := json.NewEncoder(out)
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return errors.Join(append(wrong, err)...)
		}
		line, err := r.solve(ctx, &solver, file)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", file, err))
		} else if err := lines.Encode(line); err != nil {
			return err
		}
	}
	return errors.Join(wrong...)
}

// files are those named and those in the folders named, but hidden ones.
func (r *routeCmd) files() (files []string, err error) {
	for _, p := range r.Paths {
		err := filepath.WalkDir(p, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case path != p && strings.HasPrefix(e.Name(), "."):
				if e.IsDir() {
					return filepath.SkipDir
				}
			case !e.IsDir():
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, errors.New("there are no files")
	}
	return files, nil
}

func (r *routeCmd) solve(ctx context.Context, solver *route.Solver, file string) (routed, error) {
	in, err := r.read(file)
	if err != nil {
		return routed{}, err
	}
	line, began := routed{File: file}, time.Now()
	if in.Mesh != nil {
		err = r.mesh(in, &line)
	} else if in.Orders != nil {
		err = r.batch(ctx, solver, in, &line)
	} else {
		err = r.tour(ctx, solver, in, &line)
	}
	line.Seconds = time.Since(began).Seconds()
	return line, err
}

// mesh solves a walk past any ways.
func (r *routeCmd) mesh(in *instance.Instance, line *routed) error {
	if r.SVG != "" {
		return errors.New("--svg draws aisles, not ways between any places")
	}
	got, err := in.Mesh.Walk(in.Mesh.Errand)
	if err != nil {
		return explain(in.Lines, err)
	}
	line.Kind, line.Length, line.Optimal, line.Tour = "tour", json.Number(in.Unit.Text(got.Length)), got.AtLeast == got.Length, []routedStop{}
	line.AtLeast = json.Number(in.Unit.Text(got.AtLeast))
	for _, n := range got.Order {
		l := &in.Lines[n]
		line.Tour = append(line.Tour, routedStop{ID: l.Article, Node: in.Mesh.Nodes[in.Mesh.Errand.Stops[n]], Quantity: l.Quantity})
	}
	return nil
}

// within ends the search of one file.
func (r *routeCmd) within(ctx context.Context, seconds float64) (context.Context, context.CancelFunc) {
	if r.Seconds != nil {
		seconds = *r.Seconds
	}
	return context.WithTimeout(ctx, time.Duration(seconds*float64(time.Second)))
}

// tour solves one trip.
func (r *routeCmd) tour(ctx context.Context, solver *route.Solver, in *instance.Instance, line *routed) error {
	p := route.Picking{Start: in.Start, End: in.End, Seed: r.Seed, Remnant: in.Remnant}
	for i := range in.Lines {
		p.Wants = append(p.Wants, in.Lines[i].Want)
	}
	ctx, cancel := r.within(ctx, 0.05)
	defer cancel()
	got, err := solver.Choose(ctx, &in.Layout, &p)
	if err != nil {
		return explain(in.Lines, err)
	}
	line.Kind, line.Length, line.Optimal, line.Tour = "tour", json.Number(in.Unit.Text(got.Length)), got.Optimal, []routedStop{}
	for _, n := range got.Order {
		pick := got.Picks[n]
		line.Tour = append(line.Tour, routedAt(in, &in.Lines[pick.Want], pick))
	}
	if r.SVG == "" {
		return nil
	}
	return os.WriteFile(r.SVG, route.SVG(&in.Layout, &got.Trip, got.Tour), 0o644)
}

// routedAt is what is picked of a line at a stop.
func routedAt(in *instance.Instance, from *instance.Line, pick route.Pick) routedStop {
	s := routedStop{ID: from.Article, Aisle: &from.Bins[pick.Bin].Aisle, At: json.Number(in.Unit.Text(from.Bins[pick.Bin].At)), Quantity: pick.Quantity}
	if cell := from.Cells[pick.Bin]; cell >= 0 {
		s.Cell = &cell
	}
	return s
}

// read reads a file, but no more of it than one may be long.
func (r *routeCmd) read(file string) (*instance.Instance, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, instance.MaxBytes+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return instance.Read(data, instance.Options{CrossAfter: r.CrossAfter, Width: r.CrossWidth})
}

// explain names the article for which there is no walk.
func explain(lines []instance.Line, err error) error {
	if where := new(route.PointError); errors.As(err, &where) && where.Stop >= 0 {
		l := &lines[where.Stop]
		return &instance.Error{Line: l.Line, What: fmt.Sprintf("infeasible: article %s: %v", l.Article, where.Err)}
	}
	return fmt.Errorf("infeasible: %w", err)
}
