package place

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// MaxBins is how many places one command makes; a scheme with more goes through
// the sheet of bins, chunk by chunk.
const MaxBins = 200

// CreateSiteRequest opens a warehouse or shop.
type CreateSiteRequest struct {
	Name     string             `json:"name"`
	Timezone string             `json:"timezone"`
	Currency measure.Currency   `json:"currency"`
	Owner    warehouse.EntityID `json:"owner"` // may be zero until the first goods arrive
}

// CreateAnswer names what was made, in the order asked for.
type CreateAnswer struct {
	IDs   []warehouse.PlaceID `json:"ids"`
	Codes []string            `json:"codes,omitempty"`
}

func createSite(_ context.Context, tx *store.Tx, r *CreateSiteRequest) (*CreateAnswer, error) {
	return answer(add(tx, &Place{Kind: KindSite, Name: r.Name, Timezone: r.Timezone, Currency: r.Currency, Owner: r.Owner}))
}

// CreateZoneRequest divides a site, or a zone into aisles.
type CreateZoneRequest struct {
	Parent warehouse.PlaceID `json:"parent"` // the site, or for an aisle its zone
	Name   string            `json:"name"`
}

func createZone(_ context.Context, tx *store.Tx, r *CreateZoneRequest) (*CreateAnswer, error) {
	parent, err := Get(tx, r.Parent)
	if err != nil {
		return nil, err
	}
	kind := KindZone
	switch {
	case parent.Archived:
		return nil, cannotHold(parent)
	case parent.Kind == KindSite:
	case parent.Kind == KindZone:
		kind = KindAisle
	default:
		return nil, cannotHold(parent)
	}
	return answer(add(tx, &Place{Kind: kind, Parent: parent.ID, Site: parent.Site, Name: r.Name}))
}

// CreateBinsRequest makes bins in a site, a zone or an aisle.
type CreateBinsRequest struct {
	Parent warehouse.PlaceID `json:"parent"`
	Bins   []BinSpec         `json:"bins"`
}

func createBins(_ context.Context, tx *store.Tx, r *CreateBinsRequest) (*CreateAnswer, error) {
	parent, err := Get(tx, r.Parent)
	if err != nil {
		return nil, err
	}
	if !parent.Kind.divides() || parent.Archived {
		return nil, cannotHold(parent)
	}
	if len(r.Bins) > MaxBins || len(r.Bins) == 0 {
		return nil, fault.New(fault.Limit, "place.batch", "limit", MaxBins)
	}
	last, err := lastWalk(tx, parent.Site)
	if err != nil {
		return nil, err
	}
	all := make([]*Place, len(r.Bins))
	for i, b := range r.Bins {
		if b.At.Walk == 0 {
			b.At.Walk = last + 1
		}
		last = max(last, b.At.Walk)
		all[i] = b.place(parent)
	}
	return answer(add(tx, all...))
}

// place is the bin before it has an id and a label.
func (b *BinSpec) place(parent *Place) *Place {
	p := &Place{Kind: KindBin, Parent: parent.ID, Site: parent.Site, Name: b.Name, Aliases: b.Aliases, Use: b.Use, Capacity: b.Capacity, At: b.At}
	if p.Flags = p.Use.Flags(); b.Flags != nil {
		p.Flags = *b.Flags
	}
	return p
}

// checkBin refuses what no bin can be.
func (p *Place) checkBin() error {
	if p.Use == UseNone || int(p.Use) >= len(useNames) {
		return fault.New(fault.Invalid, "place.use", "text", p.Use)
	}
	if c := p.Capacity; c.VolumeMM3 < 0 || c.WeightGrams < 0 || c.Units < 0 {
		return fault.New(fault.Invalid, "place.capacity", "name", p.Name)
	}
	if len(p.Aliases) > MaxAliases {
		return fault.New(fault.Limit, "place.aliases", "limit", MaxAliases)
	}
	return nil
}

