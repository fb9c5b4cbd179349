package place

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Watcher is asked, in the transaction that changes a place, what it has
// against it: was and is differ in something that work depends on (blocked,
// flags, use, archived). An error stops the change; what the watcher writes
// commits with it.
type Watcher func(ctx context.Context, tx *store.Tx, was, is *Place) error

var watchers []Watcher

// Watch registers a watcher; use it in a package-level var. The ledger refuses
// that a place with goods is archived, promise restores what a blocked bin took
// away: both stand above this package, which therefore asks and does not call.
func Watch(w Watcher) Watcher {
	watchers = append(watchers, w)
	return w
}

// change edits a place that its caller has seen in a version, zero for whatever
// it is now: checks, asks the watchers, keeps and tells. Nothing happens when
// nothing differs.
func change(ctx context.Context, tx *store.Tx, id warehouse.PlaceID, seen uint64, edit func(*Place) error) (*EditAnswer, error) {
	was, err := Get(tx, id)
	if err != nil {
		return nil, err
	}
	if was.IsWorld() {
		return nil, fault.New(fault.Invalid, "place.world", "name", was.Name)
	}
	if seen != 0 && seen != was.Version {
		return nil, fault.New(fault.Conflict, "place.changed", "name", was.Name, "seen", seen, "version", was.Version)
	}
	is := *was
	is.Aliases = slices.Clone(was.Aliases)
	if err := edit(&is); err != nil {
		return nil, err
	}
	if was.Archived && is.Archived {
		return nil, fault.New(fault.Conflict, "place.archived", "name", was.Name)
	}
	changes := differences(was, &is)
	if was.Parent != is.Parent {
		moved, err := parents(tx, was, &is)
		if err != nil {
			return nil, err
		}
		changes = append(changes, moved)
	}
	if len(changes) == 0 {
		return &EditAnswer{Version: was.Version}, nil
	}
	is.Version++
	if err := is.check(tx); err != nil {
		return nil, err
	}
	if was.Blocked != is.Blocked || was.Flags != is.Flags || was.Use != is.Use || was.Archived != is.Archived {
		for _, w := range watchers {
			if err := w(ctx, tx, was, &is); err != nil {
				return nil, err
			}
		}
	}
	if err := places.Put(tx, &is); err != nil {
		return nil, err
	}
	return &EditAnswer{Version: is.Version}, EditedKind.Record(tx, Edited{Place: is.ID, Site: is.Site, Version: is.Version, Changes: changes}, about(is.ID))
}

// parents tells where a bin was built in and is now.
func parents(tx *store.Tx, was, is *Place) (Change, error) {
	from, err := Get(tx, was.Parent)
	if err != nil {
		return Change{}, err
	}
	to, err := Get(tx, is.Parent)
	if err != nil {
		return Change{}, err
	}
	return Change{"parent", from.Name, to.Name}, nil
}

// EditAnswer is the version that an edit left.
type EditAnswer struct {
	Version uint64 `json:"version"`
}

// EditSiteRequest is a site as it shall be.
type EditSiteRequest struct {
	ID       warehouse.SiteID   `json:"id"`
	Version  uint64             `json:"version"` // the one that was seen
	Name     string             `json:"name"`
	Timezone string             `json:"timezone"`
	Currency measure.Currency   `json:"currency"`
	Owner    warehouse.EntityID `json:"owner"`
}

func editSite(ctx context.Context, tx *store.Tx, r *EditSiteRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, r.Version, func(p *Place) error {
		if p.Kind != KindSite {
			return wrongKind(p)
		}
		if _, err := (Site{p}).own(tx); err != nil { // before it is called otherwise
			return err
		}
		p.Name, p.Timezone, p.Currency, p.Owner = r.Name, r.Timezone, r.Currency, r.Owner
		return nil
	})
}

// EditBinRequest is a bin as it shall be.
type EditBinRequest struct {
	ID       warehouse.PlaceID `json:"id"`
	Version  uint64            `json:"version"` // the one that was seen
	Name     string            `json:"name"`
	Use      Use               `json:"use"`
	Flags    Flags             `json:"flags"`
	Capacity Capacity          `json:"capacity"`
	At       Geometry          `json:"at"`
	// Parent is the zone or aisle of the same site that it moves to, or the site
	// itself; zero stays where it is.
	Parent warehouse.PlaceID `json:"parent,omitzero"`
}

