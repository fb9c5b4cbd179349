package sheet

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestEvents(t *testing.T) { journaltest.Goldens(t, "sheet.") }

// pet is what the tables of this test are about.
type pet struct {
	Name string
	Legs int
	Used bool
}

var (
	pets = store.NewTable("test.pets", func(p *pet) store.Str { return store.Str(p.Name) }, store.JSON[pet])

	savePet = command.Register("test.save_pet", "test.edit", command.Anywhere, func(_ context.Context, tx *store.Tx, q *pet) (*pet, error) {
		if q.Legs > 100 {
			return nil, fault.New(fault.Invalid, "test.legs", "legs", q.Legs)
		}
		if err := pets.Put(tx, q); err != nil {
			return nil, err
		}
		if q.Legs == 13 { // finds out too late
			return nil, fault.New(fault.Conflict, "test.unlucky")
		}
		return q, nil
	})
	dropPet = command.Register("test.drop_pet", "test.edit", command.Anywhere, func(_ context.Context, tx *store.Tx, q *pet) (*pet, error) {
		return q, pets.Delete(tx, store.Str(q.Name))
	})

	_ = Register(&Kind{
		Name:    "pets",
		Columns: []Column{{Name: "name", Titles: []string{"Кличка"}, Required: true}, {Name: "legs", Titles: []string{"Лапы"}}},
		Row: func(ctx context.Context, tx *store.Tx, r *Record) (Did, error) {
			p := &pet{Name: r.Need("name"), Legs: int(r.Count("legs"))}
			if r.Bad() {
				return Did{}, nil
			}
			if p.Legs == 33 {
				r.Warn("legs", fault.New(fault.Invalid, "test.many_legs"))
			}
			if p.Name == "Panic" {
				panic("a defect")
			}
			was, err := pets.Find(tx, store.Str(p.Name))
			if err != nil {
				return Did{}, err
			}
			if was != nil && was.Legs == p.Legs {
				return Did{}, nil
			}
			trace, err := json.Marshal([]*pet{was, p})
			if err != nil {
				return Did{}, err
			}
			_, err = savePet.In(ctx, tx, p)
			return Did{Thing: journal.Subject("pet/" + p.Name), Created: was == nil, Trace: trace}, err
		},
		Undo: func(ctx context.Context, tx *store.Tx, d Did) error {
			var trace [2]*pet
			if err := json.Unmarshal(d.Trace, &trace); err != nil {
				return err
			}
			is, err := pets.Find(tx, store.Str(trace[1].Name))
			if err != nil {
				return err
			}
			if is.Legs != trace[1].Legs || is.Used {
				return fault.New(fault.Conflict, "test.used", "name", is.Name)
			}
			if d.Created {
				_, err = dropPet.In(ctx, tx, is)
			} else {
				_, err = savePet.In(ctx, tx, trace[0])
			}
			return err
		},
	})
)

// drawer keeps files in memory.
type drawer map[string]string

func (d drawer) Open(hash string) (io.ReadSeekCloser, error) {
	text, ok := d[hash]
	if !ok {
		return nil, fault.New(fault.NotFound, "test.file")
	}
	return readSeekCloser{strings.NewReader(text)}, nil
}

type readSeekCloser struct{ io.ReadSeeker }

func (readSeekCloser) Close() error { return nil }

// desk is where a test imports tables.
type desk struct {
	*testing.T
	files  drawer
	runner *Runner
	engine *memory.Engine
}

func newDesk(t *testing.T) *desk {
	d := &desk{T: t, files: drawer{}, engine: memory.New()}
	d.runner = &Runner{Door: &command.Door{DB: store.Open(d.engine)}, Files: d.files}
	t.Cleanup(func() {
		if r, err := store.Verify(context.Background(), d.runner.Door.DB, nil); err != nil || r.Err() != nil {
			t.Errorf("verify: %v %v", err, r.Err())
		}
	})
	return d
}