// CreateCarriersRequest makes totes, carts or pallets, which are named by their
// labels.
type CreateCarriersRequest struct {
	Site  warehouse.SiteID `json:"site"`
	Kind  Kind             `json:"kind"`
	Count int              `json:"count"`
	Bands []string         `json:"bands,omitempty"` // "#rrggbb", given in turn
}

func createCarriers(_ context.Context, tx *store.Tx, r *CreateCarriersRequest) (*CreateAnswer, error) {
	site, err := siteOpen(tx, r.Site)
	if err != nil {
		return nil, err
	}
	if !r.Kind.Carried() || r.Kind == KindParcel {
		return nil, fault.New(fault.Invalid, "place.kind", "text", r.Kind)
	}
	if r.Count < 1 || r.Count > MaxBins {
		return nil, fault.New(fault.Limit, "place.batch", "limit", MaxBins)
	}
	all := make([]*Place, r.Count)
	for i := range all {
		all[i] = &Place{Kind: r.Kind, Site: site.ID}
		if len(r.Bands) > 0 {
			all[i].Band = r.Bands[i%len(r.Bands)]
		}
	}
	return answer(add(tx, all...))
}

// CreateStationRequest makes a bench or gate.
type CreateStationRequest struct {
	Parent warehouse.PlaceID `json:"parent"` // a site or a zone
	Name   string            `json:"name"`
}

func createStation(_ context.Context, tx *store.Tx, r *CreateStationRequest) (*CreateAnswer, error) {
	parent, err := Get(tx, r.Parent)
	if err != nil {
		return nil, err
	}
	if parent.Kind != KindSite && parent.Kind != KindZone || parent.Archived {
		return nil, cannotHold(parent)
	}
	return answer(add(tx, &Place{Kind: KindStation, Parent: parent.ID, Site: parent.Site, Name: r.Name}))
}

// NewParcel makes a parcel of a site inside the transaction that packs it; its
// own event tells of it.
func NewParcel(tx *store.Tx, site warehouse.SiteID) (*Place, error) {
	p := &Place{Kind: KindParcel, Site: site}
	return p, insert(tx, p)
}

// add makes places and tells of each.
func add(tx *store.Tx, all ...*Place) ([]*Place, error) {
	for _, p := range all {
		if err := insert(tx, p); err != nil {
			return nil, err
		}
		if err := recordCreated(tx, p); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// check refuses what no such place can be, and what another has.
func (p *Place) check(tx *store.Tx) error {
	if err := checkName(p.Name); err != nil {
		return err
	}
	if err := nameFree(tx, p); err != nil {
		return err
	}
	for _, alias := range p.Aliases {
		if err := notOurs(alias); err != nil {
			return err
		}
	}
	for _, code := range append([]string{p.Code}, p.Aliases...) {
		if err := codeFree(tx, p, code); err != nil {
			return err
		}
	}
	switch p.Kind {
	case KindBin:
		return p.checkBin()
	case KindSite:
		return p.checkSite(tx)
	}
	return nil
}

// insert gives a place its id and its label; what is carried is called by its
// number.
func insert(tx *store.Tx, p *Place) (err error) {
	if p.ID.IsZero() {
		p.ID = warehouse.PlaceID(tx.Mint())
	}
	if p.Kind == KindSite {
		p.Site = p.ID
	}
	if prefix := prefixes[p.Kind]; prefix != "" {
		n, err := ident.Next(tx, "label."+prefix)
		if err != nil {
			return err
		}
		p.Code = ident.Label(prefix, n)
		switch {
		case p.Kind == KindParcel: // nobody calls it otherwise than its label does
			p.Name = p.Code
		case p.Name == "":
			p.Name = carrierName(prefix, n)
		}
	}
	if err := p.check(tx); err != nil {
		return err
	}
	p.Version = 1
	return places.Insert(tx, p)
}

func answer(all []*Place, err error) (*CreateAnswer, error) {
	if err != nil {
		return nil, err
	}
	a := &CreateAnswer{}
	for _, p := range all {
		a.IDs = append(a.IDs, p.ID)
		if p.Code != "" {
			a.Codes = append(a.Codes, p.Code)
		}
	}
	return a, nil
}
