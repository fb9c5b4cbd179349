package instance

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"warehouse-node/warehouse/route"
)

// example is a file that the command's tests and the manual use.
func example(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../../cmd/warehouse-node/testdata/route/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var plain = Options{CrossAfter: -1}

func read(t *testing.T, text string, o Options) *Instance {
	t.Helper()
	in, err := Read([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestBlock: where a text file puts things.
func TestBlock(t *testing.T) {
	in := read(t, example(t, "block.txt"), plain)
	if in.Name != "example" || len(in.Layout.Aisles) != 6 || in.Unit != 1 {
		t.Errorf("%+v", in)
	}
	if got, want := in.Layout.Cross, []route.Length{0, 120}; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("cross-aisles at %v, want %v", got, want)
	}
	if in.Start != (route.Point{At: 130}) || in.End != in.Start {
		t.Errorf("from %v to %v", in.Start, in.End)
	}
	last := in.Lines[7]
	if last.Article != "8" || len(last.Bins) != 2 || last.Bins[1].Aisle != 5 || last.Bins[1].At != 65 || last.Bins[1].Side != route.Right || last.Cells[1] != 5 {
		t.Errorf("%+v", last)
	}
	top := read(t, strings.Replace(example(t, "block.txt"), ": bottom", ": top", 1), plain)
	if top.Start != (route.Point{At: -10}) {
		t.Errorf("from %v", top.Start)
	}
}

// TestInsertedCrossAisle: the cells beside it are further apart by its width, and
// it lies half-way.
func TestInsertedCrossAisle(t *testing.T) {
	in := read(t, example(t, "block.txt"), Options{CrossAfter: 4, Width: "2.5"})
	// Cell 4 is 5.5 from the top, cell 5 was 6.5 and is 9 from it: the middle is 7.25.
	if got := in.Unit.Text(in.Layout.Cross[1]); got != "7.25" {
		t.Errorf("at %s", got)
	}
	if got := in.Unit.Text(in.Lines[7].Bins[0].At); got != "9" {
		t.Errorf("cell 5 at %s", got)
	}
	if got := in.Unit.Text(in.Layout.Cross[2]); got != "14.5" {
		t.Errorf("the bottom at %s", got)
	}
}

// TestHall: where a file of our own puts things.
func TestHall(t *testing.T) {
	in := read(t, example(t, "hall.json"), plain)
	if in.Unit != 2 || in.Layout.Aisles[3].X != 1420 || in.Layout.Aisles[3].Cross[2] != 1800 || in.Layout.Aisles[2].Blocked[0] != 2000 {
		t.Errorf("%+v", in)
	}
	if in.Start != (route.Point{Off: -200}) || in.End != (route.Point{Aisle: 3, At: 1800}) {
		t.Errorf("from %v to %v", in.Start, in.End)
	}
	if in.Lines[0].Line != 16 || in.Lines[3].Line != 19 || len(in.Lines[3].Bins) != 3 || in.Lines[3].Quantity != 3 {
		t.Errorf("%+v", in.Lines)
	}
	oneWay := read(t, `{"layout": {"cross": [0, 5], "aisles": [{"x": 0, "way": "ascending"}, {"x": 1, "way": "descending"}, {"x": 2}]}}`, plain)
	for i, want := range []route.Way{route.Ascending, route.Descending, route.BothWays} {
		if got := oneWay.Layout.Aisles[i].Way; got != want {
			t.Errorf("aisle %d goes %v, want %v", i, got, want)
		}
	}
	home := read(t, `{"layout": {"cross": [1], "aisles": [{"x": 0}]}, "stops": []}`, plain)
	if home.Start != (route.Point{At: 1}) || home.End != home.Start {
		t.Errorf("without a start it is %v", home.Start)
	}
}

// TestWrongText: the line, and what is wrong with it.
func TestWrongText(t *testing.T) {
	good := example(t, "block.txt")
	for _, row := range []struct{ from, to, want string }{
		{"NUM_AISLES : 6", "NUM_AISLES : six", `line 6: NUM_AISLES is to be a whole number from 1 to 4096: "six"`},
		{"NUM_AISLES : 6\n", "", "NUM_AISLES is missing"},
		{"Single_picker_routing", "Order_batching", "line 2: Order_batching needs NUM_ORDERS"},
		{"Single_picker_routing", "Knitting", "line 2: TYPE is to be Single_picker_routing"},
		{"single-block", "two-block", "line 5: LAYOUT is to be single-block"},
		{": bottom", ": middle", `line 9: DEPOT_LOCATION is to be top or bottom: "middle"`},
		{"DEPOT_AISLE : 0", "DEPOT_AISLE : 6", "line 8: DEPOT_AISLE"},
		{"AISLE_TO_AISLE : 5", "AISLE_TO_AISLE : 1e3", "line 10: DISTANCE_AISLE_TO_AISLE"},
		{"AISLE_TO_AISLE : 5", "AISLE_TO_AISLE : 0", "line 10: impossible layout"},
		{"AISLE_TO_AISLE : 5", "AISLE_TO_AISLE : -5", "line 10: DISTANCE_AISLE_TO_AISLE"},
		{"NUM_AISLES : 6", "NUM_AISLES : 6\nNUM_AISLES : 7", "line 7: NUM_AISLES stands in line 6 already"},
		{"ID 2 WEIGHT 1", "ID 2 WEIGHT heavy", `line 18: WEIGHT is to be a number: "heavy"`},
		{"ID 2 WEIGHT 1", "ID 1 WEIGHT 1", "line 18: article 1 stands there twice"},
		{"ID 2 WEIGHT 1\n", "", "line 16: ARTICLE_SECTION says 8 rows and has 7"},
		{"CELL 9", "CELL 10", "line 31: aisle 3, cell 10: there are 6 aisles of 10 cells"},
		{"CELL 9", "CELL", "line 31: a name without a value"},
		{"QUANTITY 5 LEFT_RIGHT_HAND_SIDE right\nID 2", "QUANTITY x LEFT_RIGHT_HAND_SIDE right\nID 2", "line 27: QUANTITY"},
		{"SIDE right\nID 2", "SIDE above\nID 2", "line 27: LEFT_RIGHT_HAND_SIDE"},
		{"ID 6 QUANTITY 3", "ID 6 QUANTITY 6", "line 43: infeasible: 6 of article 6 are asked for, its bins hold 5"},
		{"ID 6 QUANTITY 3", "ID 60 QUANTITY 3", "line 43: there is no article 60"},
		{"ORDER_SECTION\nNUM_ARTICLES : 8", "ORDER_SECTION\nNUM_ORDERS : 8", "line 38: ORDER_SECTION does not say how many rows it has"},
		{"ORDER_SECTION\nNUM_ARTICLES : 8\n", "ORDER_SECTION\nNUM_ORDERS : 1\nNUM_ARTICLES_IN_ORDER : 8\n", "line 37: several orders are TYPE : Order_batching"},
		{"LAYOUT : single-block", "LAYOUT", `line 5: neither KEY : value nor a section: "LAYOUT"`},
		{"SKU_SECTION\n", "", "line 25: ARTICLE_SECTION is counted twice"},
	} {
		if !strings.Contains(good, row.from) {
			t.Fatalf("the example has no %q", row.from)
		}
		_, err := Read([]byte(strings.Replace(good, row.from, row.to, 1)), plain)
		if said := new(Error); !errors.As(err, &said) || !strings.HasPrefix(err.Error(), row.want) {
			t.Errorf("%q: %v, want %q", row.to, err, row.want)
		}
	}
	for name, o := range map[string]Options{
		"after cell 9 there is no cell": {CrossAfter: 9, Width: "1"}, "width of the cross-aisle": {CrossAfter: 2, Width: "wide"},
	} {
		if _, err := Read([]byte(good), o); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
	}
	if _, err := Read([]byte(good[:len(good)/2]), plain); err == nil {
		t.Error("half of a file was read")
	}
}

// TestWrongJSON is the same for our own format.
func TestWrongJSON(t *testing.T) {
	good := example(t, "hall.json")
	for _, row := range []struct{ from, to, want string }{
		{`"name"`, `"nome"`, `line 2: unknown field "nome"`},
		{`{"x": 4},`, `{"x": 4}`, "line 8: invalid character"},
		{`[0, 12.5, 25]`, `[0, 12.5, 5]`, "impossible layout: cross-aisles do not ascend"},
		{`"at": 22,`, `"at": "2O",`, "line 17: stop 1: no decimal number"},
		{`"aisle": 2, "at": 22`, `"aisle": 4, "at": 22`, "line 17: article C-22: not on the layout"},
		{`"off": -2`, `"off": 9`, "start: not on the layout"},
		{`"side": "left"`, `"side": "up"`, `line 16: stop 0: side is left or right: "up"`},
		{`{"x": 4}`, `{"x": 4, "way": "north"}`, ""},
		{`"quantity": 3`, `"quantity": 14`, "line 19: infeasible: 14 of article paper are asked for, its bins hold 13"},
		{`"quantity": 3`, `"quantity": -3`, "line 19: stop 3: a quantity is to be from 0"},
		{`"stops"`, `"orders"`, `line 16: order 0: unknown field "aisle"`},
		{`"stops"`, `"capacity": 4, "stops"`, "line 15: capacity is what a cart holds of orders"},
	} {
		if !strings.Contains(good, row.from) {
			t.Fatalf("the example has no %q", row.from)
		}
		_, err := Read([]byte(strings.Replace(good, row.from, row.to, 1)), plain)
		if said := new(Error); !errors.As(err, &said) || !strings.HasPrefix(err.Error(), row.want) {
			t.Errorf("%q: %v, want %q", row.to, err, row.want)
		}
	}
	if _, err := Read([]byte(good+good), plain); err == nil {
		t.Error("two files in one were read")
	}
	if _, err := Read([]byte(good), Options{CrossAfter: 1, Width: "1"}); err == nil {
		t.Error("a cross-aisle was inserted into a layout that has its own")
	}
	if _, err := Read(make([]byte, MaxBytes+1), plain); err == nil {
		t.Error("a file too long was read")
	}
}

// TestDecimals: what is read is written again.
func TestDecimals(t *testing.T) {
	for _, s := range []string{"0", "5", "0.5", "12.25", "-3.125", "999999999.999999999", "0.000000001"} {
		d, err := parseDecimal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := unit(d).Text(d.in(unit(d))); got != s && s != "999999999.999999999" {
			t.Errorf("%s was written %s", s, got)
		}
	}
	for _, s := range []string{"", "-", ".", "1,5", "1e3", "0x1", "1.2.3", "1234567890", "+1", "1.0000000001"} {
		if d, err := parseDecimal(s); err == nil {
			t.Errorf("%q was read as %v", s, d)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte(example(f, "block.txt")), -1)
	f.Add([]byte("NAME : \xff\nCOMMENT : \xe9t\xe9\nEOF"), 3)
	f.Fuzz(func(t *testing.T, data []byte, after int) { walked(t, data, Options{CrossAfter: after, Width: "0.5"}) })
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(example(f, "hall.json")))
	f.Add([]byte(example(f, "bridge.json")))
	f.Add([]byte(`{"layout":{"cross":[0],"aisles":[{"x":-1.5}]},"stops":[{"at":3}]}`))
	f.Fuzz(func(t *testing.T, data []byte) { walked(t, data, plain) })
}

// walked reads anything: an error that tells of the file, or an instance that can
// be walked or says why not.
func walked(t *testing.T, data []byte, o Options) {
	in, err := Read(data, o)
	if said := new(Error); err != nil {
		if !errors.As(err, &said) || said.What == "" {
			t.Fatalf("%v tells nothing of the file", err)
		}
		return
	}
	if in.Mesh != nil {
		if len(in.Mesh.Errand.Stops) > 20 {
			return
		}
		if _, err := in.Mesh.Walk(in.Mesh.Errand); err != nil && !errors.Is(err, route.ErrUnreachable) {
			t.Fatalf("what was read cannot be walked: %v\n%+v", err, in.Mesh)
		}
		return
	}
	if len(in.Layout.Aisles) > 50 || len(in.Layout.Cross) > 4 || len(in.Lines) > 20 {
		return // slow, and no more likely to be wrong
	}
	p := route.Picking{Start: in.Start, End: in.End}
	for i := range in.Lines {
		p.Wants = append(p.Wants, in.Lines[i].Want)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := new(route.Solver).Choose(ctx, &in.Layout, &p); err != nil && !errors.Is(err, route.ErrUnreachable) {
		t.Fatalf("what was read cannot be walked: %v\n%+v", err, in)
	}
}

// TestWave: orders of either format, and what they take of a cart.
func TestWave(t *testing.T) {
	text := read(t, example(t, "wave/wave.txt"), plain)
	if text.Capacity != 6 || len(text.Orders) != 4 || text.Lines != nil {
		t.Fatalf("%+v", text)
	}
	if o := text.Orders[2]; o.ID != "2" || o.Named || o.Line != 44 || o.Load != 3 || len(o.Lines) != 2 || o.Lines[1].Article != "2" {
		t.Errorf("%+v", o)
	}
	hall := read(t, example(t, "wave/hall.json"), plain)
	if hall.Capacity != 4 || len(hall.Orders) != 3 {
		t.Fatalf("%+v", hall)
	}
	for i, want := range []Order{{ID: "near", Load: 3, Line: 6}, {ID: "far", Load: 2, Line: 7}, {ID: "far, too", Load: 2, Line: 8}} {
		if o := hall.Orders[i]; o.ID != want.ID || !o.Named || o.Load != want.Load || o.Line != want.Line {
			t.Errorf("%+v, want %+v", o, want)
		}
	}
	heavy := read(t, strings.Replace(strings.Replace(example(t, "wave/wave.txt"), "ID 2 WEIGHT 1", "ID 2 WEIGHT 1.25", 1), "CAPACITY : 6", "CAPACITY : 7.5", 1), plain)
	if heavy.Capacity != 750 || heavy.Orders[0].Load != 100+2*125 {
		t.Errorf("%d of %d", heavy.Orders[0].Load, heavy.Capacity)
	}
}

// TestWrongWave: the line, and what is wrong with it.
func TestWrongWave(t *testing.T) {
	for _, row := range []struct{ file, from, to, want string }{
		{"wave.txt", "NUM_ORDERS : 4", "NUM_ORDERS : 5", "line 37: ORDER_SECTION says 5 orders and has 4"},
		{"wave.txt", "NUM_ORDERS : 4\nNUM_ARTICLES_IN_ORDER : 2", "NUM_ORDERS : 4\nNUM_ARTICLES_IN_ORDER : 3", "line 38: ORDER_SECTION says 3 rows and has 2"},
		{"wave.txt", "NUM_ORDERS : 4\n", "", "line 37: NUM_ARTICLES_IN_ORDER comes after NUM_ORDERS"},
		{"wave.txt", "PICKER_CAPACITY : 6\n", "", "PICKER_CAPACITY is missing"},
		{"wave.txt", "PICKER_CAPACITY : 6", "PICKER_CAPACITY : 2.5", "line 38: infeasible: order 0 is more than a cart holds"},
		{"wave.txt", "ID 2 QUANTITY 2", "ID 2 QUANTITY 5", "line 46: infeasible: 6 of article 2 are asked for, its bins hold 5"},
		{"wave.txt", "ID 2 QUANTITY 2", "ID 2 QUANTITY 1099511627776", "line 40: infeasible"},
		{"wave.txt", "Order_batching", "Single_picker_routing", "line 37: several orders are TYPE : Order_batching"},
		{"hall.json", `"load": 2`, `"load": -2`, "line 7: order 1: load is not to be negative"},
		{"hall.json", `"load": 2`, `"load": 5`, "line 7: infeasible: order far is more than a cart holds"},
		{"hall.json", `"at": 20`, `"at": "x"`, "line 7: stop 0: no decimal number"},
		{"hall.json", `"orders"`, `"stops": [], "orders"`, "line 5: there are stops, or orders that have them"},
		{"hall.json", `"capacity": 4`, `"capacity": -4`, "line 4: capacity is what a cart holds"},
	} {
		good := example(t, "wave/"+row.file)
		if !strings.Contains(good, row.from) {
			t.Fatalf("the example has no %q", row.from)
		}
		_, err := Read([]byte(strings.Replace(good, row.from, row.to, 1)), plain)
		if said := new(Error); !errors.As(err, &said) || !strings.HasPrefix(err.Error(), row.want) {
			t.Errorf("%q: %v, want %q", row.to, err, row.want)
		}
	}
}

// TestMesh: places are named by the ways that lead to them, lengths are exact.
func TestMesh(t *testing.T) {
	in := read(t, example(t, "bridge.json"), plain)
	if in.Mesh == nil || in.Unit != 2 || len(in.Mesh.Nodes) != 6 || in.Mesh.Edges[2].Length != 325 || !in.Mesh.Edges[6].OneWay {
		t.Fatalf("%+v", in)
	}
	e := in.Mesh.Errand
	if e.Start != 0 || e.End != 0 || in.Mesh.Nodes[e.Stops[1]] != "M-2" || in.Lines[1].Line != 11 || in.Lines[0].Quantity != 3 {
		t.Errorf("%+v, %+v", e, in.Lines)
	}
	for _, row := range []struct{ from, to, want string }{
		{`"length": 3.25`, `"length": -1`, "line 4: way 2: it has a length, which is not negative"},
		{`"length": 3.25`, `"long": 1`, `line 4: way 2: unknown field "long"`},
		{`"to": "A-2", "length": 3.25`, `"length": 3.25`, "line 4: way 2: it leads from a place to another: both have names"},
		{`"start": "bench"`, `"start": "dock"`, `line 9: start: no way leads to "dock"`},
		{`"node": "M-2"`, `"node": "M-3"`, `line 11: stop 1: no way leads to "M-3"`},
		{`"stops": [`, `"capacity": [`, `line 10: unknown field "capacity"`},
	} {
		_, err := Read([]byte(strings.Replace(example(t, "bridge.json"), row.from, row.to, 1)), plain)
		if err == nil || err.Error() != row.want {
			t.Errorf("%s: %v, want %s", row.to, err, row.want)
		}
	}
}

// TestClasses: what the bins of an article say of the choice is read.
func TestClasses(t *testing.T) {
	in := read(t, `{"layout": {"cross": [0, 5], "aisles": [{"x": 0}]}, "remnant": 1.5,
		"stops": [{"quantity": 5, "pack": 3, "bins": [{"aisle": 0, "at": 1, "quantity": 9, "class": 20261201}]}]}`, plain)
	if w := in.Lines[0].Want; in.Remnant != 15 || w.Pack != 3 || w.Bins[0].Class != 20261201 {
		t.Errorf("%+v", in)
	}
}
