package read

import (
	"context"
	"slices"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Roles are every role beside every right that a command or a read asks for. A
// pattern that covers rights of the list is spelt out in them.
func (r *Reader) Roles(ctx context.Context) (page api.RolesPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		c, err := newCrew(ctx, tx)
		if err != nil {
			return err
		}
		page.Rights = allRights()
		roles, err := staff.Roles(tx)
		if err != nil {
			return err
		}
		holders := map[string]int64{}
		for p, err := range staff.People(tx) {
			if err != nil {
				return err
			}
			if p.Active {
				for _, id := range rolesOf(p) {
					holders[id]++
				}
			}
		}
		for _, role := range roles {
			page.Roles = append(page.Roles, api.Role{
				ID: role.ID, Name: c.roles[role.ID], Rights: spelt(role, page.Rights), Own: !role.Custom,
				People: holders[role.ID], Version: int64(role.Version),
			})
		}
		return nil
	})
	return page, err
}

// allRights are the rights that commands and reads ask for, sorted.
func allRights() (all api.List[string]) {
	for _, c := range command.All() {
		all = append(all, string(c.Right))
	}
	all = append(all, api.Rights()...)
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(r string) bool { return r == string(staff.RightSelf) }) // everybody has it
}

// rolesOf are the roles of a person, each once, wherever they have it.
func rolesOf(p *staff.Person) (ids []string) {
	for _, at := range p.Roles {
		if !slices.Contains(ids, at.Role) {
			ids = append(ids, at.Role)
		}
	}
	return ids
}

// spelt are the rights that a role grants, and those of its patterns that grant
// nothing of the list: an edit that sends all back takes nothing away unseen.
func spelt(role staff.Role, rights []string) (all api.List[string]) {
	for _, right := range rights {
		if role.Covers(staff.Right(right)) {
			all = append(all, right)
		}
	}
	for _, p := range role.Rights {
		if !slices.ContainsFunc(rights, func(r string) bool { return p.Covers(staff.Right(r)) }) {
			all = append(all, string(p))
		}
	}
	return all
}

// maxHolders is how many people are named to somebody who lacks a right.
const maxHolders = 3

// Holders says which right a command or a read wants, and a few people who have
// it at a site: whom to ask.
func (r *Reader) Holders(ctx context.Context, name, named string) (out api.RightHolders, err error) {
	wants := command.Described{Right: staff.Right(name)}
	if c, known := r.Commands[name]; known {
		wants = c
	} else if !slices.Contains(allRights(), name) {
		return out, fault.New(fault.NotFound, "command.name", "name", name)
	}
	out.Right = string(wants.Right)
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := worksAt(ctx, tx, named)
		if err != nil {
			return err
		}
		where := site.ID
		if wants.Company {
			where = warehouse.SiteID{}
		}
		people, err := staff.Holders(tx, wants.Right, where)
		if err != nil {
			return err
		}
		for _, p := range people[:min(len(people), maxHolders)] {
			out.People = append(out.People, personMark(p))
		}
		return nil
	})
	return out, err
}
