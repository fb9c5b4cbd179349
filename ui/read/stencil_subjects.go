package read

import (
	"cmp"
	"context"
	"strings"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/stencil"
	"warehouse-node/warehouse/store"
)

// labelLook is how labels are drawn for the actor: in their language, by the
// clock of their warehouse.
func (r *Reader) labelLook(ctx context.Context, tx *store.Tx) (look paper.Look, err error) {
	lang, err := language(ctx, tx)
	look.Lang = paper.Lang(lang)
	if err != nil {
		return look, err
	}
	site, err := Site(ctx, tx, "")
	if err != nil || site.IsZero() {
		if isNotFound(err) {
			err = nil
		}
		return look, err
	}
	s, err := place.GetSite(tx, site)
	if err == nil {
		look.Zone = s.Timezone
	}
	return look, err
}

// Labelled is a label of a kind and a thing, by its id, as the actor may see it;
// without an id, and for kinds whose labels name somebody, it is of samples.
// Denied for a thing that the actor may not see, NotFound where there is none.
func (r *Reader) Labelled(ctx context.Context, tx *store.Tx, k *stencil.Kind, subject string) (p paper.Print, err error) {
	look, err := r.labelLook(ctx, tx)
	if err != nil {
		return p, err
	}
	if subject == "" {
		return paper.Print{Kind: k.Name, Version: k.BuiltIns(), Look: look}, nil
	}
	s := &labelled{ctx: ctx, tx: tx, look: look, id: subject}
	draw := map[string]func() (paper.Print, error){
		paper.ItemLabels.Name: s.item, paper.PriceLabels.Name: s.price, paper.LotLabels.Name: s.lot,
		paper.BinLabels.Name: s.place, paper.ToteLabels.Name: s.place, paper.ParcelLabels.Name: s.parcel,
	}[k.Name]
	if draw == nil {
		return p, fault.New(fault.NotFound, "stencil.no_subject")
	}
	if p, err = draw(); err == nil {
		p.Kind = k.Name // a tote's label says what a bin's does
	}
	return p, err
}

// labelled is one thing while its label is being read.
type labelled struct {
	ctx  context.Context
	tx   *store.Tx
	look paper.Look
	id   string
}

func (s *labelled) goods() (*catalog.Item, error) {
	var id warehouse.ItemID
	if err := id.UnmarshalText([]byte(s.id)); err != nil {
		return nil, err
	}
	return s.itemOf(id)
}

func (s *labelled) itemOf(id warehouse.ItemID) (*catalog.Item, error) {
	if err := may(s.ctx, s.tx, rightItems, staff.Anywhere); err != nil {
		return nil, err
	}
	return catalog.Get(s.tx, id)
}

func (s *labelled) item() (p paper.Print, err error) {
	i, err := s.goods()
	if err != nil {
		return p, err
	}
	m := i.Label()
	return paper.ItemLabels.BuiltInPrint(s.look, &m)
}

func (s *labelled) price() (p paper.Print, err error) {
	i, err := s.goods()
	if err != nil {
		return p, err
	}
	m := i.PriceTag()
	return paper.PriceLabels.BuiltInPrint(s.look, &m)
}

func (s *labelled) lot() (p paper.Print, err error) {
	var id warehouse.LotID
	if err := id.UnmarshalText([]byte(s.id)); err != nil {
		return p, err
	}
	l, err := ledger.GetLot(s.tx, id)
	if err != nil {
		return p, err
	}
	i, err := s.itemOf(l.Item)
	if err != nil {
		return p, err
	}
	m := l.Label(i)
	return paper.LotLabels.BuiltInPrint(s.look, &m)
}

func (s *labelled) place() (p paper.Print, err error) {
	var id warehouse.PlaceID
	if err := id.UnmarshalText([]byte(s.id)); err != nil {
		return p, err
	}
	at, err := place.Get(s.tx, id)
	if err != nil {
		return p, err
	}
	if err := may(s.ctx, s.tx, rightBins, at.Site); err != nil {
		return p, err
	}
	all, err := place.Labels(s.tx, id)
	if err != nil {
		return p, err
	}
	return paper.BinLabels.BuiltInPrint(s.look, &paper.PlaceLabel{Name: all[0].Name, Code: all[0].Code, Note: all[0].Site})
}

// parcel names a buyer: it is for who may read the order.
func (s *labelled) parcel() (p paper.Print, err error) {
	var id warehouse.PlaceID
	if err := id.UnmarshalText([]byte(s.id)); err != nil {
		return p, err
	}
	box, err := job.GetParcel(s.tx, id)
	if err != nil {
		return p, err
	}
	if err := may(s.ctx, s.tx, rightOrders, box.Site); err != nil {
		return p, err
	}
	o, err := orders.Get(s.tx, box.Order)
	if err != nil {
		return p, err
	}
	c, err := job.CourierOf(s.tx, box.Site, box.Courier)
	if err != nil {
		return p, err
	}
	site, err := place.GetSite(s.tx, box.Site)
	if err != nil {
		return p, err
	}
	of, err := pack.OutOf(s.tx, box.Order)
	if err != nil {
		return p, err
	}
	return paper.ParcelLabels.BuiltInPrint(s.look, &paper.ParcelLabel{
		Order: o.Number, Parcel: box.Code, Index: box.Index, Of: of, Courier: cmp.Or(c.Name, c.Code), Grams: box.Grams,
		Buyer: o.Buyer.Name, City: o.Buyer.City, Sender: site.Name,
	})
}

