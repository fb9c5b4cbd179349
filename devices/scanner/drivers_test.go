package scanner

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"warehouse-node/devices/wire/wiretest"
)

// TestDrivers replays every recorded conversation through its driver.
func TestDrivers(t *testing.T) { wiretest.Drivers(t, Drivers.Names(), replay) }

// visible writes control characters as recordings name them.
var visible = strings.NewReplacer("\x1d", "<GS>", "\r", `\r`, "\n", `\n`)

// replay reads the scanner to the end of the conversation.
func replay(t *testing.T, r wiretest.Conversation) (got []string) {
	s, err := Drivers.Open(context.Background(), r.Driver, r.Replay, json.RawMessage(r.Config))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for {
		code, err := s.Next(context.Background())
		var bad *BadFrame
		switch {
		case errors.Is(err, io.EOF):
			return got
		case errors.As(err, &bad):
			got = append(got, "bad: "+string(bad.Reason))
		case err != nil:
			t.Fatal(err)
		default:
			got = append(got, strings.TrimSpace(string(code.Symbology)+" "+visible.Replace(code.Data)))
		}
	}
}
