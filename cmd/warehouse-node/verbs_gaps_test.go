package main

import (
	"fmt"
	"net/http"

	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
)

// gaps carries out a line about the numbers of the shop that never came, if it is
// one.
//
//	lost ITEM*N …              somebody orders, and the shop's exchange never names it
//	shop gives N               order N is in the exchange after all
//	shop misses NUMBERS        its page names these: "1002, 1005–1007"; "nothing"
func (d *day) gaps(w []string) (known bool, err error) {
	switch {
	case w[0] == "lost" && len(w) > 1:
		return true, d.buy(w[1:], func(o *shopsim.Order) { o.Lost = true })
	case w[0] == "shop" && len(w) == 3 && w[1] == "gives":
		outer, err := d.outer(w[2])
		if err == nil && !d.shop.Edit(outer, func(o *shopsim.Order) { o.Lost = false }) {
			err = fmt.Errorf("the shop has no order %s", outer)
		}
		return true, err
	case w[0] == "shop" && len(w) == 3 && w[1] == "misses":
		p, err := d.who("marina")
		if err != nil {
			return true, err
		}
		return true, d.soon("numbers that never came", func() error {
			var page api.ShopsPage
			if err := d.call(p, http.MethodGet, "/api/shops", nil, &page); err != nil {
				return err
			}
			is := "nothing"
			if gap := page.Rows[0].Missing; gap != nil {
				is = gap.What.Args["numbers"].Text
			}
			if is != w[2] {
				return fmt.Errorf("it misses %s", is)
			}
			return nil
		})
	}
	return false, nil
}
