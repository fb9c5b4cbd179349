package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

type addRequest struct {
	To string `json:"to"`
	N  int    `json:"n"`
}

type addAnswer struct {
	Sum  int    `json:"sum"`
	Told string `json:"told"`
}

type sum struct {
	Name string
	N    int
}

var (
	sums = store.NewTable("test.sums", func(s *sum) store.Str { return store.Str(s.Name) }, func(r *store.Row, s *sum) {
		store.Text(r, 1, &s.Name)
		store.Int(r, 2, &s.N)
	})
	add = command.Register("test.add", "test.add", command.Anywhere, func(_ context.Context, tx *store.Tx, r *addRequest) (*addAnswer, error) {
		if r.N < 0 {
			return nil, fault.New(fault.Invalid, "test.negative", "n", r.N)
		}
		a := &addAnswer{Told: tx.Origin().Command}
		return a, sums.Edit(tx, store.Str(r.To), func(s *sum) (*sum, error) {
			if s == nil {
				s = &sum{Name: r.To}
			}
			s.N += r.N
			a.Sum = s.N
			return s, nil
		})
	})
	_ = command.Register("test.twice", "test.twice", command.Anywhere, func(ctx context.Context, tx *store.Tx, r *addRequest) (*addAnswer, error) {
		if _, err := add.In(ctx, tx, r); err != nil {
			return nil, err
		}
		return add.In(ctx, tx, r)
	})
)

func itself(c command.Command) command.Command { c.Itself = true; return c }

func TestRepeats(t *testing.T) {
	d := &command.Door{DB: store.Open(memory.New())}
	ctx := context.Background()
	send := func(c command.Command, n int) (*addAnswer, error) {
		return add.Do(ctx, d, itself(c), &addRequest{"x", n})
	}
	named := command.Command{ID: "a-1", Device: "web"}
	counted := func(n uint64) command.Command { return command.Command{Device: "handheld 3", Counter: n} }
	for i, row := range []struct {
		c    command.Command
		n    int
		want int
		kind fault.Kind
	}{
		{named, 5, 5, 0},
		{named, 5, 5, 0}, // a repeat
		{named, 6, 0, fault.Conflict},
		{counted(1), 1, 6, 0},
		{counted(1), 1, 6, 0},
		{counted(4), 1, 7, 0}, // 2 and 3 are on their way
		{counted(2), 1, 8, 0},
		{counted(2), 1, 8, 0},
		{counted(2), 2, 0, fault.Conflict},
		{command.Command{Device: "web"}, 1, 9, 0}, // without an id it is another
		{command.Command{Device: "web"}, 1, 10, 0},
		{counted(5), -1, 0, fault.Invalid},
		{counted(5), 1, 11, 0}, // what was refused was not done, and its number is free
	} {
		a, err := send(row.c, row.n)
		if row.kind != 0 {
			if fault.KindOf(err) != row.kind {
				t.Errorf("%d: got %v, want %v", i, err, row.kind)
			}
			continue
		}
		if err != nil || a.Sum != row.want {
			t.Errorf("%d: got %+v, %v; want %d", i, a, err, row.want)
		}
	}
	if a, err := send(counted(3000), 1); err != nil || a.Sum != 12 || a.Told != "handheld 3#000000003000" {
		t.Errorf("far ahead: %+v, %v", a, err)
	}
	if _, err := send(counted(1), 1); err != nil {
		t.Errorf("an answer still kept: %v", err)
	}
}

// TestOldAnswers: when a handheld's answer is gone its command is refused, never
// done again.
func TestOldAnswers(t *testing.T) {
	d := &command.Door{DB: store.Open(memory.New())}
	for n := uint64(1); n <= command.KeepAnswers+3; n++ {
		if _, err := add.Do(context.Background(), d, itself(command.Command{Device: "h", Counter: n}), &addRequest{"x", 1}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := add.Do(context.Background(), d, itself(command.Command{Device: "h", Counter: 2}), &addRequest{"x", 1})
	if !errors.Is(err, fault.New(fault.Conflict, "command.too_old")) {
		t.Errorf("got %v", err)
	}
	a, err := add.Do(context.Background(), d, itself(command.Command{}), &addRequest{"x", 0})
	if err != nil || a.Sum != command.KeepAnswers+3 {
		t.Errorf("got %+v, %v", a, err)
	}
}

// TestSameCommandAtOnce: fifty copies of one command do it once and all get the
// one answer.
func TestSameCommandAtOnce(t *testing.T) {
	d := &command.Door{DB: store.Open(memory.New())}
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			a, err := add.Do(context.Background(), d, itself(command.Command{ID: "one"}), &addRequest{"x", 7})
			if err != nil || a.Sum != 7 {
				t.Errorf("got %+v, %v", a, err)
			}
		})
	}
	all.Wait()
}

