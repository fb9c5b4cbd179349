package memory_test

import (
	"testing"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
	"warehouse-node/warehouse/store/storetest"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Engine { return memory.New() })
}
