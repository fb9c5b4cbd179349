package main

import (
	"fmt"
	"net/http"
	"strconv"

	"warehouse-node/ui/api"
)

// shelf carries out a line about the orders that could not be taken, if it is one.
//
//	shelf has N [REASON]       so many were put aside, the newest for that reason
//	shelf takes N              the nth of them is tried again
func (d *day) shelf(w []string) (known bool, err error) {
	if w[0] != "shelf" || len(w) < 3 {
		return false, nil
	}
	n, err := strconv.Atoi(w[2])
	if err != nil {
		return true, err
	}
	switch w[1] {
	case "has":
		return true, d.soon("on the shelf", func() error {
			all, err := d.shelved()
			switch {
			case err != nil:
				return err
			case len(all) != n:
				return fmt.Errorf("there are %+v", all)
			case len(w) > 3 && all[0].Reason != w[3]:
				return fmt.Errorf("it was put aside because of %q", all[0].Reason)
			}
			return nil
		})
	case "takes":
		all, err := d.shelved()
		if err != nil || n < 1 || n > len(all) {
			return true, fmt.Errorf("there are %+v, %w", all, err)
		}
		p, err := d.who("marina")
		if err != nil {
			return true, err
		}
		return true, d.call(p, http.MethodPost, "/api/do/shop.kept.take", api.KeptName{Shop: "sever-yug.ru", Outer: all[n-1].Outer}, nil)
	}
	return false, nil
}

// shelved are the orders of the shop that were put aside, the newest first.
func (d *day) shelved() (all []api.KeptOrder, err error) {
	p, err := d.who("marina")
	if err != nil {
		return nil, err
	}
	var page api.KeptPage
	if err := d.call(p, http.MethodGet, "/api/shops/sever-yug.ru/kept", nil, &page); err != nil {
		return nil, err
	}
	for _, k := range page.Rows {
		if k.Shelved != nil {
			all = append(all, k)
		}
	}
	return all, nil
}