func TestRefusals(t *testing.T) {
	d := &command.Door{DB: store.Open(memory.New())}
	stranger := warehouse.PersonID{1}
	for name, row := range map[string]struct {
		c    command.Command
		kind fault.Kind
	}{
		"no such command":  {command.Command{Itself: true, Name: "test.sub"}, fault.NotFound},
		"unknown field":    {command.Command{Itself: true, Name: "test.add", Body: json.RawMessage(`{"to":"x","m":1}`)}, fault.Invalid},
		"two bodies":       {command.Command{Itself: true, Name: "test.add", Body: json.RawMessage(`{"to":"x"}{}`)}, fault.Invalid},
		"2^63":             {command.Command{Itself: true, Name: "test.add", Body: json.RawMessage(`{"n":9223372036854775808}`)}, fault.Invalid},
		"nobody":           {command.Command{Name: "test.add"}, fault.Denied},
		"both":             {command.Command{Name: "test.add", Itself: true, Person: stranger}, fault.Denied},
		"stranger":         {command.Command{Name: "test.add", Person: stranger}, fault.Denied},
		"inside another":   {command.Command{Name: "test.twice", Person: stranger}, fault.Denied},
		"counted nameless": {command.Command{Name: "test.add", Itself: true, Counter: 1}, fault.Invalid},
		"too large":        {command.Command{Name: "test.add", Itself: true, Body: make([]byte, command.MaxBody+1)}, fault.Limit},
	} {
		if _, err := d.Do(context.Background(), row.c); fault.KindOf(err) != row.kind {
			t.Errorf("%s: got %v, want %v", name, err, row.kind)
		}
	}
	if err := d.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for s, err := range sums.All(tx) {
			t.Errorf("something was done: %+v, %v", s, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestPrune(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})
	d := &command.Door{DB: db}
	old, young := itself(command.Command{ID: "old"}), itself(command.Command{ID: "young"})
	send := func(c command.Command, want int) {
		t.Helper()
		if a, err := add.Do(context.Background(), d, c, &addRequest{"x", 1}); err != nil || a.Sum != want {
			t.Errorf("got %+v, %v; want %d", a, err, want)
		}
	}
	send(old, 1)
	now = now.Add(command.Keep)
	send(young, 2)
	now = now.Add(time.Hour)
	if err := command.Prune(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	send(young, 2)
	send(old, 3)
}

// TestPruneHandheld: numbers of a handheld that was in other hands in between
// are forgotten too, those it may still ask for not.
func TestPruneHandheld(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})
	d := &command.Door{DB: db}
	send := func(n uint64) error {
		_, err := add.Do(context.Background(), d, itself(command.Command{Device: "h", Counter: n}), &addRequest{"x", 1})
		return err
	}
	for _, n := range []uint64{1, 600, 1500} {
		if err := send(n); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(command.Keep + time.Hour)
	if err := command.Prune(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	if err := send(1); !errors.Is(err, fault.New(fault.Conflict, "command.too_old")) {
		t.Errorf("far behind: %v", err)
	}
	for _, n := range []uint64{600, 1500} {
		if err := send(n); err != nil {
			t.Errorf("%d: %v", n, err)
		}
	}
}

var _ staff.Right = add.Right

// TestNumbersAreOnesOwn: which device speaks and how far it has counted is the
// caller's word, and so is an id. Another person who says the same is another
// caller: they get no answer but their own, and use up nothing.
func TestNumbersAreOnesOwn(t *testing.T) {
	d := &command.Door{DB: store.Open(memory.New())}
	ctx := context.Background()
	var oksana, ruslan warehouse.PersonID
	if err := d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for name, id := range map[string]*warehouse.PersonID{"Oksana": &oksana, "Ruslan": &ruslan} {
			p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: name, Locale: "en", Roles: []staff.RoleAt{{Role: staff.Owner}}})
			if err != nil {
				return err
			}
			*id = p.Person
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	say := func(who warehouse.PersonID, to string, c command.Command, want int) {
		t.Helper()
		c.Person = who
		if who.IsZero() {
			c.Itself = true
		}
		if a, err := add.Do(ctx, d, c, &addRequest{to, 1}); err != nil || a.Sum != want {
			t.Errorf("%+v: got %+v, %v; want %d", c, a, err, want)
		}
	}
	handheld := func(n uint64) command.Command { return command.Command{Device: "handheld 3", Counter: n} }
	named := command.Command{ID: "a-1"}

	say(oksana, "x", handheld(1), 1)
	say(ruslan, "x", handheld(1), 2)         // not her answer
	say(ruslan, "x", handheld(2), 3)         // her next number,
	say(ruslan, "x", handheld(1<<63), 4)     // and all she will ever need
	say(oksana, "x", handheld(1), 1)         // hers is still known,
	say(oksana, "x", handheld(2), 5)         // and her next still free
	say(oksana, "x", handheld(2), 5)         //
	say(warehouse.PersonID{}, "x", named, 6) // what the node calls its own
	say(ruslan, "x", named, 7)               // is not to be answered to a person,
	say(oksana, "x", named, 8)               // nor one person's to another
	say(ruslan, "x", named, 7)               //
	say(oksana, "x", handheld(5000), 9)      // after others had it
	say(oksana, "x", handheld(3), 10)        // which never came
}

// TestUnseenSigns: a person's text with a sign that nobody sees is refused, at the
// door and inside another command, in a name of a field too; what the node itself
// says is not judged.
func TestUnseenSigns(t *testing.T) {
	d := &command.Door{DB: store.Open(memory.New())}
	ctx := context.Background()
	var owner warehouse.PersonID
	if err := d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Oksana", Locale: "en", Roles: []staff.RoleAt{{Role: staff.Owner}}})
		owner = p.Person
		return err
	}); err != nil {
		t.Fatal(err)
	}
	unseen := fault.New(fault.Invalid, "letter.unseen")
	for body, field := range map[string]string{
		`{"to":"a\u200bb"}`:            "to",
		`{"lists":[["x"],["\u0000"]]}`: "lists",
		`{"named":{"\u202ex":"1"}}`:    "named",
		`{"named":{"x":{"y":"\n"}}}`:   "named.x.y",
	} {
		if err := command.Shown("test.add", []byte(body)); !errors.Is(err, unseen) || fault.Of(err).Args["field"] != field {
			t.Errorf("%s: got %v, want %s refused", body, err, field)
		}
	}
	request := &addRequest{"a\u200bb", 1}
	person := command.Command{Person: owner, Device: "web"}
	if _, err := add.Do(ctx, d, person, request); !errors.Is(err, unseen) {
		t.Errorf("at the door: %v", err)
	}
	if err := d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.SetOrigin(store.Origin{Person: owner})
		_, err := add.In(ctx, tx, request)
		return err
	}); !errors.Is(err, unseen) {
		t.Errorf("inside another: %v", err)
	}
	if a, err := add.Do(ctx, d, itself(command.Command{}), request); err != nil || a.Sum != 1 {
		t.Errorf("the node itself: %+v, %v", a, err)
	}
}

// TestGoneIsNoError: whoever asked has closed the page: nothing is wrong with us.
func TestGoneIsNoError(t *testing.T) {
	var log bytes.Buffer
	d := &command.Door{DB: store.Open(memory.New()), Log: slog.New(slog.NewTextHandler(&log, nil))}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := add.Do(ctx, d, command.Command{Itself: true}, &addRequest{"x", 1}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(log.String(), "level=INFO") || strings.Contains(log.String(), "level=ERROR") {
		t.Errorf("logged %q", &log)
	}
}
