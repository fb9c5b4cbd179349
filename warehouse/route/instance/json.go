package instance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"warehouse-node/warehouse/route"
)

// Limits of a file.
const (
	maxStops  = 1 << 16
	maxWeight = 1000 // as package batch has it
)

// floor is our own format.
type floor struct {
	Name   string `json:"name"`
	Layout struct {
		Aisles []struct {
			X       decimal   `json:"x"`
			Cross   []decimal `json:"cross"`
			Blocked []decimal `json:"blocked"`
			Way     way       `json:"way"`
		} `json:"aisles"`
		Cross []decimal `json:"cross"`
		Shut  []struct {
			Cross int `json:"cross"`
			Aisle int `json:"aisle"`
		} `json:"shut"`
	} `json:"layout"`
	Start    *spot           `json:"start"`
	End      *spot           `json:"end"`
	Stops    json.RawMessage `json:"stops"`
	Orders   json.RawMessage `json:"orders"`
	Capacity *int64          `json:"capacity"`
	Remnant  decimal         `json:"remnant"`
	Totes    int             `json:"totes"`
	Pickers  int             `json:"pickers"`
	PerCart  decimal         `json:"perCart"`
	PerStop  decimal         `json:"perStop"`
}

// demand is an order of several.
type demand struct {
	ID     string          `json:"id"`
	Load   *int64          `json:"load"`
	Due    decimal         `json:"due"`
	Weight int64           `json:"weight"`
	Stops  json.RawMessage `json:"stops"`

	number int // the line where it stands
	stops  []wanted
}

// way is the direction of an aisle that is one-way.
type way route.Way

// UnmarshalJSON reads "ascending", "descending" or "both".
func (w *way) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case `"ascending"`:
		*w = way(route.Ascending)
	case `"descending"`:
		*w = way(route.Descending)
	case `"both"`:
		*w = way(route.BothWays)
	default:
		return fmt.Errorf("way is ascending, descending or both: %s", cut(string(b)))
	}
	return nil
}

type spot struct {
	Aisle int     `json:"aisle"`
	At    decimal `json:"at"`
	Off   decimal `json:"off"`
}

// each reads an array of things one by one, so that each knows where it stands; at
// is where in the file the array begins.
func each[T any](data, array []byte, at int64, name string, keep func(dec *json.Decoder, line, n int, from int64) (T, error)) (all []T, err error) {
	dec := json.NewDecoder(bytes.NewReader(array))
	dec.DisallowUnknownFields()
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return nil, wrong(lineAt(data, at), "%ss is to be an array", name)
	}
	for dec.More() {
		begin := dec.InputOffset()
		begin += int64(len(array[begin:]) - len(bytes.TrimLeft(array[begin:], ", \t\r\n")))
		line := lineAt(data, at+begin)
		one, err := keep(dec, line, len(all), at+begin)
		if err == nil && len(all) == maxStops {
			err = fmt.Errorf("there are more than %d", maxStops)
		}
		if located := new(Error); errors.As(err, &located) {
			return nil, err
		}
		if err != nil {
			return nil, wrong(line, "%s %d: %s", name, len(all), plainly(err))
		}
		all = append(all, one)
	}
	return all, nil
}

func readStops(data, array []byte, at int64) ([]wanted, error) {
	return each(data, array, at, "stop", func(dec *json.Decoder, line, _ int, _ int64) (wanted, error) {
		w := wanted{number: line}
		err := dec.Decode(&w)
		if err == nil {
			err = w.check()
		}
		return w, err
	})
}

func readOrders(data, array []byte, at int64) ([]demand, error) {
	return each(data, array, at, "order", func(dec *json.Decoder, line, n int, from int64) (demand, error) {
		d := demand{number: line}
		if err := dec.Decode(&d); err != nil {
			return d, err
		}
		if d.ID == "" {
			d.ID = strconv.Itoa(n)
		}
		if d.Load != nil && *d.Load < 0 {
			return d, errors.New("load is not to be negative")
		}
		if d.Due.digits < 0 || d.Weight < 0 || d.Weight > maxWeight {
			return d, fmt.Errorf("due is not to be negative, weight from 0 to %d", maxWeight)
		}
		if d.Stops == nil {
			return d, errors.New("it has no stops")
		}
		var err error
		within := int64(bytes.Index(data[from:], d.Stops))
		d.stops, err = readStops(data, d.Stops, from+max(0, within))
		return d, err
	})
}

