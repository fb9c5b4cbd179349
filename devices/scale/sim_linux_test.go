package scale_test

import (
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"warehouse-node/devices/scale"
	sim "warehouse-node/devices/sim/scale"
	"warehouse-node/devices/weight"
	"warehouse-node/devices/wire"
	_ "warehouse-node/devices/wire/serial"
)

// TestWeighs: both drivers read the simulated scale over a real terminal: nothing,
// a load that moves and lies still, too much of it.
func TestWeighs(t *testing.T) {
	for driver, every := range map[string]time.Duration{"sics": 0, "text": 20 * time.Millisecond} {
		t.Run(driver, func(t *testing.T) {
			t.Parallel()
			bench, err := sim.New(sim.Options{Path: filepath.Join(t.TempDir(), "scale"), Every: every, Most: 15_000})
			if err != nil {
				t.Fatal(err)
			}
			defer bench.Close()
			port, err := wire.Open(t.Context(), "serial://"+bench.Path())
			if err != nil {
				t.Fatal(err)
			}
			s, err := scale.Drivers.Open(t.Context(), driver, port, json.RawMessage(`{"EveryMS":50}`))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			await := func(what string, is func(weight.Reading) bool) {
				t.Helper()
				for {
					r, err := s.Next(t.Context())
					if err != nil {
						t.Fatalf("%s: %v", what, err)
					}
					if is(r) {
						return
					}
				}
			}
			stable := func(grams int64) func(weight.Reading) bool {
				return func(r weight.Reading) bool { return r.Grams == grams && r.Counts(time.Now()) }
			}
			await("nothing", stable(0))
			bench.Move(812)
			await("moving", func(r weight.Reading) bool { return r.Grams == 812 && !r.Stable })
			bench.Put(1245)
			await("a parcel", stable(1245))
			bench.Put(15_001)
			await("too much", func(r weight.Reading) bool { return r.Beyond == weight.Over })
			bench.Put(0)
			await("nothing again", stable(0))
		})
	}
}
