package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Limits of guessing what was meant.
const (
	maxNear   = 5  // guesses
	maxAsked  = 40 // letters of a word that is guessed at
	sureUntil = 4  // letters up to which one may be wrong; two in longer words
)

// Near is what a text that finds nothing may have meant: the same keys in the
// other layout of the keyboard, or the text with its unknown word replaced by
// words that differ in a letter or two. Each finds something.
func (s *Search) Near(text string) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []string
	for _, other := range relaid(text) {
		if s.index.finds(other) {
			all = append(all, other)
		}
	}
	if len(all) > 0 {
		return all
	}
	asked := words(text)
	for n, w := range asked {
		if s.index.begins(w) {
			continue
		}
		for _, guess := range s.index.near(w) {
			other := slices.Clone(asked)
			other[n] = guess
			if whole := strings.Join(other, " "); len(all) < maxNear && s.index.finds(whole) {
				all = append(all, whole)
			}
		}
	}
	return all
}

func (x *wordIndex) finds(text string) bool {
	_, total := x.find(Query{Text: text})
	return total > 0
}

// begins says whether any word has a beginning.
func (x *wordIndex) begins(prefix string) bool {
	at, _ := slices.BinarySearch(x.sorted, prefix)
	return at < len(x.sorted) && strings.HasPrefix(x.sorted[at], prefix) ||
		slices.ContainsFunc(x.fresh, func(w string) bool { return strings.HasPrefix(w, prefix) })
}

// near are the words that begin almost as asked: the nearest, those of most items
// first.
func (x *wordIndex) near(asked string) []string {
	letters := []rune(asked)
	if len(letters) < 3 || len(letters) > maxAsked {
		return nil
	}
	most := 1
	if len(letters) > sureUntil {
		most = 2
	}
	type guess struct {
		word     string
		distance int
	}
	var found []guess
	row := make([]int, len(letters)+1)
	for _, all := range [][]string{x.sorted, x.fresh} {
		for _, w := range all {
			if d := distance(letters, w, row, most); d <= most && len(x.postings[w]) > 0 {
				most = d
				found = append(found, guess{w, d})
			}
		}
	}
	slices.SortFunc(found, func(a, b guess) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), -cmp.Compare(len(x.postings[a.word]), len(x.postings[b.word])), strings.Compare(a.word, b.word))
	})
	var guesses []string
	for _, g := range found[:min(len(found), maxNear)] {
		if g.distance == most {
			guesses = append(guesses, g.word)
		}
	}
	return guesses
}

// distance is how many letters must be put in, left out or exchanged to make the
// asked letters a beginning of a word; more than most as soon as that is sure.
// row is room for it to work in.
func distance(asked []rune, word string, row []int, most int) int {
	for i := range row {
		row[i] = i
	}
	best := row[len(asked)]
	n := 0
	for _, letter := range word {
		n++
		diagonal, least := row[0], n
		row[0] = n
		for i, a := range asked {
			change := diagonal
			if a != letter {
				change++
			}
			diagonal = row[i+1]
			row[i+1] = min(change, diagonal+1, row[i]+1)
			least = min(least, row[i+1])
		}
		best = min(best, row[len(asked)])
		if least > most || n > len(asked)+most {
			break
		}
	}
	return best
}

// The keys of a keyboard in their three layouts.
const (
	latinKeys     = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
	russianKeys   = "йцукенгшщзхъфывапролджэячсмитьбюё"
	ukrainianKeys = "йцукенгшщзхїфівапролджєячсмитьбюґ"
)

// relaid is a text as it had come out in the other layouts.
func relaid(text string) (all []string) {
	text = strings.ToLower(text)
	for _, way := range [][2]string{{latinKeys, russianKeys}, {latinKeys, ukrainianKeys}, {russianKeys, latinKeys}, {ukrainianKeys, latinKeys}} {
		from, to := []rune(way[0]), []rune(way[1])
		other := strings.Map(func(r rune) rune {
			if at := slices.Index(from, r); at >= 0 {
				return to[at]
			}
			return r
		}, text)
		if other != text && !slices.Contains(all, other) {
			all = append(all, other)
		}
	}
	return all
}
