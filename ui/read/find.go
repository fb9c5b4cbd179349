package read

import (
	"context"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Limits of the palette.
const (
	maxFound    = 20 // in all
	maxOfKind   = 6  // of one kind, found by words
	minFindText = 2  // letters before words are looked for
)

// Find is what a text or a scanned code may mean to the person who asks: first
// what has it as a code, then what it is the beginning of. What they may not read
// is left out.
func (r *Reader) Find(ctx context.Context, named, text string) (all api.List[api.Found], err error) {
	if _, err := Who(ctx); err != nil {
		return nil, err
	}
	f := &finding{Reader: r, ctx: ctx, text: strings.TrimSpace(text), met: map[string]bool{}}
	if len([]rune(f.text)) < minFindText {
		return nil, nil
	}
	words, err := r.Search.Find(ctx, catalog.Query{Text: f.text, Limit: maxOfKind})
	if err != nil && fault.KindOf(err) != fault.Unavailable { // the node has just begun
		return nil, err
	}
	if err := r.view(ctx, func(tx *store.Tx) error {
		site, err := Site(ctx, tx, named)
		if err != nil {
			return err
		}
		f.look = newLook(tx)
		f.site, err = place.GetSite(tx, site)
		if err != nil {
			return err
		}
		return f.everything(words)
	}); err != nil {
		return nil, err
	}
	if err := f.devices(); err != nil {
		return nil, err
	}
	return f.all[:min(len(f.all), maxFound)], nil
}

// finding is one answer of the palette while it is being read.
type finding struct {
	*Reader
	*look
	ctx  context.Context
	site place.Site
	text string
	all  api.List[api.Found]
	met  map[string]bool
}

func (f *finding) add(one api.Found) {
	if key := one.Kind + one.ID; !f.met[key] {
		f.met[key] = true
		f.all = append(f.all, one)
	}
}

// everything looks for all that stands in tables, each as far as it may be read.
func (f *finding) everything(words *catalog.Result) error {
	for _, part := range []struct {
		right staff.Right
		at    warehouse.SiteID
		find  func() error
	}{
		{rightBins, f.site.ID, f.placesByCode},
		{rightItems, f.site.ID, f.itemsByCode},
		{rightOrders, f.site.ID, f.orders},
		{rightItems, f.site.ID, func() error { return f.itemsByWords(words) }},
		{rightBins, f.site.ID, f.placesByName},
		{staff.RightRead, staff.Anywhere, f.crew},
	} {
		switch err := may(f.ctx, f.tx, part.right, part.at); {
		case err != nil && fault.KindOf(err) == fault.Denied:
			continue
		case err != nil:
			return err
		}
		if err := part.find(); err != nil {
			return err
		}
	}
	return nil
}

// misread says that a text has the form of a code of ours and is none.
func misread(err error) bool { return err != nil && fault.KindOf(err) == fault.Invalid }

func (f *finding) placesByCode() error {
	found, err := place.Resolve(f.tx, f.text)
	if err != nil && !misread(err) {
		return err
	}
	for _, p := range found {
		if p.Site == f.site.ID {
			f.place(p)
		}
	}
	return nil
}

func (f *finding) placesByName() error {
	n := 0
	for p, err := range place.Named(f.tx, f.site.ID, f.text, "") {
		if err != nil {
			return err
		}
		if n++; n > maxOfKind {
			break
		}
		f.place(p)
	}
	return nil
}

// place adds a place in which goods can be.
func (f *finding) place(p *place.Place) {
	if !p.Kind.Holds() {
		return
	}
	mark := placeMark(p)
	kind := mark.Kind
	if kind == "cart" {
		kind = "tote" // it is drawn as one
	}
	f.add(api.Found{Kind: kind, ID: mark.ID, Title: mark.Code, Sub: p.At.Zone, Place: &mark})
}

func (f *finding) itemsByCode() error {
	found, err := catalog.Resolve(f.tx, f.text)
	if err != nil && !misread(err) {
		return err
	}
	for _, one := range found {
		f.item(one.Item)
	}
	return nil
}

func (f *finding) itemsByWords(words *catalog.Result) error {
	if words == nil {
		return nil
	}
	for _, i := range words.Items {
		f.item(i)
	}
	return nil
}

func (f *finding) item(i *catalog.Item) {
	mark := itemMark(i)
	f.add(api.Found{Kind: "item", ID: mark.ID, Title: mark.Name, Sub: mark.Article, Item: &mark})
}

func (f *finding) orders() error {
	l := &orderList{Reader: f.Reader, ctx: f.ctx, look: f.look, now: f.tx.Now(), site: f.site}
	found, err := l.search(f.text)
	if err != nil {
		return err
	}
	for _, o := range found[:min(len(found), maxOfKind)] {
		buyer, _ := l.open(f.ctx, o.Buyer.Name)
		f.add(api.Found{Kind: "order", ID: o.ID.String(), Title: o.Number, Sub: buyer})
	}
	return nil
}

func (f *finding) crew() error {
	want, n := words(f.text), 0
	if len([]rune(strings.Join(want, ""))) < minFindText {
		return nil
	}
	seen, err := newCrew(f.ctx, f.tx)
	if err != nil {
		return err
	}
	for p, err := range staff.People(f.tx) {
		if err != nil {
			return err
		}
		if !seen.sees(p) || !begins(words(p.Name+" "+p.Login), want) {
			continue
		}
		if n++; n > maxOfKind {
			break
		}
		f.add(api.Found{Kind: "person", ID: p.ID.String(), Title: p.Name, Sub: p.Login})
	}
	return nil
}

// devices are those whose name or station has the text in it.
func (f *finding) devices() error {
	page, err := f.Devices(f.ctx, f.site.ID.String())
	if k := fault.KindOf(err); err != nil && k == fault.Denied {
		return nil
	}
	if err != nil {
		return err
	}
	n := 0
	for _, d := range page.Rows {
		if n == maxOfKind || !strings.Contains(strings.ToLower(d.Name+" "+d.Station), strings.ToLower(f.text)) {
			continue
		}
		n++
		f.add(api.Found{Kind: "device", ID: d.ID, Title: d.Name, Sub: d.Station})
	}
	return nil
}
