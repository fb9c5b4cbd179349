package read

import (
	"cmp"
	"context"
	"slices"
	"time"

	"warehouse-node/orders/shop"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Kept are the orders of a shop that could not be taken, also those that
// somebody shelved; the newest first.
func (r *Reader) Kept(ctx context.Context, name string) (page api.KeptPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		s, err := shop.Get(tx, name)
		if err != nil {
			return err
		}
		if err := may(ctx, tx, rightShops, s.Site); err != nil {
			return err
		}
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		for k, err := range shop.KeptOf(tx, name) {
			if err != nil {
				return err
			}
			if page.Rows = append(page.Rows, l.keptOrder(k)); len(page.Rows) == maxStuck {
				break
			}
		}
		slices.SortStableFunc(page.Rows, func(a, b api.KeptOrder) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Outer, b.Outer)) })
		return nil
	})
	return page, err
}

func (l *look) keptOrder(k *shop.Kept) api.KeptOrder {
	row := api.KeptOrder{
		Outer: k.Outer, Number: k.Name(), At: k.At, Reason: l.words(k.Reason), Trying: k.Wish,
		Why: api.Saying("stuck.why", args{"why": l.why(k.Why.Code, k.Why.Args)}),
	}
	if !k.Waits() {
		row.Shelved = &k.Shelved
	} else {
		row.May = append(row.May, "shop.kept.shelve")
	}
	if len(k.Text) > 0 {
		row.May = append(row.May, "shop.kept.take")
	}
	return row
}

// stuckKept are the orders of a site's shops that could not be taken and about
// which nobody has decided.
func (l *look) stuckKept(site place.Site) (rows []api.StuckRow, err error) {
	for s, err := range shop.Shops(l.tx) {
		if err != nil {
			return nil, err
		}
		if s.Site != site.ID {
			continue
		}
		for k, err := range shop.KeptOf(l.tx, s.Name) {
			if err != nil {
				return nil, err
			}
			if !k.Waits() {
				continue
			}
			if rows = append(rows, l.stuckOrder(k)); len(rows) == maxStuck {
				return rows, nil
			}
		}
	}
	return rows, nil
}

// stuckOrder is an order that could not be taken. One of which nothing was kept,
// since it is too large, can only be put aside.
func (l *look) stuckOrder(k *shop.Kept) api.StuckRow {
	row := api.StuckRow{ID: "kept " + k.Shop + " " + k.Outer, Kind: "order_kept", Since: k.At, Tone: toneWrong, Safe: say("stuck.safe.order_kept")}
	told := args{"shop": textArg(k.Shop), "why": l.why(k.Why.Code, k.Why.Args)}
	if row.What = api.Saying("stuck.what.order_kept_nameless", told); k.Name() != "" {
		told["number"] = codeArg(k.Name())
		row.What = api.Saying("stuck.what.order_kept", told)
	}
	body := map[string]any{"shop": k.Shop, "outer": k.Outer}
	shelve := action("shelve", "shop.kept.shelve", body, "reason")
	if len(k.Text) == 0 {
		row.Safe = say("stuck.safe.order_kept_lost")
		row.Actions = first(shelve)
		return row
	}
	switch {
	case k.Wish: // nobody wishes it twice
		row.Safe = say("stuck.safe.order_kept_trying")
		row.Actions = first(shelve)
		return row
	case !k.Tried.IsZero():
		row.Safe = api.Saying("stuck.safe.order_kept_again", args{"at": {Kind: "time", Text: k.Tried.Format(time.RFC3339)}})
	}
	row.Actions = first(action("take_again", "shop.kept.take", body), shelve)
	return row
}
