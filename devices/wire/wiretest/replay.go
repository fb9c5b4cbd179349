package wiretest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices/wire"
)

// Conversation is a recording that is to be replayed.
type Conversation struct {
	*wire.Replay
	Driver string
	Text   string // of the whole file
}

// Drivers replays testdata/NAME-*.wire of every driver. replay opens the driver on
// the conversation, makes its calls and returns what they returned, line for line
// as the recording wants it.
func Drivers(t *testing.T, names []string, replay func(*testing.T, Conversation) (got []string)) {
	t.Helper()
	for _, name := range names {
		files, _ := filepath.Glob("testdata/" + name + "-*.wire")
		if len(files) == 0 {
			t.Errorf("%s: no testdata/%[1]s-*.wire", name)
		}
		for _, f := range files {
			t.Run(strings.TrimSuffix(filepath.Base(f), ".wire"), func(t *testing.T) { run(t, name, f, replay) })
		}
	}
}

// Replays is Drivers for a kind whose Replay makes the calls of a conversation itself.
func Replays(t *testing.T, names []string, replay func(ctx context.Context, driver string, r *wire.Replay) (got []string, err error)) {
	t.Helper()
	Drivers(t, names, func(t *testing.T, c Conversation) []string {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		got, err := replay(ctx, c.Driver, c.Replay)
		if err != nil {
			t.Fatal(err)
		}
		return got
	})
}

// patience is how long a conversation may take, whose device never waits.
const patience = time.Minute

func run(t *testing.T, driver, file string, replay func(*testing.T, Conversation) []string) {
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
	got := replay(t, Conversation{r, driver, string(text)})
	if g, w := strings.Join(got, "\n"), strings.Join(r.Want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
	if r.Left() > 0 || r.Err() != nil {
		t.Errorf("%d steps left, %v", r.Left(), r.Err())
	}
}
