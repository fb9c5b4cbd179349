package api

import (
	"context"
	"time"
)

// PeopleReader reads staff.
type PeopleReader interface {
	People(ctx context.Context, filter PeopleFilter) (PeoplePage, error)
	Person(ctx context.Context, id string) (PersonCard, error)
	Roles(ctx context.Context) (RolesPage, error)
	// Scores are what people did and what went wrong; Slips is what a person's
	// mistakes are made of.
	Scores(ctx context.Context, filter ScoresFilter) (ScoresPage, error)
	Slips(ctx context.Context, filter SlipsFilter) (SlipsPage, error)
	// Tokens are the keys of other programs, all in one list.
	Tokens(ctx context.Context) (TokensPage, error)
	// Holders are people who may do a command, or who have the right of a read,
	// at a site: whom to ask.
	Holders(ctx context.Context, name, site string) (RightHolders, error)
}

// PeopleFilter narrows staff.
type PeopleFilter struct {
	Page
	Text string `query:"text" maxLength:"100"`
	All  bool   `query:"all" doc:"those who left too"`
	Left bool   `query:"left" doc:"only those who left"`
}

// Has says whether somebody who left, or did not, is among those asked for.
func (f *PeopleFilter) Has(left bool) bool {
	if f.Left || !left {
		return f.Left == left
	}
	return f.All
}

// PeoplePage is staff by name.
type PeoplePage struct {
	Rows List[PersonRow] `json:"rows"`
	Next string          `json:"next,omitempty"`
	Seq  int64           `json:"seq"`
}

// PersonRow is one person of the list.
type PersonRow struct {
	Person   PersonMark   `json:"person"`
	Login    string       `json:"login,omitempty"`
	Roles    List[RoleAt] `json:"roles"`
	Badges   int64        `json:"badges"`
	PIN      bool         `json:"pin" doc:"one is set"`
	Sessions int64        `json:"sessions" doc:"open now"`
	Station  string       `json:"station,omitempty" doc:"where they work now"`
	Seen     *time.Time   `json:"seen,omitempty"`
	Left     bool         `json:"left,omitempty"`
}

// RoleAt is a role a person has at a site; no site is everywhere.
type RoleAt struct {
	Role string    `json:"role"`
	Name string    `json:"name"`
	Site *SiteMark `json:"site,omitempty"`
}

// PersonCard is all of one person's access.
type PersonCard struct {
	PersonRow
	Version uint64           `json:"version"`
	Locale  string           `json:"locale" enum:"ru,uk,en"`
	Cards   List[BadgeRow]   `json:"cards"`
	Open    List[SessionRow] `json:"open"`
	Tokens  List[APIToken]   `json:"tokens"`
	Tape    List[TapeRow]    `json:"tape"`
}

// BadgeRow is a badge; its code is masked.
type BadgeRow struct {
	ID     string    `json:"id"`
	Masked string    `json:"masked"`
	At     time.Time `json:"at"`
}

// SessionRow is an open session.
type SessionRow struct {
	ID    string    `json:"id"`
	Where string    `json:"where" doc:"device or browser"`
	At    time.Time `json:"at"`
	Seen  time.Time `json:"seen"`
	Mine  bool      `json:"mine,omitempty" doc:"the one that asks"`
}

// APIToken is a key of another program; its secret is shown once, when made.
type APIToken struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Rights     List[string]   `json:"rights"`
	Sites      List[SiteMark] `json:"sites" doc:"where it is good, as far as the asker may see them"`
	Everywhere bool           `json:"everywhere,omitempty" doc:"good at all warehouses"`
	By         *PersonMark    `json:"by,omitempty" doc:"who made it; absent: the machine itself"`
	At         time.Time      `json:"at" doc:"when it was made"`
	Used       *time.Time     `json:"used,omitempty" doc:"last, to within minutes"`
	From       string         `json:"from,omitempty" doc:"address of that use"`
	Until      *time.Time     `json:"until,omitempty" doc:"absent: for ever"`
	Over       bool           `json:"over,omitempty" doc:"its time is over"`
	Before     *time.Time     `json:"before,omitempty" doc:"until when the secret before the last rotation is good yet"`
}

// TokensPage is the keys of all programs, by name.
type TokensPage struct {
	Rows List[TokenRow] `json:"rows"`
	Seq  int64          `json:"seq"`
}

// TokenRow is a key and who answers for it.
type TokenRow struct {
	APIToken
	Person *PersonMark `json:"person,omitempty" doc:"absent: the company"`
}

// RolesPage is every role and every right there is.
type RolesPage struct {
	Roles  List[Role]       `json:"roles"`
	Rights List[string]     `json:"rights"`
	Groups List[RightGroup] `json:"groups" doc:"the same rights by what they are about"`
	Mine   List[string]     `json:"mine" doc:"those that the asker has at all warehouses, and so may give"`
}

// RightGroup is rights about one thing. Its word is "people.group.NAME" in
// ui/locale.
type RightGroup struct {
	Name   string       `json:"name" example:"orders"`
	Rights List[string] `json:"rights"`
}

// Role is a named set of rights.
type Role struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Rights   List[string] `json:"rights"`
	Own      bool         `json:"own,omitempty" doc:"the product's own; cannot be changed"`
	Archived bool         `json:"archived,omitempty" doc:"out of use"`
	People   int64        `json:"people"`
	Version  uint64       `json:"version"`
}

// RightHolders says which right is wanted and a few people who have it.
type RightHolders struct {
	Right  string           `json:"right"`
	People List[PersonMark] `json:"people"`
}