// plainly says what the decoder says without its own name.
func plainly(err error) string {
	if kind := new(json.UnmarshalTypeError); errors.As(err, &kind) {
		return fmt.Sprintf("%s is not to be a %s", kind.Field, kind.Value)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// check says what no stop can be.
func (w *wanted) check() error {
	const most = 1 << 40
	if w.Pack < 0 {
		return fmt.Errorf("a pack is not to be negative: %d", w.Pack)
	}
	sides, amounts := []string{w.Side}, []int64{w.Quantity}
	for _, b := range w.Bins {
		sides, amounts = append(sides, b.Side), append(amounts, b.Quantity)
	}
	for i, side := range sides {
		if side != "" && side != "left" && side != "right" {
			return fmt.Errorf("side is left or right: %q", cut(side))
		}
		if amounts[i] < 0 || amounts[i] > most {
			return fmt.Errorf("a quantity is to be from 0 to %d: %d", int64(most), amounts[i])
		}
	}
	return nil
}

// wanted is a stop, or so many of an article that lies in several bins.
type wanted struct {
	ID       string  `json:"id"`
	Aisle    int     `json:"aisle"`
	At       decimal `json:"at"`
	Side     string  `json:"side"`
	Quantity int64   `json:"quantity"`
	Pack     int64   `json:"pack"`
	Bins     []bin   `json:"bins"`

	number int // the line where it stands
}

type bin struct {
	Aisle    int     `json:"aisle"`
	At       decimal `json:"at"`
	Side     string  `json:"side"`
	Quantity int64   `json:"quantity"`
	Class    int64   `json:"class"`
}

// UnmarshalJSON reads a number, exactly.
func (d *decimal) UnmarshalJSON(b []byte) (err error) {
	*d, err = parseDecimal(strings.Trim(string(b), `"`))
	return err
}

func readJSON(data []byte) (*Instance, error) {
	var f floor
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, wrong(lineAt(data, offset(data, err)), "%s", plainly(err))
	}
	if rest := bytes.TrimSpace(data[dec.InputOffset():]); len(rest) > 0 {
		return nil, wrong(lineAt(data, dec.InputOffset()), "there is more after the end")
	}
	var stops []wanted
	var orders []demand
	var err error
	if f.Stops != nil {
		if stops, err = readStops(data, f.Stops, placeOf(data, "stops")); err != nil {
			return nil, err
		}
	}
	if f.Orders != nil {
		at := placeOf(data, "orders")
		if f.Stops != nil {
			return nil, wrong(lineAt(data, at), "there are stops, or orders that have them, not both")
		}
		if orders, err = readOrders(data, f.Orders, at); err != nil {
			return nil, err
		}
	}
	if f.Capacity != nil && (*f.Capacity < 0 || f.Orders == nil) {
		return nil, wrong(lineAt(data, placeOf(data, "capacity")), "capacity is what a cart holds of orders, and not negative")
	}
	if err := f.counts(data); err != nil {
		return nil, err
	}
	in := f.instance(stops, orders)
	return in, in.check(0)
}

// counts says which of the plain numbers cannot be.
func (f *floor) counts(data []byte) error {
	for _, n := range []struct {
		key  string
		is   int64
		most int64
	}{
		{"remnant", f.Remnant.digits, math.MaxInt64}, {"perCart", f.PerCart.digits, math.MaxInt64}, {"perStop", f.PerStop.digits, math.MaxInt64},
		{"totes", int64(f.Totes), maxStops}, {"pickers", int64(f.Pickers), maxStops},
	} {
		if n.is < 0 || n.is > n.most {
			return wrong(lineAt(data, placeOf(data, n.key)), "%s is not to be negative, nor too large", n.key)
		}
	}
	return nil
}

// offset is where in a file the decoder met an error.
func offset(data []byte, err error) int64 {
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		return syntax.Offset
	}
	if kind := new(json.UnmarshalTypeError); errors.As(err, &kind) {
		return kind.Offset
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return int64(max(0, bytes.Index(data, []byte(name))))
	}
	return int64(len(data))
}

// placeOf is where the value of a key of the outermost object begins.
func placeOf(data []byte, key string) (at int64) {
	dec := json.NewDecoder(bytes.NewReader(data))
	_, _ = dec.Token()
	for dec.More() {
		name, _ := dec.Token()
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			break // it was read already: this cannot be
		}
		if s, ok := name.(string); ok && strings.EqualFold(s, key) {
			at = dec.InputOffset() - int64(len(value))
		}
	}
	return at
}

