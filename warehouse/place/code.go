package place

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/letter"
	"warehouse-node/warehouse/store"
)

// Limits of what a place is called.
const (
	MaxName    = 40 // letters: what a plate can show
	MaxCode    = 80 // bytes of an alias
	MaxAliases = 8
)

// named reads a word of a list into its number; false when it is not among them.
func named(text []byte, names []string, to *uint8) bool {
	i := slices.Index(names, string(text))
	*to = uint8(max(i, 0))
	return i >= 0
}

// checkName refuses a name that a plate cannot show.
func checkName(name string) error {
	if strings.TrimSpace(name) != name || name == "" || utf8.RuneCountInString(name) > MaxName || !letter.Seen(name) {
		return fault.New(fault.Invalid, "place.name", "name", name, "limit", MaxName)
	}
	return nil
}

// checkAlias refuses a code that no scanner gives.
func checkAlias(code string) error {
	if strings.TrimSpace(code) != code || code == "" || len(code) > MaxCode || !letter.Seen(code) {
		return fault.New(fault.Invalid, "place.alias", "code", code, "limit", MaxCode)
	}
	return nil
}

// notOurs refuses an alias that we print on something else than a place: a scan
// of it would ask each time what is meant. A label of another place is for
// codeFree to refuse.
func notOurs(alias string) error {
	switch ident.Ours(alias) {
	case ident.PrefixBadge, ident.PrefixItem, ident.PrefixOrder, ident.PrefixCommand:
		return fault.New(fault.Invalid, "place.alias_ours", "code", alias)
	}
	return nil
}

// carrierName is what people call a tote: "T-118".
func carrierName(prefix string, n uint64) string { return fmt.Sprintf("%s-%03d", prefix, n) }

// nameFree refuses a name that another place of the site has.
func nameFree(tx *store.Tx, p *Place) error {
	other, err := ByName(tx, p.within(), p.Name)
	if err == nil && other != nil && other.ID != p.ID {
		err = fault.New(fault.Conflict, "place.name_taken", "name", p.Name)
	}
	return err
}

// codeFree refuses an alias or label that another place of the same site has;
// other sites may have glued the same.
func codeFree(tx *store.Tx, p *Place, code string) error {
	if code == "" {
		return nil
	}
	if err := checkAlias(code); err != nil {
		return err
	}
	for other, err := range byCode.Each(tx, store.Str(Fold(code))) {
		if err != nil {
			return err
		}
		if other.ID != p.ID && other.Site == p.Site {
			return fault.New(fault.Conflict, "place.code_taken", "code", code, "name", other.Name)
		}
	}
	return nil
}

// siteOpen is a site where things may still be made.
func siteOpen(tx *store.Tx, id warehouse.SiteID) (*Place, error) {
	p, err := Get(tx, id)
	if err == nil && (p.Kind != KindSite || p.Archived) {
		err = fault.New(fault.NotFound, "place.site", "site", id)
	}
	return p, err
}

// cannotHold is why nothing is put into a place.
func cannotHold(parent *Place) error {
	if parent.Archived {
		return fault.New(fault.Conflict, "place.archived", "name", parent.Name)
	}
	return fault.New(fault.Invalid, "place.parent", "name", parent.Name, "kind", parent.Kind)
}
