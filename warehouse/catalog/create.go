package catalog

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// right is what every command of this package needs, at any one site: items
// belong to the company.
const right = "catalog.edit"

// The commands of this package.
var (
	Create          = command.Register("catalog.create", right, command.Anywhere, create)
	Edit            = command.Register("catalog.edit", right, command.Anywhere, edit)
	AddBarcode      = command.Register("catalog.add_barcode", right, command.Anywhere, addBarcode)
	RemoveBarcode   = command.Register("catalog.remove_barcode", right, command.Anywhere, removeBarcode)
	SavePack        = command.Register("catalog.save_pack", right, command.Anywhere, savePack)
	RemovePack      = command.Register("catalog.remove_pack", right, command.Anywhere, removePack)
	AddPhoto        = command.Register("catalog.add_photo", right, command.Anywhere, addPhoto)
	RemovePhoto     = command.Register("catalog.remove_photo", right, command.Anywhere, removePhoto)
	Link            = command.Register("catalog.link", right, command.Anywhere, link)
	Archive         = command.Register("catalog.archive", right, command.Anywhere, archive)
	Restore         = command.Register("catalog.restore", right, command.Anywhere, restore)
	DefineAttribute = command.Register("catalog.define_attribute", right, command.Anywhere, define)
)

// CreateRequest makes an item, or with a Parent another variant of a family.
type CreateRequest struct {
	Parent   warehouse.ItemID `json:"parent,omitzero"`
	Barcodes []Barcode        `json:"barcodes,omitempty"`
	Packs    []Pack           `json:"packs,omitempty"`
	External []External       `json:"external,omitempty"`
	Body
}

// CreateAnswer names the new item; its version is 1.
type CreateAnswer struct {
	ID   warehouse.ItemID `json:"id"`
	Code string           `json:"code"`
}

func create(ctx context.Context, tx *store.Tx, r *CreateRequest) (*CreateAnswer, error) {
	i := &Item{ID: warehouse.ItemID(tx.Mint()), Parent: r.Parent, Version: 1, Body: r.Body, Barcodes: r.Barcodes, Packs: r.Packs, External: r.External}
	if !i.Parent.IsZero() {
		if err := makeFamily(ctx, tx, i.Parent); err != nil {
			return nil, err
		}
	}
	if err := i.check(tx); err != nil {
		return nil, err
	}
	if err := i.checkMoney(&Item{}); err != nil {
		return nil, err
	}
	var err error
	if i.Code, err = ident.NextLabel(tx, ident.PrefixItem); err != nil {
		return nil, err
	}
	for _, b := range i.Barcodes {
		if b.Shared {
			if err := share(ctx, tx, i, b.Code); err != nil {
				return nil, err
			}
		}
	}
	if err := keep(tx, i); err != nil {
		return nil, err
	}
	return &CreateAnswer{i.ID, i.Code}, CreatedKind.Record(tx, Created{
		Item: i.ID, Parent: i.Parent, Code: i.Code, Body: i.Body, Barcodes: i.Barcodes, Packs: i.Packs, External: i.External,
	}, about(i.ID))
}

// makeFamily makes an item the family of variants, unless it is one. A variant
// has none of its own.
func makeFamily(ctx context.Context, tx *store.Tx, id warehouse.ItemID) error {
	_, err := change(ctx, tx, id, 0, func(i *Item) error {
		if !i.Parent.IsZero() {
			return fault.New(fault.Invalid, "catalog.variant_of_variant", "name", i.Title())
		}
		i.Family = true
		return nil
	})
	return err
}
