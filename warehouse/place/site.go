package place

import (
	"sync"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Site is a place of KindSite: the root of a warehouse or shop.
type Site struct{ *Place }

// GetSite returns a site; NotFound when there is none.
func GetSite(tx *store.Tx, id warehouse.SiteID) (Site, error) {
	p, err := places.Find(tx, id)
	if err == nil && (p == nil || p.Kind != KindSite) {
		err = fault.New(fault.NotFound, "place.site", "site", id)
	}
	return Site{p}, err
}

// Sites are all sites that are not archived, by name.
func Sites(tx *store.Tx) (all []Site, err error) {
	for p, err := range byKind.Each(tx, store.Keys2(warehouse.SiteID{}, store.U64(KindSite))) {
		if err != nil {
			return nil, err
		}
		all = append(all, Site{p})
	}
	return all, nil
}

// SiteNamed is the site of a name; NotFound when there is none.
func SiteNamed(tx *store.Tx, name string) (Site, error) {
	p, err := ByName(tx, warehouse.SiteID{}, name)
	if err == nil && p == nil {
		err = fault.New(fault.NotFound, "place.site", "site", name)
	}
	return Site{p}, err
}

// checkSite refuses a site whose days cannot be told or whose owner is nobody.
// The zone of time is kept by the name that it has now.
func (p *Place) checkSite(tx *store.Tx) error {
	p.Timezone = modern(p.Timezone)
	if _, err := time.LoadLocation(p.Timezone); err != nil || p.Timezone == "" || p.Timezone == "Local" {
		return fault.New(fault.Invalid, "place.timezone", "timezone", p.Timezone).With(err)
	}
	if !p.Currency.Known() {
		return fault.New(fault.Invalid, "place.currency", "currency", p.Currency)
	}
	if p.Owner.IsZero() {
		return nil
	}
	_, err := OpenEntity(tx, p.Owner)
	return err
}

// Day is the day that an instant falls on at the site: the only way from one to
// the other.
func (s Site) Day(t time.Time) measure.Day { return measure.DayOf(t, s.Location()) }

// locations keeps the zones of time that were asked for, since loading one
// reads a file.
var locations sync.Map

// Location is the site's zone of time; UTC when this machine does not know it.
func (s Site) Location() *time.Location {
	if l, ok := locations.Load(s.Timezone); ok {
		return l.(*time.Location)
	}
	l, err := time.LoadLocation(s.Timezone)
	if err != nil {
		l = time.UTC
	}
	locations.Store(s.Timezone, l)
	return l
}
