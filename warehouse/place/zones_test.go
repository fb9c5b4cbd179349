package place_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestOldZones: a zone by a name that it had is taken, and kept by the one that it
// has now; both tell the same time.
func TestOldZones(t *testing.T) {
	f := newFloor(t)
	id := do(f, place.CreateSite, &place.CreateSiteRequest{Name: "Lviv", Timezone: "Europe/Kiev", Currency: "UAH"}).IDs[0]
	zone := func() (zone string) {
		f.read(func(tx *store.Tx) error {
			s, err := place.GetSite(tx, id)
			zone = s.Timezone
			return err
		})
		return zone
	}
	if got := zone(); got != "Europe/Kyiv" {
		t.Errorf("kept as %s", got)
	}
	do(f, place.EditSite, &place.EditSiteRequest{ID: id, Version: 1, Name: "Lviv", Timezone: "Asia/Calcutta", Currency: "UAH"})
	if got := zone(); got != "Asia/Kolkata" {
		t.Errorf("kept as %s", got)
	}

	var renamed map[string]string
	raw, err := os.ReadFile("zones.json")
	if err == nil {
		err = json.Unmarshal(raw, &renamed)
	}
	if err != nil || len(renamed) == 0 {
		t.Fatal(err)
	}
	for old, now := range renamed {
		was, err := time.LoadLocation(old)
		if err != nil {
			t.Errorf("%s: %v", old, err)
			continue
		}
		is, err := time.LoadLocation(now)
		if err != nil || renamed[now] != "" {
			t.Errorf("%s: %v", now, err)
			continue
		}
		for month := time.January; month <= time.December; month++ {
			at := time.Date(2026, month, 15, 12, 0, 0, 0, time.UTC)
			_, before := at.In(was).Zone()
			if _, after := at.In(is).Zone(); before != after {
				t.Errorf("in %s %s is %d and %s %d", month, old, before, now, after)
			}
		}
	}
}
