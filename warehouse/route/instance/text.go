package instance

import (
	"strconv"
	"strings"

	"warehouse-node/warehouse/route"
)

// Keys of the header.
const (
	keyType, keyLayout          = "TYPE", "LAYOUT"
	keyAisles, keyCells         = "NUM_AISLES", "NUM_CELLS"
	keyDepotAisle, keyDepotEnd  = "DEPOT_AISLE", "DEPOT_LOCATION"
	keyAisleAisle, keyCellCell  = "DISTANCE_AISLE_TO_AISLE", "DISTANCE_CELL_TO_CELL"
	keyTopCell, keyBottomCell   = "DISTANCE_TOP_TO_CELL", "DISTANCE_BOTTOM_TO_CELL"
	keyDepot                    = "DISTANCE_TOP_OR_BOTTOM_TO_DEPOT"
	keyCapacity                 = "PICKER_CAPACITY"
	articles, skus, order, done = "ARTICLE_SECTION", "SKU_SECTION", "ORDER_SECTION", "EOF"

	numOrders, numInOrder = "NUM_ORDERS", "NUM_ARTICLES_IN_ORDER"
	oneTrip, oneWave      = "Single_picker_routing", "Order_batching"
)

// maxCells is how many cells an aisle may have.
const maxCells = 1 << 16

// text is a file while it is read.
type text struct {
	line    int
	section string
	header  map[string]field
	counted map[string]field   // NUM_… of each section
	rows    map[string]int     // how many each section has
	weights map[string]decimal // of articles
	bins    map[string][]row
	wanted  []asked // the orders; one, if it is a trip
	orders  field   // how many there are; no line: it is a trip
}

// asked is an order: its rows, and how many it says to have.
type asked struct {
	field
	rows []row
}

// field is a value and the line where it stands.
type field struct {
	value string
	line  int
}

// row is an ID line: a bin of an article, or how much of it is ordered.
type row struct {
	id          string
	line        int
	aisle, cell int
	quantity    int64
	side        route.Side
}

func readText(data []byte, o Options) (*Instance, error) {
	t := &text{
		header: map[string]field{}, counted: map[string]field{}, rows: map[string]int{},
		weights: map[string]decimal{}, bins: map[string][]row{},
	}
	for line := range strings.Lines(string(data)) {
		t.line++
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if line == done {
			break
		}
		if err := t.take(line); err != nil {
			return nil, err
		}
	}
	if err := t.count(); err != nil {
		return nil, err
	}
	return t.instance(o)
}

// take reads a line.
func (t *text) take(line string) error {
	key, value, found := strings.Cut(line, ":")
	key = strings.TrimSpace(key)
	value = strings.ToValidUTF8(strings.TrimSpace(value), "\ufffd")
	switch {
	case line == articles || line == skus || line == order:
		t.section = line
		t.rows[line] = 0
		return nil
	case found && t.section == "":
		if old, ok := t.header[key]; ok && key != "COMMENT" {
			return wrong(t.line, "%s stands in line %d already", key, old.line)
		}
		t.header[key] = field{value, t.line}
		return nil
	case found && key == numOrders:
		if t.section != order || t.orders.line > 0 || len(t.wanted) > 0 {
			return wrong(t.line, "%s stands once, before the first order", key)
		}
		t.orders = field{value, t.line}
		return nil
	case found && key == numInOrder:
		if t.section != order || t.orders.line == 0 {
			return wrong(t.line, "%s comes after %s", key, numOrders)
		}
		t.wanted = append(t.wanted, asked{field: field{value, t.line}})
		return nil
	case found && strings.HasPrefix(key, "NUM_"):
		if t.section == order {
			if len(t.wanted) > 0 || t.orders.line > 0 {
				return wrong(t.line, "%s is counted twice", t.section)
			}
			t.wanted = append(t.wanted, asked{field: field{value, t.line}})
			return nil
		}
		if _, ok := t.counted[t.section]; ok {
			return wrong(t.line, "%s is counted twice", t.section)
		}
		t.counted[t.section] = field{value, t.line}
		return nil
	case t.section != "" && strings.HasPrefix(line, "ID"):
		t.rows[t.section]++
		return t.row(line)
	}
	return wrong(t.line, "neither KEY : value nor a section: %q", cut(line))
}

// cut keeps what a person needs of a line to find it.
func cut(s string) string {
	const enough = 60
	s = strings.ToValidUTF8(s, "\ufffd")
	if len(s) > enough {
		s = strings.ToValidUTF8(s[:enough], "") + "…"
	}
	return s
}

