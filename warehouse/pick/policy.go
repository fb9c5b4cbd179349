package pick

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/settings"
	"warehouse-node/warehouse/store"
)

// Policy is how a site picks.
type Policy struct {
	LeaseMinutes int32 `json:"lease_minutes" unit:"min"` // how long after the last scan an order stays a picker's
	WalkSpeed    int32 `json:"walk_speed" unit:"m/min"`  // of a person with a cart
	StopSeconds  int32 `json:"stop_seconds" unit:"s"`    // at one bin
}

// Check is Invalid for what no floor does.
func (p Policy) Check() error {
	for _, row := range []struct {
		field           string
		value, from, to int32
	}{
		{"lease_minutes", p.LeaseMinutes, 1, 24 * 60}, {"walk_speed", p.WalkSpeed, 1, 600}, {"stop_seconds", p.StopSeconds, 0, 3600},
	} {
		if row.value < row.from || row.value > row.to {
			return fault.New(fault.Invalid, "settings.range", "field", row.field, "from", row.from, "to", row.to)
		}
	}
	return nil
}

// Rules are those of a site, or the company's.
var Rules = settings.Register("pick", Policy{LeaseMinutes: 30, WalkSpeed: 60, StopSeconds: 12}).PerSite()

// leaseEnd is until when a scan made now keeps an order.
func leaseEnd(tx *store.Tx, site warehouse.SiteID) (time.Time, error) {
	rules, err := Rules.At(tx, site)
	return tx.Now().Add(rules.lease()), err
}
