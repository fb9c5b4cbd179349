package read_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/sheet/sheettest"
	"warehouse-node/warehouse/staff"
)

// byOwner is a command of the owner.
func byOwner(h *house) command.Command {
	return command.Command{Person: h.people[staff.Owner], Device: "test"}
}

// TestImportButtons: a run offers what can be done with it now, counts what it
// wrote, and offers nothing to write where every row was refused.
func TestImportButtons(t *testing.T) {
	h := newHouse(t)
	files := sheettest.Drawer{
		"good": "item;barcode\nHAT;4607034171186\nNO;1\nHAT;BOX-1\n",
		"bad":  "item;barcode\nNO;1\nNONE;2\n",
	}
	h.Files = files
	runner := &sheet.Runner{Door: h.door, Files: files}
	start := func(file string) sheet.RunID {
		t.Helper()
		a, err := sheet.Start.Do(context.Background(), h.door, byOwner(h), &sheet.StartRequest{Kind: "barcodes", File: file, Name: file + ".csv"})
		must(t, err)
		sheettest.Work(t, runner, a.Run)
		return a.Run
	}
	card := func(id sheet.RunID) api.ImportCard {
		t.Helper()
		c, err := h.Import(h.as("owner"), id.String())
		must(t, err)
		return c
	}
	said := func(c api.ImportCard) string { return c.State + ": " + strings.Join(c.May, " ") }

	good, bad := start("good"), start("bad")
	if c := card(bad); said(c) != "checked: sheet.cancel" || c.Good != 0 || c.Bad != 2 || c.Done != 0 || len(c.Faults) != 2 {
		t.Errorf("%s %+v", said(c), c.ImportRun)
	}
	if c := card(good); said(c) != "checked: sheet.run sheet.cancel" || c.Good != 2 || c.Bad != 1 || c.Done != 0 {
		t.Errorf("%s %+v", said(c), c.ImportRun)
	}
	_, err := sheet.Cancel.Do(context.Background(), h.door, byOwner(h), &sheet.RunRequest{Run: bad})
	must(t, err)
	if c := card(bad); said(c) != "cancelled: " {
		t.Errorf("a stopped check: %s", said(c))
	}
	_, err = sheet.Apply.Do(context.Background(), h.door, byOwner(h), &sheet.ApplyRequest{Run: good, SkipBad: true})
	must(t, err)
	sheettest.Work(t, runner, good)
	if c := card(good); said(c) != "done: sheet.undo" || c.Done != 2 || c.Bad != 1 || c.Person == nil || c.Person.Name != "Person owner" {
		t.Errorf("%s %+v", said(c), c.ImportRun)
	}
	_, err = sheet.Undo.Do(context.Background(), h.door, byOwner(h), &sheet.RunRequest{Run: good})
	must(t, err)
	sheettest.Work(t, runner, good)
	if c := card(good); said(c) != "undone: " || c.Done != 0 || c.Undone != 2 || c.Kept != 0 || len(c.Faults) != 1 || c.Faults[0].Kept {
		t.Errorf("%s %+v", said(c), c)
	}
	page, err := h.Imports(h.as("owner"), api.Page{})
	must(t, err)
	var kinds []string
	for _, k := range page.Kinds {
		kinds = append(kinds, k.Kind)
	}
	if !slices.Equal(kinds, []string{"balances", "barcodes", "bin_changes", "bins", "items"}) || len(page.Rows) != 2 {
		t.Errorf("%v, %d runs", kinds, len(page.Rows))
	}
}

