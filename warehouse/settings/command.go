package settings

import (
	"context"
	"maps"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// Names of the rights to see and to decide. A decision for one site needs the
// right there, for the company the right everywhere.
const (
	RightRead = "settings.read"
	RightEdit = "settings.edit"
)

// Changed says what was decided, by whom stands in its entry.
type Changed struct {
	Owner   string           `json:"owner"`
	Site    warehouse.SiteID `json:"site,omitzero"` // absent for the company
	Version uint64           `json:"version"`
	Follows bool             `json:"follows,omitempty"` // the site follows the company again, the company its defaults
	Changes []Change         `json:"changes"`
}

// Change is a field in the text of the form, before and after.
type Change struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// ChangedKind is recorded for every change.
var ChangedKind = journal.Register("settings.changed/1", Changed{
	Owner: "pick", Site: warehouse.SiteID{1}, Version: 3,
	Changes: []Change{{Field: "lease_minutes", Old: "20", New: "30"}},
})

// Described is a policy as a form shows it.
type Described struct {
	Owner   string
	Site    warehouse.SiteID // zero for the company
	Version uint64
	Own     bool // decided here; false while defaults, or the company, are followed
	Fields  []Field
	Values  []string // of the fields, in their order and the form's text
}

// EditRequest changes fields of one owner's policy against the version seen.
type EditRequest struct {
	Owner   string            `json:"owner"`
	Site    warehouse.SiteID  `json:"site,omitzero"` // absent for the company
	Version uint64            `json:"version"`
	Values  map[string]string `json:"values,omitempty"` // by field, in the form's text; others stay
	Follow  bool              `json:"follow,omitempty"` // take back what was decided here instead
}

// EditAnswer is the version after the change.
type EditAnswer struct {
	Version uint64 `json:"version"`
}

// EditSite is the site whose policy a request changes.
func EditSite(_ *store.Tx, r *EditRequest) (warehouse.SiteID, error) { return r.Site, nil }

// Edit carries a request out: NotFound for an owner that is none, Conflict when
// another version stands, Invalid for a field that is none or cannot have the
// value.
func Edit(_ context.Context, tx *store.Tx, r *EditRequest) (*EditAnswer, error) {
	p := policies[r.Owner]
	if p == nil {
		return nil, fault.New(fault.NotFound, "settings.owner", "owner", r.Owner)
	}
	version, err := p.edit(tx, r)
	if err != nil {
		return nil, ofOwner(r.Owner, err)
	}
	return &EditAnswer{version}, nil
}

// ofOwner is a refusal with its field by its full name, "pick.lease_minutes": two
// policies may have one of the same name.
func ofOwner(owner string, err error) error {
	said := fault.Of(err)
	field, names := said.Args["field"]
	if !names {
		return err
	}
	args := maps.Clone(said.Args)
	args["field"] = owner + "." + field
	return &fault.Error{Kind: said.Kind, Code: said.Code, Args: args, Cause: said.Cause}
}

// All describes every policy as it stands for the company, or those that are
// decided site by site as they stand at a site, by owner.
func All(tx *store.Tx, site warehouse.SiteID) ([]Described, error) {
	var all []Described
	for _, owner := range slices.Sorted(maps.Keys(policies)) {
		if !site.IsZero() && !policies[owner].perSite() {
			continue
		}
		d, err := policies[owner].describe(tx, site)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}