// lineAt is the line of a place in a file.
func lineAt(data []byte, at int64) int {
	return 1 + bytes.Count(data[:min(max(at, 0), int64(len(data)))], []byte("\n"))
}

// unit is the unit of all lengths of a file.
func (f *floor) unit(stops []wanted, orders []demand) Unit {
	all := append([]decimal{f.Remnant, f.PerCart, f.PerStop}, f.Layout.Cross...)
	for i := range orders {
		stops = append(stops[:len(stops):len(stops)], orders[i].stops...)
		all = append(all, orders[i].Due)
	}
	for i := range f.Layout.Aisles {
		a := &f.Layout.Aisles[i]
		all = append(append(append(all, a.X), a.Cross...), a.Blocked...)
	}
	for _, s := range []*spot{f.Start, f.End} {
		if s != nil {
			all = append(all, s.At, s.Off)
		}
	}
	for i := range stops {
		all = append(all, stops[i].At)
		for _, b := range stops[i].Bins {
			all = append(all, b.At)
		}
	}
	return unit(all...)
}

// instance puts together what was read.
func (f *floor) instance(stops []wanted, orders []demand) *Instance {
	u := f.unit(stops, orders)
	in := &Instance{Name: f.Name, Unit: u, Capacity: -1, Remnant: f.Remnant.in(u), Totes: f.Totes, Pickers: f.Pickers, PerCart: f.PerCart.in(u), PerStop: f.PerStop.in(u)}
	if f.Capacity != nil {
		in.Capacity = *f.Capacity
	}
	lengths := func(all []decimal) (out []route.Length) {
		for _, d := range all {
			out = append(out, d.in(u))
		}
		return out
	}
	in.Layout.Cross = lengths(f.Layout.Cross)
	for _, a := range f.Layout.Aisles {
		in.Layout.Aisles = append(in.Layout.Aisles, route.Aisle{
			X: a.X.in(u), Cross: lengths(a.Cross), Blocked: lengths(a.Blocked), Way: route.Way(a.Way),
		})
	}
	for _, s := range f.Layout.Shut {
		in.Layout.Shut = append(in.Layout.Shut, route.Piece{Cross: s.Cross, Aisle: s.Aisle})
	}
	point := func(s *spot) route.Point { return route.Point{Aisle: s.Aisle, At: s.At.in(u), Off: s.Off.in(u)} }
	if f.Start != nil {
		in.Start = point(f.Start)
	} else if len(in.Layout.Cross) > 0 {
		in.Start.At = in.Layout.Cross[0]
		if len(in.Layout.Aisles) > 0 && len(in.Layout.Aisles[0].Cross) > 0 {
			in.Start.At = in.Layout.Aisles[0].Cross[0]
		}
	}
	in.End = in.Start
	if f.End != nil {
		in.End = point(f.End)
	}
	for i := range stops {
		in.Lines = append(in.Lines, stops[i].line(i, u))
	}
	for i := range orders {
		in.Orders = append(in.Orders, orders[i].order(u))
	}
	return in
}

// order is an order; one that does not say how much of a cart it takes takes as
// much as it has units.
func (d *demand) order(u Unit) Order {
	o := Order{ID: d.ID, Named: true, Line: d.number, Due: d.Due.in(u), Weight: d.Weight}
	for i := range d.stops {
		l := d.stops[i].line(i, u)
		o.Lines = append(o.Lines, l)
		o.Load = addLoad(o.Load, 1, l.Quantity)
	}
	if d.Load != nil {
		o.Load = *d.Load
	}
	return o
}

// line is a stop as a line with one bin, or one with several.
func (w *wanted) line(i int, u Unit) Line {
	l := Line{Article: w.ID, Line: w.number, Want: route.Want{Quantity: max(w.Quantity, 1), Pack: w.Pack}}
	if l.Article == "" {
		l.Article = strconv.Itoa(i)
	}
	if w.Bins == nil {
		l.Bins = []route.Bin{{Stop: stop(w.Aisle, w.At, w.Side, u), Quantity: l.Quantity}}
	}
	for _, b := range w.Bins {
		l.Bins = append(l.Bins, route.Bin{Stop: stop(b.Aisle, b.At, b.Side, u), Quantity: b.Quantity, Class: b.Class})
	}
	for range l.Bins {
		l.Cells = append(l.Cells, -1)
	}
	return l
}

func stop(aisle int, at decimal, side string, u Unit) route.Stop {
	s := route.Stop{Aisle: aisle, At: at.in(u)}
	if side == "right" {
		s.Side = route.Right
	}
	return s
}
