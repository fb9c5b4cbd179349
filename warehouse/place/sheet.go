package place

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// Sheet is a table of the bins of one site. A bin is found by its name; an empty
// cell changes nothing. A zone that the site lacks is made, and stays when the
// bins are taken back.
var Sheet = sheet.Register(&sheet.Kind{
	Name: "bins",
	Columns: []sheet.Column{
		{Name: "name", Titles: []string{"ячейка", "адрес", "адрес ячейки", "комірка", "адреса", "адреса комірки", "bin", "location"}, Required: true},
		{Name: "zone", Titles: []string{"зона"}},
		{Name: "aisle", Titles: []string{"проход", "ряд", "линия", "прохід", "лінія"}},
		{Name: "bay", Titles: []string{"стеллаж", "секция", "стелаж", "секція", "rack"}},
		{Name: "level", Titles: []string{"ярус", "полка", "уровень", "рівень", "полиця", "shelf"}},
		{Name: "slot", Titles: []string{"место", "позиция", "місце", "позиція", "cell"}},
		{Name: "side", Titles: []string{"сторона", "бік", "сторона прохода", "бік проходу", "side of the aisle"}},
		{Name: "use", Titles: []string{"назначение", "тип", "вид", "призначення", "type"}},
		{Name: "sellable", Titles: []string{"продажа", "в продаже", "продаж", "у продажу", "можно продавать", "можна продавати", "can be sold"}},
		{Name: "pickable", Titles: []string{"отбор", "відбір", "можно отбирать", "можна відбирати", "can be picked"}},
		{Name: "code", Titles: []string{"штрихкод", "штрих код", "код", "второй код", "другий код", "barcode", "код на ячейке", "код на комірці", "code on the bin"}},
		{Name: "walk", Titles: []string{"порядок", "порядок обхода", "маршрут", "порядок обходу", "sequence", "walking order"}},
		{Name: "weight kg", Titles: []string{"грузоподъемность", "грузоподъемность кг", "вантажопідйомність", "вантажопідйомність кг", "вес кг", "вага кг"}},
		{Name: "volume l", Titles: []string{"объем", "объем л", "обʼєм", "обʼєм л", "об єм л"}},
		{Name: "units", Titles: []string{"вместимость", "вместимость шт", "місткість", "місткість шт", "capacity pcs"}},
		{Name: "x mm", Titles: []string{"x", "x мм"}},
		{Name: "y mm", Titles: []string{"y", "y мм"}},
		{Name: "z mm", Titles: []string{"z", "z мм"}},
	},
	Sited: true,
	Row:   importRow,
	Undo:  takeBack,
})

// useTitles are how people call the uses of bins.
var useTitles = map[string]string{
	"отбор": "pick_face", "зона отбора": "pick_face", "відбір": "pick_face", "pick face": "pick_face", "резерв": "reserve", "запас": "reserve", "хранение": "reserve",
	"зберігання": "reserve", "reserve": "reserve", "приемка": "dock", "приймання": "dock", "dock": "dock", "отгрузка": "staging", "відвантаження": "staging",
	"staging": "staging", "упаковка": "pack_bench", "пакування": "pack_bench", "pack bench": "pack_bench", "карантин": "quarantine", "quarantine": "quarantine",
	"брак": "hospital", "hospital": "hospital", "виртуальная": "virtual", "віртуальна": "virtual", "virtual": "virtual",
	"picking": "pick_face", "рампа": "dock", "packing": "pack_bench", "damaged": "hospital",
}

var sideTitles = map[string]string{"левая": "left", "ліва": "left", "left": "left", "правая": "right", "права": "right", "right": "right", "л": "left", "п": "right"}

// said is the part of a bin that a table can say, before and after a row.
type said struct {
	Use      Use      `json:"use"`
	Flags    Flags    `json:"flags"`
	Capacity Capacity `json:"capacity"`
	At       Geometry `json:"at"`
	Aliases  []string `json:"aliases,omitempty"`
	Archived bool     `json:"archived,omitempty"`
	// Parent is zero in what was remembered before bins could move.
	Parent warehouse.PlaceID `json:"parent,omitzero"`
}

func (p *Place) said() said {
	return said{p.Use, p.Flags, p.Capacity, p.At, p.Aliases, p.Archived, p.Parent}
}

func (s said) same(o said) bool {
	alike := slices.Equal(s.Aliases, o.Aliases) && (s.Parent == o.Parent || s.Parent.IsZero() || o.Parent.IsZero())
	return alike && s.Use == o.Use && s.Flags == o.Flags && s.Capacity == o.Capacity && s.At == o.At && s.Archived == o.Archived
}

