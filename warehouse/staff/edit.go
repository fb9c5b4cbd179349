package staff

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/letter"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// Limits of what people are called, in characters.
const (
	MaxName     = 120
	MaxInitials = 4
	MaxLogin    = 60
	MinLogin    = 2
)

// Locales are the languages a person may choose.
var Locales = []string{"ru", "uk", "en"}

// EditRequest hires a person, when Person is zero, or changes what is given of
// one. Phone and Email are sealed before, under a subject of the person's own.
type EditRequest struct {
	Person   warehouse.PersonID `json:"person,omitzero"`
	Version  uint64             `json:"version,omitempty"` // the one seen; 0 for a new person
	Name     *string            `json:"name,omitempty"`
	Initials *string            `json:"initials,omitempty"`
	Login    *string            `json:"login,omitempty"`
	Locale   *string            `json:"locale,omitempty"`
	Phone    *seal.Sealed       `json:"phone,omitempty"`
	Email    *seal.Sealed       `json:"email,omitempty"`
	Left     *bool              `json:"left,omitempty"`
}

// EditAnswer names the person.
type EditAnswer struct {
	Person  warehouse.PersonID `json:"person"`
	Version uint64             `json:"version"`
}

// Edit hires or changes a person. Conflict for another version than the one
// seen, a login that is taken, or the last owner leaving; Denied for a person
// who may more than the one who asks.
func Edit(_ context.Context, tx *store.Tx, r *EditRequest) (*EditAnswer, error) {
	if r.Person.IsZero() {
		p, err := hire(tx, r)
		if err != nil {
			return nil, err
		}
		return &EditAnswer{p.ID, p.Version}, nil
	}
	p, err := Get(tx, r.Person)
	if err != nil {
		return nil, err
	}
	if p.Version != r.Version {
		return nil, fault.New(fault.Conflict, "staff.version", "name", p.Name)
	}
	if err := actorAbove(tx, p); err != nil {
		return nil, err
	}
	changed := Edited{Person: p.ID}
	if err := apply(p, r, &changed); err != nil {
		return nil, err
	}
	if len(changed.Changes) > 0 {
		if err := tell(tx, EditedKind, p.ID, changed); err != nil {
			return nil, err
		}
	}
	moved := r.Left != nil && *r.Left == p.Active
	if moved {
		if err := comeOrGo(tx, p); err != nil {
			return nil, err
		}
	}
	if len(changed.Changes) > 0 || moved {
		if err := keep(tx, p); err != nil {
			return nil, err
		}
	}
	if moved && !p.Active {
		if err := keepOwner(tx); err != nil {
			return nil, err
		}
	}
	return &EditAnswer{p.ID, p.Version}, nil
}

// hire makes a person.
func hire(tx *store.Tx, r *EditRequest) (*Person, error) {
	p := &Person{ID: warehouse.PersonID(tx.Mint()), Active: true, Locale: Locales[0], Since: tx.Now()}
	if r.Name == nil {
		return nil, fault.New(fault.Invalid, "staff.name")
	}
	if err := apply(p, r, &Edited{}); err != nil {
		return nil, err
	}
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	return p, tell(tx, HiredKind, p.ID, p.hired())
}

func (p *Person) hired() Hired {
	return Hired{Person: p.ID, Name: p.Name, Initials: p.Initials, Login: p.Login, Locale: p.Locale,
		Machine: p.Machine, Grants: p.Grants, Phone: p.Phone, Email: p.Email}
}

// keep writes a person under their next version.
func keep(tx *store.Tx, p *Person) error {
	p.Version++
	err := people.Put(tx, p)
	if errors.Is(err, store.ErrExists) {
		return fault.New(fault.Conflict, "staff.taken", "login", p.Login).With(err)
	}
	return err
}

// apply puts what a request gives into a person and notes what changed.
func apply(p *Person, r *EditRequest, changed *Edited) error {
	initials := r.Initials
	if r.Name != nil && initials == nil && p.Initials == initialsOf(p.Name) { // nobody chose them
		made := initialsOf(*r.Name)
		initials = &made
	}
	for _, f := range []struct {
		name  string
		into  *string
		value *string
		clean func(string) (string, error)
	}{
		{"name", &p.Name, r.Name, cleanName},
		{"initials", &p.Initials, initials, cleanInitials},
		{"login", &p.Login, r.Login, FoldLogin},
		{"locale", &p.Locale, r.Locale, cleanLocale},
	} {
		if f.value == nil {
			continue
		}
		text, err := f.clean(*f.value)
		if err != nil {
			return err
		}
		if text != *f.into {
			changed.Changes = append(changed.Changes, Change{f.name, *f.into, text})
			*f.into = text
		}
	}
	if r.Phone != nil {
		changed.Changes = append(changed.Changes, Change{Field: "phone"})
		p.Phone, changed.Phone = *r.Phone, *r.Phone
	}
	if r.Email != nil {
		changed.Changes = append(changed.Changes, Change{Field: "email"})
		p.Email, changed.Email = *r.Email, *r.Email
	}
	return nil
}

