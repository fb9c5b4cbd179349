package staff

import (
	"context"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Limits of the roles of a company and a person.
const (
	MaxRights   = 200 // of a role or a token
	MaxRoles    = 50  // of a person
	MaxOwnRoles = 200 // that a company made, those it uses no more among them
)

// GrantRequest gives a role to a person or takes it.
type GrantRequest struct {
	Person warehouse.PersonID `json:"person"`
	Role   string             `json:"role"`          // its ID
	Site   warehouse.SiteID   `json:"site,omitzero"` // absent for all sites
}

// GrantSite is the site at which a role is given or taken.
func GrantSite(_ *store.Tx, r *GrantRequest) (warehouse.SiteID, error) { return r.Site, nil }

// GrantRole gives a role. Denied when whoever asks lacks one of its rights
// there; a role that the person has already is no change.
func GrantRole(_ context.Context, tx *store.Tx, r *GrantRequest) (*EditAnswer, error) {
	p, role, err := r.find(tx)
	if err != nil {
		return nil, err
	}
	at := RoleAt{r.Role, r.Site}
	switch {
	case slices.Contains(p.Roles, at):
		return &EditAnswer{p.ID, p.Version}, nil
	case p.Machine:
		return nil, fault.New(fault.Invalid, "staff.machine")
	case role.Archived:
		return nil, fault.New(fault.Conflict, "staff.role_archived", "name", role.Name)
	case len(p.Roles) == MaxRoles:
		return nil, fault.New(fault.Limit, "staff.roles", "max", MaxRoles)
	}
	if err := actorHolds(tx, role.at(r.Site)); err != nil {
		return nil, err
	}
	p.Roles = append(p.Roles, at)
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	return &EditAnswer{p.ID, p.Version}, tell(tx, RoleGrantedKind, p.ID, RoleGranted{p.ID, r.Role, r.Site})
}

// RevokeRole takes a role. Denied when whoever asks lacks one of its rights
// there, Conflict when the company would be without an owner.
func RevokeRole(_ context.Context, tx *store.Tx, r *GrantRequest) (*EditAnswer, error) {
	p, role, err := r.find(tx)
	if err != nil {
		return nil, err
	}
	i := slices.Index(p.Roles, RoleAt{r.Role, r.Site})
	if i < 0 {
		return &EditAnswer{p.ID, p.Version}, nil
	}
	if err := actorHolds(tx, role.at(r.Site)); err != nil {
		return nil, err
	}
	p.Roles = slices.Delete(p.Roles, i, i+1)
	if !slices.ContainsFunc(p.Roles, func(at RoleAt) bool { return reaches(at.Site, p.Site) }) {
		p.Site = warehouse.SiteID{} // they do not work there any more
	}
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	if err := keepOwner(tx); err != nil {
		return nil, err
	}
	return &EditAnswer{p.ID, p.Version}, tell(tx, RoleRevokedKind, p.ID, RoleRevoked{p.ID, r.Role, r.Site})
}

func (r *GrantRequest) find(tx *store.Tx) (*Person, *Role, error) {
	p, err := Get(tx, r.Person)
	if err != nil {
		return nil, nil, err
	}
	role, err := FindRole(tx, r.Role)
	if err == nil && role == nil {
		err = fault.New(fault.NotFound, "staff.role")
	}
	return p, role, err
}

func checkRights(rights []Pattern) error {
	if len(rights) == 0 || len(rights) > MaxRights {
		return fault.New(fault.Limit, "staff.rights", "max", MaxRights)
	}
	for _, p := range rights {
		if !p.valid() {
			return fault.New(fault.Invalid, "staff.right", "right", p)
		}
	}
	return nil
}

// Holders are the active people who have a right at a site: whom to ask.
func Holders(tx *store.Tx, right Right, site warehouse.SiteID) ([]*Person, error) {
	var all []*Person
	for p, err := range people.All(tx) {
		if err != nil {
			return nil, err
		}
		if !p.Active || p.Machine {
			continue
		}
		has, err := p.may(tx, right, site)
		if err != nil {
			return nil, err
		}
		if has {
			all = append(all, p)
		}
	}
	return all, nil
}
