package store

import (
	"math"
	"time"
)

// Text keeps a string.
func Text[T ~string](r *Row, n uint64, p *T) {
	if !r.field(n, *p == "") {
		return
	}
	if r.writing {
		r.b = append(appendHead(r.b, cborText, uint64(len(*p))), *p...)
		return
	}
	*p = T(r.take(cborText))
}

// Bytes keeps bytes of any length.
func Bytes[T ~[]byte](r *Row, n uint64, p *T) {
	if !r.field(n, len(*p) == 0) {
		return
	}
	if r.writing {
		r.b = append(appendHead(r.b, cborBytes, uint64(len(*p))), *p...)
		return
	}
	*p = append(T(nil), r.take(cborBytes)...)
}

// Fixed keeps an array, given as a slice of all of it; one that is all zero is
// not written, and another length at reading is an error.
//
//	store.Fixed(r, 1, m.ID[:])
func Fixed(r *Row, n uint64, p []byte) {
	if !r.field(n, allZero(p)) {
		return
	}
	if r.writing {
		r.b = append(appendHead(r.b, cborBytes, uint64(len(p))), p...)
		return
	}
	if b := r.take(cborBytes); r.err == nil && len(b) != len(p) {
		r.fail()
	} else {
		copy(p, b)
	}
}

func allZero(p []byte) bool {
	for _, b := range p {
		if b != 0 {
			return false
		}
	}
	return true
}

// Int keeps a signed number; one that does not fit at reading is an error.
func Int[T ~int | ~int8 | ~int16 | ~int32 | ~int64](r *Row, n uint64, p *T) {
	if !r.field(n, *p == 0) {
		return
	}
	if r.writing {
		if *p < 0 {
			r.b = appendHead(r.b, cborNegative, ^uint64(int64(*p)))
		} else {
			r.b = appendHead(r.b, cborUint, uint64(*p))
		}
		return
	}
	major, u := r.next()
	i := int64(u)
	if major == cborNegative {
		i = ^i
	}
	if *p = T(i); major > cborNegative || u > math.MaxInt64 || int64(*p) != i {
		r.fail()
	}
}

// Uint keeps a number that is never negative.
func Uint[T ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64](r *Row, n uint64, p *T) {
	if !r.field(n, *p == 0) {
		return
	}
	if r.writing {
		r.b = appendHead(r.b, cborUint, uint64(*p))
		return
	}
	u := r.head(cborUint)
	if *p = T(u); uint64(*p) != u {
		r.fail()
	}
}

// Bool keeps a yes; a no is not written.
func Bool[T ~bool](r *Row, n uint64, p *T) {
	if !r.field(n, !bool(*p)) {
		return
	}
	if r.writing {
		r.b = append(r.b, cborTrue)
		return
	}
	*p = r.head(cborSimple) == cborTrue&31
}

// Time keeps a moment between 1678 and 2262 to the nanosecond, in UTC.
func Time(r *Row, n uint64, p *time.Time) {
	var ns int64
	if r.writing && !p.IsZero() {
		ns = p.UnixNano()
	}
	if r.writing && ns == 0 && !p.IsZero() {
		ns = 1 // the epoch itself is not "no time"
	}
	if Int(r, n, &ns); !r.writing && ns != 0 {
		*p = time.Unix(0, ns).UTC()
	}
}
