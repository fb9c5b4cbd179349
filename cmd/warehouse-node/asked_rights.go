package main

import (
	"context"
	"slices"

	"warehouse-node/ui/read"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Staff knows no command and no language: what a right is good for, and what the
// product's own roles are called, is looked at here, before staff carries the
// command out.

// editRole makes or changes a role of rights that something asks for. Invalid
// "staff.right" for another, unless the role has it already; Conflict for the name
// of one of the product's own.
func editRole(ctx context.Context, tx *store.Tx, r *staff.RoleRequest) (*staff.RoleAnswer, error) {
	var had []staff.Pattern
	if r.Role != "" {
		role, err := staff.FindRole(tx, r.Role)
		if err != nil {
			return nil, err
		}
		if role != nil {
			had = role.Rights
		}
	}
	if err := asksFor(r.Rights, had); err != nil {
		return nil, err
	}
	if read.BuiltIn(r.Name) {
		return nil, fault.New(fault.Conflict, "staff.role_taken", "name", r.Name)
	}
	return staff.EditRole(ctx, tx, r)
}

// makeToken makes a token of rights that something asks for.
func makeToken(ctx context.Context, tx *store.Tx, r *staff.TokenMake) (*staff.TokenAnswer, error) {
	if err := asksFor(r.Rights, nil); err != nil {
		return nil, err
	}
	a, err := staff.MakeToken(ctx, tx, r)
	for _, site := range r.Sites {
		if err == nil {
			err = openSite(tx, site)
		}
	}
	return a, err
}

// asksFor is Invalid for a pattern that covers nothing of what any command or read
// asks for, and is not among those that were there before.
func asksFor(patterns, had []staff.Pattern) error {
	rights := read.AllRights()
	for _, p := range patterns {
		covers := func(right string) bool { return p.Covers(staff.Right(right)) }
		if !slices.ContainsFunc(rights, covers) && !slices.Contains(had, p) {
			return fault.New(fault.Invalid, "staff.right", "right", p)
		}
	}
	return nil
}
