package seal

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// MaxText is the longest text that is sealed at once, in bytes.
const MaxText = 1 << 20

// boxV1 is the first byte of a box: XChaCha20-Poly1305, whose nonce is long
// enough to be random. The subject is authenticated with the text.
const boxV1 = 1

// Opener opens the store of keys at a path, making it when it is not there.
// The store is the keyring's alone: it closes it.
type Opener func(path string) (*store.DB, error)

// Keyring holds a key for every person whose data is kept. All methods may be
// called at once.
type Keyring struct {
	path   string // "" for a store without a file
	open   Opener
	hashes []byte // key of Hash

	// writing is held shared by who adds or deletes a key or copies the store,
	// alone by a rewrite: no key may come to the file that is about to go.
	writing sync.RWMutex
	broken  error // why no key may be added any more; under writing

	swap sync.RWMutex // guards db for those who do not hold writing
	db   *store.DB
}

type subjectKey struct {
	Subject warehouse.SubjectID
	Secret  [chacha20poly1305.KeySize]byte
	Since   time.Time
}

func subjectKeyRow(r *store.Row, k *subjectKey) {
	ident.Field(r, 1, &k.Subject)
	store.Fixed(r, 2, k.Secret[:])
	store.Time(r, 3, &k.Since)
}

// note is something the ring remembers of itself.
type note struct {
	Name  string
	Value []byte
}

func noteRow(r *store.Row, n *note) {
	store.Text(r, 1, &n.Name)
	store.Bytes(r, 2, &n.Value)
}

// The notes of a ring.
const (
	hashNote    = "hash"    // the key of Hash
	rewriteNote = "rewrite" // there while a deleted key may still lie in the file
)

// RingTable is in every keyring that was ever opened, and in no node's database,
// which has tables of seal too once somebody asked to be forgotten.
const RingTable = "seal.ring"

var (
	keys  = store.NewTable("seal.keys", func(k *subjectKey) warehouse.SubjectID { return k.Subject }, subjectKeyRow)
	notes = store.NewTable(RingTable, func(n *note) store.Str { return store.Str(n.Name) }, noteRow)
)

// Open opens the keyring whose file is at path, by way of open; an empty path
// is handed to open as it is and never renamed, which suits a store in memory.
// A rewrite that a crash cut short is done first.
func Open(ctx context.Context, path string, open Opener) (*Keyring, error) {
	k := &Keyring{path: path, open: open}
	if path != "" {
		if err := remove(path + rewritten); err != nil {
			return nil, fmt.Errorf("keyring: %w", err)
		}
	}
	db, err := open(path)
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	k.db = db
	if err = notBefore(ctx, db); err == nil {
		k.hashes, err = hashKey(ctx, db)
	}
	if err == nil {
		err = k.rewrite(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("keyring: %w", err), k.Close())
	}
	return k, nil
}

// ErrLooked is what a keyring that Look opened says to who would add a key or
// delete one.
var ErrLooked = errors.New("the keys are only looked at")

// Look opens the keyring whose file is at path, by way of look, to be read and
// copied only; nothing is written beside it either. Copies are opened by way of
// open, as Open does.
func Look(ctx context.Context, path string, look, open Opener) (*Keyring, error) {
	db, err := look(path)
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	k := &Keyring{path: path, open: open, db: db, broken: ErrLooked}
	err = db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		n, err := notes.Get(tx, hashNote)
		if err == nil {
			k.hashes = n.Value
		}
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("keyring: %w", err), k.Close())
	}
	return k, nil
}

// Any says whether anybody's key is kept.
func (k *Keyring) Any(ctx context.Context) (any bool, err error) {
	k.swap.RLock()
	defer k.swap.RUnlock()
	err = k.db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		newest, err := keys.Last(tx, nil)
		any = newest != nil
		return err
	})
	return any, err
}

// Close closes the store of keys; end all calls first.
func (k *Keyring) Close() error {
	k.swap.Lock()
	defer k.swap.Unlock()
	return k.db.Close()
}

// notBefore keeps the ids of subjects rising over a restart with a clock that
// was put back.
func notBefore(ctx context.Context, db *store.DB) error {
	return db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		newest, err := keys.Last(tx, nil)
		if err == nil && newest != nil {
			db.NotBefore(newest.Since)
		}
		return err
	})
}

// hashKey is the ring's own key of Hash, made at the first start.
func hashKey(ctx context.Context, db *store.DB) (key []byte, err error) {
	err = db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		n, err := notes.Find(tx, hashNote)
		if err != nil {
			return err
		}
		if n == nil {
			n = &note{Name: hashNote, Value: random(sha256.Size)}
			err = notes.Insert(tx, n)
		}
		key = n.Value
		return err
	})
	return key, err
}

