package printer

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"warehouse-node/devices/label"
	"warehouse-node/devices/wire/wiretest"
)

// TestDrivers replays every recorded conversation through its driver.
func TestDrivers(t *testing.T) { wiretest.Drivers(t, Drivers.Names(), replay) }

// replay asks the printer how it is, and then prints a frame twice.
func replay(t *testing.T, r wiretest.Conversation) (got []string) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	p, err := Drivers.Open(ctx, r.Driver, r.Replay, json.RawMessage(r.Config))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()

	s, err := p.Status(ctx)
	got = append(got, fmt.Sprintf("status faults=%v queued=%d remaining=%d partial=%t silent=%t%s", s.Faults, s.Queued, s.Remaining, s.Partial, s.Silent, gone(err)))
	frame := label.Label{Width: 10 * mm, Height: 10 * mm, Copies: 2, Boxes: []label.Box{{Width: 10 * mm, Height: 10 * mm, Thickness: 125}}}
	if err == nil {
		var o Outcome
		o, err = p.Print(ctx, frame)
		sum := o.Sum()
		got = append(got, fmt.Sprintf("print %s: %d done, %d unknown, %d not%s", o.State(), sum.Done, sum.Unknown, sum.NotDone, gone(err)))
	}
	if err != nil {
		t.Logf("it ended with %v", err)
	}
	return got
}

// gone marks an error in a report: all that a recording can bring about is the
// end of the link.
func gone(err error) string {
	if err != nil {
		return ", link gone"
	}
	return ""
}
