package staff

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Secret is a random text that lets its bearer in: of a browser session, an
// API token, a device, a set-up link. It is shown once and never stored; its
// Digest is. It does not print itself.
type Secret string

// secretBytes is how much of a secret is random.
const secretBytes = 32

// NewSecret makes a secret. It is made outside of transactions, so that it
// stands in no request and no answer that is kept.
func NewSecret() Secret {
	var b [secretBytes]byte
	_, _ = rand.Read(b[:]) // never fails
	return Secret(base64.RawURLEncoding.EncodeToString(b[:]))
}

// Digest is what is stored of the secret. One that was random needs no slow
// hash.
func (s Secret) Digest() Digest { return Digest(sha256.Sum256([]byte(s))) }

// Tail is its last characters, by which people tell one from another.
func (s Secret) Tail() string {
	const shown = 4
	if len(s) <= 2*shown {
		return ""
	}
	return string(s[len(s)-shown:])
}

// String, GoString and Format hide the secret; convert it to show it once.
func (s Secret) String() string                { return "secret" }
func (s Secret) GoString() string              { return "secret" }
func (s Secret) Format(f fmt.State, verb rune) { _, _ = f.Write([]byte("secret")) }

// Digest is SHA-256 of a Secret, in JSON as base64.
type Digest [sha256.Size]byte

// IsZero says that there is no secret.
func (d Digest) IsZero() bool { return d == Digest{} }

// AppendKey makes a Digest a key of a table.
func (d Digest) AppendKey(b []byte) []byte { return append(b, d[:]...) }

func (d Digest) MarshalText() ([]byte, error) {
	return base64.RawURLEncoding.AppendEncode(nil, d[:]), nil
}

func (d *Digest) UnmarshalText(b []byte) error {
	raw, err := base64.RawURLEncoding.AppendDecode(nil, b)
	if err != nil || len(raw) != len(d) {
		return fault.New(fault.Invalid, "staff.digest")
	}
	*d = Digest(raw)
	return nil
}

func digestField(r *store.Row, n uint64, d *Digest) { store.Fixed(r, n, d[:]) }

// Voucher is the gate's word that a person has just proved who they are, so
// that a command need not hash a password inside its transaction, and nobody
// opens a session or changes a password with a request of their own making. It
// is good for one version of the person and one life of the program.
type Voucher struct {
	How     How    `json:"how"`
	Version uint64 `json:"version"`
	Mark    Digest `json:"mark"`
}

// vouching is known to this process only.
var vouching = func() (key [sha256.Size]byte) {
	_, _ = rand.Read(key[:])
	return key
}()

func vouch(p *Person, how How) Voucher {
	v := Voucher{How: how, Version: p.Version}
	v.Mark = v.mark(p.ID)
	return v
}

func (v Voucher) mark(id warehouse.PersonID) Digest {
	mac := hmac.New(sha256.New, vouching[:])
	_, _ = mac.Write(append(binary.BigEndian.AppendUint64(id[:], v.Version), v.How...)) // never fails
	return Digest(mac.Sum(nil))
}

// check is Denied when the voucher is not for p as p is now.
func (v Voucher) check(p *Person) error {
	want := v.mark(p.ID)
	if !hmac.Equal(v.Mark[:], want[:]) || v.Version != p.Version || !p.Active || p.Machine {
		return fault.New(fault.Denied, "staff.voucher")
	}
	return nil
}