// PersonEdit makes a person (Person empty) or changes one.
type PersonEdit struct {
	Person  string  `json:"person,omitempty"`
	Version uint64  `json:"version,omitempty"`
	Name    *string `json:"name,omitempty" maxLength:"120"`
	Login   *string `json:"login,omitempty" maxLength:"60"`
	Locale  *string `json:"locale,omitempty"`
	Left    *bool   `json:"left,omitempty"`
}

// PersonMade names the person.
type PersonMade struct {
	Person string `json:"person"`
}

// RoleGrant gives a role or takes it; no site is everywhere.
type RoleGrant struct {
	Person string `json:"person"`
	Role   string `json:"role"`
	Site   string `json:"site,omitempty"`
}

// RoleEdit makes a role (Role empty) or changes one.
type RoleEdit struct {
	Role    string       `json:"role,omitempty"`
	Version uint64       `json:"version,omitempty"`
	Name    string       `json:"name" minLength:"1" maxLength:"60"`
	Rights  List[string] `json:"rights"`
}

// RoleMark names a role of the company as it was seen.
type RoleMark struct {
	Role    string `json:"role"`
	Version uint64 `json:"version"`
}

// BadgeBind binds a badge's code to a person.
type BadgeBind struct {
	Person string `json:"person"`
	Code   string `json:"code" minLength:"4" maxLength:"80"`
}

// BadgePrint asks for a new badge of a person.
type BadgePrint struct {
	Person  string `json:"person"`
	Printer string `json:"printer,omitempty" maxLength:"100"`
}

// BadgePrinted is a new badge: at the printer, or as what can be printed
// elsewhere. It is shown once.
type BadgePrinted struct {
	Printed bool   `json:"printed,omitempty" doc:"a printer of labels was given it"`
	Picture []byte `json:"picture,omitempty" doc:"PNG, where there is no such printer"`
	Sheet   []byte `json:"sheet,omitempty" doc:"PDF, likewise"`
	Seq     int64  `json:"seq,omitempty" doc:"journal sequence of what was recorded"`
}

// PersonPart names something of a person: a badge, a session, a token.
type PersonPart struct {
	Person string `json:"person"`
	ID     string `json:"id"`
}

// PersonName names a person.
type PersonName struct {
	Person string `json:"person"`
}

// Secret is shown once and kept nowhere.
type Secret struct {
	Secret string `json:"secret"`
}

// TokenMake makes a key for another program.
type TokenMake struct {
	Person string       `json:"person"`
	Name   string       `json:"name" minLength:"1" maxLength:"60"`
	Rights List[string] `json:"rights"`
	Sites  List[string] `json:"sites,omitempty" doc:"warehouses where it is good; none: all"`
	Days   int64        `json:"days,omitempty" minimum:"0" maximum:"3650" doc:"of its life; none: for ever"`
}

// TokenRotate asks for another secret of a token.
type TokenRotate struct {
	Person string `json:"person"`
	ID     string `json:"id"`
	Hours  int64  `json:"hours,omitempty" minimum:"0" maximum:"168" doc:"how long the secret before is good yet; none: it dies at once"`
}

func (s *surface) people() {
	read(s, "/api/people", "staff.read", "People, their roles and sessions",
		func(ctx context.Context, in *PeopleFilter) (PeoplePage, error) { return s.core.People.People(ctx, *in) })
	read(s, "/api/people/{id}", "staff.read", "One person's access", func(ctx context.Context, in *ByID) (PersonCard, error) {
		return s.core.People.Person(ctx, in.ID)
	})
	read(s, "/api/roles", "staff.read", "Roles and rights",
		func(ctx context.Context, _ *none) (RolesPage, error) { return s.core.People.Roles(ctx) })
	read(s, "/api/holders", everybody, "Who has a right: whom to ask", func(ctx context.Context, in *struct {
		AtSite
		Name string `query:"name" required:"true" doc:"a command, or the right of a read"`
	}) (RightHolders, error) {
		return s.core.People.Holders(ctx, in.Name, in.Site)
	})
	read(s, "/api/tokens", "staff.read", "Keys of other programs", func(ctx context.Context, _ *none) (TokensPage, error) {
		return s.core.People.Tokens(ctx)
	})
	command[PersonEdit, PersonMade](s, "staff.edit", "Make a person or change one")
	command[RoleGrant, Done](s, "staff.role.grant", "Give a role")
	command[RoleGrant, Done](s, "staff.role.revoke", "Take a role")
	command[RoleEdit, Done](s, "staff.role.edit", "Make a role or change one")
	command[RoleMark, Done](s, "staff.role.archive", "Take a role out of use")
	command[RoleMark, Done](s, "staff.role.restore", "Take a role into use again")
	command[BadgeBind, Done](s, "staff.badge.bind", "Bind a badge to a person")
	command[BadgePrint, BadgePrinted](s, "staff.badge.print", "Make a person a badge and print it")
	command[PersonPart, Done](s, "staff.badge.revoke", "Void a badge")
	command[PersonName, Secret](s, "staff.pin.reset", "Make a new PIN, shown once")
	command[PersonName, Done](s, "staff.pin.remove", "Take a PIN away")
	command[PersonName, Secret](s, "staff.password.reset", "Make a one-time password, shown once")
	command[PersonPart, Done](s, "staff.session.end", "End a session")
	command[TokenMake, Secret](s, "staff.token.make", "Make an API token, shown once")
	command[TokenRotate, Secret](s, "staff.token.rotate", "Give an API token another secret, shown once")
	command[PersonPart, Done](s, "staff.token.revoke", "Void an API token")
}
