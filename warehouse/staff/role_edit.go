package staff

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

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
// lacks, Conflict for a default role, for another version than the one seen and
// for a name that another role of the company has.
func EditRole(_ context.Context, tx *store.Tx, r *RoleRequest) (*RoleAnswer, error) {
	role, err := r.find(tx)
	if err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	if err := nameFree(tx, role.ID, r.Name); err != nil {
		return nil, err
	}
	next := &Role{ID: role.ID, Name: r.Name, Rights: slices.Compact(slices.Sorted(slices.Values(r.Rights))), Custom: true, Version: role.Version + 1}
	if err := actorHolds(tx, append(role.at(warehouse.SiteID{}), next.at(warehouse.SiteID{})...)); err != nil {
		return nil, err
	}
	if err := roles.Put(tx, next); err != nil {
		return nil, err
	}
	return &RoleAnswer{next.ID, next.Version}, RoleEditedKind.Record(tx, RoleEdited{next.ID, next.Name, role.Rights, next.Rights}, aboutRole(next.ID))
}

func (r *RoleRequest) find(tx *store.Tx) (*Role, error) {
	if r.Role == "" {
		return &Role{ID: newRoleID(tx)}, nil
	}
	role, err := ownRole(tx, r.Role, r.Version)
	if err == nil && role.Archived {
		err = fault.New(fault.Conflict, "staff.role_archived", "name", role.Name)
	}
	return role, err
}

// ownRole is a role of the company's own at the version that was seen.
func ownRole(tx *store.Tx, id string, seen uint64) (*Role, error) {
	role, err := FindRole(tx, id)
	switch {
	case err != nil:
		return nil, err
	case role == nil:
		return nil, fault.New(fault.NotFound, "staff.role")
	case !role.Custom:
		return nil, fault.New(fault.Conflict, "staff.default_role", "role", role.ID)
	case role.Version != seen:
		return nil, fault.New(fault.Conflict, "staff.version", "name", role.Name)
	}
	return role, nil
}

func (r *RoleRequest) check() (err error) {
	if r.Name, err = cleanName(r.Name); err != nil {
		return err
	}
	return checkRights(r.Rights)
}

// nameFree is a Conflict for a name by which people know another role of the
// company, whatever its letters' case; one that is used no more keeps its name
// from nobody. Limit when there are as many roles as there may be.
func nameFree(tx *store.Tx, id, name string) error {
	others := 0
	for other, err := range roles.All(tx) {
		if err != nil {
			return err
		}
		if other.ID == id {
			continue
		}
		if others++; !other.Archived && strings.EqualFold(other.Name, name) {
			return fault.New(fault.Conflict, "staff.role_taken", "name", other.Name)
		}
	}
	if others >= MaxOwnRoles {
		return fault.New(fault.Limit, "staff.own_roles", "max", MaxOwnRoles)
	}
	return nil
}

// RoleMark names a role of the company at the version that was seen.
type RoleMark struct {
	Role    string `json:"role"`
	Version uint64 `json:"version"`
}

// maxNamed is how many of those who hold a role are named in a refusal.
const maxNamed = 5

// ArchiveRole takes a role out of use: nobody can be given it, and it grants
// nothing. Conflict while people who work here hold it, whom it names; whoever
// has left may hold it still. It stays known, so that the journal can name it.
func ArchiveRole(_ context.Context, tx *store.Tx, r *RoleMark) (*RoleAnswer, error) {
	role, err := ownRole(tx, r.Role, r.Version)
	if err != nil || role.Archived {
		return &RoleAnswer{r.Role, r.Version}, err
	}
	if err := actorHolds(tx, role.at(warehouse.SiteID{})); err != nil {
		return nil, err
	}
	names, err := holdersOf(tx, role.ID)
	if err != nil {
		return nil, err
	}
	if len(names) > maxNamed {
		names = append(names[:maxNamed], "…")
	}
	if len(names) > 0 {
		return nil, fault.New(fault.Conflict, "staff.role_held", "name", role.Name, "who", strings.Join(names, ", "))
	}
	role.Archived = true
	return role.turn(tx, RoleArchivedKind)
}

// RestoreRole takes a role that was archived into use again. Denied for a right
// that whoever asks lacks, Conflict when another has its name by now.
func RestoreRole(_ context.Context, tx *store.Tx, r *RoleMark) (*RoleAnswer, error) {
	role, err := ownRole(tx, r.Role, r.Version)
	if err != nil || !role.Archived {
		return &RoleAnswer{r.Role, r.Version}, err
	}
	if err := nameFree(tx, role.ID, role.Name); err != nil {
		return nil, err
	}
	role.Archived = false
	if err := actorHolds(tx, role.at(warehouse.SiteID{})); err != nil {
		return nil, err
	}
	return role.turn(tx, RoleRestoredKind)
}

// turn writes a role that goes out of use or comes back.
func (r *Role) turn(tx *store.Tx, kind *journal.Kind[RoleTurned]) (*RoleAnswer, error) {
	r.Version++
	if err := roles.Put(tx, r); err != nil {
		return nil, err
	}
	return &RoleAnswer{r.ID, r.Version}, kind.Record(tx, RoleTurned{r.ID, r.Name}, aboutRole(r.ID))
}

// holdersOf are the names of the people who work here and hold a role.
func holdersOf(tx *store.Tx, role string) (names []string, err error) {
	for p, err := range people.All(tx) {
		if err != nil {
			return nil, err
		}
		if p.Active && slices.ContainsFunc(p.Roles, func(at RoleAt) bool { return at.Role == role }) {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// aboutRole names a role to the journal.
func aboutRole(id string) journal.Subject { return journal.Subject("role/" + id) }