// row reads an ID line of the section.
func (t *text) row(line string) error {
	words := strings.Fields(line)
	if len(words)%2 == 1 {
		return wrong(t.line, "a name without a value: %q", cut(line))
	}
	values := map[string]string{}
	for i := 0; i < len(words); i += 2 {
		values[words[i]] = words[i+1]
	}
	r := row{id: cut(values["ID"]), line: t.line}
	var err error
	number := func(name string, from, to int64) (n int64) {
		if n, err = strconv.ParseInt(values[name], 10, 64); err != nil || n < from || n > to {
			err = wrong(t.line, "%s is to be a whole number from %d to %d: %q", name, from, to, cut(values[name]))
		}
		return n
	}
	switch t.section {
	case articles:
		if _, ok := t.weights[r.id]; ok {
			return wrong(t.line, "article %s stands there twice", r.id)
		}
		t.weights[r.id] = decimal{digits: 1}
		if w, ok := values["WEIGHT"]; ok {
			d, err := parseDecimal(w)
			if err != nil || d.digits < 0 {
				return wrong(t.line, "WEIGHT is to be a number: %q", cut(w))
			}
			t.weights[r.id] = d
		}
	case skus:
		if r.aisle = int(number("AISLE", 0, route.MaxAisles)); err != nil {
			return err
		}
		if r.cell = int(number("CELL", 0, maxCells)); err != nil {
			return err
		}
		if r.quantity = number("QUANTITY", 0, 1<<40); err != nil {
			return err
		}
		switch side := values["LEFT_RIGHT_HAND_SIDE"]; side {
		case "left", "":
		case "right":
			r.side = route.Right
		default:
			return wrong(t.line, "LEFT_RIGHT_HAND_SIDE is left or right: %q", cut(side))
		}
		t.bins[r.id] = append(t.bins[r.id], r)
	case order:
		if r.quantity = number("QUANTITY", 1, 1<<40); err != nil {
			return err
		}
		if len(t.wanted) == 0 {
			return wrong(t.line, "%s does not say how many rows it has", t.section)
		}
		last := &t.wanted[len(t.wanted)-1]
		last.rows = append(last.rows, r)
	}
	return nil
}

// count proves that no section was cut off.
func (t *text) count() error {
	for _, s := range []string{articles, skus, order} {
		rows, ok := t.rows[s]
		if !ok {
			return wrong(t.line, "%s is missing", s)
		}
		if s == order {
			break
		}
		n, ok := t.counted[s]
		if !ok {
			return wrong(t.line, "%s does not say how many rows it has", s)
		}
		if n.value != strconv.Itoa(rows) {
			return wrong(n.line, "%s says %s rows and has %d", s, cut(n.value), rows)
		}
	}
	if n := t.orders; n.line > 0 && n.value != strconv.Itoa(len(t.wanted)) {
		return wrong(n.line, "%s says %s orders and has %d", order, cut(n.value), len(t.wanted))
	}
	if t.orders.line == 0 && len(t.wanted) == 0 {
		return wrong(t.line, "%s does not say how many rows it has", order)
	}
	for _, o := range t.wanted {
		if o.value != strconv.Itoa(len(o.rows)) {
			return wrong(o.line, "%s says %s rows and has %d", order, cut(o.value), len(o.rows))
		}
	}
	return nil
}

// number is a whole number of the header.
func (t *text) number(key string, from, to int) (int, error) {
	f, ok := t.header[key]
	if !ok {
		return 0, wrong(0, "%s is missing", key)
	}
	n, err := strconv.Atoi(f.value)
	if err != nil || n < from || n > to {
		return 0, wrong(f.line, "%s is to be a whole number from %d to %d: %q", key, from, to, cut(f.value))
	}
	return n, nil
}

// choice is one of some words of the header.
func (t *text) choice(key string, words ...string) (string, error) {
	f, ok := t.header[key]
	if !ok {
		return "", wrong(0, "%s is missing", key)
	}
	for _, w := range words {
		if f.value == w {
			return w, nil
		}
	}
	return "", wrong(f.line, "%s is to be %s: %q", key, strings.Join(words, " or "), cut(f.value))
}

// distance is a distance of the header.
func (t *text) distance(key string) (decimal, error) {
	f, ok := t.header[key]
	if !ok {
		return decimal{}, wrong(0, "%s is missing", key)
	}
	d, err := parseDecimal(f.value)
	if err == nil && d.digits < 0 {
		err = errDecimal
	}
	if err != nil {
		return d, wrong(f.line, "%s: %v: %q", key, err, cut(f.value))
	}
	return d, nil
}
