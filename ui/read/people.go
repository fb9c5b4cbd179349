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
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
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
		if found && !p.Machine && (p.Active || f.All) && c.sees(p) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b *staff.Person) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(string(a.ID[:]), string(b.ID[:])))
	})
	return all, nil
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
		if !work.Station.IsZero() {
			bench, err := c.place(work.Station)
			if err != nil {
				return row, err
			}
			if _, here := c.sites[bench.Site]; here {
				row.Station = bench.Name
			}
		}
	}
	if !seen.IsZero() {
		row.Seen = &seen
	}
	return row, nil
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

// Person is all of one person's access.
func (r *Reader) Person(ctx context.Context, id string) (card api.PersonCard, err error) {
	var pid warehouse.PersonID
	if err := pid.UnmarshalText([]byte(id)); err != nil {
		return card, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		c, err := newCrew(ctx, tx)
		if err != nil {
			return err
		}
		p, err := staff.Get(tx, pid)
		if err != nil {
			return err
		}
		if !c.sees(p) {
			return fault.New(fault.NotFound, "staff.person", "person", pid)
		}
		card, err = c.card(p)
		return err
	})
	return card, err
}

func (c *crew) card(p *staff.Person) (card api.PersonCard, err error) {
	if card.PersonRow, err = c.row(p); err != nil {
		return card, err
	}
	card.Version, card.Locale = int64(p.Version), p.Locale
	for _, b := range p.Badges {
		card.Cards = append(card.Cards, api.BadgeRow{ID: b.ID.String(), Masked: masked(b.Tail), At: b.Since})
	}
	for s, err := range c.sessions(p.ID) {
		if err != nil {
			return card, err
		}
		card.Open = append(card.Open, api.SessionRow{
			ID: s.ID.String(), Where: browser(s.Where), At: s.Opened, Seen: s.Seen, Mine: s.ID == c.me.Session,
		})
	}
	for t, err := range staff.Tokens(c.tx, p.ID) {
		if err != nil {
			return card, err
		}
		token, err := c.token(t)
		if err != nil {
			return card, err
		}
		card.Tokens = append(card.Tokens, token)
	}
	card.Tape, err = c.tape(subjectOf(p.ID))
	return card, err
}

func (c *crew) token(t *staff.Token) (api.APIToken, error) {
	row := api.APIToken{ID: t.ID.String(), Name: t.Name + " …" + t.Tail, At: t.Made}
	if !t.Used.IsZero() {
		row.Used = &t.Used
	}
	if !t.Ends.IsZero() {
		row.Until = &t.Ends
	}
	machine, err := staff.Get(c.tx, t.Person)
	if err != nil {
		return row, err
	}
	for _, g := range machine.Grants {
		if right := string(g.Right); !slices.Contains(row.Rights, right) {
			row.Rights = append(row.Rights, right)
		}
	}
	return row, nil
}

// browser says in two words what a browser says of itself in a hundred.
func browser(where string) string {
	if !strings.HasPrefix(where, "Mozilla/") {
		return where
	}
	first := func(of ...[2]string) string {
		for _, o := range of {
			if strings.Contains(where, o[0]) {
				return o[1]
			}
		}
		return ""
	}
	name := first([2]string{"YaBrowser/", "Yandex"}, [2]string{"Edg/", "Edge"}, [2]string{"OPR/", "Opera"}, [2]string{"Firefox/", "Firefox"},
		[2]string{"Chrom", "Chrome"}, [2]string{"Safari/", "Safari"})
	system := first([2]string{"Android", "Android"}, [2]string{"iPhone", "iOS"}, [2]string{"iPad", "iOS"}, [2]string{"Windows", "Windows"},
		[2]string{"Mac OS", "macOS"}, [2]string{"Linux", "Linux"})
	if name == "" || system == "" {
		return where
	}
	return name + ", " + system
}

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