func send[Req, Ans any](d *desk, spec *command.Spec[Req, Ans], q *Req) (*Ans, error) {
	return spec.Do(context.Background(), d.runner.Door, command.Command{Itself: true}, q)
}

// start begins a run of a file and carries it as far as it goes by itself.
func (d *desk) start(file string, q StartRequest) *Run {
	d.Helper()
	q.Kind, q.File, q.Name = "pets", fmt.Sprint(len(d.files)), "pets.csv"
	d.files[q.File] = file
	a, err := send(d, Start, &q)
	if err != nil {
		d.Fatal(err)
	}
	return d.work(a.Run)
}

// send moves a run and carries it on.
func (d *desk) send(spec *command.Spec[RunRequest, RunAnswer], id RunID) *Run {
	d.Helper()
	if _, err := send(d, spec, &RunRequest{id}); err != nil {
		d.Fatalf("%s: %v", spec.Name, err)
	}
	return d.work(id)
}

func (d *desk) work(id RunID) (run *Run) {
	d.Helper()
	for more := true; more; {
		var err error
		if more, err = d.runner.Step(context.Background()); err != nil {
			d.Fatal(err)
		}
	}
	d.read(func(tx *store.Tx) (err error) { run, err = GetRun(tx, id); return err })
	return run
}

func (d *desk) read(fn func(*store.Tx) error) {
	d.Helper()
	if err := d.runner.Door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		d.Fatal(err)
	}
}

// pets are all there are: "name legs".
func (d *desk) pets() string {
	d.Helper()
	var all []string
	d.read(func(tx *store.Tx) error {
		for p, err := range pets.All(tx) {
			if err != nil {
				return err
			}
			all = append(all, fmt.Sprint(p.Name, p.Legs))
		}
		return nil
	})
	return strings.Join(all, " ")
}

func (d *desk) problems(id RunID) string {
	d.Helper()
	var all []string
	d.read(func(tx *store.Tx) error {
		for p, err := range Problems(tx, id) {
			if err != nil {
				return err
			}
			all = append(all, fmt.Sprintf("%d %s", p.Row, p))
		}
		return nil
	})
	return strings.Join(all, "\n")
}

func (d *desk) errorFile(id RunID) string {
	d.Helper()
	var b bytes.Buffer
	if table, err := ErrorFile(context.Background(), d.runner.Door.DB, d.files, id, Refused, Words{"Ошибки", "Предупреждение", Problem.String}); err != nil || table.Write(&b) != nil {
		d.Fatal(err)
	}
	return b.String()
}

// TestErrorFileWarns: rows that are only warned of stand in the error file too, marked
// so, before they are written and after; they are counted, and are refused when the
// file comes back, unless somebody took the mark away.
func TestErrorFileWarns(t *testing.T) {
	d := newDesk(t)
	run := d.start("Кличка;Лапы\nРекс;4\n;4\nТрезор;33\n", StartRequest{})
	const want = "\ufeffКличка;Лапы;Ошибки\n;4;\"Кличка: sheet.cell_empty column=\"\"Кличка\"\"\"\nТрезор;33;Предупреждение: Лапы: test.many_legs\n"
	if got := strings.ReplaceAll(d.errorFile(run.ID), "\r\n", "\n"); run.Bad != 1 || run.Warned != 1 || got != want {
		t.Errorf("%d refused, %d warned of\n%s\nwant\n%s", run.Bad, run.Warned, got, want)
	}
	if _, err := send(d, Apply, &ApplyRequest{Run: run.ID, SkipBad: true}); err != nil {
		t.Fatal(err)
	}
	if run = d.work(run.ID); d.pets() != "Рекс4 Трезор33" || run.Warned != 1 {
		t.Errorf("%s, %d warned of", d.pets(), run.Warned)
	}
	again := d.start(strings.Replace(d.errorFile(run.ID), "\n;4", "\nЖучка;4", 1), StartRequest{})
	if got, want := d.problems(again.ID), "3 sheet.warned column=\"Ошибки\""; got != want || again.Bad != 1 || again.Warned != 0 {
		t.Errorf("sent again: %q, want %q", got, want)
	}
	for _, mark := range []string{"Предупреждение", "Попередження", "Warning"} {
		if run := d.start("Кличка;Errors;Лапы\nТузик;"+mark+": 3?;33\nШарик;;33\n", StartRequest{}); run.Bad != 1 || run.Warned != 1 {
			t.Errorf("%s: %d refused, %d warned of", mark, run.Bad, run.Warned)
		}
	}
}