// trace is what undo needs to know of a row.
type trace struct {
	Place  warehouse.PlaceID `json:"place"`
	Before said              `json:"before"`
	After  said              `json:"after"`
}

func importRow(ctx context.Context, tx *store.Tx, r *sheet.Record) (sheet.Did, error) {
	was, err := ByName(tx, r.Site, r.Need("name"))
	if err != nil {
		return sheet.Did{}, err
	}
	want := &Place{Kind: KindBin, Use: PickFace, Flags: PickFace.Flags()}
	if was != nil {
		c := *was
		c.Aliases = slices.Clone(was.Aliases)
		want = &c
	}
	fill(r, want)
	if r.Bad() {
		return sheet.Did{}, nil
	}
	t := trace{}
	if was == nil {
		t.Place, err = createAs(ctx, tx, r, want)
	} else {
		t.Place, t.Before = was.ID, was.said()
		err = becomeAs(ctx, tx, was, want)
	}
	if err != nil {
		return sheet.Did{}, err
	}
	if was != nil {
		return t.did(tx, was)
	}
	return t.did(tx, &Place{})
}

// did is what a row made of a bin that was as it was; a bin of version zero was
// not there.
func (t trace) did(tx *store.Tx, was *Place) (sheet.Did, error) {
	now, err := Get(tx, t.Place)
	if err != nil || now.Version == was.Version {
		return sheet.Did{}, err
	}
	t.After = now.said()
	b, err := json.Marshal(t)
	return sheet.Did{Thing: journal.About("place", t.Place), Created: was.Version == 0, Trace: b}, err
}

// fill says of a bin what the cells of a row say.
func fill(r *sheet.Record, p *Place) {
	if r.Has("use") && p.Use.UnmarshalText([]byte(r.Choice("use", useTitles))) == nil {
		p.Flags = p.Use.Flags()
	}
	if r.Has("side") {
		_ = p.At.Side.UnmarshalText([]byte(r.Choice("side", sideTitles))) // Choice has refused what is none
	}
	if r.Has("sellable") {
		p.Flags.Sellable = r.Bool("sellable")
	}
	if r.Has("pickable") {
		p.Flags.Pickable = r.Bool("pickable")
	}
	for _, t := range []struct {
		to   *string
		name string
	}{{&p.At.Zone, "zone"}, {&p.At.Aisle, "aisle"}, {&p.At.Bay, "bay"}, {&p.At.Level, "level"}, {&p.At.Slot, "slot"}} {
		if r.Has(t.name) {
			*t.to = r.Text(t.name)
		}
	}
	for _, n := range []struct {
		to   *int64
		name string
	}{{&p.At.X, "x mm"}, {&p.At.Y, "y mm"}, {&p.At.Z, "z mm"}, {&p.At.Walk, "walk"}} {
		if r.Has(n.name) {
			*n.to = r.Decimal(n.name, 0)
		}
	}
	for _, n := range []struct {
		to     *int64
		name   string
		digits int
	}{{&p.Capacity.WeightGrams, "weight kg", 3}, {&p.Capacity.VolumeMM3, "volume l", 6}, {&p.Capacity.Units, "units", 0}} {
		if r.Has(n.name) {
			*n.to = r.Within(n.name, n.digits, math.MaxInt64)
		}
	}
	for _, code := range r.List("code") {
		if !p.called(code) {
			p.Aliases = append(p.Aliases, code)
		}
	}
}

// createAs makes a bin in its zone, or in the site when it names none.
func createAs(ctx context.Context, tx *store.Tx, r *sheet.Record, p *Place) (warehouse.PlaceID, error) {
	parent := r.Site
	if p.At.Zone != "" {
		var err error
		if parent, err = zoneNamed(ctx, tx, r.Site, p.At.Zone); err != nil {
			return parent, err
		}
	}
	a, err := CreateBins.In(ctx, tx, &CreateBinsRequest{Parent: parent, Bins: []BinSpec{
		{Name: r.Text("name"), Use: p.Use, Flags: &p.Flags, Capacity: p.Capacity, At: p.At, Aliases: p.Aliases},
	}})
	if err != nil {
		return parent, err
	}
	return a.IDs[0], nil
}

