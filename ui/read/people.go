package read

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// People are those who work here by name; programs stand with whoever answers
// for them.
func (r *Reader) People(ctx context.Context, f api.PeopleFilter) (page api.PeoplePage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		l, err := newCrew(ctx, tx)
		if err != nil {
			return err
		}
		all, err := l.named(f)
		if err != nil {
			return err
		}
		if all, page.Next, err = peoplePage(all, f.Page); err != nil {
			return err
		}
		for _, p := range all {
			row, err := l.row(p)
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, row)
		}
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

// crew is staff while it is being read.
type crew struct {
	*look
	me    Actor
	now   time.Time
	sites map[warehouse.SiteID]string // where the actor may see people
	all   bool                        // which is everywhere
	roles map[string]string           // names by id
}

// newCrew looks up what rows of people name; Denied without the right to see
// them.
func newCrew(ctx context.Context, tx *store.Tx) (*crew, error) {
	if err := may(ctx, tx, staff.RightRead, staff.Anywhere); err != nil {
		return nil, err
	}
	me, err := Who(ctx)
	if err != nil {
		return nil, err
	}
	own, all, err := staff.Sites(tx, me.Person, staff.RightRead)
	if err != nil {
		return nil, err
	}
	c := &crew{look: newLook(tx), me: me, now: tx.Now(), all: all, sites: map[warehouse.SiteID]string{}, roles: map[string]string{}}
	if c.lang, err = language(ctx, tx); err != nil {
		return nil, err
	}
	sites, err := place.Sites(tx)
	if err != nil {
		return nil, err
	}
	for _, s := range sites {
		if all || slices.Contains(own, s.ID) {
			c.sites[s.ID] = s.Name
		}
	}
	roles, err := staff.Roles(tx)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		c.roles[r.ID] = roleName(c.lang, r)
	}
	return c, nil
}

// roleName is how a role is called: by the company, or in the language of the
// person for one of the product's own.
func roleName(lang locale.Lang, r staff.Role) string {
	if r.Name != "" || roleNames[r.ID] == "" {
		return cmp.Or(r.Name, r.ID)
	}
	return locale.Say(lang, roleNames[r.ID], nil)
}

// sees says whether a person is one of those whom the actor may see: who works
// at a warehouse of theirs, or at all.
func (c *crew) sees(p *staff.Person) bool {
	return c.all || slices.ContainsFunc(p.Roles, c.shows)
}

// shows says whether the actor may see a role: not one at a foreign warehouse.
func (c *crew) shows(at staff.RoleAt) bool {
	_, here := c.sites[at.Site]
	return at.Site.IsZero() || here
}

// named are the people whom a filter leaves, by name.
func (c *crew) named(f api.PeopleFilter) (all []*staff.Person, err error) {
	text := strings.ToLower(strings.TrimSpace(f.Text))
	for p, err := range staff.People(c.tx) {
		if err != nil {
			return nil, err
		}
		found := text == "" || strings.Contains(strings.ToLower(p.Name), text) || strings.Contains(p.Login, text)
		if found && !p.Machine && f.Has(!p.Active) && c.sees(p) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b *staff.Person) int {
		return cmp.Or(cmp.Compare(past(a), past(b)), cmp.Compare(a.Name, b.Name), cmp.Compare(string(a.ID[:]), string(b.ID[:])))
	})
	return all, nil
}

// past is 1 for somebody who works here no more: they stand behind those who do.
func past(p *staff.Person) int {
	if p.Active {
		return 0
	}
	return 1
}

// peoplePage takes the page behind the cursor, which is the id of the person
// before it.
func peoplePage(all []*staff.Person, p api.Page) (page []*staff.Person, next string, err error) {
	if p.Cursor != "" {
		var after warehouse.PersonID
		if err := after.UnmarshalText([]byte(p.Cursor)); err != nil {
			return nil, "", err
		}
		all = all[slices.IndexFunc(all, func(p *staff.Person) bool { return p.ID == after })+1:]
	}
	if n := limit(p); len(all) > n {
		return all[:n], all[n-1].ID.String(), nil
	}
	return all, "", nil
}

func (c *crew) row(p *staff.Person) (api.PersonRow, error) {
	row := api.PersonRow{
		Person: personMark(p), Login: p.Login, Badges: int64(len(p.Badges)), PIN: p.PIN != "", Left: !p.Active,
	}
	for _, at := range p.Roles {
		if !c.shows(at) {
			continue
		}
		role := api.RoleAt{Role: at.Role, Name: cmp.Or(c.roles[at.Role], at.Role)}
		if !at.Site.IsZero() {
			role.Site = &api.SiteMark{ID: at.Site.String(), Name: c.sites[at.Site]}
		}
		row.Roles = append(row.Roles, role)
	}
	var seen time.Time
	for s, err := range c.sessions(p.ID) {
		if err != nil {
			return row, err
		}
		row.Sessions++
		if s.Seen.After(seen) {
			seen = s.Seen
		}
	}
	work, err := station.Of(c.tx, p.ID)
	if err != nil && !isNotFound(err) {
		return row, err
	}
	if work != nil {
		if work.At.After(seen) {
			seen = work.At
		}
		if row.Station, err = c.bench(work, row.Sessions > 0); err != nil {
			return row, err
		}
	}
	if !seen.IsZero() {
		row.Seen = &seen
	}
	return row, nil
}

// bench is where somebody works now: they are logged in at a screen, or a scanner
// is theirs. It is "" for nobody's and for one that the actor may not see.
func (c *crew) bench(work *station.Session, logged bool) (string, error) {
	if work.Station.IsZero() {
		return "", nil
	}
	if !logged {
		held, err := station.Scanners(c.tx, work.Person)
		if err != nil || len(held) == 0 {
			return "", err
		}
	}
	at, err := c.place(work.Station)
	if err != nil {
		return "", err
	}
	if _, here := c.sites[at.Site]; !here {
		return "", nil
	}
	return at.Name, nil
}

// sessions walks the sessions of a person that are not over.
func (c *crew) sessions(person warehouse.PersonID) func(func(*staff.Session, error) bool) {
	return func(yield func(*staff.Session, error) bool) {
		for s, err := range staff.Sessions(c.tx, person) {
			if err == nil && s.Ended(c.now) {
				continue
			}
			if !yield(s, err) {
				return
			}
		}
	}
}