func editBin(ctx context.Context, tx *store.Tx, r *EditBinRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, r.Version, func(p *Place) error {
		if p.Kind != KindBin {
			return wrongKind(p)
		}
		p.Name, p.Use, p.Flags, p.Capacity, p.At = r.Name, r.Use, r.Flags, r.Capacity, r.At
		if r.Parent.IsZero() || r.Parent == p.Parent {
			return nil
		}
		parent, err := Get(tx, r.Parent)
		if err == nil && (parent.Site != p.Site || parent.Archived || !parent.Kind.divides()) {
			err = cannotHold(parent)
		}
		p.Parent = r.Parent
		return err
	})
}

// RenameRequest gives a zone, an aisle, a station or something carried another
// name, and what is carried its band.
type RenameRequest struct {
	ID      warehouse.PlaceID `json:"id"`
	Version uint64            `json:"version"` // the one that was seen
	Name    string            `json:"name"`
	Band    string            `json:"band,omitempty"`
}

func rename(ctx context.Context, tx *store.Tx, r *RenameRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, r.Version, func(p *Place) error {
		if p.Kind == KindBin || p.Kind == KindSite {
			return wrongKind(p)
		}
		p.Name, p.Band = r.Name, r.Band
		return nil
	})
}

// BlockRequest closes a place for work, whatever its version; the reason is in a
// person's words.
type BlockRequest struct {
	ID     warehouse.PlaceID `json:"id"`
	Reason string            `json:"reason"`
}

func block(ctx context.Context, tx *store.Tx, r *BlockRequest) (*EditAnswer, error) {
	reason := strings.TrimSpace(r.Reason)
	if reason == "" {
		return nil, fault.New(fault.Invalid, "place.reason")
	}
	return change(ctx, tx, r.ID, 0, func(p *Place) error { p.Blocked = reason; return nil })
}

// UnblockRequest opens a place for work again.
type UnblockRequest struct {
	ID warehouse.PlaceID `json:"id"`
}

func unblock(ctx context.Context, tx *store.Tx, r *UnblockRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, 0, func(p *Place) error { p.Blocked = ""; return nil })
}

// AliasRequest names a code that is glued to a place.
type AliasRequest struct {
	ID   warehouse.PlaceID `json:"id"`
	Code string            `json:"code"`
}

func addAlias(ctx context.Context, tx *store.Tx, r *AliasRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, 0, func(p *Place) error {
		if len(p.Aliases) == MaxAliases {
			return fault.New(fault.Limit, "place.aliases", "limit", MaxAliases)
		}
		if p.called(r.Code) {
			return nil
		}
		p.Aliases = append(p.Aliases, strings.TrimSpace(r.Code))
		return nil
	})
}

func removeAlias(ctx context.Context, tx *store.Tx, r *AliasRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, 0, func(p *Place) error {
		had := len(p.Aliases)
		p.Aliases = slices.DeleteFunc(p.Aliases, func(a string) bool { return Fold(a) == Fold(r.Code) })
		if len(p.Aliases) == had {
			return fault.New(fault.NotFound, "place.unknown", "code", r.Code)
		}
		return nil
	})
}

// called says whether a code already means p.
func (p *Place) called(code string) bool {
	return Fold(p.Code) == Fold(code) || slices.ContainsFunc(p.Aliases, func(a string) bool { return Fold(a) == Fold(code) })
}

// ArchiveRequest takes a place off the floor. What is built into it, or whoever
// watches (goods that lie there), may stand against it.
type ArchiveRequest struct {
	ID      warehouse.PlaceID `json:"id"`
	Version uint64            `json:"version"` // the one that was seen
}

func archive(ctx context.Context, tx *store.Tx, r *ArchiveRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, r.Version, func(p *Place) error {
		if p.Kind == KindSite { // it is closed, which asks more of it
			return wrongKind(p)
		}
		for child, err := range Children(tx, p.ID) {
			if err != nil {
				return err
			}
			return fault.New(fault.Conflict, "place.not_empty", "name", p.Name, "inside", child.Name)
		}
		p.Archived = true
		return nil
	})
}

// RestoreRequest brings a place back that was archived, where its name and codes
// are still free and what it stood in is still there.
type RestoreRequest struct {
	ID      warehouse.PlaceID `json:"id"`
	Version uint64            `json:"version"` // the one that was seen
}

func restore(ctx context.Context, tx *store.Tx, r *RestoreRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, r.Version, func(p *Place) error {
		if p.Kind == KindSite || p.Kind == KindParcel {
			return wrongKind(p)
		}
		home := p.Parent
		if home.IsZero() {
			home = p.Site
		}
		in, err := Get(tx, home)
		if err == nil && in.Archived {
			err = fault.New(fault.Conflict, "place.archived", "name", in.Name)
		}
		p.Archived = false
		return err
	})
}

func wrongKind(p *Place) error {
	return fault.New(fault.Invalid, "place.kind", "text", p.Kind)
}
