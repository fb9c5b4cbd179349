package place

import (
	"iter"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Get returns a place, archived or not, also one of the world; NotFound when
// there is none.
func Get(tx *store.Tx, id warehouse.PlaceID) (*Place, error) {
	if w := World(id); w != nil {
		return w, nil
	}
	p, err := places.Find(tx, id)
	if err == nil && p == nil {
		err = fault.New(fault.NotFound, "place.none", "place", id)
	}
	return p, err
}

// Resolve finds the places that a code may mean: our own code, a code glued on
// before us, or a name typed or printed as a barcode. None is no error; several
// are for a person to choose from, or for the caller who knows the site. Invalid
// says that the code is of our form and was misread.
func Resolve(tx *store.Tx, code string) ([]*Place, error) {
	folded := store.Str(Fold(code))
	if folded == "" {
		return nil, nil
	}
	found, err := collect(byCode.Each(tx, folded), nil)
	if err != nil {
		return nil, err
	}
	all, err := Sites(tx)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if found, err = collect(byName.Each(tx, store.Keys2(s.ID, folded)), found); err != nil {
			return nil, err
		}
	}
	if len(found) == 0 {
		return nil, misread(string(folded))
	}
	return found, nil
}

// collect adds the places of a walk that are not among all yet.
func collect(walk iter.Seq2[*Place, error], all []*Place) ([]*Place, error) {
	for p, err := range walk {
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(all, func(q *Place) bool { return q.ID == p.ID }) {
			all = append(all, p)
		}
	}
	return all, nil
}

// prefixes are those of the kinds that carry our labels.
var prefixes = map[Kind]string{
	KindBin: ident.PrefixBin, KindStation: ident.PrefixStation, KindTote: ident.PrefixTote, KindCart: ident.PrefixCart,
	KindPallet: ident.PrefixPallet, KindParcel: ident.PrefixParcel,
}

// misread says whether a code has the form of a place's label and a wrong check
// digit.
func misread(folded string) error {
	for _, prefix := range prefixes {
		if _, ours, err := ident.ParseLabel(prefix, folded); ours && err != nil {
			return err
		}
	}
	return nil
}

// ByName is the place of a site that has a name, nil when there is none. Under
// the zero site are the sites themselves.
func ByName(tx *store.Tx, site warehouse.SiteID, name string) (*Place, error) {
	return byName.First(tx, store.Keys2(site, store.Str(Fold(name))))
}

// At is the place that a code means at a site, as Resolve finds it; NotFound
// when there is none and Conflict when there are several.
func At(tx *store.Tx, site warehouse.SiteID, code string) (*Place, error) {
	all, err := Resolve(tx, code)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p *Place) bool { return p.Site != site })
	switch len(all) {
	case 0:
		return nil, fault.New(fault.NotFound, "place.unknown", "code", code)
	case 1:
		return all[0], nil
	}
	return nil, fault.New(fault.Conflict, "place.several", "code", code, "count", len(all))
}

// Children are the places built into another, by aisle and then by their walk.
func Children(tx *store.Tx, parent warehouse.PlaceID) iter.Seq2[*Place, error] {
	return inside.Each(tx, parent)
}

// Rack are the bins of one aisle of a zone, by their walk: what stands around a
// bin.
func Rack(tx *store.Tx, bin *Place) iter.Seq2[*Place, error] {
	return inside.Each(tx, store.Keys2(bin.Parent, store.Str(bin.At.Aisle)))
}

// Ends are the first and the last bin of a bin's aisle by their walk, which are
// those at its ends where the walk goes along the aisle.
func Ends(tx *store.Tx, bin *Place) (first, last *Place, err error) {
	aisle := store.Keys2(bin.Parent, store.Str(bin.At.Aisle))
	if first, err = inside.First(tx, aisle); err != nil {
		return nil, nil, err
	}
	last, err = inside.Last(tx, aisle)
	return first, last, err
}

// lastWalk is the highest number of a site's walk.
func lastWalk(tx *store.Tx, site warehouse.SiteID) (int64, error) {
	p, err := walked.Last(tx, site)
	if err != nil || p == nil {
		return 0, err
	}
	return p.At.Walk, nil
}

// Walk walks the bins of a site in the order of a picker's walk, from a number
// of it on.
func Walk(tx *store.Tx, site warehouse.SiteID, from int64) iter.Seq2[*Place, error] {
	return onSite(site, walked.Range(tx, store.Keys2(site, store.I64(from)), nil))
}

