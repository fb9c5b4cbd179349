package place

import (
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Ending is whoever is asked before something leaves for good: a site that is
// closed, a legal entity that retires. What stands above this package knows of
// goods and orders; it is therefore asked and not called.
type Ending[ID any] struct {
	asked []func(*store.Tx, ID) error
}

// Closing is asked before a site is closed, Retiring before a legal entity
// retires.
var (
	Closing  Ending[warehouse.SiteID]
	Retiring Ending[warehouse.EntityID]
)

// Ask registers one who is asked; use it in a package-level var. A Conflict says
// what stands against the end, and any other error is of the store.
func (e *Ending[ID]) Ask(against func(*store.Tx, ID) error) struct{} {
	e.asked = append(e.asked, against)
	return struct{}{}
}

// Against is all that stands against the end of id, by its code; none when nothing
// does.
func (e *Ending[ID]) Against(tx *store.Tx, id ID) (all []*fault.Error, err error) {
	for _, ask := range e.asked {
		switch err := ask(tx, id); {
		case err == nil:
		case fault.KindOf(err) == fault.Conflict:
			all = append(all, fault.Of(err))
		default:
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b *fault.Error) int { return strings.Compare(a.Code, b.Code) })
	return all, nil
}

// none refuses the end of id with the first thing that stands against it.
func (e *Ending[ID]) none(tx *store.Tx, id ID) error {
	against, err := e.Against(tx, id)
	if err == nil && len(against) > 0 {
		err = against[0]
	}
	return err
}
