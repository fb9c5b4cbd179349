package read

import (
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/settings"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Settings is the policy of the company, by owner: what every warehouse follows
// that has none of its own.
func (r *Reader) Settings(ctx context.Context) (page api.SettingsPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		if err := may(ctx, tx, settings.RightRead, staff.Anywhere); err != nil {
			return err
		}
		all, err := settings.All(tx, warehouse.SiteID{})
		if err != nil {
			return err
		}
		for _, d := range all {
			group := api.SettingsGroup{Owner: d.Owner, Version: int64(d.Version)}
			for i, f := range d.Fields {
				group.Fields = append(group.Fields, api.Setting{Name: f.Name, Kind: f.Kind, Value: d.Values[i], Choices: f.Choices, Unit: f.Unit})
			}
			page.Groups = append(page.Groups, group)
		}
		return nil
	})
	return page, err
}
