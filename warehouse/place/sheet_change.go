package place

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// ChangeSheet is a table that changes bins which are there already, and makes
// none: a bin is found by our label, or by its name where the row has no label. An
// empty cell changes nothing. A zone that the site lacks is made.
var ChangeSheet = sheet.Register(&sheet.Kind{
	Name: "bin_changes",
	Columns: []sheet.Column{
		{Name: "bin", Titles: []string{"ячейка", "комірка", "name", "location"}, Required: true},
		{Name: "label", Titles: []string{"этикетка", "наш код", "етикетка"}},
		{Name: "zone", Titles: []string{"зона"}},
		{Name: "use", Titles: []string{"назначение", "тип", "вид", "призначення", "type"}},
		{Name: "sellable", Titles: []string{"продажа", "в продаже", "продаж", "у продажу"}},
		{Name: "pickable", Titles: []string{"отбор", "відбір"}},
		{Name: "weight kg", Titles: []string{"грузоподъемность", "грузоподъемность кг", "вантажопідйомність", "вантажопідйомність кг"}},
		{Name: "volume l", Titles: []string{"объем", "объем л", "обʼєм", "обʼєм л", "об єм л"}},
		{Name: "units", Titles: []string{"вместимость", "вместимость шт", "місткість", "місткість шт"}},
		{Name: "archive", Titles: []string{"убрать", "в архив", "прибрати", "в архів"}},
	},
	Sited: true,
	Row:   changeRow,
	Undo:  takeBack,
})

func changeRow(ctx context.Context, tx *store.Tx, r *sheet.Record) (sheet.Did, error) {
	was, err := meant(tx, r)
	if err != nil || was == nil {
		return sheet.Did{}, err
	}
	want := *was
	want.Aliases = slices.Clone(was.Aliases)
	zone := want.At.Zone
	fill(r, &want)
	away := r.Bool("archive")
	if r.Bad() {
		return sheet.Did{}, nil
	}
	if r.Has("zone") {
		if err := want.toZone(ctx, tx, zone); err != nil {
			return sheet.Did{}, err
		}
	}
	if err := becomeAs(ctx, tx, was, &want); err != nil {
		return sheet.Did{}, err
	}
	if away {
		now, err := Get(tx, was.ID)
		if err != nil {
			return sheet.Did{}, err
		}
		if _, err := Archive.In(ctx, tx, &ArchiveRequest{now.ID, now.Version}); err != nil {
			return sheet.Did{}, err
		}
	}
	return trace{Place: was.ID, Before: was.said()}.did(tx, was)
}

// meant is the bin of a row; nil when the row says that it is wrong.
func meant(tx *store.Tx, r *sheet.Record) (*Place, error) {
	code := cmp.Or(r.Text("label"), r.Need("bin"))
	if code == "" {
		return nil, nil
	}
	p, err := At(tx, r.Site, code)
	if err == nil && p.Kind != KindBin {
		err = wrongKind(p)
	}
	return p, err
}

// toZone builds a bin into the zone that it says to be in; one in an aisle of that
// zone is there.
func (p *Place) toZone(ctx context.Context, tx *store.Tx, before string) error {
	parent, err := Get(tx, p.Parent)
	if err != nil {
		return err
	}
	if parent.Kind == KindAisle && Fold(before) == Fold(p.At.Zone) {
		return nil
	}
	p.Parent, err = zoneNamed(ctx, tx, p.Site, p.At.Zone)
	return err
}

// Wish is what shall be of many bins; nil leaves as it is, and a limit of zero is
// none.
type Wish struct {
	Zone               string // its name; "" leaves as it is
	Use                *Use
	Sellable, Pickable *bool
	VolumeMM3          *int64
	WeightGrams        *int64
	Units              *int64
	Archive            bool
}

var yesNo = map[bool]string{true: "yes", false: "no"}

// Table writes what shall be of bins as the rows of ChangeSheet, its heading
// first; Invalid when nothing is wished.
func (w Wish) Table(bins []*Place) ([][]string, error) {
	heads, cells := []string{"bin", "label"}, []string{}
	say := func(column, cell string) { heads, cells = append(heads, column), append(cells, cell) }
	if w.Zone != "" {
		say("zone", w.Zone)
	}
	if w.Use != nil {
		say("use", w.Use.String())
	}
	if w.Sellable != nil {
		say("sellable", yesNo[*w.Sellable])
	}
	if w.Pickable != nil {
		say("pickable", yesNo[*w.Pickable])
	}
	if w.WeightGrams != nil {
		say("weight kg", cmp.Or(decimal(*w.WeightGrams, 3), "0"))
	}
	if w.VolumeMM3 != nil {
		say("volume l", cmp.Or(decimal(*w.VolumeMM3, 6), "0"))
	}
	if w.Units != nil {
		say("units", cmp.Or(whole(*w.Units), "0"))
	}
	if w.Archive {
		say("archive", "yes")
	}
	if len(cells) == 0 {
		return nil, fault.New(fault.Invalid, "place.no_wish")
	}
	rows := make([][]string, 1, len(bins)+1)
	rows[0] = heads
	for _, b := range bins {
		rows = append(rows, append([]string{b.Name, b.Code}, cells...))
	}
	return rows, nil
}

// Between says whether a name stands between two others as people read them: a run
// of digits is a number, so that A-2 is before A-10. Both ends are included, the
// last with all that is in it: A-01-02-3 is in A-01-02.
func Between(name, from, to string) bool {
	after, _ := compareNames(name, from)
	before, rest := compareNames(name, to)
	return after >= 0 && (before <= 0 || to != "" && isPart(rest))
}

// isPart says whether what a name has beyond another is a further part of it.
func isPart(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// compareNames is the order of two names; rest is what the first has beyond the
// second, when it begins with all of it.
func compareNames(a, b string) (order int, rest string) {
	a, b = Fold(a), Fold(b)
	for a != "" && b != "" {
		x, y := run(a), run(b)
		if x == "" || y == "" { // not a number on both sides
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0]), ""
			}
			a, b = a[1:], b[1:]
			continue
		}
		a, b = a[len(x):], b[len(y):]
		x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
		if c := cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y)); c != 0 {
			return c, ""
		}
	}
	return cmp.Compare(len(a), len(b)), a
}

// run is the digits with which a text begins.
func run(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}
