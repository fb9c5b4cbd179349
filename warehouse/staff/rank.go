package staff

import (
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Nobody gives what they do not have, and nobody changes how a person comes in
// who may more than they do: else the right to edit staff would be every right.

// includes says whether p grants all that q grants.
func (p Pattern) includes(q Pattern) bool {
	area, verb := p.parts()
	ofArea, ofVerb := q.parts()
	return (area == "*" || area == ofArea) && (verb == "*" || verb == ofVerb)
}

func (p Pattern) parts() (area, verb string) {
	if p == "*" {
		return "*", "*"
	}
	area, verb, _ = strings.Cut(string(p), ".")
	return area, verb
}

// holdings are all that a person was granted, roles spelt out.
func (p *Person) holdings(tx *store.Tx) ([]Grant, error) {
	if !p.Active {
		return nil, nil
	}
	all := slices.Clone(p.Grants)
	for _, at := range p.Roles {
		role, err := FindRole(tx, at.Role)
		if err != nil {
			return nil, err
		}
		all = append(all, role.at(at.Site)...)
	}
	return all, nil
}

// at is what a role grants at a site.
func (r *Role) at(site warehouse.SiteID) []Grant {
	if r == nil || r.Archived {
		return nil
	}
	all := make([]Grant, len(r.Rights))
	for i, p := range r.Rights {
		all[i] = Grant{p, site}
	}
	return all
}

// actorHolds is nil when whoever tx works for has all that is wanted, and
// Denied when not; for a program, who answers for it must have it too. The node
// has everything.
func actorHolds(tx *store.Tx, wanted []Grant) error {
	for actor := warehouse.PersonID(tx.Origin().Person); !actor.IsZero(); {
		p, err := people.Find(tx, actor)
		if err != nil {
			return err
		}
		if p == nil {
			p = &Person{}
		}
		has, err := p.holdings(tx)
		if err != nil {
			return err
		}
		for _, w := range wanted {
			if !slices.ContainsFunc(has, func(h Grant) bool { return (h.Site.IsZero() || h.Site == w.Site) && h.Right.includes(w.Right) }) {
				return fault.New(fault.Denied, "staff.above", "right", w.Right)
			}
		}
		actor = p.For
	}
	return nil
}

// actorAbove is nil when whoever tx works for may change how a person comes
// in: it is they themselves, or one who has all that they have.
func actorAbove(tx *store.Tx, p *Person) error {
	if p.ID == warehouse.PersonID(tx.Origin().Person) {
		return nil
	}
	has, err := p.holdings(tx)
	if err != nil {
		return err
	}
	return actorHolds(tx, has)
}

// keepOwner is a Conflict when no active person is owner of the whole company:
// then nobody could ever hire one.
func keepOwner(tx *store.Tx) error {
	for p, err := range people.All(tx) {
		if err != nil {
			return err
		}
		if p.Active && !p.Machine && slices.Contains(p.Roles, RoleAt{Role: Owner}) {
			return nil
		}
	}
	return fault.New(fault.Conflict, "staff.last_owner")
}
