package cashreg

import (
	"testing"

	"warehouse-node/devices/wire/wiretest"
)

// TestDrivers replays every recorded conversation through its driver.
func TestDrivers(t *testing.T) { wiretest.Replays(t, Drivers.Names(), Replay) }
