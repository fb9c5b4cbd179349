package ledger_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/sheet/sheettest"
	"warehouse-node/warehouse/store"
)

// opener sends tables of opening balances.
type opener struct {
	*testing.T
	*floor
	door  *command.Door
	files sheettest.Drawer
	mug   warehouse.ItemID
}

func newOpener(t *testing.T) *opener {
	o := &opener{T: t, floor: newFloor(t), files: sheettest.Drawer{}}
	o.door = &command.Door{DB: o.db}
	mustT(t, o.write(func(ctx context.Context, tx *store.Tx) error {
		for article, tracking := range map[string]catalog.Tracking{"MUG": {}, "SOAP": {Lots: true}} {
			a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: article, Name: article, Tracking: tracking}})
			if err != nil {
				return err
			}
			if article == "MUG" {
				o.mug = a.ID
			}
		}
		return nil
	}))
	return o
}

// start has a file checked, as its name says; it is written at once with apply.
func (o *opener) start(file string, apply bool) (*sheet.Run, error) {
	o.Helper()
	a, err := sheet.Start.Do(context.Background(), o.door, command.Command{Itself: true}, &sheet.StartRequest{
		Kind: "balances", Site: o.site, File: file, Name: file + ".csv", Apply: apply, SkipBad: apply,
	})
	if err != nil {
		return nil, err
	}
	return o.work(a.Run), nil
}

func (o *opener) must(run *sheet.Run, err error) *sheet.Run {
	o.Helper()
	mustT(o, err)
	return run
}

func (o *opener) work(id sheet.RunID) *sheet.Run {
	o.Helper()
	run := sheettest.Work(o, &sheet.Runner{Door: o.door, Files: o.files}, id)
	o.check(o)
	return run
}

// apply lets a checked run write; the same id is the same press of the button.
func (o *opener) apply(run *sheet.Run, id string) error {
	o.Helper()
	_, err := sheet.Apply.Do(context.Background(), o.door, command.Command{Itself: true, ID: id}, &sheet.ApplyRequest{Run: run.ID, SkipBad: true})
	if err == nil {
		*run = *o.work(run.ID)
	}
	return err
}

// has says how many mugs lie in a bin.
func (o *opener) has(bin string, want measure.Qty) {
	o.Helper()
	mustT(o, o.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		p, err := place.ByName(tx, o.site, bin)
		if err != nil {
			return err
		}
		got := measure.Qty(0)
		for b, err := range ledger.ContentsOf(tx, p.ID, o.mug) {
			if err != nil {
				return err
			}
			got += b.OnHand()
		}
		if got != want {
			o.Errorf("%s has %d, want %d", bin, got, want)
		}
		return nil
	}))
}

// refusedAgain says that an error is of a table that stands written, and tells which.
func (o *opener) refusedAgain(what string, err error, file string) {
	o.Helper()
	if !errors.Is(err, fault.New(fault.Conflict, "sheet.again")) {
		o.Errorf("%s: %v", what, err)
		return
	}
	args := fault.Of(err).Args
	if _, bad := time.Parse(time.RFC3339, args["moment"]); args["file"] != file || args["name"] == "" || bad != nil {
		o.Errorf("%s: %v", what, args)
	}
}

// TestTheSameBalancesAreWrittenOnce: a table that stands written is refused where it is
// checked and where it is written, however many were checked before; the same press of
// the button is one. Undone it may come again, and half undone it may not.
func TestTheSameBalancesAreWrittenOnce(t *testing.T) {
	o := newOpener(t)
	const table = "item;bin;qty\nMUG;A-1;7\nMUG;A-2;0\n"
	o.files["f"] = table
	first, second := o.must(o.start("f", false)), o.must(o.start("f", false))
	for range 2 {
		mustT(t, o.apply(first, "press"))
	}
	o.has("A-1", 7)
	if err := o.apply(first, "another press"); !errors.Is(err, fault.New(fault.Conflict, "sheet.state")) {
		t.Errorf("a written run is written again: %v", err)
	}
	o.refusedAgain("checked before", o.apply(second, ""), "f.csv")
	_, err := o.start("f", false)
	o.refusedAgain("checked after", err, "f.csv")
	o.has("A-1", 7)

	if _, err := sheet.Undo.Do(context.Background(), o.door, command.Command{Itself: true}, &sheet.RunRequest{Run: first.ID}); err != nil {
		t.Fatal(err)
	}
	_, err = o.start("f", false)
	o.refusedAgain("while it is undone", err, "f.csv")
	if run := o.work(first.ID); run.State != sheet.Undone || run.Kept != 0 {
		t.Fatalf("undone: %+v", run)
	}
	o.has("A-1", 0)
	mustT(t, o.apply(second, ""))
	if second.State != sheet.Done || second.Created != 1 {
		t.Errorf("after the undo: %+v", second)
	}
	o.has("A-1", 7)
}

// TestBalancesThatAreThereAreWarnedOf: a row for goods that lie in its bin says so
// before it is written, with what it would come to, and waits for a person; goods of
// another lot or condition, and a row that adds nothing, are no matter.
func TestBalancesThatAreThereAreWarnedOf(t *testing.T) {
	o := newOpener(t)
	o.files["f"] = "item;bin;qty;lot\nMUG;A-1;7;\nSOAP;A-1;2;S-1\n"
	if first := o.must(o.start("f", true)); first.State != sheet.Done || first.Warned != 0 {
		t.Fatalf("%+v", first)
	}
	o.files["more"] = "item;bin;qty;lot;condition\nMUG;A-1;3;;\nMUG;A-1;1;;damaged\nMUG;A-2;4;;\nSOAP;A-1;5;S-1;\nSOAP;A-1;6;S-2;\nSOAP;A-2;0;S-1;\n"
	more := o.must(o.start("more", true))
	want := []string{`2 qty: ledger.open_more name="A-1" qty="7" sum="10"`, `5 qty: ledger.open_more name="A-1" qty="2" sum="7"`}
	if got := sheettest.Warnings(t, o.db, more.ID); more.State != sheet.Ready || more.Warned != 2 || more.Bad != 0 || !slices.Equal(got, want) {
		t.Errorf("%s, %d warned of: %q", more.State, more.Warned, got)
	}
	o.has("A-1", 7)
	mustT(t, o.apply(more, ""))
	if more.State != sheet.Done || more.Created != 5 || more.Bad != 0 {
		t.Errorf("%+v", more)
	}
	o.has("A-1", 11)
}

// TestBalancesThatCameMeanwhile: what nobody was told of when a table was checked is not
// written behind their back: the row is refused and says what lies there now.
func TestBalancesThatCameMeanwhile(t *testing.T) {
	o := newOpener(t)
	o.files["f"], o.files["g"] = "item;bin;qty\nMUG;A-1;7\n", "item;bin;qty\nMUG;A-2;1\nMUG;A-1;7\n"
	first, second := o.must(o.start("f", false)), o.must(o.start("g", false))
	mustT(t, o.apply(first, ""))
	mustT(t, o.apply(second, ""))
	want := []string{`3 qty: ledger.open_more name="A-1" qty="7" sum="14"`, `3 sheet.untold`}
	if got := sheettest.Problems(t, o.db, second.ID); second.State != sheet.Done || second.Created != 1 || second.Bad != 1 || !slices.Equal(got, want) {
		t.Errorf("%s, %d made, %d refused: %q", second.State, second.Created, second.Bad, got)
	}
	o.has("A-1", 7)
	o.has("A-2", 1)
}
