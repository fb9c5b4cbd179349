package sheet

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"warehouse-node/warehouse/fault"
)

// Column is something a kind of table can hold.
type Column struct {
	Name string // how Kind.Row asks for it, and a heading by itself
	// Titles are the headings by which people know it, in any language; letter
	// case, punctuation and "ё" make no difference.
	Titles   []string
	Required bool // a table without it is refused
	// Family makes the titles beginnings: "attribute: colour" and
	// "attribute: size" are two columns of one family.
	Family bool
}

// fold is a heading as it is compared: lower-case words with one space between
// them.
func fold(heading string) string {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.ReplaceAll(strings.Join(words, " "), "ё", "е")
}

// header says which column of a kind each cell of a row is.
type header struct {
	at       map[string]int            // column -> index of the cell
	families map[string]map[string]int // family -> what follows its title -> index
	strange  []string                  // headings nobody knows
	cells    []string                  // the row itself
	errors   int                       // one more than the index of the column that ErrorFile added; 0 for none
	wrong    string                    // heading of it
}

// isErrors says whether a heading is that of the column which ErrorFile adds; it
// is passed over when the file comes back.
func isErrors(heading string) bool {
	return slices.Contains([]string{"ошибки", "помилки", "errors"}, fold(heading))
}

// markEnd stands behind the mark of a row that an error file only warns of.
const markEnd = ":"

// isWarning says whether a cell of an error file is of a row that was only warned of.
func isWarning(cell string) bool {
	mark, _, cut := strings.Cut(cell, markEnd)
	return cut && slices.Contains([]string{"предупреждение", "попередження", "warning"}, fold(mark))
}

// header reads a row as headings of k. The first of two equal headings is
// taken, and the second counts as strange.
func (k *Kind) header(cells []string, byHand map[string]string) header {
	h := header{at: map[string]int{}, families: map[string]map[string]int{}, cells: cells}
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		if name, said := byHand[cell]; said {
			if _, twice := h.at[name]; !twice && name != "-" {
				h.at[name] = i
			}
			continue
		}
		if !k.place(&h, i, cell) {
			h.strange = append(h.strange, cell)
		}
	}
	return h
}

// place finds the column of a heading.
func (k *Kind) place(h *header, i int, cell string) bool {
	title := fold(cell)
	if isErrors(cell) {
		h.errors, h.wrong = i+1, cell
		return true
	}
	for _, c := range k.Columns {
		if c.Family {
			for _, start := range append([]string{c.Name}, c.Titles...) {
				rest, ok := strings.CutPrefix(title, fold(start)+" ")
				if head, tail, cut := strings.Cut(cell, ":"); cut && (ok || fold(head) == fold(start)) {
					rest, ok = strings.TrimSpace(tail), true // as it was written
				}
				if ok && rest != "" {
					if h.families[c.Name] == nil {
						h.families[c.Name] = map[string]int{}
					}
					h.families[c.Name][rest] = i
					return true
				}
			}
			continue
		}
		if title == fold(c.Name) || slices.ContainsFunc(c.Titles, func(t string) bool { return fold(t) == title }) {
			if _, twice := h.at[c.Name]; twice {
				return false
			}
			h.at[c.Name] = i
			return true
		}
	}
	return false
}

// headingRows is how far down a heading may stand below the name of a report
// and its date.
const headingRows = 20

// find takes the heading row of k out of t: the first that has all required
// columns. Invalid names the columns that the best of them lacks.
func (k *Kind) find(t *Table, byHand map[string]string) (header, []Row, error) {
	rows := append([]Row{t.Heading}, t.Rows...)
	var missing []string
	for i, row := range rows[:min(len(rows), headingRows)] {
		h := k.header(row.Cells, byHand)
		lacks := k.missing(h)
		if len(lacks) == 0 {
			t.Heading = row
			return h, rows[i+1:], nil
		}
		if missing == nil || len(lacks) < len(missing) {
			missing = lacks
		}
	}
	return header{}, nil, fault.New(fault.Invalid, "sheet.columns_missing", "columns", strings.Join(missing, ", "))
}

// looksLike adds to a refusal of find which other kind of table has all that it needs
// among the headings of t, and the most columns; the refusal stays as it is where none
// has.
func (k *Kind) looksLike(t *Table, refusal error) error {
	e := fault.Of(refusal)
	if e.Code != "sheet.columns_missing" {
		return refusal
	}
	best, most := "", 0
	for _, other := range Kinds() {
		if other == k {
			continue
		}
		if h, _, err := other.find(t, nil); err == nil && len(h.at) > most {
			best, most = other.Name, len(h.at)
		}
	}
	if best == "" {
		return refusal
	}
	return fault.New(fault.Invalid, "sheet.looks_like", "columns", e.Args["columns"], "kind", best)
}

func (k *Kind) missing(h header) (lacks []string) {
	for _, c := range k.Columns {
		if _, has := h.at[c.Name]; c.Required && !has {
			lacks = append(lacks, c.Name)
		}
	}
	return lacks
}

// known are the columns of k that h found, in the order of the file.
func (h header) known() []string {
	return slices.SortedFunc(maps.Keys(h.at), func(a, b string) int { return h.at[a] - h.at[b] })
}

// heads are the headings of known, as the file writes them.
func (h header) heads(heading []string) (all []string) {
	for _, name := range h.known() {
		all = append(all, heading[h.at[name]])
	}
	return all
}
