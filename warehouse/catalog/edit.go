package catalog

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Watcher is asked, in the transaction that changes an item, what it has against
// it: was and is differ in something that stock depends on (unit, tracking,
// archived, family). An error stops the change.
type Watcher func(ctx context.Context, tx *store.Tx, was, is *Item) error

var watchers []Watcher

// Watch registers a watcher; use it in a package-level var. The ledger refuses
// that the unit of an item changes once it was counted; it stands above this
// package, which therefore asks and does not call.
func Watch(w Watcher) Watcher {
	watchers = append(watchers, w)
	return w
}

// change edits an item that its caller has seen in a version, zero for whatever
// it is now: checks, asks the watchers, keeps and tells. Nothing happens when
// nothing differs.
func change(ctx context.Context, tx *store.Tx, id warehouse.ItemID, seen uint64, edit func(*Item) error) (*EditAnswer, error) {
	was, err := inVersion(tx, id, seen)
	if err != nil {
		return nil, err
	}
	if was.Archived {
		return nil, fault.New(fault.Conflict, "catalog.archived", "name", was.Title())
	}
	return revise(ctx, tx, was, edit)
}

// inVersion is an item as its own row has it, if that is the version that was
// seen; zero for any.
func inVersion(tx *store.Tx, id warehouse.ItemID, seen uint64) (*Item, error) {
	was, err := Own(tx, id)
	if err == nil && seen != 0 && seen != was.Version {
		err = fault.New(fault.Conflict, "catalog.changed", "name", was.Title(), "seen", seen, "version", was.Version)
	}
	return was, err
}

// revise edits an item, archived or not.
func revise(ctx context.Context, tx *store.Tx, was *Item, edit func(*Item) error) (*EditAnswer, error) {
	is := was.clone()
	if err := edit(is); err != nil {
		return nil, err
	}
	if !is.Archived {
		if err := is.check(tx); err != nil {
			return nil, err
		}
		if err := is.checkMoney(was); err != nil {
			return nil, err
		}
	}
	changes := differences(was, is)
	if len(changes) == 0 {
		return &EditAnswer{Version: was.Version}, nil
	}
	if err := ask(ctx, tx, was, is); err != nil {
		return nil, err
	}
	is.Version++
	if err := keep(tx, is); err != nil {
		return nil, err
	}
	return &EditAnswer{Version: is.Version}, EditedKind.Record(tx, Edited{Item: is.ID, Version: is.Version, Changes: changes}, about(is.ID))
}

// ask asks the watchers about an item and, when it is a family, about each of
// its variants.
func ask(ctx context.Context, tx *store.Tx, was, is *Item) error {
	if was.Unit == is.Unit && was.Tracking == is.Tracking && was.Archived == is.Archived && was.Family == is.Family {
		return nil
	}
	for _, w := range watchers {
		if err := w(ctx, tx, was, is); err != nil {
			return err
		}
	}
	if !was.Family {
		return nil
	}
	for v, err := range Variants(tx, was.ID) {
		if err != nil {
			return err
		}
		before, after := *v, *v
		before.Body, after.Body = v.Body.of(&was.Body), v.Body.of(&is.Body)
		for _, w := range watchers {
			if err := w(ctx, tx, &before, &after); err != nil {
				return err
			}
		}
	}
	return nil
}

// clone is a copy whose lists can be changed.
func (i *Item) clone() *Item {
	c := *i
	c.Category, c.Attributes, c.Care = slices.Clone(i.Category), slices.Clone(i.Attributes), slices.Clone(i.Care)
	c.Barcodes, c.Packs, c.Photos, c.External = slices.Clone(i.Barcodes), slices.Clone(i.Packs), slices.Clone(i.Photos), slices.Clone(i.External)
	return &c
}

// Title is what a person knows an item by in a sentence.
func (i *Item) Title() string {
	for _, s := range []string{i.Article, i.Name} {
		if s != "" {
			return s
		}
	}
	return i.Code
}

// EditAnswer is the version that an edit left.
type EditAnswer struct {
	Version uint64 `json:"version"`
}

