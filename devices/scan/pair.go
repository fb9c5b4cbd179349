package scan

import "strings"

// CheckPairs says whether identifiers stand together that may, and none stands
// without one that it needs; nil is good. elements are those of all barcodes on
// one thing: GS1 lets an item carry its number in one and its lot in another,
// which is why Parse does not ask (General Specifications, data relationships). A
// flaw has no place in the data; With is the identifier that is too much, or
// the lists that one is missing from.
func CheckPairs(elements []Element) *Flaw {
	for _, e := range elements {
		id := dictionary()[e.AI]
		if id == nil {
			return &Flaw{Reason: UnknownAI, AI: e.AI}
		}
		for _, pattern := range id.excludes {
			for _, other := range elements {
				if other.AI != e.AI && matches(pattern, other.AI) {
					return &Flaw{Reason: PairForbidden, AI: e.AI, With: other.AI}
				}
			}
		}
		for _, groups := range id.requires {
			if !anyGroup(groups, elements) {
				return &Flaw{Reason: PairMissing, AI: e.AI, With: listed(groups)}
			}
		}
	}
	return nil
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
