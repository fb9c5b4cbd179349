package main

import (
	"errors"
	"strings"
	"testing"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// TestCompanyRunIsItsBeginners: a table of items is of no warehouse, and its rows
// are written and taken back with the rights of whoever began it. A manager
// elsewhere does not move it; who began it does, and who may at every site.
func TestCompanyRunIsItsBeginners(t *testing.T) {
	w := newTown(t)
	file, err := w.folder.Put(w.ctx, strings.NewReader("Артикул;Наименование\nNEW-1;Новинка\n"))
	w.must(err)
	run := obeyed(w, sheet.Start, w.a.by("manager"), &sheet.StartRequest{Kind: "items", File: file, Name: "items.csv", Apply: true}).Run
	w.until("the table is written", func(tx *store.Tx) (bool, error) {
		r, err := sheet.GetRun(tx, run)
		return err == nil && r.State == sheet.Done, err
	})
	for _, name := range []string{"sheet.undo", "sheet.resume", "sheet.cancel"} {
		if _, err := w.try(name, w.b.by("manager"), fields{"run": run}); !errors.Is(err, fault.Denied) {
			t.Errorf("%s by a manager elsewhere: %v", name, err)
		}
	}
	w.door("sheet.undo", w.a.by("manager"), fields{"run": run})
}

// TestForeignWarehouseIsCalledSo: who has no role at a warehouse is told that, and
// not that a right is lacking which everybody has.
func TestForeignWarehouseIsCalledSo(t *testing.T) {
	w := newTown(t)
	_, err := w.try("staff.site", w.a.by("picker"), fields{"site": w.b.site})
	if got := fault.Of(err); got.Kind != fault.Denied || got.Code != "staff.foreign_site" {
		t.Errorf("got %v", err)
	}
}
