package seal

import "warehouse-node/warehouse/store"

// Hash is a keyed hash of something that must be found again by its exact
// value and be read by nobody: a phone, an e-mail, the code of a badge. It is
// a key of an index.
type Hash [16]byte

// IsZero says that nothing was hashed.
func (h Hash) IsZero() bool { return h == Hash{} }

// AppendKey makes a Hash a key of a table.
func (h Hash) AppendKey(b []byte) []byte { return append(b, h[:]...) }

// HashField keeps a Hash in a row.
func HashField(r *store.Row, n uint64, h *Hash) { store.Fixed(r, n, h[:]) }
