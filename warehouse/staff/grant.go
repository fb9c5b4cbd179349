package staff

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Limits of the roles of a company and a person.
const (
	MaxRights = 200 // of a role or a token
	MaxRoles  = 50  // of a person
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

// RoleRequest makes a role of the company, when Role is empty, or changes one.
type RoleRequest struct {
	Role    string    `json:"role,omitempty"`    // its ID
	Version uint64    `json:"version,omitempty"` // the one seen; 0 for a new role
	Name    string    `json:"name"`
	Rights  []Pattern `json:"rights"`
}

// RoleAnswer names the role.
type RoleAnswer struct {
	Role    string `json:"role"`
	Version uint64 `json:"version"`
}

// EditRole carries out a RoleRequest. Denied for a right that whoever asks
// lacks, Conflict for a default role and for another version than the one seen.
func EditRole(_ context.Context, tx *store.Tx, r *RoleRequest) (*RoleAnswer, error) {
	role, err := r.find(tx)
	if err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	next := &Role{ID: role.ID, Name: r.Name, Rights: slices.Compact(slices.Sorted(slices.Values(r.Rights))), Custom: true, Version: role.Version + 1}
	if err := actorHolds(tx, append(role.at(warehouse.SiteID{}), next.at(warehouse.SiteID{})...)); err != nil {
		return nil, err
	}
	if err := roles.Put(tx, next); err != nil {
		return nil, err
	}
	return &RoleAnswer{next.ID, next.Version}, RoleEditedKind.Record(tx, RoleEdited{next.ID, next.Name, role.Rights, next.Rights})
}

func (r *RoleRequest) find(tx *store.Tx) (*Role, error) {
	if r.Role == "" {
		return &Role{ID: newRoleID(tx)}, nil
	}
	role, err := FindRole(tx, r.Role)
	switch {
	case err != nil:
		return nil, err
	case role == nil:
		return nil, fault.New(fault.NotFound, "staff.role")
	case !role.Custom:
		return nil, fault.New(fault.Conflict, "staff.default_role", "role", role.ID)
	case role.Version != r.Version:
		return nil, fault.New(fault.Conflict, "staff.version", "name", role.Name)
	}
	return role, nil
}

func (r *RoleRequest) check() error {
	r.Name = strings.TrimSpace(r.Name)
	if n := utf8.RuneCountInString(r.Name); n == 0 || n > MaxName || !printable(r.Name) {
		return fault.New(fault.Invalid, "staff.name")
	}
	return checkRights(r.Rights)
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
