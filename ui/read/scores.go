package read

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/score"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// maxSpan is how many days of figures are summed for one answer, maxChunk how many of
// them one transaction reads, and maxSlips how many mistakes a person's list shows.
const (
	maxSpan  = 400
	maxChunk = 31
	maxSlips = 200
)

// span is the days of a filter at a site.
type span struct {
	site     place.Site
	from, to measure.Day
	own      bool // the actor may see nobody else's
	me       warehouse.PersonID
}

// spanOf reads which days are asked for; Invalid for no days, Limit for too many.
func spanOf(ctx context.Context, tx *store.Tx, named string, days api.Span) (s span, err error) {
	id, err := Site(ctx, tx, named)
	if err != nil {
		return s, err
	}
	who, err := Who(ctx)
	if err != nil {
		return s, err
	}
	if s.me, s.own = who.Person, false; may(ctx, tx, staff.RightRead, id) != nil {
		p, err := staff.Get(tx, who.Person)
		if err != nil {
			return s, err
		}
		if !slices.ContainsFunc(p.Roles, func(at staff.RoleAt) bool { return at.Site.IsZero() || at.Site == id }) {
			return s, may(ctx, tx, staff.RightRead, id) // who does not work there has no figures there
		}
		s.own = true
	}
	if s.site, err = place.GetSite(tx, id); err != nil {
		return s, err
	}
	s.from = s.site.Day(tx.Now())
	s.to = s.from
	for _, asked := range []struct {
		text string
		to   *measure.Day
	}{{days.From, &s.from}, {days.To, &s.to}} {
		if asked.text == "" {
			continue
		}
		at, err := time.Parse(time.DateOnly, asked.text)
		if err != nil {
			return s, fault.New(fault.Invalid, "scores.day", "day", asked.text)
		}
		*asked.to = measure.DayOf(at, time.UTC)
	}
	switch {
	case s.from > s.to:
		return s, fault.New(fault.Invalid, "scores.days")
	case s.to-s.from >= maxSpan:
		return s, fault.New(fault.Limit, "scores.span", "limit", maxSpan)
	}
	return s, nil
}

// Scores are the figures of people at a warehouse, by name and kind of work. Who may
// not see people there sees their own. A long time is read in several transactions,
// each of which asks for the right again.
func (r *Reader) Scores(ctx context.Context, f api.ScoresFilter) (page api.ScoresPage, err error) {
	sums := scoreSums{}
	for next, done := measure.Day(0), false; !done; {
		if err := r.view(ctx, func(tx *store.Tx) error {
			s, err := spanOf(ctx, tx, f.Site, f.Span)
			if err != nil {
				return err
			}
			if page.Site == "" { // the site, the days and the state stay those of the first
				page = api.ScoresPage{Site: s.site.ID.String(), From: s.from.String(), To: s.to.String()}
				f.Site, f.From, f.To, next = page.Site, page.From, page.To, s.from
				if page.Seq, err = seq(tx); err != nil {
					return err
				}
			}
			last := min(next+maxChunk-1, s.to)
			if err := sums.add(tx, &s, next, last); err != nil {
				return err
			}
			if next, done = last+1, last == s.to; !done {
				return nil
			}
			page.Own = s.own
			page.Rows, err = sums.rows(tx, &s)
			return err
		}); err != nil {
			return api.ScoresPage{}, err
		}
	}
	return page, nil
}

// scoreSums are the figures of people summed over days.
type scoreSums map[scoreOf]*score.Figures

// scoreOf is a person at a kind of work.
type scoreOf struct {
	person warehouse.PersonID
	work   score.Work
}

// add sums the figures of some days of a span, both included.
func (m scoreSums) add(tx *store.Tx, s *span, from, to measure.Day) error {
	for one, err := range score.Days(tx, s.site.ID, from, to) {
		if err != nil {
			return err
		}
		of := scoreOf{one.Person, one.Work}
		if m[of] == nil {
			m[of] = &score.Figures{Person: one.Person, Work: one.Work}
		}
		m[of].Add(one)
	}
	return nil
}

// rows are the figures that whoever asked for a span may see, by name and work.
func (m scoreSums) rows(tx *store.Tx, s *span) (rows []api.ScoreRow, err error) {
	for of, sum := range m {
		if s.own && of.person != s.me {
			continue
		}
		row, err := scoreRow(tx, sum)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b api.ScoreRow) int {
		return cmp.Or(cmp.Compare(a.Person.Name, b.Person.Name), cmp.Compare(a.Person.ID, b.Person.ID), cmp.Compare(a.Work, b.Work))
	})
	return rows, nil
}

