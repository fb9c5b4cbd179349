package catalog_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/sheet/sheettest"
)

// TestSheetWarns: a row that is legal and looks like a slip is told of before it is
// written, is written as it stands, and can be taken back; an item of our own code, or
// without an article and with a barcode, is none.
func TestSheetWarns(t *testing.T) {
	m := newImporter(t)
	run := m.run("Артикул;Наименование;Штрихкод\n"+
		"A-1;Кружка;4606998765431\n"+
		";Чашка;4606998765448\n"+
		"A-2;Блюдце;7\n"+
		";Ложка;\n"+
		"A-3;Вилка;0042\n"+
		"A-4;Нож;4606998765430\n", true)
	if got, want := sheettest.Warnings(t, m.door.DB, run.ID), []string{
		"4 barcode: catalog.barcode_short code=\"7\"", "5 article: catalog.unnamed",
	}; !cmp.Equal(got, want) {
		t.Errorf("warnings %q, want %q", got, want)
	}
	if run.State != sheet.Done || run.Bad != 1 || run.Created != 5 { // the last has a wrong check digit
		t.Errorf("%s, %d refused, %d made", run.State, run.Bad, run.Created)
	}
	_, err := sheet.Undo.Do(context.Background(), m.door, command.Command{Itself: true}, &sheet.RunRequest{Run: run.ID})
	if err != nil {
		t.Fatal(err)
	}
	if run = m.work(run.ID); run.State != sheet.Undone || run.Back != 5 {
		t.Errorf("taken back: %s, %d", run.State, run.Back)
	}

	m.run("Артикул;Наименование\nB-1;Миска\n", false)
	codes := m.runAs("barcodes", "Артикул;Штрихкод\nB-1;5\n", false)
	if got := sheettest.Warnings(t, m.door.DB, codes.ID); codes.State != sheet.Done || !cmp.Equal(got, []string{"2 barcode: catalog.barcode_short code=\"5\""}) {
		t.Errorf("%s: %q", codes.State, got)
	}
}
