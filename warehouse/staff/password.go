package staff

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"warehouse-node/warehouse/fault"
)

// Cost is what a password hash costs; zero fields take the default. Tests lower
// it.
type Cost struct {
	Time      uint32 // passes; 2
	MemoryKiB uint32 // 19 MiB
	Threads   uint8  // 1
}

// defaultCost is the minimum that OWASP advises for argon2id: a hash takes tens
// of milliseconds and a badge-in must not wait.
var defaultCost = Cost{Time: 2, MemoryKiB: 19 << 10, Threads: 1}

// Limits of secrets that people choose.
const (
	MinPassword = 10  // characters
	MaxPassword = 200 // bytes
	MinPIN      = 4   // digits
	MaxPIN      = 12
)

const (
	saltBytes  = 16
	tagBytes   = 32
	maxHashing = 2  // at once: memory and processors
	maxWaiting = 64 // beyond, people are told to come back
)

// hasher hashes what people choose, a few at a time.
type hasher struct {
	cost    Cost
	turn    chan struct{}
	waiting atomic.Int32
	nobody  string // a hash that no password has
}

func newHasher(c Cost) *hasher {
	if c.Time == 0 {
		c.Time = defaultCost.Time
	}
	if c.MemoryKiB == 0 {
		c.MemoryKiB = defaultCost.MemoryKiB
	}
	if c.Threads == 0 {
		c.Threads = defaultCost.Threads
	}
	h := &hasher{cost: c, turn: make(chan struct{}, maxHashing)}
	h.nobody = phc{Cost: c, salt: make([]byte, saltBytes), tag: make([]byte, tagBytes)}.String()
	return h
}

// hash makes the PHC string of a secret.
func (h *hasher) hash(ctx context.Context, secret string) (string, error) {
	p := phc{Cost: h.cost, salt: make([]byte, saltBytes)}
	_, _ = rand.Read(p.salt) // never fails
	return h.in(ctx, func() string {
		p.tag = p.derive(secret)
		return p.String()
	})
}

// verify says whether a PHC string is of a secret. It takes as long when stored
// is empty, so that nobody learns from the time whether there is such a person.
func (h *hasher) verify(ctx context.Context, stored, secret string) (bool, error) {
	known := stored != ""
	if !known {
		stored = h.nobody
	}
	p, err := parsePHC(stored)
	if err != nil {
		return false, err
	}
	same := false
	_, err = h.in(ctx, func() string {
		same = subtle.ConstantTimeCompare(p.derive(secret), p.tag) == 1
		return ""
	})
	return known && same && err == nil, err
}

// in runs fn in its turn. Unavailable says that too many wait already.
func (h *hasher) in(ctx context.Context, fn func() string) (string, error) {
	defer h.waiting.Add(-1)
	if h.waiting.Add(1) > maxWaiting {
		return "", fault.New(fault.Unavailable, "staff.busy")
	}
	select {
	case h.turn <- struct{}{}:
		defer func() { <-h.turn }()
		return fn(), nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// phc is a password hash as the Password Hashing Competition writes one:
// $argon2id$v=19$m=19456,t=2,p=1$salt$tag
type phc struct {
	Cost
	salt, tag []byte
}

func (p phc) derive(secret string) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(secret)), p.salt, p.Time, p.MemoryKiB, p.Threads, tagBytes)
}

func (p phc) String() string {
	coded := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.MemoryKiB, p.Time, p.Threads,
		coded.EncodeToString(p.salt), coded.EncodeToString(p.tag))
}

// Limits of a hash that we would compute: one from elsewhere could ask for more
// memory than there is.
const (
	maxMemoryKiB = 256 << 10
	maxTime      = 16
)

// parsePHC reads what String wrote. Its error never repeats the text.
func parsePHC(s string) (p phc, err error) {
	bad := fmt.Errorf("staff: not a password hash")
	part := strings.Split(s, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, bad
	}
	if n, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &p.MemoryKiB, &p.Time, &p.Threads); err != nil || n != 3 {
		return p, bad
	}
	coded := base64.RawStdEncoding.Strict()
	if p.salt, err = coded.DecodeString(part[4]); err != nil {
		return p, bad
	}
	if p.tag, err = coded.DecodeString(part[5]); err != nil {
		return p, bad
	}
	if p.String() != s || len(p.tag) != tagBytes || len(p.salt) < 8 || p.Time == 0 || p.Time > maxTime ||
		p.MemoryKiB == 0 || p.MemoryKiB > maxMemoryKiB || p.Threads == 0 {
		return p, bad
	}
	return p, nil
}

// CheckPassword is Invalid for a password that will not do: fewer than
// MinPassword characters, more than MaxPassword bytes, one character repeated,
// or the login. There are no other rules: length is what counts.
func CheckPassword(login, password string) error {
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password) || len(password) > MaxPassword:
		return fault.New(fault.Invalid, "staff.password_long", "max", MaxPassword)
	case n < MinPassword:
		return fault.New(fault.Invalid, "staff.password_short", "min", MinPassword)
	case login != "" && strings.Contains(strings.ToLower(password), login), len(uniqueRunes(password)) < 4:
		return fault.New(fault.Invalid, "staff.password_weak")
	}
	return nil
}

// CheckPIN is Invalid for a PIN that is not digits, too short or long, one
// digit repeated, or digits in a row.
func CheckPIN(pin string) error {
	if len(pin) < MinPIN || len(pin) > MaxPIN || strings.Trim(pin, "0123456789") != "" {
		return fault.New(fault.Invalid, "staff.pin_form", "min", MinPIN, "max", MaxPIN)
	}
	step := int(pin[1]) - int(pin[0])
	for i := 2; i < len(pin); i++ {
		if int(pin[i])-int(pin[i-1]) != step {
			return nil
		}
	}
	if step >= -1 && step <= 1 {
		return fault.New(fault.Invalid, "staff.pin_weak")
	}
	return nil
}

func uniqueRunes(s string) map[rune]bool {
	all := map[rune]bool{}
	for _, r := range s {
		all[r] = true
	}
	return all
}