// Limited is Walk of the bins that hold only so much.
func Limited(tx *store.Tx, site warehouse.SiteID, from int64) iter.Seq2[*Place, error] {
	return onSite(site, limited.Range(tx, store.Keys2(site, store.I64(from)), nil))
}

// Blocked is Walk of the bins in which nobody may work.
func Blocked(tx *store.Tx, site warehouse.SiteID, from int64) iter.Seq2[*Place, error] {
	return onSite(site, blocked.Range(tx, store.Keys2(site, store.I64(from)), nil))
}

// onSite is a walk as far as it is at a site.
func onSite(site warehouse.SiteID, walk iter.Seq2[*Place, error]) iter.Seq2[*Place, error] {
	return func(yield func(*Place, error) bool) {
		for p, err := range walk {
			if err == nil && p.Site != site || !yield(p, err) {
				return
			}
		}
	}
}

// Bins are the ids of the bins of a site in the order of the walk.
func Bins(tx *store.Tx, site warehouse.SiteID) iter.Seq2[warehouse.PlaceID, error] {
	return ids(walked.Keys(tx, site))
}

// Apart are the ids of the bins of a site that hold no goods for sale by their
// use: docks, gates, benches.
func Apart(tx *store.Tx, site warehouse.SiteID) iter.Seq2[warehouse.PlaceID, error] {
	return ids(apart.Keys(tx, site))
}

func ids(keys iter.Seq2[[]byte, error]) iter.Seq2[warehouse.PlaceID, error] {
	return func(yield func(warehouse.PlaceID, error) bool) {
		for key, err := range keys {
			var id warehouse.PlaceID
			copy(id[:], key)
			if !yield(id, err) {
				return
			}
		}
	}
}

// Named walks the places of a site whose names begin with a text, by name, from
// behind a name on.
func Named(tx *store.Tx, site warehouse.SiteID, text, after string) iter.Seq2[*Place, error] {
	from, to := namesFrom(site, text)
	if after != "" {
		from = store.Keys2(site, store.Str(Fold(after)+"\x01"))
	}
	return byName.Range(tx, from, to)
}

// HowManyNamed is how many places Named walks.
func HowManyNamed(tx *store.Tx, site warehouse.SiteID, text string) (n int, err error) {
	from, to := namesFrom(site, text)
	for _, err := range byName.KeysIn(tx, from, to) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// namesFrom is the span of the names that begin with a text.
func namesFrom(site warehouse.SiteID, text string) (from, to nameKey) {
	folded := Fold(text)
	return store.Keys2(site, store.Str(folded)), store.Keys2(site, store.Str(folded+"\U0010FFFF"))
}

// OfUse walks the bins of a site with a use other than PickFace and Reserve, of
// which there are too many to be kept apart, by their walk.
func OfUse(tx *store.Tx, site warehouse.SiteID, use Use) iter.Seq2[*Place, error] {
	return apart.Each(tx, store.Keys2(site, store.U64(use)))
}

// Closed walks the bins of a site in which nothing may be sold: docks, quarantine,
// blocked ones.
func Closed(tx *store.Tx, site warehouse.SiteID) iter.Seq2[*Place, error] {
	return closed.Each(tx, site)
}

// OfKind walks the places of a site that are no bins and no parcels, by name.
func OfKind(tx *store.Tx, site warehouse.SiteID, kind Kind) iter.Seq2[*Place, error] {
	return byKind.Each(tx, store.Keys2(site, store.U64(kind)))
}

// Label is what a label of a place says.
type Label struct {
	Kind  Kind
	Name  string // in the biggest letters
	Parts []Part // the name taken apart; empty for what has no address
	Code  string // in the barcode
	Site  string
	Band  string // "#rrggbb" or ""
}

// Labels are the labels of places, in the order asked for.
func Labels(tx *store.Tx, ids ...warehouse.PlaceID) ([]Label, error) {
	all := make([]Label, 0, len(ids))
	for _, id := range ids {
		p, err := Get(tx, id)
		if err != nil {
			return nil, err
		}
		site, err := Get(tx, p.Site)
		if err != nil {
			return nil, err
		}
		if p.Code == "" {
			return nil, fault.New(fault.Invalid, "place.no_label", "name", p.Name)
		}
		all = append(all, Label{Kind: p.Kind, Name: p.Name, Parts: p.At.Parts(), Code: p.Code, Site: site.Name, Band: p.Band})
	}
	return all, nil
}