// zoneNamed is the zone or aisle of a site that has a name; a new zone when none
// has.
func zoneNamed(ctx context.Context, tx *store.Tx, site warehouse.SiteID, name string) (none warehouse.PlaceID, err error) {
	zone, err := ByName(tx, site, name)
	switch {
	case err != nil:
		return none, err
	case zone == nil:
		a, err := CreateZone.In(ctx, tx, &CreateZoneRequest{Parent: site, Name: name})
		if err != nil {
			return none, err
		}
		return a.IDs[0], nil
	case zone.Kind != KindZone && zone.Kind != KindAisle:
		return none, fault.New(fault.Conflict, "place.name_taken", "name", zone.Name)
	}
	return zone.ID, nil
}

// becomeAs changes a bin into what is wanted, by the commands that a person
// would give.
func becomeAs(ctx context.Context, tx *store.Tx, is, want *Place) error {
	for _, a := range is.Aliases {
		if !slices.Contains(want.Aliases, a) {
			if _, err := RemoveAlias.In(ctx, tx, &AliasRequest{is.ID, a}); err != nil {
				return err
			}
		}
	}
	for _, a := range want.Aliases {
		if _, err := AddAlias.In(ctx, tx, &AliasRequest{is.ID, a}); err != nil {
			return err
		}
	}
	now, err := Get(tx, is.ID)
	if err != nil {
		return err
	}
	_, err = EditBin.In(ctx, tx, &EditBinRequest{
		ID: is.ID, Version: now.Version, Name: now.Name, Use: want.Use, Flags: want.Flags, Capacity: want.Capacity, At: want.At, Parent: want.Parent,
	})
	return err
}

// takeBack archives the bin that a row made, or puts what it changed back as it
// was.
func takeBack(ctx context.Context, tx *store.Tx, d sheet.Did) error {
	var t trace
	if err := json.Unmarshal(d.Trace, &t); err != nil {
		return err
	}
	now, err := Get(tx, t.Place)
	if err != nil {
		return err
	}
	if !now.said().same(t.After) {
		return fault.New(fault.Conflict, "place.changed_since", "name", now.Name)
	}
	if d.Created {
		_, err := Archive.In(ctx, tx, &ArchiveRequest{now.ID, now.Version})
		return err
	}
	if now.Archived && !t.Before.Archived {
		a, err := Restore.In(ctx, tx, &RestoreRequest{now.ID, now.Version})
		if err != nil {
			return err
		}
		now.Archived, now.Version = false, a.Version
	}
	want := *now
	want.Parent = t.Before.Parent
	want.Use, want.Flags, want.Capacity, want.At, want.Aliases = t.Before.Use, t.Before.Flags, t.Before.Capacity, t.Before.At, t.Before.Aliases
	return becomeAs(ctx, tx, now, &want)
}

// Table writes bins as the rows of Sheet, its heading first: a scheme with more
// bins than one command takes is imported as any other table.
func Table(bins []BinSpec) [][]string {
	rows := [][]string{{"name", "zone", "aisle", "bay", "level", "slot", "side", "use", "walk", "x mm", "y mm", "z mm", "weight kg", "volume l", "units", "sellable", "pickable", "code"}}
	for _, b := range bins {
		g, sellable, pickable := b.At, "", ""
		if b.Flags != nil {
			sellable, pickable = yesNo[b.Flags.Sellable], yesNo[b.Flags.Pickable]
		}
		rows = append(rows, []string{
			b.Name, g.Zone, g.Aisle, g.Bay, g.Level, g.Slot, g.Side.String(), b.Use.String(), whole(g.Walk), whole(g.X), whole(g.Y), whole(g.Z),
			decimal(b.Capacity.WeightGrams, 3), decimal(b.Capacity.VolumeMM3, 6), whole(b.Capacity.Units), sellable, pickable, sheet.JoinList(b.Aliases),
		})
	}
	return rows
}

// Spec is a bin as it would be made anew.
func (p *Place) Spec() BinSpec {
	return BinSpec{Name: p.Name, Use: p.Use, Flags: &p.Flags, Capacity: p.Capacity, At: p.At, Aliases: p.Aliases}
}

// decimal writes grams as kilograms, with 3 digits, and cubic millimetres as
// litres, with 6; "" is no limit.
func decimal(n int64, digits int) string {
	if n == 0 {
		return ""
	}
	text := fmt.Sprintf("%0*d", digits+1, n)
	whole, rest := text[:len(text)-digits], strings.TrimRight(text[len(text)-digits:], "0")
	return strings.TrimSuffix(whole+"."+rest, ".")
}
