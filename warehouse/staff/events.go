package staff

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// The events of staff. No secret and no hash of one stands in any of them; who
// did it and when is in the entry.
type (
	// Hired says that a person, or a program, may come in from now on.
	Hired struct {
		Person   warehouse.PersonID `json:"person"`
		Name     string             `json:"name"`
		Initials string             `json:"initials"`
		Login    string             `json:"login,omitempty"`
		Locale   string             `json:"locale"`
		Machine  bool               `json:"machine,omitempty"`
		Grants   []Grant            `json:"grants,omitempty"`
		Phone    seal.Sealed        `json:"phone,omitzero" personal:"phone"`
		Email    seal.Sealed        `json:"email,omitzero" personal:"email"`
	}

	// Edited says what changed of a person. Phone and Email are the new ones,
	// when they are among the fields.
	Edited struct {
		Person  warehouse.PersonID `json:"person"`
		Changes []Change           `json:"changes"`
		Phone   seal.Sealed        `json:"phone,omitzero" personal:"phone"`
		Email   seal.Sealed        `json:"email,omitzero" personal:"email"`
	}

	// Change is a field of a person before and after; of a sealed field only
	// its name.
	Change struct {
		Field string `json:"field"`
		Old   string `json:"old,omitempty"`
		New   string `json:"new,omitempty"`
	}

	// Left says that a person works here no more: what they came in with is
	// void.
	Left struct {
		Person   warehouse.PersonID `json:"person"`
		Sessions int                `json:"sessions"` // ended by it
		Tokens   int                `json:"tokens"`   // ended by it
	}

	// Returned says that a person who had left works here again.
	Returned struct {
		Person warehouse.PersonID `json:"person"`
	}

	// RoleGranted and RoleRevoked say what a person may from now on, or no more.
	RoleGranted struct {
		Person warehouse.PersonID `json:"person"`
		Role   string             `json:"role"`
		Site   warehouse.SiteID   `json:"site,omitzero"` // absent for all sites
	}
	RoleRevoked struct {
		Person warehouse.PersonID `json:"person"`
		Role   string             `json:"role"`
		Site   warehouse.SiteID   `json:"site,omitzero"`
	}

	// RoleEdited says what a role of the company grants; a new one has no Old.
	RoleEdited struct {
		Role string    `json:"role"`
		Name string    `json:"name"`
		Old  []Pattern `json:"old,omitempty"`
		New  []Pattern `json:"new"`
	}

	// RoleTurned says that a role of the company went out of use, or came back.
	RoleTurned struct {
		Role string `json:"role"`
		Name string `json:"name"`
	}

	// BadgeBound and BadgeRevoked name a card by the last characters of its
	// code.
	BadgeBound struct {
		Person warehouse.PersonID `json:"person"`
		Badge  BadgeID            `json:"badge"`
		Tail   string             `json:"tail"`
	}
	BadgeRevoked struct {
		Person warehouse.PersonID `json:"person"`
		Badge  BadgeID            `json:"badge"`
		Tail   string             `json:"tail"`
	}

	// PasswordSet and PINSet say that a secret was changed, and whether it is
	// one to be used once; PINTaken that a person has no PIN any more.
	PasswordSet struct {
		Person  warehouse.PersonID `json:"person"`
		OneTime bool               `json:"one_time,omitempty"`
	}
	PINSet struct {
		Person warehouse.PersonID `json:"person"`
	}
	PINTaken struct {
		Person warehouse.PersonID `json:"person"`
	}

	// SessionOpened and SessionEnded say who was at which screen.
	SessionOpened struct {
		Session SessionID          `json:"session"`
		Person  warehouse.PersonID `json:"person"`
		How     How                `json:"how"`
		Where   string             `json:"where,omitempty"`
	}
	SessionEnded struct {
		Session SessionID          `json:"session"`
		Person  warehouse.PersonID `json:"person"`
	}

	// TokenMade, TokenRotated and TokenEnded follow a program's key.
	TokenMade struct {
		Token  TokenID            `json:"token"`
		Person warehouse.PersonID `json:"person"`       // the program it acts as
		For    warehouse.PersonID `json:"for,omitzero"` // who answers for it
		Name   string             `json:"name"`
		Tail   string             `json:"tail"`
		Ends   time.Time          `json:"ends,omitzero"`
	}
	TokenRotated struct {
		Token TokenID   `json:"token"`
		Tail  string    `json:"tail"`
		Until time.Time `json:"until"` // the secret before it is good so long
	}
	TokenEnded struct {
		Token TokenID `json:"token"`
		Name  string  `json:"name"`
	}

	// EnrolOffered says that a code was made with which one device may come in;
	// DeviceEnrolled that one did; DeviceEnded that it may no more.
	EnrolOffered struct {
		Name string           `json:"name"`
		Site warehouse.SiteID `json:"site,omitzero"`
		Ends time.Time        `json:"ends"`
	}
	DeviceEnrolled struct {
		Device DeviceID         `json:"device"`
		Name   string           `json:"name"`
		Site   warehouse.SiteID `json:"site,omitzero"`
	}
	DeviceEnded struct {
		Device DeviceID `json:"device"`
		Name   string   `json:"name"`
	}
)

