package staff

import (
	"fmt"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Right is what a command or a read asks for: "area.verb", as "pick.work". In
// a role it may be a pattern, see Pattern.
type Right string

// Rights of this package's own commands and reads.
const (
	RightSelf   Right = "self.edit"  // one's own password, PIN, sessions: everybody who works here has it
	RightRead   Right = "staff.read" // see people, roles, sessions, tokens
	RightPeople Right = "staff.edit" // hire, dismiss, grant, issue badges and tokens
)

// Anywhere is asked for what belongs to no site, as the name of an item: it is
// granted to whoever has the right at one site at least. The zero site, the
// whole company, is granted only by a role for all sites.
var Anywhere = warehouse.SiteID{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}

// Pattern is a Right, or one with "*" for its area, its verb or both: "pick.*",
// "*.read", "*".
type Pattern string

// Covers says whether the pattern grants right.
func (p Pattern) Covers(right Right) bool {
	if p == "*" || string(p) == string(right) {
		return true
	}
	area, verb, ok := strings.Cut(string(p), ".")
	hasArea, hasVerb, is := strings.Cut(string(right), ".")
	return ok && is && (area == "*" || area == hasArea) && (verb == "*" || verb == hasVerb)
}

// valid says whether p is "*" or two words with a point between them.
func (p Pattern) valid() bool {
	if p == "*" {
		return true
	}
	area, verb, ok := strings.Cut(string(p), ".")
	return ok && word(area) && word(verb)
}

// word is a part of a pattern: "*", or lower-case letters, digits and "_".
func word(s string) bool {
	return s == "*" || s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// RoleAt is a role that a person has at a site, or at all sites when Site is
// zero.
type RoleAt struct {
	Role string           `json:"role"` // its ID
	Site warehouse.SiteID `json:"site,omitzero"`
}

// Grant is a single pattern given without a role: what an API token may.
type Grant struct {
	Right Pattern          `json:"right"`
	Site  warehouse.SiteID `json:"site,omitzero"` // zero for all sites
}

func roleAtRow(r *store.Row, a *RoleAt) {
	store.Text(r, 1, &a.Role)
	ident.Field(r, 2, &a.Site)
}

func grantRow(r *store.Row, g *Grant) {
	store.Text(r, 1, &g.Right)
	ident.Field(r, 2, &g.Site)
}

// May answers nil when person has right at site, and Denied when not. The zero
// person is the node itself, which may everything; a site is one site, zero for
// the whole company, or Anywhere.
func May(tx *store.Tx, person warehouse.PersonID, right Right, site warehouse.SiteID) error {
	if person.IsZero() {
		return nil
	}
	p, err := people.Find(tx, person)
	if err != nil {
		return err
	}
	if p != nil && p.Active {
		granted, err := p.may(tx, right, site)
		if err != nil || granted {
			return err
		}
	}
	return denied(person, right, site)
}

// denied names the right. At which site it was wanted is for the log alone: who
// lacks it there need not learn where a thing lies.
func denied(person warehouse.PersonID, right Right, site warehouse.SiteID) error {
	return fault.New(fault.Denied, "staff.denied", "right", right).With(fmt.Errorf("person %s at site %s", person, site))
}

func (p *Person) may(tx *store.Tx, right Right, site warehouse.SiteID) (bool, error) {
	if right == RightSelf { // a program is nobody: it has no password, and no screen of its own
		return !p.Machine, nil
	}
	if granted, err := p.granted(tx, right, site); err != nil || !granted || p.For.IsZero() {
		return granted, err
	}
	owner, err := people.Find(tx, p.For) // a program may no more than who answers for it
	if err != nil || owner == nil || !owner.Active {
		return false, err
	}
	return owner.granted(tx, right, site)
}

// granted says what a person's own grants and roles say.
func (p *Person) granted(tx *store.Tx, right Right, site warehouse.SiteID) (bool, error) {
	for _, g := range p.Grants {
		if reaches(g.Site, site) && g.Right.Covers(right) {
			return true, nil
		}
	}
	for _, at := range p.Roles {
		if !reaches(at.Site, site) {
			continue
		}
		role, err := FindRole(tx, at.Role)
		if err != nil {
			return false, err
		}
		if role.Covers(right) {
			return true, nil
		}
	}
	return false, nil
}

// reaches says whether what was granted at a site (zero: at all) is good at
// the one that is asked for.
func reaches(granted, asked warehouse.SiteID) bool {
	return granted.IsZero() || asked == Anywhere || granted == asked
}

// Sites lists where person has right; all is true when that is everywhere, and
// then there is no list. A read uses it to show what a person may see.
func Sites(tx *store.Tx, person warehouse.PersonID, right Right) (sites []warehouse.SiteID, all bool, err error) {
	err = May(tx, person, right, warehouse.SiteID{})
	if err == nil {
		return nil, true, nil
	}
	if fault.KindOf(err) != fault.Denied {
		return nil, false, err
	}
	p, err := people.Find(tx, person)
	if err != nil || p == nil {
		return nil, false, err
	}
	for _, site := range p.sites() {
		switch err := May(tx, person, right, site); {
		case err == nil:
			sites = append(sites, site)
		case fault.KindOf(err) != fault.Denied:
			return nil, false, err
		}
	}
	return sites, false, nil
}
