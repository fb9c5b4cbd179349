package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// addBarcode binds a code that no bin or tote is called by.
func addBarcode(ctx context.Context, a *access, in *api.BarcodeEdit) (*catalog.BarcodeRequest, error) {
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error { return offPlaces(tx, in.Code) }); err != nil {
		return nil, err
	}
	item, err := id[warehouse.ItemID](in.Item)
	return &catalog.BarcodeRequest{ID: item, Barcode: catalog.Barcode{Code: in.Code, Pack: in.Pack, Shared: in.Shared}}, err
}

func removeBarcode(_ context.Context, _ *access, in *api.BarcodeEdit) (*catalog.CodeRequest, error) {
	item, err := id[warehouse.ItemID](in.Item)
	return &catalog.CodeRequest{ID: item, Code: in.Code}, err
}

func photo(_ context.Context, _ *access, in *api.PhotoEdit) (*catalog.PhotoRequest, error) {
	item, err := id[warehouse.ItemID](in.Item)
	return &catalog.PhotoRequest{ID: item, Hash: in.Hash}, err
}

func savePack(_ context.Context, _ *access, in *api.PackEdit) (*catalog.PackRequest, error) {
	item, err := id[warehouse.ItemID](in.Item)
	return &catalog.PackRequest{ID: item, Version: in.Version, Pack: catalog.Pack{
		Name: strings.TrimSpace(in.Name), Factor: measure.Factor{Num: in.Factor, Den: 1}, Weight: in.Grams, Size: sizeOf(in.SizeMM),
	}}, err
}

func removePack(_ context.Context, _ *access, in *api.PackName) (*catalog.NameRequest, error) {
	item, err := id[warehouse.ItemID](in.Item)
	return &catalog.NameRequest{ID: item, Name: in.Name}, err
}

func defineAttribute(_ context.Context, _ *access, in *api.AttributeDefinition) (*catalog.Definition, error) {
	return &catalog.Definition{Name: in.Name, Type: catalog.Type(in.Type), Unit: in.Unit, Choices: in.Choices}, nil
}

// editItem makes an item, changes it, or ends the trade in it or takes it up
// again.
func editItem(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	var in api.ItemEdit
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return nil, fault.New(fault.Invalid, "command.body").With(err)
	}
	if err := a.currencyOf(ctx, in.Price); err != nil {
		return nil, err
	}
	if in.Item == "" {
		return itemMade, makeItem(c, &in)
	}
	item, err := id[warehouse.ItemID](in.Item)
	if err != nil {
		return nil, err
	}
	version := in.Version
	switch {
	case in.Retired == nil:
		err = a.changeItem(ctx, c, &in, &catalog.EditRequest{ID: item, Version: version})
	case *in.Retired:
		err = send(c, "catalog.archive", &catalog.ArchiveRequest{ID: item, Version: version})
	default:
		err = send(c, "catalog.restore", &catalog.RestoreRequest{ID: item, Version: version})
	}
	return itemEdited(in.Item), err
}

func makeItem(c *command.Command, in *api.ItemEdit) (err error) {
	r := &catalog.CreateRequest{}
	if in.Parent != "" {
		if r.Parent, err = id[warehouse.ItemID](in.Parent); err != nil {
			return err
		}
	}
	if err := bodyOf(in, &r.Body); err != nil {
		return err
	}
	return send(c, "catalog.create", r)
}

// changeItem lays what a form says over the item as it is. Of what a variant has
// from its family, its own row keeps nothing.
func (a *access) changeItem(ctx context.Context, c *command.Command, in *api.ItemEdit, r *catalog.EditRequest) error {
	var family []catalog.Attribute
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		was, err := catalog.Own(tx, r.ID)
		if err != nil {
			return err
		}
		r.Body = was.Body
		if was.Parent.IsZero() {
			return nil
		}
		parent, err := catalog.Own(tx, was.Parent)
		if err == nil {
			family = parent.Attributes
		}
		return err
	}); err != nil {
		return err
	}
	if err := bodyOf(in, &r.Body); err != nil {
		return err
	}
	r.Attributes = slices.DeleteFunc(r.Attributes, func(a catalog.Attribute) bool { return slices.Contains(family, a) })
	return send(c, "catalog.edit", r)
}

