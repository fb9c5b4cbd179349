package store

import (
	"bytes"
	"fmt"
	"slices"
)

// A rebuild goes over the indexes first, one after another, and empties them;
// then over the rows. Its bookmark is the part it is in and the key to go on
// from.
func (t *Table[K, V]) rebuild(tx *Tx, bookmark []byte) ([]byte, error) {
	part := 0
	if len(bookmark) > 0 {
		part = int(bookmark[0])
	}
	left := sliceRows
	for ; part < len(t.indexes); part++ {
		if err := tx.empty(t.indexes[part].bucket(), &left); err != nil {
			return nil, err
		}
		if left == 0 {
			return []byte{byte(part)}, nil
		}
	}
	var from []byte
	if len(bookmark) > 1 {
		from = bookmark[1:]
	}
	next, err := t.rebuildRows(tx, from)
	if err != nil || next == nil {
		return nil, err
	}
	return append([]byte{byte(len(t.indexes))}, next...), nil
}

// rebuildRows does the rows from a key on, and returns the first it left.
func (t *Table[K, V]) rebuildRows(tx *Tx, from []byte) (next []byte, err error) {
	n := 0
	scan := tx.scan(t.name, from, nil, func(pk, b []byte) bool {
		if n++; n > sliceRows || tx.overlay.full(MaxOperation/2) {
			next = slices.Clone(pk)
			return false
		}
		err = t.renew(tx, pk, b)
		return err == nil
	})
	if err == nil {
		err = scan
	}
	return next, err
}

// renew writes a row, of whose index entries none are there, again.
func (t *Table[K, V]) renew(tx *Tx, pk, b []byte) error {
	v, err := t.decode(tx, b)
	if err != nil {
		return fmt.Errorf("row %q: %w", pk, err)
	}
	if !bytes.Equal(bytesOf(t.key(v)), pk) {
		return fmt.Errorf("%s: row %q holds the row of another key: %w", t.name, pk, ErrCorrupt)
	}
	return t.put(tx, pk, v, nil)
}