// One person, and one site, for the examples.
var (
	somebody = warehouse.PersonID{1, 2, 3}
	anyone   = warehouse.PersonID{1, 2, 4}
	site7    = warehouse.SiteID{7}
	closed   = seal.Sealed{Subject: warehouse.SubjectID{5}, Box: []byte("box")}
	noon     = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
)

// The kinds under which they stand in the journal.
var (
	HiredKind = journal.Register("staff.hired/1", Hired{Person: somebody, Name: "Олена Коваль", Initials: "ОК", Login: "olena",
		Locale: "uk", Machine: true, Grants: []Grant{{Right: "shop.exchange", Site: site7}}, Phone: closed, Email: closed})
	EditedKind = journal.Register("staff.edited/1", Edited{Person: somebody,
		Changes: []Change{{Field: "name", Old: "Олена Коваль", New: "Олена Мельник"}, {Field: "phone"}}, Phone: closed, Email: closed})
	LeftKind           = journal.Register("staff.left/1", Left{Person: somebody, Sessions: 2, Tokens: 1})
	ReturnedKind       = journal.Register("staff.returned/1", Returned{Person: somebody})
	RoleGrantedKind    = journal.Register("staff.role_granted/1", RoleGranted{Person: somebody, Role: "picker", Site: site7})
	RoleRevokedKind    = journal.Register("staff.role_revoked/1", RoleRevoked{Person: somebody, Role: "picker", Site: site7})
	RoleEditedKind     = journal.Register("staff.role_edited/1", RoleEdited{Role: "01", Name: "Ночная смена", Old: []Pattern{"pick.work"}, New: []Pattern{"pick.*"}})
	RoleArchivedKind   = journal.Register("staff.role_archived/1", RoleTurned{Role: "01", Name: "Ночная смена"})
	RoleRestoredKind   = journal.Register("staff.role_restored/1", RoleTurned{Role: "01", Name: "Ночная смена"})
	BadgeBoundKind     = journal.Register("staff.badge_bound/1", BadgeBound{Person: somebody, Badge: BadgeID{9}, Tail: "84"})
	BadgeRevokedKind   = journal.Register("staff.badge_revoked/1", BadgeRevoked{Person: somebody, Badge: BadgeID{9}, Tail: "84"})
	PasswordSetKind    = journal.Register("staff.password_set/1", PasswordSet{Person: somebody, OneTime: true})
	PINSetKind         = journal.Register("staff.pin_set/1", PINSet{Person: somebody})
	PINTakenKind       = journal.Register("staff.pin_taken/1", PINTaken{Person: somebody})
	SessionOpenedKind  = journal.Register("staff.session_opened/1", SessionOpened{Session: SessionID{8}, Person: somebody, How: ByBadgeAndPIN, Where: "handheld 3"})
	SessionEndedKind   = journal.Register("staff.session_ended/1", SessionEnded{Session: SessionID{8}, Person: somebody})
	TokenMadeKind      = journal.Register("staff.token_made/1", TokenMade{Token: TokenID{6}, Person: somebody, For: anyone, Name: "1С", Tail: "x7Qd", Ends: noon})
	TokenRotatedKind   = journal.Register("staff.token_rotated/1", TokenRotated{Token: TokenID{6}, Tail: "p0Zk", Until: noon})
	TokenEndedKind     = journal.Register("staff.token_ended/1", TokenEnded{Token: TokenID{6}, Name: "1С"})
	EnrolOfferedKind   = journal.Register("staff.enrol_offered/1", EnrolOffered{Name: "handheld 3", Site: site7, Ends: noon})
	DeviceEnrolledKind = journal.Register("staff.device_enrolled/1", DeviceEnrolled{Device: DeviceID{4}, Name: "handheld 3", Site: site7})
	DeviceEndedKind    = journal.Register("staff.device_ended/1", DeviceEnded{Device: DeviceID{4}, Name: "handheld 3"})
)

// about names a person to the journal.
func about(id warehouse.PersonID) journal.Subject { return journal.About("person", id) }

// tell records an event about a person.
func tell[E any](tx *store.Tx, kind *journal.Kind[E], id warehouse.PersonID, e E) error {
	return kind.Record(tx, e, about(id))
}
