// Package journaltest holds the events of a package to their golden files: a
// published event never changes.
package journaltest

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"warehouse-node/warehouse/journal"
)

var update = flag.Bool("update-events", false, "write golden files of events that have none yet")

// File is where the golden file of a kind lies, from the folder of the package
// that declares it: "testdata/events/pick.picked.1.json".
func File(name string) string {
	return filepath.Join("testdata", "events", strings.ReplaceAll(name, "/", ".")+".json")
}

// Goldens compares the example of every kind below prefix ("pick.") with its
// golden file in the folder of the test, and reads the file back as the event.
// A changed event is an error also under -update-events: it needs a new version.
func Goldens(t *testing.T, prefix string) {
	t.Helper()
	found := 0
	for _, k := range journal.Kinds() {
		if !strings.HasPrefix(k.Name, prefix) {
			continue
		}
		found++
		got, err := json.MarshalIndent(k.Example, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
		want, err := os.ReadFile(File(k.Name))
		if os.IsNotExist(err) && *update {
			if err := os.MkdirAll(filepath.Dir(File(k.Name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(File(k.Name), got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v (a new event: go test -update-events)", k.Name, err)
			continue
		}
		if string(got) != string(want) {
			t.Errorf("%s changed after it was published:\n%s\nwas\n%s", k.Name, got, want)
		}
		back := reflect.New(k.Type)
		if err := json.Unmarshal(want, back.Interface()); err != nil {
			t.Errorf("%s: %v", k.Name, err)
		} else if !reflect.DeepEqual(back.Elem().Interface(), k.Example) {
			t.Errorf("%s: read back as %+v", k.Name, back.Elem().Interface())
		}
		if reflect.ValueOf(k.Example).IsZero() {
			t.Errorf("%s: its example says nothing", k.Name)
		}
	}
	if found == 0 {
		t.Errorf("no events named %s…", prefix)
	}
}