func cleanName(s string) (string, error) {
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	if n := utf8.RuneCountInString(s); n == 0 || n > MaxName || !printable(s) {
		return "", fault.New(fault.Invalid, "staff.name")
	}
	return s, nil
}

func cleanInitials(s string) (string, error) {
	s = strings.ToUpper(strings.TrimSpace(norm.NFC.String(s)))
	if utf8.RuneCountInString(s) > MaxInitials || !printable(s) {
		return "", fault.New(fault.Invalid, "staff.initials")
	}
	return s, nil
}

func cleanLocale(s string) (string, error) {
	for _, l := range Locales {
		if s == l {
			return s, nil
		}
	}
	return "", fault.New(fault.Invalid, "staff.locale", "locale", s)
}

// FoldLogin writes a login as it is compared: composed, lower case, no space
// around. The empty login is allowed: a person without one comes in by badge.
func FoldLogin(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(norm.NFKC.String(s)))
	n := utf8.RuneCountInString(s)
	if n == 0 {
		return "", nil
	}
	if n < MinLogin || n > MaxLogin || !printable(s) || strings.ContainsFunc(s, unicode.IsSpace) {
		return "", fault.New(fault.Invalid, "staff.login")
	}
	return s, nil
}

// initialsOf takes the first letters of the first two words.
func initialsOf(name string) string {
	var b strings.Builder
	for i, word := range strings.Fields(name) {
		if i == 2 {
			break
		}
		first, _ := utf8.DecodeRuneInString(word)
		b.WriteRune(unicode.ToUpper(first))
	}
	return b.String()
}

func printable(s string) bool {
	return letter.Seen(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// comeOrGo turns a person who works here into one who has left, or back. Who
// leaves takes every key along: nothing they came in with works any more.
func comeOrGo(tx *store.Tx, p *Person) error {
	if p.Active = !p.Active; p.Active {
		return tell(tx, ReturnedKind, p.ID, Returned{p.ID})
	}
	p.Password, p.OneTime, p.PIN, p.Badges = "", time.Time{}, "", nil
	sessions, err := endSessions(tx, p.ID, every)
	if err != nil {
		return err
	}
	tokens, err := endTokensFor(tx, p.ID)
	if err != nil {
		return err
	}
	return tell(tx, LeftKind, p.ID, Left{p.ID, sessions, tokens})
}

// LocaleRequest chooses the language of the person who asks.
type LocaleRequest struct {
	Locale string `json:"locale"`
}

// None answers a command that has nothing to tell.
type None struct{}

// SetLocale carries out a LocaleRequest.
func SetLocale(_ context.Context, tx *store.Tx, r *LocaleRequest) (*None, error) {
	p, err := Get(tx, tx.Origin().Person)
	if err != nil {
		return nil, err
	}
	changed := Edited{Person: p.ID}
	if err := apply(p, &EditRequest{Locale: &r.Locale}, &changed); err != nil || len(changed.Changes) == 0 {
		return &None{}, err
	}
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	return &None{}, tell(tx, EditedKind, p.ID, changed)
}

// SiteRequest chooses the warehouse that the person who asks works at.
type SiteRequest struct {
	Site warehouse.SiteID `json:"site"`
}

// SetSite carries out a SiteRequest; Denied at a site where the person may
// nothing.
func SetSite(_ context.Context, tx *store.Tx, r *SiteRequest) (*None, error) {
	p, err := Get(tx, tx.Origin().Person)
	if err != nil {
		return nil, err
	}
	has, err := p.holdings(tx)
	if err != nil {
		return nil, err
	}
	for _, h := range has {
		if reaches(h.Site, r.Site) {
			p.Site = r.Site
			return &None{}, people.Put(tx, p) // where one works is no change of who one is
		}
	}
	return nil, fault.New(fault.Denied, "staff.foreign_site").With(fmt.Errorf("person %s at site %s", p.ID, r.Site))
}
