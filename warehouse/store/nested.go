package store

import (
	"maps"
	"slices"
)

// List keeps values that have a codec of their own.
func List[T any](r *Row, n uint64, p *[]T, each Codec[T]) {
	slice(r, n, p, func(r *Row, v *T) {
		outer := r.enter()
		each(r, v)
		r.leave(outer)
	})
}

// Strings keeps strings in their order.
func Strings[T ~string](r *Row, n uint64, p *[]T) {
	slice(r, n, p, func(r *Row, s *T) {
		if r.writing {
			r.b = append(appendHead(r.b, cborText, uint64(len(*s))), *s...)
			return
		}
		*s = T(r.take(cborText))
	})
}

// slice keeps values of which each writes or reads exactly one item.
func slice[T any](r *Row, n uint64, p *[]T, each func(*Row, *T)) {
	if !r.field(n, len(*p) == 0) {
		return
	}
	if r.writing {
		r.b = appendHead(r.b, cborArray, uint64(len(*p)))
		for i := range *p {
			each(r, &(*p)[i])
		}
		return
	}
	count := r.head(cborArray)
	if count > uint64(len(r.b)-r.at) {
		r.fail()
	}
	for ; count > 0 && r.err == nil; count-- {
		var v T
		each(r, &v)
		*p = append(*p, v)
	}
}

// One keeps a struct that has a codec of its own; one whose fields are all
// zero is not written.
//
//	store.One(r, 4, &o.Address, addressRow)
func One[T any](r *Row, n uint64, p *T, codec Codec[T]) {
	start, left := len(r.b), r.left
	if !r.field(n, false) {
		return
	}
	outer := r.enter()
	codec(r, p)
	empty := r.left == 0
	r.leave(outer)
	if r.writing && empty {
		r.b, r.left = r.b[:start], left
	}
}

// Map keeps a map in the order of its keys, each entry a struct of key and
// value; field is how the value is kept.
//
//	store.Map(r, 6, &i.Attributes, store.Text[string])
func Map[K ~string, V any](r *Row, n uint64, p *map[K]V, field func(*Row, uint64, *V)) {
	type entry struct {
		k K
		v V
	}
	var all []entry
	if r.writing {
		for _, k := range slices.Sorted(maps.Keys(*p)) {
			all = append(all, entry{k, (*p)[k]})
		}
	}
	List(r, n, &all, func(r *Row, e *entry) {
		Text(r, 1, &e.k)
		field(r, 2, &e.v)
	})
	if r.writing || len(all) == 0 {
		return
	}
	*p = make(map[K]V, len(all))
	for _, e := range all {
		(*p)[e.k] = e.v
	}
}

// outside is where a row was when a struct within it began.
type outside struct {
	start, left int
	key, last   uint64
	inside      bool
}

func (r *Row) enter() outside {
	o := outside{len(r.b), r.left, r.key, r.last, r.inside}
	if r.inside = true; r.writing {
		r.b = append(r.b, cborMap8, 0)
		r.left, r.key, r.last = 0, 0, 0
	} else {
		r.open()
	}
	return o
}

func (r *Row) leave(o outside) {
	if r.writing {
		r.close(o.start)
	} else {
		r.rest()
	}
	r.left, r.key, r.last, r.inside = o.left, o.key, o.last, o.inside
}
