package ledger

import (
	"fmt"
	"strings"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Label is what a label of goods of the lot says. Where the goods have a trade
// number of their own, it stands there with the lot and the last day in one code,
// so that a scan of it asks nothing more.
func (l *Lot) Label(i *catalog.Item) paper.LotLabel {
	m := paper.LotLabel{ItemLabel: i.Label(), Lot: l.Code, Expires: l.Expiry, Produced: l.Produced}
	for _, b := range i.Barcodes {
		if b.Pack != "" || b.Shared || strings.Trim(b.Code, "0123456789") != "" {
			continue
		}
		text := l.elements(b.Code)
		if _, flaw := scan.ParseElements(text); flaw == nil {
			m.GS1 = text
			break
		}
	}
	return m
}

// elements are a trade number and what is known of the lot as GS1 writes them.
func (l *Lot) elements(gtin string) string {
	text := "01" + strings.Repeat("0", max(0, 14-len(gtin))) + gtin
	if l.Expiry != 0 {
		year, month, day := l.Expiry.Date()
		text += fmt.Sprintf("17%02d%02d%02d", year%100, month, day)
	}
	if l.Code != "" {
		text += "10" + l.Code
	}
	return text
}

// LiesAt says whether goods of the lot lie at a site now.
func (l *Lot) LiesAt(tx *store.Tx, site warehouse.SiteID) (bool, error) {
	for b, err := range Places(tx, l.Item) {
		if err != nil {
			return false, err
		}
		if b.Stock.Lot != l.ID || b.OnHand() == 0 || place.World(b.Place) != nil {
			continue
		}
		root, err := Root(tx, b.Place)
		if err != nil || root.Site == site {
			return err == nil, err
		}
	}
	return false, nil
}
