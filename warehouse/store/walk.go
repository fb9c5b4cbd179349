package store

import (
	"fmt"
	"iter"
)

// Prefix is anything that can stand at the front of a key: a whole key, the
// first part of a composite one, a Pair that is the front of a Triple.
type Prefix interface{ AppendKey([]byte) []byte }

// A walk may be left at any time, and may write as it goes: it meets what it
// wrote ahead of itself and not what it deleted there. It reads a row when it
// comes to it, so a walk is as long as what is taken from it.

// All walks the whole table in key order.
func (t *Table[K, V]) All(tx *Tx) iter.Seq2[*V, error] { return t.walk(tx, span{}) }

// From walks the rows from k on.
func (t *Table[K, V]) From(tx *Tx, k K) iter.Seq2[*V, error] { return t.Range(tx, k, nil) }

// Each walks the rows whose key is p or begins with it.
func (t *Table[K, V]) Each(tx *Tx, p Prefix) iter.Seq2[*V, error] { return t.walk(tx, under(p)) }

// EachBack is Each from the last to the first.
func (t *Table[K, V]) EachBack(tx *Tx, p Prefix) iter.Seq2[*V, error] {
	return t.walk(tx, under(p).reversed())
}

// Range walks the rows from one key up to but without another; nil is open.
func (t *Table[K, V]) Range(tx *Tx, from, to Prefix) iter.Seq2[*V, error] {
	return t.walk(tx, between(from, to))
}

// Back is Range of the same rows from the last to the first.
func (t *Table[K, V]) Back(tx *Tx, from, to Prefix) iter.Seq2[*V, error] {
	return t.walk(tx, between(from, to).reversed())
}

// First is the first row under p, or of all when p is nil; nil when there is none.
func (t *Table[K, V]) First(tx *Tx, p Prefix) (*V, error) { return one(t.walk(tx, under(p))) }

// Last is the last row under p, or of all when p is nil; nil when there is none.
func (t *Table[K, V]) Last(tx *Tx, p Prefix) (*V, error) {
	return one(t.walk(tx, under(p).reversed()))
}

// All walks every value in the index in the order of the index keys; values of
// one key come in the order of their own.
func (ix *Index[I, K, V]) All(tx *Tx) iter.Seq2[*V, error] { return ix.walk(tx, span{}) }

// Each walks the values that have p, or a key that begins with p.
func (ix *Index[I, K, V]) Each(tx *Tx, p Prefix) iter.Seq2[*V, error] { return ix.walk(tx, under(p)) }

// EachBack is Each from the last to the first.
func (ix *Index[I, K, V]) EachBack(tx *Tx, p Prefix) iter.Seq2[*V, error] {
	return ix.walk(tx, under(p).reversed())
}

// Range walks the values from one index key up to but without another; nil is
// open.
func (ix *Index[I, K, V]) Range(tx *Tx, from, to Prefix) iter.Seq2[*V, error] {
	return ix.walk(tx, between(from, to))
}

// Back is Range of the same values from the last to the first.
func (ix *Index[I, K, V]) Back(tx *Tx, from, to Prefix) iter.Seq2[*V, error] {
	return ix.walk(tx, between(from, to).reversed())
}

// First is the first value under p, or of all when p is nil; nil when there is
// none.
func (ix *Index[I, K, V]) First(tx *Tx, p Prefix) (*V, error) { return one(ix.walk(tx, under(p))) }

// Last is the last value under p, or of all when p is nil; nil when there is none.
func (ix *Index[I, K, V]) Last(tx *Tx, p Prefix) (*V, error) {
	return one(ix.walk(tx, under(p).reversed()))
}

// Keys walks the keys of the rows that stand under a prefix of the index, without
// reading the rows: for counting, and for asking which there are.
func (ix *Index[I, K, V]) Keys(tx *Tx, p Prefix) iter.Seq2[[]byte, error] {
	return ix.keysOf(tx, under(p))
}

// KeysIn is Keys from a prefix on to before another.
func (ix *Index[I, K, V]) KeysIn(tx *Tx, from, to Prefix) iter.Seq2[[]byte, error] {
	return ix.keysOf(tx, between(from, to))
}

func (ix *Index[I, K, V]) keysOf(tx *Tx, s span) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		err := tx.scan(ix.name, s.from, s.to, func(k, n []byte) bool {
			_, pk, ok := cut(k, n)
			if !ok {
				return yield(nil, fmt.Errorf("%s: entry %x: %w", ix.name, k, ErrCorrupt))
			}
			return yield(pk, nil)
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

func (t *Table[K, V]) walk(tx *Tx, s span) iter.Seq2[*V, error] {
	return walk(tx, t.name, s, func(_, b []byte) (*V, error) { return t.decode(tx, b) })
}

func (ix *Index[I, K, V]) walk(tx *Tx, s span) iter.Seq2[*V, error] {
	return walk(tx, ix.name, s, func(k, n []byte) (*V, error) { return ix.row(tx, k, n) })
}

func walk[V any](tx *Tx, bucket string, s span, value func(k, v []byte) (*V, error)) iter.Seq2[*V, error] {
	return func(yield func(*V, error) bool) {
		scan := tx.scan
		if s.back {
			scan = tx.scanBack
		}
		err := scan(bucket, s.from, s.to, func(k, b []byte) bool { return yield(value(k, b)) })
		if err != nil {
			yield(nil, err)
		}
	}
}

// one is the first value of a walk.
func one[V any](walk iter.Seq2[*V, error]) (*V, error) {
	for v, err := range walk {
		return v, err
	}
	return nil, nil
}

// span is a stretch of keys and the direction in which it is walked.
type span struct {
	from, to []byte // nil is open
	back     bool
}

func (s span) reversed() span { s.back = true; return s }

func under(p Prefix) span {
	if p == nil {
		return span{}
	}
	from := bytesOf(p)
	return span{from: from, to: after(from)}
}

func between(from, to Prefix) (s span) {
	if from != nil {
		s.from = bytesOf(from)
	}
	if to != nil {
		s.to = bytesOf(to)
	}
	return s
}
