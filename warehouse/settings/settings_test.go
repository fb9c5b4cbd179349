package settings

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "settings.") }

type mode string

type rules struct {
	LeaseMinutes int32       `json:"lease_minutes" unit:"min"`
	Mode         mode        `json:"mode" choice:"fefo fifo"`
	Ask          bool        `json:"ask"`
	Greeting     string      `json:"greeting"`
	Since        measure.Day `json:"since"`
	Small        uint8       `json:"small"`
}

func (r rules) Check() error {
	if r.LeaseMinutes < 1 {
		return fault.New(fault.Invalid, "test.lease")
	}
	return nil
}

func day(t *testing.T, s string) (d measure.Day) {
	t.Helper()
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

var (
	defaults = rules{LeaseMinutes: 20, Mode: "fefo", Greeting: "Добрый день"}
	policyOf = Register("test", defaults).PerSite()
)

func write(t *testing.T, db *store.DB, fn func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, db *store.DB, fn func(tx *store.Tx)) {
	t.Helper()
	if err := db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

// wantPolicies compares the company's, site one's and site two's policy.
func wantPolicies(t *testing.T, db *store.DB, company, one, two rules) {
	t.Helper()
	read(t, db, func(tx *store.Tx) {
		t.Helper()
		for site, want := range map[warehouse.SiteID]rules{{}: company, {1}: one, {2}: two} {
			if got, err := policyOf.At(tx, site); err != nil || got != want {
				t.Errorf("at %x: %+v, %v; want %+v", site[0], got, err, want)
			}
		}
	})
}

// told lists what the journal says of settings: "v2 site: field old>new".
func told(t *testing.T, db *store.DB) (all []string) {
	t.Helper()
	read(t, db, func(tx *store.Tx) {
		for e, err := range journal.Of(tx, "settings/test") {
			if err != nil {
				t.Fatal(err)
			}
			ev, err := ChangedKind.Read(e)
			if err != nil {
				t.Fatal(err)
			}
			line := []string{string('0' + rune(ev.Version)), string('0' + rune(ev.Site[0]))}
			if ev.Follows {
				line = append(line, "follows")
			}
			for _, c := range ev.Changes {
				line = append(line, c.Field+":"+c.Old+">"+c.New)
			}
			all = append(all, strings.Join(line, " "))
		}
	})
	return all
}

func TestPolicy(t *testing.T) {
	db := store.Open(memory.New())
	wantPolicies(t, db, defaults, defaults, defaults)

	company := defaults
	company.LeaseMinutes, company.Ask = 30, true
	write(t, db, func(_ context.Context, tx *store.Tx) error { return policyOf.Set(tx, company) })
	write(t, db, func(_ context.Context, tx *store.Tx) error { return policyOf.Set(tx, company) }) // changes nothing
	wantPolicies(t, db, company, company, company)

	one := company
	one.Mode = "fifo"
	write(t, db, func(_ context.Context, tx *store.Tx) error { return policyOf.SetAt(tx, warehouse.SiteID{1}, one) })
	later := company
	later.LeaseMinutes = 40
	write(t, db, func(_ context.Context, tx *store.Tx) error { return policyOf.Set(tx, later) })
	wantPolicies(t, db, later, one, later)

	write(t, db, func(ctx context.Context, tx *store.Tx) error {
		a, err := Edit(ctx, tx, &EditRequest{Owner: "test", Site: warehouse.SiteID{1}, Version: 1, Follow: true})
		if err == nil && a.Version != 2 {
			t.Errorf("version %d", a.Version)
		}
		return err
	})
	wantPolicies(t, db, later, later, later)
	write(t, db, func(ctx context.Context, tx *store.Tx) error {
		_, err := Edit(ctx, tx, &EditRequest{Owner: "test", Version: 2, Follow: true})
		return err
	})
	wantPolicies(t, db, defaults, defaults, defaults)

	want := []string{
		"1 0 lease_minutes:20>30 ask:false>true",
		"1 1 mode:fefo>fifo",
		"2 0 lease_minutes:30>40",
		"2 1 follows lease_minutes:30>40 mode:fifo>fefo",
		"3 0 follows lease_minutes:40>20 ask:true>false",
	}
	if diff := cmp.Diff(want, told(t, db)); diff != "" {
		t.Errorf("journal (-want +got):\n%s", diff)
	}
}

func TestEdit(t *testing.T) {
	db := store.Open(memory.New())
	edit := func(r EditRequest) error {
		return db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error { _, err := Edit(ctx, tx, &r); return err })
	}
	good := map[string]string{"lease_minutes": "5", "mode": "fifo", "ask": "true", "greeting": "", "since": "2026-11-20", "small": "255"}
	if err := edit(EditRequest{Owner: "test", Values: good}); err != nil {
		t.Fatal(err)
	}
	after := rules{LeaseMinutes: 5, Mode: "fifo", Ask: true, Since: day(t, "2026-11-20"), Small: 255}
	wantPolicies(t, db, after, after, after)
	for name, row := range map[string]struct {
		r    EditRequest
		kind fault.Kind
	}{
		"no owner":       {EditRequest{Owner: "nobody"}, fault.NotFound},
		"old version":    {EditRequest{Owner: "test", Values: map[string]string{"ask": "false"}}, fault.Conflict},
		"no field":       {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"Ask": "false"}}, fault.Invalid},
		"no number":      {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"lease_minutes": "five"}}, fault.Invalid},
		"half a number":  {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"lease_minutes": "1.5"}}, fault.Invalid},
		"too large":      {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"lease_minutes": "2147483648"}}, fault.Invalid},
		"negative":       {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"small": "-1"}}, fault.Invalid},
		"256":            {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"small": "256"}}, fault.Invalid},
		"no choice":      {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"mode": "lifo"}}, fault.Invalid},
		"no switch":      {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"ask": "1"}}, fault.Invalid},
		"no day":         {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"since": "31.02.2026"}}, fault.Invalid},
		"its own check":  {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"lease_minutes": "0"}}, fault.Invalid},
		"one is wrong":   {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"ask": "false", "small": "x"}}, fault.Invalid},
		"a whole novel":  {EditRequest{Owner: "test", Version: 1, Values: map[string]string{"greeting": strings.Repeat("x", MaxText+1)}}, fault.Limit},
		"site's version": {EditRequest{Owner: "test", Site: warehouse.SiteID{1}, Version: 1}, fault.Conflict},
	} {
		if err := edit(row.r); !errors.Is(err, row.kind) {
			t.Errorf("%s: %v, want %v", name, err, row.kind)
		}
	}
	wantPolicies(t, db, after, after, after)
	if got := told(t, db); len(got) != 1 {
		t.Errorf("what was refused stands in the journal: %v", got)
	}
}

