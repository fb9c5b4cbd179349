package bolt

import (
	"bytes"

	"go.etcd.io/bbolt"
)

// A transaction that deletes leaves pages behind on which nothing stands until
// it commits. Two things that a bbolt cursor does on them we go around: Last
// never returns from a bucket of nothing but empty pages, and Prev says there is
// nothing more when it comes to one.

// last is the last pair of c's bucket.
func last(c *bbolt.Cursor) (k, v []byte) {
	if k, _ := c.First(); k == nil {
		return nil, nil
	}
	return c.Last()
}

// prev moves c, which stands at key at, one pair back. It may move aside.
func prev(c, aside *bbolt.Cursor, at []byte) (k, v []byte) {
	if k, v = c.Prev(); k != nil {
		return k, v
	}
	if first, _ := aside.First(); first == nil || bytes.Compare(first, at) >= 0 {
		return nil, nil
	}
	for k == nil { // an empty page; what comes first is still before us
		k, v = c.Prev()
	}
	return k, v
}

// below moves c to the last pair before key, or of all when key is nil.
func below(c, aside *bbolt.Cursor, key []byte) (k, v []byte) {
	if key == nil {
		return last(c)
	}
	if k, _ = c.Seek(key); k == nil {
		return last(c)
	}
	return prev(c, aside, k)
}