// TestFromFileToUndo: a file with problems is checked and writes nothing; its
// error file is mended and sent again; all of it is taken back.
func TestFromFileToUndo(t *testing.T) {
	d := newDesk(t)
	run := d.start("Кличка;Лапы;Цвет\nРекс;4;\n;4;\nЖужа;много;=рыжая\nЧайка;2;\n", StartRequest{Apply: true})
	if run.State != Ready || run.Rows != 4 || run.Bad != 2 || !cmp.Equal(run.Columns, []string{"name", "legs"}) || run.Heading("legs") != "Лапы" || !cmp.Equal(run.Strange, []string{"Цвет"}) {
		t.Fatalf("got %+v", run)
	}
	if got := d.pets(); got != "" {
		t.Fatalf("the check wrote %s", got)
	}
	if got, want := d.problems(run.ID), "3 name: sheet.cell_empty column=\"name\"\n4 legs: measure.number text=\"много\""; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := send(d, Apply, &ApplyRequest{Run: run.ID}); !errors.Is(err, fault.New(fault.Invalid, "sheet.has_problems")) {
		t.Errorf("applied with problems: %v", err)
	}
	if _, err := send(d, Apply, &ApplyRequest{Run: run.ID, SkipBad: true}); err != nil {
		t.Fatal(err)
	}
	first := d.work(run.ID)
	if got := d.pets(); got != "Рекс4 Чайка2" || first.State != Done || first.Created != 2 {
		t.Errorf("%s after %+v", got, first)
	}
	errs := d.errorFile(run.ID)
	want := "\uFEFFКличка;Лапы;Цвет;Ошибки\r\n;4;;\"Кличка: sheet.cell_empty column=\"\"Кличка\"\"\"\r\nЖужа;много;'=рыжая;\"Лапы: measure.number text=\"\"много\"\"\"\r\n"
	if errs != want {
		t.Errorf("got  %q\nwant %q", errs, want)
	}
	mended := strings.NewReplacer("много", "4", "\n;4", "\nБарс;4").Replace(errs)
	second := d.start(mended, StartRequest{Apply: true})
	if got := d.pets(); got != "Барс4 Жужа4 Рекс4 Чайка2" || second.State != Done || second.Bad != 0 {
		t.Errorf("%s after %+v", got, second)
	}
	again := d.start(mended, StartRequest{Apply: true})
	if again.Created+again.Changed != 0 || again.State != Done {
		t.Errorf("the same file again did something: %+v", again)
	}
	for _, id := range []RunID{second.ID, first.ID} {
		if r := d.send(Undo, id); r.State != Undone || r.Kept != 0 {
			t.Errorf("undo: %+v", r)
		}
	}
	if got := d.pets(); got != "" {
		t.Errorf("%s is left", got)
	}
	if _, err := send(d, Undo, &RunRequest{first.ID}); !errors.Is(err, fault.Conflict) {
		t.Errorf("undone twice: %v", err)
	}
}

