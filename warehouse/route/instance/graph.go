package instance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"warehouse-node/warehouse/route"
)

// Limits of a graph.
const (
	maxNodes = 20_000
	maxWays  = 100_000
)

// Mesh is a floor that is no rows of aisles: places and the ways between them.
type Mesh struct {
	route.Graph
	Errand route.Errand
	Nodes  []string // their names
}

// mesh is our own format of any floor: it has ways in place of a layout.
type mesh struct {
	Name  string          `json:"name"`
	Ways  json.RawMessage `json:"ways"`
	Start string          `json:"start"`
	End   *string         `json:"end"`
	Stops json.RawMessage `json:"stops"`
}

// meshWay leads from a place to another, and back unless it is one-way.
type meshWay struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Length *decimal `json:"length"`
	OneWay bool     `json:"oneWay"`
}

// meshStop is something to pick at a place.
type meshStop struct {
	ID       string `json:"id"`
	Node     string `json:"node"`
	Quantity int64  `json:"quantity"`

	number int // the line where it stands
}

// isMesh says whether a file of our own has ways in place of a layout.
func isMesh(data []byte) bool {
	var probe struct {
		Ways json.RawMessage `json:"ways"`
	}
	return json.Unmarshal(data, &probe) == nil && probe.Ways != nil
}

func readMesh(data []byte) (*Instance, error) {
	var f mesh
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, wrong(lineAt(data, offset(data, err)), "%s", plainly(err))
	}
	if rest := bytes.TrimSpace(data[dec.InputOffset():]); len(rest) > 0 {
		return nil, wrong(lineAt(data, dec.InputOffset()), "there is more after the end")
	}
	ways, err := readWays(data, f.Ways)
	if err != nil {
		return nil, err
	}
	var stops []meshStop
	if f.Stops != nil {
		if stops, err = readMeshStops(data, f.Stops); err != nil {
			return nil, err
		}
	}
	return f.instance(data, ways, stops)
}

func readWays(data, array []byte) ([]meshWay, error) {
	return each(data, array, placeOf(data, "ways"), "way", func(dec *json.Decoder, _, n int, _ int64) (w meshWay, err error) {
		if err := dec.Decode(&w); err != nil {
			return w, err
		}
		switch {
		case n == maxWays:
			return w, fmt.Errorf("there are more than %d", maxWays)
		case w.From == "" || w.To == "":
			return w, errors.New("it leads from a place to another: both have names")
		case w.Length == nil || w.Length.digits < 0:
			return w, errors.New("it has a length, which is not negative")
		}
		return w, nil
	})
}

func readMeshStops(data, array []byte) ([]meshStop, error) {
	return each(data, array, placeOf(data, "stops"), "stop", func(dec *json.Decoder, line, n int, _ int64) (meshStop, error) {
		s := meshStop{number: line}
		if err := dec.Decode(&s); err != nil {
			return s, err
		}
		if s.ID == "" {
			s.ID = strconv.Itoa(n)
		}
		if s.Quantity = max(s.Quantity, 1); s.Quantity > 1<<40 {
			return s, fmt.Errorf("a quantity is to be up to %d: %d", int64(1)<<40, s.Quantity)
		}
		if n == route.MaxStops {
			return s, fmt.Errorf("past ways there are up to %d", route.MaxStops)
		}
		return s, nil
	})
}

// instance names the places by the ways that lead to them.
func (f *mesh) instance(data []byte, ways []meshWay, stops []meshStop) (*Instance, error) {
	m, number := &Mesh{}, map[string]int{}
	node := func(name string) int {
		n, ok := number[name]
		if !ok {
			n = len(m.Nodes)
			number[name] = n
			m.Nodes = append(m.Nodes, name)
		}
		return n
	}
	all := make([]decimal, 0, len(ways))
	for _, w := range ways {
		all = append(all, *w.Length)
	}
	in := &Instance{Name: f.Name, Unit: unit(all...), Capacity: -1, Mesh: m}
	for _, w := range ways {
		m.Edges = append(m.Edges, route.Edge{From: node(w.From), To: node(w.To), Length: w.Length.in(in.Unit), OneWay: w.OneWay})
	}
	if m.Graph.Nodes = len(m.Nodes); m.Graph.Nodes > maxNodes {
		return nil, wrong(lineAt(data, placeOf(data, "ways")), "they lead to %d places, %d are possible", m.Graph.Nodes, maxNodes)
	}
	known := func(name, key string, line int) (int, error) {
		n, ok := number[name]
		if !ok {
			return 0, wrong(line, "%s: no way leads to %q", key, cut(name))
		}
		return n, nil
	}
	var err error
	if m.Errand.Start, err = known(f.Start, "start", lineAt(data, placeOf(data, "start"))); err != nil {
		return nil, err
	}
	m.Errand.End = m.Errand.Start
	if f.End != nil {
		if m.Errand.End, err = known(*f.End, "end", lineAt(data, placeOf(data, "end"))); err != nil {
			return nil, err
		}
	}
	for i, s := range stops {
		n, err := known(s.Node, fmt.Sprintf("stop %d", i), s.number)
		if err != nil {
			return nil, err
		}
		m.Errand.Stops = append(m.Errand.Stops, n)
		in.Lines = append(in.Lines, Line{Article: s.ID, Line: s.number, Want: route.Want{Quantity: s.Quantity}})
	}
	if err := m.Check(); err != nil {
		return nil, wrong(lineAt(data, placeOf(data, "ways")), "%v", err)
	}
	return in, nil
}
