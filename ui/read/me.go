package read

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// home is the first warehouse that there was of those at which a person may do
// anything; zero where there is none. A new one moves nobody.
func home(tx *store.Tx, person warehouse.PersonID) (first warehouse.SiteID, err error) {
	sites, err := sitesOf(tx, person)
	for _, s := range sites {
		if first.IsZero() || bytes.Compare(s.ID[:], first[:]) < 0 {
			first = s.ID
		}
	}
	return first, err
}

// sitesOf are the warehouses at which a person has any right, by name.
func sitesOf(tx *store.Tx, person warehouse.PersonID) (own []place.Site, err error) {
	all, err := place.Sites(tx)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		rights, err := Rights(tx, person, s.ID)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(rights, func(r string) bool { return r != string(staff.RightSelf) }) { // which everybody has
			own = append(own, s)
		}
	}
	return own, nil
}

// Rights are what a person may do and read at a warehouse, of all that the
// commands, flows and reads of this program ask for.
func Rights(tx *store.Tx, person warehouse.PersonID, site warehouse.SiteID) (rights []string, err error) {
	seen := map[staff.Right]bool{}
	ask := func(right staff.Right) error {
		if right == "" || seen[right] {
			return nil
		}
		seen[right] = true
		switch err := staff.May(tx, person, right, site); {
		case err == nil:
			rights = append(rights, string(right))
		case fault.KindOf(err) != fault.Denied:
			return err
		}
		return nil
	}
	for _, c := range command.All() {
		if err := ask(c.Right); err != nil {
			return nil, err
		}
	}
	for _, right := range station.Rights() {
		if err := ask(right); err != nil {
			return nil, err
		}
	}
	for _, right := range api.Rights() {
		if err := ask(staff.Right(right)); err != nil {
			return nil, err
		}
	}
	return rights, nil
}

// commandsOf are the commands of the API that a person may give at a warehouse.
func (r *Reader) commandsOf(tx *store.Tx, person warehouse.PersonID, site warehouse.SiteID) (names []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(r.Commands)) {
		c, at := r.Commands[name], site
		if c.Company {
			at = warehouse.SiteID{}
		}
		switch err := staff.May(tx, person, c.Right, at); {
		case err == nil:
			names = append(names, name)
		case fault.KindOf(err) != fault.Denied:
			return nil, err
		}
	}
	return names, nil
}

// Me tells the person of the request who they are, where, and what they may do.
func (r *Reader) Me(ctx context.Context) (me api.Me, err error) {
	who, err := Who(ctx)
	if err != nil {
		return me, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		p, err := staff.Get(tx, who.Person)
		if err != nil {
			return err
		}
		me.Person = personMark(p)
		me.Login, me.Locale = p.Login, p.Locale
		sites, err := sitesOf(tx, p.ID)
		if err != nil {
			return err
		}
		for _, s := range sites {
			me.Sites = append(me.Sites, api.SiteMark{ID: s.ID.String(), Name: s.Name})
		}
		site, err := Site(ctx, tx, "")
		if err != nil {
			return err
		}
		me.Site = site.String()
		if me.Rights, err = Rights(tx, p.ID, site); err != nil {
			return err
		}
		if me.Commands, err = r.commandsOf(tx, p.ID, site); err != nil {
			return err
		}
		if me.Works, err = station.Works(tx, p.ID, site); err != nil {
			return err
		}
		if me.Firm, err = firm(tx, site); err != nil {
			return err
		}
		me.Seq, err = seq(tx)
		return err
	})
	return me, err
}

// firm is the name of the business that a warehouse belongs to.
func firm(tx *store.Tx, site warehouse.SiteID) (string, error) {
	if site.IsZero() {
		return "", nil
	}
	s, err := place.GetSite(tx, site)
	if err != nil || s.Owner.IsZero() {
		return "", err
	}
	e, err := place.GetEntity(tx, s.Owner)
	if err != nil {
		return "", err
	}
	return e.Name, nil
}

func personMark(p *staff.Person) api.PersonMark {
	return api.PersonMark{ID: p.ID.String(), Name: p.Name, Short: p.Initials}
}

func seq(tx *store.Tx) (int64, error) {
	n, err := journal.Head(tx)
	return int64(n), err
}