// TestWhatAnUndoKeptMayGoLater: goods lie in a bin of the table, so it stays, which
// the state says, and a file of its own; the button for the rest stays too.
func TestWhatAnUndoKeptMayGoLater(t *testing.T) {
	h := newHouse(t)
	files := sheettest.Drawer{"bins": "name\nZ-01-01\nZ-01-02\n\n;;no name\n", "balances": "item;bin;qty\nHAT;Z-01-01;5\n"}
	h.Files = files
	runner := &sheet.Runner{Door: h.door, Files: files}
	write := func(kind string) sheet.RunID {
		t.Helper()
		a, err := sheet.Start.Do(context.Background(), h.door, byOwner(h), &sheet.StartRequest{Kind: kind, Site: h.kazan, File: kind, Name: kind, Apply: true, SkipBad: true})
		must(t, err)
		sheettest.Work(t, runner, a.Run)
		return a.Run
	}
	undo := func(id sheet.RunID) api.ImportCard {
		t.Helper()
		_, err := sheet.Undo.Do(context.Background(), h.door, byOwner(h), &sheet.RunRequest{Run: id})
		must(t, err)
		sheettest.Work(t, runner, id)
		c, err := h.Import(h.as("owner"), id.String())
		must(t, err)
		return c
	}
	bins, balances := write("bins"), write("balances")
	_, err := sheet.Start.Do(context.Background(), h.door, byOwner(h), &sheet.StartRequest{Kind: "balances", Site: h.kazan, File: "balances", Name: "again"})
	if args := fault.Of(err).Args; !errors.Is(err, fault.New(fault.Conflict, "sheet.again")) || args["name"] != "Person owner" || args["file"] != "balances" {
		t.Errorf("the same balances again: %v", err)
	}
	c := undo(bins)
	if c.State != "partly_undone" || !slices.Equal(c.May, []string{"sheet.undo"}) || c.Done != 1 || c.Undone != 1 || c.Kept != 1 {
		t.Errorf("%s: %v, %+v", c.State, c.May, c.ImportRun)
	}
	var kept []bool
	for _, f := range c.Faults {
		kept = append(kept, f.Kept)
	}
	if !slices.Equal(kept, []bool{true, false}) {
		t.Errorf("got %+v", c.Faults)
	}
	fileHas(t, h, h.KeptFile, bins, "Z-01-01", "no name")
	fileHas(t, h, h.ErrorFile, bins, "no name", "Z-01-01")
	undo(balances)
	if c := undo(bins); c.State != "undone" || len(c.May) != 0 || len(c.Faults) != 1 || c.Done != 0 || c.Undone != 2 {
		t.Errorf("%s: %v, %+v", c.State, c.May, c)
	}
}

// fileHas says that a file of rows with problems has one of two and not the other.
func fileHas(t *testing.T, h *house, file func(context.Context, string) (api.TableFile, error), id sheet.RunID, one, not string) {
	t.Helper()
	table, err := file(h.as("owner"), id.String())
	must(t, err)
	var text strings.Builder
	must(t, table.Write(&text))
	if got := text.String(); !strings.Contains(got, one) || strings.Contains(got, not) {
		t.Errorf("got %q, want %s in it and not %s", got, one, not)
	}
}

// TestRefusalsNameTheFilesColumns: what is wrong with a number is said with the heading
// of the file that was sent, whatever we call the column, and why.
func TestRefusalsNameTheFilesColumns(t *testing.T) {
	h := newHouse(t)
	files := sheettest.Drawer{
		"items": "Наименование;Артикул;Цена, руб;Вес брутто, кг;Срок годности, дней;Длина, см\nШарф;S;-5;0,2;;\nКовёр;K;5;999999;-1;20000\n",
		"bins":  "Ячейка;Вместимость, шт\nA-77;-3\n",
	}
	h.Files = files
	runner := &sheet.Runner{Door: h.door, Files: files}
	said := func(q sheet.StartRequest) (all []string) {
		t.Helper()
		q.File, q.Name = q.Kind, q.Kind
		q.Options.Headings = map[string]string{"Вес брутто, кг": "weight kg", "Цена, руб": "price rub", "Срок годности, дней": "shelf life days", "Длина, см": "length cm", "Вместимость, шт": "units"}
		a, err := sheet.Start.Do(context.Background(), h.door, byOwner(h), &q)
		must(t, err)
		sheettest.Work(t, runner, a.Run)
		c, err := h.Import(h.as("owner"), a.Run.String())
		must(t, err)
		for _, f := range c.Faults {
			args := map[string]string{}
			for name, arg := range f.Why.Args {
				args[name] = arg.Text
			}
			all = append(all, locale.Say(locale.RU, f.Why.Code, args))
		}
		return all
	}
	want := []string{
		"«Цена, руб»: число меньше нуля", "«Срок годности, дней»: число меньше нуля",
		"«Вес брутто, кг»: число больше 100000. Проверьте единицу измерения", "«Длина, см»: число больше 10000. Проверьте единицу измерения",
	}
	if got := said(sheet.StartRequest{Kind: "items"}); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := said(sheet.StartRequest{Kind: "bins", Site: h.kazan}); !slices.Equal(got, []string{"«Вместимость, шт»: число меньше нуля"}) {
		t.Errorf("got %q", got)
	}
}

