package staff

import (
	"iter"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// BadgeID names a card.
type BadgeID = ident.ID[badgeKind]

type badgeKind struct{}

// Person is somebody who works here, or a program that acts through the API.
type Person struct {
	ID       warehouse.PersonID
	Name     string // as colleagues and the audit trail show it
	Initials string // on small screens: "OK"
	Login    string // folded by FoldLogin; empty for one who only has a badge
	Locale   string // "ru", "uk" or "en"

	Password string    // PHC string of argon2id; empty: no password login
	OneTime  time.Time // until when a password that another made is good, for choosing one's own; zero for one's own
	PIN      string    // as Password, of a PIN: asked with a badge and before risky actions
	Badges   []Badge

	Roles  []RoleAt
	Grants []Grant // single rights; of a machine, its scope

	Active  bool               // false from the day a person leaves
	Machine bool               // a program with an API token, which nobody can log in as
	For     warehouse.PersonID // of a machine: who answers for it; it may nothing that they may not
	Site    warehouse.SiteID   // where the person works now, as they chose; zero for nowhere yet

	Phone seal.Sealed
	Email seal.Sealed

	Since   time.Time
	Version uint64 // rises with each change; an edit names the one it saw
}

// Badge is a card with a code that names a person when scanned.
type Badge struct {
	ID    BadgeID
	Hash  seal.Hash // keyed hash of the code
	Tail  string    // its last characters, to tell one card from another
	Since time.Time
}

func badgeRow(r *store.Row, b *Badge) {
	ident.Field(r, 1, &b.ID)
	seal.HashField(r, 2, &b.Hash)
	store.Text(r, 3, &b.Tail)
	store.Time(r, 4, &b.Since)
}

func personRow(r *store.Row, p *Person) {
	ident.Field(r, 1, &p.ID)
	store.Text(r, 2, &p.Name)
	store.Text(r, 3, &p.Initials)
	store.Text(r, 4, &p.Login)
	store.Text(r, 5, &p.Locale)
	store.Text(r, 6, &p.Password)
	store.Text(r, 7, &p.PIN)
	store.List(r, 8, &p.Badges, badgeRow)
	store.List(r, 9, &p.Roles, roleAtRow)
	store.List(r, 10, &p.Grants, grantRow)
	store.Bool(r, 11, &p.Active)
	store.Bool(r, 12, &p.Machine)
	seal.Field(r, 13, &p.Phone)
	seal.Field(r, 14, &p.Email)
	store.Time(r, 15, &p.Since)
	store.Uint(r, 16, &p.Version)
	store.Time(r, 17, &p.OneTime)
	ident.Field(r, 18, &p.For)
	ident.Field(r, 19, &p.Site)
}

var (
	people = store.NewTable("staff.people", func(p *Person) warehouse.PersonID { return p.ID }, personRow)

	byLogin = store.NewIndex(people, "login", func(p *Person) []store.Str {
		if p.Login == "" {
			return nil
		}
		return []store.Str{store.Str(p.Login)}
	}).Unique()

	byBadge = store.NewIndex(people, "badge", func(p *Person) []seal.Hash {
		var all []seal.Hash
		for _, b := range p.Badges {
			all = append(all, b.Hash)
		}
		return all
	}).Unique()
)

// Get returns a person; NotFound when there is none.
func Get(tx *store.Tx, id warehouse.PersonID) (*Person, error) {
	p, err := people.Find(tx, id)
	if err == nil && p == nil {
		err = fault.New(fault.NotFound, "staff.person", "person", id)
	}
	return p, err
}

// People walks everybody, in the order in which they were hired, with those
// who have left.
func People(tx *store.Tx) iter.Seq2[*Person, error] { return people.All(tx) }

// WorksAt says whether a role or a right is given to the person at one site and
// not everywhere.
func (p *Person) WorksAt(site warehouse.SiteID) bool { return slices.Contains(p.sites(), site) }

// sites are those that the person's roles and grants name, each once.
func (p *Person) sites() []warehouse.SiteID {
	var all []warehouse.SiteID
	add := func(s warehouse.SiteID) {
		if !s.IsZero() && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	for _, at := range p.Roles {
		add(at.Site)
	}
	for _, g := range p.Grants {
		add(g.Site)
	}
	return all
}