// EditRequest is an item as a person wants to call it from now on: all of its
// body, not only what changes.
type EditRequest struct {
	ID      warehouse.ItemID `json:"id"`
	Version uint64           `json:"version"` // the one that was seen
	Body
}

func edit(ctx context.Context, tx *store.Tx, r *EditRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, r.Version, func(i *Item) error { i.Body = r.Body; return nil })
}

// BarcodeRequest gives an item a code.
type BarcodeRequest struct {
	ID warehouse.ItemID `json:"id"`
	Barcode
}

// addBarcode gives an item a code that is not there yet; with Shared, all who
// carry it are told that it is shared.
func addBarcode(ctx context.Context, tx *store.Tx, r *BarcodeRequest) (*EditAnswer, error) {
	r.Code = strings.TrimSpace(r.Code)
	return change(ctx, tx, r.ID, 0, func(i *Item) error {
		at := slices.IndexFunc(i.Barcodes, func(b Barcode) bool { return normal(b.Code) == normal(r.Code) })
		if at < 0 {
			i.Barcodes = append(i.Barcodes, r.Barcode)
		} else if i.Barcodes[at].Pack != r.Pack {
			return fault.New(fault.Conflict, "catalog.barcode_taken", "code", r.Code, "name", i.Title())
		}
		if r.Shared {
			return share(ctx, tx, i, r.Code)
		}
		return nil
	})
}

// share marks a code as shared on all other items that carry it, and on i when
// there are any.
func share(ctx context.Context, tx *store.Tx, i *Item, code string) error {
	mark := func(i *Item) error {
		for n := range i.Barcodes {
			if normal(i.Barcodes[n].Code) == normal(code) {
				i.Barcodes[n].Shared = true
			}
		}
		return nil
	}
	others, err := carriers(tx, normal(code), code)
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.Item.ID == i.ID || o.Shared {
			continue
		}
		if _, err := change(ctx, tx, o.Item.ID, 0, mark); err != nil {
			return err
		}
	}
	return mark(i)
}

// CodeRequest names a code of an item.
type CodeRequest struct {
	ID   warehouse.ItemID `json:"id"`
	Code string           `json:"code"`
}

func removeBarcode(ctx context.Context, tx *store.Tx, r *CodeRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, 0, func(i *Item) error {
		had := len(i.Barcodes)
		i.Barcodes = slices.DeleteFunc(i.Barcodes, func(b Barcode) bool { return normal(b.Code) == normal(r.Code) })
		return gone(had, len(i.Barcodes), r.Code)
	})
}

// PackRequest gives an item a pack, or changes the one of that name.
type PackRequest struct {
	ID      warehouse.ItemID `json:"id"`
	Version uint64           `json:"version,omitempty"` // the one that was seen; zero to add
	Pack
}

func savePack(ctx context.Context, tx *store.Tx, r *PackRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, r.Version, func(i *Item) error {
		was := i.Pack(r.Name)
		switch {
		case was == nil:
			i.Packs = append(i.Packs, r.Pack)
		case *was != r.Pack && r.Version == 0:
			return fault.New(fault.Conflict, "catalog.pack_taken", "pack", r.Name, "name", i.Title())
		default:
			*was = r.Pack
		}
		return nil
	})
}

// NameRequest names something of an item.
type NameRequest struct {
	ID   warehouse.ItemID `json:"id"`
	Name string           `json:"name"`
}

// removePack takes a pack and its codes away.
func removePack(ctx context.Context, tx *store.Tx, r *NameRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, 0, func(i *Item) error {
		had := len(i.Packs)
		i.Packs = slices.DeleteFunc(i.Packs, func(p Pack) bool { return p.Name == r.Name })
		i.Barcodes = slices.DeleteFunc(i.Barcodes, func(b Barcode) bool { return b.Pack == r.Name && r.Name != "" })
		return gone(had, len(i.Packs), r.Name)
	})
}

// PhotoRequest names a photo by the hash under which Folder keeps it.
type PhotoRequest struct {
	ID    warehouse.ItemID `json:"id"`
	Hash  string           `json:"hash"`
	First bool             `json:"first,omitempty"` // shown before the others
}

