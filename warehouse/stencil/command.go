package stencil

import (
	"context"
	"encoding/json"
	"fmt"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// RightEdit is to see stencils and to change them. They belong to no warehouse.
const RightEdit staff.Right = "label.edit"

// SaveRequest saves a stencil behind the version that its author saw.
type SaveRequest struct {
	Kind    string  `json:"kind"`
	Seen    uint64  `json:"seen"`
	Stencil Stencil `json:"stencil"`
}

// SaveAnswer is the version that was made.
type SaveAnswer struct {
	Version uint64 `json:"version"`
}

// RestoreRequest goes back to a version; 0 is what the program brings along.
type RestoreRequest struct {
	Kind string `json:"kind"`
	Seen uint64 `json:"seen"`
	To   uint64 `json:"to"`
}

// Save keeps a stencil that can be printed: Invalid says what is wrong with the
// first element that cannot, Conflict that somebody else saved meanwhile.
var Save = command.Register("stencil.save", RightEdit, command.Anywhere[SaveRequest],
	func(_ context.Context, tx *store.Tx, r *SaveRequest) (*SaveAnswer, error) {
		k, err := KindOf(r.Kind)
		if err != nil {
			return nil, err
		}
		if wrong := k.Check(&r.Stencil, coarsest); wrong != nil {
			return nil, wrong[0]
		}
		body, err := json.Marshal(r.Stencil)
		if err != nil {
			return nil, fmt.Errorf("stencil: %s: %w", k.Name, err)
		}
		return k.keep(tx, r.Seen, Version{Body: body})
	}).Lines("stencil")

// Restore makes an older version the newest again. One that is the newest stays:
// Invalid.
var Restore = command.Register("stencil.restore", RightEdit, command.Anywhere[RestoreRequest],
	func(_ context.Context, tx *store.Tx, r *RestoreRequest) (*SaveAnswer, error) {
		k, err := KindOf(r.Kind)
		if err != nil {
			return nil, err
		}
		if r.To == r.Seen {
			return nil, fault.New(fault.Invalid, "stencil.is_newest", "version", r.To)
		}
		back := Version{Back: true, From: r.To}
		if r.To > 0 {
			v, err := k.Version(tx, r.To)
			if err != nil {
				return nil, err
			}
			back.Body = v.Body
		}
		return k.keep(tx, r.Seen, back)
	})
