package read_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/staff"
)

var chooseSite = command.Register("test.staff.site", staff.RightSelf, command.Anywhere[staff.SiteRequest], staff.SetSite)

// TestAWarehouseThatNeverWas: who is said to work there is at home again, and is
// not shut out of everything.
func TestAWarehouseThatNeverWas(t *testing.T) {
	h := newHouse(t)
	before, err := h.Me(h.as("owner"))
	must(t, err)
	_, err = chooseSite.Do(context.Background(), h.door, byOwner(h), &staff.SiteRequest{Site: warehouse.SiteID{15: 9}})
	must(t, err)
	after, err := h.Me(h.as("owner"))
	must(t, err)
	if after.Site != before.Site || after.Site == "" {
		t.Errorf("at %q, before %q", after.Site, before.Site)
	}
}
