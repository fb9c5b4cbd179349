package ident

import (
	"bytes"
	"encoding/base32"
	"encoding/binary"
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// ID names a thing of kind K: 48 bits of milliseconds, 16 of node, 16 of
// epoch, 48 of counter. K is never more than a name, so that an order's id is
// no item's id. The zero ID names nothing.
type ID[K any] [16]byte

// New makes an id inside the transaction that makes the thing.
func New[K any](tx *store.Tx) ID[K] { return ID[K](tx.Mint()) }

// crockford is base32 without I, L, O and U: what people read aloud.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// anyID is the id that Parse never returns.
var anyID = [16]byte(bytes.Repeat([]byte{0xff}, 16))

// textLen is the length of an ID as text.
const textLen = 26

// String is 26 characters that sort as the id does; "" for the zero ID.
func (id ID[K]) String() string {
	if id.IsZero() {
		return ""
	}
	return crockford.EncodeToString(id[:])
}

// Parse reads what String wrote; "" is the zero ID. Anything else is Invalid, and
// so is the id of all ones: inside the program it may stand for "any", which
// nobody outside may say.
func Parse[K any](s string) (ID[K], error) {
	var id ID[K]
	if s == "" {
		return id, nil
	}
	if len(s) != textLen {
		return id, fault.New(fault.Invalid, "ident.id", "text", clip(s))
	}
	if _, err := crockford.Decode(id[:], []byte(s)); err != nil || id.String() != s || id == ID[K](anyID) {
		return ID[K]{}, fault.New(fault.Invalid, "ident.id", "text", clip(s))
	}
	return id, nil
}

// clip keeps what a stranger sent short enough for a sentence.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}

func (id ID[K]) IsZero() bool { return id == ID[K]{} }

// Time is when the id was made, to the millisecond, by its node's clock.
func (id ID[K]) Time() time.Time {
	var b [8]byte
	copy(b[2:], id[:6])
	return time.UnixMilli(int64(binary.BigEndian.Uint64(b[:]))).UTC()
}

// Node and Epoch say who made the id, and in which of its lives.
func (id ID[K]) Node() uint16  { return binary.BigEndian.Uint16(id[6:8]) }
func (id ID[K]) Epoch() uint16 { return binary.BigEndian.Uint16(id[8:10]) }

// AppendKey makes an ID a key of a table. Its length is fixed, so it needs no
// terminator inside a composite key.
func (id ID[K]) AppendKey(b []byte) []byte { return append(b, id[:]...) }

func (id ID[K]) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

func (id *ID[K]) UnmarshalText(b []byte) (err error) {
	*id, err = Parse[K](string(b))
	return err
}

// Field names an ID to a row.
func Field[K any](r *store.Row, n uint64, p *ID[K]) { store.Fixed(r, n, p[:]) }
