package printer

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"warehouse-node/devices/label"
	"warehouse-node/devices/wire"
)

// frame is what a recording that names no calls prints: a box, twice.
var frame = label.Label{Width: 10 * label.Millimetre, Height: 10 * label.Millimetre, Copies: 2,
	Boxes: []label.Box{{Width: 10 * label.Millimetre, Height: 10 * label.Millimetre, Thickness: 125}}}

// CallStatus asks a printer how it is; told is how a recording wants the answer.
func CallStatus(ctx context.Context, p Printer) (s Status, told string, err error) {
	s, err = p.Status(ctx)
	return s, fmt.Sprintf("status faults=%v queued=%d remaining=%d partial=%t silent=%t%s", s.Faults, s.Queued, s.Remaining, s.Partial, s.Silent, gone(err)), err
}

// CallLabel prints a label; told is how a recording wants the outcome.
func CallLabel(ctx context.Context, p Printer, l label.Label) (told string, err error) {
	o, err := p.Print(ctx, l)
	sum := o.Sum()
	return fmt.Sprintf("print %s: %d done, %d unknown, %d not%s", o.State(), sum.Done, sum.Unknown, sum.NotDone, gone(err)), err
}

// gone marks an error in a report: all that a recording can bring about is the
// end of the link.
func gone(err error) string {
	if err != nil {
		return ", link gone"
	}
	return ""
}

// LabelCall is the line of a recording that says a label was printed.
func LabelCall(l label.Label) (string, error) {
	b, err := json.Marshal(l)
	return "label " + string(b), err
}

// Replay makes the calls of a recorded conversation: "status", "watch", which is
// the status again and again to the end of the recording, and "label" with the
// label as JSON. A recording that names none asks for the status and prints a
// frame. got is what was told, line for line as the recording wants it; it ends
// with the link.
func Replay(ctx context.Context, driver string, r *wire.Replay) (got []string, err error) {
	p, err := Drivers.Open(ctx, driver, r, json.RawMessage(r.Config))
	if err != nil {
		return nil, err
	}
	defer p.Close()
	calls := r.Calls
	if len(calls) == 0 {
		framed, err := LabelCall(frame)
		if err != nil {
			return nil, err
		}
		calls = []string{"status", framed}
	}
	for _, call := range calls {
		told, known, ended := "", true, error(nil)
		switch word, arg, _ := strings.Cut(call, " "); word {
		case "status":
			_, told, ended = CallStatus(ctx, p)
		case "watch":
			for ended == nil && r.Left() > 0 {
				_, told, ended = CallStatus(ctx, p)
			}
		case "label":
			var l label.Label
			if err := json.Unmarshal([]byte(arg), &l); err != nil {
				return got, fmt.Errorf("call %q: %w", clipCall(call), err)
			}
			told, ended = CallLabel(ctx, p, l)
		default:
			known = false
		}
		if !known {
			return got, fmt.Errorf("no call %q: a printer knows status, watch and label", clipCall(call))
		}
		got = append(got, told)
		if ended != nil {
			return got, ctx.Err()
		}
	}
	return got, nil
}

func clipCall(s string) string { return s[:min(len(s), 40)] }
