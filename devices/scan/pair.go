package scan

import "strings"

// CheckPairs says whether identifiers stand together that may, and none stands
// without one that it needs; nil is good. elements are those of all barcodes on
// one thing: GS1 lets an item carry its number in one and its lot in another,
// which is why Parse does not ask (General Specifications, data relationships). A
// flaw has no place in the data; With is the identifier that is too much, which is
// looked for first, or the list of those of which one is missing.
func CheckPairs(elements []Element) *Flaw {
	for _, e := range elements {
		id := dictionary()[e.AI]
		if id == nil {
			return &Flaw{Reason: UnknownAI, AI: e.AI}
		}
		if other := id.excluded(e.AI, elements); other != "" {
			return &Flaw{Reason: PairForbidden, AI: e.AI, With: other}
		}
	}
	for _, e := range elements {
		for _, groups := range dictionary()[e.AI].requires {
			if !anyGroup(groups, elements) {
				return &Flaw{Reason: PairMissing, AI: e.AI, With: listed(groups)}
			}
		}
	}
	return nil
}

// excluded is an identifier among elements that may not stand beside ai.
func (id *identifier) excluded(ai string, elements []Element) string {
	for _, pattern := range id.excludes {
		for _, e := range elements {
			if e.AI != ai && matches(pattern, e.AI) {
				return e.AI
			}
		}
	}
	return ""
}

// anyGroup says whether all of one of the groups are there.
func anyGroup(groups [][]string, elements []Element) bool {
	for _, group := range groups {
		all := true
		for _, pattern := range group {
			all = all && there(pattern, elements)
		}
		if all {
			return true
		}
	}
	return false
}

func there(pattern string, elements []Element) bool {
	for _, e := range elements {
		if matches(pattern, e.AI) {
			return true
		}
	}
	return false
}

// matches says whether an identifier is one of a pattern, such as "31nn".
func matches(pattern, ai string) bool {
	if len(pattern) != len(ai) {
		return false
	}
	for i := range len(ai) {
		if pattern[i] != 'n' && pattern[i] != ai[i] {
			return false
		}
	}
	return true
}

func listed(groups [][]string) string {
	var all []string
	for _, group := range groups {
		all = append(all, strings.Join(group, "+"))
	}
	return strings.Join(all, ",")
}
