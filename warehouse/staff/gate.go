package staff

import (
	"context"
	"crypto/rand"
	"math/big"
	"strings"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// How says by what a person proved who they are.
type How string

// Ways in.
const (
	ByPassword    How = "password"
	ByBadge       How = "badge"
	ByBadgeAndPIN How = "badge_pin"
	BySetup       How = "setup" // the one-time link of the first start
)

// Kinds of keyed hashes.
const (
	badgeHash seal.Kind = "staff.badge"
	pinHash   seal.Kind = "staff.pin"
)

// Hashes makes the keyed hashes of badge codes and PINs; a seal.Keyring does.
type Hashes interface {
	Hash(kind seal.Kind, text string) seal.Hash
}

// GateOptions are for tests; the zero value is right for a node.
type GateOptions struct {
	Cost  Cost
	Clock func() time.Time
}

// Gate is where people prove who they are. It hashes outside of transactions,
// slows down those who guess, and gives vouchers that commands take for proof.
type Gate struct {
	db       *store.DB
	hashes   Hashes
	hasher   *hasher
	throttle *throttle
}

// NewGate makes the gate of a node.
func NewGate(db *store.DB, hashes Hashes, o GateOptions) *Gate {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return &Gate{db, hashes, newHasher(o.Cost), newThrottle(o.Clock)}
}

// Proof is what the gate found out about who stands before it.
type Proof struct {
	Person  *Person
	Voucher Voucher
	OneTime bool // the password must be changed before anything else
}

// refused is the one answer to a wrong login, password, badge or PIN.
func refused() error { return fault.New(fault.Denied, "staff.refused") }

// Password says who logs in with a login and password from an address. Denied
// in the same words and after the same time whether the login, the password or
// the person is wrong; TooOften "staff.wait" for one who was wrong too often.
func (g *Gate) Password(ctx context.Context, login, password, address string) (*Proof, error) {
	name, err := FoldLogin(login)
	if err != nil || name == "" || len(password) > MaxPassword {
		name = "" // nobody's: found wrong like any other
	}
	keys := []counted{{"login " + name, perLogin}, {"address " + address, perAddress}}
	if err := g.throttle.begin(keys...); err != nil {
		return nil, err
	}
	var p *Person
	var now time.Time
	if err := g.db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		now = tx.Now()
		if name != "" {
			p, err = byLogin.Find(tx, store.Str(name))
		}
		return err
	}); err != nil {
		return nil, err
	}
	stored := ""
	if p != nil && p.Active && !p.Machine && (p.OneTime.IsZero() || now.Before(p.OneTime)) {
		stored = p.Password
	}
	right, err := g.hasher.verify(ctx, stored, clip(password))
	if err != nil {
		return nil, err
	}
	if !right {
		return nil, refused()
	}
	g.throttle.succeed(keys[0].key, keys[1].key)
	return &Proof{Person: p, Voucher: vouch(p, ByPassword), OneTime: !p.OneTime.IsZero()}, nil
}

// Choose proves by the old password, which may be one that another made, that
// its bearer may choose another, and makes the request of ChangePassword. The
// request is nil where the password was chosen before: the answer was lost, and
// the bearer asks again. Invalid for a password that will not do, the old one
// among them; Denied and TooOften as of Password.
func (g *Gate) Choose(ctx context.Context, login, old, chosen, address string) (*Proof, *ChangeRequest, error) {
	name, err := FoldLogin(login)
	if err == nil {
		err = CheckPassword(name, chosen)
	}
	if err != nil {
		return nil, nil, err
	}
	if old == chosen {
		return nil, nil, fault.New(fault.Invalid, "staff.password_same")
	}
	proof, err := g.Password(ctx, login, old, address)
	if fault.KindOf(err) == fault.Denied && err != nil {
		if again, wrong := g.Password(ctx, login, chosen, address); wrong == nil && !again.OneTime {
			return again, nil, nil
		}
	}
	if err != nil {
		return nil, nil, err
	}
	hash, err := g.HashPassword(ctx, name, chosen)
	if err != nil {
		return nil, nil, err
	}
	return proof, &ChangeRequest{proof.Voucher, hash}, nil
}

// ChoosePIN proves by a person's password that they may choose a PIN, and makes
// the request of ChangePIN. Conflict for one who has no password; Invalid for a
// PIN that will not do; Denied and TooOften as of Password.
func (g *Gate) ChoosePIN(ctx context.Context, person warehouse.PersonID, password, pin, address string) (*ChangeRequest, error) {
	if err := CheckPIN(pin); err != nil {
		return nil, err
	}
	var p *Person
	if err := g.db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		p, err = Get(tx, person)
		return err
	}); err != nil {
		return nil, err
	}
	if p.Login == "" {
		return nil, fault.New(fault.Conflict, "staff.no_login", "name", p.Name)
	}
	proof, err := g.Password(ctx, p.Login, password, address)
	if err != nil {
		return nil, err
	}
	hash, err := g.HashPIN(ctx, pin)
	if err != nil {
		return nil, err
	}
	return &ChangeRequest{proof.Voucher, hash}, nil
}

