package main

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"warehouse-node/orders/shop"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// homeOf is the warehouse of a device. Settings that name none mean the one where
// a person bound it; else the one that has its bench; else the one where it was;
// else the oldest: a second warehouse takes nothing away from the first. It is
// missing where that of its name is not made, and where its bench stands in
// several and the device was in none of them. Both are zero before there is any
// warehouse.
func homeOf(tx *store.Tx, c *DeviceConfig) (home warehouse.SiteID, missing api.Said, err error) {
	if c.Site != "" {
		home, err := siteNamed(tx, c.Site)
		if fault.KindOf(err) == fault.NotFound && err != nil {
			return home, api.Saying("device.state.no_site", map[string]api.Arg{"name": {Kind: "text", Text: c.Site}}), nil
		}
		return home, missing, err
	}
	all, err := sitesByAge(tx)
	if err != nil || len(all) <= 1 {
		return first(all), missing, err
	}
	if s, err := seats.Find(tx, store.Str(c.Name)); err != nil {
		return home, missing, err
	} else if s != nil && among(all, s.Site) {
		return s.Site, missing, nil
	}
	with, err := withBench(tx, all, c.Station)
	if err != nil || len(with) == 1 {
		return first(with), missing, err
	}
	was, err := devicesHung.Find(tx, store.Str(c.Name))
	if err != nil {
		return home, missing, err
	}
	switch {
	case len(with) == 0 && (was == nil || !among(all, was.Site)):
		return first(all), missing, nil
	case len(with) == 0 || was != nil && among(with, was.Site):
		return was.Site, missing, nil
	}
	return home, whichSite(with, c.Station), nil
}

// homeOfShop is the warehouse that serves a shop: settings that name none mean
// the one that served it, or else the oldest; zero before there is any. NotFound
// when there is none of the name.
func homeOfShop(tx *store.Tx, c *ShopConfig) (home warehouse.SiteID, err error) {
	if c.Site != "" {
		return siteNamed(tx, c.Site)
	}
	all, err := sitesByAge(tx)
	if err != nil {
		return home, err
	}
	was, err := shop.Get(tx, c.Name)
	switch {
	case err == nil && among(all, was.Site):
		return was.Site, nil
	case err != nil && fault.KindOf(err) != fault.NotFound:
		return home, err
	}
	return first(all), nil
}

// siteNamed is a warehouse by its name; NotFound when there is none.
func siteNamed(tx *store.Tx, name string) (warehouse.SiteID, error) {
	s, err := place.SiteNamed(tx, name)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return s.ID, nil
}

// sitesByAge are the open warehouses, the one that was made first on top.
func sitesByAge(tx *store.Tx) ([]place.Site, error) {
	all, err := place.Sites(tx)
	slices.SortFunc(all, func(a, b place.Site) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return all, err
}

// withBench are those of some warehouses that have a bench of the name.
func withBench(tx *store.Tx, of []place.Site, name string) (with []place.Site, err error) {
	if name == "" {
		return nil, nil
	}
	for _, s := range of {
		bench, err := place.ByName(tx, s.ID, name)
		if err != nil {
			return nil, err
		}
		if bench != nil && bench.Kind == place.KindStation {
			with = append(with, s)
		}
	}
	return with, nil
}

// whichSite asks for the line that would say in which warehouse a bench is meant.
func whichSite(of []place.Site, bench string) api.Said {
	var lines []string
	for _, s := range of {
		lines = append(lines, "site = "+strconv.Quote(s.Name))
	}
	return api.Saying("device.state.which_site", map[string]api.Arg{
		"bench": {Kind: "text", Text: bench}, "lines": {Kind: "text", Text: strings.Join(lines, " / ")},
	})
}

func first(all []place.Site) (id warehouse.SiteID) {
	if len(all) > 0 {
		id = all[0].ID
	}
	return id
}

func among(all []place.Site, id warehouse.SiteID) bool {
	return slices.ContainsFunc(all, func(s place.Site) bool { return s.ID == id })
}