// currencyOf fills in the currency of a price that names none: that of the
// warehouses, where they have one.
func (a *access) currencyOf(ctx context.Context, price *api.Money) error {
	if price == nil || price.Currency != "" || price.Minor == 0 {
		return nil
	}
	return a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		currency, err := priced(tx, "")
		if err == nil && currency == "" {
			err = fault.New(fault.Invalid, "catalog.currency_unsaid")
		}
		price.Currency = string(currency)
		return err
	})
}

// send puts a request of the core into a command.
func send[R any](c *command.Command, name string, r *R) (err error) {
	c.Name = name
	c.Body, err = json.Marshal(r)
	return err
}

func itemMade(answer json.RawMessage) (json.RawMessage, error) {
	var made catalog.CreateAnswer
	if err := json.Unmarshal(answer, &made); err != nil {
		return nil, err
	}
	return json.Marshal(api.ItemEdited{Item: made.ID.String(), Version: 1})
}

func itemEdited(item string) func(json.RawMessage) (json.RawMessage, error) {
	return func(answer json.RawMessage) (json.RawMessage, error) {
		var edited catalog.EditAnswer
		if err := json.Unmarshal(answer, &edited); err != nil {
			return nil, err
		}
		return json.Marshal(api.ItemEdited{Item: item, Version: edited.Version})
	}
}

// bodyOf lays over an item what a form says; absent fields stay.
func bodyOf(in *api.ItemEdit, b *catalog.Body) (err error) {
	for _, text := range []struct{ to, from *string }{
		{&b.Article, in.Article}, {&b.Name, in.Name}, {&b.Brand, in.Brand}, {&b.Differs.Label, in.Label}, {&b.Differs.Value, in.Differs},
	} {
		if text.from != nil {
			*text.to = strings.TrimSpace(*text.from)
		}
	}
	if in.Group != nil {
		b.Category = groupOf(*in.Group)
	}
	if in.Unit != nil {
		if b.Unit, err = measure.ParseUnit(*in.Unit); err != nil {
			return err
		}
	}
	if in.VAT != nil {
		if b.VAT, err = vatOf(*in.VAT); err != nil {
			return err
		}
	}
	if in.Price != nil {
		b.Price = measure.Money{}
		if in.Price.Minor != 0 {
			b.Price = measure.Money{Minor: in.Price.Minor, Currency: measure.Currency(in.Price.Currency)}
		}
	}
	if in.Grams != nil {
		b.Weight = *in.Grams
	}
	if in.SizeMM != nil {
		b.Size = sizeOf(in.SizeMM)
	}
	if t := in.Tracking; t != nil {
		b.Tracking = catalog.Tracking{Lots: t.Lots, Expiry: t.Expiry, ShelfLifeDays: t.ShelfLifeDays, Units: t.Serial}
	}
	if in.Attributes != nil {
		b.Attributes = nil
		for _, a := range *in.Attributes {
			b.Attributes = append(b.Attributes, catalog.Attribute{Name: a.Name, Value: a.Value})
		}
	}
	return nil
}

// groupOf reads a category from one text.
func groupOf(text string) (all []string) {
	for name := range strings.SplitSeq(text, catalog.Under) {
		if name = strings.TrimSpace(name); name != "" {
			all = append(all, name)
		}
	}
	return all
}

func sizeOf(b *api.Box) catalog.Size {
	if b == nil {
		return catalog.Size{}
	}
	return catalog.Size{Length: b.Length, Width: b.Width, Height: b.Height}
}

// vatOf reads a rate: "none", or per cent.
func vatOf(text string) (measure.VAT, error) {
	if text == "none" || text == "" {
		return measure.VAT{}, nil
	}
	points, err := measure.ParseDecimal(text, 2)
	return measure.VAT{Applies: true, BasisPoints: int32(points)}, err
}
