package read

import (
	"cmp"
	"maps"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
)

// proofCodes say what it means that a proof does not hold; what it found stands
// behind that.
var proofCodes = map[string]string{
	"store": "proof.what.store", "journal": "proof.what.journal", "ledger": "proof.what.ledger", "promise": "proof.what.promise",
}

// worldWords are the places outside as people call them.
var worldWords = map[warehouse.PlaceID]string{
	place.Supplier: "world.supplier", place.Customer: "world.customer", place.Loss: "world.loss",
	place.Found: "world.found", place.Transit: "world.transit", place.Opening: "world.opening",
}

// proofs are how all proofs ended.
func (l *look) proofs(of *Proofs) (all api.List[api.CheckResult]) {
	if of == nil {
		return nil
	}
	for _, name := range of.names {
		all = append(all, api.CheckResult{Name: name, Proof: l.proof(of, name)})
	}
	return all
}

// proof is how one proof ended, with what it found.
func (l *look) proof(of *Proofs, name string) api.Proof {
	last := of.Last(name)
	if f, failed := of.failure(name); failed && last.State == "failed" {
		bad := l.saysProof(f)
		last.Bad = &bad
	}
	return last
}

// saysProof says what it means that a proof does not hold, and what it found; the
// words of the program stand apart.
func (l *look) saysProof(f FailedProof) api.Said {
	found := textArg(SayFound(l.lang, f.Found, l.named(f.Args)))
	said := api.Saying(proofCodes[f.Name], args{"found": found})
	if said.Code == "" {
		said = api.Saying("stuck.what.proof_failed", args{"name": textArg(f.Name), "found": found})
	}
	said.Detail = f.Why
	return said
}

// SayFound is what a proof found, in a sentence: that of a fault.Finding's code.
// Ids among the arguments stand as they are.
func SayFound(lang locale.Lang, code string, args map[string]string) string {
	return locale.Say(lang, "proof.found."+cmp.Or(code, foundUnsaid), locale.InWords(lang, args))
}

// named puts names for the ids of what a proof found. What is not there, or cannot
// be read, for it may be what is damaged, keeps its id.
func (l *look) named(found map[string]string) map[string]string {
	names := maps.Clone(found)
	for arg, id := range found {
		if name := l.nameOf(arg, id); name != "" {
			names[arg] = name
		}
	}
	return names
}

// nameOf is the name of what an argument's id is of; "" when nothing is known.
func (l *look) nameOf(arg, id string) string {
	switch arg {
	case "item":
		if i, err := ofID(id, l.item); err == nil {
			return i.Article + " " + itemArg(i).Text
		}
	case "place", "from", "to":
		if p, err := ofID(id, l.place); err == nil {
			if word, outside := worldWords[p.ID]; outside {
				return locale.Say(l.lang, word, nil)
			}
			return p.Name
		}
	case "site":
		if s, err := ofID(id, func(id warehouse.SiteID) (place.Site, error) { return place.GetSite(l.tx, id) }); err == nil {
			return s.Name
		}
	case "order":
		if o, err := ofID(id, func(id warehouse.OrderID) (*orders.Order, error) { return orders.Get(l.tx, id) }); err == nil {
			return o.Number
		}
	}
	return ""
}

// ofID gets what has an id, as text.
func ofID[K, V any](text string, get func(ident.ID[K]) (V, error)) (v V, err error) {
	id, err := ident.Parse[K](text)
	if err != nil {
		return v, err
	}
	return get(id)
}
