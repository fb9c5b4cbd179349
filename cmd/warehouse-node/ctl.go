package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

type checkCmd struct{ where }

// Run proves a stopped node from its file, and a running one by asking it.
func (c *checkCmd) Run(ctx context.Context, out io.Writer) error {
	config, err := c.existing()
	if err != nil {
		return err
	}
	n, err := openStopped(ctx, config, out)
	if errors.Is(err, bolt.ErrInUse) {
		return ask(ctx, config, "check", nil, out)
	}
	if err != nil {
		return err
	}
	return errors.Join(prove(ctx, n.DB, out, proofs, nil), n.Close())
}

type userCmd struct {
	Add userAdd `cmd:"" help:"Add a person, to a running node too."`
}

type userAdd struct {
	where
	Login  string `arg:"" help:"Login name."`
	Name   string `required:"" help:"Name, as colleagues see it."`
	Role   string `help:"Role at all warehouses; without one the roles are listed."`
	Locale string `default:"ru" enum:"ru,uk,en" help:"Language."`
}

// Run adds a person with a password that is made here and shown once; a
// running node is asked to.
func (u *userAdd) Run(ctx context.Context, out io.Writer) error {
	config, err := u.existing()
	if err != nil {
		return err
	}
	n, err := Open(ctx, config, slog.New(slog.DiscardHandler))
	if errors.Is(err, bolt.ErrInUse) {
		return ask(ctx, config, "user add", []string{u.Login, u.Name, u.Role, u.Locale}, out)
	}
	if err != nil {
		return err
	}
	return errors.Join(n.addUser(ctx, u.Login, u.Name, u.Role, u.Locale, out), n.Close())
}

// addUser adds a person who has a role at all warehouses.
func (n *Node) addUser(ctx context.Context, login, name, role, locale string, out io.Writer) error {
	password := staff.NewPassword()
	hash, err := n.Gate.HashPassword(ctx, login, password)
	if err != nil {
		return inWords(err)
	}
	if role, err = n.roleCalled(ctx, role); err != nil {
		return inWords(err)
	}
	if _, err := addPerson.Do(ctx, n.Door, command.Command{Itself: true, Device: "command line"}, &staff.AddRequest{
		Name: name, Login: login, Locale: locale, Password: hash, Roles: []staff.RoleAt{{Role: role}},
	}); err != nil {
		return inWords(err)
	}
	_, err = fmt.Fprintf(out, "%s may log in with the password %s\n", login, password)
	return err
}

// roleCalled is the role of a name: of a default its id, of the company's own what it
// is called. NotFound lists those that there are, also when none is named: a person
// who was given more than was meant is not noticed.
func (n *Node) roleCalled(ctx context.Context, name string) (id string, err error) {
	var names []string
	err = n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		all, err := staff.Roles(tx)
		for _, r := range all {
			if r.Archived {
				continue
			}
			called := cmp.Or(r.Name, r.ID)
			names = append(names, called)
			if name == called && (id == "" || r.Name == "") { // a default is not shadowed by one that took its name
				id = r.ID
			}
		}
		return err
	})
	if err == nil && id == "" {
		err = fault.New(fault.NotFound, "staff.role_named", "roles", strings.Join(names, ", "))
	}
	return id, err
}

// inWords is what an operator is told of a refusal: its sentence, instead of the
// codes by which programs know it.
func inWords(err error) error {
	if said := fault.Of(err); said.Kind != fault.Internal && locale.Has("fault."+said.Code) {
		return errors.New(locale.Fault(locale.EN, said.Code, said.Args))
	}
	return err
}
