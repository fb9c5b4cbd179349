package tee_test

import (
	"testing"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
	"warehouse-node/warehouse/store/storetest"
	"warehouse-node/warehouse/store/tee"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Engine { return tee.New(memory.New(), func(tee.Frame) {}) })
}
