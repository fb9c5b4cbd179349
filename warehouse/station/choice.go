package station

import (
	"cmp"
	"context"
	"fmt"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Choice is one of the things that a code means, as a person tells it from the others.
type Choice struct {
	Kind string `json:"kind"` // words under "kind.<kind>": item, lot, bin, tote, order …
	Name string `json:"name"`
	Note string `json:"note,omitempty"` // what differs, of an item; without that its article
	// Item, of an item, has the photo; Article is its number in the catalogue.
	Item    *Item  `json:"item,omitempty"`
	Article string `json:"article,omitempty"`
	// Qty is how many base units one scan counts, where that is not one: a carton.
	Qty int64 `json:"qty,omitempty"`
	// Left is how many base units the present step still wants, zero where it does
	// not know.
	Left int64 `json:"left,omitempty"`
	// Expiry is that of the lot that is meant: 2027-03-31.
	Expiry string `json:"expiry,omitempty"`
}

// ChoiceOfItem is how goods are offered among other things.
func ChoiceOfItem(i *catalog.Item) Choice {
	shown := ShowItem(i)
	return Choice{Kind: "item", Name: i.Name, Note: cmp.Or(i.Differs.Value, i.Article), Item: &shown, Article: i.Article}
}

// ChoiceOfPlace is how a place or a container is offered among other things.
func ChoiceOfPlace(p *place.Place) Choice { return Choice{Kind: p.Kind.String(), Name: p.Name} }

// ChoiceOfOrder is how an order is offered among other things.
func ChoiceOfOrder(number string) Choice { return Choice{Kind: "order", Name: number} }

// choice draws a thing; ok is false for a command, which nobody chooses.
func (t *Thing) choice() (c Choice, ok bool) {
	switch {
	case t.Item != nil:
		c = ChoiceOfItem(t.Item)
		if t.Qty != 1 {
			c.Qty = int64(t.Qty)
		}
	case t.Place != nil:
		c = ChoiceOfPlace(t.Place)
	case !t.Order.IsZero():
		c = ChoiceOfOrder(t.Number)
	case t.Lot != "":
		c = Choice{Kind: "lot", Name: t.Lot}
	default:
		return c, false
	}
	return c, true
}

// Wanting is a Chooser that knows how much its present step still wants of an item.
type Wanting interface {
	Chooser
	// Wants is in base units; zero is nothing, or not known.
	Wants(ctx context.Context, tx *store.Tx, s *Session, i *catalog.Item) (measure.Qty, error)
}

// showQuestion draws a code with several meanings.
func showQuestion(ctx context.Context, tx *store.Tx, s *Session, in *Scanned, things []Thing) (*Question, error) {
	q := &Question{Code: shownCode(in.Code.Data), Actions: Actions(givesUp[:1])}
	if in.Code.Whole() {
		q.Lot, q.Serial = Clip(in.Code.Lot()), Clip(in.Code.Serial())
	}
	if d, told := in.Code.Expiry(tx.Now()); told {
		q.Expiry = d.String()
	}
	wanting, knows := flows[s.Flow].(Wanting)
	for i := range things {
		c, ok := things[i].choice()
		if !ok {
			return nil, fmt.Errorf("station: %q is no choice", things[i].Name())
		}
		if knows && things[i].Item != nil {
			left, err := wanting.Wants(ctx, tx, s, things[i].Item)
			if err != nil {
				return nil, err
			}
			c.Left = int64(left)
		}
		q.Choices = append(q.Choices, c)
	}
	return q, nil
}
