package staff

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// TokenID names an API token. It is no secret.
type TokenID = ident.ID[tokenKind]

type tokenKind struct{}

// TokenPrefix begins every API token, so that one that leaks is recognised.
const TokenPrefix = "wn_"

// NewToken makes the secret of an API token.
func NewToken() Secret { return TokenPrefix + NewSecret() }

// Limits of tokens.
const (
	MaxTokens  = 100  // for a person
	MaxGrants  = 2000 // of a token: its rights at each of its sites
	MaxDays    = 3650 // of a token's life
	MaxOverlap = 7 * 24 * time.Hour
)

// Token lets a program in. The program acts as a Person of its own, a machine,
// whose grants are what the token may.
type Token struct {
	ID     TokenID
	Digest Digest
	Tail   string             // last characters of the secret
	Name   string             // of the program
	Person warehouse.PersonID // the machine
	For    warehouse.PersonID // who answers for it; zero for the company
	Made   time.Time
	Ends   time.Time          // zero for never
	Used   time.Time          // to within SeenEvery; zero for never
	By     warehouse.PersonID // who made it; zero for the node, and for one of before that was kept
	From   string             // the address it was used from, as of Used

	Before      Digest // the secret before a rotation
	BeforeUntil time.Time
}

func tokenRow(r *store.Row, t *Token) {
	ident.Field(r, 1, &t.ID)
	digestField(r, 2, &t.Digest)
	store.Text(r, 3, &t.Tail)
	store.Text(r, 4, &t.Name)
	ident.Field(r, 5, &t.Person)
	ident.Field(r, 6, &t.For)
	store.Time(r, 7, &t.Made)
	store.Time(r, 8, &t.Ends)
	store.Time(r, 9, &t.Used)
	digestField(r, 10, &t.Before)
	store.Time(r, 11, &t.BeforeUntil)
	ident.Field(r, 12, &t.By)
	store.Text(r, 13, &t.From)
}

var (
	tokens        = store.NewTable("staff.tokens", func(t *Token) TokenID { return t.ID }, tokenRow)
	tokenByDigest = store.NewIndex(tokens, "digest", func(t *Token) []Digest {
		if t.Before.IsZero() {
			return []Digest{t.Digest}
		}
		return []Digest{t.Digest, t.Before}
	}).Unique()
	tokenFor = store.NewIndex(tokens, "for", func(t *Token) []warehouse.PersonID { return []warehouse.PersonID{t.For} })
)

// EnterToken says which program a secret lets in, and as whom it acts. Denied
// "staff.token" when there is none or it has ended.
func EnterToken(tx *store.Tx, secret Secret) (*Token, *Person, error) {
	no := fault.New(fault.Denied, "staff.token")
	if !strings.HasPrefix(string(secret), TokenPrefix) {
		return nil, nil, no
	}
	d := secret.Digest()
	t, err := tokenByDigest.Find(tx, d)
	if err != nil {
		return nil, nil, err
	}
	now := tx.Now()
	if t == nil || t.Over(now) || d == t.Before && !now.Before(t.BeforeUntil) {
		return nil, nil, no
	}
	p, err := people.Find(tx, t.Person)
	if err != nil {
		return nil, nil, err
	}
	if p == nil || !p.Active {
		return nil, nil, no
	}
	return t, p, nil
}

// about names the machine, and who answers for it, to the journal.
func (t *Token) about() []journal.Subject {
	if t.For.IsZero() {
		return []journal.Subject{about(t.Person)}
	}
	return []journal.Subject{about(t.Person), about(t.For)}
}

// movedEvery is how soon another address than the last is noted: sooner than the
// same one is again, since a key that was stolen shows by it, and yet no write a
// request for two programs with one key.
const movedEvery = time.Minute

// Stale says that TouchToken is due for a use from an address.
func (t *Token) Stale(now time.Time, from string) bool {
	ago := now.Sub(t.Used)
	return ago >= SeenEvery || ago >= movedEvery && shorten(from) != t.From
}

