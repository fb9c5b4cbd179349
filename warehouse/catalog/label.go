package catalog

import (
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/paper"
)

// Label is what a label of the goods says. Its code is ours: it means this item
// and nothing else, whatever else is glued to it.
func (i *Item) Label() paper.ItemLabel {
	return paper.ItemLabel{Name: i.Name, Article: i.Article, Note: i.Differs.Value, Code: i.Code}
}

// PriceTag is what the goods cost, at the shelf; without a price it says none.
func (i *Item) PriceTag() paper.PriceLabel {
	return paper.PriceLabel{ItemLabel: i.Label(), Price: i.Price, Per: i.Unit}
}

// Labelled refuses goods of which there is nothing to label: a family is no
// goods. A price tag wants a price. Invalid.
func (i *Item) Labelled(priced bool) error {
	switch {
	case i.Family:
		return fault.New(fault.Invalid, "catalog.family_code", "name", i.Title())
	case priced && i.Price == (measure.Money{}):
		return fault.New(fault.Invalid, "catalog.no_price", "name", i.Title())
	}
	return nil
}