func scoreRow(tx *store.Tx, f *score.Figures) (row api.ScoreRow, err error) {
	p, err := staff.Get(tx, f.Person)
	if err != nil {
		return row, err
	}
	w := f.Wrong
	row = api.ScoreRow{
		Person: personMark(p), Left: !p.Active, Work: string(f.Work), Scans: int64(f.Scans), Mistakes: int64(f.Mistakes()),
		Wrong:   api.ScoreWrong{Item: int64(w.Item), Size: int64(w.Size), Bin: int64(w.Bin), Tote: int64(w.Tote), Lot: int64(w.Lot), Parcel: int64(w.Parcel)},
		Missing: int64(f.Missing), Other: int64(f.Other), Noise: int64(f.Noise), Lines: int64(f.Lines), Units: int64(f.Units),
		Parcels: int64(f.Parcels), Short: int64(f.Short), Undone: int64(f.Undone),
	}
	if row.Scans > 0 {
		rate := (row.Mistakes*1000 + row.Scans/2) / row.Scans
		row.Rate = &rate
	}
	return row, nil
}

// Slips are what a person's mistakes at a warehouse are made of, the newest first;
// NotFound for another's to one who may not see people there.
func (r *Reader) Slips(ctx context.Context, f api.SlipsFilter) (page api.SlipsPage, err error) {
	var person warehouse.PersonID
	if err := person.UnmarshalText([]byte(f.Person)); err != nil {
		return page, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		s, err := spanOf(ctx, tx, f.Site, f.Span)
		if err != nil {
			return err
		}
		if s.own && person != s.me {
			return fault.New(fault.NotFound, "staff.person", "person", person)
		}
		l := newLook(tx)
		for one, err := range score.Slips(tx, person) {
			if err != nil {
				return err
			}
			if s.site.Day(one.At) < s.from {
				return nil // none of these days was made later than its own
			}
			if one.Site != s.site.ID || one.Day < s.from || one.Day > s.to {
				continue
			}
			if len(page.Rows) == maxSlips {
				page.More = true
				return nil
			}
			row, err := l.slip(one)
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, row)
		}
		return nil
	})
	return page, err
}

func (l *look) slip(s *score.Slip) (row api.SlipRow, err error) {
	row = api.SlipRow{Seq: int64(s.Seq), At: s.At, Work: string(s.Work), Kind: s.Kind, Order: s.Number, Bin: s.Bin, Tote: s.Tote, Units: int64(s.Units)}
	var o *orders.Order
	switch {
	case !s.Order.IsZero():
		o, err = orders.Get(l.tx, s.Order)
	case s.Number != "":
		o, err = orders.ByNumber(l.tx, s.Number)
	}
	if err != nil && !isNotFound(err) {
		return row, err
	}
	if o != nil && err == nil {
		row.Order, row.OrderID = o.Number, o.ID.String()
	}
	if !s.Item.IsZero() {
		item, err := l.itemMark(s.Item)
		if err != nil {
			return row, err
		}
		row.Item = &item
	}
	row.By, err = l.person(s.By)
	return row, err
}

// ScoresTable is the figures of people as a file.
func (r *Reader) ScoresTable(ctx context.Context, f api.ScoresFilter, as string) (file api.TableFile, err error) {
	var lang locale.Lang
	if err := r.view(ctx, func(tx *store.Tx) (err error) {
		lang, err = language(ctx, tx)
		return err
	}); err != nil {
		return file, err
	}
	e := export{lang: lang, heads: heads(lang, "scores.person", "scores.work", "scores.scans", "scores.mistakes", "scores.rate", "scores.kind.item", "scores.kind.size",
		"scores.kind.bin", "scores.kind.tote", "scores.kind.lot", "scores.kind.parcel", "scores.kind.missing", "scores.kind.other", "scores.noise", "scores.lines",
		"scores.units", "scores.parcels", "scores.short", "scores.undone")}
	e.figures = map[int]sheet.Figures{}
	for i := 2; i < len(e.heads); i++ { // behind the person and the work
		e.figures[i] = sheet.Pieces
	}
	e.slice = func(string) (rows [][]string, next string, err error) {
		page, err := r.Scores(ctx, f)
		for _, row := range page.Rows {
			rate := ""
			if row.Rate != nil {
				rate = strconv.FormatInt(*row.Rate, 10)
			}
			cells := append([]string{row.Person.Name, locale.Say(lang, "flow."+row.Work, nil)}, whole(row.Scans, row.Mistakes)...)
			cells = append(append(cells, rate), whole(row.Wrong.Item, row.Wrong.Size, row.Wrong.Bin, row.Wrong.Tote, row.Wrong.Lot, row.Wrong.Parcel,
				row.Missing, row.Other, row.Noise, row.Lines, row.Units, row.Parcels, row.Short, row.Undone)...)
			rows = append(rows, cells)
		}
		return rows, "", err
	}
	return e.file(as)
}
