package staff_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

var looks = []staff.Pattern{"stock.read"}

// TestRoleNames: what a role may be called, and that people know one from another
// by it.
func TestRoleNames(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	first := must(w, editRole, boss, &staff.RoleRequest{Name: "  Ночная   Смена ", Rights: looks})
	for _, name := range []string{"ночная смена", "НОЧНАЯ СМЕНА", "Ночная Смена"} {
		refuse(w, editRole, boss, &staff.RoleRequest{Name: name, Rights: looks}, "staff.role_taken")
	}
	for _, name := range []string{"", "  ", strings.Repeat("ы", 10_000)} {
		refuse(w, editRole, boss, &staff.RoleRequest{Name: name, Rights: looks}, "staff.name")
	}
	for _, name := range []string{"a\x00b", "a\u202eb"} {
		refuse(w, editRole, boss, &staff.RoleRequest{Name: name, Rights: looks}, "letter.unseen")
	}
	must(w, editRole, boss, &staff.RoleRequest{Role: first.Role, Version: 1, Name: "ночная смена", Rights: looks}) // its own, in other letters
	script := must(w, editRole, boss, &staff.RoleRequest{Name: "<script>alert(1)</script>", Rights: looks})        // a name like any other
	w.read(func(tx *store.Tx) error {
		role, err := staff.FindRole(tx, script.Role)
		if err == nil && role.Name != "<script>alert(1)</script>" {
			t.Errorf("%+v", role)
		}
		return err
	})
}

// TestArchiveRole: a role that somebody holds stays and says who; one that is out
// of use grants nothing, is given to nobody, keeps its name from nobody, and can
// come back.
func TestArchiveRole(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	made := must(w, editRole, boss, &staff.RoleRequest{Name: "Смена", Rights: []staff.Pattern{"pick.work"}})
	night := w.add("night", staff.RoleAt{Role: made.Role, Site: kyiv})
	mark := &staff.RoleMark{Role: made.Role, Version: 1}
	_, err := do(w, archiveRole, boss, mark)
	w.wantCode(err, "staff.role_held")
	if who := fault.Of(err).Args["who"]; who != "Person night" {
		t.Errorf("held by %q", who)
	}
	refuse(w, archiveRole, boss, &staff.RoleMark{Role: "picker"}, "staff.default_role")
	refuse(w, archiveRole, boss, &staff.RoleMark{Role: "none"}, "staff.role")
	must(w, edit, boss, &staff.EditRequest{Person: night, Version: w.person(night).Version, Left: ptr(true)})
	refuse(w, archiveRole, boss, &staff.RoleMark{Role: made.Role, Version: 7}, "staff.version")
	if a := must(w, archiveRole, boss, mark); a.Version != 2 {
		t.Errorf("%+v", a)
	}
	refuse(w, archiveRole, boss, mark, "staff.version")

	must(w, edit, boss, &staff.EditRequest{Person: night, Version: w.person(night).Version, Left: ptr(false)})
	if w.may(night, "pick.work", kyiv) {
		t.Error("a role out of use grants what it did")
	}
	refuse(w, grant, boss, &staff.GrantRequest{Person: boss, Role: made.Role}, "staff.role_archived")
	refuse(w, editRole, boss, &staff.RoleRequest{Role: made.Role, Version: 2, Name: "x", Rights: looks}, "staff.role_archived")
	other := must(w, editRole, boss, &staff.RoleRequest{Name: "смена", Rights: looks})
	refuse(w, restoreRole, boss, &staff.RoleMark{Role: made.Role, Version: 2}, "staff.role_taken")
	must(w, archiveRole, boss, &staff.RoleMark{Role: other.Role, Version: 1})
	must(w, restoreRole, boss, &staff.RoleMark{Role: made.Role, Version: 2})
	if !w.may(night, "pick.work", kyiv) {
		t.Error("a role that came back grants nothing")
	}
	var kinds []string
	w.read(func(tx *store.Tx) error {
		for e, err := range journal.Of(tx, journal.Subject("role/"+made.Role)) {
			if err != nil {
				return err
			}
			kinds = append(kinds, e.Kind)
		}
		return nil
	})
	if got, want := fmt.Sprint(kinds), "[staff.role_edited/1 staff.role_archived/1 staff.role_restored/1]"; got != want {
		t.Errorf("journal %s, want %s", got, want)
	}
}

// TestRoleIsNobodysLadder: whoever lacks a right of a role neither takes it out of
// use nor brings it back.
func TestRoleIsNobodysLadder(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	hr := must(w, editRole, boss, &staff.RoleRequest{Name: "HR", Rights: []staff.Pattern{"staff.*"}}).Role
	clerk := w.add("clerk", staff.RoleAt{Role: hr})
	strong := must(w, editRole, boss, &staff.RoleRequest{Name: "Strong", Rights: []staff.Pattern{"*"}}).Role
	refuse(w, archiveRole, clerk, &staff.RoleMark{Role: strong, Version: 1}, "staff.above")
	must(w, archiveRole, boss, &staff.RoleMark{Role: strong, Version: 1})
	refuse(w, restoreRole, clerk, &staff.RoleMark{Role: strong, Version: 2}, "staff.above")
}

// TestTwoEditOneRole: of many who saw the same version one wins, the others are
// told, and what they sent is nowhere.
func TestTwoEditOneRole(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	made := must(w, editRole, boss, &staff.RoleRequest{Name: "Смена", Rights: looks}).Role
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := []string{}
	for i := range 8 {
		name := fmt.Sprint("Смена ", i)
		wg.Go(func() {
			_, err := do(w, editRole, boss, &staff.RoleRequest{Role: made, Version: 1, Name: name, Rights: looks})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won = append(won, name)
			} else if fault.Of(err).Code != "staff.version" {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	w.read(func(tx *store.Tx) error {
		role, err := staff.FindRole(tx, made)
		if err == nil && (len(won) != 1 || role.Name != won[0] || role.Version != 2) {
			t.Errorf("%v won, and it is %+v", won, role)
		}
		return err
	})
}

// TestTakePIN: whoever has no PIN any more is asked for none.
func TestTakePIN(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	p := w.add("petro")
	pin, err := w.gate.HashPIN(t.Context(), "258036")
	if err != nil {
		t.Fatal(err)
	}
	must(w, resetPIN, boss, &staff.ResetRequest{Person: p, Hash: pin})
	bind, err := w.gate.Bind(p, "W00417")
	if err != nil {
		t.Fatal(err)
	}
	must(w, bindBadge, boss, bind)
	_, err = w.gate.Badge(t.Context(), "W00417", "", "a")
	w.wantCode(err, "staff.pin_needed")
	must(w, takePIN, boss, &staff.PersonRequest{Person: p})
	must(w, takePIN, boss, &staff.PersonRequest{Person: p}) // who has none stays as they are
	if _, err = w.gate.Badge(t.Context(), "W00417", "", "a"); err != nil {
		t.Error(err)
	}
	if got, want := w.told(p), "staff.hired/1 staff.pin_set/1 staff.badge_bound/1 staff.pin_taken/1"; got != want {
		t.Errorf("journal %s, want %s", got, want)
	}
	refuse(w, takePIN, boss, &staff.PersonRequest{Person: warehouse.PersonID{9}}, "staff.person")
}
