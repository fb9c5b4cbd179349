package staff

import (
	"context"
	"errors"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func write(t *testing.T, db *store.DB, fn func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func TestPattern(t *testing.T) {
	for _, row := range []struct {
		p    Pattern
		r    Right
		want bool
	}{
		{"*", "staff.edit", true},
		{"pick.*", "pick.work", true},
		{"pick.*", "pickup.work", false},
		{"pick.*", "pick", false},
		{"*.read", "orders.read", true},
		{"*.read", "orders.edit", false},
		{"orders.read", "orders.read", true},
		{"orders.read", "orders.edit", false},
		{"", "orders.read", false},
		{"orders", "orders.read", false},
	} {
		if got := row.p.Covers(row.r); got != row.want {
			t.Errorf("%q covers %q: %v, want %v", row.p, row.r, got, row.want)
		}
	}
	for p, want := range map[Pattern]bool{"*": true, "pick.*": true, "*.read": true, "a.b": true, "": false, "pick": false,
		"pick.": false, ".read": false, "a.b.c": false, "Pick.work": false, "pi*.work": false} {
		if got := p.valid(); got != want {
			t.Errorf("%q valid: %v, want %v", p, got, want)
		}
	}
}

// TestMay is the table of who may what and where.
func TestMay(t *testing.T) {
	db := store.Open(memory.New())
	one, two := warehouse.SiteID{1}, warehouse.SiteID{2}
	none := warehouse.SiteID{}
	ids := map[string]warehouse.PersonID{"node": {}, "stranger": {9}}
	write(t, db, func(_ context.Context, tx *store.Tx) error {
		if err := roles.Insert(tx, &Role{ID: "night shift", Rights: []Pattern{"pick.work", "*.read"}, Custom: true}); err != nil {
			return err
		}
		for _, p := range []Person{
			{Name: "picker at one", Active: true, Roles: []RoleAt{{Role: "picker", Site: one}}},
			{Name: "manager", Active: true, Roles: []RoleAt{{Role: "manager"}}},
			{Name: "owner", Active: true, Roles: []RoleAt{{Role: Owner}}},
			{Name: "left owner", Roles: []RoleAt{{Role: Owner}}},
			{Name: "night at two", Active: true, Roles: []RoleAt{{Role: "night shift", Site: two}}},
			{Name: "lost role", Active: true, Roles: []RoleAt{{Role: "gone"}}},
			{Name: "shop", Active: true, Machine: true, Grants: []Grant{{Right: "shop.exchange"}, {Right: "stock.read", Site: one}}},
		} {
			p.ID = warehouse.PersonID(tx.Mint())
			ids[p.Name] = p.ID
			if err := people.Insert(tx, &p); err != nil {
				return err
			}
		}
		return nil
	})
	rows := []struct {
		who   string
		right Right
		site  warehouse.SiteID
		want  bool
	}{
		{"node", "staff.edit", none, true},
		{"stranger", RightSelf, none, false},
		{"picker at one", "pick.work", one, true},
		{"picker at one", "pick.work", two, false},
		{"picker at one", "pick.work", none, false},
		{"picker at one", "pick.release", one, false},
		{"picker at one", "catalog.read", Anywhere, true},
		{"picker at one", "staff.edit", Anywhere, false},
		{"picker at one", RightSelf, none, true},
		{"manager", "pick.release", two, true},
		{"manager", "pick.release", none, true},
		{"manager", "staff.edit", none, false},
		{"manager", "settings.edit", none, false},
		{"owner", "staff.edit", none, true},
		{"owner", "anything.new", two, true},
		{"left owner", "orders.read", none, false},
		{"left owner", RightSelf, none, false},
		{"night at two", "orders.read", two, true},
		{"night at two", "orders.read", one, false},
		{"night at two", "orders.edit", two, false},
		{"lost role", "orders.read", one, false},
		{"shop", "shop.exchange", two, true},
		{"shop", "stock.read", one, true},
		{"shop", "stock.read", two, false},
		{"shop", RightSelf, none, false},
	}
	if err := db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
		for _, row := range rows {
			err := May(tx, ids[row.who], row.right, row.site)
			if got := err == nil; got != row.want {
				t.Errorf("%s may %s at %x: %v, want %v", row.who, row.right, row.site[0], err, row.want)
			}
			if err != nil && !errors.Is(err, fault.Denied) {
				t.Errorf("%s: %v is not Denied", row.who, err)
			}
		}
		sites, all, err := Sites(tx, ids["night at two"], "orders.read")
		if err != nil || all || len(sites) != 1 || sites[0] != two {
			t.Errorf("sites %v, all %v, %v", sites, all, err)
		}
		if _, all, err := Sites(tx, ids["manager"], "orders.read"); err != nil || !all {
			t.Errorf("manager: all %v, %v", all, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestDefaults: every pattern of a default role is one, and each floor's work
// belongs to the role named for it and not to its neighbours.
func TestDefaults(t *testing.T) {
	for _, r := range defaults {
		for _, p := range r.Rights {
			if !p.valid() {
				t.Errorf("%s: %q is no pattern", r.ID, p)
			}
		}
	}
	want := map[Right]string{ // the roles that have it, beside the owner
		"pick.work": "picker manager", "pick.release": "manager", "pack.work": "packer manager", "receive.work": "receiver manager",
		"dispatch.work": "packer manager", "move.work": "picker receiver manager", "ledger.adjust": "manager",
		"orders.cancel": "operator manager", "orders.read": "cashier operator manager buyer accountant",
		"till.resolve": "cashier manager accountant", "shop.exchange": "manager", "devices.edit": "manager",
		"staff.read": "manager accountant", "staff.edit": "", "settings.edit": "", "import.run": "manager buyer",
		"stuck.resolve": "manager", "catalog.edit": "manager buyer", "place.edit": "manager",
		"floor.work":   "picker packer receiver counter manager",
		"label.print":  "picker packer receiver manager buyer",
		"station.work": "picker packer receiver counter cashier manager",
	}
	for right, names := range want {
		got := ""
		for _, r := range defaults {
			if r.ID != Owner && r.Covers(right) {
				got += r.ID + " "
			}
			if r.ID == Owner && !r.Covers(right) {
				t.Errorf("owner lacks %s", right)
			}
		}
		if len(got) > 0 {
			got = got[:len(got)-1]
		}
		if got != names {
			t.Errorf("%s: %q, want %q", right, got, names)
		}
	}
}
