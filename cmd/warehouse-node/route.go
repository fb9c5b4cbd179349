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
	Seconds    float64  `default:"0.05" help:"How long to search, for each file, where the shortest walk cannot be proven."`
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
	Tour    []routedStop `json:"tour"`
}

type routedStop struct {
	ID       string      `json:"id"`
	Aisle    int         `json:"aisle"`
	Cell     *int        `json:"cell,omitempty"`
	At       json.Number `json:"at"`
	Quantity int64       `json:"quantity"`
}

// Run solves every file and prints a line for each; a file that is wrong is said
// so after all others are done.
func (r *routeCmd) Run(ctx context.Context, out io.Writer) error {
	if r.Seconds < 0 || r.CrossAfter < -1 {
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
	began := time.Now()
	p := route.Picking{Start: in.Start, End: in.End, Seed: r.Seed}
	for i := range in.Lines {
		p.Wants = append(p.Wants, in.Lines[i].Want)
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(r.Seconds*float64(time.Second)))
	defer cancel()
	got, err := solver.Choose(ctx, &in.Layout, &p)
	if err != nil {
		return routed{}, explain(in, err)
	}
	line := routed{
		File: file, Kind: "tour", Length: json.Number(in.Unit.Text(got.Length)),
		Seconds: time.Since(began).Seconds(), Optimal: got.Optimal, Tour: []routedStop{},
	}
	for _, n := range got.Order {
		stop, pick := got.Trip.Stops[n], got.Picks[n]
		from := &in.Lines[pick.Want]
		s := routedStop{ID: from.Article, Aisle: stop.Aisle, At: json.Number(in.Unit.Text(stop.At)), Quantity: pick.Quantity}
		if cell := from.Cells[pick.Bin]; cell >= 0 {
			s.Cell = &cell
		}
		line.Tour = append(line.Tour, s)
	}
	if r.SVG != "" {
		err = os.WriteFile(r.SVG, route.SVG(&in.Layout, &got.Trip, got.Tour), 0o644)
	}
	return line, err
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
func explain(in *instance.Instance, err error) error {
	if where := new(route.PointError); errors.As(err, &where) && where.Stop >= 0 {
		l := &in.Lines[where.Stop]
		return &instance.Error{Line: l.Line, What: fmt.Sprintf("infeasible: article %s: %v", l.Article, where.Err)}
	}
	return fmt.Errorf("infeasible: %w", err)
}
