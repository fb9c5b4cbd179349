package place_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/sheet/sheettest"
	"warehouse-node/warehouse/store"
)

// bins imports a table of bins, or takes a run back.
func (f *floor) bins(file string) *sheet.Run {
	f.Helper()
	a := do(f, sheet.Start, &sheet.StartRequest{Kind: "bins", Site: f.site, File: file, Apply: true})
	return f.work(file, a.Run)
}

func (f *floor) work(file string, id sheet.RunID) *sheet.Run {
	f.Helper()
	log := slog.New(slog.NewTextHandler(f.Output(), nil))
	return sheettest.Work(f, &sheet.Runner{Door: f.door, Files: sheettest.Drawer{file: file}, Log: log}, id)
}

func (f *floor) problems(id sheet.RunID) []string {
	f.Helper()
	return sheettest.Problems(f, f.door.DB, id)
}

// walk is the site as it is walked.
func (f *floor) walk() string {
	f.Helper()
	var b strings.Builder
	f.read(func(tx *store.Tx) error {
		for p, err := range place.Walk(tx, f.site, 0) {
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, p.Name, p.Use, p.Flags, p.Aliases, p.Capacity, p.At)
		}
		return nil
	})
	return b.String()
}

func TestImportBins(t *testing.T) {
	f := newFloor(t)
	run := f.bins("Ячейка;Зона;Ряд;Стеллаж;Ярус;Тип;Грузоподъёмность, кг;Объём, л;Штрихкод;В продаже\n" +
		"A-01-1;A;01;;1;отбор;12,5;60;SH1 SH2;\nA-01-2;A;01;;2;резерв;;;SH3;нет\nП-1;Приёмка;;;;приёмка;;;;да\n")
	if run.State != sheet.Done || run.Created != 3 {
		t.Fatalf("got %+v: %v", run, f.problems(run.ID))
	}
	one := "A-01-1 pick_face {true true} [SH1 SH2] {60000000 12500 0} {A 01  1   0 0 0 1}\n"
	want := one + "A-01-2 reserve {false false} [SH3] {0 0 0} {A 01  2   0 0 0 2}\nП-1 dock {true false} [] {0 0 0} {Приёмка      0 0 0 3}\n"
	if diff := cmp.Diff(want, f.walk()); diff != "" {
		t.Error(diff)
	}
	if got := f.resolve("sh2"); got != "A-01-1" {
		t.Errorf("got %s", got)
	}
	second := f.bins("name;code;units;type\nA-01-1;SH4;7;карантин\nA-01-2;SH1;;\nA-01-3;;;чердак\n")
	if second.State != sheet.Ready || !cmp.Equal(f.problems(second.ID), []string{`3 place.code_taken code="SH1" name="A-01-1"`, `4 use: sheet.choice text="чердак"`}) {
		t.Fatalf("got %+v: %v", second, f.problems(second.ID))
	}
	do(f, sheet.Apply, &sheet.ApplyRequest{Run: second.ID, SkipBad: true})
	f.work("name;code;units;type\nA-01-1;SH4;7;карантин\nA-01-2;SH1;;\nA-01-3;;;чердак\n", second.ID)
	if got := f.walk(); !strings.HasPrefix(got, "A-01-1 quarantine {false false} [SH1 SH2 SH4] {60000000 12500 7}") {
		t.Errorf("got %s", got)
	}
	undo := func(id sheet.RunID) *sheet.Run {
		do(f, sheet.Undo, &sheet.RunRequest{Run: id})
		return f.work("", id)
	}
	if got := undo(second.ID); got.Kept != 0 || f.walk() != want {
		t.Errorf("got %+v: %s", got, f.walk())
	}
	var id warehouse.PlaceID
	f.read(func(tx *store.Tx) error {
		p, err := place.ByName(tx, f.site, "A-01-2")
		id = p.ID
		return err
	})
	do(f, place.AddAlias, &place.AliasRequest{ID: id, Code: "SH9"})
	got := undo(run.ID)
	if got.Kept != 1 || !cmp.Equal(f.problems(run.ID), []string{`3 place.changed_since name="A-01-2"`}) || !strings.HasPrefix(f.walk(), "A-01-2 reserve") {
		t.Errorf("got %+v: %v; %s", got, f.problems(run.ID), f.walk())
	}
}

// TestSchemeAsATable: what a scheme previews is what its table imports.
func TestSchemeAsATable(t *testing.T) {
	f := newFloor(t)
	s := place.Scheme{Zone: "A", Separator: "-", Use: place.Reserve, Sides: place.SidesAlternate, AislePitchMM: 3000, BayWidthMM: 900, LevelHeightMM: 400,
		Capacity: place.Capacity{VolumeMM3: 1_500_000, WeightGrams: 250_000, Units: 7},
		Axes:     []place.Axis{{Part: "aisle", From: "01", To: "06"}, {Part: "bay", From: "01", To: "12"}, {Part: "level", From: "1", To: "4"}}}
	bins, err := s.Bins()
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := sheet.Write(&file, ";", sheet.Whole(place.Table(bins)...)); err != nil {
		t.Fatal(err)
	}
	run := f.bins(file.String())
	if run.State != sheet.Done || run.Created != len(bins) || len(bins) != 288 {
		t.Fatalf("got %+v: %v", run, f.problems(run.ID))
	}
	var want strings.Builder
	for i, b := range bins {
		b.At.Walk = int64(i + 1)
		fmt.Fprintln(&want, b.Name, b.Use, b.Use.Flags(), []string(nil), b.Capacity, b.At)
	}
	if diff := cmp.Diff(want.String(), f.walk()); diff != "" {
		t.Error(diff)
	}
}