// TestUndoKeepsWhatWasUsed and says why; when it is no longer used, it can be
// taken back as well. A thing that several rows changed goes back to the first.
func TestUndoKeepsWhatWasUsed(t *testing.T) {
	d := newDesk(t)
	d.start("name;legs\nRex;3\n", StartRequest{Apply: true})
	run := d.start("name;legs\nRex;4\nJuja;4\nRex;5\nTom;4\n", StartRequest{Apply: true})
	if run.Created != 2 || run.Changed != 2 {
		t.Fatalf("got %+v", run)
	}
	use := func(used bool) {
		t.Helper()
		if err := d.runner.Door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			return pets.Put(tx, &pet{"Juja", 4, used})
		}); err != nil {
			t.Fatal(err)
		}
	}
	use(true)
	run = d.send(Undo, run.ID)
	if got := d.pets(); got != "Juja4 Rex3" || run.State != Undone || run.Kept != 1 {
		t.Errorf("%s after %+v", got, run)
	}
	if got, want := d.problems(run.ID), `3 test.used name="Juja"`; got != want {
		t.Errorf("got %s", got)
	}
	use(false)
	run = d.send(Undo, run.ID)
	if got := d.pets(); got != "Rex3" || run.State != Undone || run.Kept != 0 {
		t.Errorf("%s after %+v", got, run)
	}
}

// TestRowsTakeEffectWholeOrNot: a row that is refused after it wrote leaves
// nothing, and its neighbours in the chunk stay.
func TestRowsTakeEffectWholeOrNot(t *testing.T) {
	d := newDesk(t)
	run := d.start("name;legs\na;1\nb;13\nc;3\nd;200\ne;5\n", StartRequest{Apply: true, SkipBad: true})
	if got := d.pets(); got != "a1 c3 e5" || run.State != Done || run.Bad != 2 {
		t.Errorf("%s after %+v", got, run)
	}
}

// TestTheWorldMovesOn: what was right when it was checked and is not when it is
// written is set aside with its reason.
func TestTheWorldMovesOn(t *testing.T) {
	d := newDesk(t)
	legs := "4"
	late := Register(&Kind{Name: "late", Columns: []Column{{Name: "name", Required: true}}, Row: func(ctx context.Context, tx *store.Tx, r *Record) (Did, error) {
		p, err := savePet.In(ctx, tx, &pet{Name: r.Text("name"), Legs: map[string]int{"4": 4, "200": 200}[legs]})
		if err != nil {
			return Did{}, err
		}
		if r.Text("name") != "b" {
			return Did{Thing: journal.Subject(p.Name), Created: true}, nil
		}
		return Did{}, nil
	}})
	defer delete(kinds, late.Name)
	d.files["f"] = "name\na\n"
	a, err := send(d, Start, &StartRequest{Kind: "late", File: "f"})
	if err != nil {
		t.Fatal(err)
	}
	d.work(a.Run)
	legs = "200"
	if _, err := send(d, Apply, &ApplyRequest{Run: a.Run}); err != nil {
		t.Fatal(err)
	}
	run := d.work(a.Run)
	if run.State != Done || run.Bad != 1 || d.problems(a.Run) != `2 test.legs legs="200"` || d.pets() != "" {
		t.Errorf("%+v: %s; %s", run, d.problems(a.Run), d.pets())
	}
	if _, err := send(d, Undo, &RunRequest{a.Run}); !errors.Is(err, fault.New(fault.Invalid, "sheet.no_undo")) {
		t.Errorf("undo of a kind without: %v", err)
	}
}

// many is a file of n pets.
func many(n int) string {
	var b strings.Builder
	b.WriteString("name;legs\n")
	for i := range n {
		fmt.Fprintf(&b, "pet%04d;%d\n", i, i%5)
	}
	return b.String()
}