// Over says that a token has come to the end of its time.
func (t *Token) Over(now time.Time) bool { return !t.Ends.IsZero() && !now.Before(t.Ends) }

// Tokens walks the tokens for which a person answers; the zero person for those
// of the company.
func Tokens(tx *store.Tx, person warehouse.PersonID) iter.Seq2[*Token, error] {
	return tokenFor.Each(tx, person)
}

// TokenMake makes a token. Its secret is made before, by NewToken, and shown
// once.
type TokenMake struct {
	Person warehouse.PersonID `json:"person,omitzero"` // who answers for it; absent for the company
	Name   string             `json:"name"`
	Rights []Pattern          `json:"rights"`
	Sites  []warehouse.SiteID `json:"sites,omitempty"` // none for all
	Days   int                `json:"days,omitempty"`  // 0 for ever
	Digest Digest             `json:"digest"`
	Tail   string             `json:"tail"`
}

// TokenAnswer names the token.
type TokenAnswer struct {
	Token  TokenID            `json:"token"`
	Person warehouse.PersonID `json:"person"` // as whom the program acts
}

// MakeToken carries out a TokenMake. Denied when whoever asks lacks one of the
// rights, and when another is to answer for it who may more than they do.
func MakeToken(_ context.Context, tx *store.Tx, r *TokenMake) (*TokenAnswer, error) {
	if err := r.check(tx); err != nil {
		return nil, err
	}
	machine := &Person{ID: warehouse.PersonID(tx.Mint()), Name: r.Name, Initials: initialsOf(r.Name), Locale: Locales[0],
		Grants: r.grants(), Active: true, Machine: true, For: r.Person, Since: tx.Now()}
	if err := actorHolds(tx, machine.Grants); err != nil {
		return nil, err
	}
	t := &Token{ID: ident.New[tokenKind](tx), Digest: r.Digest, Tail: r.Tail, Name: r.Name, Person: machine.ID, For: r.Person, Made: tx.Now(),
		By: warehouse.PersonID(tx.Origin().Person)}
	if r.Days > 0 {
		t.Ends = tx.Now().AddDate(0, 0, r.Days)
	}
	if err := keep(tx, machine); err != nil {
		return nil, err
	}
	if err := tell(tx, HiredKind, machine.ID, machine.hired()); err != nil {
		return nil, err
	}
	if err := tokens.Insert(tx, t); err != nil {
		return nil, err
	}
	return &TokenAnswer{t.ID, machine.ID}, TokenMadeKind.Record(tx, TokenMade{t.ID, machine.ID, t.For, t.Name, t.Tail, t.Ends}, t.about()...)
}

func (r *TokenMake) check(tx *store.Tx) (err error) {
	if r.Name, err = cleanName(r.Name); err != nil {
		return err
	}
	if err := checkRights(r.Rights); err != nil {
		return err
	}
	r.Rights = slices.Compact(slices.Sorted(slices.Values(r.Rights)))
	if r.Digest.IsZero() || utf8.RuneCountInString(r.Tail) > 4 {
		return fault.New(fault.Invalid, "staff.digest")
	}
	if len(r.Rights)*len(r.Sites) > MaxGrants {
		return fault.New(fault.Limit, "staff.rights", "max", MaxGrants/len(r.Sites))
	}
	if r.Days < 0 || r.Days > MaxDays {
		return fault.New(fault.Invalid, "staff.days", "max", MaxDays)
	}
	if !r.Person.IsZero() {
		if _, err := lesser(tx, r.Person); err != nil {
			return err
		}
	}
	n := 0
	for _, err := range Tokens(tx, r.Person) {
		if err != nil {
			return err
		}
		if n++; n == MaxTokens {
			return fault.New(fault.Limit, "staff.tokens", "max", MaxTokens)
		}
	}
	return nil
}

