package printer

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices/label"
)

func TestOutcome(t *testing.T) {
	labels := []label.Label{{Copies: 2}, {}, {Copies: 3}}
	for _, row := range []struct {
		done, sent int
		want       []Tally
		state      State
	}{
		{0, 0, []Tally{{0, 0, 2}, {0, 0, 1}, {0, 0, 3}}, NotDone},
		{0, 1, []Tally{{0, 1, 1}, {0, 0, 1}, {0, 0, 3}}, Unknown},
		{2, 2, []Tally{{2, 0, 0}, {0, 0, 1}, {0, 0, 3}}, Partly},
		{1, 4, []Tally{{1, 1, 0}, {0, 1, 0}, {0, 1, 2}}, Unknown},
		{6, 6, []Tally{{2, 0, 0}, {1, 0, 0}, {3, 0, 0}}, Done},
	} {
		o := outcome(labels, row.done, row.sent, -1)
		if d := cmp.Diff(row.want, o.Labels); d != "" || o.State() != row.state {
			t.Errorf("%d done, %d sent: %s, %s", row.done, row.sent, o.State(), d)
		}
	}
}

func TestSettle(t *testing.T) {
	labels := []label.Label{{Copies: 2}, {}, {Copies: 3}}
	for _, row := range []struct {
		before, count int64
		want          []Tally
	}{
		{100, 101, []Tally{{1, 0, 1}, {0, 0, 1}, {0, 0, 3}}},
		{100, 103, []Tally{{2, 0, 0}, {1, 0, 0}, {0, 0, 3}}},
		{100, 199, []Tally{{2, 0, 0}, {1, 0, 0}, {1, 0, 2}}},
		{-1, 103, []Tally{{1, 1, 0}, {0, 1, 0}, {0, 1, 2}}},
		{100, 7, []Tally{{1, 1, 0}, {0, 1, 0}, {0, 1, 2}}}, // another printer, or a new head
	} {
		o := outcome(labels, 1, 4, row.before)
		if d := cmp.Diff(row.want, o.Settle(row.count).Labels); d != "" {
			t.Errorf("from %d to %d: %s", row.before, row.count, d)
		}
	}
}

func TestConfig(t *testing.T) {
	for config, ok := range map[string]bool{
		`{}`: true,
		`{"DPI":300,"Text":"resident","Font":"E:TT0003M_.FNT","Darkness":30,"Media":"gap","Mode":"cut"}`: true,
		`{"Font":"E:A.FNT^FS~JA"}`: false,
		`{"Font":"00"}`:            false,
		`{"DPI":204}`:              false,
		`{"Text":"both"}`:          false,
		`{"Media":"roll"}`:         false,
		`{"Mode":"^MMT"}`:          false,
		`{"Darkness":31}`:          false,
		`{"LeftUM":-1}`:            false,
		`{"Ahead":0}`:              false,
		`{"PollMS":0}`:             false,
		`{"Speed":1}`:              false,
	} {
		if err := Drivers.Check("zpl", []byte(config)); (err == nil) != ok {
			t.Errorf("%s: %v", config, err)
		}
	}
}

// FuzzAnswer: whatever a printer says, nothing panics, and what was not
// understood stays bounded by what was heard.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte("\x02030,1,1,1225,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,1,1,2,6,0,00000100,1,000\x03\r\n\x021234,0\x03\r\n"))
	f.Add([]byte("\x02\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         1 00000000 00010005\r\n   WARNINGS:       0 00000000 00000000\r\n\x03"))
	f.Add([]byte(`"419"`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, take := range []func(*[]byte) bool{
			func(h *[]byte) bool { s, ok := takeHostStatus(h); return ok && s.Queued >= 0 && s.Remaining >= 0 },
			func(h *[]byte) bool { _, ok := takeHostQuery(h); return ok },
			func(h *[]byte) bool { _, ok := takeQuoted(h); return ok },
		} {
			heard := append([]byte(nil), b...)
			if took := take(&heard); took && len(heard) >= len(b) || !took && len(heard) != len(b) {
				t.Errorf("took %t, %d of %d bytes are left", took, len(heard), len(b))
			}
		}
	})
}
