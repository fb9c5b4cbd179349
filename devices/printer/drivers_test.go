package printer

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warehouse-node/devices/label"
	"warehouse-node/devices/wire"
)

// TestDrivers replays every recorded conversation through its driver: the
// printer is asked how it is, and then prints a frame twice. A driver nobody
// recorded does not pass, nor does a recording from nowhere.
func TestDrivers(t *testing.T) {
	for _, name := range Drivers.Names() {
		files, _ := filepath.Glob("testdata/" + name + "-*.wire")
		if len(files) == 0 {
			t.Errorf("%s: no testdata/%[1]s-*.wire", name)
		}
		for _, f := range files {
			t.Run(strings.TrimSuffix(filepath.Base(f), ".wire"), func(t *testing.T) { replay(t, name, f) })
		}
	}
}

func replay(t *testing.T, driver, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), "# source: ") {
		t.Errorf("%s does not begin with its source", file)
	}
	r, err := wire.ParseReplay(string(text))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	p, err := Drivers.Open(ctx, driver, r, json.RawMessage(r.Config))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()

	var got []string
	s, err := p.Status(ctx)
	got = append(got, fmt.Sprintf("status faults=%v queued=%d remaining=%d partial=%t silent=%t%s", s.Faults, s.Queued, s.Remaining, s.Partial, s.Silent, gone(err)))
	frame := label.Label{Width: 10 * mm, Height: 10 * mm, Copies: 2, Boxes: []label.Box{{Width: 10 * mm, Height: 10 * mm, Thickness: 125}}}
	if err == nil {
		var o Outcome
		o, err = p.Print(ctx, frame)
		sum := o.Sum()
		got = append(got, fmt.Sprintf("print %s: %d done, %d unknown, %d not%s", o.State(), sum.Done, sum.Unknown, sum.NotDone, gone(err)))
	}
	if g, w := strings.Join(got, "\n"), strings.Join(r.Want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s\n(%v)", g, w, err)
	}
	if r.Left() > 0 || r.Err() != nil {
		t.Errorf("%d steps left, %v", r.Left(), r.Err())
	}
}

// gone marks an error in a report: all that a recording can bring about is the
// end of the link.
func gone(err error) string {
	if err != nil {
		return ", link gone"
	}
	return ""
}
