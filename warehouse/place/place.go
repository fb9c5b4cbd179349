package place

import (
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Kind is what sort of place it is.
type Kind uint8

// The kinds of place. A number is never used for anything else again.
const (
	KindNone    Kind = iota
	KindSite         // a warehouse or shop: the root of what is built in
	KindZone         // a part of a site
	KindAisle        // a corridor of a zone, where a site wants them apart
	KindBin          // a shelf, a floor spot, a dock: goods lie here
	KindStation      // a bench or gate with its devices; goods lie in a bin beside it
	KindTote         // carried by hand or on a cart
	KindCart         // wheels with slots for totes
	KindPallet       //
	KindParcel       // closed by packing
	KindWorld        // outside: supplier, customer, loss, found, transit
)

var kindNames = [...]string{"none", "site", "zone", "aisle", "bin", "station", "tote", "cart", "pallet", "parcel", "world"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Holds says whether goods can be in such a place.
func (k Kind) Holds() bool { return k == KindBin || k == KindWorld || k.Carried() }

// divides says whether bins are built into such a place.
func (k Kind) divides() bool { return k == KindSite || k == KindZone || k == KindAisle }

// Carried says whether such a place stands in another one by the ledger's
// carries.
func (k Kind) Carried() bool { return k >= KindTote && k <= KindParcel }

func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

func (k *Kind) UnmarshalText(b []byte) error {
	if !named(b, kindNames[:], (*uint8)(k)) {
		return fault.New(fault.Invalid, "place.kind", "text", string(b[:min(len(b), MaxName)]))
	}
	return nil
}

// Use is what a bin is for.
type Use uint8

// The uses of a bin. A number is never used for anything else again.
const (
	UseNone    Use = iota
	PickFace       // orders are picked from here
	Reserve        // feeds pick faces
	Dock           // goods arrive here
	Staging        // parcels wait for their courier
	PackBench      // a bench where orders are packed
	Quarantine     // waits for a decision
	Hospital       // damaged, to be mended or written off
	Virtual        // an account rather than a shelf
)

var useNames = [...]string{"none", "pick_face", "reserve", "dock", "staging", "pack_bench", "quarantine", "hospital", "virtual"}

// Uses are all there are but none, in the order in which a person is offered
// them.
var Uses = [...]Use{PickFace, Reserve, Dock, Staging, PackBench, Quarantine, Hospital, Virtual}

func (u Use) String() string {
	if int(u) < len(useNames) {
		return useNames[u]
	}
	return "unknown"
}

func (u Use) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

func (u *Use) UnmarshalText(b []byte) error {
	if !named(b, useNames[:], (*uint8)(u)) {
		return fault.New(fault.Invalid, "place.use", "text", string(b[:min(len(b), MaxName)]))
	}
	return nil
}

// Flags are what may be done with goods that lie in a place.
type Flags struct {
	Sellable bool `json:"sellable"` // counts for promises to customers
	Pickable bool `json:"pickable"` // picks are allocated from here
}

// Flags are what a bin of this use has unless somebody says otherwise: goods at
// the dock are sold once they are put away.
func (u Use) Flags() Flags {
	return Flags{Sellable: u == PickFace || u == Reserve, Pickable: u == PickFace}
}

// Capacity is what fits; zero is not limited.
type Capacity struct {
	VolumeMM3   int64 `json:"volumeMM3,omitempty"`
	WeightGrams int64 `json:"weightGrams,omitempty"`
	Units       int64 `json:"units,omitempty"` // base units
}

func capacityRow(r *store.Row, c *Capacity) {
	store.Int(r, 1, &c.VolumeMM3)
	store.Int(r, 2, &c.WeightGrams)
	store.Int(r, 3, &c.Units)
}

// Place is somewhere a thing can be.
type Place struct {
	ID      warehouse.PlaceID
	Kind    Kind
	Parent  warehouse.PlaceID // what it is built into; zero for sites, the carried and the world
	Site    warehouse.SiteID  // its own id for a site; the home of what is carried; zero for the world
	Name    string            // "A-07-12-3", as on its plate
	Code    string            // ours, as on its label
	Aliases []string          // codes that were glued to it before
	Version uint64            // rises with each change; an edit names the one it saw

	Use      Use // of a bin
	Flags    Flags
	Blocked  string // the reason in a person's words; "" is open
	Capacity Capacity
	At       Geometry
	Band     string // "#rrggbb": the sticker by which a tote is found
	Archived bool   // gone from the floor; its history stays

	Timezone string             // of a site: "Europe/Kyiv"
	Currency measure.Currency   // of a site: of its till and its prices
	Owner    warehouse.EntityID // of a site: whose the stock is unless somebody says otherwise
}

// Open says whether people may work in the place.
func (p *Place) Open() bool { return p.Blocked == "" && !p.Archived }

// IsWorld says whether id is a place outside, which may be overdrawn.
func (p *Place) IsWorld() bool { return p.Kind == KindWorld }

func placeRow(r *store.Row, p *Place) {
	ident.Field(r, 1, &p.ID)
	store.Uint(r, 2, &p.Kind)
	ident.Field(r, 3, &p.Parent)
	ident.Field(r, 4, &p.Site)
	store.Text(r, 5, &p.Name)
	store.Text(r, 6, &p.Code)
	store.Strings(r, 7, &p.Aliases)
	store.Uint(r, 8, &p.Version)
	store.Uint(r, 9, &p.Use)
	store.Bool(r, 10, &p.Flags.Sellable)
	store.Bool(r, 11, &p.Flags.Pickable)
	store.Text(r, 12, &p.Blocked)
	store.One(r, 13, &p.Capacity, capacityRow)
	store.One(r, 14, &p.At, geometryRow)
	store.Text(r, 15, &p.Band)
	store.Bool(r, 16, &p.Archived)
	store.Text(r, 17, &p.Timezone)
	store.Text(r, 18, &p.Currency)
	ident.Field(r, 19, &p.Owner)
}

type (
	nameKey   = store.Pair[warehouse.SiteID, store.Str]
	insideKey = store.Triple[warehouse.PlaceID, store.Str, store.I64]
	walkKey   = store.Pair[warehouse.SiteID, store.I64]
	useKey    = store.Triple[warehouse.SiteID, store.U64, store.I64]
	kindKey   = store.Triple[warehouse.SiteID, store.U64, store.Str]
)

var (
	places = store.NewTable("place.places", func(p *Place) warehouse.PlaceID { return p.ID }, placeRow)

	byCode = store.NewIndex(places, "code", func(p *Place) []store.Str {
		if p.Archived {
			return nil
		}
		var all []store.Str
		if p.Code != "" {
			all = append(all, store.Str(Fold(p.Code)))
		}
		for _, a := range p.Aliases {
			all = append(all, store.Str(Fold(a)))
		}
		return all
	})

	byName = store.NewIndex(places, "name", func(p *Place) []nameKey {
		if p.Archived {
			return nil
		}
		return []nameKey{store.Keys2(p.within(), store.Str(Fold(p.Name)))}
	})

	inside = store.NewIndex(places, "inside", func(p *Place) []insideKey {
		if p.Archived || p.Parent.IsZero() {
			return nil
		}
		return []insideKey{store.Keys3(p.Parent, store.Str(p.At.Aisle), store.I64(p.At.Walk))}
	})

	walked = store.NewIndex(places, "walk", func(p *Place) []walkKey {
		if p.Archived || p.Kind != KindBin {
			return nil
		}
		return []walkKey{store.Keys2(p.Site, store.I64(p.At.Walk))}
	})

	// apart are the few bins that hold no goods for sale: docks, gates, benches.
	apart = store.NewIndex(places, "use", func(p *Place) []useKey {
		if p.Archived || p.Kind != KindBin || p.Use == PickFace || p.Use == Reserve {
			return nil
		}
		return []useKey{store.Keys3(p.Site, store.U64(p.Use), store.I64(p.At.Walk))}
	})

	// closed are the few bins in which nothing may be sold.
	closed = store.NewIndex(places, "closed", func(p *Place) []warehouse.SiteID {
		if p.Archived || p.Kind != KindBin || p.Flags.Sellable && p.Open() {
			return nil
		}
		return []warehouse.SiteID{p.Site}
	})

	// blocked are the bins in which nobody may work.
	blocked = store.NewIndex(places, "blocked", func(p *Place) []walkKey {
		if p.Archived || p.Kind != KindBin || p.Blocked == "" {
			return nil
		}
		return []walkKey{store.Keys2(p.Site, store.I64(p.At.Walk))}
	})

	// limited are the bins that hold only so much.
	limited = store.NewIndex(places, "limited", func(p *Place) []walkKey {
		if p.Archived || p.Kind != KindBin || p.Capacity == (Capacity{}) {
			return nil
		}
		return []walkKey{store.Keys2(p.Site, store.I64(p.At.Walk))}
	})

	byKind = store.NewIndex(places, "kind", func(p *Place) []kindKey {
		if p.Archived || p.Kind == KindBin || p.Kind == KindParcel {
			return nil
		}
		return []kindKey{store.Keys3(p.within(), store.U64(p.Kind), store.Str(Fold(p.Name)))}
	})
)

// within is what a name is unique in: the site, or for a site the company, which
// is zero.
func (p *Place) within() warehouse.SiteID {
	if p.Kind == KindSite {
		return warehouse.SiteID{}
	}
	return p.Site
}

// Fold is how names and codes are compared: without blanks around them and
// without regard to letter case.
func Fold(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }
