package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// routes runs the command and returns its lines.
func routes(t *testing.T, r routeCmd) ([]routed, error) {
	t.Helper()
	var out bytes.Buffer
	err := r.Run(context.Background(), &out)
	var lines []routed
	for d := json.NewDecoder(&out); d.More(); {
		var line routed
		if err := d.Decode(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return lines, err
}

// TestRouteReadsBothFormats: a folder is walked, each file is a line.
func TestRouteReadsBothFormats(t *testing.T) {
	lines, err := routes(t, routeCmd{Seconds: new(1.0), CrossAfter: -1, Paths: []string{"testdata/route/block.txt", "testdata/route/hall.json"}})
	if err != nil || len(lines) != 2 {
		t.Fatalf("%v, %+v", err, lines)
	}
	for i, want := range []struct {
		file, length, order string
	}{
		{"testdata/route/block.txt", "94", "2 1 4 6 7 8 5 3"},
		{"testdata/route/hall.json", "65.7", "A-03 paper paper B-14 C-22"},
	} {
		got, order := lines[i], []string{}
		for _, s := range got.Tour {
			order = append(order, s.ID)
		}
		if got.File != want.file || got.Kind != "tour" || string(got.Length) != want.length || !got.Optimal || strings.Join(order, " ") != want.order {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if s := lines[0].Tour[0]; s.Cell == nil || *s.Cell != 8 || s.Quantity != 2 || s.At != "9.5" {
		t.Errorf("the first stop is %+v", s)
	}
}

// TestRouteOfWays: a floor that is no rows of aisles; the lift is taken down only.
func TestRouteOfWays(t *testing.T) {
	lines, err := routes(t, routeCmd{CrossAfter: -1, Paths: []string{"testdata/route/bridge.json"}})
	if err != nil || len(lines) != 1 {
		t.Fatalf("%v, %+v", err, lines)
	}
	got, order := lines[0], []string{}
	for _, s := range got.Tour {
		order = append(order, s.ID+" "+s.Node)
	}
	if got.Kind != "tour" || got.Length != "37.25" || !got.Optimal || got.AtLeast != got.Length || strings.Join(order, ", ") != "paper A-1, clips A-2, ink M-2" {
		t.Errorf("%+v", got)
	}
}

// TestRouteOfDueOrders: the order that is due is picked first and alone, though the
// other lies on its way; what cannot be is said with its line.
func TestRouteOfDueOrders(t *testing.T) {
	file := filepath.Join(t.TempDir(), "due.json")
	text := `{"layout": {"cross": [0, 25], "aisles": [{"x": 0}, {"x": 4}]},
 "capacity": 4, "pickers": 1, "perCart": 1.5, "perStop": 1,
 "orders": [{"id": "17", "stops": [{"id": "far", "aisle": 0, "at": 8}]},
            {"id": "18", "due": 10.5, "weight": 2, "stops": [{"id": "near", "aisle": 0, "at": 4}]}]}`
	for _, row := range []struct{ from, to, late, done, first string }{
		{"", "", "0", "10.5", `"18"`},
		{`"due": 10.5`, `"due": 10`, "1", "10.5", `"18"`},
		{`"due": 10.5`, `"due": 30`, "0", "19.5", `"17"`},
	} {
		if err := os.WriteFile(file, []byte(strings.Replace(text, row.from, row.to, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		lines, err := routes(t, routeCmd{Seconds: new(0.0), CrossAfter: -1, Paths: []string{file}})
		if err != nil || len(lines) != 1 {
			t.Fatalf("%v, %+v", err, lines)
		}
		got := lines[0]
		if first := got.Batches[0]; string(got.Late) != row.late || string(first.Done) != row.done || string(first.Orders[0]) != row.first {
			t.Errorf("%s: %+v", row.to, got)
		}
	}
	if err := os.WriteFile(file, []byte(strings.Replace(text, `"pickers": 1`, `"pickers": -1`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := routes(t, routeCmd{CrossAfter: -1, Paths: []string{file}}); err == nil || !strings.Contains(err.Error(), "line 2: pickers is not to be negative") {
		t.Error(err)
	}
}

// TestRouteBatches: a wave of either format is put onto carts, each walked the
// shortest way.
func TestRouteBatches(t *testing.T) {
	lines, err := routes(t, routeCmd{Seconds: new(1.0), CrossAfter: -1, Paths: []string{"testdata/route/wave"}})
	if err != nil || len(lines) != 2 {
		t.Fatalf("%v, %+v", err, lines)
	}
	for i, want := range []struct {
		file, length, carts string
		proven              bool
	}{
		{"testdata/route/wave/hall.json", "80.4", `["near"] 10 A-03 A-05; ["far" "far, too"] 70.4 D-20 paper`, false},
		{"testdata/route/wave/wave.txt", "115", `[0 2] 36 2 2 1 3; [1 3] 79 5 4 6 7`, true},
	} {
		var carts []string
		for _, b := range lines[i].Batches {
			ids, of := []string{}, []string{}
			for _, o := range b.Orders {
				of = append(of, string(o))
			}
			for _, s := range b.Tour {
				ids = append(ids, s.ID)
			}
			carts = append(carts, fmt.Sprintf("%s %s %s", of, b.Length, strings.Join(ids, " ")))
		}
		got := lines[i]
		if got.File != want.file || got.Kind != "batching" || string(got.Length) != want.length || got.Optimal != want.proven || strings.Join(carts, "; ") != want.carts {
			t.Errorf("%+v\n%s", got, strings.Join(carts, "; "))
		}
	}
}

// TestRouteSaysWhatIsWrong: the good files are solved, the others named with file
// and line.
func TestRouteSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	good, err := os.ReadFile("testdata/route/block.txt")
	if err != nil {
		t.Fatal(err)
	}
	wave, err := os.ReadFile("testdata/route/wave/wave.txt")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"a.txt":     strings.Replace(string(good), "CELL 9", "CELL 99", 1),
		"b.txt":     string(good),
		"c.json":    `{"layout": {"cross": [0], "aisles": [{"x": 0, "blocked": [5]}]},` + "\n" + `"stops": [{"id": "far", "at": 6}]}`,
		".hidden":   "no instance",
		"d/e.batch": strings.Replace(string(good), "Single_picker_routing", "Order_batching", 1),
		"d/f.batch": strings.Replace(string(wave), "PICKER_CAPACITY : 6", "PICKER_CAPACITY : 2", 1),
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := routes(t, routeCmd{CrossAfter: -1, Paths: []string{dir}})
	if len(lines) != 1 || filepath.Base(lines[0].File) != "b.txt" || err == nil {
		t.Fatalf("%+v, %v", lines, err)
	}
	for _, want := range []string{
		"a.txt: line 31: aisle 3, cell 99", "c.json: line 2: infeasible: article far: cannot be reached",
		"e.batch: line 2: Order_batching needs NUM_ORDERS", "f.batch: line 38: infeasible: order 0 is more than a cart holds",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
	if strings.Contains(err.Error(), "hidden") {
		t.Errorf("a hidden file was read: %v", err)
	}
	if _, err := routes(t, routeCmd{CrossAfter: -1, Paths: []string{filepath.Join(dir, "none")}}); err == nil {
		t.Error("a file that is not there was read")
	}
	if _, err := routes(t, routeCmd{CrossAfter: -1, SVG: filepath.Join(dir, "x.svg"), Paths: []string{dir}}); err == nil {
		t.Error("several instances were drawn into one file")
	}
}

// TestManualShowsTheWalk: the drawing in the manual is the one that the command
// makes of the example.
func TestManualShowsTheWalk(t *testing.T) {
	file := filepath.Join(t.TempDir(), "route.svg")
	if _, err := routes(t, routeCmd{Seconds: new(1.0), CrossAfter: -1, SVG: file, Paths: []string{"testdata/route/block.txt"}}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := page(t, "manual/route.svg"); string(got) != want {
		t.Error("manual/route.svg is another drawing; make it with warehouse-node route --svg")
	}
}
