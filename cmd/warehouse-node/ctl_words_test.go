package main

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// TestUserAddInWords: who adds a person reads why that was refused, not our codes.
func TestUserAddInWords(t *testing.T) {
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	defer func() { must(t, n.Close()) }()
	must(t, n.addUser(t.Context(), "marina", "Марина", "owner", "ru", io.Discard))
	const roles = "Say the role, --role with one of these: picker, packer, receiver, counter, cashier, operator, manager, buyer, accountant, owner"
	for login, row := range map[string]struct{ name, role, want string }{
		"marina": {"Пётр", "owner", "The login “marina” is taken"},
		"petr":   {"", "owner", "The name is empty, too long or has unprintable characters"},
		"ruslan": {"Ruslan", "", roles},
		"oksana": {"Oksana", "boss", roles},
	} {
		if err := n.addUser(t.Context(), login, row.name, row.role, "ru", io.Discard); err == nil || err.Error() != row.want {
			t.Errorf("%s: %v", login, err)
		}
	}
}

// TestUserAddGivesNothingUnasked: a person who was given no role is not made, least of
// all an owner; a role of the company is named as it calls it.
func TestUserAddGivesNothingUnasked(t *testing.T) {
	n := node(t)
	must(t, n.addUser(t.Context(), "marina", "Марина", "owner", "ru", io.Discard))
	add := func(login, role string) error {
		return (&userAdd{where: where{Data: n.Config.Node.Data}, Login: login, Name: login, Role: role, Locale: "ru"}).Run(t.Context(), io.Discard)
	}
	must(t, n.DB.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := staff.EditRole(ctx, tx, &staff.RoleRequest{Name: "Ночная смена", Rights: []staff.Pattern{"pick.work"}})
		return err
	}))
	must(t, n.Start(t.Context()))
	if err := add("petr", ""); err == nil || !strings.Contains(err.Error(), "accountant, owner, Ночная смена") {
		t.Errorf("without a role: %v", err)
	}
	must(t, add("night", "Ночная смена"))
	var has []string
	must(t, n.DB.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
		for p, err := range staff.People(tx) {
			if err != nil {
				return err
			}
			has = append(has, p.Login)
		}
		return nil
	}))
	slices.Sort(has)
	if !slices.Equal(has, []string{"marina", "night"}) {
		t.Errorf("there are %v", has)
	}
}
