package read

import (
	"context"
	"iter"
	"slices"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

const rightBins staff.Right = "place.read"

// maxContent is how many kinds of stock the card of a place lists.
const maxContent = 500

// Bins is a page of the places of a warehouse: bins in the order of the walk and
// then what is carried; with a text those whose names begin with it, by name, and
// first the one that has it as a code.
func (r *Reader) Bins(ctx context.Context, f api.BinsFilter) (page api.BinsPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, f.Site, rightBins)
		if err != nil {
			return err
		}
		if page.Seq, err = seq(tx); err != nil {
			return err
		}
		b := &binList{look: newLook(tx), site: site, filter: f}
		counts, err := r.binCounts(b.look, site)
		if err != nil {
			return err
		}
		page.Views = counts.views()
		if err := b.fill(&page); err != nil {
			return err
		}
		page.Found, err = b.found(counts)
		return err
	})
	return page, err
}

// binList is one page of places while it is being read.
type binList struct {
	*look
	site   place.Site
	filter api.BinsFilter
}

// source is a part of the list: places in an order in which each can be found
// again.
type source struct {
	name string // in the cursor
	from func(after string) (iter.Seq2[*place.Place, error], error)
	mark func(*place.Place) string // what stands in the cursor behind a place
	in   func(*place.Place) (bool, error)
}

// fill reads the page.
func (b *binList) fill(page *api.BinsPage) (err error) {
	page.Next, err = b.take(limit(b.filter.Page), func(p *place.Place) error {
		row, err := b.binRow(p)
		page.Rows = append(page.Rows, row)
		return err
	})
	return err
}

// take hands over up to n places from the sources, one after the other, and says where
// the next page begins: "" behind the last.
func (b *binList) take(n int, to func(*place.Place) error) (next string, err error) {
	sources, err := b.sources()
	if err != nil {
		return "", err
	}
	name, after, _ := strings.Cut(b.filter.Cursor, " ")
	if name != "" {
		at := slices.IndexFunc(sources, func(s source) bool { return s.name == name })
		if at < 0 {
			return "", fault.New(fault.Invalid, "request.cursor")
		}
		sources = sources[at:]
	}
	taken, passed := 0, 0
	for _, s := range sources {
		walk, err := s.from(after)
		if err != nil {
			return "", err
		}
		after = ""
		for p, err := range walk {
			if err != nil {
				return "", err
			}
			if taken == n || passed == maxWalk {
				return next, nil
			}
			passed++
			next = s.name + " " + s.mark(p)
			if in, err := s.in(p); err != nil {
				return "", err
			} else if !in {
				continue
			}
			taken++
			if err := to(p); err != nil {
				return "", err
			}
		}
	}
	return "", nil
}

// sources are the parts of the list that was asked for.
func (b *binList) sources() ([]source, error) {
	if b.filter.Text != "" {
		return []source{b.coded(), b.named()}, nil
	}
	switch b.filter.View {
	case "", "all":
		all := []source{b.walked("bin", place.Walk, b.wanted)}
		for _, k := range []place.Kind{place.KindTote, place.KindCart, place.KindPallet} {
			all = append(all, b.carried(k))
		}
		if slices.Contains(b.filter.Kind, "zone") {
			all = append(all, b.carried(place.KindZone))
		}
		return all, nil
	case "empty":
		return []source{b.walked("empty", place.Walk, b.isFree)}, nil
	case "full":
		return []source{b.walked("full", place.Limited, b.isFull)}, nil
	case "blocked":
		return []source{b.walked("blocked", place.Blocked, b.wanted)}, nil
	}
	return nil, fault.New(fault.NotFound, "request.view", "view", b.filter.View)
}

// wanted says whether a place is of a kind that was asked for.
func (b *binList) wanted(p *place.Place) (bool, error) {
	kind := placeMark(p).Kind
	if p.Use == place.Dock {
		kind = "dock"
	}
	return len(b.filter.Kind) == 0 || slices.Contains(b.filter.Kind, kind), nil
}

// isFree says whether a bin is for goods and nothing lies in it.
func (b *binList) isFree(p *place.Place) (bool, error) {
	if p.Use != place.PickFace && p.Use != place.Reserve {
		return false, nil
	}
	for _, err := range ledger.Contents(b.tx, p.ID) {
		return false, err
	}
	return true, nil
}

func (b *binList) isFull(p *place.Place) (bool, error) {
	in, err := b.load(p)
	return err == nil && *in.fill(p.Capacity) >= fullFrom, err
}

// walked are bins in the order of the walk.
func (b *binList) walked(name string, walk func(*store.Tx, warehouse.SiteID, int64) iter.Seq2[*place.Place, error], in func(*place.Place) (bool, error)) source {
	return source{name, func(after string) (iter.Seq2[*place.Place, error], error) {
		from, last, err := walkCursor(after)
		return func(yield func(*place.Place, error) bool) {
			for p, err := range walk(b.tx, b.site.ID, from) {
				if err == nil && p.At.Walk == from && string(p.ID[:]) <= string(last[:]) {
					continue // on the page before
				}
				if !yield(p, err) {
					return
				}
			}
		}, err
	}, walkMark, in}
}

