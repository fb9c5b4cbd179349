package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

var update = flag.Bool("update", false, "write golden files anew")

// asked is one row of the matrix: a command, or the right of reads and topics.
type asked struct {
	name  string
	right staff.Right
}

func everythingAsked() (all []asked) {
	for _, c := range command.All() {
		if !strings.HasPrefix(c.Name, "test.") {
			all = append(all, asked{"command " + c.Name, c.Right})
		}
	}
	for _, right := range api.Rights() {
		all = append(all, asked{"read    " + right, staff.Right(right)})
	}
	return all
}

// TestRights holds the matrix of roles against its golden file: who may carry
// out what at the warehouse where they work. A new command or read is not in
// the file and fails until somebody has looked at its row.
func TestRights(t *testing.T) {
	own, foreign := warehouse.SiteID{15: 1}, warehouse.SiteID{15: 2}
	db := store.Open(memory.New())
	door := &command.Door{DB: db}
	roles := []string{"picker", "packer", "receiver", "counter", "cashier", "operator", "manager", "buyer", "accountant", staff.Owner}
	people := map[string]warehouse.PersonID{}
	for _, role := range roles {
		a, err := addPerson.Do(context.Background(), door, command.Command{Itself: true}, &staff.AddRequest{
			Name: role, Locale: "en", Roles: []staff.RoleAt{{Role: role, Site: own}},
		})
		if err != nil {
			t.Fatal(err)
		}
		people[role] = a.Person
	}
	var table strings.Builder
	if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for _, row := range everythingAsked() {
			var may []string
			for _, role := range roles {
				err := staff.May(tx, people[role], row.right, own)
				if err == nil {
					may = append(may, role)
				} else if fault.KindOf(err) != fault.Denied {
					return err
				}
				// What nobody is granted beyond their own warehouse. One's own
				// password is no warehouse's.
				for _, site := range []warehouse.SiteID{foreign, {}} {
					if err := staff.May(tx, people[role], row.right, site); err == nil && row.right != staff.RightSelf {
						t.Errorf("a %s of another warehouse may %s", role, row.name)
					}
				}
			}
			if slices.Contains(may, staff.Owner) && len(may) == len(roles) {
				may = []string{"everybody"}
			}
			if !locale.Has("rights." + string(row.right)) {
				t.Errorf("people have no word for the right %s", row.right)
			}
			fmt.Fprintf(&table, "%-36s %-18s %s\n", row.name, row.right, strings.Join(may, " "))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	golden(t, "rights.txt", table.String())
}

// golden compares a text with its file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (go test -update writes it anew):\n%s", path, diff)
	}
}