// StencilSubjects are things of which a label of the kind can be drawn, whose
// code or name a text begins; kinds whose labels name people have none.
func (r *Reader) StencilSubjects(ctx context.Context, name, text string) (all api.List[api.StencilSubject], err error) {
	var words *catalog.Result
	text = strings.TrimSpace(text)
	if name == paper.ItemLabels.Name || name == paper.PriceLabels.Name {
		words, err = r.Search.Find(ctx, catalog.Query{Text: text, Limit: maxSubjects})
		if err != nil && fault.KindOf(err) != fault.Unavailable { // the node has just begun
			return nil, err
		}
	}
	err = r.withStencils(ctx, name, func(tx *store.Tx, k *stencil.Kind) error {
		site, err := Site(ctx, tx, "")
		if err != nil {
			return err
		}
		s := &subjects{Reader: r, ctx: ctx, tx: tx, site: site, text: text, words: words}
		find, right := s.ways(k.Name)
		if find == nil {
			return nil
		}
		at := site
		if right == rightItems {
			at = staff.Anywhere
		}
		if err := may(ctx, tx, right, at); err != nil {
			if fault.KindOf(err) == fault.Denied { // samples are for everybody
				err = nil
			}
			return err
		}
		if err := find(); err != nil && !misread(err) {
			return err
		}
		all = s.all
		return nil
	})
	return all[:min(len(all), maxSubjects)], err
}

// maxSubjects is how many things are offered at once.
const maxSubjects = 12

// subjects is one answer of StencilSubjects while it is being read.
type subjects struct {
	*Reader
	ctx   context.Context
	tx    *store.Tx
	site  warehouse.SiteID
	text  string
	words *catalog.Result
	all   api.List[api.StencilSubject]
}

// ways is how things of a kind are found, and the right to see them.
func (s *subjects) ways(kind string) (func() error, staff.Right) {
	switch kind {
	case paper.ItemLabels.Name, paper.PriceLabels.Name:
		return s.items, rightItems
	case paper.LotLabels.Name:
		return s.lots, rightItems
	case paper.BinLabels.Name:
		return func() error { return s.places(false) }, rightBins
	case paper.ToteLabels.Name:
		return func() error { return s.places(true) }, rightBins
	case paper.ParcelLabels.Name:
		return s.parcels, rightOrders
	}
	return nil, ""
}

func (s *subjects) items() error {
	found, err := catalog.Resolve(s.tx, s.text)
	if err != nil && !misread(err) {
		return err
	}
	for _, one := range found {
		s.item(one.Item)
	}
	if s.words == nil {
		return nil
	}
	for _, i := range s.words.Items {
		if len(found) == 0 || found[0].Item.ID != i.ID {
			s.item(i)
		}
	}
	return nil
}

func (s *subjects) item(i *catalog.Item) {
	if !i.Family {
		s.all = append(s.all, api.StencilSubject{ID: i.ID.String(), Title: strings.TrimSpace(i.Name + " " + i.Differs.Value), Sub: i.Article})
	}
}

func (s *subjects) lots() error {
	for l, err := range ledger.LotsCalled(s.tx, s.text) {
		if err != nil {
			return err
		}
		i, err := catalog.Get(s.tx, l.Item)
		if err != nil {
			return err
		}
		if s.all = append(s.all, api.StencilSubject{ID: l.ID.String(), Title: l.Code, Sub: i.Name}); len(s.all) == maxSubjects {
			break
		}
	}
	return nil
}

func (s *subjects) places(carried bool) error {
	found, err := place.Resolve(s.tx, s.text)
	if err != nil && !misread(err) {
		return err
	}
	add := func(p *place.Place) {
		if p.Site == s.site && p.Code != "" && p.Kind.Carried() == carried && p.Kind != place.KindParcel {
			s.all = append(s.all, api.StencilSubject{ID: p.ID.String(), Title: p.Name, Sub: p.Code})
		}
	}
	for _, p := range found {
		add(p)
	}
	looked := 0
	for p, err := range place.Named(s.tx, s.site, s.text, "") {
		if err != nil {
			return err
		}
		if looked++; len(s.all) >= maxSubjects || looked > maxLookedSubjects {
			break
		}
		if len(found) == 0 || found[0].ID != p.ID {
			add(p)
		}
	}
	return nil
}

// maxLookedSubjects is how many places one search looks at.
const maxLookedSubjects = 5000

// parcels are those of a code, and those of the orders that a text finds.
func (s *subjects) parcels() error {
	if s.text == "" {
		return nil
	}
	found, err := place.Resolve(s.tx, s.text)
	if err != nil && !misread(err) {
		return err
	}
	for _, p := range found {
		if p.Kind != place.KindParcel || p.Site != s.site {
			continue
		}
		box, err := job.GetParcel(s.tx, p.ID)
		if err != nil {
			return err
		}
		if err := s.parcel(box); err != nil {
			return err
		}
	}
	site, err := place.GetSite(s.tx, s.site)
	if err != nil {
		return err
	}
	l := &orderList{Reader: s.Reader, ctx: s.ctx, look: newLook(s.tx), now: s.tx.Now(), site: site}
	about, err := l.search(s.text)
	if err != nil {
		return err
	}
	for _, o := range about[:min(len(about), maxSubjects)] {
		for box, err := range job.ParcelsOf(s.tx, o.ID) {
			if err != nil {
				return err
			}
			if err := s.parcel(box); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *subjects) parcel(box *job.Parcel) error {
	o, err := orders.Get(s.tx, box.Order)
	if err != nil || box.Void {
		return err
	}
	s.all = append(s.all, api.StencilSubject{ID: box.Place.String(), Title: box.Code, Sub: o.Number})
	return nil
}
