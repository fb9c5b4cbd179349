package scanner

import (
	"strings"
	"testing"
)

// TestModels: every model has a source and settings that its driver takes, and is
// found by its own name alone.
func TestModels(t *testing.T) {
	all, err := Models()
	must(t, err)
	if len(all) == 0 {
		t.Error("there are none")
	}
	for _, m := range all {
		if m.Name == "" || m.Set == "" || len(m.Source) < 20 || len(m.Match) == 0 {
			t.Errorf("%+v does not say all", m)
		}
		if err := Drivers.Check(m.Driver, m.Config); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
		for _, part := range m.Match {
			found, err := ModelNamed("Maker " + strings.ToUpper(part) + " x")
			if err != nil || found == nil || found.Name != m.Name || part != strings.ToLower(part) {
				t.Errorf("%s is found as %+v, %v", part, found, err)
			}
		}
	}
	if found, err := ModelNamed("Some Keyboard"); found != nil || err != nil {
		t.Errorf("a keyboard is %+v, %v", found, err)
	}
}
