package main

import (
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// Goods and places know nothing of each other, so that a code is on one of the two is
// looked after here: what a person sends and what a table says alike.
var (
	_ = sheet.Also(catalog.Sheet, codesOffPlaces("barcode", "pack barcode"))
	_ = sheet.Also(catalog.CodeSheet, codesOffPlaces("barcode"))
	_ = sheet.Also(place.Sheet, codesOffGoods("code"))
)

// offPlaces refuses a barcode of goods that a bin or tote is called by. A code of our
// own form that was misread is for the catalogue to refuse.
func offPlaces(tx *store.Tx, code string) error {
	places, err := place.Resolve(tx, code)
	if err == nil && len(places) > 0 {
		return fault.New(fault.Conflict, "catalog.barcode_place", "code", code, "name", places[0].Name)
	}
	if fault.KindOf(err) == fault.Invalid {
		return nil
	}
	return err
}

// offGoods refuses a second name of a place that is on goods: a scan of it would ask
// each time what is meant.
func offGoods(tx *store.Tx, code string) error {
	found, err := catalog.Resolve(tx, code)
	if err == nil && len(found) > 0 {
		return fault.New(fault.Conflict, "place.alias_goods", "code", code, "name", found[0].Item.Title())
	}
	if fault.KindOf(err) == fault.Invalid {
		return nil
	}
	return err
}

// codesOffPlaces refuses the cells of a table of goods that have a code of a place. A
// code that goods have already is none of the row's making.
func codesOffPlaces(columns ...string) sheet.Check {
	return func(tx *store.Tx, r *sheet.Record) error {
		return eachCode(r, columns, func(code string) error {
			if had, err := catalog.Resolve(tx, code); len(had) > 0 || err != nil && fault.KindOf(err) != fault.Invalid {
				return err
			}
			return offPlaces(tx, code)
		})
	}
}

// codesOffGoods is codesOffPlaces the other way round.
func codesOffGoods(columns ...string) sheet.Check {
	return func(tx *store.Tx, r *sheet.Record) error {
		return eachCode(r, columns, func(code string) error {
			if had, err := place.Resolve(tx, code); len(had) > 0 || err != nil && fault.KindOf(err) != fault.Invalid {
				return err
			}
			return offGoods(tx, code)
		})
	}
}

// eachCode asks of each code in some cells, and refuses the cell of one that may not
// be there.
func eachCode(r *sheet.Record, columns []string, ask func(code string) error) error {
	for _, column := range columns {
		for _, code := range r.List(column) {
			err := ask(code)
			if fault.KindOf(err) == fault.Internal && err != nil {
				return err
			}
			if err != nil {
				r.Refuse(column, err)
				break
			}
		}
	}
	return nil
}
