package read

import (
	"cmp"
	"context"
	"slices"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Tokens are the keys of all programs for which those answer whom the actor may
// see, by name; those of the company for who may see everybody. Who left has none.
func (r *Reader) Tokens(ctx context.Context) (page api.TokensPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		c, err := newCrew(ctx, tx)
		if err != nil {
			return err
		}
		people, err := c.named(api.PeopleFilter{})
		if err != nil {
			return err
		}
		if c.all {
			people = append(people, &staff.Person{}) // the company
		}
		for _, p := range people {
			for t, err := range staff.Tokens(tx, p.ID) {
				if err != nil {
					return err
				}
				row := api.TokenRow{}
				if row.APIToken, err = c.token(t); err != nil {
					return err
				}
				if !p.ID.IsZero() {
					mark := personMark(p)
					row.Person = &mark
				}
				page.Rows = append(page.Rows, row)
			}
		}
		slices.SortFunc(page.Rows, func(a, b api.TokenRow) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}
