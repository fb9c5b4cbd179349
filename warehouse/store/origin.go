package store

// Origin says on whose behalf an operation writes. The store only carries it,
// so that nobody who records something can forget to say who did it.
type Origin struct {
	Person  [16]byte // zero for the node itself
	Station [16]byte // the place with the devices at hand; zero for none
	Device  string   // "handheld 3", "follower orders", "import"
	Command string   // id of the command that is being carried out
}

// Origin is who the operation was said to be for.
func (tx *Tx) Origin() Origin { return tx.origin }

// SetOrigin says who the operation is for, before it writes.
func (tx *Tx) SetOrigin(o Origin) { tx.origin = o }

// Node and Epoch name the writer of this store, as in every id it mints.
func (tx *Tx) Node() uint16  { return tx.db.node }
func (tx *Tx) Epoch() uint16 { return tx.db.epoch }
