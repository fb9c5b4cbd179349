package scan

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEveryIdentifier: every identifier of the dictionary takes the values that
// it may have, alone and before another, and refuses one with a character
// outside its set, one that is too short and one that is too long.
func TestEveryIdentifier(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, ai := range identifiersInOrder() {
		id := dictionary()[ai]
		for range 20 {
			e := Element{ai, anyValue(r, id)}
			want := []Element{e, {"90", "x"}}
			if ai == "90" {
				want = want[:1]
			}
			for form, read := range map[string]func() ([]Element, *Flaw){
				"strings":  func() ([]Element, *Flaw) { return ParseElements(Join(want...)) },
				"FNC1":     func() ([]Element, *Flaw) { return ParseElements(GS + Join(want...) + GS) },
				"brackets": func() ([]Element, *Flaw) { return ParseBracketed(Bracketed(want...)) },
			} {
				got, flaw := read()
				if d := cmp.Diff(want, got); d != "" || flaw != nil {
					t.Errorf("%v as %s: %v\n%s", e, form, flaw, d)
				}
			}
			at := r.IntN(len(e.Value))
			bad := e.Value[:at] + "^" + e.Value[at+1:]
			if got, flaw := ParseElements(ai + bad); flaw == nil || flaw.Reason != BadCharacter || len(got) != 1 || got[0].Value != bad {
				t.Errorf("(%s)%s is taken: %v, %v", ai, bad, got, flaw)
			}
		}
		short := anyValue(r, id)[:id.min-1]
		if _, flaw := ParseElements(ai + short); flaw == nil || flaw.Reason != TooShort {
			t.Errorf("(%s)%s: %v", ai, short, flaw)
		}
		long := from(r, "0", id.max+1)
		if _, flaw := ParseElements(ai + long); flaw == nil || !flaw.Reason.Breaks() {
			t.Errorf("(%s)%s: %v", ai, long, flaw)
		}
		if _, flaw := ParseBracketed("(" + ai + ")" + long); flaw == nil || flaw.Reason != TooLong {
			t.Errorf("(%s)%s in brackets: %v", ai, long, flaw)
		}
	}
}

// TestManyElements: several elements in any order come back as they went, in
// every form.
func TestManyElements(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	all := identifiersInOrder()
	for range 3000 {
		var want []Element
		for range 1 + r.IntN(7) {
			ai := all[r.IntN(len(all))]
			if _, said := Find(want, ai); !said {
				want = append(want, Element{ai, anyValue(r, dictionary()[ai])})
			}
		}
		got, flaw := ParseElements(Join(want...))
		if d := cmp.Diff(want, got); d != "" || flaw != nil {
			t.Fatalf("%q: %v\n%s", Join(want...), flaw, d)
		}
		got, flaw = ParseBracketed(Bracketed(want...))
		if d := cmp.Diff(want, got); d != "" || flaw != nil {
			t.Fatalf("%q: %v\n%s", Bracketed(want...), flaw, d)
		}
	}
}

// TestEveryKey: every key makes a link with qualifiers and attributes, which says
// the same when it is read; and the other order of two qualifiers is refused.
func TestEveryKey(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	all := identifiersInOrder()
	keys := 0
	for _, key := range all {
		id := dictionary()[key]
		if !id.key {
			continue
		}
		keys++
		for range 30 {
			want := []Element{{key, anyValue(r, id)}}
			path := []string{key}
			for _, q := range id.qualifiers[r.IntN(len(id.qualifiers))] {
				if r.IntN(2) == 0 {
					want, path = append(want, Element{q, anyValue(r, dictionary()[q])}), append(path, q)
				}
			}
			for range r.IntN(4) {
				ai := all[r.IntN(len(all))]
				if _, said := Find(want, ai); !said && dictionary()[ai].attribute && !belongsInPath(path, ai) {
					want = append(want, Element{ai, anyValue(r, dictionary()[ai])})
				}
			}
			uri, flaw := Link("https://example.com/some/path/", want...)
			if flaw != nil {
				t.Fatalf("%v: %v", want, flaw)
			}
			got, flaw := ParseLink(uri)
			if d := cmp.Diff(sorted(want), sorted(got)); d != "" || flaw != nil {
				t.Fatalf("%s: %v\n%s", uri, flaw, d)
			}
			if !slices.Equal(path, identifiersOf(got[:len(path)])) {
				t.Errorf("%s begins with %v, want %v", uri, got, path)
			}
		}
	}
	if keys != 16 { // as many as the dictionary has the word "dlpkey" in
		t.Errorf("%d keys", keys)
	}
}

func identifiersOf(elements []Element) (ais []string) {
	for _, e := range elements {
		ais = append(ais, e.AI)
	}
	return ais
}
