package staff

import (
	"context"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// Hashed is a PHC string, made by the Gate. It does not print itself.
type Hashed string

// String hides the hash from logs.
func (h Hashed) String() string { return "hashed" }

// valid is Invalid for a text that the gate did not make.
func (h Hashed) valid() error {
	if _, err := parsePHC(string(h)); err != nil {
		return fault.New(fault.Invalid, "staff.hash")
	}
	return nil
}

// ResetRequest gives a person a one-time password, or a PIN, that another made.
type ResetRequest struct {
	Person warehouse.PersonID `json:"person"`
	Hash   Hashed             `json:"hash"`
}

// ResetPassword gives a one-time password, which is good for a day and for
// nothing but choosing another; open sessions end. Denied for a person who may
// more than the one who asks.
func ResetPassword(_ context.Context, tx *store.Tx, r *ResetRequest) (*None, error) {
	p, err := r.find(tx)
	if err != nil {
		return nil, err
	}
	policy, err := Rules.Get(tx)
	if err != nil {
		return nil, err
	}
	if p.Login == "" {
		return nil, fault.New(fault.Conflict, "staff.no_login", "name", p.Name)
	}
	p.Password, p.OneTime = string(r.Hash), tx.Now().Add(time.Duration(policy.ResetHours)*time.Hour)
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	if _, err := endSessions(tx, p.ID, every); err != nil {
		return nil, err
	}
	return &None{}, tell(tx, PasswordSetKind, p.ID, PasswordSet{p.ID, true})
}

// ResetPIN gives a PIN. Denied for a person who may more than the one who asks.
func ResetPIN(_ context.Context, tx *store.Tx, r *ResetRequest) (*None, error) {
	p, err := r.find(tx)
	if err != nil {
		return nil, err
	}
	p.PIN = string(r.Hash)
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	return &None{}, tell(tx, PINSetKind, p.ID, PINSet{p.ID})
}

// PersonRequest names a person.
type PersonRequest struct {
	Person warehouse.PersonID `json:"person"`
}

// TakePIN takes a person's PIN away: from now on nothing more is asked of their
// badge, nor before what nobody takes back. Denied for a person who may more than
// the one who asks; one who has none stays as they are.
func TakePIN(_ context.Context, tx *store.Tx, r *PersonRequest) (*None, error) {
	p, err := lesser(tx, r.Person)
	if err != nil || p.PIN == "" {
		return &None{}, err
	}
	p.PIN = ""
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	return &None{}, tell(tx, PINTakenKind, p.ID, PINTaken{p.ID})
}

func (r *ResetRequest) find(tx *store.Tx) (*Person, error) {
	if err := r.Hash.valid(); err != nil {
		return nil, err
	}
	return lesser(tx, r.Person)
}

// lesser is a person who works here and may no more than the one who asks.
func lesser(tx *store.Tx, id warehouse.PersonID) (*Person, error) {
	p, err := Get(tx, id)
	if err != nil {
		return nil, err
	}
	if !p.Active || p.Machine {
		return nil, fault.New(fault.Conflict, "staff.left", "name", p.Name)
	}
	return p, actorAbove(tx, p)
}

// ChangeRequest changes the password or PIN of whoever asks, who has proved
// just now who they are.
type ChangeRequest struct {
	Voucher Voucher `json:"voucher"`
	Hash    Hashed  `json:"hash"`
}

// ChangePassword changes one's own password; it needs a voucher for the old one.
// Sessions that a password opened end: whoever knew the old one is out.
func ChangePassword(_ context.Context, tx *store.Tx, r *ChangeRequest) (*None, error) {
	p, err := r.find(tx, ByPassword)
	if err != nil {
		return nil, err
	}
	p.Password, p.OneTime = string(r.Hash), time.Time{}
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	if _, err := endSessions(tx, p.ID, func(s *Session) bool { return s.How == ByPassword || s.How == BySetup }); err != nil {
		return nil, err
	}
	return &None{}, tell(tx, PasswordSetKind, p.ID, PasswordSet{Person: p.ID})
}

// ChangePIN changes one's own PIN; it needs a voucher for the password or the
// old PIN.
func ChangePIN(_ context.Context, tx *store.Tx, r *ChangeRequest) (*None, error) {
	p, err := r.find(tx, ByPassword, ByBadgeAndPIN)
	if err != nil {
		return nil, err
	}
	if !p.OneTime.IsZero() {
		return nil, fault.New(fault.Denied, "staff.must_change")
	}
	p.PIN = string(r.Hash)
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	return &None{}, tell(tx, PINSetKind, p.ID, PINSet{p.ID})
}

func (r *ChangeRequest) find(tx *store.Tx, good ...How) (*Person, error) {
	if err := r.Hash.valid(); err != nil {
		return nil, err
	}
	p, err := Get(tx, tx.Origin().Person)
	if err != nil {
		return nil, err
	}
	if err := r.Voucher.check(p); err != nil {
		return nil, err
	}
	for _, how := range good {
		if r.Voucher.How == how {
			return p, nil
		}
	}
	return nil, fault.New(fault.Denied, "staff.voucher")
}

// MaxBadges is how many cards a person may have.
const MaxBadges = 10

// MinBadgeCode is the shortest code of a badge.
const MinBadgeCode = 4

// BindRequest binds a badge to a person, by what the Gate made of its code.
type BindRequest struct {
	Person warehouse.PersonID `json:"person"`
	Hash   seal.Hash          `json:"hash"`
	Older  []seal.Hash        `json:"older,omitempty"` // forms in which it may have been bound before letter case was left out
	Tail   string             `json:"tail"`
}

// Bind makes the request of a badge's code. Invalid for a code that is too
// short.
func (g *Gate) Bind(person warehouse.PersonID, code string) (*BindRequest, error) {
	forms := g.badgeHashes(code)
	if len(code) < MinBadgeCode || len(forms) == 0 {
		return nil, fault.New(fault.Invalid, "staff.badge_code", "min", MinBadgeCode)
	}
	return &BindRequest{Person: person, Hash: forms[0], Older: forms[1:], Tail: code[len(code)-2:]}, nil
}

// BadgeAnswer names the badge.
type BadgeAnswer struct {
	Badge BadgeID `json:"badge"`
}

// BindBadge carries out a BindRequest: Conflict for a badge that is somebody's.
// The same badge for the same person is no change.
func BindBadge(_ context.Context, tx *store.Tx, r *BindRequest) (*BadgeAnswer, error) {
	p, err := Get(tx, r.Person)
	if err != nil {
		return nil, err
	}
	if err := actorAbove(tx, p); err != nil {
		return nil, err
	}
	has, err := r.bound(tx, p)
	switch {
	case err != nil:
		return nil, err
	case !p.Active || p.Machine:
		return nil, fault.New(fault.Conflict, "staff.left", "name", p.Name)
	case r.Hash.IsZero() || len(r.Tail) > 2:
		return nil, fault.New(fault.Invalid, "staff.badge_code", "min", MinBadgeCode)
	case has != nil:
		return &BadgeAnswer{has.ID}, nil
	case len(p.Badges) == MaxBadges:
		return nil, fault.New(fault.Limit, "staff.badges", "max", MaxBadges)
	}
	b := Badge{ID: ident.New[badgeKind](tx), Hash: r.Hash, Tail: r.Tail, Since: tx.Now()}
	p.Badges = append(p.Badges, b)
	if err := keep(tx, p); err != nil {
		return nil, err
	}
	return &BadgeAnswer{b.ID}, tell(tx, BadgeBoundKind, p.ID, BadgeBound{p.ID, b.ID, b.Tail})
}

// bound is the badge of p that has the code of the request, in any letter case;
// nil for none. Conflict when it is another's.
func (r *BindRequest) bound(tx *store.Tx, p *Person) (*Badge, error) {
	var found *Badge
	for _, h := range append([]seal.Hash{r.Hash}, r.Older...) {
		has, err := byBadge.Find(tx, h)
		if err == nil && has != nil && has.ID != p.ID {
			err = fault.New(fault.Conflict, "staff.badge_taken", "name", has.Name)
		}
		if err != nil {
			return nil, err
		}
		if has != nil && found == nil {
			found = p.badge(h)
		}
	}
	return found, nil
}

func (p *Person) badge(h seal.Hash) *Badge {
	for i := range p.Badges {
		if p.Badges[i].Hash == h {
			return &p.Badges[i]
		}
	}
	return nil
}

// BadgeRequest names a badge of a person.
type BadgeRequest struct {
	Person warehouse.PersonID `json:"person"`
	ID     BadgeID            `json:"id"`
}

// RevokeBadge makes a card worthless. Sessions that it opened go on.
func RevokeBadge(_ context.Context, tx *store.Tx, r *BadgeRequest) (*None, error) {
	p, err := Get(tx, r.Person)
	if err != nil {
		return nil, err
	}
	if err := actorAbove(tx, p); err != nil {
		return nil, err
	}
	for i, b := range p.Badges {
		if b.ID != r.ID {
			continue
		}
		p.Badges = append(p.Badges[:i:i], p.Badges[i+1:]...)
		if err := keep(tx, p); err != nil {
			return nil, err
		}
		return &None{}, tell(tx, BadgeRevokedKind, p.ID, BadgeRevoked{p.ID, b.ID, b.Tail})
	}
	return nil, fault.New(fault.NotFound, "staff.badge")
}
