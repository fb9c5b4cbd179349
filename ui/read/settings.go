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
// that has none of its own. With a site it is what that one follows, of what can
// differ between warehouses.
func (r *Reader) Settings(ctx context.Context, named string) (page api.SettingsPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		var site warehouse.SiteID
		if err := site.UnmarshalText([]byte(named)); err != nil {
			return err
		}
		where := site
		if site.IsZero() {
			where = staff.Anywhere
		}
		if err := may(ctx, tx, settings.RightRead, where); err != nil {
			return err
		}
		all, err := settings.All(tx, site)
		if err != nil {
			return err
		}
		for _, d := range all {
			group := api.SettingsGroup{Owner: d.Owner, Version: d.Version, Own: d.Own && !site.IsZero()}
			for i, f := range d.Fields {
				group.Fields = append(group.Fields, api.Setting{Name: f.Name, Kind: f.Kind, Value: d.Values[i], Choices: f.Choices, Unit: f.Unit})
			}
			page.Groups = append(page.Groups, group)
		}
		return nil
	})
	return page, err
}
