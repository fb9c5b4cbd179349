package read

import (
	"cmp"
	"slices"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/place"
)

// The tones of a row.
const (
	toneOK        api.Tone = "ok"
	toneAttention api.Tone = "attention"
	toneWrong     api.Tone = "wrong"
	toneInfo      api.Tone = "info"
	toneNeutral   api.Tone = "neutral"
)

// told is what an entry of the journal means on a card. Without a code it is
// not shown there: another entry says the same.
type told struct {
	what    api.Said
	tone    api.Tone
	changes []api.Said // one by one, where it is an edit
}

func tells(tone api.Tone, code string, a args) told {
	return told{what: api.Saying(code, a), tone: tone}
}

// teller reads one kind of entry.
type teller func(*look, *journal.Entry) (told, error)

// tellers are what can be told, by the name of the event without its version.
var tellers = map[string]teller{}

// telling declares how a kind of event is told; use it in a package-level var.
// Twice is a panic.
func telling[E any](k *journal.Kind[E], fn func(l *look, e *journal.Entry, ev E) (told, error)) struct{} {
	name := unversioned(k.Name)
	if tellers[name] != nil {
		panic("read: two tellers of " + name)
	}
	tellers[name] = func(l *look, e *journal.Entry) (told, error) {
		ev, err := k.Read(e)
		if err != nil {
			return told{}, err
		}
		return fn(l, e, ev)
	}
	return struct{}{}
}

func unversioned(kind string) string {
	name, _, _ := strings.Cut(kind, "/")
	return name
}

// maxTape is how many rows a card shows.
const maxTape = 200

// tape is what the journal says of some subjects, the newest first. An entry
// about two of them stands once.
func (l *look) tape(about ...journal.Subject) (rows api.List[api.TapeRow], err error) {
	return l.tapeAt(place.Site{}, about...)
}

// tapeAt is tape without what happened at another warehouse than a site, to what
// all of them have; no site is every warehouse.
func (l *look) tapeAt(site place.Site, about ...journal.Subject) (rows api.List[api.TapeRow], err error) {
	for _, s := range about {
		some, err := l.tapeOf(s, site)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	slices.SortFunc(rows, func(a, b api.TapeRow) int { return cmp.Compare(b.Seq, a.Seq) })
	rows = slices.CompactFunc(rows, func(a, b api.TapeRow) bool { return a.Seq == b.Seq })
	return rows[:min(len(rows), maxTape)], nil
}

func (l *look) tapeOf(about journal.Subject, site place.Site) (rows api.List[api.TapeRow], err error) {
	for e, err := range journal.Back(l.tx, about) {
		if err != nil {
			return nil, err
		}
		if elsewhere, err := l.elsewhere(e, site); err != nil {
			return nil, err
		} else if elsewhere {
			continue
		}
		tell := tellers[unversioned(e.Kind)]
		if tell == nil {
			continue
		}
		t, err := tell(l, e)
		if err != nil {
			return nil, err
		}
		if t.what.Code == "" {
			continue
		}
		row, err := l.tapeRow(e, t)
		if err != nil {
			return nil, err
		}
		if rows = append(rows, row); len(rows) == maxTape {
			break
		}
	}
	return rows, nil
}

// elsewhere says whether an entry is about an order or a place of another
// warehouse than a site; no site is every warehouse.
func (l *look) elsewhere(e *journal.Entry, site place.Site) (bool, error) {
	if site.Place == nil {
		return false, nil
	}
	here, err := l.subjects(e.About, site, &api.StuckRow{})
	return !here, err
}

func (l *look) tapeRow(e *journal.Entry, t told) (api.TapeRow, error) {
	person, err := l.person(e.Person)
	return api.TapeRow{Seq: int64(e.Seq), At: e.At, Person: person, What: t.what, Tone: t.tone, Changes: t.changes}, err
}

// placeNamed is a placeholder of a place by its id; an empty text for none.
func (l *look) placeNamed(id warehouse.PlaceID) (api.Arg, error) {
	if id.IsZero() {
		return textArg(""), nil
	}
	p, err := l.place(id)
	if err != nil {
		return api.Arg{}, err
	}
	return placeArg(p), nil
}

func (l *look) itemNamed(id warehouse.ItemID) (api.Arg, error) {
	i, err := l.item(id)
	if err != nil {
		return api.Arg{}, err
	}
	return itemArg(i), nil
}
