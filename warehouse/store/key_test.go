package store

import (
	"bytes"
	"cmp"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestKeyOrder: the order of bytes is the order of values, in any company.
func TestKeyOrder(t *testing.T) {
	type key = Quad[Str, I64, Desc[Str], Triple[ID, Desc[I64], U64]]
	few := rapid.StringOfN(rapid.SampledFrom([]rune{0, 1, 'a', 0xff, 'я'}), 0, 3, -1)
	number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1, 1), rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64}))
	draw := func(t *rapid.T) key {
		var id ID
		id[15] = rapid.Byte().Draw(t, "id")
		return Keys4(Str(few.Draw(t, "a")), I64(number.Draw(t, "b")), Desc[Str]{Str(few.Draw(t, "c"))},
			Keys3(id, Desc[I64]{I64(number.Draw(t, "d"))}, U64(rapid.Uint64().Draw(t, "e"))))
	}
	rapid.Check(t, func(t *rapid.T) {
		x, y := draw(t), draw(t)
		want := cmp.Or(
			strings.Compare(string(x.A), string(y.A)),
			cmp.Compare(x.B, y.B),
			-strings.Compare(string(x.C.K), string(y.C.K)),
			bytes.Compare(x.D.A[:], y.D.A[:]),
			-cmp.Compare(x.D.B.K, y.D.B.K),
			cmp.Compare(x.D.C, y.D.C),
		)
		bx, by := bytesOf(x), bytesOf(y)
		if got := bytes.Compare(bx, by); got != want {
			t.Fatalf("%v and %v: got %d, want %d", x, y, got, want)
		}
		if want != 0 && (bytes.HasPrefix(bx, by) || bytes.HasPrefix(by, bx)) {
			t.Fatalf("%x begins %x", bx, by)
		}
		if pre := bytesOf(Keys2(x.A, x.B)); !bytes.HasPrefix(bx, pre) {
			t.Fatalf("%x is no prefix of %x", pre, bx)
		}
	})
}

func TestWhen(t *testing.T) {
	epoch := time.Unix(0, 0)
	if before, after := bytesOf(When(epoch.Add(-1))), bytesOf(When(epoch)); bytes.Compare(before, after) >= 0 {
		t.Errorf("%x is not before %x", before, after)
	}
}