func addPhoto(ctx context.Context, tx *store.Tx, r *PhotoRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, 0, func(i *Item) error {
		i.Photos = slices.DeleteFunc(i.Photos, func(h string) bool { return h == r.Hash })
		at := len(i.Photos)
		if r.First {
			at = 0
		}
		i.Photos = slices.Insert(i.Photos, at, r.Hash)
		return nil
	})
}

func removePhoto(ctx context.Context, tx *store.Tx, r *PhotoRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, 0, func(i *Item) error {
		had := len(i.Photos)
		i.Photos = slices.DeleteFunc(i.Photos, func(h string) bool { return h == r.Hash })
		return gone(had, len(i.Photos), r.Hash)
	})
}

// LinkRequest says how a channel calls an item; an empty Outer takes away what
// it called it.
type LinkRequest struct {
	ID      warehouse.ItemID `json:"id"`
	Channel string           `json:"channel"`
	Outer   string           `json:"outer"`
}

func link(ctx context.Context, tx *store.Tx, r *LinkRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, 0, func(i *Item) error {
		if slices.Contains(i.External, External{r.Channel, r.Outer}) {
			return nil
		}
		i.External = slices.DeleteFunc(i.External, func(e External) bool { return e.Channel == r.Channel })
		if r.Outer != "" {
			i.External = append(i.External, External{r.Channel, r.Outer})
		}
		return nil
	})
}

// ArchiveRequest ends the trade in an item.
type ArchiveRequest struct {
	ID      warehouse.ItemID `json:"id"`
	Version uint64           `json:"version"` // the one that was seen
}

func archive(ctx context.Context, tx *store.Tx, r *ArchiveRequest) (*EditAnswer, error) {
	return change(ctx, tx, r.ID, r.Version, func(i *Item) error {
		v, err := variants.First(tx, i.ID)
		if err == nil && v != nil {
			err = fault.New(fault.Conflict, "catalog.has_variants", "name", i.Title())
		}
		i.Archived = true
		return err
	})
}

// RestoreRequest takes up the trade in an archived item again.
type RestoreRequest struct {
	ID      warehouse.ItemID `json:"id"`
	Version uint64           `json:"version"` // the one that was seen
}

// restore brings an item back with all it had. What others have taken meanwhile,
// an article or a code, is refused; a code that it shared is shared again by all
// who carry it.
func restore(ctx context.Context, tx *store.Tx, r *RestoreRequest) (*EditAnswer, error) {
	was, err := inVersion(tx, r.ID, r.Version)
	if err != nil {
		return nil, err
	}
	if !was.Parent.IsZero() {
		family, err := Own(tx, was.Parent)
		if err != nil {
			return nil, err
		}
		if family.Archived {
			return nil, fault.New(fault.Conflict, "catalog.archived", "name", family.Title())
		}
	}
	return revise(ctx, tx, was, func(i *Item) error {
		i.Archived = false
		for _, b := range was.Barcodes {
			if !b.Shared {
				continue
			}
			if err := share(ctx, tx, i, b.Code); err != nil {
				return err
			}
		}
		return nil
	})
}

// gone is nil when something went.
func gone(had, has int, what string) error {
	if had == has {
		return fault.New(fault.NotFound, "catalog.not_there", "what", what)
	}
	return nil
}

// keep writes an item and notes that it is the one changed last.
func keep(tx *store.Tx, i *Item) error {
	if i.changed != 0 {
		if err := changes.Delete(tx, store.U64(i.changed)); err != nil {
			return err
		}
	}
	n, err := ident.Next(tx, "catalog.changes")
	if err != nil {
		return err
	}
	i.changed = n
	if err := changes.Insert(tx, &changed{n, i.ID}); err != nil {
		return err
	}
	return items.Put(tx, i)
}

// changed says which item was the n-th to change.
type changed struct {
	N    uint64
	Item warehouse.ItemID
}

var changes = store.NewTable("catalog.changes", func(c *changed) store.U64 { return store.U64(c.N) }, func(r *store.Row, c *changed) {
	store.Uint(r, 1, &c.N)
	ident.Field(r, 2, &c.Item)
})