// clip bounds what is hashed; a longer password is none of ours.
func clip(password string) string { return password[:min(len(password), MaxPassword+1)] }

// Badge says who logs in with the code of a badge, and the PIN if the person
// has one, from an address. Denied and TooOften as of Password; a person who has a
// PIN and gave none is answered Denied "staff.pin_needed".
func (g *Gate) Badge(ctx context.Context, code, pin, address string) (*Proof, error) {
	from := counted{"address " + address, perAddress}
	if err := g.throttle.begin(from); err != nil {
		return nil, err
	}
	var p *Person
	err := g.db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		p, err = g.ByBadge(tx, code)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case p == nil:
		return nil, refused()
	case p.PIN == "":
		g.throttle.succeed("", from.key)
		return &Proof{Person: p, Voucher: vouch(p, ByBadge)}, nil
	case pin == "":
		g.throttle.succeed("", from.key)
		return nil, fault.New(fault.Denied, "staff.pin_needed")
	}
	g.throttle.succeed("", from.key) // PIN counts on its own
	if err := g.pin(ctx, p, pin, address); err != nil {
		return nil, err
	}
	return &Proof{Person: p, Voucher: vouch(p, ByBadgeAndPIN)}, nil
}

// PIN asks a person who is logged in to prove it again before a risky action.
func (g *Gate) PIN(ctx context.Context, person warehouse.PersonID, pin, address string) (*Proof, error) {
	var p *Person
	if err := g.db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		p, err = people.Find(tx, person)
		return err
	}); err != nil {
		return nil, err
	}
	if p == nil || !p.Active || p.PIN == "" {
		return nil, refused()
	}
	if err := g.pin(ctx, p, pin, address); err != nil {
		return nil, err
	}
	return &Proof{Person: p, Voucher: vouch(p, ByBadgeAndPIN)}, nil
}

func (g *Gate) pin(ctx context.Context, p *Person, pin, address string) error {
	keys := []counted{{"pin " + p.ID.String(), perPIN}, {"address " + address, perAddress}}
	if err := g.throttle.begin(keys...); err != nil {
		return err
	}
	right, err := g.hasher.verify(ctx, p.PIN, g.peppered(pin))
	if err != nil {
		return err
	}
	if !right {
		return refused()
	}
	g.throttle.succeed(keys[0].key, keys[1].key)
	return nil
}

// peppered keys a PIN with what lies in another file: ten thousand PINs are
// soon tried by whoever has a copy of the database alone.
func (g *Gate) peppered(pin string) string {
	h := g.hashes.Hash(pinHash, pin)
	return string(h[:])
}

// HashPassword makes the hash that a command carries. Invalid for a password
// that will not do.
func (g *Gate) HashPassword(ctx context.Context, login, password string) (Hashed, error) {
	if err := CheckPassword(login, password); err != nil {
		return "", err
	}
	return g.hash(ctx, password)
}

// HashPIN makes the hash that a command carries. Invalid for a PIN that will
// not do.
func (g *Gate) HashPIN(ctx context.Context, pin string) (Hashed, error) {
	if err := CheckPIN(pin); err != nil {
		return "", err
	}
	return g.hash(ctx, g.peppered(pin))
}

// hash panics inside a transaction, where it would hold up every writer: the
// empty read is what panics.
func (g *Gate) hash(ctx context.Context, secret string) (Hashed, error) {
	if err := g.db.Read(ctx, func(context.Context, *store.Tx) error { return nil }); err != nil {
		return "", err
	}
	h, err := g.hasher.hash(ctx, secret)
	return Hashed(h), err
}

// oneTimeAlphabet is what a one-time password is made of: nothing that is read
// aloud or typed for something else.
const oneTimeAlphabet = "abcdefghjkmnpqrstuvwxyz23456789"

// NewPassword makes a one-time password to be read out to somebody: 71 bits in
// fourteen characters and two dashes.
func NewPassword() string {
	var b strings.Builder
	for i := range 14 {
		if i == 5 || i == 10 {
			b.WriteByte('-')
		}
		b.WriteByte(oneTimeAlphabet[below(len(oneTimeAlphabet))])
	}
	return b.String()
}

// NewPIN makes a PIN of six digits that CheckPIN would take.
func NewPIN() string {
	for {
		pin := make([]byte, 6)
		for i := range pin {
			pin[i] = byte('0' + below(10))
		}
		if CheckPIN(string(pin)) == nil {
			return string(pin)
		}
	}
}

// badgeNumbers is how many codes NewBadge chooses from. Whoever has one badge
// must not know the next, so they are not numbered.
const badgeNumbers = 1_000_000_000_000

// NewBadge makes the code of a badge that we print: our prefix, thirteen digits
// and their check.
func NewBadge() string {
	n, _ := rand.Int(rand.Reader, big.NewInt(badgeNumbers)) // never fails
	return ident.Label(ident.PrefixBadge, badgeNumbers+n.Uint64())
}

// below is a random number from 0 to n-1.
func below(n int) int {
	v, _ := rand.Int(rand.Reader, big.NewInt(int64(n))) // never fails
	return int(v.Int64())
}