// carried are places of a kind that is no bin, by name.
func (b *binList) carried(k place.Kind) source {
	return source{k.String(), func(after string) (iter.Seq2[*place.Place, error], error) {
		return func(yield func(*place.Place, error) bool) {
			for p, err := range place.OfKind(b.tx, b.site.ID, k) {
				if err == nil && after != "" && place.Fold(p.Name) <= place.Fold(after) {
					continue // on the page before
				}
				if !yield(p, err) {
					return
				}
			}
		}, nil
	}, nameOf, b.wanted}
}

func nameOf(p *place.Place) string { return p.Name }

// coded are the places that have the text as a code of ours or as a second name.
func (b *binList) coded() source {
	return source{"coded", func(after string) (iter.Seq2[*place.Place, error], error) {
		return func(yield func(*place.Place, error) bool) {
			all, err := place.Resolve(b.tx, b.filter.Text)
			if err != nil && fault.KindOf(err) != fault.Invalid { // misread: then it is no code
				yield(nil, err)
				return
			}
			for _, p := range all {
				if p.Site == b.site.ID && !b.begins(p) && after == "" && !yield(p, nil) {
					return
				}
			}
		}, nil
	}, nameOf, b.wanted}
}

// begins says whether the name of a place begins with the text.
func (b *binList) begins(p *place.Place) bool {
	return strings.HasPrefix(place.Fold(p.Name), place.Fold(b.filter.Text))
}

// named are the places whose names begin with the text.
func (b *binList) named() source {
	return source{"named", func(after string) (iter.Seq2[*place.Place, error], error) {
		return place.Named(b.tx, b.site.ID, b.filter.Text, after), nil
	}, nameOf, b.wanted}
}

// found is how many places the list has on all its pages.
func (b *binList) found(c binCounts) (n int64, err error) {
	if b.filter.Text != "" {
		return b.foundByText()
	}
	switch b.filter.View {
	case "empty":
		return c.free, nil
	case "full":
		return c.full, nil
	case "blocked":
		return c.blocked, nil
	}
	if len(b.filter.Kind) == 0 {
		return c.all, nil
	}
	sources, err := b.sources()
	if err != nil {
		return 0, err
	}
	for _, s := range sources {
		if n, err = b.among(s, n); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// among adds to n how many places of a source are wanted.
func (b *binList) among(s source, n int64) (int64, error) {
	walk, err := s.from("")
	if err != nil {
		return 0, err
	}
	for p, err := range walk {
		if err != nil {
			return 0, err
		}
		in, err := s.in(p)
		if err != nil {
			return 0, err
		}
		if in {
			n++
		}
	}
	return n, nil
}

func (b *binList) foundByText() (int64, error) {
	n, err := b.among(b.coded(), 0)
	if err != nil {
		return 0, err
	}
	if len(b.filter.Kind) > 0 {
		return b.among(b.named(), n)
	}
	more, err := place.HowManyNamed(b.tx, b.site.ID, b.filter.Text)
	return n + int64(more), err
}

// Bin is what lies in a place and what happened there.
func (r *Reader) Bin(ctx context.Context, text string) (card api.BinCard, err error) {
	var id warehouse.PlaceID
	if err := id.UnmarshalText([]byte(text)); err != nil {
		return card, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		p, err := l.place(id)
		if err == nil && p.IsWorld() {
			err = fault.New(fault.NotFound, "place.none", "place", id)
		}
		if err != nil {
			return err
		}
		if err := may(ctx, tx, rightBins, p.Site); err != nil {
			return err
		}
		if card, err = l.binCard(p); err != nil {
			return err
		}
		if may(ctx, tx, rightStock, p.Site) == nil {
			if card.Content, err = l.content(p); err != nil {
				return err
			}
		}
		card.Seq, err = seq(tx)
		return err
	})
	return card, err
}

func (l *look) binCard(p *place.Place) (card api.BinCard, err error) {
	row, err := l.binRow(p)
	if err != nil {
		return card, err
	}
	card = api.BinCard{BinRow: row, Version: p.Version, Kind: p.Kind.String(), Code: p.Code, Names: p.Aliases}
	if p.Kind == place.KindBin {
		card.Bin = &api.BinRules{
			Use: p.Use.String(), Sellable: p.Flags.Sellable, Pickable: p.Flags.Pickable,
			Capacity: api.BinCapacity{VolumeMM3: p.Capacity.VolumeMM3, Grams: p.Capacity.WeightGrams, Units: p.Capacity.Units},
		}
	}
	about := []journal.Subject{journal.About("place", p.ID)}
	if p.Kind == place.KindParcel {
		about = append(about, pack.AboutParcel(p.ID))
	}
	card.Tape, err = l.tape(about...)
	return card, err
}

// content is what lies in a place, and in what stands in it.
func (l *look) content(p *place.Place) (rows api.List[api.BinStock], err error) {
	err = l.inside(p.ID, func(b *ledger.Balance) error {
		if len(rows) == maxContent {
			return nil
		}
		s, err := l.where(b)
		if err != nil {
			return err
		}
		row, err := l.binStock(s)
		rows = append(rows, row)
		return err
	})
	return rows, err
}
