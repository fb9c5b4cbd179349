package scale

import (
	"testing"

	"warehouse-node/devices/wire/wiretest"
)

// TestDrivers replays every recorded conversation through its driver.
func TestDrivers(t *testing.T) {
	wiretest.Drivers(t, Drivers.Names(), func(t *testing.T, r wiretest.Conversation) []string {
		got, err := Replay(t.Context(), r.Driver, r.Replay)
		if err != nil {
			t.Fatal(err)
		}
		return got
	})
}