// TestKilledAnywhere: whichever commit is the last before the node is gone, a
// new runner over the same store ends the run, and nothing is there twice.
func TestKilledAnywhere(t *testing.T) {
	const n = 3*chunkRows + 7
	for at := 1; ; at++ {
		d := newDesk(t)
		killed := errors.New("killed")
		commits := 0
		d.engine.OnCommit = func() error {
			if commits++; commits == at+1 {
				return killed
			}
			return nil
		}
		d.files["f"] = many(n)
		a, err := send(d, Start, &StartRequest{Kind: "pets", File: "f", Apply: true})
		if err != nil {
			t.Fatal(err)
		}
		for more := true; more && err == nil; {
			more, err = d.runner.Step(context.Background())
		}
		d.engine.OnCommit = nil
		d.runner.Door = &command.Door{DB: store.Open(d.engine)}
		run := d.work(a.Run)
		if run.State != Done || run.Created != n || run.At != n || len(strings.Fields(d.pets())) != n {
			t.Fatalf("killed at commit %d: %+v", at, run)
		}
		if commits <= at {
			if at < 4 {
				t.Fatalf("only %d commits", commits)
			}
			return
		}
	}
}

func TestCancelResumeUndo(t *testing.T) {
	d := newDesk(t)
	const n = 4 * chunkRows
	d.files["f"] = many(n)
	a, err := send(d, Start, &StartRequest{Kind: "pets", File: "f", Apply: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	commits := 0
	d.engine.OnCommit = func() error {
		if commits++; commits == 3 { // the check and two chunks
			stop()
		}
		return nil
	}
	for more := true; more; {
		more, err = d.runner.Step(ctx)
	}
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	d.engine.OnCommit = nil
	run := d.send(Cancel, a.Run)
	if run.State != Cancelled || run.At != 2*chunkRows || len(strings.Fields(d.pets())) != run.At {
		t.Fatalf("cancelled: %+v", run)
	}
	if run = d.send(Resume, a.Run); run.State != Done || len(strings.Fields(d.pets())) != n {
		t.Fatalf("resumed: %+v", run)
	}
	if run = d.send(Undo, a.Run); run.State != Undone || d.pets() != "" {
		t.Fatalf("undone: %+v, %s left", run, d.pets())
	}
}

// TestWritten: how many rows are written is told at any moment; refused ones that
// stand further down are not taken off it.
func TestWritten(t *testing.T) {
	d := newDesk(t)
	const n = 2 * chunkRows
	d.files["f"] = many(n) + "Crab;many\nSpider;lots\nAnt;6\n"
	a, err := send(d, Start, &StartRequest{Kind: "pets", File: "f", Apply: true, SkipBad: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	commits := 0
	d.engine.OnCommit = func() error {
		if commits++; commits == 3 { // what is wrong, the check, a chunk
			stop()
		}
		return nil
	}
	for more := true; more; {
		more, err = d.runner.Step(ctx)
	}
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	d.engine.OnCommit = nil
	written := func() (n int) {
		d.read(func(tx *store.Tx) error {
			r, err := GetRun(tx, a.Run)
			if err == nil {
				n = r.Written()
			}
			return err
		})
		return n
	}
	if got := written(); got != chunkRows || got != len(strings.Fields(d.pets())) {
		t.Errorf("%d are written of %s", got, d.pets())
	}
	if run := d.work(a.Run); run.State != Done || run.Bad != 2 || written() != n+1 || len(strings.Fields(d.pets())) != n+1 {
		t.Errorf("%d are written of %+v", written(), run)
	}
}

func TestRefusedRuns(t *testing.T) {
	d := newDesk(t)
	for name, row := range map[string]struct {
		q    StartRequest
		code string
	}{
		"no such kind": {StartRequest{Kind: "x"}, "sheet.kind"},
		"no site":      {StartRequest{Kind: "pets", Site: warehouse.SiteID{1}}, "sheet.site"},
	} {
		if _, err := send(d, Start, &row.q); fault.Of(err).Code != row.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	for file, code := range map[string]string{
		"":                        "sheet.empty",
		"Кличка;Лапы\n\"a;b\n":    "sheet.quote",
		"Лапы\n4\n":               "sheet.columns_missing",
		"name;legs\nPanic;4\n":    "internal",
		"name;legs\n\xff\xfe;4\n": "",
	} {
		run := d.start(file, StartRequest{})
		if run.Why.Code != code || code != "" && run.State != Failed {
			t.Errorf("%q: %+v", file, run)
		}
		if code == "" {
			continue
		}
		for _, spec := range []*command.Spec[RunRequest, RunAnswer]{Cancel, Resume} {
			if _, err := send(d, spec, &RunRequest{run.ID}); !errors.Is(err, fault.Conflict) {
				t.Errorf("%s of a failed run: %v", spec.Name, err)
			}
		}
	}
	if _, err := send(d, Cancel, &RunRequest{RunID{1}}); !errors.Is(err, fault.NotFound) {
		t.Errorf("no run: %v", err)
	}
}

// TestRightsAreThoseOfWhoBegan: a person who may import and not edit pets is told
// so of every row.
func TestRightsAreThoseOfWhoBegan(t *testing.T) {
	d := newDesk(t)
	d.files["f"] = many(2)
	stranger := warehouse.PersonID{7}
	if _, err := Start.Do(context.Background(), d.runner.Door, command.Command{Person: stranger}, &StartRequest{Kind: "pets", File: "f"}); !errors.Is(err, fault.Denied) {
		t.Fatalf("a stranger: %v", err)
	}
	a, err := send(d, Start, &StartRequest{Kind: "pets", File: "f", Apply: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.runner.Door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		run, err := GetRun(tx, a.Run)
		if err != nil {
			return err
		}
		run.Person = stranger // began it, and has left since
		return runs.Put(tx, run)
	}); err != nil {
		t.Fatal(err)
	}
	if run := d.work(a.Run); run.State != Failed || run.Why.Code != "staff.denied" || d.pets() != "" {
		t.Errorf("got %+v, %s", run, d.pets())
	}
}

// TestNobodySpeaksForTheRunner: rows that are not in the file are not let in.
func TestNobodySpeaksForTheRunner(t *testing.T) {
	d := newDesk(t)
	run := d.start(many(2), StartRequest{})
	for name, err := range map[string]error{
		"note":  second(send(d, noteProblems, &noteRequest{Run: run.ID})),
		"check": second(send(d, endCheck, &checkedRequest{Run: run.ID, Rows: 7})),
		"chunk": second(send(d, writeChunk, &chunkRequest{Run: run.ID, To: 1, Rows: []Row{{2, []string{"x", "4"}}}})),
		"mark":  second(send(d, markRow, &markRequest{Run: run.ID, Row: 2})),
		"undo":  second(send(d, undoChunk, &undoRequest{Run: run.ID})),
		"fail":  second(send(d, failRun, &failRequest{Run: run.ID})),
	} {
		if !errors.Is(err, fault.Denied) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second(_ *RunAnswer, err error) error { return err }

func TestLongRowsMakeShortChunks(t *testing.T) {
	rows := make([]Row, chunkRows)
	for i := range rows {
		rows[i] = Row{Number: i + 2, Cells: []string{long(MaxRow)}}
	}
	for left, n := rows, 0; len(left) > 0; left = left[n:] {
		var good []Row
		good, n = next(left, map[int]bool{3: true})
		body, err := json.Marshal(chunkRequest{Rows: good})
		if err != nil || len(body) > command.MaxBody || n == 0 {
			t.Fatalf("%d rows in %d bytes, %v", n, len(body), err)
		}
	}
}

func TestRunnerWakesUp(t *testing.T) {
	d := newDesk(t)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- d.runner.Run(ctx) }()
	d.files["f"] = many(3)
	a, err := send(d, Start, &StartRequest{Kind: "pets", File: "f", Apply: true})
	if err != nil {
		t.Fatal(err)
	}
	for done := false; !done; {
		bell := d.runner.Door.DB.Bell()
		d.read(func(tx *store.Tx) error {
			run, err := GetRun(tx, a.Run)
			done = run.State == Done
			return err
		})
		if !done {
			<-bell
		}
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
