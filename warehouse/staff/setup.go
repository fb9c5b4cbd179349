package staff

import (
	"context"
	"errors"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// setup is the one-time link of the first start; there is one row or none.
type setup struct {
	Digest Digest
	Ends   time.Time
}

func setupRow(r *store.Row, s *setup) {
	digestField(r, 1, &s.Digest)
	store.Time(r, 2, &s.Ends)
}

// theOne is the only key of the table.
const theOne = store.U64(1)

var setups = store.NewTable("staff.setup", func(*setup) store.U64 { return theOne }, setupRow)

// SetupLasts is how long a set-up link is good; the next start makes another.
const SetupLasts = 24 * time.Hour

// SetupOffer is what the node does at each start: it makes a secret, prints the
// link when it is needed, and the link before is worthless.
type SetupOffer struct {
	Digest Digest `json:"digest"`
}

// SetupNeeded answers whether nobody is owner yet.
type SetupNeeded struct {
	Needed bool `json:"needed"`
}

// OfferSetup carries out a SetupOffer. Only the node may: Denied for a person.
func OfferSetup(_ context.Context, tx *store.Tx, r *SetupOffer) (*SetupNeeded, error) {
	if err := itself(tx); err != nil {
		return nil, err
	}
	switch err := keepOwner(tx); {
	case err == nil:
		return &SetupNeeded{}, setups.Delete(tx, theOne)
	case !errors.Is(err, fault.Conflict):
		return nil, err
	case r.Digest.IsZero():
		return nil, fault.New(fault.Invalid, "staff.digest")
	}
	return &SetupNeeded{true}, setups.Put(tx, &setup{r.Digest, tx.Now().Add(SetupLasts)})
}

// itself is Denied for anyone but the node.
func itself(tx *store.Tx) error {
	if tx.Origin().Person != [16]byte{} {
		return fault.New(fault.Denied, "staff.itself")
	}
	return nil
}

// SetupOpen says whether a set-up link can still be used.
func SetupOpen(tx *store.Tx, secret Secret) (bool, error) {
	s, err := setups.Find(tx, theOne)
	if err != nil || s == nil {
		return false, err
	}
	return s.Digest == secret.Digest() && tx.Now().Before(s.Ends), nil
}

// SetupRequest makes the first person, the owner, and opens a session for them.
type SetupRequest struct {
	Link    Digest `json:"link"` // of the secret in the link
	Name    string `json:"name"`
	Login   string `json:"login"`
	Hash    Hashed `json:"hash"` // of the password
	Locale  string `json:"locale"`
	Session Digest `json:"session"` // of the secret that the browser will show
	Where   string `json:"where,omitempty"`
}

// SetupAnswer names the owner and the session.
type SetupAnswer struct {
	Person  warehouse.PersonID `json:"person"`
	Session OpenAnswer         `json:"session"`
}

// SetUp carries out a SetupRequest, once. The node does it, on behalf of whoever
// has the link; Denied for a person, and for a link that is none, too old, or
// used.
func SetUp(_ context.Context, tx *store.Tx, r *SetupRequest) (*SetupAnswer, error) {
	if err := itself(tx); err != nil {
		return nil, err
	}
	s, err := setups.Find(tx, theOne)
	if err != nil {
		return nil, err
	}
	if s == nil || s.Digest != r.Link || !tx.Now().Before(s.Ends) {
		return nil, fault.New(fault.Denied, "staff.setup_link")
	}
	p, err := add(tx, &AddRequest{Name: r.Name, Login: r.Login, Locale: r.Locale, Password: r.Hash, Roles: []RoleAt{{Role: Owner}}})
	if err != nil {
		return nil, err
	}
	if err := setups.Delete(tx, theOne); err != nil {
		return nil, err
	}
	opened, err := open(tx, p, &OpenRequest{Voucher: Voucher{How: BySetup}, Digest: r.Session, Where: r.Where})
	if err != nil {
		return nil, err
	}
	return &SetupAnswer{p.ID, *opened}, nil
}

// AddRequest makes a person with a way in and roles at once, as `user add` and
// the demo do. Password and PIN may be empty.
type AddRequest struct {
	Name     string        `json:"name"`
	Login    string        `json:"login,omitempty"`
	Locale   string        `json:"locale"`
	Password Hashed        `json:"password,omitempty"`
	PIN      Hashed        `json:"pin,omitempty"`
	Roles    []RoleAt      `json:"roles,omitempty"`
	Badges   []BindRequest `json:"badges,omitempty"` // for the person who is made; Person is not read
}

// Add carries out an AddRequest. Only the node may: Denied for a person.
func Add(ctx context.Context, tx *store.Tx, r *AddRequest) (*EditAnswer, error) {
	if err := itself(tx); err != nil {
		return nil, err
	}
	p, err := add(tx, r)
	if err != nil {
		return nil, err
	}
	for _, b := range r.Badges {
		b.Person = p.ID
		if _, err := BindBadge(ctx, tx, &b); err != nil {
			return nil, err
		}
	}
	if p, err = Get(tx, p.ID); err != nil {
		return nil, err
	}
	return &EditAnswer{p.ID, p.Version}, nil
}

func add(tx *store.Tx, r *AddRequest) (*Person, error) {
	for _, h := range []Hashed{r.Password, r.PIN} {
		if err := h.valid(); h != "" && err != nil {
			return nil, err
		}
	}
	p, err := hire(tx, &EditRequest{Name: &r.Name, Login: &r.Login, Locale: &r.Locale})
	if err != nil {
		return nil, err
	}
	if p.Login == "" && r.Password != "" {
		return nil, fault.New(fault.Invalid, "staff.login")
	}
	p.Password, p.PIN = string(r.Password), string(r.PIN)
	for _, at := range r.Roles {
		role, err := FindRole(tx, at.Role)
		if err != nil {
			return nil, err
		}
		if role == nil {
			return nil, fault.New(fault.NotFound, "staff.role")
		}
		p.Roles = append(p.Roles, at)
		if err := tell(tx, RoleGrantedKind, p.ID, RoleGranted{p.ID, at.Role, at.Site}); err != nil {
			return nil, err
		}
	}
	return p, keep(tx, p)
}

// pruneSlice is how many rows Prune looks at in one transaction.
const pruneSlice = 500

// Prune takes away sessions that have run out, codes nobody used, and secrets
// that were rotated away. The turn of the day calls it; nothing that it takes
// away was good for anything.
func Prune(ctx context.Context, db *store.DB) error {
	return errors.Join(
		prune(ctx, db, sessions, func(s *Session) SessionID { return s.ID }, func(tx *store.Tx, s *Session) error {
			if !s.Ended(tx.Now()) {
				return nil
			}
			return sessions.Delete(tx, s.ID)
		}),
		prune(ctx, db, offers, func(o *offer) Digest { return o.Digest }, func(tx *store.Tx, o *offer) error {
			if tx.Now().Before(o.Ends) {
				return nil
			}
			return offers.Delete(tx, o.Digest)
		}),
		prune(ctx, db, tokens, func(t *Token) TokenID { return t.ID }, func(tx *store.Tx, t *Token) error {
			if t.Before.IsZero() || tx.Now().Before(t.BeforeUntil) {
				return nil
			}
			t.Before = Digest{}
			return tokens.Put(tx, t)
		}),
	)
}

// prune walks a table in slices.
func prune[K store.Key, V any](ctx context.Context, db *store.DB, table *store.Table[K, V], key func(*V) K, fn func(*store.Tx, *V) error) error {
	var at K
	for more := true; more; {
		more = false
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			n := 0
			for v, err := range table.From(tx, at) {
				if err != nil {
					return err
				}
				if n == pruneSlice {
					at, more = key(v), true
					return nil
				}
				if err := fn(tx, v); err != nil {
					return err
				}
				n++
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}