// TestFaultsOfTheWholeTable: a column that the file has not is called in the language of
// who reads, and one that it has as the file calls it; a table sent as another kind is
// told what it looks like.
func TestFaultsOfTheWholeTable(t *testing.T) {
	h := newHouse(t)
	h.speaks("ru")
	files := sheettest.Drawer{"f": "Артикул;Ячейка;Количество\nHAT;;много\n"}
	h.Files = files
	check := func(kind string) api.ImportCard {
		t.Helper()
		q := &sheet.StartRequest{Kind: kind, File: "f", Name: "f"}
		if kind == "balances" {
			q.Site = h.kazan
		}
		a, err := sheet.Start.Do(context.Background(), h.door, byOwner(h), q)
		must(t, err)
		sheettest.Work(t, &sheet.Runner{Door: h.door, Files: files}, a.Run)
		c, err := h.Import(h.as("owner"), a.Run.String())
		must(t, err)
		return c
	}
	c := check("items")
	if c.State != "failed" || len(c.Faults) != 1 || c.Faults[0].Row != 0 || c.Faults[0].Why.Code != "fault.sheet.looks_like" || c.Faults[0].Why.Args["kind"].Text != "balances" {
		t.Errorf("%s: %+v", c.State, c.Faults)
	}
	var columns []string
	for _, f := range check("balances").Faults {
		columns = append(columns, f.Column)
	}
	if !slices.Equal(columns, []string{"Ячейка", "Количество"}) {
		t.Errorf("columns %q", columns)
	}
	run := &sheet.Run{Columns: []string{"qty"}, Heads: []string{"Остаток"}}
	for column, want := range map[string]string{"lot": "партия", "qty": "Остаток", "": ""} {
		if got := read.InFile(run, locale.RU, sheet.Problem{Column: column}).Column; got != want {
			t.Errorf("%q is called %q, want %q", column, got, want)
		}
	}
	files["f"] = "Артикул;Ячейка;Остаток\nHAT;A-1;много\n"
	compared, err := h.Compare(h.as("owner"), h.kazan.String(), "f")
	must(t, err)
	if len(compared.Faults) != 1 || compared.Faults[0].Column != "Остаток" {
		t.Errorf("compared: %+v", compared.Faults)
	}
}

// TestWarningsComeBackMarked: in each language a row that was only warned of is marked
// in the error file as sheet knows it again.
func TestWarningsComeBackMarked(t *testing.T) {
	h := newHouse(t)
	files := sheettest.Drawer{"items": "Наименование;Артикул\nЛожка;\n"}
	h.Files = files
	runner := &sheet.Runner{Door: h.door, Files: files}
	check := func(file string) (sheet.RunID, api.ImportCard) {
		t.Helper()
		a, err := sheet.Start.Do(context.Background(), h.door, byOwner(h), &sheet.StartRequest{Kind: "items", File: file, Name: file})
		must(t, err)
		sheettest.Work(t, runner, a.Run)
		c, err := h.Import(h.as("owner"), a.Run.String())
		must(t, err)
		return a.Run, c
	}
	first, c := check("items")
	if c.Bad != 0 || c.Warned != 1 || len(c.Warnings) != 1 {
		t.Fatalf("%+v", c.ImportRun)
	}
	for _, lang := range locale.Langs {
		h.speaks(string(lang))
		table, err := h.ErrorFile(h.as("owner"), first.String())
		text := written(t, table, err)
		files[string(lang)] = text
		if _, c := check(string(lang)); c.Bad != 1 || c.Warned != 0 || c.Faults[0].Why.Code != "fault.sheet.warned" {
			t.Errorf("%s: %+v %+v of\n%s", lang, c.ImportRun, c.Faults, text)
		}
	}
}