// random is n bytes that nobody can guess; crypto/rand never fails.
func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

// NewSubject makes a key for a person and returns once it is durable, so that
// what is sealed under it can be opened after any crash. It waits for a disk:
// inside a transaction it panics. Many callers share a commit.
func (k *Keyring) NewSubject(ctx context.Context) (warehouse.SubjectID, error) {
	key := subjectKey{Secret: [chacha20poly1305.KeySize]byte(random(chacha20poly1305.KeySize))}
	k.writing.RLock()
	defer k.writing.RUnlock()
	if k.broken != nil {
		return warehouse.SubjectID{}, k.broken
	}
	err := k.db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		key.Subject, key.Since = warehouse.SubjectID(tx.Mint()), tx.Now()
		return keys.Insert(tx, &key)
	})
	if err != nil {
		return warehouse.SubjectID{}, fmt.Errorf("new subject: %w", err)
	}
	return key.Subject, nil
}

// Seal encrypts a text about a subject. The empty text needs no box: it is the
// zero Sealed. NotFound says that the subject was forgotten, Limit that the
// text is longer than MaxText. It may be called inside a transaction of another
// store.
func (k *Keyring) Seal(_ context.Context, subject warehouse.SubjectID, plain string) (Sealed, error) {
	if plain == "" {
		return Sealed{}, nil
	}
	if len(plain) > MaxText {
		return Sealed{}, fault.New(fault.Limit, "seal.long", "limit", MaxText)
	}
	key, err := k.key(subject)
	if err != nil {
		return Sealed{}, err
	}
	aead, err := chacha20poly1305.NewX(key.Secret[:])
	if err != nil {
		return Sealed{}, fmt.Errorf("seal: %w", err)
	}
	box := make([]byte, 0, 1+aead.NonceSize()+len(plain)+aead.Overhead())
	box = append(append(box, boxV1), random(aead.NonceSize())...)
	return Sealed{subject, aead.Seal(box, box[1:], []byte(plain), subject[:])}, nil
}

// Open reads what Seal wrote: NotFound "seal.forgotten" once the subject was
// forgotten, Internal when the box is not one of ours. It may be called inside
// a transaction of another store.
func (k *Keyring) Open(_ context.Context, s Sealed) (string, error) {
	if s.IsZero() {
		return "", nil
	}
	key, err := k.key(s.Subject)
	if err != nil {
		return "", err
	}
	aead, err := chacha20poly1305.NewX(key.Secret[:])
	if err != nil {
		return "", fmt.Errorf("open sealed: %w", err)
	}
	size := 1 + aead.NonceSize()
	if len(s.Box) < size || s.Box[0] != boxV1 {
		return "", fmt.Errorf("open sealed for %s: not a box", s.Subject)
	}
	plain, err := aead.Open(nil, s.Box[1:size], s.Box[size:], s.Subject[:])
	if err != nil {
		return "", fmt.Errorf("open sealed for %s: %w", s.Subject, err)
	}
	return string(plain), nil
}

// key reads a subject's key. The read is of the ring's own store and short, so
// it is not one inside the transaction that the caller may be in.
func (k *Keyring) key(subject warehouse.SubjectID) (*subjectKey, error) {
	k.swap.RLock()
	defer k.swap.RUnlock()
	var key *subjectKey
	err := k.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
		key, err = keys.Find(tx, subject)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("key of %s: %w", subject, err)
	}
	if key == nil {
		return nil, fault.New(fault.NotFound, "seal.forgotten")
	}
	return key, nil
}

// Kind says what a Hash is of, so that equal texts of two kinds differ.
type Kind string

// Kinds of hashes; a package that hashes something else names its own.
const (
	PhoneHash     Kind = "phone"      // of Phone
	PhoneTailHash Kind = "phone.tail" // of PhoneTail: the last four digits
	EmailHash     Kind = "email"      // of Email
)

// Hash is the keyed hash of a normalised text, the zero Hash of an empty one.
// It touches no disk.
func (k *Keyring) Hash(kind Kind, text string) (h Hash) {
	if text == "" {
		return h
	}
	mac := hmac.New(sha256.New, k.hashes)
	_, _ = mac.Write([]byte(kind)) // a hash never fails to write
	_, _ = mac.Write([]byte{0})
	_, _ = mac.Write([]byte(text))
	copy(h[:], mac.Sum(nil))
	return h
}

// remove deletes a file that need not be there.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
