package read

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Roles are every role beside every right that anything asks for. A
// pattern that covers rights of the list is spelt out in them.
func (r *Reader) Roles(ctx context.Context) (page api.RolesPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		c, err := newCrew(ctx, tx)
		if err != nil {
			return err
		}
		page.Rights = AllRights()
		page.Groups = Grouped(page.Rights)
		for _, right := range page.Rights {
			switch err := staff.May(tx, c.me.Person, staff.Right(right), warehouse.SiteID{}); {
			case err == nil:
				page.Mine = append(page.Mine, right)
			case fault.KindOf(err) != fault.Denied:
				return err
			}
		}
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
				ID: role.ID, Name: c.roles[role.ID], Rights: spelt(role, page.Rights), Own: !role.Custom, Archived: role.Archived,
				People: holders[role.ID], Version: role.Version,
			})
		}
		return nil
	})
	return page, err
}

// AllRights are the rights that commands, reads and the flows of the floor ask
// for, sorted, but for the one that everybody has.
func AllRights() (all api.List[string]) {
	for _, c := range command.All() {
		all = append(all, string(c.Right))
	}
	for _, right := range station.Rights() {
		all = append(all, string(right))
	}
	all = append(all, api.Rights()...)
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(r string) bool { return r == string(staff.RightSelf) }) // everybody has it
}

// rightGroups are what rights are about, in the order in which people look for
// them, each with the areas of its rights.
var rightGroups = []struct {
	name  string
	areas []string
}{
	{"floor", []string{"station", "floor", "pick", "pack", "receive", "move", "count", "replenish", "label"}},
	{"dispatch", []string{"dispatch"}},
	{"orders", []string{"orders", "shop"}},
	{"money", []string{"till", "pay", "books"}},
	{"goods", []string{"catalog", "import", "supply", "returns"}},
	{"stock", []string{"stock", "ledger", "place"}},
	{"people", []string{"staff"}},
	{"node", []string{"devices", "settings", "stuck", "audit"}},
}

// Grouped are rights by what they are about, area by area, what is only seen before
// what is done; no group without any. One of an area that stands in no group is left
// out: the test of the matrix says which.
func Grouped(rights []string) (all api.List[api.RightGroup]) {
	for _, g := range rightGroups {
		group := api.RightGroup{Name: g.name}
		for _, area := range g.areas {
			if read := area + ".read"; slices.Contains(rights, read) {
				group.Rights = append(group.Rights, read)
			}
			for _, right := range rights {
				if strings.HasPrefix(right, area+".") && right != area+".read" {
					group.Rights = append(group.Rights, right)
				}
			}
		}
		if len(group.Rights) > 0 {
			all = append(all, group)
		}
	}
	return all
}

// BuiltIn says whether people know one of the product's own roles by a name, in
// any language, whatever its letters' case.
func BuiltIn(name string) bool {
	name = strings.Join(strings.Fields(name), " ")
	for _, key := range roleNames {
		if slices.ContainsFunc(locale.Langs, func(lang locale.Lang) bool { return strings.EqualFold(locale.Say(lang, key, nil), name) }) {
			return true
		}
	}
	return false
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

// spelt are the rights that a role grants, or would if it were in use, and those
// of its patterns that grant nothing of the list: an edit that sends all back takes
// nothing away unseen.
func spelt(role staff.Role, rights []string) (all api.List[string]) {
	role.Archived = false
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
	} else if !slices.Contains(AllRights(), name) {
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
