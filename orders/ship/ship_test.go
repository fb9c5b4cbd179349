package ship

import (
	"testing"

	"warehouse-node/warehouse/journal/journaltest"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "ship.") }
