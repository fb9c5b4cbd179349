package staff

import (
	"slices"
	"strings"
	"unicode"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// ByBadge says whose badge has a code, in either letter case: nil for nobody's.
// It may be called in any transaction; it is how a scan at a bench binds a
// scanner to a person. Conflict where badges of two people differ by letter case
// only, as they could be bound once: then it lets none of them in.
func (g *Gate) ByBadge(tx *store.Tx, code string) (*Person, error) {
	var found *Person
	for _, h := range g.badgeHashes(code) {
		p, err := byBadge.Find(tx, h)
		switch {
		case err != nil:
			return nil, err
		case p == nil || !p.Active:
		case found != nil && found.ID != p.ID:
			return nil, fault.New(fault.Conflict, "staff.badge_clash", "name", found.Name, "other", p.Name)
		default:
			found = p
		}
	}
	return found, nil
}

// badgeHashes are the forms under which a code may be stored: that of today, in
// capitals, and those of badges that were bound when letter case still counted,
// as they were typed and as a scanner with Caps Lock on sends them. None for an
// empty code.
func (g *Gate) badgeHashes(code string) (all []seal.Hash) {
	code = strings.TrimSpace(code)
	forms := []string{strings.ToUpper(code), code, strings.ToLower(code), strings.Map(otherCase, code)}
	for i, form := range forms {
		if slices.Contains(forms[:i], form) {
			continue // of figures there is one
		}
		if h := g.hashes.Hash(badgeHash, form); !h.IsZero() {
			all = append(all, h)
		}
	}
	return all
}

func otherCase(r rune) rune {
	if unicode.IsUpper(r) {
		return unicode.ToLower(r)
	}
	return unicode.ToUpper(r)
}