func (r *TokenMake) grants() []Grant {
	var all []Grant
	for _, right := range r.Rights {
		for _, site := range r.Sites {
			all = append(all, Grant{right, site})
		}
		if len(r.Sites) == 0 {
			all = append(all, Grant{Right: right})
		}
	}
	return all
}

// TokenRotate gives a token another secret; the one before is good a little
// longer, so that the program can be told.
type TokenRotate struct {
	ID             TokenID `json:"id"`
	Digest         Digest  `json:"digest"`
	Tail           string  `json:"tail"`
	OverlapSeconds int64   `json:"overlap_seconds,omitempty"`
}

// RotateToken carries out a TokenRotate. Denied for a token that may more than
// the one who asks, Conflict for one whose time is over. Of two rotations in a row
// the secret before the first is dead at the second.
func RotateToken(_ context.Context, tx *store.Tx, r *TokenRotate) (*None, error) {
	t, err := findToken(tx, r.ID)
	if err != nil {
		return nil, err
	}
	overlap := time.Duration(r.OverlapSeconds) * time.Second
	if r.Digest.IsZero() || utf8.RuneCountInString(r.Tail) > 4 || r.OverlapSeconds < 0 || r.OverlapSeconds > int64(MaxOverlap/time.Second) {
		return nil, fault.New(fault.Invalid, "staff.digest")
	}
	if t.Over(tx.Now()) {
		return nil, fault.New(fault.Conflict, "staff.token_over", "name", t.Name)
	}
	t.Before, t.BeforeUntil = t.Digest, tx.Now().Add(overlap)
	t.Digest, t.Tail = r.Digest, r.Tail
	if err := tokens.Put(tx, t); err != nil {
		return nil, err
	}
	return &None{}, TokenRotatedKind.Record(tx, TokenRotated{t.ID, t.Tail, t.BeforeUntil}, t.about()...)
}

// findToken is a token that whoever asks may change.
func findToken(tx *store.Tx, id TokenID) (*Token, error) {
	t, err := tokens.Find(tx, id)
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, fault.New(fault.NotFound, "staff.no_token")
	}
	p, err := Get(tx, t.Person)
	if err != nil {
		return nil, err
	}
	return t, actorAbove(tx, p)
}

// TokenRequest names a token.
type TokenRequest struct {
	Person warehouse.PersonID `json:"person,omitzero"` // who answers for it; not compared
	ID     TokenID            `json:"id"`
}

// EndToken makes a token worthless at once, and its machine may nothing more.
func EndToken(_ context.Context, tx *store.Tx, r *TokenRequest) (*None, error) {
	t, err := findToken(tx, r.ID)
	if err != nil {
		return nil, err
	}
	return &None{}, endToken(tx, t)
}

func endToken(tx *store.Tx, t *Token) error {
	if err := tokens.Delete(tx, t.ID); err != nil {
		return err
	}
	p, err := Get(tx, t.Person)
	if err != nil {
		return err
	}
	p.Active = false
	if err := keep(tx, p); err != nil {
		return err
	}
	return TokenEndedKind.Record(tx, TokenEnded{t.ID, t.Name}, t.about()...)
}

// endTokensFor ends the tokens for which a person answers and says how many.
func endTokensFor(tx *store.Tx, person warehouse.PersonID) (n int, err error) {
	for t, err := range Tokens(tx, person) {
		if err != nil {
			return n, err
		}
		if err := endToken(tx, t); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// TokenTouch says that a token was used, and from where.
type TokenTouch struct {
	ID   TokenID `json:"id"`
	From string  `json:"from,omitempty"` // an address
}

// TouchToken notes that a token was used, when that is Stale. The node does it.
func TouchToken(_ context.Context, tx *store.Tx, r *TokenTouch) (*None, error) {
	t, err := tokens.Find(tx, r.ID)
	if err != nil || t == nil || !t.Stale(tx.Now(), r.From) {
		return &None{}, err
	}
	t.Used, t.From = tx.Now(), shorten(r.From)
	return &None{}, tokens.Put(tx, t)
}
