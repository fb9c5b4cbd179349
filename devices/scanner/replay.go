package scanner

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"warehouse-node/devices/scan"
	"warehouse-node/devices/wire"
)

// visible writes control characters as recordings name them.
var visible = strings.NewReplacer("\x1d", "<GS>", "\r", `\r`, "\n", `\n`)

// Told is what Next gave, as recordings want it: symbology and data, or why the
// bytes were no code. ok is false for what ended the conversation.
func Told(s scan.Scan, err error) (line string, ok bool) {
	if bad, is := errors.AsType[*BadFrame](err); is {
		return "bad: " + string(bad.Reason), true
	}
	if refused, is := errors.AsType[*MenuError](err); is {
		return "bad: " + refused.Error(), true
	}
	return strings.TrimSpace(string(s.Symbology) + " " + visible.Replace(s.Data)), err == nil
}

// Replay reads a recorded scanner to the end of the conversation; got is what the
// driver told, line for line as the recording wants it.
func Replay(ctx context.Context, driver string, r *wire.Replay) (got []string, err error) {
	s, err := Drivers.Open(ctx, driver, r, json.RawMessage(r.Config))
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var is Identity
	for {
		code, err := s.Next(ctx)
		if i, can := s.(Identified); can && i.Identity() != is {
			is = i.Identity()
			got = append(got, "is: "+is.String())
		}
		line, ok := Told(code, err)
		switch {
		case ok:
			got = append(got, line)
		case errors.Is(err, io.EOF):
			return got, nil
		default:
			return got, err
		}
	}
}