func TestDescribe(t *testing.T) {
	db := store.Open(memory.New())
	read(t, db, func(tx *store.Tx) {
		all, err := All(tx, warehouse.SiteID{1})
		if err != nil {
			t.Fatal(err)
		}
		want := []Described{{Owner: "test", Site: warehouse.SiteID{1}, Fields: []Field{
			{Name: "lease_minutes", Kind: "number", Default: "20", Unit: "min"},
			{Name: "mode", Kind: "choice", Default: "fefo", Choices: []string{"fefo", "fifo"}},
			{Name: "ask", Kind: "switch", Default: "false"},
			{Name: "greeting", Kind: "text", Default: "Добрый день"},
			{Name: "since", Kind: "text", Default: measure.Day(0).String()},
			{Name: "small", Kind: "number", Default: "0"},
		}, Values: []string{"20", "fefo", "false", "Добрый день", measure.Day(0).String(), "0"}}}
		if diff := cmp.Diff(want, all); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestOldRows: a policy that an older or newer release stored opens: what it
// does not name is the default, what this release does not know is skipped.
func TestOldRows(t *testing.T) {
	db := store.Open(memory.New())
	write(t, db, func(_ context.Context, tx *store.Tx) error {
		return rows.Put(tx, &row{Owner: "test", Version: 7, Value: []byte(`{"lease_minutes":9,"gone":{"x":[1]}}`)})
	})
	want := defaults
	want.LeaseMinutes = 9
	wantPolicies(t, db, want, want, want)
}

func TestRegisterRefuses(t *testing.T) {
	for name, fn := range map[string]func(){
		"twice":      func() { Register("test", defaults) },
		"a bad name": func() { Register("Test Two", defaults) },
		"no struct":  func() { Register("test.a", 5) },
		"a list":     func() { Register("test.b", struct{ L []string }{}) },
		"a duration": func() { Register("test.c", struct{ D time.Duration }{}) },
		"a float":    func() { Register("test.d", struct{ F float64 }{}) },
		"hidden":     func() { Register("test.e", struct{ f string }{}) },
		"wrong choice": func() {
			Register("test.f", struct {
				M string `choice:"a b"`
			}{})
		},
		"wrong defaults": func() { Register("test.g", rules{Mode: "fefo"}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s passed", name)
				}
			}()
			fn()
		}()
	}
}
