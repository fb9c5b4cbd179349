package scale

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"warehouse-node/devices/weight"
	"warehouse-node/devices/wire"
)

// Told is what Next gave, as recordings want it: grams and whether they are stable,
// or why a line was no weight. ok is false for what ended the conversation.
func Told(r weight.Reading, err error) (line string, ok bool) {
	if bad, is := errors.AsType[*BadLine](err); is {
		return "bad: " + string(bad.Reason), true
	}
	switch {
	case err != nil:
		return "", false
	case r.Beyond != "":
		return string(r.Beyond), true
	case r.Stable:
		return fmt.Sprintf("%d g stable", r.Grams), true
	}
	return fmt.Sprintf("%d g", r.Grams), true
}

// Replay reads a recorded scale to the end of the conversation; got is what the driver
// told, line for line as the recording wants it.
func Replay(ctx context.Context, driver string, r *wire.Replay) (got []string, err error) {
	s, err := Drivers.Open(ctx, driver, r, json.RawMessage(r.Config))
	if err != nil {
		return nil, err
	}
	defer s.Close()
	for r.Left() > 0 { // one that is asked has a question for every end
		reading, err := s.Next(ctx)
		line, ok := Told(reading, err)
		switch {
		case ok:
			got = append(got, line)
		case errors.Is(err, io.EOF):
			return got, nil
		default:
			return got, err
		}
	}
	return got, nil
}
