package seal

import (
	"encoding/hex"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Hash is a keyed hash of something that must be found again by its exact
// value and be read by nobody: a phone, an e-mail, the code of a badge. It is
// a key of an index.
type Hash [16]byte

// IsZero says that nothing was hashed.
func (h Hash) IsZero() bool { return h == Hash{} }

// AppendKey makes a Hash a key of a table.
func (h Hash) AppendKey(b []byte) []byte { return append(b, h[:]...) }

// MarshalText writes a Hash in hexadecimal.
func (h Hash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h[:]), nil }

// UnmarshalText reads what MarshalText wrote; Invalid for anything else.
func (h *Hash) UnmarshalText(b []byte) error {
	raw, err := hex.AppendDecode(nil, b)
	if err != nil || len(raw) != len(h) {
		return fault.New(fault.Invalid, "seal.hash")
	}
	*h = Hash(raw)
	return nil
}

// HashField keeps a Hash in a row.
func HashField(r *store.Row, n uint64, h *Hash) { store.Fixed(r, n, h[:]) }
