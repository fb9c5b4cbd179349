package read

import (
	"slices"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
)

// readable are the fields of items, places and people whose values are words that a
// person wrote or numbers that they know; of the others only the name is told.
var readable = []string{
	"article", "name", "brand", "category", "differs", "price", // items
	"aliases", "zone", "aisle", "bay", "level", "slot", "units", // places
	"initials", "login", // people
}

// fieldChanged is one field of an edit in words.
func fieldChanged(field, was, is string) api.Said {
	a := args{"field": {Kind: "field", Text: field}, "was": textArg(was), "is": textArg(is)}
	switch {
	case !slices.Contains(readable, field) || was == "" && is == "":
		return api.Saying("tape.part.touched", args{"field": a["field"]})
	case was == "":
		return api.Saying("tape.part.set", args{"field": a["field"], "is": a["is"]})
	case is == "":
		return api.Saying("tape.part.cleared", args{"field": a["field"], "was": a["was"]})
	}
	return api.Saying("tape.part.changed", a)
}

func itemChanged(_ *look, c catalog.Change) (api.Said, error) {
	return fieldChanged(c.Field, c.Was, c.Is), nil
}
func placeChanged(_ *look, c place.Change) (api.Said, error) {
	return fieldChanged(c.Field, c.Was, c.Is), nil
}
func personChanged(_ *look, c staff.Change) (api.Said, error) {
	return fieldChanged(c.Field, c.Old, c.New), nil
}

// changedBy is what an edit did, each of its changes in words.
func changedBy[C any](l *look, t told, each []C, word func(*look, C) (api.Said, error)) (told, error) {
	for _, c := range each {
		said, err := word(l, c)
		if err != nil {
			return told{}, err
		}
		t.changes = append(t.changes, said)
	}
	return t, nil
}

// orderChanged is what an edit of an order did, its lines before its other fields.
func orderChanged(l *look, t told, ev orders.Edited) (told, error) {
	o, err := orders.Get(l.tx, ev.Order)
	if err != nil {
		return told{}, err
	}
	t, err = changedBy(l, t, ev.Lines, func(l *look, c orders.LineChange) (api.Said, error) { return l.lineChanged(o, c) })
	if err != nil {
		return told{}, err
	}
	return changedBy(l, t, ev.Fields, func(_ *look, field string) (api.Said, error) { return fieldChanged(field, "", ""), nil })
}

func (l *look) lineChanged(o *orders.Order, c orders.LineChange) (api.Said, error) {
	item := textArg("—") // a line that nobody matched and that is gone
	if i := slices.IndexFunc(o.Lines, func(of orders.Line) bool { return of.ID == c.Line }); i >= 0 {
		item = textArg(o.Lines[i].Name)
	}
	if !c.Item.IsZero() {
		var err error
		if item, err = l.itemNamed(c.Item); err != nil {
			return api.Said{}, err
		}
	}
	switch {
	case c.From == 0:
		return api.Saying("tape.line.added", args{"item": item, "count": qtyArg(c.To)}), nil
	case c.To == 0:
		return api.Saying("tape.line.removed", args{"item": item, "count": qtyArg(c.From)}), nil
	}
	return api.Saying("tape.line.changed", args{"item": item, "from": qtyArg(c.From), "to": qtyArg(c.To)}), nil
}
