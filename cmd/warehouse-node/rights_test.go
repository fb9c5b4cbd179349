package main

import (
	"context"
	"encoding/json"
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
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

var update = flag.Bool("update", false, "write golden files anew")

// asked is one row of the matrix: a command, a flow of the floor, or the right of
// reads and topics.
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
	for _, right := range station.Rights() {
		all = append(all, asked{"flow    " + string(right), right})
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
			fmt.Fprintf(&table, "%-36s %-18s %s\n", row.name, row.right, strings.Join(may, " "))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	golden(t, "rights.txt", table.String())
}

// TestRightsHaveWords: every right of the matrix is called something in each
// language, and stands in the form of a role under what it is about, once.
func TestRightsHaveWords(t *testing.T) {
	groups := map[string]string{}
	for _, g := range read.Grouped(read.AllRights()) {
		for _, right := range g.Rights {
			if groups[right] != "" {
				t.Errorf("%s is in %s and in %s", right, groups[right], g.Name)
			}
			groups[right] = g.Name
		}
	}
	for _, row := range everythingAsked() {
		for _, lang := range locale.Langs {
			for _, key := range []string{"rights." + string(row.right), "people.group." + groups[string(row.right)]} {
				if row.right == staff.RightSelf && key == "people.group." {
					continue // everybody has it: no role gives it
				}
				if locale.Say(lang, key, nil) == key {
					t.Errorf("%s has no word for %s of the right %s", lang, key, row.right)
				}
			}
		}
	}
}

// TestExactRights: a role of the company's own, and a token, give just what they
// say, and only where: every row of the matrix is tried at three sites.
func TestExactRights(t *testing.T) {
	foreign := warehouse.SiteID{15: 2}
	db := store.Open(memory.New())
	door := &command.Door{DB: db}
	ctx := context.Background()
	gives := func(name string, body, out any) {
		t.Helper()
		raw, err := json.Marshal(body)
		if err == nil {
			raw, err = door.Do(ctx, command.Command{Itself: true, Name: name, Body: raw})
		}
		if err == nil {
			err = json.Unmarshal(raw, out)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	var made place.CreateAnswer
	gives("place.create_site", place.CreateSiteRequest{Name: "Львів", Timezone: "Europe/Kyiv", Currency: measure.UAH}, &made)
	own := made.IDs[0]
	exactly := []staff.Pattern{"orders.read", "pick.work", "till.resolve"}
	var role staff.RoleAnswer
	gives("staff.role.edit", staff.RoleRequest{Name: "Ночь", Rights: exactly}, &role)
	var person, keeper staff.EditAnswer
	gives("staff.add", staff.AddRequest{Name: "night", Locale: "en", Roles: []staff.RoleAt{{Role: role.Role, Site: own}}}, &person)
	gives("staff.add", staff.AddRequest{Name: "owner", Locale: "en", Roles: []staff.RoleAt{{Role: staff.Owner}}}, &keeper)
	var token staff.TokenAnswer
	secret := staff.NewToken()
	gives("staff.token.make", staff.TokenMake{Person: keeper.Person, Name: "x", Rights: exactly, Sites: []warehouse.SiteID{own}, Digest: secret.Digest()}, &token)
	if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for who, id := range map[string]warehouse.PersonID{"person": person.Person, "token": token.Person} {
			for _, row := range everythingAsked() {
				mine := row.right == staff.RightSelf && who == "person"
				for site, want := range map[warehouse.SiteID]bool{
					own: mine || slices.Contains(exactly, staff.Pattern(row.right)), foreign: mine, {}: mine,
				} {
					switch err := staff.May(tx, id, row.right, site); {
					case err != nil && fault.KindOf(err) != fault.Denied:
						return err
					case (err == nil) != want:
						t.Errorf("the %s may %s at %x: %v, want %v", who, row.name, site[15], err == nil, want)
					}
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestUnknownRights: nobody is given what nothing asks for, and no role is called
// like one of the product's own.
func TestUnknownRights(t *testing.T) {
	door := &command.Door{DB: store.Open(memory.New())}
	give := func(name string, rights ...staff.Pattern) error {
		raw, err := json.Marshal(staff.RoleRequest{Name: name, Rights: rights})
		if err == nil {
			_, err = door.Do(context.Background(), command.Command{Itself: true, Name: "staff.role.edit", Body: raw})
		}
		return err
	}
	for _, right := range []staff.Pattern{"no.such", "no.*", "*.such", "orders.reed", "ORDERS.READ", "orders", "", "*.*.*", "<script>"} {
		if err := give("x", "orders.read", right); err == nil || fault.Of(err).Code != "staff.right" {
			t.Errorf("%q: %v", right, err)
		}
	}
	for _, name := range []string{"Владелец", "владелец", " OWNER ", "Власник", "Picker"} {
		if err := give(name, "orders.read"); err == nil || fault.Of(err).Code != "staff.role_taken" {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, right := range []staff.Pattern{"orders.*", "*.read", "*"} {
		if err := give("Role "+string(right), right); err != nil {
			t.Errorf("%q: %v", right, err)
		}
	}
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
