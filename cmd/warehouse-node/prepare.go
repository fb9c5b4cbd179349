package main

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/letter"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// prepared are the commands whose request in the API is not that of the core.
var prepared = map[string]preparation{
	"orders.line.match":    renamed("orders.match", reshape(matchLine)),
	"staff.badge.bind":     reshape(bindBadge),
	"staff.badge.print":    own(printBadge),
	"staff.password.reset": own(resetPassword),
	"staff.pin.reset":      own(resetPIN),
	"staff.token.make":     own(sendToken),
	"staff.token.rotate":   own(rotateToken),
}

// sealEdit seals what an edit says of the buyer, under the buyer's own key.
func sealEdit(ctx context.Context, a *access, in *api.OrderEdit) (*orders.EditRequest, error) {
	out := &orders.EditRequest{Version: in.Version}
	if err := out.Order.UnmarshalText([]byte(in.Order)); err != nil {
		return nil, err
	}
	for _, l := range in.Lines {
		e := orders.LineEdit{Qty: measure.Qty(l.Qty)}
		if err := e.Line.UnmarshalText([]byte(l.Line)); err != nil {
			return nil, err
		}
		out.Lines = append(out.Lines, e)
	}
	var err error
	if out.Reason, err = a.typed(ctx, orders.Edit.Name, in.Reason, ofOrder(out.Order)); err != nil {
		return nil, err
	}
	if out.Add, err = a.added(ctx, in.Add); err != nil {
		return nil, err
	}
	if in.Address == nil && in.Comment == nil {
		return out, nil
	}
	subject, err := a.buyerOf(ctx, out.Order)
	if err != nil {
		return nil, err
	}
	if out.Address, err = a.sealed(ctx, subject, in.Address); err != nil {
		return nil, err
	}
	out.Comment, err = a.sealed(ctx, subject, in.Comment)
	return out, err
}

// added are the lines that an edit puts to an order, each with what the
// catalogue says of its goods.
func (a *access) added(ctx context.Context, lines []api.OrderLineAdd) (all []orders.IncomingLine, err error) {
	err = a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for _, l := range lines {
			item, err := id[warehouse.ItemID](l.Item)
			if err != nil {
				return err
			}
			i, err := catalog.Get(tx, item)
			if err != nil {
				return err
			}
			if i.Family || i.Archived {
				return fault.New(fault.Conflict, "orders.not_sold", "name", i.Title())
			}
			line := orders.IncomingLine{Item: i.ID, Article: i.Article, Name: i.Name, Qty: measure.Qty(l.Qty), Price: i.Price, VAT: i.VAT}
			if l.Price != nil {
				line.Price = measure.Money{Minor: l.Price.Minor, Currency: measure.Currency(l.Price.Currency)}
			}
			all = append(all, line)
		}
		return nil
	})
	return all, err
}

func (a *access) sealed(ctx context.Context, subject warehouse.SubjectID, text *string) (*seal.Sealed, error) {
	if text == nil {
		return nil, nil
	}
	if err := letter.Lines(*text); err != nil { // the door sees it sealed
		return nil, err
	}
	s, err := a.Ring.Seal(ctx, subject, *text)
	return &s, err
}

// buyerOf is under whose key an order's texts are sealed; only for one who may
// edit it.
func (a *access) buyerOf(ctx context.Context, order warehouse.OrderID) (subject warehouse.SubjectID, err error) {
	who, err := read.Who(ctx)
	if err != nil {
		return subject, err
	}
	err = a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		o, err := orders.Get(tx, order)
		if err != nil {
			return err
		}
		subject = o.Buyer.Subject
		return staff.May(tx, who.Person, orders.Edit.Right, o.Site)
	})
	return subject, err
}

func matchLine(ctx context.Context, a *access, in *api.StuckLine) (*orders.MatchRequest, error) {
	out := &orders.MatchRequest{Learn: in.Learn}
	if err := out.Order.UnmarshalText([]byte(in.Order)); err != nil {
		return nil, err
	}
	if err := out.Line.UnmarshalText([]byte(in.Line)); err != nil {
		return nil, err
	}
	if out.Item.UnmarshalText([]byte(in.Item)) == nil {
		return out, nil
	}
	return out, a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		item, err := catalog.Named(tx, strings.TrimSpace(in.Item))
		if err != nil {
			return err
		}
		out.Item = item.ID
		return nil
	})
}

// shown answers with a secret that was made here and is nowhere else.
func shown(secret string) func(json.RawMessage) (json.RawMessage, error) {
	return func(json.RawMessage) (json.RawMessage, error) { return json.Marshal(api.Secret{Secret: secret}) }
}

func resetPassword(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	password := staff.NewPassword()
	hash, err := a.gate.HashPassword(ctx, "", password)
	if err != nil {
		return nil, err
	}
	return shown(password), reset(c, hash)
}

func resetPIN(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	pin := staff.NewPIN()
	hash, err := a.gate.HashPIN(ctx, pin)
	if err != nil {
		return nil, err
	}
	return shown(pin), reset(c, hash)
}

// reset puts a hash into a request that names a person.
func reset(c *command.Command, hash staff.Hashed) error {
	var in api.PersonName
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return fault.New(fault.Invalid, "command.body").With(err)
	}
	out := staff.ResetRequest{Hash: hash}
	if err := out.Person.UnmarshalText([]byte(in.Person)); err != nil {
		return err
	}
	body, err := json.Marshal(out)
	c.Body = body
	return err
}

func sendToken(_ context.Context, _ *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	var in api.TokenMake
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return nil, fault.New(fault.Invalid, "command.body").With(err)
	}
	secret := staff.NewToken()
	out := staff.TokenMake{Name: in.Name, Days: int(in.Days), Digest: secret.Digest(), Tail: secret.Tail()}
	if err := out.Person.UnmarshalText([]byte(in.Person)); err != nil {
		return nil, err
	}
	for _, r := range in.Rights {
		out.Rights = append(out.Rights, staff.Pattern(r))
	}
	for _, s := range in.Sites {
		site, err := id[warehouse.SiteID](s)
		if err != nil {
			return nil, err
		}
		out.Sites = append(out.Sites, site)
	}
	body, err := json.Marshal(out)
	c.Body = body
	return shown(string(secret)), err
}

func rotateToken(_ context.Context, _ *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	var in api.TokenRotate
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return nil, fault.New(fault.Invalid, "command.body").With(err)
	}
	secret := staff.NewToken()
	out := staff.TokenRotate{Digest: secret.Digest(), Tail: secret.Tail(), OverlapSeconds: int64(time.Duration(in.Hours) * time.Hour / time.Second)}
	if err := out.ID.UnmarshalText([]byte(in.ID)); err != nil {
		return nil, err
	}
	body, err := json.Marshal(out)
	c.Body = body
	return shown(string(secret)), err
}
